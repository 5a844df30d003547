//! The journal that a page was made of: what the page says by a number is meant of that one,
//! whatever was written since.

use std::sync::Arc;

use super::correct;
use crate::error::Error;
use crate::intake::correction::until;
use crate::intake::form::Fields;
use crate::method::fact::Record;
use crate::method::{ClientFile, Id, Viewer};
use crate::store::{self, Answer, Conn, file::Loaded};
use crate::web::extract::MemberContext;

/// Lets a page about somebody who was joined to another one meanwhile be about who goes on.
pub(super) async fn follow(context: &MemberContext, fields: &mut Fields) -> Result<(), Error> {
    fields.turn();
    let (client, of) = (fields.get("client").parse::<Id>().ok(), correct::of(fields));
    let (kept, of) = context
        .read(move |conn, viewer| {
            let kept = match &client {
                Some(client) => {
                    store::merge::survivor(conn, viewer, client)?.map(|kept| kept.person.id)
                }
                None => None,
            };
            let brought = match &of {
                Some((person, _)) => store::merge::brought(conn, viewer, person)?,
                None => None,
            };
            let session = |of: (Id, Id)| {
                brought.map(|b| (b.kept, b.renamed.get(&of.1).cloned().unwrap_or(of.1)))
            };
            Ok((kept, of.and_then(session)))
        })
        .await?;
    if (kept.is_some() || of.is_some()) && fields.get("seen-of").is_empty() {
        // The numbers of the page are those of the journal that it was made of.
        let made_of = if of.is_some() { fields.get("of-client") } else { fields.get("client") };
        let made_of = made_of.to_owned();
        fields.set("seen-of", made_of);
    }
    if let Some(kept) = kept {
        fields.set("client", kept.to_string());
    }
    if let Some((person, session)) = of {
        correct::name(fields, &person, &session);
    }
    Ok(())
}

/// The journal that the page was made of: what it says by a number is meant of that one.
pub(super) fn seen(
    conn: &mut Conn,
    viewer: &Viewer,
    loaded: &Loaded,
    fields: &Fields,
) -> Answer<Vec<Record>> {
    let last = fields.get("seen");
    if let Ok(made_of) = fields.get("seen-of").parse()
        && let Some(brought) = store::merge::brought(conn, viewer, &made_of)?
    {
        let last =
            last.parse().ok().and_then(|id: Id| brought.renamed.get(&id).cloned().or(Some(id)));
        let last = last.map(|id| id.to_string()).unwrap_or_default();
        return Ok(until(&brought.records, &last).to_vec());
    }
    Ok(until(&loaded.records, last).to_vec())
}

/// The file whose lists the page shows and counts in.
pub(super) fn lists(
    conn: &mut Conn,
    viewer: &Viewer,
    loaded: &Loaded,
    fields: &Fields,
) -> Answer<Arc<ClientFile>> {
    let known =
        fields.get("seen-of").is_empty() && fields.get("seen") == seen_last(&loaded.records);
    if known || fields.get("seen").is_empty() {
        return Ok(Arc::clone(&loaded.file));
    }
    let then = seen(conn, viewer, loaded, fields)?;
    Ok(Arc::new(ClientFile::from_records(loaded.file.person.clone(), &then).0))
}

/// The record by which a page knows of which journal it was made.
pub(super) fn seen_last(records: &[Record]) -> String {
    records.last().map(|r| r.id.to_string()).unwrap_or_default()
}
