//! Writes what is searched of a person: a row for each text, and its tokens in the engine's own
//! index.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use diesel::dsl::{exists, max};
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Text as Sql};
use diesel::{QueryableByName, sql_query};

use crate::method::search::{MAX_CHARS, SearchChange, SearchToken, Searchable, tokens};
use crate::method::{ClientFile, Day, Id};
use crate::store::conn::each;
use crate::store::schema::{search, search_due};
use crate::store::scope::{self, Access};
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

/// The weight of what one turn writes: a text counts one, and one more for every `LETTERS` bytes.
/// It takes some hundredths of a second.
const AT_ONCE: usize = 500;
const LETTERS: usize = 400;

/// The weight of what a save may write by itself: more than the longest session has.
const OF_A_SAVE: usize = 1_000;

/// Lets what is searched of a person follow what has changed in their file; rows of other records
/// are not read. Where more has changed than is written at once, it is put off, and nothing of the
/// person is found until `fill`.
pub(in crate::store) fn follow(
    conn: &mut Conn,
    access: &Access,
    (file, change): (&ClientFile, &SearchChange),
) -> Answer<()> {
    let due = search_due::table.find(access.id()).select(search_due::person);
    let any = search::table.filter(search::person.eq(access.id())).select(search::n);
    let (due, any): (bool, bool) = diesel::select((exists(due), exists(any))).get_result(conn)?;
    if due {
        return Ok(());
    }
    let whole = (!any).then(|| SearchChange::between(None, file));
    let change = whole.as_ref().unwrap_or(change);
    let gone = change.gone.iter().cloned().map(|text| Body::of(access.id(), text)).collect();
    let new = change.new.iter().cloned().map(|text| Body::of(access.id(), text)).collect();
    let rows = match found(conn, access, gone)? {
        Some(gone) => Rows::between(gone, new),
        // Something else stands there than the file said before: all of it is compared.
        None => return put_off(conn, access).map(drop),
    };
    if rows.weight() > OF_A_SAVE { put_off(conn, access).map(drop) } else { rows.write(conn) }
}

/// Notes that a person's texts must be brought in line; answers the stamp of whoever noted it last,
/// who alone does it.
pub(in crate::store) fn put_off(conn: &mut Conn, access: &Access) -> Answer<i64> {
    let stamp = scope::drawn();
    let row = (search_due::person.eq(access.id()), search_due::stamp.eq(stamp));
    let insert = diesel::insert_into(search_due::table).values(row);
    let mine = search_due::stamp.eq(stamp);
    each!(conn, insert.on_conflict(search_due::person).do_update().set(mine).execute(conn))?;
    Ok(stamp)
}

/// The rows of these texts, with their numbers; none if one of them is not there.
fn found(conn: &mut Conn, access: &Access, gone: Vec<Body>) -> Answer<Option<Vec<(i64, Body)>>> {
    let mut kept: HashMap<Body, Vec<i64>> = HashMap::new();
    let records: BTreeSet<&str> = gone.iter().map(|body| body.record.as_str()).collect();
    let records: Vec<&str> = records.into_iter().collect();
    for chunk in records.chunks(CHUNK) {
        let own = search::table
            .filter(search::person.eq(access.id()).and(search::record.eq_any(chunk.to_vec())))
            .select((search::n, COLUMNS));
        for (n, body) in each!(conn, own.load::<(i64, Body)>(conn))? {
            kept.entry(body).or_default().push(n);
        }
    }
    let number = |body: Body| Some((kept.get_mut(&body)?.pop()?, body));
    Ok(gone.into_iter().map(number).collect())
}

/// Rows that make what is found what a file says.
#[derive(Default)]
pub(super) struct Rows {
    /// The same text, under another number or day: the index has it already.
    moved: Vec<(i64, Body)>,
    gone: Vec<(i64, String)>,
    new: Vec<Body>,
}

impl Rows {
    /// From everything that is found of a person to their file.
    pub fn of(kept: Vec<(i64, Body)>, fresh: Vec<Body>) -> Rows {
        let mut there: HashMap<Body, Vec<i64>> = HashMap::new();
        for (n, body) in kept {
            there.entry(body).or_default().push(n);
        }
        let mut new = Vec::new();
        for body in fresh {
            if there.get_mut(&body).and_then(Vec::pop).is_none() {
                new.push(body);
            }
        }
        let number = |(body, left): (Body, Vec<i64>)| {
            left.into_iter().map(move |n| (n, body.clone())).collect::<Vec<_>>()
        };
        Rows::between(there.into_iter().flat_map(number).collect(), new)
    }

    fn between(gone: Vec<(i64, Body)>, new: Vec<Body>) -> Rows {
        let mut rows = Rows::default();
        let mut same: HashMap<(String, String), Vec<i64>> = HashMap::new();
        for (n, body) in gone {
            same.entry((body.record, body.body)).or_default().push(n);
        }
        for body in new {
            let place = (body.record, body.body);
            let n = same.get_mut(&place).and_then(Vec::pop);
            let body = Body { record: place.0, body: place.1, ..body };
            match n {
                Some(n) => rows.moved.push((n, body)),
                None => rows.new.push(body),
            }
        }
        for ((_, text), left) in same {
            rows.gone.extend(left.into_iter().map(|n| (n, text.clone())));
        }
        rows
    }

    pub fn is_empty(&self) -> bool {
        self.moved.is_empty() && self.gone.is_empty() && self.new.is_empty()
    }

    fn weight(&self) -> usize {
        let gone: usize = self.gone.iter().map(|(_, text)| weight(text)).sum();
        let new: usize = self.new.iter().map(|body| weight(&body.body)).sum();
        self.moved.len() / 4 + gone + new
    }

    /// Splits off as much of it as is written at once.
    pub fn part(&mut self) -> Rows {
        let (mut part, mut room) = (Rows::default(), AT_ONCE);
        while room > 0 && !self.is_empty() {
            let took = if let Some(row) = self.gone.pop() {
                let took = weight(&row.1);
                part.gone.push(row);
                took
            } else if let Some(row) = self.new.pop() {
                let took = weight(&row.body);
                part.new.push(row);
                took
            } else {
                part.moved.extend(self.moved.pop());
                1
            };
            room = room.saturating_sub(took);
        }
        part
    }

    pub fn write(self, conn: &mut Conn) -> Answer<()> {
        for (n, body) in &self.moved {
            let now = (
                search::kind.eq(&body.kind),
                search::session.eq(&body.session),
                search::no.eq(body.no),
                search::on_day.eq(body.on_day),
            );
            each!(conn, diesel::update(search::table.find(n)).set(now).execute(conn))?;
        }
        remove(conn, &self.gone)?;
        insert(conn, self.new)
    }
}

fn weight(text: &str) -> usize {
    1 + text.len() / LETTERS
}

/// Takes as much of what is searched of a person out as one turn does; true if there was any.
pub(in crate::store) fn forget_some(conn: &mut Conn, access: &Access) -> Answer<bool> {
    let limit = i64::try_from(AT_ONCE).unwrap_or(i64::MAX);
    let some = search::table.filter(search::person.eq(access.id())).limit(limit);
    let gone: Vec<(i64, String)> = some.select((search::n, search::body)).load(conn)?;
    let part = Rows { gone, ..Rows::default() }.part();
    remove(conn, &part.gone)?;
    Ok(!part.is_empty())
}

/// Takes everything of a person out.
pub(in crate::store) fn forget(conn: &mut Conn, access: &Access) -> Answer<()> {
    diesel::delete(search_due::table.find(access.id())).execute(conn)?;
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
