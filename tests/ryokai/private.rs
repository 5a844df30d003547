//! What a run leaves on the disk, and who can read it; and passwords that stand in no message.
#![cfg(unix)]

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::program::{Scratch, Serving, run};

/// A folder with a database that is not there yet, and the program that works in it.
struct Place(Scratch);

impl Place {
    fn new() -> Place {
        Place(Scratch::new("ryokai.db"))
    }

    fn folder(&self) -> &Path {
        Path::new(self.0.path()).parent().expect("a folder")
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder().join(name)
    }

    /// The program as a shell starts it whose new files everybody reads.
    fn program(&self) -> Command {
        let mut shell = Command::new("sh");
        shell.args(["-c", "umask 000; cd \"$0\" && exec \"$@\""]).arg(self.folder());
        shell.arg(env!("CARGO_BIN_EXE_ryokai")).env("LC_ALL", "C");
        shell.env("DATABASE_URL", format!("sqlite:{}", self.0.path()));
        shell
    }

    fn said(&self, args: &[&str]) -> String {
        let out = run(self.program().args(args), "");
        assert_eq!(
            out.status.code(),
            Some(0),
            "{args:?}: {}",
            String::from_utf8_lossy(&out.stderr)
        );
        String::from_utf8(out.stdout).expect("text") + &String::from_utf8(out.stderr).expect("text")
    }

    /// Everything that is there: its name and its mode.
    fn modes(&self) -> Vec<(String, u32)> {
        let mut there: Vec<(String, u32)> = std::fs::read_dir(self.folder())
            .expect("a folder")
            .map(|entry| entry.expect("a file"))
            .map(|entry| (entry.file_name().into_string().expect("a name"), mode(&entry.path())))
            .collect();
        there.sort();
        there
    }
}

fn mode(path: &Path) -> u32 {
    path.metadata().expect("a file").permissions().mode() & 0o777
}

fn widen(path: &Path) {
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o644)).expect("a mode");
}

#[test]
fn every_file_that_a_run_leaves_is_its_owners_alone() {
    let place = Place::new();
    let serving = Serving::until(&mut place.program(), "/setup?token=");
    assert!(serving.said.starts_with("ryokai: http://127.0.0.1:"), "{}", serving.said);
    serving.killed();
    assert!(place.file("ryokai.db-wal").exists(), "a killed run leaves its log");
    place.said(&["demo"]);
    std::fs::write(place.file("known.pdf"), b"an earlier one").expect("a file");
    widen(&place.file("known.pdf"));
    for output in ["new.pdf", "known.pdf"] {
        place.said(&[
            "summary",
            "--client",
            "c1",
            "--profile",
            "client",
            "--format",
            "pdf",
            "-o",
            output,
        ]);
    }
    place.said(&["summary", "--all", "--month", "2025-04", "-o", "month.zip"]);
    place.said(&["hours", "--consultant", "k1", "-o", "hours.csv"]);
    place.said(&["access", "--client", "c1", "-o", "access.zip"]);
    place.said(&["export", "--all", "-o", "account.zip"]);
    place.said(&["backup", "--new-key", "key.txt"]);
    place.said(&["backup", "sakura.age", "--key-file", "key.txt"]);
    place.said(&["restore", "sakura.age", "--key-file", "key.txt", "--replace"]);
    place.said(&["doctor"]);
    let there = place.modes();
    let names: Vec<&str> = there.iter().map(|(name, _)| name.as_str()).collect();
    for name in [
        "ryokai.db",
        "new.pdf",
        "known.pdf",
        "month.zip",
        "hours.csv",
        "access.zip",
        "account.zip",
        "key.txt",
    ] {
        assert!(names.contains(&name), "{names:?}");
    }
    assert!(names.iter().any(|name| name.starts_with("ryokai.db.replaced-")), "{names:?}");
    for (name, mode) in &there {
        assert_eq!(mode & 0o077, 0, "{name} has the mode {mode:o}");
    }
}

#[test]
fn serve_and_doctor_warn_of_what_others_can_read() {
    let place = Place::new();
    place.said(&["demo"]);
    assert!(!place.said(&["doctor"]).contains("chmod"));
    std::fs::write(place.file("ryokai.db.schema-2026.copy"), b"a copy").expect("a file");
    std::fs::write(place.file("ryokai.dbx"), b"of another program").expect("a file");
    for name in ["ryokai.db", "ryokai.db.schema-2026.copy", "ryokai.dbx"] {
        widen(&place.file(name));
    }
    let told = place.said(&["doctor"]);
    for name in ["ryokai.db (mode 644)", "ryokai.db.schema-2026.copy (mode 644)"] {
        assert!(told.contains(name), "{told}");
    }
    assert!(!told.contains("ryokai.dbx"), "{told}");
    let log = Serving::until(&mut place.program(), "http://").killed();
    assert!(log.contains("WARN") && log.contains("chmod 600"), "{log}");
    assert_eq!(mode(&place.file("ryokai.db")), 0o644, "it is for the owner to change");
}

#[test]
fn what_a_killed_run_left_is_gone_at_the_next_start() {
    let (place, elsewhere) = (Place::new(), Scratch::new("sakura.age"));
    place.said(&["demo"]);
    place.said(&["backup", "--new-key", "key.txt"]);
    let folder = Path::new(elsewhere.path()).parent().expect("a folder");
    let left = |path: PathBuf| {
        std::fs::write(&path, b"half of it").expect("a file");
        path
    };
    let gone =
        [left(place.file("one.zip.ryokai-part")), left(folder.join("night.age.ryokai-part"))];
    let grows = left(folder.join("other.age.ryokai-part"));
    let held = std::fs::File::open(&grows).expect("a file");
    held.lock().expect("a lock");
    let theirs = [left(folder.join("film.part")), left(folder.join("ryokai-part"))];
    place.said(&["backup", elsewhere.path(), "--key-file", "key.txt"]);
    assert!(gone.iter().all(|path| !path.exists()), "what nobody holds");
    assert!(grows.exists(), "what another run is writing");
    assert!(theirs.iter().all(|path| path.exists()), "what is not ours");

    // A start of any kind.
    let (part, open) = (left(place.file("two.zip.ryokai-part")), place.file("ryokai-left.open"));
    std::fs::create_dir(&open).expect("a folder");
    left(open.join("in-use"));
    left(open.join("data"));
    Serving::until(&mut place.program(), "http://").killed();
    assert!(!part.exists() && !open.exists());
    let names: Vec<String> = place.modes().into_iter().map(|(name, _)| name).collect();
    assert!(names.iter().all(|name| !name.contains("part") && !name.contains("open")), "{names:?}");
}

#[test]
fn no_message_holds_a_piece_of_the_databases_password() {
    let place = Place::new();
    let key = Scratch::new("key.txt");
    place.said(&["backup", "--new-key", key.path()]);
    // Nobody listens on port 1.
    for odd in ["#", "@", "/", "?", ":", "%", "%00", "@/", "/1?x=", "\\"] {
        let url = format!("postgres://me:s3cr{odd}s3cr@127.0.0.1:1/ryokai");
        for command in [
            &["clients"][..],
            &["serve", "--listen", "127.0.0.1:0", "--log", "trace"],
            &["doctor"],
            &["backup", "never.age", "--key-file", key.path()],
        ] {
            let out = run(place.program().args(command).env("DATABASE_URL", &url), "");
            let told = [out.stdout, out.stderr]
                .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
                .concat();
            assert_eq!(out.status.code(), Some(1), "{url}: {told}");
            assert!(!told.contains("s3cr"), "{url} {command:?}: {told}");
        }
        // A settings file in which the quotes were forgotten.
        for line in [
            format!("database-url = {url}"),
            format!("database-url = \"{url}"),
            format!("database-url {url}"),
        ] {
            let settings = Scratch::with(
                "ryokai.toml",
                format!("listen = \"127.0.0.1:0\"\n{line}\n").as_bytes(),
            );
            let out = run(
                place.program().env_remove("DATABASE_URL").args([
                    "clients",
                    "--config",
                    settings.path(),
                ]),
                "",
            );
            let told = String::from_utf8_lossy(&out.stderr).into_owned();
            assert_eq!(out.status.code(), Some(2), "{line}: {told}");
            assert!(told.contains("line 2") && !told.contains("s3cr"), "{line}: {told}");
        }
    }
}

#[test]
fn a_reason_is_told_where_no_password_can_be_in_it() {
    let place = Place::new();
    let url = "postgres://me:s3cret@127.0.0.1:1/ryokai";
    let out = run(place.program().arg("clients").env("DATABASE_URL", url), "");
    let told = String::from_utf8_lossy(&out.stderr).into_owned();
    assert!(told.contains("postgres://127.0.0.1:1/ryokai") && told.contains("refused"), "{told}");
}

#[test]
fn a_passphrase_out_of_a_windows_editor_seals_and_opens() {
    let place = Place::new();
    place.said(&["demo"]);
    let text = "a walk before breakfast";
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let marked = Scratch::with("marked.txt", format!("\u{feff}{text}\r\n").as_bytes());
    let wide = Scratch::with("wide.txt", &[&b"\xff\xfe"[..], &wide].concat());
    let plain = Scratch::with("plain.txt", text.as_bytes());
    for (n, seals) in [&marked, &wide].into_iter().enumerate() {
        let backup = format!("sakura{n}.age");
        place.said(&["backup", &backup, "--passphrase-file", seals.path()]);
        for (m, opens) in [&plain, &marked, &wide].into_iter().enumerate() {
            let to = format!("sqlite:restored{n}{m}.db");
            place.said(&[
                "restore",
                &backup,
                "--passphrase-file",
                opens.path(),
                "--database-url",
                &to,
            ]);
        }
    }
}
