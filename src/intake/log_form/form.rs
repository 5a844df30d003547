//! The lines of the page, list by list, as items of an entry (method §7).

mod beside;

use chrono::TimeDelta;

use super::lines::unquoted;
use super::{HELD_PARTS, LineKind, MARK_PARTS, TOLD_PARTS, Writer};
use crate::intake::entry::{Entry, Item};
use crate::intake::form::{Fault, Fields, row_name};
use crate::intake::shorthand::{Prefix, below, unread, written};
use crate::intake::written::{DayFault, Seen, Sense, clock, day, length};
use crate::method::field::Shape;
use crate::method::hours::Hours;
use crate::method::need::NeedBasis;
use crate::method::session::SessionField;
use crate::method::transition::{StepRequest, Subject};
use crate::method::{
    AgreementEvent, AgreementKind, AgreementMove, ClientFile, Day, Delivery, Exactness, Id, Marker,
    Message, Need, Promise, Quote, Sign, Speaker, Text, Want, code, from_code,
};

pub(super) struct Form<'f> {
    fields: &'f Fields,
    file: &'f ClientFile,
    writer: Writer<'f>,
    entry: Entry,
    faults: Vec<Fault>,
    sources: Vec<String>,
    /// Fields that became lines, which are asked about.
    unread: Vec<Fault>,
    /// The quote that each line of words became.
    words: Vec<Option<Id>>,
}

impl<'f> Form<'f> {
    pub fn new(fields: &'f Fields, file: &'f ClientFile, writer: Writer<'f>) -> Form<'f> {
        Form {
            fields,
            file,
            writer,
            entry: Entry::default(),
            faults: Vec::new(),
            sources: Vec::new(),
            unread: Vec::new(),
            words: Vec::new(),
        }
    }

    pub fn done(self) -> (Entry, (Vec<Fault>, Vec<Fault>), Vec<String>) {
        (self.entry, (self.faults, self.unread), self.sources)
    }

    pub fn read(&mut self) {
        self.facts();
        self.words();
        self.marks();
        self.told();
        self.signs();
        self.held();
        self.promises();
        for line in self.fields.unturned() {
            self.faults.push(Fault::new(line.text_field(), "fault-line-kind"));
        }
        for line in self.fields.astray().into_iter().take(super::MAX_ROWS) {
            self.faults.push(Fault::new(line.text_field(), "fault-line-stray"));
        }
    }

    fn facts(&mut self) {
        let typed = self.fields.get("on").trim();
        if !typed.is_empty() {
            self.entry.on =
                self.seen_day("on", (self.writer.today, Sense::Back), "fault-date-unreadable");
        }
        self.entry.session.minutes = self.minutes();
        self.began();
        self.entry.session.status = self.choice("status").unwrap_or_default();
        for field in SessionField::ALL {
            self.field(*field);
        }
        match Hours::from_fields(self.fields) {
            Ok(hours) => self.entry.session.hours = hours,
            Err(faults) => self.faults.extend(faults),
        }
    }

    /// Reads when it began. The record holds the end, which its length tells.
    fn began(&mut self) {
        let typed = self.fields.get("time").trim();
        if typed.is_empty() {
            return;
        }
        let Some(at) = clock::read(typed) else {
            self.faults.push(Fault::new("time", "fault-time"));
            return;
        };
        let session = &mut self.entry.session;
        let length = session.minutes.map(|n| TimeDelta::minutes(i64::from(n)));
        let began = self.entry.on.map(|on| on.and_time(at));
        session.ended_at = began.zip(length).and_then(|(at, length)| at.checked_add_signed(length));
    }

    /// A declared field of the session.
    fn field(&mut self, field: SessionField) {
        let name = field.declared().form;
        let value = match field.declared().shape {
            Shape::Text | Shape::Notes => self.text(name).map(|text| text.to_string()),
            Shape::Choice(_) => Some(self.fields.get(name).to_owned()),
            Shape::DayBefore | Shape::DayAfter => {
                self.day(name, Prefix::of(field)).map(|day| code(&day))
            }
        };
        if let Some(value) = value {
            field.set(&mut self.entry.session, &value);
        }
    }

    /// Tells how many rows of a list are read; more rows than it takes are a fault.
    fn rows(&mut self, (list, parts): (&str, &[&str]), key: &'static str) -> usize {
        let rows = self.fields.rows_with(list, parts);
        if rows > super::MAX_ROWS {
            let part = parts.first().filter(|part| !part.is_empty()).map(|part| format!("-{part}"));
            let place = format!("{list}{}{}", super::MAX_ROWS, part.unwrap_or_default());
            self.faults.push(Fault::new(place, key));
        }
        rows.min(super::MAX_ROWS)
    }

    fn words(&mut self) {
        let rows = self.rows(("q", &[""]), "fault-words-rows");
        self.words = vec![None; rows];
        for row in self.fields.in_order(LineKind::Said, rows) {
            let name = format!("q{row}");
            let Some(text) = self.text(&name) else { continue };
            let exactness = self.choice::<Exactness>(&format!("{name}-exact"));
            let quote = Quote::drawn(Speaker::Client, bare(text));
            self.words[row] = Some(self.add(&name, Item::words(quote, exactness)));
        }
    }

    /// Tells what each line is a mark of. The need comes before the want, so that the want can lie
    /// upon it. A mark of a line that was left empty rests on no words, and is asked about.
    fn marks(&mut self) {
        let marked = self.fields.rows_with("q", &MARK_PARTS).min(super::MAX_ROWS);
        self.words.resize(self.words.len().max(marked), None);
        for row in self.fields.in_order(LineKind::Said, self.words.len()) {
            let words = self.words[row].clone();
            let name = |part: &str| format!("q{row}-{part}");
            let own =
                || Text::optional(self.fields.get(&format!("q{row}"))).ok().flatten().map(bare);
            let as_said = own();
            let need = self.marked(&name("n"), &name("need"), (Prefix::Need, as_said.as_ref()));
            let need = need.map(|text| {
                let need =
                    Need { basis: NeedBasis::Hint, hint_quote: words.clone(), ..Need::drawn(text) };
                self.add(&name("need"), Item::need(need, Vec::new()))
            });
            if let Some(text) =
                self.marked(&name("w"), &name("want"), (Prefix::Want, as_said.as_ref()))
            {
                let (quote, needs) = (words.clone(), need.into_iter().collect());
                self.add(&name("want"), Want { quote, needs, ..Want::drawn(text) });
            }
            for (part, kind) in
                [("a", AgreementKind::Conversation), ("b", AgreementKind::Consultation)]
            {
                if self.ticked(&name(part)) {
                    self.agreement(row, kind, words.as_ref());
                }
            }
            self.movement(&name("move"), words);
        }
    }

    /// The text of a mark: as typed, or the words themselves where it is ticked. A tick on nothing
    /// is kept as a line.
    fn marked(
        &mut self,
        tick: &str,
        name: &str,
        (prefix, said): (Prefix, Option<&Text>),
    ) -> Option<Text> {
        let (ticked, typed) = (self.ticked(tick), self.text(name));
        let text = typed.or_else(|| said.filter(|_| ticked).cloned());
        if text.is_none() && ticked && self.fields.get(name).trim().is_empty() {
            self.keep(tick, unread(prefix, "", self.writer.tongue()));
        }
        text
    }

    /// A no to a message that was planned is about that message; every other word is about the
    /// relationship.
    fn agreement(&mut self, row: usize, kind: AgreementKind, words: Option<&Id>) {
        let event = match self.fields.get(&format!("q{row}-how")) {
            "declined" => Some(AgreementMove::Declined),
            "withdrawn" => Some(AgreementMove::Withdrawn),
            _ => None,
        };
        let agreed = AgreementEvent { quote: words.cloned(), ..AgreementEvent::drawn(kind) };
        self.add(&format!("q{row}"), Item::agreement(agreed, event));
    }

    /// `need.2.acknowledged`: a step of something already recorded, resting on these words.
    fn movement(&mut self, name: &str, words: Option<Id>) {
        let typed = self.fields.get(name).to_owned();
        let mut parts = typed.splitn(3, '.');
        let (Some(noun), Some(no), Some(to)) =
            (parts.next(), parts.next().and_then(place), parts.next())
        else {
            return;
        };
        let file = self.file;
        let id = match noun {
            "need" => file.needs.get(no).map(|n| &n.id),
            "want" => file.wants.get(no).map(|w| &w.id),
            "strain" => file.strains.get(no).map(|r| &r.id),
            _ => None,
        };
        let subject = id.and_then(|id| Subject::named(noun, id.as_str()));
        self.step(name, subject, StepRequest { quote: words, ..StepRequest::to(to) });
    }

    /// A step of something already recorded; none where nothing of that name can be taken.
    fn step(&mut self, name: &str, of: Option<Subject>, request: StepRequest) {
        if let Some(record) = of.and_then(|of| of.record(self.file, &request)) {
            self.add(name, record);
        }
    }

    fn told(&mut self) {
        for (i, message) in self.file.messages.iter().enumerate() {
            let name = format!("t{}", i + 1);
            if self.ticked(&name) {
                let told = Item::told(&message.id, self.telling(&name));
                self.add(&name, told);
            } else {
                self.untold(&name, &format!("#{}:", i + 1));
            }
        }
        let rows = self.rows(("tn", &TOLD_PARTS), "fault-told-rows");
        for row in self.fields.in_order(LineKind::Told, rows) {
            let name = row_name("tn", row);
            match self.text(&format!("{name}-text")) {
                Some(text) => {
                    let why = self.text(&format!("{name}-why"));
                    let message = Message { why, ..Message::drawn(text) };
                    let told = Item::told_new(message, self.telling(&name));
                    self.add(&name, told);
                }
                None => self.untold(&name, ":"),
            }
        }
    }

    fn telling(&self, name: &str) -> Delivery {
        let row = |part: &str| self.fields.get(&format!("{name}-{part}")).parse::<usize>().ok();
        let words = |part: &str| row(part).and_then(|row| self.words.get(row).cloned().flatten());
        Delivery {
            permission: self.choice(&format!("{name}-permission")),
            permission_quote: words("yes"),
            reception: self.choice(&format!("{name}-reception")),
            reception_quote: words("answer"),
            ..Delivery::drawn()
        }
    }

    fn signs(&mut self) {
        let rows = self.fields.rows_of(LineKind::Sign);
        if rows > super::MAX_ROWS {
            self.faults.push(Fault::new(
                format!("{}-seen", row_name("sign", super::MAX_ROWS)),
                "fault-sign-rows",
            ));
        }
        for row in self.fields.in_order(LineKind::Sign, rows.min(super::MAX_ROWS)) {
            self.seen(&row_name("sign", row));
        }
    }

    /// The signs of one line: what was seen, and what came just before.
    fn seen(&mut self, name: &str) {
        let signs: Vec<Sign> = self.fields.all(name).filter_map(from_code).collect();
        let seen = format!("{name}-seen");
        let (observed, just_before) = (self.text(&seen), self.text(&format!("{name}-before")));
        if signs.is_empty() && (observed.is_some() || just_before.is_some()) {
            let tongue = self.writer.tongue();
            let line = below(
                unread(Prefix::Sign, "", tongue),
                Prefix::Before,
                just_before.as_ref(),
                tongue,
            );
            self.keep(&seen, below(line, Prefix::Seen, observed.as_ref(), tongue));
        }
        for sign in signs {
            let (observed, just_before) = (observed.clone(), just_before.clone());
            self.add(name, Marker { observed, just_before, ..Marker::drawn(sign) });
        }
    }

    fn held(&mut self) {
        let rows = self.rows(("m", &HELD_PARTS), "fault-held-rows");
        for row in self.fields.in_order(LineKind::Held, rows) {
            self.holding(&row_name("m", row));
        }
    }

    /// One thing to tell, with the need behind it.
    fn holding(&mut self, name: &str) {
        let part = |part: &str| format!("{name}-{part}");
        let no = place(self.fields.get(&part("need")));
        let known = no.and_then(|no| self.file.needs.get(no)).map(|n| n.id.clone());
        let guess = self
            .text(&part("guess"))
            .map(|text| self.add(&part("guess"), Item::need(Need::drawn(text), Vec::new())));
        let (text, why, self_interest) =
            (self.text(&part("text")), self.text(&part("why")), self.ticked(&part("interest")));
        let Some(text) = text else {
            let faulty = self.faults.iter().any(|fault| fault.field == part("text"));
            if !faulty && (why.is_some() || self_interest || known.is_some()) {
                let need = no
                    .filter(|_| known.is_some())
                    .map(|no| format!("#{}", no + 1))
                    .unwrap_or_default();
                let tongue = self.writer.tongue();
                let line = unread(
                    Prefix::Message,
                    &format!("{need}{}", if self_interest { " =self" } else { "" }),
                    tongue,
                );
                self.keep(&part("text"), below(line, Prefix::Why, why.as_ref(), tongue));
            }
            return;
        };
        let need = guess.or(known);
        self.add(&part("why"), Message { why, need, self_interest, ..Message::drawn(text) });
    }

    fn promises(&mut self) {
        for (i, promise) in self.file.promises.iter().enumerate() {
            let name = format!("p{}", i + 1);
            let request = StepRequest::to(self.fields.get(&name));
            self.step(&name, Some(Subject::Promise(promise.id.clone())), request);
        }
        for (kind, by) in
            [(LineKind::Ours, Speaker::Consultant), (LineKind::Theirs, Speaker::Client)]
        {
            let name = kind.list();
            let rows = self.rows((name, &["", "due"]), "fault-promise-rows");
            for i in self.fields.in_order(kind, rows) {
                let field = format!("{name}{i}");
                let (due, tongue) =
                    (self.fields.get(&format!("{field}-due")).trim(), self.writer.tongue());
                let Some(text) = self.text(&field) else {
                    if !due.is_empty() && self.fields.get(&field).trim().is_empty() {
                        let prefix =
                            if by == Speaker::Client { Prefix::Theirs } else { Prefix::Ours };
                        self.keep(&field, unread(prefix, &format!("@{due}"), tongue));
                    }
                    continue;
                };
                let promise = Promise::drawn(by, text);
                let line = written(&promise.clone().into(), self.file, tongue);
                // A date that nobody can read stays as a line, which is asked about; the promise
                // stands without it.
                let due_on =
                    self.day_or(&format!("{field}-due"), |typed| format!("{line} @{typed}"));
                self.add(&field, Promise { due_on, ..promise });
            }
        }
    }

    fn add(&mut self, source: &str, item: impl Into<Item>) -> Id {
        self.sources.push(source.to_owned());
        let item = item.into();
        let typed = written(&item, self.file, self.writer.tongue());
        self.entry.add(None, typed, item)
    }

    fn ticked(&self, name: &str) -> bool {
        self.fields.ticked(name, "1")
    }

    fn choice<T: serde::de::DeserializeOwned>(&self, name: &str) -> Option<T> {
        from_code(self.fields.get(name))
    }

    fn text(&mut self, name: &str) -> Option<Text> {
        Text::optional(self.fields.get(name)).unwrap_or_else(|_| {
            let fault = Fault::new(name, "fault-text");
            if !self.faults.contains(&fault) {
                self.faults.push(fault);
            }
            None
        })
    }

    /// A day of the session itself.
    fn day(&mut self, name: &str, prefix: Prefix) -> Option<Day> {
        let tongue = self.writer.tongue();
        self.day_or(name, |typed| unread(prefix, typed, tongue))
    }

    /// A day as people write it, seen from the session's day. One that nobody can read is kept as a
    /// line.
    fn day_or(&mut self, name: &str, line: impl Fn(&str) -> String) -> Option<Day> {
        let typed = self.fields.get(name).trim();
        if typed.is_empty() {
            return None;
        }
        let seen = Seen {
            from: self.entry.on.unwrap_or(self.writer.today),
            sense: Sense::Ahead,
            habit: self.writer.habit,
        };
        let read = day::read(typed, &seen);
        if let Err(why) = &read {
            let key = if *why == DayFault::Unreadable {
                "fault-due-unreadable"
            } else {
                "fault-date-open"
            };
            self.unread.push(Fault::new(name, key));
            self.sources.push(name.to_owned());
            self.entry.add(None, line(typed), Item::unread());
        }
        read.ok()
    }

    /// The day in a field; what is none, or could be two, is a fault.
    fn seen_day(
        &mut self,
        name: &str,
        (from, sense): (Day, Sense),
        key: &'static str,
    ) -> Option<Day> {
        let seen = Seen { from, sense, habit: self.writer.habit };
        match day::read(self.fields.get(name), &seen) {
            Ok(day) => Some(day),
            Err(why) => {
                let key = if why == DayFault::Unreadable { key } else { "fault-date-open" };
                self.faults.push(Fault::new(name, key));
                None
            }
        }
    }

    /// Reads a length. Text that is no length counts as out of range.
    fn minutes(&self) -> Option<u32> {
        let typed = self.fields.get("minutes").trim();
        if typed.is_empty() { None } else { Some(length::read(typed).unwrap_or(0)) }
    }
}

/// A place counted from 1, as an index.
fn place(no: &str) -> Option<usize> {
    no.parse::<usize>().ok()?.checked_sub(1)
}

/// Words without the marks one may have typed around them: stored text has no marks.
fn bare(text: Text) -> Text {
    unquoted(text.as_str()).parse().unwrap_or(text)
}
