//! Writing down: under the person's lock, once, and read back as it was kept.

use ryokai::method::{Id, Role, Viewer};
use ryokai::store::{StoreError, fact, file, person};

use crate::build::{client, id, member, now, practice, session, text};
use crate::db::TestDb;

fn ready() -> (TestDb, Viewer, Id) {
    let db = TestDb::new();
    let here = practice(&db, "here");
    let own = member(&db, &here, "own", Role::Owner);
    let of = client(&db, &own, "水野 直樹");
    (db, own, of)
}

fn sessions(db: &TestDb, own: &Viewer, of: &Id) -> Vec<String> {
    let loaded = db.read_blocking(|conn| file::load(conn, own, of)).expect("the file");
    let mut ids: Vec<String> = loaded.file.sessions.iter().map(|s| s.id.to_string()).collect();
    ids.sort();
    ids
}

#[test]
fn what_was_taken_back_is_never_read() {
    let (db, own, of) = ready();
    let write = |name: &'static str, keep: bool| {
        let (viewer, of) = (own.clone(), of.clone());
        db.write_blocking(move |conn| {
            fact::record(conn, &viewer, &of, now(), |_| Ok(vec![session(name, "2025-06-01")]))?;
            let seen = file::load(conn, &viewer, &of)?.file.session(&id(name)).is_some();
            if keep && seen { Ok(()) } else { Err(StoreError::BrokenOff) }
        })
    };
    assert!(write("lost", false).is_err());
    assert_eq!(sessions(&db, &own, &of), Vec::<String>::new());
    write("kept", true).expect("kept");
    assert_eq!(sessions(&db, &own, &of), ["kept"]);
    assert!(write("lost", false).is_err());
    assert_eq!(sessions(&db, &own, &of), ["kept"]);
}

#[test]
fn many_who_write_at_once_all_have_their_place() {
    let (db, own, of) = ready();
    let names: Vec<String> = (10..30).map(|n| format!("s{n}")).collect();
    std::thread::scope(|scope| {
        for name in &names {
            let (db, viewer, of, name) = (db.db(), own.clone(), of.clone(), name.clone());
            scope.spawn(move || {
                let write = move |conn: &mut _| {
                    fact::record(conn, &viewer, &of, now(), move |_| {
                        Ok(vec![session(&name, "2025-06-01")])
                    })
                    .map(drop)
                };
                db.write_blocking(write).expect("written");
            });
        }
    });
    assert_eq!(sessions(&db, &own, &of), names);
    let written = db.read_blocking(|conn| fact::written(conn, &own, &of)).expect("the journal");
    assert!(written.iter().all(|w| w.by.as_ref() == Some(&own.member) && w.at == now()));
}

#[test]
fn a_person_is_not_changed_over_what_somebody_else_changed() {
    let (db, own, of) = ready();
    let kept = db
        .read_blocking(|conn| person::find(conn, &own, &of))
        .expect("an answer")
        .expect("the client");
    let change = |name: &str, version: i64| {
        let (viewer, mut changed) = (own.clone(), kept.person.clone());
        changed.display_name = text(name);
        db.write_blocking(move |conn| person::change(conn, &viewer, &changed, version, now()))
    };
    change("水野 直人", kept.version).expect("changed");
    assert!(matches!(change("水野 直也", kept.version), Err(StoreError::Stale)));
    let loaded = db.read_blocking(|conn| file::load(conn, &own, &of)).expect("the file");
    assert_eq!(loaded.file.person.display_name, text("水野 直人"));
    change("水野 直也", loaded.version).expect("changed after reading again");
}
