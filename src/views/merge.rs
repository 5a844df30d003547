//! Two people who may be one: whom to put beside somebody, both side by side, and what both were
//! once they are one.

mod part;

use maud::{Markup, html};

use super::form::{self, Faults, KEY};
use super::layout::Frame;
use super::{twin, void};
use crate::intake::form::Fields;
use crate::method::merge::Part;
use crate::method::person::twin::{Sign, Twin};
use crate::method::{Day, Done, Id, Person, code, moment};
use crate::paths;
use crate::store::merge::{Merge, Parting, Side};
use crate::words::{Words, arg};

pub fn title(words: &Words) -> String {
    words.t("merge-title")
}

/// Whom to put beside somebody.
///
/// Nobody is chosen beforehand. `unchosen` is true where the form was sent so.
pub fn choose(
    person: &Person,
    twins: &[Twin<'_>],
    others: &[&Person],
    (unchosen, words): (bool, &Words),
) -> Markup {
    html! {
        header.head {
            p.kick {
                a href=(paths::client(&person.id)) { (words.name_of(person)) }
            }
            h1 { (title(words)) }
            p.sub { (words.t("merge-choose-about")) }
        }
        @if !twins.is_empty() {
            section.sec {
                h2 { (words.t("merge-likely")) }
                div.body {
                    ul.rows {
                        @for twin in twins {
                            li {
                                p.pair {
                                    a.act href=(paths::merge_with(&person.id, &twin.person.id)) {
                                        (words.name_of(twin.person))
                                    }
                                    span.quiet { (twin::reasons(&twin.signs, words)) }
                                }
                            }
                        }
                    }
                }
            }
        }
        section.sec {
            h2 { (words.t("merge-another")) }
            div.body {
                @if others.is_empty() {
                    p { (words.t("merge-nobody")) }
                } @else {
                    form method="get" action=(paths::merge(&person.id)) {
                        p.entry {
                            label.field for="with" { (words.t("merge-with")) }
                            select
                                #with
                                name="with"
                                required
                                aria-invalid=[unchosen.then_some("true")]
                            {
                                option value="" { (words.t("merge-choose")) }
                                @for other in others {
                                    option value=(other.id) {
                                        (words.name(other))
                                        @if let Some(reading) = &other.reading { " – " (reading) }
                                        @if let Some(role) = other.role_in(words.lang()) {
                                            " – "
                                            (role)
                                        }
                                    }
                                }
                            }
                            @if unchosen {
                                span.fault { (words.t("merge-choose-fault")) }
                            }
                        }
                        (form::submit(&words.t("merge-side-by-side")))
                    }
                }
            }
        }
    }
}

/// Both, and what was chosen of each.
pub struct Pair<'a> {
    /// Tells whose page it was opened from.
    pub here: &'a Id,
    /// Tells who was added first, and who later.
    pub sides: &'a [Side; 2],
    pub signs: Vec<Sign>,
    pub today: Day,
    pub tz: chrono_tz::Tz,
    pub fields: &'a Fields,
    pub faults: &'a Faults,
}

impl Pair<'_> {
    fn other(&self) -> &Id {
        let ids = [&self.sides[0].person().id, &self.sides[1].person().id];
        if ids[0] == self.here { ids[1] } else { ids[0] }
    }
}

/// Side by side.
pub fn page(frame: &Frame<'_>, p: &Pair<'_>) -> Markup {
    let words = frame.words;
    let [first, later] = p.sides;
    let added = |side: &Side| words.day(moment::local(side.since, p.tz).date());
    let fields = html! {
        (form::hidden("with", p.other().as_str()))
        @for (n, side) in p.sides.iter().enumerate() {
            (form::hidden(&format!("version-{n}"), &side.loaded.version.to_string()))
        }
        table.same {
            thead {
                tr {
                    td {}
                    th scope="col" {
                        (words.t("merge-first"))
                        " "
                        small { (added(first)) }
                    }
                    th scope="col" {
                        (words.t("merge-later"))
                        " "
                        small { (added(later)) }
                    }
                }
            }
            tbody {
                @for part in Part::ALL { (line(p, part, words)) }
                @for (label, counts) in counts(p) {
                    tr {
                        th scope="row" { (words.t(label)) }
                        @for n in counts {
                            td.sum { (words.say("merge-count", &[("n", n.into())])) }
                        }
                    }
                }
            }
        }
        p { (sum(p, words)) }
        @if let Some(who) = shared(p) {
            p { (words.say("merge-shared", &[("who", arg(who))])) }
        }
        p.send.two-b {
            button.btn name="act" value="join" { (words.t("merge-do")) }
            " "
            button.plain name="act" value="apart" { (words.t("twin-other")) }
        }
        p.fine { (words.t("merge-undo-about")) }
    };
    html! {
        header.head {
            p.kick {
                a href=(paths::client(p.here)) { (words.name_of(first_of(p))) }
            }
            h1 { (title(words)) }
            p.sub {
                (words.t("merge-about"))
                @if !p.signs.is_empty() { " " (twin::reasons(&p.signs, words)) }
            }
        }
        (p.faults.summary(words))
        @if p.signs.is_empty() {
            p.done role="note" { (words.t("merge-nothing-alike")) }
        }
        (form::once(&paths::merge(p.here), frame.csrf, p.fields.get(KEY), fields))
    }
}

fn first_of<'a>(p: &'a Pair<'_>) -> &'a Person {
    let [first, later] = p.sides;
    if first.person().id == *p.here { first.person() } else { later.person() }
}

/// One part of the profile: a choice where they differ, and nothing where neither says anything.
fn line(p: &Pair<'_>, part: Part, words: &Words) -> Markup {
    let [first, later] = p.sides;
    let said = [first, later].map(|side| part::said(part, &side.loaded.file, p.today, words));
    if said.iter().all(Option::is_none) {
        return html! {};
    }
    let (name, label) = (format!("part-{}", code(&part)), words.label("merge-part", &part));
    let chosen = match p.fields.get(&name) {
        "0" => 0,
        "1" => 1,
        // Anything that one of them alone says goes on by itself.
        _ => usize::from(said[0].is_none()),
    };
    html! {
        tr {
            th scope="row" { (label) }
            @if said[0] == said[1] {
                td.sum colspan="2" { (said[0].as_deref().unwrap_or_default()) }
            } @else {
                @for (n, value) in said.iter().enumerate() {
                    td {
                        label {
                            input type="radio" name=(name) value=(n) checked[n == chosen];
                            span {
                                @match value {
                                    Some(value) => (value),
                                    None => span.quiet { (words.t("merge-empty")) },
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Tells how many there are of what is joined.
fn counts(p: &Pair<'_>) -> [(&'static str, [usize; 2]); 3] {
    let [one, other] = p.sides;
    let (one, other) = (&one.loaded.file, &other.loaded.file);
    [
        ("client-sessions-heading", [one.sessions.len(), other.sessions.len()]),
        ("merge-contacts", [one.contacts.len(), other.contacts.len()]),
        ("client-promises", [one.promises.len(), other.promises.len()]),
    ]
}

fn sum(p: &Pair<'_>, words: &Words) -> String {
    let [sessions, contacts, promises] = counts(p).map(|(_, [one, other])| one + other);
    let all = [
        ("sessions", sessions.into()),
        ("contacts", contacts.into()),
        ("promises", promises.into()),
    ];
    words.say("merge-sum", &all)
}

/// The colleagues who will see the whole, where either is shared.
fn shared(p: &Pair<'_>) -> Option<String> {
    let [one, other] = p.sides;
    let mut names: Vec<&str> =
        one.shared.iter().chain(&other.shared).map(|(_, name)| name.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    (!names.is_empty()).then(|| names.join(", "))
}

/// Holds what both were, once they are one.
pub struct Joined<'a> {
    pub person: &'a Person,
    pub merge: &'a Merge,
    /// Tells why they could not be told apart again.
    pub failed: Option<&'a Parting>,
    pub tz: chrono_tz::Tz,
}

/// The page of two who are one.
pub fn joined(frame: &Frame<'_>, p: &Joined<'_>) -> Markup {
    let words = frame.words;
    let on = words.day(moment::local(p.merge.at, p.tz).date());
    let until = moment::local(p.merge.until, p.tz);
    let until = [("day", arg(words.day(until.date()))), ("time", arg(words.time(until)))];
    let both = [&p.merge.before, &p.merge.gone];
    html! {
        header.head {
            p.kick {
                a href=(paths::client(&p.person.id)) { (words.name_of(p.person)) }
            }
            h1 { (words.t("merge-joined")) }
            p.sub { (words.say("merge-joined-on", &[("day", arg(on))])) }
        }
        @if let Some(failed) = p.failed { (refused(failed, frame, p)) }
        section.sec {
            h2 { (words.t("merge-both")) }
            div.body {
                table.same {
                    thead {
                        tr {
                            td {}
                            th scope="col" { (words.t("merge-first")) }
                            th scope="col" { (words.t("merge-later")) }
                        }
                    }
                    tbody {
                        @for part in Part::of_profile() {
                            @let said = both.map(|person| part::of(part, person, words));
                            @if said.iter().any(Option::is_some) {
                                tr {
                                    th scope="row" { (words.label("merge-part", &part)) }
                                    @for said in said {
                                        td.sum { (said.unwrap_or_default()) }
                                    }
                                }
                            }
                        }
                    }
                }
                @if p.merge.open {
                    (undo(frame, &p.person.id, &p.merge.id))
                    p.fine { (words.say("merge-until", &until)) }
                } @else {
                    p { (words.say("merge-over", &until)) }
                }
            }
        }
    }
}

/// Telling them apart again, with one press.
pub fn undo(frame: &Frame<'_>, person: &Id, merge: &Id) -> Markup {
    let words = frame.words;
    let press = html! {
        button.plain { (words.t("merge-undo")) }
    };
    html! {
        (form::post(&paths::merged(person, merge), frame.csrf, press))
        p.fine { (words.t("merge-undo-means")) }
    }
}

fn refused(failed: &Parting, frame: &Frame<'_>, p: &Joined<'_>) -> Markup {
    let words = frame.words;
    let person = &p.person.id;
    let (records, journal) = match failed {
        Parting::Grown { records, journal } => (records.as_slice(), journal.as_slice()),
        Parting::TooLate => Default::default(),
    };
    let why = match failed {
        Parting::Grown { .. } if records.is_empty() => "merge-grown-unnamed",
        Parting::Grown { .. } => "merge-grown",
        Parting::TooLate => "merge-too-late",
    };
    html! {
        div.unkept role="alert" {
            h2 { (words.t("merge-not-undone")) }
            p { (words.t(why)) }
            @if !records.is_empty() {
                ul.rows {
                    @for record in records {
                        li {
                            p.pair {
                                span { (void::line(record, journal, words)) }
                                span.num { (words.day(record.on)) }
                            }
                            @if let Some(session) = &record.session {
                                a.act href=(paths::session(person, session)) {
                                    (words.t("merge-its-session"))
                                }
                                " "
                            }
                            (void::button(&Done::one(person, &record.id), words))
                        }
                    }
                }
                (void::form(&paths::merged(person, &p.merge.id), frame.csrf))
            }
        }
    }
}

/// On the page of who goes on: that they were two until now, while they can be told apart again.
pub fn note(merge: &Merge, person: &Id, csrf: &str, words: &Words) -> Markup {
    let said = words.say("merge-noted", &[("name", arg(words.name_of(&merge.gone)))]);
    html! {
        section.sec.slim {
            h2 { (words.t("merge-joined")) }
            div.body {
                p {
                    (said)
                    " "
                    a.act href=(paths::merged(person, &merge.id)) { (words.t("merge-look")) }
                }
                (
                    form::post(
                        &paths::merged(person, &merge.id),
                        csrf,
                        html! {
                            button.plain { (words.t("merge-undo")) }
                        },
                    )
                )
            }
        }
    }
}
