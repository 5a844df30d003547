//! One row of a table: what its cells say of a person or of a session, or every cell that cannot be
//! read.

use chrono::{NaiveTime, TimeDelta};
use chrono_tz::Tz;

use super::Row;
use super::mapping::{Field, Mapping, value};
use crate::intake::written::clock::{self, When};
use crate::intake::written::{DayFault, Seen, length, number, phone};
use crate::method::email::address;
use crate::method::moment::{instant, local, minutes_between};
use crate::method::person::{PersonKind, honorific, joined};
use crate::method::session::{Mode, SessionStatus};
use crate::method::{Day, Email, Id, Lang, Person, Session, Text};

/// A cell that is not taken as it stands, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowError {
    pub field: Field,
    pub why: Value,
    /// Holds what stays out, as it is written.
    pub written: String,
}

/// Names why a cell cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value {
    Empty,
    /// A title, which is no part of the name.
    Title,
    /// A control character.
    Control,
    TooLong,
    Mail,
    /// No telephone number.
    Phone,
    /// A number that has lost the zero it begins with, as spreadsheets take it. It is kept.
    NoZero,
    Kind,
    Status,
    Mode,
    Fee,
    /// The sign beside the amount is of another currency than its column says, or of several.
    Sign,
    Currency,
    /// The first of several values was taken.
    More,
    /// A time that has no place: how long it took is not known.
    Timeless,
    Time,
    Day,
    /// A day that could be two.
    OpenDay,
    /// A day that has not come yet.
    Ahead,
    Minutes,
    /// Nobody of that name, or several.
    Nobody,
    Several,
}

impl Value {
    /// True if nothing is lost by it.
    pub fn harmless(self) -> bool {
        self == Value::Title
    }

    /// True if the row cannot come in: nobody and no day is told. Any other cell stays out by
    /// itself.
    pub fn bars(self) -> bool {
        matches!(
            self,
            Value::Empty
                | Value::Nobody
                | Value::Several
                | Value::Day
                | Value::OpenDay
                | Value::Ahead
        )
    }
}

/// Holds what a row says of a person. What it does not say is none.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Brought {
    pub name: Option<Text>,
    pub reading: Option<Text>,
    pub mail: Option<Text>,
    pub phone: Option<Text>,
    pub role: Option<Text>,
    pub kind: Option<PersonKind>,
    pub purpose: Option<Text>,
    pub fee: Option<u64>,
    pub currency: Option<Text>,
}

impl Brought {
    /// The person as they will be: what the row says stands for what was known.
    pub fn over(&self, known: &Person) -> Person {
        let or = |new: &Option<Text>, was: &Option<Text>| new.clone().or_else(|| was.clone());
        Person {
            display_name: self.name.clone().unwrap_or_else(|| known.display_name.clone()),
            reading: or(&self.reading, &known.reading),
            mail: or(&self.mail, &known.mail),
            phone: or(&self.phone, &known.phone),
            role: or(&self.role, &known.role),
            kind: self.kind.unwrap_or(known.kind),
            purpose: or(&self.purpose, &known.purpose),
            fee_monthly: self.fee.or(known.fee_monthly),
            currency: or(&self.currency, &known.currency),
            ..known.clone()
        }
    }

    /// Somebody new; none without a name.
    pub fn person(&self) -> Option<Person> {
        let name = self.name.clone()?;
        let lang = Lang::of(name.as_str());
        Some(self.over(&Person::named(Id::fresh(), name, lang)))
    }
}

/// Holds what a row says of a session, but for whose it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Met {
    pub name: String,
    pub mail: String,
    /// Tells when it began, where that is known.
    pub start: Option<NaiveTime>,
    pub session: Session,
}

/// A row being read.
pub struct Reading<'r> {
    row: &'r Row,
    mapping: &'r Mapping,
    /// From where its days are seen, and the zone to which its moments are brought.
    seen: Seen,
    tz: Tz,
    pub faults: Vec<RowError>,
}

impl<'r> Reading<'r> {
    pub fn new(row: &'r Row, mapping: &'r Mapping, (seen, tz): (Seen, Tz)) -> Reading<'r> {
        Reading { row, mapping, seen, tz, faults: Vec::new() }
    }

    fn cell(&self, field: Field) -> &'r str {
        let cell = self.mapping.column(field).and_then(|column| self.row.cells.get(column));
        cell.map_or("", |cell| cell.trim())
    }

    /// All columns that are notes, one below the other.
    fn notes(&self) -> String {
        let columns =
            self.mapping.columns(Field::Note).filter_map(|column| self.row.cells.get(column));
        columns.filter(|cell| !cell.is_empty()).cloned().collect::<Vec<_>>().join("\n")
    }

    fn fault(&mut self, field: Field, why: Value) {
        let written = self.cell(field).to_owned();
        self.faults.push(RowError { field, why, written });
    }

    /// A text; without the characters that cannot be kept, which are told.
    fn text(&mut self, field: Field, written: &str) -> Option<Text> {
        use crate::method::text::TextFault;
        Text::optional(written).unwrap_or_else(|why| {
            self.fault(
                field,
                if why == TextFault::TooLong { Value::TooLong } else { Value::Control },
            );
            let kept: String = written.chars().filter(|c| !c.is_control() || *c == '\n').collect();
            Text::optional(&kept).ok().flatten()
        })
    }

    /// The first of several values in one cell that can be read; the others are told.
    fn one_of<T>(
        &mut self,
        field: Field,
        apart: &[&str],
        read: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let mut parts = vec![self.cell(field)];
        for mark in apart {
            parts = parts.into_iter().flat_map(|part| part.split(mark)).collect();
        }
        let parts: Vec<&str> =
            parts.into_iter().map(str::trim).filter(|part| !part.is_empty()).collect();
        let (at, found) =
            parts.iter().enumerate().find_map(|(at, part)| Some((at, read(part)?)))?;
        let rest: Vec<&str> =
            parts.iter().enumerate().filter(|(i, _)| *i != at).map(|(_, part)| *part).collect();
        if !rest.is_empty() {
            self.faults.push(RowError { field, why: Value::More, written: rest.join(", ") });
        }
        Some(found)
    }

    /// A value that can be written in several ways; nothing for an empty cell.
    fn read<T>(&mut self, field: Field, why: Value, read: impl Fn(&str) -> Option<T>) -> Option<T> {
        let written = self.cell(field);
        let found = if written.is_empty() { None } else { read(written) };
        if found.is_none() && !written.is_empty() {
            self.fault(field, why);
        }
        found
    }

    /// The name as it is written in its language: family name first where it is Japanese.
    fn joined(&self, whole: Field, family: Field, given: Field) -> String {
        let (family, given) = (self.cell(family), self.cell(given));
        let turned = |whole: &str| {
            Lang::of(whole) == Lang::Ja && joined(whole) == joined(&format!("{given}{family}"))
        };
        match self.cell(whole) {
            // Programs of the west write the whole name of everybody with the given name first.
            whole if !family.is_empty() && !given.is_empty() && turned(whole) => {
                format!("{family} {given}")
            }
            "" if Lang::of(&format!("{family}{given}")) == Lang::Ja => {
                format!("{family} {given}").trim().to_owned()
            }
            "" => format!("{given} {family}").trim().to_owned(),
            whole => whole.to_owned(),
        }
    }

    /// The name as the row has it.
    pub fn name(&self) -> String {
        self.joined(Field::Name, Field::FamilyName, Field::GivenName)
    }

    /// The person that a row of people is about.
    pub fn person(&mut self) -> Brought {
        let name = self.name();
        if name.is_empty() {
            let of = [Field::Name, Field::GivenName, Field::FamilyName];
            let field =
                of.into_iter().find(|f| self.mapping.column(*f).is_some()).unwrap_or(Field::Name);
            self.fault(field, Value::Empty);
        }
        let reading = self.joined(Field::Reading, Field::FamilyReading, Field::GivenReading);
        // Several of them in one cell are kept, with a comma between them.
        let listed =
            |field| self.cell(field).split(":::").map(str::trim).collect::<Vec<_>>().join(", ");
        let (role, firm) = (listed(Field::Role), listed(Field::Organisation));
        let joint = if role.is_empty() || firm.is_empty() { "" } else { ", " };
        let (bare, title) = honorific::kept(&name)
            .map_or((name.as_str(), None), |(bare, title)| (bare, Some(title)));
        if let Some(title) = title {
            self.faults.push(RowError {
                field: Field::Name,
                why: Value::Title,
                written: title.word.to_owned(),
            });
        }
        let named = self.text(Field::Name, bare);
        if named.is_none() && !name.is_empty() {
            self.fault(Field::Name, Value::Empty);
        }
        let (fee, currency) = self.fee();
        Brought {
            name: named,
            reading: self.text(Field::Reading, &reading),
            mail: self.mail(),
            phone: self.phone(),
            role: self.text(Field::Role, &format!("{role}{joint}{firm}")),
            kind: self.read(Field::Kind, Value::Kind, |w| value("kind", w)),
            purpose: self.text(Field::Purpose, self.cell(Field::Purpose)),
            fee,
            currency,
        }
    }

    /// An address, with or without whose it is: `Mai Seki <mai@example.jp>`.
    fn mail(&mut self) -> Option<Text> {
        let plain = |w: &str| address(w)?.parse::<Email>().ok()?.as_str().parse::<Text>().ok();
        let apart: &[&str] = if self.cell(Field::Mail).contains('<') {
            &[":::", ";", "\n"]
        } else {
            &[":::", ";", "\n", ",", " "]
        };
        let found = self.one_of(Field::Mail, apart, plain);
        if found.is_none() && !self.cell(Field::Mail).is_empty() {
            self.fault(Field::Mail, Value::Mail);
        }
        found
    }

    /// A number; an apostrophe before it kept a spreadsheet from taking its zero.
    fn phone(&mut self) -> Option<Text> {
        let number = |w: &str| phone::read(w)?.parse::<Text>().ok();
        let found = self.one_of(Field::Phone, &[":::", ";", "\n"], number);
        if found.is_none() && !self.cell(Field::Phone).is_empty() {
            self.fault(Field::Phone, Value::Phone);
        } else if found.as_ref().is_some_and(|number| phone::without_zero(number.as_str())) {
            self.fault(Field::Phone, Value::NoZero);
        }
        found
    }

    /// The fee and its currency: of its own column, or as it stands beside the amount; where they
    /// differ, neither.
    fn fee(&mut self) -> (Option<u64>, Option<Text>) {
        let own = self.read(Field::Currency, Value::Currency, number::currency);
        let amount = self.read(Field::Fee, Value::Fee, number::amount);
        let text = |code: Option<String>| code.and_then(|code| code.parse().ok());
        match amount.map(|amount| amount.currency(own.as_deref())) {
            Some(Ok(code)) => (amount.map(|amount| amount.of), text(code)),
            Some(Err(_)) => {
                self.fault(Field::Fee, Value::Sign);
                (None, text(own))
            }
            None => (None, text(own)),
        }
    }

    /// The session that a row of sessions is about; none without a day.
    pub fn session(&mut self) -> Option<Met> {
        let on = self.day();
        let (start, end) = self.times();
        // A moment that names its zone tells the day better than a day that may be of another one.
        let on = start.filter(|start| start.utc.is_some()).or(on);
        if on.is_some_and(|on| on.on > self.seen.from) {
            self.fault(Field::Date, Value::Ahead);
        }
        let said = self.read(Field::Minutes, Value::Minutes, length::read);
        let status =
            self.read(Field::Status, Value::Status, |w| value::<SessionStatus>("status", w));
        let mode = self.read(Field::Mode, Value::Mode, |w| value::<Mode>("mode", w));
        let topic = self.text(Field::Topic, self.cell(Field::Topic));
        let note = self.text(Field::Note, &self.notes());
        let on = on?;
        // Midnight beside a day is how programs write a day without a time.
        let beside = on.at.filter(|at| *at != NaiveTime::MIN);
        let instants = start.and_then(|start| start.utc).zip(end.and_then(|end| end.utc));
        let (start, known) = (start.and_then(|start| start.at).or(beside), start.is_some());
        let between = match instants {
            Some((start, end)) => Some((end - start).num_minutes()),
            None => start.zip(end.and_then(|end| end.at)).map(|hours| self.passed(on.on, hours)),
        };
        // Nothing that is met for takes more than half a day.
        let between = between.filter(|n| (1..=12 * 60).contains(n));
        let spans = start.is_some() && end.is_some();
        if spans && between.is_none() && said.is_none() {
            self.fault(Field::End, Value::Time);
        }
        let minutes = said.or_else(|| between.and_then(|n| u32::try_from(n).ok()));
        let ended = match (start, minutes, end.and_then(|end| end.at)) {
            (Some(start), Some(minutes), _) => {
                let began = instants
                    .map_or_else(|| instant(on.on.and_time(start), self.tz), |(began, _)| began);
                Some(local(began + TimeDelta::minutes(minutes.into()), self.tz))
            }
            (_, _, end) => end.map(|end| on.on.and_time(end)),
        };
        if start.is_some() && ended.is_none() {
            let field = if known { Field::Start } else { Field::Date };
            self.fault(field, Value::Timeless);
        }
        let session = Session {
            minutes,
            status: status.unwrap_or_default(),
            mode,
            client_topic: topic,
            note,
            ended_at: ended,
            ..Session::new(Id::fresh(), on.on)
        };
        Some(Met { name: self.name(), mail: self.cell(Field::Mail).to_owned(), start, session })
    }

    /// The minutes from one time of a day to another. What ends before it begins ends the next day.
    fn passed(&self, on: Day, (start, end): (NaiveTime, NaiveTime)) -> i64 {
        let last = if end < start { on.succ_opt().unwrap_or(on) } else { on };
        minutes_between(on.and_time(start), last.and_time(end), self.tz)
    }

    fn day(&mut self) -> Option<When> {
        let written = self.cell(Field::Date);
        let why = match clock::when(written, &self.seen, self.tz) {
            Ok(when) => return Some(when),
            Err(_) if written.is_empty() => Value::Empty,
            Err(DayFault::Unreadable) => Value::Day,
            Err(DayFault::Open(..)) => Value::OpenDay,
        };
        self.fault(Field::Date, why);
        None
    }

    /// Beginning and end: of two columns, or both in the first, 9:00-10:00.
    fn times(&mut self) -> (Option<When>, Option<When>) {
        let both =
            clock::span(self.cell(Field::Start)).filter(|_| self.cell(Field::End).is_empty());
        let at = |at| Some(When { on: self.seen.from, at: Some(at), utc: None });
        match both {
            Some((start, end)) => (at(start), at(end)),
            None => (self.time(Field::Start), self.time(Field::End)),
        }
    }

    /// A time of day, or a moment with its day.
    fn time(&mut self, field: Field) -> Option<When> {
        let (seen, tz) = (self.seen, self.tz);
        let alone = |w: &str| Some(When { on: seen.from, at: Some(clock::read(w)?), utc: None });
        let moment = |w: &str| clock::when(w, &seen, tz).ok().filter(|when| when.at.is_some());
        self.read(field, Value::Time, |w| alone(w).or_else(|| moment(w)))
    }
}
