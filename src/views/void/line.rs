//! One record of a journal in one line, whatever it is: what it is of, and what it says.

use crate::method::gift::{Burden, Landing};
use crate::method::{Fact, Id, Record, Step, Text};
use crate::views::quote;
use crate::words::{Words, arg, text_arg};

/// Sets how much of a text stands in a line, in characters.
const SHORT: usize = 60;

/// The line. `journal` are the records it stands among: a part is named by what it is a part of.
pub fn line(record: &Record, journal: &[Record], words: &Words) -> String {
    let named = |noun: String, text: String| {
        words.say("void-line", &[("noun", arg(noun)), ("text", arg(text))])
    };
    let of = |id: &Id| short(said(id, journal));
    let day = || words.day(record.on);
    match &record.fact {
        Fact::Status(step) => named(words.t("client-status"), words.label("status", &step.to)),
        Fact::Session(s) => named(quote::session_name(s.no, words), day()),
        Fact::Signed { .. } => named(words.t("void-signature"), day()),
        Fact::Addendum { addendum, .. } => {
            named(words.t("session-addenda"), short(Some(&addendum.text)))
        }
        Fact::HoursNoted { .. } => named(words.t("hours-title"), day()),
        Fact::Contact(c) => named(
            words.label("channel", &c.channel),
            c.note.as_ref().map_or_else(day, |note| short(Some(note))),
        ),
        Fact::Replied { .. } => named(words.t("void-reply"), day()),
        Fact::Quote(q) => {
            named(words.t("term-quote"), Words::quoted(&short(Some(&q.text)), q.lang))
        }
        Fact::Confirmed { quote } => named(words.t("void-confirmed"), of(quote)),
        Fact::Agreement(a) => {
            named(words.label("agreement-kind", &a.kind), words.label("agreement-move", &a.event))
        }
        Fact::Want(w) => named(words.t("void-want"), short(Some(&w.text))),
        Fact::WantMoved { want, step } => moved("void-want", of(want), ("want-state", step), words),
        Fact::WantLinked { want, .. } => named(words.t("void-linked"), of(want)),
        Fact::Need(n) => named(words.t("void-need"), short(Some(&n.text))),
        Fact::NeedMoved { need, step } => moved("void-need", of(need), ("need-state", step), words),
        Fact::NeedWorded { wording, .. } => named(words.t("void-need"), short(Some(wording))),
        Fact::Message(m) => named(words.t("term-message"), short(Some(&m.text))),
        Fact::MessageMoved { message, step } => {
            moved("term-message", of(message), ("message-state", step), words)
        }
        Fact::Delivered { message, .. } => named(words.t("message-state-delivered"), of(message)),
        Fact::Landed { message, reception, .. } => {
            let state = words.label("reception", reception);
            to(words.t("term-message"), of(message), state, words)
        }
        Fact::PermissionNamed { message, permission, .. } => {
            to(words.t("term-message"), of(message), words.label("permission", permission), words)
        }
        Fact::WhyNamed { why, .. } => named(words.t("term-why"), short(Some(why))),
        Fact::Settled { .. } => named(words.t("question-settled"), day()),
        Fact::Strained { message, .. } => named(words.t("term-strain"), of(message)),
        Fact::Marker(m) => named(words.label("family", &m.family), words.label("sign", &m.sign)),
        Fact::Strain(_) => named(words.t("term-strain"), day()),
        Fact::StrainMoved { step, .. } => {
            named(words.t("term-strain"), words.label("strain-state", &step.to))
        }
        Fact::Promise(p) => named(words.label("promise-by", &p.by), short(Some(&p.text))),
        Fact::PromiseMoved { promise, step } => {
            moved("client-promise", of(promise), ("promise-state", step), words)
        }
        Fact::Gift(g) => named(words.t("void-gift"), short(Some(&g.what))),
        Fact::GiftFollowed { gift, follow } => {
            let state = followed(follow, words);
            to(words.t("void-gift"), of(gift), state, words)
        }
        Fact::Joined(_) => named(words.t("void-joined"), day()),
        Fact::Revised { target, now, .. } => {
            let mut now = Record { id: target.clone(), fact: (**now).clone(), ..record.clone() };
            // The number that it had then may be another one's by now.
            if let Fact::Session(session) = &mut now.fact {
                session.no = None;
            }
            named(words.t("correct-was-changed"), line(&now, journal, words))
        }
        Fact::Moved { .. } => named(words.t("session-title"), day()),
        Fact::Void { target, .. } => {
            let target = journal.iter().find(|r| r.id == *target && r.id != record.id);
            target.map(|target| line(target, journal, words)).unwrap_or_default()
        }
    }
}

/// A step of a machine: what moved, and where to.
fn moved<S: serde::Serialize>(
    noun: &str,
    text: String,
    (family, step): (&str, &Step<S>),
    words: &Words,
) -> String {
    to(words.t(noun), text, words.label(family, &step.to), words)
}

fn to(noun: String, text: String, state: String, words: &Words) -> String {
    words.say("void-moved", &[("noun", arg(noun)), ("text", arg(text)), ("state", arg(state))])
}

/// Tells what became known of a gift.
fn followed(follow: &crate::method::fact::GiftFollow, words: &Words) -> String {
    let burden = |b: &Burden| words.say("gift-burdened", &[("how", arg(words.label("burden", b)))]);
    let landing = |l: &Landing| words.label("landing", l);
    let why =
        follow.why.as_ref().map(|why| words.say("client-gift-why", &[("why", text_arg(why))]));
    let parts = [
        why,
        follow.thanked.then(|| words.t("step-gift-thanked")),
        follow.landing.as_ref().map(landing),
        follow.burden.as_ref().map(burden),
        follow.talked.then(|| words.t("step-gift-talked")),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(&words.t("quote-joint"))
}

/// Tells what a record says, by which it is known.
fn said<'r>(id: &Id, journal: &'r [Record]) -> Option<&'r Text> {
    match &journal.iter().find(|r| r.id == *id)?.fact {
        Fact::Quote(q) => Some(&q.text),
        Fact::Want(w) => Some(&w.text),
        Fact::Need(n) => Some(&n.text),
        Fact::Message(m) => Some(&m.text),
        Fact::Promise(p) => Some(&p.text),
        Fact::Gift(g) => Some(&g.what),
        _ => None,
    }
}

pub(super) fn short(text: Option<&Text>) -> String {
    let text = text.map(Text::as_str).unwrap_or_default();
    if text.chars().count() <= SHORT {
        return text.to_owned();
    }
    text.chars().take(SHORT - 1).chain(['…']).collect()
}
