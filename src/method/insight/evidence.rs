//! The evidence of an insight, resolved: day by day, what was recorded and in which words. Pages
//! show nothing else.

use foldhash::{HashMap, HashSet};

use serde::{Deserialize, Serialize};

use super::Insight;
use crate::method::contact::Mover;
use crate::method::gift::Direction;
use crate::method::quote::Speaker;
use crate::method::session::SessionStatus;
use crate::method::{
    AgreementKind, AgreementMove, ClientFile, Day, Exactness, Id, Lang, NeedState, Permission,
    Quote, Reception, Session, Sign, Step, StrainState, Text, WantState,
};

/// Names what one piece of evidence is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    Session(SessionStatus),
    Words,
    Agreement(AgreementKind, AgreementMove),
    Want,
    WantMoved(WantState),
    Need,
    NeedMoved(NeedState),
    Message,
    Told(Permission),
    Landed(Reception),
    Sign(Sign),
    Strain(StrainState),
    Promise(Speaker),
    Contact(Mover),
    Gift(Direction),
}

/// Words as they were kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    pub text: Text,
    pub lang: Lang,
    pub exactness: Exactness,
}

/// One piece of evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvidenceItem {
    pub on: Day,
    pub what: What,
    /// The recorded text in our wording; for a session the topic they came with.
    pub text: Option<Text>,
    /// Words of the client it rests on.
    pub said: Option<Said>,
    /// The session it belongs to, and its number.
    pub session: Option<(Id, Option<u32>)>,
}

/// A file whose sessions and quotes are found by id.
pub(crate) struct FileIndex<'f> {
    pub(super) file: &'f ClientFile,
    sessions: HashMap<&'f Id, &'f Session>,
    quotes: HashMap<&'f Id, &'f Quote>,
}

impl<'f> FileIndex<'f> {
    pub(crate) fn of(file: &'f ClientFile) -> FileIndex<'f> {
        let sessions = file.sessions.iter().map(|s| (&s.id, s)).collect();
        FileIndex { file, sessions, quotes: file.quotes.iter().map(|q| (&q.id, q)).collect() }
    }
}

/// The evidence of an insight, by day.
pub(super) fn evidence(index: &FileIndex<'_>, insight: &Insight) -> Vec<EvidenceItem> {
    let ids = insight.facts.iter().chain(&insight.parts).collect();
    let mut walk = Walk {
        index,
        file: index.file,
        at: insight.at,
        ids,
        used: HashSet::default(),
        out: Vec::new(),
    };
    walk.agreed();
    walk.wanted();
    walk.told();
    walk.strained();
    walk.promised();
    walk.met();
    walk.out.sort_by_key(|trace| trace.on);
    walk.out
}

struct Walk<'f> {
    index: &'f FileIndex<'f>,
    file: &'f ClientFile,
    at: Day,
    ids: HashSet<&'f Id>,
    /// Words, and sessions, that stand beside another piece already.
    used: HashSet<&'f Id>,
    out: Vec<EvidenceItem>,
}

impl<'f> Walk<'f> {
    fn has(&self, id: &Id) -> bool {
        self.ids.contains(id)
    }

    fn add(
        &mut self,
        on: Day,
        what: What,
        text: Option<&Text>,
        (session, quote): (Option<&'f Id>, Option<&'f Id>),
    ) {
        self.used.extend(session.into_iter().chain(quote));
        let said = quote
            .and_then(|id| self.index.quotes.get(id))
            .filter(|q| q.speaker == Speaker::Client)
            .map(|q| said(q));
        let session =
            session.and_then(|id| self.index.sessions.get(id)).map(|s| (s.id.clone(), s.no));
        self.out.push(EvidenceItem { on, what, text: text.cloned(), said, session });
    }

    /// The steps that are evidence themselves.
    fn steps<S: Copy>(&mut self, history: &'f [Step<S>], text: &'f Text, what: impl Fn(S) -> What) {
        let at = self.at;
        for step in history.iter().filter(|s| s.on <= at) {
            if self.has(&step.id) {
                self.add(
                    step.on,
                    what(step.to),
                    Some(text),
                    (step.session.as_ref(), step.quote.as_ref()),
                );
            }
        }
    }

    fn agreed(&mut self) {
        for a in &self.file.agreements {
            if self.has(&a.id) {
                let what = What::Agreement(a.kind, a.event);
                self.add(a.on, what, None, (a.session.as_ref(), a.quote.as_ref()));
            }
        }
    }

    fn wanted(&mut self) {
        for w in &self.file.wants {
            if self.has(&w.id) {
                self.add(w.on, What::Want, Some(&w.text), (w.session.as_ref(), w.quote.as_ref()));
            }
            self.steps(&w.history, &w.text, What::WantMoved);
        }
        for n in &self.file.needs {
            let moved = n.history.iter().any(|s| self.has(&s.id));
            if self.has(&n.id) && !moved {
                self.add(
                    n.on,
                    What::Need,
                    Some(&n.text),
                    (n.session.as_ref(), n.hint_quote.as_ref()),
                );
            }
            self.steps(&n.history, &n.text, What::NeedMoved);
        }
    }

    fn told(&mut self) {
        for m in &self.file.messages {
            let deliveries: Vec<_> =
                m.deliveries.iter().filter(|d| d.on <= self.at && self.has(&d.id)).collect();
            if self.has(&m.id) && deliveries.is_empty() {
                self.add(m.on, What::Message, Some(&m.text), (None, None));
            }
            for d in deliveries {
                // No rule speaks of a telling whose permission is not known.
                let Some(told) = d.leave().map(What::Told) else { continue };
                self.add(
                    d.on,
                    told,
                    Some(&m.text),
                    (Some(&d.session), d.permission_quote.as_ref()),
                );
                if let Some((landed, on)) =
                    d.reception.zip(d.reception_on).filter(|(_, on)| *on <= self.at)
                {
                    self.add(
                        on,
                        What::Landed(landed),
                        None,
                        (Some(&d.session), d.reception_quote.as_ref()),
                    );
                }
            }
        }
    }

    fn strained(&mut self) {
        for m in &self.file.markers {
            if self.has(&m.id) {
                let what = What::Sign(m.sign);
                self.add(m.on, what, m.observed.as_ref(), (Some(&m.session), m.quote.as_ref()));
            }
        }
        for r in &self.file.strains {
            let (known, at) = (self.has(&r.id), self.at);
            for step in r.history.iter().filter(|s| s.on <= at) {
                if known || self.has(&step.id) {
                    let place = (step.session.as_ref(), step.quote.as_ref());
                    self.add(step.on, What::Strain(step.to), step.note.as_ref(), place);
                }
            }
        }
    }

    fn promised(&mut self) {
        for p in &self.file.promises {
            if self.has(&p.id) {
                self.add(p.made_on, What::Promise(p.by), Some(&p.text), (p.session.as_ref(), None));
            }
        }
    }

    /// Contacts, gifts, and the sessions and words that nothing above has shown.
    fn met(&mut self) {
        for c in &self.file.contacts {
            if self.has(&c.id) {
                self.add(c.on, What::Contact(c.initiator), c.note.as_ref(), (None, None));
            }
        }
        for g in &self.file.gifts {
            if self.has(&g.id) {
                self.add(g.on, What::Gift(g.direction), Some(&g.what), (None, None));
            }
        }
        for q in &self.file.quotes {
            let alone = self.has(&q.id) && !self.used.contains(&q.id);
            if let Some(on) = alone.then(|| self.file.said_on(q)).flatten() {
                self.add(on, What::Words, None, (q.session.as_ref(), Some(&q.id)));
            }
        }
        for s in &self.file.sessions {
            if self.has(&s.id) && !self.used.contains(&s.id) {
                self.add(
                    s.on,
                    What::Session(s.status),
                    s.client_topic.as_ref(),
                    (Some(&s.id), None),
                );
            }
        }
    }
}

fn said(quote: &Quote) -> Said {
    Said { text: quote.text.clone(), lang: quote.lang, exactness: quote.exactness }
}
