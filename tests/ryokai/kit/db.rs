//! A database of its own for each test: a SQLite file, or a schema on PostgreSQL where
//! TEST_POSTGRES_URL names a server.

use std::ops::Deref;
use std::path::PathBuf;
use std::sync::mpsc::{Sender, channel};
use std::thread::JoinHandle;

use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection};
use ryokai::store::{Conn, DatabaseUrl, Db, Pools, StoreError};
use uuid::Uuid;

/// An empty database, up to date; it is gone when this is dropped.
pub struct TestDb {
    db: Option<Db>,
    url: String,
    place: Place,
}

enum Place {
    Directory(PathBuf),
    Schema { server: String, name: String },
    Elsewhere,
}

impl TestDb {
    pub fn new() -> TestDb {
        match std::env::var("TEST_POSTGRES_URL") {
            Ok(server) => TestDb::on(server),
            Err(_) => TestDb::file(),
        }
    }

    /// On SQLite, wherever the others are.
    pub fn file() -> TestDb {
        let directory = std::env::temp_dir().join(name());
        std::fs::create_dir(&directory).expect("a directory");
        TestDb::at(
            format!("sqlite:{}", directory.join("ryokai.db").display()),
            Place::Directory(directory),
        )
    }

    /// The database that another test has at this address; whose it is, tidies up.
    pub fn of(url: &str) -> TestDb {
        TestDb::at(url.to_owned(), Place::Elsewhere)
    }

    fn on(server: String) -> TestDb {
        let name = name();
        run(&server, &format!("CREATE SCHEMA {name}"));
        let joint = if server.contains('?') { '&' } else { '?' };
        TestDb::at(
            format!("{server}{joint}options=-csearch_path%3D{name}&application_name={name}"),
            Place::Schema { server, name },
        )
    }

    fn at(url: String, place: Place) -> TestDb {
        let parsed: DatabaseUrl = url.parse().expect("a database URL");
        let db = Db::open(&parsed, Pools { readers: 2, writers: 2 }).expect("a database");
        TestDb { db: Some(db), url, place }
    }

    /// What `--database-url` takes.
    pub fn url(&self) -> &str {
        &self.url
    }

    pub fn db(&self) -> Db {
        Db::clone(self)
    }

    /// Lets nobody else write until it is dropped: on a server, not into what `LOCK TABLE` names
    /// here.
    pub fn held(&self, lock: &str) -> Held {
        let sql = if self.on_a_server() { format!("LOCK TABLE {lock}") } else { String::new() };
        Held::by(self.db(), move |db, hold| db.write_blocking(move |conn| hold(conn, &sql)))
    }

    /// Somebody who reads this table, and stays in the way of rewriting it until it is dropped.
    pub fn read_on(&self, table: &str) -> Held {
        let sql = format!("SELECT COUNT(*) FROM {table}");
        Held::by(self.db(), move |db, hold| db.read_blocking(move |conn| hold(conn, &sql)))
    }

    /// True on PostgreSQL.
    pub fn on_a_server(&self) -> bool {
        matches!(self.place, Place::Schema { .. })
    }
}

/// Somebody in a transaction, until this is dropped.
pub struct Held {
    stay: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

/// Does what the SQL says, and stays in its transaction.
type Hold = Box<dyn FnOnce(&mut Conn, &str) -> Result<(), StoreError> + Send>;

impl Held {
    fn by(db: Db, enter: impl FnOnce(Db, Hold) -> Result<(), StoreError> + Send + 'static) -> Held {
        let ((stay, over), (tell, told)) = (channel(), channel());
        let hold = move |conn: &mut Conn, sql: &str| {
            conn.batch_execute(sql)?;
            tell.send(()).expect("somebody who waits");
            // Ends when the other side is dropped.
            let _ = over.recv();
            Ok(())
        };
        let thread = std::thread::spawn(move || enter(db, Box::new(hold)).expect("a transaction"));
        told.recv().expect("a transaction");
        Held { stay: Some(stay), thread: Some(thread) }
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        drop(self.stay.take());
        drop(self.thread.take().map(JoinHandle::join));
    }
}

impl Deref for TestDb {
    type Target = Db;

    fn deref(&self) -> &Db {
        self.db.as_ref().expect("open until dropped")
    }
}

impl Drop for TestDb {
    fn drop(&mut self) {
        self.db = None;
        match &self.place {
            Place::Directory(path) => drop(std::fs::remove_dir_all(path)),
            Place::Elsewhere => {}
            Place::Schema { server, name } => run(server, &gone(name)),
        }
    }
}

/// Drops the schema of this name after ending the sessions that still work in it: a server that
/// stops may have work under way, and would wait for the drop while the drop waits for it.
fn gone(name: &str) -> String {
    format!(
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity \
         WHERE application_name = '{name}'; DROP SCHEMA {name} CASCADE"
    )
}

fn name() -> String {
    format!("t_{}", Uuid::now_v7().simple())
}

fn run(server: &str, sql: &str) {
    let mut conn = PgConnection::establish(server).expect("the server of TEST_POSTGRES_URL");
    conn.batch_execute(&format!("SET client_min_messages TO WARNING; {sql}")).expect("a schema");
}
