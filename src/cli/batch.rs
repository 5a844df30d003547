//! `ryokai summary --all --month`: the documents of a month in one ZIP, with a bar, called off by
//! Ctrl-C.

use std::path::Path;

use super::part::Part;
use super::progress::Progress;
use super::summary::signs;
use super::{Failure, Office};
use crate::export::Format;
use crate::export::batch::{Batch, BatchError, Packed, pack_all};
use crate::method::disclosure::Profile;
use crate::method::{Id, Text};
use crate::store::StoreError;
use crate::views::batch::why_off;
use crate::words::arg;

/// Writes one ZIP of all batches that hold anybody; of several consultants, each has a folder. What
/// could not be written whole is taken away again, and is not recorded.
pub fn run(office: &Office, batches: &[Batch], output: &Path) -> Result<(), Failure> {
    let mut full: Vec<(&Batch, Vec<(Id, Text)>)> = Vec::new();
    for batch in batches {
        if batch.profile == Profile::Supervisor {
            return Err(Failure::Asked(office.words.t("batch-fault-supervisor")));
        }
        let people = office.db.read_blocking(|conn| batch.people(conn))?;
        if !people.is_empty() {
            full.push((batch, people));
        }
    }
    if full.is_empty() {
        return Err(Failure::Said(office.words.t("batch-nobody")));
    }
    for (batch, people) in full.iter().filter(|(batch, _)| batch.format == Format::Pdf) {
        for one in people.chunks(1) {
            for sheet in office.db.read_blocking(|conn| batch.sheets(conn, one))? {
                sheet.made.iter().for_each(|(document, _)| signs(document, office.words));
            }
        }
    }
    if output.exists() {
        let file = [("file", arg(output.display().to_string()))];
        return Err(Failure::Said(office.words.say("batch-fault-exists", &file)));
    }
    let part = Part::begin(output)?;
    let written = pack(office, &full, &part)?;
    part.land(output, office.words)?;
    let mut n = 0;
    for ((batch, _), packed) in full.iter().zip(written) {
        for (name, why) in &packed.left_off {
            let said = [("name", arg(name.as_str())), ("why", arg(why_off(*why, office.words)))];
            eprintln!("{}", office.words.say("batch-left-off", &said));
        }
        n += batch.record(&office.db, &packed)?;
    }
    let said = [("n", n.into()), ("file", arg(output.display().to_string()))];
    println!("{}", office.words.say("batch-written", &said));
    Ok(())
}

fn pack(
    office: &Office,
    full: &[(&Batch, Vec<(Id, Text)>)],
    part: &Part,
) -> Result<Vec<Packed>, Failure> {
    let named = |why| part.failed(why);
    let file = part.file()?;
    let progress = Progress::new(full.iter().map(|(_, people)| people.len() as u64).sum());
    progress.watch();
    let batches: Vec<(&Batch, &[(Id, Text)])> =
        full.iter().map(|(batch, people)| (*batch, &people[..])).collect();
    let packed = pack_all(&batches, &office.db, file, &mut || progress.step());
    progress.end();
    match packed {
        Ok((file, packed)) => file.sync_all().map(|()| packed).map_err(named),
        Err(BatchError::Store(StoreError::CalledOff)) => {
            Err(Failure::Said(office.words.t("batch-called-off")))
        }
        Err(BatchError::Store(StoreError::Unwritten(why))) => Err(named(why)),
        Err(BatchError::Store(other)) => Err(other.into()),
        Err(BatchError::Export(other)) => Err(other.into()),
    }
}
