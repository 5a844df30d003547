//! The kept verdict is what the facts make of it, on the day it is asked for, under the thresholds
//! that hold; the practice's figures are read from it.

use chrono::TimeDelta;
use ryokai::method::insight::{Action, Thresholds, network_verdict};
use ryokai::method::{Day, Id, Moment, Role, Terms, Verdict, Viewer};
use ryokai::store::fact::Ready;
use ryokai::store::{Conn, fact, file, member, portfolio, setting, standing, verdict};

use crate::build::{self, day, practice};
use crate::db::TestDb;
use crate::demo;

/// Noon of a day in Tokyo.
fn noon(day: &str) -> Moment {
    format!("{day}T03:00:00").parse().expect("a moment")
}

/// The demonstration in a practice, written down at this moment, and its two consultants.
fn taken(db: &TestDb, at: Moment) -> Vec<Viewer> {
    let here = practice(db, "here");
    let file = ryokai::intake::import::read(&demo::json().to_string()).expect("a file");
    ryokai::store::import::import_histories(db, &here, ("x.json", file), at, Box::new(|| Ok(())))
        .expect("taken in");
    db.read_blocking(|conn| member::viewers(conn, &here)).expect("viewers")
}

/// Every verdict as it is answered, and as the facts make it.
fn both(
    conn: &mut Conn,
    viewer: &Viewer,
    at: Day,
    thresholds: &Thresholds,
) -> Vec<(Verdict, Verdict)> {
    let loaded = file::load_all(conn, viewer).expect("files");
    let pair = |l: file::Loaded| {
        (
            verdict::of(conn, viewer, &l, at).expect("a verdict"),
            Verdict::of(&l.file, at, thresholds),
        )
    };
    loaded.into_iter().map(pair).collect()
}

/// Makes every verdict of a viewer's people hold on a day; answers how many were made.
fn renewed(db: &TestDb, viewer: &Viewer, today: Day) -> usize {
    let mut all = 0;
    loop {
        let made =
            db.read_blocking(|conn| verdict::lapsed(conn, viewer, today, 3)).expect("verdicts");
        if made.is_empty() {
            return all;
        }
        all += made.len();
        db.write_blocking(move |conn| verdict::renew(conn, &made)).expect("kept");
    }
}

#[test]
fn a_kept_verdict_is_a_fresh_one_whatever_the_day_and_the_thresholds() {
    let db = TestDb::new();
    let viewers = taken(&db, noon("2025-12-31"));
    for viewer in &viewers {
        let same = |at: &str, thresholds: &Thresholds| {
            let pairs = db
                .read_blocking(|conn| Ok(both(conn, viewer, day(at), thresholds)))
                .expect("verdicts");
            assert!(!pairs.is_empty());
            for (kept, fresh) in pairs {
                assert_eq!(kept, fresh, "{at}");
            }
            assert_eq!(
                db.read_blocking(|conn| verdict::differing(conn, viewer)).expect("an answer"),
                vec![]
            );
        };
        same("2025-12-31", &Thresholds::default());
        same("2026-02-01", &Thresholds::default());
        let people = db.read_blocking(|conn| file::load_all(conn, viewer)).expect("files").len();
        assert_eq!(renewed(&db, viewer, day("2026-02-01")), people, "another day");
        assert_eq!(renewed(&db, viewer, day("2026-02-01")), 0, "they hold now");
        same("2026-02-01", &Thresholds::default());
        same("2025-12-31", &Thresholds::default());
    }
    let here = viewers[0].practice.clone();
    let owner = build::member(&db, &here, "owner", Role::Owner);
    let strict = Thresholds::default().with([
        ("only_us_days", 5),
        ("gift_days", 400),
        ("landing_days", 1),
        ("silence_step", 30),
    ]);
    let changed = strict.clone();
    db.write_blocking(move |conn| setting::set_thresholds(conn, &owner, &changed)).expect("set");
    assert_eq!(
        db.read_blocking(|conn| setting::thresholds(conn, &here)).expect("thresholds"),
        strict
    );
    for viewer in &viewers {
        for at in ["2025-12-31", "2026-02-01"] {
            for (kept, fresh) in
                db.read_blocking(|conn| Ok(both(conn, viewer, day(at), &strict))).expect("verdicts")
            {
                assert_eq!(kept, fresh, "{at}");
            }
        }
        assert!(renewed(&db, viewer, day("2026-02-01")) > 0, "other thresholds");
    }
}

#[test]
fn what_was_made_ready_before_the_thresholds_changed_is_made_anew() {
    let db = TestDb::new();
    let at = noon("2025-12-31");
    let viewer = taken(&db, at).remove(0);
    let owner = build::member(&db, &viewer.practice, "owner", Role::Owner);
    let ready = db.read_blocking(|conn| {
        let loaded =
            file::load_all(conn, &viewer)?.into_iter().find(|l| l.external_id == "c1".parse().ok());
        let loaded = loaded.expect("c1");
        let fresh = vec![build::session("late", "2025-12-30")];
        let accepted = loaded.file.accept(&loaded.records, fresh).expect("accepted");
        Ready::of(conn, &viewer, loaded, accepted, at)
    });
    let (ready, writer) = (ready.expect("ready"), viewer.clone());
    let changed = Thresholds::default().with([("silence_step", 30)]);
    db.write_blocking(move |conn| setting::set_thresholds(conn, &owner, &changed)).expect("set");
    let person =
        db.write_blocking(move |conn| fact::keep(conn, &writer, &ready, at)).expect("kept");
    let differing = |conn: &mut Conn| {
        Ok((standing::differing(conn, &viewer)?, verdict::differing(conn, &viewer)?))
    };
    assert_eq!(db.read_blocking(differing).expect("an answer"), (vec![], vec![]));
    let loaded = db.read_blocking(|conn| file::load(conn, &viewer, &person)).expect("a file");
    assert!(loaded.file.session(&"late".parse().expect("an id")).is_some(), "it was written");
}

#[test]
fn today_speaks_of_the_same_people_whether_kept_or_made_and_of_repair_first() {
    let db = TestDb::new();
    for viewer in taken(&db, noon("2025-08-30")) {
        let today = day("2025-08-31");
        let speaking = || {
            db.read_blocking(|conn| verdict::speaking(conn, &viewer, today)).expect("people").people
        };
        let made = speaking();
        assert!(made.iter().map(|(_, v)| v.urgency()).is_sorted());
        assert!(made.iter().all(|(_, v)| v.at == today && v.urgency().is_some()));
        assert!(renewed(&db, &viewer, today) > 0);
        assert_eq!(made, speaking());
        if viewer.name.as_str() == "佐倉 まどか" {
            assert_eq!(
                made[0].0.external_id,
                "c2".parse::<Id>().ok(),
                "the one with an open strain"
            );
        }
    }
}

#[test]
fn nobody_is_told_of_anybody_elses_people() {
    let db = TestDb::new();
    let viewers = taken(&db, noon("2025-08-31"));
    let stranger = build::member(&db, &viewers[0].practice, "stranger", Role::Owner);
    let today = day("2025-08-31");
    assert_eq!(
        db.read_blocking(|conn| verdict::speaking(conn, &stranger, today)).expect("nobody").people,
        vec![]
    );
    assert_eq!(
        db.read_blocking(|conn| portfolio::of(conn, &stranger, today)).expect("figures").members,
        vec![]
    );
}

#[test]
fn the_figures_of_a_practice_are_read_from_kept_verdicts() {
    let db = TestDb::new();
    let viewers = taken(&db, noon("2025-12-31"));
    let expected = demo::json()["expected"]["insights"].clone();
    for viewer in &viewers {
        let subject = if viewer.name.as_str() == "佐倉 まどか" { "k1" } else { "k2" };
        for at in ["2025-04-30", "2025-12-31"] {
            let read =
                db.read_blocking(|conn| portfolio::of(conn, viewer, day(at))).expect("figures");
            let fired = network_verdict(&read, &Thresholds::default());
            let codes: Vec<&str> = fired.iter().map(|i| i.rule.code()).collect();
            assert_eq!(serde_json::json!(codes), expected[at][subject], "{subject} at {at}");
        }
    }
}

#[test]
fn every_insight_of_the_demonstration_has_its_evidence_and_a_way_to_answer_it() {
    let days = demo::json()["checkpoints"].clone();
    for at in days.as_array().expect("days").iter().map(|d| demo::day(d.as_str().expect("a day"))) {
        for file in demo::clients() {
            let verdict = Verdict::of(&file, at, &Thresholds::default());
            for finding in &verdict.findings {
                let (rule, who) = (finding.insight.rule, &file.person.id);
                assert!(!finding.trail.is_empty(), "{rule} of {who} at {at} shows nothing");
                assert!(
                    finding.trail.iter().all(|trace| trace.on <= at),
                    "{rule} of {who} at {at} looks ahead"
                );
                assert!(finding.way.is_some(), "{rule} of {who} at {at} has no answer");
                // What these wait for is recorded later in the file, with its day.
                let answered = matches!(rule.code(), "R03" | "R22" | "R23");
                if let Some(Action::Step(subject)) = finding.way.as_ref().filter(|_| !answered) {
                    let choices = subject.choices(&file, at, &Terms::USUAL).expect("the record");
                    assert!(!choices.is_empty(), "{rule} of {who} at {at}: no step from here");
                }
            }
            let kept = serde_json::to_string(&verdict).expect("JSON");
            assert_eq!(serde_json::from_str::<Verdict>(&kept).expect("a verdict"), verdict);
        }
    }
}

#[test]
fn a_round_makes_every_verdict_hold_and_only_once() {
    use ryokai::app::{App, Clock};
    use ryokai::config::{Config, Given};
    let db = TestDb::new();
    let viewers = taken(&db, noon("2025-12-31"));
    let given = Given { database_url: Some(db.url().to_owned()), ..Given::default() };
    let at = noon("2026-01-15") + TimeDelta::hours(1);
    let app = App::new(db.db(), Config::try_from(given).expect("settings"), Clock::new(move || at))
        .expect("an app");
    ryokai::scheduler::run_once(&app).expect("a round");
    for viewer in &viewers {
        assert_eq!(renewed(&db, viewer, day("2026-01-15")), 0);
    }
}
