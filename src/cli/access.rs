//! `ryokai access`: everything that is kept of one client, in one ZIP, and the names of others to
//! look for first.

use std::io::Write;
use std::path::PathBuf;

use super::summary::missing;
use super::{Failure, Office, one_of, private};
use crate::export::access::Bundle;
use crate::method::{Id, Lang};
use crate::store;
use crate::words::arg;

/// Write everything that is kept of one client to one ZIP, and record that it was handed over
#[derive(Debug, clap::Args)]
pub struct Access {
    /// The client: the id in the program, or the one in the file they were imported from
    #[arg(long, value_name = "ID")]
    client: Id,

    /// The language [default: the client's]
    #[arg(long, value_parser = one_of::<Lang>(&["ja", "en"]))]
    lang: Option<Lang>,

    /// The ZIP to write; what is there already is never overwritten
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
}

impl Access {
    /// Names those who are named in it, then writes the ZIP and records it. What could not be
    /// written is not recorded.
    pub fn run(&self, office: &Office) -> Result<(), Failure> {
        let (words, place) = (office.words, self.output.display().to_string());
        if self.output.exists() {
            return Err(Failure::Said(words.say("account-exists", &[("file", arg(place))])));
        }
        let (viewer, id) = office.client(&self.client)?;
        let bundle = office.db.read_blocking(|conn| Bundle::load(conn, &viewer, &id))?;
        let lang = self.lang.unwrap_or(bundle.person().locale);
        missing(&bundle.missing(office.today(&viewer), lang)?, words);
        let bytes = bundle.write(&viewer, lang, office.now)?;
        let failed = |why| Failure::File { file: place.clone(), why };
        let written = private::private(&self.output)
            .and_then(|mut file| file.write_all(&bytes).and(file.sync_all()));
        written.map_err(failed)?;
        let line = Bundle::record(&viewer, lang, &bytes, office.now);
        let sha256 = line.sha256.clone();
        office.db.write_blocking(move |conn| store::export::record(conn, &viewer, &id, &line))?;
        println!(
            "{}",
            words.say("account-written", &[("file", arg(place)), ("sha256", arg(sha256))])
        );
        if !bundle.mentions.is_empty() {
            eprintln!("{}", words.say("access-named", &[("n", bundle.mentions.len().into())]));
        }
        for mention in &bundle.mentions {
            let day = mention.on.map_or_else(|| words.t("person-title"), |on| on.to_string());
            eprintln!("{day}\t{}\t{}", mention.name, mention.said);
        }
        eprintln!("{}", words.t("access-unknown-names"));
        Ok(())
    }
}
