//! With whom one client is shared.

use maud::{Markup, html};

use crate::domain::{Id, Person, Text};
use crate::paths;
use crate::views::form;
use crate::views::layout::Frame;
use crate::words::{Words, arg};

/// Everything on the page.
pub struct Shares<'a> {
    pub person: &'a Person,
    /// With whom the client is shared.
    pub shared: &'a [(Id, Text)],
    /// The active colleagues of the practice.
    pub colleagues: &'a [(Id, Text)],
}

/// The title.
pub fn title(words: &Words, person: &Person) -> String {
    words.say("share-title", &[("name", arg(words.name_of(person)))])
}

/// The body.
pub fn page(frame: &Frame<'_>, shares: &Shares<'_>) -> Markup {
    let words = frame.words;
    let open: Vec<&(Id, Text)> =
        shares.colleagues.iter().filter(|one| !shares.shared.contains(one)).collect();
    html! {
        header.head {
            p.kick {
                a href=(paths::client(&shares.person.id)) { (words.name_of(shares.person)) }
            }
            h1 { (title(words, shares.person)) }
            p.sub { (words.t("share-means")) }
        }
        section.sec {
            h2 { (words.t("share-now")) }
            div.body {
                @if shares.shared.is_empty() {
                    p { (words.t("share-nobody")) }
                }
                ul.rows {
                    @for (id, name) in shares.shared {
                        li {
                            div.pair {
                                span { (name) }
                                (end(frame, shares, id, name))
                            }
                        }
                    }
                }
            }
        }
        section.sec {
            h2 { (words.t("share-add")) }
            div.body {
                @if open.is_empty() {
                    p { (words.t("share-no-colleague")) }
                }
                ul.rows {
                    @for (id, name) in open {
                        li {
                            div.pair {
                                span { (name) }
                                (add(frame, shares, id, name))
                            }
                        }
                    }
                }
            }
        }
    }
}

fn end(frame: &Frame<'_>, shares: &Shares<'_>, id: &Id, name: &Text) -> Markup {
    let label = frame.words.t("share-end");
    form::post(
        &paths::share_end(&shares.person.id, id),
        frame.csrf,
        html! {
            button.plain aria-label={ (label) ": " (name) } { (label) }
        },
    )
}

fn add(frame: &Frame<'_>, shares: &Shares<'_>, id: &Id, name: &Text) -> Markup {
    let label = frame.words.t("share-do");
    form::post(
        &paths::shares(&shares.person.id),
        frame.csrf,
        html! {
            button.plain name="member" value=(id) aria-label={ (label) ": " (name) } { (label) }
        },
    )
}
