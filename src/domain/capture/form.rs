//! The nine steps of the page, field by field, as items of an entry (method §7).

use super::{Fault, Fields};
use crate::domain::entry::{About, Agreed, Draft, Entry, Link, Move, Said, Telling, Told, What};
use crate::domain::hours::Hours;
use crate::domain::need::NeedBasis;
use crate::domain::shorthand::{Prefix, unread, written};
use crate::domain::written::{DayFault, Habit, Seen, Sense, day, length};
use crate::domain::{
    AgreementKind, AgreementMove, ClientFile, Day, Exactness, PromiseState, Sign, Speaker, Text, from_code,
};

pub(super) struct Form<'f> {
    fields: &'f Fields,
    file: &'f ClientFile,
    today: Day,
    habit: Habit,
    entry: Entry,
    faults: Vec<Fault>,
    sources: Vec<String>,
    /// Fields that became lines, which are asked about.
    unread: Vec<Fault>,
    /// The item that each line of words became.
    words: Vec<Option<Link>>,
}

impl<'f> Form<'f> {
    pub fn new(fields: &'f Fields, file: &'f ClientFile, (today, habit): (Day, Habit)) -> Form<'f> {
        Form {
            fields,
            file,
            today,
            habit,
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
    }

    fn facts(&mut self) {
        let typed = self.fields.get("on").trim();
        if !typed.is_empty() {
            self.entry.on = self.seen_day("on", (self.today, Sense::Back), "fault-date-unreadable");
        }
        self.entry.minutes = self.minutes();
        self.entry.status = self.choice("status").unwrap_or_default();
        self.entry.mode = self.choice("mode");
        self.entry.initiator = self.choice("initiator");
        self.entry.topic = self.text("topic");
        self.entry.covered = self.choice("covered");
        self.entry.closing = self.choice("closing");
        self.entry.checkout = self.choice("checkout");
        self.entry.note = self.text("note");
        self.entry.planned_for = self.day("planned", Prefix::Planned);
        self.entry.next_on = self.day("next", Prefix::Next);
        match Hours::from_fields(self.fields) {
            Ok(hours) => self.entry.hours = hours,
            Err(faults) => self.faults.extend(faults),
        }
    }

    /// How many rows of a list are read; more rows than it takes are a fault.
    fn rows(&mut self, list: &str, key: &'static str) -> usize {
        let rows = self.fields.rows(list);
        if rows > super::MAX_ROWS {
            self.faults.push(Fault::new(format!("{list}{}", super::MAX_ROWS), key));
        }
        rows.min(super::MAX_ROWS)
    }

    fn words(&mut self) {
        for row in 0..self.rows("q", "fault-words-rows") {
            let name = format!("q{row}");
            let Some(text) = self.text(&name) else {
                self.words.push(None);
                continue;
            };
            let exactness = self.choice::<Exactness>(&format!("{name}-exact"));
            let text = bare(text);
            let said = Said { text, exactness, speaker: Speaker::Client, lang: None };
            let link = self.add(&name, What::Quote(said));
            self.words.push(Some(link));
        }
    }

    /// What each line is a mark of. The need comes before the want, so that the want can lie upon it.
    fn marks(&mut self) {
        for row in 0..self.words.len() {
            let Some(words) = self.words[row].clone() else { continue };
            let name = |part: &str| format!("q{row}-{part}");
            let own = || Text::optional(self.fields.get(&format!("q{row}"))).ok().flatten().map(bare);
            let as_said = own();
            let need = match (self.ticked(&name("n")), self.text(&name("need"))) {
                (false, None) => None,
                (_, typed) => typed.or_else(|| as_said.clone()).map(|text| {
                    let need = What::Need {
                        text,
                        basis: NeedBasis::Hint,
                        kind: None,
                        words: Some(words.clone()),
                        wants: Vec::new(),
                    };
                    self.add(&name("need"), need)
                }),
            };
            if self.ticked(&name("w")) || self.text(&name("want")).is_some() {
                let text = self.text(&name("want")).or(as_said);
                if let Some(text) = text {
                    let needs = need.into_iter().collect();
                    self.add(&name("want"), What::Want { text, words: Some(words.clone()), needs });
                }
            }
            for (part, kind) in [("a", AgreementKind::Conversation), ("b", AgreementKind::Consultation)] {
                if self.ticked(&name(part)) {
                    self.agreement(row, kind, &words);
                }
            }
            self.movement(&name("move"), &words);
        }
    }

    /// A no to a message that was planned is about that message; every other word is about the relationship.
    fn agreement(&mut self, row: usize, kind: AgreementKind, words: &Link) {
        let event = match self.fields.get(&format!("q{row}-how")) {
            "declined" => Some(AgreementMove::Declined),
            "withdrawn" => Some(AgreementMove::Withdrawn),
            _ => None,
        };
        let agreed = Agreed { kind, event, about: About::Relationship, words: Some(words.clone()), origin: None };
        self.add(&format!("q{row}"), What::Agreement(agreed));
    }

    /// `need.2.acknowledged`: a step of something already recorded, resting on these words.
    fn movement(&mut self, name: &str, words: &Link) {
        let typed = self.fields.get(name).to_owned();
        let mut parts = typed.splitn(3, '.');
        let (Some(noun), Some(no), Some(to)) = (parts.next(), parts.next().and_then(place), parts.next()) else {
            return;
        };
        let file = self.file;
        let words = Some(words.clone());
        let what = match noun {
            "need" => from_code(to).zip(file.needs.get(no)).map(|(to, n)| What::NeedMoved(step(&n.id, to, words))),
            "want" => from_code(to).zip(file.wants.get(no)).map(|(to, w)| What::WantMoved(step(&w.id, to, words))),
            "strain" => {
                from_code(to).zip(file.ruptures.get(no)).map(|(to, r)| What::StrainMoved(step(&r.id, to, words)))
            }
            _ => None,
        };
        if let Some(what) = what {
            self.add(name, what);
        }
    }

    fn told(&mut self) {
        for (i, message) in self.file.messages.iter().enumerate() {
            let name = format!("t{}", i + 1);
            if self.ticked(&name) {
                self.telling(&name, Told::Held(Link::Known(message.id.clone())));
            }
        }
        if let Some(text) = self.text("tn-text") {
            let draft = Draft { text, why: self.text("tn-why"), need: None, self_interest: false };
            self.telling("tn", Told::New(draft));
        }
    }

    fn telling(&mut self, name: &str, message: Told) {
        let permission = self.choice(&format!("{name}-permission"));
        let reception = self.choice(&format!("{name}-reception"));
        let row = |part: &str| self.fields.get(&format!("{name}-{part}")).parse::<usize>().ok();
        let permission_words = row("yes").and_then(|row| self.words.get(row).cloned().flatten());
        let reception_words = row("answer").and_then(|row| self.words.get(row).cloned().flatten());
        let telling = Telling { message, permission, permission_words, reception, reception_words, strain: None };
        self.add(name, What::Told(telling));
    }

    fn signs(&mut self) {
        let signs: Vec<Sign> = self.fields.all("sign").filter_map(from_code).collect();
        let (observed, just_before) = (self.text("sign-seen"), self.text("sign-before"));
        for sign in signs {
            self.add(
                "sign",
                What::Sign { sign, observed: observed.clone(), just_before: just_before.clone(), words: None },
            );
        }
    }

    fn held(&mut self) {
        let known =
            place(self.fields.get("m-need")).and_then(|no| self.file.needs.get(no)).map(|n| Link::Known(n.id.clone()));
        let guess = self.text("m-guess").map(|text| {
            self.add(
                "m-guess",
                What::Need { text, basis: NeedBasis::Inference, kind: None, words: None, wants: Vec::new() },
            )
        });
        if let Some(text) = self.text("m-text") {
            let why = self.text("m-why");
            let draft = Draft { text, why, need: guess.or(known), self_interest: self.ticked("m-interest") };
            self.add("m-why", What::Message(draft));
        }
    }

    fn promises(&mut self) {
        for (i, promise) in self.file.commitments.iter().enumerate() {
            let name = format!("p{}", i + 1);
            if let Some(to) = self.choice::<PromiseState>(&name) {
                self.add(&name, What::PromiseMoved(step(&promise.id, to, None)));
            }
        }
        for (name, by) in [("ours", Speaker::Consultant), ("theirs", Speaker::Client)] {
            for i in 0..self.rows(name, "fault-promise-rows") {
                let field = format!("{name}{i}");
                let Some(text) = self.text(&field) else { continue };
                let what = What::Promise { by, text, due: None, need: None };
                let line = written(&what, self.file);
                let (before, name) = (self.unread.len(), format!("{field}-due"));
                let due = self.day_or(&name, |typed| format!("{line} @{typed}"));
                // With a date that nobody can read it stays a line, which is asked about.
                if let (What::Promise { by, text, need, .. }, true) = (what, before == self.unread.len()) {
                    self.add(&field, What::Promise { by, text, due, need });
                }
            }
        }
    }

    fn add(&mut self, source: &str, what: What) -> Link {
        self.sources.push(source.to_owned());
        let typed = written(&what, self.file);
        self.entry.add(None, typed, what)
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
        self.day_or(name, |typed| unread(prefix, typed))
    }

    /// A day as people write it, seen from the session's day. One that nobody can read is kept as a line.
    fn day_or(&mut self, name: &str, line: impl Fn(&str) -> String) -> Option<Day> {
        let typed = self.fields.get(name).trim();
        if typed.is_empty() {
            return None;
        }
        let seen = Seen { from: self.entry.on.unwrap_or(self.today), sense: Sense::Ahead, habit: self.habit };
        let read = day::read(typed, &seen);
        if let Err(why) = &read {
            let key = if *why == DayFault::Unreadable { "fault-due-unreadable" } else { "fault-date-open" };
            self.unread.push(Fault::new(name, key));
            self.sources.push(name.to_owned());
            self.entry.add(None, line(typed), What::Unread);
        }
        read.ok()
    }

    /// The day in a field; what is none, or could be two, is a fault.
    fn seen_day(&mut self, name: &str, (from, sense): (Day, Sense), key: &'static str) -> Option<Day> {
        let seen = Seen { from, sense, habit: self.habit };
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

fn step<S>(of: &crate::domain::Id, to: S, words: Option<Link>) -> Move<S> {
    Move { of: Link::Known(of.clone()), to, words, note: None }
}

/// A place counted from 1, as an index.
fn place(no: &str) -> Option<usize> {
    no.parse::<usize>().ok()?.checked_sub(1)
}

/// Words without the marks one may have typed around them: stored text has no marks (mockups, decision 5).
fn bare(text: Text) -> Text {
    let pairs = [('「', '」'), ('“', '”'), ('"', '"')];
    let inner = pairs.iter().find_map(|(open, close)| text.as_str().strip_prefix(*open)?.strip_suffix(*close));
    inner.filter(|s| !s.contains(['「', '」', '“', '”', '"'])).and_then(|s| s.parse().ok()).unwrap_or(text)
}
