//! Tells where a record stands in the file format, by its id.

use crate::method::{ClientFile, Id, Step};

/// The place of a record in a client's file, for instance `wants[0].history[1]`; none if it is not
/// in it.
pub fn place(file: &ClientFile, id: &Id) -> Option<String> {
    fn among<T>(list: &str, of: &[T], id: &Id, name: impl Fn(&T) -> &Id) -> Option<String> {
        of.iter().position(|t| name(t) == id).map(|i| format!("{list}[{i}]"))
    }
    fn within<'f, S: 'f>(
        list: &str,
        histories: impl Iterator<Item = &'f Vec<Step<S>>>,
        id: &Id,
    ) -> Option<String> {
        let step = |(i, history): (usize, &'f Vec<Step<S>>)| {
            among("history", history, id, |s| &s.id).map(|place| format!("{list}[{i}].{place}"))
        };
        histories.enumerate().find_map(step)
    }
    let delivery = || {
        let told = |(i, m): (usize, &crate::method::Message)| {
            among("deliveries", &m.deliveries, id, |d| &d.id)
                .map(|place| format!("messages[{i}].{place}"))
        };
        file.messages.iter().enumerate().find_map(told)
    };
    let below_session = || {
        let of = |(i, s): (usize, &crate::method::Session)| {
            let addendum = among("addenda", &s.addenda, id, |a| &a.id)
                .map(|place| format!("sessions[{i}].{place}"));
            addendum.or_else(|| {
                (s.id.part("signed", 1) == *id).then(|| format!("sessions[{i}].signed_on"))
            })
        };
        file.sessions.iter().enumerate().find_map(of)
    };
    among("status_history", &file.status_history, id, |s| &s.id)
        .or_else(|| among("sessions", &file.sessions, id, |s| &s.id))
        .or_else(|| among("contacts", &file.contacts, id, |c| &c.id))
        .or_else(|| among("quotes", &file.quotes, id, |q| &q.id))
        .or_else(|| among("agreements", &file.agreements, id, |a| &a.id))
        .or_else(|| among("wants", &file.wants, id, |w| &w.id))
        .or_else(|| among("needs", &file.needs, id, |n| &n.id))
        .or_else(|| among("messages", &file.messages, id, |m| &m.id))
        .or_else(|| among("markers", &file.markers, id, |m| &m.id))
        .or_else(|| among("ruptures", &file.strains, id, |r| &r.id))
        .or_else(|| among("commitments", &file.promises, id, |p| &p.id))
        .or_else(|| among("gifts", &file.gifts, id, |g| &g.id))
        .or_else(|| within("wants", file.wants.iter().map(|w| &w.history), id))
        .or_else(|| within("needs", file.needs.iter().map(|n| &n.history), id))
        .or_else(|| within("messages", file.messages.iter().map(|m| &m.history), id))
        .or_else(|| within("ruptures", file.strains.iter().map(|r| &r.history), id))
        .or_else(|| within("commitments", file.promises.iter().map(|p| &p.history), id))
        .or_else(delivery)
        .or_else(below_session)
}
