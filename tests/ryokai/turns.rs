//! Long writing gives way: a file comes in and goes back turn by turn, others save in between, and
//! what breaks off in the middle can be taken back.

use std::sync::{Arc, Mutex};
use std::task::{Context, Waker};

use diesel::connection::SimpleConnection;
use diesel::sql_types::Text;
use diesel::{QueryableByName, RunQueryDsl, sql_query};
use ryokai::intake::import::{self, ImportFile};
use ryokai::intake::incoming::{Kind, Upload};
use ryokai::method::{Id, Role, Viewer};
use ryokai::store::import::Imported;
use ryokai::store::incoming::{self, Step};
use ryokai::store::{self, StoreError, upload};

use crate::app::TestApp;
use crate::build::{client, member, now, practice, text};
use crate::db::TestDb;
use crate::incoming::{take, take_back, to_rows};
use crate::page::owner;
use crate::portability::number;

const ROWS: usize = 130;
const PEOPLE: &str = "SELECT COUNT(*) AS n FROM person";
const IMPORTS: &str = "SELECT COUNT(*) AS n FROM import";

fn table(rows: usize) -> String {
    let names = (0..rows).map(|n| format!("Client {n:04}"));
    ["Name".to_owned()].into_iter().chain(names).collect::<Vec<_>>().join("\n")
}

fn file(rows: usize) -> Upload {
    Upload::read(Kind::Clients, "x.csv", table(rows).as_bytes()).expect("a table")
}

fn furnished() -> (TestDb, Viewer) {
    let db = TestDb::new();
    let here = practice(&db, "here");
    let viewer = member(&db, &here, "own", Role::Owner);
    (db, viewer)
}

/// Steps of which this one, counted from 1, breaks off.
fn breaks_at(row: usize) -> Step {
    let mut done = 0;
    Box::new(move || {
        done += 1;
        if done == row { Err(StoreError::CalledOff) } else { Ok(()) }
    })
}

#[test]
fn what_another_saves_comes_between_two_turns() {
    let db = TestDb::file();
    let viewer = member(&db, &practice(&db, "here"), "own", Role::Owner);
    let seen: Arc<Mutex<Vec<i64>>> = Arc::default();
    for back in [false, true] {
        // In the middle of the first turn somebody else wants to save. Where the file has one
        // writer, they are next.
        let (other, told, mut done) = (db.db(), Arc::clone(&seen), 0);
        let each: Step = Box::new(move || {
            done += 1;
            if done == 10 {
                let (other, told) = (other.clone(), Arc::clone(&told));
                let saving = async move {
                    let count = other.write(|conn| Ok(person_count(conn)?)).await;
                    told.lock().expect("seen").push(count.expect("saved"));
                };
                // The first poll queues the act; a thread waits for its answer.
                let mut saving = Box::pin(saving);
                let first = saving.as_mut().poll(&mut Context::from_waker(Waker::noop()));
                assert!(first.is_pending(), "there is one writer");
                std::thread::spawn(move || wait(saving));
            }
            Ok(())
        });
        if back {
            let last = db
                .read_blocking(|conn| incoming::last(conn, &viewer))
                .expect("read")
                .expect("a file")
                .id;
            incoming::undo(&db, &viewer, &last, (text("undone"), now()), each).expect("taken back");
        } else {
            incoming::import_rows(&db, &viewer, (None, file(ROWS)), (now().date(), now()), each)
                .expect("taken in");
        }
        // Whoever asks the writer now comes after them.
        db.write_blocking(|_| Ok(())).expect("written");
    }
    assert_eq!(number(&db, PEOPLE), 0);
    let all = i64::try_from(ROWS).expect("a number");
    let seen = seen.lock().expect("seen").clone();
    assert!(seen.len() == 2 && seen.iter().all(|n| (1..all).contains(n)), "{seen:?} of {all}");
}

fn wait(future: impl Future<Output = ()>) {
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    runtime.block_on(future);
}

fn person_count(conn: &mut ryokai::store::Conn) -> Result<i64, diesel::result::Error> {
    #[derive(QueryableByName)]
    struct Count {
        #[diesel(sql_type = diesel::sql_types::BigInt)]
        n: i64,
    }
    Ok(sql_query(PEOPLE).get_result::<Count>(conn)?.n)
}

#[test]
fn a_file_comes_in_whole_or_not_at_all_wherever_it_breaks_off() {
    let (db, viewer) = furnished();
    client(&db, &viewer, "Tom Beckett");
    for row in [1, 49, 50, 51, 100, ROWS] {
        let taken = incoming::import_rows(
            &db,
            &viewer,
            (None, file(ROWS)),
            (now().date(), now()),
            breaks_at(row),
        );
        assert!(matches!(taken, Err(StoreError::CalledOff)), "{row}: {taken:?}");
        assert_eq!((number(&db, PEOPLE), number(&db, IMPORTS)), (1, 0), "broken off at row {row}");
    }
    let whole = incoming::import_rows(
        &db,
        &viewer,
        (None, file(ROWS)),
        (now().date(), now()),
        breaks_at(0),
    );
    assert_eq!(whole.expect("taken in").people_added, ROWS);
}

#[test]
fn taking_back_goes_on_where_it_broke_off() {
    let (db, viewer) = furnished();
    incoming::import_rows(&db, &viewer, (None, file(ROWS)), (now().date(), now()), breaks_at(0))
        .expect("in");
    let last =
        db.read_blocking(|conn| incoming::last(conn, &viewer)).expect("read").expect("a file").id;
    let undo = |each| incoming::undo(&db, &viewer, &last, (text("undone"), now()), each);
    assert!(matches!(undo(breaks_at(60)), Err(StoreError::CalledOff)));
    assert_eq!(number(&db, PEOPLE), 80, "the first turn stays");
    assert_eq!(undo(breaks_at(0)).expect("the rest").people, 80);
    assert_eq!(number(&db, PEOPLE), 0);
    assert!(matches!(undo(breaks_at(0)), Err(StoreError::NotFound)), "once");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_import_that_ended_with_the_program_is_named_and_can_be_taken_back() {
    for (lang, half) in
        [("en", "An import stopped halfway"), ("ja", "取り込みが途中で止まっています")]
    {
        let app = TestApp::new().await;
        let browser = app.signed_up(lang).await;
        let rows = to_rows(&browser, "clients", ("many.csv", table(ROWS).as_bytes())).await;
        take(&browser, &rows, &[]).await;
        // As a killed program leaves it: a part of the rows, no end.
        let killed = "UPDATE import SET finished_at = NULL";
        app.blocking(|db| db.write_blocking(move |conn| Ok(conn.batch_execute(killed)?)))
            .expect("killed");
        let page = browser.get("/import").await;
        assert!(page.has(half), "{}", page.body);
        take_back(&browser).await;
        assert_eq!(app.blocking(|_| (number(&app.db, PEOPLE), number(&app.db, IMPORTS))), (0, 0));
        assert!(!browser.get("/import").await.has(half));
        // The next file takes it back as well.
        let rows = to_rows(&browser, "clients", ("many.csv", table(ROWS).as_bytes())).await;
        take(&browser, &rows, &[]).await;
        app.blocking(|db| db.write_blocking(move |conn| Ok(conn.batch_execute(killed)?)))
            .expect("killed");
        let rows = to_rows(&browser, "clients", ("few.csv", table(3).as_bytes())).await;
        take(&browser, &rows, &[]).await;
        assert_eq!(app.blocking(|_| (number(&app.db, PEOPLE), number(&app.db, IMPORTS))), (3, 1));
        let stranger = app.blocking(|_| number(&app.db, "SELECT COUNT(*) AS n FROM import_part"));
        assert_eq!(stranger, 3, "what is kept is of the last file");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_goes_while_it_comes_in_leaves_nothing() {
    let app = TestApp::new().await;
    let browser = app.signed_up("en").await;
    let rows = to_rows(&browser, "clients", ("many.csv", table(ROWS).as_bytes())).await;
    let viewer = owner(&app).await;
    let ended = app.blocking(|db| {
        let (id, upload) =
            db.read_blocking(|conn| upload::open(conn, &viewer)).expect("read").expect("a file");
        // Whoever is erased takes the files that name them along; here it goes between the reading
        // and the first turn.
        let (own, gone) = (viewer.clone(), id.clone());
        db.write_blocking(move |conn| upload::discard(conn, &own, &gone)).expect("gone");
        incoming::import_rows(db, &viewer, (Some(&id), upload), (now().date(), now()), breaks_at(0))
    });
    assert!(matches!(ended, Err(StoreError::NotFound)), "{ended:?}");
    assert_eq!(app.blocking(|_| (number(&app.db, PEOPLE), number(&app.db, IMPORTS))), (0, 0));
    assert_eq!(browser.send(&rows, &[("act", "take")]).await.status, 404);
}

#[derive(QueryableByName)]
struct Name {
    #[diesel(sql_type = Text)]
    name: String,
}

fn names(db: &TestDb, sql: &str) -> Vec<String> {
    let sql = sql.to_owned();
    let found = db.read_blocking(move |conn| Ok(sql_query(sql).load::<Name>(conn)?));
    found.expect("names").into_iter().map(|n| n.name).collect()
}

#[test]
fn every_column_that_points_at_a_table_leads_an_index() {
    let db = TestDb::new();
    let missing = if db.on_a_server() {
        names(
            &db,
            "SELECT c.conrelid::regclass::text || '.' || a.attname AS name FROM pg_constraint c
             JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
             JOIN pg_class t ON t.oid = c.conrelid AND t.relnamespace = current_schema()::regnamespace
             WHERE c.contype = 'f' AND NOT EXISTS (
                 SELECT 1 FROM pg_index i WHERE i.indrelid = c.conrelid AND i.indkey[0] = c.conkey[1]
                 AND i.indpred IS NULL)",
        )
    } else {
        names(
            &db,
            "SELECT t.name || '.' || f.\"from\" AS name FROM sqlite_master t, pragma_foreign_key_list(t.name) f
             WHERE t.type = 'table' AND NOT EXISTS (
                 SELECT 1 FROM pragma_index_list(t.name) l, pragma_index_info(l.name) c
                 WHERE c.seqno = 0 AND c.name = f.\"from\" AND l.partial = 0)",
        )
    };
    assert!(missing.is_empty(), "without an index: {missing:?}");
}

const FACTS: &str = "SELECT COUNT(*) AS n FROM fact";
const MEMBERS: &str = "SELECT COUNT(*) AS n FROM member";
const PILLARS: &str = "SELECT COUNT(*) AS n FROM pillar";
const PARTS: &str = "SELECT COUNT(*) AS n FROM import_part";

/// Whole histories of three clients: one of so many sessions that it takes several turns, and two
/// of a few.
fn histories(long: usize) -> ImportFile {
    let start: ryokai::method::Day = "2010-01-01".parse().expect("a day");
    let client = |id: &str, sessions: usize| {
        let session = |n: usize| {
            let on = start + chrono::Days::new(n as u64);
            serde_json::json!({"id": format!("{id}s{n}"), "on": on, "minutes": 60})
        };
        let sessions: Vec<_> = (0..sessions).map(session).collect();
        let name = format!("Client {id}");
        serde_json::json!({"id": id, "consultant": "k", "display_name": name, "pillars": ["p"], "sessions": sessions})
    };
    let file = serde_json::json!({
        "consultants": [{"id": "k", "name": "Kana Mori"}],
        "pillars": [{"id": "p", "consultant": "k", "name_en": "Work"}],
        "clients": [client("a", long), client("b", 3), client("c", 300)],
    });
    import::read(&file.to_string()).expect("a file")
}

fn bring(db: &TestDb, practice: &Id, file: ImportFile, each: Step) -> Result<Imported, StoreError> {
    store::import::import_histories(db, practice, ("histories.json", file), now(), each)
}

/// People, records, members, pillars, imports and what is noted of them.
fn there(db: &TestDb) -> [i64; 6] {
    [PEOPLE, FACTS, MEMBERS, PILLARS, IMPORTS, PARTS].map(|sql| number(db, sql))
}

#[test]
fn histories_come_in_whole_or_not_at_all_wherever_it_breaks_off() {
    let db = TestDb::new();
    let here = practice(&db, "here");
    for step in 1..=6 {
        let broken = bring(&db, &here, histories(1_100), breaks_at(step));
        assert!(matches!(broken, Err(StoreError::CalledOff)), "{step}: {broken:?}");
        assert_eq!(there(&db), [0; 6], "broken off at step {step}");
    }
    let brought = bring(&db, &here, histories(1_100), breaks_at(0)).expect("taken in");
    assert_eq!((brought.people, brought.records, brought.known), (3, 1_403, 0));
    assert_eq!(there(&db), [3, 1_403, 1, 1, 0, 0]);
    let viewers = db.read_blocking(|conn| store::member::viewers(conn, &here)).expect("viewers");
    let differing =
        db.read_blocking(|conn| store::standing::differing(conn, &viewers[0])).expect("an answer");
    assert_eq!(differing, vec![], "what lists show is that of the whole");
    // A longer file adds to what is there, or nothing.
    for step in 1..=6 {
        let broken = bring(&db, &here, histories(1_900), breaks_at(step));
        assert!(matches!(broken, Err(StoreError::CalledOff)), "{step}: {broken:?}");
        assert_eq!(there(&db), [3, 1_403, 1, 1, 0, 0], "broken off at step {step}");
    }
    let longer = bring(&db, &here, histories(1_900), breaks_at(0)).expect("taken in");
    assert_eq!((longer.people, longer.records, longer.known), (0, 800, 1_403));
    let again = bring(&db, &here, histories(1_900), breaks_at(0)).expect("taken in");
    assert_eq!((again.people, again.records, again.known), (0, 0, 2_203));
}

#[test]
fn what_another_saves_comes_between_two_histories() {
    let db = TestDb::file();
    let here = practice(&db, "here");
    let seen: Arc<Mutex<Vec<i64>>> = Arc::default();
    let (other, told) = (db.db(), Arc::clone(&seen));
    let each: Step = Box::new(move || {
        // Whoever saves while everybody is weighed, or between two turns, waits for nobody.
        let count = other.write_blocking(|conn| Ok(person_count(conn)?));
        told.lock().expect("seen").push(count.expect("saved"));
        Ok(())
    });
    bring(&db, &here, histories(1_100), each).expect("taken in");
    assert_eq!(seen.lock().expect("seen").as_slice(), [0, 0, 0, 0, 1, 1]);
}

#[test]
fn histories_that_ended_with_the_program_are_named_and_come_in_the_next_time() {
    let db = TestDb::new();
    let here = practice(&db, "here");
    let mut steps = 0;
    let dies: Step = Box::new(move || {
        steps += 1;
        assert!(steps < 5, "the program ends here");
        Ok(())
    });
    let killed = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        bring(&db, &here, histories(1_100), dies)
    }));
    assert!(killed.is_err() && there(&db)[0] == 1, "{:?}", there(&db));
    let viewers = db.read_blocking(|conn| store::member::viewers(conn, &here)).expect("viewers");
    let left = db.read_blocking(|conn| incoming::broken_off(conn, &viewers[0])).expect("read");
    assert!(left.is_some(), "the page of the member names it");
    let brought = bring(&db, &here, histories(1_100), breaks_at(0)).expect("taken in");
    assert_eq!((brought.people, brought.records), (3, 1_403));
    assert_eq!(there(&db), [3, 1_403, 1, 1, 0, 0]);
}
