//! The hours of coaching: noted, counted with a reason for what is not, shown, taken along, from
//! page and command line.

use std::io::Read;
use std::process::{Command, Output};

use proptest::prelude::*;
use proptest::sample::select;
use ryokai::method::hours::log::{Ended, Ground, Log, Reason, Terms};
use ryokai::method::hours::progress::{Credential, Tally};
use ryokai::method::hours::{Pay, SessionRole, billable};
use ryokai::method::{ClientFile, Day, Id, Role, code};
use ryokai::store::audit;
use serde_json::{Value, json};

use crate::app::{Browser, TestApp};
use crate::build;
use crate::db::TestDb;
use crate::demo::{self, day};
use crate::page;

const AT: &str = "2026-03-31";

fn ground() -> Ground {
    Ground { terms: Terms::default(), training_from: None, at: day(AT), ended: Ended::default() }
}

/// A client with these sessions who agreed to be listed.
fn listed(id: &str, sessions: Vec<Value>) -> Value {
    json!({"id": id, "display_name": id, "listed": {"on": "2025-04-01", "how": "by mail", "contact": "c@example.org"},
           "status_history": [{"on": "2025-01-01", "to": "active"}], "sessions": sessions})
}

/// A held hour with what was noted of it.
fn hour(id: &str, on: &str, noted: Value) -> Value {
    json!({"id": id, "on": on, "minutes": 60, "hours": noted})
}

fn file(value: &Value) -> ClientFile {
    let mut file: ClientFile = serde_json::from_value(value.clone()).expect("a client");
    file.number_parts();
    assert_eq!(file.violations(), vec![], "a file as it may be");
    file
}

fn with<T>(clients: &[Value], ground: &Ground, read: impl FnOnce(&Log<'_>) -> T) -> T {
    let files: Vec<ClientFile> = clients.iter().map(file).collect();
    read(&Log::of(&files.iter().collect::<Vec<_>>(), ground))
}

#[test]
fn a_client_has_one_row_and_the_hours_are_pro_rata() {
    let mut short = hour("s2", "2025-06-01", json!({"pay": "paid"}));
    short["minutes"] = json!(45);
    let client = listed("a", vec![hour("s1", "2025-05-01", json!({"pay": "pro_bono"})), short]);
    with(&[client], &ground(), |log| {
        let [row] = log.rows.as_slice() else { panic!("{:?}", log.rows) };
        assert_eq!((row.no, row.paid, row.pro_bono, row.heads, row.end), (1, 45, 60, None, None));
        assert_eq!(
            (row.start, row.contact().map(|c| c.as_str())),
            (day("2025-05-01"), Some("c@example.org"))
        );
        assert_eq!((log.totals(), log.left_off.len()), ((45, 60), 0));
    });
}

#[test]
fn each_session_that_is_not_counted_has_its_reason() {
    let paid = || json!({"pay": "paid"});
    let mut cancelled = hour("s", "2025-06-01", paid());
    cancelled["status"] = json!("cancelled_by_client");
    let mut without = hour("s", "2025-06-01", paid());
    without["minutes"] = Value::Null;
    let mut not_noted = hour("s", "2025-06-01", paid());
    not_noted.as_object_mut().expect("a session").remove("hours");
    let ground = Ground { training_from: Some(day("2025-02-01")), ..ground() };
    for (session, why) in [
        (cancelled, Reason::NotHeld),
        (not_noted, Reason::NotNoted),
        (hour("s", "2025-06-01", json!({"role": "mentor", "pay": "paid"})), Reason::NotCoaching),
        (
            hour("s", "2025-06-01", json!({"pay": "internal", "direct_report": true})),
            Reason::DirectReport,
        ),
        (without, Reason::NoMinutes),
        (hour("s", "2025-06-01", json!({})), Reason::PayUnknown),
        (hour("s", "2025-01-31", paid()), Reason::BeforeTraining),
        (hour("s", "2025-06-01", json!({"pay": "paid", "heads": 16})), Reason::GroupTooLarge),
    ] {
        with(&[listed("a", vec![session])], &ground, |log| {
            assert!(log.rows.is_empty());
            assert_eq!(log.left_off.iter().map(|left| left.why).collect::<Vec<_>>(), [why]);
        });
    }
    let largest = hour("s", "2025-02-01", json!({"pay": "paid", "heads": 15}));
    with(&[listed("a", vec![largest])], &ground, |log| assert_eq!(log.totals(), (60, 0)));
}

#[test]
fn a_client_without_consent_is_left_off_and_counted() {
    let sessions = || {
        vec![
            hour("s1", "2025-05-01", json!({"pay": "paid"})),
            hour("s2", "2025-06-01", json!({"pay": "paid"})),
        ]
    };
    let (mut never, mut back) = (listed("a", sessions()), listed("b", sessions()));
    never["listed"] = Value::Null;
    back["listed"]["until"] = json!(AT);
    with(&[never, back.clone(), listed("c", sessions())], &ground(), |log| {
        assert_eq!(log.rows.iter().map(|row| row.person.id.as_str()).collect::<Vec<_>>(), ["c"]);
        assert_eq!((log.without_consent(), log.reasons()[&Reason::NoConsent]), ((2, 240), 4));
    });
    let before = Ground { at: day("2026-03-30"), ..ground() };
    with(&[back], &before, |log| {
        assert_eq!(log.rows.len(), 1, "it held the day before it was taken back")
    });
}

#[test]
fn an_hour_with_a_group_counts_once_and_each_member_is_a_client() {
    let group = |id: &str, name: &str| {
        hour(id, "2025-06-01", json!({"pay": "paid", "heads": 6, "group": name}))
    };
    let alone = hour("s2", "2025-06-02", json!({"pay": "paid"}));
    let mut unlisted = listed("a", vec![group("s1", "Founders")]);
    unlisted["listed"] = Value::Null;
    let clients = [
        unlisted,
        listed("b", vec![group("s1", "ＦＯＵＮＤＥＲＳ "), alone]),
        listed("c", vec![group("s1", "founders")]),
    ];
    with(&clients, &ground(), |log| {
        assert_eq!(log.reasons()[&Reason::CountedOnce], 2);
        assert_eq!(
            (log.totals(), log.without_consent()),
            ((120, 0), (0, 0)),
            "one of the group agrees"
        );
    });
    with(&clients[1..], &ground(), |log| {
        let heads: Vec<_> = log.rows.iter().map(|row| (row.heads, row.paid)).collect();
        assert_eq!(heads, [(Some(6), 60), (None, 60)]);
        assert_eq!(Tally::of(log), Tally { minutes: 120, paid: 120, clients: 7, recent: 120 });
    });
    let unnamed = listed(
        "d",
        vec![
            hour("s1", "2025-06-01", json!({"pay": "paid", "heads": 4})),
            hour("s2", "2025-06-01", json!({"pay": "paid", "heads": 5})),
        ],
    );
    with(&[unnamed], &ground(), |log| {
        assert_eq!((log.rows[0].heads, log.rows[0].paid), (Some(5), 120))
    });
}

#[test]
fn what_comes_back_in_any_form_is_paid() {
    let free: Vec<Pay> = Pay::ALL.into_iter().filter(|pay| !pay.counts_as_paid()).collect();
    assert_eq!(free, [Pay::ProBono]);
}

#[test]
fn a_credential_is_reached_at_its_numbers_and_not_one_below() {
    for (credential, hours, paid, clients) in [
        (Credential::Acc, 100, 75, 8),
        (Credential::Pcc, 500, 450, 25),
        (Credential::Mcc, 2500, 2250, 35),
    ] {
        let asks = credential.asks();
        assert_eq!((asks.minutes, asks.paid, asks.clients), (hours * 60, paid * 60, clients));
        assert!(credential.reached(&asks));
        assert!(!credential.reached(&Tally { minutes: asks.minutes - 1, ..asks }));
        assert!(!credential.reached(&Tally { paid: asks.paid - 1, ..asks }));
        assert!(!credential.reached(&Tally { clients: asks.clients - 1, ..asks }));
    }
}

#[test]
fn recent_hours_end_at_the_first_day_of_the_window() {
    let clients = [listed(
        "a",
        vec![
            hour("s1", "2024-09-30", json!({"pay": "paid"})),
            hour("s2", "2024-10-01", json!({"pay": "paid"})),
        ],
    )];
    with(&clients, &ground(), |log| assert_eq!(Tally::of(log).recent, 60));
    let wider = Ground { terms: Terms { recent_months: 24, ..Terms::default() }, ..ground() };
    with(&clients, &wider, |log| assert_eq!(Tally::of(log).recent, 120));
}

#[test]
fn hours_to_invoice_are_summed_by_client_and_month() {
    let mut unnoted = hour("s4", "2025-06-20", json!(null));
    unnoted["minutes"] = json!(30);
    let mut client = listed(
        "a",
        vec![
            hour("s1", "2025-05-31", json!({"pay": "paid"})),
            hour(
                "s2",
                "2025-06-01",
                json!({"role": "consultant", "pay": "third_party", "payer": "The firm"}),
            ),
            hour("s3", "2025-06-10", json!({"pay": "pro_bono"})),
            unnoted,
        ],
    );
    client["listed"] = Value::Null;
    let file = file(&client);
    let months = billable::months(&[&file], day(AT));
    let line = |m: &billable::Month<'_>| {
        (m.month.to_string(), m.sessions, m.billable, m.free, m.not_noted)
    };
    assert_eq!(
        months.iter().map(line).collect::<Vec<_>>(),
        [("2025-05-01".into(), 1, 60, 0, 0), ("2025-06-01".into(), 3, 60, 60, 30)]
    );
    assert_eq!(months[1].payer.map(|p| p.as_str()), Some("The firm"));
}

/// Any session of some day, noted in any way.
fn a_session() -> impl Strategy<Value = Value> {
    let status = prop_oneof![5 => Just("held"), 1 => Just("no_show")];
    let roles = select(SessionRole::ALL.map(|role| code(&role)).to_vec());
    let pays = proptest::option::of(select(Pay::ALL.map(|pay| code(&pay)).to_vec()));
    let of = prop_oneof![3 => Just(None), 1 => Just(Some("Founders")), 1 => Just(Some(""))];
    let noted = (
        prop_oneof![4 => Just("coach".to_owned()), 1 => roles],
        pays,
        of,
        2u32..20,
        proptest::bool::weighted(0.1),
    );
    (status, 0u64..40, proptest::option::weighted(0.9, 1u32..300), proptest::option::weighted(0.9, noted)).prop_map(
        |(status, days, minutes, noted)| {
            let on = day("2025-05-01") + chrono::Days::new(days * 20);
            let hours = noted.map(|(role, pay, group, heads, report)| {
                let name = group.filter(|name| !name.is_empty());
                json!({"role": role, "pay": pay, "group": name, "heads": group.map(|_| heads), "direct_report": report})
            });
            json!({"on": on, "status": status, "minutes": minutes, "hours": hours})
        },
    )
}

fn clients() -> impl Strategy<Value = Vec<Value>> {
    let sessions = proptest::collection::vec(a_session(), 0..8);
    proptest::collection::vec((sessions, any::<bool>()), 1..5).prop_map(|all| {
        let client = |(i, (mut sessions, agreed)): (usize, (Vec<Value>, bool))| {
            sessions
                .iter_mut()
                .enumerate()
                .for_each(|(n, session)| session["id"] = json!(format!("s{n}")));
            let mut client = listed(&format!("c{i}"), sessions);
            if !agreed {
                client["listed"] = Value::Null;
            }
            client
        };
        all.into_iter().enumerate().map(client).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn every_session_is_counted_once_or_left_off_with_a_reason(clients in clients()) {
        let files: Vec<ClientFile> = clients.iter().map(file).collect();
        let known: Vec<&ClientFile> = files.iter().collect();
        let log = Log::of(&known, &ground());
        let mut left: Vec<(&str, &str)> = log.left_off.iter().map(|l| (l.person.id.as_str(), l.session.id.as_str())).collect();
        let count = left.len();
        left.sort_unstable();
        left.dedup();
        prop_assert_eq!(left.len(), count, "one reason each");
        let upto = |file: &&ClientFile| -> Vec<(String, String, u64)> {
            let known = file.sessions.iter().filter(|s| s.on <= day(AT));
            known.map(|s| (file.person.id.to_string(), s.id.to_string(), s.minutes.unwrap_or(0).into())).collect()
        };
        let counted = known.iter().flat_map(upto).filter(|(p, s, _)| left.binary_search(&(p.as_str(), s.as_str())).is_err());
        let (paid, pro_bono) = log.totals();
        prop_assert_eq!(counted.map(|(_, _, minutes)| minutes).sum::<u64>(), paid + pro_bono);
        let mut turned = known.clone();
        turned.reverse();
        prop_assert_eq!(Log::of(&turned, &ground()).totals(), (paid, pro_bono), "whatever the order of the files");
        prop_assert!(log.rows.iter().map(|row| row.no).eq(1..=log.rows.len()));
    }
}

/// A session of a new client, with what it counts as.
fn logged<'f>(more: &[(&'f str, &'f str)]) -> Vec<(&'f str, &'f str)> {
    let mut fields = vec![
        ("key", "k1"),
        ("act", "save"),
        ("new-name", "=SUM(1)"),
        ("on", "2026-01-09"),
        ("minutes", "45"),
        ("status", "held"),
        ("hours-role", "coach"),
        ("hours-pay", "paid"),
    ];
    fields.retain(|(name, _)| !more.iter().any(|(other, _)| other == name));
    fields.extend_from_slice(more);
    fields
}

/// The client of the page that was saved, and the session.
fn saved(location: Option<&str>) -> (String, String) {
    let parts: Vec<&str> = location.expect("saved").split('/').collect();
    (parts[2].to_owned(), parts[4].to_owned())
}

async fn agree(browser: &Browser, person: &str) {
    let profile = format!("/clients/{person}/profile");
    let version = browser.get(&profile).await.hidden("version").expect("a version");
    let fields = [
        ("version", version.as_str()),
        ("listed_on", "2026-01-10"),
        ("listed_how", "in the session"),
        ("listed_contact", "c@example.org"),
        ("began_on", "2026-01-02"),
    ];
    assert_eq!(browser.send(&profile, &fields).await.status, 303);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_hour_is_logged_counted_and_taken_along_and_that_is_recorded() {
    for (lang, head, open, noted) in [
        (
            "ja",
            "番号,クライアント,個人・グループ,グループの人数,連絡先,開始日,終了日,有償時間,無償時間",
            "継続中",
            "コーチ",
        ),
        (
            "en",
            "No.,Client,Individual/Group,Number in group,Contact,Start,End,Paid hours,Pro bono hours",
            "ongoing",
            "Coach",
        ),
    ] {
        let app = TestApp::new().await;
        let browser = app.signed_up(lang).await;
        let (person, session) = saved(browser.send("/log", &logged(&[])).await.location.as_deref());
        let page = browser.get(&format!("/clients/{person}/sessions/{session}")).await;
        assert!(page.has(noted), "{}", page.body);
        let again = browser.get(&format!("/log?client={person}")).await;
        assert!(
            again.has("value=\"coach\" selected") && again.has("value=\"paid\" selected"),
            "filled in from the last"
        );
        assert!(!browser.get("/hours").await.has("c@example.org"), "nobody has agreed");
        agree(&browser, &person).await;
        let hours = browser.get("/hours").await;
        assert!(
            hours.has("0.75") && hours.has("c@example.org") && hours.has("ACC"),
            "{}",
            hours.body
        );
        let csv = browser.send("/hours", &[("what", "log"), ("format", "csv")]).await;
        assert_eq!((csv.status, csv.header("content-type")), (200, "text/csv; charset=utf-8"));
        let lines: Vec<&str> = csv.body.trim_start_matches('\u{feff}').split("\r\n").collect();
        assert_eq!(lines[0], head);
        assert!(
            lines[1].starts_with("1,'=SUM(1),") && lines[1].contains("c@example.org,2026-01-02,"),
            "{}",
            lines[1]
        );
        assert!(
            lines[1].ends_with(&format!("{open},0.75,0")) && lines[2].ends_with(",0.75,0"),
            "{lines:?}"
        );
        let month = browser.send("/hours", &[("what", "billable"), ("format", "csv")]).await;
        assert!(month.has("2026-01,'=SUM(1),,1,0.75,0,0\r\n"), "{}", month.body);
        let bytes = browser.send("/hours", &[("what", "log"), ("format", "xlsx")]).await;
        assert!(bytes.status == 200 && bytes.body.starts_with("PK"));
        let viewer = page::owner(&app).await;
        let lines =
            app.db.read(move |conn| audit::list(conn, &viewer, 10)).await.expect("the record");
        let taken: Vec<&str> =
            lines.iter().filter(|l| l.act == "hours_exported").map(|l| l.detail.as_str()).collect();
        assert_eq!(taken.len(), 3);
        assert!(
            taken.iter().any(|detail| detail.starts_with("billable csv 2026-01-15 ")),
            "{taken:?}"
        );
        assert_eq!(browser.send("/hours", &[("what", "x"), ("format", "csv")]).await.status, 422);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_session_counts_as_can_be_noted_later_and_below_a_signature() {
    for (lang, first, last) in [
        ("ja", "何の時間か、まだ書きとめていない", "6人のグループ"),
        ("en", "Not noted yet", "a group of 6"),
    ] {
        let app = TestApp::new().await;
        let browser = app.signed_up(lang).await;
        let none = logged(&[("hours-role", ""), ("hours-pay", "")]);
        let (person, session) = saved(browser.send("/log", &none).await.location.as_deref());
        let place = format!("/clients/{person}/sessions/{session}");
        assert!(browser.get(&place).await.has(first));
        assert_eq!(browser.send(&format!("{place}/sign"), &[]).await.status, 303);
        let note = format!("{place}/hours");
        assert_eq!(
            browser.send(&note, &[("hours-role", "")]).await.status,
            422,
            "nothing was noted"
        );
        let wrong = browser
            .send(
                &note,
                &[("hours-pay", "paid"), ("hours-heads", "one"), ("hours-group", "Founders")],
            )
            .await;
        assert!(
            wrong.status == 422
                && wrong.has("value=\"Founders\"")
                && wrong.has("id=\"hours-heads-fault\""),
            "{}",
            wrong.body
        );
        assert_eq!(browser.send(&note, &[("hours-pay", "pro_bono")]).await.status, 303);
        assert_eq!(
            browser.send(&note, &[("hours-pay", "paid"), ("hours-heads", "6")]).await.status,
            303
        );
        assert!(browser.get(&place).await.has(last));
        let (viewer, person): (_, Id) = (page::owner(&app).await, person.parse().expect("an id"));
        let loaded = app
            .db
            .read(move |conn| ryokai::store::file::load(conn, &viewer, &person))
            .await
            .expect("the file");
        let notes = loaded.records.iter().filter(|record| record.noun() == "hours_noted").count();
        assert_eq!(
            (notes, loaded.file.sessions[0].hours.as_ref().and_then(|h| h.heads)),
            (2, Some(6)),
            "both stay, the last counts"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_past_is_noted_all_at_once() {
    for (lang, at_once) in [("ja", "の分をまとめて"), ("en", "All of Tom Beckett’s at once")]
    {
        let (app, browser, id) = page::furnished(lang, "c5").await;
        let way = format!("/clients/{id}/hours");
        let hours = browser.get("/hours").await;
        assert!(hours.has(&way) && hours.has(at_once), "{}", hours.body);
        let refused = browser.send(&way, &[("hours-pay", "paid"), ("hours-heads", "1")]).await;
        assert!(
            refused.status == 422 && refused.has("id=\"hours-heads-fault\""),
            "{}",
            refused.body
        );
        assert_eq!(
            browser.send(&way, &[("hours-role", "coach"), ("hours-pay", "paid")]).await.status,
            303
        );
        let (viewer, id) = (page::owner(&app).await, id.clone());
        let file = app
            .db
            .read(move |conn| Ok(ryokai::store::file::load(conn, &viewer, &id)?.file))
            .await
            .expect("a file");
        assert!(file.sessions.iter().all(|s| s.held() == s.hours.is_some()));
        assert!(!browser.get("/hours").await.has(at_once));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fault_in_the_hours_of_a_log_loses_nothing() {
    let app = TestApp::new().await;
    let browser = app.signed_up("en").await;
    let page =
        browser.send("/log", &logged(&[("hours-heads", "1"), ("hours-payer", "The firm")])).await;
    assert_eq!(page.status, 422);
    assert!(
        page.has("two people or more") && page.has("value=\"The firm\"") && page.has("value=\"1\""),
        "{}",
        page.body
    );
    let short = [
        ("hours-role", ""),
        ("hours-pay", ""),
        ("short", "時数:Founders #6 =coach =third-party\n払:The firm"),
    ];
    let (person, session) = saved(browser.send("/log", &logged(&short)).await.location.as_deref());
    let page = browser.get(&format!("/clients/{person}/sessions/{session}")).await;
    assert!(
        page.has("Coach · Paid by a third party · paid by The firm · a group of 6 · Founders"),
        "{}",
        page.body
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn consent_needs_its_day_and_how_it_was_given() {
    let (_app, browser, id) = page::furnished("en", "c5").await;
    let address = format!("/clients/{id}/profile");
    for (field, value) in [
        ("listed_on", "2026-01-10"),
        ("listed_how", "by mail"),
        ("listed_contact", "c@example.org"),
    ] {
        let version = browser.get(&address).await.hidden("version").expect("a version");
        let refused =
            browser.send(&address, &[("version", version.as_str()), (field, value)]).await;
        assert!(
            refused.status == 422 && refused.has("Consent needs its day"),
            "{field}: {}",
            refused.status
        );
        assert!(refused.has(&format!("value=\"{value}\"")));
    }
    agree(&browser, id.as_str()).await;
    assert!(browser.get(&address).await.has("value=\"in the session\""));
}

#[tokio::test(flavor = "multi_thread")]
async fn training_and_terms_decide_what_counts() {
    let app = TestApp::new().await;
    let browser = app.signed_up("en").await;
    let (person, _) =
        saved(browser.send("/log", &logged(&[("hours-heads", "20")])).await.location.as_deref());
    agree(&browser, &person).await;
    assert!(browser.get("/hours").await.has("The group was too large: 1"));
    let refused =
        browser.send("/hours/terms", &[("group_cap", "x"), ("recent_months", "18")]).await;
    assert!(
        refused.status == 422 && refused.has("value=\"x\"") && refused.has("from 2 to 1000"),
        "{}",
        refused.body
    );
    assert_eq!(
        browser.send("/hours/terms", &[("group_cap", "25"), ("recent_months", "24")]).await.status,
        303
    );
    let counted = browser.get("/hours").await;
    assert!(counted.has("0.75 h paid") && counted.has("last 24 months"), "{}", counted.body);
    let settings = [
        ("name", "M"),
        ("lang", "en"),
        ("tz", "Asia/Tokyo"),
        ("capacity", "15"),
        ("training_from", "2026-01-10"),
    ];
    assert_eq!(browser.send("/settings", &settings).await.status, 303);
    assert!(browser.get("/settings").await.has("value=\"2026-01-10\""));
    assert!(browser.get("/hours").await.has("Before your training began: 1"));
}

/// The demonstration file, its first client's sessions noted.
fn noted_file() -> String {
    let mut file = demo::json();
    file["consultants"][0]["training_from"] = json!("2025-05-01");
    let client = &mut file["clients"][0];
    client["listed"] = json!({"on": "2025-04-01", "how": "by mail"});
    for session in client["sessions"].as_array_mut().expect("sessions") {
        session["hours"] = json!({"pay": "paid"});
    }
    file.to_string()
}

fn ryokai(db: &TestDb, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ryokai"));
    command
        .args(args)
        .env("DATABASE_URL", db.url())
        .env("LC_ALL", "C")
        .current_dir(std::env::temp_dir());
    command.output().expect("the program")
}

#[test]
fn the_command_writes_the_log_and_records_it() {
    let db = TestDb::new();
    let place = std::env::temp_dir().join(format!("{}.json", Id::fresh()));
    std::fs::write(&place, noted_file()).expect("a file");
    let done = ryokai(&db, &["import", place.to_str().expect("a path")]);
    std::fs::remove_file(&place).ok();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let said = |args: &[&str]| -> String {
        let out = ryokai(&db, &[&["hours", "--as-of", "2025-12-31", "-o", "-"], args].concat());
        assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
        String::from_utf8(out.stdout).expect("text")
    };
    let consultants: Vec<String> = demo::json()["consultants"]
        .as_array()
        .expect("consultants")
        .iter()
        .map(|c| c["id"].as_str().expect("an id").to_owned())
        .collect();
    let own = ["--consultant", consultants[0].as_str()];
    let log: Value =
        serde_json::from_str(&said(&[&own[..], &["--format", "json"]].concat())).expect("JSON");
    assert_eq!(log["rows"].as_array().map(Vec::len), Some(1), "{log}");
    assert_eq!(log["training_from"], json!("2025-05-01"));
    let why: Vec<&str> = log["left_off"]
        .as_array()
        .expect("reasons")
        .iter()
        .filter_map(|r| r["why"].as_str())
        .collect();
    assert!(why.contains(&"before_training") && why.contains(&"not_noted"), "{why:?}");
    let csv = said(&[&own[..], &["--lang", "en"]].concat());
    assert!(csv.starts_with("\u{feff}No.,Client,") && csv.contains("Naoki Mizuno"), "{csv}");
    let book = ryokai(
        &db,
        &[&["hours", "--as-of", "2025-12-31", "-o", "-", "--format", "xlsx"], &own[..]].concat(),
    )
    .stdout;
    let mut book = zip::ZipArchive::new(std::io::Cursor::new(book)).expect("a workbook");
    let mut part = |name: &str| {
        let mut text = String::new();
        book.by_name(name).expect("a part").read_to_string(&mut text).expect("XML");
        text
    };
    assert!(part("xl/sharedStrings.xml").contains("水野 直樹"));
    let sheet = part("xl/worksheets/sheet1.xml");
    assert!(
        !sheet.contains("<f>")
            && sheet.matches("<row ").count() == 3
            && !part("xl/worksheets/sheet2.xml").is_empty()
    );
    assert!(
        said(&[&own[..], &["--billable", "--lang", "en"]].concat()).starts_with("\u{feff}Month,")
    );
    if consultants.len() > 1 {
        assert_eq!(ryokai(&db, &["hours", "-o", "-"]).status.code(), Some(2), "whose?");
    }
    assert_eq!(ryokai(&db, &["hours", "--consultant", "nobody", "-o", "-"]).status.code(), Some(1));
    assert_eq!(
        ryokai(&db, &[&["hours", "-o", "/no/such/place/x.csv"], &own[..]].concat()).status.code(),
        Some(1)
    );
    let recorded = db.read_blocking(|conn| {
        let practice = ryokai::store::practice::choose(conn, None)?;
        let mut viewer = ryokai::store::member::viewers(conn, &practice.id)?.remove(0);
        viewer.role = Role::Owner;
        audit::list(conn, &viewer, 10)
    });
    assert_eq!(
        recorded.expect("the record").iter().filter(|l| l.act == "hours_exported").count(),
        4
    );
}

#[test]
fn a_file_with_a_group_that_cannot_be_is_refused() {
    let client = listed("a", vec![hour("s1", "2025-05-01", json!({"heads": 1}))]);
    let file: ClientFile = serde_json::from_value(client).expect("a client");
    assert!(!file.violations().is_empty());
    let today: Day = build::day(AT);
    assert!(Log::of(&[&file], &Ground { at: today, ..ground() }).rows.is_empty());
}
