//! Whom each row is about, among the people there are and the rows above it.

use std::collections::HashMap;

use super::{By, Candidate, Choice, Ground, Held, Taking, Twin};
use crate::intake::incoming::mapping::Field;
use crate::intake::incoming::row::{Brought, Met, Reading, RowError, Value};
use crate::intake::incoming::{Kind, Row, Upload, What};
use crate::intake::written::{DayOrder, Seen, Sense};
use crate::method::person::twin::{called, mail_key, phone_key};
use crate::method::person::{Called, Names, joined};
use crate::method::{Id, Text};

/// A name with its reading, as one mark: a line ends in neither.
fn read_as(name: &str, reading: &str) -> String {
    format!("{name}\n{reading}")
}

/// The people there are, by what tells them apart; rows are added as they are read.
pub(super) struct Index<'g> {
    ground: &'g Ground,
    marks: HashMap<(By, String), Vec<Twin>>,
    readings: HashMap<Id, String>,
    /// The sessions of earlier rows, with their lines and topics.
    met: HashMap<Id, Vec<(Held, Option<Text>, usize)>>,
    names: Names,
    /// From where the days of the file are seen.
    seen: Seen,
    /// Whom each name that was typed means: most rows of a file are about the same few people.
    whose: HashMap<String, Result<Id, Value>>,
}

impl<'g> Index<'g> {
    pub(super) fn of(ground: &'g Ground, order: Option<DayOrder>) -> Index<'g> {
        let (marks, readings, met, whose) =
            (HashMap::new(), HashMap::new(), HashMap::new(), HashMap::new());
        let seen = Seen { from: ground.today, sense: Sense::Back, habit: ground.habit.told(order) };
        let mut index =
            Index { ground, marks, readings, met, names: Names::of(&ground.people), seen, whose };
        for person in &ground.people {
            let names = [&person.display_name_ja, &person.display_name_en].into_iter().flatten();
            let earlier = person.earlier_names.iter().map(|earlier| &earlier.name);
            for key in names.chain([&person.display_name]).chain(earlier).flat_map(called) {
                index.note(By::Name, &key, Twin::Known(person.id.clone(), By::Name));
            }
            for (by, mark) in marks_of(person.mail.as_ref(), person.phone.as_ref()) {
                index.note(by, &mark, Twin::Known(person.id.clone(), by));
            }
            let reading = person.reading.as_ref().map(|r| joined(r.as_str())).unwrap_or_default();
            index.readings.insert(person.id.clone(), reading);
        }
        index
    }

    fn note(&mut self, by: By, mark: &str, twin: Twin) {
        if !mark.is_empty() {
            self.marks.entry((by, mark.to_owned())).or_default().push(twin);
        }
    }

    pub(super) fn candidate(&mut self, upload: &Upload, place: usize, row: &Row) -> Candidate {
        let mut reading = Reading::new(row, &upload.mapping, (self.seen, self.ground.tz));
        let (taking, (twin, hint), news) = match upload.kind.what() {
            What::Clients => {
                let brought = reading.person();
                let like = self.like(&brought);
                let news = !self.nothing_new(&brought, like.0.as_ref());
                self.remember(&brought, row.line);
                (Taking::Person(brought), like, news)
            }
            What::Sessions => match reading.session() {
                Some(met) => {
                    let path = row.cells.last().filter(|_| upload.kind == Kind::Notes);
                    self.session(
                        met,
                        (row.line, path.map_or("", String::as_str)),
                        &mut reading.faults,
                    )
                }
                None => (Taking::Nothing, (None, None), true),
            },
        };
        let name = self.named(&taking).unwrap_or_else(|| reading.name());
        let (faults, line) = (reading.faults, row.line);
        let asked = self.asked(&taking, hint.as_ref());
        let choice = Choice::Skip;
        let mut out =
            Candidate { place, line, name, taking, twin, hint, choice, faults, asked, news };
        let usual = if out.twin.is_some() || out.asked { Choice::Skip } else { Choice::Add };
        let chosen =
            upload.choices.get(&place).copied().filter(|chosen| out.choices().contains(chosen));
        out.choice =
            chosen.unwrap_or(if out.choices().contains(&usual) { usual } else { Choice::Skip });
        out
    }

    /// Tells who comes in, or whose session it is, as they are called.
    fn named(&self, taking: &Taking) -> Option<String> {
        match taking {
            Taking::Person(brought) => brought.name.as_ref().map(Text::to_string),
            Taking::Session(id, _) => {
                let known = self.ground.people.iter().find(|person| person.id == *id);
                known.map(|person| person.display_name.to_string())
            }
            Taking::Nothing => None,
        }
    }

    /// Whom a row of people is, by name and mail, number or reading; and else whom it may be, by
    /// one of these alone. A number or an address may be shared, and two people may have one name.
    fn like(&self, brought: &Brought) -> (Option<Twin>, Option<Twin>) {
        let names = brought.name.as_ref().map(called).unwrap_or_default();
        let Some(name) = names.first() else { return (None, None) };
        let reading = brought.reading.as_ref().map(|r| joined(r.as_str())).unwrap_or_default();
        let marks = marks_of(brought.mail.as_ref(), brought.phone.as_ref());
        let seen = |by: By, mark: &str| {
            self.marks.get(&(by, mark.to_owned())).map_or(&[][..], Vec::as_slice)
        };
        let known = |twin: &Twin| match twin {
            Twin::Known(id, _) => Some(id.clone()),
            Twin::Row(..) => None,
        };
        let read = |id: &Id| self.readings.get(id).map_or("", String::as_str);
        let second = |id: &Id| {
            let of = |twin: &Twin| known(twin).as_ref() == Some(id);
            let mark =
                marks.iter().find(|(by, mark)| seen(*by, mark).iter().any(of)).map(|(by, _)| *by);
            mark.or_else(|| (!reading.is_empty() && read(id) == reading).then_some(By::Name))
        };
        let named = || names.iter().flat_map(|name| seen(By::Name, name));
        let same =
            named().filter_map(known).find_map(|id| Some(Twin::Known(id.clone(), second(&id)?)));
        let above = || {
            let signs = marks
                .iter()
                .map(|(by, mark)| (*by, mark.as_str()))
                .chain([(By::Name, reading.as_str())]);
            let mut signs = signs.filter(|(_, mark)| !mark.is_empty());
            signs.find_map(|(by, mark)| seen(by, &read_as(name, mark)).first().cloned())
        };
        if let Some(twin) = same.or_else(above) {
            return (Some(twin), None);
        }
        let shared = marks.iter().find_map(|(by, mark)| seen(*by, mark).first().cloned());
        let namesake = |twin: &&Twin| {
            // One name that is read in two ways is the name of two people.
            let theirs = known(twin).map(|id| read(&id).to_owned()).unwrap_or_default();
            theirs.is_empty() || reading.is_empty() || theirs == reading
        };
        // A number or an address may be shared; whoever has the name comes first.
        (None, named().find(namesake).cloned().or(shared))
    }

    /// True if a row has the name of somebody known, and no sign that differs from theirs.
    fn asked(&self, taking: &Taking, hint: Option<&Twin>) -> bool {
        let (Taking::Person(brought), Some(Twin::Known(id, By::Name))) = (taking, hint) else {
            return false;
        };
        let known = self.ground.people.iter().find(|person| person.id == *id);
        let own = marks_of(brought.mail.as_ref(), brought.phone.as_ref());
        known.is_some_and(|known| {
            let theirs = marks_of(known.mail.as_ref(), known.phone.as_ref());
            !own.iter().any(|(by, _)| theirs.iter().any(|(other, _)| by == other))
        })
    }

    /// True if somebody known has all that a row says of them.
    fn nothing_new(&self, brought: &Brought, twin: Option<&Twin>) -> bool {
        let Some(Twin::Known(id, _)) = twin else { return false };
        let marks = marks_of(brought.mail.as_ref(), brought.phone.as_ref());
        self.ground.people.iter().find(|person| person.id == *id).is_some_and(|person| {
            let theirs = marks_of(person.mail.as_ref(), person.phone.as_ref());
            let known = |by: By| marks.iter().any(|mark| mark.0 == by && theirs.contains(mark));
            let read = |own: &Text| {
                self.readings.get(id).is_some_and(|theirs| *theirs == joined(own.as_str()))
            };
            // Anything that is written otherwise there is theirs already.
            let new = Brought {
                name: None,
                reading: brought.reading.clone().filter(|own| !read(own)),
                mail: brought.mail.clone().filter(|_| !known(By::Mail)),
                phone: brought.phone.clone().filter(|_| !known(By::Phone)),
                ..brought.clone()
            };
            new.over(person) == *person
        })
    }

    fn remember(&mut self, brought: &Brought, line: usize) {
        let names = brought.name.as_ref().map(called).unwrap_or_default();
        let Some(name) = names.first() else { return };
        for (by, mark) in marks_of(brought.mail.as_ref(), brought.phone.as_ref()) {
            self.note(by, &mark, Twin::Row(line, by));
            self.note(by, &read_as(name, &mark), Twin::Row(line, by));
        }
        names.iter().for_each(|name| self.note(By::Name, name, Twin::Row(line, By::Name)));
        // Two rows of one name are two people, unless they are read alike as well.
        if let Some(reading) = &brought.reading {
            self.note(
                By::Name,
                &read_as(name, &joined(reading.as_str())),
                Twin::Row(line, By::Name),
            );
        }
    }

    /// Tells whose session a row is about, and whether it is there already. `path` is where a note
    /// lies.
    fn session(
        &mut self,
        met: Met,
        (line, path): (usize, &str),
        faults: &mut Vec<RowError>,
    ) -> Read {
        let Some(person) = self.whose(&met, path, faults) else {
            return (Taking::Nothing, (None, None), true);
        };
        let held = Held { start: met.start, ..Held::of(&met.session, self.ground.tz) };
        let topic = met.session.client_topic.clone();
        let there = self
            .ground
            .sessions
            .get(&person)
            .into_iter()
            .flatten()
            .find(|other| other.may_be(&held));
        let earlier = self.met.entry(person.clone()).or_default();
        // Rows of one day without times are two sessions, unless they say the same.
        let same = |(other, about, _): &&(Held, Option<Text>, usize)| {
            let timed = other.start.is_some() && other.start == held.start;
            other.on == held.on && (timed || *other == held && *about == topic)
        };
        let above = earlier.iter().find(same).map(|(_, _, line)| *line);
        let hint = earlier.iter().find(|(other, ..)| other.may_be(&held)).map(|(_, _, line)| *line);
        let news =
            there.is_none_or(|other| (other.minutes, &other.note) != (held.minutes, &held.note));
        earlier.push((held, topic, line));
        let twin = match (there, above) {
            (Some(_), _) => Some(Twin::Known(person.clone(), By::Day)),
            (None, Some(line)) => Some(Twin::Row(line, By::Day)),
            (None, None) => None,
        };
        let hint = hint.filter(|_| twin.is_none()).map(|line| Twin::Row(line, By::Day));
        (Taking::Session(person, Box::new(met.session)), (twin, hint), news)
    }

    fn whose(&mut self, met: &Met, path: &str, faults: &mut Vec<RowError>) -> Option<Id> {
        let mark = (By::Mail, met.mail.to_lowercase());
        let by_mail =
            self.marks.get(&mark).filter(|_| !met.mail.is_empty()).and_then(|twins| twins.first());
        if let Some(Twin::Known(id, _)) = by_mail {
            return Some(id.clone());
        }
        if !self.whose.contains_key(&met.name) {
            let meant = match self.names.called(&self.ground.people, &met.name) {
                Called::One(person) => Ok(person.id.clone()),
                Called::Several(_) => Err(Value::Several),
                Called::Nobody => Err(Value::Nobody),
            };
            self.whose.insert(met.name.clone(), meant);
        }
        let meant = match self.whose.get(&met.name)? {
            // A note lies where it belongs: a known name anywhere in its place tells whose it is.
            Err(Value::Nobody) if !path.is_empty() => self.within(path),
            meant => meant.clone(),
        };
        let written = met.name.clone();
        meant.map_err(|why| faults.push(RowError { field: Field::Name, why, written })).ok()
    }

    /// The one person whose name stands in a path.
    fn within(&self, path: &str) -> Result<Id, Value> {
        let (apart, whole) = (format!(" {} ", apart(path)), joined(path));
        let named = |name: &Text| {
            let name = name.as_str();
            if name.is_ascii() {
                return apart.contains(&format!(" {} ", self::apart(name)));
            }
            let name = joined(name);
            name.chars().count() > 1 && whole.contains(&name)
        };
        let mut found = self.ground.people.iter().filter(|person| person.all_names().any(named));
        match (found.next(), found.next()) {
            (Some(one), None) => Ok(one.id.clone()),
            (Some(_), Some(_)) => Err(Value::Several),
            (None, _) => Err(Value::Nobody),
        }
    }
}

/// Holds what a row of sessions comes to: what it brings, whom it is and may be, and whether it
/// says anything new.
type Read = (Taking, (Option<Twin>, Option<Twin>), bool);

/// The words of a text, folded, with one space between them.
fn apart(text: &str) -> String {
    let words =
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(joined);
    words.collect::<Vec<_>>().join(" ")
}

/// A mail address and a number as they are compared.
fn marks_of(mail: Option<&Text>, phone: Option<&Text>) -> Vec<(By, String)> {
    let mail = mail.and_then(mail_key).map(|mark| (By::Mail, mark));
    let phone = phone.and_then(phone_key).map(|mark| (By::Phone, mark));
    mail.into_iter().chain(phone).collect()
}
