//! A correction, a move and the taking back of a session are undone as one act: from the bar on the
//! next page, and from the record afterwards.

use chrono::TimeDelta;
use ryokai::method::{ClientFile, Id, Viewer};
use ryokai::store;

use crate::app::{Browser, Page, TestApp};
use crate::correct::{FULL, begun, file, log, opened, person_of, save, to};
use crate::filled::{filled, with};
use crate::undo::bar;

/// Everything that is read of a client: the file, the session as lines, the page, the summary.
async fn read(
    app: &TestApp,
    browser: &Browser,
    viewer: &Viewer,
    of: (&Id, &str),
) -> (ClientFile, Vec<String>) {
    let (client, session) = of;
    let mut pages = Vec::new();
    for page in [format!("/sessions/{session}/shorthand"), String::new(), "/summary".to_owned()] {
        let page = browser.get(&format!("/clients/{client}{page}")).await;
        assert_eq!(page.status, 200, "{}", page.body);
        let body = page
            .body
            .split("<main")
            .nth(1)
            .expect("a page")
            .split("class=\"fine\"")
            .next()
            .expect("a page");
        // Forms carry a key of their own each time, and what was taken back stays told.
        let plain =
            body.split("<form").map(|piece| piece.split("</form>").last().unwrap_or_default());
        pages.push(plain.filter(|piece| !piece.contains("/taken-back")).collect());
    }
    (file(app, viewer, client).await, pages)
}

/// The page that an answer leads to, a minute later: every act is of a moment of its own.
async fn next(app: &TestApp, browser: &Browser, page: &Page) -> Page {
    app.later(TimeDelta::minutes(1));
    browser.get(to(page).split('#').next().expect("a page")).await
}

async fn press(app: &TestApp, browser: &Browser, page: &Page) -> Page {
    let undone = browser.send("/undo", &bar(page)).await;
    assert_eq!(undone.status, 303, "{}", undone.body);
    next(app, browser, &undone).await
}

/// Presses the last button of a page that says this.
async fn button(browser: &Browser, page: &Page, label: &str) -> Page {
    let label = format!(">{label}</button>");
    let (before, _) =
        page.body.rsplit_once(&label).unwrap_or_else(|| panic!("{label} on {}", page.body));
    let what = before.rsplit_once("value=\"").expect("an act").1.trim_end_matches('"').to_owned();
    browser.send("/undo", &[("what", what.as_str()), ("back", "/")]).await
}

const CHANGES: [(&str, &str); 5] = [
    ("q2", "また相談させてくださいね。"),
    ("minutes", "90"),
    ("on", "2026-01-09"),
    ("theirs0", ""),
    ("q5", "母には。"),
];

#[tokio::test(flavor = "multi_thread")]
async fn a_correction_is_undone_and_made_again_from_the_bar_and_from_the_record() {
    let (app, browser, viewer, client) = begun().await;
    log(
        &browser,
        &client,
        "k0",
        &[("on", "2026-01-05"), ("minutes", "60"), ("q0", "話します。"), ("q0-a", "1")],
    )
    .await;
    let session = log(&browser, &client, "k1", &FULL).await;
    app.later(TimeDelta::minutes(1));
    let of = (&client, session.as_str());
    let before = read(&app, &browser, &viewer, of).await;
    let fields = opened(&browser, &client, &session).await;
    let saved = next(&app, &browser, &save(&browser, &fields, &CHANGES).await).await;
    assert!(saved.has("直しました。"), "{}", saved.body);
    let after = read(&app, &browser, &viewer, of).await;
    assert_ne!(after, before);
    let undone = press(&app, &browser, &saved).await;
    assert!(undone.has("直す前に戻しました。"), "{}", undone.body);
    assert_eq!(read(&app, &browser, &viewer, of).await, before);
    // The line stays in the record, and the undo is told there.
    let page = browser.get(&format!("/clients/{client}/sessions/{session}")).await;
    assert!(
        page.has("また相談させてくださいね。") && page.has("そのあと元に戻しました"),
        "{}",
        page.body
    );
    let again = press(&app, &browser, &undone).await;
    assert!(again.has("直しました。"), "{}", again.body);
    assert_eq!(read(&app, &browser, &viewer, of).await, after);
    let page = browser.get(&format!("/clients/{client}/sessions/{session}")).await;
    let list =
        Page { body: page.body.split("id=\"records\"").next().expect("a page").to_owned(), ..page };
    assert_eq!(button(&browser, &list, "元に戻す").await.status, 303);
    assert_eq!(read(&app, &browser, &viewer, of).await, before, "from the record as well");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_correction_is_not_undone_under_a_later_one_of_the_same() {
    let (app, browser, viewer, client) = begun().await;
    let session = log(&browser, &client, "k1", &FULL).await;
    app.later(TimeDelta::minutes(1));
    let fields = opened(&browser, &client, &session).await;
    let first = next(
        &app,
        &browser,
        &save(&browser, &fields, &[("minutes", "90"), ("q0", "応募が来ません。")]).await,
    )
    .await;
    let fields = opened(&browser, &client, &session).await;
    let second = next(&app, &browser, &save(&browser, &fields, &[("minutes", "45")]).await).await;
    let other = browser.send("/undo", &bar(&first)).await;
    assert_eq!(other.status, 409, "{}", other.body);
    assert!(other.has("先に次の記録を取り消すと") && other.has("直しました："), "{}", other.body);
    let id: Id = session.parse().expect("an id");
    let minutes = |f: &ClientFile| f.session(&id).and_then(|s| s.minutes);
    assert_eq!(minutes(&file(&app, &viewer, &client).await), Some(45), "nothing has changed");
    press(&app, &browser, &second).await;
    assert_eq!(minutes(&file(&app, &viewer, &client).await), Some(90));
    press(&app, &browser, &first).await;
    assert_eq!(minutes(&file(&app, &viewer, &client).await), Some(60));
}

#[tokio::test(flavor = "multi_thread")]
async fn numbers_of_a_signed_session_go_back_with_the_correction_that_moved_them() {
    let (app, browser, viewer, client) = begun().await;
    let first =
        log(&browser, &client, "k1", &[("on", "2026-01-05"), ("minutes", "60"), ("topic", "一")])
            .await;
    let second =
        log(&browser, &client, "k2", &[("on", "2026-01-10"), ("minutes", "60"), ("topic", "二")])
            .await;
    assert_eq!(
        browser
            .send(&format!("/clients/{client}/sessions/{first}/sign"), &[("key", "s")])
            .await
            .status,
        303
    );
    app.later(TimeDelta::minutes(1));
    let before = file(&app, &viewer, &client).await;
    let fields = opened(&browser, &client, &second).await;
    let saved = next(&app, &browser, &save(&browser, &fields, &[("on", "2026-01-03")]).await).await;
    let no = |f: &ClientFile, id: &str| f.session(&id.parse().expect("an id")).and_then(|s| s.no);
    assert_eq!(no(&file(&app, &viewer, &client).await, &first), Some(2));
    press(&app, &browser, &saved).await;
    assert_eq!(file(&app, &viewer, &client).await, before);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_move_is_undone_in_both_records_or_in_none() {
    for from_the_record in [false, true] {
        let (app, browser, viewer, wrong) = begun().await;
        let right = person_of(&app, &viewer, "早川 佳奈").await;
        let kept = log(&browser, &right, "k0", &[("on", "2026-01-12"), ("minutes", "60")]).await;
        let session = log(&browser, &wrong, "k1", &FULL).await;
        app.later(TimeDelta::minutes(1));
        let (here, there) = ((&wrong, session.as_str()), (&right, kept.as_str()));
        let before =
            (read(&app, &browser, &viewer, here).await, read(&app, &browser, &viewer, there).await);
        let fields = opened(&browser, &wrong, &session).await;
        let moved = save(&browser, &fields, &[("client", right.as_str()), ("minutes", "45")]).await;
        let page = next(&app, &browser, &moved).await;
        assert!(page.has("別のお客さまの記録へ移しました"), "{}", page.body);
        let after = (file(&app, &viewer, &wrong).await, file(&app, &viewer, &right).await);
        // One half of it alone is not undone.
        let what =
            bar(&page).into_iter().find(|(name, _)| *name == "what").expect("what").1.to_owned();
        let half =
            what.split_once('~').and_then(|(_, rest)| rest.rsplitn(4, '~').last()).expect("a half");
        let refused =
            browser.send("/undo", &[("what", format!("w~{half}").as_str()), ("back", "/")]).await;
        assert_eq!(refused.status, 404, "{half}");
        let back = match from_the_record {
            true => {
                let gone = browser.get(&format!("/clients/{wrong}/sessions/{session}")).await;
                let undone = button(&browser, &gone, "元のお客さまに戻す").await;
                assert_eq!(undone.status, 303, "{}", undone.body);
                next(&app, &browser, &undone).await
            }
            false => press(&app, &browser, &page).await,
        };
        assert!(back.has("移す前に戻しました") && back.has("応募が来ない。"), "{}", back.body);
        let now =
            (read(&app, &browser, &viewer, here).await, read(&app, &browser, &viewer, there).await);
        assert_eq!(now, before);
        // The form that made it leads to where it is again, and so does the other address.
        let wrong_ = wrong.to_string();
        let mut again =
            vec![("key", "k1"), ("act", "save"), ("client", wrong_.as_str()), ("status", "held")];
        again.extend_from_slice(&FULL);
        assert!(
            to(&browser.send("/log", &again).await)
                .starts_with(&format!("/clients/{wrong}/sessions/{session}"))
        );
        assert!(!browser.get(&format!("/clients/{wrong}")).await.has("へ移しました"));
        let other = browser.get(to(&moved).split('?').next().expect("a page")).await;
        assert!(
            other.has(&format!("href=\"/clients/{wrong}/sessions/{session}\"")),
            "{}",
            other.body
        );
        let redone = press(&app, &browser, &back).await;
        assert!(redone.has("別のお客さまの記録へ移しました"), "{}", redone.body);
        assert_eq!((file(&app, &viewer, &wrong).await, file(&app, &viewer, &right).await), after);
        assert!(browser.get(&format!("/clients/{wrong}")).await.has("早川 佳奈さんの記録を開く"));
    }
}

/// The forms of a page of what was taken back, by the acts they name.
fn named_acts(page: &Page) -> Vec<String> {
    let values = page.body.split("value=\"").skip(1).filter_map(|rest| rest.split('"').next());
    values
        .filter(|value| value.starts_with("w~") || value.starts_with("m~"))
        .map(str::to_owned)
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_that_was_moved_by_mistake_never_stands_in_two_records() {
    let (app, browser, viewer, owner) = begun().await;
    let stranger = person_of(&app, &viewer, "早川 佳奈").await;
    let session = log(&browser, &owner, "k1", &FULL).await;
    app.later(TimeDelta::minutes(1));
    let fields = opened(&browser, &owner, &session).await;
    let moved = save(&browser, &fields, &[("client", stranger.as_str())]).await;
    let page = next(&app, &browser, &moved).await;
    app.later(TimeDelta::minutes(1));
    press(&app, &browser, &page).await;
    let settled = (file(&app, &viewer, &owner).await, file(&app, &viewer, &stranger).await);
    assert_eq!((settled.0.sessions.len(), settled.1.sessions.len()), (1, 0));
    // Whatever the page of what was taken back offers, of the whole act or of each record of it.
    let list = browser.get(&format!("/clients/{stranger}/taken-back")).await;
    let journal = {
        let (viewer, stranger) = (viewer.clone(), stranger.clone());
        let read =
            move |conn: &mut store::Conn| Ok(store::file::load(conn, &viewer, &stranger)?.records);
        app.db.db().read(read).await.expect("a journal")
    };
    let single = journal.iter().map(|record| format!("w~{stranger}~{}~1", record.id));
    for what in named_acts(&list).into_iter().chain(single) {
        browser.send("/undo", &[("what", what.as_str()), ("back", "/"), ("sure", "yes")]).await;
        let now = file(&app, &viewer, &stranger).await;
        assert_eq!((now.sessions.len(), now.quotes.len()), (0, 0), "{what}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_taken_back_comes_again_whole() {
    for from_the_record in [false, true] {
        let (app, browser, viewer, client) = begun().await;
        let session = log(&browser, &client, "k1", &FULL).await;
        let later = [
            ("on", "2026-01-14"),
            ("minutes", "60"),
            ("q0", "もう大丈夫です。"),
            ("q0-move", "want.1.done"),
        ];
        log(&browser, &client, "k2", &later).await;
        app.later(TimeDelta::minutes(1));
        let of = (&client, session.as_str());
        let before = read(&app, &browser, &viewer, of).await;
        let address = format!("/clients/{client}/sessions/{session}/take-back");
        let form = filled(&browser.get(&address).await.body, &format!("action=\"{address}\""));
        let gone = browser.send(&address, &with(&form, &[("why", "twice")])).await;
        let page = next(&app, &browser, &gone).await;
        assert!(page.has("取り消しました。") && page.has("第1回"), "{}", page.body);
        assert_ne!(file(&app, &viewer, &client).await, before.0);
        let list = browser.get(&format!("/clients/{client}/taken-back")).await;
        assert_eq!(
            list.body.matches("name=\"what\"").count(),
            1,
            "one act, one line: {}",
            list.body
        );
        assert!(list.has("いっしょに取り消しています"), "{}", list.body);
        if from_the_record {
            assert_eq!(button(&browser, &list, "元に戻す").await.status, 303);
        } else {
            let back = press(&app, &browser, &page).await;
            assert!(back.has("元に戻しました。"), "{}", back.body);
        }
        assert_eq!(read(&app, &browser, &viewer, of).await, before);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_undone_move_leaves_no_corrections_and_says_who_stays_without_a_session() {
    let (app, browser, viewer, wrong) = begun().await;
    let session = log(&browser, &wrong, "k1", &FULL).await;
    app.later(TimeDelta::minutes(1));
    let fields = opened(&browser, &wrong, &session).await;
    let moved = save(&browser, &fields, &[("new-name", "新田 誠")]).await;
    let page = next(&app, &browser, &moved).await;
    app.later(TimeDelta::minutes(1));
    let back = press(&app, &browser, &page).await;
    assert!(back.has("新田 誠さんの記録は、面談のないまま残っています"), "{}", back.body);
    let page = browser.get(&format!("/clients/{wrong}/sessions/{session}")).await;
    assert!(!page.has("直したところ"), "nobody corrected anything: {}", page.body);
    let list = browser.get(&format!("/clients/{wrong}/taken-back")).await;
    assert!(!list.has("直しました"), "{}", list.body);
    // Of somebody who has sessions of their own, nothing is said.
    let other = person_of(&app, &viewer, "早川 佳奈").await;
    log(&browser, &other, "k0", &[("on", "2026-01-12"), ("minutes", "60")]).await;
    app.later(TimeDelta::minutes(1));
    let fields = opened(&browser, &wrong, &session).await;
    let moved = save(&browser, &fields, &[("client", other.as_str())]).await;
    let page = next(&app, &browser, &moved).await;
    assert!(!press(&app, &browser, &page).await.has("面談のないまま"));
}

async fn take_back(browser: &Browser, client: &Id, session: &str) {
    let address = format!("/clients/{client}/sessions/{session}/take-back");
    let form = filled(&browser.get(&address).await.body, &format!("action=\"{address}\""));
    let gone = browser.send(&address, &with(&form, &[("why", "twice")])).await;
    assert_eq!(gone.status, 303, "{}", gone.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_address_of_a_session_that_was_moved_about_and_taken_back_ends_at_the_truth() {
    // Moved there; moved there and undone; moved there, moved back, and the way back undone.
    for turns in 1..=3 {
        let (app, browser, viewer, first) = begun().await;
        let second = person_of(&app, &viewer, "早川 佳奈").await;
        let session = log(&browser, &first, "k1", &FULL).await;
        let mut addresses = vec![(first.clone(), session.clone())];
        let (mut at, mut last) = ((first.clone(), session), None);
        for turn in 1..=turns {
            app.later(TimeDelta::minutes(1));
            if turn == turns && turns > 1 {
                let page: Page = last.take().expect("a page");
                let back = press(&app, &browser, &page).await;
                assert_eq!(back.status, 200, "{}", back.body);
                at = addresses[turns - 2].clone();
                continue;
            }
            let to_whom = if at.0 == first { second.clone() } else { first.clone() };
            let fields = opened(&browser, &at.0, &at.1).await;
            let moved = save(&browser, &fields, &[("client", to_whom.as_str())]).await;
            let there = to(&moved).split('?').next().expect("a page").to_owned();
            at = (to_whom, there.split('/').nth(4).expect("a session").to_owned());
            addresses.push(at.clone());
            last = Some(next(&app, &browser, &moved).await);
        }
        app.later(TimeDelta::minutes(1));
        take_back(&browser, &at.0, &at.1).await;
        for (client, session) in &addresses {
            let mut address = format!("/clients/{client}/sessions/{session}");
            let mut seen: Vec<String> = Vec::new();
            loop {
                let page = browser.get(&address).await;
                assert_eq!(page.status, 200, "{turns}: {address} {}", page.body);
                if page.has("この面談は取り消しました") {
                    break;
                }
                seen.push(address.clone());
                let main = page.body.split("<main").nth(1).expect("a page");
                let link = main.split("href=\"").skip(1).find(|l| l.contains("/sessions/"));
                address = link.and_then(|l| l.split('"').next()).expect("a way on").to_owned();
                assert!(!seen.contains(&address), "{turns}: round for ever: {seen:?}");
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn sessions_that_were_taken_back_are_told_from_each_other() {
    for (lang, when, by, gap) in [
        ("ja", "2026年1月15日(木) 09:00に記録", "佐倉 まどか", "第2・3回は"),
        ("en", "written down on Thu 15 Jan 2026", "佐倉 まどか", "number 2 · 3"),
    ] {
        let app = TestApp::new().await;
        let browser = app.signed_up(lang).await;
        let viewer = crate::page::owner(&app).await;
        let client = person_of(&app, &viewer, "水野 直樹").await;
        let mut sessions = Vec::new();
        for (key, more) in [
            ("k1", ("topic", "はじまり")),
            ("k2", ("topic", "値上げの話")),
            ("k3", ("q0", "応募が来ない。")),
            ("k4", ("topic", "おわり")),
        ] {
            let of = [("on", "2026-01-10"), ("minutes", "60"), more, ("another", "2026-01-10")];
            sessions.push(log(&browser, &client, key, &of).await);
        }
        app.later(TimeDelta::minutes(1));
        take_back(&browser, &client, &sessions[1]).await;
        app.later(TimeDelta::minutes(1));
        take_back(&browser, &client, &sessions[2]).await;
        let list = browser.get(&format!("/clients/{client}/taken-back")).await;
        for known in ["値上げの話", "応募が来ない。", when, by] {
            assert!(list.has(known), "{known}: {}", list.body);
        }
        assert_eq!(list.body.matches("</h2>").count(), 1);
        let title = list.body.split("<h1>").nth(1).and_then(|t| t.split('<').next());
        assert!(!list.body.contains(&format!("<h2>{}</h2>", title.expect("a title"))));
        let page = browser.get(&format!("/clients/{client}")).await;
        assert!(page.has(gap), "why numbers are missing: {}", page.body);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_later_yes_that_would_count_as_the_first_is_named_before() {
    let (app, browser, viewer, client) = begun().await;
    let yes = [("on", "2026-01-05"), ("minutes", "60"), ("q0", "話します。"), ("q0-a", "1")];
    let first = log(&browser, &client, "k1", &yes).await;
    let again = [("on", "2026-01-12"), ("minutes", "60"), ("q0", "また話します。"), ("q0-a", "1")];
    log(&browser, &client, "k2", &again).await;
    let before = file(&app, &viewer, &client).await;
    let fields = opened(&browser, &client, &first).await;
    let asked = save(&browser, &fields, &[("q0", "")]).await;
    assert_eq!(asked.status, 409, "{}", asked.body);
    assert!(
        asked.has("初めての了解か、あらためての了解かが変わります") && asked.has("1月12日"),
        "{}",
        asked.body
    );
    assert_eq!(file(&app, &viewer, &client).await, before, "nothing is changed yet");
}
