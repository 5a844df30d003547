//! The file format: consultants, pillars, clients and network contacts. What a file says, before
//! anything is stored.

mod place;
mod read;

pub use place::place;
pub use read::{Fault, read};

use chrono_tz::Tz;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::method::Rank;
use crate::method::contact::{Channel, Contact, Mover};
use crate::method::person::{Person, PersonKind};
use crate::method::pillar::Pillar;
use crate::method::quote::Lang;
use crate::method::{ClientFile, Day, Id, Text};

/// A whole file. Unknown fields are refused; `meta`, `checkpoints` and `expected` may be there and
/// are not read.
#[derive(Debug, Clone, Default, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct ImportFile {
    #[schemars(default)]
    pub consultants: Vec<Consultant>,
    #[schemars(default)]
    pub pillars: Vec<Pillar>,
    #[schemars(default)]
    pub clients: Vec<ClientFile>,
    #[schemars(default)]
    pub network_contacts: Vec<NetworkContact>,
    #[schemars(default)]
    #[expect(dead_code, reason = "named for the schema alone")]
    meta: Option<serde_json::Value>,
    #[schemars(default)]
    #[expect(dead_code, reason = "named for the schema alone")]
    checkpoints: Option<serde_json::Value>,
    #[schemars(default)]
    #[expect(dead_code, reason = "named for the schema alone")]
    expected: Option<serde_json::Value>,
}

/// A consultant as a file names them. They become a member without a sign-in, unless the practice
/// knows them.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Consultant {
    pub id: Id,
    pub name: Text,
    #[serde(default)]
    pub name_ja: Option<Text>,
    #[serde(default)]
    pub name_en: Option<Text>,
    #[serde(default)]
    pub locale: Lang,
    /// IANA name; the zone of every day in the file.
    #[serde(default = "tokyo")]
    #[schemars(with = "String")]
    pub tz: Tz,
    /// The day their own training as a coach began.
    #[serde(default)]
    pub training_from: Option<Day>,
    #[serde(default = "fifteen")]
    #[schemars(range(min = 1, max = 1000))]
    pub capacity: u32,
}

fn tokyo() -> Tz {
    chrono_tz::Asia::Tokyo
}

fn fifteen() -> u32 {
    15
}

/// Somebody of the network, of whom only the days of two-way contact are known.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NetworkContact {
    pub id: Id,
    #[serde(default)]
    pub consultant: Option<Id>,
    pub name: Text,
    #[serde(default)]
    pub pillars: Vec<Id>,
    #[serde(default)]
    pub declared_rank: Option<Rank>,
    #[serde(default)]
    pub wish_to_meet: bool,
    #[serde(default)]
    pub two_way: Vec<Day>,
}

impl NetworkContact {
    /// Their file: a peer, met on those days. The format does not say who moved first; we take it
    /// upon ourselves, because nobody must look as if they had come to us when we do not know it.
    pub fn file(&self) -> ClientFile {
        let person = Person {
            kind: PersonKind::Peer,
            consultant: self.consultant.clone(),
            pillars: self.pillars.clone(),
            declared_rank: self.declared_rank,
            wish_to_meet: self.wish_to_meet,
            ..Person::named(self.id.clone(), self.name.clone(), Lang::of(self.name.as_str()))
        };
        let contact = |(i, on): (usize, &Day)| Contact {
            id: self.id.part("t", i + 1),
            on: *on,
            initiator: Mover::Us,
            channel: Channel::Other,
            replied_on: Some(*on),
            closing: None,
            note: None,
        };
        let contacts = self.two_way.iter().enumerate().map(contact).collect();
        ClientFile { contacts, ..ClientFile::new(person) }
    }
}

impl ImportFile {
    /// Every file in it with its place: clients, then the network.
    pub fn files(&self) -> Vec<(String, ClientFile)> {
        let clients =
            self.clients.iter().enumerate().map(|(i, c)| (format!("clients[{i}]"), c.clone()));
        let network = self.network_contacts.iter().enumerate();
        clients.chain(network.map(|(i, n)| (format!("network_contacts[{i}]"), n.file()))).collect()
    }
}
