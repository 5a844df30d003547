//! `ryokai erase`: the end of one client's record, confirmed with their name.

use std::io::Write;

use super::{Failure, Office, one_of};
use crate::method::Id;
use crate::method::retention::{Ending, EndsBecause, confirms};
use crate::store::{StoreError, erasure, person};
use crate::words::arg;

/// Erase one client, or leave only the bare sessions under a name that says nothing
///
/// The client's whole name is asked for on standard input. Nothing can bring the record back.
#[derive(Debug, clap::Args)]
pub struct Erase {
    /// The client: the id in the program, or the one in the file they were imported from
    #[arg(long, value_name = "ID")]
    client: Id,

    /// Why; it is recorded without the client's name
    #[arg(long, value_parser = one_of::<EndsBecause>(&["asked", "term_over", "handed_on", "by_mistake"]))]
    reason: EndsBecause,

    /// Leave the days and minutes of the sessions, under a name that says nothing
    #[arg(long)]
    pseudonymise: bool,
}

impl Erase {
    /// Asks for the name, ends the record, and says which copies may still hold the client.
    pub fn run(&self, office: &Office) -> Result<(), Failure> {
        let words = office.words;
        let (viewer, id) = office.client(&self.client)?;
        let kept = office
            .db
            .read_blocking(|conn| person::find(conn, &viewer, &id)?.ok_or(StoreError::NotFound))?;
        let named = office.db.read_blocking(|conn| erasure::named(conn, &viewer, &id))?;
        if !named.is_empty() {
            eprintln!("{}", words.t("erase-named-means"));
        }
        for (of, mention) in named.iter().flat_map(|of| of.mentions.iter().map(move |m| (of, m))) {
            let day = mention.on.map(|on| on.to_string()).unwrap_or_default();
            eprintln!("{}\t{day}\t{}", words.name(&of.person), mention.said);
        }
        eprint!("{} ", words.say("erase-ask", &[("name", arg(words.name(&kept.person)))]));
        std::io::stderr().flush()?;
        let mut typed = String::new();
        std::io::stdin().read_line(&mut typed)?;
        if !confirms(&kept.person, &typed) {
            return Err(Failure::Said(words.t("erase-fault-confirm")));
        }
        let ending = if self.pseudonymise { Ending::Pseudonymised } else { Ending::Erased };
        let (order, now, by) = ((ending, self.reason), office.now, viewer.clone());
        let ordered =
            office.db.write_blocking(move |conn| erasure::order(conn, &by, &id, order, now))?;
        let Some(ordered) = ordered else { return Err(Failure::Said(words.t("erase-held"))) };
        let settled = erasure::purge(&office.db, now)?;
        let done = office.db.read_blocking(|conn| erasure::find(conn, &viewer, &ordered))?;
        println!("{}", words.label("ending", &done.ending));
        println!("{}", words.t(if settled { "erase-settled" } else { "erase-unsettled" }));
        if done.copies.is_empty() {
            println!("{}", words.t("erase-no-copies"));
        } else {
            println!("{}", words.say("erase-copies", &[("n", done.copies.len().into())]));
        }
        for copy in &done.copies {
            let place = copy.place.as_deref().unwrap_or("-");
            println!(
                "{}\t{}\t{place}",
                copy.made_at.format("%Y-%m-%dT%H:%M:%SZ"),
                words.label("copy-kind", &copy.kind)
            );
        }
        Ok(())
    }
}
