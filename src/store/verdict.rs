//! The kept verdict: what the rules say of each person on a day, written in the transaction that
//! wrote the facts.
//!
//! A row holds for its day, its version of the person and the thresholds it was made under. A GET
//! writes nothing: where no row holds, the verdict is made anew from the facts, and the same clock
//! that renews the glances keeps it.

use diesel::dsl::{auto_type, exists, not};
use diesel::prelude::*;
use sha2::{Digest, Sha256};

use super::conn::each;
use super::person::{Kept, Row as Person};
use super::schema::{person, verdict};
use super::scope::{self, Access, visible};
use super::{Answer, Conn, column, file, setting};
use crate::method::insight::{RuleId, Thresholds};
use crate::method::{ClientFile, Day, Id, Verdict, Viewer};

/// Sets how many people the rules may speak of at once, the most urgent first.
const MOST: i64 = 1000;

/// The people of whom the rules say something on a day, the most urgent first and then by reading.
pub struct Speaking {
    pub people: Vec<(Kept, Verdict)>,
    /// Counts those who are left out because there are more than `MOST`.
    pub left: usize,
}

#[derive(Debug, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = verdict, treat_none_as_null = true)]
pub(super) struct Row {
    person: String,
    day: Day,
    version: i64,
    made_under: String,
    urgency: Option<i32>,
    findings: String,
    member: String,
}

impl Row {
    fn of(person: &str, version: i64, made: &Verdict, under: &Under) -> Answer<Row> {
        Ok(Row {
            person: person.to_owned(),
            day: made.at,
            version,
            made_under: under.fingerprint.clone(),
            urgency: made.urgency().map(i32::from),
            findings: column::to_json("findings", &made.findings)?,
            member: column::to_json("member", &made.member)?,
        })
    }

    fn verdict(&self) -> Answer<Verdict> {
        Ok(Verdict {
            at: self.day,
            findings: column::json("findings", &self.findings)?,
            member: column::json("member", &self.member)?,
        })
    }
}

/// A day, and the thresholds a verdict is made under on it.
pub(super) struct Under {
    pub day: Day,
    pub thresholds: Thresholds,
    /// Tells these thresholds, and this program's rules, from any others.
    pub fingerprint: String,
}

impl Under {
    /// The day with the thresholds of the viewer's practice.
    pub fn of(conn: &mut Conn, viewer: &Viewer, day: Day) -> Answer<Under> {
        let thresholds = setting::thresholds(conn, &viewer.practice)?;
        Ok(Under { day, fingerprint: fingerprint(&thresholds), thresholds })
    }

    pub fn make(&self, file: &ClientFile) -> Verdict {
        Verdict::of(file, self.day, &self.thresholds)
    }
}

/// Another one for other thresholds, and for another version of the program, whose rules may be
/// others.
fn fingerprint(thresholds: &Thresholds) -> String {
    let mut digest = Sha256::new_with_prefix(env!("CARGO_PKG_VERSION"));
    for rule in RuleId::all() {
        digest.update(rule.code());
    }
    for (_, number) in thresholds.numbers() {
        digest.update(number.to_be_bytes());
    }
    digest.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

/// True for a row that holds for its person, who must be in the query.
#[auto_type(no_type_alias)]
fn holds<'u>(under: &'u Under) -> _ {
    let (day, fingerprint): (Day, &'u str) = (under.day, under.fingerprint.as_str());
    verdict::person
        .eq(person::id)
        .and(verdict::version.eq(person::version))
        .and(verdict::day.eq(day))
        .and(verdict::made_under.eq(fingerprint))
}

/// Writes a verdict that was made of the person's file at this version.
pub(super) fn write(
    conn: &mut Conn,
    access: &Access,
    version: i64,
    made: &Verdict,
    under: &Under,
) -> Answer<()> {
    put(conn, &Row::of(access.id(), version, made, under)?)
}

fn put(conn: &mut Conn, row: &Row) -> Answer<()> {
    let insert = diesel::insert_into(verdict::table).values(row);
    each!(conn, insert.on_conflict(verdict::person).do_update().set(row).execute(conn))?;
    Ok(())
}

/// Tells what the rules say on `day` of a person whose file was loaded.
pub fn of(conn: &mut Conn, viewer: &Viewer, loaded: &file::Loaded, day: Day) -> Answer<Verdict> {
    let under = Under::of(conn, viewer, day)?;
    let kept = person::table
        .inner_join(verdict::table)
        .filter(person::id.eq(loaded.file.person.id.as_str()))
        .filter(visible(viewer).and(holds(&under)))
        .select(Row::as_select())
        .get_result::<Row>(conn)
        .optional()?
        .filter(|row| row.version == loaded.version);
    match kept {
        Some(row) => row.verdict(),
        None => Ok(under.make(&loaded.file)),
    }
}

/// Reads of whom the rules say something today, and counts whom it leaves out.
pub fn speaking(conn: &mut Conn, viewer: &Viewer, today: Day) -> Answer<Speaking> {
    let under = Under::of(conn, viewer, today)?;
    let spoken_of = || {
        person::table
            .inner_join(verdict::table)
            .filter(visible(viewer).and(holds(&under)))
            .filter(verdict::urgency.is_not_null())
    };
    let rows: Vec<(Person, Row)> = spoken_of()
        .order((verdict::urgency, person::sort_key, person::id))
        .limit(MOST)
        .select((Person::as_select(), Row::as_select()))
        .load(conn)?;
    let read = |(person, row): &(Person, Row)| Ok((person.kept()?, row.verdict()?));
    let mut out = rows.iter().map(read).collect::<Answer<Vec<_>>>()?;
    let full = i64::try_from(rows.len()).is_ok_and(|n| n >= MOST);
    let all: i64 = if full { spoken_of().count().get_result(conn)? } else { 0 };
    let left = usize::try_from(all).unwrap_or(usize::MAX).saturating_sub(rows.len());
    let fresh =
        made(conn, viewer, &under)?.into_iter().filter(|(_, verdict)| verdict.urgency().is_some());
    out.extend(fresh.map(|(loaded, verdict)| {
        let file::Loaded { file, version, consultant, external_id, .. } = loaded;
        (Kept { person: file.person.clone(), consultant, external_id, version }, verdict)
    }));
    out.sort_by_cached_key(|(kept, verdict)| {
        (verdict.urgency(), kept.person.sort_key(), kept.person.id.clone())
    });
    Ok(Speaking { people: out, left })
}

/// Verdicts on those whose row does not hold, made from their facts.
fn made(conn: &mut Conn, viewer: &Viewer, under: &Under) -> Answer<Vec<(file::Loaded, Verdict)>> {
    let lapsed: Vec<String> = person::table
        .filter(visible(viewer))
        .filter(not(exists(verdict::table.filter(holds(under)).select(verdict::person))))
        .select(person::id)
        .load(conn)?;
    if lapsed.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<&str> = lapsed.iter().map(String::as_str).collect();
    let loaded = file::load_some(conn, viewer, &ids)?;
    Ok(loaded
        .into_iter()
        .map(|loaded| (under.make(&loaded.file), loaded))
        .map(|(v, l)| (l, v))
        .collect())
}

/// Tells how the figures see the viewer's own people on a day.
pub(super) fn members(
    conn: &mut Conn,
    viewer: &Viewer,
    day: Day,
) -> Answer<Vec<crate::method::portfolio::Member>> {
    let under = Under::of(conn, viewer, day)?;
    let kept: Vec<String> = person::table
        .inner_join(verdict::table)
        .filter(scope::own(viewer).and(holds(&under)))
        .order((person::sort_key, person::id))
        .select(verdict::member)
        .load(conn)?;
    let mut members =
        kept.iter().map(|body| column::json("member", body)).collect::<Answer<Vec<_>>>()?;
    let fresh = made(conn, viewer, &under)?
        .into_iter()
        .filter(|(loaded, _)| loaded.consultant == viewer.member);
    members.extend(fresh.map(|(_, verdict)| verdict.member));
    Ok(members)
}

/// A verdict ready to be kept. Only `lapsed` makes one, of a file that its viewer may see.
pub struct Made(Row);

/// Fresh verdicts for some of the viewer's own people whose rows do not hold today, at most
/// `limit`; none once all do. Reading: what takes long is done before the one writer is asked.
pub fn lapsed(conn: &mut Conn, viewer: &Viewer, today: Day, limit: u32) -> Answer<Vec<Made>> {
    let under = Under::of(conn, viewer, today)?;
    let ids: Vec<String> = person::table
        .filter(scope::own(viewer))
        .filter(not(exists(verdict::table.filter(holds(&under)).select(verdict::person))))
        .order(person::id)
        .limit(limit.into())
        .select(person::id)
        .load(conn)?;
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let loaded = if ids.is_empty() { Vec::new() } else { file::load_some(conn, viewer, &ids)? };
    let row = |loaded: file::Loaded| {
        let id = loaded.file.person.id.as_str();
        Ok(Made(Row::of(id, loaded.version, &under.make(&loaded.file), &under)?))
    };
    loaded.into_iter().map(row).collect()
}

/// Keeps verdicts that were made. One that somebody has overtaken by writing facts in between holds
/// for nothing.
pub fn renew(conn: &mut Conn, made: &[Made]) -> Answer<()> {
    made.iter().try_for_each(|Made(row)| put(conn, row))
}

/// People whose kept verdict says it holds and is not what their facts make of it. Empty unless
/// something is broken.
pub fn differing(conn: &mut Conn, viewer: &Viewer) -> Answer<Vec<Id>> {
    let mut out = Vec::new();
    for loaded in file::load_all(conn, viewer)? {
        let id = &loaded.file.person.id;
        let Some(stored) = verdict::table
            .find(id.as_str())
            .select(Row::as_select())
            .get_result(conn)
            .optional()?
        else {
            continue;
        };
        let under = Under::of(conn, viewer, stored.day)?;
        let fresh = Row::of(id.as_str(), loaded.version, &under.make(&loaded.file), &under)?;
        if stored.version == fresh.version
            && stored.made_under == fresh.made_under
            && stored != fresh
        {
            out.push(id.clone());
        }
    }
    Ok(out)
}
