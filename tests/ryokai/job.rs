//! Long work, in the page and in the terminal: it shows how far it is and can be called off, and of
//! what is called off nothing stays.

use std::io::Write;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use chrono::TimeDelta;
use diesel::connection::SimpleConnection;
use ryokai::store::{practice, whole_copy};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::app::{Browser, OWNER, PASSWORD, TestApp};
use crate::build;
use crate::db::TestDb;
use crate::incoming::{hand_in, press, take, to_rows};
use crate::page::{furnished, owner};
use crate::program::{Scratch, program, said};

const THREE: &[u8] = b"Name\nAda Moss\nBo Fir\nCy Elm\n";

fn run(db: &TestDb, sql: &str) {
    let sql = sql.to_owned();
    db.write_blocking(move |conn| Ok(conn.batch_execute(&sql)?)).expect("done");
}

#[tokio::test(flavor = "multi_thread")]
async fn bringing_in_shows_how_far_it_is_and_called_off_changes_nothing() {
    for (lang, far, off, added) in [
        (
            "en",
            "0 of 3 rows are done",
            "It was called off. Nothing was changed",
            "People added: 3.",
        ),
        ("ja", "3行のうち0行が済みました", "取りやめました。何も変わっておらず", "加わった方3人"),
    ] {
        let app = TestApp::new().await;
        let browser = app.signed_up(lang).await;
        let rows = to_rows(&browser, "clients", ("three.csv", THREE)).await;
        let (columns, start) = (rows.replace("rows", "columns"), "/import");
        let held = app.blocking(|_| app.db.held("import IN EXCLUSIVE MODE"));
        let taken = browser.send(&rows, &[("act", "take")]).await;
        let at_work = taken.location.expect("the rows");
        let page = browser.get(&at_work).await;
        assert!(page.has(far) && page.has("<progress value=\"0\" max=\"3\""), "{}", page.body);
        assert!(page.header("refresh") == "2" && page.has("value=\"end\""), "{}", page.body);
        // Whatever else is pressed meanwhile leads there, and does nothing.
        for act in ["take", "try", "discard", "next"] {
            let pressed = browser.send(&rows, &[("act", act), ("row-0", "skip")]).await;
            assert!(pressed.location.is_some_and(|to| to.starts_with(&rows)), "{act}");
        }
        let other = hand_in(&browser, "clients", &[("other.csv", THREE)]).await;
        assert!(other.location.is_some_and(|to| to.starts_with(&rows)), "another file");
        assert_eq!(browser.get(&columns).await.status, 303);
        assert_eq!(browser.send(&columns, &[("column-0", "mail")]).await.status, 303);
        // It is called off at once even where the note that somebody is at their desk has to wait
        // for its end.
        app.later(TimeDelta::minutes(6));
        assert_eq!(browser.send(&rows, &[("act", "end")]).await.status, 303);
        tokio::task::block_in_place(|| drop(held));
        let page = browser.settled(&rows).await;
        assert!(page.status == 200 && page.has(off), "{}", page.body);
        assert!(!browser.get("/clients").await.has("Ada Moss"));
        assert!(browser.get(start).await.has("three.csv"), "the file is still there");
        // What is pressed next is not told of it any more, and the file comes in as if nothing had
        // been.
        assert!(!press(&browser, &rows, &[("act", "next")]).await.has(off));
        take(&browser, &rows, &[]).await;
        assert!(browser.get(start).await.has(added));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn bringing_in_that_breaks_off_changes_nothing_and_keeps_the_file() {
    for (lang, broke) in [("en", "It broke off"), ("ja", "途中で止まりました")] {
        let app = TestApp::new().await;
        let browser = app.signed_up(lang).await;
        let rows = to_rows(&browser, "clients", ("three.csv", THREE)).await;
        app.blocking(|_| run(&app.db, "ALTER TABLE import_part RENAME TO lost"));
        let page = press(&browser, &rows, &[("act", "take")]).await;
        assert!(page.status == 200 && page.has(broke) && page.has("Ada Moss"), "{}", page.body);
        assert!(!browser.get("/clients").await.has("Ada Moss"));
        app.blocking(|_| run(&app.db, "ALTER TABLE lost RENAME TO import_part"));
        take(&browser, &rows, &[]).await;
        assert!(browser.get("/clients").await.has("Ada Moss"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_sees_or_calls_off_what_is_brought_in_by_another() {
    let app = TestApp::new().await;
    let browser = app.signed_up("en").await;
    let (own, hash) =
        (owner(&app).await, app.hasher.hash(PASSWORD.to_owned()).await.expect("a hash"));
    let hana =
        app.blocking(|db| build::member(db, &own.practice, "hana", ryokai::method::Role::Owner));
    let set = move |conn: &mut ryokai::store::Conn| {
        ryokai::store::member::set_password(conn, &hana.practice, &hana.member, &hash)
    };
    app.blocking(|db| db.write_blocking(set)).expect("a password");
    let hana = app.signed_in("en", "hana@example.org", PASSWORD).await;
    let rows = to_rows(&browser, "clients", ("three.csv", THREE)).await;
    let held = {
        hana.csrf().await;
        app.blocking(|_| app.db.held("import IN EXCLUSIVE MODE"))
    };
    assert_eq!(browser.send(&rows, &[("act", "take")]).await.status, 303);
    let seen = hana.get(&rows).await;
    assert!(seen.status == 404 && seen.header("refresh").is_empty(), "{}", seen.body);
    hana.send(&rows, &[("act", "end")]).await;
    assert_eq!(browser.get(&rows).await.header("refresh"), "2");
    tokio::task::block_in_place(|| drop(held));
    assert_eq!(
        browser.settled(&rows).await.location.as_deref(),
        Some("/import"),
        "nobody called it off"
    );
}

/// Asks for a page until this is on it.
async fn until_shown(browser: &Browser, address: &str, what: &str) {
    for _ in 0..20_000 {
        if browser.get(address).await.has(what) {
            return;
        }
    }
    panic!("{address} never shows {what}");
}

/// An owner with a client of their own, in a program of their own.
async fn with_a_client(lang: &'static str) -> (TestApp, Browser) {
    let app = TestApp::new().await;
    let browser = app.signed_up(lang).await;
    let own = owner(&app).await;
    app.blocking(|db| build::client(db, &own, "Own Mori"));
    (app, browser)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_whole_account_is_called_off_on_its_page_and_nothing_of_it_stays() {
    let address = "/settings/account";
    for (lang, far, off, save) in [
        (
            "en",
            "0 of 1 people are in it",
            "It was called off. Nothing was kept of it",
            "Save the ZIP",
        ),
        (
            "ja",
            "1人のうち0人分ができました",
            "取りやめました。途中までのものは残っておらず",
            "ZIPを保存する",
        ),
    ] {
        // One account is made at a time: while the first cannot be recorded, the second waits for
        // its turn.
        let ((first, before), (second, browser)) =
            (with_a_client(lang).await, with_a_client(lang).await);
        let held = first.blocking(|_| first.db.held("whole_copy IN EXCLUSIVE MODE"));
        assert_eq!(before.send(address, &[("act", "start")]).await.status, 303);
        until_shown(&before, address, "<progress value=\"1\" max=\"1\"").await;
        assert_eq!(browser.send(address, &[("act", "start")]).await.status, 303);
        let page = browser.get(address).await;
        assert!(
            page.has(far) && page.header("refresh") == "2" && page.has("value=\"end\""),
            "{}",
            page.body
        );
        assert_eq!(browser.send(address, &[("act", "end")]).await.status, 303);
        tokio::task::block_in_place(|| drop(held));
        let page = browser.settled(address).await;
        assert!(page.has(off) && !page.has("SHA-256") && !page.has(save), "{}", page.body);
        let taken = browser.send(address, &[("act", "take")]).await;
        assert_eq!((taken.status, taken.location.as_deref()), (303, Some(address)));
        let own = owner(&second).await;
        let copies =
            second.blocking(|db| db.read_blocking(|conn| whole_copy::list(conn, &own, 10)));
        assert!(copies.expect("copies").is_empty(), "nothing is recorded");
        assert!(before.settled(address).await.has(save), "what nobody called off is whole");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_files_are_rewritten_beside_the_page_that_says_what_was_erased() {
    for (lang, name, now, done) in [
        (
            "en",
            "Tom Beckett",
            "Its files are being rewritten now",
            "out of the database’s files as well",
        ),
        ("ja", "トム・ベケット", "いま、ファイルを書き直しています", "ファイルからも消えています"),
    ] {
        let (app, browser, id) = furnished(lang, "c5").await;
        let held = app.blocking(|_| app.db.read_on("import_part"));
        let order = [("ending", "erased"), ("reason", "asked"), ("confirm", name)];
        let ended = browser.send(&format!("/clients/{id}/erase"), &order).await;
        let receipt = ended.location.expect("the receipt");
        let page = browser.get(&receipt).await;
        assert!(
            page.has(now) && page.header("refresh") == "2" && !page.has("value=\"end\""),
            "{}",
            page.body
        );
        tokio::task::block_in_place(|| drop(held));
        let page = browser.settled(&receipt).await;
        assert!(page.has(done) && !page.has(now), "{}", page.body);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn files_that_cannot_be_rewritten_are_left_to_the_round_and_the_page_stops_asking() {
    let (app, browser, id) = furnished("en", "c5").await;
    let stop = if app.db.on_a_server() {
        "CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''no''; END';
         CREATE TRIGGER no BEFORE UPDATE ON erasure FOR EACH ROW EXECUTE FUNCTION no();"
    } else {
        "CREATE TRIGGER no BEFORE UPDATE ON erasure BEGIN SELECT RAISE(ABORT, 'no'); END;"
    };
    app.blocking(|_| run(&app.db, stop));
    let order = [("ending", "erased"), ("reason", "asked"), ("confirm", "Tom Beckett")];
    let ended = browser.send(&format!("/clients/{id}/erase"), &order).await;
    let page = browser.settled(ended.location.as_deref().expect("the receipt")).await;
    assert!(
        page.has("ryokai tries again every hour") && !page.has("being rewritten now"),
        "{}",
        page.body
    );
}

/// A form with a file, sent by hand: first its head, and its body when the program asks for it.
struct ByHand(TcpStream);

const BODY: &str =
    "--edge\r\ncontent-disposition: form-data; name=\"csrf\"\r\n\r\nx\r\n--edge--\r\n";

impl ByHand {
    async fn begin(browser: &Browser, cookie: &str) -> ByHand {
        let url = browser.url("");
        let host = url.trim_start_matches("http://");
        let mut stream = TcpStream::connect(host).await.expect("a connection");
        let kind = "multipart/form-data; boundary=edge";
        let head = format!(
            "POST /import HTTP/1.1\r\nhost: {host}\r\ncookie: {cookie}\r\ncontent-type: {kind}\r\n\
             content-length: {}\r\nexpect: 100-continue\r\n\r\n",
            BODY.len()
        );
        stream.write_all(head.as_bytes()).await.expect("a head");
        ByHand(stream)
    }

    async fn answer(&mut self) -> String {
        let mut bytes = [0; 32];
        self.0.read_exact(&mut bytes[..25]).await.expect("an answer");
        String::from_utf8_lossy(&bytes).into_owned()
    }

    /// Waits until the program reads the body.
    async fn is_read(&mut self) {
        assert!(self.answer().await.starts_with("HTTP/1.1 100 Continue"));
    }

    /// Sends the body, which is of no form of ours.
    async fn finish(&mut self) {
        self.0.write_all(BODY.as_bytes()).await.expect("a body");
        assert!(self.answer().await.starts_with("HTTP/1.1 403"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_forms_with_files_are_held_in_memory_and_a_third_waits() {
    let app = TestApp::new().await;
    let browser = app.signed_up("en").await;
    let cookie = browser
        .sign_in(OWNER, PASSWORD)
        .await
        .header("set-cookie")
        .split(';')
        .next()
        .expect("one")
        .to_owned();
    let (mut one, mut two) =
        (ByHand::begin(&browser, &cookie).await, ByHand::begin(&browser, &cookie).await);
    one.is_read().await;
    two.is_read().await;
    let mut third = ByHand::begin(&browser, &cookie).await;
    // Time enough to be asked for it, if it were to be asked.
    for _ in 0..100 {
        assert_eq!(browser.get("/import").await.status, 200);
    }
    let waits = third.0.try_read(&mut [0; 1]).map_err(|error| error.kind());
    assert_eq!(waits, Err(std::io::ErrorKind::WouldBlock), "a third form is read");
    one.finish().await;
    third.is_read().await;
    two.finish().await;
    third.finish().await;
}

/// A pipe with a name: whoever opens one end waits for the other.
fn pipe(name: &str) -> Scratch {
    let pipe = Scratch::new(name);
    assert!(Command::new("mkfifo").arg(pipe.path()).status().expect("mkfifo").success());
    pipe
}

/// The program at work.
fn at_work(db: &TestDb, args: &[&str]) -> Child {
    let mut program = program(db);
    program.args(args).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    program.spawn().expect("the program")
}

/// True while the program waits for Ctrl-C on a thread of its own.
fn listens(child: &Child) -> bool {
    let tasks = std::fs::read_dir(format!("/proc/{}/task", child.id())).expect("threads");
    let names = tasks
        .flatten()
        .map(|task| std::fs::read_to_string(task.path().join("comm")).unwrap_or_default());
    names.into_iter().any(|name| name.trim() == "ryokai-ctrl-c")
}

/// True once Ctrl-C does not end the program by itself any more.
fn catches(child: &Child) -> bool {
    let status =
        std::fs::read_to_string(format!("/proc/{}/status", child.id())).expect("its state");
    let mask =
        status.lines().find_map(|line| line.strip_prefix("SigCgt:")).expect("what it catches");
    u64::from_str_radix(mask.trim(), 16).expect("a mask") & 0b10 != 0
}

/// Presses Ctrl-C once the program listens, and waits until it has heard it.
fn ctrl_c(child: &mut Child) {
    until(child, catches);
    let id = child.id().to_string();
    assert!(Command::new("kill").args(["-INT", &id]).status().expect("kill").success());
    until(child, |child| !listens(child));
}

/// Looks at the program at work until this is so.
fn until(child: &mut Child, so: impl Fn(&Child) -> bool) {
    for _ in 0..200_000 {
        if so(child) {
            return;
        }
        assert_eq!(child.try_wait().expect("its state"), None, "it ended in the middle");
    }
    panic!("it never came to that");
}

fn called_off(out: &Output) {
    let why = String::from_utf8_lossy(&out.stderr);
    assert_eq!(out.status.code(), Some(1), "{why}");
    assert!(why.contains("Called off. Nothing was kept of it, and nothing was changed."), "{why}");
}

/// The names in a folder.
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = folder
        .read_dir()
        .expect("files")
        .flatten()
        .map(|f| f.file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

/// The folder of a database's file.
fn home(db: &TestDb) -> Option<&Path> {
    db.url().strip_prefix("sqlite:").and_then(|file| Path::new(file).parent())
}

#[test]
#[cfg(target_os = "linux")]
fn ctrl_c_calls_a_backup_off_and_nothing_of_it_stays() {
    let (db, key, asked) = (TestDb::new(), Scratch::new("key.txt"), pipe("asked.txt"));
    let here = build::practice(&db, "here");
    let own = build::member(&db, &here, "own", ryokai::method::Role::Owner);
    said(&db, &["backup", "--new-key", key.path()], "");
    let secret = std::fs::read(key.path()).expect("the key");
    let (before, backup) = (home(&db).map(names), Scratch::new("sakura.age"));
    let mut child = at_work(&db, &["backup", backup.path(), "--key-file", asked.path()]);
    // It has opened the database when it asks for its key, and then waits for what is held here.
    let mut end = std::fs::File::options().write(true).open(asked.path()).expect("the pipe");
    let held = db.held("fact IN ACCESS EXCLUSIVE MODE");
    end.write_all(&secret).expect("a key");
    drop(end);
    ctrl_c(&mut child);
    drop(held);
    called_off(&child.wait_with_output().expect("its end"));
    assert!(
        names(Path::new(backup.path()).parent().expect("a folder")).is_empty(),
        "no part of it lies there"
    );
    assert_eq!(home(&db).map(names), before, "and nothing that lay open");
    assert!(
        db.read_blocking(|conn| whole_copy::list(conn, &own, 10)).expect("copies").is_empty(),
        "nor a record"
    );
}

#[test]
#[cfg(target_os = "linux")]
fn ctrl_c_calls_a_restore_off_and_no_database_is_changed() {
    let (db, key, backup, pipe) =
        (TestDb::new(), Scratch::new("key.txt"), Scratch::new("one.age"), pipe("pipe.age"));
    said(&db, &["backup", "--new-key", key.path()], "");
    build::practice(&db, "backed up");
    said(&db, &["backup", backup.path(), "--key-file", key.path()], "");
    build::practice(&db, "since then");
    let bytes = std::fs::read(backup.path()).expect("the backup");
    let before = home(&db).map(names);
    let mut child = at_work(&db, &["restore", pipe.path(), "--replace", "--key-file", key.path()]);
    let mut end = std::fs::File::options().write(true).open(pipe.path()).expect("the pipe");
    let (half, rest) = bytes.split_at(bytes.len() / 2);
    end.write_all(half).expect("half of it");
    ctrl_c(&mut child);
    // The rest comes, and is not wanted any more.
    drop(end.write_all(rest));
    drop(end);
    called_off(&child.wait_with_output().expect("its end"));
    assert_eq!(home(&db).map(names), before, "nothing beside it, nothing set aside");
    assert_eq!(db.read_blocking(practice::all).expect("practices").len(), 2, "as it was");
}
