//! Gifts and kindnesses over HTTP: why first; what becomes known later is added, never overwritten.

use crate::page::furnished;

#[tokio::test]
async fn a_gift_is_recorded_with_why_first_and_what_it_asks_of_them() {
    for (lang, said) in [
        (
            "ja",
            [
                "もらった：みかん一箱",
                "こめた思い：門出のお祝い。",
                "受け取る側の手間：冷蔵で受け取る。",
                "1月17日(土)まで。",
            ],
        ),
        (
            "en",
            [
                "From them: みかん一箱",
                "Intention: 門出のお祝い.",
                "It asks of them: 冷蔵で受け取る.",
                "Keeps until Sat 17 Jan.",
            ],
        ),
    ] {
        let (_app, browser, id) = furnished(lang, "c3").await;
        let address = format!("/clients/{id}/gifts");
        let page = browser.get(&address).await;
        assert!(
            page.body.find("name=\"why\"") < page.body.find("name=\"what\""),
            "why stands before what"
        );
        assert!(
            page.body.find("name=\"what\"") < page.body.find("name=\"effort_on_receiver\""),
            "cost comes last"
        );
        let sent = [
            ("direction", "in"),
            ("kind", "thing"),
            ("what", "みかん一箱"),
            ("why", "門出のお祝い"),
            ("on", "2026-01-10"),
            ("effort_on_receiver", "冷蔵で受け取る"),
            ("expires_on", "2026-01-17"),
        ];
        assert_eq!(browser.send(&address, &sent).await.status, 303);
        let page = browser.get(&format!("/clients/{id}")).await;
        for line in said {
            assert!(page.has(line), "{line}: {}", page.body);
        }
    }
}

#[tokio::test]
async fn how_a_gift_landed_is_added_later_step_by_step() {
    for (lang, burden, talked) in [
        ("ja", "時間と気持ちの負担に。", "1月14日(水)にその話をした。"),
        ("en", "It weighed on their time and their mind.", "Talked about Wed 14 Jan."),
    ] {
        let (_app, browser, id) = furnished(lang, "c3").await;
        let client = format!("/clients/{id}");
        let gift = [
            ("direction", "out"),
            ("kind", "effort"),
            ("what", "rewrote the plan"),
            ("on", "2026-01-10"),
        ];
        assert_eq!(browser.send(&format!("{client}/gifts"), &gift).await.status, 303);
        let step = browser
            .get(&client)
            .await
            .link_to(&format!("{client}/steps/gift/"))
            .expect("a step of the gift");
        let steps = [
            [("to", "why"), ("on", "2026-01-11"), ("reason", "to spare them the weekend")],
            [("to", "thanked"), ("on", "2026-01-12"), ("reason", "")],
            [("to", "both"), ("on", "2026-01-13"), ("reason", "they had to redo the figures")],
            [("to", "talked"), ("on", "2026-01-14"), ("reason", "")],
        ];
        for sent in steps {
            let done = browser.send(&step, &sent).await;
            assert_eq!(done.status, 303, "{sent:?}: {}", done.body);
        }
        let page = browser.get(&client).await;
        for line in [burden, talked, "to spare them the weekend", "they had to redo the figures"] {
            assert!(page.has(line), "{line}: {}", page.body);
        }
        assert_eq!(page.link_to(&format!("{client}/steps/gift/")), None, "nothing of it is open");
    }
}

#[tokio::test]
async fn a_gift_that_cannot_be_recorded_keeps_everything_typed() {
    let (_app, browser, id) = furnished("ja", "c3").await;
    let address = format!("/clients/{id}/gifts");
    let sent = [
        ("direction", "in"),
        ("kind", "thing"),
        ("what", ""),
        ("why", "門出のお祝い"),
        ("on", "2026-01-10"),
        ("landing_note", "家族で分けた"),
        ("thanked_on", "2026-01-09"),
    ];
    let page = browser.send(&address, &sent).await;
    assert_eq!(page.status, 422);
    assert!(
        page.has("value=\"門出のお祝い\"")
            && page.has("value=\"家族で分けた\"")
            && page.has("value=\"2026-01-09\"")
    );
    assert!(page.has("href=\"#what\""), "{}", page.body);
}

#[tokio::test]
async fn what_they_like_is_shown_with_its_source_before_a_gift_is_chosen() {
    for (lang, source, busy) in [
        ("ja", "2025年5月1日(木)に聞いた", "3月15日(日)まで忙しい(決算)"),
        ("en", "said on Thu 1 May 2025", "busy until Sun 15 Mar: 決算"),
    ] {
        let (_app, browser, id) = furnished(lang, "c3").await;
        let profile = format!("/clients/{id}/profile");
        let version = browser.get(&profile).await.hidden("version").expect("a version");
        let sent = [
            ("version", version.as_str()),
            ("like-0", "濃いめの緑茶"),
            ("like-on-0", "2025-05-01"),
            ("busy-from-0", "2026-01-10"),
            ("busy-until-0", "2026-03-15"),
            ("busy-note-0", "決算"),
        ];
        assert_eq!(browser.send(&profile, &sent).await.status, 303);
        for page in [format!("/clients/{id}/gifts"), format!("/clients/{id}")] {
            let page = browser.get(&page).await;
            assert!(
                page.has("濃いめの緑茶") && page.has(source) && page.has(busy),
                "{}",
                page.body
            );
        }
    }
}
