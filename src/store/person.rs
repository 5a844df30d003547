//! People: found, listed, added and changed, always by somebody who may.

use std::collections::{BTreeMap, HashSet};

use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use super::conn::{MultiBackend, each};
use super::schema::{fact, person, standing};
use super::scope::{self, visible};
use super::standing::{self as glances, Row as Glanced};
use super::{Answer, Conn, column, fact as facts, file};
use crate::method::person::{Initial, PersonKind, Sought};
use crate::method::{
    ClientFile, ClientOverview, Day, Fact, Id, Moment, Person, Record, Status, Step, Text, Viewer,
};

/// A person as stored. Made only by queries that go through `scope::visible`.
#[derive(Queryable, Selectable)]
#[diesel(table_name = person)]
pub(super) struct Row {
    pub id: String,
    pub consultant: String,
    pub external_id: Option<String>,
    pub profile: String,
    pub version: i64,
}

/// A person with what only the store knows of them.
#[derive(Debug, Clone, PartialEq)]
pub struct Kept {
    pub person: Person,
    /// The member whose client this is; somebody else where the client is shared with the viewer.
    pub consultant: Id,
    /// The id in the file they came with.
    pub external_id: Option<Id>,
    /// Another one after every change.
    pub version: i64,
}

impl Row {
    pub(super) fn kept(&self) -> Answer<Kept> {
        Ok(Kept {
            person: column::json("profile", &self.profile)?,
            consultant: column::id(&self.consultant)?,
            external_id: column::optional_id(self.external_id.as_deref())?,
            version: self.version,
        })
    }
}

/// One line of the list of clients.
#[derive(Debug, Clone, PartialEq)]
pub struct Listed {
    pub kept: Kept,
    pub overview: ClientOverview,
}

/// Orders the list of clients.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Order {
    /// The reading, or the name where there is none.
    #[default]
    Name,
    /// The last two-way contact, the latest first.
    Last,
    /// The date one meets next, the soonest first.
    Next,
}

impl Order {
    /// Every order, as the page offers them.
    pub const ALL: [Order; 3] = [Order::Name, Order::Last, Order::Next];
}

/// Says which clients a list shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    pub status: Option<Status>,
    /// A part of the name or the reading; empty for everybody.
    pub words: String,
    pub initial: Option<Initial>,
    pub order: Order,
    /// The number of those passed over.
    pub skip: usize,
}

/// A part of the list of clients.
#[derive(Debug, Clone, PartialEq)]
pub struct Listing {
    pub lines: Vec<Listed>,
    /// The number of those who fit what is wanted.
    pub all: usize,
    /// The number of those under each sign of the index who fit but for the sign.
    pub initials: BTreeMap<Initial, usize>,
}

/// The person of that id, if the viewer may see them.
pub fn find(conn: &mut Conn, viewer: &Viewer, id: &Id) -> Answer<Option<Kept>> {
    let row = row(conn, viewer, id)?;
    row.map(|row| row.kept()).transpose()
}

pub(super) fn row(conn: &mut Conn, viewer: &Viewer, id: &Id) -> Answer<Option<Row>> {
    let found = person::table.filter(person::id.eq(id.as_str())).filter(visible(viewer));
    Ok(each!(conn, found.select(Row::as_select()).get_result(conn)).optional()?)
}

/// The person of that id, ours or the one of the file they came with.
pub fn find_by_any_id(conn: &mut Conn, viewer: &Viewer, id: &Id) -> Answer<Option<Kept>> {
    let named = person::id.eq(id.as_str()).or(person::external_id.eq(id.as_str()));
    let row: Option<Row> = person::table
        .filter(named)
        .filter(visible(viewer))
        .select(Row::as_select())
        .get_result(conn)
        .optional()?;
    match row {
        Some(row) => row.kept().map(Some),
        None => {
            let named = person::id.eq(id.as_str()).or(person::external_id.eq(id.as_str()));
            let ours = person::practice.eq(viewer.practice.as_str());
            let joined: Option<String> = person::table
                .filter(named.and(ours))
                .select(person::id)
                .get_result(conn)
                .optional()?;
            joined.map_or(Ok(None), |joined| {
                super::merge::survivor(conn, viewer, &column::id(&joined)?)
            })
        }
    }
}

/// A part of the viewer's clients, `limit` at most. Former clients are among them; people of the
/// network are not. Names are looked through alone, no records.
pub fn list(
    conn: &mut Conn,
    viewer: &Viewer,
    wanted: &Wanted,
    (today, limit): (Day, usize),
) -> Answer<Listing> {
    let mut query = person::table
        .inner_join(standing::table)
        .filter(visible(viewer))
        .filter(person::kind.eq_any(client_kinds()))
        .select((person::id, person::sort_key, person::display_name))
        .into_boxed::<MultiBackend>();
    if let Some(status) = wanted.status {
        query = query.filter(standing::status.eq(column::name(&status)));
    }
    let past = standing::next_on.is_null().or(standing::next_on.lt(today));
    query = match wanted.order {
        Order::Name => query.order((person::sort_key, person::id)),
        Order::Last => query.order((
            standing::last_two_way.is_null(),
            standing::last_two_way.desc(),
            person::sort_key,
            person::id,
        )),
        Order::Next => query.order((past, standing::next_on, person::sort_key, person::id)),
    };
    let mut names: Vec<(String, String, String)> = query.load(conn)?;
    let sought = Sought::of(&wanted.words);
    names.retain(|(_, key, name)| sought.fits(name) || sought.fits(key));
    let mut initials = BTreeMap::new();
    for (_, key, _) in &names {
        *initials.entry(Initial::of(key)).or_default() += 1;
    }
    if let Some(initial) = wanted.initial {
        names.retain(|(_, key, _)| Initial::of(key) == initial);
    }
    let ids: Vec<&str> =
        names.iter().skip(wanted.skip).take(limit).map(|(id, ..)| id.as_str()).collect();
    let rows: Vec<(Row, Glanced)> = person::table
        .inner_join(standing::table)
        .filter(visible(viewer).and(person::id.eq_any(ids.clone())))
        .select((Row::as_select(), Glanced::as_select()))
        .load(conn)?;
    let mut lines = listed(conn, viewer, rows, today)?;
    lines.sort_by_key(|l| ids.iter().position(|id| *id == l.kept.person.id.as_str()));
    Ok(Listing { lines, all: names.len(), initials })
}

/// Lines with glances that hold today: where a stored one has run out, it is made anew from the
/// facts.
pub(super) fn listed(
    conn: &mut Conn,
    viewer: &Viewer,
    rows: Vec<(Row, Glanced)>,
    today: Day,
) -> Answer<Vec<Listed>> {
    let glances = glances::holding(conn, viewer, &rows, today)?;
    let line = |((row, _), overview): ((Row, Glanced), ClientOverview)| {
        let kept = row.kept()?;
        Ok(Listed { kept, overview })
    };
    rows.into_iter().zip(glances).map(line).collect()
}

/// Some people by their ids, by reading; those whom the viewer may not see are left out.
pub fn some(conn: &mut Conn, viewer: &Viewer, ids: &[Id]) -> Answer<Vec<Person>> {
    let ids: Vec<&str> = ids.iter().map(Id::as_str).collect();
    let found = person::table.filter(visible(viewer)).filter(person::id.eq_any(ids));
    let rows: Vec<Row> =
        found.order((person::sort_key, person::id)).select(Row::as_select()).load(conn)?;
    rows.iter().map(|row| Ok(row.kept()?.person)).collect()
}

/// True if there is anybody at all whom the viewer may see.
pub fn any(conn: &mut Conn, viewer: &Viewer) -> Answer<bool> {
    let people = person::table.filter(visible(viewer)).select(person::id);
    Ok(diesel::select(diesel::dsl::exists(people)).get_result(conn)?)
}

/// Everybody the viewer may log a session with, by reading: for choosing one.
pub fn choices(conn: &mut Conn, viewer: &Viewer) -> Answer<Vec<(Id, String, String)>> {
    let rows: Vec<(String, String, String)> = person::table
        .filter(visible(viewer))
        .filter(person::kind.eq_any(client_kinds()))
        .order((person::sort_key, person::id))
        .select((person::id, person::display_name, person::sort_key))
        .load(conn)?;
    rows.into_iter().map(|(id, name, key)| Ok((column::id(&id)?, name, key))).collect()
}

/// The clients about whom something was written last.
pub fn lately(conn: &mut Conn, viewer: &Viewer, limit: i64) -> Answer<Vec<Id>> {
    let rows: Vec<String> = person::table
        .filter(visible(viewer))
        .filter(person::kind.eq_any(client_kinds()))
        .order((person::updated_at.desc(), person::id))
        .select(person::id)
        .limit(limit)
        .load(conn)?;
    rows.iter().map(|id| column::id(id)).collect()
}

/// The viewer's own clients with a session recorded on one of these days, by reading. A corrected
/// day counts, not the day that was written first; what was taken back or moved away does not
/// count.
pub fn met_between(
    conn: &mut Conn,
    viewer: &Viewer,
    from: Day,
    to: Day,
) -> Answer<Vec<(Id, Text)>> {
    let sessions = fact::table
        .filter(fact::person.eq(person::id).and(fact::noun.eq("session")).and(facts::is_read()));
    let rows: Vec<(String, String)> = person::table
        .filter(scope::own(viewer))
        .filter(person::kind.eq_any(client_kinds()))
        .filter(diesel::dsl::exists(sessions.select(fact::id)))
        .order((person::sort_key, person::id))
        .select((person::id, person::display_name))
        .load(conn)?;
    let met = fact::table
        .inner_join(person::table)
        .filter(scope::own(viewer))
        .filter(fact::noun.eq("session").and(fact::on_day.between(from, to)))
        .filter(facts::is_read())
        .select(fact::person)
        .distinct();
    let met: HashSet<String> = met.load::<String>(conn)?.into_iter().collect();
    let rewritten = super::excerpt::rewritten(conn, viewer, &["void"])?;
    let mut out = Vec::new();
    for (id, name) in rows {
        let there = if rewritten.contains(&id) {
            let file = super::file::load(conn, viewer, &column::id(&id)?)?.file;
            file.sessions.iter().any(|session| (from..=to).contains(&session.on))
        } else {
            met.contains(&id)
        };
        if there {
            out.push((column::id(&id)?, column::text(&name)?));
        }
    }
    Ok(out)
}

fn client_kinds() -> Vec<String> {
    [PersonKind::Prospect, PersonKind::Client, PersonKind::FormerClient]
        .iter()
        .map(column::name)
        .collect()
}

/// Everybody the viewer may see, by reading.
pub fn everybody(conn: &mut Conn, viewer: &Viewer) -> Answer<Vec<Person>> {
    let all = person::table.filter(visible(viewer)).order((person::sort_key, person::id));
    profiles(&all.select(person::profile).load(conn)?)
}

/// The viewer's own people, clients or not, by reading.
pub fn own(conn: &mut Conn, viewer: &Viewer) -> Answer<Vec<Person>> {
    let own = person::table.filter(scope::own(viewer)).order((person::sort_key, person::id));
    profiles(&own.select(person::profile).load(conn)?)
}

fn profiles(rows: &[String]) -> Answer<Vec<Person>> {
    rows.iter().map(|profile| column::json("profile", profile)).collect()
}

/// Adds a person as the viewer's own, with the status that their kind begins with; answers them and
/// what was recorded.
pub fn begin(
    conn: &mut Conn,
    viewer: &Viewer,
    new: Person,
    (today, now): (Day, Moment),
) -> Answer<(Id, Id)> {
    let status = new.kind.begins();
    let id = add(conn, viewer, new, now)?;
    let Some(status) = status else { return Ok((id.clone(), id)) };
    let begun = Record::fresh(
        today,
        None,
        Fact::Status(Step { id: Id::fresh(), ..Step::new(today, status) }),
    );
    let made = begun.id.clone();
    facts::record(conn, viewer, &id, now, |_| Ok(vec![begun]))?;
    Ok((id, made))
}

/// Adds a person as the viewer's own, with an empty file. The person's `consultant` is set to the
/// viewer.
pub fn add(conn: &mut Conn, viewer: &Viewer, mut new: Person, now: Moment) -> Answer<Id> {
    new.consultant = Some(viewer.member.clone());
    add_from_file(conn, viewer, &new, None, now)
}

/// `add` with the id of the file they came with.
pub(super) fn add_from_file(
    conn: &mut Conn,
    viewer: &Viewer,
    new: &Person,
    external_id: Option<&Id>,
    now: Moment,
) -> Answer<Id> {
    diesel::insert_into(person::table)
        .values((
            person::id.eq(new.id.as_str()),
            person::practice.eq(viewer.practice.as_str()),
            person::consultant.eq(viewer.member.as_str()),
            person::external_id.eq(external_id.map(Id::as_str)),
            person::kind.eq(column::name(&new.kind)),
            person::display_name.eq(new.display_name.as_str()),
            person::sort_key.eq(new.sort_key()),
            person::profile.eq(column::to_json("profile", new)?),
            person::version.eq(0),
            person::created_at.eq(now),
            person::updated_at.eq(now),
        ))
        .execute(conn)?;
    let access = scope::enter(conn, viewer, &new.id)?;
    glances::insert(conn, viewer, &access, &ClientFile::new(new.clone()), now)?;
    Ok(new.id.clone())
}

/// Changes what is known of the person as they stand now. `Stale` if somebody changed them since
/// `version`.
pub fn change(
    conn: &mut Conn,
    viewer: &Viewer,
    changed: &Person,
    version: i64,
    now: Moment,
) -> Answer<()> {
    let access = scope::enter_at(conn, viewer, &changed.id, version)?;
    let before = file::load(conn, viewer, &changed.id)?.file;
    write(conn, &access, changed)?;
    scope::stamp(conn, &access, now)?;
    let loaded = file::load(conn, viewer, &changed.id)?;
    glances::rewrite(conn, viewer, &access, (&before, &loaded.file, loaded.version), now)
}

/// Writes down what is known of the person. What lists show of them is the caller's.
pub(super) fn write(conn: &mut Conn, access: &scope::Access, changed: &Person) -> Answer<()> {
    diesel::update(person::table.find(access.id()))
        .set((
            person::kind.eq(column::name(&changed.kind)),
            person::display_name.eq(changed.display_name.as_str()),
            person::sort_key.eq(changed.sort_key()),
            person::profile.eq(column::to_json("profile", changed)?),
        ))
        .execute(conn)?;
    Ok(())
}
