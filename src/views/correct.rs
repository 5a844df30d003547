//! Correcting and taking back: what a change reaches is listed by name and day before anything
//! happens.

mod line;

use maud::{Markup, html};

use super::form;
use super::quote;
use super::refusal::Refusal;
use crate::intake::correction::{Blocked, Fallout, How, KEEP};
use crate::intake::form::Fields;
use crate::method::fact::Record;
use crate::method::{ClientFile, Id, Session, Standing, ViolationKind};
use crate::paths;
use crate::words::{Words, arg};

pub use line::line;

/// One record in a list: what it is, what it says, where it was written down, and what becomes of
/// it.
fn entry(record: &Record, how: Option<How>, file: &ClientFile, words: &Words) -> Markup {
    let (noun, text) = line(record, file, words);
    let session = record.session.as_ref().and_then(|id| file.session(id));
    let place = session.map(|s| quote::session_name(s.no, words));
    html! {
        li {
            p.state { (noun) }
            p { (text) }
            p.from {
                @if let Some(place) = place { (place) (words.t("quote-joint")) }
                (words.day(record.on))
                @if let Some(how) = how { (words.t("quote-joint")) (words.t(key(how))) }
            }
        }
    }
}

fn key(how: How) -> &'static str {
    match how {
        How::TakenBack => "correct-how-taken-back",
        How::Loosened => "correct-how-loosened",
        How::LeftBehind => "correct-how-left-behind",
        How::SetBack => "correct-how-set-back",
        How::Recounted => "correct-how-recounted",
    }
}

/// Each of them with what becomes of it.
pub fn reached(fallout: &[Fallout], file: &ClientFile, words: &Words) -> Markup {
    html! {
        ul.rows {
            @for f in fallout { (entry(&f.record, Some(f.how), file, words)) }
        }
    }
}

/// Names what tells this list from another: what was agreed to is what is done.
pub fn token(fallout: &[Fallout]) -> String {
    let parts: Vec<String> =
        fallout.iter().map(|f| format!("{}{:?}", f.record.id, f.how)).collect();
    parts.join("+")
}

/// Above the page that was saved: what was changed of its session elsewhere since it was opened.
pub fn changed_since(changed: Markup, words: &Words) -> Markup {
    html! {
        div.unkept role="alert" {
            h3 { (words.t("correct-changed-since")) }
            p { (words.t("correct-changed-since-about")) }
            (changed)
        }
    }
}

/// Above the page that was saved: its session was taken back since it was opened, and how to have
/// it back.
pub fn taken_back_since(person: &Id, words: &Words) -> Markup {
    html! {
        div.unkept role="alert" {
            h3 { (words.t("correct-taken-back-since")) }
            p { (words.t("correct-taken-back-since-about")) }
            p {
                a.act href=(paths::taken_back(person)) target="_blank" { (words.t("void-list")) }
            }
        }
    }
}

/// Above the page that was saved: its session was signed since it was opened.
pub fn signed_since(person: &Id, session: &Id, words: &Words) -> Markup {
    html! {
        div.unkept role="alert" {
            h3 { (words.t("correct-signed-since")) }
            p { (words.t("correct-signed-since-about")) }
            p {
                a.act href={ (paths::session(person, session)) "#addendum" } target="_blank" {
                    (words.t("correct-signed-open"))
                }
            }
        }
    }
}

/// Asking before a correction reaches records of other sessions.
pub struct Asking<'a> {
    pub file: &'a ClientFile,
    pub session: &'a Session,
    pub fallout: &'a [Fallout],
    pub token: &'a str,
    /// Everything that was typed.
    pub fields: &'a Fields,
    pub csrf: &'a str,
    pub words: &'a Words,
}

pub fn asking(a: &Asking<'_>) -> Markup {
    let words = a.words;
    let own =
        |f: &Fallout| f.record.session.as_ref() == Some(&a.session.id) && f.how != How::LeftBehind;
    let keeps = a.fields.get(KEEP) != "1" && a.fallout.iter().any(own);
    html! {
        header.head {
            p.kick { (words.name_of(&a.file.person)) }
            h1 { (words.t("correct-reaches")) }
            p.sub { (words.t("correct-reaches-about")) }
        }
        section.sec {
            h2 { (words.t("correct-reached")) }
            div.body {
                (reached(a.fallout, a.file, words))
                (
                    form::post(
                        &paths::log(),
                        a.csrf,
                        html! {
                            @ for (name, value) in a.fields.clone().without(& ["csrf",
                            "act", "agreed"]).pairs() { (form::hidden(name, value)) }
                            (form::hidden("agreed", a.token)) p.acts { button.btn name =
                            "act" value = "save" { (words.t("correct-go-on")) } @ if
                            keeps { button.act.plain name = (KEEP) value = "1" { (words
                            .t("correct-keep")) } } button.act.plain name = "act" value =
                            "read" { (words.t("correct-go-back")) } }
                        },
                    )
                )
            }
        }
    }
}

/// Taking a session back, or one record.
pub struct TakingBack<'a> {
    pub id: &'a Id,
    pub file: &'a ClientFile,
    pub session: &'a Session,
    /// The record that was chosen; none for the whole session.
    pub record: Option<&'a Id>,
    /// Holds what is taken back, each record of it.
    pub own: &'a [Record],
    pub fallout: &'a [Fallout],
    /// Records of signed sessions that stand in the way.
    pub signed: &'a [Record],
    /// Tells why nothing can be taken back, where no record stands in the way.
    pub rules: &'a [ViolationKind],
    /// Tells where one stands today, and would stand.
    pub standing: Option<(Standing, Standing)>,
    pub key: &'a str,
    pub changed: bool,
    /// The choice and the reason that were sent, and what is wrong with them.
    pub typed: (&'a str, &'a str, &'a form::Faults),
    pub csrf: &'a str,
    pub words: &'a Words,
}

pub fn taking_back(t: &TakingBack<'_>) -> Markup {
    let words = t.words;
    let (chosen, reason, faults) = t.typed;
    let count = t.own.len() + t.fallout.iter().filter(|f| f.how == How::TakenBack).count();
    let n = || [("n", count.into())];
    html! {
        header.head {
            p.kick {
                a href=(paths::session(t.id, &t.session.id)) {
                    (super::session::title(t.session, words))
                }
            }
            h1 { (
                words
                    .t(
                        if t.record.is_some() {
                            "take-back-record"
                        } else {
                            "take-back-title"
                        },
                    )
            ) }
            p.sub {
                (
                    words
                        .say(
                            "take-back-about",
                            &[
                                ("name", arg(words.name_of(&t.file.person))),
                                ("n", count.into()),
                            ],
                        )
                )
            }
        }
        @if t.changed {
            p.unkept role="alert" { (words.t("take-back-changed")) }
        }
        section.sec {
            h2 { (words.t("void-what")) }
            div.body {
                ul.rows {
                    @for record in t.own { (entry(record, None, t.file, words)) }
                }
            }
        }
        @if !t.fallout.is_empty() {
            section.sec {
                h2 { (words.t("correct-reached")) }
                div.body { (reached(t.fallout, t.file, words)) }
            }
        }
        @if !t.signed.is_empty() {
            section.sec {
                h2 { (words.t("take-back-signed")) }
                div.body {
                    p { (words.t("take-back-signed-about")) }
                    ul.rows {
                        @for record in t.signed { (entry(record, None, t.file, words)) }
                    }
                    p.acts {
                        a.act href=(paths::session(t.id, &t.session.id)) { (words.t("take-back-no")) }
                    }
                }
            }
        } @else if !t.rules.is_empty() {
            div.unkept role="alert" {
                h3 { (words.t("take-back-held")) }
                (held(t.rules, t.id, words))
                p.acts {
                    a.act href=(paths::session(t.id, &t.session.id)) { (words.t("take-back-no")) }
                }
            }
        } @else {
            section.sec {
                h2 { (words.t("take-back-then")) }
                div.body {
                    @if let Some((before, after)) = &t.standing {
                        @if before.stage != after.stage {
                            p {
                                (
                                    words
                                        .say(
                                            "take-back-stage",
                                            &[("to", arg(words.t(&format!("stage-{}", after.stage))))],
                                        )
                                )
                            }
                        }
                    }
                    (faults.summary(words))
                    ({
                        form::once(
                            &paths::take_back(t.id, &t.session.id),
                            t.csrf,
                            t.key,
                            html! {
                                @ if let Some(record) = t.record { (form::hidden("record",
                                record.as_str())) } (form::hidden("agreed", & token(t
                                .fallout))) fieldset.grp { legend { (words
                                .t("take-back-why")) } div.choices { @ for (code, label) in
                                WHY { label.choice { input type = "radio" name = "why" value
                                = (code) checked[* code == * chosen]; " "(words.t(label)) }
                                } } } (form::Field::new("reason", & words
                                .t("take-back-reason"), reason).draw(faults)) p.acts {
                                button.btn { (words.say("take-back-do", & n())) } a.act href
                                = (paths::session(t.id, & t.session.id)) { (words
                                .t("take-back-no")) } }
                            },
                        )
                    })
                    @if t.record.is_none() {
                        p.fine {
                            (words.t("take-back-rather"))
                            " "
                            a href=(paths::correct(t.id, &t.session.id)) {
                                (words.t("form-correct"))
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Shows why records cannot go, and the page on which that can be changed.
fn held(rules: &[ViolationKind], person: &Id, words: &Words) -> Markup {
    html! {
        @for rule in rules {
            p { (why(rule, words)) }
        }
        @if rules.iter().any(consent) {
            p {
                a.act href={ (paths::profile(person)) "#consent" } {
                    (words.t("take-back-to-profile"))
                }
            }
        }
    }
}

/// Shows why nothing of a correction was saved.
pub fn in_the_way(blocked: &Blocked, person: Option<&Id>, words: &Words) -> Markup {
    let consent = blocked.rules.iter().any(consent);
    if let Some(person) = person.filter(|_| consent) {
        return html! {
            div.unkept role="alert" {
                h3 { (words.t("take-back-held")) }
                (held(&blocked.rules, person, words))
            }
        };
    }
    if blocked.signed.is_empty() {
        return Refusal::Rules(blocked.rules.clone()).draw(words);
    }
    html! {
        div.unkept role="alert" {
            h3 { (words.t("take-back-signed")) }
            p { (words.t("take-back-signed-about")) }
            ul.rows {
                @for record in &blocked.signed {
                    li { (words.day(record.on)) }
                }
            }
        }
    }
}

/// True where the consent that the sponsor may see something rests on what would go.
fn consent(rule: &ViolationKind) -> bool {
    matches!(rule, ViolationKind::UnknownReference { field, .. } if field == "consent_quote")
}

/// Tells why a record cannot go: mostly another page says that somebody agreed in these words.
fn why(rule: &ViolationKind, words: &Words) -> String {
    match rule {
        rule if consent(rule) => words.t("take-back-consent"),
        rule => super::violation::why(rule, words),
    }
}

/// Names why one takes a session back, most of the time.
pub const WHY: [(&str, &str); 3] = [
    ("person", "take-back-why-person"),
    ("day", "take-back-why-day"),
    ("twice", "take-back-why-twice"),
];
