//! `ryokai standing`: where each relationship stands on a day, and the one piece that is missing.

use clap::Args;
use serde_json::{Map, Value};

use super::{Failure, Office};
use crate::method::{Day, Id, Standing as At};
use crate::store::{file, setting};
use crate::words::arg;

#[derive(Debug, Args)]
pub struct Standing {
    /// One client only: our id, or the one of the file they came with
    #[arg(long, value_name = "ID")]
    client: Option<Id>,
    /// The day to look from; later records are not read [default: today]
    #[arg(long, value_name = "DATE")]
    as_of: Option<Day>,
    /// One object keyed by client, for programs
    #[arg(long)]
    json: bool,
}

impl Standing {
    pub fn run(&self, office: &Office) -> Result<(), Failure> {
        let mut found = Map::new();
        for (key, name, standing) in self.standings(office)? {
            if self.json {
                found.insert(key, standing.to_json());
                continue;
            }
            let stage = office.words.label("stage", &standing.stage.to_string());
            let state = |a: &crate::method::standing::Agreement| {
                office.words.label("agreement-state", &a.state)
            };
            let (talk, consult) = (state(&standing.conversation), state(&standing.consultation));
            println!("{key}\t{name}\t{} {stage}\t{talk}\t{consult}", standing.stage);
        }
        if self.json {
            let all = Value::Object(found);
            println!("{}", serde_json::to_string_pretty(&all).map_err(std::io::Error::from)?);
        }
        Ok(())
    }

    /// Key, name and standing of the clients asked for.
    fn standings(&self, office: &Office) -> Result<Vec<(String, String, At)>, Failure> {
        let terms = office.db.read_blocking(|conn| setting::terms(conn, &office.practice.id))?;
        let mut out = Vec::new();
        for viewer in office.viewers()? {
            let at = self.as_of.unwrap_or_else(|| office.today(&viewer));
            for loaded in office.db.read_blocking(|conn| file::load_all(conn, &viewer))? {
                let person = &loaded.file.person;
                let asked = match &self.client {
                    Some(id) => person.id == *id || loaded.external_id.as_ref() == Some(id),
                    None => person.kind.client(),
                };
                if asked && loaded.consultant == viewer.member {
                    let key = loaded.external_id.as_ref().unwrap_or(&person.id).to_string();
                    out.push((
                        key,
                        person.display_name.to_string(),
                        At::of(&loaded.file, at, &terms),
                    ));
                }
            }
        }
        match &self.client {
            Some(id) if out.is_empty() => Err(Failure::Said(
                office.words.say("cli-no-such-client", &[("id", arg(id.as_str()))]),
            )),
            _ => Ok(out),
        }
    }
}
