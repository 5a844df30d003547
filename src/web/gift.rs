//! Recording a gift or kindness: what is known now; what becomes known later is a step
//! (`web::step`).

use std::sync::Arc;

use axum::Router;
use axum::response::Response;
use axum::routing::get;
use maud::Markup;

use crate::app::App;
use crate::error::Error;
use crate::intake::form::Fields;
use crate::intake::log_form::FAR;
use crate::method::fact::Record;
use crate::method::gift::Gift;
use crate::method::{ClientFile, Day, Done, Id};
use crate::paths;
use crate::store;
use crate::views::amend::Sheet;
use crate::views::form::{Faults, KEY};
use crate::views::gift as view;
use crate::views::layout::Place;
use crate::web::extract::{Address, MemberContext, MemberForm};
use crate::web::submission;
use crate::web::void::landed;

pub fn routes() -> Router<App> {
    Router::new().route(paths::GIFTS, get(show).post(add))
}

/// Tells what the page stands on: the person, with the words in which they said what they like.
async fn file(context: &MemberContext, id: &Id) -> Result<Arc<ClientFile>, Error> {
    let id = id.clone();
    Ok(context.read(move |conn, viewer| Ok(store::file::load(conn, viewer, &id)?.file)).await?)
}

fn body(context: &MemberContext, file: &ClientFile, fields: &Fields, faults: &Faults) -> Markup {
    let (here, title) = (paths::gifts(&file.person.id), context.words.t("gift-title"));
    let sheet = Sheet::new(&here, &title);
    let (today, csrf, words) = (context.today, &context.csrf, context.words);
    view::page(&view::Page { file, sheet: &sheet, today, csrf, fields, faults, words })
}

/// Asks about a day long ago, as of a contact.
pub(super) fn asked_of_year(
    context: &MemberContext,
    day: (Day, Option<Day>),
    typed: &mut Fields,
    faults: &mut Faults,
) {
    let mut far = typed.get(FAR).to_owned();
    super::contact::asked_of_year(context, day, &mut far, faults);
    typed.set(FAR, far);
}

async fn show(context: MemberContext, Address(id): Address<Id>) -> Result<Markup, Error> {
    let mut fields = Fields::default();
    fields.set(KEY, Id::fresh().to_string());
    fields.set("on", context.today.to_string());
    let body = body(&context, &*file(&context, &id).await?, &fields, &Faults::default());
    Ok(context.page(Place::Clients, &context.words.t("gift-title"), body))
}

async fn add(
    Address(id): Address<Id>,
    MemberForm { context, mut form }: MemberForm<Fields>,
) -> Result<Response, Error> {
    let file = file(&context, &id).await?;
    let mut faults = Faults::default();
    let read = Gift::of_fields(&form, Id::fresh(), (context.today, context.viewer.habit()));
    if let Ok(gift) = &read {
        asked_of_year(&context, (gift.on, file.first_met()), &mut form, &mut faults);
    }
    match read {
        Ok(_) if !faults.is_empty() => {}
        Ok(gift) => match submission::record(&context, &id, vec![Record::gift(gift)]).await {
            Ok((person, gift)) => {
                let back = paths::record(&person, &gift);
                return Ok(landed(&back, Some(Done::one(&person, &gift))));
            }
            Err(cause) => faults.refuse(cause.try_into()?),
        },
        Err(found) => faults.found(found, &form, context.words),
    }
    Ok(context.again(
        Place::Clients,
        &context.words.t("gift-title"),
        body(&context, &file, &form, &faults),
        &faults,
    ))
}
