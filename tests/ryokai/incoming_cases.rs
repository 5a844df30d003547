//! What people bring and how it comes in: each file as it was meant, by the page and by the
//! command; what stays out is told with its line.

use chrono::TimeDelta;
use proptest::prelude::*;
use ryokai::intake::incoming::{Choice, Ground, Kind, Plan, Taking, Upload};
use ryokai::method::{Id, Person, Session};
use ryokai::store::{file, person};

use crate::account::{entry, exported};
use crate::app::{Browser, TestApp};
use crate::db::TestDb;
use crate::incoming::{hand_in, take, to_rows};
use crate::program::{Scratch, in_japanese, ryokai, said};
use crate::{build, page};

/// The file of a case.
fn case(name: &str) -> Vec<u8> {
    std::fs::read(path(name)).expect(name)
}

pub fn path(name: &str) -> String {
    format!("{}/tests/data/cases/{name}", env!("CARGO_MANIFEST_DIR"))
}

/// A practice in December 2026, when all that the cases tell of is past.
async fn late(lang: &'static str) -> (TestApp, Browser) {
    let app = TestApp::new().await;
    app.later(TimeDelta::days(330));
    let browser = app.signed_up(lang).await;
    (app, browser)
}

async fn people(app: &TestApp) -> Vec<Person> {
    let viewer = page::owner(app).await;
    app.db.db().read(move |conn| person::everybody(conn, &viewer)).await.expect("people")
}

async fn sessions(app: &TestApp, id: &Id) -> Vec<Session> {
    let (viewer, id) = (page::owner(app).await, id.clone());
    let loaded =
        app.db.db().read(move |conn| file::load(conn, &viewer, &id)).await.expect("a file");
    loaded.file.sessions.clone()
}

fn text(of: Option<&ryokai::method::Text>) -> &str {
    of.map_or("", |text| text.as_str())
}

/// A case, its people with what is known of each, and what its page says in Japanese and in
/// English.
pub type People = (&'static str, &'static [[&'static str; 4]], [&'static [&'static str]; 2]);

pub const PEOPLE: [People; 7] = [
    (
        "01-phone-bidi/clients.csv",
        &[
            ["早瀬 香奈", "はやせ かな", "hayase@example.jp", "090-2468-1357"],
            ["Owen Price", "", "owen@example.org", "+44 20 7946 0018"],
            ["北野 蓮", "きたの れん", "kitano@example.jp", "090-1111-2222"],
        ],
        [&["090-2468-1357"], &["+44 20 7946 0018"]],
    ),
    (
        "02-mail-x500/contacts.csv",
        &[
            ["Akiko Mori", "", "", "090-3333-4444"],
            ["Peter Lang", "", "peter.lang@example.org", "090-5555-6666"],
            ["Mai Seki", "", "mai.seki@example.jp", "090-7777-8888"],
        ],
        [
            &["/o=ExchangeLabs", "メールアドレスではない"],
            &["/o=ExchangeLabs", "no mail address; it stays out"],
        ],
    ),
    (
        "03-google-multi/google.csv",
        &[["大野 灯", "", "akari@example.jp", "090-1212-3434"]],
        [
            &["akari.ono@example.com", "03-5555-0101", "最初の値だけ"],
            &["03-5555-0101", "only the first value"],
        ],
    ),
    (
        "04-short-rows/clients.csv",
        &[
            ["浜田 涼", "はまだ りょう", "hamada@example.jp", "090-1000-2000"],
            ["小泉 葵", "こいずみ あおい", "", ""],
            ["Tom Beckett", "", "tom@example.org", ""],
        ],
        [&["2行は見出しより短い"], &["2 rows end before the last heading"]],
    ),
    (
        "07-shared-phone/clients.csv",
        &[
            ["高木 一郎", "たかぎ いちろう", "ichiro@example.jp", "03-1234-5678"],
            ["村上 花", "むらかみ はな", "hana@example.jp", "03-1234-5678"],
            ["田中 太郎", "たなか たろう", "info@example.co.jp", ""],
            ["鈴木 花子", "すずき はなこ", "info@example.co.jp", ""],
        ],
        [&["2行目と電話番号が同じ"], &["Row 4 has the same mail address. Both come in."]],
    ),
    (
        "08-compat-kanji/clients.csv",
        &[
            ["\u{fa1b}田 \u{fa19}一", "ふくだ しんいち", "", ""],
            ["\u{fa10}本 \u{fa12}", "つかもと はる", "", ""],
            ["葛\u{e0100}城 誠", "かつらぎ まこと", "", ""],
            ["﨑田 由美", "さきた ゆみ", "", ""],
        ],
        [&[], &[]],
    ),
    (
        "13-name-order/google.csv",
        &[["早瀬 香奈", "はやせ かな", "hayase2@example.jp", ""]],
        [&["早瀬 香奈"], &["早瀬 香奈"]],
    ),
];

#[tokio::test(flavor = "multi_thread")]
async fn people_come_in_as_they_were_meant() {
    for (lang, at) in [("ja", 0), ("en", 1)] {
        for (name, expected, shown) in PEOPLE {
            let (app, browser) = late(lang).await;
            let handed = hand_in(&browser, "clients", &[(name, &case(name))]).await;
            let columns = browser
                .get(handed.location.as_deref().unwrap_or_else(|| panic!("{}", handed.body)))
                .await;
            let rows = to_rows(&browser, "clients", (name, &case(name))).await;
            let rows_page = browser.get(&rows).await;
            for sentence in shown[at] {
                assert!(
                    columns.has(sentence) || rows_page.has(sentence),
                    "{name} {sentence}: {}",
                    rows_page.body
                );
            }
            take(&browser, &rows, &[]).await;
            let mut came = people(&app).await;
            came.sort_by_key(|p| expected.iter().position(|e| e[0] == p.display_name.as_str()));
            let came: Vec<[&str; 4]> = came
                .iter()
                .map(|p| {
                    [
                        p.display_name.as_str(),
                        text(p.reading.as_ref()),
                        text(p.mail.as_ref()),
                        text(p.phone.as_ref()),
                    ]
                })
                .collect();
            assert_eq!(came, expected, "{name}");
        }
    }
}

/// A case of sessions: the day, the minutes and the note of each.
pub type Sessions =
    (&'static str, &'static str, &'static [(&'static str, Option<u32>, &'static str)]);

// In 18 two rows tell of one session: the same client, day and hour.
pub const SESSIONS: [Sessions; 5] = [
    (
        "06-filemaker-vt/sessions.csv",
        "早瀬 香奈",
        &[("2026-04-01", Some(60), "一行目\n二行目\n三行目")],
    ),
    (
        "15-durations/sessions.csv",
        "Tom Beckett",
        &[
            ("2026-01-05", Some(90), ""),
            ("2026-01-06", Some(75), ""),
            ("2026-01-07", Some(90), ""),
            ("2026-01-08", Some(90), ""),
            ("2026-01-09", Some(90), ""),
            ("2026-01-10", None, ""),
            ("2026-01-11", Some(75), ""),
            ("2026-01-12", Some(75), ""),
            ("2026-01-13", Some(90), ""),
            ("2026-01-14", Some(75), ""),
            ("2026-01-15", Some(75), ""),
            ("2026-01-16", Some(125), ""),
        ],
    ),
    (
        "16-iso-utc/sessions.csv",
        "Tom Beckett",
        &[
            ("2026-04-01", Some(60), "utc morning in Tokyo"),
            ("2026-04-10", Some(60), "offset"),
            ("2026-04-21", None, "millis"),
        ],
    ),
    (
        "18-dates/sessions.csv",
        "Tom Beckett",
        &[
            ("2019-05-01", Some(60), ""),
            ("2026-04-01", Some(60), ""),
            ("2026-04-02", Some(60), ""),
            ("2026-04-03", Some(60), ""),
            ("2026-04-04", Some(60), ""),
            ("2026-04-05", Some(60), ""),
            ("2026-04-06", Some(60), ""),
            ("2026-04-07", Some(60), ""),
            ("2026-04-09", Some(60), ""),
            ("2026-04-10", Some(60), ""),
            ("2026-04-12", Some(60), ""),
        ],
    ),
    (
        "20-two-a-day/sessions.csv",
        "Tom Beckett",
        &[("2026-01-05", Some(60), "morning"), ("2026-01-05", Some(90), "afternoon")],
    ),
];

/// What the pages of the cases say, in Japanese and in English.
const UNDERSTOOD: [(&str, [&str; 2]); 7] = [
    ("15-durations/sessions.csv", ["2026年1月6日(火)", "Tue 6 Jan 2026"]),
    ("15-durations/sessions.csv", ["75分", "75 minutes"]),
    ("15-durations/sessions.csv", ["「45-60 min」", "“45-60 min”"]),
    ("16-iso-utc/sessions.csv", ["2026年4月1日(水)", "Wed 1 Apr 2026"]),
    ("16-iso-utc/sessions.csv", ["08:30–09:30", "08:30–09:30"]),
    ("18-dates/sessions.csv", ["2019年5月1日(水)", "Wed 1 May 2019"]),
    ("20-two-a-day/sessions.csv", ["14:00–15:30", "14:00–15:30"]),
];

#[tokio::test(flavor = "multi_thread")]
async fn sessions_come_in_as_they_were_meant() {
    for (lang, at) in [("ja", 0), ("en", 1)] {
        for (name, client, expected) in SESSIONS {
            let (app, browser) = late(lang).await;
            let known = format!("Name\n{client}\n");
            take(
                &browser,
                &to_rows(&browser, "clients", ("known.csv", known.as_bytes())).await,
                &[],
            )
            .await;
            let rows = to_rows(&browser, "sessions", (name, &case(name))).await;
            let shown = browser.get(&rows).await;
            for (_, sentence) in UNDERSTOOD.iter().filter(|(of, _)| *of == name) {
                assert!(shown.has(sentence[at]), "{name} {}: {}", sentence[at], shown.body);
            }
            take(&browser, &rows, &[]).await;
            let mut came = sessions(&app, &people(&app).await[0].id).await;
            came.sort_by_key(|s| (s.on, s.ended_at));
            let came: Vec<(String, Option<u32>, &str)> =
                came.iter().map(|s| (s.on.to_string(), s.minutes, text(s.note.as_ref()))).collect();
            let expected: Vec<(String, Option<u32>, &str)> = expected
                .iter()
                .map(|(on, minutes, note)| ((*on).to_owned(), *minutes, *note))
                .collect();
            assert_eq!(came, expected, "{name}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_is_found_under_the_own_letters_and_the_common_ones() {
    let (app, browser) = late("ja").await;
    let name = "08-compat-kanji/clients.csv";
    take(&browser, &to_rows(&browser, "clients", (name, &case(name))).await, &[]).await;
    let table = "client,date,minutes\n福田神一,2026-04-01,60\n\u{fa1b}田\u{fa19}一,2026-04-02,60\n塚本晴,2026-04-03,60\n";
    take(&browser, &to_rows(&browser, "sessions", ("s.csv", table.as_bytes())).await, &[]).await;
    let everybody = people(&app).await;
    let fukuda =
        everybody.iter().find(|p| text(p.reading.as_ref()) == "ふくだ しんいち").expect("somebody");
    assert_eq!(sessions(&app, &fukuda.id).await.len(), 2);
    assert!(browser.get("/clients").await.has("\u{fa1b}田 \u{fa19}一"), "as they write it");
}

#[tokio::test(flavor = "multi_thread")]
async fn notes_of_a_vault_come_in_one_session_each() {
    let (app, browser) = late("en").await;
    take(&browser, &to_rows(&browser, "clients", ("known.csv", b"Name\nTom Beckett\n")).await, &[])
        .await;
    let files = ["2026-01-05.md", "b.md", "c.md", "d.md"]
        .map(|name| (name, case(&format!("22-obsidian/{name}"))));
    let files: Vec<(&str, &[u8])> =
        files.iter().map(|(name, bytes)| (*name, bytes.as_slice())).collect();
    let handed = hand_in(&browser, "notes", &files).await.location.expect("columns");
    let page = browser.get(&handed).await;
    assert!(page.has("tags"), "what is not taken is named: {}", page.body);
    let fields = crate::incoming::chosen(&page);
    let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    let rows = browser.send(&handed, &fields).await.location.expect("rows");
    assert!(browser.get(&rows).await.has("Wed 7 Jan 2026"));
    take(&browser, &rows, &[]).await;
    let mut came = sessions(&app, &people(&app).await[0].id).await;
    came.sort_by_key(|s| s.on);
    let came: Vec<(String, &str)> =
        came.iter().map(|s| (s.on.to_string(), text(s.note.as_ref()))).collect();
    let expected = ["He came early.", "Second.", "", "Trailing blank after the marks."];
    let days = ["2026-01-05", "2026-01-06", "2026-01-07", "2026-01-08"];
    assert_eq!(came, days.map(str::to_owned).into_iter().zip(expected).collect::<Vec<_>>());
}

pub fn practice() -> TestDb {
    let db = TestDb::new();
    let practice = build::practice(&db, "here");
    build::member(&db, &practice, "madoka", ryokai::method::Role::Owner);
    db
}

/// Exit code, standard output, standard error.
pub fn ran(db: &TestDb, args: &[&str]) -> (Option<i32>, String, String) {
    let out = ryokai(db, args, "");
    let text = |bytes| String::from_utf8(bytes).expect("text");
    (out.status.code(), text(out.stdout), text(out.stderr))
}

#[test]
fn the_command_ends_with_a_code_of_its_own_where_something_stayed_out() {
    let db = practice();
    for (name, code, said, left) in [
        ("01-phone-bidi/clients.csv", 0, "People added: 3.", ""),
        ("02-mail-x500/contacts.csv", 3, "/o=ExchangeLabs", "one row: 2."),
        ("03-google-multi/google.csv", 3, "03-5555-0101", "one row: 2."),
        ("04-short-rows/clients.csv", 0, "2 rows end before", ""),
        ("07-shared-phone/clients.csv", 0, "People added: 4.", ""),
        ("08-compat-kanji/clients.csv", 0, "People added: 4.", ""),
        ("01-phone-bidi/clients.csv", 0, "People added: 0.", ""),
    ] {
        let (ended, out, why) = ran(&db, &["import", "--csv", &path(name)]);
        assert_eq!(
            (ended, out.contains(said), why.contains(left)),
            (Some(code), true, true),
            "{name} {out} {why}"
        );
    }
    let sessions = |name: &str| ran(&db, &["import", "--csv", &path(name), "--sessions"]);
    let (ended, out, why) = sessions("15-durations/sessions.csv");
    assert_eq!((ended, out.contains("Sessions recorded: 12.")), (Some(3), true), "{out} {why}");
    assert!(
        out.contains("Row 7: Minutes “45-60 min”") && why.contains("one row: 7."),
        "{out} {why}"
    );
    let (ended, out, _) = sessions("20-two-a-day/sessions.csv");
    // The first of them may be one that is there already.
    assert!(ended == Some(3) && out.contains("There is a session with Tom Beckett"), "{out}");
    let fresh = practice();
    said_zero(&fresh, "04-short-rows/clients.csv");
    let (ended, out, why) =
        ran(&fresh, &["import", "--csv", &path("20-two-a-day/sessions.csv"), "--sessions"]);
    assert_eq!((ended, out.contains("Sessions recorded: 2.")), (Some(0), true), "{out} {why}");
    // What came in once is there the next time, and nothing stays out.
    let (ended, out, why) =
        ran(&fresh, &["import", "--csv", &path("20-two-a-day/sessions.csv"), "--sessions"]);
    assert_eq!((ended, out.contains("Sessions recorded: 0.")), (Some(0), true), "{out} {why}");
    let vault = practice();
    said_zero(&vault, "04-short-rows/clients.csv");
    let (ended, out, why) = ran(&vault, &["import", "--notes", &path("22-obsidian")]);
    assert!(
        out.contains("Sessions recorded: 4.") && ended == Some(3) && why.contains(": 3."),
        "{out} {why}"
    );
    let (ended, _, why) = ran(&vault, &["import", "--csv", &path("15-durations/sessions.csv")]);
    assert_eq!(ended, Some(3), "{why}");
}

fn said_zero(db: &TestDb, name: &str) {
    said(db, &["import", "--csv", &path(name)], "");
}

/// These columns of a list, without what is another one's in another practice.
pub fn columns(list: &str, at: &[usize]) -> Vec<Vec<String>> {
    let mut reader = csv::Reader::from_reader(list.trim_start_matches('\u{feff}').as_bytes());
    let rows = reader.records().map(|row| row.expect("a row"));
    let mut rows: Vec<Vec<String>> =
        rows.map(|row| at.iter().map(|at| row[*at].to_owned()).collect()).collect();
    rows.sort();
    rows
}

#[test]
fn a_list_that_was_exported_brings_the_same_people_again() {
    let table = "Name,Reading,Email,Phone,Role,Type,Fee,Currency\n\
        早瀬 香奈,はやせ かな,hayase@example.jp,+81 90-2468-1357,\"社長, 灯台\",Client,50000,JPY\n\
        Tom Beckett,,tom@example.org,+44 20 7946 0018,@home,Lead,700,GBP\n'=x,,,020 7946 0018,''+2,Past client,,\n\
        \u{fa1b}田 一,ふくだ はじめ,,'090,,Sponsor,0,\n";
    let file = Scratch::with("people.csv", table.as_bytes());
    let first = practice();
    said(&first, &["import", "--csv", file.path()], "");
    let met = "client,date,minutes,status,mode,client topic,notes\n\
        Tom Beckett,2025-01-05,90,held,Zoom,Hiring,\"one\ntwo\"\n早瀬 香奈,2025-01-06,,キャンセル,,,=1\n";
    let met = Scratch::with("sessions.csv", met.as_bytes());
    said(&first, &["import", "--csv", met.path(), "--sessions"], "");
    for japanese in [false, true] {
        let zip = Scratch::new("all.zip");
        let args = ["export", "--all", "-o", zip.path()];
        if japanese {
            drop(in_japanese(&first, &args))
        } else {
            drop(said(&first, &args, ""))
        }
        let list = entry(&zip, "lists/people.csv");
        let own = Scratch::with("people.csv", list.as_bytes());
        let second = practice();
        let (code, out, why) = ran(&second, &["import", "--csv", own.path()]);
        assert_eq!((code, out.contains("People added: 4.")), (Some(0), true), "{out} {why}");
        let own = Scratch::with("sessions.csv", entry(&zip, "lists/sessions.csv").as_bytes());
        let (code, out, why) = ran(&second, &["import", "--csv", own.path(), "--sessions"]);
        assert_eq!((code, out.contains("Sessions recorded: 2.")), (Some(0), true), "{out} {why}");
        let (before, again) = (exported(&first), exported(&second));
        for (list, at) in [
            ("people", &[1, 2, 3, 9, 10, 11, 12, 13][..]),
            ("sessions", &[1, 2, 3, 5, 6, 7, 8, 10]),
        ] {
            let list = format!("lists/{list}.csv");
            let [before, again] = [&before, &again].map(|zip| columns(&entry(zip, &list), at));
            assert_eq!(again, before, "{list}, japanese: {japanese}");
        }
    }
}

const CELLS: [(&str, &[&str]); 6] = [
    ("Name", &["Ada Moss", "佐倉 まどか", "", "Bo", "Bo", "x\u{7}y", "\u{202a}Cy\u{202c}"]),
    ("Reading", &["さくら まどか", "", "ada", "さくら"]),
    (
        "Email",
        &["a@example.jp", "no address", "", "B <b@example.jp>", "a@example.jp ::: c@example.jp"],
    ),
    ("Phone", &["090-1111-2222", "０９０-1111-2222", "", "1 ::: 2", "'+81 90"]),
    ("Fee", &["¥50,000", "five", "", "£7", "1.5"]),
    ("Type", &["Client", "Martian", ""]),
];

fn rows_of_people() -> impl Strategy<Value = Vec<[usize; 6]>> {
    prop::collection::vec(prop::array::uniform6(0_usize..7), 1..12)
}

fn table(rows: &[[usize; 6]], order: &[usize]) -> String {
    let line =
        |cells: Vec<&str>| cells.iter().map(|c| format!("\"{c}\"")).collect::<Vec<_>>().join(",");
    let head = line(order.iter().map(|at| CELLS[*at].0).collect());
    let cell = |row: &[usize; 6], at: usize| CELLS[at].1[row[at] % CELLS[at].1.len()];
    let rows = rows.iter().map(|row| line(order.iter().map(|at| cell(row, *at)).collect()));
    std::iter::once(head).chain(rows).collect::<Vec<_>>().join("\n")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn any_rows_in_any_order_of_columns_end_in_people_or_are_told(
        rows in rows_of_people(),
        order in Just((0..6).collect::<Vec<usize>>()).prop_shuffle(),
    ) {
        let plain: Vec<usize> = (0..6).collect();
        let read = |order: &[usize]| Upload::read(Kind::Clients, "x.csv", table(&rows, order).as_bytes());
        let (Ok(one), Ok(other)) = (read(&plain), read(&order)) else {
            // Rows without anything are no table.
            prop_assert!(rows.iter().all(|row| table(&[*row], &plain).matches("\"\"").count() == 6));
            return Ok(());
        };
        let ground = Ground::default();
        let (one, other) = (Plan::of(&one, &ground), Plan::of(&other, &ground));
        prop_assert_eq!(one.candidates.len(), other.candidates.len());
        for (one, other) in one.candidates.iter().zip(&other.candidates) {
            prop_assert_eq!(&one.taking, &other.taking);
            prop_assert_eq!((one.choice, one.faults.len()), (other.choice, other.faults.len()));
            let Taking::Person(brought) = &one.taking else { panic!("a person") };
            // Whoever has a name comes in, or is said to be there; nothing stays out without a
            // word.
            let told = !one.faults.is_empty() || one.twin.is_some();
            prop_assert!(one.choice == Choice::Add && brought.person().is_some() || told);
            prop_assert!(brought.name.is_none() || one.choice == Choice::Add || one.twin.is_some());
        }
    }
}

#[test]
fn what_other_programs_write_beside_a_value_does_no_harm() {
    let tom = Person::named(
        Id::fresh(),
        "Tom Beckett".parse().expect("a name"),
        ryokai::method::Lang::En,
    );
    let today = "2026-01-15".parse().expect("a day");
    let ground = Ground { people: vec![tom], today, ..Ground::default() };
    let plan = |kind, text: &str| {
        Plan::of(&Upload::read(kind, "x.csv", text.as_bytes()).expect("a table"), &ground)
            .candidates
    };
    let sessions = plan(
        Kind::Sessions,
        "client,date,time,duration\nTom Beckett,2025-01-05 00:00:00,9:00-10:15,\nTom Beckett,2025-01-06 00:00:00,,\n\
         Tom Beckett,2025-01-07 10:00,,60\nTom Beckett,2025-01-08 10:00,,\nTom Beckett,Mon 6/1/2025,,1:30 h",
    );
    let read = |at: usize| match &sessions[at].taking {
        Taking::Session(_, s) => {
            (s.on.to_string(), s.minutes, s.ended_at.map(|end| end.format("%H:%M").to_string()))
        }
        other => panic!("{other:?}"),
    };
    assert_eq!(read(0), ("2025-01-05".into(), Some(75), Some("10:15".into())));
    assert_eq!(read(1), ("2025-01-06".into(), None, None));
    assert_eq!(read(2), ("2025-01-07".into(), Some(60), Some("11:00".into())));
    assert_eq!(
        read(4),
        ("2025-01-06".into(), Some(90), None),
        "the weekday tells which figure is the month"
    );
    let faults: Vec<usize> = sessions.iter().map(|c| c.faults.len()).collect();
    assert_eq!(faults, [0, 0, 0, 1, 0], "a time without a length is told");
    let people = plan(
        Kind::Clients,
        "Name,Email,Job Title,Phone\nAda,ａｄａ＠example.jp,Head ::: Owner,'090-1\nBo,'Bo' <bo@example.jp>,,\nCy,mailto:cy@example.jp,,",
    );
    let read: Vec<(&str, &str, &str)> = people
        .iter()
        .map(|c| match &c.taking {
            Taking::Person(b) => {
                (text(b.mail.as_ref()), text(b.role.as_ref()), text(b.phone.as_ref()))
            }
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(
        read,
        [
            ("ada@example.jp", "Head, Owner", "090-1"),
            ("bo@example.jp", "", ""),
            ("cy@example.jp", "", "")
        ]
    );
    assert!(people.iter().all(|c| c.faults.is_empty()));
}
