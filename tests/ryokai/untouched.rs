//! The page of a correction, sent as a browser sends it when nothing was touched: no record is
//! written for it. What the page could not show would be taken back by saving it.

use std::sync::Arc;

use proptest::prelude::*;
use proptest::test_runner::Config;
use ryokai::intake::correction::{Moment, Settled, Sitting};
use ryokai::intake::form::Fields;
use ryokai::intake::log_form::{LogForm, Writer};
use ryokai::method::{
    ClientFile, Day, Fact, Id, Lang, Record, Scope, Session, Standing, Terms, Viewer,
};
use ryokai::store::{self, fact, person};
use ryokai::views::log::{Correcting, LogPage, body};
use ryokai::words::Words;

use crate::app::{Browser, TestApp};
use crate::build::day;
use crate::filled::{filled, with};
use crate::{demo, history, page};

const FORM: &str = "id=\"log\"";

fn at(today: Day) -> Moment<'static> {
    let now = today.and_hms_opt(9, 0, 0).expect("a time");
    let writer =
        Writer { today, habit: crate::shorthand::habit(), lang: Lang::Ja, names: Words::names() };
    Moment { writer, now }
}

/// What a browser would send of the page of a session.
fn sent(sitting: &Sitting<'_>, file: &ClientFile, today: Day) -> Fields {
    let mut fields = sitting.fields().clone();
    for (name, value) in
        [("client", &file.person.id), ("of-client", &file.person.id), ("of", &sitting.session.id)]
    {
        fields.set(name, value.as_str());
    }
    let standing = Standing::of(&sitting.before, today, &Terms::default());
    let stays = sitting.unplaced().into_iter().cloned().collect();
    let correcting =
        Correcting { file: Arc::new(file.clone()), session: sitting.session.clone(), stays };
    let page = LogPage {
        words: Words::of(Lang::En),
        today,
        csrf: "",
        file: Some((&sitting.before, &standing)),
        choices: &[],
        first: false,
        twins: Vec::new(),
        pillars: &[],
        fields: &fields,
        faults: &[],
        reading: None,
        waiting: Default::default(),
        saved: None,
        correcting: Some(&correcting),
    };
    Fields::of(filled(&body(&page).into_string(), FORM))
}

fn unsigned(file: &ClientFile) -> (ClientFile, Vec<Record>) {
    let open = |r: &Record| !matches!(r.fact, Fact::Signed { .. } | Fact::Addendum { .. });
    let records: Vec<Record> = file.to_records().into_iter().filter(open).collect();
    (ClientFile::from_records(file.person.clone(), &records).0, records)
}

/// Each session of a file: sent untouched it writes nothing, and with another topic the topic
/// alone.
fn holds(file: &ClientFile, today: Day) -> Result<(), TestCaseError> {
    let (file, known) = unsigned(file);
    for session in &file.sessions {
        let sitting = Sitting::of(&file, &known, &session.id).expect("a session");
        let mut fields = sent(&sitting, &file, today);
        let (Settled { accepted, fallout, .. }, unkept) =
            sitting.correct(&fields, &at(today), false).expect("an untouched page");
        let written = accepted.map(|a| a.fresh().to_vec()).unwrap_or_default();
        prop_assert_eq!(&written, &vec![], "{}: {:?}", session.id, fields);
        prop_assert!(fallout.is_empty() && unkept.is_empty(), "{}", session.id);

        fields.set("topic", "Another topic");
        let (Settled { accepted, fallout, .. }, _) =
            sitting.correct(&fields, &at(today), false).expect("a page");
        let accepted = accepted.expect("a change");
        prop_assert!(
            fallout.is_empty() && accepted.fresh().len() == 1,
            "{}: {:?}",
            session.id,
            accepted.fresh()
        );
        let mut expected = file.clone();
        let topic = "Another topic".parse().expect("a text");
        let changed = expected.sessions.iter_mut().find(|s| s.id == session.id);
        changed.expect("the session").client_topic = Some(topic);
        prop_assert!(**accepted.file() == expected, "{}", session.id);
    }
    Ok(())
}

#[test]
fn a_no_to_what_came_up_in_the_same_session_stays_a_no_to_it() {
    let file = demo::client("c2");
    let sent = [
        ("on", "2025-07-17"),
        ("minutes", "50"),
        ("q0", "今日はその話は"),
        ("q0-b", "1"),
        ("q0-how", "declined"),
        ("tn-text", "休みの話"),
        ("tn-permission", "imposed"),
        ("tn-yes", "0"),
    ];
    let sent = sent.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
    let (today, known) = (day("2025-07-18"), file.to_records());
    let moment = at(today);
    let read = LogForm::read(&Fields::of(sent), &file, &moment.writer);
    let saved = read.entry.propose(&file, &known, Id::fresh(), moment.now).expect("a proposal");
    assert_eq!(saved.unkept, vec![]);
    let written = saved.accepted.file();
    let topic = written
        .agreements
        .iter()
        .any(|a| matches!(&a.scope, Scope::Topic(_)) && a.session.as_ref() == Some(&saved.session));
    assert!(topic, "the no is about the message");
    holds(written, day("2027-01-01")).expect("an untouched page");
}

proptest! {
    #![proptest_config(Config::with_cases(60))]

    #[test]
    fn a_page_sent_untouched_writes_nothing(script in history::scripts()) {
        let (file, last) = history::play(&script);
        let later = last.checked_add_days(chrono::Days::new(400)).expect("a day");
        holds(&file, later)?;
    }
}

#[test]
fn no_page_of_the_demonstration_writes_anything_untouched() {
    for file in demo::clients() {
        holds(&file, day("2026-01-15")).expect("nothing written");
    }
}

async fn kept(app: &TestApp, viewer: &Viewer, mut file: ClientFile) -> Id {
    let (id, viewer, now) = (Id::fresh(), viewer.clone(), app.now());
    file.person.id = id.clone();
    let of = id.clone();
    let write = move |conn: &mut store::Conn| {
        person::add(conn, &viewer, file.person.clone(), now)?;
        fact::record(conn, &viewer, &of, now, |_| Ok(unsigned(&file).1)).map(drop)
    };
    app.db.db().write(write).await.expect("a client");
    id
}

async fn loaded(app: &TestApp, viewer: &Viewer, client: &Id) -> (ClientFile, Vec<Record>) {
    let (viewer, client) = (viewer.clone(), client.clone());
    let read = move |conn: &mut store::Conn| {
        let loaded = store::file::load(conn, &viewer, &client)?;
        Ok(((*loaded.file).clone(), loaded.records.to_vec()))
    };
    app.db.db().read(read).await.expect("a file")
}

async fn opened_and_sent(browser: &Browser, client: &Id, session: &Session) -> String {
    let page = browser.get(&format!("/log?client={client}&session={}", session.id)).await;
    let fields = filled(&page.body, FORM);
    let saved = browser.send("/log", &with(&fields, &[("act", "save")])).await;
    saved.location.unwrap_or_else(|| panic!("{} {}: {}", session.id, saved.status, saved.body))
}

/// Over HTTP, in both languages: the journal and the standing stay, and the answer says that
/// nothing was changed.
#[tokio::test(flavor = "multi_thread")]
async fn a_correction_saved_untouched_leaves_journal_and_standing() {
    for lang in ["ja", "en"] {
        let app = TestApp::new().await;
        let browser = app.signed_up(lang).await;
        let viewer = page::owner(&app).await;
        for file in demo::clients() {
            let client = kept(&app, &viewer, file).await;
            let before = loaded(&app, &viewer, &client).await;
            let standing =
                |file: &ClientFile| Standing::of(file, day("2026-01-15"), &Terms::default());
            for session in &before.0.sessions {
                let to = opened_and_sent(&browser, &client, session).await;
                assert!(to.ends_with("?after=same"), "{lang} {}: {to}", session.id);
            }
            let after = loaded(&app, &viewer, &client).await;
            assert!(after == before && standing(&after.0) == standing(&before.0), "{lang}");
        }
    }
}
