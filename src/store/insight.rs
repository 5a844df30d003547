//! Holds what was done with insights: dismissed, snoozed, brought back. Appended; who, when and why
//! stay readable. What is undone stays with the moment of that, and does not count.

use diesel::prelude::*;

use super::conn::MultiBackend;
use super::schema::{insight_state as act, member, person};
use super::{Answer, Conn, StoreError, audit, column, scope};
use crate::method::insight::{Dismissal, InsightState, RuleId, states};
use crate::method::{Day, Id, Moment, Text, Viewer, moment};

/// One act with an insight.
#[derive(Debug, Clone, PartialEq)]
pub struct Done {
    /// None where the insight is about the member's own practice.
    pub person: Option<Id>,
    pub rule: RuleId,
    pub aside: Dismissal,
    pub on: Day,
    /// Tells who did it, by name.
    pub by: Text,
}

type Row = (Option<String>, String, String, Day, String);

fn read((person, rule, aside, on, by): Row) -> Answer<Done> {
    Ok(Done {
        person: column::optional_id(person.as_deref())?,
        rule: rule.parse().map_err(|e| StoreError::unreadable("rule", e))?,
        aside: column::json("act", &aside)?,
        on,
        by: column::text(&by)?,
    })
}

/// Sets an insight about a person aside, or brings it back; without a person, one about the
/// viewer's own practice.
pub fn set_aside(
    conn: &mut Conn,
    viewer: &Viewer,
    (person, rule): (Option<&Id>, RuleId),
    aside: &Dismissal,
    now: Moment,
) -> Answer<Id> {
    if let Some(person) = person {
        scope::enter(conn, viewer, person)?;
    }
    let id = Id::fresh();
    diesel::insert_into(act::table)
        .values((
            act::id.eq(id.as_str()),
            act::practice.eq(viewer.practice.as_str()),
            act::member.eq(viewer.member.as_str()),
            act::person.eq(person.map(Id::as_str)),
            act::rule.eq(rule.code()),
            act::on_day.eq(moment::local(now, viewer.tz).date()),
            act::act.eq(column::to_json("act", aside)?),
            act::done_at.eq(now),
        ))
        .execute(conn)?;
    let name = match aside {
        Dismissal::Dismissed { .. } => "insight_dismissed",
        Dismissal::Snoozed { .. } => "insight_snoozed",
        Dismissal::Recalled => "insight_recalled",
    };
    audit::write(conn, viewer, name, (person, rule.code()), now)?;
    Ok(id)
}

/// One act of the viewer's own with an insight.
pub struct Found {
    pub rule: RuleId,
    pub aside: Dismissal,
    pub at: Moment,
    pub undone: bool,
    person: Option<Id>,
}

/// One of the viewer's own acts; none about somebody whom they do not see any more.
pub fn found(conn: &mut Conn, viewer: &Viewer, id: &Id) -> Answer<Option<Found>> {
    type Row = (Option<String>, String, String, Moment, Option<Moment>);
    let row: Option<Row> = act::table
        .find(id.as_str())
        .filter(act::member.eq(viewer.member.as_str()))
        .select((act::person, act::rule, act::act, act::done_at, act::undone_at))
        .get_result(conn)
        .optional()?;
    let Some((person, rule, aside, at, undone)) = row else { return Ok(None) };
    let person = column::optional_id(person.as_deref())?;
    match person.as_ref().map(|person| scope::enter(conn, viewer, person)) {
        Some(Err(StoreError::NotFound)) => return Ok(None),
        Some(Err(other)) => return Err(other),
        Some(Ok(_)) | None => {}
    }
    let rule = rule.parse().map_err(|e| StoreError::unreadable("rule", e))?;
    let aside = column::json("act", &aside)?;
    Ok(Some(Found { rule, aside, at, undone: undone.is_some(), person }))
}

/// Undoes one of the viewer's own acts, or does it again. `Stale` if the same insight was set aside
/// or brought back since.
pub fn undo(conn: &mut Conn, viewer: &Viewer, id: &Id, undone: bool, now: Moment) -> Answer<()> {
    let found = found(conn, viewer, id)?.ok_or(StoreError::NotFound)?;
    let same = act::table.filter(act::rule.eq(found.rule.code())).filter(act::undone_at.is_null());
    let same = same
        .filter(act::id.ne(id.as_str()))
        .filter(act::done_at.ge(found.at))
        .into_boxed::<MultiBackend>();
    let same = match &found.person {
        Some(person) => same.filter(act::person.eq(person.as_str())),
        None => same.filter(act::person.is_null()).filter(act::member.eq(viewer.member.as_str())),
    };
    let since: Vec<(Moment, String)> = same.select((act::done_at, act::id)).load(conn)?;
    if since.iter().any(|later| *later > (found.at, id.to_string())) {
        return Err(StoreError::Stale);
    }
    let at = undone.then_some(now);
    diesel::update(act::table.find(id.as_str())).set(act::undone_at.eq(at)).execute(conn)?;
    let name = if undone { "insight_undone" } else { "insight_redone" };
    audit::write(conn, viewer, name, (found.person.as_ref(), found.rule.code()), now)
}

/// Everything done with the insights about some people, the earliest first.
pub fn of_people(conn: &mut Conn, viewer: &Viewer, people: &[Id]) -> Answer<Vec<Done>> {
    let ids: Vec<&str> = people.iter().map(Id::as_str).collect();
    let rows: Vec<Row> = act::table
        .inner_join(member::table.on(member::id.eq(act::member)))
        .inner_join(person::table.on(act::person.eq(person::id.nullable())))
        .filter(scope::visible(viewer).and(person::id.eq_any(ids)).and(act::undone_at.is_null()))
        .order((act::done_at, act::id))
        .select((act::person, act::rule, act::act, act::on_day, member::name))
        .load(conn)?;
    rows.into_iter().map(read).collect()
}

/// Everything done with the insights about the viewer's own practice, the earliest first.
pub fn of_own(conn: &mut Conn, viewer: &Viewer) -> Answer<Vec<Done>> {
    let rows: Vec<Row> = act::table
        .inner_join(member::table.on(member::id.eq(act::member)))
        .filter(act::member.eq(viewer.member.as_str()).and(act::person.is_null()))
        .filter(act::undone_at.is_null())
        .order((act::done_at, act::id))
        .select((act::person, act::rule, act::act, act::on_day, member::name))
        .load(conn)?;
    rows.into_iter().map(read).collect()
}

/// Tells what stands aside for one subject.
pub fn aside(done: &[Done], person: Option<&Id>, subject: &Id) -> Vec<InsightState> {
    let own = done.iter().filter(|d| d.person.as_ref() == person);
    states(subject, own.map(|d| (d.rule, d.on, &d.aside)))
}
