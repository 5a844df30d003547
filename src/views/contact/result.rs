//! Holds what a contact that was just recorded changes: the follow-up clock, people who came back,
//! people one wished to meet.

use maud::{Markup, html};

use crate::method::contact::{Contact, Mover};
use crate::method::moment::plus_days;
use crate::method::{ClientFile, Day, Id, Status, code};
use crate::paths;
use crate::views::form;
use crate::words::{Words, arg, text_arg};

/// Everything the page is made of.
pub struct Recorded<'a> {
    pub id: &'a Id,
    pub file: &'a ClientFile,
    pub contact: &'a Contact,
    /// The last two-way contact, and after how many days of silence the tie fades a step.
    pub clock: Option<(Day, u32)>,
    /// The status to come back to, for somebody parked who came to us.
    pub back: Option<Status>,
    pub today: Day,
    pub csrf: &'a str,
    pub key: &'a str,
    pub words: &'a Words,
}

/// The body of the page.
pub fn result(p: &Recorded<'_>) -> Markup {
    let words = p.words;
    let came = p.contact.initiator == Mover::Them;
    html! {
        header.head {
            p.kick {
                a href=(paths::client(p.id)) { (words.name_of(&p.file.person)) }
            }
            h1 { (words.t("contact-recorded")) }
            p.sub { (said(p)) }
        }
        section.sec {
            h2 { (words.t("contact-changes")) }
            div.body {
                @match p.clock {
                    Some((last, days)) => {
                        @let turn = arg(words.day(plus_days(last, days)));
                        p {
                            (
                                words
                                    .say(
                                        "contact-clock",
                                        &[
                                            ("last", arg(words.day(last))),
                                            ("n", days.into()),
                                            ("turn", turn),
                                        ],
                                    )
                            )
                        }
                    }
                    None => p { (words.t("contact-no-clock")) },
                }
                @if p.contact.replied_on.is_none() {
                    p.mt { (
                        words
                            .t(
                                if came { "contact-answer-them" } else { "contact-await" },
                            )
                    ) }
                    p {
                        a.act href=(paths::step(p.id, "contact", &p.contact.id)) {
                            (words.t("contact-record-answer"))
                        }
                    }
                }
                @if came && p.file.person.wish_to_meet {
                    p.mt2 { (words.t("contact-wished")) }
                }
                @if let Some(status) = p.back {
                    (back(p.id, status, (p.csrf, p.key, p.today), words))
                }
                p.acts.mt2 {
                    a.act href=(paths::client(p.id)) { (words.name_of(&p.file.person)) }
                    a.act href=(paths::amend(p.id, &p.contact.id)) { (words.t("form-correct")) }
                    a.act href=(paths::contact_quick()) { (words.t("contact-another")) }
                }
            }
        }
    }
}

/// Shows what was recorded, in one line.
fn said(p: &Recorded<'_>) -> Markup {
    let (words, c) = (p.words, p.contact);
    let (moved, channel) = (words.label("mover", &c.initiator), words.label("channel", &c.channel));
    html! {
        (
            words
                .say(
                    "contact-line",
                    &[
                        ("day", arg(words.day(c.on))),
                        ("moved", arg(moved)),
                        ("channel", arg(channel)),
                    ],
                )
        )
        @match c.replied_on {
            Some(on) => (words.say("client-replied", &[("day", arg(words.day_near(on, p.today)))])),
            None => (words.t("client-unanswered")),
        }
        @if let Some(note) = &c.note {
            br;
            (words.say("contact-noted", &[("note", text_arg(note))]))
        }
    }
}

/// Somebody parked has come to us: one press brings them back (B20). Without it they stay parked.
pub fn back(
    id: &Id,
    status: Status,
    (csrf, key, today): (&str, &str, Day),
    words: &Words,
) -> Markup {
    let fields = html! {
        (form::hidden("to", &code(&status)))
        (form::hidden("on", &today.to_string()))
        (
            form::submit(
                &words
                    .say(
                        "contact-bring-back",
                        &[("status", arg(words.label("status", &status)))],
                    ),
            )
        )
    };
    html! {
        div.next {
            p { (words.t("contact-came-back")) }
            (form::once(&paths::step(id, "status", "now"), csrf, key, fields))
        }
    }
}
