//! How long records are kept, over HTTP and on the command line: the day, the hold, the list of
//! those due, and handing everything over to the person themselves.

use std::io::{Cursor, Read};

use ryokai::method::{Id, Lang, Person, Role};
use ryokai::store::{audit, draft, export, person, setting};
use zip::ZipArchive;

use crate::app::PASSWORD;
use crate::build;
use crate::page::{furnished, keep, owner};
use crate::program::{failed, said};

/// Everything in a ZIP, by name.
fn entries(bytes: Vec<u8>) -> Vec<(String, String)> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).expect("a ZIP");
    let mut out = Vec::new();
    for i in 0..zip.len() {
        let mut entry = zip.by_index(i).expect("an entry");
        let (name, mut bytes) = (entry.name().expect("a name").into_owned(), Vec::new());
        entry.read_to_end(&mut bytes).expect("bytes");
        out.push((name, String::from_utf8_lossy(&bytes).into_owned()));
    }
    out
}

#[tokio::test(flavor = "multi_thread")]
async fn a_record_is_kept_on_with_a_reason_and_what_was_typed_stays() {
    for (lang, kept, fault) in [
        ("en", "Kept until Thu 15 Jan 2032.", "Choose a day after today."),
        ("ja", "2032年1月15日(木)まで保管します。", "明日以降の日を選んでください。"),
    ] {
        let (_app, browser, id) = furnished(lang, "c5").await;
        let address = format!("/clients/{id}/keeping");
        assert!(browser.get(&format!("/clients/{id}")).await.has(&address));
        let bad = [("act", "keep"), ("until", "2026-01-15"), ("why", "A dispute")];
        let page = browser.send(&address, &bad).await;
        assert_eq!(page.status, 422);
        assert!(
            page.has(fault) && page.has("value=\"A dispute\"") && page.has("value=\"2026-01-15\""),
            "{}",
            page.body
        );
        let good = [("act", "keep"), ("until", "2032-01-15"), ("why", "A dispute")];
        assert_eq!(browser.send(&address, &good).await.status, 303);
        let page = browser.get(&address).await;
        assert!(page.has(kept) && page.has("A dispute"), "{}", page.body);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_documents_say_the_day_that_counts_for_this_person_and_what_holds_the_record() {
    for (lang, usual, later, held) in [
        ("en", "kept until 11 Dec 2030.", "kept until 15 Jan 2032.", "for a legal reason"),
        (
            "ja",
            "保管の期限は2030年12月11日です。",
            "保管の期限は2032年1月15日です。",
            "法律上の理由",
        ),
    ] {
        let (_app, browser, id) = furnished(lang, "c5").await;
        let retention = format!("/clients/{id}/keeping");
        let copies = ["client", "file"]
            .map(|profile| format!("/clients/{id}/summary?profile={profile}&lang={lang}"));
        for copy in &copies {
            let page = browser.get(copy).await;
            assert!(page.has(usual) && !page.has(held), "{}", page.body);
        }
        let longer = [("act", "keep"), ("until", "2032-01-15"), ("why", "A dispute")];
        assert_eq!(browser.send(&retention, &longer).await.status, 303);
        for copy in &copies {
            assert!(browser.get(copy).await.has(later));
        }
        assert_eq!(
            browser.send(&retention, &[("act", "hold"), ("hold", "A lawsuit")]).await.status,
            303
        );
        let [client, file] = [browser.get(&copies[0]).await, browser.get(&copies[1]).await];
        assert!(client.has(held) && !client.has(later), "{}", client.body);
        assert!(!client.has("A lawsuit") && !client.has("A dispute"), "{}", client.body);
        assert!(file.has(held) && file.has("A lawsuit") && file.has(later), "{}", file.body);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_record_falls_due_years_after_the_last_session_and_only_its_keeper_sees_whose_it_is() {
    let (app, browser, id) = furnished("en", "c5").await;
    let here = owner(&app).await;
    let link = format!("/clients/{id}/keeping");
    assert!(browser.get("/review").await.has("Nothing is due."));
    // Tom's last session is of December 2025.
    app.later(chrono::TimeDelta::days(6 * 365));
    let browser = app.signed_in("en", crate::app::OWNER, PASSWORD).await;
    assert!(browser.get("/review").await.has(&link));
    // A consultant's own clients are the owner's only as a number.
    let hana = app.blocking(|db| build::member(db, &here.practice, "hana", Role::Consultant));
    let theirs = app.blocking(|db| build::client(db, &hana, "Secret Mori"));
    let until = (build::day("2026-02-01"), build::text("x"));
    let of = theirs.clone();
    app.blocking(|db| {
        db.write_blocking(move |conn| {
            ryokai::store::retention::keep_on(conn, &hana, &of, until, build::now())
        })
    })
    .expect("kept");
    let page = browser.get("/review").await;
    assert!(page.has("hana") && page.has("1 due") && !page.has("Mori"), "{}", page.body);
    for path in ["keeping", "access", "erase"] {
        assert_eq!(browser.get(&format!("/clients/{theirs}/{path}")).await.status, 404, "{path}");
    }
    // Ten years instead of five.
    app.blocking(|db| db.write_blocking(move |conn| setting::set_retention_years(conn, &here, 10)))
        .expect("years");
    assert!(!browser.get("/review").await.has(&link));
    let due = tokio::task::block_in_place(|| said(&app.db, &["review"], ""));
    assert!(!due.contains(id.as_str()), "{due}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_on_hold_cannot_be_ended_until_it_is_let_go() {
    for (lang, held) in [
        ("en", "The record is on hold. Lift the hold first."),
        ("ja", "この記録は保全中です。先に保全を解除してください。"),
    ] {
        let (app, browser, id) = furnished(lang, "c5").await;
        let (retention, erase) = (format!("/clients/{id}/keeping"), format!("/clients/{id}/erase"));
        assert_eq!(browser.send(&retention, &[("act", "hold"), ("hold", " ")]).await.status, 422);
        assert_eq!(
            browser.send(&retention, &[("act", "hold"), ("hold", "A lawsuit")]).await.status,
            303
        );
        let page = browser.get(&retention).await;
        assert!(page.has("A lawsuit") && page.has(held), "{}", page.body);
        let order = [("ending", "erased"), ("reason", "asked"), ("confirm", "Tom Beckett")];
        let refused = browser.send(&erase, &order).await;
        assert!(refused.status == 422 && refused.has(held), "{}", refused.body);
        let command = ["erase", "--client", id.as_str(), "--reason", "asked"];
        let (code, why) =
            tokio::task::block_in_place(|| failed(&app.db, &command, "Tom Beckett\n"));
        assert!(code == 1 && why.contains("on hold"), "{why}");
        assert!(browser.get("/review").await.has(&retention), "what is held stands in the list");
        assert_eq!(browser.send(&retention, &[("act", "lift")]).await.status, 422, "for no reason");
        assert_eq!(
            browser
                .send(&retention, &[("act", "lift"), ("lift", "the dispute is over")])
                .await
                .status,
            303
        );
        assert_eq!(browser.send(&erase, &order).await.status, 303);
        assert_eq!(browser.get(&retention).await.status, 404);
        let log = app.blocking(|db| {
            db.read_blocking(|conn| {
                let practice = ryokai::store::practice::choose(conn, None)?;
                let all = ryokai::store::member::viewers(conn, &practice.id)?;
                audit::list(conn, &all[0], 10)
            })
        });
        let acts: Vec<String> = log.expect("the log").into_iter().map(|line| line.act).collect();
        assert_eq!(acts[..3], ["erased", "hold_lifted", "held"]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_is_handed_over_in_two_folders_once_somebody_has_looked() {
    for (lang, index, nobody, changed) in [
        ("en", "| Sessions |", "No name of anybody else", "The record changed after you looked"),
        (
            "ja",
            "| Sessions |",
            "ほかの方の名前は見つかりませんでした",
            "目を通されたあとで、記録が変わりました",
        ),
    ] {
        let (app, browser, id) = furnished(lang, "c5").await;
        let (viewer, of) = (owner(&app).await, id.clone());
        app.blocking(|db| {
            let mut priya = Person::named(Id::fresh(), build::text("Priya Raman"), Lang::En);
            priya.display_name_ja = Some(build::text("プリヤ・ラマン"));
            let keeper = viewer.clone();
            db.write_blocking(move |conn| person::add(conn, &keeper, priya, build::now()))
                .expect("somebody else");
            let (author, about) = (viewer.clone(), of.clone());
            db.write_blocking(move |conn| {
                let heard = ryokai::method::Session {
                    note: Some(build::text("He asked after priya.")),
                    ..serde_json::from_value(serde_json::json!({"id": "n1", "on": "2026-01-10"}))
                        .expect("a session")
                };
                let heard = ryokai::method::Record::session(heard);
                ryokai::store::fact::record(conn, &author, &about, build::now(), |_| {
                    Ok(vec![heard])
                })?;
                draft::save(
                    conn,
                    &author,
                    (&build::id("d1"), Some(&about)),
                    (r#"{"note":"half a thought of プリヤ"}"#, 0),
                    build::now(),
                )
            })
        })
        .expect("a mention");
        let address = format!("/clients/{id}/access");
        let page = browser.get(&address).await;
        assert!(
            page.has("Priya Raman") && page.has("He asked after priya.") && !page.has(nobody),
            "{}",
            page.body
        );
        assert!(
            page.has("プリヤ・ラマン") && page.has("half a thought of プリヤ"),
            "drafts leave too: {}",
            page.body
        );
        let seen = page.hidden("seen").expect("what was seen");
        let unseen = browser.send(&address, &[]).await;
        assert!(unseen.status == 422 && unseen.has("href=\"#looked\""), "{}", unseen.body);
        let call = [
            ("on", "2026-01-14"),
            ("mover", "them"),
            ("channel", "phone"),
            ("note", "About Raman."),
        ];
        assert_eq!(browser.send(&format!("/clients/{id}/contacts"), &call).await.status, 303);
        let later = browser.send(&address, &[("looked", "yes"), ("seen", &seen)]).await;
        assert!(later.status == 422 && later.has(changed), "{}", later.body);
        let (csrf, seen) =
            (browser.csrf().await, later.hidden("seen").expect("what stands there now"));
        let form = [("csrf", csrf.as_str()), ("looked", "yes"), ("seen", seen.as_str())];
        let sent = browser.client.post(browser.url(&address)).form(&form);
        let answer = sent.send().await.expect("an answer");
        assert_eq!(answer.status().as_u16(), 200);
        let zip = entries(answer.bytes().await.expect("bytes").to_vec());
        let text =
            |name: &str| &zip.iter().find(|(n, _)| n == name).unwrap_or_else(|| panic!("{name}")).1;
        assert!(text("index.md").contains(index), "{}", text("index.md"));
        for (name, _) in zip.iter().filter(|(name, _)| name != "index.md") {
            let (place, extension) = name.rsplit_once('.').expect("an extension");
            let listed = text("index.md").contains(name.as_str())
                || (text("index.md").contains(place)
                    && text("index.md").contains(&format!(".{extension}")));
            assert!(listed, "{name} is not in the index: {}", text("index.md"));
        }
        for shared in zip.iter().filter(|(name, _)| name.starts_with("1-shared-record/")) {
            assert!(!shared.1.contains("He asked after"), "{}", shared.0);
        }
        assert!(text("2-process-notes/file.md").contains("He asked after priya"));
        assert!(text("2-process-notes/records.json").contains("He asked after priya"));
        assert!(text("2-process-notes/drafts.json").contains("half a thought"));
        assert!(text("1-shared-record/summary.html").contains("Tom"));
        let made = app
            .blocking(|db| db.read_blocking(|conn| export::list(conn, &viewer, &id)))
            .expect("exports");
        assert_eq!((made[0].profile.as_str(), made[0].format.as_str()), ("access", "zip"));
        assert!(browser.get(&format!("/clients/{id}/summary")).await.has(&made[0].sha256));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_command_writes_the_same_bundle_and_names_others_on_the_side() {
    let (app, _browser, id) = furnished("en", "c5").await;
    let viewer = owner(&app).await;
    keep(&app, &viewer, "c4").await;
    let file = std::env::temp_dir().join(format!("ryokai-{}.zip", uuid::Uuid::now_v7().simple()));
    let path = file.to_str().expect("a path");
    let command = ["access", "--client", id.as_str(), "-o", path];
    let out = tokio::task::block_in_place(|| crate::program::ryokai(&app.db, &command, ""));
    let aside = String::from_utf8(out.stderr).expect("text");
    assert_eq!(out.status.code(), Some(0), "{aside}");
    assert!(aside.contains("Only names recorded in ryokai"), "{aside}");
    let zip = entries(std::fs::read(&file).expect("the ZIP"));
    assert!(zip.iter().any(|(name, _)| name == "2-process-notes/log.csv"), "{zip:?}");
    let again = tokio::task::block_in_place(|| failed(&app.db, &command, ""));
    std::fs::remove_file(&file).expect("removed");
    assert!(again.0 == 1 && again.1.contains("not overwritten"), "{again:?}");
}
