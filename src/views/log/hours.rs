//! Holds what the session counts as in the log of hours: folded away, and filled in from the last
//! session.

use maud::{Markup, html};

use super::LogPage;
use crate::intake::hours_form::FIELDS;
use crate::method::hours::Hours;
use crate::views::form::Faults;
use crate::views::hours::note;

pub(super) fn noted(page: &LogPage<'_>) -> Markup {
    let mut faults = Faults::default();
    for fault in page.faults.iter().filter(|fault| FIELDS.contains(&fault.field.as_str())) {
        faults.add(fault.field.as_str(), page.sentence(fault));
    }
    let now = Hours::from_fields(page.fields).ok().flatten();
    html! {
        section.basics {
            details #f-hours-heads open[!faults.is_empty()] {
                summary { (page.t("log-hours")) }
                (note::fields(page.fields, &faults, page.words))
            }
            @if let Some(hours) = now {
                p.state { (page.words.hours_note(&hours)) }
            }
        }
    }
}
