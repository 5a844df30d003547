//! Many clients at once: a document of each who had a session in a month, in one ZIP. It is whole
//! or it is none, and what is in it is recorded like any other.

use std::collections::HashMap;
use std::io::{Seek, Write};

use zip::ZipWriter;

use super::account::{file_name, put, unwritten};
use super::summary::{Order, Source};
use super::{Document, ExportError, Format};
use crate::method::disclosure::{Extent, Lacking, LeftOut, Period, Profile};
use crate::method::{Day, Id, Lang, Moment, Text, Viewer};
use crate::store::account::Each;
use crate::store::export::{self, Export};
use crate::store::{Answer, Conn, Db, StoreError, person};

/// Holds what is asked for.
#[derive(Debug, Clone)]
pub struct Batch {
    /// Tells whose clients.
    pub viewer: Viewer,
    pub profile: Profile,
    pub format: Format,
    pub month: Period,
    /// None for each client's own language.
    pub lang: Option<Lang>,
    pub as_of: Day,
    pub now: Moment,
    /// Counts how many documents are set at the same time.
    pub at_once: usize,
    /// The fingerprint of each sheet that somebody has looked at: nothing else is packed. None
    /// where whoever asks answers for it without looking, on the command line.
    pub seen: Option<HashMap<Id, String>>,
}

/// One sheet as it would leave, or why there is none.
pub struct Sheet {
    pub person: Id,
    pub name: Text,
    pub made: Result<(Document, Vec<LeftOut>), Lacking>,
}

/// Names why somebody is not in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Off {
    Lacking(Lacking),
    /// The record has changed since the sheet was looked at.
    Changed,
}

/// Holds what was packed.
#[derive(Debug, Default)]
pub struct Packed {
    /// The line to be kept of each.
    pub lines: Vec<(Id, Export)>,
    /// Tells who is not in it, and why.
    pub left_off: Vec<(Text, Off)>,
}

/// Names why a batch was not packed.
#[derive(Debug, thiserror::Error)]
pub enum BatchError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Export(#[from] ExportError),
}

/// The month from its first day to its last; none for a text that is no month (`2025-06`).
pub fn month(text: &str) -> Option<Period> {
    let from: Day = format!("{}-01", text.trim()).parse().ok()?;
    let to = from.checked_add_months(chrono::Months::new(1))?.pred_opt()?;
    Some(Period { from: Some(from), to: Some(to) })
}

/// One document, or why there is none.
enum Made {
    Document {
        person: Id,
        name: String,
        bytes: Vec<u8>,
        line: Export,
    },
    LeftOff(Text, Off),
    /// Planned sessions were not held.
    Nothing,
}

/// Packs several batches into one ZIP, each in a folder of its own, so that nobody's documents lie
/// among another's; one alone needs no folder. What was packed is answered batch by batch.
pub fn pack_all<W>(
    batches: &[(&Batch, &[(Id, Text)])],
    db: &Db,
    out: W,
    each: Each<'_>,
) -> Result<(W, Vec<Packed>), BatchError>
where
    W: Write + Seek,
{
    let (mut zip, mut all) = (ZipWriter::new(out), Vec::new());
    for (n, (batch, people)) in (1..).zip(batches) {
        let folder = match batches {
            [_] => String::new(),
            _ => format!("{n} {}/", file_name(batch.viewer.name.as_str())),
        };
        all.push(batch.pack_into(db, people, (&mut zip, &folder), &mut *each)?);
    }
    Ok((zip.finish().map_err(unwritten)?, all))
}

impl Batch {
    /// Tells whose documents it would hold: clients of the viewer's own with a session in that
    /// month, by reading.
    pub fn people(&self, conn: &mut Conn) -> Answer<Vec<(Id, Text)>> {
        let (from, to) = (self.month.from.unwrap_or(Day::MIN), self.month.to.unwrap_or(Day::MAX));
        person::met_between(conn, &self.viewer, from, to)
    }

    /// The sheets of these people as they would leave, to be looked at.
    pub fn sheets(&self, conn: &mut Conn, people: &[(Id, Text)]) -> Answer<Vec<Sheet>> {
        let sheet = |(person, name): &(Id, Text)| {
            let source = Source::load(conn, &self.viewer, person)?;
            let order = self.order(&source);
            let made = source.document(&order).map(|document| (document, source.left_out(&order)));
            Ok(self.held(&source).then(|| Sheet {
                person: person.clone(),
                name: name.clone(),
                made,
            }))
        };
        people.iter().map(sheet).filter_map(Answer::transpose).collect()
    }

    /// True if there was a session in that month, and not only one that was planned.
    fn held(&self, source: &Source) -> bool {
        source.file.held_sessions(self.as_of).iter().any(|session| self.month.contains(session.on))
    }

    fn order(&self, source: &Source) -> Order {
        let lang = self.lang.unwrap_or(source.file.person.locale);
        Order { profile: self.profile, extent: Extent::Period(self.month), as_of: self.as_of, lang }
    }

    /// Packs the documents of these people, calling `each` after every one.
    pub fn pack<W>(
        &self,
        db: &Db,
        people: &[(Id, Text)],
        out: W,
        each: Each<'_>,
    ) -> Result<(W, Packed), BatchError>
    where
        W: Write + Seek,
    {
        let (out, mut packed) = pack_all(&[(self, people)], db, out, each)?;
        Ok((out, packed.pop().unwrap_or_default()))
    }

    fn pack_into<W>(
        &self,
        db: &Db,
        people: &[(Id, Text)],
        (zip, folder): (&mut ZipWriter<W>, &str),
        each: Each<'_>,
    ) -> Result<Packed, BatchError>
    where
        W: Write + Seek,
    {
        let mut packed = Packed::default();
        for some in people.chunks(self.at_once.max(1)) {
            for made in self.make(db, some)? {
                match made {
                    Made::Document { person, name, bytes, line } => {
                        let no = packed.lines.len() + 1;
                        let name = format!(
                            "{folder}{no:03} {}.{}",
                            file_name(&name),
                            self.format.extension()
                        );
                        put(zip, &name, &bytes)?;
                        packed.lines.push((person, line));
                    }
                    Made::LeftOff(name, why) => packed.left_off.push((name, why)),
                    Made::Nothing => {}
                }
                each()?;
            }
        }
        Ok(packed)
    }

    /// Records everything that was packed, in one transaction.
    pub fn record(&self, db: &Db, packed: &Packed) -> Answer<usize> {
        let (viewer, lines) = (self.viewer.clone(), packed.lines.clone());
        db.write_blocking(move |conn| {
            export::record_all(conn, &viewer, &lines).map(|()| lines.len())
        })
    }

    /// The documents of a few people, each on a thread of its own, in their order.
    fn make(&self, db: &Db, people: &[(Id, Text)]) -> Result<Vec<Made>, BatchError> {
        let broken = || StoreError::Unwritten(std::io::Error::other("a document broke off"));
        std::thread::scope(|scope| {
            let threads: Vec<_> =
                people.iter().map(|(id, _)| scope.spawn(|| self.one(db, id))).collect();
            threads.into_iter().map(|thread| thread.join().map_err(|_| broken())?).collect()
        })
    }

    fn one(&self, db: &Db, person: &Id) -> Result<Made, BatchError> {
        let source = db.read_blocking(|conn| Source::load(conn, &self.viewer, person))?;
        if !self.held(&source) {
            return Ok(Made::Nothing);
        }
        let (order, name) = (self.order(&source), || source.file.person.display_name.clone());
        let document = match source.document(&order) {
            Ok(document) => document,
            Err(why) => return Ok(Made::LeftOff(name(), Off::Lacking(why))),
        };
        let looked_at = |seen: &HashMap<Id, String>| {
            seen.get(person).is_some_and(|s| *s == document.fingerprint())
        };
        if !self.seen.as_ref().is_none_or(looked_at) {
            return Ok(Made::LeftOff(name(), Off::Changed));
        }
        let bytes = document.write(self.format)?;
        let line = order.record(&self.viewer, self.format, &bytes, self.now);
        Ok(Made::Document { person: person.clone(), name: document.name, bytes, line })
    }
}
