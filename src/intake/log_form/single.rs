//! Holds what a session holds once. Form and shorthand may both say it, if they say the same; where
//! they differ neither is dropped, and whoever wrote is asked. What the page had filled in itself
//! gives way to what was written.

use serde::Serialize;

use super::{LogForm, Writer};
use crate::intake::entry::Entry;
use crate::intake::form::{Fault, Fields};
use crate::intake::shorthand::{Parsed, Prefix};
use crate::method::field::Shape;
use crate::method::hours::SessionRole;
use crate::method::session::SessionField;
use crate::method::{Day, Text, code};

/// The field in which a page notes what it filled in itself.
pub const FILLED: &str = "filled";

/// The fields of the form that hold one value of the session itself, each with the prefix that says
/// the same.
pub fn singles() -> impl Iterator<Item = (&'static str, Prefix)> {
    let declared = SessionField::ALL.iter().filter(|f| f.declared().shape != Shape::Notes);
    let declared = declared.map(|field| (field.declared().form, Prefix::of(*field)));
    BY_HAND.into_iter().chain(declared).chain(OF_HOURS)
}

const BY_HAND: [(&str, Prefix); 3] =
    [("on", Prefix::On), ("minutes", Prefix::Minutes), ("status", Prefix::Status)];

const OF_HOURS: [(&str, Prefix); 6] = [
    ("hours-role", Prefix::Hours),
    ("hours-pay", Prefix::Hours),
    ("hours-heads", Prefix::Hours),
    ("hours-group", Prefix::Hours),
    ("hours-report", Prefix::Hours),
    ("hours-payer", Prefix::Payer),
];

/// A value, to be compared.
#[derive(Debug, Clone, PartialEq)]
enum Said {
    Day(Day),
    Number(u32),
    /// One of a family, by its code.
    Choice(&'static str, String),
    Text(Text),
    /// A text or a day of a declared field, by its name in files.
    Typed(String),
    Ticked,
}

impl Fields {
    /// Notes which values stand in the page before anybody has written.
    pub fn note_filled(&mut self) {
        let of_page =
            |(field, _): (&'static str, Prefix)| (field.to_owned(), self.get(field).to_owned());
        let filled: Vec<(String, String)> =
            singles().map(of_page).filter(|(_, v)| !v.is_empty()).collect();
        self.set(FILLED, serde_json::to_string(&Fields::of(filled)).unwrap_or_default());
    }
}

impl LogForm {
    /// Brings together what form and shorthand say of the session itself. Answers what they say
    /// differently: a fault at both places.
    pub(super) fn join_singles(&mut self, short: &Parsed, fields: &Fields, writer: &Writer<'_>) {
        let filled: Fields = serde_json::from_str(fields.get(FILLED)).unwrap_or_default();
        for (field, prefix) in singles() {
            let Some(line) =
                short.said.iter().find(|(said, _)| *said == prefix).map(|(_, line)| *line)
            else {
                continue;
            };
            let Some(is) = said(field, &short.entry) else { continue };
            let typed = fields.get(field).trim();
            let own = !typed.is_empty() && typed != filled.get(field).trim();
            match said(field, &self.entry).filter(|_| own) {
                Some(was) if was != is => {
                    let both = [shown(&was, typed, writer), line_of(fields.get("short"), line)];
                    let fault = Fault {
                        line: Some(line),
                        both: Some(both),
                        ..Fault::new(field, "fault-both")
                    };
                    self.faults.push(Fault { field: "short".into(), ..fault.clone() });
                    self.faults.push(fault);
                }
                _ => put(field, &mut self.entry, &short.entry),
            }
        }
    }
}

/// Tells what an entry says in the place of a field.
fn said(field: &str, of: &Entry) -> Option<Said> {
    if let Some(declared) = declared(field) {
        let value = declared.of(&of.session)?;
        return Some(match declared.declared().shape {
            Shape::Choice(family) => Said::Choice(family, value),
            _ => Said::Typed(value),
        });
    }
    let hours = of.session.hours.as_ref();
    match field {
        "on" => of.on.map(Said::Day),
        "minutes" => of.session.minutes.map(Said::Number),
        "status" => Some(choice("session-status", &of.session.status)),
        "hours-role" => {
            let role = hours.map(|hours| hours.role).filter(|role| *role != SessionRole::default());
            role.map(|role| choice("session-role", &role))
        }
        "hours-pay" => hours.and_then(|hours| hours.pay).map(|pay| choice("pay", &pay)),
        "hours-heads" => hours.and_then(|hours| hours.heads).map(Said::Number),
        "hours-group" => hours.and_then(|hours| hours.group.clone()).map(Said::Text),
        "hours-report" => hours.filter(|hours| hours.direct_report).map(|_| Said::Ticked),
        "hours-payer" => hours.and_then(|hours| hours.payer.clone()).map(Said::Text),
        _ => None,
    }
}

/// The declared field of this name in the form.
fn declared(form: &str) -> Option<SessionField> {
    SessionField::ALL.iter().copied().find(|field| field.declared().form == form)
}

fn choice(family: &'static str, value: &impl Serialize) -> Said {
    Said::Choice(family, code(value))
}

/// Takes over what the other entry says in the place of a field.
fn put(field: &str, to: &mut Entry, from: &Entry) {
    if let Some(declared) = declared(field) {
        return declared.take(&mut to.session, &from.session);
    }
    match field {
        "on" => to.on = from.on,
        "minutes" => to.session.minutes = from.session.minutes,
        "status" => to.session.status = from.session.status,
        _ => {
            let Some(noted) = &from.session.hours else { return };
            let hours = to.session.hours.get_or_insert_default();
            match field {
                "hours-role" => hours.role = noted.role,
                "hours-pay" => hours.pay = noted.pay,
                "hours-heads" => hours.heads = noted.heads,
                "hours-group" => hours.group = noted.group.clone(),
                "hours-report" => hours.direct_report = noted.direct_report,
                "hours-payer" => hours.payer = noted.payer.clone(),
                _ => {}
            }
        }
    }
}

/// The value of the form in the words that its writer reads there.
fn shown(said: &Said, typed: &str, writer: &Writer<'_>) -> String {
    match said {
        Said::Choice(family, code) => writer.names.label(family, code, writer.lang),
        Said::Day(_) | Said::Number(_) | Said::Text(_) | Said::Typed(_) | Said::Ticked => {
            typed.to_owned()
        }
    }
}

/// A line of the shorthand, as it was typed.
fn line_of(short: &str, line: usize) -> String {
    short.lines().nth(line.saturating_sub(1)).unwrap_or_default().trim().to_owned()
}
