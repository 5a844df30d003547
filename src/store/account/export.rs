//! The account on its way out: the tables in the order in which they can be taken in again, one row
//! a line.

use std::io::Write;

use diesel::prelude::*;
use serde::Serialize;

use super::rows::{self, FactRow, PersonRow};
use super::{Each, FORMAT, VERSION, Within};
use crate::store::schema::{
    audit, draft, erasure, export, fact, member, person, pillar, practice, setting,
};
use crate::store::schema::{insight_state, kept_hours, merge, share, whole_copy};
use crate::store::{Answer, Conn, StoreError, fact as facts};

/// People of one question.
const CHUNK: usize = 500;
/// Records of one question.
const PAGE: i64 = 1000;

/// Writes the account, calling `each` after each person's records.
pub fn export_archive(
    conn: &mut Conn,
    within: &Within,
    out: &mut dyn Write,
    each: Each<'_>,
) -> Answer<()> {
    let mut file = File { out, rows: 0 };
    file.text(&format!("{{\n\"format\": \"{FORMAT}\",\n\"version\": {VERSION}"))?;
    head(conn, within, &mut file)?;
    file.open("fact")?;
    for id in &within.people {
        journal(conn, id, &mut file)?;
        each()?;
    }
    file.close()?;
    rest(conn, within, &mut file)?;
    file.text("\n}\n")
}

/// Tells what everything else points at.
fn head(conn: &mut Conn, within: &Within, file: &mut File<'_>) -> Answer<()> {
    let practices = practice::table.filter(practice::id.eq_any(&within.practices));
    file.table("practice", practices.select(rows::Practice::as_select()).load(conn)?, |r| {
        r.id.clone()
    })?;
    let settings = setting::table.filter(setting::practice.eq_any(&within.practices));
    let by_name = |r: &rows::Setting| (r.practice.clone(), r.name.clone());
    file.table("setting", settings.select(rows::Setting::as_select()).load(conn)?, by_name)?;
    let members = member::table.filter(member::id.eq_any(&within.members));
    file.table("member", members.select(rows::Member::as_select()).load(conn)?, |r| r.id.clone())?;
    let pillars = pillar::table.filter(pillar::member.eq_any(&within.keepers));
    file.table("pillar", pillars.select(rows::Pillar::as_select()).load(conn)?, |r| r.id.clone())?;
    let people = |conn: &mut Conn, ids: &[String]| {
        let rows = person::table.filter(person::id.eq_any(ids));
        rows.select(PersonRow::as_select()).load(conn)
    };
    file.of_people(conn, within, ("person", people, |r: &PersonRow| r.id.clone()))
}

/// One person's records, a page at a time.
fn journal(conn: &mut Conn, person: &str, file: &mut File<'_>) -> Answer<()> {
    let mut last = i64::MIN;
    loop {
        let page: Vec<FactRow> = fact::table
            .filter(fact::person.eq(person).and(fact::seq.gt(last)).and(facts::is_read()))
            .order(fact::seq)
            .limit(PAGE)
            .select(FactRow::as_select())
            .load(conn)?;
        let Some(end) = page.last() else { return Ok(()) };
        last = end.seq;
        for row in &page {
            file.row(row)?;
        }
    }
}

/// Tells what was done with it all.
fn rest(conn: &mut Conn, within: &Within, file: &mut File<'_>) -> Answer<()> {
    let mut merges: Vec<rows::Merge> = merge::table.select(rows::Merge::as_select()).load(conn)?;
    merges.retain(|r| within.holds(&r.kept) && within.holds(&r.gone));
    if !merges.is_empty() {
        file.table("merge", merges, |r| (r.done_at, r.id.clone()))?;
    }
    let shares = |conn: &mut Conn, ids: &[String]| {
        let rows = share::table.filter(share::person.eq_any(ids));
        rows.select(rows::Share::as_select()).load(conn)
    };
    file.of_people(
        conn,
        within,
        ("share", shares, |r: &rows::Share| (r.person.clone(), r.member.clone())),
    )?;
    let acts = insight_state::table.filter(insight_state::practice.eq_any(&within.practices));
    let mut acts: Vec<rows::InsightAct> = acts.select(rows::InsightAct::as_select()).load(conn)?;
    acts.retain(|r| {
        within.tells_of(r.person.as_deref())
            && (r.person.is_some() || within.writers.contains(&r.member))
    });
    file.table("insight_state", acts, |r| (r.done_at, r.id.clone()))?;
    let exports = |conn: &mut Conn, ids: &[String]| {
        let rows = export::table.filter(export::person.eq_any(ids));
        rows.select(rows::Export::as_select()).load(conn)
    };
    file.of_people(
        conn,
        within,
        ("export", exports, |r: &rows::Export| (r.person.clone(), r.id.clone())),
    )?;
    let drafts = draft::table.filter(draft::member.eq_any(&within.writers));
    let mut drafts: Vec<rows::Draft> = drafts.select(rows::Draft::as_select()).load(conn)?;
    drafts.retain(|r| within.tells_of(r.person.as_deref()));
    file.table("draft", drafts, |r| r.id.clone())?;
    let lines = audit::table.filter(audit::practice.eq_any(&within.practices));
    let mut lines: Vec<rows::Audit> = lines.select(rows::Audit::as_select()).load(conn)?;
    lines.retain(|r| within.tells_of(r.person.as_deref()));
    file.table("audit", lines, |r| (r.done_at, r.id.clone()))?;
    let erasures = erasure::table.filter(erasure::practice.eq_any(&within.practices));
    let mut erasures: Vec<rows::Erasure> =
        erasures.select(rows::Erasure::as_select()).load(conn)?;
    erasures.retain(|r| within.tells_of(Some(&r.person)));
    file.table("erasure", erasures, |r| r.id.clone())?;
    let counted = kept_hours::table.filter(kept_hours::member.eq_any(&within.writers));
    let by_year = |r: &rows::KeptHours| (r.member.clone(), r.year);
    file.table("kept_hours", counted.select(rows::KeptHours::as_select()).load(conn)?, by_year)?;
    let mut copies: Vec<rows::WholeCopy> =
        whole_copy::table.select(rows::WholeCopy::as_select()).load(conn)?;
    copies.retain(|r| within.copied(r.practice.as_deref()));
    file.table("whole_copy", copies, |r| (r.made_at, r.id.clone()))
}

/// A table of which each person has some rows: its name, its question, and what its rows are sorted
/// by.
type OfPeople<Q, S> = (&'static str, Q, S);

/// The JSON as it grows.
struct File<'o> {
    out: &'o mut dyn Write,
    rows: usize,
}

impl File<'_> {
    /// A table that is small enough to be read at once.
    fn table<T: Serialize, K: Ord>(
        &mut self,
        name: &str,
        mut rows: Vec<T>,
        by: impl Fn(&T) -> K,
    ) -> Answer<()> {
        rows.sort_by_key(by);
        self.open(name)?;
        for row in &rows {
            self.row(row)?;
        }
        self.close()
    }

    /// A table in the order of the people, read a chunk of them at a time.
    fn of_people<T, K, Q, S>(
        &mut self,
        conn: &mut Conn,
        within: &Within,
        of: OfPeople<Q, S>,
    ) -> Answer<()>
    where
        T: Serialize,
        K: Ord,
        Q: Fn(&mut Conn, &[String]) -> QueryResult<Vec<T>>,
        S: Fn(&T) -> K,
    {
        let (name, ask, by) = of;
        self.open(name)?;
        for ids in within.people.chunks(CHUNK) {
            let mut rows = ask(conn, ids)?;
            rows.sort_by_key(&by);
            for row in &rows {
                self.row(row)?;
            }
        }
        self.close()
    }

    fn open(&mut self, name: &str) -> Answer<()> {
        self.rows = 0;
        self.text(&format!(",\n\"{name}\": ["))
    }

    fn row(&mut self, row: &impl Serialize) -> Answer<()> {
        self.text(if self.rows == 0 { "\n" } else { ",\n" })?;
        self.rows += 1;
        serde_json::to_writer(&mut *self.out, row).map_err(|why| StoreError::Unwritten(why.into()))
    }

    fn close(&mut self) -> Answer<()> {
        self.text(if self.rows == 0 { "]" } else { "\n]" })
    }

    fn text(&mut self, text: &str) -> Answer<()> {
        self.out.write_all(text.as_bytes()).map_err(StoreError::Unwritten)
    }
}
