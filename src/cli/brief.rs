//! `ryokai brief`: what to read before meeting a client, as plain text.

use clap::Args;

use super::{Failure, Office, one_of};
use crate::method::{Day, Id, Lang, Standing};
use crate::store::{Conn, StoreError, file, insight, setting, verdict};
use crate::views::brief::{self, Page};
use crate::words::Words;

#[derive(Debug, Args)]
pub struct Brief {
    /// The client: our id, or the one of the file they came with
    #[arg(long, value_name = "ID")]
    client: Id,
    /// The day to read it on; later records are not read [default: today]
    #[arg(long, value_name = "DATE")]
    as_of: Option<Day>,
    /// The language [default: the terminal's]
    #[arg(long, value_parser = one_of::<Lang>(&["ja", "en"]))]
    lang: Option<Lang>,
}

impl Brief {
    pub fn run(&self, office: &Office) -> Result<(), Failure> {
        let (viewer, id) = office.client(&self.client)?;
        let today = self.as_of.unwrap_or_else(|| office.today(&viewer));
        let read = |conn: &mut Conn| -> Result<_, StoreError> {
            let loaded = file::load(conn, &viewer, &id)?;
            let standing =
                Standing::of(&loaded.file, today, &setting::terms(conn, &viewer.practice)?);
            let done = insight::of_people(conn, &viewer, std::slice::from_ref(&id))?;
            let verdict = verdict::of(conn, &viewer, &loaded, today)?;
            Ok((loaded.file, standing, verdict, insight::aside(&done, Some(&id), &id)))
        };
        let (file, standing, verdict, states) = office.db.read_blocking(read)?;
        let words = self.lang.map_or(office.words, Words::of);
        let page = Page {
            id: &id,
            file: &file,
            standing: &standing,
            verdict: &verdict,
            states: &states,
            today,
            words,
        };
        print!("{}", brief::text(&page));
        Ok(())
    }
}
