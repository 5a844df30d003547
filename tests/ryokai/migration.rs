//! Migrations run up, down and up again on both engines; a copy is kept first; and no older program
//! touches a newer database.

use diesel::connection::SimpleConnection;
use diesel::{RunQueryDsl, sql_query};
use ryokai::store::{migration, snapshot};

use crate::build;
use crate::db::TestDb;
use crate::program::{failed, program, run, ryokai, said};

#[test]
fn every_migration_can_be_taken_back_and_applied_again() {
    let db = TestDb::new();
    let version = |db: &TestDb| db.write_blocking(migration::version).expect("a version");
    let before = version(&db);
    assert!(before.1, "a new database is up to date");
    db.write_blocking(migration::revert_all).expect("reverted");
    assert!(!version(&db).1);
    db.write_blocking(migration::apply_pending).expect("applied again");
    assert_eq!(version(&db), before);
}

#[test]
fn no_two_migrations_share_a_version() {
    // Of two that do, only one would ever be applied.
    let trees = ["portable", "sqlite", "postgres"]
        .map(|tree| format!("{}/migrations/{tree}", env!("CARGO_MANIFEST_DIR")));
    for own in &trees[1..] {
        let mut seen = std::collections::BTreeSet::new();
        for folder in [&trees[0], own]
            .into_iter()
            .flat_map(|tree| std::fs::read_dir(tree).expect("migrations"))
        {
            let name = folder.expect("a migration").file_name().into_string().expect("a name");
            let version = name.split('_').next().expect("a version").to_owned();
            assert!(seen.insert(version), "{name} has the version of another one");
        }
    }
}

#[test]
fn an_older_program_does_not_touch_a_newer_database() {
    let db = TestDb::new();
    let newer = "INSERT INTO __diesel_schema_migrations (version) VALUES ('20990101000000')";
    db.write_blocking(move |conn| Ok(sql_query(newer).execute(conn)?)).expect("a later migration");
    for command in [&["clients"][..], &["serve"], &["export", "--all", "-o", "never.zip"]] {
        let (code, why) = failed(&db, command, "");
        assert!(
            code == 1 && why.contains("20990101000000") && why.contains("newer ryokai"),
            "{why}"
        );
        assert!(why.contains(&db_version()), "{why}");
    }
}

/// The last migration of the tree.
fn db_version() -> String {
    TestDb::new().write_blocking(migration::version).expect("a version").0
}

#[test]
fn a_copy_is_kept_before_a_database_is_brought_up_to_date() {
    let db = TestDb::file();
    build::practice(&db, "Sakura");
    let file = db.url().trim_start_matches("sqlite:").to_owned();
    take_back(&db);
    let out = ryokai(&db, &["doctor"], "");
    let said_aside = String::from_utf8(out.stderr).expect("text");
    assert_eq!(out.status.code(), Some(0), "{said_aside}");
    let copy = said_aside
        .split_whitespace()
        .find(|word| word.contains(".schema-"))
        .expect("the copy's name");
    assert!(copy.starts_with(&format!("{file}.schema-2026")), "{copy}");
    assert!(copy.contains(&snapshot::examine(copy.as_ref()).expect("a sound copy")));
    let copies: Vec<String> = kept(&file);
    assert_eq!(copies.len(), 1, "{copies:?}");
    // A database that is up to date is left alone.
    said(&db, &["doctor"], "");
    assert_eq!(kept(&file), copies);
}

/// Takes one migration back.
fn take_back(db: &TestDb) {
    let down = include_str!("../../migrations/portable/2026-11-22-010000_account/down.sql");
    let forget = "DELETE FROM __diesel_schema_migrations WHERE version = '20261122010000'";
    let back = move |conn: &mut ryokai::store::Conn| {
        Ok((conn.batch_execute(down)?, conn.batch_execute(forget)?))
    };
    db.write_blocking(back).expect("taken back");
}

#[test]
fn a_server_is_dumped_before_it_is_brought_up_to_date() {
    let db = TestDb::new();
    if !db.on_a_server() {
        return;
    }
    let here = build::practice(&db, "Sakura");
    let owner = build::member(&db, &here, "owner", ryokai::method::Role::Owner);
    take_back(&db);
    let out = ryokai(&db, &["doctor"], "");
    let said_aside = String::from_utf8(out.stderr).expect("text");
    assert_eq!(out.status.code(), Some(0), "{said_aside}");
    let copies =
        db.read_blocking(|conn| ryokai::store::whole_copy::list(conn, &owner, 10)).expect("copies");
    let place = copies[0].place.clone().expect("a file");
    assert!(
        said_aside.contains(&place) && place.contains("ryokai.dump.schema-2026"),
        "{said_aside}"
    );
    let dump = std::fs::read(&place).expect("the dump");
    assert!(dump.starts_with(b"PGDMP") && crate::account::sha256(&dump) == copies[0].sha256);
    std::fs::remove_file(&place).expect("removed");
    // Without the server's programs it goes on, and says so.
    take_back(&db);
    let out = run(program(&db).arg("doctor").env("PATH", ""), "");
    let aside = String::from_utf8_lossy(&out.stderr);
    assert!(out.status.success() && aside.contains("ryokai backup"), "{aside}");
}

/// The copies beside a database.
fn kept(file: &str) -> Vec<String> {
    let folder = std::path::Path::new(file).parent().expect("a folder");
    let names = std::fs::read_dir(folder).expect("files").map(|f| f.expect("a file").file_name());
    names
        .filter_map(|name| name.into_string().ok())
        .filter(|name| name.contains(".schema-"))
        .collect()
}
