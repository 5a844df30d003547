//! What a file would bring, row by row: somebody new, somebody known, a session with somebody, or nothing; and whom each
//! row seems to be already.

use std::collections::{HashMap, HashSet};

use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::mapping::Field;
use super::row::{Brought, Met, Reading, RowFault, Value};
use super::{Row, Upload, What};
use crate::domain::person::{Called, Names, joined};
use crate::domain::written::{Habit, Seen, Sense};
use crate::domain::{Day, Id, Person, Session};

/// What is to be done with a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Choice {
    Add,
    Skip,
    Update,
}

/// What tells that somebody is already there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum By {
    Mail,
    Phone,
    Name,
    /// A session with them on that day.
    Day,
}

/// Who or what a row seems to be already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Twin {
    /// Somebody known.
    Known(Id, By),
    /// An earlier row of the same file, by its line.
    Row(usize, By),
}

/// What is there already.
#[derive(Debug, Clone, Default)]
pub struct Ground {
    pub people: Vec<Person>,
    /// The days on which there is a session with each of them.
    pub sessions: HashMap<Id, HashSet<Day>>,
    pub today: Day,
    /// How the consultant writes days, and their zone.
    pub habit: Habit,
    pub tz: Tz,
}

/// What a row brings.
#[derive(Debug, Clone, PartialEq)]
pub enum Taking {
    Person(Brought),
    /// A session with this person.
    Session(Id, Box<Session>),
    /// Nothing that could be read.
    Nothing,
}

/// A row, read.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// Its place in the table.
    pub place: usize,
    pub line: usize,
    /// The name as the row has it.
    pub name: String,
    pub taking: Taking,
    pub twin: Option<Twin>,
    pub choice: Choice,
    pub faults: Vec<RowFault>,
}

/// Every row with what is to be done with it.
#[derive(Debug, Clone, Default)]
pub struct Plan {
    pub candidates: Vec<Candidate>,
}

impl Plan {
    /// Reads every row. Without a choice, what is new is added and what seems to be there is left; what cannot be read
    /// is left whatever was chosen.
    pub fn of(upload: &Upload, ground: &Ground) -> Plan {
        let mut index = Index::of(ground);
        index.seen.habit = ground.habit.told(upload.day_order());
        let rows = upload.table.rows.iter().enumerate();
        Plan { candidates: rows.map(|(place, row)| index.candidate(upload, place, row)).collect() }
    }

    /// The rows of one choice.
    pub fn chosen(&self, choice: Choice) -> impl Iterator<Item = &Candidate> {
        self.candidates.iter().filter(move |c| c.choice == choice)
    }

    /// The rows with a cell that cannot be read.
    pub fn faulty(&self) -> impl Iterator<Item = &Candidate> {
        self.candidates.iter().filter(|c| !c.faults.is_empty())
    }

    /// The lines of the rows that bring sessions, by the session.
    pub fn lines(&self) -> HashMap<&Id, usize> {
        let bringing = self.candidates.iter().filter_map(|candidate| match &candidate.taking {
            Taking::Session(_, session) => Some((&session.id, candidate.line)),
            _ => None,
        });
        bringing.collect()
    }
}

impl Candidate {
    /// What can be done with it.
    pub fn choices(&self) -> &'static [Choice] {
        match (&self.taking, &self.twin) {
            (Taking::Nothing, _) => &[Choice::Skip],
            _ if !self.faults.is_empty() => &[Choice::Skip],
            (Taking::Person(_), Some(Twin::Known(..))) => &[Choice::Skip, Choice::Update, Choice::Add],
            _ => &[Choice::Add, Choice::Skip],
        }
    }
}

/// A name with its reading, as one mark: a line ends in neither.
fn read_as(name: &str, reading: &str) -> String {
    format!("{name}\n{reading}")
}

/// The people there are, by what tells them apart; rows are added as they are read.
struct Index<'g> {
    ground: &'g Ground,
    marks: HashMap<(By, String), Vec<Twin>>,
    readings: HashMap<Id, String>,
    met: HashMap<(Id, Day), usize>,
    names: Names,
    /// From where the days of the file are seen.
    seen: Seen,
    /// Whom each name that was typed means: most rows of a file are about the same few people.
    whose: HashMap<String, Result<Id, Value>>,
}

impl<'g> Index<'g> {
    fn of(ground: &'g Ground) -> Index<'g> {
        let (marks, readings, met, whose) = (HashMap::new(), HashMap::new(), HashMap::new(), HashMap::new());
        let seen = Seen { from: ground.today, sense: Sense::Back, habit: ground.habit };
        let mut index = Index { ground, marks, readings, met, names: Names::of(&ground.people), seen, whose };
        for person in &ground.people {
            let names = [&person.display_name_ja, &person.display_name_en].into_iter().flatten();
            for name in names.chain([&person.display_name]) {
                index.note(By::Name, &joined(name.as_str()), Twin::Known(person.id.clone(), By::Name));
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

    fn candidate(&mut self, upload: &Upload, place: usize, row: &Row) -> Candidate {
        let mut reading = Reading::new(row, &upload.mapping, (self.seen, self.ground.tz));
        let (taking, twin) = match upload.kind.what() {
            What::Clients => {
                let brought = reading.person();
                let twin = self.twin(&brought);
                self.remember(&brought, row.line);
                (Taking::Person(brought), twin)
            }
            What::Sessions => match reading.session() {
                Some(met) => self.session(met, row.line, &mut reading.faults),
                None => (Taking::Nothing, None),
            },
        };
        let name = reading.name();
        let (faults, line) = (reading.faults, row.line);
        let mut out = Candidate { place, line, name, taking, twin, choice: Choice::Skip, faults };
        let usual = if out.twin.is_some() { Choice::Skip } else { Choice::Add };
        let chosen = upload.choices.get(&place).copied().filter(|chosen| out.choices().contains(chosen));
        out.choice = chosen.unwrap_or(if out.choices().contains(&usual) { usual } else { Choice::Skip });
        out
    }

    /// Whom a row of people seems to be: by mail, by phone, or by name and reading.
    fn twin(&self, brought: &Brought) -> Option<Twin> {
        let marks = marks_of(brought.mail.as_ref(), brought.phone.as_ref());
        let by_mark = marks.into_iter().find_map(|mark| self.marks.get(&mark)?.first().cloned());
        by_mark.or_else(|| {
            let name = joined(brought.name.as_ref()?.as_str());
            let reading = brought.reading.as_ref().map(|r| joined(r.as_str())).unwrap_or_default();
            let same = |twin: &&Twin| match twin {
                Twin::Known(id, _) => {
                    let theirs = self.readings.get(id).map_or("", String::as_str);
                    theirs.is_empty() || reading.is_empty() || theirs == reading
                }
                Twin::Row(..) => false,
            };
            let known = self.marks.get(&(By::Name, name.clone())).and_then(|all| all.iter().find(same));
            let above = || self.marks.get(&(By::Name, read_as(&name, &reading)))?.first();
            known.or_else(above).cloned()
        })
    }

    fn remember(&mut self, brought: &Brought, line: usize) {
        for (by, mark) in marks_of(brought.mail.as_ref(), brought.phone.as_ref()) {
            self.note(by, &mark, Twin::Row(line, by));
        }
        // Two rows of one name are two people, unless they are read alike as well.
        if let (Some(name), Some(reading)) = (&brought.name, &brought.reading) {
            let mark = read_as(&joined(name.as_str()), &joined(reading.as_str()));
            self.note(By::Name, &mark, Twin::Row(line, By::Name));
        }
    }

    /// Whose session a row is about, and whether there is one on that day.
    fn session(&mut self, met: Met, line: usize, faults: &mut Vec<RowFault>) -> (Taking, Option<Twin>) {
        let Some(person) = self.whose(&met, faults) else { return (Taking::Nothing, None) };
        let on = met.session.on;
        let known = self.ground.sessions.get(&person).is_some_and(|days| days.contains(&on));
        let earlier = self.met.insert((person.clone(), on), line);
        let twin = match earlier {
            _ if known => Some(Twin::Known(person.clone(), By::Day)),
            Some(line) => Some(Twin::Row(line, By::Day)),
            None => None,
        };
        (Taking::Session(person, Box::new(met.session)), twin)
    }

    fn whose(&mut self, met: &Met, faults: &mut Vec<RowFault>) -> Option<Id> {
        let mark = (By::Mail, met.mail.to_lowercase());
        let by_mail = self.marks.get(&mark).filter(|_| !met.mail.is_empty()).and_then(|twins| twins.first());
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
        match self.whose.get(&met.name)? {
            Ok(id) => Some(id.clone()),
            Err(why) => {
                faults.push(RowFault { field: Field::Name, why: *why });
                None
            }
        }
    }
}

/// A mail address and a number as they are compared: a number by its last nine figures, with or without a country.
fn marks_of(mail: Option<&crate::domain::Text>, phone: Option<&crate::domain::Text>) -> Vec<(By, String)> {
    use unicode_normalization::UnicodeNormalization;
    let mail = mail.map(|m| (By::Mail, m.as_str().trim().to_lowercase()));
    let figures = |p: &crate::domain::Text| {
        let figures: Vec<char> = p.as_str().nfkc().filter(char::is_ascii_digit).collect();
        let last = figures.len().saturating_sub(9);
        (By::Phone, if figures.len() < 6 { String::new() } else { figures[last..].iter().collect() })
    };
    mail.into_iter().chain(phone.map(figures)).filter(|(_, mark)| !mark.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Lang;
    use crate::domain::incoming::Kind;

    fn known() -> Ground {
        let text = |s: &str| s.parse().expect("a text");
        let person = |id: &str, name: &str| Person::named(id.parse().expect("an id"), text(name), Lang::Ja);
        let madoka = Person {
            reading: Some(text("さくら まどか")),
            mail: Some(text("m@example.jp")),
            ..person("p1", "佐倉 まどか")
        };
        let tom = Person { phone: Some(text("+81 90-1234-5678")), ..person("p2", "Tom Beckett") };
        Ground { people: vec![madoka, tom], today: "2026-01-15".parse().expect("a day"), ..Ground::default() }
    }

    fn plan(kind: Kind, text: &str, ground: &Ground) -> Plan {
        Plan::of(&Upload::read(kind, "x.csv", text.as_bytes()).expect("a table"), ground)
    }

    #[test]
    fn somebody_known_is_seen_by_mail_phone_or_name_and_reading() {
        let text = "Name,Reading,Email,Phone\nA,,M@Example.jp,\nB,,,０９０-1234-5678\n佐倉まどか,サクラ マドカ,,\n佐倉まどか,さくら えん,,\nC,,,\nC,,c@example.jp,\nD,,c@example.jp,";
        let plan = plan(Kind::Clients, text, &known());
        let twins: Vec<Option<Twin>> = plan.candidates.iter().map(|c| c.twin.clone()).collect();
        let id = |s: &str| s.parse::<Id>().expect("an id");
        assert_eq!(twins[0], Some(Twin::Known(id("p1"), By::Mail)));
        assert_eq!(twins[1], Some(Twin::Known(id("p2"), By::Phone)));
        assert_eq!(twins[2], Some(Twin::Known(id("p1"), By::Name)));
        assert_eq!(&twins[3..6], [None, None, None], "another reading is another person");
        assert_eq!(twins[6], Some(Twin::Row(7, By::Mail)));
        assert_eq!((plan.chosen(Choice::Add).count(), plan.chosen(Choice::Skip).count()), (3, 4));
    }

    #[test]
    fn a_session_finds_its_client_and_its_day() {
        let mut ground = known();
        ground.sessions.insert("p2".parse().expect("an id"), HashSet::from(["2025-04-01".parse().expect("a day")]));
        let text = "client,date,duration,status\nTom Beckett,2025-04-01,60,\n佐倉 まどか,2025/4/2,1:30,キャンセル\nNobody,2025-04-02,,\nTom Beckett,,,\nTom Beckett,2027-01-01,,";
        let plan = plan(Kind::Sessions, text, &ground);
        assert!(matches!(plan.candidates[0].twin, Some(Twin::Known(_, By::Day))));
        let Taking::Session(_, session) = &plan.candidates[1].taking else { panic!("a session") };
        assert_eq!((session.minutes, session.held()), (Some(90), false));
        let faults: Vec<Value> = plan.candidates[2..].iter().flat_map(|c| &c.faults).map(|f| f.why).collect();
        assert_eq!(faults, [Value::Nobody, Value::Empty, Value::Ahead]);
        assert!(plan.candidates[2..].iter().all(|c| c.choice == Choice::Skip));
    }
}
