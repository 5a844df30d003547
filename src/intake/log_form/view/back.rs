//! The lines that are read from the shorthand of a page. A line of text becomes one of the page as a
//! whole, with everything that it rests on and that rests on it, or it stays text.

mod marks;

use std::collections::{BTreeMap, HashMap, HashSet};

use marks::Marks;

use super::super::lines::unquoted;
use super::super::reopen::waits;
use super::super::{Line, LineKind, LogForm, ORDER, Writer, singles};
use crate::intake::entry::{Entry, Item, Open};
use crate::intake::form::{Fields, MAX_ROWS};
use crate::intake::shorthand::{DayPart, Parsed, Prefix, parts};
use crate::method::field::Shape;
use crate::method::need::NeedBasis;
use crate::method::session::SessionField;
use crate::method::{ClientFile, Day, Fact, Id, Lang, Message, Need, PromiseState, Speaker, code};

/// The page with the lines of its shorthand among its lines; none where there is no text, or more
/// of it than is read.
pub(super) fn read(fields: &Fields, file: &ClientFile, writer: &Writer<'_>) -> Option<Fields> {
    let read = LogForm::read(fields, file, writer);
    let parsed = read.short.as_ref()?;
    let mut text = Text::new(fields, file, &read, parsed);
    text.settle();
    Some(text.turned())
}

/// The places that a line of the page offers: the fields of one item.
#[derive(Default)]
struct Place {
    /// The line of the page, or none for a field that stands elsewhere on it.
    line: Option<Line>,
    fields: Vec<(String, String)>,
}

struct Text<'t> {
    fields: &'t Fields,
    file: &'t ClientFile,
    read: &'t LogForm,
    parsed: &'t Parsed,
    /// Each line of the text with everything that goes on below it.
    parts: Vec<(usize, String)>,
    /// The lines of text that stay.
    stays: HashSet<usize>,
}

impl<'t> Text<'t> {
    fn new(
        fields: &'t Fields,
        file: &'t ClientFile,
        read: &'t LogForm,
        parsed: &'t Parsed,
    ) -> Text<'t> {
        let parts = parts(fields.get("short"));
        Text { fields, file, read, parsed, parts, stays: HashSet::new() }
    }

    fn entry(&self) -> &'t Entry {
        &self.parsed.entry
    }

    /// Finds out which lines stay, until nothing more hangs on them.
    fn settle(&mut self) {
        let places = self.places();
        for (i, item) in self.entry().items.iter().enumerate() {
            let undated = item.is_unread() && self.undated(i).is_some();
            if !places.contains_key(&i) && !undated {
                self.stays.extend(item.line);
            }
        }
        loop {
            let before = self.stays.len();
            for item in &self.entry().items {
                let Some(line) = item.line else { continue };
                for other in self.rests(item) {
                    if self.stays.contains(&line) || self.stays.contains(&other) {
                        self.stays.extend([line, other]);
                    }
                }
            }
            if self.stays.len() == before {
                return;
            }
        }
    }

    /// The lines of text on which an item rests.
    fn rests(&self, item: &Item) -> Vec<usize> {
        let rests = |other: &&Item| other.id().is_some_and(|id| item.points_at(id));
        self.entry().items.iter().filter(rests).filter_map(|other| other.line).collect()
    }

    /// The promise above a line of which only the day cannot be read.
    fn undated(&self, i: usize) -> Option<(usize, &'t str)> {
        let (item, above) = (self.entry().items.get(i)?, i.checked_sub(1)?);
        let promise = self.entry().items.get(above).filter(|it| it.line == item.line)?;
        let part = DayPart::of(&item.typed)?;
        let without = |fact: &Fact| matches!(fact, Fact::Promise(p) if p.due_on.is_none());
        promise.fact().is_some_and(without).then_some((above, part.day))
    }

    /// The next row of a kind.
    fn row(&self, kind: LineKind, given: &mut HashMap<&'static str, usize>) -> Option<Line> {
        let next = given.entry(kind.list()).or_insert_with(|| self.fields.rows_of(kind));
        let line = Line::new(kind, *next);
        *next += 1;
        (line.row < MAX_ROWS).then_some(line)
    }

    /// For each item that the page has a place for, the fields that say it. Words come first, for
    /// the others are marks of them.
    fn places(&self) -> BTreeMap<usize, Place> {
        let mut out = BTreeMap::new();
        let mut given = HashMap::new();
        let mut rows: HashMap<Id, Line> = HashMap::new();
        for (i, item) in self.entry().items.iter().enumerate().filter(|(_, it)| !self.stay(it)) {
            let Some(quote) = item.quote() else { continue };
            if quote.speaker != Speaker::Client || quote.lang != Lang::of(quote.text.as_str()) {
                continue;
            }
            let Some(line) = self.row(LineKind::Said, &mut given) else { continue };
            let mut fields = vec![(line.name(), quote.text.to_string())];
            if item.open != Some(Open::Exactness) {
                fields.push((line.field("exact"), code(&quote.exactness)));
            }
            rows.entry(quote.id.clone()).or_insert(line);
            out.insert(i, Place { line: Some(line), fields });
        }
        let mut marks =
            Marks { text: self, rows: &rows, needs: HashMap::new(), taken: HashSet::new() };
        for (i, item) in self.entry().items.iter().enumerate().filter(|(_, it)| !self.stay(it)) {
            let place = marks.place(item).or_else(|| self.line(i, item, &rows, &mut given));
            place.into_iter().for_each(|place| drop(out.insert(i, place)));
        }
        out
    }

    fn stay(&self, item: &Item) -> bool {
        item.line.is_none_or(|line| self.stays.contains(&line))
    }

    /// The line of the page that an item becomes by itself.
    fn line(
        &self,
        i: usize,
        item: &Item,
        rows: &HashMap<Id, Line>,
        given: &mut HashMap<&'static str, usize>,
    ) -> Option<Place> {
        match item.fact()? {
            Fact::Delivered { .. } => self.told(item, rows, given),
            Fact::Message(_) if item.telling().is_some() => self.told(item, rows, given),
            Fact::Message(message) => self.held(message, given),
            Fact::Promise(promise) if promise.need.is_none() => {
                let theirs = promise.by == Speaker::Client;
                let kind = if theirs { LineKind::Theirs } else { LineKind::Ours };
                let line = self.row(kind, given)?;
                let typed = self.undated(i + 1).map(|(_, day)| day.to_owned());
                let due = promise.due_on.map(|due| due.to_string()).or(typed);
                let mut fields = vec![(line.name(), promise.text.to_string())];
                fields.extend(due.map(|due| (line.field("due"), due)));
                Some(Place { line: Some(line), fields })
            }
            Fact::Marker(marker) if marker.quote.is_none() => self.sign(i, given),
            Fact::PromiseMoved { promise, step } => {
                let kept = matches!(step.to, PromiseState::Done | PromiseState::Carried);
                let plain = step.quote.is_none() && step.note.is_none();
                let open = |no: &usize| {
                    self.file.promises.get(*no).is_some_and(|p| p.state(Day::MAX).open())
                };
                let no = self.file.promises.iter().position(|p| p.id == *promise).filter(open)?;
                self.elsewhere(kept && plain, (format!("p{}", no + 1), code(&step.to)))
            }
            _ => None,
        }
    }

    /// A field that stands on the page in any case, unless it says something already.
    fn elsewhere(&self, fits: bool, field: (String, String)) -> Option<Place> {
        let free = self.fields.get(&field.0).is_empty();
        (fits && free).then(|| Place { line: None, fields: vec![field] })
    }

    fn told(
        &self,
        item: &Item,
        rows: &HashMap<Id, Line>,
        given: &mut HashMap<&'static str, usize>,
    ) -> Option<Place> {
        let (message, delivery) = item.telling().filter(|(_, told)| told.strain.is_none())?;
        let row = |words: &Option<Id>| match words {
            None => Some(None),
            Some(id) => rows.get(id).map(|line| Some(line.row)),
        };
        let (asked, landed) = (row(&delivery.permission_quote)?, row(&delivery.reception_quote)?);
        let (line, name, mut fields) = match item.fact()? {
            Fact::Message(Message { text, why, need: None, self_interest: false, .. }) => {
                let line = self.row(LineKind::Told, given)?;
                let mut fields = vec![(line.text_field(), text.to_string())];
                fields.extend(why.as_ref().map(|why| (line.field("why"), why.to_string())));
                (Some(line), line.name(), fields)
            }
            Fact::Delivered { .. } => {
                let of = |no: &usize| self.file.messages.get(*no).is_some_and(waits);
                let no = self.file.messages.iter().position(|m| m.id == *message).filter(of)?;
                let name = format!("t{}", no + 1);
                if !self.fields.get(&name).is_empty() {
                    return None;
                }
                (None, name.clone(), vec![(name, "1".to_owned())])
            }
            _ => return None,
        };
        let part = |part: &str| format!("{name}-{part}");
        let chosen = [
            ("permission", delivery.permission.as_ref().map(code)),
            ("reception", delivery.reception.as_ref().map(code)),
            ("yes", asked.map(|row| row.to_string())),
            ("answer", landed.map(|row| row.to_string())),
        ];
        fields.extend(chosen.into_iter().filter_map(|(of, value)| Some((part(of), value?))));
        Some(Place { line, fields })
    }

    fn held(&self, message: &Message, given: &mut HashMap<&'static str, usize>) -> Option<Place> {
        let need = match &message.need {
            None => None,
            Some(id) => match self.file.needs.iter().position(|need| need.id == *id) {
                Some(no) => Some(("need", (no + 1).to_string())),
                None => Some(("guess", guess(self.entry().item(id)?)?)),
            },
        };
        let line = self.row(LineKind::Held, given)?;
        let mut fields = vec![(line.text_field(), message.text.to_string())];
        fields.extend(message.why.as_ref().map(|why| (line.field("why"), why.to_string())));
        fields.extend(need.map(|(part, value)| (line.field(part), value)));
        fields.extend(message.self_interest.then(|| (line.field("interest"), "1".to_owned())));
        Some(Place { line: Some(line), fields })
    }

    /// A sign joins the line of the sign above it where both were seen alike.
    fn sign(&self, i: usize, given: &mut HashMap<&'static str, usize>) -> Option<Place> {
        let Fact::Marker(marker) = self.entry().items.get(i)?.fact()? else { return None };
        let alike = |item: &Item| match item.fact() {
            Some(Fact::Marker(other)) => {
                other.quote.is_none()
                    && other.sign != marker.sign
                    && other.observed == marker.observed
                    && other.just_before == marker.just_before
            }
            _ => false,
        };
        let (sign, observed, just_before) = (&marker.sign, &marker.observed, &marker.just_before);
        let above = i.checked_sub(1).and_then(|above| self.entry().items.get(above));
        let joins = above.is_some_and(|above| alike(above) && !self.stay(above));
        let next = given.entry(LineKind::Sign.list());
        let next = next.or_insert_with(|| self.fields.rows_of(LineKind::Sign));
        if joins && *next > 0 {
            let line = Line::new(LineKind::Sign, *next - 1);
            return Some(Place { line: Some(line), fields: vec![(line.name(), code(sign))] });
        }
        let line = self.row(LineKind::Sign, given)?;
        let mut fields = vec![(line.name(), code(sign))];
        fields.extend(observed.as_ref().map(|seen| (line.field("seen"), seen.to_string())));
        fields.extend(just_before.as_ref().map(|text| (line.field("before"), text.to_string())));
        Some(Place { line: Some(line), fields })
    }

    /// The page, with the fields of every line that goes and the text that stays.
    fn turned(&self) -> Fields {
        let places = self.places();
        let mut page = self.fields.clone();
        // A page sends its empty fields too: those that are filled now give way.
        let filled = places.values().flat_map(|place| &place.fields);
        let filled: HashSet<&String> = filled.map(|(name, _)| name).collect();
        page.retain(|name| filled.iter().all(|filled| *filled != name));
        let mut gone: HashSet<usize> = HashSet::new();
        let mut order: Vec<(usize, Line)> = Vec::new();
        for (i, place) in &places {
            let Some(at) = self.entry().items.get(*i).and_then(|item| item.line) else { continue };
            gone.insert(at);
            place.fields.iter().for_each(|(name, value)| page.add(name, value));
            order.extend(
                place.line.filter(|line| order.iter().all(|(_, l)| l != line)).map(|l| (at, l)),
            );
        }
        self.singles(&mut page, &mut gone);
        self.topic(&mut page, &mut gone, &mut order);
        order.sort_by_key(|(at, _)| *at);
        let before: Vec<String> = self.fields.lines().into_iter().map(Line::name).collect();
        let after = order.into_iter().map(|(_, line)| line.name());
        let after = after.filter(|name| !before.contains(name));
        let names: Vec<String> = before.iter().cloned().chain(after).collect();
        page.set(ORDER, names.join(" "));
        page.set("short", self.left(&gone));
        page
    }

    /// The lines of text that stay, each with what belongs to it.
    fn left(&self, gone: &HashSet<usize>) -> String {
        let mut kept: Vec<&str> = Vec::new();
        let mut above = false;
        for (number, raw) in &self.parts {
            let heard = self.parsed.remarks.iter().any(|remark| remark.line == *number);
            let item = self.entry().items.iter().any(|item| item.line == Some(*number));
            let single = self.parsed.said.iter().any(|(_, line)| line == number);
            // What belongs to a line above goes where that goes.
            let goes = if item || single || heard { gone.contains(number) } else { above };
            above = goes;
            if !goes {
                kept.push(raw);
            }
        }
        kept.join("\n")
    }

    /// Puts what the text says of the session itself into its field, unless the field says
    /// something else.
    fn singles(&self, page: &mut Fields, gone: &mut HashSet<usize>) {
        let differs = |field: &str| {
            self.read.faults.iter().any(|fault| fault.both.is_some() && fault.field == field)
        };
        let (said, entry) = (&self.parsed.said, &self.read.entry);
        let by_hand = |prefix: &Prefix| {
            matches!(prefix, Prefix::Hours | Prefix::Payer | Prefix::Field(SessionField::Topic))
        };
        for (field, prefix) in singles().filter(|(_, prefix)| !by_hand(prefix)) {
            let Some((_, line)) = said.iter().find(|(p, _)| *p == prefix) else { continue };
            let value = match prefix {
                Prefix::On => entry.on.map(|on| on.to_string()),
                Prefix::Minutes => entry.session.minutes.map(|n| n.to_string()),
                Prefix::Status => Some(code(&entry.session.status)),
                Prefix::Field(of) => of.of(&entry.session),
                _ => None,
            };
            if let Some(value) = value.filter(|_| !differs(field)) {
                page.set(field, value);
                gone.insert(*line);
            }
        }
        for notes in SessionField::texts().filter(|of| of.declared().shape == Shape::Notes) {
            let whole = notes.of(&entry.session);
            if notes.of(&self.entry().session).is_some()
                && let Some(whole) = whole
            {
                page.set(notes.declared().form, whole);
                let prefix = Prefix::Field(notes);
                gone.extend(said.iter().filter(|(p, _)| *p == prefix).map(|(_, line)| *line));
            }
        }
    }

    /// The topic is a mark on the words that say it, or a line of its own.
    fn topic(&self, page: &mut Fields, gone: &mut HashSet<usize>, order: &mut Vec<(usize, Line)>) {
        let prefix = Prefix::Field(SessionField::Topic);
        let Some((_, at)) = self.parsed.said.iter().find(|(p, _)| *p == prefix) else { return };
        let session = &self.entry().session;
        let taken = !self.fields.with_marked_topic().get("topic").trim().is_empty();
        if taken || !self.fields.get("covered").is_empty() {
            return;
        }
        let covered = session.topic_covered.as_ref().map(code);
        let topic = session.client_topic.as_ref().map(ToString::to_string).unwrap_or_default();
        let said: Vec<(Line, String)> = order
            .iter()
            .filter(|(_, line)| line.kind == LineKind::Said)
            .map(|(_, line)| (*line, unquoted(page.get(&line.name()).trim()).to_owned()))
            .collect();
        let marked = |text: &str| said.iter().find(|(_, s)| s == text).map(|(line, _)| *line);
        let (own, marks) = match marked(&topic) {
            Some(line) => (String::new(), vec![line]),
            None => {
                let pieces: Vec<&str> = topic.split('\n').collect();
                let marks: Vec<Line> = pieces.iter().rev().map_while(|p| marked(p)).collect();
                let own = pieces.get(..pieces.len() - marks.len()).unwrap_or_default();
                (own.join("\n"), marks)
            }
        };
        gone.insert(*at);
        marks.iter().for_each(|line| page.set(&line.field("topic"), "1"));
        if !own.is_empty() {
            page.set("topic", own);
        }
        match marks.iter().min_by_key(|line| line.row).filter(|_| page.get("topic").is_empty()) {
            Some(line) => covered.into_iter().for_each(|how| page.set(&line.field("covered"), how)),
            None => {
                covered.into_iter().for_each(|how| page.set("covered", how));
                order.push((*at, Line::new(LineKind::Topic, 0)));
            }
        }
    }
}

/// The text of a guess that stands beside what is held.
fn guess(item: &Item) -> Option<String> {
    match item.fact()? {
        Fact::Need(Need {
            text,
            basis: NeedBasis::Inference,
            kind: None,
            hint_quote: None,
            ..
        }) => (item.records.len() == 1).then(|| text.to_string()),
        _ => None,
    }
}
