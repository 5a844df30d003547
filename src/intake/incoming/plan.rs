//! Holds what a file would bring, row by row: somebody new, somebody known, a session with
//! somebody, or nothing; and whom each row seems to be already.

mod index;

use std::collections::HashMap;

use chrono::NaiveTime;
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::Upload;
use super::row::{Brought, RowError};
use crate::intake::written::Habit;
use crate::method::moment::minutes_after;
use crate::method::{Day, Id, Person, Session, Text};
use index::Index;

/// Names what is to be done with a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Choice {
    Add,
    Skip,
    Update,
}

/// Names what tells that somebody is already there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum By {
    Mail,
    Phone,
    Name,
    /// A session with them on that day.
    Day,
}

/// Names who or what a row is already, or may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Twin {
    /// Somebody known.
    Known(Id, By),
    /// An earlier row of the same file, by its line.
    Row(usize, By),
}

/// Holds what is there already.
#[derive(Debug, Clone, Default)]
pub struct Ground {
    pub people: Vec<Person>,
    /// The sessions that there are with each of them.
    pub sessions: HashMap<Id, Vec<Held>>,
    pub today: Day,
    /// Tells how the consultant writes days, and their zone.
    pub habit: Habit,
    pub tz: Tz,
}

/// Holds what tells one session from another.
#[derive(Debug, Clone, PartialEq)]
pub struct Held {
    pub on: Day,
    /// Tells when it began, where that is known.
    pub start: Option<NaiveTime>,
    pub minutes: Option<u32>,
    pub note: Option<Text>,
}

impl Held {
    /// Names what tells a session from others, its beginning on a clock in this zone.
    pub fn of(session: &Session, tz: Tz) -> Held {
        let hours = session.ended_at.zip(session.minutes);
        let start = hours.map(|(end, minutes)| minutes_after(end, -i64::from(minutes), tz).time());
        Held { on: session.on, start, minutes: session.minutes, note: session.note.clone() }
    }

    /// True if nothing tells them apart: two that begin at different times of one day are two.
    fn may_be(&self, other: &Held) -> bool {
        let apart = self.start.zip(other.start).is_some_and(|(one, other)| one != other);
        self.on == other.on && !apart
    }
}

/// Names what a row brings.
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
    /// Tells who or what it is already: the same name, and a second sign beside it.
    pub twin: Option<Twin>,
    /// Tells who it may be, by one sign alone.
    pub hint: Option<Twin>,
    pub choice: Choice,
    pub faults: Vec<RowError>,
    /// True if only its owner can say that it is the one of the hint: nothing tells them apart, and
    /// nothing joins them but the name.
    pub asked: bool,
    /// True if what is there already has not all that the row says.
    news: bool,
}

/// Every row with what is to be done with it.
#[derive(Debug, Clone, Default)]
pub struct Plan {
    pub candidates: Vec<Candidate>,
}

impl Plan {
    /// Reads every row. Without a choice, what is new is added and what seems to be there is left;
    /// what cannot be read is left whatever was chosen.
    pub fn of(upload: &Upload, ground: &Ground) -> Plan {
        let mut index = Index::of(ground, upload.day_order());
        let rows = upload.table.rows.iter().enumerate();
        Plan { candidates: rows.map(|(place, row)| index.candidate(upload, place, row)).collect() }
    }

    /// The rows of one choice.
    pub fn chosen(&self, choice: Choice) -> impl Iterator<Item = &Candidate> {
        self.candidates.iter().filter(move |c| c.choice == choice)
    }

    /// The rows that cannot come in.
    pub fn faulty(&self) -> impl Iterator<Item = &Candidate> {
        self.candidates.iter().filter(|c| c.barred())
    }

    /// The rows that come in without some of their cells.
    pub fn partly(&self) -> impl Iterator<Item = &Candidate> {
        self.candidates.iter().filter(|c| c.choice != Choice::Skip && !c.faults.is_empty())
    }

    /// The rows of which something stays out that is not there already.
    pub fn staying_out(&self) -> impl Iterator<Item = &Candidate> {
        let whole = |c: &&Candidate| c.choice == Choice::Skip && (c.news || c.barred());
        let partly = |c: &&Candidate| {
            c.choice != Choice::Skip && c.faults.iter().any(|fault| !fault.why.harmless())
        };
        self.candidates.iter().filter(move |c| whole(c) || partly(c))
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
    /// Tells what can be done with it.
    pub fn choices(&self) -> &'static [Choice] {
        match (&self.taking, &self.twin) {
            _ if self.barred() => &[Choice::Skip],
            (Taking::Person(_), Some(Twin::Known(..))) => {
                &[Choice::Skip, Choice::Update, Choice::Add]
            }
            _ if self.asked => &[Choice::Skip, Choice::Update, Choice::Add],
            (Taking::Person(_), _) if self.meant().is_some() => {
                &[Choice::Add, Choice::Update, Choice::Skip]
            }
            _ => &[Choice::Add, Choice::Skip],
        }
    }

    /// True if it cannot come in, whatever is chosen.
    pub fn barred(&self) -> bool {
        self.taking == Taking::Nothing || self.faults.iter().any(|fault| fault.why.bars())
    }

    /// Tells who is changed where somebody known is to be: the twin, or the one of the same name.
    pub fn meant(&self) -> Option<&Id> {
        match (&self.twin, &self.hint) {
            (Some(Twin::Known(id, _)), _) | (None, Some(Twin::Known(id, By::Name))) => Some(id),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::incoming::Kind;
    use crate::intake::incoming::row::Value;
    use crate::method::Lang;

    fn known() -> Ground {
        let text = |s: &str| s.parse().expect("a text");
        let person =
            |id: &str, name: &str| Person::named(id.parse().expect("an id"), text(name), Lang::Ja);
        let madoka = Person {
            reading: Some(text("さくら まどか")),
            mail: Some(text("m@example.jp")),
            ..person("p1", "佐倉 まどか")
        };
        let tom = Person { phone: Some(text("+81 90-1234-5678")), ..person("p2", "Tom Beckett") };
        Ground {
            people: vec![madoka, tom],
            today: "2026-01-15".parse().expect("a day"),
            ..Ground::default()
        }
    }

    fn plan(kind: Kind, text: &str, ground: &Ground) -> Plan {
        Plan::of(&Upload::read(kind, "x.csv", text.as_bytes()).expect("a table"), ground)
    }

    #[test]
    fn the_same_is_who_has_the_name_and_a_second_sign() {
        let text = "Name,Reading,Email,Phone\nA,,M@Example.jp,\nTom Beckett,,,０９０-1234-5678\n佐倉まどか,サクラ マドカ,,\n\
            佐倉まどか,さくら えん,,\nC,,,\nC,,c@example.jp,\nD,,c@example.jp,\nC,,C@example.jp,\nTom Beckett,,,";
        let plan = plan(Kind::Clients, text, &known());
        let twins: Vec<Option<Twin>> = plan.candidates.iter().map(|c| c.twin.clone()).collect();
        let id = |s: &str| s.parse::<Id>().expect("an id");
        assert_eq!(twins[1], Some(Twin::Known(id("p2"), By::Phone)));
        assert_eq!(twins[2], Some(Twin::Known(id("p1"), By::Name)));
        assert_eq!(twins[7], Some(Twin::Row(7, By::Mail)));
        assert_eq!([0, 3, 4, 5, 6, 8].map(|at| twins[at].clone()), [const { None }; 6]);
        let hints: Vec<Option<Twin>> = plan.candidates.iter().map(|c| c.hint.clone()).collect();
        assert_eq!(hints[0], Some(Twin::Known(id("p1"), By::Mail)), "an address may be shared");
        assert_eq!(hints[3], Some(Twin::Row(4, By::Name)), "another reading is another person");
        assert_eq!(hints[5], Some(Twin::Row(6, By::Name)));
        assert_eq!(hints[6], Some(Twin::Row(7, By::Mail)));
        assert_eq!(hints[8], Some(Twin::Known(id("p2"), By::Name)), "a name alone is one sign");
        assert!(plan.candidates[8].asked, "and asked about");
        assert_eq!((plan.chosen(Choice::Add).count(), plan.chosen(Choice::Skip).count()), (5, 4));
        assert_eq!(plan.staying_out().count(), 2, "whom nothing new was said of does not stay out");
    }

    #[test]
    fn a_session_finds_its_client_and_its_day() {
        let mut ground = known();
        let held = Held {
            on: "2025-04-01".parse().expect("a day"),
            start: None,
            minutes: Some(60),
            note: None,
        };
        ground.sessions.insert("p2".parse().expect("an id"), vec![held]);
        let text = "client,date,duration,status\nTom Beckett,2025-04-01,60,\n佐倉 まどか,2025/4/2,1:30,キャンセル\nNobody,2025-04-02,,\nTom Beckett,,,\nTom Beckett,2027-01-01,,";
        let plan = plan(Kind::Sessions, text, &ground);
        assert!(matches!(plan.candidates[0].twin, Some(Twin::Known(_, By::Day))));
        let Taking::Session(_, session) = &plan.candidates[1].taking else { panic!("a session") };
        assert_eq!((session.minutes, session.held()), (Some(90), false));
        let faults: Vec<Value> =
            plan.candidates[2..].iter().flat_map(|c| &c.faults).map(|f| f.why).collect();
        assert_eq!(faults, [Value::Nobody, Value::Empty, Value::Ahead]);
        assert!(plan.candidates[2..].iter().all(|c| c.choice == Choice::Skip));
    }

    #[test]
    fn two_sessions_of_one_day_are_two_where_they_begin_at_two_times_or_say_two_things() {
        let text = "client,date,start,end,notes\nTom Beckett,2025-01-05,09:00,10:00,morning\n\
            Tom Beckett,2025-01-05,14:00,15:30,afternoon\nTom Beckett,2025-01-05,09:00,10:00,morning\n\
            Tom Beckett,2025-01-06,,,one\nTom Beckett,2025-01-06,,,two\nTom Beckett,2025-01-06,,,two";
        let plan = plan(Kind::Sessions, text, &known());
        let choices: Vec<Choice> = plan.candidates.iter().map(|c| c.choice).collect();
        use Choice::{Add, Skip};
        assert_eq!(choices, [Add, Add, Skip, Add, Add, Skip]);
        assert_eq!(plan.candidates[4].hint, Some(Twin::Row(5, By::Day)));
    }

    #[test]
    fn no_cell_but_the_name_keeps_a_row_out() {
        let text = "Name,Email,Phone,Fee\nAda,/o=x/cn=ada,090-1 ::: 03-2,5 or 6\n,bo@example.jp,,";
        let plan = plan(Kind::Clients, text, &known());
        let why: Vec<Value> = plan.candidates[0].faults.iter().map(|f| f.why).collect();
        assert_eq!(why, [Value::Fee, Value::Mail, Value::More]);
        assert_eq!(
            (plan.candidates[0].choice, plan.candidates[1].choice),
            (Choice::Add, Choice::Skip)
        );
        assert_eq!(
            (plan.partly().count(), plan.faulty().count(), plan.staying_out().count()),
            (1, 1, 2)
        );
    }

    #[test]
    fn a_note_is_of_whoever_is_named_in_its_place() {
        use crate::intake::incoming::Note;
        let of = |name: &str| {
            let note = Note { name: name.into(), bytes: b"x".to_vec() };
            let upload = Upload::of_notes(&[note]).expect("a note");
            Plan::of(&upload, &known()).candidates.remove(0).name
        };
        for name in [
            "Clients/Tom Beckett/Sessions/2025-01-05.md",
            "2025-01-05 call with Tom Beckett.md",
            "tom-beckett/2025/01/05.md",
        ] {
            assert_eq!(of(name), "Tom Beckett", "{name}");
        }
        assert_eq!(of("2025年1月5日 佐倉まどかさん.md"), "佐倉 まどか");
        assert_eq!(of("atom beckettson/2025-01-05.md"), "atom beckettson");
    }
}
