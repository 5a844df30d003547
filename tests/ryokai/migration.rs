//! Migrations run up, down and up again on both engines.

use ryokai::store::migration;

use crate::db::TestDb;

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
