//! Whose records somebody sees: one's own and what was shared, in one's own practice, and nothing
//! else.

use ryokai::method::{Id, Role, Viewer};
use ryokai::store::{StoreError, draft, fact, file, person, share, submission};

use crate::build::{client, day, id, member, now, practice, session as held};
use crate::db::TestDb;

/// Every question about one person, and whether this viewer gets an answer to each.
fn sees(db: &TestDb, viewer: &Viewer, of: &Id) -> Vec<bool> {
    let (viewer, of) = (viewer.clone(), of.clone());
    let today = day("2025-07-01");
    db.write_blocking(move |conn| {
        let mut seen = vec![
            person::find(conn, &viewer, &of)?.is_some(),
            person::find_by_any_id(conn, &viewer, &of)?.is_some(),
            person::choices(conn, &viewer)?.iter().any(|(id, ..)| *id == of),
            person::lately(conn, &viewer, 9)?.contains(&of),
            person::list(conn, &viewer, &Default::default(), (today, 50))?
                .lines
                .iter()
                .any(|l| l.kept.person.id == of),
            file::load_all(conn, &viewer)?.iter().any(|l| l.file.person.id == of),
        ];
        let mut asked = |answer: Result<(), StoreError>| match answer {
            Ok(()) => seen.push(true),
            Err(StoreError::NotFound) => seen.push(false),
            Err(other) => panic!("{other:?}"),
        };
        asked(file::load(conn, &viewer, &of).map(drop));
        asked(fact::written(conn, &viewer, &of).map(drop));
        asked(ryokai::store::export::list(conn, &viewer, &of).map(drop));
        asked(ryokai::store::audit::of_person(conn, &viewer, &of).map(drop));
        asked(fact::record(conn, &viewer, &of, now(), |_| Ok(Vec::new())).map(drop));
        asked(
            submission::keep(conn, &viewer, &Id::fresh().to_string(), (&of, &id("s1")), now())
                .map(drop),
        );
        asked(draft::save(conn, &viewer, (&Id::fresh(), Some(&of)), ("{}", 0), now()).map(drop));
        Ok(seen)
    })
    .expect("answers")
}

fn all(seen: bool, answers: &[bool]) -> bool {
    answers.len() == 13 && answers.iter().all(|a| *a == seen)
}

#[test]
fn a_consultant_sees_their_own_clients_and_nobody_elses() {
    let db = TestDb::new();
    let (here, there) = (practice(&db, "here"), practice(&db, "there"));
    let own = member(&db, &here, "own", Role::Consultant);
    let of = client(&db, &own, "水野 直樹");
    assert!(all(true, &sees(&db, &own, &of)));
    let colleague = member(&db, &here, "colleague", Role::Consultant);
    let owner = member(&db, &here, "owner", Role::Owner);
    let stranger = member(&db, &there, "stranger", Role::Owner);
    for other in [&colleague, &owner, &stranger] {
        let seen = sees(&db, other, &of);
        assert!(all(false, &seen), "{}: {seen:?}", other.name);
    }
}

#[test]
fn a_shared_client_is_seen_until_it_is_taken_back() {
    let db = TestDb::new();
    let here = practice(&db, "here");
    let (own, colleague) =
        (member(&db, &here, "own", Role::Consultant), member(&db, &here, "b", Role::Consultant));
    let of = client(&db, &own, "水野 直樹");
    let give = |viewer: &Viewer, to: &Viewer| {
        let (viewer, to, of) = (viewer.clone(), to.member.clone(), of.clone());
        db.write_blocking(move |conn| share::give(conn, &viewer, &of, &to, now()))
    };
    give(&own, &colleague).expect("shared");
    give(&own, &colleague).expect("shared twice is shared");
    assert!(all(true, &sees(&db, &colleague, &of)));
    assert!(
        matches!(give(&colleague, &colleague), Err(StoreError::NotFound)),
        "what is shared is not theirs to share"
    );

    let (viewer, from, person) = (own.clone(), colleague.member.clone(), of.clone());
    db.write_blocking(move |conn| share::take_back(conn, &viewer, &person, &from))
        .expect("taken back");
    assert!(all(false, &sees(&db, &colleague, &of)));
}

#[test]
fn a_client_is_not_shared_beyond_the_practice() {
    let db = TestDb::new();
    let (here, there) = (practice(&db, "here"), practice(&db, "there"));
    let (own, stranger) =
        (member(&db, &here, "own", Role::Owner), member(&db, &there, "stranger", Role::Owner));
    let of = client(&db, &own, "水野 直樹");
    let (viewer, to, person) = (own.clone(), stranger.member.clone(), of.clone());
    let given = db.write_blocking(move |conn| share::give(conn, &viewer, &person, &to, now()));
    assert!(matches!(given, Err(StoreError::NotFound)));
}

#[test]
fn a_draft_is_its_writers_alone() {
    let db = TestDb::new();
    let here = practice(&db, "here");
    let (own, other) =
        (member(&db, &here, "own", Role::Owner), member(&db, &here, "other", Role::Consultant));
    let key = Id::fresh();
    let save = |viewer: &Viewer, body: &'static str, version: i64| {
        let (viewer, key) = (viewer.clone(), key.clone());
        db.write_blocking(move |conn| {
            draft::save(conn, &viewer, (&key, None), (body, version), now())
        })
    };
    assert_eq!(save(&own, "a", 0).expect("saved"), 1);
    assert_eq!(save(&own, "b", 1).expect("saved"), 2);
    assert!(matches!(save(&own, "late", 1), Err(StoreError::Stale)), "the later draft stays");
    assert!(save(&other, "x", 2).is_err());
    let found = |viewer: &Viewer| {
        db.read_blocking(|conn| draft::find(conn, viewer, &key)).expect("an answer")
    };
    assert_eq!(found(&own).map(|d| d.body), Some("b".to_owned()));
    assert_eq!(found(&other), None);
}

#[test]
fn sessions_are_listed_newest_first_page_by_page() {
    let db = TestDb::new();
    let here = practice(&db, "here");
    let own = member(&db, &here, "own", Role::Owner);
    let of = client(&db, &own, "水野 直樹");
    let (viewer, person) = (own.clone(), of.clone());
    db.write_blocking(move |conn| {
        let some = |_: &file::Loaded| {
            Ok(vec![
                held("s1", "2025-04-01"),
                held("s3", "2025-06-01"),
                held("s2", "2025-05-01"),
                held("s4", "2025-06-01"),
            ])
        };
        fact::record(conn, &viewer, &person, now(), some)?;
        let strike = ryokai::method::Fact::Void {
            target: id("s1"),
            reason: "twice".parse().expect("a text"),
        };
        let strike = ryokai::method::Record::fresh(day("2025-04-01"), None, strike);
        fact::record(conn, &viewer, &person, now(), move |_| Ok(vec![strike]))
    })
    .expect("recorded");
    let read = db.read_blocking(|conn| file::load(conn, &own, &of)).expect("a file").file;
    let page = |after: Option<&str>| {
        let after = after.map(id);
        read.sessions_behind(after.as_ref()).take(2).map(|s| s.id.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(page(None), ["s4", "s3"]);
    assert_eq!(page(Some("s3")), ["s2"], "a struck session is not listed");
    assert_eq!(page(Some("s1")), ["s4", "s3"], "behind nothing that is there: the first page");
}
