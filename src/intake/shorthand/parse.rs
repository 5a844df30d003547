//! Lines to an entry. Every line ends up in it: as what it says, or as typed with a remark.

mod item;
mod tagged;
mod told;

use super::lex::{self, Ch, Head, Line, string, trim};
use super::tag::{self, DIRECT_REPORT, Tag};
use super::{Context, Numbers, Parsed, Prefix, Problem, Remark};
use crate::intake::entry::{Entry, Item};
use crate::intake::written::{DayFault, Seen, Sense, clock, day, length};
use crate::method::field::Shape;
use crate::method::moment::LocalTime;
use crate::method::session::SessionField;
use crate::method::text::TextFault;
use crate::method::{Day, Fact, Id, Session, Speaker, Text, code};

use tagged::Tagged;

/// Reads a whole text. It never fails: what cannot be read is remarked on and kept as typed.
pub fn parse(text: &str, context: &Context<'_>) -> Parsed {
    let lines = lex::lines(text);
    let known = Numbers::of(context.file);
    // Lines may point at later ones, so the first reading only counts what there will be, and
    // draws the ids that the second one uses.
    let counted = Scribe::new(context, known.clone(), None).write(&lines).entry;
    Scribe::new(context, known.with(&counted), Some(&counted.items)).write(&lines)
}

/// True if a line is there to give the session's day.
pub fn dated(text: &str) -> bool {
    lex::lines(text)
        .iter()
        .any(|line| line.head.is_ok_and(|head| head.prefix == Prefix::On && head.of.is_none()))
}

/// Writes an entry, line by line.
struct Scribe<'c> {
    context: &'c Context<'c>,
    numbers: Numbers,
    /// The items of the first reading; none while that is going on.
    counted: Option<&'c [Item]>,
    day: Day,
    entry: Entry,
    said: Vec<(Prefix, usize)>,
    remarks: Vec<Remark>,
}

impl<'c> Scribe<'c> {
    fn new(context: &'c Context<'c>, numbers: Numbers, counted: Option<&'c [Item]>) -> Scribe<'c> {
        let day = context.day;
        Scribe {
            context,
            numbers,
            counted,
            day,
            entry: Entry::new(day),
            said: Vec::new(),
            remarks: Vec::new(),
        }
    }

    fn write(mut self, lines: &[Line]) -> Parsed {
        self.day = lines.iter().find_map(|line| self.day_of(line)).unwrap_or(self.day);
        self.entry.on = Some(self.day);
        for line in lines {
            let read = line.head.and_then(|head| self.line(line, head));
            if let Err(remark) = read {
                self.remarks.push(remark);
                self.add(line, line.raw.clone(), Item::unread());
            }
        }
        let is_day = |line: &&Line| line.head.is_ok_and(|head| head.prefix == Prefix::On);
        let unread = |line: &&Line| {
            self.remarks.iter().any(|r| {
                r.line == line.number
                    && matches!(r.problem, Problem::UnreadableDate | Problem::OpenDate)
            })
        };
        let undated = lines.iter().filter(is_day).find(unread).map(|line| line.number);
        Parsed { entry: self.entry, remarks: self.remarks, undated, said: self.said }
    }

    /// The session's day comes first, wherever it is written: other dates are seen from it.
    fn day_of(&self, line: &Line) -> Option<Day> {
        let on = line.head.ok().filter(|head| head.prefix == Prefix::On)?;
        let read =
            |line: &Line| day::read(&string(&line.body), &self.seen(self.day, Sense::Back)).ok();
        on.of.is_none().then(|| read(line)).flatten()
    }

    fn line(&mut self, line: &Line, head: Head) -> Result<(), Remark> {
        let at = Remark { line: line.number, column: column(line), problem: Problem::NothingSaid };
        let wrong = |problem| Remark { problem, ..at };
        if head.of.is_none() && self.head_field(line, head.prefix, at)? {
            return Ok(());
        }
        match head.prefix {
            Prefix::Why | Prefix::Before | Prefix::Seen if head.of.is_none() => {
                self.below(line, head.prefix, at)
            }
            Prefix::Kept if head.of.is_none() => {
                self.add(line, string(trim(&line.body)), Item::unread());
                Ok(())
            }
            _ => {
                let seen = self.seen(self.day, Sense::Ahead);
                let is_date = |s: &str| day::read(s, &seen) != Err(DayFault::Unreadable);
                let (text, tags) =
                    tag::take(&line.body, head.prefix.tags(head.of.is_some()), is_date);
                // A message that is named by its number was told, even where nothing more is named
                // yet.
                let told = head.prefix == Prefix::Told && head.of.is_some();
                let bare =
                    told || matches!(head.prefix, Prefix::Conversation | Prefix::Consultation);
                if text.is_empty() && tags.is_empty() && !bare {
                    return Err(wrong(Problem::NothingSaid));
                }
                let tagged = Tagged::new(text, tags, at);
                self.item(line, head, tagged)
            }
        }
    }

    /// A field of the session itself; false if the line is about something else.
    fn head_field(&mut self, line: &Line, prefix: Prefix, at: Remark) -> Result<bool, Remark> {
        let wrong = |problem| Remark { problem, ..at };
        let once =
            !matches!(prefix, Prefix::Field(field) if field.declared().shape == Shape::Notes);
        let body = trim(&line.body);
        let value = string(body);
        let names = self.context.names;
        let unknown = wrong(Problem::UnknownValue);
        let mut entry = self.entry.clone();
        let session = &mut entry.session;
        match prefix {
            Prefix::On => entry.on = Some(self.date(body, Sense::Back, self.context.day, at)?),
            Prefix::Minutes => {
                session.minutes =
                    Some(length::read(&value).ok_or(wrong(Problem::UnreadableMinutes))?)
            }
            Prefix::Kind => session.kind = names.read("session-kind", &value).ok_or(unknown)?,
            Prefix::Status => {
                session.status = names.read("session-status", &value).ok_or(unknown)?
            }
            Prefix::Ended => {
                session.ended_at = Some(self.time(&value).ok_or(wrong(Problem::UnreadableTime))?)
            }
            Prefix::Field(SessionField::Topic) => self.topic(session, body, at)?,
            Prefix::Field(field) => self.field(field, session, body, at)?,
            Prefix::Hours => self.hours(session, body, at)?,
            Prefix::Payer => session.hours.get_or_insert_default().payer = Some(as_text(body, at)?),
            _ => return Ok(false),
        }
        if once && self.said.iter().any(|(said, _)| *said == prefix) {
            return Err(wrong(Problem::Twice));
        }
        self.said.push((prefix, line.number));
        self.entry = entry;
        Ok(true)
    }

    /// A declared field of the session.
    fn field(
        &self,
        field: SessionField,
        session: &mut Session,
        body: &[Ch],
        at: Remark,
    ) -> Result<(), Remark> {
        let value = match field.declared().shape {
            Shape::Text => as_text(body, at)?.to_string(),
            Shape::Notes => joined(field.text(session).as_ref(), body, at)?.to_string(),
            Shape::DayBefore => code(&self.date(body, Sense::Back, self.day, at)?),
            Shape::DayAfter => code(&self.date(body, Sense::Ahead, self.day, at)?),
            Shape::Choice(family) => {
                let unknown = Remark { problem: Problem::UnknownValue, ..at };
                self.context.names.read(family, &string(body)).ok_or(unknown)?
            }
        };
        field.set(session, &value);
        Ok(())
    }

    fn topic(&self, session: &mut Session, body: &[Ch], at: Remark) -> Result<(), Remark> {
        let signs = Prefix::Field(SessionField::Topic).tags(false);
        let (text, tags) = tag::take(body, signs, |_| false);
        let mut tagged = Tagged::new(text, tags, at);
        let covered = tagged.value(self.context.names, "covered")?;
        session.topic_covered = covered.or(session.topic_covered);
        tagged.done()?;
        if !text.is_empty() {
            session.client_topic = Some(as_text(text, at)?);
        } else if session.topic_covered.is_none() {
            return Err(Remark { problem: Problem::NothingSaid, ..at });
        }
        Ok(())
    }

    /// The text is the group's name, the number how many they were.
    fn hours(&self, session: &mut Session, body: &[Ch], at: Remark) -> Result<(), Remark> {
        let (text, tags) = tag::take(body, Prefix::Hours.tags(false), |_| false);
        if text.is_empty() && tags.is_empty() {
            return Err(Remark { problem: Problem::NothingSaid, ..at });
        }
        let (mut tagged, names) = (Tagged::new(text, tags, at), self.context.names);
        let hours = session.hours.get_or_insert_default();
        hours.role = tagged.value(names, "session-role")?.unwrap_or_default();
        hours.pay = tagged.value(names, "pay")?;
        let heads = tagged.pull(|tag| match tag {
            Tag::Number(None, n) => u32::try_from(*n).ok(),
            _ => None,
        });
        hours.heads = heads.map(|(n, _)| n);
        let direct = |tag: &Tag| {
            matches!(tag, Tag::Value(word) if DIRECT_REPORT.contains(&word.as_str())).then_some(())
        };
        hours.direct_report = tagged.pull(direct).is_some();
        tagged.done()?;
        hours.group = if text.is_empty() { None } else { Some(as_text(text, at)?) };
        Ok(())
    }

    fn date(&self, body: &[Ch], sense: Sense, base: Day, at: Remark) -> Result<Day, Remark> {
        day::read(&string(body), &self.seen(base, sense))
            .map_err(|why| Remark { problem: unread(why), ..at })
    }

    fn seen(&self, from: Day, sense: Sense) -> Seen {
        Seen { from, sense, habit: self.context.habit }
    }

    /// `17:30`, or a date and a time.
    fn time(&self, written: &str) -> Option<LocalTime> {
        if let Some(at) = clock::read(written) {
            return Some(self.day.and_time(at));
        }
        // A zone would need the writer's own to be brought to.
        let when = clock::when(written, &self.seen(self.day, Sense::Ahead), chrono_tz::UTC).ok()?;
        Some(when.on.and_time(when.at.filter(|_| when.utc.is_none())?))
    }

    /// A line that belongs to the item above it.
    fn below(&mut self, line: &Line, prefix: Prefix, at: Remark) -> Result<(), Remark> {
        let wrong = |problem| Remark { problem, ..at };
        let text = as_text(trim(&line.body), at)?;
        let Some(above) = self.entry.items.last_mut() else {
            return Err(wrong(Problem::NothingAbove));
        };
        let Some(slot) = slot(above, prefix) else { return Err(wrong(Problem::NothingAbove)) };
        if slot.is_some() {
            return Err(wrong(Problem::Twice));
        }
        *slot = Some(text);
        above.typed = format!("{}\n{}", above.typed, line.raw);
        Ok(())
    }

    /// Adds an item of a line under the id that it was counted with.
    fn add(&mut self, line: &Line, typed: String, mut item: Item) -> Id {
        let own = Some(line.number);
        let nth = self.entry.items.iter().rev().take_while(|it| it.line == own).count();
        let counted = self.counted.unwrap_or_default();
        let first = counted.partition_point(|it| it.line < own);
        if let Some(first) = counted.get(first + nth).filter(|it| it.line == own) {
            item.rename(&item.names(first));
        }
        self.entry.add(own, typed, item)
    }

    /// Keeps words that stand within a line, before what rests on them.
    fn keep(&mut self, line: &Line, words: Item) -> Id {
        self.add(line, line.raw.clone(), words)
    }

    /// The nearest words of the client above.
    fn nearest(&self) -> Option<Id> {
        let said = self.entry.items.iter().rev().filter_map(Item::quote);
        let mut theirs = said.filter(|quote| quote.speaker == Speaker::Client);
        theirs.next().map(|quote| quote.id.clone())
    }
}

/// The text of an item that a line below it says.
fn slot(above: &mut Item, prefix: Prefix) -> Option<&mut Option<Text>> {
    match (&mut above.records.first_mut()?.fact, prefix) {
        (Fact::Message(message), Prefix::Why) => Some(&mut message.why),
        (Fact::Marker(marker), Prefix::Before) => Some(&mut marker.just_before),
        (Fact::Marker(marker), Prefix::Seen) => Some(&mut marker.observed),
        _ => None,
    }
}

/// Tells where the body begins.
fn column(line: &Line) -> usize {
    let body = trim(&line.body).first().or(line.body.first());
    body.map_or_else(
        || line.raw.chars().count(),
        |c| if c.line == line.number { c.column } else { 1 },
    )
}

/// Tells why a day was not taken.
fn unread(why: DayFault) -> Problem {
    match why {
        DayFault::Unreadable => Problem::UnreadableDate,
        DayFault::Open(..) => Problem::OpenDate,
    }
}

fn as_text(chars: &[Ch], at: Remark) -> Result<Text, Remark> {
    let fault = |fault| match fault {
        TextFault::Empty => Problem::NothingSaid,
        TextFault::TooLong => Problem::TooLong,
        TextFault::Control => Problem::Control,
    };
    string(chars).parse().map_err(|f| Remark { problem: fault(f), ..at })
}

/// One text below the other.
fn joined(above: Option<&Text>, body: &[Ch], at: Remark) -> Result<Text, Remark> {
    let text = as_text(body, at)?;
    match above {
        None => Ok(text),
        Some(above) => {
            let both = format!("{above}\n{text}");
            both.parse().map_err(|_| Remark { problem: Problem::TooLong, ..at })
        }
    }
}
