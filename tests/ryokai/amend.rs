//! Correcting a contact or a gift over HTTP: on the page on which it was written down, with
//! everything in it.

use ryokai::method::{ClientFile, Id};
use ryokai::store::Conn;

use crate::app::{Browser, Page, TestApp};
use crate::filled::{filled, with};
use crate::page::{furnished, owner};

async fn file(app: &TestApp, id: &Id) -> ClientFile {
    let (viewer, id) = (owner(app).await, id.clone());
    let read = move |conn: &mut Conn| ryokai::store::file::load(conn, &viewer, &id);
    (*app.db.db().read(read).await.expect("a file").file).clone()
}

/// Corrects it as a browser would, with these fields set anew.
async fn correct(browser: &Browser, address: &str, new: &[(&str, &str)]) -> Page {
    let page = browser.get(address).await;
    assert_eq!(page.status, 200, "{address}: {}", page.body);
    let fields = filled(&page.body, &format!("action=\"{address}\""));
    browser.send(address, &with(&fields, new)).await
}

/// A contact of a form, recorded; its id.
async fn contact(browser: &Browser, id: &Id, more: &[(&str, &str)]) -> Id {
    let address = format!("/clients/{id}/contacts");
    let page = browser.get(&address).await;
    let fields = filled(&page.body, &format!("action=\"{address}\""));
    let done = browser.send(&address, &with(&fields, more)).await;
    let place = done.location.unwrap_or_else(|| panic!("{}", done.body));
    let record =
        place.split("/contacts/").nth(1).and_then(|rest| rest.split('?').next()).expect("an id");
    record.parse().expect("an id")
}

#[tokio::test]
async fn a_contact_is_corrected_where_it_stands_and_that_is_undone() {
    for (lang, open) in [("ja", "直す"), ("en", "Correct")] {
        let (app, browser, id) = furnished(lang, "c5").await;
        let said = [
            ("mover", "them"),
            ("channel", "phone"),
            ("on", "2026-01-10"),
            ("words", "また今渡"),
            ("note", "a typo"),
        ];
        let of = contact(&browser, &id, &said).await;
        let before = file(&app, &id).await;
        let address = format!("/clients/{id}/correct/{of}");
        let client = browser.get(&format!("/clients/{id}")).await;
        assert!(client.has(&format!("href=\"{address}\"")) && client.has(open), "{}", client.body);
        // Nothing changed is nothing written.
        assert_eq!(correct(&browser, &address, &[]).await.status, 303);
        assert_eq!(file(&app, &id).await, before);
        let new = [("on", "2026-01-12"), ("words", "また今度"), ("note", "")];
        let done = correct(&browser, &address, &new).await;
        assert_eq!(done.status, 303, "{}", done.body);
        let after = file(&app, &id).await;
        let now = after.contact(&of).expect("the contact");
        assert_eq!((now.on.to_string().as_str(), now.note.as_ref()), ("2026-01-12", None));
        let was = before.quotes.iter().find(|q| q.contact.as_ref() == Some(&of)).expect("words");
        let is = after.quote(&was.id).expect("the same words");
        assert_eq!((is.text.as_str(), after.said_on(is)), ("また今度", Some(now.on)));
        assert_eq!(
            (after.contacts.len(), after.quotes.len()),
            (before.contacts.len(), before.quotes.len())
        );
        // One press brings back what it said before.
        let landed = browser.get(&done.location.expect("a page")).await;
        let fields = filled(&landed.body, "action=\"/undo\"");
        let undone = browser.send("/undo", &with(&fields, &[])).await;
        assert_eq!(undone.status, 303, "{}", undone.body);
        assert_eq!(file(&app, &id).await, before);
    }
}

#[tokio::test]
async fn a_gift_is_corrected_and_what_became_known_later_stays() {
    for lang in ["ja", "en"] {
        let (app, browser, id) = furnished(lang, "c5").await;
        let address = format!("/clients/{id}/gifts");
        let page = browser.get(&address).await;
        let fields = filled(&page.body, &format!("action=\"{address}\""));
        let given = [
            ("what", "per"),
            ("on", "2026-01-10"),
            ("why", "the harvest"),
            ("effort_on_receiver", "to peel"),
        ];
        assert_eq!(browser.send(&address, &with(&fields, &given)).await.status, 303);
        let gift = file(&app, &id)
            .await
            .gifts
            .into_iter()
            .find(|g| g.what.as_str() == "per")
            .expect("a gift")
            .id;
        let step = format!("/clients/{id}/steps/gift/{gift}");
        assert_eq!(
            browser.send(&step, &[("to", "thanked"), ("on", "2026-01-11")]).await.status,
            303
        );
        let place = format!("/clients/{id}/correct/{gift}");
        let page = browser.get(&place).await;
        assert!(
            !page.has("name=\"thanked_on\"") && page.has(&format!("href=\"{step}\"")),
            "{}",
            page.body
        );
        assert_eq!(correct(&browser, &place, &[("what", "pears"), ("why", "")]).await.status, 303);
        let after = file(&app, &id).await;
        let now = after.gifts.iter().find(|g| g.id == gift).expect("the gift");
        assert_eq!((now.what.as_str(), now.why.as_ref(), now.why_on), ("pears", None, None));
        assert_eq!(now.thanked_on.map(|on| on.to_string()).as_deref(), Some("2026-01-11"));
        assert_eq!(now.effort_on_receiver.as_ref().map(|t| t.as_str()), Some("to peel"));
        // A day after the thanks cannot be: what that reaches is said first.
        let asked = correct(&browser, &place, &[("on", "2026-01-13")]).await;
        assert!([409, 422].contains(&asked.status), "{}", asked.status);
        assert_eq!(file(&app, &id).await, after);
    }
}

#[tokio::test]
async fn what_rests_on_the_words_of_a_contact_is_said_before_they_go() {
    for (lang, said) in [("ja", "ほかの記録にも影響します"), ("en", "Other records are affected")]
    {
        let app = TestApp::new().await;
        let browser = app.signed_up(lang).await;
        let id = crate::twin::known(&app, &owner(&app).await, "Tom Beckett", |_| {}).await;
        let words = [
            ("mover", "them"),
            ("channel", "phone"),
            ("on", "2026-01-10"),
            ("words", "we can talk"),
            ("exactness", "verbatim"),
        ];
        let of = contact(&browser, &id, &words).await;
        let quote = file(&app, &id).await.quotes[0].id.to_string();
        let step = format!("/clients/{id}/steps/agreement/conversation");
        let given = [("to", "given"), ("on", "2026-01-10"), ("quote", quote.as_str())];
        let taken = browser.send(&step, &given).await;
        assert_eq!(taken.status, 303, "{}", taken.body);
        let before = file(&app, &id).await;
        assert_eq!(before.agreements.len(), 1);
        let address = format!("/clients/{id}/correct/{of}");
        // Another day goes with the words and with what was agreed in them.
        assert_eq!(correct(&browser, &address, &[("on", "2026-01-08")]).await.status, 303);
        let moved = file(&app, &id).await;
        assert_eq!(moved.agreements[0].on.to_string(), "2026-01-08");
        // Without the words there is no agreement: nothing happens before that is agreed to.
        let asked = correct(&browser, &address, &[("words", "")]).await;
        assert_eq!(asked.status, 409, "{}", asked.body);
        assert!(asked.has(said), "{}", asked.body);
        assert_eq!(file(&app, &id).await, moved);
        let fields = filled(&asked.body, &format!("action=\"{address}\""));
        let back = browser.send(&address, &with(&fields, &[("act", "back")])).await;
        assert!(back.status == 200 && back.has("name=\"words\""), "{}", back.body);
        let done = browser.send(&address, &with(&fields, &[("act", "save")])).await;
        assert_eq!(done.status, 303, "{}", done.body);
        let after = file(&app, &id).await;
        assert_eq!((after.agreements.len(), after.quotes.len(), after.contacts.len()), (0, 0, 1));
    }
}

#[tokio::test]
async fn a_page_opened_before_another_correction_overwrites_nothing() {
    let (app, browser, id) = furnished("ja", "c5").await;
    let of = contact(
        &browser,
        &id,
        &[("mover", "them"), ("channel", "phone"), ("on", "2026-01-10"), ("note", "一")],
    )
    .await;
    let address = format!("/clients/{id}/correct/{of}");
    let early = browser.get(&address).await;
    assert_eq!(correct(&browser, &address, &[("note", "二")]).await.status, 303);
    let fields = filled(&early.body, &format!("action=\"{address}\""));
    let late = browser.send(&address, &with(&fields, &[("channel", "email")])).await;
    assert_eq!(late.status, 409);
    assert!(late.has("そのあいだに保存されたもの：二"), "at its field: {}", late.body);
    assert!(late.has("そのあいだに保存されたもの：電話"), "by its name: {}", late.body);
    let kept = |file: ClientFile| {
        file.contact(&of).and_then(|c| c.note.clone()).map(|note| note.to_string())
    };
    assert_eq!(kept(file(&app, &id).await).as_deref(), Some("二"));
    assert!(
        browser.get(&format!("/clients/{id}/correct/{id}")).await.status == 404,
        "no such record"
    );
}

#[tokio::test]
async fn every_page_of_what_was_taken_back_says_so_and_brings_it_back() {
    for (lang, said, undo) in
        [("ja", "取り消した記録です", "元に戻す"), ("en", "This was taken back", "Undo")]
    {
        let (app, browser, id) = furnished(lang, "c5").await;
        let of = contact(
            &browser,
            &id,
            &[("mover", "them"), ("channel", "phone"), ("on", "2026-01-10"), ("note", "the call")],
        )
        .await;
        let pages = [
            format!("/clients/{id}/contacts/{of}"),
            format!("/clients/{id}/correct/{of}"),
            format!("/clients/{id}/steps/contact/{of}"),
        ];
        let client = browser.get(&format!("/clients/{id}")).await;
        assert!(!client.has(said), "{}", client.body);
        let what = ryokai::method::Done::one(&id, &of).to_string();
        let taken = browser.send("/undo", &[("what", &what), ("sure", "yes")]).await;
        assert_eq!(taken.status, 303, "{}", taken.body);
        for page in &pages {
            let gone = browser.get(page).await;
            assert_eq!(gone.status, 404, "{page}");
            assert!(
                gone.has(said) && gone.has("the call") && gone.has(undo),
                "{page}: {}",
                gone.body
            );
            // Nobody else is told anything.
            let stranger = app.browser(lang).get(page).await;
            assert!(!stranger.has("the call"), "{page}");
        }
        let gone = browser.get(&pages[0]).await;
        let (_, what) = gone.body.split_once("name=\"what\" value=\"").expect("a button");
        let what = what.split('"').next().expect("a value").replace("&amp;", "&");
        let fields = filled(&gone.body, "action=\"/undo\"");
        let back = browser.send("/undo", &with(&fields, &[("what", &what)])).await;
        assert_eq!(back.status, 303, "{}", back.body);
        assert!(file(&app, &id).await.contact(&of).is_some());
        assert_eq!(browser.get(&pages[1]).await.status, 200);
    }
}

/// Every form with a day: its address, and the fields it sends besides.
fn forms(id: &Id) -> [(String, Vec<(&'static str, String)>); 4] {
    let own = |pairs: &[(&'static str, &str)]| {
        pairs.iter().map(|(n, v)| (*n, (*v).to_owned())).collect::<Vec<_>>()
    };
    [
        ("/log".to_owned(), own(&[("client", id.as_str()), ("minutes", "60"), ("status", "held")])),
        (format!("/clients/{id}/contacts"), own(&[("mover", "them"), ("channel", "phone")])),
        (
            format!("/clients/{id}/gifts"),
            own(&[("direction", "in"), ("kind", "thing"), ("what", "a pear")]),
        ),
        (
            "/contact".to_owned(),
            own(&[("who", "Tom Beckett"), ("mover", "us"), ("channel", "email")]),
        ),
    ]
}

#[tokio::test]
async fn a_day_long_ago_is_asked_about_once_in_every_form() {
    for (lang, said) in
        [("ja", "2016年1月14日(木)は、ずいぶん前の日付です"), ("en", "Thu 14 Jan 2016 is long ago")]
    {
        let (_app, browser, id) = furnished(lang, "c5").await;
        for (to, base) in forms(&id) {
            let sent = |on: &'static str, far: &'static str| {
                let key = ("key", Id::fresh().to_string());
                let day = [("on", on.to_owned()), ("far", far.to_owned()), key];
                base.iter().cloned().chain(day).collect::<Vec<_>>()
            };
            let send = async |fields: Vec<(&'static str, String)>| {
                let fields: Vec<(&str, &str)> =
                    fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
                browser.send(&to, &fields).await
            };
            let asked = send(sent("2016-01-14", "")).await;
            assert!(
                asked.status == 422 && asked.has(said),
                "{to}: {} {}",
                asked.status,
                asked.body
            );
            assert_eq!(
                asked.hidden("far").as_deref(),
                Some("2016-01-14"),
                "{to}: the page that is sent again says it"
            );
            assert_eq!(
                send(sent("1916-01-14", "2016-01-14")).await.status,
                422,
                "{to}: another day is asked about anew"
            );
            assert_eq!(send(sent("2016-01-14", "2016-01-14")).await.status, 303, "{to}");
            assert_eq!(
                send(sent("2026-01-14", "")).await.status,
                303,
                "{to}: a day of now is not asked about"
            );
        }
        // The shorthand says its day itself.
        let short = [
            ("client", id.as_str()),
            ("minutes", "60"),
            ("short", "date: 2015-01-14\nq: long ago"),
        ];
        let asked = browser.send("/log", &short).await;
        assert!(
            asked.status == 422 && asked.hidden("far").as_deref() == Some("2015-01-14"),
            "{}",
            asked.body
        );
    }
}

#[tokio::test]
async fn an_old_day_is_not_asked_about_again_when_something_else_is_corrected() {
    let (app, browser, id) = furnished("en", "c5").await;
    let said = [
        ("mover", "them"),
        ("channel", "phone"),
        ("on", "2016-01-10"),
        ("far", "2016-01-10"),
        ("note", "x"),
    ];
    let of = contact(&browser, &id, &said).await;
    let address = format!("/clients/{id}/correct/{of}");
    assert_eq!(correct(&browser, &address, &[("note", "y")]).await.status, 303);
    let moved = correct(&browser, &address, &[("on", "2006-01-10")]).await;
    assert_eq!((moved.status, moved.hidden("far").as_deref()), (422, Some("2006-01-10")));
    let session =
        [("client", id.as_str()), ("minutes", "60"), ("on", "2016-01-14"), ("far", "2016-01-14")];
    let saved = browser.send("/log", &session).await.location.expect("a session");
    assert!(browser.get(&saved).await.has("2016"), "the result says the year");
    let of =
        saved.split("/sessions/").nth(1).and_then(|rest| rest.split('/').next()).expect("an id");
    let page = browser.get(&format!("/log?client={id}&session={of}")).await;
    let fields = filled(&page.body, "id=\"log\"");
    let done =
        browser.send("/log", &with(&fields, &[("topic", "the oven"), ("act", "save")])).await;
    assert_eq!(done.status, 303, "{}", done.body);
    drop(app);
}
