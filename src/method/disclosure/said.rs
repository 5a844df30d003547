//! The client's words as they may leave: kept as said, or not at all.

use super::{Disclosed, disclose};
use crate::method::Day;
use crate::method::{ClientFile, Exactness, Id, Lang, Quote, Session, Speaker, Text};

/// Words of the client, with the day if they were said in a session. The log of contacts is
/// private, dates included.
#[derive(Debug, Clone, PartialEq)]
pub struct Said {
    pub text: Disclosed<Text>,
    pub lang: Disclosed<Lang>,
    pub exactness: Disclosed<Exactness>,
    pub on: Option<Disclosed<Day>>,
}

/// The quote of that id, if the client said it and it was kept word for word or nearly so (method
/// §6.1).
pub(super) fn said(file: &ClientFile, id: Option<&Id>) -> Option<Said> {
    let quote = file.quote(id?)?;
    let kept = quote.speaker == Speaker::Client && quote.exactness != Exactness::Gist;
    kept.then(|| Said {
        text: disclose!(quote: Quote, text),
        lang: disclose!(quote: Quote, lang),
        exactness: disclose!(quote: Quote, exactness),
        on: quote
            .session
            .as_ref()
            .and_then(|id| file.session(id))
            .map(|session| disclose!(session: Session, on)),
    })
}
