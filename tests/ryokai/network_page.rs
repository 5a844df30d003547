//! The network page over HTTP, in both languages, and the landing grid on the client page.

use ryokai::method::pillar::Pillar;
use ryokai::method::{ClientFile, Id, Viewer};
use ryokai::store::{fact, person, pillar};

use crate::app::TestApp;
use crate::demo;
use crate::page::{keep, owner};

/// Puts a whole consultant of the demonstration into the practice.
async fn kept(app: &TestApp, viewer: &Viewer, consultant: &'static str) {
    let (db, viewer) = (app.db.db(), viewer.clone());
    let now = "2026-01-14T03:00:00".parse().expect("a moment");
    let write = move |conn: &mut ryokai::store::Conn| {
        let mut ours: Vec<(Id, Id)> = Vec::new();
        for Pillar { id, name_ja, name_en, .. } in demo::pillars(consultant) {
            let name = name_ja.or(name_en).expect("a name");
            ours.push((id, pillar::add(conn, &viewer, &name)?));
        }
        for mut file in demo::people(consultant) {
            for id in &mut file.person.pillars {
                *id = ours
                    .iter()
                    .find(|(theirs, _)| theirs == id)
                    .map(|(_, ours)| ours.clone())
                    .expect("a pillar");
            }
            file.person.id = Id::fresh();
            write_down(conn, &viewer, &file, now)?;
        }
        Ok(())
    };
    db.write(write).await.expect("a kept network");
}

fn write_down(
    conn: &mut ryokai::store::Conn,
    viewer: &Viewer,
    file: &ClientFile,
    now: ryokai::method::Moment,
) -> ryokai::store::Answer<()> {
    person::add(conn, viewer, file.person.clone(), now)?;
    fact::record(conn, viewer, &file.person.id, now, |_| Ok(file.to_records())).map(drop)
}

#[tokio::test]
async fn the_network_page_shows_figures_and_three_pictures_in_both_languages() {
    for (lang, consultant, said) in [
        (
            "ja",
            "k1",
            [
                "2人(目安は15人まで)",
                "実質 1.3本",
                "製造業の経営者の会",
                "加納 修さん",
                "以前のお客さま",
                "6人 86%",
            ],
        ),
        (
            "en",
            "k2",
            [
                "3, with room for 15",
                "3.8 effective pillars",
                "テック企業",
                "Eleri Vaughan",
                "Peer",
                "2 people 29%",
            ],
        ),
    ] {
        let app = TestApp::new().await;
        let browser = app.signed_up(lang).await;
        kept(&app, &owner(&app).await, consultant).await;
        let page = browser.get("/network").await;
        assert_eq!(page.status, 200);
        for text in said {
            assert!(page.has(text), "{text} is on {}", page.body);
        }
        assert_eq!(
            page.body.matches("<title id=").count(),
            6,
            "rings, pillars and lanes, each drawn twice"
        );
        assert!(page.has("href=\"/network\" aria-current=\"page\""), "the place in the bar");
        assert!(!page.has("style=\""));
    }
}

#[tokio::test]
async fn people_who_are_no_clients_are_put_together_by_closeness_or_by_pillar() {
    let app = TestApp::new().await;
    let browser = app.signed_up("ja").await;
    kept(&app, &owner(&app).await, "k1").await;
    let others = |body: &str| body.split_once("id=\"others\"").expect("a section").1.to_owned();
    let near = others(&browser.get("/network").await.body);
    assert!(
        near.contains("<h3 class=\"mt2\">4 たまに会う人</h3>")
            && !near.contains("<h3 class=\"mt2\">大学の同窓")
    );
    assert!(
        !near.split("id=\"parked\"").next().unwrap_or_default().contains("水野"),
        "a client is not among them"
    );
    let circles = others(&browser.get("/network?by=pillar").await.body);
    assert!(circles.contains("<h3 class=\"mt2\">大学の同窓</h3>"), "{circles}");
    let page = browser.get("/network").await;
    let link = page.link_to("/clients/").expect("a link to a person");
    assert_eq!(browser.get(&link).await.status, 200);
}

#[tokio::test]
async fn who_rests_has_a_list_of_their_own() {
    let app = TestApp::new().await;
    let browser = app.signed_up("en").await;
    let id = keep(&app, &owner(&app).await, "c3").await;
    let rest = [("to", "parked"), ("on", "2026-01-10")];
    let done = browser.send(&format!("/clients/{id}/steps/status/now"), &rest).await;
    assert_eq!(done.status, 303, "{}", done.body);
    let page = browser.get("/network").await;
    let (before, parked) = page.body.split_once("id=\"parked\"").expect("a section");
    assert!(parked.contains("Makoto Terada") && parked.contains("since 10 Jan 2026"), "{parked}");
    assert!(!before.contains("Makoto Terada"), "nowhere else");
}

#[tokio::test]
async fn an_empty_network_teaches_one_term_and_offers_one_action() {
    for (lang, taught) in
        [("ja", "距離は、最近のやりとりから見た近さ"), ("en", "Closeness is how near you are")]
    {
        let app = TestApp::new().await;
        let page = app.signed_up(lang).await.get("/network").await;
        assert_eq!(page.status, 200);
        assert!(page.has(taught) && page.has("class=\"act\" href=\"/log\""), "{}", page.body);
        assert!(!page.has("<svg"));
    }
}

#[tokio::test]
async fn nobody_stands_in_a_network_that_is_not_theirs() {
    let app = TestApp::new().await;
    let browser = app.signed_up("en").await;
    let viewer = owner(&app).await;
    let (db, practice) = (app.db.db(), viewer.practice.clone());
    let other =
        move || crate::build::member(&db, &practice, "owen", ryokai::method::Role::Consultant);
    let other = tokio::task::spawn_blocking(other).await.expect("a colleague");
    let theirs = keep(&app, &other, "c4").await;
    let give = move |conn: &mut ryokai::store::Conn| {
        let now = "2026-01-14T03:00:00".parse().expect("a moment");
        ryokai::store::share::give(conn, &other, &theirs, &viewer.member, now)
    };
    app.db.db().write(give).await.expect("a shared client");
    assert!(browser.get("/clients").await.has("Priya"), "the client is shared");
    assert!(
        !browser.get("/network").await.has("Priya"),
        "but stands in their consultant's network"
    );
}

#[tokio::test]
async fn the_client_page_shows_how_what_was_told_has_landed() {
    for (lang, heading) in [("ja", "伝えたことと、その届き方"), ("en", "Told, and how it landed")]
    {
        let (_app, browser, id) = crate::page::furnished(lang, "c2").await;
        let page = browser.get(&format!("/clients/{id}")).await;
        assert!(
            page.has(heading) && page.has("href=\"#t1\"") && page.has("id=\"t1\""),
            "{}",
            page.body
        );
    }
    let (_app, browser, id) = crate::page::furnished("en", "c5").await;
    let brief = browser.get(&format!("/clients/{id}/brief")).await;
    assert!(!brief.has("#t1"), "the brief has no picture");
}
