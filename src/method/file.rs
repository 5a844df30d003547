//! `ClientFile`: all facts of one person, in the shape of the file format. The only input of every
//! derived view.

use foldhash::HashMap;

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize};

use crate::method::agreement::AgreementEvent;
use crate::method::contact::Contact;
use crate::method::gift::Gift;
use crate::method::marker::Marker;
use crate::method::message::{Message, Reception};
use crate::method::need::Need;
use crate::method::person::{Person, Status};
use crate::method::promise::Promise;
use crate::method::quote::{Quote, Speaker};
use crate::method::session::Session;
use crate::method::strain::Strain;
use crate::method::want::Want;
use crate::method::{Day, Id, Step, Text};

/// Everything recorded about one person. Lists stand in the order in which they were recorded.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ClientFile {
    #[serde(flatten)]
    pub person: Person,
    #[serde(default)]
    pub status_history: Vec<Step<Status>>,
    #[serde(default)]
    pub sessions: Vec<Session>,
    #[serde(default)]
    pub contacts: Vec<Contact>,
    #[serde(default)]
    pub quotes: Vec<Quote>,
    #[serde(default)]
    pub agreements: Vec<AgreementEvent>,
    #[serde(default)]
    pub wants: Vec<Want>,
    #[serde(default)]
    pub needs: Vec<Need>,
    #[serde(default)]
    pub messages: Vec<Message>,
    #[serde(default)]
    pub markers: Vec<Marker>,
    #[serde(default, rename = "ruptures")]
    pub strains: Vec<Strain>,
    #[serde(default, rename = "commitments")]
    pub promises: Vec<Promise>,
    #[serde(default)]
    pub gifts: Vec<Gift>,
}

impl ClientFile {
    /// A file in which nothing is recorded yet.
    pub fn new(person: Person) -> ClientFile {
        ClientFile {
            person,
            status_history: Vec::new(),
            sessions: Vec::new(),
            contacts: Vec::new(),
            quotes: Vec::new(),
            agreements: Vec::new(),
            wants: Vec::new(),
            needs: Vec::new(),
            messages: Vec::new(),
            markers: Vec::new(),
            strains: Vec::new(),
            promises: Vec::new(),
            gifts: Vec::new(),
        }
    }

    pub fn session(&self, id: &Id) -> Option<&Session> {
        self.sessions.iter().find(|s| s.id == *id)
    }

    /// Sessions, the newest first; of one day by their numbers, and what was recorded last first.
    /// From behind `after`, if that is one of them.
    pub fn sessions_behind(&self, after: Option<&Id>) -> impl Iterator<Item = &Session> {
        let mut sorted: Vec<&Session> = self.sessions.iter().collect();
        // A session that was not held has no number. Two journals made one have sessions of one day
        // in either order.
        sorted.sort_by_key(|s| (s.on, s.no.unwrap_or(u32::MAX)));
        let end =
            after.and_then(|id| sorted.iter().position(|s| s.id == *id)).unwrap_or(sorted.len());
        sorted.truncate(end);
        sorted.into_iter().rev()
    }

    pub fn contact(&self, id: &Id) -> Option<&Contact> {
        self.contacts.iter().find(|c| c.id == *id)
    }

    pub fn quote(&self, id: &Id) -> Option<&Quote> {
        self.quotes.iter().find(|q| q.id == *id)
    }

    pub fn want(&self, id: &Id) -> Option<&Want> {
        self.wants.iter().find(|w| w.id == *id)
    }

    pub fn need(&self, id: &Id) -> Option<&Need> {
        self.needs.iter().find(|n| n.id == *id)
    }

    pub fn message(&self, id: &Id) -> Option<&Message> {
        self.messages.iter().find(|m| m.id == *id)
    }

    pub fn strain(&self, id: &Id) -> Option<&Strain> {
        self.strains.iter().find(|r| r.id == *id)
    }

    pub fn promise(&self, id: &Id) -> Option<&Promise> {
        self.promises.iter().find(|p| p.id == *id)
    }

    /// The day a quote was said: the day of its session or contact. What was remembered later
    /// counts from later on.
    pub fn said_on(&self, quote: &Quote) -> Option<Day> {
        match (&quote.session, &quote.contact) {
            (Some(id), None) => self.session(id).map(|s| quote.recalled_on.unwrap_or(s.on)),
            (None, Some(id)) => self.contact(id).map(|c| c.on),
            _ => None,
        }
    }

    /// `said_on` for who asks of many quotes: sessions and contacts are looked through once.
    pub(super) fn sayings(&self) -> impl Fn(&Quote) -> Option<Day> {
        let sessions: HashMap<&Id, Day> = self.sessions.iter().map(|s| (&s.id, s.on)).collect();
        let contacts: HashMap<&Id, Day> = self.contacts.iter().map(|c| (&c.id, c.on)).collect();
        move |quote| match (&quote.session, &quote.contact) {
            (Some(id), None) => sessions.get(id).map(|on| quote.recalled_on.unwrap_or(*on)),
            (None, Some(id)) => contacts.get(id).copied(),
            _ => None,
        }
    }

    /// The client's quotes, with the day each was said, in the order said.
    pub fn their_words(&self) -> Vec<(Day, &Quote)> {
        let said_on = self.sayings();
        let theirs = self.quotes.iter().filter(|q| q.speaker == Speaker::Client);
        let mut words: Vec<_> = theirs.filter_map(|q| said_on(q).map(|on| (on, q))).collect();
        words.sort_by_key(|(on, _)| *on);
        words
    }

    /// The last session that was held on a day; none if there was none.
    pub fn held_that_day(&self, on: Day) -> Option<&Session> {
        self.sessions.iter().rfind(|s| s.on == on && s.held())
    }

    /// Sessions that were held on or before `at`, by day and then number.
    pub fn held_sessions(&self, at: Day) -> Vec<&Session> {
        let mut held: Vec<_> = self.sessions.iter().filter(|s| s.held() && s.on <= at).collect();
        held.sort_by_key(|s| (s.on, s.no));
        held
    }

    /// Names the parts that a file leaves unnamed, from their owner's id and their place.
    pub fn number_parts(&mut self) {
        fn steps<S>(owner: &Id, list: &mut [Step<S>]) {
            for (i, step) in list.iter_mut().enumerate().filter(|(_, s)| s.id.is_unset()) {
                step.id = owner.part("h", i + 1);
            }
        }
        let person = self.person.id.clone();
        steps(&person, &mut self.status_history);
        for w in &mut self.wants {
            steps(&w.id, &mut w.history);
        }
        for n in &mut self.needs {
            steps(&n.id, &mut n.history);
        }
        for m in &mut self.messages {
            steps(&m.id, &mut m.history);
            for (i, d) in m.deliveries.iter_mut().enumerate().filter(|(_, d)| d.id.is_unset()) {
                d.id = m.id.part("d", i + 1);
            }
        }
        for r in &mut self.strains {
            steps(&r.id, &mut r.history);
        }
        for p in &mut self.promises {
            steps(&p.id, &mut p.history);
        }
        for s in &mut self.sessions {
            for (i, a) in s.addenda.iter_mut().enumerate().filter(|(_, a)| a.id.is_unset()) {
                a.id = s.id.part("a", i + 1);
            }
            for (i, q) in s.settled.iter_mut().enumerate().filter(|(_, q)| q.id.is_unset()) {
                q.id = s.id.part("q", i + 1);
            }
        }
    }
}

/// Reads an empty text as none: the file format writes `""` for a note that was not written.
pub(super) fn blank_is_none<'de, D: Deserializer<'de>>(d: D) -> Result<Option<Text>, D::Error> {
    match Option::<String>::deserialize(d)? {
        Some(s) => Text::optional(&s).map_err(serde::de::Error::custom),
        None => Ok(None),
    }
}

/// Reads the word `unknown` as no reception.
pub(super) fn unknown_is_none<'de, D: Deserializer<'de>>(
    d: D,
) -> Result<Option<Reception>, D::Error> {
    match Option::<String>::deserialize(d)?.as_deref() {
        None | Some("unknown") => Ok(None),
        Some(s) => crate::method::step::from_code(s)
            .map(Some)
            .ok_or_else(|| serde::de::Error::custom("no such reception")),
    }
}
