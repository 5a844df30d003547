//! The sessions of a client as a table, newest first.

use maud::{Markup, html};

use super::{Page, SESSIONS_SHOWN};
use crate::method::session::Covered;
use crate::method::{Id, Session};
use crate::paths;
use crate::views::quote;
use crate::views::session::{departed, skipped};
use crate::words::Words;

pub fn section(p: &Page<'_>) -> Markup {
    let words = p.words;
    let sessions = &p.file.sessions;
    html! {
        section.sec aria-labelledby="s7" {
            h2 #s7 {
                (words.t("client-sessions-heading"))
                small { (words.t("client-newest-first")) }
            }
            div.body {
                @if sessions.is_empty() {
                    p.quiet { (words.t("client-no-sessions")) }
                } @else { (rows(p.id, p.file.sessions_behind(None).take(SESSIONS_SHOWN), words)) }
                @if sessions.len() > SESSIONS_SHOWN {
                    p {
                        a.act href=(paths::sessions(p.id)) {
                            (
                                words
                                    .say("client-all-sessions", &[("n", sessions.len().into())])
                            )
                        }
                    }
                }
                (skipped(p.file, words))
                (departed(p.gone, words))
            }
        }
    }
}

/// The table itself, also of the page that lists all sessions.
pub fn rows<'s>(person: &Id, sessions: impl Iterator<Item = &'s Session>, words: &Words) -> Markup {
    html! {
        table.stack.sess {
            thead {
                tr {
                    th scope="col" { (words.t("staircase-no")) }
                    th scope="col" { (words.t("staircase-date")) }
                    th scope="col" { (words.t("client-topic")) }
                    th scope="col" { (words.t("client-covered")) }
                }
            }
            tbody {
                @for s in sessions {
                    tr {
                        td.num {
                            @if let Some(no) = s.no { (no) }
                        }
                        td.num { (words.day(s.on)) }
                        td {
                            a href=(paths::session(person, &s.id)) { (topic(s, words)) }
                        }
                        td  .num
                            class=[(s.topic_covered == Some(Covered::Yes)).then_some("yes")]
                            data-l=(words.t("client-covered-short"))
                        {
                            @if let Some(covered) = s.topic_covered {
                                (words.label("covered", &covered))
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Shows what they came to talk about; for a session that was not held, that.
fn topic(s: &Session, words: &Words) -> Markup {
    match &s.client_topic {
        _ if !s.held() => html! {
            (words.label("session-status", &s.status))
        },
        Some(topic) => quote::topic(topic, words),
        None => html! {
            (words.t("client-no-topic"))
        },
    }
}
