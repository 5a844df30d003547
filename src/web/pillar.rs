//! The circles one's people come from: seen with their overlaps, named, put in order, added.

use axum::Router;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use maud::Markup;

use crate::app::App;
use crate::error::Error;
use crate::intake::form::Fields;
use crate::intake::written::number;
use crate::method::pillar::{Pillar, circles};
use crate::method::{Id, Person, Text};
use crate::paths;
use crate::store;
use crate::views::form::{Faults, SEEN};
use crate::views::layout::Place;
use crate::views::pillar as view;
use crate::web::extract::{MemberContext, MemberForm};
use crate::web::opened;

pub fn routes() -> Router<App> {
    Router::new().route(paths::PILLARS, get(show).post(arrange))
}

async fn show(context: MemberContext) -> Result<Markup, Error> {
    let (pillars, people) = kept(&context).await?;
    let body = body(&context, &(pillars, people), &Fields::default(), &Faults::default());
    Ok(context.page(Place::Settings, &context.words.t("pillar-title"), body))
}

async fn kept(context: &MemberContext) -> Result<(Vec<Pillar>, Vec<Person>), Error> {
    Ok(context
        .read(move |conn, viewer| {
            Ok((store::pillar::list(conn, viewer)?, store::person::own(conn, viewer)?))
        })
        .await?)
}

fn body(
    context: &MemberContext,
    (pillars, people): &(Vec<Pillar>, Vec<Person>),
    typed: &Fields,
    faults: &Faults,
) -> Markup {
    let page = view::Page {
        circles: &circles(pillars, people),
        seen: &match typed.has(SEEN) {
            true => typed.get(SEEN).to_owned(),
            false => opened::print(&view::stands(pillars, context.viewer.lang)),
        },
        csrf: &context.csrf,
        typed,
        faults,
        words: context.words,
    };
    view::page(&page)
}

/// Those fields that a form has: a pillar that was added meanwhile is set back by nothing.
fn of_form(stands: &Fields, form: &Fields) -> Fields {
    let own = stands.pairs().filter(|(name, _)| form.has(name));
    Fields::of(own.map(|(name, value)| (name.to_owned(), value.to_owned())).collect())
}

/// Names and order of all, and the name of a new one.
async fn arrange(MemberForm { context, mut form }: MemberForm<Fields>) -> Result<Response, Error> {
    let kept = kept(&context).await?;
    let mut faults = Faults::default();
    let mut named: Vec<(u64, Id, Text)> = Vec::new();
    for (pillar, now) in kept.0.iter().zip(1..) {
        let (name, place) = (view::name_field(&pillar.id), view::place_field(&pillar.id));
        // One that was added meanwhile is not on the form: it stays as it is, behind the others.
        if !form.has(&name) {
            continue;
        }
        let typed = form.get(&place).trim();
        let read = if typed.is_empty() { Some(now) } else { number::whole(typed) };
        let place = faults.take(&place, read.ok_or_else(|| context.words.t("pillar-fault-place")));
        let text = faults.text(context.words, &name, form.get(&name));
        named.extend(place.zip(text).map(|(place, text)| (place, pillar.id.clone(), text)));
    }
    named.sort_by_key(|(place, ..)| *place);
    let new = faults.optional(context.words, "new", form.get("new"));
    if faults.is_empty() {
        let named: Vec<(Id, Text)> = named.into_iter().map(|(_, id, name)| (id, name)).collect();
        let (sent, lang) = (form.clone(), context.viewer.lang);
        let done = context
            .write(move |conn, viewer| {
                let stands = view::stands(&store::pillar::list(conn, viewer)?, lang);
                if opened::sets_back(&of_form(&stands, &sent), &sent) {
                    return Ok(Some(stands));
                }
                store::pillar::arrange(conn, viewer, &named)?;
                new.map(|name| store::pillar::add(conn, viewer, &name)).transpose()?;
                Ok(None)
            })
            .await;
        match done {
            Ok(Some(stands)) => {
                let own = of_form(&stands, &form);
                opened::tell(&own, &mut form, &mut faults, context.words, |_, _| None);
                form.set(SEEN, opened::print(&stands));
            }
            Ok(None) => return Ok(Redirect::to(&paths::pillars()).into_response()),
            Err(cause) => faults.refuse(cause.try_into()?),
        }
    }
    let body = body(&context, &kept, &form, &faults);
    Ok(context.again(Place::Settings, &context.words.t("pillar-title"), body, &faults))
}
