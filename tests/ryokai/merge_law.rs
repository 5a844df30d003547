//! What must hold of two journals that are one, whatever was corrected before or since: what was
//! said last is what is read, an act taken back was never done, and told apart again each reads as
//! if the other had never been there.

use std::collections::HashSet;

use ryokai::intake::correction::Sitting;
use ryokai::method::merge::{Apart, Half, Joint, Pair};
use ryokai::method::void::{Why, hidden_by, struck};
use ryokai::method::{AgreementMove, ClientFile, Fact, Id, Record, Session};

use crate::build::id;
use crate::correct_law::at;
use crate::demo::day;

#[derive(Clone)]
struct Journal {
    file: ClientFile,
    records: Vec<Record>,
}

impl Journal {
    fn of(json: serde_json::Value) -> Journal {
        let mut file: ClientFile = serde_json::from_value(json).expect("a file");
        file.number_parts();
        let records = file.to_records();
        Journal { file, records }
    }

    fn add(&mut self, fresh: &[Record]) {
        self.records.extend(fresh.iter().cloned());
        let (file, violations) = ClientFile::from_records(self.file.person.clone(), &self.records);
        assert_eq!((violations, file.violations()), (vec![], vec![]));
        self.file = file;
    }

    fn half(&self) -> Half<'_> {
        Half { file: &self.file, records: &self.records }
    }

    fn session(&self, of: &str) -> &Session {
        self.file.session(&id(of)).expect("a session")
    }

    /// Corrects one field of a session; answers the records that this makes.
    fn correct(&mut self, session: &str, (name, value): (&str, &str)) -> Vec<Record> {
        let sitting = Sitting::of(&self.file, &self.records, &id(session)).expect("a session");
        let mut fields = sitting.fields().clone();
        fields.set(name, value);
        let (settled, unkept) =
            sitting.correct(&fields, &at(day("2026-01-15")), false).expect("a page");
        assert!(unkept.is_empty() && settled.fallout.is_empty(), "{session} {name}");
        let fresh = settled.accepted.expect("a change").fresh().to_vec();
        self.add(&fresh);
        fresh
    }

    fn take_back(&mut self, act: &[Record]) {
        let struck = struck(&self.records).0;
        let voids: Vec<Record> = act
            .iter()
            .filter(|r| !struck.contains(&r.id))
            .map(|r| Record::void(r, Why::Slip.text()))
            .collect();
        self.add(&voids);
    }
}

/// Two records of one person: each with a first yes, and sessions of days that lie between those of
/// the other.
fn two() -> [Journal; 2] {
    let session = |of: &str, no: u32, on: &str| serde_json::json!({"id": of, "no": no, "on": on, "minutes": 60});
    let file = |of: &str, sessions: serde_json::Value, yes: &str, on: &str| {
        let quote = format!("{yes}q");
        Journal::of(serde_json::json!({
            "id": of, "display_name": "Kana", "sessions": sessions,
            "quotes": [{"id": quote, "session": yes, "speaker": "client", "lang": "en", "text": "Let us talk.",
                "exactness": "verbatim"}],
            "agreements": [{"id": format!("{yes}a"), "kind": "conversation", "scope": "relationship", "on": on,
                "event": "given", "session": yes, "quote": quote}],
        }))
    };
    let kept = [
        session("k1", 1, "2025-05-01"),
        session("k2", 2, "2025-05-10"),
        session("k3", 3, "2025-05-20"),
    ];
    let gone = [session("g1", 1, "2025-05-05"), session("g2", 2, "2025-05-15")];
    [file("k", kept.into(), "k2", "2025-05-10"), file("g", gone.into(), "g1", "2025-05-05")]
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Act {
    Topic,
    Day,
    Minutes,
    Merge,
}

const ACTS: [Act; 4] = [Act::Topic, Act::Day, Act::Minutes, Act::Merge];

struct World {
    kept: Journal,
    gone: Journal,
    joined: Option<Vec<Id>>,
    done: Vec<(Act, Vec<Record>)>,
}

impl World {
    fn new() -> World {
        let [kept, gone] = two();
        World { kept, gone, joined: None, done: Vec::new() }
    }

    fn act(&mut self, act: Act) {
        let made = match act {
            Act::Topic => self.kept.correct("k1", ("topic", "the firm")),
            Act::Day => self.kept.correct("k2", ("on", "2025-05-21")),
            Act::Minutes if self.joined.is_some() => self.kept.correct("g2", ("minutes", "75")),
            Act::Minutes => self.gone.correct("g2", ("minutes", "75")),
            Act::Merge => self.merge(),
        };
        self.done.push((act, made));
    }

    fn merge(&mut self) -> Vec<Record> {
        let none = HashSet::new();
        let pair = Pair { kept: self.kept.half(), gone: self.gone.half(), picked: &none };
        let one = pair.join(day("2026-01-15")).expect("one");
        let fresh = one.accepted.fresh().to_vec();
        self.joined = Some(fresh.iter().map(|r| r.id.clone()).collect());
        self.kept.add(&fresh);
        assert_eq!(self.kept.file, **one.accepted.file());
        fresh
    }

    /// What each act said, as it is read now; `without` is one that was taken back.
    fn check(&self, without: Option<Act>) {
        let stands = |act| Some(act) != without && self.done.iter().any(|(done, _)| *done == act);
        let topic = self.kept.session("k1").client_topic.as_ref().map(|t| t.as_str());
        assert_eq!(topic, stands(Act::Topic).then_some("the firm"));
        let on = if stands(Act::Day) { day("2025-05-21") } else { day("2025-05-10") };
        let yes = self.kept.file.agreements.iter().find(|a| a.id == id("k2a")).expect("a yes");
        assert_eq!((self.kept.session("k2").on, yes.on), (on, on));
        let joined = self.joined.is_some();
        assert_eq!(yes.event, if joined { AgreementMove::Renewed } else { AgreementMove::Given });
        let other = if joined { &self.kept } else { &self.gone };
        assert_eq!(other.session("g2").minutes, Some(if stands(Act::Minutes) { 75 } else { 60 }));
        if without.is_none() {
            for journal in [&self.kept, &self.gone] {
                let mut sessions: Vec<&Session> = journal.file.sessions.iter().collect();
                sessions.sort_by_key(|s| s.on);
                let numbers: Vec<Option<u32>> = sessions.iter().map(|s| s.no).collect();
                assert_eq!(numbers, (1..=sessions.len() as u32).map(Some).collect::<Vec<_>>());
            }
        }
        // The page says what the file says, and saved again it changes nothing.
        for session in &self.kept.file.sessions {
            let sitting =
                Sitting::of(&self.kept.file, &self.kept.records, &session.id).expect("a session");
            let (same, _) =
                sitting.correct(sitting.fields(), &at(day("2026-01-15")), false).expect("a page");
            assert!(same.accepted.is_none(), "{}", session.id);
        }
    }
}

fn orders() -> Vec<Vec<Act>> {
    let mut all: Vec<Vec<Act>> = vec![vec![]];
    for _ in ACTS {
        let longer = |order: &Vec<Act>| -> Vec<Vec<Act>> {
            let rest = ACTS.into_iter().filter(|act| !order.contains(act));
            rest.map(|act| [order.clone(), vec![act]].concat()).collect()
        };
        all = all.iter().flat_map(longer).collect();
    }
    all
}

#[test]
fn in_any_order_the_last_word_is_read_and_an_act_taken_back_was_never_done() {
    let orders = orders();
    assert_eq!(orders.len(), 24);
    let (mut hidden, mut undone) = (0, 0);
    for order in orders {
        let mut world = World::new();
        for act in &order {
            let before = world.kept.file.clone();
            world.act(*act);
            world.check(None);
            if *act != Act::Merge && (*act != Act::Minutes || world.joined.is_some()) {
                let mut undone = world.kept.clone();
                undone.take_back(&world.done.last().expect("an act").1);
                assert_eq!(undone.file, before, "{order:?}: {act:?} undone at once");
            }
        }
        for (act, made) in &world.done {
            if *act != Act::Merge {
                let mut kept = world.kept.clone();
                // What a later correction says anew is not undone beneath it.
                let struck = struck(&kept.records).0;
                if !hidden_by(&kept.records, &struck, made).is_empty() {
                    hidden += 1;
                    continue;
                }
                drop(struck);
                undone += 1;
                kept.take_back(made);
                let file = kept.file.clone();
                let world = World {
                    kept,
                    gone: world.gone.clone(),
                    joined: world.joined.clone(),
                    done: world.done.clone(),
                };
                world.check(Some(*act));
                assert_eq!(file.sessions.len(), 5);
            }
        }
    }
    // Numbers follow the days by themselves, so no correction stands in the way of another.
    assert_eq!((hidden, undone), (0, 72));
}

#[test]
fn told_apart_again_each_reads_as_if_the_other_had_never_been_there() {
    for order in orders() {
        let mut world = World::new();
        let mut alone = World::new();
        for act in &order {
            world.act(*act);
            if *act != Act::Merge {
                alone.act(*act);
            }
        }
        let at = |act| order.iter().position(|a| *a == act);
        let joint = Joint {
            kept: &world.kept.file.person,
            records: &world.kept.records,
            gone: world.gone.half(),
            brought: world.joined.as_ref().expect("joined"),
        };
        let Apart { kept, gone, .. } = joint.part().expect("two");
        // The day gives numbers to sessions of both where it came later.
        if at(Act::Day) > at(Act::Merge) {
            assert_eq!((kept.file().violations(), gone.file().violations()), (vec![], vec![]));
            continue;
        }
        // What was corrected in the other one's sessions since goes with them.
        assert_eq!(**gone.file(), alone.gone.file, "{order:?}");
        assert_eq!(**kept.file(), alone.kept.file, "{order:?}");
    }
}

#[test]
fn a_correction_of_what_a_merge_left_out_is_not_offered() {
    let mut world = World::new();
    world.merge();
    let out = |r: &Record| match &r.fact {
        Fact::Joined(joining) => joining.left_out.clone(),
        _ => Vec::new(),
    };
    let left: Vec<Id> = world.kept.records.iter().flat_map(out).collect();
    let live = ryokai::method::revision::live(&world.kept.records);
    assert!(live.iter().all(|r| !left.contains(&r.id) && !matches!(r.fact, Fact::Joined(_))));
}
