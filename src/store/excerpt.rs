//! Parts of several people's journals, for pages that show a little of each and need not load their
//! files. Where later facts rewrite earlier ones, the file is loaded all the same, so that a page
//! never shows what was corrected.

use std::collections::{HashMap, HashSet};

use diesel::prelude::*;

use super::schema::{fact, person};
use super::scope::{self, visible};
use super::{Answer, Conn, column, fact as facts};
use crate::method::void;
use crate::method::{ClientFile, Day, Fact, Id, Promise, Quote, Record, Speaker, Viewer};

/// Facts that change what earlier ones say: the rows of such a person's journal do not read as they
/// stand.
const REWRITING: [&str; 3] = ["revised", "joined", "moved"];

/// Those of the viewer's people in whose journals a fact rewrites an earlier one, or is one of
/// `also`.
pub(super) fn rewritten(
    conn: &mut Conn,
    viewer: &Viewer,
    also: &[&str],
) -> Answer<HashSet<String>> {
    let nouns: Vec<&str> = REWRITING.iter().chain(also).copied().collect();
    let rows = fact::table
        .inner_join(person::table)
        .filter(visible(viewer))
        .filter(fact::noun.eq_any(nouns).and(facts::is_read()))
        .select(fact::person)
        .distinct();
    Ok(rows.load::<String>(conn)?.into_iter().collect())
}

/// Quotes that are looked at together for the last words.
const HANDFUL: i64 = 8;

/// The last words of each of these people on or before `at`, with their day.
pub fn last_words(
    conn: &mut Conn,
    viewer: &Viewer,
    people: &[Id],
    at: Day,
) -> Answer<HashMap<Id, (Day, Quote)>> {
    let rewritten = rewritten(conn, viewer, &[])?;
    let mut out = HashMap::new();
    for id in people {
        if rewritten.contains(id.as_str()) {
            let file = super::file::load(conn, viewer, id)?.file;
            let last = file.their_words().into_iter().rfind(|(on, _)| *on <= at);
            out.extend(last.map(|(on, quote)| (id.clone(), (on, quote.clone()))));
            continue;
        }
        let access = scope::enter(conn, viewer, id)?;
        let voids: Vec<facts::Row> = fact::table
            .filter(fact::person.eq(access.id()).and(fact::noun.eq("void")).and(facts::is_read()))
            .select(facts::Row::as_select())
            .load(conn)?;
        let voids: Vec<Record> = voids.iter().map(facts::Row::record).collect::<Answer<_>>()?;
        let (struck, _) = void::struck(&voids);
        let struck: HashSet<&str> = struck.into_iter().map(Id::as_str).collect();
        // Mostly the first handful has them; of those, the last may be ours, or struck.
        let mut passed = 0;
        while !out.contains_key(id) {
            let rows: Vec<(Day, String, String)> = fact::table
                .filter(
                    fact::person
                        .eq(access.id())
                        .and(fact::noun.eq("quote"))
                        .and(fact::on_day.le(at))
                        .and(facts::is_read()),
                )
                .order((fact::on_day.desc(), fact::seq.desc()))
                .limit(HANDFUL)
                .offset(passed)
                .select((fact::on_day, fact::id, fact::body))
                .load(conn)?;
            if rows.is_empty() {
                break;
            }
            passed += HANDFUL;
            for (on, _, body) in
                rows.iter().filter(|(_, quote, _)| !struck.contains(quote.as_str()))
            {
                if let Fact::Quote(said) = column::json("fact", body)?
                    && said.speaker == Speaker::Client
                {
                    out.insert(id.clone(), (*on, said));
                    break;
                }
            }
        }
    }
    Ok(out)
}

/// The open promises of these people that are due by `until`, earliest first.
pub fn promises_due(
    conn: &mut Conn,
    viewer: &Viewer,
    people: &[Id],
    (today, until): (Day, Day),
) -> Answer<HashMap<Id, Vec<Promise>>> {
    let ids: Vec<&str> = people.iter().map(Id::as_str).collect();
    let rows: Vec<facts::Row> = fact::table
        .inner_join(person::table)
        .filter(visible(viewer))
        .filter(fact::person.eq_any(ids))
        .filter(fact::noun.eq_any(["promise", "promise_moved", "void"]))
        .filter(facts::is_read())
        .order((fact::person, fact::seq))
        .select(facts::Row::as_select())
        .load(conn)?;
    let mut records: HashMap<String, Vec<Record>> = HashMap::new();
    for row in &rows {
        records.entry(row.person.clone()).or_default().push(row.record()?);
    }
    let rewritten = rewritten(conn, viewer, &[])?;
    let mut out = HashMap::new();
    for id in people {
        let Some(records) = records.get(id.as_str()) else { continue };
        let all = if rewritten.contains(id.as_str()) {
            super::file::load(conn, viewer, id)?.file.promises.clone()
        } else {
            let nobody = crate::method::Person::named(id.clone(), column::text("-")?, viewer.lang);
            ClientFile::from_records(nobody, records).0.promises
        };
        let due = |p: &Promise| p.state(today).open() && p.due_on.is_some_and(|on| on <= until);
        let mut promises: Vec<Promise> = all.into_iter().filter(due).collect();
        promises.sort_by_key(|p| p.due_on);
        out.insert(id.clone(), promises);
    }
    Ok(out)
}
