//! Every parser of the program behind one door each: bytes in, and nothing may break. The fuzz
//! targets and the tests (`tests/ryokai/hostile.rs`) go through the same doors.

use std::io::Write;
use std::path::PathBuf;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use ryokai::encryption::{BackupKey, new_key_file};
use ryokai::export::archive::Archive;
use ryokai::export::backup::{self, BackupError};
use ryokai::intake::calendar;
use ryokai::intake::incoming::{Ground, Kind, MAX_CELL, MAX_COLUMNS, MAX_ROWS, Plan, Upload};
use ryokai::intake::written::{Habit, Seen, Sense, clock, day, length, number, phone};
use ryokai::intake::{import, shorthand};
use ryokai::method::letterhead::{LOGO_BYTES, Logo};
use ryokai::method::{ClientFile, Day, Id, Lang, Person};
use ryokai::store::account;
use ryokai::store::{DatabaseUrl, Db, Pools, StoreError};
use ryokai::words::Words;

/// A parser, by the name of its folder of seeds.
pub type Door = (&'static str, fn(&[u8]));

/// All of them.
pub const DOORS: [Door; 13] = [
    ("csv", csv),
    ("sessions", sessions),
    ("vcard", vcard),
    ("notes", notes),
    ("values", values),
    ("shorthand", read_shorthand),
    ("calendar", read_calendar),
    ("clients", clients),
    ("account", read_account),
    ("zip", zip),
    ("sealed", sealed),
    ("backup", read_backup),
    ("logo", logo),
];

fn today() -> Day {
    "2026-01-15".parse().expect("a day")
}

fn person() -> Person {
    let id: Id = "p".parse().expect("an id");
    Person::named(id, "Tom Beckett".parse().expect("a name"), Lang::En)
}

/// Reads a file and plans its rows; what comes out is within its bounds, and every fault has a
/// place.
fn upload(kind: Kind, bytes: &[u8]) {
    match Upload::read(kind, "2025-04-01 Tom Beckett.md", bytes) {
        Ok(upload) => {
            let table = &upload.table;
            assert!(table.rows.len() <= MAX_ROWS && table.headings.len() <= MAX_COLUMNS);
            let fits = |cells: &Vec<String>| {
                cells.len() == table.headings.len()
                    && cells.iter().all(|c| c.chars().count() <= MAX_CELL + 2)
            };
            assert!(table.rows.iter().all(|row| fits(&row.cells)));
            let ground = Ground { people: vec![person()], today: today(), ..Ground::default() };
            assert_eq!(Plan::of(&upload, &ground).candidates.len(), table.rows.len());
        }
        Err(fault) => assert!(fault.line >= 1 && fault.column >= 1),
    }
}

pub fn csv(bytes: &[u8]) {
    upload(Kind::Clients, bytes);
}

pub fn sessions(bytes: &[u8]) {
    upload(Kind::Sessions, bytes);
}

pub fn vcard(bytes: &[u8]) {
    upload(Kind::Vcard, bytes);
}

pub fn notes(bytes: &[u8]) {
    upload(Kind::Notes, bytes);
}

/// Reads each line as every kind of written value: a day, a time, a length, a number, a telephone
/// number. What was read is read back the same as the program writes it.
pub fn values(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    for line in text.lines().take(200) {
        for sense in [Sense::Ahead, Sense::Back] {
            let seen = Seen { from: today(), sense, habit: Habit::default() };
            if let Ok(on) = day::read(line, &seen) {
                assert_eq!(day::read(&on.to_string(), &seen).ok(), Some(on), "{line}");
            }
            _ = clock::when(line, &seen, chrono_tz::Asia::Tokyo);
        }
        if let Some(time) = clock::read(line) {
            let written = time.format("%H:%M:%S%.f").to_string();
            assert_eq!(clock::read(&written), Some(time), "{line}");
        }
        if let Some(n) = number::whole(line) {
            assert_eq!(number::whole(&n.to_string()), Some(n), "{line}");
        }
        assert!(length::read(line).is_none_or(|minutes| (1..=24 * 60).contains(&minutes)));
        _ = (clock::span(line), number::thousandths(line), number::amount(line));
        _ = (number::currency(line), phone::read(line));
    }
}

pub fn read_shorthand(bytes: &[u8]) {
    let file = ClientFile::new(person());
    let context = shorthand::Context {
        file: &file,
        day: today(),
        habit: Habit::default(),
        names: Words::names(),
    };
    let text = String::from_utf8_lossy(bytes);
    // The page reads no more lines than these.
    let text: String = text.lines().take(200).collect::<Vec<_>>().join("\n");
    drop(shorthand::parse(&text, &context));
}

pub fn read_calendar(bytes: &[u8]) {
    match calendar::read(bytes, &[person()], (chrono_tz::Asia::Tokyo, today())) {
        Ok(reading) => assert!(reading.proposed.is_sorted_by(|one, next| one.on >= next.on)),
        Err(fault) => assert!(fault.line >= 1 && fault.column >= 1),
    }
}

pub fn clients(bytes: &[u8]) {
    if let Ok(text) = std::str::from_utf8(bytes) {
        match import::read(text) {
            Ok(file) => file.files().iter().for_each(|(_, client)| drop(client.violations())),
            Err(faults) => assert!(faults.iter().all(|f| f.line >= 1 && f.column >= 1)),
        }
    }
}

/// Takes an account into an empty database and takes it back again, so that the next finds it
/// empty.
pub fn read_account(bytes: &[u8]) {
    static EMPTY: LazyLock<Db> = LazyLock::new(|| {
        // A file that is gone when the last connection to it is.
        let path = scratch();
        let db = Db::open(&DatabaseUrl::Sqlite(path.clone()), Pools { readers: 1, writers: 1 })
            .expect("a database");
        let beside = |end: &str| PathBuf::from(format!("{}{end}", path.display()));
        for end in ["", "-wal", "-shm"] {
            drop(std::fs::remove_file(beside(end)));
        }
        db
    });
    let (bytes, now) = (bytes.to_vec(), today().and_time(chrono::NaiveTime::MIN));
    let took = EMPTY.write_blocking(move |conn| {
        account::import_archive(conn, &*bytes, now, &mut || Ok(()))?;
        Err::<(), _>(StoreError::CalledOff)
    });
    match took {
        Err(StoreError::Account(account::Fault::Unreadable { line, .. })) => assert!(line >= 1),
        Err(StoreError::Account(_) | StoreError::Refused(_) | StoreError::CalledOff) => {}
        other => panic!("no sentence of ours: {other:?}"),
    }
}

pub fn zip(bytes: &[u8]) {
    let path = scratch();
    let mut file = std::fs::File::options()
        .read(true)
        .write(true)
        .create(true)
        .truncate(true)
        .open(&path)
        .expect("a file");
    file.write_all(bytes).expect("its bytes");
    if let Ok(mut archive) = Archive::open(file) {
        drop(archive.account().map(|mut json| std::io::copy(&mut json, &mut std::io::sink())));
    }
    drop(std::fs::remove_file(path));
}

/// A path of one's own for a moment.
fn scratch() -> PathBuf {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    let name =
        format!("ryokai-fuzz-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
    std::env::temp_dir().join(name)
}

static KEY: LazyLock<BackupKey> =
    LazyLock::new(|| BackupKey::of_file(new_key_file().as_bytes()).expect("a key"));

fn whole(bytes: &[u8]) -> Vec<u8> {
    let mut sealed = KEY.seal(Vec::new()).expect("a writer");
    sealed.write_all(bytes).expect("sealed");
    sealed.finish().expect("whole")
}

/// A sealed file as it comes, and one that was whole until something was written over it: the first
/// byte says where.
pub fn sealed(bytes: &[u8]) {
    assert!(unpacked(bytes).is_err(), "it was sealed with another key");
    if let Some((place, over)) = bytes.split_first() {
        let mut written = whole(b"{}\n");
        let place = usize::from(*place).min(written.len());
        let end = (place + over.len()).min(written.len());
        written.splice(place..end, over.iter().copied());
        assert!(unpacked(&written).is_err(), "no data is what {{}} describes");
    }
}

/// What stands in a sealed file.
pub fn read_backup(bytes: &[u8]) {
    drop(unpacked(&whole(bytes)));
}

fn unpacked(bytes: &[u8]) -> Result<(), BackupError> {
    let (manifest, data) = backup::open(bytes, &KEY)?;
    backup::unpack(&manifest, data, std::io::sink())
}

pub fn logo(bytes: &[u8]) {
    if let Ok(logo) = Logo::read(bytes) {
        assert!(logo.bytes() == bytes && bytes.len() <= LOGO_BYTES);
    }
}
