//! What a saved session still lacks: saving never waits for it, it is asked one at a time, and
//! counts once it is answered.

use ryokai::intake::question::{Answer, Lack, Reader};
use ryokai::intake::written::Habit;
use ryokai::method::question::Settling;
use ryokai::method::{
    AgreementKind, ClientFile, Day, Fact, Id, Message, MessageState, Permission, Question, Record,
    Session, Standing, Terms,
};
use ryokai::words::Words;

use crate::app::{Browser, Page, TestApp};
use crate::page::owner;

const WORDS: [&str; 2] =
    ["どうぞ。耳の痛い話のほうがいいです。", "最後は父が決めるので、僕からは何も言えなくて。"];

/// A session with a new client, with two of their words and what is added; saved, and its result.
async fn saved(browser: &Browser, more: &[(&str, &str)]) -> Page {
    let key = Id::fresh().to_string();
    let name = format!("水野 {}", &key[24..]);
    let mut fields =
        vec![("key", key.as_str()), ("act", "save"), ("new-name", &name), ("on", "2026-01-09")];
    fields.extend([("minutes", "60"), ("status", "held"), ("q0", WORDS[0]), ("q1", WORDS[1])]);
    fields.retain(|(name, _)| !more.iter().any(|(own, _)| own == name));
    fields.extend_from_slice(more);
    let page = browser.send("/log", &fields).await;
    assert_eq!(page.status, 303, "{}", page.body);
    let place = page.location.expect("the result");
    assert!(place.ends_with("/result"), "{place}");
    let mut result = browser.get(&place).await;
    assert_eq!(result.status, 200);
    result.location = Some(place);
    result
}

/// The client and the session of a result.
fn whose(page: &Page) -> (Id, Id) {
    let place = page.location.as_deref().expect("a place");
    let parts: Vec<&str> = place.split('/').collect();
    (parts[2].parse().expect("a client"), parts[4].parse().expect("a session"))
}

async fn file(app: &TestApp, person: &Id) -> ClientFile {
    let (viewer, person) = (owner(app).await, person.clone());
    let load =
        move |conn: &mut ryokai::store::Conn| ryokai::store::file::load(conn, &viewer, &person);
    let loaded = app.db.read(load).await.expect("the file");
    ClientFile::clone(&loaded.file)
}

/// Presses one answer of the question that the page asks, without a script; answers the page it
/// leads to.
async fn press(browser: &Browser, asked: &Page, answer: (&str, &str)) -> Page {
    let (person, session) = whose(asked);
    let form = asked
        .body
        .split("/question\"")
        .nth(1)
        .unwrap_or_else(|| panic!("a question: {}", asked.body));
    let hidden = |name: &str| {
        let from = form.split(&format!("name=\"{name}\" value=\"")).nth(1).expect("a hidden field");
        from.split('"').next().expect("a value").to_owned()
    };
    let (key, question, back) = (hidden("key"), hidden("question"), hidden("back"));
    let fields = [("key", key.as_str()), ("question", &question), ("back", &back), answer];
    let mut page =
        browser.send(&format!("/clients/{person}/sessions/{session}/question"), &fields).await;
    if page.status == 303 {
        page = browser.get(page.location.as_deref().expect("a page")).await;
    }
    page.location = asked.location.clone();
    page
}

fn asks(page: &Page) -> usize {
    page.body.matches("id=\"ask\"").count()
}

#[tokio::test(flavor = "multi_thread")]
async fn told_with_permission_and_without_words_is_saved_and_asked_about_once() {
    for (lang, title) in [("ja", "一つだけ、うかがいます"), ("en", "Just one question")]
    {
        let app = TestApp::new().await;
        let browser = app.signed_up(lang).await;
        let told = [
            ("tn-text", "値上げの話"),
            ("tn-why", "倒れてほしくない"),
            ("tn-permission", "permitted"),
        ];
        let result = saved(&browser, &told).await;
        assert!(result.has(title) && asks(&result) == 1, "{}", result.body);
        assert!(
            WORDS.iter().all(|words| result.has(words)),
            "each of their words, whole: {}",
            result.body
        );
        let (person, session) = whose(&result);
        let before = file(&app, &person).await;
        assert_eq!(before.messages[0].deliveries[0].leave(), None);
        assert!(
            browser.get("/").await.has(&format!("/clients/{person}/sessions/{session}#ask")),
            "once on Today"
        );
        let page = browser.get(&format!("/clients/{person}/sessions/{session}")).await;
        assert!(page.has(title) && asks(&page) == 1, "on the session's page too");
        let answered = press(&browser, &result, ("quote", before.quotes[0].id.as_str())).await;
        assert_eq!((answered.status, asks(&answered)), (200, 0), "{}", answered.body);
        let after = file(&app, &person).await;
        let told = &after.messages[0].deliveries[0];
        assert_eq!(
            (told.leave(), &told.permission_quote),
            (Some(Permission::Permitted), &Some(after.quotes[0].id.clone()))
        );
        assert!(!browser.get("/").await.has("#ask"), "and no more on Today");
        assert!(answered.has("class=\"undo"), "one press takes it back: {}", answered.body);
        let record = |r: &&Record| matches!(r.fact, Fact::PermissionNamed { .. });
        let loaded = {
            let (viewer, person) = (owner(&app).await, person.clone());
            let load = move |conn: &mut ryokai::store::Conn| {
                ryokai::store::file::load(conn, &viewer, &person)
            };
            app.db.read(load).await.expect("the file")
        };
        let on = loaded.records.iter().find(record).map(|r| r.on);
        assert_eq!(on, Some(after.sessions[0].on), "it counts on the session's day");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn words_that_were_not_heard_close_the_question_and_prove_nothing() {
    let app = TestApp::new().await;
    let browser = app.signed_up("ja").await;
    let told =
        [("tn-text", "値上げの話"), ("tn-why", "倒れてほしくない"), ("tn-permission", "solicited")];
    let result = saved(&browser, &told).await;
    let closed = press(&browser, &result, ("close", "1")).await;
    assert_eq!((closed.status, asks(&closed)), (200, 0), "{}", closed.body);
    let file = file(&app, &whose(&result).0).await;
    let told = &file.messages[0].deliveries[0];
    assert_eq!((told.permission, told.leave()), (Some(Permission::Solicited), None));
    assert_eq!(file.sessions[0].settled[0].how, Settling::Dropped);
    assert!(!browser.get("/").await.has("#ask"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_heaviest_is_asked_first_and_the_others_after_it() {
    let app = TestApp::new().await;
    let browser = app.signed_up("ja").await;
    let result = saved(&browser, &[("tn-text", "値上げの話")]).await;
    assert!(result.has("了解はどうでしたか") && result.has("ほかに1件"), "{}", result.body);
    assert!(!result.has("断られた後に"), "nobody can have been told after a no that there was not");
    let why = press(&browser, &result, ("permission", "unasked")).await;
    assert!(why.has("どんな思いを") && asks(&why) == 1, "{}", why.body);
    let done = press(&browser, &why, ("text", "倒れてほしくない")).await;
    assert_eq!(asks(&done), 0, "{}", done.body);
    let file = file(&app, &whose(&result).0).await;
    assert_eq!(file.messages[0].deliveries[0].leave(), Some(Permission::Unasked));
    assert_eq!(
        file.messages[0].why.as_ref().map(ToString::to_string),
        Some("倒れてほしくない".into())
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_consultation_without_a_conversation_asks_whether_the_same_words_give_both() {
    for (answer, stage, settled) in [(("both", "yes"), 3, 0), (("close", "1"), 1, 1)] {
        let app = TestApp::new().await;
        let browser = app.signed_up("ja").await;
        let result = saved(&browser, &[("q1-b", "1")]).await;
        assert!(result.has("会話了解も、同じ言葉で") && result.has(WORDS[1]), "{}", result.body);
        let done = press(&browser, &result, answer).await;
        assert_eq!((done.status, asks(&done)), (200, 0), "{}", done.body);
        let file = file(&app, &whose(&result).0).await;
        let on = file.sessions[0].on;
        assert_eq!(Standing::of(&file, on, &Terms::default()).stage.number(), stage);
        assert_eq!(file.sessions[0].settled.len(), settled);
        let talked = file.agreements.iter().find(|a| a.kind == AgreementKind::Conversation);
        assert_eq!(
            talked.map(|a| (a.on, &a.quote)),
            (stage == 3).then_some((on, &Some(file.quotes[1].id.clone())))
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_line_without_its_words_becomes_its_record_by_one_tap() {
    let app = TestApp::new().await;
    let browser = app.signed_up("ja").await;
    let result = saved(&browser, &[("short", "会話:")]).await;
    let before = file(&app, &whose(&result).0).await;
    assert_eq!((before.agreements.len(), before.sessions[0].unkept.len()), (0, 1));
    assert!(result.has("会話:") && WORDS.iter().all(|words| result.has(words)), "{}", result.body);
    let done = press(&browser, &result, ("quote", before.quotes[0].id.as_str())).await;
    assert_eq!((done.status, asks(&done)), (200, 0), "{}", done.body);
    let after = file(&app, &whose(&result).0).await;
    assert_eq!(
        (after.agreements[0].on, &after.agreements[0].quote),
        (before.sessions[0].on, &Some(before.quotes[0].id.clone()))
    );
    assert_eq!(after.sessions[0].settled[0].how, Settling::Answered);
    assert_eq!(after.sessions[0].open_lines().count(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_line_that_is_left_as_typed_stays_readable_and_can_be_asked_again() {
    for (lang, said) in
        [("ja", "書いたまま面談のページに残しました"), ("en", "Left as you typed it")]
    {
        let app = TestApp::new().await;
        let browser = app.signed_up(lang).await;
        let promise = [("ours0", "Send the list"), ("ours0-due", "雨の日")];
        let result = saved(&browser, &promise).await;
        let left = press(&browser, &result, ("close", "1")).await;
        assert!(left.has(said), "{}", left.body);
        let (person, session) = whose(&result);
        let page = browser.get(&format!("/clients/{person}/sessions/{session}")).await;
        let (_, lines) = page.body.split_once("雨の日").expect("the line is read");
        let (_, what) = lines.split_once("name=\"what\" value=\"").expect("a way back");
        let what = what.split('"').next().expect("a value");
        let back = browser.send("/undo", &[("what", what)]).await;
        assert_eq!(back.status, 303, "{}", back.body);
        assert_eq!(file(&app, &person).await.sessions[0].open_lines().count(), 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_date_that_cannot_be_read_is_asked_about_and_never_guessed() {
    let app = TestApp::new().await;
    let browser = app.signed_up("en").await;
    let promise = [("ours0", "Send the list"), ("ours0-due", "when it rains")];
    let result = saved(&browser, &promise).await;
    assert!(result.has("o: Send the list @when it rains"), "{}", result.body);
    let wrong = press(&browser, &result, ("text", "o: Send the list @some day")).await;
    assert_eq!(wrong.status, 422, "{}", wrong.body);
    assert!(wrong.has("@some day") && wrong.has("does not read as a date"), "{}", wrong.body);
    let done = press(&browser, &wrong, ("text", "o: Send the list @2/1")).await;
    assert_eq!((done.status, asks(&done)), (200, 0), "{}", done.body);
    let promised = file(&app, &whose(&result).0).await.promises.remove(0);
    let day = |s: &str| crate::demo::day(s);
    assert_eq!((promised.made_on, promised.due_on), (day("2026-01-09"), Some(day("2026-02-01"))));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_line_about_the_session_itself_is_answered_where_it_is_asked() {
    for (lang, next, planned) in [("en", "next", "planned"), ("ja", "次", "予")] {
        let app = TestApp::new().await;
        let browser = app.signed_up(lang).await;
        for (field, value, line) in [
            ("next", "someday", format!("{next}: someday")),
            ("next", "2026-01-02", format!("{next}: 2026-01-02")),
            ("planned", "soon", format!("{planned}: soon")),
        ] {
            let result = saved(&browser, &[(field, value)]).await;
            assert!(
                result.has(&line) && asks(&result) == 1,
                "in the language of the member: {}",
                result.body
            );
            let before = file(&app, &whose(&result).0).await.sessions.remove(0);
            assert_eq!(
                (before.next_on, before.planned_for, before.unkept[0].as_str()),
                (None, None, line.as_str())
            );
            let again = press(&browser, &result, ("text", &line)).await;
            assert!(again.status == 422 && again.has(&line), "{}", again.body);
            let prefix = if field == "next" { next } else { planned };
            let done = press(&browser, &again, ("text", &format!("{prefix}: 2026-02-01"))).await;
            assert_eq!((done.status, asks(&done)), (200, 0), "{}", done.body);
            let after = file(&app, &whose(&result).0).await.sessions.remove(0);
            let on = Some(crate::demo::day("2026-02-01"));
            assert_eq!(
                (after.next_on, after.planned_for),
                if field == "next" { (on, None) } else { (None, on) }
            );
            assert_eq!(after.settled[0].how, Settling::Answered);
            assert!(done.has("class=\"undo"), "one press takes it back: {}", done.body);
        }
        // Another day changes more than the line: the page that corrects sessions opens at its
        // place.
        let result = saved(&browser, &[("next", "x")]).await;
        let (person, session) = whose(&result);
        let refused = press(
            &browser,
            &result,
            ("text", if lang == "en" { "date: 2026-01-05" } else { "日: 2026-01-05" }),
        )
        .await;
        let place = format!("/log?client={person}&amp;session={session}#f-on");
        assert!(refused.status == 422 && refused.has(&place), "{}", refused.body);
        assert!(browser.get(&place.replace("&amp;", "&")).await.has("id=\"f-on\""));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_stands_beside_a_missing_text_is_asked_about_and_never_dropped() {
    let app = TestApp::new().await;
    let browser = app.signed_up("en").await;
    let cases: [(&[(&str, &str)], &str); 9] = [
        (
            &[("tn-permission", "permitted"), ("tn-yes", "0"), ("tn-reception", "received")],
            "s: !2「どうぞ。耳の痛い話のほうがいいです。」 &gt;1",
        ),
        (&[("tn1-why", "He must not break down")], "why: He must not break down"),
        (&[("m-why", "For later"), ("m-interest", "1")], "m: =self"),
        (&[("sign-seen", "He looked at the door")], "seen: He looked at the door"),
        (&[("ours0-due", "2026-02-01")], "o: @2026-02-01"),
        (&[("theirs1-due", "2026-02-01")], "p: @2026-02-01"),
        (&[("q4-want", "To rest")], "w: To rest"),
        (&[("q2-a", "1")], "a:"),
        (&[("q2-n", "1")], "n:"),
    ];
    for (fields, line) in cases {
        let result = saved(&browser, fields).await;
        assert!(result.body.contains(line) && asks(&result) == 1, "{line}: {}", result.body);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_day_of_the_session_that_cannot_be_read_is_a_fault_of_its_line() {
    let app = TestApp::new().await;
    let browser = app.signed_up("en").await;
    let short = "q: Hello.\ndate: some day\nq: Bye.";
    let fields = [
        ("key", "k"),
        ("act", "save"),
        ("new-name", "Tom"),
        ("on", "2026-01-09"),
        ("minutes", "45"),
        ("short", short),
    ];
    let page = browser.send("/log", &fields).await;
    assert_eq!(page.status, 422, "{}", page.body);
    assert!(page.has("line 2 of the shorthand") && page.has("date: some day"), "{}", page.body);
    assert!(
        !browser.get("/clients").await.has("Tom"),
        "nothing is saved under a day that nobody wrote"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_signed_session_is_asked_nothing_any_more() {
    let app = TestApp::new().await;
    let browser = app.signed_up("ja").await;
    let result = saved(&browser, &[("tn-text", "値上げの話"), ("short", "会話:")]).await;
    let (person, session) = whose(&result);
    let questions = file(&app, &person).await.questions(&session, &Terms::default());
    assert_eq!(questions.len(), 3, "{questions:?}");
    let mut signed = file(&app, &person).await;
    signed.sessions[0].signed_on = Some(signed.sessions[0].on);
    assert_eq!(signed.questions(&session, &Terms::default()), vec![]);
}

#[test]
fn the_demonstration_has_no_open_question() {
    for file in crate::demo::clients() {
        assert_eq!(file.all_questions(&Terms::default()), vec![], "{}", file.person.id);
    }
}

fn evening(session: &Session) -> Reader<'static> {
    let now = session.on.and_hms_opt(20, 0, 0).expect("a time");
    Reader { names: Words::names(), habit: Habit::default(), now }
}

/// A client of the demonstration whose tellings have lost their permission or its words.
fn opened(client: &str, permission_too: bool) -> ClientFile {
    let mut file = crate::demo::client(client);
    for d in file.messages.iter_mut().flat_map(|m| &mut m.deliveries) {
        d.permission_quote = None;
        d.permission = d.permission.filter(|_| !permission_too);
    }
    // What was dropped is not asked about.
    let dropped = |m: &Message| m.state(Day::MAX) == MessageState::Dropped;
    file.messages.iter_mut().filter(|m| !dropped(m)).for_each(|m| m.why = None);
    file
}

#[test]
fn answers_make_the_file_that_it_would_have_been() {
    for client in ["c1", "c2", "c4", "c5"] {
        let (whole, mut file) = (crate::demo::client(client), opened(client, true));
        assert_eq!(file.violations(), vec![], "{client}");
        let mut turns = 0;
        while let Some((session, question)) =
            file.all_questions(&Terms::default()).into_iter().next()
        {
            turns += 1;
            assert!(turns < 100, "{client}: {question:?} is asked again and again");
            let session = file.session(&session).expect("a session").clone();
            let of = |id: &Id| whole.telling(id).expect("a telling").1;
            let answer = match &question {
                Question::Permission(id) => {
                    Answer::Permission(of(id).permission.expect("a permission"))
                }
                Question::Words(id) => match of(id).permission_quote.clone() {
                    Some(quote) => Answer::Words(quote),
                    None => Answer::Drop,
                },
                Question::Why(id) => {
                    Answer::Why(whole.message(id).and_then(|m| m.why.clone()).expect("a why"))
                }
                other => panic!("{other:?}"),
            };
            let known = file.to_records();
            let made = question.answered((&file, &known), &session, &answer, &evening(&session));
            let accepted = file.accept(&known, made.expect("records")).expect("it stands");
            file = ClientFile::clone(accepted.file());
        }
        assert!(turns > 0, "{client}");
        let journal =
            |f: &ClientFile| ClientFile::from_records(f.person.clone(), &f.to_records()).0;
        assert_eq!(journal(&file).messages, journal(&whole).messages, "{client}");
    }
}

#[test]
fn what_is_settled_survives_the_file_and_the_journal() {
    let mut file = opened("c1", false);
    let (id, question) = file.all_questions(&Terms::default()).remove(0);
    let session = file.session(&id).expect("a session").clone();
    let known = file.to_records();
    let dropped = question.answered((&file, &known), &session, &Answer::Drop, &evening(&session));
    file = ClientFile::clone(
        file.accept(&known, dropped.expect("records")).expect("it stands").file(),
    );
    assert!(!file.all_questions(&Terms::default()).contains(&(id, question)));
    let json = serde_json::to_value(&file).expect("JSON");
    let back: ClientFile = serde_json::from_value(json.clone()).expect("a file");
    assert_eq!(serde_json::to_value(&back).expect("JSON"), json);
    let (journal, violations) = ClientFile::from_records(back.person.clone(), &back.to_records());
    assert_eq!(
        (violations, journal.all_questions(&Terms::default())),
        (vec![], file.all_questions(&Terms::default()))
    );
}

#[test]
fn a_line_says_what_it_lacks() {
    let file = crate::demo::client("c1");
    let session = file.sessions.last().expect("a session").clone();
    let lack = |typed: &str| {
        let mut file = file.clone();
        let last = file.sessions.last_mut().expect("a session");
        last.unkept = vec![typed.parse().expect("a text")];
        let session = last.clone();
        file.lack(&session, 0, &evening(&session)).expect("a line")
    };
    assert!(
        matches!(lack("相談: =取り下げられた #-"), (Lack::Rules(_), true)),
        "{:?}",
        lack("相談: =取り下げられた #-")
    );
    assert!(matches!(lack("約: 送る @いつか"), (Lack::Unread(_), false)));
    assert!(matches!(lack("次: 2027-01-01"), (Lack::Replaces, false)));
    assert!(matches!(lack("次: 2020-01-01"), (Lack::Rules(_), false)));
    assert!(matches!(lack("日: 2020-01-01"), (Lack::OfTheSession("on"), false)));
    assert!(matches!(lack("況: 面談なし"), (Lack::Unread(_), false)));
    // The label as it was before is still read.
    for status in ["無断欠席", "来られなかった"] {
        let line = format!("況: {status}");
        assert!(matches!(lack(&line), (Lack::OfTheSession("status"), false)), "{status}");
    }
    assert!(matches!(lack("約: 送る"), (Lack::Nothing, false)));
    assert!(session.open_lines().next().is_none());
}

#[tokio::test]
async fn one_page_lists_what_all_sessions_lack_and_leads_to_each() {
    let app = TestApp::new().await;
    let browser = app.signed_up("ja").await;
    let told = [("tn-text", "値段より先に順番の話だと思う")];
    let first = saved(&browser, &told).await;
    let (person, one) = whose(&first);
    let empty = browser.get(&format!("/clients/{person}/questions")).await;
    assert!(empty.has("順番の話だと思う"), "{}", empty.body);
    let again = [
        ("client", person.as_str()),
        ("new-name", ""),
        ("on", "2026-01-12"),
        ("tn-text", "見積もりを急ぎすぎている"),
    ];
    let (_, two) = whose(&saved(&browser, &again).await);
    let page = browser.get(&format!("/clients/{person}/questions")).await;
    assert!(page.has("順番の話だと思う") && page.has("見積もりを急ぎすぎている"), "{}", page.body);
    let at = |session: &Id| {
        let link = format!("href=\"/clients/{person}/sessions/{session}#ask\"");
        page.body.find(&link).unwrap_or_else(|| panic!("{link} in {}", page.body))
    };
    assert!(at(&one) < at(&two), "in the order of the sessions");
    assert!(browser.get("/").await.has(&format!("href=\"/clients/{person}/questions\"")));
}
