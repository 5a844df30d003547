//! The two doors. A handler goes through one door once, and nothing awaits in between.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Duration;

use diesel::QueryResult;
use diesel::r2d2::{Pool, PooledConnection};
use tokio::sync::{Semaphore, oneshot};
use tokio::task::spawn_blocking;

use super::conn::{Conn, Opener, Use};
use super::error::StoreError;
use super::url::DatabaseUrl;
use super::writer::Writer;
use super::{Answer, installation, migration, page};

/// Tells how many connections are kept ready. SQLite has one writer whatever is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pools {
    pub readers: u32,
    pub writers: u32,
}

impl Default for Pools {
    fn default() -> Self {
        Pools { readers: 4, writers: 4 }
    }
}

/// An open database; cheap to clone.
#[derive(Clone)]
pub struct Db {
    opener: Opener,
    readers: Gate,
    writers: Writers,
    installation: Arc<str>,
    /// True if another process may be waiting for the one writer of a file.
    beside: bool,
}

/// The pause after a turn: as long as who waits for a file's writer lets pass at first before
/// asking again.
const PAUSE: Duration = Duration::from_millis(25);
/// Sets how often the log of a file is asked to be emptied: readers of an older state keep it.
const ASKED: u32 = 40;

#[derive(Clone)]
enum Writers {
    Sqlite(Writer),
    Postgres(Gate),
}

/// A pool, and as many permits as it has connections: who waits, waits without holding a thread.
#[derive(Clone)]
struct Gate {
    pool: Pool<Opener>,
    permits: Arc<Semaphore>,
    /// True for a server on the network, whose answers take a while.
    remote: bool,
}

impl Db {
    /// Opens the database, brings it up to date and keeps connections ready. Blocks.
    pub fn open(url: &DatabaseUrl, pools: Pools) -> Answer<Db> {
        let opener = |purpose| Opener { url: url.clone(), purpose };
        let mut first = opener(Use::Writing).open()?;
        migration::run(&mut first)?;
        let installation = installation::name(&mut first)?.into();
        drop(first);
        let writers = match url {
            DatabaseUrl::Sqlite(_) => Writers::Sqlite(Writer::start(opener(Use::Writing))?),
            DatabaseUrl::Postgres(_) => {
                Writers::Postgres(Gate::open(opener(Use::Writing), pools.writers)?)
            }
        };
        let readers = Gate::open(opener(Use::Reading), pools.readers)?;
        Ok(Db { opener: opener(Use::Writing), readers, writers, installation, beside: false })
    }

    /// The same for a command, beside which a server may be running: writing in turns pauses after
    /// each of them, because whoever waits for the writer of a file asks for it again and again,
    /// and must once find it free.
    pub fn beside_a_server(self) -> Db {
        Db { beside: true, ..self }
    }

    /// Names what tells this installation from another one on the same host.
    pub fn installation(&self) -> &str {
        &self.installation
    }

    /// Asks the few questions of a page in one snapshot, on a connection that cannot write.
    ///
    /// On SQLite they are asked on the caller's thread: the answers cost less than two changes of
    /// thread would. What looks through a whole practice goes through `read_long`.
    pub async fn read<T, F>(&self, ask: F) -> Answer<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Conn) -> Answer<T> + Send + 'static,
    {
        match self.readers.at_hand() {
            Some(mut conn) => guarded(&mut conn, |conn| conn.begin(Use::Reading), ask),
            None => self.read_long(ask).await,
        }
    }

    /// `read` on a thread that may be busy for long.
    pub async fn read_long<T, F>(&self, ask: F) -> Answer<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Conn) -> Answer<T> + Send + 'static,
    {
        self.readers.pass(Use::Reading, ask).await
    }

    /// Does an act in one transaction: all of it is on disk when this answers, or nothing of it is
    /// kept. It runs to its end even if the caller is gone by then.
    pub async fn write<T, F>(&self, act: F) -> Answer<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Conn) -> Answer<T> + Send + 'static,
    {
        match &self.writers {
            Writers::Sqlite(writer) => {
                writer.submit(act).await.unwrap_or(Err(StoreError::BrokenOff))
            }
            Writers::Postgres(gate) => gate.pass(Use::Writing, act).await,
        }
    }

    /// Long writing in turns, each a short transaction of its own, so that what others save comes
    /// in between. `turn` does one and answers true once there is no more to do; a turn that fails
    /// is taken back alone, and ends the work. Blocks.
    pub fn write_in_turns<W, F>(&self, mut work: W, turn: F) -> Answer<W>
    where
        W: Send + 'static,
        F: Fn(&mut Conn, &mut W) -> Answer<bool> + Copy + Send + 'static,
    {
        loop {
            let (back, done) = self.write_blocking(move |conn| {
                let done = turn(conn, &mut work)?;
                Ok((work, done))
            })?;
            if self.beside && matches!(self.writers, Writers::Sqlite(_)) {
                std::thread::sleep(PAUSE);
            }
            if done {
                return Ok(back);
            }
            work = back;
        }
    }

    /// Takes everything that was deleted out of the database's files; false if somebody was in the
    /// way. A file is gone through page by page, in turns; where it cannot be, and on a server, the
    /// tables are written anew. Blocks.
    pub(super) fn scrub(&self) -> Answer<bool> {
        let mut conn = self.opener.open()?;
        if self.read_blocking(page::can_be_written)? {
            self.write_in_turns(1, page::overwrite_unused)?;
        } else {
            match conn.rewrite() {
                Err(StoreError::Busy) => return Ok(false),
                done => done?,
            }
        }
        for _ in 0..ASKED {
            if page::empty_log(&mut conn)? {
                return Ok(true);
            }
            std::thread::sleep(PAUSE);
        }
        Ok(false)
    }

    /// `read` for callers that may block: the command line and tests.
    pub fn read_blocking<T>(&self, ask: impl FnOnce(&mut Conn) -> Answer<T>) -> Answer<T> {
        self.readers.pass_blocking(Use::Reading, ask)
    }

    /// `write` for callers that may block: the command line and tests.
    pub fn write_blocking<T, F>(&self, act: F) -> Answer<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Conn) -> Answer<T> + Send + 'static,
    {
        match &self.writers {
            Writers::Sqlite(writer) => {
                writer.submit(act).blocking_recv().unwrap_or(Err(StoreError::BrokenOff))
            }
            Writers::Postgres(gate) => gate.pass_blocking(Use::Writing, act),
        }
    }
}

impl Gate {
    fn open(opener: Opener, size: u32) -> Answer<Gate> {
        let remote = opener.url.file().is_none();
        let place = opener.url.to_string();
        let pool = Pool::builder()
            .max_size(size.max(1))
            .min_idle(Some(if remote { 1 } else { size.max(1) }))
            // A server may have closed a connection meanwhile; a file cannot.
            .test_on_check_out(remote)
            .connection_timeout(Duration::from_secs(10))
            .build(opener)
            .map_err(|e| StoreError::Connect { place, why: e.to_string() })?;
        let permits = usize::try_from(size.max(1)).unwrap_or(1);
        Ok(Gate { pool, permits: Arc::new(Semaphore::new(permits)), remote })
    }

    /// A connection to a file, if one is free.
    fn at_hand(&self) -> Option<PooledConnection<Opener>> {
        if self.remote { None } else { self.pool.try_get() }
    }

    async fn pass<T, F>(&self, purpose: Use, work: F) -> Answer<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Conn) -> Answer<T> + Send + 'static,
    {
        let permit =
            Arc::clone(&self.permits).acquire_owned().await.map_err(|_| StoreError::Busy)?;
        let gate = self.clone();
        let (tell, told) = oneshot::channel();
        spawn_blocking(move || {
            let outcome = gate.pass_blocking(purpose, work);
            drop(permit);
            drop(tell.send(outcome));
        });
        told.await.unwrap_or(Err(StoreError::BrokenOff))
    }

    fn pass_blocking<T>(
        &self,
        purpose: Use,
        work: impl FnOnce(&mut Conn) -> Answer<T>,
    ) -> Answer<T> {
        let mut conn = self.pool.get()?;
        guarded(&mut conn, |conn| conn.begin(purpose), work)
    }
}

/// Runs `work` between `begin` and its end: kept if it answers, taken back if it fails or panics.
pub(super) fn guarded<T>(
    conn: &mut Conn,
    begin: impl FnOnce(&mut Conn) -> QueryResult<()>,
    work: impl FnOnce(&mut Conn) -> Answer<T>,
) -> Answer<T> {
    begin(conn)?;
    // The connection is the only thing both sides of the unwinding see, and it is rolled back.
    let outcome =
        catch_unwind(AssertUnwindSafe(|| work(conn))).unwrap_or(Err(StoreError::BrokenOff));
    conn.finish(outcome.is_ok())?;
    outcome
}
