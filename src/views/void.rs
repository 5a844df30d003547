//! Undo: the bar that says what was done, the button that takes a record back where it is shown,
//! the page that asks first, the one that says why it cannot be, and the list of what was taken
//! back.

mod line;
mod list;
mod refused;
mod story;

use maud::{Markup, html};

use super::form::{self, Faults, Field};
use crate::method::insight::Dismissal;
use crate::method::question::Settling;
use crate::method::void::{Why, traced};
use crate::method::{ClientFile, Day, Done, Fact, Id, Question, Record, Text, from_code};
use crate::paths;
use crate::store::draft::DISCARDED_DAYS;
use crate::store::void::{Deed, Look, Written};
use crate::words::{Words, arg};

pub use line::line;
pub use list::{TakenBack, counting, struck_page, taken_back};
pub use refused::{cannot, refused};
use story::{Story, story};

/// Holds what the act before a page did, and the page, to which one comes back.
pub struct Notice {
    pub look: Look,
    pub here: String,
}

/// Holds what was sent to undo something.
#[derive(Debug, Default, Clone)]
pub struct Typed {
    pub what: String,
    pub back: String,
    pub reason: String,
    pub key: String,
    pub faults: Faults,
}

/// The bar. Without script it stays with the page; with it, it goes after ten seconds, and the same
/// stays to be undone where it is recorded.
pub fn bar(notice: &Notice, csrf: &str, words: &Words) -> Markup {
    let look = &notice.look;
    let back = notice.back();
    html! {
        div.undo.screen {
            p role="status" { (said(look, words)) }
            @if !signed(look) {
                (
                    form::once(
                        &paths::undo(),
                        csrf,
                        Id::fresh().as_str(),
                        html! {
                            (form::hidden("what", & look.done.to_string()))
                            (form::hidden("back", & back)) @ if again(look) {
                            (form::hidden("again", "yes")) } button { (words.t(if
                            again(look) { "void-redo" } else { "void-undo" })) }
                        },
                    )
                )
            } @else {
                p.fine { (words.t("void-signed")) }
            }
        }
    }
}

impl Notice {
    /// The page to come back to, at the place of what was done.
    fn back(&self) -> String {
        let here = paths::without_done(&self.here);
        match &self.look.deed {
            Deed::Written(written) if here.starts_with("/clients/") => {
                let place = written.records().first().map(|r| place(r, written.journal()));
                place.map(|place| format!("{here}#{place}")).unwrap_or(here)
            }
            Deed::Written(_) | Deed::Moved(_) | Deed::Dismissal { .. } | Deed::Discarded => here,
        }
    }
}

/// Tells where a record is shown on its person's page.
pub fn place(record: &Record, journal: &[Record]) -> String {
    match &record.fact {
        Fact::Status(_) | Fact::Agreement(_) => "s1".to_owned(),
        Fact::Void { .. } => match traced(record, journal) {
            (base, n) if n > 0 => place(base, journal),
            _ => paths::place(&record.id),
        },
        part => paths::place(part.owner().unwrap_or(&record.id)),
    }
}

/// True where the act is undone already, and may be done again.
fn again(look: &Look) -> bool {
    look.undone && !matches!(look.deed, Deed::Written(_))
}

/// True where it was written into a session that is signed.
fn signed(look: &Look) -> bool {
    let locked = |written: &Written| {
        let signed = |id: &Id| written.file.session(id).is_some_and(|s| s.signed_on.is_some());
        // Numbers of signed sessions follow a correction, and go back with it.
        let new = written.records().into_iter().filter(|r| !r.changes());
        new.filter_map(|r| r.session.as_ref()).any(signed)
    };
    match &look.deed {
        Deed::Written(written) => locked(written),
        Deed::Moved(moved) => locked(&moved.left) || locked(&moved.come),
        Deed::Dismissal { .. } | Deed::Discarded => false,
    }
}

/// Tells what was done, in one sentence.
pub fn said(look: &Look, words: &Words) -> String {
    match &look.deed {
        Deed::Written(written) => wrote(written, words),
        Deed::Moved(moved) => {
            let done = wrote(&moved.left, words);
            let other = &moved.come.file;
            let empty = other.sessions.is_empty() && other.contacts.is_empty();
            match empty && *moved.back().0 == other.person.id {
                true => {
                    let name = arg(words.name_of(&other.person));
                    format!("{done} {}", words.say("correct-moved-back-empty", &[("name", name)]))
                }
                false => done,
            }
        }
        Deed::Discarded if look.undone => words.t("void-draft-again"),
        Deed::Discarded => words.say("void-draft", &[("n", DISCARDED_DAYS.into())]),
        Deed::Dismissal { .. } if look.undone => words.t("void-aside-again"),
        Deed::Dismissal { aside, .. } => match aside {
            Dismissal::Dismissed { .. } => words.t("void-dismissed"),
            Dismissal::Snoozed { until, .. } => {
                words.say("void-snoozed", &[("day", arg(words.day(*until)))])
            }
            Dismissal::Recalled => words.t("void-recalled"),
        },
    }
}

fn wrote(written: &Written, words: &Words) -> String {
    let (journal, records) = (written.journal(), written.records());
    let Some(first) = records.first() else { return String::new() };
    let (base, steps) = traced(first, journal);
    let what = arg(line(base, journal, words));
    let more = records.len().saturating_sub(1);
    let more = if more > 0 { words.say("void-more", &[("n", more.into())]) } else { String::new() };
    if let Some((story, undone)) = story(&records, journal) {
        let key = match (&story, undone) {
            (Story::Moved, false) => "correct-moved",
            (Story::Moved, true) => "correct-moved-back",
            (Story::Corrected, false) => "correct-done",
            (Story::Corrected, true) => "correct-undone",
            (Story::TakenBack(_), false) => "void-taken-back",
            (Story::TakenBack(_), true) => "void-restored",
        };
        return match story {
            Story::TakenBack(session) => {
                words.say(key, &[("what", arg(line(session, journal, words))), ("more", arg(more))])
            }
            Story::Moved | Story::Corrected => words.t(key),
        };
    }
    match (steps, &base.fact) {
        (0, Fact::Status(step)) => {
            words.say("void-status", &[("state", arg(words.label("status", &step.to)))])
        }
        (0, Fact::Settled { settled, .. }) if settled.how == Settling::Dropped => {
            words.t(match settled.question {
                Question::Line(_) => "void-line-dropped",
                _ => "void-question-dropped",
            })
        }
        (0, Fact::GiftFollowed { follow, .. }) if follow.thanked => words.t("void-thanked"),
        (0, Fact::Signed { .. }) => words.t("void-did-sign"),
        (0, _) => words.say("void-recorded", &[("what", what), ("more", arg(more))]),
        (n, _) if n % 2 == 1 => {
            words.say("void-taken-back", &[("what", what), ("more", arg(more))])
        }
        _ => words.say("void-restored", &[("what", what), ("more", arg(more))]),
    }
}

/// The form that the buttons of a page send; it stands on it once.
pub fn form(back: &str, csrf: &str) -> Markup {
    html! {
        form #back method="post" action=(paths::undo()) {
            (form::hidden(form::CSRF, csrf))
            (form::hidden("back", back))
        }
    }
}

/// The button that takes back what is shown beside it. Where a reason is due, or something hangs on
/// it, the next page asks.
pub fn button(done: &Done, words: &Words) -> Markup {
    labelled(done, &words.t("void-take-back"))
}

/// The same with a word of its own.
pub fn labelled(done: &Done, label: &str) -> Markup {
    html! {
        button.plain.back form="back" name="what" value=(done) { (label) }
    }
}

/// Holds what must be answered before something is taken back.
pub struct Ask<'a> {
    /// In each journal that it is taken back from.
    pub written: &'a [&'a Written],
    /// True where some of it was not written down today.
    pub reason: bool,
    pub typed: &'a Typed,
    pub csrf: &'a str,
    pub words: &'a Words,
}

/// The page that asks first.
pub fn ask(p: &Ask<'_>) -> Markup {
    let words = p.words;
    let lines = |of: fn(&Written) -> Vec<&Record>| {
        let journals: Vec<_> = p.written.iter().map(|w| (of(w), w.journal())).collect();
        html! {
            ul.rows {
                @for (records, journal) in journals {
                    @for r in records {
                        li { (dated(r, journal, words)) }
                    }
                }
            }
        }
    };
    let hanging = p.written.iter().any(|w| !w.hanging().is_empty());
    let fields = html! {
        (form::hidden("what", &p.typed.what))
        (form::hidden("back", &p.typed.back))
        (form::hidden("sure", "yes"))
        @if p.reason {
            (
                Field::new("reason", &words.t("insight-reason"), &p.typed.reason)
                    .required()
                    .draw(&p.typed.faults)
            )
        }
        (form::submit(&words.t("void-take-back")))
    };
    html! {
        @if let Some(first) = p.written.first() { (head(&first.file, &words.t("void-title"), words)) }
        (p.typed.faults.summary(words))
        section.sec {
            h2 { (words.t("void-what")) }
            div.body { (lines(Written::live)) }
        }
        @if hanging {
            section.sec {
                h2 { (words.t("void-hanging")) }
                div.body { (lines(Written::hanging)) }
            }
        }
        section.sec {
            h2 { (words.t("void-title")) }
            div.body {
                p { (words.t("void-means")) }
                (form::once(&paths::undo(), p.csrf, &p.typed.key, fields))
                p {
                    a.act href=(p.typed.back) { (words.t("void-leave")) }
                }
            }
        }
    }
}

fn head(file: &ClientFile, title: &str, words: &Words) -> Markup {
    html! {
        header.head {
            p.kick {
                a href=(paths::client(&file.person.id)) { (words.name_of(&file.person)) }
            }
            h1 { (title) }
        }
    }
}

fn dated(record: &Record, journal: &[Record], words: &Words) -> Markup {
    html! {
        p.pair {
            span { (line(record, journal, words)) }
            span.num { (words.day(record.on)) }
        }
    }
}

/// The page that says that it is undone already, or cannot be found any more.
pub fn gone(back: &str, words: &Words) -> Markup {
    html! {
        header.head {
            h1 { (words.t("void-cannot")) }
        }
        section.sec {
            h2 { (words.t("violation-why")) }
            div.body {
                p { (words.t("void-gone")) }
                p {
                    a.act href=(back) { (words.t("void-leave")) }
                }
            }
        }
    }
}

/// A draft that was thrown away.
pub struct Thrown {
    pub done: Done,
    pub name: Option<String>,
    /// Holds what was typed first.
    pub words: String,
    pub on: Day,
}

/// The drafts that can be taken up again.
pub fn discarded(drafts: &[Thrown], csrf: &str, words: &Words) -> Markup {
    let title = |name: &Option<String>| match name {
        Some(name) => words.say("today-draft-for", &[("name", arg(name.as_str()))]),
        None => words.t("today-draft"),
    };
    html! {
        header.head {
            p.kick {
                a href=(paths::today()) { (words.t("place-today")) }
            }
            h1 { (words.t("void-drafts")) }
            p.sub { (words.say("void-drafts-means", &[("n", DISCARDED_DAYS.into())])) }
        }
        section.sec {
            h2 { (words.say("draft-count", &[("n", drafts.len().into())])) }
            div.body {
                @if drafts.is_empty() {
                    p.quiet { (words.t("void-no-drafts")) }
                }
                ul.rows {
                    @for draft in drafts {
                        li {
                            p.pair {
                                span { (title(&draft.name)) }
                                span.num { (words.day(draft.on)) }
                            }
                            @if !draft.words.is_empty() {
                                p.state { (draft.words) }
                            }
                            (labelled(&draft.done, &words.t("void-undo")))
                        }
                    }
                }
                (form(&paths::log_discarded(), csrf))
            }
        }
    }
}

/// Tells why a record was taken back.
pub fn said_reason(reason: &Text, words: &Words) -> String {
    match from_code::<Why>(reason.as_str()) {
        Some(why) => words.label("void-why", &why),
        None => reason.to_string(),
    }
}
