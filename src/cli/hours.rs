//! `ryokai hours`: a consultant's log of coaching hours, or the hours to invoice, written and
//! recorded.

use std::path::PathBuf;

use super::{Failure, Office, one_of, put};
use crate::export::hours::{As, Order, Source, What};
use crate::method::{Day, Id, Lang, Viewer};
use crate::store::{audit, member};
use crate::words::arg;

#[derive(Debug, clap::Args)]
pub struct Hours {
    /// Whose hours, where the practice has several: our id, or the one of the file they came with
    #[arg(long, value_name = "ID")]
    consultant: Option<Id>,
    /// The format; xlsx has a second sheet with the reasons why sessions are not in the log
    #[arg(long, default_value = "csv", value_parser = one_of::<As>(&["csv", "xlsx", "json"]))]
    format: As,
    /// Hours by client and month instead, in any role and with or without consent
    #[arg(long)]
    billable: bool,
    /// The day it is made on; later sessions are not known to it [default: today]
    #[arg(long, value_name = "DATE")]
    as_of: Option<Day>,
    /// The language of the headings [default: the consultant's]
    #[arg(long, value_parser = one_of::<Lang>(&["ja", "en"]))]
    lang: Option<Lang>,
    /// Where to write it; - is standard output
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
}

impl Hours {
    /// Writes the table, then records it. What could not be written is not recorded.
    pub fn run(&self, office: &Office) -> Result<(), Failure> {
        let viewer = self.whose(office)?;
        let order = Order {
            what: if self.billable { What::Billable } else { What::Log },
            form: self.format,
            at: self.as_of.unwrap_or_else(|| office.today(&viewer)),
            lang: self.lang.unwrap_or(viewer.lang),
        };
        let bytes = office.db.read_blocking(|conn| Source::load(conn, &viewer))?.write(&order)?;
        put(&self.output, &bytes)
            .map_err(|why| Failure::File { file: self.output.display().to_string(), why })?;
        let (detail, now) = (order.detail(&bytes), office.now);
        office.db.write_blocking(move |conn| {
            audit::write(conn, &viewer, "hours_exported", (None, &detail), now)
        })?;
        Ok(())
    }

    /// The consultant who was named, or the only one.
    fn whose(&self, office: &Office) -> Result<Viewer, Failure> {
        let Some(id) = &self.consultant else {
            return office.only_viewer(&office.words.t("hours-which-consultant"));
        };
        for viewer in office.viewers()? {
            let own = office.db.read_blocking(|conn| member::own(conn, &viewer))?;
            if own.id == *id || own.external_id.as_ref() == Some(id) {
                return Ok(viewer);
            }
        }
        Err(Failure::Said(office.words.say("cli-no-such-consultant", &[("id", arg(id.as_str()))])))
    }
}
