//! Files nobody meant to be read: every parser is handed its seeds, cut, mixed and with bytes
//! changed, through the doors that the fuzz targets use as well. Nothing may break; what once did
//! stands below by name.

use std::path::Path;

use proptest::collection::vec;
use proptest::prelude::{Strategy, any};
use proptest::sample::Index;
use proptest::test_runner::{Config, TestRunner};

#[path = "../fuzz/doors.rs"]
mod doors;

use doors::{DOORS, Door};

fn seeds((name, _): Door) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/seeds").join(name);
    let files = std::fs::read_dir(&folder).expect("a folder of seeds");
    let mut paths: Vec<_> = files.map(|file| file.expect("a seed").path()).collect();
    paths.sort();
    paths.iter().map(|path| std::fs::read(path).expect("a seed")).collect()
}

#[test]
fn every_seed_is_read_or_refused() {
    for door in DOORS {
        let seeds = seeds(door);
        assert!(!seeds.is_empty(), "{}", door.0);
        seeds.iter().for_each(|seed| door.1(seed));
    }
}

#[test]
fn every_parser_has_its_fuzz_target() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz");
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).expect("a file");
    let (crate_of_its_own, doors) = (read("Cargo.toml"), read("doors.rs"));
    for (name, _) in DOORS {
        assert!(
            crate_of_its_own
                .contains(&format!("name = \"{name}\"\npath = \"fuzz_targets/{name}.rs\"")),
            "{name}"
        );
        let target = read(&format!("fuzz_targets/{name}.rs"));
        let through =
            target.split("doors::").nth(1).and_then(|rest| rest.split('(').next()).expect("a door");
        assert!(doors.contains(&format!("(\"{name}\", {through}),")), "{name}: {through}");
    }
}

#[test]
fn a_seed_cut_anywhere_is_read_or_refused() {
    for door in DOORS {
        for seed in seeds(door) {
            (0..seed.len().min(400)).for_each(|end| door.1(&seed[..end]));
        }
    }
}

#[test]
fn changed_bytes_break_nothing() {
    for door in DOORS {
        let seeds = seeds(door);
        let change = (
            any::<Index>(),
            any::<Index>(),
            vec((any::<Index>(), any::<u8>()), 0..12),
            vec(any::<u8>(), 0..24),
        );
        let mixed = change.prop_map(move |(which, at, changes, inserted)| {
            let mut bytes = seeds[which.index(seeds.len())].clone();
            for (place, byte) in changes {
                let place = place.index(bytes.len());
                bytes[place] = byte;
            }
            let at = at.index(bytes.len());
            bytes.splice(at..at, inserted);
            bytes
        });
        let config = Config { source_file: Some(file!()), ..Config::with_cases(300) };
        let read = TestRunner::new(config).run(&mixed, |bytes| {
            door.1(&bytes);
            Ok(())
        });
        assert!(read.is_ok(), "{}: {read:?}", door.0);
    }
}
