//! A saved session as shorthand: every record that was written in it, so that reading it again says
//! the same.

mod head;
mod moves;

use std::fmt::Write;

use super::lex::escape;
use super::numbers::written_in;
use super::tag::SELF_INTEREST;
use super::{Kind, Names, Numbers, Prefix, implied};
use crate::intake::entry::{is_late, usual_origin};
use crate::method::need::NeedBasis;
use crate::method::{
    AgreementEvent, AgreementKind, AgreementMove, ClientFile, Exactness, Id, Lang, Message, Need,
    Promise, Quote, Scope, Session, Speaker, Want,
};

/// The session as shorthand in a language; empty if the file has no such session.
pub fn print(file: &ClientFile, session: &Id, names: &Names, lang: Lang) -> String {
    let Some(session) = file.session(session) else { return String::new() };
    let mut page = Page {
        file,
        session,
        names,
        lang,
        numbers: Numbers::around(file, session),
        out: String::new(),
        printed: 0,
        above: None,
        declined: Vec::new(),
    };
    page.head();
    page.items();
    page.out
}

struct Page<'p> {
    file: &'p ClientFile,
    session: &'p Session,
    names: &'p Names,
    lang: Lang,
    numbers: Numbers,
    out: String,
    /// Counts how many of the session's quotes stand on the page already.
    printed: usize,
    /// The client's words last printed.
    above: Option<&'p Id>,
    declined: Vec<AgreementKind>,
}

impl<'p> Page<'p> {
    fn items(&mut self) {
        let (file, session) = (self.file, self.session);
        let own = |kind, id: &Id| written_in(file, session, kind, id);
        file.wants.iter().filter(|w| own(Kind::Want, &w.id)).for_each(|w| self.want(w));
        file.needs.iter().filter(|n| own(Kind::Need, &n.id)).for_each(|n| self.need(n));
        file.agreements
            .iter()
            .enumerate()
            .filter(|(_, a)| a.session.as_ref() == Some(&session.id) && a.on == session.on)
            .for_each(|(i, a)| {
                self.agreement(a, &file.agreements[..i]);
            });
        file.messages.iter().filter(|m| own(Kind::Message, &m.id)).for_each(|m| self.message(m));
        file.strains.iter().filter(|r| own(Kind::Strain, &r.id)).for_each(|r| self.strain(r));
        self.moves();
        file.markers.iter().filter(|m| m.session == session.id).for_each(|m| self.sign(m));
        file.promises.iter().filter(|p| own(Kind::Promise, &p.id)).for_each(|p| self.promise(p));
        self.quotes_up_to(None);
    }

    /// One line: prefix, number if it moves something, and the body.
    fn line(&mut self, prefix: Prefix, of: Option<usize>, body: &str) {
        let number = of.map(|n| format!("#{n}")).unwrap_or_default();
        // Writing to a String cannot fail.
        let _ = writeln!(self.out, "{}{number}: {}", prefix.word(self.lang), body.trim());
    }

    fn value(&self, family: &str, value: &impl serde::Serialize) -> String {
        format!(" ={}", self.names.word(family, value, self.lang))
    }

    fn number(&self, kind: Kind, id: &Id) -> String {
        match self.numbers.number(kind, id) {
            Some(n) => format!(" #{}{n}", kind.letter(self.lang)),
            None => String::new(),
        }
    }

    /// Prints the quotes up to this one, or all that are left.
    fn quotes_up_to(&mut self, last: Option<&Id>) {
        let own: Vec<&'p Quote> = self
            .file
            .quotes
            .iter()
            .filter(|q| q.session.as_ref() == Some(&self.session.id) && q.recalled_on.is_none())
            .collect();
        let until = match last {
            Some(id) => own.iter().position(|q| q.id == *id).map_or(0, |at| at + 1),
            None => own.len(),
        };
        while self.printed < until {
            let quote = own[self.printed];
            self.printed += 1;
            self.quote(quote);
        }
    }

    fn quote(&mut self, q: &'p Quote) {
        let mut body = escape(q.text.as_str());
        let late = self
            .session
            .recorded_at
            .is_some_and(|at| is_late(self.session.on, self.session.ended_at, at));
        let usual = if late { Exactness::Gist } else { Exactness::Verbatim };
        if q.exactness != usual {
            body.push_str(" ~");
            body.push_str(&self.names.word("exactness", &q.exactness, self.lang));
        }
        if q.speaker == Speaker::Consultant {
            body.push_str(&self.value("speaker", &q.speaker));
        }
        if q.lang != Lang::of(q.text.as_str()) {
            body.push_str(&format!(" ={}", q.lang.tag()));
        }
        self.line(Prefix::Quote, None, &body);
        if q.speaker == Speaker::Client {
            self.above = Some(&q.id);
        }
    }

    /// Tells what names the words a line rests on; nothing where the reader finds them by itself.
    fn words(&mut self, quote: Option<&Id>, implied: bool) -> String {
        self.quotes_up_to(quote.or(Some(&Id::default())));
        match quote {
            None if implied && self.above.is_some() => " #-".to_owned(),
            None => String::new(),
            Some(id) if implied && self.above == Some(id) => String::new(),
            Some(id) => self.number(Kind::Quote, id),
        }
    }

    fn want(&mut self, w: &'p Want) {
        let words = self.words(w.quote.as_ref(), true);
        let needs: String = w.needs.iter().map(|id| self.number(Kind::Need, id)).collect();
        self.line(Prefix::Want, None, &format!("{}{words}{needs}", escape(w.text.as_str())));
    }

    fn need(&mut self, n: &'p Need) {
        let words = self.words(n.hint_quote.as_ref(), false);
        let usual = if n.hint_quote.is_some() { NeedBasis::Hint } else { NeedBasis::Inference };
        let basis =
            if n.basis == usual { String::new() } else { self.value("need-basis", &n.basis) };
        let kind = n.kind.map(|kind| self.value("need-kind", &kind)).unwrap_or_default();
        let older = |w: &&Want| {
            w.needs.contains(&n.id) && !written_in(self.file, self.session, Kind::Want, &w.id)
        };
        let wants: String =
            self.file.wants.iter().filter(older).map(|w| self.number(Kind::Want, &w.id)).collect();
        self.line(
            Prefix::Need,
            None,
            &format!("{}{words}{basis}{kind}{wants}", escape(n.text.as_str())),
        );
    }

    fn agreement(&mut self, a: &'p AgreementEvent, before: &[AgreementEvent]) {
        let again = self.declined.contains(&a.kind) && a.event != AgreementMove::Declined;
        let words = self.words(a.quote.as_ref(), implied::agreement(Some(a.event)) && !again);
        let event = match a.event {
            AgreementMove::Given => String::new(),
            AgreementMove::Declined => " ?".to_owned(),
            event => self.value("agreement-move", &event),
        };
        if a.event == AgreementMove::Declined {
            self.declined.push(a.kind);
        }
        let origin = a.origin.filter(|_| a.origin != usual_origin(a, before));
        let origin = origin.map(|o| self.value("agreement-origin", &o)).unwrap_or_default();
        let about = self.about(&a.scope);
        let prefix = match a.kind {
            AgreementKind::Conversation => Prefix::Conversation,
            AgreementKind::Consultation => Prefix::Consultation,
        };
        self.line(prefix, None, &format!("{event}{about}{words}{origin}"));
    }

    fn about(&self, scope: &Scope) -> String {
        match scope {
            Scope::Relationship => String::new(),
            Scope::Session(_) => {
                format!(" #{}", if self.lang == Lang::Ja { "今回" } else { "this" })
            }
            Scope::Topic(id) if self.file.want(id).is_some() => self.number(Kind::Want, id),
            Scope::Topic(id) => self.number(Kind::Message, id),
        }
    }

    fn message(&mut self, m: &'p Message) {
        let interest = if m.self_interest { interest(self.lang) } else { String::new() };
        let need = m.need.as_ref().map(|id| self.number(Kind::Need, id)).unwrap_or_default();
        self.line(Prefix::Message, None, &format!("{}{need}{interest}", escape(m.text.as_str())));
        if let Some(why) = &m.why {
            self.line(Prefix::Why, None, &escape(why.as_str()));
        }
    }

    fn promise(&mut self, p: &'p Promise) {
        let prefix = if p.by == Speaker::Client { Prefix::Theirs } else { Prefix::Ours };
        let due = p.due_on.map(|day| format!(" @{day}")).unwrap_or_default();
        let need = p.need.as_ref().map(|id| self.number(Kind::Need, id)).unwrap_or_default();
        self.line(prefix, None, &format!("{}{due}{need}", escape(p.text.as_str())));
    }
}

/// The tag of something told or held for oneself.
pub(crate) fn interest(lang: Lang) -> String {
    let [english, japanese] = SELF_INTEREST;
    match lang {
        Lang::Ja => format!(" ={japanese}"),
        Lang::En => format!(" ={english}"),
    }
}
