//! A session that was moved by mistake goes back to the first person, and on to a third: every
//! journal says where it went.

use ryokai::method::{ClientFile, Fact, Id, Record, Viewer};
use ryokai::store::{self, fact, person};

use crate::app::{Browser, TestApp};
use crate::filled::{filled, with};
use crate::{build, demo, page};

async fn kept(app: &TestApp, viewer: &Viewer, client: &str) -> Id {
    let (id, viewer, now) = (Id::fresh(), viewer.clone(), app.now());
    let mut file = demo::client(client);
    file.person.id = id.clone();
    let of = id.clone();
    let write = move |conn: &mut store::Conn| {
        person::add(conn, &viewer, file.person.clone(), now)?;
        fact::record(conn, &viewer, &of, now, |_| Ok(file.to_records())).map(drop)
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

/// Moves a session and agrees to what that takes along; answers the session in the other journal.
async fn moved(browser: &Browser, (from, session): (&Id, &str), to: &Id) -> String {
    let page = browser.get(&format!("/log?client={from}&session={session}")).await;
    let fields = filled(&page.body, "id=\"log\"");
    let mut sent =
        browser.send("/log", &with(&fields, &[("client", to.as_str()), ("act", "save")])).await;
    if sent.status == 409 {
        assert!(sent.body.contains("name=\"agreed\""), "{}", sent.body);
        let agreed = filled(&sent.body, "action=\"/log\"");
        sent = browser.send("/log", &with(&agreed, &[("act", "save")])).await;
    }
    let there = sent.landing().unwrap_or_else(|| panic!("{}: {}", sent.status, sent.body));
    assert!(there.starts_with(&format!("/clients/{to}/sessions/")), "{there}");
    let session = there.rsplit('/').next().expect("a session").split('?').next().expect("an id");
    session.to_owned()
}

/// The sessions that a journal says went away or came, each by its id.
fn notes(records: &[Record]) -> Vec<(String, bool)> {
    let note = |r: &Record| match &r.fact {
        Fact::Moved { session, away, .. } => Some((session.to_string(), *away)),
        _ => None,
    };
    records.iter().filter_map(note).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_goes_there_and_back_and_on_under_signed_ones() {
    for (lang, client, session, signed) in
        [("ja", "c1", "c1s2", "c1s8"), ("en", "c5", "c5s3", "c5s7")]
    {
        let app = TestApp::new().await;
        let browser = app.signed_up(lang).await;
        let viewer = page::owner(&app).await;
        let first = kept(&app, &viewer, client).await;
        let (second, third) = app.blocking(|db| {
            (build::client(db, &viewer, "Tom Beckett"), build::client(db, &viewer, "Grace Okafor"))
        });
        // The number of a later session that is signed follows as well.
        browser.send(&format!("/clients/{first}/sessions/{signed}/sign"), &[("key", "s")]).await;
        let was = loaded(&app, &viewer, &first).await.0;
        let there = moved(&browser, (&first, session), &second).await;
        let back = moved(&browser, (&second, &there), &first).await;
        let now = loaded(&app, &viewer, &first).await;
        let of = |f: &ClientFile, id: &str| {
            f.session(&id.parse().expect("an id")).cloned().expect("the session")
        };
        let (before, after) = (of(&was, session), of(&now.0, &back));
        assert_eq!(
            (after.on, after.minutes, &after.client_topic),
            (before.on, before.minutes, &before.client_topic)
        );
        assert_eq!(after.no, before.no, "{lang}: it stands where it stood");
        let quotes = |f: &ClientFile, id: &str| {
            let own =
                f.quotes.iter().filter(|q| q.session.as_ref().is_some_and(|s| s.as_str() == id));
            own.map(|q| q.text.to_string()).collect::<Vec<_>>()
        };
        assert_eq!(quotes(&now.0, &back), quotes(&was, session));
        assert_eq!(notes(&now.1), [(session.to_owned(), true), (back.clone(), false)], "{lang}");
        let gone = loaded(&app, &viewer, &second).await;
        assert!(gone.0.sessions.is_empty());
        assert_eq!(notes(&gone.1), [(there.clone(), false), (there.clone(), true)], "{lang}");
        let on = moved(&browser, (&first, &back), &third).await;
        assert_eq!(quotes(&loaded(&app, &viewer, &third).await.0, &on), quotes(&was, session));
        // Each address that it had leads on.
        for (person, session) in
            [(&first, session), (&second, there.as_str()), (&first, back.as_str())]
        {
            let page = browser.get(&format!("/clients/{person}/sessions/{session}")).await;
            assert_eq!(page.status, 200, "{lang}: {}", page.body);
        }
    }
}

/// A session whose client is not on file yet goes to them from the page itself, with what is still
/// asked and what was corrected before.
#[tokio::test(flavor = "multi_thread")]
async fn a_session_goes_to_somebody_who_is_not_on_file_yet() {
    for (lang, asked) in [("ja", "どんな思いをこめましたか"), ("en", "What did you mean")]
    {
        let app = TestApp::new().await;
        let browser = app.signed_up(lang).await;
        let viewer = page::owner(&app).await;
        let wrong = app.blocking(|db| build::client(db, &viewer, "水野 直樹"));
        let other = app.blocking(|db| build::client(db, &viewer, "早川 佳奈"));
        let logged = |client: &Id, key: &'static str, more: &[(&'static str, &'static str)]| {
            let client = client.to_string();
            let mut fields: Vec<(String, String)> = [
                ("key", key),
                ("act", "save"),
                ("client", &client),
                ("status", "held"),
                ("on", "2026-01-10"),
                ("minutes", "60"),
            ]
            .map(|(n, v)| (n.to_owned(), v.to_owned()))
            .to_vec();
            fields.extend(more.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())));
            fields
        };
        let sent = browser
            .send(
                "/log",
                &with(
                    &logged(
                        &wrong,
                        "k1",
                        &[
                            ("tn-text", "値上げの話"),
                            ("tn-permission", "permitted"),
                            ("q0", "どうぞ。"),
                            ("tn-yes", "0"),
                            ("topic", "採用"),
                        ],
                    ),
                    &[],
                ),
            )
            .await;
        let session =
            sent.landing().expect("a session").split('/').nth(4).expect("an id").to_owned();
        let address = format!("/log?client={wrong}&session={session}");
        // A correction before the move, some time earlier.
        let fields = filled(&browser.get(&address).await.body, "id=\"log\"");
        browser.send("/log", &with(&fields, &[("topic", "求人"), ("act", "save")])).await;
        app.later(chrono::TimeDelta::minutes(1));
        // A name that is on file already is asked about first.
        let fields = filled(&browser.get(&address).await.body, "id=\"log\"");
        let twin = browser
            .send("/log", &with(&fields, &[("new-name", "早川 佳奈"), ("act", "save")]))
            .await;
        assert_eq!(twin.status, 422, "{lang}: {}", twin.body);
        assert!(
            twin.body.contains("twin-of")
                && loaded(&app, &viewer, &other).await.0.sessions.is_empty()
        );
        let sent = browser
            .send("/log", &with(&fields, &[("new-name", "田中 花子"), ("act", "save")]))
            .await;
        let there = sent.landing().unwrap_or_else(|| panic!("{} {}", sent.status, sent.body));
        let new: Id = there.split('/').nth(2).expect("a person").parse().expect("an id");
        assert!(new != wrong && new != other);
        let file = loaded(&app, &viewer, &new).await.0;
        assert_eq!(
            (file.person.display_name.as_str(), file.sessions.len(), file.sessions[0].no),
            ("田中 花子", 1, Some(1))
        );
        assert!(loaded(&app, &viewer, &wrong).await.0.sessions.is_empty());
        let page = browser.get(&there).await;
        assert!(page.body.contains(asked), "{lang}: the question stays: {}", page.body);
        assert!(
            page.body.contains(">採用</del>"),
            "{lang}: the correction stays told: {}",
            page.body
        );
        app.later(chrono::TimeDelta::minutes(1));
        // Somebody with another session on that day is asked it of the right one.
        browser.send("/log", &with(&logged(&other, "k2", &[]), &[])).await;
        let session =
            there.split('/').nth(4).expect("an id").split('?').next().expect("an id").to_owned();
        let on = moved(&browser, (&new, &session), &other).await;
        let page = browser.get(&format!("/clients/{other}/sessions/{on}")).await;
        assert!(page.body.contains(asked), "{lang}: on the session in which it was told");
        assert!(page.body.contains(">採用</del>"), "{lang}: through both journals");
    }
}
