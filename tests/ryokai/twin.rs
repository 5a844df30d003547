//! Two people who may be one, over HTTP: the question is asked once, in every place where somebody
//! is added, and only about people whom the reader may see.

use ryokai::method::{Id, Person, Text, Viewer};
use ryokai::store::{Conn, person};

use crate::app::{Browser, Page, TestApp};
use crate::page::owner;

/// A client with what is known of them, of this consultant's.
pub async fn known(
    app: &TestApp,
    viewer: &Viewer,
    name: &str,
    change: impl FnOnce(&mut Person),
) -> Id {
    let mut new =
        Person::named(Id::fresh(), name.parse().expect("a name"), ryokai::method::Lang::Ja);
    change(&mut new);
    let (viewer, now) = (viewer.clone(), app.now());
    let add = move |conn: &mut Conn| person::add(conn, &viewer, new, now);
    app.db.db().write(add).await.expect("a client")
}

pub fn text(s: &str) -> Option<Text> {
    Some(s.parse().expect("a text"))
}

async fn opened(lang: &'static str) -> (TestApp, Browser, Id) {
    let app = TestApp::new().await;
    let browser = app.signed_up(lang).await;
    let id = known(&app, &owner(&app).await, "高橋 美咲", |p| {
        p.reading = text("たかはし みさき");
        p.mail = text("misaki@example.jp");
    })
    .await;
    (app, browser, id)
}

/// A form of a page, with what its hidden fields say.
async fn send(browser: &Browser, page: &Page, to: &str, fields: &[(&str, &str)]) -> Page {
    let hidden: Vec<(&str, String)> =
        ["key", "draft", "draft-version", "twins", "twin-of", "version"]
            .iter()
            .filter_map(|n| Some((*n, page.hidden(n)?)))
            .collect();
    let mut all: Vec<(&str, &str)> = hidden.iter().map(|(n, v)| (*n, v.as_str())).collect();
    all.extend_from_slice(fields);
    browser.send(to, &all).await
}

async fn how_many(app: &TestApp) -> usize {
    let viewer = owner(app).await;
    app.db.db().read(move |conn| person::everybody(conn, &viewer)).await.expect("people").len()
}

#[tokio::test]
async fn who_is_added_again_is_asked_about_and_nothing_typed_is_lost() {
    for (lang, why, saved) in [
        ("ja", "同じお名前・同じメール", "いま書かれたもの：misaki@example.com"),
        ("en", "same name · same mail", "You typed:"),
    ] {
        let (app, browser, id) = opened(lang).await;
        let page = browser.get("/people/new").await;
        let typed = [
            ("name", "髙橋美咲"),
            ("mail", "MISAKI@example.jp"),
            ("phone", "090-1234-5678"),
            ("purpose", "講座"),
        ];
        let asked = send(&browser, &page, "/people/new", &typed).await;
        assert_eq!(asked.status, 422);
        assert!(asked.has(why) && asked.has("value=\"090-1234-5678\""), "{}", asked.body);
        assert_eq!(how_many(&app).await, 1);
        // The same person: their own page, with what was typed in what was empty, and beside what
        // differs.
        let same = id.to_string();
        let other_mail = [
            ("name", "髙橋美咲"),
            ("mail", "misaki@example.com"),
            ("phone", "090-1234-5678"),
            ("purpose", "講座"),
            ("twin", same.as_str()),
        ];
        let page = send(&browser, &asked, "/people/new", &other_mail).await;
        assert_eq!(page.status, 200);
        assert!(
            page.has(&format!("action=\"/clients/{id}/profile\""))
                && page.has("value=\"090-1234-5678\""),
            "{}",
            page.body
        );
        assert!(
            page.has("value=\"misaki@example.jp\"")
                && page.has(saved)
                && page.has("misaki@example.com"),
            "{}",
            page.body
        );
        let kept = [
            ("name", "高橋 美咲"),
            ("mail", "misaki@example.jp"),
            ("phone", "090-1234-5678"),
            ("purpose", "講座"),
        ];
        assert_eq!(
            send(&browser, &page, &format!("/clients/{id}/profile"), &kept).await.status,
            303
        );
        assert!(
            browser.get(&format!("/clients/{id}/profile")).await.has("value=\"090-1234-5678\"")
        );
        assert_eq!(how_many(&app).await, 1);
    }
}

#[tokio::test]
async fn another_person_of_the_same_name_is_added_and_not_asked_about_again() {
    let (app, browser, id) = opened("ja").await;
    let page = browser.get("/people/new").await;
    let typed = [("name", "高橋 美咲"), ("role", "編集者")];
    let asked = send(&browser, &page, "/people/new", &typed).await;
    assert_eq!(asked.status, 422);
    let sent = [typed[0], typed[1], ("twin", "other")];
    let added = send(&browser, &asked, "/people/new", &sent).await;
    assert_eq!(added.status, 303);
    // Sent once more, it is the same form and nobody new.
    assert_eq!(send(&browser, &asked, "/people/new", &sent).await.location, added.location);
    assert_eq!(how_many(&app).await, 2);
    let viewer = owner(&app).await;
    let people =
        app.db.db().read(move |conn| person::everybody(conn, &viewer)).await.expect("people");
    let new = people.iter().find(|p| p.id != id).expect("the new one");
    assert_eq!(new.apart_from, [id]);
}

#[tokio::test]
async fn a_session_with_a_new_client_asks_whether_it_is_somebody_known() {
    for (lang, near, why) in [
        ("ja", "高橋 美咲さんがすでにいます", "同じふりがな"),
        ("en", "高橋 美咲 is here already", "same reading"),
    ] {
        let (app, browser, id) = opened(lang).await;
        let page = browser.get("/log").await;
        let typed = [
            ("on", "2026-01-14"),
            ("minutes", "60"),
            ("new-name", "タカハシ ミサキ"),
            ("q0", "朝がいちばん好きです"),
        ];
        let reading = send(&browser, &page, "/log/reading", &typed).await;
        assert!(reading.has(near) && reading.has(why), "while one types: {}", reading.body);
        let asked = send(&browser, &page, "/log", &typed).await;
        assert_eq!(asked.status, 422);
        assert!(asked.has(why) && asked.has("朝がいちばん好きです"), "{}", asked.body);
        let same = id.to_string();
        let saved = send(
            &browser,
            &asked,
            "/log",
            &[typed[0], typed[1], typed[2], typed[3], ("twin", &same)],
        )
        .await;
        assert!(
            saved.location.is_some_and(|to| to.starts_with(&format!("/clients/{id}/sessions/"))),
            "{}",
            saved.body
        );
        assert_eq!(how_many(&app).await, 1);
        assert!(browser.get(&format!("/clients/{id}/sessions")).await.has("2026"));
        // What was said of one name holds for no other.
        let page = browser.get("/log").await;
        let asked = send(&browser, &page, "/log", &typed).await;
        let renamed =
            [typed[0], typed[1], ("new-name", "森 亜紀"), typed[3], ("twin", same.as_str())];
        let saved = send(&browser, &asked, "/log", &renamed).await;
        assert_eq!(saved.status, 303);
        assert!(!saved.location.is_some_and(|to| to.starts_with(&format!("/clients/{id}/"))));
        assert_eq!(how_many(&app).await, 2);
    }
}

#[tokio::test]
async fn what_was_typed_of_somebody_known_goes_to_their_profile_or_is_asked_about() {
    let (app, browser, id) = opened("en").await;
    let kept = async || {
        let viewer = crate::page::owner(&app).await;
        let who = id.clone();
        app.db
            .read(move |conn| ryokai::store::person::find(conn, &viewer, &who))
            .await
            .expect("a read")
            .expect("her")
            .person
    };
    let before = kept().await;
    assert!(before.reading.is_some() && before.origin.is_none() && before.pillars.is_empty());
    let same = id.to_string();
    let typed = [
        ("on", "2026-01-14"),
        ("minutes", "60"),
        ("new-name", "高橋 美咲"),
        ("q0", "朝がいちばん好きです"),
    ];
    let more =
        [("new-origin", "introduced"), ("new-pillar-name", "Choir"), ("twin", same.as_str())];
    let page = browser.get("/log").await;
    let asked = send(&browser, &page, "/log", &typed).await;
    let other: Vec<_> =
        typed.into_iter().chain(more).chain([("new-reading", "たかはし みさこ")]).collect();
    let differs = send(&browser, &asked, "/log", &other).await;
    assert!(
        differs.status == 422 && differs.has("#f-new-reading") && differs.has("たかはし みさこ"),
        "{}",
        differs.body
    );
    assert_eq!(kept().await, before, "nothing is written before it is answered");
    let agreed: Vec<_> = typed.into_iter().chain(more).collect();
    let saved = send(&browser, &asked, "/log", &agreed).await;
    assert_eq!(saved.status, 303, "{}", saved.body);
    let after = kept().await;
    assert_eq!(after.reading, before.reading);
    assert_eq!(
        after.origin.and_then(|o| o.direction),
        Some(ryokai::method::person::OriginDirection::Introduced)
    );
    assert_eq!(after.pillars.len(), 1);
}

#[tokio::test]
async fn a_session_with_another_person_of_the_same_name_is_saved_once() {
    let (app, browser, _) = opened("ja").await;
    let page = browser.get("/log").await;
    let typed = [("on", "2026-01-14"), ("minutes", "60"), ("new-name", "美咲 高橋")];
    let asked = send(&browser, &page, "/log", &typed).await;
    assert_eq!(asked.status, 422);
    let sent = [typed[0], typed[1], typed[2], ("twin", "other")];
    let saved = send(&browser, &asked, "/log", &sent).await;
    assert_eq!(saved.status, 303, "{}", saved.body);
    assert_eq!(
        send(&browser, &asked, "/log", &sent).await.location,
        saved.location,
        "sent twice, saved once"
    );
    assert_eq!(how_many(&app).await, 2);
}

#[tokio::test]
async fn a_contact_with_somebody_who_seems_known_shows_them_with_the_reason() {
    let (app, browser, id) = opened("ja").await;
    let page = browser.get("/contact").await;
    let typed =
        [("who", "美咲・高橋"), ("channel", "phone"), ("mover", "them"), ("note", "講座の件")];
    let asked = send(&browser, &page, "/contact", &typed).await;
    assert_eq!(asked.status, 422);
    assert!(
        asked.has(&format!("value=\"{id}\"")) && asked.has("同じお名前") && asked.has("講座の件"),
        "{}",
        asked.body
    );
    let same = id.to_string();
    let done = send(
        &browser,
        &asked,
        "/contact",
        &[typed[0], typed[1], typed[2], typed[3], ("person", &same)],
    )
    .await;
    assert!(done.location.is_some_and(|to| to.starts_with(&format!("/clients/{id}/contacts/"))));
    let new = send(
        &browser,
        &asked,
        "/contact",
        &[typed[0], typed[1], typed[2], typed[3], ("kind", "client")],
    )
    .await;
    assert_eq!(new.status, 303);
    assert_eq!(how_many(&app).await, 2);
}

#[tokio::test]
async fn a_colleagues_client_never_shows_through_the_question() {
    let app = TestApp::new().await;
    let browser = app.signed_up("ja").await;
    let (db, practice) = (app.db.db(), owner(&app).await.practice);
    let other =
        move || crate::build::member(&db, &practice, "owen", ryokai::method::Role::Consultant);
    let other = tokio::task::spawn_blocking(other).await.expect("a colleague");
    let theirs = known(&app, &other, "高橋 美咲", |p| p.mail = text("misaki@example.jp")).await;
    let page = browser.get("/people/new").await;
    let typed = [("name", "高橋 美咲"), ("mail", "misaki@example.jp")];
    // Neither by itself, nor for somebody who guesses the id.
    let forged = theirs.to_string();
    let added = send(
        &browser,
        &page,
        "/people/new",
        &[typed[0], typed[1], ("twin", &forged), ("twins", &forged)],
    )
    .await;
    assert_eq!(added.status, 303, "{}", added.body);
    assert!(!added.location.is_some_and(|to| to.contains(theirs.as_str())));
    let page = browser.get("/log").await;
    let logged = [
        ("on", "2026-01-14"),
        ("minutes", "60"),
        ("new-name", "美咲高橋"),
        ("twin-of", "美咲高橋"),
        ("twin", forged.as_str()),
    ];
    let forged = send(&browser, &page, "/log", &logged).await;
    assert_eq!(forged.status, 404, "as unknown as any other");
    let line = browser.get("/contact").await;
    assert!(!line.has(theirs.as_str()));
}

#[tokio::test]
async fn who_is_renamed_is_found_under_the_earlier_name_and_shown_with_it() {
    for (lang, label) in [("ja", "以前のお名前"), ("en", "Earlier name")] {
        let (app, browser, id) = opened(lang).await;
        let address = format!("/clients/{id}/profile");
        let page = browser.get(&address).await;
        let renamed = [("name", "森 美咲"), ("reading", "もり みさき"), ("earlier-0", "")];
        assert_eq!(send(&browser, &page, &address, &renamed).await.status, 303);
        for place in ["/clients", "/", "/log"] {
            let page = browser.get(place).await;
            assert!(place == "/" || page.has("森 美咲"), "{place}: {}", page.body);
            assert!(!page.has("高橋 美咲</"), "{place}: nowhere under the old name");
        }
        let client = browser.get(&format!("/clients/{id}")).await;
        assert!(
            client.has(label) && client.has("高橋 美咲") && client.has("森 美咲"),
            "{}",
            client.body
        );
        let page = browser.get(&address).await;
        assert!(page.has("name=\"earlier-0\" type=\"text\" value=\"高橋 美咲\""), "{}", page.body);
        // Found: by one line, and when somebody of the earlier name is added.
        let line = browser.get("/contact").await;
        assert!(line.has("value=\"高橋 美咲\""), "offered while one types");
        let contact = [("who", "高橋美咲"), ("channel", "phone"), ("mover", "them")];
        let done = send(&browser, &line, "/contact", &contact).await;
        assert!(
            done.location.is_some_and(|to| to.starts_with(&format!("/clients/{id}/"))),
            "{}",
            done.body
        );
        let new = browser.get("/people/new").await;
        let asked = send(&browser, &new, "/people/new", &[("name", "高橋 美咲")]).await;
        assert_eq!(asked.status, 422);
        // Emptied, it is kept no longer.
        let page = browser.get(&address).await;
        let forgotten = [("name", "森 美咲"), ("earlier-0", ""), ("earlier-1", "")];
        assert_eq!(send(&browser, &page, &address, &forgotten).await.status, 303);
        assert!(!browser.get(&format!("/clients/{id}")).await.has("高橋 美咲"));
        drop(app);
    }
}

#[tokio::test]
async fn a_file_finds_who_is_there_under_an_earlier_name_and_in_any_order() {
    use ryokai::intake::incoming::{Choice, Ground, Kind, Plan, Twin, Upload};
    let (app, browser, id) = opened("ja").await;
    let address = format!("/clients/{id}/profile");
    let page = browser.get(&address).await;
    assert_eq!(
        send(&browser, &page, &address, &[("name", "森 美咲"), ("earlier-0", "")]).await.status,
        303
    );
    let viewer = owner(&app).await;
    let people =
        app.db.db().read(move |conn| person::everybody(conn, &viewer)).await.expect("people");
    let ground = Ground { people, today: crate::build::day("2026-01-15"), ..Ground::default() };
    let file = "氏名,メール\n髙橋美咲,ＭISAKI@example.jp\n美咲 森,misaki@example.jp\n美咲 森,\n高橋 花,misaki@example.jp\n";
    let plan =
        Plan::of(&Upload::read(Kind::Clients, "x.csv", file.as_bytes()).expect("a table"), &ground);
    let known = |twin: &Option<Twin>| matches!(twin, Some(Twin::Known(of, _)) if *of == id);
    let seen: Vec<(bool, bool)> =
        plan.candidates.iter().map(|c| (known(&c.twin), known(&c.hint))).collect();
    assert_eq!(
        seen[..3],
        [(true, false), (true, false), (false, true)],
        "a name and a second sign; a name alone is a hint"
    );
    assert_eq!(seen[3], (false, true), "a shared address is no more than a hint");
    assert_eq!(plan.candidates[3].choice, Choice::Add);
}

/// The person with this name, if there is one.
async fn called(app: &TestApp, name: &str) -> Option<Person> {
    let viewer = owner(app).await;
    let people =
        app.db.db().read(move |conn| person::everybody(conn, &viewer)).await.expect("people");
    people.into_iter().find(|p| p.display_name.as_str() == name)
}

#[tokio::test]
async fn a_title_is_taken_off_a_new_name_in_every_form_with_a_word() {
    for (lang, typed, kept, said) in [
        ("ja", "水野 直樹さん", "水野 直樹", "「さん」を外して"),
        ("en", "Mr Tom Beckett", "Tom Beckett", "without “mr”"),
    ] {
        for to in ["/log", "/people/new", "/contact"] {
            let app = TestApp::new().await;
            let browser = app.signed_up(lang).await;
            let page = browser.get(to).await;
            let fields: &[(&str, &str)] = match to {
                "/log" => &[("on", "2026-01-14"), ("minutes", "60"), ("new-name", typed)],
                "/contact" => {
                    &[("who", typed), ("channel", "phone"), ("mover", "them"), ("kind", "client")]
                }
                _ => &[("name", typed)],
            };
            if to == "/log" {
                assert!(
                    send(&browser, &page, "/log/reading", fields).await.has(said),
                    "while one types"
                );
            }
            let saved = send(&browser, &page, to, fields).await;
            assert_eq!(saved.status, 303, "{to}: {}", saved.body);
            let person =
                called(&app, kept).await.unwrap_or_else(|| panic!("{to}: nobody is called {kept}"));
            let told = browser.get(&saved.location.expect("a page")).await;
            assert!(told.has(said), "{to}: {}", told.body);
            // One who is really called so: the page offers it, and what was typed comes back.
            let (_, link) = told.body.split_once("/profile?titled=").expect("the way to keep it");
            let code = link.split('"').next().expect("a title");
            let profile = format!("/clients/{}/profile", person.id);
            let page = browser.get(&format!("{profile}?titled={code}")).await;
            let fields = crate::filled::filled(&page.body, &format!("action=\"{profile}\""));
            assert_eq!(
                browser.send(&profile, &crate::filled::with(&fields, &[])).await.status,
                303
            );
            assert!(called(&app, typed).await.is_some(), "{to}: kept as typed");
            // And stays so when something else of them is changed.
            let page = browser.get(&profile).await;
            let fields = crate::filled::filled(&page.body, &format!("action=\"{profile}\""));
            assert_eq!(
                browser
                    .send(&profile, &crate::filled::with(&fields, &[("role", "x")]))
                    .await
                    .status,
                303
            );
            assert!(called(&app, typed).await.is_some(), "{to}: kept again");
        }
    }
}

#[tokio::test]
async fn who_is_known_is_known_with_any_title_and_in_both_scripts() {
    for typed in ["高橋 美咲さん", "高橋 美咲　様", "高橋美咲先生", "高橋 美咲氏", "高橋 みさき"]
    {
        for to in ["/log", "/people/new"] {
            let (app, browser, _) = opened("ja").await;
            let page = browser.get(to).await;
            let name = if to == "/log" { "new-name" } else { "name" };
            let fields = [("on", "2026-01-14"), ("minutes", "60"), (name, typed)];
            let asked = send(&browser, &page, to, &fields).await;
            assert!(
                asked.status == 422 && asked.has("この方ではありませんか"),
                "{to} {typed}: {}",
                asked.status
            );
            assert_eq!(how_many(&app).await, 1);
        }
        let (_app, browser, id) = opened("ja").await;
        let line = browser.get("/contact").await;
        let contact = [("who", typed), ("channel", "phone"), ("mover", "them")];
        let done = send(&browser, &line, "/contact", &contact).await;
        let led =
            done.location.as_ref().is_some_and(|to| to.starts_with(&format!("/clients/{id}/")));
        assert!(led || done.has(&format!("value=\"{id}\"")), "{typed}: {}", done.body);
    }
}

#[tokio::test]
async fn a_family_name_alone_is_told_and_never_refused() {
    let (app, browser, _) = opened("ja").await;
    let page = browser.get("/log").await;
    let typed = [("on", "2026-01-14"), ("minutes", "60"), ("new-name", "高橋")];
    let reading = send(&browser, &page, "/log/reading", &typed).await;
    assert!(reading.has("お名前の似た方がいます") && reading.has("高橋 美咲"), "{}", reading.body);
    assert_eq!(send(&browser, &page, "/log", &typed).await.status, 303);
    assert_eq!(how_many(&app).await, 2);
    let page = browser.get("/people/new").await;
    let added =
        send(&browser, &page, "/people/new", &[("name", "高橋さん"), ("twin", "other")]).await;
    assert_eq!(added.status, 422, "the one called so is asked about");
    let added =
        send(&browser, &added, "/people/new", &[("name", "高橋さん"), ("twin", "other")]).await;
    assert!(
        browser.get(&added.location.expect("a page")).await.has("お名前の似た方がほかにもいます")
    );
}

#[tokio::test]
async fn a_file_brings_names_without_their_titles_and_says_so() {
    use ryokai::intake::incoming::{Ground, Kind, Plan, Upload};
    let (app, _browser, id) = opened("ja").await;
    let viewer = owner(&app).await;
    let people =
        app.db.db().read(move |conn| person::everybody(conn, &viewer)).await.expect("people");
    let ground = Ground { people, today: crate::build::day("2026-01-15"), ..Ground::default() };
    let file = "氏名,メール,電話,月額,通貨\n高橋 美咲様,misaki@example.jp,,,\n森 亜紀さん,a@@b,なし,$200,\n";
    let plan =
        Plan::of(&Upload::read(Kind::Clients, "x.csv", file.as_bytes()).expect("a table"), &ground);
    let [known, new] = &plan.candidates[..] else { panic!("two rows") };
    assert!(matches!(&known.twin, Some(ryokai::intake::incoming::Twin::Known(of, _)) if *of == id));
    let why = |row: &ryokai::intake::incoming::Candidate| {
        format!("{:?}", row.faults.iter().map(|f| f.why).collect::<Vec<_>>())
    };
    assert_eq!(why(new), "[Title, Sign, Mail, Phone]");
    assert_eq!(new.name, "森 亜紀");
    assert_eq!(why(known), "[Title]");
}
