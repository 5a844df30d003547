//! Correcting a session on the page on which it was written down, until it is signed.

use std::sync::Arc;

use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::newcomer::{self, Named, Profile};
use super::{Ground, clients, draft, elsewhere, log_ground, read, save, show};
use crate::error::Error;
use crate::intake::correction::{Blocked, Fallout, Moment, Refused, Settled, Sitting};
use crate::intake::entry::Unkept;
use crate::intake::form::{Fault, Fields};
use crate::method::fact::Record;
use crate::method::person::twin::likely;
use crate::method::void::Run;
use crate::method::{
    Accepted, ClientFile, Day, Done, Id, Person, Session, Standing, Viewer, moment,
};
use crate::paths;
use crate::store::{self, Answer, Conn, StoreError, correction, file::Loaded};
use crate::views::correct as view;
use crate::views::layout::Place;
use crate::views::log::Correcting;
use crate::views::session::since as changed_fields;
use crate::web::extract::MemberContext;
use crate::web::void::landed;

/// The session that a page corrects, and the person in whose journal it stands.
pub(super) fn of(fields: &Fields) -> Option<(Id, Id)> {
    Some((fields.get("of-client").parse().ok()?, fields.get("of").parse().ok()?))
}

/// The log page with everything of a session in it. An address that names a draft is that of a
/// page whose text is on its device alone so far: the page goes on under the same key.
pub(super) async fn page(
    context: &MemberContext,
    (person, session): (Id, Id),
    asked: Option<Id>,
) -> Result<Response, Error> {
    let (id, of) = (person.clone(), session.clone());
    // The page of the session says why it cannot be corrected.
    let Some((mut fields, begun, key)) = context
        .read(move |conn, viewer| {
            let key = draft::free(conn, viewer, asked)?;
            let loaded = store::file::load(conn, viewer, &id)?;
            let sitting = Sitting::of(&loaded.file, &loaded.records, &of);
            let Some(sitting) = sitting.filter(|sitting| sitting.session.signed_on.is_none())
            else {
                return Ok(None);
            };
            let mut fields = sitting.fields().clone();
            fields.set("seen", super::seen_last(&loaded.records));
            Ok(Some((fields, draft::of_session(conn, viewer, &of)?, key)))
        })
        .await?
    else {
        return Ok(Redirect::to(&paths::session(&person, &session)).into_response());
    };
    // Anything that was begun is gone on with: the recorded text opens once the draft is saved or
    // discarded.
    if let Some(begun) = begun {
        return Ok(Redirect::to(&paths::log_draft_of(&begun)).into_response());
    }
    let key = key.unwrap_or_else(Id::fresh).to_string();
    for (name, value) in [("key", key.as_str()), ("draft", &key), ("client", person.as_str())] {
        fields.set(name, value);
    }
    fields.note_filled();
    name(&mut fields, &person, &session);
    let ground = log_ground(context, &fields).await?;
    let title = context.words.t("form-correct");
    // A day that nobody could read is told of as soon as the page is open.
    let reading =
        Some(super::read(context, &ground, &fields)).filter(|read| !read.amiss.is_empty());
    Ok(context
        .page(Place::Log, &title, show(context, &ground, &fields, &[], reading, None))
        .into_response())
}

pub(super) fn name(fields: &mut Fields, person: &Id, session: &Id) {
    fields.set("of", session.as_str());
    fields.set("of-client", person.as_str());
}

/// Tells what such a page stands on: the file as it was before the session, and whom the session
/// may be moved to.
pub(super) fn ground(
    conn: &mut Conn,
    viewer: &Viewer,
    (person, session): (&Id, &Id),
    (fields, today): (&Fields, Day),
) -> Answer<Ground> {
    let loaded = store::file::load(conn, viewer, person)?;
    let then = super::seen(conn, viewer, &loaded, fields)?;
    let (was, _) = ClientFile::from_records(loaded.file.person.clone(), &then);
    // A session that was taken back since is shown as the page was made.
    let now = Sitting::of(&loaded.file, &loaded.records, session);
    let sitting = now.or_else(|| Sitting::of(&was, &then, session)).ok_or(StoreError::NotFound)?;
    let sitting = sitting.since(&then);
    let stays = sitting.unplaced().into_iter().cloned().collect();
    let correcting =
        Correcting { file: Arc::clone(&loaded.file), session: sitting.session.clone(), stays };
    let terms = store::setting::terms(conn, &viewer.practice)?;
    let standing = Standing::of(&sitting.before, today, &terms);
    let choices = clients::choices(conn, viewer)?;
    let chosen = Some((Arc::new(sitting.lists().clone()), standing));
    let seen = super::seen_last(&loaded.records);
    let (pillars, mut twins) = (store::pillar::list(conn, viewer)?, Vec::new());
    if let Ok(named) = newcomer::newcomer(fields) {
        // A page that added its client may name them otherwise; any other names somebody new.
        let id = if fields.get("named") == "1" { person.clone() } else { named.id.clone() };
        let named = Person { id, ..named };
        let others = store::person::everybody(conn, viewer)?;
        twins = likely(&others, &named)
            .into_iter()
            .map(|twin| (twin.person.clone(), twin.signs))
            .collect();
    }
    Ok(Ground { choices, first: false, pillars, chosen, twins, correcting: Some(correcting), seen })
}

/// Saves what was corrected.
pub(super) async fn act(context: &MemberContext, fields: Fields) -> Result<Response, Error> {
    let print = save::print(&fields);
    save_it(context, fields, print).await
}

/// A page that was saved before, sent once more with changes: they correct the session that it
/// became.
pub(super) async fn again(
    context: &MemberContext,
    mut fields: Fields,
    person: &Id,
    session: &Id,
) -> Result<Response, Error> {
    let print = save::print(&fields);
    name(&mut fields, person, session);
    // The page goes on knowing by which key it was saved first.
    let first = fields.get("key").to_owned();
    fields.set("again", first);
    fields.set("key", Id::fresh().to_string());
    if fields.get("client").is_empty() {
        fields.set("client", person.as_str());
        fields.set("named", "1");
    }
    save_it(context, fields, print).await
}

pub(super) enum Outcome {
    Same {
        profile: Option<Profile>,
    },
    Saved {
        person: Id,
        session: Id,
        done: Option<Done>,
        unkept: Vec<Unkept>,
        profile: Option<Profile>,
    },
    Faults(Vec<Fault>),
    Blocked(Blocked),
    /// The session was signed since the page was made.
    Signed,
    /// The session was changed elsewhere since the page was made: the records that say so, and the
    /// last of them.
    Changed {
        file: Arc<ClientFile>,
        journal: Arc<Vec<Record>>,
        since: Vec<Id>,
        last: String,
    },
    Asked {
        file: Arc<ClientFile>,
        session: Box<Session>,
        fallout: Vec<Fallout>,
    },
}

pub(super) struct Attempt {
    pub(super) viewer: Viewer,
    pub(super) today: Day,
    pub(super) now: crate::method::Moment,
    pub(super) fields: Fields,
    pub(super) print: String,
    pub(super) person: Id,
    pub(super) session: Id,
}

async fn save_it(
    context: &MemberContext,
    fields: Fields,
    print: String,
) -> Result<Response, Error> {
    let Some((person, session)) = of(&fields) else { return Err(Error::NotFound) };
    let (viewer, today, now) = (context.viewer.clone(), context.today, context.now);
    let attempt = Attempt { viewer, today, now, fields: fields.clone(), print, person, session };
    let attempt = Arc::new(attempt);
    let mut tries = 0;
    let outcome = loop {
        tries += 1;
        let this = Arc::clone(&attempt);
        match context.app.db.write(move |conn| this.run(conn)).await {
            // Sent twice at the same moment: look again at what the other one made.
            Err(StoreError::Taken) if tries < 5 => {}
            outcome => break outcome,
        }
    };
    match outcome {
        Ok(outcome) => answer(context, fields, outcome).await,
        // The session or one of the people is not, or no longer, there for the reader: nothing
        // typed is lost.
        Err(StoreError::NotFound) => {
            if let Some(told) = elsewhere::taken_back(context, &fields).await? {
                return elsewhere::told_above(context, fields, told).await;
            }
            let mut fields =
                fields.without(&["of", "of-client", "again", "agreed", "told", "keep"]);
            fields.set("client", "");
            shown(
                context,
                fields,
                &[Fault::new("client", "fault-session-gone")],
                StatusCode::NOT_FOUND,
            )
            .await
        }
        Err(other) => Err(other.into()),
    }
}

impl Attempt {
    /// The answer to this very page, if it was saved already.
    fn saved(&self, conn: &mut Conn) -> Answer<Option<Outcome>> {
        let found = store::submission::find(conn, &self.viewer, &self.print)?;
        Ok(found.map(|(person, session)| Outcome::Saved {
            person,
            session,
            done: None,
            unkept: Vec::new(),
            profile: None,
        }))
    }

    fn run(&self, conn: &mut Conn) -> Answer<Outcome> {
        if let Some(saved) = self.saved(conn)? {
            return Ok(saved);
        }
        let chosen: Id = self.fields.get("client").parse().unwrap_or_else(|_| self.person.clone());
        let named = self.fields.get("named") == "1" && chosen == self.person;
        let same = newcomer::same(&self.fields).filter(|_| chosen == self.person);
        let to = same.unwrap_or(chosen);
        let named = match named && to == self.person {
            true => {
                let loaded = store::file::load(conn, &self.viewer, &self.person)?;
                newcomer::weigh(conn, &self.viewer, &self.fields, (&loaded, self.today))?
            }
            false => Named::Same,
        };
        if let Named::Faults(faults) = named {
            return Ok(Outcome::Faults(faults));
        }
        let unknown =
            self.fields.get("named") != "1" && !self.fields.get("new-name").trim().is_empty();
        if to != self.person
            && let Some(told) = self.moved_since(conn)?
        {
            return Ok(told);
        }
        let mut outcome = match (to == self.person, unknown && to == self.person) {
            (_, true) => self.carry_to_new(conn)?,
            (true, false) => self.change(conn)?,
            (false, false) => self.carry(conn, &to)?,
        };
        // What changed meanwhile may be this very page, sent twice at the same moment.
        if let Outcome::Changed { .. } = &outcome
            && let Some(saved) = self.saved(conn)?
        {
            return Ok(saved);
        }
        if let Outcome::Saved { profile, .. } | Outcome::Same { profile } = &mut outcome {
            let made = (&self.person, &self.session);
            *profile = newcomer::rename(conn, &self.viewer, &self.fields, (named, made), self.now)?;
        }
        if let Outcome::Saved { person, session, .. } = &outcome {
            store::submission::keep(conn, &self.viewer, &self.print, (person, session), self.now)?;
        }
        if let (Outcome::Saved { .. } | Outcome::Same { .. }, Ok(kept)) =
            (&outcome, self.fields.get("draft").parse())
        {
            let seen = self.fields.get("draft-version").parse().unwrap_or(0);
            store::draft::finish(conn, &self.viewer, &kept, (&draft::body(&self.fields), seen))?;
        }
        Ok(outcome)
    }

    pub(super) fn at(&self) -> Moment<'static> {
        let writer = super::writer(&self.viewer, self.today);
        Moment { writer, now: moment::local(self.now, self.viewer.tz) }
    }

    fn change(&self, conn: &mut Conn) -> Answer<Outcome> {
        let again = !self.fields.get("again").is_empty();
        let then = self.seen(conn)?;
        correction::change(conn, &self.viewer, &self.person, self.now, |loaded| {
            let sitting = self.sitting(loaded)?;
            if sitting.session.signed_on.is_some() {
                return Ok((None, Outcome::Signed));
            }
            if let Some(changed) = self.changed(loaded, &sitting, &then) {
                return Ok((None, changed));
            }
            let sitting = sitting.since(&then);
            let (Settled { accepted, fallout, .. }, unkept) =
                match sitting.correct(&self.fields, &self.at(), again) {
                    Ok(corrected) => corrected,
                    Err(refused) => return Ok((None, refused.into())),
                };
            let Some(accepted) = accepted else {
                return Ok((None, Outcome::Same { profile: None }));
            };
            let fallout =
                if again { elsewhere::missing(loaded, &accepted, fallout) } else { fallout };
            if let Some(asked) = self.ask(loaded, &sitting, fallout) {
                return Ok((None, asked));
            }
            let (person, session) = (self.person.clone(), self.session.clone());
            let done = Done::of(&person, accepted.fresh());
            Ok((Some(accepted), Outcome::Saved { person, session, done, unkept, profile: None }))
        })
    }

    /// To another person: both journals say so, or neither.
    pub(super) fn carry(&self, conn: &mut Conn, to: &Id) -> Answer<Outcome> {
        let ends = (&self.person, to);
        let then = self.seen(conn)?;
        let outcome =
            correction::change_both(conn, &self.viewer, ends, self.now, |here, there| {
                let sitting = self.sitting(here)?;
                if sitting.session.signed_on.is_some() {
                    return Ok((None, Outcome::Signed));
                }
                if let Some(changed) = self.changed(here, &sitting, &then) {
                    return Ok((None, changed));
                }
                let sitting = sitting.since(&then);
                let moved = match sitting.move_to(
                    (&there.file, &there.records),
                    &self.fields,
                    &self.at(),
                ) {
                    Ok(moved) => moved,
                    Err(refused) => return Ok((None, refused.into())),
                };
                if let Some(asked) = self.ask(here, &sitting, moved.fallout) {
                    return Ok((None, asked));
                }
                let both: Option<(Accepted, Accepted)> =
                    moved.here.accepted.zip(moved.there.accepted);
                let (person, session) = (to.clone(), moved.session);
                let done = both.as_ref().and_then(|(gone, arrived)| {
                    let left = Run::of(&self.person, gone.fresh())?;
                    Some(Done::Moved { left, come: Run::of(to, arrived.fresh())? })
                });
                Ok((
                    both,
                    Outcome::Saved { person, session, done, unkept: moved.unkept, profile: None },
                ))
            })?;
        if let Outcome::Saved { person, session, .. } = &outcome {
            correction::follow(
                conn,
                &self.viewer,
                (&self.person, &self.session),
                (person, session),
            )?;
        }
        Ok(outcome)
    }

    pub(super) fn sitting<'l>(&self, loaded: &'l Loaded) -> Answer<Sitting<'l>> {
        Sitting::of(&loaded.file, &loaded.records, &self.session).ok_or(StoreError::NotFound)
    }

    /// The journal that the page was made of.
    pub(super) fn seen(&self, conn: &mut Conn) -> Answer<Vec<Record>> {
        let loaded = store::file::load(conn, &self.viewer, &self.person)?;
        super::seen(conn, &self.viewer, &loaded, &self.fields)
    }

    /// Tells what has to be agreed to first, unless just this has been agreed to.
    pub(super) fn ask(
        &self,
        loaded: &Loaded,
        sitting: &Sitting<'_>,
        fallout: Vec<Fallout>,
    ) -> Option<Outcome> {
        let agreed = fallout.is_empty() || self.fields.get("agreed") == view::token(&fallout);
        let session = || Box::new(sitting.session.clone());
        (!agreed).then(|| Outcome::Asked {
            file: Arc::clone(&loaded.file),
            session: session(),
            fallout,
        })
    }
}

impl From<Refused> for Outcome {
    fn from(refused: Refused) -> Outcome {
        match refused {
            Refused::Faults(faults) => Outcome::Faults(faults),
            Refused::Blocked(blocked) => Outcome::Blocked(blocked),
        }
    }
}

async fn answer(
    context: &MemberContext,
    mut fields: Fields,
    outcome: Outcome,
) -> Result<Response, Error> {
    match outcome {
        Outcome::Same { profile } => {
            let Some((person, session)) = of(&fields) else { return Err(Error::NotFound) };
            let after = profile.map_or("same", Profile::after);
            Ok(Redirect::to(&paths::session_after(&person, &session, after)).into_response())
        }
        // Anything that could not be recorded is asked about at once.
        Outcome::Saved { person, session, done, unkept, profile: None } if !unkept.is_empty() => {
            Ok(landed(&paths::session_result(&person, &session), done))
        }
        Outcome::Saved { person, session, done: Some(done), profile, .. } => {
            let here = paths::session(&person, &session);
            let told = |profile: Profile| paths::session_after(&person, &session, profile.after());
            Ok(landed(&profile.map_or(here, told), Some(done)))
        }
        // Sent twice: the first sending says what was done.
        Outcome::Saved { person, session, .. } => {
            Ok(Redirect::to(&paths::session_after(&person, &session, "corrected")).into_response())
        }
        Outcome::Signed => {
            let Some((person, session)) = of(&fields) else { return Err(Error::NotFound) };
            let told = view::signed_since(&person, &session, context.words);
            elsewhere::told_above(context, fields, told).await
        }
        Outcome::Faults(faults) => {
            shown(context, fields, &faults, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Outcome::Changed { file, journal, since, last } => {
            let Some((_, session)) = of(&fields) else { return Err(Error::NotFound) };
            let changed = changed_fields(&file, &journal, &session, (&since, context.words));
            let told = view::changed_since(changed, context.words);
            fields.set("told", last);
            elsewhere::told_above(context, fields, told).await
        }
        Outcome::Blocked(blocked) => {
            let person = of(&fields).map(|(person, _)| person);
            let told = view::in_the_way(&blocked, person.as_ref(), context.words);
            elsewhere::told_above(context, fields, told).await
        }
        Outcome::Asked { file, session, fallout } => {
            draft::keep_shown(context, &mut fields).await?;
            let token = view::token(&fallout);
            let asking = view::Asking {
                file: &file,
                session: &session,
                fallout: &fallout,
                token: &token,
                fields: &fields,
                csrf: &context.csrf,
                words: context.words,
            };
            let page =
                context.page(Place::Log, &context.words.t("form-correct"), view::asking(&asking));
            Ok((StatusCode::CONFLICT, page).into_response())
        }
    }
}

/// The page again, with everything that was typed.
async fn shown(
    context: &MemberContext,
    mut fields: Fields,
    faults: &[Fault],
    status: StatusCode,
) -> Result<Response, Error> {
    let kept = draft::keep_shown(context, &mut fields).await?;
    let ground = log_ground(context, &fields).await?;
    let reading = read(context, &ground, &fields);
    super::meant(&mut fields, faults, &reading);
    let body = show(context, &ground, &fields, faults, Some(reading), Some(kept));
    Ok((status, context.page(Place::Log, &context.words.t("form-correct"), body)).into_response())
}
