//! Tells how long each person's record is kept: until when, why longer, and what holds it in any
//! case. Only whose client it is decides; who manages the practice sees how many are due, and
//! nobody's name.

use std::collections::BTreeMap;

use diesel::prelude::*;

use super::schema::{member, person, standing};
use super::{Answer, Conn, StoreError, audit, column, person as people, scope, setting};
use crate::method::retention::{Retention, keep_until};
use crate::method::{Act, Day, Id, Moment, Person, Text, Viewer};

/// A person's record, and until when it is kept.
#[derive(Debug, Clone, PartialEq)]
pub struct Kept {
    pub person: Person,
    /// The last session; none if there was none.
    pub last: Option<Day>,
    pub until: Day,
}

impl Kept {
    /// True once it need not be kept any more.
    pub fn due(&self, today: Day) -> bool {
        self.until <= today
    }
}

type Row = (String, Moment, Option<Day>, Option<Day>);

fn read((profile, created_at, last, two_way): Row, years: u32) -> Answer<Kept> {
    let person: Person = column::json("profile", &profile)?;
    // Somebody whom nobody has had a session with is kept from the last word exchanged, or from
    // their first record.
    let from = last.or(two_way).unwrap_or(created_at.date());
    Ok(Kept { until: keep_until(&person, from, years), person, last })
}

/// Tells how long the record of a person whom the viewer may see is kept: colleagues who share the
/// work say it, too.
pub fn of(conn: &mut Conn, viewer: &Viewer, id: &Id) -> Answer<Retention> {
    let years = setting::retention_years(conn, &viewer.practice)?;
    let row: Row = person::table
        .inner_join(standing::table)
        .filter(scope::visible(viewer))
        .filter(person::id.eq(id.as_str()))
        .select((
            person::profile,
            person::created_at,
            standing::last_session_on,
            standing::last_two_way,
        ))
        .get_result(conn)?;
    let kept = read(row, years)?;
    Ok(Retention { until: kept.until, held: kept.person.legal_hold })
}

/// One of the viewer's own people. `NotFound` for anybody else's, shared or not.
pub fn find(conn: &mut Conn, viewer: &Viewer, id: &Id) -> Answer<Kept> {
    let years = setting::retention_years(conn, &viewer.practice)?;
    let row: Row = person::table
        .inner_join(standing::table)
        .filter(scope::own(viewer))
        .filter(person::id.eq(id.as_str()))
        .select((
            person::profile,
            person::created_at,
            standing::last_session_on,
            standing::last_two_way,
        ))
        .get_result(conn)?;
    read(row, years)
}

/// The viewer's own people whose time is over, or who are held; those due longest first.
pub fn due(conn: &mut Conn, viewer: &Viewer, today: Day) -> Answer<Vec<Kept>> {
    let years = setting::retention_years(conn, &viewer.practice)?;
    let rows: Vec<Row> = person::table
        .inner_join(standing::table)
        .filter(scope::own(viewer))
        .order((person::sort_key, person::id))
        .select((
            person::profile,
            person::created_at,
            standing::last_session_on,
            standing::last_two_way,
        ))
        .load(conn)?;
    let mut all = rows.into_iter().map(|row| read(row, years)).collect::<Answer<Vec<_>>>()?;
    all.retain(|kept| kept.person.legal_hold || kept.due(today));
    all.sort_by_key(|kept| (kept.person.legal_hold, kept.until));
    Ok(all)
}

/// Tells how many are due with each member who has some, by name: for those who manage the
/// practice.
pub fn due_by_member(conn: &mut Conn, viewer: &Viewer, today: Day) -> Answer<Vec<(Text, usize)>> {
    if !viewer.may(Act::ManagePractice) {
        return Err(StoreError::Forbidden);
    }
    let years = setting::retention_years(conn, &viewer.practice)?;
    let rows: Vec<(String, Row)> = person::table
        .inner_join(standing::table)
        .inner_join(member::table.on(member::id.eq(person::consultant)))
        .filter(person::practice.eq(viewer.practice.as_str()).and(scope::present()))
        .select((
            member::name,
            (
                person::profile,
                person::created_at,
                standing::last_session_on,
                standing::last_two_way,
            ),
        ))
        .load(conn)?;
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for (name, row) in rows {
        let kept = read(row, years)?;
        if kept.due(today) && !kept.person.legal_hold {
            *counts.entry(name).or_default() += 1;
        }
    }
    counts.into_iter().map(|(name, n)| Ok((column::text(&name)?, n))).collect()
}

/// Keeps a record until another day, for a reason.
pub fn keep_on(
    conn: &mut Conn,
    viewer: &Viewer,
    id: &Id,
    (until, why): (Day, Text),
    now: Moment,
) -> Answer<()> {
    let changed = move |person| Person {
        retention_until: Some(until),
        retention_reason: Some(why),
        ..person
    };
    change(conn, viewer, id, changed, now)?;
    audit::write(conn, viewer, "kept_on", (Some(id), &until.to_string()), now)
}

/// Holds a record for a reason: until it is let go again, nothing of it can be erased.
pub fn hold(conn: &mut Conn, viewer: &Viewer, id: &Id, why: Text, now: Moment) -> Answer<()> {
    let changed = move |person| Person { legal_hold: true, hold_reason: Some(why), ..person };
    change(conn, viewer, id, changed, now)?;
    audit::write(conn, viewer, "held", (Some(id), ""), now)
}

/// Lets a record go that was held, for a reason. It stays with the person; the log says who and
/// when.
pub fn let_go(conn: &mut Conn, viewer: &Viewer, id: &Id, why: Text, now: Moment) -> Answer<()> {
    change(
        conn,
        viewer,
        id,
        |person| Person { legal_hold: false, hold_reason: Some(why), ..person },
        now,
    )?;
    audit::write(conn, viewer, "hold_lifted", (Some(id), ""), now)
}

fn change(
    conn: &mut Conn,
    viewer: &Viewer,
    id: &Id,
    changed: impl FnOnce(Person) -> Person,
    now: Moment,
) -> Answer<()> {
    scope::enter_own_to_write(conn, viewer, id)?;
    let kept = people::find(conn, viewer, id)?.ok_or(StoreError::NotFound)?;
    people::change(conn, viewer, &changed(kept.person), kept.version, now)
}
