//! Correcting a session, moving it, and taking it back, over HTTP: what was wrong is right, and
//! nothing else moves.

use ryokai::method::{AgreementMove, ClientFile, Id, Role, Standing, Terms};

use crate::app::Page;
use crate::build;
use crate::filled::{filled, with};

use crate::kit::correcting::journal;
pub use crate::kit::correcting::{begun, file, log, opened, person_of, save, to};

/// True if a page leads to the session, with what was corrected to be undone.
fn corrected(page: &Page) -> bool {
    to(page).contains("/sessions/") && to(page).contains("?done=w~")
}

/// A session with all ten kinds of things.
pub const FULL: [(&str, &str); 31] = [
    ("on", "2026-01-10"),
    ("minutes", "60"),
    ("topic", "採用"),
    ("covered", "yes"),
    ("q0", "応募が来ない。"),
    ("q0-w", "1"),
    ("q1", "いろいろ話させてください。"),
    ("q1-a", "1"),
    ("q2", "また相談させてください。"),
    ("q2-b", "1"),
    ("q3", "最後は会長が決めるので。"),
    ("q3-n", "1"),
    ("q3-need", "自分で決めたい"),
    ("q4", "どうぞ。"),
    ("tn-text", "決める人が二人いる"),
    ("tn-why", "先に知っておいてほしい"),
    ("tn-permission", "permitted"),
    ("tn-yes", "4"),
    ("tn-reception", "thinking"),
    ("tn-answer", "2"),
    ("sign", "fell_silent"),
    ("sign-seen", "窓を見た"),
    ("m-text", "値上げの話"),
    ("m-why", "続けていくために"),
    ("ours0", "ひな型を送る"),
    ("ours0-due", "2026-01-20"),
    ("theirs0", "紙に書き出す"),
    ("closing", "dated"),
    ("next", "2026-01-24"),
    ("checkout", "yes"),
    ("note", "一行目\n二行目"),
];

#[tokio::test(flavor = "multi_thread")]
async fn a_session_saved_again_unchanged_writes_nothing() {
    let (app, browser, viewer, client) = begun().await;
    let session = log(&browser, &client, "k1", &FULL).await;
    let before = (file(&app, &viewer, &client).await, journal(&app, &viewer, &client).await);
    let fields = opened(&browser, &client, &session).await;
    let said = |name: &str| {
        fields.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str()).unwrap_or_default()
    };
    for (name, value) in FULL {
        assert_eq!(said(name), value, "{name}");
    }
    let saved = save(&browser, &fields, &[]).await;
    assert!(to(&saved).ends_with("?after=same"), "{}", to(&saved));
    assert_eq!((file(&app, &viewer, &client).await, journal(&app, &viewer, &client).await), before);
    assert!(browser.get(to(&saved)).await.has("変わったところはありませんでした"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_that_was_wrong_is_put_right_under_everything_that_rests_on_it() {
    let (app, browser, viewer, client) = begun().await;
    let session = log(&browser, &client, "k1", &FULL).await;
    let before = file(&app, &viewer, &client).await;
    let fields = opened(&browser, &client, &session).await;
    // A typo in the words of an agreement, the minutes, a due date, a forgotten quote that is a
    // want.
    let new = [
        ("q2", "また相談させてくださいね。"),
        ("minutes", "90"),
        ("ours0-due", "2026-01-21"),
        ("q5", "母にはまだ話していません。"),
        ("q5-w", "1"),
    ];
    let saved = save(&browser, &fields, &new).await;
    assert!(corrected(&saved));
    let after = file(&app, &viewer, &client).await;
    let id: Id = session.parse().expect("an id");
    assert_eq!(after.session(&id).expect("the session").minutes, Some(90));
    let words = |f: &ClientFile| f.quotes.iter().map(|q| q.id.clone()).collect::<Vec<_>>();
    assert_eq!(words(&after)[..5], words(&before)[..], "unchanged records keep their ids");
    assert_eq!(after.quotes[2].text.as_str(), "また相談させてくださいね。");
    assert_eq!(after.agreements, before.agreements);
    assert_eq!(after.messages, before.messages);
    assert_eq!((after.wants.len(), after.quotes.len()), (2, 6));
    assert_eq!(after.promises[0].id, before.promises[0].id);
    assert_eq!(after.promises[0].due_on, Some("2026-01-21".parse().expect("a day")));
    // Both stay readable on the session's page, with who did it.
    let shown = browser.get(&format!("/clients/{client}/sessions/{session}")).await;
    for text in [
        "また相談させてください。",
        "また相談させてくださいね。",
        "60分",
        "90分",
        "佐倉 まどか",
        "直しました",
    ] {
        assert!(shown.has(text), "{text}: {}", shown.body);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_on_the_wrong_day_moves_with_all_it_holds_and_its_number() {
    let (app, browser, viewer, client) = begun().await;
    let first =
        log(&browser, &client, "k1", &[("on", "2026-01-05"), ("minutes", "60"), ("topic", "一")])
            .await;
    let full = log(&browser, &client, "k2", &FULL).await;
    let fields = opened(&browser, &client, &full).await;
    let saved = save(&browser, &fields, &[("on", "2026-01-03")]).await;
    assert!(corrected(&saved));
    let after = file(&app, &viewer, &client).await;
    let no = |id: &str| after.session(&id.parse().expect("an id")).and_then(|s| s.no);
    assert_eq!((no(&full), no(&first)), (Some(1), Some(2)), "numbers follow the days");
    let day = "2026-01-03".parse().expect("a day");
    assert!(
        after.agreements.iter().all(|a| a.on == day) && after.wants.iter().all(|w| w.on == day)
    );
    assert_eq!(
        (after.messages[0].deliveries.len(), after.markers.len(), after.promises.len()),
        (1, 1, 2)
    );
    assert!(after.violations().is_empty());
    assert!(browser.get(&format!("/clients/{client}/sessions/{full}")).await.has("直しました"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_that_moves_past_a_later_yes_loses_neither() {
    let (app, browser, viewer, client) = begun().await;
    let yes =
        |on: &'static str| [("on", on), ("minutes", "60"), ("q0", "相談したい"), ("q0-b", "1")];
    let first = log(&browser, &client, "k1", &yes("2026-01-05")).await;
    log(&browser, &client, "k2", &yes("2026-01-08")).await;
    log(&browser, &client, "k3", &yes("2026-01-09")).await;
    let fields = opened(&browser, &client, &first).await;
    let asked = save(&browser, &fields, &[("on", "2026-01-10")]).await;
    assert_eq!(asked.status, 409, "another yes counts as the first: {}", asked.body);
    assert!(!asked.has("いっしょに取り消します"), "{}", asked.body);
    let agreed = filled(&asked.body, "action=\"/log\"");
    let saved = save(&browser, &agreed, &[]).await;
    assert!(corrected(&saved), "{}", saved.body);
    let after = file(&app, &viewer, &client).await;
    let mut given: Vec<(String, AgreementMove)> =
        after.agreements.iter().map(|a| (a.on.to_string(), a.event)).collect();
    given.sort_by(|one, next| one.0.cmp(&next.0));
    let yes = |on: &str, event| (on.to_owned(), event);
    assert_eq!(
        given,
        [
            yes("2026-01-08", AgreementMove::Given),
            yes("2026-01-09", AgreementMove::Renewed),
            yes("2026-01-10", AgreementMove::Renewed),
        ]
    );
    assert!(after.violations().is_empty());
    // Undone, all is as it was.
    let done = to(&saved).split("done=").nth(1).expect("what was done").to_owned();
    assert_eq!(browser.send("/undo", &[("what", &done), ("sure", "yes")]).await.status, 303);
    let back = file(&app, &viewer, &client).await;
    let first = back.agreements.iter().filter(|a| a.event == AgreementMove::Given);
    assert_eq!(first.map(|a| a.on.to_string()).collect::<Vec<_>>(), ["2026-01-05"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_under_the_wrong_client_moves_whole_and_both_say_so() {
    let (app, browser, viewer, wrong) = begun().await;
    let right = person_of(&app, &viewer, "早川 佳奈").await;
    log(&browser, &right, "k0", &[("on", "2026-01-12"), ("minutes", "60")]).await;
    let session = log(&browser, &wrong, "k1", &FULL).await;
    let was = file(&app, &viewer, &wrong).await;
    let fields = opened(&browser, &wrong, &session).await;
    let saved = save(&browser, &fields, &[("client", right.as_str()), ("minutes", "45")]).await;
    assert!(
        to(&saved).starts_with(&format!("/clients/{right}/sessions/")),
        "{} {}",
        saved.status,
        saved.body
    );
    let (from, come) = (file(&app, &viewer, &wrong).await, file(&app, &viewer, &right).await);
    assert_eq!(from, ClientFile::new(from.person.clone()), "nothing of it stays");
    let counts = |f: &ClientFile| {
        (
            f.quotes.len(),
            f.wants.len(),
            f.needs.len(),
            f.agreements.len(),
            f.messages.len(),
            f.markers.len(),
            f.promises.len(),
        )
    };
    assert_eq!(counts(&come), counts(&was));
    let moved = &come.sessions[0];
    assert_eq!((moved.no, moved.minutes), (Some(1), Some(45)), "it stands before the later one");
    assert_eq!(come.sessions[1].no, Some(2));
    assert!(browser.get(to(&saved)).await.has("水野 直樹さんの記録から移しました"));
    let gone = browser.get(&format!("/clients/{wrong}/sessions/{session}")).await;
    assert!(gone.status == 200 && gone.has("早川 佳奈さんの記録を開く"), "{}", gone.body);
    // The lists say where it went.
    for list in [format!("/clients/{wrong}"), format!("/clients/{wrong}/sessions")] {
        let list = browser.get(&list).await;
        let link = to(&saved).split('?').next().expect("an address");
        assert!(
            list.has("1月10日") && list.has("早川 佳奈さんの記録を開く") && list.has(link),
            "{}",
            list.body
        );
    }
    // The form from which it was saved leads to where it is now.
    let wrong_ = wrong.to_string();
    let mut again =
        vec![("key", "k1"), ("act", "save"), ("client", wrong_.as_str()), ("status", "held")];
    again.extend_from_slice(&FULL);
    let sent = browser.send("/log", &again).await;
    assert!(to(&sent).starts_with(&format!("/clients/{right}/")), "{}", to(&sent));
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_moved_to_a_client_of_somebody_else() {
    let (app, browser, viewer, client) = begun().await;
    let session = log(&browser, &client, "k1", &FULL).await;
    let other = app.blocking(|db| build::member(db, &viewer.practice, "Owen", Role::Consultant));
    let foreign = person_of(&app, &other, "Grace Okafor").await;
    let before = (file(&app, &viewer, &client).await, journal(&app, &other, &foreign).await);
    let fields = opened(&browser, &client, &session).await;
    assert!(!fields.iter().any(|(_, value)| value == foreign.as_str()));
    let sent = save(&browser, &fields, &[("client", foreign.as_str())]).await;
    assert_eq!(sent.status, 404, "{}", sent.body);
    assert!(
        !sent.has("Grace")
            && sent.has("書いたものは、このページに残っています")
            && sent.has("応募が来ない。")
    );
    assert_eq!((file(&app, &viewer, &client).await, journal(&app, &other, &foreign).await), before);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_later_session_rests_on_is_followed_or_named_first() {
    let (app, browser, viewer, client) = begun().await;
    let session = log(&browser, &client, "k1", &FULL).await;
    let later = [
        ("on", "2026-01-14"),
        ("minutes", "60"),
        ("q0", "もう大丈夫です。"),
        ("q0-move", "want.1.done"),
        ("p1", "done"),
    ];
    log(&browser, &client, "k2", &later).await;
    let before = file(&app, &viewer, &client).await;
    assert_eq!(before.wants[0].history.len(), 1);
    // The want in other words: its later step stays.
    let fields = opened(&browser, &client, &session).await;
    let saved = save(&browser, &fields, &[("q0-want", "応募を増やしたい")]).await;
    assert!(corrected(&saved));
    let after = file(&app, &viewer, &client).await;
    assert_eq!(
        (after.wants[0].text.as_str(), &after.wants[0].history),
        ("応募を増やしたい", &before.wants[0].history)
    );
    // The want taken out: the page names the step by name and day first, and nothing has happened.
    let fields = opened(&browser, &client, &session).await;
    let without: Vec<_> =
        fields.iter().filter(|(n, _)| n != "q0-w" && n != "q0-want").cloned().collect();
    let asked = save(&browser, &without, &[]).await;
    assert_eq!(asked.status, 409, "{}", asked.body);
    assert!(
        asked.has("応募を増やしたい")
            && asked.has("1月14日")
            && asked.has("いっしょに取り消します"),
        "{}",
        asked.body
    );
    assert_eq!(file(&app, &viewer, &client).await, after);
    let agreed = filled(&asked.body, "action=\"/log\"");
    let back = browser.send("/log", &with(&agreed, &[("act", "read")])).await;
    assert!(back.status == 200 && back.has("応募が来ない。"), "back to the page: {}", back.status);
    let saved = save(&browser, &agreed, &[]).await;
    assert!(corrected(&saved));
    let done = file(&app, &viewer, &client).await;
    assert!(
        done.wants.is_empty() && done.sessions.len() == 2 && done.promises[0].history.len() == 1
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_taken_back_was_never_there() {
    let (app, browser, viewer, client) = begun().await;
    log(
        &browser,
        &client,
        "k0",
        &[("on", "2026-01-05"), ("minutes", "60"), ("q0", "話します。"), ("q0-a", "1")],
    )
    .await;
    let before = file(&app, &viewer, &client).await;
    let session = log(&browser, &client, "k1", &FULL).await;
    let later = [
        ("on", "2026-01-14"),
        ("minutes", "60"),
        ("q0", "もう大丈夫です。"),
        ("q0-move", "want.1.done"),
    ];
    let other = log(&browser, &client, "k2", &later).await;
    let written = journal(&app, &viewer, &client).await;
    let address = format!("/clients/{client}/sessions/{session}/take-back");
    let listed = browser.get(&address).await;
    assert_eq!(listed.status, 200, "{}", listed.body);
    assert!(listed.has("1月14日") && !listed.has("ファイル"), "{}", listed.body);
    let count = listed.body.matches("<li><p class=\"state\">").count();
    assert!(listed.has(&format!("取り消す({count}件)")), "{count}: {}", listed.body);
    let form = filled(&listed.body, &format!("action=\"{address}\""));
    let gone = browser.send(&address, &with(&form, &[("why", "twice")])).await;
    assert!(to(&gone).starts_with(&format!("/clients/{client}?done=w~")));
    assert_eq!(journal(&app, &viewer, &client).await - written, count, "the listed are the voided");
    let after = file(&app, &viewer, &client).await;
    assert!(after.session(&other.parse().expect("an id")).is_some());
    let alone = ClientFile {
        sessions: after.sessions[..1].to_vec(),
        quotes: after.quotes[..1].to_vec(),
        ..after.clone()
    };
    assert_eq!(alone, before, "the later session aside, as if it had never been saved");
    let terms = Terms::default();
    let day = "2026-01-13".parse().expect("a day");
    assert_eq!(Standing::of(&after, day, &terms).stage, Standing::of(&before, day, &terms).stage);
    // Sent once more, it says the same and does nothing.
    let twice = browser.send(&address, &with(&form, &[("why", "twice")])).await;
    assert_eq!(to(&twice), format!("/clients/{client}"));
    assert_eq!(file(&app, &viewer, &client).await, after);
}

#[tokio::test(flavor = "multi_thread")]
async fn back_and_save_corrects_the_same_session() {
    let (app, browser, viewer, client) = begun().await;
    let client_ = client.to_string();
    let base = [
        ("key", "k1"),
        ("act", "save"),
        ("client", client_.as_str()),
        ("status", "held"),
        ("on", "2026-01-10"),
    ];
    let short = "言:父に話します\n約:手紙を書く";
    let first =
        [&base[..], &[("minutes", "60"), ("q0", "応募が来なi。"), ("q0-w", "1"), ("short", short)]]
            .concat();
    let saved = browser.send("/log", &first).await;
    let session = to(&saved).to_owned();
    let before = file(&app, &viewer, &client).await;
    let once = journal(&app, &viewer, &client).await;
    // The very same answers with the first session.
    assert_eq!(to(&browser.send("/log", &first).await), session);
    assert_eq!(journal(&app, &viewer, &client).await, once);
    let short = "言:父に話します";
    let mended = [
        &base[..],
        &[("minutes", "60"), ("q0", "応募が来ない。"), ("q0-w", "1"), ("short", short)],
    ]
    .concat();
    // What is no longer on the page is named first: another device may have written it.
    let asked = browser.send("/log", &mended).await;
    assert!(asked.status == 409 && asked.has("手紙を書く"), "{} {}", asked.status, asked.body);
    assert_eq!(journal(&app, &viewer, &client).await, once);
    let agreed = asked.hidden("agreed").expect("what is agreed to");
    let sent = [&mended[..], &[("agreed", agreed.as_str())]].concat();
    let (one, two) = tokio::join!(browser.send("/log", &sent), browser.send("/log", &sent));
    assert_eq!((one.status, two.status), (303, 303), "{} {}", one.body, two.body);
    let after = file(&app, &viewer, &client).await;
    assert_eq!((after.sessions.len(), after.quotes.len(), after.promises.len()), (1, 2, 0));
    assert_eq!(
        (&after.quotes[0].id, after.quotes[0].text.as_str()),
        (&before.quotes[0].id, "応募が来ない。")
    );
    assert_eq!(after.quotes[1], before.quotes[1]);
    let third = [&mended[..], &[("draft", "d9")]].concat();
    assert_eq!(browser.send("/log", &third).await.status, 303);
    assert_eq!(file(&app, &viewer, &client).await, after);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_signed_session_is_not_corrected_and_holds_what_it_rests_on() {
    let (app, browser, viewer, client) = begun().await;
    let session = log(&browser, &client, "k1", &FULL).await;
    let later = [
        ("on", "2026-01-14"),
        ("minutes", "60"),
        ("q0", "もう大丈夫です。"),
        ("q0-move", "want.1.done"),
    ];
    let other = log(&browser, &client, "k2", &later).await;
    assert_eq!(
        browser
            .send(&format!("/clients/{client}/sessions/{other}/sign"), &[("key", "s")])
            .await
            .status,
        303
    );
    let closed = browser.get(&format!("/log?client={client}&session={other}")).await;
    assert_eq!(to(&closed), format!("/clients/{client}/sessions/{other}"));
    // A letter in the want is put right below the signed step; without the want the signed step
    // would hang in the air.
    let fields = opened(&browser, &client, &session).await;
    let saved = save(&browser, &fields, &[("q0-want", "応募を増やしたい")]).await;
    assert!(corrected(&saved));
    let before = file(&app, &viewer, &client).await;
    let held = browser.get(&format!("/clients/{client}/sessions/{session}/take-back")).await;
    assert!(
        held.has("署名済みの面談の記録がつながっています") && held.has("1月14日"),
        "{}",
        held.body
    );
    let forced = browser
        .send(&format!("/clients/{client}/sessions/{session}/take-back"), &[("key", "f")])
        .await;
    assert_eq!(forced.status, 409);
    assert_eq!(file(&app, &viewer, &client).await, before);
}

#[tokio::test(flavor = "multi_thread")]
async fn words_remembered_after_signing_count_from_the_day_they_are_written_down() {
    let (app, browser, viewer, client) = begun().await;
    let session =
        log(&browser, &client, "k1", &[("on", "2026-01-05"), ("minutes", "60"), ("topic", "採用")])
            .await;
    let address = format!("/clients/{client}/sessions/{session}");
    assert_eq!(
        browser.send(&format!("{address}/words"), &[("words", "早い")]).await.status,
        404,
        "not before it is signed"
    );
    assert_eq!(browser.send(&format!("{address}/sign"), &[("key", "s")]).await.status, 303);
    let before = file(&app, &viewer, &client).await;
    let empty = browser.send(&format!("{address}/words"), &[("key", "w"), ("words", " ")]).await;
    assert_eq!(empty.status, 422);
    let words = [("key", "w"), ("words", "また話しましょう、と。"), ("conversation", "1")];
    assert_eq!(browser.send(&format!("{address}/words"), &words).await.status, 303);
    assert_eq!(browser.send(&format!("{address}/words"), &words).await.status, 303, "sent twice");
    let after = file(&app, &viewer, &client).await;
    assert_eq!((after.quotes.len(), after.agreements.len()), (1, 1));
    let today = "2026-01-15".parse().expect("a day");
    let quote = &after.quotes[0];
    assert_eq!(
        (quote.exactness, after.said_on(quote)),
        (ryokai::method::Exactness::Gist, Some(today))
    );
    assert_eq!(
        (after.agreements[0].on, &after.agreements[0].quote),
        (today, &Some(quote.id.clone()))
    );
    assert!(after.violations().is_empty() && after.sessions == before.sessions);
    let terms = Terms::default();
    let yesterday = "2026-01-14".parse().expect("a day");
    let stage = |f: &ClientFile, on| Standing::of(f, on, &terms).stage;
    assert_eq!(
        stage(&after, yesterday),
        stage(&before, yesterday),
        "no day before reads differently"
    );
    assert_ne!(stage(&after, today), stage(&before, today));
    let page = browser.get(&address).await;
    assert!(
        page.has("「また話しましょう、と。」") && page.has("思い出して書き足した"),
        "{}",
        page.body
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn words_of_a_consent_go_once_the_consent_is_taken_off_the_profile() {
    for (lang, said, way) in [
        ("ja", "同意を外してください", "基本情報を開く"),
        ("en", "Take that consent off", "Open the profile"),
    ] {
        let (_app, browser, client) = crate::page::furnished(lang, "c4").await;
        let (address, profile) = (
            format!("/clients/{client}/sessions/c4s1/take-back"),
            format!("/clients/{client}/profile"),
        );
        let held = browser.get(&address).await;
        assert!(
            held.has(said) && held.has(way) && held.has(&format!("href=\"{profile}#")),
            "{}",
            held.body
        );
        // Correcting the session without these words says the same.
        let fields = opened(&browser, &client, "c4s1").await;
        let quote = fields
            .iter()
            .find(|(_, v)| v.starts_with("Marcus can know"))
            .expect("the words")
            .0
            .clone();
        let without: Vec<_> =
            fields.iter().filter(|(n, _)| !n.starts_with(&quote)).cloned().collect();
        let refused = save(&browser, &without, &[]).await;
        assert!(
            refused.status == 409 && refused.has(said) && refused.has(&profile),
            "{}",
            refused.body
        );
        let form = filled(&browser.get(&profile).await.body, &format!("action=\"{profile}\""));
        let form: Vec<_> = form.into_iter().filter(|(n, _)| n != "may_see").collect();
        let changed =
            browser.send(&profile, &with(&form, &[("consent", ""), ("may_see", "")])).await;
        assert_eq!(changed.status, 303, "{}", changed.body);
        let free = browser.get(&address).await;
        assert!(!free.has(said) && free.has("name=\"agreed\""), "{}", free.body);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_corrected_is_corrected_in_every_list() {
    let (app, browser, viewer, client) = begun().await;
    app.blocking(|db| build::record(db, &viewer, &client, vec![build::active("2025-11-01")]));
    let tomorrow = (app.now().date() + chrono::TimeDelta::days(1)).to_string();
    let first = [
        ("on", "2025-12-20"),
        ("minutes", "60"),
        ("q0", "おうぼが来ない。"),
        ("q0-w", "1"),
        ("ours0", "ひな形を贈る"),
        ("ours0-due", tomorrow.as_str()),
        ("closing", "dated"),
        ("next", tomorrow.as_str()),
    ];
    let session = log(&browser, &client, "k-lists", &first).await;
    let month = |month: &'static str| {
        let browser = &browser;
        async move {
            browser.get(&format!("/summaries?month={month}")).await.body.contains("水野 直樹")
        }
    };
    assert!(month("2025-12").await && !month("2025-11").await);
    let today = browser.get("/").await;
    assert!(today.has("おうぼが来ない。") && today.has("ひな形を贈る"), "{}", today.body);
    let fields = opened(&browser, &client, &session).await;
    let right = [("on", "2025-11-20"), ("q0", "応募が来ない。"), ("p1", "ひな形を送る")];
    let named: Vec<&str> = fields.iter().map(|(name, _)| name.as_str()).collect();
    let promise =
        named.iter().find(|name| fields.iter().any(|(n, v)| n == *name && v == "ひな形を贈る"));
    let words =
        named.iter().find(|name| fields.iter().any(|(n, v)| n == *name && v == "おうぼが来ない。"));
    let (promise, words) = (*promise.expect("the promise"), *words.expect("the words"));
    let changed =
        save(&browser, &fields, &[right[0], (words, right[1].1), (promise, right[2].1)]).await;
    assert_eq!(changed.status, 303, "{}", changed.body);
    let today = browser.get("/").await;
    for (wrong, right) in [("おうぼが来ない。", "応募が来ない。"), ("ひな形を贈る", "ひな形を送る")]
    {
        assert!(today.has(right) && !today.has(wrong), "{right}: {}", today.body);
    }
    assert!(!month("2025-12").await && month("2025-11").await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_is_opened_again_with_its_lines_in_the_order_they_were_typed() {
    let (_app, browser, _, client) = begun().await;
    let typed = [
        ("on", "1/9"),
        ("minutes", "60"),
        ("order", "theirs0 q1 tn q0 sign m ours0 q2"),
        ("theirs0", "紙に書き出す"),
        ("q1", "どうぞ。"),
        ("q1-a", "1"),
        ("tn-text", "決める人が二人いる"),
        ("tn-permission", "permitted"),
        ("tn-yes", "1"),
        // What they answered stands below what was told.
        ("tn-reception", "thinking"),
        ("tn-answer", "0"),
        ("q0", "刺さりました。"),
        ("sign", "fell_silent"),
        ("m-text", "まだ言わないこと"),
        ("m-guess", "任せたい"),
        ("ours0", "ひな型を送る"),
        ("q2", "また相談させてください。"),
        ("q2-b", "1"),
    ];
    let session = log(&browser, &client, "in-order", &typed).await;
    let fields = opened(&browser, &client, &session).await;
    let value = |name: &str| {
        let found = fields.iter().find(|(n, _)| n == name);
        found.map(|(_, value)| value.as_str()).unwrap_or_default()
    };
    let texts: Vec<&str> = value("order")
        .split(' ')
        .map(|line| match line {
            "tn" | "m" => value(&format!("{line}-text")),
            "sign" => "a sign",
            line => value(line),
        })
        .collect();
    let expected = [
        "紙に書き出す",
        "どうぞ。",
        "決める人が二人いる",
        "刺さりました。",
        "a sign",
        "まだ言わないこと",
        "ひな型を送る",
        "また相談させてください。",
    ];
    assert_eq!(texts, expected);
    // Saved as it is, nothing changes, and the order stays.
    let saved = save(&browser, &fields, &[]).await;
    assert_eq!(saved.status, 303, "{}", saved.body);
    let again = opened(&browser, &client, &session).await;
    let order = |of: &[(String, String)]| of.iter().find(|(n, _)| n == "order").cloned();
    assert_eq!(order(&again), order(&fields));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_time_of_day_is_kept_shown_and_corrected() {
    let (_app, browser, _, client) = begun().await;
    let session = log(
        &browser,
        &client,
        "at-two",
        &[("on", "1/9"), ("minutes", "60"), ("time", "午後2時"), ("q0", "はい。")],
    )
    .await;
    let page = format!("/clients/{client}/sessions/{session}");
    let from = |time: &str| [format!("from {time}"), format!("{time}から")];
    let shown = browser.get(&page).await;
    assert!(from("14:00").iter().any(|said| shown.has(said)), "{}", shown.body);
    let fields = opened(&browser, &client, &session).await;
    assert!(fields.contains(&("time".to_owned(), "14:00".to_owned())), "{fields:?}");
    for (typed, expected) in [("9:30", Some("09:30")), ("", None)] {
        let fields = opened(&browser, &client, &session).await;
        let saved = save(&browser, &fields, &[("time", typed)]).await;
        assert_eq!(saved.status, 303, "{}", saved.body);
        let fields = opened(&browser, &client, &session).await;
        let time = fields.iter().find(|(n, _)| n == "time").map(|(_, v)| v.as_str());
        assert_eq!(time.unwrap_or_default(), expected.unwrap_or_default());
    }
    let fields = opened(&browser, &client, &session).await;
    let refused = save(&browser, &fields, &[("time", "25:99")]).await;
    assert_eq!(refused.status, 422, "{}", refused.body);
    assert!(refused.has("25:99"), "what was typed stays");
}
