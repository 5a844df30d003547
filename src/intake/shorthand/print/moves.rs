//! Holds what moved in the session: steps, tellings, signs, strains.

use serde::Serialize;

use super::Page;
use crate::intake::shorthand::lex::escape;
use crate::intake::shorthand::tag::{NOT_KNOWN, NOT_NAMED};
use crate::intake::shorthand::{Kind, Prefix, implied};
use crate::method::marker::Marker;
use crate::method::message::Delivery;
use crate::method::transition::rests_on_words;
use crate::method::{Id, Message, Speaker, Step, Strain, code};

impl<'p> Page<'p> {
    pub(super) fn moves(&mut self) {
        let file = self.file;
        for w in &file.wants {
            self.steps(Prefix::Want, Kind::Want, &w.id, "want-state", &w.history);
        }
        for n in &file.needs {
            self.steps(Prefix::Need, Kind::Need, &n.id, "need-state", &n.history);
        }
        for m in &file.messages {
            self.tellings(m);
            self.steps(Prefix::Message, Kind::Message, &m.id, "message-state", &m.history);
        }
        for p in &file.promises {
            let prefix = if p.by == Speaker::Client { Prefix::Theirs } else { Prefix::Ours };
            self.steps(prefix, Kind::Promise, &p.id, "promise-state", &p.history);
        }
        for r in &file.strains {
            // Being noticed is what opened it, and stands on its own line.
            let later = r.history.get(1..).unwrap_or_default();
            self.steps(Prefix::Strain, Kind::Strain, &r.id, "strain-state", later);
        }
    }

    fn steps<S: Copy + Serialize>(
        &mut self,
        prefix: Prefix,
        kind: Kind,
        of: &Id,
        family: &str,
        history: &'p [Step<S>],
    ) {
        let of = self.numbers.number(kind, of);
        let here = Some(&self.session.id);
        for step in history.iter().filter(|s| s.session.as_ref() == here) {
            let words = self.words(step.quote.as_ref(), rests_on_words(family, &code(&step.to)));
            let to = self.names.label(family, &step.to, self.lang);
            let note =
                step.note.as_ref().map(|n| format!(" {}", escape(n.as_str()))).unwrap_or_default();
            self.line(prefix, of, &format!("{to}{note}{words}"));
        }
    }

    /// First what became known of earlier tellings, the latest first, as the reader takes them.
    fn tellings(&mut self, m: &'p Message) {
        let of = self.numbers.number(Kind::Message, &m.id);
        let (here, earlier): (Vec<&'p Delivery>, Vec<&'p Delivery>) =
            m.deliveries.iter().partition(|d| d.session == self.session.id);
        for d in earlier
            .into_iter()
            .rev()
            .filter(|d| self.file.session_of_reception(d) == Some(&self.session.id))
        {
            let Some(reception) = d.reception else { continue };
            let words = self.words(d.reception_quote.as_ref(), true);
            let landed = self.names.label("reception", &reception, self.lang);
            self.line(Prefix::Landed, of, &format!("{landed}{words}"));
        }
        for d in here {
            self.told(of, d);
        }
    }

    fn told(&mut self, of: Option<usize>, d: &'p Delivery) {
        // Both are printed above before the line is made.
        let known =
            d.reception.filter(|_| self.file.session_of_reception(d) == Some(&self.session.id));
        let landed =
            d.reception_quote.as_ref().filter(|_| known.is_some() || d.reception.is_none());
        self.words(d.permission_quote.as_ref(), false);
        let landed = self.words(landed, false);
        let asked = self.words(d.permission_quote.as_ref(), implied::permission(d.permission));
        let permission = match &d.permission {
            Some(permission) => format!("!{}{asked}", self.names.key("permission", permission)),
            None if asked.is_empty() => String::new(),
            None => format!("!{NOT_NAMED}{asked}"),
        };
        let reception = match known {
            Some(known) => format!(" >{}{landed}", self.names.key("reception", &known)),
            None if landed.is_empty() => String::new(),
            None => format!(" >{NOT_KNOWN}{landed}"),
        };
        let strain = d.strain.as_ref().map(|id| self.number(Kind::Strain, id)).unwrap_or_default();
        self.line(Prefix::Told, of, &format!("{permission}{reception}{strain}"));
    }

    pub(super) fn sign(&mut self, m: &'p Marker) {
        let words = self.words(m.quote.as_ref(), false);
        let sign = self.names.label("sign", &m.sign, self.lang);
        self.line(Prefix::Sign, None, &format!("{sign}{words}"));
        if let Some(before) = &m.just_before {
            self.line(Prefix::Before, None, &escape(before.as_str()));
        }
        if let Some(seen) = &m.observed {
            self.line(Prefix::Seen, None, &escape(seen.as_str()));
        }
    }

    pub(super) fn strain(&mut self, r: &'p Strain) {
        let Some(noticed) = r.history.first() else { return };
        let note = noticed.note.as_ref().map(|n| escape(n.as_str())).unwrap_or_default();
        let kind = self.value("family", &r.kind);
        let message =
            r.message.as_ref().map(|id| self.number(Kind::Message, id)).unwrap_or_default();
        self.line(Prefix::Strain, None, &format!("{note}{kind}{message}"));
    }
}
