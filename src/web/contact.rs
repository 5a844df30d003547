//! Recording a contact outside a session: in one line with anybody, or on a person's own page with
//! their words.

mod quick;

use axum::Router;
use axum::response::Response;
use axum::routing::get;
use maud::Markup;
use serde::Deserialize;

use crate::app::App;
use crate::error::Error;
use crate::intake::form::Fields;
use crate::intake::log_form::FAR;
use crate::method::contact::{Channel, Contact, Mover};
use crate::method::fact::Record;
use crate::method::long_ago::long_ago;
use crate::method::person::came_back;
use crate::method::person::honorific::Title;
use crate::method::void::Run;
use crate::method::{
    Day, Done, Exactness, Id, Lang, Person, Quote, Speaker, Standing, Text, code, from_code,
};
use crate::paths;
use crate::store::{self, setting};
use crate::views::amend::Sheet;
use crate::views::contact::{self as view, Recorded, Typed};
use crate::views::form::Faults;
use crate::views::layout::Place;
use crate::views::log::far as far_day;
use crate::views::told::Told;
use crate::web::extract::{Address, MemberContext, MemberForm};
use crate::web::submission;
use crate::web::void::landed;

pub fn routes() -> Router<App> {
    Router::new()
        .route(paths::CONTACTS, get(show).post(add))
        .route(paths::CONTACT, get(result))
        .route(paths::CONTACT_QUICK, get(quick::show).post(quick::add))
}

/// A form on which nothing has been typed yet.
pub(super) fn fresh(context: &MemberContext) -> Typed {
    Typed {
        key: Id::fresh().to_string(),
        on: context.today.to_string(),
        exactness: code(&Exactness::Verbatim),
        ..Typed::default()
    }
}

async fn show(context: MemberContext, Address(id): Address<Id>) -> Result<Markup, Error> {
    let body = body(&context, &person(&context, &id).await?, &fresh(&context));
    Ok(context.page(Place::Clients, &context.words.t("contact-title"), body))
}

fn body(context: &MemberContext, person: &Person, typed: &Typed) -> Markup {
    let (here, title) = (paths::contacts(&person.id), context.words.t("contact-title"));
    view::page(person, &Sheet::new(&here, &title), &context.csrf, typed, context.words)
}

async fn person(context: &MemberContext, id: &Id) -> Result<Person, Error> {
    let id = id.clone();
    let kept = context.read(move |conn, viewer| store::person::find(conn, viewer, &id)).await?;
    Ok(kept.ok_or(Error::NotFound)?.person)
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Sent {
    key: String,
    who: String,
    person: String,
    kind: String,
    mover: String,
    channel: String,
    on: String,
    replied: String,
    replied_on: String,
    note: String,
    words: String,
    exactness: String,
    far: String,
}

impl Sent {
    fn typed(self) -> Typed {
        let Sent {
            key,
            who,
            person,
            kind,
            mover,
            channel,
            on,
            replied,
            replied_on,
            note,
            words,
            exactness,
            far,
        } = self;
        let faults = Faults::default();
        Typed {
            key,
            who,
            person,
            kind,
            mover,
            channel,
            on,
            replied,
            replied_on,
            note,
            words,
            exactness,
            far,
            faults,
        }
    }
}

async fn add(
    Address(id): Address<Id>,
    MemberForm { context, form }: MemberForm<Sent>,
) -> Result<Response, Error> {
    let of = id.clone();
    let file =
        context.read(move |conn, viewer| Ok(store::file::load(conn, viewer, &of)?.file)).await?;
    let person = file.person.clone();
    let mut typed = form.typed();
    if let Some(records) = read(&context, &mut typed, file.first_met()) {
        let count = records.len();
        match submission::record(&context, &id, records).await {
            Ok((person, contact)) => return Ok(recorded(person, contact, (count, None))),
            Err(cause) => typed.faults.refuse(cause.try_into()?),
        }
    }
    let body = body(&context, &person, &typed);
    Ok(context.again(Place::Clients, &context.words.t("contact-title"), body, &typed.faults))
}

/// The page that says what a contact changed, which offers to undo it with the words that came with
/// it.
fn recorded(person: Id, contact: Id, (count, title): (usize, Option<&'static Title>)) -> Response {
    let page = paths::contact(&person, &contact);
    let page = title.map_or(page.clone(), |title| paths::told(&page, Told::Untitled(title).code()));
    landed(&page, Some(Done::Written(Run { person, first: contact, count })))
}

/// The fields of a contact as it was written down.
pub(super) fn filled(contact: &Contact, words: Option<&Quote>) -> Fields {
    let exactness = words.map_or(Exactness::Verbatim, |quote| quote.exactness);
    let text = |text: Option<&Text>| text.map(Text::to_string).unwrap_or_default();
    let fields = [
        ("mover", code(&contact.initiator)),
        ("channel", code(&contact.channel)),
        ("on", contact.on.to_string()),
        ("replied_on", contact.replied_on.map(|on| on.to_string()).unwrap_or_default()),
        ("note", text(contact.note.as_ref())),
        ("words", text(words.map(|quote| &quote.text))),
        ("exactness", code(&exactness)),
    ];
    Fields::of(fields.map(|(name, value)| (name.to_owned(), value)).to_vec())
}

/// Reads these fields as they were typed.
pub(super) fn typed(fields: &Fields) -> Typed {
    let of = |name: &str| fields.get(name).to_owned();
    Typed {
        key: of("key"),
        mover: of("mover"),
        channel: of("channel"),
        on: of("on"),
        replied_on: of("replied_on"),
        note: of("note"),
        words: of("words"),
        exactness: of("exactness"),
        far: of(FAR),
        ..Typed::default()
    }
}

/// The contact and, if there were any, their words; none, with its faults, where something cannot
/// be read.
fn read(context: &MemberContext, typed: &mut Typed, first: Option<Day>) -> Option<Vec<Record>> {
    let (contact, quote) = parsed(context, typed, (Id::fresh(), first))?;
    let on = contact.on;
    Some(
        std::iter::once(Record::contact(contact))
            .chain(quote.map(|q| Record::quote(on, q)))
            .collect(),
    )
}

/// Asks about a day long ago, once: sent again, the page says that it is meant. `first` is the
/// first day of all that is known of the person.
pub(super) fn asked_of_year(
    context: &MemberContext,
    (on, first): (Day, Option<Day>),
    far: &mut String,
    faults: &mut Faults,
) {
    if long_ago(on, context.today, first) && *far != on.to_string() {
        faults.add("on", far_day(context.words, Some(on)));
        *far = on.to_string();
    }
}

/// The contact of this id that was typed, and the words said in it.
pub(super) fn parsed(
    context: &MemberContext,
    typed: &mut Typed,
    (id, first): (Id, Option<Day>),
) -> Option<(Contact, Option<Quote>)> {
    let words = context.words;
    let note = typed.faults.optional(words, "note", &typed.note);
    let said = typed.faults.optional(words, "words", &typed.words);
    let past = |on: &Day| *on <= context.today;
    let day = || words.t("step-day-fault");
    let on = match typed.on.trim() {
        "" => Some(context.today),
        on => typed.faults.take("on", context.day_back(on).filter(past).ok_or_else(day)),
    };
    let replied = match typed.replied_on.trim() {
        "" => on.filter(|_| typed.replied == "yes"),
        on => typed.faults.take("replied_on", context.day_back(on).filter(past).ok_or_else(day)),
    };
    if let Some(on) = on {
        asked_of_year(context, (on, first), &mut typed.far, &mut typed.faults);
    }
    let choice = || words.t("form-choice");
    // The first move is evidence: it is never guessed.
    let asked = || words.t("contact-fault-mover");
    let mover: Option<Mover> =
        typed.faults.take("mover", from_code(&typed.mover).ok_or_else(asked));
    let channel: Option<Channel> =
        typed.faults.take("channel", from_code(&typed.channel).ok_or_else(choice));
    let exactness: Option<Exactness> = match &said {
        Some(_) => typed.faults.take("exactness", from_code(&typed.exactness).ok_or_else(choice)),
        None => None,
    };
    if !typed.faults.is_empty() {
        return None;
    }
    let quote = said.zip(exactness).map(|(text, exactness)| quote(text, exactness, &id));
    let contact = Contact {
        id,
        on: on?,
        initiator: mover?,
        channel: channel?,
        replied_on: replied,
        closing: None,
        note,
    };
    Some((contact, quote))
}

/// Words of theirs, said or written in a contact.
fn quote(text: Text, exactness: Exactness, contact: &Id) -> Quote {
    Quote {
        id: Id::fresh(),
        session: None,
        contact: Some(contact.clone()),
        speaker: Speaker::Client,
        lang: Lang::of(text.as_str()),
        text,
        exactness,
        confirmed_by_client_on: None,
        recalled_on: None,
    }
}

/// Shows what the contact changed.
async fn result(
    context: MemberContext,
    Address((id, contact)): Address<(Id, Id)>,
) -> Result<Markup, Error> {
    let (today, person) = (context.today, id.clone());
    let (file, clock) = context
        .read(move |conn, viewer| {
            let file = store::file::load(conn, viewer, &person)?.file;
            let terms = setting::terms(conn, &viewer.practice)?;
            let last = Standing::of(&file, today, &terms).last_two_way;
            Ok((file, last.map(|last| (last, terms.silence_step))))
        })
        .await?;
    let key = Id::fresh();
    let recorded = Recorded {
        id: &id,
        contact: file.contact(&contact).ok_or(Error::NotFound)?,
        file: &file,
        clock,
        back: came_back(&file, today),
        today,
        csrf: &context.csrf,
        key: key.as_str(),
        words: context.words,
    };
    Ok(context.page(Place::Clients, &context.words.t("contact-recorded"), view::result(&recorded)))
}
