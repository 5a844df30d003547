//! A client, a session of theirs, and its page opened again for correcting.

use ryokai::method::{ClientFile, Id, Person, Viewer};
use ryokai::store::{self, person};

use crate::app::{Browser, Page, TestApp};
use crate::filled::{filled, with};
use crate::kit::furnished::owner;

const FORM: &str = "id=\"log\"";

pub async fn begun() -> (TestApp, Browser, Viewer, Id) {
    let app = TestApp::new().await;
    let browser = app.signed_up("ja").await;
    let viewer = owner(&app).await;
    let client = person_of(&app, &viewer, "水野 直樹").await;
    (app, browser, viewer, client)
}

pub async fn person_of(app: &TestApp, viewer: &Viewer, name: &str) -> Id {
    let (viewer, now) = (viewer.clone(), app.now());
    let new = Person::named(Id::fresh(), name.parse().expect("a name"), viewer.lang);
    app.db.db().write(move |conn| person::add(conn, &viewer, new, now)).await.expect("a person")
}

pub async fn file(app: &TestApp, viewer: &Viewer, client: &Id) -> ClientFile {
    let (viewer, client) = (viewer.clone(), client.clone());
    let read = move |conn: &mut store::Conn| Ok(store::file::load(conn, &viewer, &client)?.file);
    (*app.db.db().read(read).await.expect("a file")).clone()
}

pub async fn journal(app: &TestApp, viewer: &Viewer, client: &Id) -> usize {
    let (viewer, client) = (viewer.clone(), client.clone());
    let read =
        move |conn: &mut store::Conn| Ok(store::file::load(conn, &viewer, &client)?.records.len());
    app.db.db().read(read).await.expect("a journal")
}

/// Saves a session with a client; answers its id.
pub async fn log(browser: &Browser, client: &Id, key: &str, more: &[(&str, &str)]) -> String {
    let client = client.to_string();
    let mut fields =
        vec![("key", key), ("act", "save"), ("client", client.as_str()), ("status", "held")];
    fields.extend_from_slice(more);
    let saved = browser.send("/log", &fields).await;
    let to = saved.location.clone().unwrap_or_else(|| panic!("{}", saved.body));
    to.split('/').nth(4).expect("a session").to_owned()
}

pub async fn opened(browser: &Browser, client: &Id, session: &str) -> Vec<(String, String)> {
    let page = browser.get(&format!("/log?client={client}&session={session}")).await;
    assert_eq!(page.status, 200, "{}", page.body);
    filled(&page.body, FORM)
}

pub async fn save(browser: &Browser, fields: &[(String, String)], new: &[(&str, &str)]) -> Page {
    let mut new = new.to_vec();
    new.push(("act", "save"));
    browser.send("/log", &with(fields, &new)).await
}

pub fn to(page: &Page) -> &str {
    page.location.as_deref().unwrap_or_else(|| panic!("{} {}", page.status, page.body))
}
