//! Every parser of the program behind one door each: bytes in, and nothing may break. The fuzz targets and the tests
//! (`tests/ryokai/hostile.rs`) go through the same doors.

use std::io::Write;
use std::sync::atomic::{AtomicUsize, Ordering};

use ryokai::domain::incoming::{Ground, Kind, MAX_CELL, MAX_COLUMNS, MAX_ROWS, Plan, Upload};
use ryokai::domain::{ClientFile, Day, Id, Lang, Person, calendar, import, shorthand};
use ryokai::export::archive::Archive;
use ryokai::words::Words;

/// A parser, by the name of its folder of seeds.
pub type Door = (&'static str, fn(&[u8]));

/// All of them.
pub const DOORS: [Door; 8] = [
    ("csv", csv),
    ("sessions", sessions),
    ("vcard", vcard),
    ("notes", notes),
    ("shorthand", read_shorthand),
    ("calendar", read_calendar),
    ("account", account),
    ("zip", zip),
];

fn today() -> Day {
    "2026-01-15".parse().expect("a day")
}

fn person() -> Person {
    let id: Id = "p".parse().expect("an id");
    Person::named(id, "Tom Beckett".parse().expect("a name"), Lang::En)
}

/// Reads a file and plans its rows; what comes out is within its bounds, and every fault has a place.
fn upload(kind: Kind, bytes: &[u8]) {
    match Upload::read(kind, "2025-04-01 Tom Beckett.md", bytes) {
        Ok(upload) => {
            let table = &upload.table;
            assert!(table.rows.len() <= MAX_ROWS && table.headings.len() <= MAX_COLUMNS);
            let fits = |cells: &Vec<String>| {
                cells.len() == table.headings.len() && cells.iter().all(|c| c.chars().count() <= MAX_CELL + 2)
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

pub fn read_shorthand(bytes: &[u8]) {
    let file = ClientFile::new(person());
    let context = shorthand::Context { file: &file, day: today(), names: Words::names() };
    let text = String::from_utf8_lossy(bytes);
    // The page reads no more lines than these.
    let text: String = text.lines().take(200).collect::<Vec<_>>().join("\n");
    drop(shorthand::parse(&text, &context));
}

pub fn read_calendar(bytes: &[u8]) {
    match calendar::read::read(bytes, &[person()], (chrono_tz::Asia::Tokyo, today())) {
        Ok(reading) => assert!(reading.proposed.is_sorted_by(|one, next| one.on >= next.on)),
        Err(fault) => assert!(fault.line >= 1 && fault.column >= 1),
    }
}

pub fn account(bytes: &[u8]) {
    if let Ok(text) = std::str::from_utf8(bytes) {
        match import::read(text) {
            Ok(file) => file.files().iter().for_each(|(_, client)| drop(client.breaches())),
            Err(faults) => assert!(faults.iter().all(|f| f.line >= 1 && f.column >= 1)),
        }
    }
}

pub fn zip(bytes: &[u8]) {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    let name = format!("ryokai-zip-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
    let path = std::env::temp_dir().join(name);
    let mut file =
        std::fs::File::options().read(true).write(true).create(true).truncate(true).open(&path).expect("a file");
    file.write_all(bytes).expect("its bytes");
    drop(Archive::open(file));
    drop(std::fs::remove_file(path));
}
