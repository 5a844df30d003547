//! The rows of the account as its file has them: one type for each table, named as the table is,
//! field by column.
//!
//! The JSON Schema made of [`Rows`] is what is published, and a test holds it against `schema.rs`:
//! a column is either a field here or a line of [`LEFT_OUT`] with its reason.

use chrono::NaiveTime;
use diesel::prelude::*;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::method::fact::Fact;
use crate::method::insight::Dismissal;
use crate::method::{Day, Moment, Person};
use crate::store::schema::{
    audit, draft, erasure, export, fact, member, person, pillar, practice, setting,
};
use crate::store::schema::{insight_state, kept_hours, merge, share, whole_copy};

/// Tables and columns that are not in the file, and why. A table as a whole has the column `*`.
pub const LEFT_OUT: &[(&str, &str, &str)] = &[
    ("login", "*", "opens a browser's session; whoever moves signs in anew"),
    ("device", "*", "keeps a browser from being locked out; whoever moves signs in anew"),
    ("login_attempt", "*", "counts attempts of the last minutes"),
    (
        "installation",
        "*",
        "names the cookies of this one place; another place has a name of its own",
    ),
    ("setup_link", "*", "opens the first visit for an hour"),
    ("feed", "*", "opens a calendar to whoever holds its link; whoever moves makes a new one"),
    ("erasing", "*", "holds a row only within one transaction"),
    ("passing", "*", "says which facts nobody reads; none of them is in the file"),
    ("leaving", "*", "names whose record is on its way out; nothing of it is in the file"),
    ("submission", "*", "keeps a form that is open in a browser from being saved twice"),
    ("upload", "*", "a file somebody is in the middle of taking in; swept after a day"),
    ("import", "*", "what taking back the last file needs; it is taken back where it was taken in"),
    (
        "import_part",
        "*",
        "what taking back the last file needs; it is taken back where it was taken in",
    ),
    ("merged", "*", "those of `merge` that were not undone"),
    ("standing", "*", "derived from the facts; made anew when they are taken in"),
    ("reminder", "*", "who moves says anew whether a mail is wanted"),
    ("verdict", "*", "derived from the facts; made anew when they are taken in"),
    ("search", "*", "derived from the facts; made anew when they are taken in"),
    ("search_due", "*", "says whose texts are still being made findable"),
    ("member", "password_handed", "there is no password to hand on"),
    (
        "member",
        "password_hash",
        "a file that is handed around must not open an account; members set a new password",
    ),
    ("person", "kind", "part of the profile"),
    ("person", "display_name", "part of the profile"),
    ("person", "sort_key", "derived from the profile"),
    ("person", "version", "drawn anew at every change"),
    ("fact", "noun", "derived from the body"),
    ("fact", "about", "derived from the body"),
];

/// JSON that is kept byte for byte as the database has it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Kept(Box<RawValue>);

impl Kept {
    pub fn text(&self) -> &str {
        self.0.get()
    }
}

impl TryFrom<String> for Kept {
    type Error = serde_json::Error;

    fn try_from(stored: String) -> Result<Kept, serde_json::Error> {
        RawValue::from_string(stored).map(Kept)
    }
}

impl From<Kept> for String {
    fn from(kept: Kept) -> String {
        Box::<str>::from(kept.0).into()
    }
}

/// Declares a row that is read and written as it stands.
macro_rules! row {
    ($( #[doc = $doc:literal] )* $table:ident as $name:ident { $( $( #[$meta:meta] )* $field:ident: $ty:ty, )+ }) => {
        $( #[doc = $doc] )*
        #[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, Queryable, Selectable, Insertable)]
        #[serde(deny_unknown_fields)]
        #[diesel(table_name = $table)]
        pub struct $name {
            $( $( #[$meta] )* pub $field: $ty, )+
        }
    };
}

row! {
    /// A practice.
    practice as Practice { id: String, name: String, created_at: Moment, }
}

row! {
    /// What holds for a whole practice, by name.
    setting as Setting { practice: String, name: String, value: String, }
}

row! {
    /// Somebody who works there. Who could sign in sets a new password.
    member as Member {
        id: String,
        practice: String,
        name: String,
        reading: Option<String>,
        email: Option<String>,
        role: String,
        lang: String,
        tz: String,
        capacity: i32,
        quiet_from: Option<NaiveTime>,
        quiet_until: Option<NaiveTime>,
        active: bool,
        external_id: Option<String>,
        created_at: Moment,
        in_account: bool,
        training_from: Option<Day>,
    }
}

row! {
    /// A circle that a member's people come from.
    pillar as Pillar {
        id: String,
        member: String,
        name: Option<String>,
        name_ja: Option<String>,
        name_en: Option<String>,
        position: i32,
        external_id: Option<String>,
    }
}

/// Somebody known, client or not.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, Queryable, Selectable)]
#[serde(deny_unknown_fields)]
#[diesel(table_name = person)]
pub struct PersonRow {
    pub id: String,
    pub practice: String,
    pub consultant: String,
    pub external_id: Option<String>,
    pub created_at: Moment,
    pub updated_at: Moment,
    #[schemars(with = "Person")]
    #[diesel(deserialize_as = String)]
    pub profile: Kept,
}

/// One line of a person's journal, in the order written (`seq`).
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, Queryable, Selectable)]
#[serde(deny_unknown_fields)]
#[diesel(table_name = fact)]
pub struct FactRow {
    pub person: String,
    pub id: String,
    pub seq: i64,
    pub on_day: Day,
    pub session: Option<String>,
    pub recorded_at: Moment,
    pub recorded_by: Option<String>,
    #[schemars(with = "Fact")]
    #[diesel(deserialize_as = String)]
    pub body: Kept,
}

/// Two people who turned out to be one. `moved` are the ids of what came along, as JSON.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, Queryable, Selectable, Insertable)]
#[serde(deny_unknown_fields)]
#[diesel(table_name = merge)]
pub struct Merge {
    pub id: String,
    pub practice: String,
    pub member: String,
    pub kept: String,
    pub gone: String,
    pub done_at: Moment,
    #[schemars(with = "Person")]
    #[diesel(deserialize_as = String, serialize_as = String)]
    pub profile_before: Kept,
    #[schemars(with = "Person")]
    #[diesel(deserialize_as = String, serialize_as = String)]
    pub profile_after: Kept,
    pub moved: String,
    pub undone_at: Option<Moment>,
}

row! {
    /// One client, shared with a colleague.
    share as Share { person: String, member: String, shared_by: String, shared_at: Moment, }
}

/// Holds what was done with an insight.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, Queryable, Selectable, Insertable)]
#[serde(deny_unknown_fields)]
#[diesel(table_name = insight_state)]
pub struct InsightAct {
    pub id: String,
    pub practice: String,
    pub member: String,
    pub person: Option<String>,
    pub rule: String,
    pub on_day: Day,
    #[schemars(with = "Dismissal")]
    #[diesel(deserialize_as = String, serialize_as = String)]
    pub act: Kept,
    pub done_at: Moment,
    /// Tells when it was undone; it does not count then.
    #[serde(default)]
    pub undone_at: Option<Moment>,
}

row! {
    /// A document of one person that was handed over.
    export as Export {
        id: String,
        practice: String,
        person: String,
        member: String,
        made_at: Moment,
        profile: String,
        format: String,
        lang: String,
        scope_from: Option<Day>,
        scope_to: Option<Day>,
        scope_session: Option<String>,
        as_of: Day,
        sha256: String,
    }
}

row! {
    /// A session that somebody is in the middle of writing down; `body` is the form's fields as
    /// JSON.
    draft as Draft {
        id: String,
        member: String,
        person: Option<String>,
        body: String,
        version: i64,
        updated_at: Moment,
        /// Tells when it was thrown away; it is swept some weeks later.
        #[serde(default)]
        discarded_at: Option<Moment>,
    }
}

row! {
    /// Who did what, and when.
    audit as Audit {
        id: String,
        practice: String,
        member: Option<String>,
        done_at: Moment,
        act: String,
        person: Option<String>,
        detail: String,
    }
}

row! {
    /// An erasure: who ordered it, when and why. `copies` are ids of `whole_copy`, as a JSON list.
    erasure as Erasure {
        id: String,
        practice: String,
        person: String,
        ordered_by: String,
        ordered_at: Moment,
        ending: String,
        reason: String,
        copies: String,
        settled_at: Option<Moment>,
    }
}

row! {
    /// What still counts of a member's erased clients.
    kept_hours as KeptHours { member: String, year: i32, clients: i32, sessions: i32, minutes: i64, paid: i64, pro_bono: i64, #[serde(default)] begun: i32, }
}

row! {
    /// A whole copy that has left the database.
    whole_copy as WholeCopy {
        id: String,
        practice: Option<String>,
        member: Option<String>,
        made_at: Moment,
        kind: String,
        scope: String,
        place: Option<String>,
        sha256: String,
    }
}
