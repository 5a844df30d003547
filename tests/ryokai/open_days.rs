//! A day that nobody could read, on the page that corrects its session: it stands in its field, and
//! what is written there answers it.

use ryokai::method::{ClientFile, Day, Id, Promise, Terms, Viewer};

use crate::app::{Browser, TestApp};
use crate::correct::{begun, file, log, opened, save};

const UNREAD: [(&str, &str); 8] = [
    ("on", "2026-01-10"),
    ("minutes", "60"),
    ("next", "2/30"),
    ("planned", "13/45"),
    ("ours0", "本を読む"),
    ("ours0-due", "11/31"),
    ("theirs0", "連絡する"),
    ("short", "約: 傘を返す @9/31\n我: 地図を送る @月末のどこか"),
];

struct World {
    app: TestApp,
    browser: Browser,
    viewer: Viewer,
    client: Id,
    session: String,
}

impl World {
    async fn new() -> World {
        let (app, browser, viewer, client) = begun().await;
        let session = log(&browser, &client, "k1", &UNREAD).await;
        World { app, browser, viewer, client, session }
    }

    async fn file(&self) -> ClientFile {
        file(&self.app, &self.viewer, &self.client).await
    }

    async fn open_lines(&self) -> Vec<String> {
        let file = self.file().await;
        let session = file.session(&self.session.parse().expect("an id")).expect("a session");
        assert_eq!(
            file.questions(&session.id, &Terms::default()).len(),
            session.open_lines().count(),
            "each is asked about"
        );
        session.open_lines().map(|(_, line)| line.to_string()).collect()
    }

    async fn page(&self) -> Vec<(String, String)> {
        opened(&self.browser, &self.client, &self.session).await
    }

    async fn answer(&self, line: usize, day: &str) {
        let key = Id::fresh().to_string();
        let question = format!("line.{line}");
        let sent = [("key", key.as_str()), ("question", &question), ("text", day)];
        let to = format!("/clients/{}/sessions/{}/question", self.client, self.session);
        let answered = self.browser.send(&to, &sent).await;
        assert_eq!(answered.status, 303, "{}", answered.body);
    }
}

fn field<'f>(page: &'f [(String, String)], name: &str) -> &'f str {
    page.iter().find(|(n, _)| n == name).map_or("", |(_, value)| value)
}

fn promise<'f>(file: &'f ClientFile, text: &str) -> Vec<&'f Promise> {
    file.promises.iter().filter(|p| p.text.as_str() == text).collect()
}

fn day(on: &str) -> Option<Day> {
    Some(on.parse().expect("a day"))
}

#[tokio::test]
async fn each_day_that_nobody_could_read_stands_in_its_field_and_saved_so_it_changes_nothing() {
    let world = World::new().await;
    assert_eq!(world.file().await.promises.len(), 4, "every promise stands without its day");
    let before = (world.file().await, world.open_lines().await);
    assert_eq!(before.1.len(), 5, "{:?}", before.1);
    let page = world.page().await;
    let shown: Vec<&str> =
        ["next", "planned", "ours0-due", "ours1-due", "theirs0-due", "theirs1-due"]
            .map(|name| field(&page, name))
            .to_vec();
    assert_eq!(shown, ["2/30", "13/45", "11/31", "月末のどこか", "", "9/31"]);
    let same = save(&world.browser, &page, &[]).await;
    assert!(
        same.location.as_deref().is_some_and(|to| to.contains("after=same")),
        "{same:?}",
        same = same.location
    );
    assert_eq!((world.file().await, world.open_lines().await), before);
    let corrected = save(&world.browser, &world.page().await, &[("topic", "採用")]).await;
    assert_eq!(corrected.status, 303, "{}", corrected.body);
    assert_eq!(world.open_lines().await, before.1, "another change touches none of them");
}

#[tokio::test]
async fn a_day_written_in_its_field_answers_the_line_and_an_emptied_one_closes_it() {
    let world = World::new().await;
    let new = [("next", "2026-02-20"), ("planned", ""), ("ours0-due", "2026-01-31")];
    let saved = save(&world.browser, &world.page().await, &new).await;
    assert_eq!(saved.status, 303, "{}", saved.body);
    let file = world.file().await;
    let session = file.session(&world.session.parse().expect("an id")).expect("a session");
    assert_eq!((session.next_on, session.planned_for), (day("2026-02-20"), None));
    let read = promise(&file, "本を読む");
    assert_eq!((read.len(), read[0].due_on), (1, day("2026-01-31")));
    assert_eq!(world.open_lines().await.len(), 2, "only the other two promises are asked about");
    // Nothing that was said here is set back by a later answer, and undoing brings all back.
    let bar = world.browser.get(saved.location.as_deref().expect("a page")).await;
    let fields = crate::undo::bar(&bar);
    assert_eq!(world.browser.send("/undo", &fields).await.status, 303);
    assert_eq!(world.open_lines().await.len(), 5);
    assert_eq!(field(&world.page().await, "next"), "2/30");
}

#[tokio::test]
async fn a_promise_whose_day_is_misread_twice_is_one_promise() {
    let world = World::new().await;
    let again = [("ours0-due", "2/31"), ("theirs1-due", "6/31"), ("next", "2/31")];
    let saved = save(&world.browser, &world.page().await, &again).await;
    assert_eq!(saved.status, 303, "{}", saved.body);
    let open = world.open_lines().await;
    assert_eq!(open.len(), 5, "one line for each day: {open:?}");
    let page = world.page().await;
    assert_eq!((field(&page, "ours0-due"), field(&page, "theirs1-due")), ("2/31", "6/31"));
    // The promise is put in other words while its day is still open.
    let other = save(&world.browser, &page, &[("ours0", "本を借りる")]).await;
    assert_eq!(other.status, 303, "{}", other.body);
    let file = world.file().await;
    let session = file.session(&world.session.parse().expect("an id")).expect("a session");
    for (line, _) in session.open_lines() {
        world.answer(line as usize, "2026-03-03").await;
    }
    let file = world.file().await;
    for text in ["本を借りる", "傘を返す", "地図を送る"] {
        let made = promise(&file, text);
        assert_eq!((made.len(), made[0].due_on), (1, day("2026-03-03")), "{text}");
    }
    assert_eq!(file.promises.len(), 4);
    assert_eq!(world.open_lines().await, Vec::<String>::new());
}

#[tokio::test]
async fn a_promise_that_is_taken_off_the_page_takes_its_open_day_with_it() {
    let world = World::new().await;
    let saved = save(&world.browser, &world.page().await, &[("ours0", "")]).await;
    assert_eq!(saved.status, 303, "{}", saved.body);
    let open = world.open_lines().await;
    assert!(open.len() == 4 && !open.iter().any(|line| line.contains("11/31")), "{open:?}");
    assert_eq!(promise(&world.file().await, "本を読む").len(), 0);
}
