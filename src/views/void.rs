//! Undo: the bar that says what was done, the button that takes a record back where it is shown, the page that asks first,
//! the one that says why it cannot be, and the list of what was taken back.

mod line;

use maud::{Markup, html};

use super::form::{self, Faults, Field};
use crate::domain::insight::Aside;
use crate::domain::void::{Why, struck};
use crate::domain::{Breach, ClientFile, Day, Done, Fact, Id, Moment, Record, Rule, Text, from_code};
use crate::paths;
use crate::store::draft::DISCARDED_DAYS;
use crate::store::void::{Deed, Look, Written};
use crate::words::{Words, arg};

pub use line::line;

/// What the act before a page did, and the page, to which one comes back.
pub struct Notice {
    pub look: Look,
    pub here: String,
}

/// What was sent to undo something.
#[derive(Debug, Default, Clone)]
pub struct Typed {
    pub what: String,
    pub back: String,
    pub reason: String,
    pub key: String,
    pub faults: Faults,
}

/// The bar. Without script it stays with the page; with it, it goes after ten seconds, and the same stays to be undone
/// where it is recorded.
pub fn bar(notice: &Notice, csrf: &str, words: &Words) -> Markup {
    let look = &notice.look;
    let back = notice.back();
    html! {
        div.undo.screen {
            p role="status" { (said(look, words)) }
            @if !signed(look) {
                (form::once(&paths::undo(), csrf, Id::fresh().as_str(), html! {
                    (form::hidden("what", &look.done.to_string()))
                    (form::hidden("back", &back))
                    @if again(look) { (form::hidden("again", "yes")) }
                    button { (words.t(if again(look) { "void-redo" } else { "void-undo" })) }
                }))
            } @else { p.fine { (words.t("void-signed")) } }
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
            Deed::Written(_) | Deed::Aside { .. } | Deed::Discarded => here,
        }
    }
}

/// Where a record is shown on its person's page.
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
    let Deed::Written(written) = &look.deed else { return false };
    let locked = |id: &Id| written.file.session(id).is_some_and(|s| s.signed_on.is_some());
    written.records().iter().any(|r| r.session.as_ref().is_some_and(locked))
}

/// What a record takes back in the end, and how often it was taken back and brought again on the way.
fn traced<'r>(record: &'r Record, journal: &'r [Record]) -> (&'r Record, usize) {
    let (mut at, mut steps) = (record, 0);
    while let Some(next) = at.takes_back().and_then(|id| journal.iter().find(|r| r.id == *id)) {
        (at, steps) = (next, steps + 1);
        // Each step leads to another record; a ring would lead round for ever.
        if steps > journal.len() {
            break;
        }
    }
    (at, steps)
}

/// What was done, in one sentence.
pub fn said(look: &Look, words: &Words) -> String {
    match &look.deed {
        Deed::Written(written) => wrote(written, words),
        Deed::Discarded if look.undone => words.t("void-draft-again"),
        Deed::Discarded => words.say("void-draft", &[("n", DISCARDED_DAYS.into())]),
        Deed::Aside { .. } if look.undone => words.t("void-aside-again"),
        Deed::Aside { aside, .. } => match aside {
            Aside::Dismissed { .. } => words.t("void-dismissed"),
            Aside::Snoozed { until, .. } => words.say("void-snoozed", &[("day", arg(words.day(*until)))]),
            Aside::Recalled => words.t("void-recalled"),
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
    match (steps, &base.fact) {
        (0, Fact::Status(step)) => words.say("void-status", &[("state", arg(words.label("status", &step.to)))]),
        (0, Fact::GiftFollowed { follow, .. }) if follow.thanked => words.t("void-thanked"),
        (0, Fact::Signed { .. }) => words.t("void-did-sign"),
        (0, _) => words.say("void-recorded", &[("what", what), ("more", arg(more))]),
        (n, _) if n % 2 == 1 => words.say("void-taken-back", &[("what", what), ("more", arg(more))]),
        _ => words.say("void-restored", &[("what", what), ("more", arg(more))]),
    }
}

/// The form that the buttons of a page send; it stands on it once.
pub fn form(back: &str, csrf: &str) -> Markup {
    html! {
        form #back method="post" action=(paths::undo()) { (form::hidden(form::CSRF, csrf)) (form::hidden("back", back)) }
    }
}

/// The button that takes back what is shown beside it. Where a reason is due, or something hangs on it, the next page asks.
pub fn button(done: &Done, words: &Words) -> Markup {
    labelled(done, &words.t("void-take-back"))
}

fn labelled(done: &Done, label: &str) -> Markup {
    html! { button.plain.back form="back" name="what" value=(done) { (label) } }
}

/// What must be answered before something is taken back.
pub struct Ask<'a> {
    pub written: &'a Written,
    /// True where some of it was not written down today.
    pub reason: bool,
    pub typed: &'a Typed,
    pub csrf: &'a str,
    pub words: &'a Words,
}

/// The page that asks first.
pub fn ask(p: &Ask<'_>) -> Markup {
    let (words, journal) = (p.words, p.written.journal());
    let hanging = p.written.hanging();
    let lines = |records: &[&Record]| html! { ul.rows { @for r in records { li { (dated(r, journal, words)) } } } };
    let fields = html! {
        (form::hidden("what", &p.typed.what))
        (form::hidden("back", &p.typed.back))
        (form::hidden("sure", "yes"))
        @if p.reason {
            (Field::new("reason", &words.t("session-void-reason"), &p.typed.reason).required().draw(&p.typed.faults))
        }
        (form::submit(&words.t("void-take-back")))
    };
    html! {
        (head(&p.written.file, &words.t("void-title"), words))
        (p.typed.faults.summary(words))
        section.sec { h2 { (words.t("void-what")) } div.body { (lines(&p.written.live())) } }
        @if !hanging.is_empty() { section.sec { h2 { (words.t("void-hanging")) } div.body { (lines(&hanging)) } } }
        section.sec { h2 { (words.t("void-title")) } div.body {
            p { (words.t("void-means")) }
            (form::once(&paths::undo(), p.csrf, &p.typed.key, fields))
            p { a.act href=(p.typed.back) { (words.t("void-leave")) } }
        } }
    }
}

fn head(file: &ClientFile, title: &str, words: &Words) -> Markup {
    html! {
        header.head {
            p.kick { a href=(paths::client(&file.person.id)) { (words.name_of(&file.person)) } }
            h1 { (title) }
        }
    }
}

fn dated(record: &Record, journal: &[Record], words: &Words) -> Markup {
    html! { p.pair { span { (line(record, journal, words)) } span.num { (words.day(record.on)) } } }
}

/// The page that says why it cannot be undone now: the session is signed, or others rest on it.
pub fn refused(written: &Written, breaches: &[Breach], typed: &Typed, csrf: &str, words: &Words) -> Markup {
    let journal = written.journal();
    let mut ids: Vec<&Id> = breaches.iter().map(|b| &b.record).collect();
    ids.dedup();
    let own = written.records();
    let rest: Vec<&Record> =
        journal.iter().filter(|r| ids.contains(&&r.id) && !own.iter().any(|o| o.id == r.id)).collect();
    let signed = breaches.iter().any(|b| b.rule == Rule::Signed);
    html! {
        (head(&written.file, &words.t("void-cannot"), words))
        section.sec { h2 { (words.t("breach-why")) } div.body {
            @if signed { p { (words.t("void-signed")) } }
            @else if rest.is_empty() { p { (words.t("void-fits-no-more")) } }
            @else {
                p { (words.t("void-rests")) }
                ul.rows { @for r in &rest { li {
                    (dated(r, journal, words))
                    (button(&Done::one(&written.file.person.id, &r.id), words))
                } } }
                (form(&typed.back, csrf))
            }
            p.state { (words.t("void-nothing-changed")) }
            p { a.act href=(typed.back) { (words.t("void-leave")) } }
        } }
    }
}

/// The page that says that it is undone already, or cannot be found any more.
pub fn gone(back: &str, words: &Words) -> Markup {
    html! {
        header.head { h1 { (words.t("void-cannot")) } }
        section.sec { h2 { (words.t("breach-why")) } div.body {
            p { (words.t("void-gone")) }
            p { a.act href=(back) { (words.t("void-leave")) } }
        } }
    }
}

/// Everything the list of what was taken back is made of.
pub struct TakenBack<'a> {
    pub file: &'a ClientFile,
    pub journal: &'a [Record],
    /// When each record was written, on the reader's clock.
    pub written: &'a dyn Fn(&Id) -> Option<Moment>,
    pub csrf: &'a str,
    pub words: &'a Words,
}

/// A draft that was thrown away.
pub struct Thrown {
    pub done: Done,
    pub name: Option<String>,
    /// What was typed first.
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
            p.kick { a href=(paths::today()) { (words.t("place-today")) } }
            h1 { (words.t("void-drafts")) }
            p.sub { (words.say("void-drafts-means", &[("n", DISCARDED_DAYS.into())])) }
        }
        section.sec { h2 { (words.t("void-drafts")) } div.body {
            @if drafts.is_empty() { p.quiet { (words.t("void-no-drafts")) } }
            ul.rows { @for draft in drafts { li {
                p.pair { span { (title(&draft.name)) } span.num { (words.day(draft.on)) } }
                @if !draft.words.is_empty() { p.state { (draft.words) } }
                (labelled(&draft.done, &words.t("void-undo")))
            } } }
            (form(&paths::log_discarded(), csrf))
        } }
    }
}

/// The records that take something back and count, the latest first.
pub fn counting(journal: &[Record]) -> Vec<&Record> {
    let (gone, _) = struck(journal);
    let plain = |id: &Id| journal.iter().any(|r| r.id == *id && r.takes_back().is_none());
    let counts = |r: &&Record| !gone.contains(&r.id) && r.takes_back().is_some_and(plain);
    journal.iter().rev().filter(counts).collect()
}

/// The list of what was taken back, each to be had again.
pub fn taken_back(p: &TakenBack<'_>) -> Markup {
    let words = p.words;
    let person = &p.file.person.id;
    let here = paths::taken_back(person);
    let reason = |r: &Record| match &r.fact {
        Fact::Void { reason, .. } => said_reason(reason, words),
        _ => String::new(),
    };
    let all = counting(p.journal);
    html! {
        (head(p.file, &words.t("void-list"), words))
        section.sec { h2 { (words.t("void-list")) } div.body {
            p { (words.t("void-list-means")) }
            @if all.is_empty() { p.quiet { (words.t("void-none")) } }
            ul.rows { @for r in all { li {
                (dated(r, p.journal, words))
                p.from {
                    @if let Some(at) = (p.written)(&r.id) { (words.say("void-when", &[("day", arg(words.day(at.date())))])) " " }
                    (words.say("void-because", &[("reason", arg(reason(r)))]))
                }
                (labelled(&Done::one(person, &r.id), &words.t("void-undo")))
            } } }
            (form(&here, p.csrf))
        } }
    }
}

/// Why a record was taken back.
pub fn said_reason(reason: &Text, words: &Words) -> String {
    match from_code::<Why>(reason.as_str()) {
        Some(why) => words.label("void-why", &why),
        None => reason.to_string(),
    }
}
