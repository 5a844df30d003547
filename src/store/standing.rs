//! The derived row for lists: a glance at each person, written in the transaction that wrote the
//! facts.
//!
//! The clock moves what is derived, and a GET writes nothing. So a row says for which days it
//! holds, and a list makes the others anew from the facts; `renew` brings the rows themselves up to
//! date.

use diesel::prelude::*;

use super::conn::each;
use super::person::{self as people, Listed, Row as Person};
use super::schema::{person, standing};
use super::scope::{self, Access, visible};
use super::verdict::{self, Under};
use super::{Answer, Conn, StoreError, column, file, search, setting};
use crate::method::search::SearchChange;
use crate::method::{ClientFile, ClientOverview, Day, Id, Moment, Verdict, Viewer, moment};

/// The row as it is stored.
#[derive(Debug, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = standing, treat_none_as_null = true)]
pub(super) struct Row {
    person: String,
    valid_from: Day,
    valid_until: Option<Day>,
    status: Option<String>,
    stage: i32,
    closeness: Option<i32>,
    conversation: String,
    conversation_lapses_on: Option<Day>,
    consultation: String,
    consultation_lapses_on: Option<Day>,
    suspended: bool,
    open_strains: i32,
    missing: String,
    last_two_way: Option<Day>,
    last_session_on: Option<Day>,
    session_count: i32,
    next_on: Option<Day>,
    waiting_since: Option<Day>,
    due_on: Option<Day>,
    open_questions: i32,
    asks_in: Option<String>,
}

impl Row {
    fn of(person: &str, g: &ClientOverview) -> Answer<Row> {
        Ok(Row {
            person: person.to_owned(),
            valid_from: g.from,
            valid_until: g.until,
            status: g.status.as_ref().map(column::name),
            stage: g.stage.number().into(),
            closeness: g.rank.map(|rank| rank.number().into()),
            conversation: column::name(&g.conversation),
            conversation_lapses_on: g.conversation_lapses_on,
            consultation: column::name(&g.consultation),
            consultation_lapses_on: g.consultation_lapses_on,
            suspended: g.suspended,
            open_strains: column::to_count(g.open_strains),
            missing: column::to_json("missing piece", &g.missing)?,
            last_two_way: g.last_two_way,
            last_session_on: g.last_session_on,
            session_count: column::to_count(g.session_count),
            next_on: g.next_on,
            waiting_since: g.waiting_since,
            due_on: g.due_on,
            open_questions: column::to_count(g.open_questions),
            asks_in: g.asks_in.as_ref().map(ToString::to_string),
        })
    }

    fn overview(&self) -> Answer<ClientOverview> {
        Ok(ClientOverview {
            from: self.valid_from,
            until: self.valid_until,
            status: self.status.as_deref().map(column::named).transpose()?,
            stage: small(self.stage, "stage")?,
            rank: self.closeness.map(|n| small(n, "rank")).transpose()?,
            conversation: column::named(&self.conversation)?,
            conversation_lapses_on: self.conversation_lapses_on,
            consultation: column::named(&self.consultation)?,
            consultation_lapses_on: self.consultation_lapses_on,
            suspended: self.suspended,
            open_strains: column::count(self.open_strains)?,
            missing: column::json("missing piece", &self.missing)?,
            last_two_way: self.last_two_way,
            last_session_on: self.last_session_on,
            session_count: column::count(self.session_count)?,
            next_on: self.next_on,
            waiting_since: self.waiting_since,
            due_on: self.due_on,
            open_questions: column::count(self.open_questions)?,
            asks_in: column::optional_id(self.asks_in.as_deref())?,
        })
    }
}

/// The first glance at a person, of whom nothing is recorded yet.
pub(super) fn insert(
    conn: &mut Conn,
    viewer: &Viewer,
    access: &Access,
    file: &ClientFile,
    now: Moment,
) -> Answer<()> {
    let terms = setting::terms(conn, &viewer.practice)?;
    let overview = ClientOverview::of(file, moment::local(now, viewer.tz).date(), &terms);
    diesel::insert_into(standing::table).values(Row::of(access.id(), &overview)?).execute(conn)?;
    search::follow(conn, access, (file, &SearchChange::between(None, file)))
}

/// Holds what lists show of a file, made of it on a day, and what search finds of it that it did
/// not find before.
pub(super) struct Shown {
    glance: Glance,
    texts: SearchChange,
}

impl Shown {
    /// As of the day that `now` is for the viewer; `before` is the file as it stood.
    pub fn of(
        conn: &mut Conn,
        viewer: &Viewer,
        (before, file): (Option<&ClientFile>, &ClientFile),
        now: Moment,
    ) -> Answer<Shown> {
        let texts = SearchChange::between(before, file);
        Ok(Shown { glance: Glance::of(conn, viewer, file, now)?, texts })
    }
}

struct Glance {
    under: Under,
    overview: ClientOverview,
    verdict: Verdict,
}

impl Glance {
    fn of(conn: &mut Conn, viewer: &Viewer, file: &ClientFile, now: Moment) -> Answer<Glance> {
        Ok(Glance::under(Under::of(conn, viewer, moment::local(now, viewer.tz).date())?, file))
    }

    fn under(under: Under, file: &ClientFile) -> Glance {
        Glance {
            overview: ClientOverview::of(file, under.day, &under.thresholds.terms),
            verdict: under.make(file),
            under,
        }
    }
}

/// Makes the glance and the verdict anew from the file at a version, as of the day that `now` is
/// for the viewer, and the texts that are searched; `before` is the file as it stood.
pub(super) fn rewrite(
    conn: &mut Conn,
    viewer: &Viewer,
    access: &Access,
    (before, file, version): (&ClientFile, &ClientFile, i64),
    now: Moment,
) -> Answer<()> {
    let shown = Shown::of(conn, viewer, (Some(before), file), now)?;
    search::follow(conn, access, (file, &shown.texts))?;
    write(conn, access, version, &shown.glance)
}

/// Writes what was made of the file before, or makes it anew if it was made under other thresholds
/// than hold now.
pub(super) fn keep(
    conn: &mut Conn,
    viewer: &Viewer,
    access: &Access,
    (file, version): (&ClientFile, i64),
    made: &Shown,
) -> Answer<()> {
    search::follow(conn, access, (file, &made.texts))?;
    let made = &made.glance;
    let under = Under::of(conn, viewer, made.under.day)?;
    if under.fingerprint == made.under.fingerprint {
        write(conn, access, version, made)
    } else {
        write(conn, access, version, &Glance::under(under, file))
    }
}

fn write(conn: &mut Conn, access: &Access, version: i64, made: &Glance) -> Answer<()> {
    let row = Row::of(access.id(), &made.overview)?;
    each!(conn, diesel::update(standing::table.find(access.id())).set(&row).execute(conn))?;
    verdict::write(conn, access, version, &made.verdict, &made.under)
}

/// Lets every glance of a practice hold on no day, because what they were derived under has
/// changed.
pub(super) fn expire(conn: &mut Conn, practice: &Id) -> Answer<()> {
    let people = person::table.filter(person::practice.eq(practice.as_str())).select(person::id);
    let rows = standing::table.filter(standing::person.eq_any(people));
    diesel::update(rows)
        .set(standing::valid_until.eq(standing::valid_from.nullable()))
        .execute(conn)?;
    Ok(())
}

/// Glances that hold today, one for each row and in their order; at most two questions more.
pub(super) fn holding(
    conn: &mut Conn,
    viewer: &Viewer,
    rows: &[(Person, Row)],
    today: Day,
) -> Answer<Vec<ClientOverview>> {
    let mut glances = rows.iter().map(|(_, row)| row.overview()).collect::<Answer<Vec<_>>>()?;
    let ran_out: Vec<&str> = rows
        .iter()
        .zip(&glances)
        .filter(|(_, g)| !g.holds_on(today))
        .map(|((p, _), _)| p.id.as_str())
        .collect();
    if ran_out.is_empty() {
        return Ok(glances);
    }
    let terms = setting::terms(conn, &viewer.practice)?;
    for loaded in file::load_some(conn, viewer, &ran_out)? {
        let place = rows.iter().position(|(p, _)| p.id == loaded.file.person.id.as_str());
        if let Some(overview) = place.and_then(|i| glances.get_mut(i)) {
            *overview = ClientOverview::of(&loaded.file, today, &terms);
        }
    }
    Ok(glances)
}

/// Clients to look at today, by reading: an open strain, trust to be asked about again, somebody
/// waiting, a promise due, a question open, an agreement that lapses before `horizon`, or a session
/// before it. At most `limit`.
pub fn attention(
    conn: &mut Conn,
    viewer: &Viewer,
    today: Day,
    horizon: Day,
    limit: u32,
) -> Answer<Vec<Listed>> {
    let calls = standing::open_strains
        .gt(0)
        .or(standing::suspended.eq(true))
        .or(standing::waiting_since.is_not_null())
        .or(standing::due_on.le(today))
        .or(standing::open_questions.gt(0))
        .or(standing::next_on.between(today, horizon))
        .or(standing::conversation_lapses_on.between(today, horizon))
        .or(standing::consultation_lapses_on.between(today, horizon))
        .or(standing::valid_until.le(today));
    let rows: Vec<(Person, Row)> = person::table
        .inner_join(standing::table)
        .filter(visible(viewer))
        .filter(calls)
        .order((person::sort_key, person::id))
        .limit(limit.into())
        .select((Person::as_select(), Row::as_select()))
        .load(conn)?;
    people::listed(conn, viewer, rows, today)
}

/// Makes the rows anew whose glance no longer holds, for one member's people; answers how many.
pub fn renew(conn: &mut Conn, viewer: &Viewer, now: Moment) -> Answer<usize> {
    let today = moment::local(now, viewer.tz).date();
    let expired: Vec<String> = person::table
        .inner_join(standing::table)
        .filter(scope::own(viewer))
        .filter(standing::valid_until.le(today))
        .select(person::id)
        .load(conn)?;
    let ids: Vec<&str> = expired.iter().map(String::as_str).collect();
    for loaded in file::load_some(conn, viewer, &ids)? {
        let access = scope::enter(conn, viewer, &loaded.file.person.id)?;
        let made = Glance::of(conn, viewer, &loaded.file, now)?;
        write(conn, &access, loaded.version, &made)?;
    }
    Ok(ids.len())
}

/// People whose stored glance is not what their facts make of it. Empty unless something is broken.
pub fn differing(conn: &mut Conn, viewer: &Viewer) -> Answer<Vec<Id>> {
    let terms = setting::terms(conn, &viewer.practice)?;
    let mut out = Vec::new();
    for loaded in file::load_all(conn, viewer)? {
        let id = loaded.file.person.id.clone();
        let stored: Option<Row> = standing::table
            .find(id.as_str())
            .select(Row::as_select())
            .get_result(conn)
            .optional()?;
        // A row that holds on no day says nothing.
        if stored
            .as_ref()
            .is_some_and(|row| row.valid_until.is_some_and(|until| until <= row.valid_from))
        {
            continue;
        }
        let replayed = stored.as_ref().map(|row| {
            Row::of(id.as_str(), &ClientOverview::of(&loaded.file, row.valid_from, &terms))
        });
        if stored.is_none() || stored != replayed.transpose()? {
            out.push(id);
        }
    }
    Ok(out)
}

/// A stage or a rank from its number.
fn small<T: TryFrom<u8>>(number: i32, what: &'static str) -> Answer<T>
where
    T::Error: std::error::Error + Send + Sync + 'static,
{
    let number = u8::try_from(number).map_err(|e| StoreError::unreadable(what, e))?;
    T::try_from(number).map_err(|e| StoreError::unreadable(what, e))
}
