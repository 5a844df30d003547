//! A person's whole file, in a fixed number of questions: the person, and the facts.

use std::collections::HashMap;
use std::sync::Arc;

use diesel::prelude::*;

use super::conn::MultiBackend;
use super::person::{Kept, Row};
use super::schema::{fact, passing, person};
use super::scope::{self, visible};
use super::{Answer, Conn, StoreError, fact as facts, recent};
use crate::method::{ClientFile, Id, Record, Viewer};

/// A file with the records it is made of, as the machines need them to accept new ones.
#[derive(Debug, Clone)]
pub struct Loaded {
    pub file: Arc<ClientFile>,
    pub records: Arc<Vec<Record>>,
    /// The person's version; `person::change` takes it.
    pub version: i64,
    /// The member whose client this is.
    pub consultant: Id,
    /// The id in the file they came with.
    pub external_id: Option<Id>,
}

/// The file of one person. `NotFound` if there is none that the viewer may see.
pub fn load(conn: &mut Conn, viewer: &Viewer, id: &Id) -> Answer<Loaded> {
    let row = super::person::row(conn, viewer, id)?.ok_or(StoreError::NotFound)?;
    if let Some((file, records)) = recent::find(&row.id, row.version) {
        return loaded(row.kept()?, file, records);
    }
    let records = facts::all(conn, &scope::found(&row)?)?;
    let read = fold(&row, records)?;
    recent::keep(&row.id, row.version, (&read.file, &read.records));
    Ok(read)
}

/// The files of everybody the viewer may see, by reading; two questions, however many they are.
pub fn load_all(conn: &mut Conn, viewer: &Viewer) -> Answer<Vec<Loaded>> {
    load_where(conn, viewer, None)
}

/// The files of some people, by reading; those whom the viewer may not see are left out.
pub(super) fn load_some(conn: &mut Conn, viewer: &Viewer, ids: &[&str]) -> Answer<Vec<Loaded>> {
    load_where(conn, viewer, Some(ids))
}

fn load_where(conn: &mut Conn, viewer: &Viewer, ids: Option<&[&str]>) -> Answer<Vec<Loaded>> {
    let mut people =
        person::table.filter(visible(viewer)).select(Row::as_select()).into_boxed::<MultiBackend>();
    let mut journal = fact::table
        .inner_join(person::table)
        .filter(visible(viewer))
        .order((fact::person, fact::seq))
        .select(facts::Row::as_select())
        .into_boxed::<MultiBackend>();
    if let Some(ids) = ids {
        people = people.filter(person::id.eq_any(ids.to_vec()));
        journal = journal.filter(fact::person.eq_any(ids.to_vec()));
    }
    // Mostly nothing is passing, and then no row is asked.
    if passing::table.count().get_result::<i64>(conn)? > 0 {
        journal = journal.filter(facts::is_read());
    }
    let rows: Vec<Row> = people.order((person::sort_key, person::id)).load(conn)?;
    let mut records: HashMap<String, Vec<Record>> = HashMap::new();
    for row in journal.load::<facts::Row>(conn)? {
        let record = row.record()?;
        records.entry(row.person).or_default().push(record);
    }
    rows.iter().map(|row| fold(row, records.remove(&row.id).unwrap_or_default())).collect()
}

fn fold(row: &Row, records: Vec<Record>) -> Answer<Loaded> {
    let kept = row.kept()?;
    // Anything that could not be placed is a damage that `doctor` names; the rest of the file stays
    // readable.
    let (file, _) = ClientFile::from_records(kept.person.clone(), &records);
    loaded(kept, Arc::new(file), Arc::new(records))
}

fn loaded(kept: Kept, file: Arc<ClientFile>, records: Arc<Vec<Record>>) -> Answer<Loaded> {
    let Kept { consultant, external_id, version, .. } = kept;
    Ok(Loaded { file, records, version, consultant, external_id })
}
