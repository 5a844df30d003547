//! The one writer of a SQLite database: a thread with a queue. Acts that wait together share one
//! commit, and with it one fsync; each stands in a savepoint of its own, so that one refused act
//! takes nothing of another with it.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};

use tokio::sync::oneshot;

use super::Answer;
use super::conn::{Conn, Opener, Use};
use super::db::guarded;
use super::error::StoreError;

/// Acts that may share a commit; it bounds how long the first one waits for the last.
const BATCH: usize = 64;

/// Names why no act of a batch was kept.
type Cause = Arc<StoreError>;
/// Tells a caller how the commit went.
type Reply = Box<dyn FnOnce(Result<(), Cause>) + Send>;
/// An act, given the open transaction, or the reason why there is none.
type Act = Box<dyn FnOnce(Result<&mut Conn, Cause>) -> Reply + Send>;

/// The way to the writer. The thread ends, its queue done, when the last of these is gone.
#[derive(Clone)]
pub(super) struct Writer {
    queue: Sender<Act>,
}

impl Writer {
    /// Starts the thread on a connection of its own.
    pub fn start(opener: Opener) -> Answer<Writer> {
        let conn = opener.open()?;
        let (queue, acts) = channel();
        std::thread::Builder::new()
            .name("ryokai-writer".into())
            .spawn(move || serve(&opener, conn, &acts))
            .map_err(|e| StoreError::Connect { place: "writer".into(), why: e.to_string() })?;
        Ok(Writer { queue })
    }

    /// Queues an act. Its answer comes once it is on disk; the act is done even if nobody waits for
    /// the answer.
    pub fn submit<T, F>(&self, act: F) -> oneshot::Receiver<Answer<T>>
    where
        T: Send + 'static,
        F: FnOnce(&mut Conn) -> Answer<T> + Send + 'static,
    {
        let (tell, told) = oneshot::channel();
        let act: Act = Box::new(move |open| {
            let outcome = match open {
                Ok(conn) => guarded(conn, Conn::nest, act),
                Err(cause) => Err(StoreError::not_committed(cause)),
            };
            Box::new(move |committed| {
                let outcome = match committed {
                    Ok(()) => outcome,
                    Err(cause) => outcome.and(Err(StoreError::not_committed(cause))),
                };
                drop(tell.send(outcome));
            })
        });
        // Without a writer the act is dropped here, and with it the sender: the caller sees the
        // channel closed.
        drop(self.queue.send(act));
        told
    }
}

fn serve(opener: &Opener, mut conn: Conn, acts: &Receiver<Act>) {
    while let Ok(first) = acts.recv() {
        if let Err(error) = conn.begin(Use::Writing) {
            first(Err(Arc::new(error.into())))(Ok(()));
            // A connection past saving is replaced; a database that is merely busy may be asked
            // again.
            if let Ok(fresh) = opener.open() {
                conn = fresh;
            }
            continue;
        }
        let mut replies = vec![first(Ok(&mut conn))];
        while replies.len() < BATCH {
            let Ok(next) = acts.try_recv() else { break };
            replies.push(next(Ok(&mut conn)));
        }
        let committed = conn.finish(true).map_err(|e| Arc::new(StoreError::from(e)));
        if committed.is_err() {
            drop(conn.finish(false));
        }
        for reply in replies {
            reply(committed.clone());
        }
    }
}
