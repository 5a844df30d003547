//! Holds what was handed over: who, when, which profile and format, and the fingerprint of the
//! bytes. Not the bytes.

use diesel::prelude::*;

use super::schema::export;
use super::{Answer, Conn, audit, column, scope};
use crate::method::disclosure::{Extent, Period};
use crate::method::{Day, Id, Lang, Moment, Viewer};

/// One handing over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Export {
    pub id: Id,
    pub member: Id,
    pub at: Moment,
    /// The profile's name: `client`, `file`, `supervisor`, `sponsor`.
    pub profile: String,
    /// The format's name: `pdf`, `docx`, `html`, `md`, `json`.
    pub format: String,
    pub lang: Lang,
    pub extent: Extent,
    pub as_of: Day,
    /// Of the bytes, in hexadecimal.
    pub sha256: String,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = export)]
struct Row {
    id: String,
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

/// Records a handing over of a person's file, in the log too. `Export::member` is the viewer,
/// whatever it says.
pub fn record(conn: &mut Conn, viewer: &Viewer, person: &Id, made: &Export) -> Answer<()> {
    let access = scope::enter(conn, viewer, person)?;
    let period = made.extent.period();
    let session = match &made.extent {
        Extent::Session { id, .. } => Some(id.as_str()),
        Extent::Period(_) => None,
    };
    diesel::insert_into(export::table)
        .values((
            export::id.eq(made.id.as_str()),
            export::practice.eq(viewer.practice.as_str()),
            export::person.eq(access.id()),
            export::member.eq(viewer.member.as_str()),
            export::made_at.eq(made.at),
            export::profile.eq(&made.profile),
            export::format.eq(&made.format),
            export::lang.eq(column::name(&made.lang)),
            export::scope_from.eq(period.from),
            export::scope_to.eq(period.to),
            export::scope_session.eq(session),
            export::as_of.eq(made.as_of),
            export::sha256.eq(&made.sha256),
        ))
        .execute(conn)?;
    let detail = format!("{} {}", made.profile, made.format);
    audit::write(conn, viewer, "exported", (Some(person), &detail), made.at)
}

/// `record` for several people, all or none.
pub fn record_all(conn: &mut Conn, viewer: &Viewer, made: &[(Id, Export)]) -> Answer<()> {
    made.iter().try_for_each(|(person, made)| record(conn, viewer, person, made))
}

/// Tells what was handed over of a person's file, the latest first.
pub fn list(conn: &mut Conn, viewer: &Viewer, person: &Id) -> Answer<Vec<Export>> {
    let access = scope::enter(conn, viewer, person)?;
    let rows: Vec<Row> = export::table
        .filter(export::person.eq(access.id()))
        .order((export::made_at.desc(), export::id.desc()))
        .select(Row::as_select())
        .load(conn)?;
    let read = |row: Row| {
        let extent = match (column::optional_id(row.scope_session.as_deref())?, row.scope_from) {
            (Some(id), Some(on)) => Extent::Session { id, on },
            _ => Extent::Period(Period { from: row.scope_from, to: row.scope_to }),
        };
        Ok(Export {
            id: column::id(&row.id)?,
            member: column::id(&row.member)?,
            at: row.made_at,
            profile: row.profile,
            format: row.format,
            lang: column::named(&row.lang)?,
            extent,
            as_of: row.as_of,
            sha256: row.sha256,
        })
    };
    rows.into_iter().map(read).collect()
}
