//! What a field of the log page says, as a line of shorthand: what is kept where it cannot become a record, so that nothing chosen on
//! the page is lost with it.

use super::{GRAMMAR, Prefix};
use crate::domain::entry::{Agreed, Link, Move, Telling, Told, What};
use crate::domain::{AgreementKind, ClientFile, Id, Speaker, code};

/// A field of the session itself that nobody can read, as its line.
pub fn unread(prefix: Prefix, typed: &str) -> String {
    let word = GRAMMAR.iter().find(|row| row.prefix == prefix).map_or("", |row| row.ja);
    format!("{word}: {typed}")
}

/// The line that says what the item says, as far as a line can.
pub fn written(what: &What, file: &ClientFile) -> String {
    let text = what.text().map(ToString::to_string).unwrap_or_default();
    match what {
        What::Quote(_) => format!("言: {text}"),
        What::Want { .. } => format!("望: {text}"),
        What::Need { .. } => format!("潜: {text}"),
        What::Promise { by: Speaker::Client, .. } => format!("約: {text}"),
        What::Promise { .. } => format!("我: {text}"),
        What::Message(draft) => [Some(format!("胸: {text}")), why(draft.why.as_ref())].into_iter().flatten().collect(),
        What::Told(telling) => told(telling, file),
        What::Agreement(agreed) => agreement(agreed),
        What::Sign { sign, .. } => format!("印: {} {text}", code(sign)).trim_end().to_owned(),
        What::WantMoved(m) => moved("望", file.wants.iter().map(|w| &w.id), m),
        What::NeedMoved(m) => moved("潜", file.needs.iter().map(|n| &n.id), m),
        What::MessageMoved(m) => moved("胸", file.messages.iter().map(|m| &m.id), m),
        What::PromiseMoved(m) => moved("約", file.commitments.iter().map(|p| &p.id), m),
        What::StrainMoved(m) => moved("亀裂", file.ruptures.iter().map(|r| &r.id), m),
        What::Landed { .. } | What::Strain { .. } | What::Unread => text,
    }
}

fn moved<'f, S: serde::Serialize>(prefix: &str, of: impl Iterator<Item = &'f Id>, m: &Move<S>) -> String {
    format!("{prefix}#{}: {}", number(of, &m.of), code(&m.to))
}

/// As the page counts, from 1.
fn number<'f>(mut of: impl Iterator<Item = &'f Id>, link: &Link) -> usize {
    let at = of.position(|id| matches!(link, Link::Known(known) if known == id));
    at.map_or(0, |at| at + 1)
}

fn told(telling: &Telling, file: &ClientFile) -> String {
    let permission = telling.permission.map(|p| format!(" !{}", code(&p))).unwrap_or_default();
    let reception = telling.reception.map(|r| format!(" >{}", code(&r))).unwrap_or_default();
    match &telling.message {
        Told::Held(link) => {
            let no = number(file.messages.iter().map(|m| &m.id), link);
            format!("伝#{no}:{permission}{reception}")
        }
        Told::New(draft) => {
            let line = format!("伝: {}{permission}{reception}", draft.text);
            [Some(line), why(draft.why.as_ref())].into_iter().flatten().collect()
        }
    }
}

fn why(why: Option<&crate::domain::Text>) -> Option<String> {
    why.map(|why| format!("\n思: {why}"))
}

fn agreement(agreed: &Agreed) -> String {
    let kind = match agreed.kind {
        AgreementKind::Conversation => "会話",
        AgreementKind::Consultation => "相談",
    };
    let event = agreed.event.map(|event| format!(" ={}", code(&event))).unwrap_or_default();
    format!("{kind}:{event}")
}
