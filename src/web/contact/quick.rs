//! A contact in one line, with anybody: found by name, chosen where several are meant, added where
//! nobody is.

use axum::response::Response;
use maud::Markup;

use super::{Sent, fresh, read, recorded};
use crate::error::Error;
use crate::method::contact::Mover;
use crate::method::fact::{Fact, Record};
use crate::method::person::twin::{Twin, likely, near};
use crate::method::person::{Called, Origin, OriginDirection, called, honorific};
use crate::method::{Day, Id, Lang, Person, Text, from_code};
use crate::store;
use crate::views::contact::{Names, Typed, quick};
use crate::views::layout::Place;
use crate::web::extract::{MemberContext, MemberForm};
use crate::web::submission;

pub async fn show(context: MemberContext) -> Result<Markup, Error> {
    let people = everybody(&context).await?;
    let names = Names { everybody: &people, ..Names::default() };
    let body = quick(&names, &context.csrf, &fresh(&context), context.words);
    Ok(context.page(Place::Contact, &context.words.t("contact-quick"), body))
}

async fn everybody(context: &MemberContext) -> Result<Vec<Person>, Error> {
    Ok(context.read(store::person::everybody).await?)
}

/// The first day of all that is known of whom it is with.
async fn first_met(context: &MemberContext, with: Option<&With>) -> Result<Option<Day>, Error> {
    let Some(With::Known(id)) = with else { return Ok(None) };
    let id = id.clone();
    let file =
        context.read(move |conn, viewer| Ok(store::file::load(conn, viewer, &id)?.file)).await?;
    Ok(file.first_met())
}

/// With whom it is.
enum With {
    Known(Id),
    /// Somebody to be added with it.
    New(Box<Person>),
}

pub async fn add(MemberForm { context, form }: MemberForm<Sent>) -> Result<Response, Error> {
    let people = everybody(&context).await?;
    let mut typed = form.typed();
    let mut names = Names { everybody: &people, ..Names::default() };
    let with = whom(&context, &people, &mut typed, &mut names);
    let records = read(&context, &mut typed, first_met(&context, with.as_ref()).await?);
    if let (Some(with), Some(records)) = (with, records) {
        let count = records.len();
        let new = matches!(with, With::New(_));
        let title = honorific::kept(&typed.who).map(|(_, title)| title).filter(|_| new);
        match save(&context, with, records).await {
            Ok((person, contact)) => return Ok(recorded(person, contact, (count, title))),
            Err(cause) => typed.faults.refuse(cause.try_into()?),
        }
    }
    let body = quick(&names, &context.csrf, &typed, context.words);
    Ok(context.again(Place::Contact, &context.words.t("contact-quick"), body, &typed.faults))
}

/// The person meant; none, with a fault and what helps to name them, where that is not certain.
fn whom<'p>(
    context: &MemberContext,
    people: &'p [Person],
    typed: &mut Typed,
    names: &mut Names<'p>,
) -> Option<With> {
    let words = context.words;
    let chosen = people.iter().find(|p| p.id.as_str() == typed.person);
    let name = typed.faults.text(words, "who", &typed.who);
    if let Some(person) = chosen {
        return Some(With::Known(person.id.clone()));
    }
    let name = name?;
    let name =
        honorific::kept(name.as_str()).and_then(|(bare, _)| bare.parse().ok()).unwrap_or(name);
    let newcomer = newcomer(context, name, typed);
    let (twins, near) = (likely(people, &newcomer), near(people, &newcomer));
    let apart_from: Vec<Id> = twins.iter().map(|twin| twin.person.id.clone()).collect();
    // Somebody new may be called like somebody one knows already: whoever adds them has seen that
    // other one here.
    let new = from_code(&typed.kind)
        .map(|kind| With::New(Box::new(Person { kind, apart_from, ..newcomer })));
    match called(people, &typed.who) {
        Called::One(person) if new.is_none() => return Some(With::Known(person.id.clone())),
        Called::One(person) => names.meant = with(&near, vec![person]),
        Called::Several(meant) => names.meant = with(&near, meant),
        Called::Nobody => names.meant = with(&near, Vec::new()),
    }
    names.unknown = names.meant.is_empty();
    if new.is_none() {
        let key = if names.unknown { "contact-nobody" } else { "contact-several" };
        typed.faults.add("who", words.t(key));
    }
    new
}

/// Whom a name may mean, first those who have more in common with it than its beginning.
fn with<'p>(twins: &[Twin<'p>], meant: Vec<&'p Person>) -> Vec<Twin<'p>> {
    let others =
        meant.into_iter().filter(|person| !twins.iter().any(|twin| twin.person.id == person.id));
    twins.iter().cloned().chain(others.map(|person| Twin { person, signs: Vec::new() })).collect()
}

/// Takes who moved at the first contact as how we came to know each other.
fn newcomer(context: &MemberContext, name: Text, typed: &Typed) -> Person {
    let direction = from_code(&typed.mover).map(|mover| match mover {
        Mover::Them => OriginDirection::CameToUs,
        Mover::Us => OriginDirection::WeWent,
    });
    let on = Some(context.day_back(&typed.on).unwrap_or(context.today));
    let of = |direction| Origin {
        direction: Some(direction),
        how_they_knew_us: None,
        activity: None,
        on,
    };
    let origin = direction.map(of);
    let lang = Lang::of(name.as_str());
    Person { origin, ..Person::named(Id::fresh(), name, lang) }
}

async fn save(
    context: &MemberContext,
    with: With,
    records: Vec<Record>,
) -> store::Answer<(Id, Id)> {
    let now = context.now;
    let contact =
        records.iter().find(|r| matches!(r.fact, Fact::Contact(_))).map(|r| (r.id.clone(), r.on));
    let (contact, on) = contact.unwrap_or_else(|| (Id::fresh(), context.today));
    let with = std::sync::Arc::new(with);
    submission::once(context, move |conn, viewer| {
        let person = match &*with {
            With::Known(id) => id.clone(),
            With::New(person) => {
                store::person::begin(conn, viewer, (**person).clone(), (on, now))?.0
            }
        };
        store::fact::record(conn, viewer, &person, now, |_| Ok(records.clone()))?;
        Ok((person, contact.clone()))
    })
    .await
}
