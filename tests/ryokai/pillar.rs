//! The circles one's people come from, over HTTP.

use crate::app::TestApp;

/// The id of the pillar whose name stands in the page's form.
fn named(page: &str, name: &str) -> String {
    let (before, _) = page.split_once(&format!("value=\"{name}\"")).expect(name);
    before
        .rsplit_once("name=\"name-")
        .expect("a field")
        .1
        .split_once('"')
        .expect("an id")
        .0
        .to_owned()
}

#[tokio::test]
async fn pillars_are_added_once_named_and_put_in_order() {
    for lang in ["ja", "en"] {
        let app = TestApp::new().await;
        let browser = app.signed_up(lang).await;
        assert_eq!(browser.get("/settings/pillars").await.status, 200);
        for name in ["Work", "School", "School"] {
            assert_eq!(browser.send("/settings/pillars", &[("new", name)]).await.status, 303);
        }
        let page = browser.get("/settings/pillars").await;
        assert_eq!(page.body.matches("name=\"name-").count(), 2);
        let (work, school) = (named(&page.body, "Work"), named(&page.body, "School"));
        let (work_name, work_place) = (format!("name-{work}"), format!("place-{work}"));
        let (school_name, school_place) = (format!("name-{school}"), format!("place-{school}"));
        let sent = [
            (work_name.as_str(), "The firm"),
            (work_place.as_str(), "２"),
            (school_name.as_str(), "School"),
            (school_place.as_str(), "1"),
        ];
        let unread = [&sent[..1], &[(work_place.as_str(), "last")], &sent[2..]].concat();
        let refused = browser.send("/settings/pillars", &unread).await;
        assert!(
            refused.status == 422 && refused.has("value=\"last\""),
            "no place is made up: {}",
            refused.body
        );
        assert_eq!(browser.send("/settings/pillars", &sent).await.status, 303);
        let page = browser.get("/settings/pillars").await;
        assert!(
            page.body.find("value=\"School\"") < page.body.find("value=\"The firm\""),
            "{}",
            page.body
        );
        let refused = browser
            .send("/settings/pillars", &[(work_name.as_str(), " "), ("new", "Online")])
            .await;
        assert_eq!(refused.status, 422);
        assert!(refused.has("value=\"Online\""), "kept");
        assert_eq!(
            browser.get("/settings/pillars").await.body.matches("name=\"name-").count(),
            2,
            "nothing half done"
        );
    }
}

#[tokio::test]
async fn overlaps_are_counted_among_ones_people() {
    for (lang, said) in [("ja", "WorkとSchool：1人"), ("en", "Work and School: one person")] {
        let app = TestApp::new().await;
        let browser = app.signed_up(lang).await;
        for name in ["Work", "School"] {
            browser.send("/settings/pillars", &[("new", name)]).await;
        }
        let page = browser.get("/settings/pillars").await;
        let (work, school) = (named(&page.body, "Work"), named(&page.body, "School"));
        for (name, also) in [("Aki", school.as_str()), ("Ben", "")] {
            let sent = [
                ("name", name),
                ("kind", "peer"),
                ("pillar", work.as_str()),
                ("also", ""),
                ("also", also),
            ];
            assert_eq!(browser.send("/people/new", &sent).await.status, 303);
        }
        let page = browser.get("/settings/pillars").await;
        assert!(page.has(said), "{}", page.body);
    }
}
