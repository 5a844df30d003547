//! Holds what a saved session still lacks, as questions, the heaviest first (method §3.9). They
//! follow from the facts; only an answer is a record.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::method::class::noun;
use crate::method::standing::{Clock, Terms};
use crate::method::{
    AgreementEvent, AgreementKind, AgreementMove, ClientFile, Day, Delivery, Id, Message,
    MessageState, Permission, Quote, Scope, Session, Speaker,
};

/// One thing that is asked about. In this order: a lighter one waits until the heavier ones are
/// answered.
#[derive(
    Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(try_from = "String", into = "String")]
#[schemars(with = "String")]
pub enum Question {
    /// A line of the session that is no record yet: its place in `Session::unkept`.
    Line(u32),
    /// With what permission something was told: a telling.
    Permission(Id),
    /// In which words that permission was given: a telling.
    Words(Id),
    /// Tells whether the words of a consultation agreement give the conversation agreement too:
    /// that agreement's event.
    Both(Id),
    /// Holds what was meant by something to tell: a message.
    Why(Id),
}

noun! {
    /// A question that is closed: the line became its records, or there is no answer and none is
    /// asked for any more.
    pub struct Settled {
        #[serde(default)]
        P id: Id,
        P on: Day,
        P question: Question,
        P how: Settling,
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Settling {
    Answered,
    /// Not heard, not known, or left as it stands.
    Dropped,
}

impl Question {
    /// The question in a form or a file, which `named` reads.
    pub fn name(&self) -> String {
        match self {
            Question::Permission(id) => format!("permission.{id}"),
            Question::Words(id) => format!("words.{id}"),
            Question::Both(id) => format!("both.{id}"),
            Question::Line(n) => format!("line.{n}"),
            Question::Why(id) => format!("why.{id}"),
        }
    }

    pub fn named(name: &str) -> Option<Question> {
        let (kind, of) = name.split_once('.')?;
        let id = || of.parse::<Id>().ok();
        match kind {
            "permission" => id().map(Question::Permission),
            "words" => id().map(Question::Words),
            "both" => id().map(Question::Both),
            "line" => of.parse().ok().map(Question::Line),
            "why" => id().map(Question::Why),
            _ => None,
        }
    }
}

impl From<Question> for String {
    fn from(question: Question) -> String {
        question.name()
    }
}

impl TryFrom<String> for Question {
    type Error = String;

    fn try_from(name: String) -> Result<Question, String> {
        Question::named(&name).ok_or_else(|| format!("{name} is no question"))
    }
}

impl ClientFile {
    /// The open questions of one session. A signed session is asked nothing any more.
    pub fn questions(&self, session: &Id, terms: &Terms) -> Vec<Question> {
        let mut all = self.all_questions(terms);
        all.retain(|(of, _)| of == session);
        all.into_iter().map(|(_, question)| question).collect()
    }

    /// Every open question with its session; the sessions in their order, of each the heaviest
    /// question first.
    pub fn all_questions(&self, terms: &Terms) -> Vec<(Id, Question)> {
        let told = self.messages.iter().flat_map(|m| &m.deliveries).filter(|d| d.leave().is_none());
        let mut out: Vec<(Id, Question)> =
            told.map(|d| (d.session.clone(), of_telling(d))).collect();
        let mut clock = None;
        for a in self.agreements.iter().filter(|a| asks_both(a)) {
            let clock = clock.get_or_insert_with(|| Clock::of(self, terms));
            out.extend(self.both(a, clock));
        }
        for s in &self.sessions {
            out.extend((0..).zip(&s.unkept).map(|(n, _)| (s.id.clone(), Question::Line(n))));
        }
        let meant = |m: &&Message| m.why.is_none() && m.state(Day::MAX) != MessageState::Dropped;
        let whys = self.messages.iter().filter(meant);
        out.extend(
            whys.filter_map(|m| Some((self.asks_about(m)?.clone(), Question::Why(m.id.clone())))),
        );
        if out.is_empty() {
            return out;
        }
        let place = |id: &Id| self.sessions.iter().position(|s| s.id == *id);
        let mut open: Vec<_> =
            out.into_iter().filter_map(|(of, q)| Some((place(&of)?, q))).collect();
        open.retain(|(at, q)| {
            let session = &self.sessions[*at];
            session.signed_on.is_none() && !session.settled.iter().any(|s| s.question == *q)
        });
        open.sort();
        open.into_iter().map(|(at, q)| (self.sessions[at].id.clone(), q)).collect()
    }

    /// A consultation agreement that came without a conversation agreement, and nothing said of
    /// that one either.
    fn both(&self, a: &AgreementEvent, clock: &Clock) -> Option<(Id, Question)> {
        let session = a.session.as_ref()?;
        let talked = |e: &AgreementEvent| {
            e.kind == AgreementKind::Conversation
                && e.scope == Scope::Relationship
                && e.session.as_ref() == Some(session)
        };
        if self.agreements.iter().any(talked) {
            return None;
        }
        let in_force = clock.replay(self, AgreementKind::Conversation, a.on).state.in_force();
        (!in_force).then(|| (session.clone(), Question::Both(a.id.clone())))
    }

    /// The session in which a message is asked about: where it was written down, else where it was
    /// told first.
    fn asks_about<'m>(&'m self, message: &'m Message) -> Option<&'m Id> {
        self.session_of_message(message).or_else(|| message.deliveries.first().map(|d| &d.session))
    }

    /// A telling and its message.
    pub fn telling(&self, delivery: &Id) -> Option<(&Message, &Delivery)> {
        self.messages
            .iter()
            .flat_map(|m| m.deliveries.iter().map(move |d| (m, d)))
            .find(|(_, d)| d.id == *delivery)
    }

    /// The client's words that may answer a question, in the order said.
    pub fn candidates(&self, session: &Session, question: &Question) -> Vec<&Quote> {
        let here =
            |q: &&Quote| q.session.as_ref() == Some(&session.id) && q.speaker == Speaker::Client;
        let mut out: Vec<&Quote> = match question {
            Question::Words(_) | Question::Line(_) => self.quotes.iter().filter(here).collect(),
            Question::Permission(_) | Question::Both(_) | Question::Why(_) => Vec::new(),
        };
        // A no may be older than the telling.
        if let Question::Words(id) = question
            && let Some((_, d)) = self.telling(id)
            && d.permission == Some(Permission::Imposed)
        {
            let noes = self
                .agreements
                .iter()
                .filter(|e| e.event == AgreementMove::Declined && e.on < d.on);
            let older = noes.filter_map(|e| self.quote(e.quote.as_ref()?));
            out.extend(
                older.filter(|q| q.session.as_ref() != Some(&session.id)).collect::<Vec<_>>(),
            );
        }
        out
    }

    /// The permissions that may be named for a telling. After a no is one only where there was a
    /// no.
    pub fn permissions(&self, d: &Delivery) -> Vec<Permission> {
        use Permission as P;
        let no = |e: &AgreementEvent| {
            e.event == AgreementMove::Declined
                && (e.on < d.on || e.session.as_ref() == Some(&d.session))
        };
        let mut all = vec![P::Solicited, P::Permitted, P::Unasked];
        all.extend(self.agreements.iter().any(no).then_some(P::Imposed));
        all
    }
}

fn of_telling(d: &Delivery) -> Question {
    match d.permission {
        None => Question::Permission(d.id.clone()),
        Some(_) => Question::Words(d.id.clone()),
    }
}

/// True for a yes to being consulted, with its words.
fn asks_both(a: &AgreementEvent) -> bool {
    a.kind == AgreementKind::Consultation
        && a.scope == Scope::Relationship
        && matches!(a.event, AgreementMove::Given | AgreementMove::Renewed)
        && a.quote.is_some()
}
