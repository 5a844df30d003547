//! What must hold of every correction, over all sessions of the demonstration: opened and saved it
//! changes nothing, and taken out it leaves a file that the machines accept.

use ryokai::intake::correction::{Moment, Sitting};
use ryokai::intake::form::Fields;
use ryokai::intake::log_form::Writer;
use ryokai::method::session::SessionField;
use ryokai::method::{ClientFile, Day, Fact, Lang, Record, ViolationKind};
use ryokai::words::Words;

use crate::demo::{clients, day};

/// The demonstration before anything was signed.
fn journals() -> Vec<(ClientFile, Vec<Record>)> {
    let of = |file: ClientFile| {
        let all = file.to_records().into_iter();
        let records: Vec<Record> = all
            .filter(|r| !matches!(r.fact, Fact::Signed { .. } | Fact::Addendum { .. }))
            .collect();
        let (file, violations) = ClientFile::from_records(file.person.clone(), &records);
        assert_eq!(violations, []);
        (file, records)
    };
    clients().into_iter().map(of).collect()
}

pub fn at(today: Day) -> Moment<'static> {
    let now = today.and_hms_opt(9, 0, 0).expect("a time");
    let writer =
        Writer { today, habit: crate::shorthand::habit(), lang: Lang::Ja, names: Words::names() };
    Moment { writer, now }
}

fn later(file: ClientFile, known: Vec<Record>, fresh: &[Record]) -> (ClientFile, Vec<Record>) {
    let all: Vec<Record> = known.into_iter().chain(fresh.iter().cloned()).collect();
    (ClientFile::from_records(file.person.clone(), &all).0, all)
}

#[test]
fn a_session_opened_and_saved_changes_nothing() {
    let mut sessions = 0;
    for (file, known) in journals() {
        for session in &file.sessions {
            let sitting = Sitting::of(&file, &known, &session.id).expect("a session");
            let fields = sitting.fields().clone();
            let (settled, unkept) =
                sitting.correct(&fields, &at(day("2026-01-15")), false).expect("a page");
            assert!(
                settled.accepted.is_none() && settled.fallout.is_empty() && unkept.is_empty(),
                "{}",
                session.id
            );
            // Every record is on the page or listed as one that stays.
            let placed: usize = sitting.reopened.places.iter().map(|(_, ids)| ids.len()).sum();
            assert_eq!(
                placed + sitting.unplaced().len() + 1,
                sitting.whole().len(),
                "{}",
                session.id
            );
            sessions += 1;
        }
    }
    assert!(sessions >= 40, "{sessions}");
}

/// Each field changed by itself: what is written is sound, and changed back, the file reads as it
/// did.
#[test]
fn what_is_changed_and_changed_back_was_never_changed() {
    let mut changed = 0;
    for (file, known) in journals() {
        for session in &file.sessions {
            let original =
                Sitting::of(&file, &known, &session.id).expect("a session").fields().clone();
            let edits: Vec<(String, String)> = original.pairs().filter_map(edited).collect();
            for (name, value) in edits {
                let mut fields = original.clone();
                fields.set(&name, value.clone());
                let sitting = Sitting::of(&file, &known, &session.id).expect("a session");
                let (settled, _) =
                    sitting.correct(&fields, &at(day("2026-01-15")), false).expect("a page");
                let accepted = settled.accepted.unwrap_or_else(|| panic!("{} {name}", session.id));
                assert!(settled.fallout.is_empty(), "{} {name}: {:?}", session.id, settled.fallout);
                let (now, all) = later(file.clone(), known.clone(), accepted.fresh());
                assert!(now != file && now.violations().is_empty(), "{} {name}", session.id);
                assert_eq!(read(&now, &all, session, &name), value, "{} {name}", session.id);
                let sitting = Sitting::of(&now, &all, &session.id).expect("a session");
                let (back, _) =
                    sitting.correct(&original, &at(day("2026-01-15")), false).expect("a page");
                let (back, _) = later(now, all, back.accepted.expect("a change").fresh());
                assert!(back == file, "{} {name}", session.id);
                changed += 1;
            }
        }
    }
    assert!(changed > 150, "{changed}");
}

fn read(
    file: &ClientFile,
    known: &[Record],
    session: &ryokai::method::Session,
    name: &str,
) -> String {
    let sitting = Sitting::of(file, known, &session.id).expect("a session");
    let fields: &Fields = sitting.fields();
    fields.get(name).to_owned()
}

/// Another value of a field of words or numbers; none for what is chosen.
fn edited((name, value): (&str, &str)) -> Option<(String, String)> {
    let words = |n: &str| {
        n.strip_prefix('q')
            .or(n.strip_prefix("ours"))
            .or(n.strip_prefix("theirs"))
            .is_some_and(number)
    };
    let line = words(name)
        || SessionField::texts().any(|field| field.declared().form == name)
        || ["tn-text", "tn-why", "m-text", "m-why", "m-guess"].contains(&name);
    match name {
        "minutes" => Some((name.to_owned(), (value.parse::<u32>().ok()? + 1).to_string())),
        _ if line => Some((name.to_owned(), format!("{value} x"))),
        _ => None,
    }
}

fn number(rest: &str) -> bool {
    !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit())
}

#[test]
fn a_session_taken_back_leaves_a_sound_file_and_nothing_unnamed() {
    let mut held = 0;
    for (file, known) in journals() {
        for session in &file.sessions {
            let sitting = Sitting::of(&file, &known, &session.id).expect("a session");
            let settled = match sitting.take_back(&"twice".parse().expect("a text")) {
                Ok(settled) => settled,
                Err(blocked) => {
                    // The sponsor's consent is on the person's page; it is not dropped without a
                    // word.
                    let consent = |r: &ViolationKind| matches!(r, ViolationKind::UnknownReference { field, .. } if field == "consent_quote");
                    assert!(
                        blocked.signed.is_empty() && blocked.rules.iter().all(consent),
                        "{blocked:?}"
                    );
                    held += 1;
                    continue;
                }
            };
            let accepted = settled.accepted.expect("a change");
            let (now, _) = later(file.clone(), known.clone(), accepted.fresh());
            assert!(
                now.violations().is_empty() && now.session(&session.id).is_none(),
                "{}",
                session.id
            );
            let voids =
                accepted.fresh().iter().filter(|r| matches!(r.fact, Fact::Void { .. })).count();
            let gone = settled
                .fallout
                .iter()
                .filter(|f| f.how == ryokai::intake::correction::How::TakenBack)
                .count();
            assert_eq!(voids, sitting.whole().len() + gone, "{}", session.id);
        }
    }
    assert_eq!(held, 1, "one session holds a consent");
}
