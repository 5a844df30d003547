//! With whom one client is shared.

use maud::{Markup, html};

use crate::method::{Id, Person, Text};
use crate::paths;
use crate::views::form;
use crate::views::layout::Frame;
use crate::words::{Words, arg, text_arg};

/// Everything on the page.
pub struct Shares<'a> {
    pub person: &'a Person,
    /// With whom the client is shared.
    pub shared: &'a [(Id, Text)],
    /// The active colleagues of the practice.
    pub colleagues: &'a [(Id, Text)],
    /// The act before this page.
    pub done: Option<Done>,
}

/// One press that shared a client with a colleague, or ended that.
pub enum Done {
    Shared((Id, Text)),
    Ended((Id, Text)),
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
        @if let Some(done) = &shares.done { (bar(frame, shares, done)) }
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

/// Says what the last press did, and undoes it with one more.
fn bar(frame: &Frame<'_>, shares: &Shares<'_>, done: &Done) -> Markup {
    let words = frame.words;
    let person = &shares.person.id;
    let (key, name, to, field) = match done {
        Done::Shared((id, name)) => ("share-done", name, paths::share_end(person, id), None),
        Done::Ended((id, name)) => ("share-ended", name, paths::shares(person), Some(id)),
    };
    let label = words.t("void-undo");
    let press = html! {
        @if let Some(id) = field { (form::hidden("member", id.as_str())) }
        button { (label) }
    };
    html! {
        div.undo.screen {
            p role="status" { (words.say(key, &[("name", text_arg(name))])) }
            (form::post(&to, frame.csrf, press))
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
