//! Tells when one meets a client, as a calendar has it: each meeting under a name that stays,
//! however often it is moved. Nothing of what was said is here. Somebody else's calendar
//! is read in `intake::calendar`.

use crate::method::moment::LocalTime;
use crate::method::session::SessionStatus;
use crate::method::{ClientFile, Day, Id, Session};

/// Names how a meeting stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    Planned,
    Held,
    Cancelled,
}

/// One meeting with a client.
#[derive(Debug, Clone, PartialEq)]
pub struct Meeting {
    /// Unique within the client's file: that of the session it was agreed in, or its own.
    pub name: Id,
    /// Counts how often it was moved, held or called off.
    pub sequence: u32,
    pub on: Day,
    /// The end on the consultant's wall clock and the minutes before it, where they are known. When
    /// it began, only the zone of that clock tells.
    pub hours: Option<(LocalTime, u32)>,
    /// Tells when that was recorded on the same clock, which tells its zone.
    pub recorded: Option<LocalTime>,
    pub state: State,
    /// The session that it became.
    pub session: Option<Id>,
}

/// A next date that was agreed and has not come to anything yet.
struct Open {
    name: Id,
    sequence: u32,
    on: Day,
}

impl Open {
    /// True if `session` is what this date came to: held on that day or later, called off, or
    /// replaced by the date that it agrees on. A session before the day that says nothing of it
    /// leaves it standing.
    fn ended_by(&self, session: &Session) -> bool {
        session.next_on.is_some()
            || match session.status {
                SessionStatus::Held => session.on >= self.on,
                _ => session.planned_for.is_none_or(|day| day >= self.on),
            }
    }
}

/// The day on which one meets the client next, as the sessions up to `at` have it. The date agreed
/// on last counts, however many were agreed on before; none once it is past, has come or was called
/// off. Pages, lists and calendars all ask here.
pub fn next_on(file: &ClientFile, at: Day) -> Option<Day> {
    let last = meetings_of(file.sessions.iter().filter(|s| s.on <= at)).pop()?;
    (last.state == State::Planned && last.on >= at).then_some(last.on)
}

/// All meetings with a client, in their order; one that is planned stands last. A date agreed in
/// one session, the moves of it and the session that it became are one meeting.
pub fn meetings(file: &ClientFile) -> Vec<Meeting> {
    meetings_of(file.sessions.iter())
}

fn meetings_of<'f>(sessions: impl Iterator<Item = &'f Session>) -> Vec<Meeting> {
    let mut sessions: Vec<&Session> = sessions.collect();
    sessions.sort_by_key(|s| s.on);
    let mut out = Vec::new();
    let mut open: Option<Open> = None;
    for session in sessions {
        let agreed = open.take_if(|open| open.ended_by(session));
        let (name, sequence) = match &agreed {
            Some(open) => (open.name.clone(), open.sequence + 1),
            None => (session.id.clone(), 0),
        };
        match (session.status, session.next_on) {
            (SessionStatus::RescheduledByClient, Some(on)) => {
                open = Some(Open { name, sequence, on })
            }
            (status, next) => {
                out.push(of_session(session, status, (name, sequence)));
                if let Some(on) = next {
                    open = Some(Open { name: session.id.part("next", 1), sequence: 0, on });
                }
            }
        }
    }
    out.extend(open.map(|Open { name, sequence, on }| Meeting {
        name,
        sequence,
        on,
        hours: None,
        recorded: None,
        state: State::Planned,
        session: None,
    }));
    out
}

fn of_session(session: &Session, status: SessionStatus, (name, sequence): (Id, u32)) -> Meeting {
    let held = status == SessionStatus::Held;
    // A meeting that was called off stood on the day for which it was planned.
    let on = if held { session.on } else { session.planned_for.unwrap_or(session.on) };
    let state = if held { State::Held } else { State::Cancelled };
    let hours = session.ended_at.zip(session.minutes).filter(|_| held);
    let recorded = session.recorded_at.or(session.ended_at);
    Meeting { name, sequence, on, hours, recorded, state, session: Some(session.id.clone()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn file(sessions: serde_json::Value) -> ClientFile {
        serde_json::from_value(json!({"id": "c", "display_name": "Kana", "sessions": sessions}))
            .expect("a file")
    }

    #[test]
    fn a_date_its_moves_and_the_session_it_became_are_one_meeting() {
        let mut sessions = vec![
            json!({"id": "s1", "on": "2026-01-09", "next_on": "2026-02-06"}),
            json!({"id": "s2", "on": "2026-02-05", "status": "rescheduled_by_client", "next_on": "2026-02-13"}),
        ];
        let seen = |file: &ClientFile| -> Vec<(String, u32, String, State)> {
            let line = |m: Meeting| (m.name.to_string(), m.sequence, m.on.to_string(), m.state);
            meetings(file).into_iter().map(line).collect()
        };
        let planned = seen(&file(json!(sessions)));
        assert_eq!(planned[1], ("s1.next1".into(), 1, "2026-02-13".into(), State::Planned));
        sessions.push(json!({"id": "s3", "on": "2026-02-13", "minutes": 60, "ended_at": "2026-02-13T17:00:00"}));
        let held = file(json!(sessions));
        assert_eq!(seen(&held)[1], ("s1.next1".into(), 2, "2026-02-13".into(), State::Held));
        let (end, minutes) = meetings(&held)[1].hours.expect("its hours");
        assert_eq!((end.to_string().as_str(), minutes), ("2026-02-13 17:00:00", 60));
    }

    #[test]
    fn the_date_agreed_on_last_is_the_next_until_it_has_come_or_was_called_off() {
        let on = |on: &str, next: Option<&str>| json!({"id": on, "on": on, "next_on": next});
        let off = |on: &str, planned: Option<&str>| json!({"id": on, "on": on, "status": "cancelled_by_client", "planned_for": planned});
        let first = on("2026-11-02", Some("2026-12-14"));
        for (then, next) in [
            (vec![], Some("2026-12-14")),
            (vec![on("2026-11-30", Some("2026-12-21"))], Some("2026-12-21")),
            (vec![on("2026-11-30", Some("2026-12-07"))], Some("2026-12-07")),
            (vec![on("2026-11-20", None)], Some("2026-12-14")),
            (vec![off("2026-11-25", Some("2026-12-14"))], None),
            (vec![off("2026-11-25", None)], None),
            (vec![off("2026-11-25", Some("2026-11-26"))], Some("2026-12-14")),
            (
                vec![json!({"id": "m", "on": "2026-11-28", "status": "rescheduled_by_client",
                "planned_for": "2026-12-14", "next_on": "2026-12-10"})],
                Some("2026-12-10"),
            ),
            // Tomorrow's record says nothing today.
            (vec![on("2026-12-02", Some("2026-12-30"))], Some("2026-12-14")),
            (vec![on("2026-11-20", Some("2026-11-29"))], None),
        ] {
            let sessions: Vec<_> = [first.clone()].into_iter().chain(then).collect();
            let file = file(json!(sessions));
            let day = |day: &str| day.parse().expect("a day");
            assert_eq!(next_on(&file, day("2026-12-01")), next.map(day), "{sessions:?}");
        }
        let file = file(json!([first, on("2026-12-14", None)]));
        assert_eq!(next_on(&file, "2026-12-14".parse().expect("a day")), None);
    }

    #[test]
    fn what_was_called_off_stays_under_its_name_on_its_day() {
        let file = file(json!([
            {"id": "s1", "on": "2026-01-09", "next_on": "2026-02-06"},
            {"id": "s2", "on": "2026-02-04", "planned_for": "2026-02-06", "status": "cancelled_by_client"},
        ]));
        let last = meetings(&file).pop().expect("a meeting");
        assert_eq!(
            (last.name.as_str(), last.sequence, last.state),
            ("s1.next1", 1, State::Cancelled)
        );
        assert_eq!(last.on.to_string(), "2026-02-06");
    }
}
