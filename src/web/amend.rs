//! Correcting a contact or a gift on the page on which it was written down.

use std::sync::Arc;

use axum::Router;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use maud::Markup;

use super::contact::{self, filled};
use super::opened;
use super::void::landed;
use crate::app::App;
use crate::error::Error;
use crate::intake::correction::{Blocked, Fallout, Own, Passed, Settled};
use crate::intake::form::Fields;
use crate::intake::log_form::FAR;
use crate::method::gift::Gift;
use crate::method::{ClientFile, Done, Id, ViolationKind};
use crate::paths;
use crate::store::{self, StoreError, correction};
use crate::views::amend::{self as view, Sheet};
use crate::views::form::{Faults, KEY, SEEN};
use crate::views::layout::Place;
use crate::views::refusal::Refusal;
use crate::views::{contact as contact_view, correct, gift as gift_view};
use crate::web::extract::{Address, MemberContext, MemberForm};

pub fn routes() -> Router<App> {
    Router::new().route(paths::AMEND, get(show).post(act))
}

/// The fields in which something is chosen, and the family of the words for it.
const CHOICES: [(&str, &str); 9] = [
    ("mover", "mover"),
    ("channel", "channel"),
    ("exactness", "exactness"),
    ("direction", "gift-direction"),
    ("kind", "gift-kind"),
    ("landing", "landing"),
    ("burden", "burden"),
    ("known_preference", "person"),
    ("timing_fit", "person"),
];

/// The record that the page is about, in its file.
struct Ground {
    person: Id,
    file: Arc<ClientFile>,
    own: Own,
}

impl Ground {
    async fn of(context: &MemberContext, person: &Id, passed: &Id) -> Result<Ground, Error> {
        let (id, passed) = (person.clone(), passed.clone());
        Ok(context
            .read(move |conn, viewer| {
                let loaded = store::file::load(conn, viewer, &id)?;
                let opened = Passed::of(&loaded.file, &loaded.records, &passed)
                    .ok_or(StoreError::NotFound)?;
                Ok(Ground { person: id, own: opened.own, file: loaded.file })
            })
            .await?)
    }

    /// The fields as it was written down.
    fn fields(&self) -> Fields {
        let mut fields = match &self.own {
            Own::Contact(contact, words) => filled(contact, words.as_ref()),
            Own::Gift(gift) => gift.to_fields(),
        };
        fields.set(SEEN, print(&self.own));
        // The day that it has was asked about when it was written down.
        fields.set(FAR, fields.get("on").to_owned());
        fields
    }

    /// Says at each field what was saved meanwhile, where it is not what the page says.
    fn beside(&self, context: &MemberContext, fields: &Fields, faults: &mut Faults) {
        let words = context.words;
        let now = self.fields().without(&[FAR]);
        opened::beside(&now, fields, faults, words, |name, value| {
            let (_, family) = CHOICES.iter().find(|(of, _)| *of == name)?;
            Some(words.label(family, &value))
        });
    }

    /// The fields about which something was recorded later, in a record of its own.
    fn later(&self) -> Vec<&'static str> {
        match &self.own {
            Own::Contact(own, _) => {
                let now = self.file.contact(&own.id);
                now.filter(|now| now.replied_on != own.replied_on)
                    .map(|_| "replied_on")
                    .into_iter()
                    .collect()
            }
            Own::Gift(own) => match self.file.gifts.iter().find(|gift| gift.id == own.id) {
                Some(now) => later(own, now),
                None => Vec::new(),
            },
        }
    }

    fn title(&self, context: &MemberContext) -> String {
        context.words.t(match &self.own {
            Own::Contact(..) => "amend-contact",
            Own::Gift(_) => "amend-gift",
        })
    }

    fn page(&self, context: &MemberContext, fields: &Fields, faults: &Faults) -> Markup {
        let (noun, id) = match &self.own {
            Own::Contact(contact, _) => ("contact", &contact.id),
            Own::Gift(gift) => ("gift", &gift.id),
        };
        let sheet = Sheet {
            here: &paths::amend(&self.person, id),
            title: &self.title(context),
            later: &self.later(),
            steps: &paths::step(&self.person, noun, id),
            seen: Some(fields.get(SEEN)),
        };
        let body = match &self.own {
            Own::Contact(..) => {
                let typed =
                    contact_view::Typed { faults: faults.clone(), ..contact::typed(fields) };
                contact_view::page(&self.file.person, &sheet, &context.csrf, &typed, context.words)
            }
            Own::Gift(_) => gift_view::page(&gift_view::Page {
                file: &self.file,
                sheet: &sheet,
                today: context.today,
                csrf: &context.csrf,
                fields,
                faults,
                words: context.words,
            }),
        };
        context.page(Place::Clients, sheet.title, body)
    }

    /// Reads the fields as the record they describe; none, with its faults, where they cannot be
    /// read.
    fn read(
        &self,
        context: &MemberContext,
        fields: &mut Fields,
        faults: &mut Faults,
    ) -> Option<Own> {
        let first = self.file.first_met();
        match &self.own {
            Own::Contact(own, words) => {
                let mut typed = contact::typed(fields);
                let read = contact::parsed(context, &mut typed, (own.id.clone(), first));
                fields.set(FAR, typed.far);
                *faults = typed.faults;
                let (mut contact, said) = read?;
                contact.closing = own.closing;
                // The words keep their id, so that what rests on them goes on resting on them.
                let said = said.map(|new| match words {
                    Some(was) if was.text == new.text && was.exactness == new.exactness => {
                        was.clone()
                    }
                    Some(was) => crate::method::Quote {
                        text: new.text,
                        exactness: new.exactness,
                        lang: new.lang,
                        ..was.clone()
                    },
                    None => new,
                });
                Some(Own::Contact(contact, said))
            }
            Own::Gift(own) => match Gift::of_fields(
                fields,
                own.id.clone(),
                (context.today, context.viewer.habit()),
            ) {
                Ok(mut gift) => {
                    super::gift::asked_of_year(context, (gift.on, first), fields, faults);
                    if gift.why == own.why && own.why_on != Some(own.on) {
                        gift.why_on = own.why_on;
                    }
                    faults.is_empty().then_some(Own::Gift(gift))
                }
                Err(found) => {
                    faults.found(found, fields, context.words);
                    None
                }
            },
        }
    }
}

/// The parts of a gift that became known later.
fn later(own: &Gift, now: &Gift) -> Vec<&'static str> {
    let known = [
        ("why", own.why != now.why),
        ("landing", own.landing != now.landing),
        ("burden", own.burden != now.burden),
        ("thanked_on", own.thanked_on != now.thanked_on),
        ("talked_on", own.talked_on != now.talked_on),
    ];
    known.into_iter().filter(|(_, differs)| *differs).map(|(name, _)| name).collect()
}

/// Tells the version that a page was opened on from one that was saved since.
fn print(own: &Own) -> String {
    match own {
        Own::Contact(contact, words) => opened::print(&(contact, words)),
        Own::Gift(gift) => opened::print(gift),
    }
}

async fn show(
    context: MemberContext,
    Address((person, passed)): Address<(Id, Id)>,
) -> Result<Markup, Error> {
    let ground = Ground::of(&context, &person, &passed).await?;
    let mut fields = ground.fields();
    fields.set(KEY, Id::fresh().to_string());
    Ok(ground.page(&context, &fields, &Faults::default()))
}

enum Outcome {
    Same,
    Saved(Option<Done>),
    Changed,
    Blocked(Blocked),
    Asked(Vec<Fallout>),
}

async fn act(
    Address((person, passed)): Address<(Id, Id)>,
    MemberForm { context, form: mut fields }: MemberForm<Fields>,
) -> Result<Response, Error> {
    let ground = Ground::of(&context, &person, &passed).await?;
    // A part that the page did not show stays as it was written down.
    for (name, value) in ground.fields().pairs() {
        if !fields.has(name) {
            fields.set(name, value);
        }
    }
    let mut faults = Faults::default();
    if fields.get("act") == "back" {
        return Ok(ground.page(&context, &fields, &faults).into_response());
    }
    let back = paths::record(&person, &passed);
    let Some(now) = ground.read(&context, &mut fields, &mut faults) else {
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, ground.page(&context, &fields, &faults))
            .into_response());
    };
    match save(&context, &person, now, &fields).await? {
        Outcome::Same => return Ok(landed(&back, None)),
        Outcome::Saved(done) => return Ok(landed(&back, done)),
        Outcome::Asked(fallout) => {
            let asking = view::Asking {
                file: &ground.file,
                here: &paths::amend(&person, &passed),
                fallout: &fallout,
                fields: &fields,
                csrf: &context.csrf,
                words: context.words,
            };
            let page = context.page(Place::Clients, &ground.title(&context), view::asking(&asking));
            return Ok((StatusCode::CONFLICT, page).into_response());
        }
        Outcome::Changed => {
            // From here on the form answers what was saved meanwhile.
            fields.set(SEEN, print(&ground.own));
            faults.refuse(Refusal::Changed);
            ground.beside(&context, &fields, &mut faults);
        }
        Outcome::Blocked(Blocked { signed, rules }) => {
            let rules = if signed.is_empty() { rules } else { vec![ViolationKind::Signed] };
            faults.refuse(Refusal::Rules(rules));
        }
    }
    let status = StatusCode::from_u16(faults.status()).unwrap_or(StatusCode::UNPROCESSABLE_ENTITY);
    Ok((status, ground.page(&context, &fields, &faults)).into_response())
}

async fn save(
    context: &MemberContext,
    person: &Id,
    now: Own,
    fields: &Fields,
) -> Result<Outcome, Error> {
    let (id, at) = (person.clone(), context.now);
    let (seen, agreed) = (fields.get(SEEN).to_owned(), fields.get("agreed").to_owned());
    Ok(context
        .write(move |conn, viewer| {
            correction::change(conn, viewer, &id, at, |loaded| {
                let opened = Passed::of(&loaded.file, &loaded.records, now.id())
                    .ok_or(StoreError::NotFound)?;
                if opened.own == now {
                    return Ok((None, Outcome::Same));
                }
                if print(&opened.own) != seen {
                    return Ok((None, Outcome::Changed));
                }
                let Settled { accepted, fallout, .. } = match opened.correct(&now) {
                    Ok(settled) => settled,
                    Err(blocked) => return Ok((None, Outcome::Blocked(blocked))),
                };
                if !fallout.is_empty() && agreed != correct::token(&fallout) {
                    return Ok((None, Outcome::Asked(fallout)));
                }
                let done = accepted.as_ref().and_then(|accepted| Done::of(&id, accepted.fresh()));
                Ok((accepted, Outcome::Saved(done)))
            })
        })
        .await?)
}
