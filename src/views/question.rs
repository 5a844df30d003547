//! Holds what a saved session still lacks, asked one thing at a time: each answer is a button, so
//! that one tap is enough with or without scripts (method §3.9).

use maud::{Markup, html};

use super::{form, quote, violation};
use crate::intake::question::{Lack, Reader};
use crate::intake::shorthand::{self, Context, DayPart};
use crate::method::{
    ClientFile, Delivery, Detail, Id, Message, Permission, Question, Session, Text, ViolationKind,
};
use crate::paths;
use crate::words::Words;

/// The fields of an answer: the question, and one of the others.
pub const ABOUT: &str = "question";
pub const QUOTE: &str = "quote";
pub const PERMISSION: &str = "permission";
pub const TEXT: &str = "text";
pub const BOTH: &str = "both";
pub const CLOSE: &str = "close";
/// The page one comes back to.
pub const BACK: &str = "back";

/// Sets where on the page the question stands.
pub const PLACE: &str = "ask";

/// The page that a question is asked on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Back {
    Result,
    Session,
}

impl Back {
    pub fn named(name: &str) -> Back {
        if name == "result" { Back::Result } else { Back::Session }
    }

    fn name(self) -> &'static str {
        match self {
            Back::Result => "result",
            Back::Session => "session",
        }
    }
}

/// Holds what is asked on a page.
pub struct Asked<'a> {
    pub file: &'a ClientFile,
    pub session: &'a Session,
    /// The open questions, the heaviest first; that one is asked.
    pub questions: &'a [Question],
    pub csrf: &'a str,
    pub key: &'a str,
    pub back: Back,
    /// Holds what was typed as an answer and not taken, and why.
    pub refused: Option<(&'a str, &'a str)>,
    pub reader: Reader<'a>,
    pub words: &'a Words,
}

/// The question that is asked now; nothing where none is open.
pub fn block(a: &Asked<'_>) -> Markup {
    let Some(question) = a.questions.first() else { return html! {} };
    let (w, more) = (a.words, a.questions.len() - 1);
    let Some((matter, answers)) = asked(a, question) else { return html! {} };
    let action = paths::question(&a.file.person.id, &a.session.id);
    html! {
        section.sec id=(PLACE) aria-labelledby="ask-title" {
            h2 #ask-title {
                (w.t("question-title"))
                @if more > 0 {
                    small { (w.say("question-more", &[("n", more.into())])) }
                }
            }
            div.body {
                (matter)
                @if let Some((_, why)) = a.refused {
                    p.fault role="alert" { (why) }
                }
                (
                    form::once(
                        &action,
                        a.csrf,
                        a.key,
                        html! {
                            (form::hidden(ABOUT, & question.name())) (form::hidden(BACK,
                            a.back.name())) (answers)
                        },
                    )
                )
                p.state { (w.t("question-hint")) }
            }
        }
    }
}

/// Shows what it is about, and the answers one can give. None where what it is about has gone.
fn asked(a: &Asked<'_>, question: &Question) -> Option<(Markup, Markup)> {
    let w = a.words;
    Some(match question {
        Question::Permission(id) => {
            let (m, d) = a.file.telling(id)?;
            let options = a.file.permissions(d);
            let answers = html! {
                @for p in &options {
                    (
                        pick(
                            PERMISSION,
                            &crate::method::code(p),
                            html! {
                                (w.label("permission", p))
                            },
                        )
                    )
                }
                (close(&w.t("question-unknown")))
            };
            (told(m, d, w), legend(&w.t("question-permission"), answers))
        }
        Question::Words(id) => {
            let (m, d) = a.file.telling(id)?;
            let asks = match d.permission {
                Some(Permission::Solicited) => "question-words-solicited",
                Some(Permission::Imposed) => "question-words-imposed",
                _ => "question-words",
            };
            (
                told(m, d, w),
                legend(
                    &w.t(asks),
                    html! {
                        (quotes(a, question))
                        (close(&w.t("question-unheard")))
                    },
                ),
            )
        }
        Question::Both(id) => {
            let agreement = a.file.agreements.iter().find(|e| e.id == *id)?;
            let said = quote::find(a.file, agreement.quote.as_ref()).map(|(_, q)| q)?;
            let matter = html! {
                div.said { (quote::inline(said, w)) }
                p.state { (w.t("question-both-about")) }
            };
            let answers = html! {
                (
                    pick(
                        BOTH,
                        "yes",
                        html! {
                            (w.t("question-both-yes"))
                        },
                    )
                )
                (close(&w.t("question-both-no")))
            };
            (matter, legend(&w.t("question-both"), answers))
        }
        Question::Line(n) => line(a, question, *n)?,
        Question::Why(id) => {
            let message = a.file.message(id)?;
            let matter = html! {
                p { (message.text) }
            };
            let answers = html! {
                (typed(a, "", &w.t("term-why"), &w.t("question-write")))
                (close(&w.t("question-why-drop")))
            };
            (matter, legend(&w.t("question-why"), answers))
        }
    })
}

/// An open line: as it was typed, why it is no record, and what would make it one.
fn line(a: &Asked<'_>, question: &Question, n: u32) -> Option<(Markup, Markup)> {
    let w = a.words;
    let text = a.session.unkept.get(usize::try_from(n).ok()?)?;
    let (lack, completes) = a.file.lack(a.session, n, &a.reader)?;
    let day = DayPart::of(text.as_str());
    let typed_now =
        a.refused.map_or(day.map_or(text.as_str(), |part| part.day), |(typed, _)| typed);
    let whole = shorthand::answered(text.as_str(), typed_now);
    let matter = html! {
        p.typed { (text) }
        @if a.refused.is_none() {
            @for why in lacks(&lack, &a.line(text.as_str()), w) {
                p.state { (why) }
            }
        }
    };
    let field = a.file.corrected_at(a.session, &whole, &a.reader);
    let place = field
        .map(|field| format!("{}#f-{field}", paths::correct(&a.file.person.id, &a.session.id)));
    let rewrite = html! {
        @if let Some(place) = &place {
            p {
                a.act href=(place) { (w.t("question-line-correct")) }
            }
        }
        @let label = if day.is_some() { "question-line-day" } else { "question-line-text" };
        (typed(a, typed_now, &w.t(label), &w.t("question-line-record")))
    };
    let answers = html! {
        @if completes {
            (quotes(a, question))
            (close(&w.t("question-unheard")))
            details open[a.refused.is_some()] {
                summary { (w.t("question-line-rewrite")) }
                (rewrite)
            }
        } @else { (rewrite) (close(&w.t("question-line-drop"))) }
    };
    let asks = if completes { "question-line-words" } else { "question-line" };
    Some((matter, legend(&w.t(asks), answers)))
}

/// A line that is read, and what it is read against.
pub struct Typed<'a> {
    pub text: &'a str,
    pub context: Context<'a>,
}

impl Asked<'_> {
    /// A line of the session, as it would be read now.
    fn line<'l>(&'l self, text: &'l str) -> Typed<'l> {
        Typed { text, context: self.reader.context(self.file, self.session) }
    }
}

/// Tells why a line is no record, and what would be understood.
pub fn lacks(lack: &Lack, line: &Typed<'_>, words: &Words) -> Vec<String> {
    match lack {
        Lack::Unread(remark) => {
            let parsed = shorthand::parse(line.text, &line.context);
            let why = super::log::why(words, remark, line.text);
            [
                Some(why),
                super::log::understood_here(words, remark, (line.text, &parsed), &line.context),
            ]
            .into_iter()
            .flatten()
            .collect()
        }
        Lack::OfTheSession(_) => vec![words.t("question-line-of-session")],
        Lack::Replaces => vec![words.t("question-line-replaces")],
        Lack::Rules(rules) if rules.iter().any(early) => vec![words.t("fault-next-before")],
        Lack::Rules(rules) => {
            let (why, ways) = violation::reasons(rules, words);
            why.into_iter().chain(ways).collect()
        }
        Lack::Nothing => vec![words.t("question-line-ready")],
    }
}

/// True for a next time that lies before its session.
fn early(rule: &ViolationKind) -> bool {
    matches!(rule, ViolationKind::BeforeItsCause { field: Detail::NextOn })
}

/// Every open question about a client, in the order of the sessions; each session leads to the
/// place where it is answered.
pub fn page(file: &ClientFile, open: &[(Id, Question)], words: &Words) -> Markup {
    html! {
        header.head {
            p.kick {
                a href=(paths::client(&file.person.id)) { (words.name_of(&file.person)) }
            }
            h1 { (words.t("today-asked")) }
            p.state { (count(open.len(), words)) }
        }
        @for of in open.chunk_by(|one, next| one.0 == next.0) {
            @let questions: Vec<Question> = of.iter().map(|(_, q)| q.clone()).collect();
            @if let Some(session) = of.first().and_then(|(id, _)| file.session(id)) {
                section.sec {
                    h2 {
                        a href=(link(&file.person.id, &session.id)) {
                            (super::session::title(session, words))
                        }
                    }
                    div.body { (list(file, session, &questions, words)) }
                }
            }
        }
    }
}

/// Everything still open, as a list without answers: for a page that has an act of its own.
pub fn list(file: &ClientFile, session: &Session, questions: &[Question], words: &Words) -> Markup {
    html! {
        @if !questions.is_empty() {
            ul.rows {
                @for question in questions {
                    @if let Some((what, text)) = named(file, session, question, words) {
                        li {
                            p.state { (what) }
                            p { (text) }
                        }
                    }
                }
            }
        }
    }
}

/// A question in one line, and what it is about.
fn named<'f>(
    file: &'f ClientFile,
    session: &'f Session,
    question: &Question,
    words: &Words,
) -> Option<(String, &'f Text)> {
    Some(match question {
        Question::Permission(id) => {
            (words.t("question-short-permission"), &file.telling(id)?.0.text)
        }
        Question::Words(id) => (words.t("question-short-words"), &file.telling(id)?.0.text),
        Question::Both(id) => {
            let agreement = file.agreements.iter().find(|e| e.id == *id)?;
            (words.t("question-short-both"), &file.quote(agreement.quote.as_ref()?)?.text)
        }
        Question::Line(n) => {
            (words.t("question-short-line"), session.unkept.get(usize::try_from(*n).ok()?)?)
        }
        Question::Why(id) => (words.t("question-short-why"), &file.message(id)?.text),
    })
}

fn told(m: &Message, d: &Delivery, words: &Words) -> Markup {
    html! {
        p.state { (words.t("message-state-delivered")) }
        p { (m.text) }
        @if let Some(p) = d.permission {
            p.state { (words.label("permission", &p)) }
        }
    }
}

fn legend(asks: &str, answers: Markup) -> Markup {
    html! {
        fieldset.picks {
            legend {
                b { (asks) }
            }
            (answers)
        }
    }
}

/// The client's words, each with its whole text.
fn quotes(a: &Asked<'_>, question: &Question) -> Markup {
    html! {
        @for q in a.file.candidates(a.session, question) {
            (pick(QUOTE, q.id.as_str(), quote::inline(q, a.words)))
        }
    }
}

fn pick(name: &str, value: &str, what: Markup) -> Markup {
    html! {
        button.pick name=(name) value=(value) formnovalidate { (what) }
    }
}

fn close(label: &str) -> Markup {
    html! {
        button.pick.none name=(CLOSE) value="1" formnovalidate { (label) }
    }
}

/// An answer that is written; Enter sends it, whichever button stands first.
fn typed(a: &Asked<'_>, value: &str, label: &str, send: &str) -> Markup {
    let value = a.refused.map_or(value, |(typed, _)| typed);
    html! {
        p.entry {
            label.field for="ask-text" { (label) }
            textarea #ask-text name=(TEXT) rows="2" { (value) }
        }
        p.send {
            button.btn { (send) }
        }
    }
}

/// The id of the session asked about, for a link to its question.
pub fn link(person: &Id, session: &Id) -> String {
    format!("{}#{PLACE}", paths::session(person, session))
}

/// Tells how many are open, as one sentence.
pub fn count(n: usize, words: &Words) -> String {
    words.say("question-count", &[("n", n.into())])
}
