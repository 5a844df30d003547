//! The one act that saves a session: everything or nothing, once however often it is sent.

use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::newcomer;
use crate::app::App;
use crate::error::Error;
use crate::intake::entry::{EntryFault, Proposal};
use crate::intake::form::{Fault, Fields};
use crate::intake::log_form::LogForm;
use crate::method::{ClientFile, Day, Id, Person, Viewer, moment};
use crate::store::fact::Ready;
use crate::store::{self, Answer, Conn, StoreError};
use crate::web::extract::MemberContext;

pub(super) enum Outcome {
    Saved {
        person: Id,
        session: Id,
    },
    Faulty(Vec<Fault>),
    /// The page was saved before as this session, and something on it has been changed since:
    /// nothing more was saved.
    SavedBefore {
        person: Id,
        session: Id,
    },
}

pub(super) async fn save(
    app: &App,
    context: &MemberContext,
    fields: Fields,
) -> Result<Outcome, Error> {
    let (viewer, today, now, print) =
        (context.viewer.clone(), context.today, context.now, print(&fields));
    let attempt = Arc::new(Attempt { viewer, today, now, fields, print, session: Id::fresh() });
    // The machines are asked before the writer is: there is one writer, and whoever writes keeps
    // the others waiting.
    let this = Arc::clone(&attempt);
    let mut weighed = app.db.read(move |conn| this.weigh_known(conn)).await?;
    let mut tries = 0;
    loop {
        tries += 1;
        let (this, ready) = (Arc::clone(&attempt), weighed.take());
        match app.db.write(move |conn| this.run(conn, ready)).await {
            // Sent twice at the same moment, or somebody wrote to the same client meanwhile: look
            // again, as the writer.
            Err(StoreError::Taken | StoreError::Stale) if tries < 5 => {}
            outcome => return Ok(outcome?),
        }
    }
}

/// Tells whose session was saved, or why nothing was.
type Tried = Result<Id, Vec<Fault>>;

/// Holds what the machines say to the session that was typed: what is ready to be written, or why
/// nothing is.
type Weighed = Result<Ready, Vec<Fault>>;

struct Attempt {
    viewer: Viewer,
    today: Day,
    now: crate::method::Moment,
    fields: Fields,
    /// Names what tells what was typed from anything else that is typed on the same page.
    print: String,
    /// The session that will have been saved.
    session: Id,
}

impl Attempt {
    fn run(&self, conn: &mut Conn, weighed: Option<Weighed>) -> Answer<Outcome> {
        let key = self.fields.get("key");
        if let Some((person, session)) = store::submission::find(conn, &self.viewer, key)? {
            let same = store::submission::find(conn, &self.viewer, &self.print)?;
            let again = |(person, session)| Outcome::Saved { person, session };
            return Ok(same.map_or(Outcome::SavedBefore { person, session }, again));
        }
        let session = self.session.clone();
        let weighed = match weighed {
            Some(weighed) => Some(weighed),
            None => self.weigh_known(conn)?,
        };
        let saved = match weighed {
            Some(weighed) => self.known(conn, weighed)?,
            None => self.newcomer(conn, &session)?,
        };
        let person = match saved {
            Ok(saved) => saved,
            Err(faults) => return Ok(Outcome::Faulty(faults)),
        };
        if !key.is_empty() {
            store::submission::keep(conn, &self.viewer, key, (&person, &session), self.now)?;
            store::submission::keep(
                conn,
                &self.viewer,
                &self.print,
                (&person, &session),
                self.now,
            )?;
            if newcomer::whom(&self.fields).is_none() {
                newcomer::keep(conn, &self.viewer, &self.fields, (&person, &session), self.now)?;
            }
        }
        if let Ok(draft) = self.fields.get("draft").parse() {
            let seen = (&*super::draft::body(&self.fields), self.seen());
            store::draft::finish(conn, &self.viewer, &draft, seen)?;
        }
        Ok(Outcome::Saved { person, session })
    }

    /// The version of the draft that the page has seen.
    fn seen(&self) -> i64 {
        self.fields.get("draft-version").parse().unwrap_or(0)
    }

    /// Asks the machines about a client there is; none for a newcomer.
    fn weigh_known(&self, conn: &mut Conn) -> Answer<Option<Weighed>> {
        let Some(person) = newcomer::whom(&self.fields) else { return Ok(None) };
        let now = moment::local(self.now, self.viewer.tz);
        let loaded = store::file::load(conn, &self.viewer, &person)?;
        let lists = super::lists(conn, &self.viewer, &loaded, &self.fields)?;
        let log_form =
            LogForm::read(&self.fields, &lists, &super::writer(&self.viewer, self.today));
        let proposal =
            log_form.entry.propose(&loaded.file, &loaded.records, self.session.clone(), now);
        let asked = log_form.same_day(&self.fields, &loaded.file);
        Ok(Some(
            match settled(&log_form, proposal).and_then(|p| asked.map_or(Ok(p), |f| Err(vec![f]))) {
                Ok(Proposal { accepted, .. }) => {
                    Ok(Ready::of(conn, &self.viewer, loaded, accepted, self.now)?)
                }
                Err(faults) => Err(faults),
            },
        ))
    }

    fn known(&self, conn: &mut Conn, weighed: Weighed) -> Answer<Tried> {
        let named = match self.named_again(conn)? {
            Ok(named) => named,
            Err(more) => {
                return Ok(Err(weighed
                    .err()
                    .unwrap_or_default()
                    .into_iter()
                    .chain(more)
                    .collect()));
            }
        };
        let ready = match weighed {
            Ok(ready) => ready,
            Err(faults) => return Ok(Err(faults)),
        };
        let person = store::fact::keep(conn, &self.viewer, &ready, self.now)?;
        if let Some(new) = named {
            self.complete(conn, &person, new)?;
        }
        Ok(Ok(person))
    }

    /// The new client that was named and said to be somebody known; none where nobody was. What the
    /// profile says otherwise is asked about.
    fn named_again(&self, conn: &mut Conn) -> Answer<Result<Option<Person>, Vec<Fault>>> {
        let chosen = self.fields.get("client").parse::<Id>().is_ok();
        let twin = newcomer::same(&self.fields).filter(|_| !chosen);
        let kept =
            twin.map(|id| store::person::find(conn, &self.viewer, &id)).transpose()?.flatten();
        let Some(there) = kept.map(|kept| kept.person) else { return Ok(Ok(None)) };
        let new = match newcomer::newcomer(&self.fields) {
            Ok(new) => new,
            Err(fault) => return Ok(Err(vec![fault])),
        };
        let mut faults = Vec::new();
        if there.reading.is_some() && new.reading.is_some() && there.reading != new.reading {
            faults.push(Fault::new("new-reading", "twin-differs"));
        }
        let direction = |person: &Person| person.origin.as_ref().map(|origin| origin.direction);
        if direction(&there).is_some()
            && direction(&new).is_some()
            && direction(&there) != direction(&new)
        {
            faults.push(Fault::new("new-origin", "twin-differs"));
        }
        Ok(if faults.is_empty() { Ok(Some(new)) } else { Err(faults) })
    }

    /// Writes what was typed of somebody known where their profile says nothing yet.
    fn complete(&self, conn: &mut Conn, person: &Id, new: Person) -> Answer<()> {
        let Some(kept) = store::person::find(conn, &self.viewer, person)? else { return Ok(()) };
        let mut changed = kept.person.clone();
        changed.reading = changed.reading.or(new.reading);
        changed.origin = changed.origin.or(new.origin);
        let pillar = newcomer::pillar(conn, &self.viewer, &self.fields)?;
        changed.pillars.extend(pillar.filter(|id| !kept.person.pillars.contains(id)));
        if changed != kept.person {
            store::person::change(conn, &self.viewer, &changed, kept.version, self.now)?;
        }
        Ok(())
    }

    /// A new client in the same page: name, reading, who moved first, pillar.
    fn newcomer(&self, conn: &mut Conn, session: &Id) -> Answer<Tried> {
        let now = moment::local(self.now, self.viewer.tz);
        let person = match newcomer::unlike(conn, &self.viewer, &self.fields)? {
            Ok(person) => person,
            Err(fault) => return Ok(Err(vec![fault])),
        };
        let empty = ClientFile::new(person.clone());
        let log_form =
            LogForm::read(&self.fields, &empty, &super::writer(&self.viewer, self.today));
        let on = log_form.entry.on.unwrap_or(self.today);
        let proposal = log_form.entry.propose(&empty, &[], session.clone(), now);
        let proposal = match settled(&log_form, proposal) {
            Ok(proposal) => proposal,
            Err(faults) => return Ok(Err(faults)),
        };
        let person = newcomer::add(conn, &self.viewer, &self.fields, (person, on), self.now)?;
        store::fact::record(conn, &self.viewer, &person, self.now, |_| {
            Ok(proposal.accepted.fresh().to_vec())
        })?;
        Ok(Ok(person))
    }
}

/// The digest of what was typed, with the key of its page. What a draft notes of itself is not
/// typed.
pub(super) fn print(fields: &Fields) -> String {
    let mut typed = fields.clone();
    for noted in ["draft", "draft-version", "csrf", "seen", "seen-of", "told"] {
        typed.set(noted, "");
    }
    let digest = Sha256::digest(serde_json::to_vec(&typed).unwrap_or_default());
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The proposal, unless a value could not be read or something required is missing.
fn settled(
    log_form: &LogForm,
    proposal: Result<Proposal, Vec<EntryFault>>,
) -> Result<Proposal, Vec<Fault>> {
    let mut faults = log_form.faults.clone();
    match proposal {
        Ok(proposal) if faults.is_empty() => return Ok(proposal),
        Ok(_) => {}
        Err(found) => {
            let more = log_form.faults_of(&found);
            faults.extend(
                more.into_iter()
                    .filter(|f| !log_form.faults.iter().any(|known| known.field == f.field)),
            );
        }
    }
    Err(faults)
}
