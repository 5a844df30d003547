//! People: found, listed, added and changed, always by somebody who may.

use std::collections::HashSet;

use diesel::prelude::*;

use super::conn::{MultiBackend, each};
use super::schema::{fact, person, standing};
use super::scope::{self, visible};
use super::standing::{self as glances, Row as Glanced};
use super::{Answer, Conn, column, fact as facts, file};
use crate::domain::person::PersonKind;
use crate::domain::{
    ClientFile, ClientOverview, Day, Fact, Id, Moment, Person, Record, Status, Step, Text, Viewer,
};

/// A person as stored. Made only by queries that go through `scope::visible`.
#[derive(Queryable, Selectable)]
#[diesel(table_name = person)]
pub(super) struct Row {
    pub id: String,
    pub consultant: String,
    pub external_id: Option<String>,
    pub sort_key: String,
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
    /// Tells where the next page begins, if this is the last line of one.
    pub cursor: Cursor,
}

/// A place in the list of clients.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor {
    pub sort_key: String,
    pub id: String,
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

/// A page of the viewer's clients by reading, `limit` at most, from behind `after`. Former clients
/// are among them; people of the network are not.
pub fn list(
    conn: &mut Conn,
    viewer: &Viewer,
    status: Option<Status>,
    after: Option<&Cursor>,
    (today, limit): (Day, u32),
) -> Answer<Vec<Listed>> {
    let mut query = person::table
        .inner_join(standing::table)
        .filter(visible(viewer))
        .filter(person::kind.eq_any(client_kinds()))
        .order((person::sort_key, person::id))
        .limit(limit.into())
        .select((Row::as_select(), Glanced::as_select()))
        .into_boxed::<MultiBackend>();
    if let Some(status) = status {
        query = query.filter(standing::status.eq(column::name(&status)));
    }
    if let Some(after) = after {
        let later = person::sort_key.gt(after.sort_key.clone());
        let same = person::sort_key.eq(after.sort_key.clone()).and(person::id.gt(after.id.clone()));
        query = query.filter(later.or(same));
    }
    let rows: Vec<(Row, Glanced)> = query.load(conn)?;
    listed(conn, viewer, rows, today)
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
        Ok(Listed { kept, overview, cursor: Cursor { sort_key: row.sort_key, id: row.id } })
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
pub fn choices(conn: &mut Conn, viewer: &Viewer) -> Answer<Vec<(Id, String)>> {
    let rows: Vec<(String, String)> = person::table
        .filter(visible(viewer))
        .filter(person::kind.eq_any(client_kinds()))
        .order((person::sort_key, person::id))
        .select((person::id, person::display_name))
        .load(conn)?;
    rows.into_iter().map(|(id, name)| Ok((column::id(&id)?, name))).collect()
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
    let sessions = fact::table.filter(fact::person.eq(person::id).and(fact::noun.eq("session")));
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
    write(conn, &access, changed)?;
    scope::stamp(conn, &access, now)?;
    let loaded = file::load(conn, viewer, &changed.id)?;
    glances::rewrite(conn, viewer, &access, (&loaded.file, loaded.version), now)
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
