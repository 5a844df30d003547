//! One record of a journal as a line: what it is, and what it says.

use crate::method::fact::{Fact, Record};
use crate::method::{ClientFile, Id, Step};
use crate::words::{Words, arg};

/// Tells what a record is called, and what it says. The file gives the text of what a step moved.
pub fn line(record: &Record, file: &ClientFile, words: &Words) -> (String, String) {
    let want = |id: &Id| file.want(id).map(|w| w.text.to_string()).unwrap_or_default();
    let need = |id: &Id| file.need(id).map(|n| n.text.to_string()).unwrap_or_default();
    let message = |id: &Id| file.message(id).map(|m| m.text.to_string()).unwrap_or_default();
    let promise = |id: &Id| file.promise(id).map(|p| p.text.to_string()).unwrap_or_default();
    match &record.fact {
        Fact::Session(s) => (words.t("session-title"), super::super::session::title(s, words)),
        Fact::Quote(q) => (words.t("term-quote"), Words::quoted(q.text.as_str(), q.lang)),
        Fact::Confirmed { quote } => {
            let said = file.quote(quote).map(|q| Words::quoted(q.text.as_str(), q.lang));
            (words.t("term-quote"), said.unwrap_or_default())
        }
        Fact::Agreement(a) => {
            (words.label("agreement-kind", &a.kind), words.label("agreement-move", &a.event))
        }
        Fact::Want(w) => (words.t("term-want"), w.text.to_string()),
        Fact::WantMoved { want: id, step } => {
            (words.t("term-want"), moved(want(id), "want-state", step, words))
        }
        Fact::WantLinked { want: id, .. } => (words.t("term-want"), want(id)),
        Fact::Need(n) => (words.t("term-need"), n.text.to_string()),
        Fact::NeedMoved { need: id, step } => {
            (words.t("term-need"), moved(need(id), "need-state", step, words))
        }
        Fact::NeedWorded { wording, .. } => (words.t("term-need"), wording.to_string()),
        Fact::Message(m) => (words.t("term-message"), m.text.to_string()),
        Fact::MessageMoved { message: id, step } => {
            (words.t("term-message"), moved(message(id), "message-state", step, words))
        }
        Fact::PermissionNamed { message: id, permission, .. } => (
            words.t("term-permission"),
            to(message(id), words.label("permission", permission), words),
        ),
        Fact::WhyNamed { why, .. } => (words.t("term-why"), why.to_string()),
        Fact::Settled { .. } => (words.t("question-settled"), String::new()),
        Fact::Delivered { message: id, .. } => (words.t("message-state-delivered"), message(id)),
        Fact::Landed { message: id, reception, .. } => {
            (words.t("term-reception"), to(message(id), words.label("reception", reception), words))
        }
        Fact::Strained { message: id, .. } => (words.t("term-strain"), message(id)),
        Fact::Marker(m) => (words.label("family", &m.family), words.label("sign", &m.sign)),
        Fact::Strain(r) => (words.t("term-strain"), words.label("family", &r.kind)),
        Fact::StrainMoved { step, .. } => {
            (words.t("term-strain"), words.label("strain-state", &step.to))
        }
        Fact::Promise(p) => (words.label("promise-by", &p.by), p.text.to_string()),
        Fact::PromiseMoved { promise: id, step } => {
            (words.t("client-promises"), moved(promise(id), "promise-state", step, words))
        }
        Fact::Contact(c) => (
            words.label("channel", &c.channel),
            c.note.as_ref().map(ToString::to_string).unwrap_or_default(),
        ),
        Fact::Replied { contact } => {
            let channel = file.contact(contact).map(|c| words.label("channel", &c.channel));
            (channel.unwrap_or_default(), String::new())
        }
        Fact::Addendum { addendum, .. } => (words.t("session-addenda"), addendum.text.to_string()),
        Fact::HoursNoted { .. } => (words.t("hours-title"), String::new()),
        Fact::Gift(g) => (words.label("gift-kind", &g.kind), g.what.to_string()),
        Fact::GiftFollowed { .. } => (words.t("gift-kind"), String::new()),
        Fact::Status(step) => (words.t("client-status"), words.label("status", &step.to)),
        Fact::Signed { .. } => (words.t("session-sign"), String::new()),
        Fact::Void { reason, .. } | Fact::Revised { reason, .. } => {
            (words.t("void-title"), reason.to_string())
        }
        Fact::Joined(_) | Fact::Moved { .. } => (words.t("session-title"), String::new()),
    }
}

fn moved<S: serde::Serialize>(text: String, family: &str, step: &Step<S>, words: &Words) -> String {
    to(text, words.label(family, &step.to), words)
}

fn to(text: String, state: String, words: &Words) -> String {
    words.say("session-promise-moved", &[("text", arg(text)), ("state", arg(state))])
}
