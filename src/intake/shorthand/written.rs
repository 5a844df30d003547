//! Holds what a field of the log page says, as a line of shorthand: what is kept where it cannot
//! become a record, so that nothing chosen on the page is lost with it. Each line is in the
//! language of whoever writes.

use serde::Serialize;

use super::lex::escape;
use super::{Names, Prefix};
use crate::intake::entry::{Item, Open};
use crate::method::{
    AgreementEvent, AgreementKind, AgreementMove, ClientFile, Delivery, Fact, Id, Lang, Message,
    Promise, Speaker, Step, Text,
};

/// The language that lines are written in, and the names of values in it.
#[derive(Clone, Copy)]
pub struct Tongue<'n> {
    pub names: &'n Names,
    pub lang: Lang,
}

/// A field of which nobody can read the value, as its line.
pub fn unread(prefix: Prefix, typed: &str, tongue: Tongue<'_>) -> String {
    format!("{}: {}", prefix.word(tongue.lang), typed.trim()).trim_end().to_owned()
}

/// The line that says what the item says, as far as a line can.
pub fn written(item: &Item, file: &ClientFile, tongue: Tongue<'_>) -> String {
    let body = item.text().map(|text| escape(text.as_str())).unwrap_or_default();
    let line = |prefix| unread(prefix, &body, tongue);
    if let Some((message, delivery)) = item.telling() {
        return told(item, (message, delivery), file, tongue);
    }
    let Some(fact) = item.fact() else { return body };
    match fact {
        Fact::Quote(_) => line(Prefix::Quote),
        Fact::Want(_) => line(Prefix::Want),
        Fact::Need(_) => line(Prefix::Need),
        Fact::Promise(Promise { by: Speaker::Client, .. }) => line(Prefix::Theirs),
        Fact::Promise(_) => line(Prefix::Ours),
        Fact::Message(Message { why, .. }) => {
            below(line(Prefix::Message), Prefix::Why, why.as_ref(), tongue)
        }
        Fact::Agreement(event) => agreement(event, item.open, tongue),
        Fact::Marker(marker) => {
            let sign = tongue.names.label("sign", &marker.sign, tongue.lang);
            let line = unread(Prefix::Sign, &sign, tongue);
            let line = below(line, Prefix::Before, marker.just_before.as_ref(), tongue);
            below(line, Prefix::Seen, marker.observed.as_ref(), tongue)
        }
        Fact::WantMoved { want, step } => {
            let no = number(file.wants.iter().map(|w| &w.id), want);
            moved((Prefix::Want, no), (step, "want-state"), tongue)
        }
        Fact::NeedMoved { need, step } => {
            let no = number(file.needs.iter().map(|n| &n.id), need);
            moved((Prefix::Need, no), (step, "need-state"), tongue)
        }
        Fact::MessageMoved { message, step } => {
            let no = number(file.messages.iter().map(|m| &m.id), message);
            moved((Prefix::Message, no), (step, "message-state"), tongue)
        }
        Fact::PromiseMoved { promise, step } => {
            let no = number(file.promises.iter().map(|p| &p.id), promise);
            moved((Prefix::Theirs, no), (step, "promise-state"), tongue)
        }
        Fact::StrainMoved { strain, step } => {
            let no = number(file.strains.iter().map(|r| &r.id), strain);
            moved((Prefix::Strain, no), (step, "strain-state"), tongue)
        }
        _ => body,
    }
}

/// A line with one that belongs to it below, where there is a text for it.
pub fn below(line: String, prefix: Prefix, text: Option<&Text>, tongue: Tongue<'_>) -> String {
    match text {
        Some(text) => format!("{line}\n{}", unread(prefix, &escape(text.as_str()), tongue)),
        None => line,
    }
}

fn moved<S: Serialize>(
    (prefix, no): (Prefix, usize),
    (step, family): (&Step<S>, &str),
    tongue: Tongue<'_>,
) -> String {
    let to = tongue.names.label(family, &step.to, tongue.lang);
    format!("{}#{no}: {to}", prefix.word(tongue.lang))
}

/// As the page counts, from 1.
fn number<'f>(mut of: impl Iterator<Item = &'f Id>, id: &Id) -> usize {
    of.position(|known| known == id).map_or(0, |at| at + 1)
}

fn told(
    item: &Item,
    (message, delivery): (&Id, &Delivery),
    file: &ClientFile,
    tongue: Tongue<'_>,
) -> String {
    let names = tongue.names;
    let permission = delivery
        .permission
        .map(|p| format!(" !{}", names.key("permission", &p)))
        .unwrap_or_default();
    let reception =
        delivery.reception.map(|r| format!(" >{}", names.key("reception", &r))).unwrap_or_default();
    match item.fact() {
        Some(Fact::Message(new)) => {
            let said = format!("{}{permission}{reception}", escape(new.text.as_str()));
            below(unread(Prefix::Told, &said, tongue), Prefix::Why, new.why.as_ref(), tongue)
        }
        _ => {
            let no = number(file.messages.iter().map(|m| &m.id), message);
            format!("{}#{no}:{permission}{reception}", Prefix::Told.word(tongue.lang))
        }
    }
}

fn agreement(agreed: &AgreementEvent, open: Option<Open>, tongue: Tongue<'_>) -> String {
    let kind = match agreed.kind {
        AgreementKind::Conversation => Prefix::Conversation,
        AgreementKind::Consultation => Prefix::Consultation,
    };
    let event = match agreed.event {
        _ if open == Some(Open::Event) => String::new(),
        AgreementMove::Declined => "?".to_owned(),
        event => format!("={}", tongue.names.word("agreement-move", &event, tongue.lang)),
    };
    unread(kind, &event, tongue)
}
