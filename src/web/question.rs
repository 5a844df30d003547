//! Answers to what a saved session still lacks: one at a time, from whichever page it was asked on.

use axum::Router;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use maud::Markup;

use crate::app::App;
use crate::error::Error;
use crate::intake::form::Fields;
use crate::intake::question::{Answer, Lack, Reader, Refused};
use crate::intake::shorthand::{Problem, Remark, answered};
use crate::method::text::TextFault;
use crate::method::{ClientFile, Done, Id, Question, Record, Session, from_code, moment};
use crate::paths;
use crate::store;
use crate::views::layout::Place;
use crate::views::question::{self as view, Back};
use crate::web::extract::{Address, MemberContext, MemberForm};
use crate::web::void::landed;
use crate::web::{log, session as session_page, submission};
use crate::words::Words;

pub fn routes() -> Router<App> {
    Router::new().route(paths::QUESTION, get(asked).post(answer)).route(paths::QUESTIONS, get(open))
}

/// Lists what all sessions with a client still lack.
async fn open(context: MemberContext, Address(person): Address<Id>) -> Result<Markup, Error> {
    let (file, terms) = context
        .read(move |conn, viewer| {
            let file = store::file::load(conn, viewer, &person)?.file;
            Ok((file, store::setting::terms(conn, &viewer.practice)?))
        })
        .await?;
    let body = view::page(&file, &file.all_questions(&terms), context.words);
    Ok(context.page(Place::Clients, &context.words.t("today-asked"), body))
}

/// The address that a refused answer leaves behind leads to the session, where the question stands.
async fn asked(
    context: MemberContext,
    Address((person, session)): Address<(Id, Id)>,
) -> Result<Redirect, Error> {
    let id = person.clone();
    let file =
        context.read(move |conn, viewer| Ok(store::file::load(conn, viewer, &id)?.file)).await?;
    file.session(&session).ok_or(Error::NotFound)?;
    Ok(Redirect::to(&view::link(&person, &session)))
}

async fn answer(
    Address((person, session)): Address<(Id, Id)>,
    MemberForm { context, form }: MemberForm<Fields>,
) -> Result<Response, Error> {
    let back = Back::named(form.get(view::BACK));
    if submission::sent_before(&context).await? {
        return Ok(return_to(&person, &session, back));
    }
    let records = match records(&context, &person, &session, &form).await? {
        // Somebody else has answered, or the page is an old one: it shows what is open now.
        Err(Refused::NotAsked) => return Ok(return_to(&person, &session, back)),
        Err(Refused::Lack(lack)) => {
            return again(&context, (person, session), back, (&form, &lack)).await;
        }
        Ok(records) => records,
    };
    let done = Done::of(&person, &records);
    match submission::record(&context, &person, records).await {
        Ok(_) => Ok(landed(&page(&person, &session, back), done)),
        Err(store::StoreError::Refused(violations)) => {
            let rules = violations.into_iter().map(|b| b.rule).collect();
            again(&context, (person, session), back, (&form, &Lack::Rules(rules))).await
        }
        Err(other) => Err(other.into()),
    }
}

/// The records of the answer, or why it is none.
async fn records(
    context: &MemberContext,
    person: &Id,
    session: &Id,
    form: &Fields,
) -> Result<Result<Vec<Record>, Refused>, Error> {
    let id = person.clone();
    let (loaded, terms) = context
        .read(move |conn, viewer| {
            let loaded = store::file::load(conn, viewer, &id)?;
            Ok((loaded, store::setting::terms(conn, &viewer.practice)?))
        })
        .await?;
    let file: &ClientFile = &loaded.file;
    let session = file.session(session).ok_or(Error::NotFound)?;
    let question = Question::named(form.get(view::ABOUT));
    let open = file.questions(&session.id, &terms);
    let Some(question) = question.filter(|q| open.contains(q)) else {
        return Ok(Err(Refused::NotAsked));
    };
    let answer = match given(form) {
        Ok(Some(answer)) => answer,
        Ok(None) => return Ok(Err(Refused::NotAsked)),
        Err(lack) => return Ok(Err(Refused::Lack(lack))),
    };
    Ok(question.answered((file, &loaded.records), session, &answer, &reader(context)))
}

/// Tells how this member's answers are read, now.
pub(super) fn reader(context: &MemberContext) -> Reader<'static> {
    let now = moment::local(context.now, context.viewer.tz);
    Reader { names: Words::names(), habit: context.viewer.habit(), now }
}

/// The answer that was pressed or typed, if there is one; or why what was typed is none.
fn given(form: &Fields) -> Result<Option<Answer>, Lack> {
    if form.has(view::CLOSE) {
        return Ok(Some(Answer::Drop));
    }
    if let Ok(quote) = form.get(view::QUOTE).parse::<Id>() {
        return Ok(Some(Answer::Words(quote)));
    }
    if let Some(permission) = from_code(form.get(view::PERMISSION)) {
        return Ok(Some(Answer::Permission(permission)));
    }
    if form.has(view::BOTH) {
        return Ok(Some(Answer::Both));
    }
    let typed = form.get(view::TEXT);
    Ok(match Question::named(form.get(view::ABOUT)) {
        Some(Question::Line(_)) => Some(Answer::Line(typed.to_owned())),
        Some(Question::Why(_)) => Some(Answer::Why(typed.parse().map_err(no_text)?)),
        _ => None,
    })
}

fn no_text(fault: TextFault) -> Lack {
    let problem = match fault {
        TextFault::Empty => Problem::NothingSaid,
        TextFault::TooLong => Problem::TooLong,
        TextFault::Control => Problem::Control,
    };
    Lack::Unread(Remark { line: 1, column: 1, problem })
}

fn page(person: &Id, session: &Id, back: Back) -> String {
    match back {
        Back::Result => paths::session_result(person, session),
        Back::Session => paths::session(person, session),
    }
}

fn return_to(person: &Id, session: &Id, back: Back) -> Response {
    Redirect::to(&page(person, session, back)).into_response()
}

/// The line that was meant by what was typed as an answer.
fn meant(session: &Session, form: &Fields) -> String {
    let typed = form.get(view::TEXT);
    let open = match Question::named(form.get(view::ABOUT)) {
        Some(Question::Line(n)) => usize::try_from(n).ok().and_then(|n| session.unkept.get(n)),
        _ => None,
    };
    open.map_or_else(|| typed.to_owned(), |open| answered(open.as_str(), typed))
}

/// The same page once more, with what was typed and why it is no answer.
async fn again(
    context: &MemberContext,
    (person, session): (Id, Id),
    back: Back,
    (form, lack): (&Fields, &Lack),
) -> Result<Response, Error> {
    let id = person.clone();
    let file =
        context.read(move |conn, viewer| Ok(store::file::load(conn, viewer, &id)?.file)).await?;
    let of = file.session(&session).ok_or(Error::NotFound)?;
    let text = meant(of, form);
    let line = view::Typed { text: &text, context: reader(context).context(&file, of) };
    let why = view::lacks(lack, &line, context.words).join(" ");
    let refused = Some((form.get(view::TEXT).to_owned(), why));
    match back {
        Back::Result => log::answer_refused(context, person, session, refused).await,
        Back::Session => session_page::answer_refused(context, person, session, refused).await,
    }
}
