//! Signing in and out. A known and an unknown address are answered alike, after the same work.

use axum::extract::Query;
use axum::http::{HeaderName, StatusCode};
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::json;

use crate::app::App;
use crate::error::Error;
use crate::method::{Email, Id, Moment};
use crate::paths;
use crate::store::login::Login;
use crate::store::member::Credentials;
use crate::store::{self, Answer, Conn};
use crate::views::login::{self as view, Kept, SignIn};
use crate::web::extract::{MemberContext, MemberForm, VisitorContext, VisitorForm};
use crate::web::rate_limit::{self, Attempt, Keys};
use crate::web::token::{self, Cookies, Kind};
use crate::words::Words;

pub fn routes() -> Router<App> {
    Router::new()
        .route(paths::LOGIN, get(show).post(sign_in))
        .route(paths::LOGOUT, post(sign_out))
        .route(paths::DEVICE_KEY, get(device_key))
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    next: String,
}

/// The page to sign in on; until somebody can, the page of the first visit.
async fn show(visitor: VisitorContext, Query(asked): Query<Asked>) -> Result<Response, Error> {
    if !visitor.app.db.read(store::practice::any).await? {
        return Ok(Redirect::to(&paths::setup_in(visitor.words.lang().tag())).into_response());
    }
    Ok(SignIn { next: &asked.next, ..SignIn::default() }.page(visitor.words).into_response())
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct SignInForm {
    email: String,
    password: String,
    next: String,
    kept: String,
    kept_to: String,
    kept_by: String,
}

impl SignInForm {
    /// The form that arrived after an earlier login had ended.
    fn kept(&self) -> Option<Kept> {
        let fields = serde_json::from_str(&self.kept).ok()?;
        let by = Some(self.kept_by.clone()).filter(|by| !by.is_empty());
        paths::is_local(&self.kept_to).then(|| Kept { to: self.kept_to.clone(), by, fields })
    }
}

async fn sign_in(
    VisitorForm { visitor, form }: VisitorForm<SignInForm>,
) -> Result<Response, Error> {
    let kept = form.kept();
    let again = |status: StatusCode, fault: String| {
        let (email, next, kept) = (form.email.as_str(), form.next.as_str(), kept.as_ref());
        let page = SignIn { email, next, fault: Some(fault), kept };
        (status, page.page(visitor.words)).into_response()
    };
    let words = visitor.words;
    let (member, attempt) = match check(&visitor, &form).await {
        Ok(Some(right)) => right,
        Ok(None) => return Ok(again(StatusCode::UNAUTHORIZED, words.t("login-wrong"))),
        // Not the page of these errors: it would not keep what was written.
        Err(Error::TooMany { seconds }) => {
            let answer = again(StatusCode::TOO_MANY_REQUESTS, view::wait(words, seconds));
            return Ok(([("retry-after", seconds.to_string())], answer).into_response());
        }
        Err(Error::Busy { seconds }) => {
            let answer = again(StatusCode::SERVICE_UNAVAILABLE, words.t("login-busy"));
            return Ok(([("retry-after", seconds.to_string())], answer).into_response());
        }
        Err(other) => return Err(other),
    };
    if kept.as_ref().and_then(|kept| kept.by.as_deref()).is_some_and(|by| by != member.as_str()) {
        visitor.app.db.write(move |conn| rate_limit::give_back(conn, &attempt)).await?;
        return Ok(again(StatusCode::FORBIDDEN, words.t("login-another")));
    }
    let started = start(&visitor, member, Some(attempt)).await?;
    let onward = match kept {
        Some(kept) => started.resend(&kept).into_response(),
        None if paths::is_local(&form.next) => Redirect::to(&form.next).into_response(),
        None => Redirect::to(&paths::today()).into_response(),
    };
    Ok((started.cookies(&visitor), onward).into_response())
}

/// The member whom address and password belong to, and the attempt that this was. The work is the
/// same whoever asks for whom.
async fn check(
    visitor: &VisitorContext,
    form: &SignInForm,
) -> Result<Option<(Id, Attempt)>, Error> {
    let now = visitor.now;
    let email: Option<Email> = form.email.parse().ok();
    let (device, stranger) =
        (visitor.device_hash.clone(), Keys::of(&form.email, visitor.peer.address));
    let typed = form.email.clone();
    let found = visitor.app.db.read(move |conn| {
        let found = email
            .as_ref()
            .map(|email| store::member::credentials(conn, email))
            .transpose()?
            .flatten();
        let keys = match email.zip(device) {
            Some((email, device)) if store::device::knows(conn, &device, &email)? => {
                Keys::of_device(&typed, &device)
            }
            _ => stranger,
        };
        Ok((found, rate_limit::wait(conn, &keys, now)?, keys))
    });
    let (found, wait, keys): (Option<Credentials>, _, _) = found.await?;
    // Anybody who has to wait does not keep the others waiting: this is asked before anything is
    // written.
    if let Some(seconds) = wait {
        return Err(Error::TooMany { seconds });
    }
    let counted = visitor.app.db.write(move |conn| rate_limit::attempt(conn, keys, now));
    let attempt = counted.await?.map_err(|seconds| Error::TooMany { seconds })?;
    let found = found.filter(|found| found.active);
    let stored = found.as_ref().and_then(|found| found.password_hash.clone());
    match visitor.app.hasher.verify(form.password.clone(), stored).await {
        Ok(right) => Ok(found.filter(|_| right).map(|found| (found.member, attempt))),
        Err(why) => {
            visitor.app.db.write(move |conn| rate_limit::give_back(conn, &attempt)).await?;
            Err(why.into())
        }
    }
}

/// A login that has just begun.
pub struct Started {
    token: String,
    device: String,
    name: String,
    csrf: String,
    words: &'static Words,
}

impl Started {
    /// The cookies of the login, and of the browser it began in.
    pub fn cookies(&self, visitor: &VisitorContext) -> AppendHeaders<[(HeaderName, String); 2]> {
        let cookies = Cookies::of(&visitor.app, visitor.peer);
        AppendHeaders([
            cookies.hand_out(Kind::Login, &self.token, visitor.app.config.login_days),
            cookies.hand_out(Kind::Device, &self.device, store::device::DAYS),
        ])
    }

    fn resend(&self, kept: &Kept) -> maud::Markup {
        let (words, member, csrf) = (self.words, &*self.name, &*self.csrf);
        let frame = crate::views::layout::Frame {
            words,
            member,
            csrf,
            here: None,
            notice: None,
            told: &[],
            about: None,
        };
        kept.resend(&frame)
    }
}

/// Begins a login under a new token; the one that the browser held before ends.
pub async fn start(
    visitor: &VisitorContext,
    member: Id,
    attempt: Option<Attempt>,
) -> Result<Started, Error> {
    let (token, device, now) = (token::fresh()?, token::fresh()?, visitor.now);
    let login = begun(visitor, &member, &token)?;
    let csrf = format!("{member}.{}", login.csrf);
    let (earlier, known, fresh) =
        (visitor.token_hash.clone(), visitor.device_hash.clone(), token::hash(&device));
    let viewer = visitor.app.db.write(move |conn| {
        if let Some(attempt) = attempt {
            rate_limit::succeeded(conn, &attempt)?;
        }
        tidy(conn, earlier, now)?;
        store::login::start(conn, &login)?;
        store::device::remember(conn, known.as_deref(), &fresh, &member, now)?;
        store::member::viewer(conn, &member)
    });
    let viewer = viewer.await?;
    Ok(Started {
        token,
        device,
        name: viewer.name.to_string(),
        csrf,
        words: Words::of(viewer.lang),
    })
}

fn begun(visitor: &VisitorContext, member: &Id, token: &str) -> Result<Login, Error> {
    Ok(Login {
        token_hash: token::hash(token),
        member: member.to_string(),
        csrf: token::fresh()?,
        created_at: visitor.now,
        seen_at: visitor.now,
        expires_at: visitor.now + chrono::TimeDelta::days(visitor.app.config.login_days.into()),
        user_agent: visitor.user_agent.clone(),
        address: visitor.peer.address.to_string(),
    })
}

/// Ends the browser's earlier login, and removes those that ran out.
fn tidy(conn: &mut Conn, earlier: Option<String>, now: Moment) -> Answer<()> {
    if let Some(hash) = earlier {
        store::login::end(conn, &hash)?;
    }
    store::login::sweep(conn, now)?;
    Ok(())
}

#[derive(Deserialize)]
struct Nothing {}

async fn sign_out(
    MemberForm { context, .. }: MemberForm<Nothing>,
) -> Result<impl IntoResponse, Error> {
    let MemberContext { app, login, peer, .. } = context;
    app.db.write(move |conn| store::login::end(conn, &login.token_hash)).await?;
    Ok((Cookies::of(&app, peer).take_back(), Redirect::to(&paths::login())))
}

/// Hands a signed-in browser the key with which it encrypts what it keeps of its member.
async fn device_key(context: MemberContext) -> Result<impl IntoResponse, Error> {
    let own = context.read(store::member::own_password).await?;
    let (member, own) = (&context.viewer.member, own.ok_or(Error::NotFound)?);
    let key = token::device_key(context.app.db.installation(), member, &own);
    Ok(Json(json!({"member": member.as_str(), "key": key})))
}
