//! Words of a signed session that were remembered later. They belong to the session, and count from
//! the day on which they are written down: what stood signed in between stays as it was (method
//! §3.9).

use crate::intake::entry::usual_origin;
use crate::method::agreement::AgreementEvent;
use crate::method::fact::Record;
use crate::method::{
    AgreementKind, AgreementMove, ClientFile, Day, Exactness, Id, Lang, Quote, Scope, Session,
    Speaker, Text,
};

/// The records of words remembered on `today`, and of the agreements that they give.
pub fn recalled(
    (file, known): (&ClientFile, &[Record]),
    session: &Session,
    text: Text,
    kinds: &[AgreementKind],
    today: Day,
) -> Vec<Record> {
    let quote = Quote {
        id: Id::fresh(),
        session: Some(session.id.clone()),
        contact: None,
        speaker: Speaker::Client,
        lang: Lang::of(text.as_str()),
        text,
        // Nobody has heard them anew: what is written down after the signature is what was meant.
        exactness: Exactness::Gist,
        confirmed_by_client_on: None,
        recalled_on: Some(today),
    };
    // The signed session takes no more records, so these are not written in it.
    let outside = |record: Record| Record { session: None, ..record };
    let mut out = vec![outside(Record::quote(today, quote.clone()))];
    for kind in kinds {
        let yes = |event| {
            let mut yes = AgreementEvent {
                id: Id::fresh(),
                kind: *kind,
                scope: Scope::Relationship,
                on: today,
                event,
                session: Some(session.id.clone()),
                contact: None,
                quote: Some(quote.id.clone()),
                origin: None,
            };
            yes.origin = usual_origin(&yes, &file.agreements);
            outside(Record::agreement(yes))
        };
        let first = yes(AgreementMove::Given);
        let with = |record: &Record| [out.clone(), vec![record.clone()]].concat();
        // A yes while one is in force renews it.
        let stands = file.accept(known, with(&first)).is_ok();
        out.push(if stands { first } else { yes(AgreementMove::Renewed) });
    }
    out
}
