//! Holds what was understood of a row: its values as they will stand, days with their year and
//! weekday.

use chrono_tz::Tz;

use super::columns::short;
use crate::intake::incoming::{Brought, Candidate, Held, Taking};
use crate::method::session::SessionStatus;
use crate::method::{Session, Text};
use crate::words::Words;

/// The values beside the name, in the order in which a page has them, hours on a clock in this
/// zone; none where nothing was understood.
pub(super) fn of(candidate: &Candidate, tz: Tz, words: &Words) -> Vec<String> {
    let values = match &candidate.taking {
        Taking::Person(brought) => person(brought, words),
        Taking::Session(_, session) => met(session, tz, words),
        Taking::Nothing => Vec::new(),
    };
    values.into_iter().flatten().collect()
}

fn said(text: Option<&Text>) -> Option<String> {
    text.map(|text| short(text.as_str()))
}

fn person(brought: &Brought, words: &Words) -> Vec<Option<String>> {
    vec![
        said(brought.reading.as_ref()),
        said(brought.mail.as_ref()),
        said(brought.phone.as_ref()),
        said(brought.role.as_ref()),
        brought.kind.map(|kind| words.label("person-kind", &kind)),
        said(brought.purpose.as_ref()),
        brought.fee.map(|fee| words.money(fee, brought.currency.as_ref())),
    ]
}

fn met(session: &Session, tz: Tz, words: &Words) -> Vec<Option<String>> {
    let hours = Held::of(session, tz).start.zip(session.ended_at);
    let status = (session.status != SessionStatus::Held)
        .then(|| words.label("session-status", &session.status));
    vec![
        Some(words.day(session.on)),
        hours.map(|(start, end)| {
            format!("{}–{}", words.time(session.on.and_time(start)), words.time(end))
        }),
        session.minutes.map(|n| words.say("session-minutes", &[("n", n.into())])),
        status,
        session.mode.map(|mode| words.label("mode", &mode)),
        said(session.client_topic.as_ref()),
        said(session.note.as_ref()),
    ]
}
