//! Keeps what holds for a whole practice, by name. Values the program does not know are left alone.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use diesel::prelude::*;

use super::conn::each;
use super::schema::{practice, setting};
use super::{Answer, Conn, StoreError, column};
use crate::method::hours::log::Terms as HoursTerms;
use crate::method::insight::{Threshold, Thresholds};
use crate::method::letterhead::{Letterhead, Logo};
use crate::method::{Act, Id, Terms, Viewer};

const RETENTION_YEARS: &str = "retention_years";
const ACCENT: &str = "letterhead_accent";
/// In Base64: a setting is a text.
const LOGO: &str = "letterhead_logo";

/// Sets how long records are kept after the work has ended where the practice has not said
/// otherwise, in years.
pub const DEFAULT_RETENTION_YEARS: u32 = 5;

/// The thresholds of the rules in this practice. What it has not set is as the program has it.
pub fn thresholds(conn: &mut Conn, practice: &Id) -> Answer<Thresholds> {
    let own =
        setting::table.filter(setting::practice.eq(practice.as_str()).and(setting::name.ne(LOGO)));
    let named = own.select((setting::name, setting::value));
    let rows: Vec<(String, String)> = each!(conn, named.load(conn))?;
    let known = rows.iter().filter(|(name, _)| Threshold::named(name).is_some());
    let number = |(name, value): &'_ (String, String)| {
        let number = value.parse().map_err(|e| StoreError::unreadable("setting", e))?;
        Ok((name.clone(), number))
    };
    let set: Vec<(String, u32)> = known.map(number).collect::<Answer<_>>()?;
    Ok(Thresholds::default().with(set.iter().map(|(name, number)| (name.as_str(), *number))))
}

/// The day counts of the derivations in this practice.
pub fn terms(conn: &mut Conn, practice: &Id) -> Answer<Terms> {
    Ok(thresholds(conn, practice)?.terms)
}

/// Sets the thresholds for everybody in the practice. What lists show was derived under the old
/// ones and holds no more; `standing::renew` and `verdict::renew` make it anew.
pub fn set_thresholds(conn: &mut Conn, viewer: &Viewer, changed: &Thresholds) -> Answer<()> {
    manages(viewer)?;
    let before = thresholds(conn, &viewer.practice)?;
    for (threshold, number) in changed.numbers() {
        diesel::delete(setting::table.find((viewer.practice.as_str(), threshold.name)))
            .execute(conn)?;
        if number != threshold.usual {
            put(conn, viewer, threshold.name, number)?;
        }
    }
    if before.terms == changed.terms {
        Ok(())
    } else {
        super::standing::expire(conn, &viewer.practice)
    }
}

/// Tells how long this practice keeps records after the work has ended, in years. Documents that
/// leave say so.
pub fn retention_years(conn: &mut Conn, practice: &Id) -> Answer<u32> {
    let row = setting::table.find((practice.as_str(), RETENTION_YEARS)).select(setting::value);
    let kept: Option<String> = row.get_result(conn).optional()?;
    kept.map_or(Ok(DEFAULT_RETENTION_YEARS), |years| {
        years.parse().map_err(|e| StoreError::unreadable("setting", e))
    })
}

/// Sets how long the practice keeps records.
pub fn set_retention_years(conn: &mut Conn, viewer: &Viewer, years: u32) -> Answer<()> {
    manages(viewer)?;
    put(conn, viewer, RETENTION_YEARS, years)
}

const GROUP_CAP: &str = "hours_group_cap";
const RECENT_MONTHS: &str = "hours_recent_months";

/// Tells how this practice counts hours, where sources disagree.
pub fn hours_terms(conn: &mut Conn, practice: &Id) -> Answer<HoursTerms> {
    let usual = HoursTerms::default();
    let mut read = |name: &str, usual: u32| -> Answer<u32> {
        let row = setting::table.find((practice.as_str(), name)).select(setting::value);
        let set: Option<String> = row.get_result(conn).optional()?;
        set.map_or(Ok(usual), |value| {
            value.parse().map_err(|e| StoreError::unreadable("setting", e))
        })
    };
    Ok(HoursTerms {
        group_cap: read(GROUP_CAP, usual.group_cap)?,
        recent_months: read(RECENT_MONTHS, usual.recent_months)?,
    })
}

/// Sets how the practice counts hours.
pub fn set_hours_terms(conn: &mut Conn, viewer: &Viewer, terms: HoursTerms) -> Answer<()> {
    manages(viewer)?;
    put(conn, viewer, GROUP_CAP, terms.group_cap)?;
    put(conn, viewer, RECENT_MONTHS, terms.recent_months)
}

/// Tells what stands at the head of this practice's documents.
pub fn letterhead(conn: &mut Conn, practice: &Id) -> Answer<Letterhead> {
    let name: String =
        practice::table.find(practice.as_str()).select(practice::name).get_result(conn)?;
    let mut value = |name: &str| -> Answer<Option<String>> {
        Ok(setting::table
            .find((practice.as_str(), name))
            .select(setting::value)
            .get_result(conn)
            .optional()?)
    };
    let accent =
        value(ACCENT)?.map(|text| text.parse().map_err(|e| StoreError::unreadable("setting", e)));
    let picture = |text: String| {
        let bytes = STANDARD.decode(text).map_err(|e| StoreError::unreadable("setting", e))?;
        Logo::read(&bytes).map_err(|e| StoreError::unreadable("setting", e))
    };
    let logo = value(LOGO)?.map(picture).transpose()?;
    Ok(Letterhead { practice: Some(column::text(&name)?), accent: accent.transpose()?, logo })
}

/// Sets colour and logo; the name is the practice's own.
pub fn set_letterhead(conn: &mut Conn, viewer: &Viewer, head: &Letterhead) -> Answer<()> {
    manages(viewer)?;
    let values = [
        (ACCENT, head.accent.as_ref().map(ToString::to_string)),
        (LOGO, head.logo.as_ref().map(|logo| STANDARD.encode(logo.bytes()))),
    ];
    for (name, value) in values {
        match value {
            Some(value) => put(conn, viewer, name, value)?,
            None => drop(
                diesel::delete(setting::table.find((viewer.practice.as_str(), name)))
                    .execute(conn)?,
            ),
        }
    }
    Ok(())
}

fn put(conn: &mut Conn, viewer: &Viewer, name: &str, value: impl ToString) -> Answer<()> {
    let row = setting::table.find((viewer.practice.as_str(), name));
    diesel::delete(row).execute(conn)?;
    let value = value.to_string();
    let row = (
        setting::practice.eq(viewer.practice.as_str()),
        setting::name.eq(name),
        setting::value.eq(value),
    );
    diesel::insert_into(setting::table).values(row).execute(conn)?;
    Ok(())
}

fn manages(viewer: &Viewer) -> Answer<()> {
    if viewer.may(Act::ManagePractice) { Ok(()) } else { Err(StoreError::Forbidden) }
}
