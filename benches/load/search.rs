//! Search over ten thousand sessions, on the file and, where `LOAD_POSTGRES_URL` names an empty
//! database, on a server; and the size of its index beside everything else.

use std::time::Duration;

use diesel::sql_types::BigInt;
use diesel::{Connection, PgConnection, QueryableByName, RunQueryDsl, SqliteConnection, sql_query};

use crate::client::Visitor;
use crate::data;
use crate::process::Server;
use crate::report::Table;

const SESSIONS: usize = 10_000;
const SPAN: Duration = Duration::from_secs(2);

/// What is looked for, and what it is called in the table.
const QUERIES: [(&str, &str); 9] = [
    ("one letter", "%E5%80%A4"),
    ("one letter that stands nearly everywhere", "%E3%81%AE"),
    ("two letters", "%E5%80%A4%E6%AE%B5"),
    ("three letters", "%E5%80%A4%E4%B8%8A%E3%81%92"),
    ("the beginning of a Latin word", "deci"),
    ("one Latin letter", "w"),
    ("a phrase", "%22number+1+of+week+42%22"),
    ("two words", "week+decide"),
    ("a name and a word", "client+0042+draft"),
];

pub async fn measure(table: &mut Table) {
    one(table, "SQLite", data::Folder::new()).await;
    if let Ok(url) = std::env::var("LOAD_POSTGRES_URL") {
        one(table, "PostgreSQL", data::Folder::on(&url)).await;
    }
}

async fn one(table: &mut Table, engine: &str, folder: data::Folder) {
    let imported = data::import(&folder, SESSIONS);
    let [index, facts, whole] = sizes(&folder);
    let value = format!(
        "{} of index and {} of facts, {:.0} %; {} in all",
        crate::report::megabytes(index),
        crate::report::megabytes(facts),
        index as f64 * 100.0 / facts.max(1) as f64,
        crate::report::megabytes(whole),
    );
    table.fact(&format!("size of search, {engine}"), value);
    let mut server = Server::start(&folder);
    let visitor = Visitor::sign_in(&server.address, &imported.email, &imported.password).await;
    for (name, typed) in QUERIES {
        let path = format!("/search?q={typed}");
        let request = visitor.request("GET", &path, "");
        let figure = crate::run(&server, 1, SPAN, |_| request.clone()).await;
        table.row(&format!("search, {engine}: {name}"), 1, SESSIONS, figure);
    }
    server.stop();
}

#[derive(QueryableByName)]
struct Size {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

/// Bytes of what search keeps, of the facts with their indexes, and of the whole database.
fn sizes(folder: &data::Folder) -> [u64; 3] {
    let size = |n: i64| u64::try_from(n).unwrap_or(0);
    match folder.file() {
        Some(file) => {
            let mut conn =
                SqliteConnection::establish(&file.display().to_string()).expect("the file opens");
            [
                "SELECT SUM(pgsize) AS n FROM dbstat WHERE name LIKE 'search%'
                    OR name LIKE 'sqlite_autoindex_search%'",
                "SELECT SUM(pgsize) AS n FROM dbstat WHERE name LIKE 'fact%'
                    OR name LIKE 'sqlite_autoindex_fact%'",
                "SELECT SUM(pgsize) AS n FROM dbstat",
            ]
            .map(|sql| size(sql_query(sql).get_result::<Size>(&mut conn).expect("a size").n))
        }
        None => {
            let mut conn = PgConnection::establish(&folder.database()).expect("it connects");
            [
                "SELECT (pg_total_relation_size('search')
                    + pg_total_relation_size('search_index'))::BIGINT AS n",
                "SELECT pg_total_relation_size('fact')::BIGINT AS n",
                "SELECT pg_database_size(current_database())::BIGINT AS n",
            ]
            .map(|sql| size(sql_query(sql).get_result::<Size>(&mut conn).expect("a size").n))
        }
    }
}
