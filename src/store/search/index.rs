//! Writes what is searched of a person: a row for each text, and its tokens in the engine's own
//! index.

use std::collections::{BTreeMap, HashMap};

use diesel::dsl::max;
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Text as Sql};
use diesel::{QueryableByName, sql_query};

use crate::method::search::{MAX_CHARS, SearchToken, Searchable, tokens};
use crate::method::{ClientFile, Day, Id};
use crate::store::conn::each;
use crate::store::schema::search;
use crate::store::scope::Access;
use crate::store::{Answer, Conn, column};

/// Rows of one statement; PostgreSQL takes 65,535 values at most.
const CHUNK: usize = 500;

/// PostgreSQL counts one token of a text so often, and so far.
const COUNTED: (usize, usize) = (255, 16_000);

/// A row without its number.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Queryable, Insertable)]
#[diesel(table_name = search)]
pub(super) struct Body {
    person: String,
    kind: String,
    record: String,
    session: Option<String>,
    no: Option<i32>,
    on_day: Option<Day>,
    pub(super) body: String,
}

impl Body {
    pub(super) fn of(person: &str, text: Searchable) -> Body {
        Body {
            person: person.to_owned(),
            kind: column::name(&text.kind),
            record: text.record.to_string(),
            session: text.session.map(|id| id.to_string()),
            no: text.no.map(column::to_count),
            on_day: text.on,
            body: text.text,
        }
    }

    pub(super) fn searchable(self) -> Answer<(Id, Searchable)> {
        let text = Searchable {
            kind: column::named(&self.kind)?,
            record: column::id(&self.record)?,
            session: column::optional_id(self.session.as_deref())?,
            no: self.no.map(column::count).transpose()?,
            on: self.on_day,
            text: self.body,
        };
        Ok((column::id(&self.person)?, text))
    }
}

/// The columns of a `Body`.
pub(super) type Columns = (
    search::person,
    search::kind,
    search::record,
    search::session,
    search::no,
    search::on_day,
    search::body,
);
pub(super) const COLUMNS: Columns = (
    search::person,
    search::kind,
    search::record,
    search::session,
    search::no,
    search::on_day,
    search::body,
);

/// Lets what is searched of a person be what stands in their file: what is no more goes, what is
/// new comes, everything else stays untouched.
pub(in crate::store) fn rewrite(conn: &mut Conn, access: &Access, file: &ClientFile) -> Answer<()> {
    let (mut gone, mut new) = (Vec::new(), Vec::new());
    let mut kept: HashMap<Body, Vec<i64>> = HashMap::new();
    for (n, body) in kept_of(conn, access)? {
        kept.entry(body).or_default().push(n);
    }
    for text in Searchable::all(file) {
        let body = Body::of(access.id(), text);
        if kept.get_mut(&body).and_then(Vec::pop).is_none() {
            new.push(body);
        }
    }
    for (body, numbers) in kept {
        gone.extend(numbers.into_iter().map(|n| (n, body.body.clone())));
    }
    remove(conn, &gone)?;
    insert(conn, new)
}

/// Takes some of what is searched of a person out; true if there was any.
pub(in crate::store) fn forget_some(conn: &mut Conn, access: &Access, most: usize) -> Answer<bool> {
    let limit = i64::try_from(most).unwrap_or(i64::MAX);
    let some = search::table.filter(search::person.eq(access.id())).limit(limit);
    let gone: Vec<(i64, String)> = some.select((search::n, search::body)).load(conn)?;
    remove(conn, &gone)?;
    Ok(!gone.is_empty())
}

/// Takes everything of a person out.
pub(in crate::store) fn forget(conn: &mut Conn, access: &Access) -> Answer<()> {
    let kept = kept_of(conn, access)?;
    let gone: Vec<(i64, String)> = kept.into_iter().map(|(n, body)| (n, body.body)).collect();
    remove(conn, &gone)
}

pub(super) fn kept_of(conn: &mut Conn, access: &Access) -> Answer<Vec<(i64, Body)>> {
    let own = search::table.filter(search::person.eq(access.id())).select((search::n, COLUMNS));
    Ok(each!(conn, own.load(conn))?)
}

fn insert(conn: &mut Conn, new: Vec<Body>) -> Answer<()> {
    for chunk in new.chunks(CHUNK) {
        let numbers = numbers(conn, chunk.len())?;
        let rows: Vec<_> =
            numbers.iter().zip(chunk).map(|(n, body)| (search::n.eq(*n), body)).collect();
        each!(conn, diesel::insert_into(search::table).values(rows).execute(conn))?;
        match conn {
            Conn::Sqlite(conn) => {
                for (n, body) in numbers.iter().zip(chunk) {
                    sql_query("INSERT INTO search_index (rowid, tokens) VALUES (?, ?)")
                        .bind::<BigInt, _>(n)
                        .bind::<Sql, _>(spaced(&body.body))
                        .execute(conn)?;
                }
            }
            Conn::Postgres(conn) => {
                let (mut entries, mut pieces) = (Vec::new(), Vec::new());
                for (n, body) in numbers.iter().zip(chunk) {
                    for piece in Searchable::pieces(&body.body, COUNTED, MAX_CHARS) {
                        entries.push(*n);
                        pieces.push(vector(&piece));
                    }
                }
                sql_query(
                    "INSERT INTO search_index (entry, tokens)
                     SELECT entry, piece::tsvector FROM unnest($1, $2) AS t (entry, piece)",
                )
                .bind::<Array<BigInt>, _>(entries)
                .bind::<Array<Sql>, _>(pieces)
                .execute(conn)?;
            }
        }
    }
    Ok(())
}

/// Takes rows out, with what the index has of them.
fn remove(conn: &mut Conn, gone: &[(i64, String)]) -> Answer<()> {
    for chunk in gone.chunks(CHUNK) {
        if let Conn::Sqlite(conn) = conn {
            for (n, body) in chunk {
                sql_query(
                    "INSERT INTO search_index (search_index, rowid, tokens)
                     VALUES ('delete', ?, ?)",
                )
                .bind::<BigInt, _>(n)
                .bind::<Sql, _>(spaced(body))
                .execute(conn)?;
            }
        }
        let numbers: Vec<i64> = chunk.iter().map(|(n, _)| *n).collect();
        let rows = search::table.filter(search::n.eq_any(numbers));
        diesel::delete(rows).execute(conn)?;
    }
    Ok(())
}

#[derive(QueryableByName)]
struct Number {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

/// As many numbers as are asked for, which nobody else takes.
fn numbers(conn: &mut Conn, many: usize) -> Answer<Vec<i64>> {
    let many = i64::try_from(many).unwrap_or(i64::MAX);
    match conn {
        Conn::Sqlite(conn) => {
            let last: Option<i64> = search::table.select(max(search::n)).get_result(conn)?;
            let first = last.unwrap_or(0) + 1;
            Ok((first..first + many).collect())
        }
        Conn::Postgres(conn) => {
            let drawn: Vec<Number> =
                sql_query("SELECT nextval('search_n') AS n FROM generate_series(1, $1)")
                    .bind::<BigInt, _>(many)
                    .load(conn)?;
            Ok(drawn.into_iter().map(|number| number.n).collect())
        }
    }
}

/// The tokens of a text as SQLite's index takes them.
fn spaced(text: &str) -> String {
    let tokens: Vec<String> = tokens(text).into_iter().map(|token| token.text).collect();
    tokens.join(" ")
}

/// Tokens with their places as PostgreSQL's index takes them.
fn vector(piece: &[SearchToken]) -> String {
    let mut places: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (place, token) in (1..).zip(piece) {
        let place: usize = place;
        places.entry(&token.text).or_default().push(place.to_string());
    }
    let lexeme =
        |(token, places): (&str, Vec<String>)| format!("{}:{}", quoted(token), places.join(","));
    places.into_iter().map(lexeme).collect::<Vec<_>>().join(" ")
}

/// A token that PostgreSQL reads as nothing else. Tokens are letters and figures alone; this does
/// not rest on it.
pub(super) fn quoted(token: &str) -> String {
    format!("'{}'", token.replace('\\', "\\\\").replace('\'', "''"))
}
