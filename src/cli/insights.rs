//! `ryokai insights`: what the rules say of clients and of whole practices on a day, for people and
//! for programs.

use std::collections::HashMap;

use clap::Args;
use serde_json::{Value, json};

use super::{Failure, Office, one_of};
use crate::method::insight::{Insight, network_verdict, verdict};
use crate::method::{Day, Id, Lang, Person, Viewer};
use crate::store::file::Loaded;
use crate::store::{Conn, StoreError, file, member, pillar, portfolio, setting};
use crate::words::{KnownNames, Words, arg};

#[derive(Debug, Args)]
pub struct Insights {
    /// One client only: our id, or the one of the file they came with
    #[arg(long, value_name = "ID", conflicts_with = "consultant")]
    client: Option<Id>,
    /// One consultant's practice as a whole: our id, or the one of the file they came with
    #[arg(long, value_name = "ID")]
    consultant: Option<Id>,
    /// The day to look from; later records are not read [default: today]
    #[arg(long, value_name = "DATE")]
    as_of: Option<Day>,
    /// The language of the texts [default: the terminal's]
    #[arg(long, value_parser = one_of::<Lang>(&["ja", "en"]))]
    lang: Option<Lang>,
    /// An array of {rule, subject, facts, text}, for programs
    #[arg(long)]
    json: bool,
}

/// Holds what one member's insights are read from.
struct Ground {
    people: Vec<Loaded>,
    /// Holds what the rules say of each of them, and of the practice as a whole.
    of_people: Vec<Insight>,
    of_practice: Vec<Insight>,
    member: member::Member,
    pillars: Vec<pillar::Kept>,
}

impl Insights {
    pub fn run(&self, office: &Office) -> Result<(), Failure> {
        let words = self.lang.map_or(office.words, Words::of);
        let (mut lines, mut known) = (Vec::new(), false);
        for viewer in office.viewers()? {
            let at = self.as_of.unwrap_or_else(|| office.today(&viewer));
            let ground = office.db.read_blocking(|conn| Ground::of(conn, &viewer, at))?;
            known |= self.asked_of(&ground, &mut lines, words);
        }
        match (&self.client, &self.consultant) {
            _ if known => {}
            (Some(id), _) => return Err(unknown(office, "cli-no-such-client", id)),
            (_, Some(id)) => return Err(unknown(office, "cli-no-such-consultant", id)),
            _ => {}
        }
        if self.json {
            println!("{}", serde_json::to_string_pretty(&lines).map_err(std::io::Error::from)?);
            return Ok(());
        }
        for line in &lines {
            let part = |name: &str| line[name].as_str().unwrap_or_default();
            println!("{}\t{}\t{}", part("subject"), part("rule"), part("text"));
        }
        Ok(())
    }

    /// Adds what was asked for of one member's practice; false if nobody there was meant.
    fn asked_of(&self, ground: &Ground, lines: &mut Vec<Value>, words: &Words) -> bool {
        let named = |asked: &Option<Id>, own: &Id, theirs: Option<&Id>| {
            asked.as_ref().is_some_and(|id| id == own || Some(id) == theirs)
        };
        let client = |l: &&Loaded| named(&self.client, &l.file.person.id, l.external_id.as_ref());
        let client = ground.people.iter().find(client).map(|l| &l.file.person.id);
        let consultant =
            named(&self.consultant, &ground.member.id, ground.member.external_id.as_ref());
        let all = self.client.is_none() && self.consultant.is_none();
        let people = ground.of_people.iter().filter(|i| all || Some(&i.subject) == client);
        let practice = ground.of_practice.iter().filter(|_| all || consultant);
        lines.extend(people.chain(practice).map(|insight| ground.line(insight, words)));
        client.is_some() || consultant
    }
}

fn unknown(office: &Office, key: &'static str, id: &Id) -> Failure {
    Failure::Said(office.words.say(key, &[("id", arg(id.as_str()))]))
}

impl Ground {
    fn of(conn: &mut Conn, viewer: &Viewer, at: Day) -> Result<Ground, StoreError> {
        let thresholds = setting::thresholds(conn, &viewer.practice)?;
        let mut people = file::load_all(conn, viewer)?;
        people.retain(|loaded| loaded.consultant == viewer.member);
        let of_people =
            people.iter().flat_map(|loaded| verdict(&loaded.file, at, &thresholds)).collect();
        let of_practice = network_verdict(&portfolio::of(conn, viewer, at)?, &thresholds);
        let (member, pillars) = (member::own(conn, viewer)?, pillar::kept(conn, viewer)?);
        Ok(Ground { people, of_people, of_practice, member, pillars })
    }

    /// One insight, by the ids of the file its people came with.
    fn line(&self, insight: &Insight, words: &Words) -> Value {
        let people = self.people.iter().map(|l| (&l.file.person.id, l.external_id.as_ref()));
        let pillars = self.pillars.iter().map(|p| (&p.pillar.id, p.external_id.as_ref()));
        let member = std::iter::once((&self.member.id, self.member.external_id.as_ref()));
        let theirs: HashMap<&Id, Option<&Id>> = people.chain(pillars).chain(member).collect();
        let named = |id: &Id| theirs.get(id).copied().flatten().unwrap_or(id).to_string();
        let people: Vec<&Person> = self.people.iter().map(|l| &l.file.person).collect();
        let pillars: Vec<_> = self.pillars.iter().map(|p| p.pillar.clone()).collect();
        json!({
            "rule": insight.rule.code(),
            "subject": named(&insight.subject),
            "facts": insight.facts.iter().map(named).collect::<Vec<_>>(),
            "text": words.insight_text(insight, KnownNames { people: &people, pillars: &pillars }),
        })
    }
}
