//! Holds what a correction meets elsewhere: a session that was changed or taken back since its page
//! was made, and a client who is not on file yet.

use std::sync::Arc;

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use super::correct::{Attempt, Outcome, of};
use super::{draft, log_ground, newcomer, show};
use crate::error::Error;
use crate::intake::correction::{Fallout, How, Sitting, until};
use crate::intake::form::Fields;
use crate::method::fact::{Fact, Record};
use crate::method::{Accepted, ClientFile, Id};
use crate::store::{self, Answer, Conn, StoreError, file::Loaded};
use crate::views::correct as view;
use crate::views::layout::Place;
use crate::web::extract::MemberContext;
use crate::web::session::gone;

/// Shows what is to be said where the session of a page was taken back since it was opened; none
/// where it was not, or is not the reader's to see.
pub(super) async fn taken_back(
    context: &MemberContext,
    fields: &Fields,
) -> Result<Option<maud::Markup>, Error> {
    let Some((person, session)) = of(fields) else { return Ok(None) };
    let (id, asked) = (person.clone(), fields.clone());
    let taken = context
        .read(move |conn, viewer| {
            let loaded = match store::file::load(conn, viewer, &id) {
                Err(StoreError::NotFound) => return Ok(false),
                loaded => loaded?,
            };
            let then = super::seen(conn, viewer, &loaded, &asked)?;
            let (was, _) = ClientFile::from_records(loaded.file.person.clone(), &then);
            Ok(gone::taken_back(&loaded.records, &session).is_some()
                && was.session(&session).is_some())
        })
        .await?;
    Ok(taken.then(|| view::taken_back_since(&person, context.words)))
}

impl Attempt {
    /// To somebody who is not on file yet: they are added, and the session goes to them, or nothing
    /// happens.
    pub(super) fn carry_to_new(&self, conn: &mut Conn) -> Answer<Outcome> {
        let person = match newcomer::unlike(conn, &self.viewer, &self.fields)? {
            Ok(person) => person,
            Err(fault) => return Ok(Outcome::Faults(vec![fault])),
        };
        let then = self.seen(conn)?;
        let here = store::file::load(conn, &self.viewer, &self.person)?;
        let sitting = self.sitting(&here)?;
        if let Some(changed) = self.changed(&here, &sitting, &then) {
            return Ok(changed);
        }
        let sitting = sitting.since(&then);
        let empty = ClientFile::new(person.clone());
        let moved = match sitting.move_to((&empty, &[]), &self.fields, &self.at()) {
            Ok(moved) => moved,
            Err(refused) => return Ok(refused.into()),
        };
        if let Some(asked) = self.ask(&here, &sitting, moved.fallout) {
            return Ok(asked);
        }
        let on = moved
            .there
            .accepted
            .iter()
            .flat_map(|a| a.fresh())
            .map(|r| r.on)
            .min()
            .unwrap_or(self.today);
        let person = newcomer::add(conn, &self.viewer, &self.fields, (person, on), self.now)?;
        match self.carry(conn, &person)? {
            saved @ Outcome::Saved { .. } => Ok(saved),
            // Nobody is added without the session.
            _ => Err(StoreError::Stale),
        }
    }

    /// Tells what has to be told first where the page was saved before and its session was moved to
    /// another client since: saving it once more would move the session back.
    pub(super) fn moved_since(&self, conn: &mut Conn) -> Answer<Option<Outcome>> {
        if self.fields.get("again").is_empty() || !self.fields.get("told").is_empty() {
            return Ok(None);
        }
        let loaded = store::file::load(conn, &self.viewer, &self.person)?;
        let here = |r: &&Record| matches!(&r.fact, Fact::Moved { session, away: false, .. } if *session == self.session);
        let Some(note) = loaded.records.iter().rfind(here) else { return Ok(None) };
        let (since, last) = (vec![note.id.clone()], super::seen_last(&loaded.records));
        Ok(Some(Outcome::Changed { file: loaded.file, journal: loaded.records, since, last }))
    }

    /// Tells what has to be told first, unless it has been told: the session is not the one that
    /// the page was made of, so that what is changed on it might undo unseen what somebody changed
    /// elsewhere.
    pub(super) fn changed(
        &self,
        loaded: &Loaded,
        sitting: &Sitting<'_>,
        then: &[Record],
    ) -> Option<Outcome> {
        let told = self.fields.get("told");
        let known = if told.is_empty() { then } else { until(&loaded.records, told) };
        if sitting.reads_as(known, &self.at()) {
            return None;
        }
        let old = |r: &&Record| !then.iter().any(|known| known.id == r.id);
        let of_it = |r: &&Record| {
            r.session.as_ref() == Some(&self.session) || r.fact.owner() == Some(&self.session)
        };
        let since = loaded.records.iter().filter(old).filter(of_it).map(|r| r.id.clone()).collect();
        let last = super::seen_last(&loaded.records);
        let (file, journal) = (Arc::clone(&loaded.file), Arc::clone(&loaded.records));
        Some(Outcome::Changed { file, journal, since, last })
    }
}

/// Tells what a page takes back because it does not hold it, and what it sets back although it was
/// corrected since. A page that made the session may be open on a second device, which has never
/// seen what the first one saved: it asks first.
pub(super) fn missing(
    loaded: &Loaded,
    accepted: &Accepted,
    mut fallout: Vec<Fallout>,
) -> Vec<Fallout> {
    let taken: Vec<&Id> = accepted.fresh().iter().filter_map(Record::takes_back).collect();
    let again: Vec<&Id> = accepted.fresh().iter().filter_map(Record::revises).collect();
    let since: Vec<&Id> = loaded.records.iter().filter_map(Record::revises).collect();
    let named: Vec<Id> = fallout.iter().map(|f| f.record.id.clone()).collect();
    for record in loaded.records.iter().filter(|r| !named.contains(&r.id)) {
        let how = match &record.id {
            id if taken.contains(&id) => How::TakenBack,
            id if again.contains(&id) && since.contains(&id) => How::SetBack,
            _ => continue,
        };
        fallout.push(Fallout { record: record.clone(), how });
    }
    fallout
}

/// The page again with everything that was typed, below what is to be said first.
pub(super) async fn told_above(
    context: &MemberContext,
    fields: Fields,
    told: maud::Markup,
) -> Result<Response, Error> {
    let again = again_below(context, fields).await?;
    let page = context.page(
        Place::Log,
        &context.words.t("form-correct"),
        maud::html! {
            (told)
            (again)
        },
    );
    Ok((StatusCode::CONFLICT, page).into_response())
}

async fn again_below(context: &MemberContext, mut fields: Fields) -> Result<maud::Markup, Error> {
    let kept = draft::keep_shown(context, &mut fields).await?;
    let ground = log_ground(context, &fields).await?;
    Ok(show(context, &ground, &fields, &[], None, Some(kept)))
}
