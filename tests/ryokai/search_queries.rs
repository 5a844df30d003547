//! Sixty questions that people ask, thirty in each language, over the demonstration and over a
//! generated practice: each with the records that it finds, in the order shown.

use ryokai::method::search::{SearchKind, SearchQuery};
use ryokai::method::{Id, Lang, Person, Record, Role, Viewer};
use ryokai::store::search::{Search, Within};
use ryokai::store::{Conn, member, person, practice};
use serde_json::json;

use crate::build::{self, member as hired, now, record, text};
use crate::db::TestDb;
use crate::program::said;

/// A question, and what it finds: a client by name, anything else by its record.
type Question = (&'static str, &'static [&'static str]);

const FOLLOWERS: &[&str] = &["c2m1", "c2s1", "c2q1", "c2w1"];
const PRICES: &[&str] = &["c2m1", "c2g1", "c2k_a", "c2k_b"];

/// Over the clients of the consultant of the demonstration who writes Japanese.
const JAPANESE: &[Question] = &[
    ("父", &["c1q7"]),
    ("妻", &["c3q6", "c3c1"]),
    ("値", &["c2n1", "c2m1", "c2k_a", "c2k_b", "c2g1"]),
    ("値上", PRICES),
    ("値上げ", PRICES),
    ("休み", &["c2m1", "c2q4"]),
    ("ﾌｫﾛﾜｰ", FOLLOWERS),
    ("ふぉろわー", FOLLOWERS),
    ("システム部長", &["寺田 誠"]),
    ("「来年も相談」", &["c1q10"]),
    ("「自分で決める」", &["c1q7"]),
    ("会長と二人で", &["c1c1"]),
    ("二人で", &["c1q14", "c1c1"]),
    ("三社", &["c1q11", "c1c5", "c3s3", "c3w2"]),
    ("見積もり　三社", &["c1q11", "c1c5"]),
    ("決めたい 名前", &["c2s4", "c2s3", "c2w2"]),
    ("早川 ノート", &["c2k_a"]),
    ("３８名", &["水野 直樹"]),
    ("1", &["c2s4", "c2k_a", "c2k_b", "c2c1"]),
    ("１０", &["c2k_a", "c2k_b", "c2c1"]),
    ("hayakawa", &["早川 佳奈"]),
    ("税理士", &["c1g1", "水野 直樹/profile"]),
    ("「値上げを」", &[]),
    ("父母", &[]),
];

/// Over those of the consultant who writes English.
const ENGLISH: &[Question] = &[
    ("DAD", &["c5s6", "c5q6", "c5q7", "c5q3"]),
    ("beckett dad", &["c5s6", "c5q6", "c5q7", "c5q3"]),
    ("sel", &["c5q13", "c5q7"]),
    ("sell", &["c5q13", "c5q7"]),
    ("“sell”", &["c5q7"]),
    ("superm", &["c5m1", "c5s1", "c5q1", "c5w1"]),
    ("“supermarket shelves”", &["c5q1", "c5w1"]),
    ("\"supermarket shelves\"", &["c5q1", "c5w1"]),
    ("shelves supermarket", &["c5q1", "c5w1"]),
    ("“shelves by chris”", &[]),
    ("dont", &["c4q4", "c4q1"]),
    ("don’t push", &["c4q4"]),
    ("cash flow", &["c5q4", "c5w2", "c5c2"]),
    ("“it’s not that you asked”", &["c5q8"]),
    ("defend numbers", &["c4q5", "c4w2"]),
    ("brew", &["Tom Beckett", "c5m2", "c5n2"]),
    ("ru", &["Ruth Pemberley", "c5m2", "c4m1"]),
    ("プリヤ", &["Priya Raman"]),
    ("ﾌﾟﾘﾔ", &["Priya Raman"]),
    ("january", &["c5c6"]),
    ("ale", &["c5g1"]),
    ("rice", &[]),
];

/// Clients of the generated practice: a name, a reading, and a note of a session for each text.
const PEOPLE: &[(&str, &str, &[&str])] = &[
    ("鈴木 恵子", "すずき けいこ", &["値上げ率は３％まで。サーバーは替えない。"]),
    ("山本 佳奈", "やまもと かな", &["鈴木さんの紹介。Web面談を望む。"]),
    ("髙橋 一郎", "たかはし いちろう", &["カナダの工場を見に行く。"]),
    ("高橋 次郎", "たかはし じろう", &["ガッコウの國語の先生。"]),
    ("齋藤 花", "さいとう はな", &[]),
    ("斉藤 実", "さいとう みのる", &[]),
    ("齊藤 進", "さいとう すすむ", &[]),
    ("斎藤 学", "さいとう まなぶ", &[]),
    ("渡邊 蒼", "わたなべ あおい", &[]),
    ("渡邉 要", "わたなべ かなめ", &[]),
    ("渡辺 紀", "わたなべ のり", &[]),
    (
        "José Núñez",
        "",
        &["It’s not the numbers, it’s the price increase.", "Not all of the numbers hold."],
    ),
    ("Zoë O’Brien", "", &["Met in the CAFÉ at noon. She will re-sign."]),
    ("Karl Strauß", "", &["The price of increasing doubt."]),
];

const SAITO: &[&str] = &["齋藤 花", "斉藤 実", "齊藤 進", "斎藤 学"];
const TAKAHASHI: &[&str] = &["髙橋 一郎", "高橋 次郎"];
const WATANABE: &[&str] = &["渡邊 蒼", "渡邉 要", "渡辺 紀"];

/// Over the generated practice, in Japanese.
const GENERATED_JA: &[Question] = &[
    ("すずき", &["鈴木 恵子"]),
    ("ｽｽﾞｷ", &["鈴木 恵子"]),
    ("鈴木", &["鈴木 恵子", "山本 佳奈#1"]),
    ("すずき 値上げ", &["鈴木 恵子#1"]),
    ("ｶﾅ", &["山本 佳奈", "渡邉 要", "髙橋 一郎#1"]),
    ("斎藤", SAITO),
    ("齊", SAITO),
    ("さいとう はな", &["齋藤 花"]),
    ("高橋", TAKAHASHI),
    ("髙", TAKAHASHI),
    ("渡辺", WATANABE),
    ("わたなべ", WATANABE),
    ("国語", &["高橋 次郎#1"]),
    ("ｶﾞｯｺｳ", &["高橋 次郎#1"]),
    ("ｗｅｂ面談", &["山本 佳奈#1"]),
    ("3％", &["鈴木 恵子#1"]),
    ("さーばー", &["鈴木 恵子#1"]),
    ("さば", &[]),
];

/// The same in English.
const GENERATED_EN: &[Question] = &[
    ("price inc", &["José Núñez#1", "Karl Strauß#1"]),
    ("“price inc”", &[]),
    ("“price increase”", &["José Núñez#1"]),
    ("“not the numbers”", &["José Núñez#1"]),
    ("“not the numb", &["José Núñez#1"]),
    ("not numbers", &["José Núñez#2", "José Núñez#1"]),
    ("nunez", &["José Núñez"]),
    ("NÚÑEZ PRICE", &["José Núñez#1"]),
    ("zoe", &["Zoë O’Brien"]),
    ("o'brien", &["Zoë O’Brien"]),
    ("obri", &["Zoë O’Brien"]),
    ("strauss", &["Karl Strauß"]),
    ("cafe", &["Zoë O’Brien#1"]),
    ("resign", &[]),
    ("re-sign", &["Zoë O’Brien#1"]),
];

/// Strings that are no question, or a hostile one: each finds nothing more than its letters do.
const HOSTILE: &[Question] = &[
    ("", &[]),
    (" \u{3000}\t", &[]),
    ("\u{0}", &[]),
    ("pri\u{0}ce", &[]),
    ("price\u{0}", &["José Núñez#1", "Karl Strauß#1"]),
    ("\"price", &["José Núñez#1", "Karl Strauß#1"]),
    ("price\"", &["José Núñez#1", "Karl Strauß#1"]),
    ("price*", &["José Núñez#1", "Karl Strauß#1"]),
    ("^price", &["José Núñez#1", "Karl Strauß#1"]),
    ("-price", &["José Núñez#1", "Karl Strauß#1"]),
    ("price OR cafe", &[]),
    ("price NOT doubt", &[]),
    ("NEAR(price increase)", &[]),
    ("tokens:price", &[]),
    ("price' OR 1=1 --", &[]),
    ("price:*", &["José Núñez#1", "Karl Strauß#1"]),
    ("price <-> increase", &["José Núñez#1"]),
    ("%", &[]),
    ("_", &[]),
    ("\\", &[]),
    ("「」『』“”\"\"", &[]),
    ("!&|()<>:*", &[]),
];

/// What a question finds, in the order of the page; and whose the people are.
fn answer(db: &TestDb, viewer: &Viewer, typed: &str) -> (Vec<String>, Vec<Id>) {
    let (query, within) = (SearchQuery::of(typed), Within::default());
    let answer = db.read_blocking(|conn| {
        let search = Search::of(conn, viewer, &query, &within)?;
        let counts = search.counts(conn)?;
        let people: Vec<Id> = counts.people(None).into_iter().map(|share| share.person).collect();
        let texts = search.texts(conn, &people, None, (0, 10_000), query.is_one_letter())?;
        let known = person::some(conn, viewer, &people)?;
        assert_eq!(counts.total(None, None) as usize, texts.len(), "{typed}");
        Ok((texts, known))
    });
    let (texts, known) = answer.expect("an answer");
    let label = |(of, hit): &(Id, ryokai::method::search::Searchable)| {
        let name = || known.iter().find(|p| p.id == *of).expect("a person").display_name.clone();
        match hit.kind {
            SearchKind::Client => name().to_string(),
            SearchKind::Profile => format!("{}/profile", name()),
            _ => hit.record.to_string(),
        }
    };
    (texts.iter().map(label).collect(), texts.iter().map(|(of, _)| of.clone()).collect())
}

/// Asks each question, and says of all those whose answer is another.
fn ask(db: &TestDb, viewer: &Viewer, label: impl Fn(String) -> String, questions: &[Question]) {
    let owned = db.read_blocking(|conn| person::everybody(conn, viewer)).expect("people");
    let mut wrong = Vec::new();
    for (typed, expected) in questions {
        let (found, whose) = answer(db, viewer, typed);
        let found: Vec<String> = found.into_iter().map(&label).collect();
        if found != *expected {
            wrong.push(format!("{typed:?}: found {found:?}, expected {expected:?}"));
        }
        let own = |id: &Id| owned.iter().any(|person| person.id == *id);
        assert!(whose.iter().all(own), "{typed:?} finds somebody else's");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn sixty_questions_are_asked() {
    assert!(JAPANESE.len() + GENERATED_JA.len() >= 30);
    assert!(ENGLISH.len() + GENERATED_EN.len() >= 30);
}

#[test]
fn each_question_about_the_demonstration_finds_its_records_in_their_order() {
    let db = TestDb::new();
    said(&db, &["demo"], "");
    let all = db.read_blocking(|conn: &mut Conn| {
        let practice = practice::choose(conn, None)?;
        member::viewers(conn, &practice.id)
    });
    let all = all.expect("members");
    let viewer =
        |name: &str| all.iter().find(|viewer| viewer.name.as_str() == name).expect("a consultant");
    ask(&db, viewer("佐倉 まどか"), |label| label, JAPANESE);
    ask(&db, viewer("Owen Hartley"), |label| label, ENGLISH);
}

/// Writes the same clients down for each member, among forty in whose sessions nothing is said
/// that is asked for.
fn generated(db: &TestDb) -> Vec<Viewer> {
    let (here, there) = (build::practice(db, "here"), build::practice(db, "there"));
    let members = [
        hired(db, &here, "own", Role::Consultant),
        hired(db, &here, "other", Role::Owner),
        hired(db, &there, "stranger", Role::Owner),
    ];
    for viewer in &members {
        // People of the same rank are shown in the order in which they were added.
        for (nth, (name, reading, notes)) in PEOPLE.iter().enumerate() {
            let lang = Lang::of(name);
            let named = Person::named(Id::fresh(), text(name), lang);
            let new = Person { reading: reading.parse().ok(), ..named };
            let writer = viewer.clone();
            let of = db.write_blocking(move |conn| person::add(conn, &writer, new, now()));
            let of = of.expect("a client");
            let sessions = notes.iter().enumerate().map(|(at, note)| {
                let id = format!("{}-{nth}-{}", viewer.name, at + 1);
                session(&id, &format!("2025-06-{:02}", at + 1), note)
            });
            record(db, viewer, &of, sessions.collect());
        }
        for nth in 0..40 {
            let letters = ["q", "w", "v", "y"].map(|l| l.repeat(nth / 4 + 1));
            let of = build::client(db, viewer, &format!("Kim {}", letters[nth % 4]));
            let sessions = (0..5).map(|at| {
                let note = "ふだんどおり。 Much as usual.";
                let id = format!("{}-kim-{nth}-{at}", viewer.name);
                session(&id, &format!("2025-05-{:02}", at + 1), note)
            });
            record(db, viewer, &of, sessions.collect());
        }
    }
    members.into()
}

fn session(id: &str, on: &str, note: &str) -> Record {
    let session = json!({"id": id, "on": on, "minutes": 45, "note": note});
    Record::session(serde_json::from_value(session).expect("a session"))
}

/// The name of the client and the number of the session, of a record of the generated practice.
fn numbered(record: String) -> String {
    let mut parts = record.split('-').skip(1);
    let nth = parts.next().and_then(|nth| nth.parse::<usize>().ok());
    match (nth.and_then(|nth| PEOPLE.get(nth)), parts.next()) {
        (Some((name, ..)), Some(at)) => format!("{name}#{at}"),
        _ => record,
    }
}

#[test]
fn each_question_to_a_generated_practice_finds_the_own_records_alone() {
    let db = TestDb::new();
    let members = generated(&db);
    for viewer in &members {
        for questions in [GENERATED_JA, GENERATED_EN, HOSTILE] {
            ask(&db, viewer, numbered, questions);
        }
        let ordinary = answer(&db, viewer, "ふだん").0;
        assert_eq!(ordinary.len(), 200, "all that is found is counted");
        let mine = format!("{}-", viewer.name);
        assert!(ordinary.iter().all(|record| record.starts_with(&mine)));
    }
}

#[test]
fn a_very_long_question_is_cut_and_says_so() {
    let db = TestDb::new();
    let members = generated(&db);
    for typed in ["price ".repeat(2_000), "値".repeat(50_000), "x".repeat(100_000)] {
        assert!(SearchQuery::of(&typed).cut);
        answer(&db, &members[0], &typed);
    }
    let long = format!("price {}", " ".repeat(5_000));
    assert_eq!(answer(&db, &members[0], &long).0.len(), 2);
}
