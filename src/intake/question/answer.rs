//! An answer to a question, as the records that it makes. It counts on the session's day.

use super::Reader;
use super::line::{self, Lack};
use crate::intake::entry::{Entry, Item};
use crate::intake::shorthand::answered;
use crate::method::question::{Question, Settled, Settling};
use crate::method::{
    AgreementEvent, AgreementKind, ClientFile, Fact, Id, Permission, Record, Session, Text,
    ViolationKind,
};

/// Names what was answered.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    Permission(Permission),
    /// The words it rests on: a quote.
    Words(Id),
    /// Yes, the same words give both.
    Both,
    Why(Text),
    /// The line, as typed or put right.
    Line(String),
    /// Not heard, not known, or left as it stands: it is not asked again.
    Drop,
}

/// Names why an answer was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refused {
    /// The question is not open, or this is no answer to it.
    NotAsked,
    Lack(Lack),
}

impl Question {
    /// The records of an answer. `known` are the records that `file` is made of.
    pub fn answered(
        &self,
        (file, known): (&ClientFile, &[Record]),
        session: &Session,
        answer: &Answer,
        reader: &Reader<'_>,
    ) -> Result<Vec<Record>, Refused> {
        let here = |fact| Record::fresh(session.on, Some(&session.id), fact);
        let settled = |how| {
            let settled =
                Settled { id: Id::fresh(), on: reader.now.date(), question: self.clone(), how };
            Record::settled(&session.id, settled)
        };
        let line = |typed: &str, words: Option<&Id>| {
            let made = line::records((file, known), session, (typed, words), reader);
            made.map(|mut made| {
                made.push(settled(Settling::Answered));
                made
            })
        };
        match (self, answer) {
            (_, Answer::Drop) => Ok(vec![settled(Settling::Dropped)]),
            (Question::Permission(id), Answer::Permission(permission)) => {
                let (m, d) = file.telling(id).ok_or(Refused::NotAsked)?;
                let (message, delivery, quote) =
                    (m.id.clone(), d.id.clone(), d.permission_quote.clone());
                Ok(vec![here(Fact::PermissionNamed {
                    message,
                    delivery,
                    permission: *permission,
                    quote,
                })])
            }
            (Question::Words(id), Answer::Words(quote)) => {
                let (m, d) = file.telling(id).ok_or(Refused::NotAsked)?;
                let (message, delivery, permission) = (m.id.clone(), d.id.clone(), d.permission);
                let permission = permission.ok_or(Refused::NotAsked)?;
                let quote = Some(quote.clone());
                Ok(vec![here(Fact::PermissionNamed { message, delivery, permission, quote })])
            }
            (Question::Both(id), Answer::Both) => {
                let agreement =
                    file.agreements.iter().find(|a| a.id == *id).ok_or(Refused::NotAsked)?;
                let mut entry = Entry::default();
                entry.session.ended_at = session.ended_at;
                let agreed = AgreementEvent {
                    quote: agreement.quote.clone(),
                    ..AgreementEvent::drawn(AgreementKind::Conversation)
                };
                entry.add(None, "", Item::agreement(agreed, None));
                entry
                    .join(file, known, session, reader.now)
                    .map_err(|rules| Refused::Lack(Lack::Rules(rules)))
            }
            (Question::Why(id), Answer::Why(why)) => {
                let message = file.message(id).ok_or(Refused::NotAsked)?;
                let fact = Fact::WhyNamed { message: id.clone(), why: why.clone() };
                Ok(vec![Record::fresh(message.on, Some(&session.id), fact)])
            }
            (Question::Line(n), Answer::Words(quote)) => {
                let typed = usize::try_from(*n)
                    .ok()
                    .and_then(|n| session.unkept.get(n))
                    .ok_or(Refused::NotAsked)?;
                line(typed.as_str(), Some(quote)).map_err(Refused::Lack)
            }
            (Question::Line(n), Answer::Line(typed)) => {
                let open = usize::try_from(*n)
                    .ok()
                    .and_then(|n| session.unkept.get(n))
                    .ok_or(Refused::NotAsked)?;
                line(&answered(open.as_str(), typed), None).map_err(Refused::Lack)
            }
            _ => Err(Refused::NotAsked),
        }
    }
}

/// The rules that refuse an answer, where it was the machines that did.
impl Refused {
    pub fn rules(&self) -> &[ViolationKind] {
        match self {
            Refused::Lack(Lack::Rules(rules)) => rules,
            _ => &[],
        }
    }
}
