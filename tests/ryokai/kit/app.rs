//! The whole program as a browser meets it: a fresh database, a real server on a free port,
//! cookies, a clock that stands still until it is moved.

use std::sync::{Arc, Mutex};

use chrono::{NaiveDateTime, TimeDelta};
use reqwest::header::{ACCEPT_LANGUAGE, HeaderMap, LOCATION};
use reqwest::redirect::Policy;
use reqwest::{Client, RequestBuilder};
use ryokai::app::{App, Clock};
use ryokai::config::{Config, Given};
use ryokai::password::Hasher;
use ryokai::store::Db;
use ryokai::web;
use ryokai::web::setup::Opening;
use tokio::net::TcpListener;
use tokio::sync::oneshot;

use crate::db::TestDb;
use crate::kit::markup::{self, Element};

/// The owner whom `signed_up` sets up.
pub const OWNER: &str = "madoka@example.org";
/// Everybody's password.
pub const PASSWORD: &str = "a walk before breakfast";

/// A running program. Dropped, it stops.
pub struct TestApp {
    pub db: TestDb,
    base: String,
    pub hasher: Hasher,
    /// The program itself, for what the clock alone makes it do.
    pub program: App,
    now: Arc<Mutex<NaiveDateTime>>,
    stop: Option<oneshot::Sender<()>>,
}

impl TestApp {
    /// On Thursday 15 January 2026, 09:00 in Tokyo.
    pub async fn new() -> TestApp {
        TestApp::with(Given::default()).await
    }

    pub async fn with(settings: Given) -> TestApp {
        let db = TestDb::new();
        let given = Given { database_url: Some(db.url().to_owned()), ..settings };
        let config = Config::try_from(given).expect("settings");
        let now = Arc::new(Mutex::new("2026-01-15T00:00:00".parse().expect("a moment")));
        let told = now.clone();
        let app = App::new(db.db(), config, Clock::new(move || *told.lock().expect("a clock")))
            .expect("an app");
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let base = format!("http://{}", listener.local_addr().expect("an address"));
        let (stop, stopped) = oneshot::channel();
        let (hasher, program) = (app.hasher.clone(), app.clone());
        tokio::spawn(web::serve(listener, app, async { drop(stopped.await) }));
        TestApp { db, base, hasher, program, now, stop: Some(stop) }
    }

    /// What the clock says.
    pub fn now(&self) -> NaiveDateTime {
        *self.now.lock().expect("a clock")
    }

    /// Moves the clock.
    pub fn later(&self, by: TimeDelta) {
        *self.now.lock().expect("a clock") += by;
    }

    /// Works on the database directly, as the builders do.
    pub fn blocking<T>(&self, work: impl FnOnce(&Db) -> T) -> T {
        tokio::task::block_in_place(|| work(&self.db))
    }

    /// A browser nobody has used yet, in this language.
    pub fn browser(&self, lang: &'static str) -> Browser {
        let client = Client::builder()
            .cookie_store(true)
            .redirect(Policy::none())
            .build()
            .expect("a client");
        Browser { client, base: self.base.clone(), lang, csrf: Mutex::default() }
    }

    /// The link that the program prints at its start while nobody can sign in.
    pub async fn setup_link(&self) -> String {
        match web::setup::open(&self.program).await.expect("the first visit") {
            Some(Opening::Link(path)) => path,
            other => panic!("{other:?}"),
        }
    }

    /// A browser whose owner has just set up the practice.
    pub async fn signed_up(&self, lang: &'static str) -> Browser {
        let browser = self.browser(lang);
        let link = self.setup_link().await;
        let token = browser.get(&link).await.hidden("token").expect("the page to set up on");
        let fields = [
            ("token", token.as_str()),
            ("practice", "Sakura"),
            ("name", "佐倉 まどか"),
            ("email", OWNER),
            ("password", PASSWORD),
            ("tz", "Asia/Tokyo"),
        ];
        let page = browser.post("/setup", &fields).await;
        assert_eq!((page.status, page.location.as_deref()), (303, Some("/")), "{}", page.body);
        browser
    }

    /// A browser of somebody who has an account.
    pub async fn signed_in(&self, lang: &'static str, email: &str, password: &str) -> Browser {
        let browser = self.browser(lang);
        let page = browser.sign_in(email, password).await;
        assert_eq!(page.status, 303, "{}", page.body);
        browser
    }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(());
        }
    }
}

/// One person's browser. It keeps cookies and does not follow redirects by itself.
pub struct Browser {
    pub client: Client,
    base: String,
    lang: &'static str,
    csrf: Mutex<Option<String>>,
}

impl Browser {
    /// Reads a page.
    pub async fn get(&self, path: &str) -> Page {
        let page = self.ask(self.client.get(self.url(path))).await;
        // A log page is given its key by its address.
        let keyed =
            page.location.clone().filter(|to| to.starts_with("/log?") && to.contains("key="));
        match keyed.filter(|_| page.status == 303 && path.starts_with("/log")) {
            Some(to) => self.ask(self.client.get(self.url(&to))).await,
            None => page,
        }
    }

    /// A page once no work goes on for it any more: it asks for itself again until then.
    pub async fn settled(&self, path: &str) -> Page {
        for _ in 0..20_000 {
            let page = self.get(path).await;
            if page.header("refresh").is_empty() {
                return page;
            }
        }
        panic!("{path} is at work for ever");
    }

    /// Sends a form as it is, without the token of the login.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        self.ask(self.client.post(self.url(path)).form(fields)).await
    }

    /// Sends a form as a page of this login would.
    pub async fn send(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        let csrf = self.csrf().await;
        let mut all = vec![("csrf", csrf.as_str())];
        all.extend_from_slice(fields);
        self.post(path, &all).await
    }

    /// A form with files, as a browser sends it: each file by its field, its name and what is in
    /// it.
    pub async fn send_files(
        &self,
        path: &str,
        fields: &[(&str, &str)],
        files: &[(&str, &str, &[u8])],
    ) -> Page {
        let csrf = self.csrf().await;
        let part =
            |head: String| format!("--edge\r\ncontent-disposition: form-data; {head}\r\n\r\n");
        let mut body: Vec<u8> = Vec::new();
        for (name, value) in fields.iter().chain([&("csrf", csrf.as_str())]) {
            body.extend(format!("{}{value}\r\n", part(format!("name=\"{name}\""))).bytes());
        }
        for (field, name, bytes) in files {
            body.extend(part(format!("name=\"{field}\"; filename=\"{name}\"")).bytes());
            body.extend_from_slice(bytes);
            body.extend(b"\r\n");
        }
        body.extend(b"--edge--\r\n");
        let request = self
            .client
            .post(self.url(path))
            .header("content-type", "multipart/form-data; boundary=edge");
        self.ask(request.body(body)).await
    }

    pub async fn sign_in(&self, email: &str, password: &str) -> Page {
        *self.csrf.lock().expect("a token") = None;
        self.post("/login", &[("email", email), ("password", password)]).await
    }

    /// The token of this login, as its pages carry it.
    pub async fn csrf(&self) -> String {
        if let Some(known) = self.csrf.lock().expect("a token").clone() {
            return known;
        }
        let token = self.get("/settings/password").await.hidden("csrf").expect("a signed-in page");
        *self.csrf.lock().expect("a token") = Some(token.clone());
        token
    }

    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    /// Sends any request in this browser's language.
    pub async fn ask(&self, request: RequestBuilder) -> Page {
        let response = request.header(ACCEPT_LANGUAGE, self.lang).send().await.expect("an answer");
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let location = headers.get(LOCATION).and_then(|v| v.to_str().ok()).map(str::to_owned);
        Page { status, location, headers, body: response.text().await.expect("a body") }
    }
}

/// An answer.
pub struct Page {
    pub status: u16,
    pub location: Option<String>,
    pub headers: HeaderMap,
    pub body: String,
}

impl Page {
    /// True if the page says this, whatever language its pieces are marked with.
    pub fn has(&self, text: &str) -> bool {
        let marks = [" lang=\"ja\"", " lang=\"en\"", "<span>", "</span>"];
        self.body.contains(text)
            || marks
                .iter()
                .fold(self.body.clone(), |body, mark| body.replace(mark, ""))
                .contains(text)
    }

    /// All elements of this tag with these attributes.
    pub fn all(&self, tag: &str, attributes: &[(&str, &str)]) -> Vec<Element> {
        markup::elements(&self.body).into_iter().filter(|e| e.is(tag, attributes)).collect()
    }

    /// True if the page offers this choice of a field.
    pub fn offers(&self, name: &str, value: &str) -> bool {
        !self.all("input", &[("name", name), ("value", value)]).is_empty()
    }

    /// The value of the first hidden field of this name.
    pub fn hidden(&self, name: &str) -> Option<String> {
        let fields = self.all("input", &[("type", "hidden"), ("name", name)]);
        fields.first()?.get("value").map(str::to_owned)
    }

    /// The first link that begins so.
    pub fn link_to(&self, start: &str) -> Option<String> {
        let links = markup::elements(&self.body);
        let mut to = links.iter().filter_map(|e| e.get("href"));
        to.find(|to| to.starts_with(start)).map(str::to_owned)
    }

    /// Where it leads, without what it says was done and without the place on that page.
    pub fn landing(&self) -> Option<String> {
        let to = ryokai::paths::without_done(self.location.as_deref()?);
        Some(to.split('#').next().unwrap_or_default().to_owned())
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default()
    }
}
