//! Holds what a form makes, saved once however often it is sent: a second press, a page loaded
//! again, two windows at once.

use super::extract::MemberContext;
use crate::method::{Id, Record, Viewer};
use crate::store::file::Loaded;
use crate::store::{self, Answer, Conn, StoreError, submission};

/// Sets how often an act looks again after another sending of the same form was faster.
const TRIES: u32 = 5;

/// Writes records into a person's journal, once for each form; answers the person and the first of
/// the records. What it is refused for, `views::refusal` can say.
pub(super) async fn record(
    context: &MemberContext,
    person: &Id,
    fresh: Vec<Record>,
) -> Answer<(Id, Id)> {
    let (person, now) = (person.clone(), context.now);
    once(context, move |conn, viewer| {
        let fresh = fresh.clone();
        let first = fresh.first().map_or_else(|| person.clone(), |record| record.id.clone());
        store::fact::record(conn, viewer, &person, now, |_| Ok(fresh))?;
        Ok((person.clone(), first))
    })
    .await
}

/// `record`, unless something else stands now than the page of the form showed: `Stale`. `seen` is
/// the print that the page was given of what it shows; `shown` takes it of the file as it is.
pub(super) async fn record_seen<F>(
    context: &MemberContext,
    person: &Id,
    fresh: Record,
    (seen, shown): (&str, F),
) -> Answer<(Id, Id)>
where
    F: Fn(&Loaded) -> String + Clone + Send + 'static,
{
    let (person, seen, now) = (person.clone(), seen.to_owned(), context.now);
    once(context, move |conn, viewer| {
        let (fresh, made) = (fresh.clone(), fresh.id.clone());
        store::fact::record(conn, viewer, &person, now, |loaded| {
            match seen.is_empty() || seen == shown(loaded) {
                true => Ok(vec![fresh]),
                false => Err(StoreError::Stale),
            }
        })?;
        Ok((person.clone(), made))
    })
    .await
}

/// True if this very form was taken before: what it asked for has been done, and may not be
/// possible again.
pub(super) async fn sent_before(context: &MemberContext) -> Answer<bool> {
    let Some(key) = context.sent.clone() else { return Ok(false) };
    context.read(move |conn, viewer| Ok(submission::find(conn, viewer, &key)?.is_some())).await
}

/// Does an act once for each form; answers the person and the record that it made, or that an
/// earlier sending made.
pub(super) async fn once<F>(context: &MemberContext, act: F) -> Answer<(Id, Id)>
where
    F: Fn(&mut Conn, &Viewer) -> Answer<(Id, Id)> + Clone + Send + 'static,
{
    let mut tries = 0;
    loop {
        tries += 1;
        let (now, sent, act) = (context.now, context.sent.clone(), act.clone());
        let write = move |conn: &mut Conn, viewer: &Viewer| {
            let Some(key) = sent else { return act(conn, viewer) };
            if let Some(made) = submission::find(conn, viewer, &key)? {
                return Ok(made);
            }
            let (person, made) = act(conn, viewer)?;
            submission::keep(conn, viewer, &key, (&person, &made), now)?;
            Ok((person, made))
        };
        match context.write(write).await {
            Err(StoreError::Taken) if tries < TRIES => {}
            done => return done,
        }
    }
}
