//! Search: every text is found by any piece of it, by whoever may see it and by nobody else, and is
//! found no more once it was taken back or erased.

use ryokai::method::fact::Record;
use ryokai::method::search::{SearchKind, SearchQuery, Searchable, tokens};
use ryokai::method::{ClientFile, Id, Lang, Person, Role, Viewer};
use ryokai::store::search::{Search, Within};
use ryokai::store::{Conn, erasure, fact, file, member, person, practice, search, share};
use serde_json::{Value, json};

use crate::build::{self, client, id, member as hired, now, record, text};
use crate::db::TestDb;
use crate::demo;
use crate::program::said;

/// What a query finds for a viewer, in the order shown.
fn found(db: &TestDb, viewer: &Viewer, typed: &str) -> Vec<(Id, Searchable)> {
    let (query, within) = (SearchQuery::of(typed), Within::default());
    db.read_blocking(|conn| {
        let search = Search::of(conn, viewer, &query, &within)?;
        let counts = search.counts(conn)?;
        let people: Vec<Id> = counts.people(None).into_iter().map(|share| share.person).collect();
        let texts = search.texts(conn, &people, None, (0, 10_000), false)?;
        assert_eq!(counts.total(None, None) as usize, texts.len(), "{typed}");
        Ok(texts)
    })
    .expect("an answer")
}

fn texts(db: &TestDb, viewer: &Viewer, typed: &str) -> Vec<String> {
    found(db, viewer, typed).into_iter().map(|(_, hit)| hit.text).collect()
}

/// The demonstration, with a viewer for each of its two consultants.
fn demonstration() -> (TestDb, Viewer, Viewer) {
    let db = TestDb::new();
    said(&db, &["demo"], "");
    let find = |name: &str| {
        let all = db.read_blocking(|conn: &mut Conn| {
            let practice = practice::choose(conn, None)?;
            member::viewers(conn, &practice.id)
        });
        let all = all.expect("members");
        all.into_iter().find(|viewer| viewer.name.as_str() == name).expect("a consultant")
    };
    let (ja, en) = (find("佐倉 まどか"), find("Owen Hartley"));
    (db, ja, en)
}

fn note(id: &str, on: &str, note: &str) -> Record {
    let session = json!({"id": id, "no": 1, "on": on, "minutes": 45, "note": note});
    Record::session(serde_json::from_value(session).expect("a session"))
}

fn house() -> (TestDb, Viewer, Viewer) {
    let db = TestDb::new();
    let here = build::practice(&db, "here");
    let own = hired(&db, &here, "own", Role::Consultant);
    let other = hired(&db, &here, "other", Role::Owner);
    (db, own, other)
}

#[test]
fn any_piece_of_any_text_is_found() {
    let (db, ja, en) = demonstration();
    let mut asked = 0;
    for viewer in [&ja, &en] {
        let files = db.read_blocking(|conn| file::load_all(conn, viewer)).expect("files");
        let texts = files.iter().flat_map(|loaded| {
            let of = loaded.file.person.id.clone();
            Searchable::all(&loaded.file).into_iter().map(move |text| (of.clone(), text))
        });
        for (nth, (of, hit)) in texts.enumerate() {
            let run = tokens(&hit.text);
            // Pieces of one, two, three and more tokens, at a place that differs from text to
            // text; the last word of one may be cut.
            for len in [1, 2, 3, 7] {
                let at = (nth * 5 + len) % run.len();
                let Some(last) = run.get((at + len - 1).min(run.len() - 1)) else { continue };
                let mut end = last.to;
                if last.word && nth % 2 == 0 {
                    let first = hit.text[last.from..].chars().next().expect("a letter");
                    end = last.from + first.len_utf8();
                }
                let piece = &hit.text[run[at].from..end];
                if nth % 3 == len % 3 {
                    asked += 1;
                    let hits = found(&db, viewer, piece);
                    assert!(
                        hits.iter().any(|(person, there)| *person == of && *there == hit),
                        "{piece:?} of {:?}",
                        hit.text
                    );
                }
            }
        }
    }
    assert!(asked > 250, "{asked}");
}

#[test]
fn every_text_of_a_file_is_searched() {
    /// Texts that are nobody's words: who wrote an addendum, and a currency.
    const APART: [&str; 2] = ["by", "currency"];
    fn name(value: &mut Value, key: &str, planted: &mut Vec<String>) {
        match value {
            Value::String(x) if x == "x" => {
                let word = format!("planted{}", planted.len());
                *x = word.clone();
                planted.push(if APART.contains(&key) { String::new() } else { word });
            }
            Value::Array(list) => list.iter_mut().for_each(|v| name(v, key, planted)),
            Value::Object(map) => map.iter_mut().for_each(|(k, v)| name(v, k, planted)),
            _ => {}
        }
    }
    let mut full: Value =
        serde_json::from_str(include_str!("../data/full_file.json")).expect("the full file");
    let mut planted = Vec::new();
    name(&mut full, "", &mut planted);
    let file: ClientFile = serde_json::from_value(full).expect("a file");
    let all: Vec<Searchable> = Searchable::all(&file);
    assert!(planted.len() > 40, "{planted:?}");
    for word in planted.iter().filter(|word| !word.is_empty()) {
        let lines = all.iter().flat_map(|hit| hit.text.lines());
        assert!(lines.clone().any(|line| line == word), "{word} is not searched");
    }
}

#[test]
fn nobody_finds_what_they_may_not_see() {
    let (db, own, other) = house();
    let of = client(&db, &own, "水野 直樹");
    record(&db, &own, &of, vec![note("s1", "2025-06-01", "父の机が隣にある")]);
    for typed in ["水野", "父", "机が隣", "水野 父"] {
        assert!(!texts(&db, &own, typed).is_empty(), "{typed}");
        assert!(texts(&db, &other, typed).is_empty(), "{typed}");
    }
    let stranger = hired(&db, &build::practice(&db, "there"), "stranger", Role::Owner);
    assert!(texts(&db, &stranger, "父").is_empty());
    let (giver, to, given) = (own.clone(), other.member.clone(), of.clone());
    db.write_blocking(move |conn| share::give(conn, &giver, &given, &to, now())).expect("shared");
    assert_eq!(texts(&db, &other, "父"), ["父の机が隣にある"]);
}

#[test]
fn a_client_is_found_by_reading_old_letters_mail_and_number() {
    let (db, own, _) = house();
    let new = Person {
        reading: Some(text("すずき けいこ")),
        mail: Some(text("keiko@example.jp")),
        phone: Some(text("090-1234-5678")),
        role: Some(text("株式会社はるかぜ 社長")),
        ..Person::named(Id::fresh(), text("鈴木 惠子"), Lang::Ja)
    };
    let writer = own.clone();
    let of =
        db.write_blocking(move |conn| person::add(conn, &writer, new, now())).expect("a client");
    for typed in [
        "すずき",
        "ｽｽﾞｷ",
        "スズキケイコ",
        "鈴木恵子",
        "はるかぜ",
        "keiko@example",
        "09012345678",
        "1234-5678",
    ] {
        let hits = found(&db, &own, typed);
        assert!(
            hits.iter().any(|(id, hit)| *id == of && hit.kind == SearchKind::Client),
            "{typed}"
        );
    }
    record(&db, &own, &of, vec![note("s1", "2025-06-01", "値上げの話")]);
    assert_eq!(texts(&db, &own, "すずき 値上げ"), ["値上げの話"], "a name, and words of theirs");
}

#[test]
fn nothing_that_is_typed_is_read_as_the_engines_own_language() {
    let (db, own, _) = house();
    let of = client(&db, &own, "Robert'); DROP TABLE search;--");
    record(&db, &own, &of, vec![note("s1", "2025-06-01", "plain NOT words OR near \\ it's & |")]);
    for typed in [
        "\"",
        "'",
        "\\",
        "*",
        "a*",
        "^a",
        "a:b",
        "tokens:plain",
        "NOT",
        "a OR b",
        "NEAR(a b)",
        "(",
        ")",
        "a AND",
        "-a",
        "a & b | !c <-> d",
        "':*",
        "\u{0}",
        "%",
        "_",
        "{",
        "}",
        "a\"b\"c",
        "''''",
        "\\'",
    ] {
        found(&db, &own, typed);
    }
    assert_eq!(texts(&db, &own, "drop table").len(), 1);
    assert_eq!(texts(&db, &own, "not or").len(), 1);
    assert_eq!(texts(&db, &own, "it's").len(), 1);
    assert!(texts(&db, &own, "plain OR nothing").is_empty());
}

#[test]
fn a_long_note_is_found_at_each_of_its_ends() {
    let (db, own, _) = house();
    let of = client(&db, &own, "水野 直樹");
    let long = format!("はじめ{}まんなか{}おわり", "の".repeat(7000), "に".repeat(7000));
    record(&db, &own, &of, vec![note("s1", "2025-06-01", &long)]);
    for typed in ["はじめの", "のまんなかに", "におわり", "はじめ おわり", &"の".repeat(150)]
    {
        assert_eq!(texts(&db, &own, typed).len(), 1, "{typed}");
    }
    assert!(texts(&db, &own, "はじめに").is_empty());
}

#[test]
fn what_is_corrected_taken_back_or_erased_is_not_found() {
    let (db, own, _) = house();
    let of = client(&db, &own, "水野 直樹");
    let first = note("s1", "2025-06-01", "qxcanary うぐいす");
    record(&db, &own, &of, vec![first.clone()]);
    assert_eq!(texts(&db, &own, "qxcan").len(), 1);
    let corrected = fact_now(note("s1", "2025-06-01", "めじろ"));
    record(&db, &own, &of, vec![revised(&first, corrected)]);
    assert!(texts(&db, &own, "うぐいす").is_empty());
    assert_eq!(texts(&db, &own, "めじろ").len(), 1);
    let renamed = {
        let loaded = db.read_blocking(|conn| file::load(conn, &own, &of)).expect("a file");
        (Person { display_name: text("岡 直樹"), ..loaded.file.person.clone() }, loaded.version)
    };
    let writer = own.clone();
    db.write_blocking(move |conn| person::change(conn, &writer, &renamed.0, renamed.1, now()))
        .expect("renamed");
    assert!(texts(&db, &own, "水野").is_empty());
    assert_eq!(texts(&db, &own, "岡").len(), 1);
    assert!(said(&db, &["doctor"], "").contains("All is well"));
    let (writer, gone) = (own.clone(), of.clone());
    let reason = ryokai::method::retention::EndsBecause::Asked;
    let ending = ryokai::method::retention::Ending::Erased;
    db.write_blocking(move |conn| erasure::order(conn, &writer, &gone, (ending, reason), now()))
        .expect("ordered")
        .expect("not held");
    assert!(erasure::purge(&db, now()).expect("settled"));
    assert!(texts(&db, &own, "岡").is_empty());
    assert!(!holds(&db, "qxcanary") && !holds(&db, "xcanary"), "the index forgets as well");
}

/// True if the files of the database, or the index on a server, hold a word.
fn holds(db: &TestDb, word: &str) -> bool {
    if db.on_a_server() {
        return crate::portability::number(db, "SELECT COUNT(*) AS n FROM search_index") > 0;
    }
    let file = db.url().trim_start_matches("sqlite:");
    let part = |end: &str| std::fs::read(format!("{file}{end}")).unwrap_or_default();
    let bytes = [part(""), part("-wal"), part("-journal")].concat();
    bytes.windows(word.len()).any(|window| window == word.as_bytes())
}

fn fact_now(record: Record) -> ryokai::method::Fact {
    record.fact
}

fn revised(target: &Record, now: ryokai::method::Fact) -> Record {
    let fact = ryokai::method::Fact::Revised {
        target: target.id.clone(),
        now: Box::new(now),
        reason: text("a slip"),
    };
    Record::fresh(target.on, Some(&target.id), fact)
}

#[test]
fn what_an_earlier_version_wrote_is_made_to_be_found_and_doctor_says_what_is_not() {
    let (db, own, _) = house();
    let of = client(&db, &own, "水野 直樹");
    record(&db, &own, &of, vec![note("s1", "2025-06-01", "値上げの話")]);
    assert!(said(&db, &["doctor"], "").contains("All is well"));
    empty(&db);
    assert!(texts(&db, &own, "値上げ").is_empty());
    assert_eq!(db.read_blocking(|conn| search::waiting(conn, &own)).expect("a count"), 1);
    let out = crate::program::ryokai(&db, &["doctor"], "");
    let (code, why) = (out.status.code(), String::from_utf8_lossy(&out.stderr).into_owned());
    assert!(code != Some(0) && why.contains(of.as_str()), "{why}");
    said(&db, &["reindex"], "");
    assert_eq!(db.read_blocking(|conn| search::waiting(conn, &own)).expect("a count"), 0);
    assert_eq!(texts(&db, &own, "値上げ").len(), 1);
    assert!(said(&db, &["doctor"], "").contains("All is well"));
}

/// Leaves nothing to be found, as in a database of before.
fn empty(db: &TestDb) {
    use diesel::connection::SimpleConnection;
    let sql = if db.on_a_server() {
        "DELETE FROM search;"
    } else {
        "INSERT INTO search_index (search_index) VALUES ('delete-all'); DELETE FROM search;"
    };
    db.write_blocking(move |conn: &mut Conn| Ok(conn.batch_execute(sql)?)).expect("emptied");
}

#[test]
fn what_is_written_twice_under_one_session_is_found_once() {
    let (db, own, _) = house();
    let of = client(&db, &own, "水野 直樹");
    record(&db, &own, &of, vec![note("s1", "2025-06-01", "値上げの話")]);
    let again = json!({
        "id": "s2", "no": 2, "on": "2025-06-08", "minutes": 45, "note": "値上げの話",
    });
    let again = Record::session(serde_json::from_value(again).expect("a session"));
    record(&db, &own, &of, vec![again]);
    let (writer, gone) = (own.clone(), of.clone());
    let void = move |conn: &mut Conn| {
        fact::record(conn, &writer, &gone, now(), |loaded| {
            let first = loaded.records.iter().find(|r| r.id.as_str() == "s1").cloned();
            let first = first.expect("the first");
            Ok(vec![void_of(&first)])
        })
        .map(drop)
    };
    assert_eq!(texts(&db, &own, "値上げ").len(), 2);
    db.write_blocking(void).expect("taken back");
    let left = found(&db, &own, "値上げ");
    assert_eq!(left.len(), 1);
    assert_eq!(left[0].1.session, Some(id("s2")));
}

fn void_of(target: &Record) -> Record {
    let fact =
        ryokai::method::Fact::Void { target: target.id.clone(), reason: text("the wrong day") };
    Record::fresh(target.on, None, fact)
}

#[test]
fn the_demonstration_answers_what_people_ask() {
    let (db, ja, en) = demonstration();
    let all = demo::clients();
    assert_eq!(all.len(), 6);
    for typed in ["値上げ", "父", "早川"] {
        assert!(!texts(&db, &ja, typed).is_empty(), "{typed}");
        assert!(texts(&db, &en, typed).is_empty(), "{typed}");
    }
}

/// The session of a day, with a note.
fn of_day(n: u64, note: &str) -> Record {
    let start: ryokai::method::Day = "2010-01-01".parse().expect("a day");
    let on = start + chrono::Days::new(n);
    // A number that no other has; those of an earlier day come to stand before.
    let no = if n == 0 { 10_000 } else { n };
    let session = json!({"id": format!("s{n}"), "no": no, "on": on, "minutes": 45, "note": note});
    Record::session(serde_json::from_value(session).expect("a session"))
}

/// Sessions with a note each, all of one save.
fn notes(days: std::ops::Range<u64>) -> Vec<Record> {
    days.map(|n| of_day(n, &format!("値上げの話 {n}"))).collect()
}

fn sql(db: &TestDb, sql: &str) {
    use diesel::connection::SimpleConnection;
    let sql = sql.to_owned();
    db.write_blocking(move |conn: &mut Conn| Ok(conn.batch_execute(&sql)?)).expect("done");
}

fn waiting(db: &TestDb, viewer: &Viewer) -> u32 {
    db.read_blocking(|conn| search::waiting(conn, viewer)).expect("a count")
}

#[test]
fn a_save_writes_the_texts_of_its_own_records_and_reads_no_others() {
    let (db, own, _) = house();
    let of = client(&db, &own, "水野 直樹");
    record(&db, &own, &of, notes(1..21));
    // Whoever compared this row with the file would write it anew.
    sql(&db, "UPDATE search SET body = 'うぐいす' WHERE record = 's7'");
    record(&db, &own, &of, notes(21..22));
    const LEFT: &str = "SELECT COUNT(*) AS n FROM search WHERE body = 'うぐいす'";
    assert_eq!(crate::portability::number(&db, LEFT), 1);
    assert_eq!(texts(&db, &own, "値上げ").len(), 21, "the index was not written anew either");
    // Once it changes, what stands there is not what the file said: all of it is brought in line.
    let revised = revised(&notes(7..8)[0], fact_now(of_day(7, "めじろ")));
    record(&db, &own, &of, vec![revised]);
    assert_eq!((waiting(&db, &own), texts(&db, &own, "めじろ").len()), (1, 0));
    search::fill(&db, &own).expect("filled");
    assert_eq!((waiting(&db, &own), texts(&db, &own, "めじろ").len()), (0, 1));
    assert_eq!(crate::portability::number(&db, LEFT), 0);
}

#[test]
fn a_session_of_an_earlier_day_moves_the_numbers_and_no_text_is_written_twice() {
    let (db, own, _) = house();
    let of = client(&db, &own, "水野 直樹");
    record(&db, &own, &of, notes(1..30));
    let rows = "SELECT COALESCE(MAX(n), 0) AS n FROM search";
    let before = crate::portability::number(&db, rows);
    record(&db, &own, &of, notes(0..1));
    assert_eq!(crate::portability::number(&db, rows), before + 1, "one text is new");
    let sum = "SELECT CAST(SUM(no) AS BIGINT) AS n FROM search WHERE kind = 'note'";
    assert_eq!(crate::portability::number(&db, sum), (1..30).sum::<i64>() + 10_000);
    assert!(said(&db, &["doctor"], "").contains("All is well"));
}

#[test]
fn a_long_file_is_found_as_a_whole_or_not_at_all_and_whoever_searches_is_told() {
    let (db, own, _) = house();
    let of = client(&db, &own, "水野 直樹");
    record(&db, &own, &of, notes(1..1_301));
    assert_eq!((waiting(&db, &own), texts(&db, &own, "値上げ").len()), (1, 0));
    assert!(texts(&db, &own, "水野").is_empty(), "nothing of them, and so nothing half");
    assert!(said(&db, &["doctor"], "").contains("All is well"));
    if !db.on_a_server() {
        // A program that is killed in the middle leaves nothing that is found.
        sql(
            &db,
            "CREATE TRIGGER dies BEFORE INSERT ON search WHEN NEW.n = 700
            BEGIN SELECT RAISE(ABORT, 'killed'); END",
        );
        assert!(search::fill(&db, &own).is_err());
        sql(&db, "DROP TRIGGER dies");
        assert_eq!((waiting(&db, &own), texts(&db, &own, "値上げ").len()), (1, 0));
        let there = crate::portability::number(&db, "SELECT COUNT(*) AS n FROM search");
        assert!((500..700).contains(&there), "the turns before stay: {there}");
    }
    // A save meanwhile leaves its texts to whoever brings the whole in line.
    record(&db, &own, &of, notes(1_301..1_302));
    assert_eq!(texts(&db, &own, "値上げ").len(), 0);
    assert_eq!(search::fill(&db, &own).expect("filled"), 1);
    assert_eq!((waiting(&db, &own), texts(&db, &own, "値上げ").len()), (0, 1_301));
    assert_eq!(search::fill(&db, &own).expect("filled"), 0, "once");
    assert!(said(&db, &["doctor"], "").contains("All is well"));
}
