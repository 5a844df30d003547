//! What a form makes, saved once however often it is sent: a second press, a page loaded again, two
//! windows at once.

use super::extract::MemberContext;
use crate::domain::{Id, Record};
use crate::store::{self, Answer, Conn, StoreError, submission};

/// How often an act looks again after another sending of the same form was faster.
const TRIES: u32 = 5;

/// Writes records into a person's journal, once for each form; answers the person and the first of
/// the records. What it is refused for, `views::refusal` can say.
pub(super) async fn record(
    context: &MemberContext,
    person: &Id,
    fresh: Vec<Record>,
) -> Answer<(Id, Id)> {
    let (viewer, person, now) = (context.viewer.clone(), person.clone(), context.now);
    let write = move |conn: &mut Conn| {
        let fresh = fresh.clone();
        let first = fresh.first().map_or_else(|| person.clone(), |record| record.id.clone());
        store::fact::record(conn, &viewer, &person, now, |_| Ok(fresh))?;
        Ok((person.clone(), first))
    };
    once(context, write).await
}

/// True if this very form was taken before: what it asked for has been done, and may not be
/// possible again.
pub(super) async fn sent_before(context: &MemberContext) -> Answer<bool> {
    let Some(key) = context.sent.clone() else { return Ok(false) };
    let viewer = context.viewer.clone();
    context.app.db.read(move |conn| Ok(submission::find(conn, &viewer, &key)?.is_some())).await
}

/// Does an act once for each form; answers the person and the record that it made, or that an
/// earlier sending made.
pub(super) async fn once<F>(context: &MemberContext, act: F) -> Answer<(Id, Id)>
where
    F: Fn(&mut Conn) -> Answer<(Id, Id)> + Clone + Send + 'static,
{
    let mut tries = 0;
    loop {
        tries += 1;
        let (viewer, now, sent, act) =
            (context.viewer.clone(), context.now, context.sent.clone(), act.clone());
        let write = move |conn: &mut Conn| {
            let Some(key) = sent else { return act(conn) };
            if let Some(made) = submission::find(conn, &viewer, &key)? {
                return Ok(made);
            }
            let (person, made) = act(conn)?;
            submission::keep(conn, &viewer, &key, (&person, &made), now)?;
            Ok((person, made))
        };
        match context.app.db.write(write).await {
            Err(StoreError::Taken) if tries < TRIES => {}
            done => return done,
        }
    }
}
