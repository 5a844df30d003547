//! The log page opened on a session that there is: whose it is, and what of it the page has no
//! place for.

use std::sync::Arc;

use maud::{Markup, html};

use super::{LogPage, select};
use crate::method::fact::Record;
use crate::method::{ClientFile, Session};
use crate::paths;
use crate::views::{correct, session};

/// The session that is corrected.
pub struct Correcting {
    /// The whole file, the session in it.
    pub file: Arc<ClientFile>,
    pub session: Session,
    /// Its records that the page has no place for.
    pub stays: Vec<Record>,
}

pub(super) fn kick(page: &LogPage<'_>) -> Markup {
    match page.correcting {
        Some(c) => html! {
            a href=(paths::session(&c.file.person.id, &c.session.id)) {
                (session::title(&c.session, page.words))
            }
            " "
            (page.t("form-correct"))
        },
        None => html! {
            (page.t("log-title"))
        },
    }
}

/// Shows which session this page corrects, carried along with everything typed.
pub(super) fn hidden(page: &LogPage<'_>) -> Markup {
    html! {
        @for name in ["of", "of-client", "again", "named", "seen", "seen-of", "told"] {
            @if page.fields.has(name) {
                input type="hidden" name=(name) value=(page.value(name));
            }
        }
    }
}

/// Shows whose session it is: one written down under the wrong person goes to the right one.
pub(super) fn whose(page: &LogPage<'_>) -> Markup {
    let clients: Vec<(String, String)> =
        page.choices.iter().map(|c| (c.id.to_string(), c.name.clone())).collect();
    let own =
        page.correcting.map(|c| (c.file.person.id.to_string(), page.words.name_of(&c.file.person)));
    // The person may be no client, and then is not among those one chooses from.
    let missing = own.filter(|(id, _)| clients.iter().all(|(other, _)| other != id));
    let clients: Vec<(String, String)> = missing.into_iter().chain(clients).collect();
    html! {
        @let named = !page.value("new-name").is_empty() || page.fault("new-name").is_some();
        details
            open[
                page.value("client") != page.value("of-client")
                    || (named && page.value("named") != "1")
            ]
        {
            summary { (page.t("correct-whose")) }
            (
                select(
                    page,
                    "client",
                    &page.t("log-client"),
                    &page.t("correct-whose-same"),
                    &clients,
                )
            )
            p.fine { (page.t("correct-whose-about")) }
            @if page.value("named") != "1" {
                p.fine { (page.t("correct-new-about")) }
                (super::head::newcomer(page))
            }
        }
    }
}

/// Shows what stays as it is, whatever is changed on the page.
pub(super) fn stays(page: &LogPage<'_>) -> Markup {
    let Some(c) = page.correcting.filter(|c| !c.stays.is_empty()) else { return html! {} };
    html! {
        section.private {
            p { (page.t("correct-stays")) }
            ul.rows {
                @for record in &c.stays {
                    @let (noun, text) = correct::line(record, &c.file, page.words);
                    li {
                        p.state { (noun) }
                        p { (text) }
                        p {
                            a   .act
                                href=(
                                    paths::take_back_one(
                                        &c.file.person.id,
                                        &c.session.id,
                                        &record.id,
                                    )
                                )
                            { (page.t("take-back-record")) }
                        }
                    }
                }
            }
        }
    }
}
