//! Where the two engines differ in silence: each difference that this program could trip over is
//! pinned here.

use diesel::connection::SimpleConnection;
use diesel::sql_types::{BigInt, Nullable, Text};
use diesel::{QueryableByName, RunQueryDsl, sql_query};
use ryokai::method::{Lang, Moment, Person, Role};
use ryokai::store::{Conn, StoreError, person, practice};

use crate::build::{client, day, id, member, now, practice as found, text};
use crate::db::TestDb;

#[derive(QueryableByName)]
struct Number {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

#[derive(QueryableByName)]
struct Word {
    #[diesel(sql_type = Nullable<Text>)]
    word: Option<String>,
}

/// What counting answers.
pub fn number(db: &TestDb, sql: &'static str) -> i64 {
    db.read_blocking(|conn| Ok(sql_query(sql).get_result::<Number>(conn)?.n)).expect("a number")
}

#[test]
fn a_moment_comes_back_as_it_was_written() {
    let db = TestDb::new();
    let at: Moment = "2025-04-01T12:34:56.123456".parse().expect("a moment");
    let (name, same) = (text("here"), text("here"));
    db.write_blocking(move |conn| practice::found(conn, &name, at)).expect("founded");
    let later = db.write_blocking(move |conn| practice::found(conn, &same, at));
    assert!(matches!(later, Err(StoreError::Taken)), "a name is taken on both engines alike");
    let whole =
        "SELECT COUNT(*) AS n FROM practice WHERE created_at >= '2025-04-01 12:34:56.123456'
                 AND created_at < '2025-04-01 12:34:56.123457'";
    assert_eq!(number(&db, whole), 1);
}

#[test]
fn whole_and_broken_seconds_stand_in_order() {
    let db = TestDb::new();
    for (name, at) in
        [("b", "2025-04-01T00:00:00.5"), ("a", "2025-04-01T00:00:00"), ("c", "2025-04-01T00:00:01")]
    {
        let (name, at) = (text(name), at.parse().expect("a moment"));
        db.write_blocking(move |conn| practice::found(conn, &name, at)).expect("founded");
    }
    let names = db.read_blocking(|conn| {
        Ok(sql_query("SELECT name AS word FROM practice ORDER BY created_at").load::<Word>(conn)?)
    });
    let names: Vec<String> = names.expect("names").into_iter().filter_map(|w| w.word).collect();
    assert_eq!(names, ["a", "b", "c"]);
}

#[test]
fn lists_stand_in_the_same_order_on_both_engines() {
    let db = TestDb::new();
    let here = found(&db, "here");
    let viewer = member(&db, &here, "own", Role::Owner);
    for name in ["水野 直樹", "apple", "Banana", "アライ", "いとう", "zebra", "Ａｂｃ"]
    {
        client(&db, &viewer, name);
    }
    let mut with_reading = Person::named(id("r"), text("佐藤"), Lang::Ja);
    with_reading.reading = Some(text("アサヒ"));
    let writer = viewer.clone();
    db.write_blocking(move |conn| person::add(conn, &writer, with_reading, now()))
        .expect("a client");
    let today = day("2025-07-01");
    let mut names = Vec::new();
    loop {
        let wanted = person::Wanted { skip: names.len(), ..Default::default() };
        let page = db.read_blocking(|conn| person::list(conn, &viewer, &wanted, (today, 3)));
        let lines = page.expect("a page").lines;
        if lines.is_empty() {
            break;
        }
        names.extend(lines.iter().map(|line| line.kept.person.display_name.to_string()));
    }
    assert_eq!(
        names,
        ["Ａｂｃ", "apple", "Banana", "zebra", "佐藤", "アライ", "いとう", "水野 直樹"]
    );
}

#[test]
fn the_checks_of_the_tables_hold_on_both_engines() {
    let db = TestDb::new();
    let here = found(&db, "here");
    let wrong = |sql: String| {
        let done = db.write_blocking(move |conn: &mut Conn| Ok(conn.batch_execute(&sql)?));
        assert!(matches!(done, Err(StoreError::Database(_))), "{done:?}");
    };
    let row = |role: &str, practice: &str| {
        format!(
            "INSERT INTO member (id, practice, name, role, lang, tz, capacity, active, created_at)
             VALUES ('m', '{practice}', 'x', '{role}', 'ja', 'Asia/Tokyo', 15, TRUE, '2025-04-01 00:00:00')"
        )
    };
    wrong(row("king", here.as_str()));
    wrong(row("owner", "nowhere"));
}
