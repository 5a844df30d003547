//! The end of a record: nothing of the person stays in any file of the database, what counts stays,
//! and nobody ends what is not theirs.

use diesel::connection::SimpleConnection;
use ryokai::export::hours;
use ryokai::intake::incoming::{Kind, Upload};
use ryokai::method::disclosure::Extent;
use ryokai::method::hours::log::Log;
use ryokai::method::hours::progress::Tally;
use ryokai::method::retention::{Ending, EndsBecause};
use ryokai::method::{Id, Person, Record, Role, Session, Viewer};
use ryokai::store::whole_copy::{self, WholeCopy};
use ryokai::store::{
    Lock, StoreError, audit, draft, erasure, export, fact, file, insight, person, share, upload,
};

use crate::app::{Browser, TestApp};
use crate::build::{self, client, day, id, member, now, practice, text};
use crate::db::TestDb;
use crate::demo;
use crate::page::{furnished, owner};
use crate::program::{failed, said};

/// What must be found nowhere.
const CANARIES: [&str; 6] =
    ["Canaryname", "かなりあ", "canary-topic", "canary-note", "canary-draft", "canary-aside"];

/// A client whose every place holds a canary, beside somebody who stays.
fn caged(db: &TestDb, viewer: &Viewer, colleague: &Viewer) -> Id {
    client(db, viewer, "Somebody Else");
    let mut who = Person::named(Id::fresh(), text("Canaryname Mori"), ryokai::method::Lang::En);
    who.reading = Some(text("かなりあ もり"));
    let of = who.id.clone();
    let (author, about, other) = (viewer.clone(), of.clone(), colleague.clone());
    db.write_blocking(move |conn| {
        person::add(conn, &author, who, now())?;
        let session = serde_json::json!({"id": "s1", "on": "2025-06-01", "minutes": 45, "client_topic": "canary-topic",
            "note": "canary-note ".repeat(800)});
        let session: Session = serde_json::from_value(session).expect("a session");
        let records = vec![Record::session(session)];
        fact::record(conn, &author, &about, now(), |_| Ok(records))?;
        share::give(conn, &author, &about, &other.member, now())?;
        draft::save(conn, &other, (&id("d1"), Some(&about)), (r#"{"topic":"canary-draft"}"#, 0), now())?;
        let loose = r#"{"topic":"canary-draft: what Canaryname Mori said"}"#;
        draft::save(conn, &other, (&id("d2"), None), (loose, 0), now())?;
        draft::save(conn, &author, (&Id::fresh(), None), (r#"{"topic":"somebody else's"}"#, 0), now())?;
        let aside = ryokai::method::insight::Dismissal::Snoozed {
            until: day("2026-02-01"),
            reason: Some(text("canary-aside")),
        };
        insight::set_aside(conn, &author, (Some(&about), "R11".parse().expect("a rule")), &aside, now())
    })
    .expect("a caged client");
    of
}

fn two(db: &TestDb) -> (Viewer, Viewer) {
    let here = practice(db, "here");
    (member(db, &here, "own", Role::Consultant), member(db, &here, "other", Role::Owner))
}

fn end(db: &TestDb, viewer: &Viewer, of: &Id, ending: Ending) -> Result<Option<Id>, StoreError> {
    let (viewer, of) = (viewer.clone(), of.clone());
    let ordered = db.write_blocking(move |conn| {
        erasure::order(conn, &viewer, &of, (ending, EndsBecause::Asked), now())
    });
    erasure::finish(db, now()).expect("finished");
    ordered
}

/// The canaries that the database still holds: in the bytes of its files, or on a server in its
/// rows.
fn sung(db: &TestDb) -> Vec<&'static str> {
    let bytes = if db.on_a_server() {
        let account =
            std::env::temp_dir().join(format!("ryokai-{}.zip", uuid::Uuid::now_v7().simple()));
        said(db, &["export", "--all", "-o", account.to_str().expect("a path")], "");
        let mut zip =
            zip::ZipArchive::new(std::fs::File::open(&account).expect("the ZIP")).expect("a ZIP");
        let mut all = Vec::new();
        std::io::copy(&mut zip.by_name("account.json").expect("the account"), &mut all)
            .expect("bytes");
        std::fs::remove_file(&account).expect("removed");
        all
    } else {
        let file = db.url().trim_start_matches("sqlite:");
        let part = |end: &str| std::fs::read(format!("{file}{end}")).unwrap_or_default();
        [part(""), part("-wal"), part("-journal")].concat()
    };
    let there =
        |canary: &&str| bytes.windows(canary.len()).any(|window| window == canary.as_bytes());
    CANARIES.into_iter().filter(there).collect()
}

#[test]
fn nothing_of_an_erased_client_stays_in_the_database_or_its_files() {
    let db = TestDb::new();
    let (own, other) = two(&db);
    let of = caged(&db, &own, &other);
    assert_eq!(sung(&db), CANARIES, "the test can fail");
    end(&db, &own, &of, Ending::Erased).expect("ordered").expect("not held");
    assert!(erasure::purge(&db, now()).expect("settled"), "nobody is in the way");
    assert_eq!(sung(&db), Vec::<&str>::new());
    let drafts = db.read_blocking(|conn| draft::list(conn, &own, 10)).expect("drafts");
    assert_eq!(drafts.len(), 1, "another's draft stays");
    assert!(said(&db, &["doctor"], "").contains("All is well"));
    assert!(said(&db, &["clients"], "").contains("Somebody Else"));
}

#[test]
fn what_a_colleague_wrote_stays_unless_they_worked_with_the_person() {
    let db = TestDb::new();
    let (own, other) = two(&db);
    let apart = member(&db, &own.practice, "apart", Role::Consultant);
    let of = caged(&db, &own, &other);
    let hers = db.read_blocking(|conn| draft::list(conn, &other, 10)).expect("drafts");
    assert_eq!(hers.len(), 2, "the test can fail");
    let (stranger, author) = (apart.clone(), own.clone());
    let row = |name: &str| {
        Upload::read(Kind::Clients, "x.csv", format!("Last,First\n{name}\n").as_bytes())
            .expect("a table")
    };
    let (theirs, mine) = (row("Mori,Canaryname"), row("Mori,Canaryname"));
    db.write_blocking(move |conn| {
        let named = r#"{"topic":"another Canaryname Mori"}"#;
        draft::save(conn, &stranger, (&Id::fresh(), None), (named, 0), now())?;
        upload::add(conn, &stranger, &theirs, now())?;
        draft::save(
            conn,
            &author,
            (&Id::fresh(), None),
            (r#"{"topic":"Then:\nCanaryname Mori"}"#, 0),
            now(),
        )?;
        upload::add(conn, &author, &mine, now())
    })
    .expect("written");
    end(&db, &own, &of, Ending::Erased).expect("ordered").expect("not held");
    let left = |viewer: &Viewer| {
        db.read_blocking(|conn| {
            Ok((draft::list(conn, viewer, 10)?.len(), upload::open(conn, viewer)?.is_some()))
        })
    };
    assert_eq!(left(&apart).expect("theirs"), (1, true));
    assert_eq!(left(&other).expect("hers"), (0, false), "shared with her");
    assert_eq!(
        left(&own).expect("mine"),
        (1, false),
        "a name below a line break, and one over two cells"
    );
}

#[test]
fn what_is_left_of_a_pseudonymised_client_says_nothing_but_when() {
    let db = TestDb::new();
    let (own, other) = two(&db);
    let of = caged(&db, &own, &other);
    end(&db, &own, &of, Ending::Pseudonymised).expect("ordered").expect("not held");
    assert!(erasure::purge(&db, now()).expect("settled"));
    assert_eq!(sung(&db), Vec::<&str>::new());
    let left = db.read_blocking(|conn| file::load(conn, &own, &of)).expect("the bare file").file;
    assert_eq!(
        (left.sessions.len(), left.sessions[0].on, left.sessions[0].minutes),
        (1, day("2025-06-01"), Some(45))
    );
    assert!(left.person.display_name.as_str().starts_with("C-"), "a code");
    assert!(
        matches!(db.read_blocking(|conn| file::load(conn, &other, &of)), Err(StoreError::NotFound)),
        "not shared"
    );
    assert!(said(&db, &["doctor"], "").contains("All is well"));
}

#[test]
fn every_client_of_the_demonstration_can_be_pseudonymised() {
    let db = TestDb::new();
    said(&db, &["import", "-"], &demo::json().to_string());
    let clients = said(&db, &["clients"], "");
    for line in clients.lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        let ended = said(
            &db,
            &["erase", "--client", fields[0], "--reason", "handed_on", "--pseudonymise"],
            fields[3],
        );
        assert!(ended.contains("Only the bare sessions are left"), "{ended}");
    }
    let after = said(&db, &["clients"], "");
    assert_eq!(after.lines().count(), clients.lines().count());
    assert!(after.lines().all(|line| line.contains("\tC-") && line.contains("\t-\t")), "{after}");
    assert!(said(&db, &["doctor"], "").contains("All is well"));
}

#[test]
fn what_counts_stays_by_year_without_the_person() {
    let db = TestDb::new();
    let (own, other) = two(&db);
    for _ in 0..2 {
        let of = caged(&db, &own, &other);
        end(&db, &own, &of, Ending::Erased).expect("ordered");
    }
    let counted = db.read_blocking(|conn| erasure::counted(conn, &own)).expect("sums");
    let sum = erasure::Counted {
        year: 2025,
        clients: 2,
        sessions: 2,
        minutes: 90,
        paid: 0,
        pro_bono: 0,
        begun: 0,
    };
    assert_eq!(counted, [sum]);
}

/// A client who agreed to be listed, with a paid hour in each of two years.
fn coached(db: &TestDb, viewer: &Viewer) -> Id {
    let mut who = Person::named(Id::fresh(), text("Canaryname Mori"), ryokai::method::Lang::En);
    let listing =
        serde_json::json!({"on": "2024-01-01", "how": "canary-note", "contact": "canary-topic"});
    who.listed = serde_json::from_value(listing).expect("a listing");
    let (author, of) = (viewer.clone(), who.id.clone());
    let hour = |id: &str, on: &str| {
        let hour = serde_json::json!({"id": id, "on": on, "minutes": 60, "hours": {"pay": "paid"}});
        Record::session(serde_json::from_value(hour).expect("an hour"))
    };
    let records = vec![hour("s1", "2024-02-01"), hour("s2", "2025-02-01")];
    let about = of.clone();
    db.write_blocking(move |conn| {
        person::add(conn, &author, who, now())?;
        fact::record(conn, &author, &about, now(), |_| Ok(records)).map(drop)
    })
    .expect("a client");
    of
}

#[test]
fn counted_hours_stay_in_the_log_whichever_way_a_record_ends() {
    let tally = |db: &TestDb, viewer: &Viewer| {
        let source = db.read_blocking(|conn| hours::Source::load(conn, viewer)).expect("hours");
        let (files, ground) = (source.files(), source.ground(day("2025-07-01")));
        let log = Log::of(&files, &ground);
        (Tally::of(&log), log.left_off.len())
    };
    for ending in Ending::ALL {
        let db = TestDb::new();
        let (own, _) = two(&db);
        let of = [coached(&db, &own), coached(&db, &own)];
        let before = tally(&db, &own);
        assert_eq!((before.0.minutes, before.0.paid, before.0.clients, before.1), (240, 240, 2, 0));
        end(&db, &own, &of[0], ending).expect("ordered");
        let (after, left_off) = tally(&db, &own);
        // Of an erased record only the year is known: its hours of this year are recent, if the
        // whole year is.
        assert_eq!(
            (after.minutes, after.paid, after.clients, left_off),
            (240, 240, 2, 0),
            "{ending:?}"
        );
        assert!(after.recent <= before.0.recent, "{ending:?}");
        end(&db, &own, &of[1], ending).expect("ordered");
        assert!(erasure::purge(&db, now()).expect("settled"));
        assert_eq!(sung(&db), Vec::<&str>::new(), "{ending:?}");
    }
}

#[test]
fn the_door_is_open_for_one_person_in_one_transaction_alone() {
    let db = TestDb::new();
    let (own, other) = two(&db);
    let (of, stays) = (caged(&db, &own, &other), client(&db, &own, "Stays"));
    let sql = |sql: String| db.write_blocking(move |conn| Ok(conn.batch_execute(&sql)?));
    let open = format!("INSERT INTO erasing (person, closes) VALUES ('{of}', 'never');");
    let delete = format!("DELETE FROM fact WHERE person = '{of}';");
    assert!(matches!(sql(delete.clone()), Err(StoreError::Locked(Lock::Journal))));
    let ajar =
        format!("INSERT INTO erasing (person, closes) VALUES ('{stays}', 'never'); {delete}");
    assert!(matches!(sql(ajar), Err(StoreError::Locked(Lock::Journal))), "somebody else's door");
    assert!(sql(format!("{open} {delete}")).is_err(), "a door left open takes everything back");
    assert!(sql("INSERT INTO never (id) VALUES ('never')".into()).is_err());
    assert_eq!(
        db.read_blocking(|conn| file::load(conn, &own, &of)).expect("whole").records.len(),
        1
    );
}

#[test]
fn nobody_ends_what_is_not_theirs() {
    let db = TestDb::new();
    let (own, other) = two(&db);
    let of = caged(&db, &own, &other);
    for ending in Ending::ALL {
        assert!(
            matches!(end(&db, &other, &of, ending), Err(StoreError::NotFound)),
            "shared with the owner, and still"
        );
    }
    let (code, why) =
        failed(&db, &["erase", "--client", of.as_str(), "--reason", "asked"], "Canaryname\n");
    assert!(code == 1 && why.contains("nothing was changed"), "{why}");
    assert_eq!(sung(&db), CANARIES);
}

#[test]
fn who_when_and_why_stay_with_the_copies_that_may_still_hold_them() {
    let db = TestDb::new();
    let (own, other) = two(&db);
    let of = caged(&db, &own, &other);
    let copy = WholeCopy::of_all(
        whole_copy::Kind::Backup,
        "/backups/one.age".into(),
        "ab".repeat(32),
        now(),
    );
    let (author, about, kept) = (own.clone(), of.clone(), copy.clone());
    let line = export::Export {
        id: Id::fresh(),
        member: own.member.clone(),
        at: now(),
        profile: "client".into(),
        format: "pdf".into(),
        lang: ryokai::method::Lang::En,
        extent: Extent::default(),
        as_of: day("2025-07-01"),
        sha256: "cd".repeat(32),
    };
    db.write_blocking(move |conn| {
        whole_copy::record(conn, &kept)?;
        export::record(conn, &author, &about, &line)
    })
    .expect("handed over");
    let told =
        said(&db, &["erase", "--client", of.as_str(), "--reason", "asked"], "canaryname mori\n");
    assert!(told.contains("/backups/one.age") && told.contains("Erased"), "{told}");
    let past = db.read_blocking(|conn| erasure::list(conn, &own, 10)).expect("erasures");
    assert_eq!(
        (past.len(), past[0].ending, past[0].reason),
        (1, Ending::Erased, EndsBecause::Asked)
    );
    assert_eq!(past[0].copies, [copy]);
    assert!(past[0].settled_at.is_some());
    let log = db.read_blocking(|conn| audit::list(conn, &other, 50)).expect("the log");
    let of_them: Vec<(&str, &str)> = log
        .iter()
        .filter(|line| line.person.as_ref() == Some(&of))
        .map(|line| (line.act.as_str(), line.detail.as_str()))
        .collect();
    assert!(of_them.contains(&("erased", "asked")), "{of_them:?}");
    let handed = format!("client pdf {}", "cd".repeat(32));
    assert!(of_them.contains(&("handed_over", handed.as_str())), "{of_them:?}");
}

async fn wrongly(browser: &Browser, address: &str, name: &str) {
    let order = [("ending", "erased"), ("reason", "term_over"), ("confirm", name)];
    let page = browser.send(address, &order).await;
    assert_eq!(page.status, 422);
    assert!(
        page.has(&format!("value=\"{name}\"")) && page.has("value=\"erased\" checked"),
        "{}",
        page.body
    );
    assert!(page.has("value=\"term_over\" selected"), "{}", page.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn ending_a_record_asks_for_the_whole_name_and_keeps_what_was_typed() {
    for (lang, name, done) in [
        ("en", "Tom Beckett", "out of the database’s files"),
        ("ja", "トム・ベケット", "ファイルからも消えています"),
    ] {
        let (app, browser, id) = furnished(lang, "c5").await;
        let address = format!("/clients/{id}/erase");
        assert!(browser.get(&address).await.has("name=\"confirm\""));
        wrongly(&browser, &address, "Tom").await;
        let unchosen = browser.send(&address, &[("confirm", name)]).await;
        assert!(
            unchosen.status == 422
                && unchosen.has("href=\"#ending\"")
                && unchosen.has("href=\"#reason\"")
        );
        let order = [("ending", "erased"), ("reason", "term_over"), ("confirm", name)];
        let ended = browser.send(&address, &order).await;
        assert_eq!(ended.status, 303, "{}", ended.body);
        let result = browser.settled(ended.location.as_deref().expect("an address")).await;
        assert!(result.has("role=\"status\"") && result.has(done), "{}", result.body);
        assert_eq!(browser.get(&format!("/clients/{id}")).await.status, 404);
        assert!(!browser.get("/clients").await.has("Beckett"));
        let own = owner(&app).await;
        let counted = app.blocking(|db: &ryokai::store::Db| {
            db.read_blocking(|conn| erasure::counted(conn, &own))
        });
        assert!(!counted.expect("sums").is_empty());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn where_copies_lie_is_told_to_those_who_manage_the_practice() {
    let (app, browser, of) = furnished("en", "c5").await;
    let own = owner(&app).await;
    let hash = app.hasher.hash(crate::app::PASSWORD.to_owned()).await.expect("a hash");
    let theirs = app.blocking(|db| {
        let copy = WholeCopy::of_all(
            whole_copy::Kind::Backup,
            "/backups/one.age".into(),
            "ab".repeat(32),
            now(),
        );
        let later = WholeCopy { made_at: app.now() + chrono::TimeDelta::hours(1), ..copy };
        db.write_blocking(move |conn| whole_copy::record(conn, &later)).expect("recorded");
        let hana = member(db, &own.practice, "hana", Role::Consultant);
        let theirs = client(db, &hana, "Mori");
        let set = move |conn: &mut ryokai::store::Conn| {
            ryokai::store::member::set_password(conn, &hana.practice, &hana.member, &hash)
        };
        db.write_blocking(set).expect("a password");
        theirs
    });
    let signed_in = app.signed_in("en", "hana@example.org", crate::app::PASSWORD).await;
    for (who, whom, told) in [(&browser, &of, true), (&signed_in, &theirs, false)] {
        let page = who.get(&format!("/clients/{whom}/erase")).await;
        assert_eq!(
            (page.status, page.has("class=\"plain-rows\""), page.has("/backups/one.age")),
            (200, true, told),
            "{}",
            page.body
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_round_does_first_what_must_go_and_passes_over_who_cannot_be_read() {
    let app = TestApp::new().await;
    let browser = app.signed_up("en").await;
    let own = owner(&app).await;
    let handed = browser
        .send_files("/import", &[("kind", "clients")], &[("file", "my.csv", b"Name\nAda\n")])
        .await;
    assert_eq!(handed.status, 303);
    app.blocking(|db| {
        let (of, stays) = (client(db, &own, "Canaryname Mori"), client(db, &own, "Stays"));
        let viewer = own.clone();
        db.write_blocking(move |conn| {
            erasure::order(conn, &viewer, &of, (Ending::Erased, EndsBecause::Asked), now())?;
            Ok(conn.batch_execute(&format!(
                "UPDATE person SET profile = '{{}}' WHERE id = '{stays}'"
            ))?)
        })
        .expect("ordered");
    });
    let people = app.blocking(|db| db.read_blocking(|conn| person::everybody(conn, &own)));
    assert!(people.is_err(), "the test can fail");
    app.later(chrono::TimeDelta::hours(25));
    let program = app.program.clone();
    tokio::task::spawn_blocking(move || ryokai::scheduler::run_once(&program))
        .await
        .expect("a round")
        .expect("its end");
    let settled =
        app.blocking(|db| db.read_blocking(|conn| erasure::list(conn, &own, 1))).expect("one");
    assert!(settled[0].settled_at.is_some());
    assert_eq!(crate::portability::number(&app.db, "SELECT COUNT(*) AS n FROM upload"), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_somebody_is_in_the_way_of_is_done_by_the_round() {
    let app = TestApp::new().await;
    app.signed_up("en").await;
    let own = owner(&app).await;
    app.blocking(|db| {
        let of = client(db, &own, "Canaryname Mori");
        let viewer = own.clone();
        db.write_blocking(move |conn| {
            erasure::order(conn, &viewer, &of, (Ending::Erased, EndsBecause::Asked), now())
        })
        .expect("ordered");
        let unsettled = db.read_blocking(|conn| erasure::list(conn, &own, 1)).expect("one");
        assert_eq!(unsettled[0].settled_at, None);
        assert!(erasure::purge(db, build::now()).expect("settled"));
        let settled = db.read_blocking(|conn| erasure::list(conn, &own, 1)).expect("one");
        assert!(settled[0].settled_at.is_some());
    });
    assert_eq!(sung(&app.db), Vec::<&str>::new());
}

/// Sessions of one client, whose words are found in the file.
fn long(db: &TestDb, viewer: &Viewer, of: &Id, sessions: std::ops::Range<usize>, said: &str) {
    let records = sessions
        .map(|n| {
            let on = day("2020-01-01") + chrono::TimeDelta::days(i64::try_from(n).expect("small"));
            let note = format!("{said} {}", "and so on ".repeat(n % 40));
            let session =
                serde_json::json!({"id": format!("s{n}"), "on": on, "minutes": 45, "note": note});
            Record::session(serde_json::from_value(session).expect("a session"))
        })
        .collect();
    let (viewer, of) = (viewer.clone(), of.clone());
    db.write_blocking(move |conn| fact::record(conn, &viewer, &of, now(), |_| Ok(records)))
        .expect("a journal");
}

#[test]
fn what_moving_rows_left_in_the_file_goes_as_well() {
    let db = TestDb::new();
    let (own, _) = two(&db);
    let people: Vec<Id> = (0..4).map(|n| client(&db, &own, &format!("Somebody {n}"))).collect();
    for from in (0..600).step_by(3) {
        for (n, of) in people.iter().enumerate() {
            let words = if n % 2 == 0 { "somebody else's words" } else { "canary-note" };
            long(&db, &own, of, from..from + 3, words);
        }
    }
    // Rows of those who go later are moved as the first one goes; two others stay.
    for of in [&people[2], &people[1], &people[3]] {
        end(&db, &own, of, Ending::Erased).expect("ordered").expect("not held");
    }
    assert!(erasure::purge(&db, now()).expect("settled"), "nobody is in the way");
    assert_eq!(sung(&db), Vec::<&str>::new());
    assert!(said(&db, &["doctor"], "").contains("All is well"));
}

#[test]
fn a_long_record_goes_in_turns_and_is_seen_by_nobody_meanwhile() {
    for ending in Ending::ALL {
        let db = TestDb::new();
        let (own, other) = two(&db);
        let of = caged(&db, &own, &other);
        long(&db, &own, &of, 10..1_300, "canary-aside");
        let (viewer, about) = (own.clone(), of.clone());
        let order = move |conn: &mut ryokai::store::Conn| {
            erasure::order(conn, &viewer, &about, (ending, EndsBecause::Asked), now())
        };
        db.write_blocking(order).expect("ordered").expect("not held");
        // The program ends here: its facts are there, and nobody sees them.
        assert!(sung(&db).contains(&"canary-aside") != db.on_a_server(), "the test can fail");
        for viewer in [&own, &other] {
            let found = db.read_blocking(|conn| file::load(conn, viewer, &of));
            assert!(matches!(found, Err(StoreError::NotFound)), "{ending:?}: {found:?}");
            let all = db.read_blocking(|conn| person::everybody(conn, viewer)).expect("people");
            assert!(all.iter().all(|other| other.id != of), "{ending:?}");
        }
        let people = || crate::portability::number(&db, "SELECT COUNT(*) AS n FROM leaving");
        assert_eq!(people(), 1);
        // The next start goes on where it ended.
        assert!(erasure::purge(&db, now()).expect("settled"));
        assert_eq!((people(), sung(&db)), (0, vec![]), "{ending:?}");
        let left = db.read_blocking(|conn| file::load(conn, &own, &of));
        match ending {
            Ending::Erased => assert!(matches!(left, Err(StoreError::NotFound))),
            Ending::Pseudonymised => {
                let left = left.expect("the bare file").file;
                assert_eq!(left.sessions.len(), 1_291);
                assert!(left.sessions.iter().all(|session| session.minutes == Some(45)));
            }
        }
        assert!(said(&db, &["doctor"], "").contains("All is well"));
    }
}

#[test]
fn an_ending_that_was_killed_between_two_turns_is_finished_by_the_next_one() {
    let db = TestDb::file();
    let (own, other) = two(&db);
    let of = caged(&db, &own, &other);
    long(&db, &own, &of, 10..1_300, "canary-aside");
    let sql = |sql: String| db.write_blocking(move |conn| Ok(conn.batch_execute(&sql)?));
    for dies in [
        // In the second turn of the facts that go, and of those that come.
        "BEFORE DELETE ON fact WHEN OLD.seq = 700",
        "BEFORE INSERT ON fact WHEN NEW.seq = 700",
        "BEFORE DELETE ON leaving",
    ] {
        sql(format!("CREATE TRIGGER dies {dies} BEGIN SELECT RAISE(ABORT, 'killed'); END"))
            .expect("a trigger");
        let (viewer, about) = (own.clone(), of.clone());
        if !dies.contains("INSERT") && !dies.contains("leaving") {
            let order = move |conn: &mut ryokai::store::Conn| {
                let ending = (Ending::Pseudonymised, EndsBecause::Asked);
                erasure::order(conn, &viewer, &about, ending, now())
            };
            db.write_blocking(order).expect("ordered").expect("not held");
        }
        assert!(erasure::purge(&db, now()).is_err(), "{dies}");
        let found = db.read_blocking(|conn| file::load(conn, &own, &of));
        assert!(matches!(found, Err(StoreError::NotFound)), "{dies}: half of it is seen");
        sql("DROP TRIGGER dies".to_owned()).expect("gone");
    }
    assert!(erasure::purge(&db, now()).expect("settled"));
    assert_eq!(sung(&db), Vec::<&str>::new());
    let left = db.read_blocking(|conn| file::load(conn, &own, &of)).expect("the bare file").file;
    assert_eq!(left.sessions.len(), 1_291);
    assert!(said(&db, &["doctor"], "").contains("All is well"));
}
