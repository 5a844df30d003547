//! A connection to either engine, how it is opened, and how a transaction begins on it. No question
//! is asked here.

use diesel::connection::{AnsiTransactionManager, SimpleConnection, TransactionManager};
use diesel::r2d2::{ManageConnection, R2D2Connection};
use diesel::{Connection, ConnectionError, PgConnection, QueryResult, SqliteConnection};

use super::error::StoreError;
use super::url::DatabaseUrl;

/// One connection, whichever engine is behind it.
#[derive(diesel::MultiConnection)]
pub enum Conn {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

/// The same expression for the engine at hand: for what each engine can do but their common backend
/// cannot (`on_conflict`, inserting many rows at once), and for questions of every request, which
/// then are not spelled out as SQL again each time.
macro_rules! each {
    ($conn:ident, $does:expr) => {
        match $conn {
            $crate::store::Conn::Sqlite($conn) => $does,
            $crate::store::Conn::Postgres($conn) => $does,
        }
    };
}
pub(super) use each;

/// Names what a connection is opened for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Use {
    Reading,
    Writing,
}

/// The derived `establish` would guess the engine from the text, so connections are only made here.
///
/// Waiting for a lock is bounded; `recursive_triggers` lets the journal's lock see `INSERT OR
/// REPLACE` as a delete; what is deleted is overwritten with zeros.
const SQLITE_OPENING: &str = "PRAGMA busy_timeout = 10000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
    PRAGMA foreign_keys = ON; PRAGMA recursive_triggers = ON; PRAGMA secure_delete = ON; PRAGMA cache_size = -4000;";

/// The tables in which something of a person can stand, on an engine that rewrites table by table.
const HOLDING_TEXT: [&str; 16] = [
    "fact",
    "person",
    "draft",
    "insight_state",
    "standing",
    "verdict",
    "submission",
    "share",
    "export",
    "upload",
    "import",
    "import_part",
    "merge",
    "leaving",
    "search",
    "search_index",
];

impl Conn {
    /// A new connection of this kind.
    pub fn open(url: &DatabaseUrl, purpose: Use) -> Result<Conn, ConnectionError> {
        match url {
            DatabaseUrl::Sqlite(path) => {
                let path = path
                    .to_str()
                    .ok_or_else(|| ConnectionError::BadConnection("path is not UTF-8".into()))?;
                let mut conn = SqliteConnection::establish(path)?;
                let setup = |sql: &str, conn: &mut SqliteConnection| {
                    conn.batch_execute(sql).map_err(ConnectionError::CouldntSetupConfiguration)
                };
                setup(SQLITE_OPENING, &mut conn)?;
                if purpose == Use::Reading {
                    setup("PRAGMA query_only = ON;", &mut conn)?;
                }
                Ok(Conn::Sqlite(conn))
            }
            DatabaseUrl::Postgres(address) => {
                // Whoever logs or shows the error does not know that the address may be in it.
                let refused = |why: ConnectionError| {
                    ConnectionError::BadConnection(url.scrubbed(&why.to_string()))
                };
                let mut conn = PgConnection::establish(address).map_err(refused)?;
                conn.batch_execute("SET client_min_messages TO WARNING; SET TIME ZONE 'UTC';")
                    .map_err(ConnectionError::CouldntSetupConfiguration)?;
                Ok(Conn::Postgres(conn))
            }
        }
    }

    /// Writes the database's tables anew without anything that was deleted. Outside any
    /// transaction.
    pub(super) fn rewrite(&mut self) -> Result<(), StoreError> {
        match self {
            Conn::Sqlite(conn) => conn.batch_execute("VACUUM;")?,
            Conn::Postgres(conn) => {
                conn.batch_execute("SET lock_timeout = '30s';")?;
                for table in HOLDING_TEXT {
                    conn.batch_execute(&format!("VACUUM FULL {table}"))?;
                }
            }
        }
        Ok(())
    }

    /// Begins a transaction. Reading is one snapshot that cannot write; writing on SQLite takes the
    /// one place of the writer at once, because a reader that turns writer can lose (`database is
    /// locked`) however long it waits.
    pub(super) fn begin(&mut self, purpose: Use) -> QueryResult<()> {
        use AnsiTransactionManager as Manager;
        let sql = match (&self, purpose) {
            (Conn::Sqlite(_), Use::Reading) => "BEGIN DEFERRED",
            (Conn::Sqlite(_), Use::Writing) => "BEGIN IMMEDIATE",
            (Conn::Postgres(_), Use::Reading) => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
            (Conn::Postgres(_), Use::Writing) => "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE",
        };
        let conn = self;
        each!(conn, Manager::begin_transaction_sql(conn, sql))
    }

    /// Begins a transaction inside the one that is open.
    pub(super) fn nest(&mut self) -> QueryResult<()> {
        <Conn as Connection>::TransactionManager::begin_transaction(self)
    }

    /// Ends what `begin` began.
    pub(super) fn finish(&mut self, keep: bool) -> QueryResult<()> {
        type Manager = <Conn as Connection>::TransactionManager;
        if keep { Manager::commit_transaction(self) } else { Manager::rollback_transaction(self) }
    }
}

/// Makes and checks pooled connections.
#[derive(Debug, Clone)]
pub(super) struct Opener {
    pub url: DatabaseUrl,
    pub purpose: Use,
}

impl Opener {
    /// A connection outside any pool.
    pub fn open(&self) -> Result<Conn, StoreError> {
        let failed = |e: ConnectionError| StoreError::Connect {
            place: self.url.to_string(),
            why: e.to_string(),
        };
        Conn::open(&self.url, self.purpose).map_err(failed)
    }
}

impl ManageConnection for Opener {
    type Connection = Conn;
    type Error = diesel::r2d2::Error;

    fn connect(&self) -> Result<Conn, Self::Error> {
        Conn::open(&self.url, self.purpose).map_err(diesel::r2d2::Error::ConnectionError)
    }

    fn is_valid(&self, conn: &mut Conn) -> Result<(), Self::Error> {
        conn.ping().map_err(diesel::r2d2::Error::QueryError)
    }

    fn has_broken(&self, conn: &mut Conn) -> bool {
        std::thread::panicking() || conn.is_broken()
    }
}
