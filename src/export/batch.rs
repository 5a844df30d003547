//! Many clients at once: a document of each who had a session in a month, in one ZIP. It is whole or it is none, and what
//! is in it is recorded like any other.

use std::io::{Seek, Write};

use zip::ZipWriter;

use super::account::{file_name, put, unwritten};
use super::summary::{Order, Source};
use super::{ExportError, Format};
use crate::domain::disclosure::{Lacking, Period, Profile};
use crate::domain::{Day, Id, Lang, Moment, Text, Viewer};
use crate::store::account::Each;
use crate::store::export::{self, Export};
use crate::store::{Answer, Conn, Db, StoreError, person};

/// What is asked for.
#[derive(Debug, Clone)]
pub struct Batch {
    /// Whose clients.
    pub viewer: Viewer,
    pub profile: Profile,
    pub format: Format,
    pub month: Period,
    /// None for each client's own language.
    pub lang: Option<Lang>,
    pub as_of: Day,
    pub now: Moment,
    /// How many documents are set at the same time.
    pub at_once: usize,
}

/// What was packed.
#[derive(Debug, Default)]
pub struct Packed {
    /// The line to be kept of each.
    pub lines: Vec<(Id, Export)>,
    /// Who is not in it, and why.
    pub left_off: Vec<(Text, Lacking)>,
}

/// Why a batch was not packed.
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
    LeftOff(Text, Lacking),
    /// What was planned was not held.
    Nothing,
}

impl Batch {
    /// Whose documents it would hold: clients of the viewer's own with a session in that month, by reading.
    pub fn people(&self, conn: &mut Conn) -> Answer<Vec<(Id, Text)>> {
        let (from, to) = (self.month.from.unwrap_or(Day::MIN), self.month.to.unwrap_or(Day::MAX));
        person::met_between(conn, &self.viewer, from, to)
    }

    /// Packs the documents of these people, calling `each` after every one.
    pub fn pack<W>(&self, db: &Db, people: &[(Id, Text)], out: W, each: Each<'_>) -> Result<(W, Packed), BatchError>
    where
        W: Write + Seek,
    {
        let (mut zip, mut packed) = (ZipWriter::new(out), Packed::default());
        for some in people.chunks(self.at_once.max(1)) {
            for made in self.make(db, some)? {
                match made {
                    Made::Document { person, name, bytes, line } => {
                        let no = packed.lines.len() + 1;
                        let name = format!("{no:03} {}.{}", file_name(&name), self.format.extension());
                        put(&mut zip, &name, &bytes)?;
                        packed.lines.push((person, line));
                    }
                    Made::LeftOff(name, why) => packed.left_off.push((name, why)),
                    Made::Nothing => {}
                }
                each()?;
            }
        }
        Ok((zip.finish().map_err(unwritten)?, packed))
    }

    /// Records everything that was packed, in one transaction.
    pub fn record(&self, db: &Db, packed: Packed) -> Answer<usize> {
        let viewer = self.viewer.clone();
        db.write_blocking(move |conn| {
            for (person, line) in &packed.lines {
                export::record(conn, &viewer, person, line)?;
            }
            Ok(packed.lines.len())
        })
    }

    /// The documents of a few people, each on a thread of its own, in their order.
    fn make(&self, db: &Db, people: &[(Id, Text)]) -> Result<Vec<Made>, BatchError> {
        let broken = || StoreError::Unwritten(std::io::Error::other("a document broke off"));
        std::thread::scope(|scope| {
            let threads: Vec<_> = people.iter().map(|(id, _)| scope.spawn(|| self.one(db, id))).collect();
            threads.into_iter().map(|thread| thread.join().map_err(|_| broken())?).collect()
        })
    }

    fn one(&self, db: &Db, person: &Id) -> Result<Made, BatchError> {
        let source = db.read_blocking(|conn| Source::load(conn, &self.viewer, person))?;
        if !source.file.held_sessions(self.as_of).iter().any(|session| self.month.contains(session.on)) {
            return Ok(Made::Nothing);
        }
        let of = &source.file.person;
        let lang = self.lang.unwrap_or(of.locale);
        let order = Order { profile: self.profile, period: self.month, as_of: self.as_of, lang };
        let document = match source.document(&order) {
            Ok(document) => document,
            Err(why) => return Ok(Made::LeftOff(of.display_name.clone(), why)),
        };
        let bytes = document.write(self.format)?;
        let line = order.record(&self.viewer, self.format, &bytes, self.now);
        Ok(Made::Document { person: person.clone(), name: document.name, bytes, line })
    }
}
