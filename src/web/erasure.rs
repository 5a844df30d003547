//! Ending a person's record, by whose client it is, confirmed with their name.

use axum::Router;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;

use crate::app::App;
use crate::error::Error;
use crate::intake::form::Fields;
use crate::method::retention::confirms;
use crate::method::{Act, Id, Person, from_code};
use crate::paths;
use crate::store::whole_copy::{self, WholeCopy};
use crate::store::{erasure, retention};
use crate::views::erasure as view;
use crate::views::form::Faults;
use crate::views::layout::Place;
use crate::web::extract::{Address, MemberContext, MemberForm};
use crate::web::job::Jobs;
use crate::web::{account, batch};

/// Taking what was erased out of the database's files as well. Nothing calls it off: what was
/// ordered goes.
static SETTLING: Jobs<bool> = Jobs::new();

pub fn routes() -> Router<App> {
    Router::new().route(paths::ERASE, get(show).post(end))
}

/// Tells who it is about, and the copies that may still hold them.
struct Known {
    person: Person,
    copies: Vec<WholeCopy>,
    named: Vec<erasure::Named>,
}

impl Known {
    async fn of(context: &MemberContext, id: &Id) -> Result<Known, Error> {
        let id = id.clone();
        Ok(context
            .read_long(move |conn, viewer| {
                let person = retention::find(conn, viewer, &id)?.person;
                let copies = whole_copy::holding(conn, viewer, &id)?;
                Ok(Known { person, copies, named: erasure::named(conn, viewer, &id)? })
            })
            .await?)
    }

    fn page(&self, context: &MemberContext, typed: &Fields, faults: &Faults) -> Response {
        let title = view::title(&self.person, context.words);
        let body = view::page(&view::Page {
            id: &self.person.id,
            person: &self.person,
            copies: &self.copies,
            named: &self.named,
            places: context.viewer.may(Act::ManagePractice),
            zone: context.viewer.tz,
            csrf: &context.csrf,
            typed,
            faults,
            words: context.words,
        });
        if faults.is_empty() {
            context.page(Place::Clients, &title, body).into_response()
        } else {
            context.again(Place::Clients, &title, body, faults)
        }
    }
}

async fn show(context: MemberContext, Address(id): Address<Id>) -> Result<Response, Error> {
    Ok(Known::of(&context, &id).await?.page(&context, &Fields::default(), &Faults::default()))
}

async fn end(
    Address(id): Address<Id>,
    MemberForm { context, form }: MemberForm<Fields>,
) -> Result<Response, Error> {
    let (known, words, mut faults) =
        (Known::of(&context, &id).await?, context.words, Faults::default());
    let ending = faults
        .take("ending", from_code(form.get("ending")).ok_or_else(|| words.t("erase-fault-way")));
    let reason =
        faults.take("reason", from_code(form.get("reason")).ok_or_else(|| words.t("form-choice")));
    if !confirms(&known.person, form.get("confirm")) {
        faults.add("confirm", words.t("erase-fault-confirm"));
    }
    let Some(order) = ending.zip(reason).filter(|_| faults.is_empty()) else {
        return Ok(known.page(&context, &form, &faults));
    };
    let now = context.now;
    let ordered =
        context.write(move |conn, viewer| erasure::order(conn, viewer, &id, order, now)).await?;
    let Some(ordered) = ordered else {
        faults.add("ending", words.t("erase-held"));
        let held = Known::of(&context, &known.person.id).await?;
        return Ok(held.page(&context, &form, &faults));
    };
    account::forget(&context.viewer.practice);
    batch::forget(&context.viewer.practice);
    let db = context.app.db.clone();
    // Where this fails or somebody is in the way, the page says so and the hourly round tries
    // again.
    SETTLING.begin(&context, (&ordered, 1), move |_| erasure::purge(&db, now));
    Ok(Redirect::to(&paths::review_after(&ordered)).into_response())
}

/// True while what an erasure of the viewer's deleted is being taken out of the database's files.
pub(super) fn settling(context: &MemberContext, ordered: &Id) -> bool {
    SETTLING.stand(context, ordered).is_some_and(|stand| stand.is_running())
}
