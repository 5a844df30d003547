//! Every whole copy that has left the database: accounts exported, backups, copies made before a
//! migration. Whoever must erase somebody reads here where they still are.

use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use super::schema::{person, whole_copy};
use super::{Answer, Conn, StoreError, column, scope};
use crate::method::{Act, Id, Moment, Viewer};

/// Names what a copy was made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// The whole account, as a ZIP.
    Account,
    Backup,
    /// The database file as it was before it was brought up to date.
    BeforeMigration,
}

/// One copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WholeCopy {
    pub id: Id,
    /// The practice in it; none where it holds them all.
    pub practice: Option<Id>,
    /// Tells who took it; none on the command line.
    pub member: Option<Id>,
    pub made_at: Moment,
    pub kind: Kind,
    /// Tells whose records are in it: `database`, `practice`, `own`.
    pub scope: String,
    /// The file it was written to; none where a browser took it.
    pub place: Option<String>,
    /// Of its bytes, in hexadecimal.
    pub sha256: String,
}

impl WholeCopy {
    /// A copy of the whole database, made on its machine.
    pub fn of_all(kind: Kind, place: String, sha256: String, made_at: Moment) -> WholeCopy {
        let (id, scope, place) = (Id::fresh(), "database".to_owned(), Some(place));
        WholeCopy { id, practice: None, member: None, made_at, kind, scope, place, sha256 }
    }
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = whole_copy)]
struct Row {
    id: String,
    practice: Option<String>,
    member: Option<String>,
    made_at: Moment,
    kind: String,
    scope: String,
    place: Option<String>,
    sha256: String,
}

impl Row {
    fn read(self) -> Answer<WholeCopy> {
        Ok(WholeCopy {
            id: column::id(&self.id)?,
            practice: column::optional_id(self.practice.as_deref())?,
            member: column::optional_id(self.member.as_deref())?,
            made_at: self.made_at,
            kind: column::named(&self.kind)?,
            scope: self.scope,
            place: self.place,
            sha256: self.sha256,
        })
    }
}

/// Records a copy. Over the web the member is the viewer who asked for it.
pub fn record(conn: &mut Conn, copy: &WholeCopy) -> Answer<()> {
    diesel::insert_into(whole_copy::table)
        .values((
            whole_copy::id.eq(copy.id.as_str()),
            whole_copy::practice.eq(copy.practice.as_ref().map(Id::as_str)),
            whole_copy::member.eq(copy.member.as_ref().map(Id::as_str)),
            whole_copy::made_at.eq(copy.made_at),
            whole_copy::kind.eq(column::name(&copy.kind)),
            whole_copy::scope.eq(&copy.scope),
            whole_copy::place.eq(&copy.place),
            whole_copy::sha256.eq(&copy.sha256),
        ))
        .execute(conn)?;
    Ok(())
}

/// The copies that hold something of the viewer's practice, the latest first, `limit` at most: for
/// those who manage it.
pub fn list(conn: &mut Conn, viewer: &Viewer, limit: u32) -> Answer<Vec<WholeCopy>> {
    if !viewer.may(Act::ManagePractice) {
        return Err(StoreError::Forbidden);
    }
    let ours = whole_copy::practice.is_null().or(whole_copy::practice.eq(viewer.practice.as_str()));
    let rows: Vec<Row> = whole_copy::table
        .filter(ours)
        .order((whole_copy::made_at.desc(), whole_copy::id.desc()))
        .limit(limit.into())
        .select(Row::as_select())
        .load(conn)?;
    rows.into_iter().map(Row::read).collect()
}

/// The copies that may still hold a person, the latest first: all that were made of their practice
/// since they were recorded. Of a copy of somebody's own clients it is not known whose were in it.
pub fn holding(conn: &mut Conn, viewer: &Viewer, person: &Id) -> Answer<Vec<WholeCopy>> {
    let access = scope::enter(conn, viewer, person)?;
    let joined = scope::joined(conn, &access)?;
    let ids: Vec<&str> = joined.iter().chain([&access]).map(scope::Access::id).collect();
    let since: Moment = person::table
        .filter(person::id.eq_any(ids))
        .order(person::created_at)
        .select(person::created_at)
        .first(conn)?;
    let ours = whole_copy::practice.is_null().or(whole_copy::practice.eq(viewer.practice.as_str()));
    let rows: Vec<Row> = whole_copy::table
        .filter(ours.and(whole_copy::made_at.ge(since)))
        .order((whole_copy::made_at.desc(), whole_copy::id.desc()))
        .select(Row::as_select())
        .load(conn)?;
    rows.into_iter().map(Row::read).collect()
}

/// These copies, the latest first; what is recorded of them no more is left out.
pub(super) fn some(conn: &mut Conn, ids: &[Id]) -> Answer<Vec<WholeCopy>> {
    let ids: Vec<&str> = ids.iter().map(Id::as_str).collect();
    let rows: Vec<Row> = whole_copy::table
        .filter(whole_copy::id.eq_any(ids))
        .order((whole_copy::made_at.desc(), whole_copy::id.desc()))
        .select(Row::as_select())
        .load(conn)?;
    rows.into_iter().map(Row::read).collect()
}
