//! The texts that are searched: written in the transaction that wrote the facts, and looked up by
//! the engine's own index. A question answers of the people whom the viewer may see alone.

mod index;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use diesel::dsl::{auto_type, count_star, exists, max, not, sql};
use diesel::expression::BoxableExpression;
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::{Bool, Text as Sql};

use super::conn::MultiBackend;
use super::schema::{person, search, search_due, standing};
use super::scope::{self, Access, visible};
use super::{Answer, Conn, Db, StoreError, column, file};
use crate::method::search::{
    Count, Counts, SearchGroup, SearchKind, SearchQuery, SearchTerm, Searchable, tokens,
};
use crate::method::{Day, Id, Viewer};

use index::{Body, COLUMNS, Rows, kept_of, quoted};
pub(super) use index::{follow, forget, forget_some, put_off};

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

/// True where at least one of two conditions is.
fn either<'a>(one: Condition<'a>, other: Condition<'a>) -> Condition<'a> {
    Box::new(one.or(other))
}

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
        let alone =
            |term: &SearchTerm| SearchQuery { terms: vec![term.clone()], ..SearchQuery::default() };
        let alone: Vec<SearchQuery> = query.terms.iter().map(alone).collect();
        let names: Vec<(String, String)> = search::table
            .filter(self.seen())
            .filter(search::kind.eq(column::name(&SearchKind::Client)))
            .filter(self.holds_any(query))
            .select((search::person, search::body))
            .load(conn)?;
        let mut called: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
        for (person, name) in names {
            let places = (0..).zip(&alone).filter(|(_, term)| term.finds(&name));
            called.entry(person).or_default().extend(places.map(|(place, _)| place));
        }
        let mut ways: BTreeMap<Vec<usize>, Vec<String>> = BTreeMap::new();
        for (person, places) in called {
            if (1..query.terms.len()).contains(&places.len()) {
                ways.entry(places.into_iter().collect()).or_default().push(person);
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
        // Nothing but the ways stands here: beside a constant, SQLite would go through every row of
        // everybody instead of asking its index.
        let ways = self.ways.iter().map(|way| self.leads(way));
        let any = ways.reduce(either).unwrap_or_else(|| Box::new(sql::<Bool>("FALSE")));
        let mut found: Condition<'a> = Box::new(self.seen().and(any));
        if let Some(from) = self.within.from {
            found = Box::new(found.and(search::on_day.ge(from).assume_not_null()));
        }
        if let Some(to) = self.within.to {
            found = Box::new(found.and(search::on_day.le(to).assume_not_null()));
        }
        found
    }

    /// True for a row to which a way leads.
    fn leads(&self, (query, people): &Way) -> Condition<'a> {
        let holds = self.holds(query);
        match people {
            None => holds,
            Some(people) => Box::new(holds.and(search::person.eq_any(people.clone()))),
        }
    }

    /// True for the row of somebody whom the viewer may see, and whose texts are all there.
    fn seen(&self) -> Condition<'a> {
        let due = search_due::table.filter(search_due::person.eq(person::id));
        let all =
            person::table.filter(not(exists(due.select(search_due::person)))).select(person::id);
        let viewer = self.viewer;
        match self.within.whose {
            Whose::All => Box::new(search::person.eq_any(all.filter(visible(viewer)))),
            Whose::Own => Box::new(search::person.eq_any(all.filter(scope::own(viewer)))),
            Whose::Shared => {
                let others = person::consultant.ne(viewer.member.as_str());
                Box::new(search::person.eq_any(all.filter(visible(viewer).and(others))))
            }
        }
    }

    /// True for a row that holds at least one term of a query.
    fn holds_any(&self, query: &SearchQuery) -> Condition<'a> {
        let (asked, terms) = if self.sqlite {
            let terms: Vec<String> = query.terms.iter().map(phrase).collect();
            (
                "search.n IN (SELECT rowid FROM search_index WHERE search_index MATCH ",
                (terms.join(" OR "), ")"),
            )
        } else {
            let terms: Vec<String> = query.terms.iter().map(followed).collect();
            (
                "search.n IN (SELECT entry FROM search_index WHERE tokens @@ ",
                (terms.join(" | "), "::tsquery)"),
            )
        };
        Box::new(sql::<Bool>(asked).bind::<Sql, _>(terms.0).sql(terms.1))
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
/// program wrote them, or their texts are still being brought in line.
pub fn waiting(conn: &mut Conn, viewer: &Viewer) -> Answer<u32> {
    let n: i64 = person::table.filter(visible(viewer).and(unfound())).count().get_result(conn)?;
    u32::try_from(n).map_err(|e| StoreError::unreadable("count", e))
}

/// True for a person of whom nothing is found: not even the name.
#[auto_type(no_type_alias)]
fn unfound() -> _ {
    let any = search::table.filter(search::person.eq(person::id)).select(search::n);
    let due = search_due::table.filter(search_due::person.eq(person::id));
    not(exists(any)).or(exists(due.select(search_due::person)))
}

/// Lets all of the viewer's own people be found, in turns, so that others save in between; answers
/// how many could not be found before. Blocks.
pub fn fill(db: &Db, viewer: &Viewer) -> Answer<u64> {
    let waiting = |conn: &mut Conn| {
        let own = person::table.filter(scope::own(viewer).and(unfound())).order(person::id);
        own.select(person::id).load::<String>(conn).map_err(StoreError::from)
    };
    let mut people = 0;
    for id in db.read_blocking(waiting)? {
        align(db, viewer, &column::id(&id)?)?;
        people += 1;
    }
    Ok(people)
}

/// Lets a person be found as their file stands, in turns. Whoever writes to them meanwhile, or
/// begins the same, ends it: then it is begun anew, or theirs to do. Blocks.
pub fn align(db: &Db, viewer: &Viewer, id: &Id) -> Answer<()> {
    loop {
        let (own, of) = (viewer.clone(), id.clone());
        let noted = db.write_blocking(move |conn| {
            let access = scope::enter_to_write(conn, &own, &of)?;
            put_off(conn, &access)
        });
        let stamp = match noted {
            Err(StoreError::NotFound) => return Ok(()),
            noted => noted?,
        };
        let (version, rows) = db.read_blocking(|conn| {
            let loaded = file::load(conn, viewer, id)?;
            let access = scope::enter(conn, viewer, id)?;
            let fresh = Searchable::all(&loaded.file).into_iter();
            let fresh = fresh.map(|text| Body::of(access.id(), text)).collect();
            Ok((loaded.version, Rows::of(kept_of(conn, &access)?, fresh)))
        })?;
        let work = Aligning { viewer: viewer.clone(), of: id.clone(), version, stamp, rows };
        match db.write_in_turns(work, |conn, work| work.turn(conn)) {
            Err(StoreError::Stale) => {}
            Err(StoreError::NotFound) => return Ok(()),
            done => return done.map(drop),
        }
    }
}

/// A person whose texts are brought in line, and what is left to be done.
struct Aligning {
    viewer: Viewer,
    of: Id,
    version: i64,
    stamp: i64,
    rows: Rows,
}

impl Aligning {
    /// Does one turn; true if it was the last.
    fn turn(&mut self, conn: &mut Conn) -> Answer<bool> {
        let access = scope::enter_at(conn, &self.viewer, &self.of, self.version)?;
        let mark = search_due::table.find(access.id());
        let mine: i64 = mark.filter(search_due::stamp.eq(self.stamp)).count().get_result(conn)?;
        if mine == 0 {
            return Ok(true);
        }
        self.rows.part().write(conn)?;
        if !self.rows.is_empty() {
            return Ok(false);
        }
        diesel::delete(mark).execute(conn)?;
        Ok(true)
    }
}

/// Takes everything out that can be found, of everybody.
pub fn empty(conn: &mut Conn) -> Answer<()> {
    if let Conn::Sqlite(conn) = conn {
        sql_query("INSERT INTO search_index (search_index) VALUES ('delete-all')").execute(conn)?;
    }
    diesel::delete(search::table).execute(conn)?;
    diesel::delete(search_due::table).execute(conn)?;
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
        let due = search_due::table.find(access.id()).count().get_result::<i64>(conn)? > 0;
        let awaited = due || kept.is_empty() && awaited(conn, &access)?;
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
