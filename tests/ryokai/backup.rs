//! A backup holds everything, opens with its key alone, and is looked over before it touches
//! anything.

use std::path::Path;

use diesel::{RunQueryDsl, sql_query};
use ryokai::encryption::BackupKey;
use ryokai::export::backup::{self, Kind, Manifest};
use ryokai::method::retention::{Ending, EndsBecause};
use ryokai::method::{Role, Viewer};
use ryokai::store::login::Login;
use ryokai::store::whole_copy::Kind as CopyKind;
use ryokai::store::{erasure, feed, login, member, practice, snapshot, whole_copy};
use serde_json::Value;

use crate::account::{account, entry, exported, furnished, sha256};
use crate::build;
use crate::db::TestDb;
use crate::program::{Scratch, failed, in_japanese, program, run, said};

/// A key file of a test.
fn key() -> Scratch {
    let key = Scratch::new("key.txt");
    said(&TestDb::file(), &["backup", "--new-key", key.path()], "");
    key
}

fn backed_up(db: &TestDb, key: &Scratch) -> Scratch {
    let file = Scratch::new("sakura.age");
    said(db, &["backup", file.path(), "--key-file", key.path()], "");
    file
}

/// The account of a database, but for the copies that were made of it.
fn held(db: &TestDb) -> Value {
    let mut account: Value =
        serde_json::from_str(&entry(&exported(db), "account.json")).expect("JSON");
    account.as_object_mut().expect("tables").remove("whole_copy");
    account
}

/// What lies in the folder of a database.
fn beside(file: &str) -> Vec<String> {
    let folder = Path::new(file).parent().expect("a folder");
    let names = std::fs::read_dir(folder).expect("files").map(|f| f.expect("a file").file_name());
    let mut names: Vec<String> = names.filter_map(|name| name.into_string().ok()).collect();
    names.sort();
    names
}

#[test]
fn a_database_in_use_is_backed_up_and_restored_whole() {
    let (db, key) = (TestDb::new(), key());
    furnished(&db);
    let before = held(&db);
    let backup = backed_up(&db, &key);
    let restore = ["restore", backup.path(), "--key-file", key.path()];
    if db.on_a_server() {
        let (code, why) = failed(&db, &restore, "");
        assert!(code == 1 && why.contains("--replace"), "{why}");
        let out = crate::program::ryokai(&db, &[&restore[..], &["--replace"]].concat(), "");
        let aside = String::from_utf8(out.stderr).expect("text");
        assert_eq!(out.status.code(), Some(0), "{aside}");
        // As `pg_dump` wrote it: an account would have come without passwords.
        assert!(!String::from_utf8_lossy(&out.stdout).contains("signs in with"));
        let aside = aside.trim().rsplit(' ').next().expect("a name").to_owned();
        assert!(aside.contains("_replaced_"), "{aside}");
        assert_eq!(held(&db), before);
        assert!(said(&db, &["doctor"], "").contains("All is well"));
        // Who could sign in still can.
        assert!(said(&db, &["member", "list"], "").contains("can sign in"));
        let drop = format!("DROP SCHEMA \"{aside}\" CASCADE");
        db.write_blocking(move |conn| Ok(sql_query(drop).execute(conn)?))
            .expect("what was set aside");
    } else {
        let elsewhere = Scratch::new("ryokai.db");
        let url = format!("sqlite:{}", elsewhere.path());
        said(&db, &[&restore[..], &["--database-url", &url]].concat(), "");
        let again = TestDb::of(&url);
        assert_eq!(held(&again), before);
        assert!(said(&again, &["doctor"], "").contains("All is well"));
        assert!(said(&again, &["member", "list"], "").contains("can sign in"));
    }
}

#[test]
fn every_backup_is_in_the_record() {
    let (db, key) = (TestDb::new(), key());
    let here = build::practice(&db, "here");
    let owner = build::member(&db, &here, "owner", Role::Owner);
    let backup = backed_up(&db, &key);
    let copies = db.read_blocking(|conn| whole_copy::list(conn, &owner, 10)).expect("copies");
    let bytes = std::fs::read(backup.path()).expect("the backup");
    assert_eq!(copies.len(), 1);
    assert_eq!(
        (copies[0].kind, copies[0].sha256.as_str()),
        (CopyKind::Backup, sha256(&bytes).as_str())
    );
    assert_eq!(copies[0].place.as_deref(), Some(backup.path()));
    let twice = failed(&db, &["backup", backup.path(), "--key-file", key.path()], "");
    assert!(twice.0 == 1 && twice.1.contains("not overwritten"), "{twice:?}");
    let consultant = build::member(&db, &here, "consultant", Role::Consultant);
    assert!(db.read_blocking(|conn| whole_copy::list(conn, &consultant, 10)).is_err());
}

#[test]
fn what_is_not_a_whole_backup_changes_nothing() {
    let (db, key) = (TestDb::file(), key());
    build::practice(&db, "here");
    let backup = backed_up(&db, &key);
    let bytes = std::fs::read(backup.path()).expect("the backup");
    let target = Scratch::new("ryokai.db");
    let url = format!("sqlite:{}", target.path());
    let refused = |bytes: &[u8], key: &Scratch| {
        let file = Scratch::with("handed.age", bytes);
        let args = ["restore", file.path(), "--key-file", key.path(), "--database-url", &url];
        let (code, why) = failed(&db, &args, "");
        assert!(code == 1 && why.contains("nothing was changed"), "{why}");
        assert!(beside(target.path()).is_empty(), "{why}: {:?}", beside(target.path()));
        why
    };
    assert!(refused(&bytes, &self::key()).contains("does not open with this"));
    assert!(refused(b"a letter", &key).contains("not a backup"));
    assert!(refused(b"PK\x03\x04 and so on", &key).contains("`ryokai import`"));
    let half = bytes.get(..bytes.len() / 2).expect("half of it");
    assert!(refused(half, &key).contains("cut off or changed since it was made. Use another copy"));
    let mut changed = bytes.clone();
    if let Some(byte) = changed.last_mut() {
        *byte ^= 1;
    }
    assert!(
        refused(&changed, &key).contains("cut off or changed since it was made. Use another copy")
    );
    // Sealed as it should be, and still not what it says.
    let secret = BackupKey::of_file(&std::fs::read(key.path()).expect("the key")).expect("a key");
    let of = |data: &[u8], size: u64, sum: String| {
        let manifest =
            Manifest::of(Kind::Sqlite, "20261121000000".into(), build::now(), (size, sum));
        backup::write(&manifest, data, &secret, Vec::new()).expect("a backup").0
    };
    assert!(refused(&of(b"x", 1, sha256(b"y")), &key).contains("not what it says"));
    assert!(refused(&of(b"xyz", 1, sha256(b"x")), &key).contains("not what it says"));
    assert!(refused(&of(b"no database", 11, sha256(b"no database")), &key).contains("database"));
}

#[test]
fn a_backup_of_a_newer_program_is_not_restored() {
    let (db, key) = (TestDb::file(), key());
    let newer = "INSERT INTO __diesel_schema_migrations (version) VALUES ('20990101000000')";
    db.write_blocking(move |conn| Ok(sql_query(newer).execute(conn)?)).expect("a later migration");
    let copy = Scratch::new("copy.db");
    snapshot::take(db.url().trim_start_matches("sqlite:").as_ref(), copy.path().as_ref())
        .expect("a copy");
    let data = std::fs::read(copy.path()).expect("the copy");
    let secret = BackupKey::of_file(&std::fs::read(key.path()).expect("the key")).expect("a key");
    let described = (data.len() as u64, sha256(&data));
    let manifest = Manifest::of(Kind::Sqlite, "20990101000000".into(), build::now(), described);
    let sealed = backup::write(&manifest, &data[..], &secret, Vec::new()).expect("a backup").0;
    let (file, target) = (Scratch::with("newer.age", &sealed), Scratch::new("ryokai.db"));
    let url = format!("sqlite:{}", target.path());
    let (code, why) = failed(
        &db,
        &["restore", file.path(), "--key-file", key.path(), "--database-url", &url],
        "",
    );
    assert!(code == 1 && why.contains("20990101000000"), "{why}");
    assert!(beside(target.path()).is_empty());
}

#[test]
fn what_is_there_is_never_overwritten_but_kept_aside() {
    let (source, key) = (TestDb::file(), key());
    build::practice(&source, "from the backup");
    let backup = backed_up(&source, &key);
    let target = Scratch::new("ryokai.db");
    let url = format!("sqlite:{}", target.path());
    let restore = ["restore", backup.path(), "--key-file", key.path(), "--database-url", &url];
    let replace = [&restore[..], &["--replace"]].concat();
    let running = TestDb::of(&url);
    build::practice(&running, "there before");
    let (code, why) = failed(&source, &restore, "");
    assert!(code == 1 && why.contains("--replace"), "{why}");
    let (code, why) = failed(&source, &replace, "");
    assert!(code == 1 && why.contains("Stop ryokai"), "{why}");
    let names = |db: &TestDb| {
        let all = db.read_blocking(practice::all).expect("practices");
        all.into_iter().map(|p| p.name.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(names(&running), ["there before"]);
    drop(running);
    said(&source, &replace, "");
    assert_eq!(names(&TestDb::of(&url)), ["from the backup"]);
    let aside = beside(target.path())
        .into_iter()
        .find(|name| name.contains(".replaced-"))
        .expect("what was there");
    let aside = Path::new(target.path()).with_file_name(aside);
    assert_eq!(names(&TestDb::of(&format!("sqlite:{}", aside.display()))), ["there before"]);
}

#[test]
fn a_passphrase_seals_too_and_none_is_no_choice() {
    let db = TestDb::new();
    build::practice(&db, "here");
    let phrase = Scratch::with("phrase.txt", b"a walk before breakfast\n");
    let file = Scratch::new("sakura.age");
    said(&db, &["backup", file.path(), "--passphrase-file", phrase.path()], "");
    let sealed = std::fs::read(file.path()).expect("the backup");
    assert!(sealed.starts_with(b"age-encryption.org/v1\n-> scrypt "));
    let other = Scratch::with("phrase.txt", b"a walk after breakfast\n");
    let (code, why) = failed(&db, &["restore", file.path(), "--passphrase-file", other.path()], "");
    assert!(code == 1 && why.contains("does not open with this"), "{why}");
    let short = Scratch::with("phrase.txt", b"short");
    let (code, why) = failed(&db, &["restore", file.path(), "--passphrase-file", short.path()], "");
    assert!(
        code == 1 && why.contains("does not open with this"),
        "what is too short to seal with: {why}"
    );
    for args in
        [&["backup", "never.age"][..], &["backup", "never.age", "--passphrase-file", short.path()]]
    {
        assert_eq!(failed(&db, args, "").0, 2);
    }
    assert!(!std::env::temp_dir().join("never.age").exists());
    let out = in_japanese(&db, &["restore", file.path(), "--passphrase-file", other.path()]);
    let why = String::from_utf8(out.stderr).expect("text");
    assert!(why.contains("何も変えていません") && why.contains("この鍵では開けません"), "{why}");
}

#[test]
fn a_server_without_its_programs_is_backed_up_as_an_account() {
    let (db, key) = (TestDb::new(), key());
    if !db.on_a_server() {
        // A SQLite file needs no programs.
        return;
    }
    furnished(&db);
    let before = held(&db);
    let backup = Scratch::new("sakura.age");
    let mut command = program(&db);
    command.args(["backup", backup.path(), "--key-file", key.path()]).env("PATH", "");
    let out = run(&mut command, "");
    let aside = String::from_utf8(out.stderr).expect("text");
    assert!(out.status.success() && aside.contains("holds no passwords"), "{aside}");
    let target = Scratch::new("ryokai.db");
    let url = format!("sqlite:{}", target.path());
    let told = said(
        &db,
        &["restore", backup.path(), "--key-file", key.path(), "--database-url", &url],
        "",
    );
    assert!(told.contains("madoka@example.org signs in"), "{told}");
    let again = TestDb::of(&url);
    assert_eq!(held(&again), before);
    let all = again.read_blocking(|conn| {
        let here = practice::choose(conn, None)?;
        member::list_of(conn, &here.id)
    });
    let all = all.expect("members");
    assert_eq!(all.iter().filter(|m| m.signs_in).count(), 1);
}

/// A database that can be let go of, so that a backup takes its place.
struct Apart {
    _file: Scratch,
    server: Option<TestDb>,
    url: String,
}

impl Apart {
    fn new() -> Apart {
        let (file, server) = (Scratch::new("ryokai.db"), TestDb::new());
        let server = Some(server).filter(TestDb::on_a_server);
        let url = server
            .as_ref()
            .map_or_else(|| format!("sqlite:{}", file.path()), |db| db.url().to_owned());
        Apart { _file: file, server, url }
    }

    fn open(&self) -> TestDb {
        TestDb::of(&self.url)
    }

    fn names(&self) -> Vec<String> {
        let all = self.open().read_blocking(practice::all).expect("practices");
        all.into_iter().map(|p| p.name.to_string()).collect()
    }

    /// Takes away what was set aside on a server, whose name is the last word of what was said.
    fn tidy(&self, said: &str) {
        if let Some(server) = &self.server {
            let aside = said.trim().rsplit(' ').next().expect("a name").to_owned();
            assert!(aside.contains("_replaced_"), "{said}");
            let drop = format!("DROP SCHEMA \"{aside}\" CASCADE");
            server
                .write_blocking(move |conn| Ok(sql_query(drop).execute(conn)?))
                .expect("what was set aside");
        }
    }
}

fn sign_in(db: &TestDb, viewer: &Viewer) {
    let at = build::now();
    let new = Login {
        token_hash: "a".repeat(64),
        member: viewer.member.to_string(),
        csrf: "c".into(),
        created_at: at,
        seen_at: at,
        expires_at: at + chrono::TimeDelta::days(3),
        user_agent: String::new(),
        address: "127.0.0.1".into(),
    };
    let own = viewer.clone();
    let both = move |conn: &mut ryokai::store::Conn| {
        login::start(conn, &new)?;
        feed::make(conn, &own, "f", false, at)
    };
    db.write_blocking(both).expect("signed in");
}

#[test]
fn what_was_ended_since_does_not_live_again_and_who_was_erased_is_named() {
    let (apart, key, other) = (Apart::new(), key(), TestDb::file());
    let db = apart.open();
    let here = build::practice(&db, "here");
    let owner = build::member(&db, &here, "owner", Role::Owner);
    let (gone, gone_before) =
        (build::client(&db, &owner, "Mori"), build::client(&db, &owner, "Hara"));
    let stays = build::client(&db, &owner, "Sato");
    sign_in(&db, &owner);
    let erase = |of: &ryokai::method::Id, how| {
        let (own, of) = (owner.clone(), of.clone());
        let order = move |conn: &mut _| {
            erasure::order(conn, &own, &of, (how, EndsBecause::Asked), build::now())
        };
        db.write_blocking(order).expect("ordered").expect("not held");
    };
    erase(&gone_before, Ending::Pseudonymised);
    let backup = backed_up(&db, &key);
    erase(&gone, Ending::Erased);
    drop(db);
    let args = [
        "restore",
        backup.path(),
        "--key-file",
        key.path(),
        "--database-url",
        &apart.url,
        "--replace",
    ];
    let out = crate::program::ryokai(&other, &args, "");
    let (told, aside) =
        (String::from_utf8_lossy(&out.stdout), String::from_utf8_lossy(&out.stderr));
    assert_eq!(out.status.code(), Some(0), "{aside}");
    assert!(told.contains("Erase them anew") && told.contains(gone.as_str()), "{told}");
    assert!(!told.contains(stays.as_str()) && !told.contains(gone_before.as_str()), "{told}");
    let db = apart.open();
    let logins = db.read_blocking(|conn| login::list(conn, &owner, build::now())).expect("logins");
    assert!(logins.is_empty(), "{logins:?}");
    assert_eq!(db.read_blocking(|conn| feed::own(conn, &owner)).expect("a feed"), None);
    // What was there may still hold somebody: it is among the whole copies.
    let copies = db.read_blocking(|conn| whole_copy::list(conn, &owner, 10)).expect("copies");
    let place = copies
        .iter()
        .find_map(|copy| copy.place.as_deref().filter(|place| place.contains("replaced")));
    let place = place.expect("what was set aside");
    assert!(aside.contains(place), "{aside}");
    if apart.server.is_none() {
        let set_aside = std::fs::read(place).expect("what was there");
        assert!(copies.iter().any(|copy| copy.sha256 == sha256(&set_aside)));
    }
    apart.tidy(&aside);
}

#[test]
fn an_account_that_is_refused_leaves_everything_as_it_was() {
    let (apart, key, other) = (Apart::new(), key(), TestDb::file());
    build::practice(&apart.open(), "there before");
    let secret = BackupKey::of_file(&std::fs::read(key.path()).expect("the key")).expect("a key");
    let sealed = |data: &[u8]| {
        let described = (data.len() as u64, sha256(data));
        let manifest =
            Manifest::of(Kind::Account, "20261121000000".into(), build::now(), described);
        Scratch::with(
            "account.age",
            &backup::write(&manifest, data, &secret, Vec::new()).expect("a backup").0,
        )
    };
    let file = sealed(&account("{}"));
    let restore = |file: &str| {
        let args =
            ["restore", file, "--key-file", key.path(), "--database-url", &apart.url, "--replace"];
        crate::program::ryokai(&other, &args, "")
    };
    let out = restore(file.path());
    let why = String::from_utf8_lossy(&out.stderr);
    assert!(out.status.code() == Some(1) && why.contains("Nothing was taken in"), "{why}");
    assert_eq!(apart.names(), ["there before"]);
    // One that is not refused takes its place.
    let source = TestDb::file();
    furnished(&source);
    let good = sealed(&std::fs::read(exported(&source).path()).expect("the ZIP"));
    let out = restore(good.path());
    let aside = String::from_utf8_lossy(&out.stderr);
    assert!(
        out.status.success() && String::from_utf8_lossy(&out.stdout).contains("signs in"),
        "{aside}"
    );
    assert!(!apart.names().contains(&"there before".to_owned()));
    apart.tidy(&aside);
}

#[test]
fn what_a_crash_left_open_goes_and_what_is_in_use_stays() {
    let (db, key) = (TestDb::file(), key());
    build::practice(&db, "here");
    let folder =
        Path::new(db.url().trim_start_matches("sqlite:")).parent().expect("a folder").to_owned();
    let open = |name: &str| {
        let place = folder.join(name);
        std::fs::create_dir(&place).expect("a folder");
        std::fs::write(place.join("data"), b"open").expect("a file");
        (std::fs::File::create(place.join("in-use")).expect("a file"), place)
    };
    let (_, left) = open("ryokai-left.open");
    let (held, used) = open("ryokai-used.open");
    held.lock().expect("a lock");
    backed_up(&db, &key);
    assert!(!left.exists() && used.exists());
    let there = beside(db.url().trim_start_matches("sqlite:"));
    assert_eq!(there.iter().filter(|name| name.ends_with(".open")).count(), 1, "{there:?}");
}

#[cfg(unix)]
#[test]
fn what_is_written_follows_no_link() {
    let (db, key) = (TestDb::file(), key());
    build::practice(&db, "here");
    let victim = Scratch::with("victim.txt", b"mine");
    let file = Scratch::new("sakura.age");
    let link = |to: &str| {
        std::os::unix::fs::symlink(to, format!("{}.ryokai-part", file.path())).expect("a link")
    };
    link(victim.path());
    said(&db, &["backup", file.path(), "--key-file", key.path()], "");
    assert_eq!(std::fs::read(victim.path()).expect("the file"), b"mine");
    let dangling = Scratch::new("sakura.age");
    std::os::unix::fs::symlink("/nowhere/at/all", dangling.path()).expect("a link");
    let (code, why) = failed(&db, &["backup", dangling.path(), "--key-file", key.path()], "");
    assert!(code == 1 && why.contains("not overwritten"), "{why}");
}
