//! `ryokai summary`: one client's document, written to a file or standard output, and recorded like any other.

use std::path::PathBuf;

use super::{Failure, Office, one_of, put};
use crate::domain::disclosure::{Period, Profile};
use crate::domain::{Day, Id, Lang};
use crate::export::Format;
use crate::export::summary::{Order, Source};
use crate::store::export;

/// Write one client's summary, and record that it was handed over
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The client: the id in the program, or the one in the file they were imported from
    #[arg(long, value_name = "ID")]
    client: Id,

    /// Whom it is for: `client` holds what is theirs to read, `file` holds everything
    #[arg(long, default_value = "client", value_parser = one_of::<Profile>(&["client", "file"]))]
    profile: Profile,

    /// The format
    #[arg(long, default_value = "pdf", value_parser = one_of::<Format>(&["pdf", "html", "md", "json"]))]
    format: Format,

    /// The first day it is about [default: the first record]
    #[arg(long, value_name = "DATE")]
    from: Option<Day>,

    /// The last day it is about [default: the day it is made on]
    #[arg(long, value_name = "DATE")]
    to: Option<Day>,

    /// The day it is made on; later facts are not known to it [default: today]
    #[arg(long, value_name = "DATE")]
    as_of: Option<Day>,

    /// The language [default: the client's]
    #[arg(long, value_parser = one_of::<Lang>(&["ja", "en"]))]
    lang: Option<Lang>,

    /// Where to write it; - is standard output
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
}

impl Args {
    /// Writes the document, then records it. What could not be written is not recorded.
    pub fn run(&self, office: &Office) -> Result<(), Failure> {
        let period = Period { from: self.from, to: self.to };
        if self.from.zip(self.to).is_some_and(|(from, to)| from > to) {
            return Err(Failure::Asked(office.words.t("summary-fault-order")));
        }
        let (viewer, id) = office.client(&self.client)?;
        let source = office.db.read_blocking(|conn| Source::load(conn, &viewer, &id))?;
        let order = Order {
            profile: self.profile,
            period,
            as_of: self.as_of.unwrap_or_else(|| office.today(&viewer)),
            lang: self.lang.unwrap_or(source.file.person.locale),
        };
        let bytes = source.document(&order).write(self.format)?;
        put(&self.output, &bytes).map_err(|why| Failure::File { file: self.output.display().to_string(), why })?;
        let line = order.record(&viewer, self.format, &bytes, office.now);
        office.db.write_blocking(move |conn| export::record(conn, &viewer, &id, &line))?;
        Ok(())
    }
}
