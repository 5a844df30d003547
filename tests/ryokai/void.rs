//! Taking back and bringing again, at any depth and in any order: against a second, plainer way to
//! decide what counts.

use proptest::prelude::*;
use proptest::test_runner::Config;
use ryokai::method::{ClientFile, Fact, Id, Record, Text, void};

use crate::build::{day, id, text};
use crate::history;

/// True if a record counts: no void of it counts. Asked again for each void, by what the words say.
fn counts(record: &Id, journal: &[Record]) -> bool {
    let strikes = |r: &&Record| matches!(&r.fact, Fact::Void { target, .. } if target == record);
    !journal.iter().filter(strikes).any(|void| counts(&void.id, journal))
}

fn reason() -> Text {
    text("a slip")
}

/// Voids of chosen records, each dated as its target: of the records of a file, or of earlier
/// voids.
fn with_voids(known: &[Record], choices: &[prop::sample::Index]) -> Vec<Record> {
    let mut all = known.to_vec();
    for choice in choices {
        let void = Record::void(choice.get(&all), reason());
        all.push(void);
    }
    all
}

proptest! {
    #![proptest_config(Config::with_cases(120))]

    #[test]
    fn what_counts_is_what_no_counting_void_takes_back(
        script in history::scripts(),
        choices in prop::collection::vec(any::<prop::sample::Index>(), 0..40),
        order in any::<u64>(),
    ) {
        let (file, _) = history::play(&script);
        let known = file.to_records();
        let mut all = with_voids(&known, &choices);
        let plainly: Vec<Id> = all.iter().filter(|r| !counts(&r.id, &all)).map(|r| r.id.clone()).collect();
        // The order makes no difference.
        let by = |r: &Record| r.id.as_str().bytes().fold(order, |n, b| n.rotate_left(7) ^ u64::from(b));
        for turn in 0..2 {
            let (struck, violations) = void::struck(&all);
            prop_assert_eq!(violations, vec![]);
            let mut found: Vec<&Id> = struck.into_iter().collect();
            let mut named: Vec<&Id> = plainly.iter().collect();
            found.sort();
            named.sort();
            prop_assert_eq!(found, named, "turn {}", turn);
            all.sort_by_key(by);
        }
    }

    #[test]
    fn taken_back_and_brought_again_a_file_is_as_before(
        script in history::scripts(),
        target in any::<prop::sample::Index>(),
        depth in 1_usize..7,
        places in prop::collection::vec(any::<prop::sample::Index>(), 7),
    ) {
        let (file, _) = history::play(&script);
        let known = file.to_records();
        let before = ClientFile::from_records(file.person.clone(), &known);
        let mut at = target.get(&known).clone();
        let without: Vec<Record> = known.iter().filter(|r| r.id != at.id).cloned().collect();
        let mut all = known.clone();
        for place in places.iter().take(depth) {
            at = Record::void(&at, reason());
            all.insert(place.index(all.len() + 1), at.clone());
        }
        let (after, violations) = ClientFile::from_records(file.person.clone(), &all);
        if depth % 2 == 0 {
            prop_assert_eq!(&after, &before.0);
            prop_assert_eq!(&violations, &before.1);
        } else {
            // What hangs on it is left out with it, and is not refused for that.
            let (expected, _) = ClientFile::from_records(file.person.clone(), &without);
            prop_assert_eq!(after, expected);
        }
    }
}

#[test]
fn the_machines_take_a_record_back_and_bring_it_again() {
    let file = crate::demo::client("c1");
    let mut known = file.to_records();
    let mut target = known.iter().find(|r| r.noun() == "gift").expect("a gift").clone();
    let mut now = ClientFile::from_records(file.person.clone(), &known).0;
    let before = now.clone();
    for turn in 1..6 {
        target = Record::void(&target, reason());
        let accepted = now.accept(&known, vec![target.clone()]).expect("accepted");
        (now, known) = ((**accepted.file()).clone(), (**accepted.records()).clone());
        assert_eq!(now.gifts.len(), before.gifts.len() - turn % 2, "turn {turn}");
    }
    known.push(Record::void(&target, reason()));
    assert_eq!(ClientFile::from_records(file.person.clone(), &known).0, before);
}

#[test]
fn what_one_rests_on_is_brought_again_only_with_its_words() {
    let file = crate::demo::client("c1");
    let known = file.to_records();
    let want = known
        .iter()
        .find(|r| matches!(&r.fact, Fact::Want(w) if w.quote.is_some()))
        .expect("a want");
    let Fact::Want(of) = &want.fact else { unreachable!("a want") };
    let said = known.iter().find(|r| Some(&r.id) == of.quote.as_ref()).expect("its words");
    assert!(
        file.accept(&known, vec![Record::void(said, reason())]).is_err(),
        "the want rests on them"
    );
}

#[test]
fn a_void_of_nothing_of_another_day_or_in_a_ring_is_refused() {
    let file = crate::demo::client("c1");
    let known = file.to_records();
    let gift = known.iter().find(|r| r.noun() == "gift").expect("a gift");
    let void = |name: &str, target: &str, on| {
        let fact = Fact::Void { target: id(target), reason: reason() };
        Record { id: id(name), ..Record::fresh(on, None, fact) }
    };
    let ring = vec![void("v1", "v2", gift.on), void("v2", "v1", gift.on)];
    for wrong in [
        ring,
        vec![void("v1", "nowhere", gift.on)],
        vec![void("v1", gift.id.as_str(), day("2019-01-01"))],
    ] {
        assert!(file.accept(&known, wrong.clone()).is_err(), "{wrong:?}");
    }
}
