//! What holds for a whole practice, by name. Values the program does not know are left alone.

use diesel::prelude::*;

use super::schema::setting;
use super::{Answer, Conn, StoreError};
use crate::domain::{Act, Id, Terms, Viewer};

const SILENCE_STEP: &str = "silence_step";
const CONSULT_VALID: &str = "consult_valid";
const COLLAB_WINDOW: &str = "collab_window";

/// The day counts of the derivations in this practice.
pub fn terms(conn: &mut Conn, practice: &Id) -> Answer<Terms> {
    let rows: Vec<(String, String)> = setting::table
        .filter(setting::practice.eq(practice.as_str()))
        .select((setting::name, setting::value))
        .load(conn)?;
    let mut terms = Terms::default();
    for (name, value) in rows {
        let days = || value.parse().map_err(|e| StoreError::unreadable("setting", e));
        match name.as_str() {
            SILENCE_STEP => terms.silence_step = days()?,
            CONSULT_VALID => terms.consult_valid = days()?,
            COLLAB_WINDOW => terms.collab_window = days()?,
            _ => {}
        }
    }
    Ok(terms)
}

/// Sets the day counts for everybody in the practice. The glances for lists are renewed by `standing::renew`.
pub fn set_terms(conn: &mut Conn, viewer: &Viewer, terms: &Terms) -> Answer<()> {
    if !viewer.may(Act::ManagePractice) {
        return Err(StoreError::Forbidden);
    }
    for (name, days) in
        [(SILENCE_STEP, terms.silence_step), (CONSULT_VALID, terms.consult_valid), (COLLAB_WINDOW, terms.collab_window)]
    {
        let row = setting::table.find((viewer.practice.as_str(), name));
        diesel::delete(row).execute(conn)?;
        let value = days.to_string();
        let row = (setting::practice.eq(viewer.practice.as_str()), setting::name.eq(name), setting::value.eq(value));
        diesel::insert_into(setting::table).values(row).execute(conn)?;
    }
    Ok(())
}
