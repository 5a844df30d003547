//! The texts that are searched: written in the transaction that wrote the facts, and looked up by
//! the engine's own index. A question answers of the people whom the viewer may see alone.

mod index;

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use diesel::dsl::{auto_type, count_star, exists, max, not, sql};
use diesel::expression::BoxableExpression;
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::{Bool, Text as Sql};

use super::conn::MultiBackend;
use super::schema::{person, search, standing};
use super::scope::{self, Access, visible};
use super::{Answer, Conn, Db, StoreError, column, file};
use crate::method::search::{
    Count, Counts, SearchGroup, SearchKind, SearchQuery, SearchTerm, Searchable, tokens,
};
use crate::method::{Day, Id, Viewer};

use index::{Body, COLUMNS, kept_of, quoted};
pub(super) use index::{forget, forget_some, rewrite};

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

/// Names the clients that are looked at.
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

/// A query within the people whom the viewer may see, counted or read.
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

    /// Counts the hits of each kind and person.
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

    /// Reads the hits of some people, in the order of `people`: of each person those
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

/// Counts the people whom the viewer may see and who cannot be found yet: an earlier version of the
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
