//! What the database itself refuses, asked in plain SQL: no program, ours or another, rewrites the
//! journal.

use diesel::connection::SimpleConnection;
use ryokai::method::{Fact, Id, Record, Role, Viewer, Violation, ViolationKind};
use ryokai::store::{Lock, StoreError, fact};

use crate::build::{client, day, id, member, now, practice, session, text};
use crate::db::TestDb;

/// A client with two sessions, the first of them signed.
fn signed() -> (TestDb, Viewer, Id) {
    let db = TestDb::new();
    let here = practice(&db, "here");
    let own = member(&db, &here, "own", Role::Owner);
    let of = client(&db, &own, "水野 直樹");
    let (viewer, person) = (own.clone(), of.clone());
    let sign =
        Record::fresh(day("2025-06-02"), Some(&id("s1")), Fact::Signed { session: id("s1") });
    db.write_blocking(move |conn| {
        let both = |_: &_| Ok(vec![session("s1", "2025-06-01"), session("s2", "2025-06-08")]);
        fact::record(conn, &viewer, &person, now(), both)?;
        fact::record(conn, &viewer, &person, now(), move |_| Ok(vec![sign]))
    })
    .expect("a signed session");
    (db, own, of)
}

fn sql(db: &TestDb, sql: String) -> Result<(), StoreError> {
    db.write_blocking(move |conn| Ok(conn.batch_execute(&sql)?))
}

fn insert(
    person: &Id,
    (id, seq): (&str, i64),
    noun: &str,
    (session, about): (&str, &str),
) -> String {
    let quoted = |s: &str| if s.is_empty() { "NULL".to_owned() } else { format!("'{s}'") };
    format!(
        "INSERT INTO fact (person, id, seq, noun, on_day, session, about, recorded_at, body)
         VALUES ('{person}', '{id}', {seq}, '{noun}', '2025-06-03', {}, {}, '2025-07-01 00:00:00', '{{}}')",
        quoted(session),
        quoted(about)
    )
}

fn locked(answer: Result<(), StoreError>) -> Option<Lock> {
    match answer {
        Err(StoreError::Locked(lock)) => Some(lock),
        Ok(()) => None,
        Err(other) => panic!("{other:?}"),
    }
}

#[test]
fn a_fact_is_neither_changed_nor_deleted() {
    let (db, _, _) = signed();
    assert_eq!(locked(sql(&db, "UPDATE fact SET body = '{}'".into())), Some(Lock::Journal));
    assert_eq!(locked(sql(&db, "DELETE FROM fact".into())), Some(Lock::Journal));
}

#[test]
fn a_fact_is_not_replaced_either() {
    let (db, _, of) = signed();
    let again = insert(&of, ("s2", 9), "session", ("s2", ""));
    if db.on_a_server() {
        assert!(matches!(sql(&db, again), Err(StoreError::Taken)));
        assert_eq!(locked(sql(&db, "TRUNCATE fact".into())), Some(Lock::Journal));
    } else {
        let replace = again.replacen("INSERT", "INSERT OR REPLACE", 1);
        assert_eq!(locked(sql(&db, replace)), Some(Lock::Journal));
    }
}

#[test]
fn a_signed_session_takes_nothing_but_addenda() {
    let (db, _, of) = signed();
    assert_eq!(locked(sql(&db, insert(&of, ("q1", 8), "quote", ("s1", "")))), Some(Lock::Signed));
    assert_eq!(locked(sql(&db, insert(&of, ("v1", 8), "void", ("", "s1")))), Some(Lock::Signed));
    assert_eq!(
        locked(sql(&db, insert(&of, ("q2", 8), "quote", ("s2", "")))),
        None,
        "another session is open"
    );
    assert_eq!(locked(sql(&db, insert(&of, ("a1", 9), "addendum", ("s1", "s1")))), None);
}

#[test]
fn the_machines_refuse_before_the_database_has_to() {
    let (db, own, of) = signed();
    // What is struck is struck on its own day.
    let strike = |target: &str, on: &str| {
        let (viewer, of) = (own.clone(), of.clone());
        let strike = Fact::Void { target: id(target), reason: text("wrong") };
        let fresh = Record::fresh(day(on), None, strike);
        db.write_blocking(move |conn| {
            fact::record(conn, &viewer, &of, now(), move |_| Ok(vec![fresh]))
        })
    };
    let refused = strike("s1", "2025-06-01");
    let signed =
        |violations: &[Violation]| violations.iter().any(|b| b.rule == ViolationKind::Signed);
    assert!(
        matches!(&refused, Err(StoreError::Refused(violations)) if signed(violations)),
        "{refused:?}"
    );
    strike("s2", "2025-06-08").expect("an open session may be struck");
}
