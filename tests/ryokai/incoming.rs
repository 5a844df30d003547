//! What comes in from other programs: read, mapped, looked at, tried out, taken in whole, and taken
//! back.

use encoding_rs::SHIFT_JIS;
use ryokai::intake::incoming::{MAX_BYTES, MAX_ROWS};
use ryokai::method::Id;
use ryokai::store::file;

use crate::app::{Browser, Page, TestApp};
use crate::db::TestDb;
use crate::portability::number;
use crate::program::{failed, said};
use crate::{build, page};

/// Hands in files as a page of this login would.
pub async fn hand_in(browser: &Browser, kind: &str, files: &[(&str, &[u8])]) -> Page {
    let files: Vec<(&str, &str, &[u8])> =
        files.iter().map(|(name, bytes)| ("file", *name, *bytes)).collect();
    browser.send_files("/import", &[("kind", kind)], &files).await
}

/// Hands in one file that can be read, takes its columns as suggested, and answers the address of
/// its rows.
pub async fn to_rows(browser: &Browser, kind: &str, file: (&str, &[u8])) -> String {
    let handed = hand_in(browser, kind, &[file]).await;
    assert_eq!(handed.status, 303, "{}", handed.body);
    let columns = handed.location.expect("its columns");
    let page = browser.get(&columns).await;
    let fields = chosen(&page);
    let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    let mapped = browser.send(&columns, &fields).await;
    assert_eq!(mapped.status, 303, "{}", mapped.body);
    mapped.location.expect("its rows")
}

/// Presses a button below rows, and answers the page that stands there once it is done.
pub async fn press(browser: &Browser, rows: &str, fields: &[(&str, &str)]) -> Page {
    let pressed = browser.send(rows, fields).await;
    assert_eq!(pressed.status, 303, "{}", pressed.body);
    browser.settled(pressed.location.as_deref().expect("an address")).await
}

/// Takes rows in, all of them.
pub async fn take(browser: &Browser, rows: &str, fields: &[(&str, &str)]) {
    let mut taken = browser.send(rows, &[&[("act", "take")], fields].concat()).await;
    if let Some(rows) = taken.location.as_deref().filter(|to| *to != "/import") {
        taken = browser.settled(rows).await;
    }
    assert_eq!((taken.status, taken.location.as_deref()), (303, Some("/import")), "{}", taken.body);
}

/// Presses the button that takes the last file back, and answers the page that says what came of
/// it.
pub async fn take_back(browser: &Browser) -> Page {
    let start = browser.get("/import").await;
    let undo = start.body.split("action=\"").find(|a| a.contains("/undo\"")).expect("a way back");
    let pressed = browser.send(undo.split('"').next().expect("an address"), &[]).await;
    assert_eq!(pressed.status, 303, "{}", pressed.body);
    let page = browser.settled(pressed.location.as_deref().expect("an address")).await;
    assert_eq!(page.status, 200, "{}", page.body);
    page
}

/// How many sessions there are with a client.
async fn sessions(app: &TestApp, id: &Id) -> usize {
    let (viewer, id) = (page::owner(app).await, id.clone());
    let loaded = app.db.db().read(move |conn| file::load(conn, &viewer, &id)).await;
    loaded.expect("a file").file.sessions.len()
}

/// The selects of a page as they stand.
pub fn chosen(page: &Page) -> Vec<(String, String)> {
    let selects = page.body.split("<select ").skip(1);
    let read = |select: &str| {
        let name = select.split("name=\"").nth(1)?.split('"').next()?.to_owned();
        let option = select
            .split("</select>")
            .next()?
            .split("<option ")
            .find(|o| o.contains(" selected"))?;
        Some((name, option.split("value=\"").nth(1)?.split('"').next()?.to_owned()))
    };
    selects.filter_map(read).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_table_of_clients_comes_in_however_it_is_written_and_goes_back() {
    for (lang, done, back) in [
        ("ja", "加わった方1人、変わった方1人", "元に戻しました：2人"),
        ("en", "People added: 1. People changed: 1.", "Taken back: 2 people"),
    ] {
        let (_app, browser, id) = page::furnished(lang, "c5").await;
        let table = "年賀状,携帯電話,姓,名,姓フリガナ,名フリガナ,電子メール アドレス\r\n\
            要,０９０-1111-2222,佐倉,恵,サクラ,メグミ,megumi@example.jp\r\n\
            ,,Beckett,Tom,,,tom@example.com\r\n";
        let (bytes, ..) = SHIFT_JIS.encode(table);
        let rows = to_rows(&browser, "clients", ("outlook.csv", &bytes)).await;
        let page = browser.get(&rows).await;
        assert!(
            page.has("年賀状") && page.has("佐倉 恵") && page.has("Tom Beckett"),
            "{}",
            page.body
        );
        assert_eq!(
            chosen(&page),
            [("row-0".into(), "add".into()), ("row-1".into(), "skip".into())]
        );
        // Trying it out writes nothing.
        let tried =
            press(&browser, &rows, &[("from", "0"), ("act", "try"), ("row-1", "update")]).await;
        assert!(tried.status == 200 && tried.has("class=\"done\""), "{}", tried.body);
        assert!(!browser.get("/clients").await.has("佐倉 恵"));
        take(&browser, &rows, &[("from", "0")]).await;
        let again = browser.send(&rows, &[("from", "0"), ("act", "take")]).await;
        assert_eq!(
            again.location.as_deref(),
            Some("/import"),
            "a second press brings nothing twice"
        );
        let start = browser.get("/import").await;
        assert!(start.has(done) && start.has("outlook.csv"), "{}", start.body);
        let clients = browser.get("/clients").await;
        assert_eq!(clients.body.matches("佐倉 恵").count(), 1);
        let profile = browser.get(&format!("/clients/{id}/profile")).await;
        assert!(profile.has("value=\"tom@example.com\""), "{}", profile.body);
        let undo =
            start.body.split("action=\"").find(|a| a.contains("/undo\"")).expect("a way back");
        let undo = undo.split('"').next().expect("an address").to_owned();
        let undone = take_back(&browser).await;
        assert!(undone.has(back), "{}", undone.body);
        assert!(!browser.get("/clients").await.has("佐倉 恵"));
        assert!(!browser.get(&format!("/clients/{id}/profile")).await.has("tom@example.com"));
        assert_eq!(browser.send(&undo, &[]).await.status, 404, "once");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_built_upon_stays_when_the_rest_is_taken_back() {
    let (_app, browser, _) = page::furnished("en", "c5").await;
    let rows = to_rows(
        &browser,
        "clients",
        ("new.csv", b"Name,Email\nAda Moss,ada@example.com\nBo Fir,\n"),
    )
    .await;
    take(&browser, &rows, &[]).await;
    let clients = browser.get("/clients").await;
    let ada = clients
        .body
        .split("Ada Moss")
        .next()
        .and_then(|b| b.rsplit("href=\"").next())
        .expect("a link");
    let ada = ada.split('"').next().expect("an address").to_owned();
    let call = [("on", "2026-01-14"), ("mover", "them"), ("channel", "phone")];
    assert_eq!(browser.send(&format!("{ada}/contacts"), &call).await.status, 303);
    let undone = take_back(&browser).await;
    assert!(undone.has("Taken back: 1 person") && undone.has("Ada Moss"), "{}", undone.body);
    let clients = browser.get("/clients").await;
    assert!(clients.has("Ada Moss") && !clients.has("Bo Fir"));
}

#[tokio::test(flavor = "multi_thread")]
async fn past_sessions_come_in_through_the_machines_and_are_struck_again() {
    for lang in ["ja", "en"] {
        let (app, browser, id) = page::furnished(lang, "c5").await;
        let table = "Notes,Duration,Session Date,Client\nHe was late.,1:30,2025-02-03 10:00,tom beckett\n,60,2027-01-01,Tom Beckett\n,60,2025-02-04,Nobody\n";
        let rows = to_rows(&browser, "sessions", ("sessions.csv", table.as_bytes())).await;
        let page = browser.get(&rows).await;
        assert_eq!(page.body.matches("class=\"fault\"").count(), 2, "{}", page.body);
        let before = sessions(&app, &id).await;
        take(&browser, &rows, &[]).await;
        assert_eq!(sessions(&app, &id).await, before + 1);
        let again = to_rows(&browser, "sessions", ("sessions.csv", table.as_bytes())).await;
        assert_eq!(
            chosen(&browser.get(&again).await),
            [("row-0".into(), "skip".into())],
            "it is there already"
        );
        take_back(&browser).await;
        assert_eq!(sessions(&app, &id).await, before);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_length_that_is_none_stays_out_and_its_row_comes_in() {
    let (app, browser, id) = page::furnished("en", "c5").await;
    let table = "Client,Date,Minutes\nTom Beckett,2025-02-03,60\nTom Beckett,2025-02-04,24:00\nTom Beckett,2025-02-05,0:00\n";
    let rows = to_rows(&browser, "sessions", ("sessions.csv", table.as_bytes())).await;
    let before = sessions(&app, &id).await;
    let tried = press(&browser, &rows, &[("act", "try")]).await;
    assert!(
        tried.has("Minutes “0:00”: not understood; it stays out.")
            && tried.has("record 3 sessions"),
        "{}",
        tried.body
    );
    assert!(tried.has("One row comes in without a value"), "{}", tried.body);
    assert_eq!(sessions(&app, &id).await, before);
    take(&browser, &rows, &[("row-0", "skip")]).await;
    assert_eq!(sessions(&app, &id).await, before + 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn rows_are_shown_twenty_at_a_time_and_keep_what_was_chosen() {
    let app = TestApp::new().await;
    let browser = app.signed_up("en").await;
    let table = (0..45).fold("Name\n".to_owned(), |table, n| format!("{table}Person {n:02}\n"));
    let rows = to_rows(&browser, "clients", ("many.csv", table.as_bytes())).await;
    assert_eq!(browser.get(&rows).await.body.matches("<select").count(), 20);
    let next = browser.send(&rows, &[("from", "0"), ("act", "next"), ("row-3", "skip")]).await;
    let page = browser.get(&next.location.expect("the next rows")).await;
    assert!(
        page.has("Person 20") && page.has("Person 39") && !page.has("Person 40"),
        "{}",
        page.body
    );
    take(&browser, &rows, &[("from", "20")]).await;
    assert!(browser.get("/import").await.has("People added: 44."));
}

#[tokio::test(flavor = "multi_thread")]
async fn cards_and_notes_come_through_the_same_door() {
    for lang in ["ja", "en"] {
        let app = TestApp::new().await;
        let browser = app.signed_up(lang).await;
        let card = "BEGIN:VCARD\r\nVERSION:3.0\r\nN:森本;亜紀;;;\r\nX-PHONETIC-LAST-NAME:もりもと\r\nX-PHONETIC-FIRST-NAME:あき\r\nEND:VCARD\r\n\
            BEGIN:VCARD\r\nVERSION:4.0\r\nN;SORT-AS=\"さくら,めぐみ\":佐倉;恵;;;\r\nTEL:tel:090-1\r\n 111-2222\r\nX-ODD:1\r\nEND:VCARD\r\n";
        let rows = to_rows(&browser, "vcard", ("cards.vcf", card.as_bytes())).await;
        assert!(browser.get(&rows).await.has("X-ODD"), "what is not taken is listed");
        take(&browser, &rows, &[]).await;
        let clients = browser.get("/clients").await;
        let person = |name: &str| {
            let link = clients
                .body
                .split(name)
                .next()
                .and_then(|b| b.rsplit("href=\"").next())
                .expect("a link");
            link.split('"').next().expect("an address").to_owned()
        };
        let other = browser.get(&format!("{}/profile", person("森本 亜紀"))).await;
        assert!(other.has("value=\"もりもと あき\""), "readings of either version: {}", other.body);
        let person = person("佐倉 恵");
        let profile = browser.get(&format!("{person}/profile")).await;
        assert!(
            profile.has("value=\"さくら めぐみ\"") && profile.has("value=\"090-1111-2222\""),
            "{}",
            profile.body
        );
        let notes: [(&str, &[u8]); 2] = [
            ("2025-04-01 佐倉恵.md", "静かだった。".as_bytes()),
            ("b.txt", "---\nclient: 佐倉 恵\ndate: 2025-05-01\n---\nよく話した。".as_bytes()),
        ];
        let handed = hand_in(&browser, "notes", &notes).await;
        let rows = handed.location.expect("columns").replace("columns", "rows");
        take(&browser, &rows, &[]).await;
        let sessions = browser.get(&format!("{person}/sessions")).await;
        let first = sessions.link_to(&format!("{person}/sessions/")).expect("a session");
        assert!(browser.get(&first).await.has("よく話した。"), "the note is there");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_cannot_be_read_ends_in_a_sentence_with_line_and_column() {
    let (_app, browser, _) = page::furnished("en", "c5").await;
    let before = browser.get("/clients").await.body;
    let large = vec![b'x'; MAX_BYTES + 1];
    let columns = ",".repeat(2_000_000);
    let cells = format!("{}x\n", "x,".repeat(199)).repeat(2502);
    for (kind, bytes, place, why) in [
        ("clients", &b"Name,Note\nAda,\"open\nBo,x\n"[..], "line 2, column 5", "never closed"),
        ("clients", "Name\n佐".as_bytes().split_at(7).0, "line 2, column 1", "breaks off"),
        ("clients", b"Name\ncaf\xe9\n", "line 2, column 4", "UTF-8"),
        ("clients", b"PK\x03\x04\x14\x00bomb", "line 1, column 1", "workbook"),
        ("clients", columns.as_bytes(), "line 1, column 200", "columns"),
        ("clients", cells.as_bytes(), "line 2502, column 1", "split it into several"),
        ("clients", &large, "line 1, column 1", "larger than"),
        ("clients", b"Name\nAda,x\n", "line 2, column 6", "2 cells"),
        ("clients", b"", "line 1, column 1", "no row"),
        ("vcard", b"BEGIN:VCARD\nVERSION:4.0\nN:a\n", "line 1, column 1", "no end"),
        ("notes", b"\x00\x01", "line 1, column 1", "not a text"),
    ] {
        let page = hand_in(&browser, kind, &[("my.csv", bytes)]).await;
        assert_eq!(page.status, 422, "{why}: {}", page.body);
        assert!(
            page.has("my.csv")
                && page.has(place)
                && page.has(why)
                && page.has("Nothing was changed"),
            "{}",
            page.body
        );
    }
    assert_eq!(browser.get("/clients").await.body.len(), before.len());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_with_files_needs_a_login_and_its_token() {
    let app = TestApp::new().await;
    let browser = app.signed_up("en").await;
    let body = "--edge\r\ncontent-disposition: form-data; name=\"csrf\"\r\n\r\nx\r\n--edge--\r\n";
    for (who, status) in [(&app.browser("en"), 401), (&browser, 403)] {
        let request = who.client.post(who.url("/import")).body(body);
        let page =
            who.ask(request.header("content-type", "multipart/form-data; boundary=edge")).await;
        assert_eq!(page.status, status, "{}", page.body);
    }
}

/// Sends a form with files, written by hand.
async fn sent(browser: &Browser, body: Vec<u8>) -> Page {
    let request = browser.client.post(browser.url("/import")).body(body);
    browser.ask(request.header("content-type", "multipart/form-data; boundary=edge")).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_that_never_ends_is_cut_off() {
    let app = TestApp::new().await;
    let browser = app.signed_up("en").await;
    // More than is held: what cannot be understood is not read, and so no token is found in it.
    let mut open = b"--edge\r\ncontent-disposition: form-data; name=\"".to_vec();
    open.resize(MAX_BYTES + 1024 * 1024, b'x');
    assert_eq!(sent(&browser, open.clone()).await.status, 403, "a head without an end");
    open[..6].fill(b'x');
    assert_eq!(sent(&browser, open).await.status, 403, "no boundary");
    let large = vec![b'x'; MAX_BYTES + 1024 * 1024];
    let cut =
        hand_in(&browser, "clients", &[("my.csv", &large), ("other.csv", b"Name\nAda\n")]).await;
    assert!(cut.status == 422 && cut.has("my.csv") && cut.has("larger than"), "{}", cut.body);
    let (name, value) = ("n".repeat(2000), "v".repeat(150_000));
    let many: Vec<(&str, &str)> = (0..40).map(|_| ("kind", "clients")).collect();
    for fields in [&many[..], &[(name.as_str(), "x")], &[("kind", value.as_str())]] {
        assert_eq!(
            browser.send_files("/import", fields, &[]).await.status,
            413,
            "{}",
            fields.len()
        );
    }
    let notes: Vec<(&str, &[u8])> = (0..=MAX_ROWS).map(|_| ("a.md", &b"x"[..])).collect();
    let many = hand_in(&browser, "notes", &notes).await;
    assert!(many.status == 422 && many.has("more than"), "{}", many.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_presses_at_once_bring_everything_once_and_only_the_last_file_is_kept_in_mind() {
    let (app, browser, _) = page::furnished("en", "c5").await;
    let change = b"Name,Email\nTom Beckett,tom@example.com\n";
    for act in ["update", "add"] {
        let rows = to_rows(&browser, "clients", ("new.csv", change)).await;
        let fields = [("row-0", act)];
        tokio::join!(take(&browser, &rows, &fields), take(&browser, &rows, &fields));
    }
    assert_eq!(browser.get("/clients").await.body.matches("Tom Beckett").count(), 2);
    let parts = "SELECT COUNT(*) AS n FROM import_part";
    assert_eq!(number(&app.db, parts), 1, "what the first file found is let go");
    take_back(&browser).await;
    assert_eq!(number(&app.db, parts), 0);
    assert_eq!(
        browser.get(&format!("/import/{}/rows?from={}", Id::fresh(), usize::MAX)).await.status,
        404
    );
    let rows = to_rows(&browser, "clients", ("new.csv", b"Name\nAda Moss\n")).await;
    let from = usize::MAX.to_string();
    assert_eq!(browser.send(&rows, &[("from", &from), ("act", "next")]).await.status, 303);
}

/// A folder that is gone afterwards, with these files in it.
struct Folder(std::path::PathBuf);

impl Folder {
    fn with(files: &[(&str, &[u8])]) -> Folder {
        let folder = std::env::temp_dir().join(format!("in_{}", uuid::Uuid::now_v7().simple()));
        for (name, bytes) in files {
            let path = folder.join(name);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            std::fs::write(path, bytes).expect("a file");
        }
        Folder(folder)
    }

    fn path(&self, name: &str) -> String {
        self.0.join(name).display().to_string()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.0));
    }
}

#[test]
fn the_command_line_brings_in_clients_sessions_cards_and_notes_and_takes_back() {
    let db = TestDb::new();
    let practice = build::practice(&db, "here");
    build::member(&db, &practice, "madoka", ryokai::method::Role::Owner);
    let (clients, ..) = SHIFT_JIS.encode("ニックネーム,名前,カナ\r\nトミー,Tom Beckett,トム\r\n");
    let folder = Folder::with(&[
        ("clients.csv", &clients),
        ("sessions.csv", b"who;when;long\nTom Beckett;2025-04-01;90\n"),
        ("notes/Tom Beckett/2025-04-02.md", b"He came early."),
        ("cards.vcf", b"BEGIN:VCARD\nVERSION:3.0\nFN:Ada Moss\nEND:VCARD\n"),
    ]);
    let csv = folder.path("clients.csv");
    let dry = said(&db, &["import", "--csv", &csv, "--dry-run"], "");
    assert!(
        dry.contains("Shift_JIS")
            && dry.contains("ニックネーム → not taken")
            && dry.contains("Nothing was written"),
        "{dry}"
    );
    assert_eq!(said(&db, &["clients"], ""), "");
    assert!(said(&db, &["import", "--csv", &csv], "").contains("People added: 1."));
    let again = said(&db, &["import", "--csv", &csv], "");
    assert!(
        again.contains("Row 2: Seems to be Tom Beckett") && again.contains("People added: 0."),
        "{again}"
    );
    let sessions = folder.path("sessions.csv");
    let unmapped = ryokai(&db, &["import", "--csv", &sessions, "--sessions"]);
    assert!(unmapped.0 == Some(1) && unmapped.1.contains("No column says"), "{unmapped:?}");
    let maps = ["--map", "who=name", "--map", "when=date", "--map", "long=minutes"];
    let args = [&["import", "--csv", &sessions, "--sessions"][..], &maps[..]].concat();
    assert!(said(&db, &args, "").contains("Sessions recorded: 1."));
    assert!(
        said(&db, &["import", "--notes", &folder.path("notes")], "")
            .contains("Sessions recorded: 1.")
    );
    assert!(
        said(&db, &["import", "--vcard", &folder.path("cards.vcf")], "")
            .contains("People added: 1.")
    );
    assert_eq!(said(&db, &["clients"], "").lines().count(), 2);
    assert!(said(&db, &["import", "--undo"], "").contains("Taken back: 1 person"));
    assert_eq!(said(&db, &["clients"], "").lines().count(), 1);
    let (code, why) = failed(&db, &["import", "--undo"], "");
    assert_eq!((code, why.contains("nothing to take back")), (1, true), "only the last one: {why}");
    assert!(said(&db, &["doctor"], "").contains("All is well"));
}

/// Exit code and standard error, whatever was printed before.
fn ryokai(db: &TestDb, args: &[&str]) -> (Option<i32>, String) {
    let out = crate::program::ryokai(db, args, "");
    (out.status.code(), String::from_utf8(out.stderr).expect("text"))
}

#[test]
fn the_command_line_takes_nothing_of_a_file_that_is_broken() {
    let db = TestDb::new();
    let practice = build::practice(&db, "here");
    build::member(&db, &practice, "madoka", ryokai::method::Role::Owner);
    let sparse = Folder::with(&[
        ("half.csv", b"Name,Mail\nBo,not a mail\n"),
        ("nobody.csv", b"Name,Mail\nAda,ada@example.com\n,x@example.com\n"),
        ("huge.csv", b"Name\n"),
    ]);
    let huge = std::fs::File::options().write(true).open(sparse.path("huge.csv")).expect("a file");
    huge.set_len(200 * 1024 * 1024).expect("200 MB");
    let (code, why) = failed(&db, &["import", "--csv", &sparse.path("huge.csv")], "");
    assert_eq!(
        (code, why.contains("line 1, column 1") && why.contains("larger than 10 MB")),
        (1, true),
        "{why}"
    );
    let (code, why) = ryokai(&db, &["import", "--csv", &sparse.path("nobody.csv")]);
    assert_eq!((code, why.contains("Nothing was taken in")), (Some(1), true), "{why}");
    assert_eq!(said(&db, &["clients"], ""), "");
    let left = crate::program::ryokai(
        &db,
        &["import", "--csv", &sparse.path("nobody.csv"), "--leave-out"],
        "",
    );
    let told = String::from_utf8(left.stdout).expect("text");
    assert_eq!((left.status.code(), told.contains("People added: 1.")), (Some(3), true), "{told}");
    assert!(told.contains("Row 3: Name: it is empty.") && told.contains("Left out: 1"), "{told}");
    // A cell that is not the name keeps nobody out.
    let half = crate::program::ryokai(&db, &["import", "--csv", &sparse.path("half.csv")], "");
    let told = String::from_utf8(half.stdout).expect("text");
    assert_eq!((half.status.code(), told.contains("People added: 1.")), (Some(3), true), "{told}");
    assert!(
        told.contains("Row 2: Mail “not a mail”: this is no mail address; it stays out."),
        "{told}"
    );
}
