//! The zones a member has lived in, kept with the settings of the practice under the member's id.

use diesel::prelude::*;

use super::schema::setting;
use super::{Answer, Conn, StoreError};
use crate::method::zone::{Past, Zones};
use crate::method::{Moment, Viewer};

/// Zones that are kept; whoever moves more often keeps the latest.
const MOST: usize = 100;

/// The zones of the viewer.
pub fn own(conn: &mut Conn, viewer: &Viewer) -> Answer<Zones> {
    let kept =
        setting::table.find((viewer.practice.as_str(), named(viewer))).select(setting::value);
    let kept: Option<String> = kept.get_result(conn).optional()?;
    let past = kept
        .map(|kept| serde_json::from_str(&kept).map_err(|e| StoreError::unreadable("zones", e)));
    Ok(Zones { past: past.transpose()?.unwrap_or_default(), now: viewer.tz })
}

/// Notes that the zone the viewer has had holds no longer.
pub(super) fn ended(conn: &mut Conn, viewer: &Viewer, now: Moment) -> Answer<()> {
    let mut past = own(conn, viewer)?.past;
    past.push(Past { until: now, tz: viewer.tz });
    past.drain(..past.len().saturating_sub(MOST));
    let value = serde_json::to_string(&past).map_err(|e| StoreError::unreadable("zones", e))?;
    let name = named(viewer);
    diesel::delete(setting::table.find((viewer.practice.as_str(), &name))).execute(conn)?;
    let row = (
        setting::practice.eq(viewer.practice.as_str()),
        setting::name.eq(name),
        setting::value.eq(value),
    );
    diesel::insert_into(setting::table).values(row).execute(conn)?;
    Ok(())
}

fn named(viewer: &Viewer) -> String {
    format!("zones:{}", viewer.member)
}
