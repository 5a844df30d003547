//! The daily mail a member asked for: whether, from which hour on, and for which day it was sent
//! last.

use chrono::NaiveTime;
use diesel::prelude::*;

use super::schema::{member, reminder};
use super::{Answer, Conn, column, insight, standing, verdict};
use crate::method::insight::shown;
use crate::method::reminder::{Counts, Reminder};
use crate::method::{Day, Status, Viewer};

/// Sets how many people are counted at most.
const MOST: u32 = 1000;

/// Somebody who asked for the mail.
#[derive(Debug, Clone, PartialEq)]
pub struct Asked {
    pub reminder: Reminder,
    pub quiet: Option<(NaiveTime, NaiveTime)>,
    /// Tells where it goes.
    pub address: String,
}

/// The viewer's own wish; none where no mail is wanted.
pub fn own(conn: &mut Conn, viewer: &Viewer) -> Answer<Option<Reminder>> {
    let row: Option<(i32, Option<Day>)> = reminder::table
        .find(viewer.member.as_str())
        .select((reminder::hour, reminder::sent_on))
        .get_result(conn)
        .optional()?;
    row.map(|(hour, sent_on)| Ok(Reminder { hour: column::count(hour)?, sent_on })).transpose()
}

/// Sets the viewer's quiet hours, and from which hour on the mail is wanted, if it is.
pub fn change(
    conn: &mut Conn,
    viewer: &Viewer,
    quiet: Option<(NaiveTime, NaiveTime)>,
    hour: Option<u32>,
) -> Answer<()> {
    let (from, until) = quiet.unzip();
    diesel::update(member::table.find(viewer.member.as_str()))
        .set((member::quiet_from.eq(from), member::quiet_until.eq(until)))
        .execute(conn)?;
    let sent_on = own(conn, viewer)?.and_then(|known| known.sent_on);
    diesel::delete(reminder::table.find(viewer.member.as_str())).execute(conn)?;
    if let Some(hour) = hour {
        let row = (
            reminder::member.eq(viewer.member.as_str()),
            reminder::hour.eq(column::to_count(hour)),
            reminder::sent_on.eq(sent_on),
        );
        diesel::insert_into(reminder::table).values(row).execute(conn)?;
    }
    Ok(())
}

/// Tells what a member asked for; none where they did not, may not sign in, or have no address.
pub fn asked(conn: &mut Conn, viewer: &Viewer) -> Answer<Option<Asked>> {
    type Row = (Option<String>, Option<NaiveTime>, Option<NaiveTime>);
    let Some(reminder) = own(conn, viewer)? else { return Ok(None) };
    let row: Option<Row> = member::table
        .find(viewer.member.as_str())
        .filter(member::active.eq(true))
        .select((member::email, member::quiet_from, member::quiet_until))
        .get_result(conn)
        .optional()?;
    let asked = row.and_then(|(address, from, until)| {
        Some(Asked { reminder, quiet: from.zip(until), address: address? })
    });
    Ok(asked)
}

/// Takes the mail of a day upon oneself: of several processes one sends it. False if it was taken
/// already.
pub fn claim(conn: &mut Conn, viewer: &Viewer, day: Day) -> Answer<bool> {
    let open = reminder::sent_on.is_null().or(reminder::sent_on.lt(day));
    let row = reminder::table.filter(reminder::member.eq(viewer.member.as_str()).and(open));
    Ok(diesel::update(row).set(reminder::sent_on.eq(Some(day))).execute(conn)? == 1)
}

/// Gives the mail of a day back, because it could not be sent; the next round tries again.
pub fn release(conn: &mut Conn, viewer: &Viewer, day: Day) -> Answer<()> {
    let row = reminder::table
        .filter(reminder::member.eq(viewer.member.as_str()).and(reminder::sent_on.eq(day)));
    diesel::update(row).set(reminder::sent_on.eq(None::<Day>)).execute(conn)?;
    Ok(())
}

/// Tells what the day holds for a member, as numbers: what Today shows.
pub fn counts(conn: &mut Conn, viewer: &Viewer, today: Day) -> Answer<Counts> {
    let listed = standing::attention(conn, viewer, today, today, MOST)?;
    let live = listed
        .iter()
        .map(|l| &l.overview)
        .filter(|g| matches!(g.status, Some(Status::Prospect | Status::Active)));
    let live: Vec<_> = live.collect();
    let speaking = verdict::speaking(conn, viewer, today)?.people;
    let ids: Vec<_> = speaking.iter().map(|(kept, _)| kept.person.id.clone()).collect();
    let done = insight::of_people(conn, viewer, &ids)?;
    let asks = |(kept, verdict): &&(super::person::Kept, crate::method::Verdict)| {
        let states = insight::aside(&done, Some(&kept.person.id), &kept.person.id);
        shown(verdict.insights(), &states).lines.iter().any(|i| !i.rule.encourages())
    };
    Ok(Counts {
        waiting: listed.iter().filter(|l| l.overview.waiting_since.is_some()).count(),
        meetings: listed.iter().filter(|l| l.overview.next_on == Some(today)).count(),
        due: live.iter().filter(|g| g.due_on.is_some_and(|on| on <= today)).count(),
        looks: speaking.iter().filter(asks).count(),
    })
}
