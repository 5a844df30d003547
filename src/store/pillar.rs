//! The circles a member's people come from. Each member has their own.

use diesel::prelude::*;

use super::schema::pillar;
use super::{Answer, Conn, StoreError, column};
use crate::method::pillar::Pillar;
use crate::method::{Id, Text, Viewer};

/// A pillar with the id in the file it came with.
#[derive(Debug, Clone, PartialEq)]
pub struct Kept {
    pub pillar: Pillar,
    pub external_id: Option<Id>,
}

/// The viewer's pillars, in their order.
pub fn list(conn: &mut Conn, viewer: &Viewer) -> Answer<Vec<Pillar>> {
    Ok(kept(conn, viewer)?.into_iter().map(|kept| kept.pillar).collect())
}

/// `list`, with what only the store knows of them.
pub fn kept(conn: &mut Conn, viewer: &Viewer) -> Answer<Vec<Kept>> {
    type Row = (String, Option<String>, Option<String>, Option<String>, i32, Option<String>);
    let rows: Vec<Row> = pillar::table
        .filter(pillar::member.eq(viewer.member.as_str()))
        .order((pillar::position, pillar::id))
        .select((
            pillar::id,
            pillar::name,
            pillar::name_ja,
            pillar::name_en,
            pillar::position,
            pillar::external_id,
        ))
        .load(conn)?;
    let read = |(id, name, ja, en, position, external_id): Row| {
        let pillar = Pillar {
            id: column::id(&id)?,
            consultant: viewer.member.clone(),
            name: column::optional_text(name.as_deref())?,
            name_ja: column::optional_text(ja.as_deref())?,
            name_en: column::optional_text(en.as_deref())?,
            order: Some(column::count(position)?),
        };
        Ok(Kept { pillar, external_id: column::optional_id(external_id.as_deref())? })
    };
    rows.into_iter().map(read).collect()
}

/// Gives the viewer's pillars these names in this order; `NotFound` if one of them is not theirs.
/// The names that came with a file for each language are theirs to keep until they are named anew.
pub fn arrange(conn: &mut Conn, viewer: &Viewer, named: &[(Id, Text)]) -> Answer<()> {
    let known = list(conn, viewer)?;
    for ((id, name), position) in named.iter().zip(1..) {
        let was = known.iter().find(|p| p.id == *id).ok_or(StoreError::NotFound)?;
        let own = pillar::table.find(id.as_str()).filter(pillar::member.eq(viewer.member.as_str()));
        diesel::update(own).set(pillar::position.eq(position)).execute(conn)?;
        if was.label(viewer.lang) != Some(name) {
            let none: Option<String> = None;
            let names = (
                pillar::name.eq(Some(name.as_str())),
                pillar::name_ja.eq(none.clone()),
                pillar::name_en.eq(none),
            );
            diesel::update(own).set(names).execute(conn)?;
        }
    }
    Ok(())
}

/// Adds a pillar behind the viewer's others; one that has this name already is that pillar.
pub fn add(conn: &mut Conn, viewer: &Viewer, name: &Text) -> Answer<Id> {
    let same = |p: &Pillar| [&p.name, &p.name_ja, &p.name_en].contains(&&Some(name.clone()));
    if let Some(known) = list(conn, viewer)?.into_iter().find(same) {
        return Ok(known.id);
    }
    let pillar = Pillar {
        id: Id::fresh(),
        consultant: viewer.member.clone(),
        name: Some(name.clone()),
        name_ja: None,
        name_en: None,
        order: None,
    };
    add_from_file(conn, viewer, &pillar, None)
}

/// Adds a pillar under the id it has in a file.
pub(super) fn add_from_file(
    conn: &mut Conn,
    viewer: &Viewer,
    new: &Pillar,
    external_id: Option<&Id>,
) -> Answer<Id> {
    let last: Option<i32> = pillar::table
        .filter(pillar::member.eq(viewer.member.as_str()))
        .select(diesel::dsl::max(pillar::position))
        .get_result(conn)?;
    let position = new.order.map(column::to_count).unwrap_or(last.unwrap_or(0).saturating_add(1));
    let text = |t: &Option<Text>| t.as_ref().map(|t| t.as_str().to_owned());
    diesel::insert_into(pillar::table)
        .values((
            pillar::id.eq(new.id.as_str()),
            pillar::member.eq(viewer.member.as_str()),
            pillar::name.eq(text(&new.name)),
            pillar::name_ja.eq(text(&new.name_ja)),
            pillar::name_en.eq(text(&new.name_en)),
            pillar::position.eq(position),
            pillar::external_id.eq(external_id.map(Id::as_str)),
        ))
        .execute(conn)?;
    Ok(new.id.clone())
}
