//! One row of a table: what its cells say of a person or of a session, or every cell that cannot be read.

use chrono::NaiveTime;

use super::Row;
use super::days::{self, DayOrder};
use super::mapping::{Field, Mapping, value};
use crate::domain::person::{PersonKind, joined};
use crate::domain::session::{Mode, SessionStatus};
use crate::domain::shorthand::{Sense, read_date};
use crate::domain::{Day, Email, Id, Lang, Person, Session, Text};
use unicode_normalization::UnicodeNormalization;

/// A cell that cannot be taken, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RowFault {
    pub field: Field,
    pub why: Value,
}

/// Why a cell cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value {
    Empty,
    /// A control character.
    Control,
    TooLong,
    Mail,
    Kind,
    Status,
    Fee,
    Day,
    /// A day that has not come yet.
    Ahead,
    Minutes,
    /// Nobody of that name, or several.
    Nobody,
    Several,
}

/// What a row says of a person. What it does not say is none.
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

/// What a row says of a session, but for whose it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Met {
    pub name: String,
    pub mail: String,
    pub session: Session,
}

/// A row being read.
pub struct Reading<'r> {
    row: &'r Row,
    mapping: &'r Mapping,
    /// The order of the figures of days.
    order: Option<DayOrder>,
    pub faults: Vec<RowFault>,
}

impl<'r> Reading<'r> {
    pub fn new(row: &'r Row, mapping: &'r Mapping, order: Option<DayOrder>) -> Reading<'r> {
        Reading { row, mapping, order, faults: Vec::new() }
    }

    fn cell(&self, field: Field) -> &'r str {
        let cell = self.mapping.column(field).and_then(|column| self.row.cells.get(column));
        cell.map_or("", |cell| cell.trim())
    }

    /// All columns that are notes, one below the other.
    fn notes(&self) -> String {
        let columns = self.mapping.columns(Field::Note).filter_map(|column| self.row.cells.get(column));
        columns.filter(|cell| !cell.is_empty()).cloned().collect::<Vec<_>>().join("\n")
    }

    fn fault(&mut self, field: Field, why: Value) {
        self.faults.push(RowFault { field, why });
    }

    fn text(&mut self, field: Field, written: &str) -> Option<Text> {
        use crate::domain::text::TextFault;
        Text::optional(written).unwrap_or_else(|why| {
            self.fault(field, if why == TextFault::TooLong { Value::TooLong } else { Value::Control });
            None
        })
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
        let turned = |whole: &str| Lang::of(whole) == Lang::Ja && joined(whole) == joined(&format!("{given}{family}"));
        match self.cell(whole) {
            // Programs of the west write the whole name of everybody with the given name first.
            whole if !family.is_empty() && !given.is_empty() && turned(whole) => format!("{family} {given}"),
            "" if Lang::of(&format!("{family}{given}")) == Lang::Ja => format!("{family} {given}").trim().to_owned(),
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
            let field = of.into_iter().find(|f| self.mapping.column(*f).is_some()).unwrap_or(Field::Name);
            self.fault(field, Value::Empty);
        }
        let reading = self.joined(Field::Reading, Field::FamilyReading, Field::GivenReading);
        let (role, firm) = (self.cell(Field::Role), self.cell(Field::Organisation));
        let joint = if role.is_empty() || firm.is_empty() { "" } else { ", " };
        Brought {
            name: self.text(Field::Name, &name),
            reading: self.text(Field::Reading, &reading),
            mail: self.read(Field::Mail, Value::Mail, |w| w.parse::<Email>().ok()?.as_str().parse().ok()),
            phone: self.text(Field::Phone, self.cell(Field::Phone)),
            role: self.text(Field::Role, &format!("{role}{joint}{firm}")),
            kind: self.read(Field::Kind, Value::Kind, |w| value("kind", w)),
            purpose: self.text(Field::Purpose, self.cell(Field::Purpose)),
            fee: self.read(Field::Fee, Value::Fee, whole),
            currency: self.text(Field::Currency, self.cell(Field::Currency)),
        }
    }

    /// The session that a row of sessions is about; none without a day. `today` is the consultant's.
    pub fn session(&mut self, today: Day) -> Option<Met> {
        if self.cell(Field::Date).is_empty() {
            self.fault(Field::Date, Value::Empty);
        }
        let order = self.order;
        let on = self.read(Field::Date, Value::Day, |w| days::read(w, order).or_else(|| day(w, today)));
        if on.is_some_and(|on| on > today) {
            self.fault(Field::Date, Value::Ahead);
        }
        let (start, end) = (self.time(Field::Start), self.time(Field::End));
        let between = start.zip(end).map(|(start, end)| (end - start).num_minutes()).filter(|m| *m > 0);
        let said = self.read(Field::Minutes, Value::Minutes, minutes);
        let status = self.read(Field::Status, Value::Status, |w| value::<SessionStatus>("status", w));
        let mode = self.read(Field::Mode, Value::Status, |w| value::<Mode>("mode", w).or(Some(Mode::Other)));
        let topic = self.text(Field::Topic, self.cell(Field::Topic));
        let note = self.text(Field::Note, &self.notes());
        let on = on?;
        let session = Session {
            minutes: said.or_else(|| between.and_then(|m| u32::try_from(m).ok())),
            status: status.unwrap_or_default(),
            mode,
            client_topic: topic,
            note,
            ended_at: end.map(|end| on.and_time(end)),
            ..held(on)
        };
        Some(Met { name: self.name(), mail: self.cell(Field::Mail).to_owned(), session })
    }

    fn time(&mut self, field: Field) -> Option<NaiveTime> {
        self.read(field, Value::Minutes, clock)
    }
}

/// A session on that day of which nothing else is known.
fn held(on: Day) -> Session {
    Session {
        id: Id::fresh(),
        no: None,
        kind: Default::default(),
        status: Default::default(),
        on,
        planned_for: None,
        minutes: None,
        mode: None,
        initiator: None,
        client_topic: None,
        topic_covered: None,
        checkout: None,
        closing: None,
        next_on: None,
        note: None,
        hours: None,
        ended_at: None,
        recorded_at: None,
        unkept: Vec::new(),
        signed_on: None,
        addenda: Vec::new(),
    }
}

/// A day, with or without a time behind it.
fn day(written: &str, today: Day) -> Option<Day> {
    let whole = || read_date(written, today, Sense::Back);
    let (before, after) = match written.split_once('T').or_else(|| written.split_once(' ')) {
        Some((before, after)) => (before, after),
        None => return whole(),
    };
    whole().or_else(|| read_date(before, today, Sense::Back).filter(|_| after.contains(':')))
}

/// `9:30`, `09:30:00`, `9:30 PM`, with a day before it or not.
fn clock(written: &str) -> Option<NaiveTime> {
    let s: String = written.nfkc().collect::<String>().to_uppercase();
    let (s, noon) = match (s.trim().strip_suffix("PM"), s.trim().strip_suffix("AM")) {
        (Some(rest), _) => (rest.trim().to_owned(), Some(12)),
        (_, Some(rest)) => (rest.trim().to_owned(), Some(0)),
        _ => (s.trim().to_owned(), None),
    };
    let time = s.rsplit(['T', ' ']).next()?;
    let mut parts = time.split(':').map(|p| p.parse::<u32>().ok());
    let (hour, minute) = (parts.next()??, parts.next()??);
    let hour = noon.map_or(hour, |noon| hour % 12 + noon);
    NaiveTime::from_hms_opt(hour, minute, 0)
}

/// `90`, `1:30`, `1.5 h`, `90 min`: minutes of the clock.
fn minutes(written: &str) -> Option<u32> {
    let s: String = written.nfkc().flat_map(char::to_lowercase).collect();
    if let Some((hours, rest)) = s.split_once(':') {
        let minutes: u32 = rest.split(':').next()?.trim().parse().ok()?;
        return hours.trim().parse::<u32>().ok()?.checked_mul(60)?.checked_add(minutes).filter(|m| *m <= 24 * 60);
    }
    let figures: String = s.trim().chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
    let unit = s.trim()[figures.len()..].trim();
    let hours = unit.starts_with('h') || unit.starts_with('\u{6642}');
    let n: f64 = figures.parse().ok()?;
    let n = if hours { n * 60.0 } else { n };
    // A day at most, so the cast keeps it.
    (n > 0.0 && n <= 24.0 * 60.0).then(|| n.round() as u32)
}

/// An amount without its marks; none below zero, and none with a fraction.
fn whole(written: &str) -> Option<u64> {
    let s: String = written
        .nfkc()
        .filter(|c| !matches!(c, ',' | ' ' | '\u{a5}' | '$' | '\u{a3}' | '\u{20ac}' | '\u{5186}'))
        .collect();
    let s = s
        .split_once('.')
        .map_or(s.as_str(), |(whole, cents)| if cents.trim_matches('0').is_empty() { whole } else { "" });
    s.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_they_are_written_elsewhere() {
        for (written, expected) in [
            ("90", Some(90)),
            ("1:30", Some(90)),
            ("1.5 h", Some(90)),
            ("９０分", Some(90)),
            ("2時間", Some(120)),
            ("long", None),
            ("0", None),
        ] {
            assert_eq!(minutes(written), expected, "{written}");
        }
        let at = |h, m| NaiveTime::from_hms_opt(h, m, 0);
        for (written, expected) in [
            ("9:30", at(9, 30)),
            ("2025-04-01T21:05:00", at(21, 5)),
            ("9:05 PM", at(21, 5)),
            ("12:00 am", at(0, 0)),
            ("soon", None),
        ] {
            assert_eq!(clock(written), expected, "{written}");
        }
        let today = "2026-01-15".parse().expect("a day");
        let april = "2025-04-01".parse().ok();
        for (written, expected) in [
            ("2025-04-01", april),
            ("2025/4/1 10:00", april),
            ("2025-04-01T10:00:00Z", april),
            ("Apr 1, 2025", april),
            ("4/1/2025", None),
        ] {
            assert_eq!(day(written, today), expected, "{written}");
        }
        assert_eq!(
            (whole("¥50,000"), whole("500.00"), whole("-3"), whole("1.5")),
            (Some(50_000), Some(500), None, None)
        );
    }
}
