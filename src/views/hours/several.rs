//! Noting at once what all those sessions of a client count as of which nobody has noted it yet.

use maud::{Markup, html};

use super::note;
use crate::intake::form::Fields;
use crate::method::{ClientFile, Session};
use crate::paths;
use crate::views::form::{self, Faults};
use crate::words::{Words, arg};

/// Everything the page is made of.
pub struct Page<'a> {
    pub file: &'a ClientFile,
    /// The sessions that are noted with it.
    pub sessions: &'a [&'a Session],
    pub typed: &'a Fields,
    pub faults: &'a Faults,
    pub csrf: &'a str,
    pub words: &'a Words,
}

/// The body of the page.
pub fn page(p: &Page<'_>) -> Markup {
    let (words, person) = (p.words, &p.file.person);
    html! {
        header.head {
            p.kick {
                a href=(paths::hours()) { (words.t("hours-title")) }
            }
            h1 { (words.say("hours-all-of", &[("name", arg(words.name_of(person)))])) }
            p.sub { (words.t("hours-all-about")) }
        }
        (p.faults.summary(words))
        section.sec {
            h2 { (words.t("hours-column-sessions")) }
            div.body {
                @if p.sessions.is_empty() {
                    p.quiet { (words.t("hours-all-none")) }
                }
                ul.rows.tight {
                    @for session in p.sessions {
                        li {
                            a href=(paths::session(&person.id, &session.id)) {
                                (words.day(session.on))
                            }
                            @if let Some(n) = session.minutes {
                                " "
                                span.state { (words.say("session-minutes", &[("n", n.into())])) }
                            }
                        }
                    }
                }
            }
        }
        @if !p.sessions.is_empty() {
            section.sec {
                h2 { (words.t("hours-note")) }
                div.body {
                    (
                        form::once(
                            &paths::hours_all(&person.id),
                            p.csrf,
                            p.typed.get(form::KEY),
                            html! {
                                (note::fields(p.typed, p.faults, words)) (form::submit(&
                                words.t("hours-all-do")))
                            },
                        )
                    )
                }
            }
        }
    }
}
