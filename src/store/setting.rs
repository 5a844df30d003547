//! What holds for a whole practice, by name. Values the program does not know are left alone.

use diesel::prelude::*;

use super::schema::setting;
use super::{Answer, Conn, StoreError};
use crate::domain::{Act, Id, Terms, Viewer};

const SILENCE_STEP: &str = "silence_step";
const CONSULT_VALID: &str = "consult_valid";
const COLLAB_WINDOW: &str = "collab_window";
const RETENTION_YEARS: &str = "retention_years";

/// How long records are kept after the work has ended where the practice has not said otherwise, in years.
pub const DEFAULT_RETENTION_YEARS: u32 = 5;

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
        put(conn, viewer, name, days)?;
    }
    Ok(())
}

/// How long this practice keeps records after the work has ended, in years. Documents that leave say so.
pub fn retention_years(conn: &mut Conn, practice: &Id) -> Answer<u32> {
    let row = setting::table.find((practice.as_str(), RETENTION_YEARS)).select(setting::value);
    let kept: Option<String> = row.get_result(conn).optional()?;
    kept.map_or(Ok(DEFAULT_RETENTION_YEARS), |years| years.parse().map_err(|e| StoreError::unreadable("setting", e)))
}

/// Sets how long the practice keeps records.
pub fn set_retention_years(conn: &mut Conn, viewer: &Viewer, years: u32) -> Answer<()> {
    if !viewer.may(Act::ManagePractice) {
        return Err(StoreError::Forbidden);
    }
    put(conn, viewer, RETENTION_YEARS, years)
}

fn put(conn: &mut Conn, viewer: &Viewer, name: &str, value: u32) -> Answer<()> {
    let row = setting::table.find((viewer.practice.as_str(), name));
    diesel::delete(row).execute(conn)?;
    let value = value.to_string();
    let row = (setting::practice.eq(viewer.practice.as_str()), setting::name.eq(name), setting::value.eq(value));
    diesel::insert_into(setting::table).values(row).execute(conn)?;
    Ok(())
}
