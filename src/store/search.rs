//! The texts that are searched: written in the transaction that wrote the facts, and looked up by
//! the engine's own index. A question answers of the people whom the viewer may see alone.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use diesel::dsl::{auto_type, count_star, exists, max, not, sql};
use diesel::expression::BoxableExpression;
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Bool, Text as Sql};
use diesel::{QueryableByName, sql_query};

use super::conn::{MultiBackend, each};
use super::schema::{person, search, standing};
use super::scope::{self, Access, visible};
use super::{Answer, Conn, Db, StoreError, column, file};
use crate::domain::search::{
    Count, Counts, MAX_CHARS, SearchGroup, SearchKind, SearchQuery, SearchTerm, SearchToken,
    Searchable, tokens,
};
use crate::domain::{ClientFile, Day, Id, Viewer};

/// Rows of one statement; PostgreSQL takes 65,535 values at most.
const CHUNK: usize = 500;

/// How often PostgreSQL counts one token of a text, and how far.
const COUNTED: (usize, usize) = (255, 16_000);

/// A row without its number.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Queryable, Insertable)]
#[diesel(table_name = search)]
struct Body {
    person: String,
    kind: String,
    record: String,
    session: Option<String>,
    no: Option<i32>,
    on_day: Option<Day>,
    body: String,
}

impl Body {
    fn of(person: &str, text: Searchable) -> Body {
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

    fn searchable(self) -> Answer<(Id, Searchable)> {
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
type Columns = (
    search::person,
    search::kind,
    search::record,
    search::session,
    search::no,
    search::on_day,
    search::body,
);
const COLUMNS: Columns = (
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
pub(super) fn rewrite(conn: &mut Conn, access: &Access, file: &ClientFile) -> Answer<()> {
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
pub(super) fn forget_some(conn: &mut Conn, access: &Access, most: usize) -> Answer<bool> {
    let limit = i64::try_from(most).unwrap_or(i64::MAX);
    let some = search::table.filter(search::person.eq(access.id())).limit(limit);
    let gone: Vec<(i64, String)> = some.select((search::n, search::body)).load(conn)?;
    remove(conn, &gone)?;
    Ok(!gone.is_empty())
}

/// Takes everything of a person out.
pub(super) fn forget(conn: &mut Conn, access: &Access) -> Answer<()> {
    let kept = kept_of(conn, access)?;
    let gone: Vec<(i64, String)> = kept.into_iter().map(|(n, body)| (n, body.body)).collect();
    remove(conn, &gone)
}

fn kept_of(conn: &mut Conn, access: &Access) -> Answer<Vec<(i64, Body)>> {
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
fn quoted(token: &str) -> String {
    format!("'{}'", token.replace('\\', "\\\\").replace('\'', "''"))
}

/// A term as SQLite's index reads it.
fn phrase(term: &SearchTerm) -> String {
    let run = term.tokens.join(" ").replace('"', "\"\"");
    format!("\"{run}\"{}", if term.open { " *" } else { "" })
}

/// A term as PostgreSQL's index reads it.
fn followed(term: &SearchTerm) -> String {
    let run: Vec<String> = term.tokens.iter().map(|token| quoted(token)).collect();
    format!("{}{}", run.join(" <-> "), if term.open { ":*" } else { "" })
}

/// Whose clients are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Whose {
    #[default]
    All,
    Own,
    /// Those whom a colleague shares with the viewer.
    Shared,
}

/// Where to look, and from when.
#[derive(Debug, Clone, Default)]
pub struct Within {
    pub whose: Whose,
    pub from: Option<Day>,
    pub to: Option<Day>,
}

/// A condition on a row.
type Condition<'a> = Box<dyn BoxableExpression<search::table, MultiBackend, SqlType = Bool> + 'a>;

/// A query, or what is left of it for people who are called by the rest.
type Way = (SearchQuery, Option<Vec<String>>);

/// What a query finds, as the viewer may see it, to be looked at from several sides.
pub struct Search<'a> {
    viewer: &'a Viewer,
    within: &'a Within,
    sqlite: bool,
    ways: Vec<Way>,
}

impl<'a> Search<'a> {
    pub fn of(
        conn: &mut Conn,
        viewer: &'a Viewer,
        query: &SearchQuery,
        within: &'a Within,
    ) -> Answer<Search<'a>> {
        let sqlite = matches!(conn, Conn::Sqlite(_));
        let mut search = Search { viewer, within, sqlite, ways: vec![(query.clone(), None)] };
        if query.terms.len() > 1 {
            let named = search.named(conn, query)?;
            search.ways.extend(named);
        }
        Ok(search)
    }

    /// How much there is of each kind and person.
    pub fn counts(&self, conn: &mut Conn) -> Answer<Counts> {
        let rows: Vec<(String, String, i64, Option<Day>)> = search::table
            .group_by((search::person, search::kind))
            .filter(self.found())
            .select((search::person, search::kind, count_star(), max(search::on_day)))
            .load(conn)?;
        let count = |(person, kind, n, last): (String, String, i64, Option<Day>)| {
            let n = u32::try_from(n).map_err(|e| StoreError::unreadable("count", e))?;
            Ok(Count { person: column::id(&person)?, kind: column::named(&kind)?, n, last })
        };
        rows.into_iter().map(count).collect::<Answer<_>>().map(Counts)
    }

    /// What was found of some people, in the order in which `lists` shows it: of each person those
    /// behind the first `skip`, `most` at the most.
    pub fn texts(
        &self,
        conn: &mut Conn,
        people: &[Id],
        group: Option<SearchGroup>,
        (skip, most): (usize, usize),
        by_kind: bool,
    ) -> Answer<Vec<(Id, Searchable)>> {
        let ids: Vec<&str> = people.iter().map(Id::as_str).collect();
        let rows: Vec<(i64, String, String, Option<Day>)> = search::table
            .filter(self.found())
            .filter(search::person.eq_any(ids))
            .select((search::n, search::person, search::kind, search::on_day))
            .load(conn)?;
        let mut keys = Vec::with_capacity(rows.len());
        for (n, person, kind, on) in rows {
            let kind: SearchKind = column::named(&kind)?;
            if group.is_none_or(|group| group.holds(kind)) {
                let place = people.iter().position(|id| id.as_str() == person);
                let rank = by_kind.then_some(kind);
                let name = kind != SearchKind::Client;
                keys.push(((place, name, rank, Reverse(on), n), n));
            }
        }
        keys.sort_unstable();
        let mut shown: Vec<i64> = Vec::new();
        for of_one in keys.chunk_by(|((one, ..), _), ((other, ..), _)| one == other) {
            shown.extend(of_one.iter().skip(skip).take(most).map(|(_, n)| n));
        }
        let bodies = search::table.filter(search::n.eq_any(shown.clone()));
        let mut bodies: HashMap<i64, Body> =
            bodies.select((search::n, COLUMNS)).load::<(i64, Body)>(conn)?.into_iter().collect();
        shown.iter().filter_map(|n| bodies.remove(n)).map(Body::searchable).collect()
    }

    /// Where terms name a person, the others alone must stand in a text of theirs.
    fn named(&self, conn: &mut Conn, query: &SearchQuery) -> Answer<Vec<Way>> {
        let mut called: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (place, term) in query.terms.iter().enumerate() {
            let one = SearchQuery { terms: vec![term.clone()], ..SearchQuery::default() };
            let people: Vec<String> = search::table
                .filter(self.seen())
                .filter(search::kind.eq(column::name(&SearchKind::Client)))
                .filter(self.holds(&one))
                .select(search::person)
                .distinct()
                .load(conn)?;
            for person in people {
                called.entry(person).or_default().push(place);
            }
        }
        let mut ways: BTreeMap<Vec<usize>, Vec<String>> = BTreeMap::new();
        for (person, places) in called {
            if places.len() < query.terms.len() {
                ways.entry(places).or_default().push(person);
            }
        }
        let rest = |(places, people): (Vec<usize>, Vec<String>)| {
            let left = places.iter().rev().fold(query.clone(), |rest, at| rest.without(*at));
            (left, Some(people))
        };
        Ok(ways.into_iter().map(rest).collect())
    }

    /// True for a row that is found and that the viewer may see.
    fn found(&self) -> Condition<'a> {
        let mut any: Condition<'a> = Box::new(sql::<Bool>("FALSE"));
        for (query, people) in &self.ways {
            any = match people {
                None => Box::new(any.or(self.holds(query))),
                Some(people) => {
                    Box::new(any.or(self.holds(query).and(search::person.eq_any(people.clone()))))
                }
            };
        }
        let mut found: Condition<'a> = Box::new(self.seen().and(any));
        if let Some(from) = self.within.from {
            found = Box::new(found.and(search::on_day.ge(from).assume_not_null()));
        }
        if let Some(to) = self.within.to {
            found = Box::new(found.and(search::on_day.le(to).assume_not_null()));
        }
        found
    }

    /// True for the row of somebody whom the viewer may see.
    fn seen(&self) -> Condition<'a> {
        let (all, viewer) = (person::table.select(person::id), self.viewer);
        match self.within.whose {
            Whose::All => Box::new(search::person.eq_any(all.filter(visible(viewer)))),
            Whose::Own => Box::new(search::person.eq_any(all.filter(scope::own(viewer)))),
            Whose::Shared => {
                let others = person::consultant.ne(viewer.member.as_str());
                Box::new(search::person.eq_any(all.filter(visible(viewer).and(others))))
            }
        }
    }

    /// True for a row that holds every term of a query.
    fn holds(&self, query: &SearchQuery) -> Condition<'a> {
        if query.is_empty() {
            return Box::new(sql::<Bool>("FALSE"));
        }
        if self.sqlite {
            let all: Vec<String> = query.terms.iter().map(phrase).collect();
            let asked = "search.n IN (SELECT rowid FROM search_index WHERE search_index MATCH ";
            return Box::new(sql::<Bool>(asked).bind::<Sql, _>(all.join(" AND ")).sql(")"));
        }
        let mut all: Condition<'a> = Box::new(sql::<Bool>("TRUE"));
        for term in &query.terms {
            let asked = "search.n IN (SELECT entry FROM search_index WHERE tokens @@ ";
            let one = sql::<Bool>(asked).bind::<Sql, _>(followed(term)).sql("::tsquery)");
            all = Box::new(all.and(one));
        }
        all
    }
}

/// How many of the people whom the viewer may see cannot be found yet: an earlier version of the
/// program wrote them.
pub fn waiting(conn: &mut Conn, viewer: &Viewer) -> Answer<u32> {
    let n: i64 = person::table.filter(visible(viewer).and(unwritten())).count().get_result(conn)?;
    u32::try_from(n).map_err(|e| StoreError::unreadable("count", e))
}

/// True for a person of whom nothing can be found: not even the name.
#[auto_type(no_type_alias)]
fn unwritten() -> _ {
    not(exists(search::table.filter(search::person.eq(person::id)).select(search::n)))
}

/// Some of the viewer's own people who cannot be found yet, at most `limit`; nobody once all can.
fn unfound(conn: &mut Conn, viewer: &Viewer, limit: u32) -> Answer<Vec<file::Loaded>> {
    let ids: Vec<String> = person::table
        .filter(scope::own(viewer).and(unwritten()))
        .order(person::id)
        .limit(limit.into())
        .select(person::id)
        .load(conn)?;
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    if ids.is_empty() { Ok(Vec::new()) } else { file::load_some(conn, viewer, &ids) }
}

/// Lets all of the viewer's own people be found, in turns, so that others save in between; answers
/// how many could not be found before. Blocks.
pub fn fill(db: &Db, viewer: &Viewer, at_once: u32) -> Answer<u64> {
    let mut people = 0;
    loop {
        let read = db.read_blocking(|conn| unfound(conn, viewer, at_once))?;
        if read.is_empty() {
            return Ok(people);
        }
        people += read.iter().map(|_| 1).sum::<u64>();
        let writer = viewer.clone();
        db.write_blocking(move |conn| write(conn, &writer, &read))?;
    }
}

/// Takes everything out that can be found, of everybody.
pub fn empty(conn: &mut Conn) -> Answer<()> {
    if let Conn::Sqlite(conn) = conn {
        sql_query("INSERT INTO search_index (search_index) VALUES ('delete-all')").execute(conn)?;
    }
    diesel::delete(search::table).execute(conn)?;
    Ok(())
}

/// Lets people be found as their files were read. Whom somebody has overtaken by writing meanwhile
/// can be found already.
fn write(conn: &mut Conn, viewer: &Viewer, read: &[file::Loaded]) -> Answer<()> {
    for loaded in read {
        match scope::enter_at(conn, viewer, &loaded.file.person.id, loaded.version) {
            Ok(access) => rewrite(conn, &access, &loaded.file)?,
            Err(StoreError::Stale | StoreError::NotFound) => {}
            Err(other) => return Err(other),
        }
    }
    Ok(())
}

/// People of whom something else can be found than stands in their files. Empty unless something is
/// broken, or not everybody can be found yet.
pub fn differing(conn: &mut Conn, viewer: &Viewer) -> Answer<Vec<Id>> {
    let mut out = Vec::new();
    for loaded in file::load_all(conn, viewer)? {
        let access = scope::enter(conn, viewer, &loaded.file.person.id)?;
        let mut kept: Vec<(i64, Body)> = kept_of(conn, &access)?;
        let fresh = Searchable::all(&loaded.file).into_iter();
        let mut fresh: Vec<Body> = fresh.map(|text| Body::of(access.id(), text)).collect();
        kept.sort_unstable_by(|(_, one), (_, other)| one.cmp(other));
        fresh.sort_unstable();
        let same = kept.iter().map(|(_, body)| body).eq(fresh.iter());
        let indexed = kept.iter().map(|(n, body)| indexed(conn, *n, &body.body));
        let indexed = indexed.collect::<Answer<Vec<bool>>>()?;
        let awaited = kept.is_empty() && awaited(conn, &access)?;
        if !awaited && (!same || indexed.contains(&false)) {
            out.push(loaded.file.person.id.clone());
        }
    }
    Ok(out)
}

/// True for a person of whom everything derived is made anew by the clock.
fn awaited(conn: &mut Conn, access: &Access) -> Answer<bool> {
    let row = standing::table
        .find(access.id())
        .filter(standing::valid_until.eq(standing::valid_from.nullable()));
    Ok(row.count().get_result::<i64>(conn)? > 0)
}

/// True if the index finds a row by its first tokens and by its last.
fn indexed(conn: &mut Conn, n: i64, body: &str) -> Answer<bool> {
    let all = tokens(body);
    let ends = [all.iter().take(8).collect::<Vec<_>>(), all.iter().rev().take(8).rev().collect()];
    let terms = ends.into_iter().filter(|run| !run.is_empty()).map(|run| SearchTerm {
        tokens: run.into_iter().map(|token| token.text.clone()).collect(),
        open: false,
    });
    let sqlite = matches!(conn, Conn::Sqlite(_));
    for term in terms {
        let row = if sqlite {
            let asked = "EXISTS (SELECT 1 FROM search_index WHERE rowid = search.n
                AND search_index MATCH ";
            sql::<Bool>(asked).bind::<Sql, _>(phrase(&term)).sql(")")
        } else {
            let asked = "EXISTS (SELECT 1 FROM search_index WHERE entry = search.n AND tokens @@ ";
            sql::<Bool>(asked).bind::<Sql, _>(followed(&term)).sql("::tsquery)")
        };
        let found: i64 =
            search::table.filter(search::n.eq(n)).filter(row).count().get_result(conn)?;
        if found == 0 {
            return Ok(false);
        }
    }
    Ok(true)
}
