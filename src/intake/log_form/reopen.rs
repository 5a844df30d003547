//! The inverse of the form: a saved session as the fields that say it, and which record each of
//! them stands for.

use chrono::Timelike;

use super::{Line, LogForm, ORDER};
use crate::intake::entry::Item;
use crate::intake::form::{Fields, MAX_ROWS, row_name};
use crate::intake::shorthand::{DayPart, Prefix};
use crate::method::message::MessageState;
use crate::method::need::NeedBasis;
use crate::method::promise::PromiseState;
use crate::method::session::{Checkout, SessionField};
use crate::method::{
    AgreementKind, AgreementMove, ClientFile, Day, Fact, Id, Message, Need, Quote, Record, Scope,
    Session, Speaker, Step, Text, code,
};

/// A session as its page has it.
#[derive(Debug, Clone, PartialEq)]
pub struct Reopened {
    pub fields: Fields,
    /// The records behind each place of the form. What the form has no place for is not among them.
    pub places: Vec<(String, Vec<Id>)>,
    /// The open lines that give a day: the field that shows it, and the line's place in the
    /// session.
    pub open: Vec<(String, u32)>,
}

impl Reopened {
    /// The fields of a session. `then` is the file as it stood with it, `before` as it stood
    /// without it: the form counts what it lists in `before`.
    pub fn of(then: &ClientFile, before: &ClientFile, session: &Id) -> Option<Reopened> {
        let session = then.session(session)?;
        let (fields, places, rows) = (Fields::default(), Vec::new(), Vec::new());
        let mut page = Writing { then, before, session, fields, places, rows, open: Vec::new() };
        page.facts();
        page.words();
        page.told();
        page.held();
        page.signs();
        page.promises();
        page.open_days();
        Some(Reopened { fields: page.fields, places: page.places, open: page.open })
    }

    /// The page with its lines in the order of the records that they stand for. The topic is part
    /// of the session itself, and so stands above them.
    pub(crate) fn in_order_of(mut self, records: &[Record]) -> Reopened {
        let recorded = |line: &Line| {
            let own = |place: &str| place.split(':').next() == Some(line.name().as_str());
            let ids = self.places.iter().filter(|(place, _)| own(place)).flat_map(|(_, ids)| ids);
            ids.filter_map(|id| records.iter().position(|record| record.id == *id)).min()
        };
        let mut lines = self.fields.lines();
        lines.sort_by_cached_key(recorded);
        let names: Vec<String> = lines.into_iter().map(Line::name).collect();
        self.fields.set(ORDER, names.join(" "));
        self
    }
}

impl LogForm {
    /// The line that a field became because nobody can read its day: its place among the items, and
    /// what it says.
    pub(crate) fn open_line(&self, field: &str) -> Option<(usize, &str)> {
        let head = field.split('-').next().unwrap_or_default();
        let of_field = |(i, item): &(usize, &Item)| {
            item.is_unread() && self.place(*i) == format!("{head}:unread")
        };
        let items = self.entry.items.iter().enumerate();
        items.into_iter().find(of_field).map(|(i, item)| (i, item.typed.as_str()))
    }

    /// The place of an item in the form, by which a later reading of the same page finds it again.
    pub(crate) fn place(&self, i: usize) -> String {
        let source = self.sources.get(i).map_or("short", String::as_str);
        let head = source.split('-').next().unwrap_or_default();
        self.entry.items.get(i).map_or_else(String::new, |item| format!("{head}:{}", item.kind()))
    }
}

impl Item {
    /// Tells what kind of thing it says; of agreements and signs, which.
    pub(crate) fn kind(&self) -> String {
        let kind = match self.fact() {
            _ if self.telling().is_some() => "told",
            Some(Fact::Agreement(agreed)) => return code(&agreed.kind),
            Some(Fact::Marker(marker)) => return code(&marker.sign),
            Some(Fact::Quote(_)) => "quote",
            Some(Fact::Want(_)) => "want",
            Some(Fact::WantMoved { .. }) => "want_moved",
            Some(Fact::Need(_)) => "need",
            Some(Fact::NeedMoved { .. }) => "need_moved",
            Some(Fact::Message(_)) => "message",
            Some(Fact::MessageMoved { .. }) => "message_moved",
            Some(Fact::Landed { .. }) => "landed",
            Some(Fact::Promise(_)) => "promise",
            Some(Fact::PromiseMoved { .. }) => "promise_moved",
            Some(Fact::Strain(_)) => "strain",
            Some(Fact::StrainMoved { .. }) => "strain_moved",
            _ => "unread",
        };
        kind.to_owned()
    }
}

struct Writing<'f> {
    then: &'f ClientFile,
    before: &'f ClientFile,
    session: &'f Session,
    fields: Fields,
    places: Vec<(String, Vec<Id>)>,
    /// The quote on each line of words.
    rows: Vec<&'f Quote>,
    open: Vec<(String, u32)>,
}

impl<'f> Writing<'f> {
    fn set(&mut self, name: &str, value: impl ToString) {
        self.fields.set(name, value.to_string());
    }

    fn maybe(&mut self, name: &str, value: Option<impl ToString>) {
        value.into_iter().for_each(|value| self.set(name, value));
    }

    fn at(&mut self, place: String, records: Vec<Id>) {
        self.places.push((place, records));
    }

    fn own(&self, session: Option<&Id>) -> bool {
        session == Some(&self.session.id)
    }

    fn facts(&mut self) {
        let s = self.session;
        self.set("on", s.on);
        self.set(super::FAR, s.on);
        self.maybe("minutes", s.minutes);
        // A field holds a time of that day, to the minute; another end stays as it is.
        let began = s.began_at().filter(|at| at.date() == s.on && at.second() == 0);
        self.maybe("time", began.map(|at| at.format("%H:%M")));
        self.set("status", code(&s.status));
        // The page has no empty answer to the closing question.
        self.set(SessionField::Checkout.declared().form, code(&Checkout::NotAsked));
        // The topic is a line of its own.
        let lines = [SessionField::Topic, SessionField::Covered];
        for field in SessionField::ALL.iter().copied().filter(|field| !lines.contains(field)) {
            self.maybe(field.declared().form, field.of(s));
        }
        for (name, value) in s.hours.iter().flat_map(|hours| hours.to_fields()) {
            self.set(name, value);
        }
    }

    fn words(&mut self) {
        let theirs = |q: &&Quote| {
            q.session.as_ref() == Some(&self.session.id) && q.speaker == Speaker::Client
        };
        let mut rows: Vec<&'f Quote> = Vec::new();
        for quote in self.then.quotes.iter().filter(theirs) {
            // The same words are one line of the page, so words that were recorded twice have no
            // second place on it.
            if rows.len() < MAX_ROWS && rows.iter().all(|q| q.text != quote.text) {
                rows.push(quote);
            }
        }
        self.rows = rows;
        for row in 0..self.rows.len() {
            let q = self.rows[row];
            self.set(&format!("q{row}"), &q.text);
            self.set(&format!("q{row}-exact"), code(&q.exactness));
            self.at(format!("q{row}:quote"), vec![q.id.clone()]);
            self.marks(row, q);
        }
        self.topic();
    }

    /// The topic is a mark on the words that say it, or a line by itself.
    fn topic(&mut self) {
        let (s, covered) = (self.session, self.session.topic_covered.as_ref().map(code));
        let said = |topic: &Text| self.rows.iter().position(|q| q.text == *topic);
        match s.client_topic.as_ref().and_then(said) {
            Some(row) => {
                self.set(&format!("q{row}-topic"), "1");
                self.maybe(&format!("q{row}-covered"), covered);
            }
            None => {
                self.maybe("topic", s.client_topic.as_ref());
                self.maybe("covered", covered);
            }
        }
    }

    fn marks(&mut self, row: usize, q: &Quote) {
        let then = self.then;
        let rests = |quote: &Option<Id>| quote.as_ref() == Some(&q.id);
        let hint = |n: &&Need| {
            self.own(n.session.as_ref()) && rests(&n.hint_quote) && n.basis == NeedBasis::Hint
        };
        if let Some(need) = then.needs.iter().find(hint) {
            self.marked(row, ("n", "need"), (&need.id, need.text.as_str()), q);
        }
        let want = then.wants.iter().find(|w| self.own(w.session.as_ref()) && rests(&w.quote));
        if let Some(want) = want {
            self.marked(row, ("w", "want"), (&want.id, want.text.as_str()), q);
        }
        let mut how = None;
        for (part, kind) in [("a", AgreementKind::Conversation), ("b", AgreementKind::Consultation)]
        {
            let event = then.agreements.iter().find(|a| {
                let said = a.kind == kind && self.own(a.session.as_ref()) && rests(&a.quote);
                said && (a.scope == Scope::Relationship || a.event == AgreementMove::Declined)
            });
            let Some(event) = event else { continue };
            let said = match event.event {
                AgreementMove::Given | AgreementMove::Renewed => "auto",
                AgreementMove::Declined => "declined",
                AgreementMove::Withdrawn => "withdrawn",
                AgreementMove::Sought => continue,
            };
            // One line of words has one answer to how both are meant; another answer has no place
            // on it.
            if *how.get_or_insert(said) != said {
                continue;
            }
            self.set(&format!("q{row}-{part}"), "1");
            self.set(&format!("q{row}-how"), said);
            self.at(format!("q{row}:{}", code(&kind)), vec![event.id.clone()]);
        }
        self.moved(row, q);
    }

    fn marked(
        &mut self,
        row: usize,
        (tick, name): (&str, &str),
        (id, text): (&Id, &str),
        q: &Quote,
    ) {
        self.set(&format!("q{row}-{tick}"), "1");
        if text != q.text.as_str() {
            self.set(&format!("q{row}-{name}"), text);
        }
        self.at(format!("q{row}:{name}"), vec![id.clone()]);
    }

    /// The step of something recorded before that rests on these words.
    fn moved(&mut self, row: usize, q: &Quote) {
        fn here<'s, S>(history: &'s [Step<S>], session: &Id, quote: &Id) -> Option<&'s Step<S>> {
            history
                .iter()
                .find(|s| s.session.as_ref() == Some(session) && s.quote.as_ref() == Some(quote))
        }
        let (then, before, own) = (self.then, self.before, &self.session.id);
        let need = then.needs.iter().find_map(|n| {
            let no = before.needs.iter().position(|b| b.id == n.id)?;
            here(&n.history, own, &q.id).map(|s| ("need", no, code(&s.to), &s.id))
        });
        let want = || {
            then.wants.iter().find_map(|w| {
                let no = before.wants.iter().position(|b| b.id == w.id)?;
                here(&w.history, own, &q.id).map(|s| ("want", no, code(&s.to), &s.id))
            })
        };
        let strain = || {
            then.strains.iter().find_map(|r| {
                let no = before.strains.iter().position(|b| b.id == r.id)?;
                here(&r.history, own, &q.id).map(|s| ("strain", no, code(&s.to), &s.id))
            })
        };
        if let Some((noun, no, to, id)) = need.or_else(want).or_else(strain) {
            self.set(&format!("q{row}-move"), format!("{noun}.{}.{to}", no + 1));
            self.at(format!("q{row}:{noun}_moved"), vec![id.clone()]);
        }
    }

    fn told(&mut self) {
        let told = |m: &'f Message, own: &Id| m.deliveries.iter().find(|d| d.session == *own);
        let mut new = 0;
        for message in &self.then.messages {
            let Some(delivery) = told(message, &self.session.id) else { continue };
            let (name, mut records) =
                match self.before.messages.iter().position(|m| m.id == message.id) {
                    // The page lists what had not been told yet; said again, it has no place there.
                    Some(no) if waits(&self.before.messages[no]) => {
                        (format!("t{}", no + 1), Vec::new())
                    }
                    Some(_) => continue,
                    None if new == MAX_ROWS => continue,
                    None => {
                        let name = row_name("tn", new);
                        new += 1;
                        self.set(&format!("{name}-text"), &message.text);
                        self.maybe(&format!("{name}-why"), message.why.as_ref());
                        (name, vec![message.id.clone()])
                    }
                };
            if records.is_empty() {
                self.set(&name, "1");
            }
            records.push(delivery.id.clone());
            self.maybe(&format!("{name}-permission"), delivery.permission.as_ref().map(code));
            self.set(
                &format!("{name}-reception"),
                delivery.reception.as_ref().map(code).unwrap_or_default(),
            );
            for (part, quote) in
                [("yes", &delivery.permission_quote), ("answer", &delivery.reception_quote)]
            {
                let row = quote.as_ref().and_then(|id| self.rows.iter().position(|q| q.id == *id));
                self.maybe(&format!("{name}-{part}"), row);
            }
            self.at(format!("{name}:told"), records);
        }
    }

    fn held(&mut self) {
        let (then, before) = (self.then, self.before);
        let fresh = |m: &&Message| before.message(&m.id).is_none() && m.deliveries.is_empty();
        for (row, message) in then.messages.iter().filter(fresh).take(MAX_ROWS).enumerate() {
            let name = row_name("m", row);
            let part = |part: &str| format!("{name}-{part}");
            self.set(&part("text"), &message.text);
            self.maybe(&part("why"), message.why.as_ref());
            if message.self_interest {
                self.set(&part("interest"), "1");
            }
            self.at(format!("{name}:message"), vec![message.id.clone()]);
            let Some(need) = message.need.as_ref().and_then(|id| then.need(id)) else { continue };
            match before.needs.iter().position(|n| n.id == need.id) {
                Some(no) => self.set(&part("need"), no + 1),
                None if need.basis == NeedBasis::Inference && need.hint_quote.is_none() => {
                    self.set(&part("guess"), &need.text);
                    self.at(format!("{name}:need"), vec![need.id.clone()]);
                }
                None => {}
            }
        }
    }

    /// One line for all signs that were seen alike.
    fn signs(&mut self) {
        let own: Vec<_> =
            self.then.markers.iter().filter(|m| m.session == self.session.id).collect();
        let mut rows: Vec<(&Option<Text>, &Option<Text>)> = Vec::new();
        for marker in &own {
            let seen = (&marker.observed, &marker.just_before);
            if !rows.contains(&seen) && rows.len() < MAX_ROWS {
                rows.push(seen);
            }
        }
        for (row, (observed, just_before)) in rows.into_iter().enumerate() {
            let name = row_name("sign", row);
            self.maybe(&format!("{name}-seen"), observed.as_ref());
            self.maybe(&format!("{name}-before"), just_before.as_ref());
            let mut ticked = Vec::new();
            for marker in
                own.iter().filter(|m| m.observed == *observed && m.just_before == *just_before)
            {
                // A line has each sign once: the same one seen again has no place on it.
                if !ticked.contains(&marker.sign) {
                    ticked.push(marker.sign);
                    self.fields.add(name.clone(), code(&marker.sign));
                    self.at(format!("{name}:{}", code(&marker.sign)), vec![marker.id.clone()]);
                }
            }
        }
    }

    fn promises(&mut self) {
        let (then, before, own) = (self.then, self.before, &self.session.id);
        for (no, was) in
            before.promises.iter().enumerate().filter(|(_, p)| p.state(Day::MAX).open())
        {
            let history = then.promise(&was.id).map(|p| p.history.as_slice()).unwrap_or_default();
            let kept = |s: &&Step<PromiseState>| {
                matches!(s.to, PromiseState::Done | PromiseState::Carried)
            };
            let here = history.iter().filter(kept).find(|s| s.session.as_ref() == Some(own));
            if let Some(step) = here {
                self.set(&format!("p{}", no + 1), code(&step.to));
                self.at(format!("p{}:promise_moved", no + 1), vec![step.id.clone()]);
            }
        }
        for (name, by) in [("ours", Speaker::Consultant), ("theirs", Speaker::Client)] {
            let made =
                then.promises.iter().filter(|p| p.by == by && p.session.as_ref() == Some(own));
            for (i, promise) in made.take(MAX_ROWS).enumerate() {
                self.set(&format!("{name}{i}"), &promise.text);
                self.maybe(&format!("{name}{i}-due"), promise.due_on);
                self.at(format!("{name}{i}:promise"), vec![promise.id.clone()]);
            }
        }
    }

    /// A day that nobody could read stands in its field as it was typed.
    fn open_days(&mut self) {
        let session = self.session;
        for (no, line) in session.open_lines() {
            let Some(part) = DayPart::of(line.as_str()) else { continue };
            let field = match part.prefix {
                Prefix::Field(field) => Some(field.declared().form.to_owned()),
                Prefix::Theirs => self.undated("theirs", &part.promised()),
                Prefix::Ours => self.undated("ours", &part.promised()),
                _ => None,
            };
            let free = |field: &String| self.fields.get(field).is_empty() && !part.day.is_empty();
            if let Some(field) = field.filter(free) {
                self.set(&field, part.day);
                self.open.push((field, no));
            }
        }
    }

    /// The field of the day of a promise that stands without one, or of the next row where the line
    /// names none.
    fn undated(&self, list: &str, promised: &str) -> Option<String> {
        let due = |row: usize| format!("{list}{row}-due");
        let mut rows = 0..MAX_ROWS;
        let row = rows.find(|row| {
            let text = self.fields.get(&format!("{list}{row}"));
            text == promised && self.fields.get(&due(*row)).is_empty()
        });
        row.map(due)
    }
}

/// True for what the page lists as not told yet.
pub(super) fn waits(message: &Message) -> bool {
    matches!(message.state(Day::MAX), MessageState::Held | MessageState::Planned)
}
