//! Steps over HTTP: what stands is recorded, what does not keeps what was typed.

use ryokai::intake::form::Fields;
use ryokai::intake::log_form::{LogForm, offered};
use ryokai::method::agreement::{AgreementKind, AgreementMove, evidence};
use ryokai::method::insight::Thresholds;
use ryokai::method::standing::Clock;
use ryokai::method::transition::{Readings, Subject};
use ryokai::method::{Id, Scope, Standing, Terms, from_code};
use ryokai::store::{Conn, setting};

use crate::demo;
use crate::page::{furnished, owner};

const KINDS: [AgreementKind; 2] = [AgreementKind::Conversation, AgreementKind::Consultation];

#[tokio::test]
async fn a_step_without_its_evidence_is_refused_in_words_and_keeps_what_was_typed() {
    let (_app, browser, id) = furnished("ja", "c1").await;
    let address = format!("/clients/{id}/steps/agreement/consultation");
    let page = browser.get(&address).await;
    assert_eq!(page.status, 200);
    assert!(page.offers("to", "renewed") && !page.offers("to", "given"), "given again is renewed");
    let sent = [("to", "renewed"), ("on", "2026-01-14"), ("quote", ""), ("reason", "")];
    let refused = browser.send(&address, &sent).await;
    assert_eq!(refused.status, 422);
    assert!(
        refused.has("本人の言葉だけです") && refused.has("書いた内容は、すべて下に残っています"),
        "{}",
        refused.body
    );
    assert!(
        refused.has("value=\"renewed\" checked") && refused.has("value=\"2026-01-14\""),
        "{}",
        refused.body
    );
}

#[tokio::test]
async fn words_move_an_agreement_on_the_day_they_were_said() {
    let (_app, browser, id) = furnished("en", "c6").await;
    let before = browser.get(&format!("/clients/{id}")).await;
    assert!(before.has("The conversation agreement has lapsed."), "{}", before.body);
    let contact = [
        ("mover", "them"),
        ("channel", "email"),
        ("on", "2026-01-14"),
        ("replied_on", "2026-01-14"),
        ("words", "Could we talk again? I would like that."),
        ("exactness", "verbatim"),
        ("note", ""),
    ];
    assert_eq!(browser.send(&format!("/clients/{id}/contacts"), &contact).await.status, 303);
    let address = format!("/clients/{id}/steps/agreement/conversation");
    let page = browser.get(&address).await;
    let (before_words, _) =
        page.body.split_once("I would like that.").expect("their words are offered");
    let quote =
        before_words.rsplit_once("value=\"").expect("a value").1.split_once('"').expect("an id").0;
    let sent = [("to", "renewed"), ("on", "2026-01-15"), ("quote", quote)];
    let done = browser.send(&address, &sent).await;
    assert_eq!(done.status, 303, "{}", done.body);
    let page = browser.get(&format!("/clients/{id}")).await;
    assert!(
        page.has("<span class=\"num\">Wed 14 Jan 2026</span>"),
        "the day of the words, not of the form"
    );
    assert!(!page.has("The conversation agreement has lapsed."));
}

#[tokio::test]
async fn a_promise_is_kept_and_a_message_planned_and_dropped_with_a_reason() {
    let (_app, browser, id) = furnished("en", "c6").await;
    let page = browser.get(&format!("/clients/{id}")).await;
    let message =
        page.link_to(&format!("/clients/{id}/steps/message/")).expect("a message to move");
    let planned = browser.send(&message, &[("to", "planned"), ("on", "2026-01-15")]).await;
    assert_eq!(planned.status, 303, "{}", planned.body);
    assert!(browser.get(&format!("/clients/{id}")).await.has("Planned, since"));
    let silent =
        browser.send(&message, &[("to", "dropped"), ("on", "2026-01-15"), ("reason", " ")]).await;
    assert_eq!(silent.status, 422);
    assert!(silent.has("needs a reason"));
    let reasoned = [("to", "dropped"), ("on", "2026-01-15"), ("reason", "It is mine, not hers")];
    assert_eq!(browser.send(&message, &reasoned).await.status, 303);
    let page = browser.get(&format!("/clients/{id}")).await;
    assert!(page.has("Nothing is held now."));
}

#[tokio::test]
async fn a_day_to_come_and_an_unknown_step_are_told_at_their_fields() {
    let (_app, browser, id) = furnished("en", "c1").await;
    let address = format!("/clients/{id}/steps/status/now");
    let page = browser.send(&address, &[("to", "rocket"), ("on", "2026-01-16")]).await;
    assert_eq!(page.status, 422);
    assert!(
        page.has("href=\"#to\"") && page.has("href=\"#on\"") && page.has("value=\"2026-01-16\""),
        "{}",
        page.body
    );
    for lost in ["steps/want/nothing", "steps/rank/now", "steps/status/then"] {
        assert_eq!(browser.get(&format!("/clients/{id}/{lost}")).await.status, 404, "{lost}");
    }
}

#[tokio::test]
async fn the_end_of_the_work_says_why_and_shows_over_the_stage() {
    let (_app, browser, id) = furnished("ja", "c1").await;
    let sent = [("to", "completed"), ("on", "2026-01-15")];
    assert_eq!(browser.send(&format!("/clients/{id}/steps/status/now"), &sent).await.status, 303);
    let page = browser.get(&format!("/clients/{id}")).await;
    assert!(page.has("終了") && page.has("本当の協力関係"), "the stage stays");
}

#[tokio::test]
async fn a_session_prints_as_lines() {
    let (_app, browser, id) = furnished("en", "c5").await;
    let page = browser.get(&format!("/clients/{id}/sessions/c5s7/shorthand")).await;
    assert_eq!(page.status, 200);
    assert!(page.has("What size is the right size") && page.has("small and us"), "{}", page.body);
}

/// Every agreement of the demonstration, every third day, under short, usual and long day counts.
#[test]
fn a_step_on_offer_fits_the_state_on_the_page_and_is_accepted() {
    let every = [(20, 20), (90, 180), (365, 700)];
    let terms = every.map(|(silence_step, consult_valid)| Terms {
        silence_step,
        consult_valid,
        ..Terms::USUAL
    });
    let mut differing = 0;
    for file in demo::clients() {
        for at in demo::day("2025-04-01").iter_days().step_by(3).take(140) {
            for (terms, kind) in terms.iter().flat_map(|t| KINDS.map(|kind| (t, kind))) {
                let offered =
                    Subject::Agreement(kind).choices(&file, at, terms).expect("an agreement");
                let shown = Standing::of(&file, at, terms).agreement(kind).state;
                let met =
                    Clock::of(&file, &Terms::USUAL).met(&file, kind, &Scope::Relationship, at);
                let readings = Readings::of(&file, kind, at, terms);
                assert_eq!((readings.shown, readings.checked), (shown, met));
                differing += usize::from(readings.differ());
                let moves: Vec<AgreementMove> =
                    offered.iter().map(|c| from_code(&c.to).expect("a move")).collect();
                let place = format!("{} at {at}, {terms:?}: {moves:?}", file.person.id);
                assert!(moves.iter().all(|to| evidence(met, *to, true).is_some()), "{place}");
                let sought = moves.contains(&AgreementMove::Sought);
                assert!(!(sought && shown.in_force()), "asked for what is in force: {place}");
                if shown.in_force() || met.in_force() {
                    let no = [AgreementMove::Declined, AgreementMove::Withdrawn];
                    assert!(moves.contains(&AgreementMove::Renewed), "no yes: {place}");
                    assert!(moves.iter().any(|to| no.contains(to)), "no no: {place}");
                }
            }
        }
    }
    assert!(differing > 50, "{differing} days with two readings");
}

#[tokio::test]
async fn a_practice_with_other_day_counts_is_told_why_and_offered_what_is_accepted() {
    for (client, kind, changed, shown, there, offered) in [
        ("c1", "consultation", ("consult_valid", 100), "lapsed", "in force", "withdrawn"),
        ("c6", "conversation", ("silence_step", 365), "in force", "lapsed", "declined"),
    ] {
        for to in ["renewed", offered] {
            let (app, browser, id) = furnished("en", client).await;
            let address = format!("/clients/{id}/steps/agreement/{kind}");
            assert!(!browser.get(&address).await.has("counts as"), "with the usual numbers");
            let (viewer, changed) = (owner(&app).await, Thresholds::default().with([changed]));
            let set = move |conn: &mut Conn| setting::set_thresholds(conn, &viewer, &changed);
            app.db.db().write(set).await.expect("set");
            let contact = [
                ("mover", "them"),
                ("channel", "email"),
                ("on", "2026-01-14"),
                ("replied_on", "2026-01-14"),
                ("words", "About that: yes or no, as I said."),
                ("exactness", "verbatim"),
                ("note", ""),
            ];
            assert_eq!(
                browser.send(&format!("/clients/{id}/contacts"), &contact).await.status,
                303
            );
            let page = browser.get(&address).await;
            let told = page.body.split_once("counts as “").expect("both readings").1;
            assert!(told.starts_with(shown), "{told}");
            let (_, told) = told.split_once("still meets it as “").expect("the other reading");
            assert!(told.starts_with(there), "{told}");
            for (value, there) in
                [("renewed", true), (offered, true), ("sought", false), ("given", false)]
            {
                assert_eq!(page.offers("to", value), there, "{client} {value}");
            }
            let (before_words, _) = page.body.split_once("About that:").expect("their words");
            let (_, quote) = before_words.rsplit_once("value=\"").expect("a value");
            let (quote, _) = quote.split_once('"').expect("an id");
            let done =
                browser.send(&address, &[("to", to), ("on", "2026-01-15"), ("quote", quote)]).await;
            assert_eq!(done.status, 303, "{client} {to}: {}", done.body);
        }
    }
}

#[test]
fn every_step_that_the_log_page_offers_is_taken_with_their_words() {
    let today = demo::day("2026-03-01");
    let at = crate::correct_law::at(today);
    let mut nouns = Vec::new();
    for client in ["c1", "c2", "c3", "c4", "c5", "c6"] {
        let mut file = demo::client(client);
        // The strains of the demonstration are repaired: each is as it was once it was named.
        file.strains.iter_mut().for_each(|strain| strain.history.truncate(2));
        for value in offered(&file) {
            let on = today.to_string();
            let sent =
                [("on", on.as_str()), ("minutes", "50"), ("q0", "はい"), ("q0-move", &value)];
            let sent = sent.map(|(name, value)| (name.to_owned(), value.to_owned()));
            let read = LogForm::read(&Fields::of(sent.to_vec()), &file, &at.writer);
            let saved = read
                .entry
                .propose(&file, &file.to_records(), Id::fresh(), at.now)
                .expect("a proposal");
            assert_eq!(saved.unkept, vec![], "{client}: {value}");
            assert_eq!(saved.understood.len(), 2, "{client}: {value}");
            nouns.extend(value.split('.').next().map(str::to_owned));
        }
    }
    nouns.dedup();
    for noun in ["need", "want", "strain"] {
        assert!(nouns.iter().any(|of| of == noun), "{noun}: {nouns:?}");
    }
}
