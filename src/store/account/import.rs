//! The account on its way in: row by row into an empty database, then every file replayed by the
//! machines. Input is hostile until the end: what does not fit is named, and the transaction is
//! taken back.

use std::cell::Cell;
use std::io::{BufReader, Read};
use std::marker::PhantomData;
use std::rc::Rc;

use diesel::prelude::*;
use serde::de::{DeserializeOwned, DeserializeSeed, Error as _, MapAccess, SeqAccess, Visitor};

use super::rows::{self, FactRow, PersonRow};
use super::{Each, FORMAT, Fault, VERSION};
use crate::method::fact::Fact;
use crate::method::{ClientFile, Id, Moment, Person, Record, Viewer, Violation};
use crate::store::conn::each;
use crate::store::schema::{
    audit, draft, erasure, export, fact, member, person, pillar, practice, setting,
};
use crate::store::schema::{insight_state, kept_hours, merge, share, whole_copy};
use crate::store::{Answer, Conn, StoreError, column, scope, standing};
use crate::store::{
    draft as drafts, export as exports, file, member as members, pillar as pillars,
    practice as practices,
};
use crate::store::{fact as facts, insight as insights, merge as merges, setting as settings};

/// Rows of one statement; PostgreSQL takes 65,535 values at most.
const CHUNK: usize = 500;
/// The most that one row may take, in bytes: it bounds what a file can make us hold. A draft may be
/// of this size.
const ROW: u64 = 72 * 1024 * 1024;

/// Holds what a file brought.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Taken {
    pub people: usize,
    pub records: usize,
}

/// Takes in an account, calling `each` after each person was replayed. The file's own version and
/// shape are checked, each value is read back as the program reads it, and every breach of the
/// machines is listed (`Refused`).
pub fn import_archive(
    conn: &mut Conn,
    json: impl Read,
    now: Moment,
    each: Each<'_>,
) -> Answer<Taken> {
    if super::occupied(conn)? {
        return Err(Fault::NotEmpty.into());
    }
    let room = Rc::new(Cell::new(ROW));
    let mut taking =
        Taking { conn, room: room.clone(), format: false, version: false, fault: None, records: 0 };
    let mut json =
        serde_json::Deserializer::from_reader(BufReader::new(Metered { inner: json, room }));
    let read = (&mut taking).deserialize(&mut json).and_then(|()| json.end());
    if let Err(error) = read {
        let why = error.to_string();
        let why = why.split(" at line ").next().unwrap_or(&why).to_owned();
        let unreadable =
            || Fault::Unreadable { line: error.line(), column: error.column(), why }.into();
        return Err(taking.fault.take().unwrap_or_else(unreadable));
    }
    let records = taking.records;
    let people = replay(conn, now, each).map_err(|error| match error {
        StoreError::Unreadable { what, why } => Fault::Row { table: what, why }.into(),
        other => other,
    })?;
    Ok(Taken { people, records })
}

impl From<Fault> for StoreError {
    fn from(fault: Fault) -> StoreError {
        StoreError::Account(fault)
    }
}

/// Reads no further than one row may go; every row that was read makes room for the next.
struct Metered<R> {
    inner: R,
    room: Rc<Cell<u64>>,
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let n = self.inner.read(into)?;
        let left = self.room.get().checked_sub(n as u64);
        self.room
            .set(left.ok_or_else(|| std::io::Error::other("a row is larger than any row can be"))?);
        Ok(n)
    }
}

/// The taking in, as far as it is.
struct Taking<'c> {
    conn: &'c mut Conn,
    room: Rc<Cell<u64>>,
    format: bool,
    version: bool,
    fault: Option<StoreError>,
    records: usize,
}

impl Taking<'_> {
    /// Ends the reading with a fault of ours instead of the reader's.
    fn stop<E: serde::de::Error>(&mut self, fault: impl Into<StoreError>) -> E {
        self.fault = Some(fault.into());
        E::custom("stopped")
    }

    fn put<R: Row>(&mut self, rows: Vec<R>) -> Answer<()> {
        let put = R::put(self.conn, rows);
        put.map_err(|error| match error {
            StoreError::Database(_)
            | StoreError::Taken
            | StoreError::Locked(_)
            | StoreError::Unreadable { .. } => {
                Fault::Row { table: R::TABLE, why: error.to_string() }.into()
            }
            other => other,
        })
    }
}

impl<'de> DeserializeSeed<'de> for &mut Taking<'_> {
    type Value = ();

    fn deserialize<D: serde::Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for &mut Taking<'_> {
    type Value = ();

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("an account")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "format" => self.format = map.next_value::<String>()? == FORMAT,
                "version" => match map.next_value::<u32>()? {
                    version if version > VERSION => return Err(self.stop(Fault::Newer(version))),
                    _ => self.version = true,
                },
                // Nothing is written before it is known what this is.
                _ if !(self.format && self.version) => return Err(self.stop(Fault::Foreign)),
                "practice" => map.next_value_seed(Rows::<rows::Practice>::of(self))?,
                "setting" => map.next_value_seed(Rows::<rows::Setting>::of(self))?,
                "member" => map.next_value_seed(Rows::<rows::Member>::of(self))?,
                "pillar" => map.next_value_seed(Rows::<rows::Pillar>::of(self))?,
                "person" => map.next_value_seed(Rows::<PersonRow>::of(self))?,
                "fact" => map.next_value_seed(Rows::<FactRow>::of(self))?,
                "merge" => map.next_value_seed(Rows::<rows::Merge>::of(self))?,
                "share" => map.next_value_seed(Rows::<rows::Share>::of(self))?,
                "insight_state" => map.next_value_seed(Rows::<rows::InsightAct>::of(self))?,
                "export" => map.next_value_seed(Rows::<rows::Export>::of(self))?,
                "draft" => map.next_value_seed(Rows::<rows::Draft>::of(self))?,
                "audit" => map.next_value_seed(Rows::<rows::Audit>::of(self))?,
                "erasure" => map.next_value_seed(Rows::<rows::Erasure>::of(self))?,
                "kept_hours" => map.next_value_seed(Rows::<rows::KeptHours>::of(self))?,
                "whole_copy" => map.next_value_seed(Rows::<rows::WholeCopy>::of(self))?,
                other => return Err(A::Error::custom(format_args!("unknown table `{other}`"))),
            }
        }
        if self.format && self.version { Ok(()) } else { Err(self.stop(Fault::Foreign)) }
    }
}

/// The rows of one table.
struct Rows<'t, 'c, R> {
    taking: &'t mut Taking<'c>,
    of: PhantomData<R>,
}

impl<'t, 'c, R> Rows<'t, 'c, R> {
    fn of(taking: &'t mut Taking<'c>) -> Self {
        Rows { taking, of: PhantomData }
    }
}

impl<'de, R: Row> DeserializeSeed<'de> for Rows<'_, '_, R> {
    type Value = ();

    fn deserialize<D: serde::Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_seq(self)
    }
}

impl<'de, R: Row> Visitor<'de> for Rows<'_, '_, R> {
    type Value = ();

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "the rows of `{}`", R::TABLE)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        let (taking, mut chunk) = (self.taking, Vec::new());
        let mut held = 0;
        loop {
            let row = seq.next_element::<R>()?;
            held += ROW.saturating_sub(taking.room.replace(ROW));
            let ended = row.is_none();
            chunk.extend(row);
            // Many rows at a time, but never more of them in memory than one row may take.
            if ended || chunk.len() == CHUNK || held >= ROW {
                held = 0;
                taking.records += if R::TABLE == FactRow::TABLE { chunk.len() } else { 0 };
                let rows = std::mem::take(&mut chunk);
                if !rows.is_empty() {
                    taking.put(rows).map_err(|why| taking.stop(why))?;
                }
            }
            if ended {
                return Ok(());
            }
        }
    }
}

/// A row that can be put into its table.
trait Row: DeserializeOwned {
    const TABLE: &'static str;

    fn put(conn: &mut Conn, rows: Vec<Self>) -> Answer<()>;
}

/// Rows that are put as they are.
macro_rules! plain {
    ($( $table:ident: $row:ty; )+) => { $(
        impl Row for $row {
            const TABLE: &'static str = stringify!($table);

            fn put(conn: &mut Conn, rows: Vec<Self>) -> Answer<()> {
                each!(conn, diesel::insert_into($table::table).values(&rows).execute(conn))?;
                Ok(())
            }
        }
    )+ };
}

plain! {
    practice: rows::Practice;
    setting: rows::Setting;
    member: rows::Member;
    pillar: rows::Pillar;
    share: rows::Share;
    export: rows::Export;
    draft: rows::Draft;
    audit: rows::Audit;
    erasure: rows::Erasure;
    kept_hours: rows::KeptHours;
    whole_copy: rows::WholeCopy;
}

impl Row for rows::InsightAct {
    const TABLE: &'static str = "insight_state";

    fn put(conn: &mut Conn, rows: Vec<Self>) -> Answer<()> {
        each!(conn, diesel::insert_into(insight_state::table).values(rows).execute(conn))?;
        Ok(())
    }
}

impl Row for rows::Merge {
    const TABLE: &'static str = "merge";

    fn put(conn: &mut Conn, rows: Vec<Self>) -> Answer<()> {
        for row in &rows {
            column::json::<Person>("profile", row.profile_before.text())?;
            column::json::<Person>("profile", row.profile_after.text())?;
        }
        each!(conn, diesel::insert_into(merge::table).values(rows).execute(conn))?;
        Ok(())
    }
}

impl Row for PersonRow {
    const TABLE: &'static str = "person";

    fn put(conn: &mut Conn, rows: Vec<Self>) -> Answer<()> {
        for row in rows {
            let profile: Person = column::json("profile", row.profile.text())?;
            if profile.id.as_str() != row.id
                || profile.consultant.as_ref().map(Id::as_str) != Some(&row.consultant)
            {
                return Err(StoreError::unreadable("profile", "it is somebody else's"));
            }
            diesel::insert_into(person::table)
                .values((
                    person::id.eq(&row.id),
                    person::practice.eq(&row.practice),
                    person::consultant.eq(&row.consultant),
                    person::external_id.eq(&row.external_id),
                    person::kind.eq(column::name(&profile.kind)),
                    person::display_name.eq(profile.display_name.as_str()),
                    person::sort_key.eq(profile.sort_key()),
                    person::profile.eq(row.profile.text()),
                    person::version.eq(scope::drawn()),
                    person::created_at.eq(row.created_at),
                    person::updated_at.eq(row.updated_at),
                ))
                .execute(conn)?;
        }
        Ok(())
    }
}

#[derive(Insertable)]
#[diesel(table_name = fact)]
struct NewFact {
    person: String,
    id: String,
    seq: i64,
    noun: String,
    on_day: crate::method::Day,
    session: Option<String>,
    about: Option<String>,
    recorded_at: Moment,
    recorded_by: Option<String>,
    body: String,
}

impl Row for FactRow {
    const TABLE: &'static str = "fact";

    fn put(conn: &mut Conn, rows: Vec<Self>) -> Answer<()> {
        let new = |row: FactRow| {
            let fact: Fact = column::json("fact", row.body.text())?;
            let about = facts::about(&fact).map(Id::to_string);
            let id = column::id(&row.id)?;
            let session = column::optional_id(row.session.as_deref())?;
            let record = Record { id, on: row.on_day, session, fact };
            Ok(NewFact {
                noun: record.noun(),
                body: row.body.text().to_owned(),
                person: row.person,
                id: row.id,
                seq: row.seq,
                on_day: row.on_day,
                session: row.session,
                about,
                recorded_at: row.recorded_at,
                recorded_by: row.recorded_by,
            })
        };
        let rows: Vec<NewFact> = rows.into_iter().map(new).collect::<Answer<_>>()?;
        each!(conn, diesel::insert_into(fact::table).values(&rows).execute(conn))?;
        Ok(())
    }
}

/// Reads everything as the program reads it, and derives what is derived. Answers how many people
/// there are.
fn replay(conn: &mut Conn, now: Moment, each: Each<'_>) -> Answer<usize> {
    let (mut people, mut violations) = (0, Vec::new());
    for practice in practices::all(conn)? {
        members::list_of(conn, &practice.id)?;
        settings::retention_years(conn, &practice.id)?;
        for viewer in members::viewers(conn, &practice.id)? {
            pillars::list(conn, &viewer)?;
            drafts::list(conn, &viewer, u32::MAX)?;
            insights::of_own(conn, &viewer)?;
            let own =
                person::table.filter(scope::own(&viewer)).order(person::id).select(person::id);
            for id in own.load::<String>(conn)? {
                violations.extend(derive(conn, &viewer, &column::id(&id)?, now)?);
                people += 1;
                each()?;
            }
        }
    }
    // Whoever is nobody's own has not been looked at, and would come in unchecked.
    let there: i64 = person::table.count().get_result(conn)?;
    if usize::try_from(there) != Ok(people) {
        return Err(StoreError::unreadable(
            "person",
            "their consultant belongs to another practice",
        ));
    }
    merges::rejoin(conn)?;
    if violations.is_empty() { Ok(people) } else { Err(StoreError::Refused(violations)) }
}

/// One person: what the machines have against their file, and the row that lists show.
fn derive(conn: &mut Conn, viewer: &Viewer, id: &Id, now: Moment) -> Answer<Vec<Violation>> {
    let loaded = file::load(conn, viewer, id)?;
    exports::list(conn, viewer, id)?;
    let (file, dangling) = ClientFile::from_records(loaded.file.person.clone(), &loaded.records);
    insights::of_people(conn, viewer, std::slice::from_ref(id))?;
    let access = scope::enter(conn, viewer, id)?;
    standing::insert(conn, viewer, &access, &file, now)?;
    standing::rewrite(conn, viewer, &access, (&file, &file, loaded.version), now)?;
    let at = |b: Violation| Violation { place: format!("{id}.{}", b.place), ..b };
    Ok(dangling.into_iter().chain(file.violations()).map(at).collect())
}
