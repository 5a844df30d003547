//! Holds what a handler is handed: who asks, in which language, and the form they sent. Checked
//! here once, so that no handler can forget it. There is no other way to a request's body, and none
//! to a member's data but through a `MemberContext`.

mod files;
mod notice;

use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::{FromRequest, FromRequestParts, Path, Query, Request};
use axum::http::header::USER_AGENT;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use maud::Markup;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use crate::app::App;
use crate::error::Error;
use crate::intake::written::{Seen, Sense, day};
use crate::method::insight::InsightState;
use crate::method::{Day, Id, Lang, Moment, Person, Verdict, Viewer, moment};
use crate::paths;
use crate::store::login::{Login, SignedIn};
use crate::store::{self, Conn, StoreError};
use crate::views::form::{CSRF, Faults, KEY, SECRETS};
use crate::views::insight::InsightPanel;
use crate::views::layout::{self, Frame, Place};
use crate::views::login::{Kept, SignIn};
use crate::views::told::Told;
use crate::views::void::Notice;
use crate::web::errors::{self, Tongue};
use crate::web::guard::Peer;
use crate::web::token::{self, Cookies, Kind};
use crate::words::Words;

pub use files::MemberFiles;

/// Sets how long an act waits for the note that its login is in use.
const TOUCH: Duration = Duration::from_secs(1);

/// Holds what a signed-in member has before them: their authority, their language, their day.
pub struct MemberContext {
    pub app: App,
    pub viewer: Viewer,
    pub words: &'static Words,
    pub now: Moment,
    /// Today, where the member is.
    pub today: Day,
    /// Holds what every form of this login carries; `views::form::post` writes it.
    pub csrf: String,
    pub login: Login,
    pub peer: Peer,
    /// True while somebody else has made their password.
    pub handed: bool,
    /// Names what tells the form that was sent from every other: none if it carries no key, or
    /// nothing was sent.
    pub sent: Option<String>,
    /// Holds what the act before this page did.
    pub notice: Option<Notice>,
    /// The sentences about that act, and the person whom the page is about.
    pub told: Vec<Told>,
    pub about: Option<Id>,
}

impl MemberContext {
    /// Asks the few questions of a page for this member: `Db::read` with who asks.
    pub async fn read<T, F>(&self, ask: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: FnOnce(&mut Conn, &Viewer) -> Result<T, StoreError> + Send + 'static,
    {
        let viewer = self.viewer.clone();
        self.app.db.read(move |conn| ask(conn, &viewer)).await
    }

    /// Asks what looks through a whole practice for this member: `Db::read_long` with who asks.
    pub async fn read_long<T, F>(&self, ask: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: FnOnce(&mut Conn, &Viewer) -> Result<T, StoreError> + Send + 'static,
    {
        let viewer = self.viewer.clone();
        self.app.db.read_long(move |conn| ask(conn, &viewer)).await
    }

    /// Does an act of this member in one transaction: `Db::write` with who acts.
    pub async fn write<T, F>(&self, act: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: FnOnce(&mut Conn, &Viewer) -> Result<T, StoreError> + Send + 'static,
    {
        let viewer = self.viewer.clone();
        self.app.db.write(move |conn| act(conn, &viewer)).await
    }

    /// Tells what a page of this member stands in.
    pub fn frame(&self, here: impl Into<Option<Place>>) -> Frame<'_> {
        Frame {
            words: self.words,
            member: self.viewer.name.as_str(),
            csrf: &self.csrf,
            here: here.into(),
            notice: self.notice.as_ref(),
            told: &self.told,
            about: self.about.as_ref(),
        }
    }

    /// The day that was typed, today or before it.
    pub fn day_back(&self, typed: &str) -> Option<Day> {
        self.day(typed, Sense::Back)
    }

    /// The day that was typed, today or after it.
    pub fn day_ahead(&self, typed: &str) -> Option<Day> {
        self.day(typed, Sense::Ahead)
    }

    fn day(&self, typed: &str, sense: Sense) -> Option<Day> {
        day::read(typed, &Seen { from: self.today, sense, habit: self.viewer.habit() }).ok()
    }

    /// A body in its frame.
    pub fn page(&self, here: impl Into<Option<Place>>, title: &str, body: Markup) -> Markup {
        layout::page(&self.frame(here), title, body)
    }

    /// Tells what one person's insights are shown with, on the page `back`.
    pub fn panel<'a>(
        &'a self,
        person: &'a Person,
        verdict: &'a Verdict,
        states: &'a [InsightState],
        back: &'a str,
    ) -> InsightPanel<'a> {
        InsightPanel {
            person,
            verdict,
            states,
            today: self.today,
            csrf: &self.csrf,
            back,
            words: self.words,
        }
    }

    /// A form shown again with its faults: status 422.
    pub fn refused(
        &self,
        here: impl Into<Option<Place>>,
        title: &str,
        body: Markup,
    ) -> (StatusCode, Markup) {
        (StatusCode::UNPROCESSABLE_ENTITY, self.page(here, title, body))
    }

    /// A form shown again with everything that was typed, as its faults say: 422, 409 or 503.
    pub fn again(
        &self,
        here: impl Into<Option<Place>>,
        title: &str,
        body: Markup,
        faults: &Faults,
    ) -> Response {
        let status =
            StatusCode::from_u16(faults.status()).unwrap_or(StatusCode::UNPROCESSABLE_ENTITY);
        (status, self.page(here, title, body)).into_response()
    }

    /// The context of whoever holds the request's cookie; none if nobody is signed in with it, or
    /// not any more.
    async fn of(parts: &Parts, app: &App) -> Result<Option<MemberContext>, Error> {
        let peer = peer(parts);
        let Some(token) = Cookies::of(app, peer).sent(Kind::Login, &parts.headers) else {
            return Ok(None);
        };
        let (hash, now) = (token::hash(&token), app.clock.now());
        let found = app.db.read(move |conn| store::login::find(conn, &hash, now)).await?;
        let Some(SignedIn { viewer, login, handed }) = found else { return Ok(None) };
        let idle = chrono::TimeDelta::hours(app.config.login_idle_hours.into());
        if login.seen_at + idle <= now {
            return Ok(None);
        }
        if let Some(tongue) = parts.extensions.get::<Tongue>() {
            tongue.set(viewer.lang);
        }
        Ok(Some(MemberContext {
            words: Words::of(viewer.lang),
            today: moment::local(now, viewer.tz).date(),
            csrf: format!("{}.{}", viewer.member, login.csrf),
            app: app.clone(),
            viewer,
            now,
            login,
            peer,
            handed,
            sent: None,
            notice: None,
            told: Vec::new(),
            about: None,
        }))
    }

    /// Whoever signs in with a password that somebody else made chooses their own first: until then
    /// that other person could sign in as them.
    fn elsewhere(&self, parts: &Parts) -> Option<Response> {
        let open = [paths::PASSWORD, paths::LOGOUT].contains(&parts.uri.path());
        (self.handed && !open).then(|| Redirect::to(&paths::password()).into_response())
    }

    /// Notes that the login is in use: on acts only, and not on each.
    async fn touch(&self) -> Result<(), Error> {
        if self.now - self.login.seen_at < chrono::TimeDelta::minutes(5) {
            return Ok(());
        }
        let (hash, now) = (self.login.token_hash.clone(), self.now);
        let noted = self.app.db.write(move |conn| store::login::touch(conn, &hash, now));
        // Behind long work it is noted later, or not at all: who calls that work off is not kept
        // waiting for its end.
        tokio::time::timeout(TOUCH, noted).await.unwrap_or(Ok(()))?;
        Ok(())
    }
}

impl FromRequestParts<App> for MemberContext {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<MemberContext, Response> {
        match MemberContext::of(parts, app).await.map_err(Error::into_response)? {
            Some(context) => match context.elsewhere(parts) {
                Some(elsewhere) => Err(elsewhere),
                None => notice::noticed(context, &asked(parts)).await.map_err(Error::into_response),
            },
            None if !matches!(parts.method, Method::GET | Method::HEAD)
                || errors::wants_json(&parts.headers) =>
            {
                Err(Error::SignedOut.into_response())
            }
            None => Err(Redirect::to(&paths::login_for(&asked(parts))).into_response()),
        }
    }
}

/// The parts of an address. One that cannot name anything is answered like one that names nothing.
pub struct Address<T>(pub T);

impl<T: DeserializeOwned + Send> FromRequestParts<App> for Address<T> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Address<T>, Error> {
        let Path(named) =
            Path::<T>::from_request_parts(parts, app).await.map_err(|_| Error::NotFound)?;
        Ok(Address(named))
    }
}

/// A form that a signed-in member sent from one of our pages.
pub struct MemberForm<T> {
    pub context: MemberContext,
    pub form: T,
}

impl<T: DeserializeOwned> FromRequest<App> for MemberForm<T> {
    type Rejection = Response;

    async fn from_request(request: Request, app: &App) -> Result<MemberForm<T>, Response> {
        let (parts, body) = request.into_parts();
        let context = MemberContext::of(&parts, app).await.map_err(Error::into_response)?;
        let body = read(&parts, body, app).await.map_err(Error::into_response)?;
        let mut fields: Vec<(String, String)> =
            parse(body.clone()).await.map_err(Error::into_response)?;
        let csrf = fields
            .iter()
            .position(|(name, _)| name == CSRF)
            .map(|at| fields.remove(at).1)
            .unwrap_or_default();
        let by = csrf.split_once('.').map(|(member, _)| member.to_owned());
        let sent = fingerprint(&fields);
        // A password is not carried through a page; it is typed again.
        fields.retain(|(name, _)| !SECRETS.contains(&name.as_str()));
        let kept = Kept { to: asked(&parts), by, fields };
        let Some(mut context) = context else { return Err(signed_out(&parts, app, &kept)) };
        if let Some(elsewhere) = context.elsewhere(&parts) {
            return Err(elsewhere);
        }
        if !bool::from(csrf.as_bytes().ct_eq(context.csrf.as_bytes())) {
            return Err(written_before(&context, &kept));
        }
        context.touch().await.map_err(Error::into_response)?;
        let form = parse(body).await.map_err(Error::into_response)?;
        context.sent = sent;
        Ok(MemberForm { context, form })
    }
}

/// The digest of a form with its key. Changed and sent again from the same page, it is another
/// form: nothing typed is taken for what was saved before.
fn fingerprint(fields: &[(String, String)]) -> Option<String> {
    fields.iter().find(|(name, value)| name == KEY && !value.is_empty())?;
    let digest = Sha256::digest(serde_json::to_vec(fields).ok()?);
    Some(digest.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// A form arrived after its login had ended: the page to sign in on keeps it.
fn signed_out(parts: &Parts, app: &App, kept: &Kept) -> Response {
    if errors::wants_json(&parts.headers) {
        return Error::SignedOut.into_response();
    }
    let visitor = VisitorContext::of(parts, app);
    let page = SignIn { kept: Some(kept), ..SignIn::default() }.page(visitor.words);
    (StatusCode::UNAUTHORIZED, page).into_response()
}

/// A form written under an earlier login of the same member: shown for sending once more. Anybody
/// else's is refused.
fn written_before(context: &MemberContext, kept: &Kept) -> Response {
    if kept.by.as_deref() != Some(context.viewer.member.as_str()) {
        return Error::NotOurForm.into_response();
    }
    (StatusCode::FORBIDDEN, kept.resend(&context.frame(None))).into_response()
}

/// Somebody who is not signed in.
pub struct VisitorContext {
    pub app: App,
    pub words: &'static Words,
    pub now: Moment,
    pub peer: Peer,
    pub user_agent: String,
    /// The hash of the token their browser still holds, if any.
    pub token_hash: Option<String>,
    /// The hash of the token by which their browser is known, if it is.
    pub device_hash: Option<String>,
}

impl VisitorContext {
    fn of(parts: &Parts, app: &App) -> VisitorContext {
        #[derive(Default, Deserialize)]
        struct Asked {
            lang: Option<Lang>,
        }
        let Query(wish): Query<Asked> = Query::try_from_uri(&parts.uri).unwrap_or_default();
        let lang = wish.lang.unwrap_or_else(|| errors::accepted(&parts.headers));
        if let Some(tongue) = parts.extensions.get::<Tongue>() {
            tongue.set(lang);
        }
        let peer = peer(parts);
        let cookies = Cookies::of(app, peer);
        let sent = |kind| cookies.sent(kind, &parts.headers).map(|token| token::hash(&token));
        VisitorContext {
            app: app.clone(),
            words: Words::of(lang),
            now: app.clock.now(),
            peer,
            user_agent: header(&parts.headers, USER_AGENT.as_str()).chars().take(200).collect(),
            token_hash: sent(Kind::Login),
            device_hash: sent(Kind::Device),
        }
    }
}

impl FromRequestParts<App> for VisitorContext {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(
        parts: &mut Parts,
        app: &App,
    ) -> Result<VisitorContext, Self::Rejection> {
        Ok(VisitorContext::of(parts, app))
    }
}

/// A form of somebody who is not signed in. That it comes from a page of ours, the guard has
/// checked.
pub struct VisitorForm<T> {
    pub visitor: VisitorContext,
    pub form: T,
}

impl<T: DeserializeOwned> FromRequest<App> for VisitorForm<T> {
    type Rejection = Error;

    async fn from_request(request: Request, app: &App) -> Result<VisitorForm<T>, Error> {
        let (parts, body) = request.into_parts();
        let form = parse(read(&parts, body, app).await?).await?;
        Ok(VisitorForm { visitor: VisitorContext::of(&parts, app), form })
    }
}

/// The body of a form, within its limit.
async fn read(parts: &Parts, body: Body, app: &App) -> Result<Bytes, Error> {
    if !header(&parts.headers, "content-type").starts_with(FORM) {
        return Err(Error::Malformed("not a form"));
    }
    let request = Request::from_parts(parts.clone(), body);
    Bytes::from_request(request, app).await.map_err(|rejection| match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Error::TooLarge(Some(app.config.body_limit())),
        _ => Error::Malformed("the body broke off"),
    })
}

const FORM: &str = "application/x-www-form-urlencoded";

async fn parse<T: DeserializeOwned>(body: Bytes) -> Result<T, Error> {
    let mut request = Request::new(Body::from(body));
    *request.method_mut() = Method::POST;
    request.headers_mut().insert("content-type", axum::http::HeaderValue::from_static(FORM));
    let Form(form) = Form::from_request(request, &())
        .await
        .map_err(|_| Error::Malformed("fields are missing"))?;
    Ok(form)
}

fn peer(parts: &Parts) -> Peer {
    parts.extensions.get::<Peer>().copied().unwrap_or_default()
}

/// The address that was asked for, within this site.
fn asked(parts: &Parts) -> String {
    parts.uri.path_and_query().map_or("/", |p| p.as_str()).to_owned()
}

fn header<'h>(headers: &'h HeaderMap, name: &str) -> &'h str {
    headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default()
}
