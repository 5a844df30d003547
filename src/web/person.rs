//! Tells who a person is: added, shown, and changed as they stand now; clients and all others
//! alike.

use std::cmp::Reverse;
use std::sync::Arc;

use axum::Router;
use axum::extract::Query;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use maud::Markup;
use serde::Deserialize;

use crate::app::App;
use crate::error::Error;
use crate::intake::form::Fields;
use crate::intake::person_form::{Ground, TITLED, title_taken};
use crate::method::person::PersonKind;
use crate::method::person::honorific::Title;
use crate::method::person::twin::{Reply, Sign, Twin, near, reply};
use crate::method::pillar::Pillar;
use crate::method::{ClientFile, Id, Person, Quote, Speaker, Text};
use crate::paths;
use crate::store::{self, StoreError};
use crate::views::form::{Faults, KEY};
use crate::views::layout::Place;
use crate::views::person as view;
use crate::views::refusal::Refusal;
use crate::views::told::Told;
use crate::views::twin;
use crate::web::extract::{Address, MemberContext, MemberForm};
use crate::web::submission;

pub fn routes() -> Router<App> {
    Router::new()
        .route(paths::PROFILE, get(show).post(change))
        .route(paths::PERSON_NEW, get(blank).post(add))
}

/// Holds what the page of a known person stands on.
struct Known {
    file: Arc<ClientFile>,
    version: i64,
    /// The pillars are the consultant's own: a colleague does not sort somebody else's people.
    pillars: Option<Vec<Pillar>>,
    /// Whom they were made of, with everybody who is the consultant's own.
    merges: Option<(Vec<store::merge::Merge>, Vec<Person>)>,
}

impl Known {
    async fn of(context: &MemberContext, id: &Id) -> Result<Known, Error> {
        let (id, now) = (id.clone(), context.now);
        Ok(context
            .read(move |conn, viewer| {
                let loaded = store::file::load(conn, viewer, &id)?;
                let own = loaded.consultant == viewer.member;
                let pillars = own.then(|| store::pillar::list(conn, viewer)).transpose()?;
                let merges = own.then(|| {
                    Ok::<_, StoreError>((
                        store::merge::of(conn, viewer, &id, now)?,
                        store::person::own(conn, viewer)?,
                    ))
                });
                let merges = merges.transpose()?;
                Ok(Known { file: loaded.file, version: loaded.version, pillars, merges })
            })
            .await?)
    }

    /// The client's words, the latest first.
    fn quotes(&self) -> Vec<&Quote> {
        let mut said: Vec<&Quote> =
            self.file.quotes.iter().filter(|q| q.speaker == Speaker::Client).collect();
        said.sort_by_key(|q| Reverse(self.file.said_on(q)));
        said
    }

    fn ground(&self, context: &MemberContext) -> Ground {
        let pillars = self.pillars.as_ref().map(|own| own.iter().map(|p| p.id.clone()).collect());
        let quotes = self.quotes().iter().map(|q| q.id.clone()).collect();
        Ground { pillars, quotes, today: context.today, habit: context.viewer.habit() }
    }

    /// The fields as they stand, on a page of this version.
    fn fields(&self) -> Fields {
        let mut fields = self.file.person.to_fields();
        fields.set("version", self.version.to_string());
        fields
    }

    fn body(
        &self,
        context: &MemberContext,
        fields: &Fields,
        faults: &Faults,
        other: (&'static str, Option<&Fields>),
    ) -> Markup {
        let (beside, meanwhile) = other;
        view::page(&view::Page {
            person: Some(&self.file.person),
            here: &paths::profile(&self.file.person.id),
            csrf: &context.csrf,
            fields,
            meanwhile,
            beside,
            merges: self
                .merges
                .as_ref()
                .map(|(merges, own)| (&merges[..], near(own, &self.file.person))),
            twins: &[],
            faults,
            pillars: self.pillars.as_deref(),
            quotes: &self.quotes(),
            words: context.words,
        })
    }
}

/// A title that is to be part of the name.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Named {
    titled: String,
}

async fn show(
    context: MemberContext,
    Address(id): Address<Id>,
    Query(named): Query<Named>,
) -> Result<Markup, Error> {
    let known = Known::of(&context, &id).await?;
    let mut fields = known.fields();
    if let Some(title) = Title::named(&named.titled) {
        fields.set("name", title.with(known.file.person.display_name.as_str()));
        fields.set(TITLED, "yes");
    }
    fields.set(KEY, Id::fresh().to_string());
    let body = known.body(&context, &fields, &Faults::default(), (view::MEANWHILE, None));
    Ok(context.page(Place::Clients, &view::title(Some(&known.file.person), context.words), body))
}

async fn change(
    Address(id): Address<Id>,
    MemberForm { context, form }: MemberForm<Fields>,
) -> Result<Response, Error> {
    let (known, mut fields) = (Known::of(&context, &id).await?, form);
    let (mut faults, mut meanwhile) = (Faults::default(), None);
    let version: i64 = fields.get("version").parse().unwrap_or(-1);
    match known.file.person.with_fields(&fields, &known.ground(&context)) {
        Ok(changed) => {
            match save(
                &context,
                changed.clone().renamed(&known.file.person, context.today),
                version,
            )
            .await
            {
                Ok(_) => {
                    let mut page = paths::told(&paths::client(&id), Told::Saved.code());
                    let began = changed.began_on.filter(|on| *on > context.today);
                    if began.is_some() && began != known.file.person.began_on {
                        page = paths::told(&page, Told::BeginsLater.code());
                    }
                    return Ok(Redirect::to(&untitled(page, &fields, &changed)).into_response());
                }
                Err(cause) => {
                    let refusal = Refusal::try_from(cause)?;
                    // From here on the form answers the version that was saved meanwhile, which it
                    // shows beside its own.
                    meanwhile = (refusal == Refusal::Changed).then(|| known.fields());
                    fields.set("version", known.version.to_string());
                    faults.refuse(refusal);
                }
            }
        }
        Err(found) => faults.found(found, &fields, context.words),
    }
    let body = known.body(&context, &fields, &faults, (view::MEANWHILE, meanwhile.as_ref()));
    Ok(context.again(
        Place::Clients,
        &view::title(Some(&known.file.person), context.words),
        body,
        &faults,
    ))
}

/// The page, telling that the name is kept without its title, if it is.
fn untitled(page: String, typed: &Fields, kept: &Person) -> String {
    title_taken(typed, kept)
        .map_or(page.clone(), |title| paths::told(&page, Told::Untitled(title).code()))
}

async fn save(
    context: &MemberContext,
    changed: Person,
    version: i64,
) -> Result<(Id, Id), StoreError> {
    let now = context.now;
    submission::once(context, move |conn, viewer| {
        store::person::change(conn, viewer, &changed, version, now)?;
        Ok((changed.id.clone(), changed.id.clone()))
    })
    .await
}

/// Holds what is known already of somebody to be added.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Begun {
    name: String,
    kind: Option<PersonKind>,
}

async fn blank(context: MemberContext, Query(begun): Query<Begun>) -> Result<Markup, Error> {
    let mut fields = nobody(&context, begun.kind.unwrap_or(PersonKind::Prospect)).to_fields();
    fields.set("name", begun.name);
    fields.set("met_on", context.today.to_string());
    fields.set(KEY, Id::fresh().to_string());
    let pillars = pillars(&context).await?;
    let body = added(&context, &fields, &Faults::default(), (&pillars, &[]));
    Ok(context.page(Place::Clients, &view::title(None, context.words), body))
}

async fn add(
    MemberForm { context, form: mut fields }: MemberForm<Fields>,
) -> Result<Response, Error> {
    let pillars = pillars(&context).await?;
    let mut faults = Faults::default();
    // The day that the page fills in says nothing of how they came; one that was typed is asked
    // about.
    let filled_in = fields.get("met_on") == context.today.to_string();
    if filled_in
        && fields.get("origin").is_empty()
        && fields.get("knew").is_empty()
        && fields.get("activity").is_empty()
    {
        fields.set("met_on", "");
    }
    let own = Some(pillars.iter().map(|p| p.id.clone()).collect());
    let ground = Ground {
        pillars: own,
        quotes: Vec::new(),
        today: context.today,
        habit: context.viewer.habit(),
    };
    let (others, mut twins) = (others(&context).await?, Vec::new());
    match nobody(&context, PersonKind::Prospect).with_fields(&fields, &ground) {
        Ok(person) => {
            match reply(&others, &person, fields.get(twin::SAID), fields.get(twin::ASKED)) {
                Reply::Same(same) => return over(&context, &same.id, &fields).await,
                Reply::Open(open) => {
                    twins = open;
                    faults.add("twin", context.words.t("twin-fault"));
                }
                Reply::Another(apart_from) => {
                    match begin(&context, Person { apart_from, ..person.clone() }).await {
                        Ok((id, _)) => {
                            let page = untitled(paths::client(&id), &fields, &person);
                            let alike = near(&others, &person)
                                .iter()
                                .any(|twin| twin.signs == [Sign::Part]);
                            let page =
                                if alike { paths::told(&page, Told::Alike.code()) } else { page };
                            return Ok(Redirect::to(&page).into_response());
                        }
                        Err(cause) => faults.refuse(cause.try_into()?),
                    }
                }
            }
        }
        Err(found) => faults.found(found, &fields, context.words),
    }
    let body = added(&context, &fields, &faults, (&pillars, &twins));
    Ok(context.again(Place::Clients, &view::title(None, context.words), body, &faults))
}

async fn pillars(context: &MemberContext) -> Result<Vec<Pillar>, Error> {
    Ok(context.read(store::pillar::list).await?)
}

/// Whom somebody to be added may be; nobody where this very form was sent before, for then they are
/// there themselves.
async fn others(context: &MemberContext) -> Result<Vec<Person>, Error> {
    if submission::sent_before(context).await? {
        return Ok(Vec::new());
    }
    Ok(context.read(store::person::everybody).await?)
}

/// The page of somebody who is known, with what was typed for somebody new: it fills what is empty,
/// and stands beside what differs.
async fn over(context: &MemberContext, id: &Id, typed: &Fields) -> Result<Response, Error> {
    let known = Known::of(context, id).await?;
    let (fields, all) = known.fields().filled(typed);
    let mut fields = fields;
    fields.set(KEY, Id::fresh().to_string());
    let body = known.body(context, &fields, &Faults::default(), (view::TYPED, Some(&all)));
    Ok(context
        .page(Place::Clients, &view::title(Some(&known.file.person), context.words), body)
        .into_response())
}

fn added(
    context: &MemberContext,
    fields: &Fields,
    faults: &Faults,
    (pillars, twins): (&[Pillar], &[Twin<'_>]),
) -> Markup {
    view::page(&view::Page {
        person: None,
        here: &paths::person_new(),
        csrf: &context.csrf,
        fields,
        meanwhile: None,
        beside: view::MEANWHILE,
        merges: None,
        twins,
        faults,
        pillars: Some(pillars),
        quotes: &[],
        words: context.words,
    })
}

/// Somebody of whom nothing is known yet but that their language is likely the consultant's.
fn nobody(context: &MemberContext, kind: PersonKind) -> Person {
    Person { kind, ..Person::named(Id::fresh(), Text::dash(), context.viewer.lang) }
}

async fn begin(context: &MemberContext, person: Person) -> Result<(Id, Id), StoreError> {
    let (today, now) = (context.today, context.now);
    submission::once(context, move |conn, viewer| {
        store::person::begin(conn, viewer, person.clone(), (today, now))
    })
    .await
}
