//! A whole account as one JSON file, out and in: everything that a practice holds, under its own
//! ids, so that what is taken in elsewhere is written out again byte for byte. Which formats stand
//! beside it in the ZIP is `export::account`.
//!
//! Out and in go row by row: no more than one person's records are ever in memory.

mod export;
mod import;
mod rows;
mod within;

use diesel::prelude::*;
use schemars::JsonSchema;

use super::schema::member;
use super::{Answer, Conn, column};
use crate::method::{Id, Text, Viewer};

pub use export::export_archive;
pub use import::{Taken, import_archive};
pub use rows::LEFT_OUT;
pub use within::Within;

/// Names what stands at the head of the file.
pub const FORMAT: &str = "ryokai-account";
/// The version of the format. A column added, renamed or gone makes a new one; older ones stay
/// readable.
pub const VERSION: u32 = 2;

/// Names whose records are asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reach {
    /// Every practice: for who holds the database anyway.
    Database,
    /// One practice: likewise.
    Practice(Id),
    /// The viewer's own clients, and those of members who let theirs be part of it.
    Own(Viewer),
}

impl Reach {
    /// The name under which it is recorded.
    pub fn name(&self) -> &'static str {
        match self {
            Reach::Database => "database",
            Reach::Practice(_) => "practice",
            Reach::Own(_) => "own",
        }
    }
}

/// Names why a file was not taken in. Nothing of it is kept.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    #[error("the database holds a practice already")]
    NotEmpty,
    #[error("the file does not begin as an account of ryokai does")]
    Foreign,
    #[error("the file is of version {0}, which is newer than this program")]
    Newer(u32),
    #[error("line {line}, column {column}: {why}")]
    Unreadable { line: usize, column: usize, why: String },
    #[error("{table}: {why}")]
    Row { table: &'static str, why: String },
}

/// The file as its schema describes it. It is never held as a whole: this names its parts and their
/// order.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, title = "ryokai account")]
#[expect(dead_code, reason = "named for the schema alone")]
pub struct Account {
    #[schemars(extend("const" = FORMAT))]
    format: String,
    #[schemars(extend("const" = VERSION))]
    version: u32,
    practice: Vec<rows::Practice>,
    setting: Vec<rows::Setting>,
    member: Vec<rows::Member>,
    pillar: Vec<rows::Pillar>,
    person: Vec<rows::PersonRow>,
    fact: Vec<rows::FactRow>,
    /// Only where two were made one.
    #[schemars(default)]
    merge: Vec<rows::Merge>,
    share: Vec<rows::Share>,
    insight_state: Vec<rows::InsightAct>,
    export: Vec<rows::Export>,
    draft: Vec<rows::Draft>,
    audit: Vec<rows::Audit>,
    erasure: Vec<rows::Erasure>,
    kept_hours: Vec<rows::KeptHours>,
    whole_copy: Vec<rows::WholeCopy>,
}

/// Holds what is called after each person: it shows how far the work is, and may call it off
/// (`CalledOff`).
pub type Each<'e> = &'e mut dyn FnMut() -> Answer<()>;

/// True if the viewer lets their clients be part of what an owner exports.
pub fn joined(conn: &mut Conn, viewer: &Viewer) -> Answer<bool> {
    Ok(member::table.find(viewer.member.as_str()).select(member::in_account).get_result(conn)?)
}

/// Lets the viewer's clients be part of it, or no longer. Nobody says so for somebody else.
pub fn join(conn: &mut Conn, viewer: &Viewer, joins: bool) -> Answer<()> {
    let own = member::table.find(viewer.member.as_str());
    diesel::update(own).set(member::in_account.eq(joins)).execute(conn)?;
    Ok(())
}

/// The other members who let their clients be part of it, by name.
pub fn colleagues_in(conn: &mut Conn, viewer: &Viewer) -> Answer<Vec<Text>> {
    let names: Vec<String> = member::table
        .filter(member::practice.eq(viewer.practice.as_str()).and(member::in_account.eq(true)))
        .filter(member::id.ne(viewer.member.as_str()))
        .order((member::name, member::id))
        .select(member::name)
        .load(conn)?;
    names.iter().map(|name| column::text(name)).collect()
}

/// True once there is a practice: an account is only taken into a database without any.
pub fn occupied(conn: &mut Conn) -> Answer<bool> {
    Ok(!super::practice::all(conn)?.is_empty())
}
