//! One's own settings: profile, password, signed-in devices.

use axum::Router;
use axum::extract::{Path, Query};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use maud::Markup;
use serde::Deserialize;

use crate::app::App;
use crate::error::Error;
use crate::intake::written::{DayFault, Seen, Sense, day, number};
use crate::method::{Act, Day, Email, Id, Lang, from_code};
use crate::password;
use crate::paths;
use crate::store::member::{self, Member};
use crate::store::{StoreError, audit, login};
use crate::views;
use crate::views::form::{Faults, SEEN};
use crate::views::layout::Place;
use crate::views::person::MEANWHILE;
use crate::views::refusal::Refusal;
use crate::views::settings::{self as view, Done, Profile, Settings};
use crate::web::extract::{MemberContext, MemberForm};
use crate::web::opened;
use crate::web::rate_limit::{self, Keys};
use crate::words::arg;

/// The most people anybody can say they hold in mind.
const MOST: u32 = 150;

pub fn routes() -> Router<App> {
    Router::new()
        .route(paths::SETTINGS, get(show).post(change))
        .route(paths::PASSWORD, get(choose).post(change_password))
        .route(paths::EMAIL, post(change_email))
        .route(paths::LOGIN_END, post(end_login))
}

#[derive(Deserialize)]
struct Asked {
    done: Option<Done>,
}

async fn show(context: MemberContext, Query(asked): Query<Asked>) -> Result<Response, Error> {
    page(&context, Typed::default(), &Faults::default(), asked.done).await
}

/// Holds what was typed into the forms of the page.
#[derive(Default)]
struct Typed {
    profile: Option<Profile>,
    email: Option<NewEmail>,
}

/// The page: as the settings stand, or with what was typed and its faults.
async fn page(
    context: &MemberContext,
    typed: Typed,
    faults: &Faults,
    done: Option<Done>,
) -> Result<Response, Error> {
    let now = context.now;
    let (member, logins) = context
        .read(move |conn, viewer| Ok((member::own(conn, viewer)?, login::list(conn, viewer, now)?)))
        .await?;
    let NewEmail { email, seen, .. } = typed.email.unwrap_or_else(|| NewEmail {
        email: member.email.clone().unwrap_or_default(),
        seen: opened::print(&member.email),
        current: String::new(),
    });
    let settings = Settings {
        member: &member,
        typed: &typed.profile.unwrap_or_else(|| stands(&member)),
        email: &email,
        email_seen: &seen,
        logins: &logins,
        here: &context.login.token_hash,
        manages: context.viewer.may(Act::ManageMembers),
        done,
        faults,
    };
    let title = context.words.t("place-settings");
    let body = view::page(&context.frame(Place::Settings), &settings);
    Ok(if faults.is_empty() {
        context.page(Place::Settings, &title, body).into_response()
    } else {
        context.again(Place::Settings, &title, body, faults)
    })
}

/// The profile as it stands, on a page that shows it.
fn stands(member: &Member) -> Profile {
    let profile = Profile::of(member);
    Profile { seen: opened::print(&profile.fields()), ..profile }
}

fn done(what: &str) -> Redirect {
    Redirect::to(&format!("{}?done={what}", paths::settings()))
}

async fn change(MemberForm { context, mut form }: MemberForm<Profile>) -> Result<Response, Error> {
    let profile = match read(&context, &form) {
        Ok(profile) => profile,
        Err(faults) => {
            let typed = Typed { profile: Some(form), ..Typed::default() };
            return page(&context, typed, &faults, None).await;
        }
    };
    let now = context.now;
    let mut typed = form.fields();
    typed.set(SEEN, form.seen.clone());
    let sent = typed.clone();
    let since = context
        .write(move |conn, viewer| {
            let own = member::own(conn, viewer)?;
            let stands = Profile::of(&own).fields();
            if opened::sets_back(&stands, &sent) {
                return Ok(Some(stands));
            }
            let profile = member::Profile { quiet: own.quiet, ..profile };
            member::change(conn, viewer, &profile, now)?;
            Ok(None)
        })
        .await?;
    let Some(stands) = since else { return Ok(done("profile").into_response()) };
    let (mut faults, words) = (Faults::default(), context.words);
    opened::tell(&stands, &mut typed, &mut faults, words, |name, value| {
        (name == "lang").then(|| words.label("lang", &value))
    });
    form.seen = typed.get(SEEN).to_owned();
    page(&context, Typed { profile: Some(form), ..Typed::default() }, &faults, None).await
}

/// A day of the past with its year, by the one reader of days; else the sentence that says what is
/// amiss.
fn with_year(context: &MemberContext, typed: &str) -> Result<Day, String> {
    let seen = Seen { from: context.today, sense: Sense::Back, habit: context.viewer.habit() };
    match day::read(typed, &seen) {
        Ok(day) if day::has_year(typed) => Ok(day),
        Err(DayFault::Open(..)) if day::has_year(typed) => Err(context.words.t("fault-date-open")),
        Ok(_) | Err(_) => Err(context.words.t("person-fault-day")),
    }
}

fn read(context: &MemberContext, form: &Profile) -> Result<member::Profile, Faults> {
    let words = context.words;
    let mut faults = Faults::default();
    let name = faults.text(words, "name", &form.name);
    let reading = faults.optional(words, "reading", &form.reading);
    let lang: Option<Lang> =
        faults.take("lang", from_code(&form.lang).ok_or_else(|| words.t("form-choice")));
    let tz = faults.take("tz", form.tz.parse().map_err(|_| words.t("zone-fault")));
    let capacity = number::whole(&form.capacity)
        .and_then(|n| u32::try_from(n).ok())
        .filter(|n| (1..=MOST).contains(n));
    let outside = || words.say("settings-capacity-fault", &[("max", MOST.into())]);
    let capacity = faults.take("capacity", capacity.ok_or_else(outside));
    let typed = form.training_from.trim();
    let day = if typed.is_empty() { Ok(None) } else { with_year(context, typed).map(Some) };
    let training_from = faults.take("training_from", day).flatten();
    match (name, lang, tz, capacity) {
        (Some(name), Some(lang), Some(tz), Some(capacity)) if faults.is_empty() => {
            Ok(member::Profile { name, reading, lang, tz, capacity, quiet: None, training_from })
        }
        _ => Err(faults),
    }
}

/// The page on which a password of one's own is chosen, for whoever was handed one.
async fn choose(context: MemberContext) -> Markup {
    let body =
        view::own_password(&context.frame(Place::Settings), context.handed, &Faults::default());
    context.page(Place::Settings, &context.words.t("settings-password-own"), body)
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct NewPassword {
    current: String,
    password: String,
}

/// Needs the present password: whoever finds an open page shall not take the account. All other
/// logins end.
async fn change_password(
    MemberForm { context, form }: MemberForm<NewPassword>,
) -> Result<Response, Error> {
    let own = context.read(member::own).await?;
    let mut faults = Faults::default();
    let email = own.email.unwrap_or_default();
    if let Err(why) = password::judge(&form.password, &email) {
        faults.add("password", views::password::weak(context.words, why));
    } else if context.handed && form.password == form.current {
        faults.add("password", context.words.t("settings-password-same"));
    } else if !knows(&context, &email, form.current).await? {
        faults.add("current", context.words.t("settings-password-wrong"));
    }
    if !faults.is_empty() && context.handed {
        let body = view::own_password(&context.frame(Place::Settings), context.handed, &faults);
        return Ok(context.again(
            Place::Settings,
            &context.words.t("settings-password-own"),
            body,
            &faults,
        ));
    }
    if !faults.is_empty() {
        return page(&context, Typed::default(), &faults, None).await;
    }
    let hash = context.app.hasher.hash(form.password).await?;
    let (viewer, here, now) = (context.viewer, context.login.token_hash, context.now);
    context
        .app
        .db
        .write(move |conn| {
            member::change_password(conn, &viewer, &hash, &here)?;
            audit::write(conn, &viewer, "password_changed", (None, ""), now)
        })
        .await?;
    Ok(done("password").into_response())
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct NewEmail {
    email: String,
    seen: String,
    #[serde(rename = "email-current")]
    current: String,
}

/// Needs the present password as well: the address is what one signs in with.
async fn change_email(
    MemberForm { context, mut form }: MemberForm<NewEmail>,
) -> Result<Response, Error> {
    let own = context.read(member::own).await?;
    let words = context.words;
    let mut faults = Faults::default();
    let email: Option<Email> =
        faults.take("email", form.email.parse().map_err(|_| words.t("email-fault")));
    let (known, current) = (own.email.unwrap_or_default(), std::mem::take(&mut form.current));
    if faults.is_empty() && !knows(&context, &known, current).await? {
        faults.add("email-current", words.t("settings-password-wrong"));
    }
    let Some(email) = email.filter(|_| faults.is_empty()) else {
        return page(&context, Typed { email: Some(form), ..Typed::default() }, &faults, None)
            .await;
    };
    let (now, seen) = (context.now, form.seen.clone());
    let write = context.write(move |conn, viewer| {
        let stands = member::own(conn, viewer)?.email;
        if stands.as_deref() != Some(email.as_str()) && opened::stale(&seen, &stands) {
            return Ok(Some(stands));
        }
        member::change_email(conn, viewer, &email)?;
        audit::write(conn, viewer, "email_changed", (None, ""), now)?;
        Ok(None)
    });
    match write.await {
        Ok(None) => return Ok(done("email").into_response()),
        Ok(Some(stands)) => {
            faults.refuse(Refusal::Changed);
            let said = arg(stands.clone().unwrap_or_default());
            faults.add("email", words.say(MEANWHILE, &[("text", said)]));
            form.seen = opened::print(&stands);
        }
        Err(StoreError::Taken) => faults.add("email", words.t("member-email-taken")),
        Err(other) => return Err(other.into()),
    }
    page(&context, Typed { email: Some(form), ..Typed::default() }, &faults, None).await
}

/// Tells whether somebody knows the present password. Attempts are counted for this login:
/// strangers do not lock it out.
async fn knows(context: &MemberContext, email: &str, password: String) -> Result<bool, Error> {
    let (email, now): (Option<Email>, _) = (email.parse().ok(), context.now);
    let keys = Keys::of_device(context.viewer.member.as_str(), &context.login.token_hash);
    let counted = context.app.db.write(move |conn| {
        let found = email.map(|email| member::credentials(conn, &email)).transpose()?.flatten();
        Ok((rate_limit::attempt(conn, keys, now)?, found))
    });
    let (attempt, found) = counted.await?;
    let attempt = attempt.map_err(|seconds| Error::TooMany { seconds })?;
    let right =
        context.app.hasher.verify(password, found.and_then(|found| found.password_hash)).await;
    match right {
        Ok(true) => context.app.db.write(move |conn| rate_limit::succeeded(conn, &attempt)).await?,
        Ok(false) => {}
        Err(_) => context.app.db.write(move |conn| rate_limit::give_back(conn, &attempt)).await?,
    }
    Ok(right?)
}

#[derive(Deserialize)]
struct Nothing {}

async fn end_login(
    Path(login): Path<Id>,
    MemberForm { context, .. }: MemberForm<Nothing>,
) -> Result<Response, Error> {
    let viewer = context.viewer;
    context.app.db.write(move |conn| login::revoke(conn, &viewer, login.as_str())).await?;
    Ok(done("login").into_response())
}
