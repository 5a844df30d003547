//! The people of a practice: who they are, what they may do, how they sign in. Passwords come in
//! hashed.

use chrono::NaiveTime;
use chrono_tz::Tz;
use diesel::prelude::*;

use super::schema::{device, feed, login, member};
use super::{Answer, Conn, StoreError, column, zone};
use crate::method::{Act, Day, Email, Id, Lang, Moment, Role, Text, Viewer};

/// A member as they stand.
#[derive(Debug, Clone, PartialEq)]
pub struct Member {
    pub id: Id,
    pub name: Text,
    pub reading: Option<Text>,
    pub email: Option<String>,
    pub role: Role,
    pub lang: Lang,
    pub tz: Tz,
    /// People one can hold in mind at once (seed: our choice 15).
    pub capacity: u32,
    pub quiet: Option<(NaiveTime, NaiveTime)>,
    /// The day their own training as a coach began: earlier hours are not in their log.
    pub training_from: Option<Day>,
    pub active: bool,
    /// False for someone who came with a file and has no password yet.
    pub signs_in: bool,
    pub external_id: Option<Id>,
}

/// Holds what makes a new member.
#[derive(Debug, Clone)]
pub struct NewMember {
    pub name: Text,
    pub email: Option<Email>,
    pub password_hash: Option<String>,
    pub role: Role,
    pub lang: Lang,
    pub tz: Tz,
    pub capacity: u32,
    /// The id in the file they came with.
    pub external_id: Option<Id>,
}

/// Holds what members change of themselves.
#[derive(Debug, Clone)]
pub struct Profile {
    pub name: Text,
    pub reading: Option<Text>,
    pub lang: Lang,
    pub tz: Tz,
    pub capacity: u32,
    pub quiet: Option<(NaiveTime, NaiveTime)>,
    pub training_from: Option<Day>,
}

/// Holds what signing in is checked against. The same question is asked for a known and an unknown
/// address.
#[derive(Clone)]
pub struct Credentials {
    pub member: Id,
    pub password_hash: Option<String>,
    pub active: bool,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = member)]
pub(super) struct Row {
    id: String,
    practice: String,
    name: String,
    reading: Option<String>,
    email: Option<String>,
    password_hash: Option<String>,
    role: String,
    lang: String,
    tz: String,
    capacity: i32,
    quiet_from: Option<NaiveTime>,
    quiet_until: Option<NaiveTime>,
    active: bool,
    external_id: Option<String>,
    pub(super) password_handed: bool,
    training_from: Option<Day>,
}

impl Row {
    fn member(self) -> Answer<Member> {
        Ok(Member {
            id: column::id(&self.id)?,
            name: column::text(&self.name)?,
            reading: column::optional_text(self.reading.as_deref())?,
            email: self.email,
            role: column::named(&self.role)?,
            lang: column::named(&self.lang)?,
            tz: zone_of(&self.tz)?,
            capacity: column::count(self.capacity)?,
            quiet: self.quiet_from.zip(self.quiet_until),
            training_from: self.training_from,
            active: self.active,
            signs_in: self.password_hash.is_some(),
            external_id: column::optional_id(self.external_id.as_deref())?,
        })
    }

    pub(super) fn viewer(self) -> Answer<Viewer> {
        Ok(Viewer {
            member: column::id(&self.id)?,
            practice: column::id(&self.practice)?,
            role: column::named(&self.role)?,
            lang: column::named(&self.lang)?,
            tz: zone_of(&self.tz)?,
            name: column::text(&self.name)?,
        })
    }
}

fn zone_of(stored: &str) -> Answer<Tz> {
    stored.parse().map_err(|e| StoreError::unreadable("time zone", e))
}

/// Adds a member without asking who does it: for setting up, for importing, and for the command
/// line. Over the web use `invite`. `Taken` if the address signs in to another account.
pub fn add(conn: &mut Conn, practice: &Id, new: &NewMember, now: Moment) -> Answer<Id> {
    let id = Id::fresh();
    diesel::insert_into(member::table)
        .values((
            member::id.eq(id.as_str()),
            member::practice.eq(practice.as_str()),
            member::name.eq(new.name.as_str()),
            member::email.eq(new.email.as_ref().map(Email::as_str)),
            member::password_hash.eq(new.password_hash.as_deref()),
            member::role.eq(column::name(&new.role)),
            member::lang.eq(column::name(&new.lang)),
            member::tz.eq(new.tz.name()),
            member::capacity.eq(column::to_count(new.capacity)),
            member::active.eq(true),
            member::external_id.eq(new.external_id.as_ref().map(Id::as_str)),
            member::created_at.eq(now),
        ))
        .execute(conn)?;
    Ok(id)
}

/// Notes when the training of somebody who came with a file began.
pub(super) fn set_training(conn: &mut Conn, id: &Id, from: Option<Day>) -> Answer<()> {
    diesel::update(member::table.find(id.as_str()))
        .set(member::training_from.eq(from))
        .execute(conn)?;
    Ok(())
}

/// Adds a member to the viewer's practice.
pub fn invite(conn: &mut Conn, viewer: &Viewer, new: &NewMember, now: Moment) -> Answer<Id> {
    manages(viewer)?;
    let id = add(conn, &viewer.practice, new, now)?;
    hand(conn, &id)?;
    Ok(id)
}

/// Notes that somebody else knows this member's password: signed in with it, they choose their own
/// before anything.
fn hand(conn: &mut Conn, of: &Id) -> Answer<()> {
    diesel::update(member::table.find(of.as_str()))
        .set(member::password_handed.eq(true))
        .execute(conn)?;
    Ok(())
}

/// Everybody of the practice, by name; for those who manage the members.
pub fn list(conn: &mut Conn, viewer: &Viewer) -> Answer<Vec<Member>> {
    manages(viewer)?;
    list_of(conn, &viewer.practice)
}

/// Everybody of a practice, for the command line.
pub fn list_of(conn: &mut Conn, practice: &Id) -> Answer<Vec<Member>> {
    let rows: Vec<Row> = member::table
        .filter(member::practice.eq(practice.as_str()))
        .order((member::name, member::id))
        .select(Row::as_select())
        .load(conn)?;
    rows.into_iter().map(Row::member).collect()
}

/// Every member's id and name, those who left included: whoever wrote a record is named beside it.
pub fn names(conn: &mut Conn, viewer: &Viewer) -> Answer<Vec<(Id, Text)>> {
    let rows: Vec<(String, String)> = member::table
        .filter(member::practice.eq(viewer.practice.as_str()))
        .select((member::id, member::name))
        .load(conn)?;
    rows.into_iter().map(|(id, name)| Ok((column::id(&id)?, column::text(&name)?))).collect()
}

/// The active colleagues of the viewer: whom a client could be shared with.
pub fn colleagues(conn: &mut Conn, viewer: &Viewer) -> Answer<Vec<(Id, Text)>> {
    let rows: Vec<(String, String)> = member::table
        .filter(member::practice.eq(viewer.practice.as_str()))
        .filter(member::active.eq(true).and(member::id.ne(viewer.member.as_str())))
        .order((member::name, member::id))
        .select((member::id, member::name))
        .load(conn)?;
    rows.into_iter().map(|(id, name)| Ok((column::id(&id)?, column::text(&name)?))).collect()
}

/// The viewer's own account.
pub fn own(conn: &mut Conn, viewer: &Viewer) -> Answer<Member> {
    let row: Row =
        member::table.find(viewer.member.as_str()).select(Row::as_select()).get_result(conn)?;
    row.member()
}

/// The authority of an active member. Callers are the login, and the command line, whose user holds
/// the data anyway.
pub fn viewer(conn: &mut Conn, id: &Id) -> Answer<Viewer> {
    let active = member::table.find(id.as_str()).filter(member::active.eq(true));
    active.select(Row::as_select()).get_result::<Row>(conn)?.viewer()
}

/// The authority of every member of a practice, active or not: for the command line.
pub fn viewers(conn: &mut Conn, practice: &Id) -> Answer<Vec<Viewer>> {
    let rows: Vec<Row> = member::table
        .filter(member::practice.eq(practice.as_str()))
        .order(member::id)
        .select(Row::as_select())
        .load(conn)?;
    rows.into_iter().map(Row::viewer).collect()
}

/// Tells what a sign-in with this address is checked against.
pub fn credentials(conn: &mut Conn, email: &Email) -> Answer<Option<Credentials>> {
    let row: Option<(String, Option<String>, bool)> = member::table
        .filter(member::email.eq(email.as_str()))
        .select((member::id, member::password_hash, member::active))
        .get_result(conn)
        .optional()?;
    let read = |(id, password_hash, active): (String, _, _)| {
        Ok(Credentials { member: column::id(&id)?, password_hash, active })
    };
    row.map(read).transpose()
}

/// The hash of the viewer's own password; none where they have none yet.
pub fn own_password(conn: &mut Conn, viewer: &Viewer) -> Answer<Option<String>> {
    let own = member::table
        .find(viewer.member.as_str())
        .filter(member::practice.eq(viewer.practice.as_str()));
    Ok(own.select(member::password_hash).get_result(conn)?)
}

/// Changes the viewer's own profile.
pub fn change(conn: &mut Conn, viewer: &Viewer, profile: &Profile, now: Moment) -> Answer<()> {
    if profile.tz != viewer.tz {
        zone::ended(conn, viewer, now)?;
    }
    diesel::update(member::table.find(viewer.member.as_str()))
        .set((
            member::name.eq(profile.name.as_str()),
            member::reading.eq(profile.reading.as_ref().map(Text::as_str)),
            member::lang.eq(column::name(&profile.lang)),
            member::tz.eq(profile.tz.name()),
            member::capacity.eq(column::to_count(profile.capacity)),
            member::quiet_from.eq(profile.quiet.map(|(from, _)| from)),
            member::quiet_until.eq(profile.quiet.map(|(_, until)| until)),
            member::training_from.eq(profile.training_from),
        ))
        .execute(conn)?;
    Ok(())
}

/// Changes the address with which the viewer signs in. `Taken` if it signs in to another account.
pub fn change_email(conn: &mut Conn, viewer: &Viewer, email: &Email) -> Answer<()> {
    set_email(conn, &viewer.practice, &viewer.member, email)
}

/// Sets the viewer's own password and ends all logins but the one with `keep` as its token's hash.
pub fn change_password(conn: &mut Conn, viewer: &Viewer, hash: &str, keep: &str) -> Answer<()> {
    let own = login::table.filter(login::member.eq(viewer.member.as_str()));
    let chosen = (member::password_hash.eq(hash), member::password_handed.eq(false));
    diesel::update(member::table.find(viewer.member.as_str())).set(chosen).execute(conn)?;
    diesel::delete(own.filter(login::token_hash.ne(keep))).execute(conn)?;
    end_feed(conn, &viewer.member)
}

/// Gives a member of the viewer's practice a new password and ends all their logins.
pub fn reset_password(conn: &mut Conn, viewer: &Viewer, of: &Id, hash: &str) -> Answer<()> {
    manages(viewer)?;
    set_password(conn, &viewer.practice, of, hash)?;
    hand(conn, of)
}

/// `reset_password` for the command line.
pub fn set_password(conn: &mut Conn, practice: &Id, of: &Id, hash: &str) -> Answer<()> {
    let row = member::table.find(of.as_str()).filter(member::practice.eq(practice.as_str()));
    let changed = diesel::update(row).set(member::password_hash.eq(hash)).execute(conn)?;
    end_logins(conn, of, changed)
}

/// Gives a member who came with a file the address they will sign in with. `Taken` if it is in use.
pub fn set_email(conn: &mut Conn, practice: &Id, of: &Id, email: &Email) -> Answer<()> {
    let row = member::table.find(of.as_str()).filter(member::practice.eq(practice.as_str()));
    let changed = diesel::update(row).set(member::email.eq(email.as_str())).execute(conn)?;
    if changed == 0 { Err(StoreError::NotFound) } else { Ok(()) }
}

/// Says what a member may do from now on, for the command line.
pub fn set_role(conn: &mut Conn, practice: &Id, of: &Id, role: Role) -> Answer<()> {
    let row = member::table.find(of.as_str()).filter(member::practice.eq(practice.as_str()));
    let changed = diesel::update(row).set(member::role.eq(column::name(&role))).execute(conn)?;
    if changed == 0 { Err(StoreError::NotFound) } else { Ok(()) }
}

/// Lets a member of the viewer's practice in, or no longer. `Forbidden` for oneself: a practice
/// keeps its owner.
pub fn set_active(conn: &mut Conn, viewer: &Viewer, of: &Id, active: bool) -> Answer<()> {
    manages(viewer)?;
    if *of == viewer.member {
        return Err(StoreError::Forbidden);
    }
    let row = member::table.find(of.as_str()).filter(member::practice.eq(viewer.practice.as_str()));
    let changed = diesel::update(row).set(member::active.eq(active)).execute(conn)?;
    end_logins(conn, of, changed)
}

fn end_logins(conn: &mut Conn, of: &Id, changed: usize) -> Answer<()> {
    if changed == 0 {
        return Err(StoreError::NotFound);
    }
    diesel::delete(login::table.filter(login::member.eq(of.as_str()))).execute(conn)?;
    diesel::delete(device::table.filter(device::member.eq(of.as_str()))).execute(conn)?;
    end_feed(conn, of)
}

/// A secret address dies with the password: whoever made it in somebody's name reads no more.
fn end_feed(conn: &mut Conn, of: &Id) -> Answer<()> {
    diesel::delete(feed::table.find(of.as_str())).execute(conn)?;
    Ok(())
}

fn manages(viewer: &Viewer) -> Answer<()> {
    if viewer.may(Act::ManageMembers) { Ok(()) } else { Err(StoreError::Forbidden) }
}
