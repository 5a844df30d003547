//! Holds what a field of the log page says, as a line of shorthand: what is kept where it cannot
//! become a record, so that nothing chosen on the page is lost with it. Each line is in the
//! language of whoever writes.

use serde::Serialize;

use super::lex::escape;
use super::{Names, Prefix};
use crate::intake::entry::{Agreed, Draft, Link, Move, Telling, Told, What};
use crate::method::{AgreementKind, AgreementMove, ClientFile, Id, Lang, Speaker, Text};

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
pub fn written(what: &What, file: &ClientFile, tongue: Tongue<'_>) -> String {
    let body = what.text().map(|text| escape(text.as_str())).unwrap_or_default();
    let line = |prefix| unread(prefix, &body, tongue);
    match what {
        What::Quote(_) => line(Prefix::Quote),
        What::Want { .. } => line(Prefix::Want),
        What::Need { .. } => line(Prefix::Need),
        What::Promise { by: Speaker::Client, .. } => line(Prefix::Theirs),
        What::Promise { .. } => line(Prefix::Ours),
        What::Message(Draft { why, .. }) => {
            below(line(Prefix::Message), Prefix::Why, why.as_ref(), tongue)
        }
        What::Told(telling) => told(telling, file, tongue),
        What::Agreement(agreed) => agreement(agreed, tongue),
        What::Sign { sign, observed, just_before, .. } => {
            let line = unread(Prefix::Sign, &tongue.names.label("sign", sign, tongue.lang), tongue);
            let line = below(line, Prefix::Before, just_before.as_ref(), tongue);
            below(line, Prefix::Seen, observed.as_ref(), tongue)
        }
        What::WantMoved(m) => {
            moved(Prefix::Want, file.wants.iter().map(|w| &w.id), (m, "want-state"), tongue)
        }
        What::NeedMoved(m) => {
            moved(Prefix::Need, file.needs.iter().map(|n| &n.id), (m, "need-state"), tongue)
        }
        What::MessageMoved(m) => moved(
            Prefix::Message,
            file.messages.iter().map(|m| &m.id),
            (m, "message-state"),
            tongue,
        ),
        What::PromiseMoved(m) => {
            moved(Prefix::Theirs, file.promises.iter().map(|p| &p.id), (m, "promise-state"), tongue)
        }
        What::StrainMoved(m) => {
            moved(Prefix::Strain, file.strains.iter().map(|r| &r.id), (m, "strain-state"), tongue)
        }
        What::Landed { .. } | What::Strain { .. } | What::Unread => body,
    }
}

/// A line with one that belongs to it below, where there is a text for it.
pub fn below(line: String, prefix: Prefix, text: Option<&Text>, tongue: Tongue<'_>) -> String {
    match text {
        Some(text) => format!("{line}\n{}", unread(prefix, &escape(text.as_str()), tongue)),
        None => line,
    }
}

fn moved<'f, S: Serialize>(
    prefix: Prefix,
    of: impl Iterator<Item = &'f Id>,
    (m, family): (&Move<S>, &str),
    tongue: Tongue<'_>,
) -> String {
    let to = tongue.names.label(family, &m.to, tongue.lang);
    format!("{}#{}: {to}", prefix.word(tongue.lang), number(of, &m.of))
}

/// As the page counts, from 1.
fn number<'f>(mut of: impl Iterator<Item = &'f Id>, link: &Link) -> usize {
    let at = of.position(|id| matches!(link, Link::Known(known) if known == id));
    at.map_or(0, |at| at + 1)
}

fn told(telling: &Telling, file: &ClientFile, tongue: Tongue<'_>) -> String {
    let names = tongue.names;
    let permission = telling
        .permission
        .map(|p| format!(" !{}", names.key("permission", &p)))
        .unwrap_or_default();
    let reception =
        telling.reception.map(|r| format!(" >{}", names.key("reception", &r))).unwrap_or_default();
    match &telling.message {
        Told::Held(link) => {
            let no = number(file.messages.iter().map(|m| &m.id), link);
            format!("{}#{no}:{permission}{reception}", Prefix::Told.word(tongue.lang))
        }
        Told::New(draft) => {
            let said = format!("{}{permission}{reception}", escape(draft.text.as_str()));
            below(unread(Prefix::Told, &said, tongue), Prefix::Why, draft.why.as_ref(), tongue)
        }
    }
}

fn agreement(agreed: &Agreed, tongue: Tongue<'_>) -> String {
    let kind = match agreed.kind {
        AgreementKind::Conversation => Prefix::Conversation,
        AgreementKind::Consultation => Prefix::Consultation,
    };
    let event = match agreed.event {
        None => String::new(),
        Some(AgreementMove::Declined) => "?".to_owned(),
        Some(event) => format!("={}", tongue.names.word("agreement-move", &event, tongue.lang)),
    };
    unread(kind, &event, tongue)
}
