//! The secret calendar of a member: one each, found by the hash of its token. Tokens themselves
//! never come here.

use diesel::prelude::*;

use super::schema::{self, feed};
use super::{Answer, Conn, StoreError, audit, member};
use crate::method::{Moment, Viewer};

/// A member's feed, as they see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Feed {
    pub made_at: Moment,
    /// True if clients' initials stand in it.
    pub initials: bool,
}

/// Makes the viewer's feed anew; the address it had before is dead.
pub fn make(
    conn: &mut Conn,
    viewer: &Viewer,
    token_hash: &str,
    initials: bool,
    now: Moment,
) -> Answer<()> {
    diesel::delete(feed::table.find(viewer.member.as_str())).execute(conn)?;
    diesel::insert_into(feed::table)
        .values((
            feed::member.eq(viewer.member.as_str()),
            feed::token_hash.eq(token_hash),
            feed::initials.eq(initials),
            feed::made_at.eq(now),
        ))
        .execute(conn)?;
    audit::write(conn, viewer, "feed_made", (None, if initials { "initials" } else { "" }), now)
}

/// Ends the viewer's feed. `NotFound` if there is none.
pub fn revoke(conn: &mut Conn, viewer: &Viewer, now: Moment) -> Answer<()> {
    if diesel::delete(feed::table.find(viewer.member.as_str())).execute(conn)? == 0 {
        return Err(StoreError::NotFound);
    }
    audit::write(conn, viewer, "feed_revoked", (None, ""), now)
}

/// The viewer's own feed.
pub fn own(conn: &mut Conn, viewer: &Viewer) -> Answer<Option<Feed>> {
    let row: Option<(Moment, bool)> = feed::table
        .find(viewer.member.as_str())
        .select((feed::made_at, feed::initials))
        .get_result(conn)
        .optional()?;
    Ok(row.map(|(made_at, initials)| Feed { made_at, initials }))
}

/// Tells whose feed has this token, and how it is written; none for a token that is unknown,
/// revoked, or of somebody who left.
pub fn find(conn: &mut Conn, token_hash: &str) -> Answer<Option<(Viewer, bool)>> {
    let row: Option<(member::Row, bool)> = feed::table
        .inner_join(schema::member::table)
        .filter(feed::token_hash.eq(token_hash).and(schema::member::active.eq(true)))
        .select((member::Row::as_select(), feed::initials))
        .get_result(conn)
        .optional()?;
    row.map(|(member, initials)| Ok((member.viewer()?, initials))).transpose()
}
