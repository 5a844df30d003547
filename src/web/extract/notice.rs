//! The act before a page, read from the page's address.

use chrono::TimeDelta;

use super::MemberContext;
use crate::error::Error;
use crate::method::Done;
use crate::paths;
use crate::store;
use crate::store::void::{Deed, Look};
use crate::views::told::Told;
use crate::views::void::Notice;

/// The minutes after an act in which its page still says so: a page that was kept says nothing of
/// last week.
const FRESH: i64 = 60;

/// Gives the context the act before this page, as its address names it: the reader's own, and of
/// this hour.
pub(super) async fn noticed(
    mut context: MemberContext,
    asked: &str,
) -> Result<MemberContext, Error> {
    let query = asked.split_once('?').map(|(_, query)| query).unwrap_or_default();
    let told =
        query.split('&').filter_map(|pair| pair.strip_prefix(paths::TOLD)?.strip_prefix('='));
    context.told = told.filter_map(Told::named).collect();
    context.about = paths::client_of(asked);
    let done = query.split('&').find_map(|pair| pair.strip_prefix("done="));
    // An address writes a tilde either way.
    let done = done.and_then(|done| done.replace("%7E", "~").parse::<Done>().ok());
    let Some(done) = done else { return Ok(context) };
    let look = context.read(move |conn, viewer| store::void::look(conn, viewer, &done)).await?;
    let fresh = |look: &Look| look.own && context.now - look.at < TimeDelta::minutes(FRESH);
    let counts =
        |look: &Look| !(look.undone && matches!(look.deed, Deed::Written(_) | Deed::Moved(_)));
    let look = look.filter(fresh).filter(counts);
    context.notice = look.map(|look| Notice { look, here: asked.to_owned() });
    Ok(context)
}
