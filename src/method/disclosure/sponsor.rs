//! The sponsor's copy: attendance and agreed goals, nothing else, and only with the client's own
//! words of consent. It is taken out of the client's copy, so that it can never hold what the
//! client may not read.

use super::{Agreed, ClientCopy, Disclosed, Edition, Issuer, Names, Topic};
use crate::method::person::SponsorView;
use crate::method::{ClientFile, Speaker, Terms, Text};

/// The copy for whoever pays.
#[derive(Debug, Clone, PartialEq)]
pub struct SponsorCopy {
    pub edition: Edition,
    pub issuer: Issuer,
    /// The name of who reads it.
    pub reader: Text,
    pub names: Names,
    /// Counts how many sessions were held; none if the client did not consent to that.
    pub attended: Option<usize>,
    /// The wants that an agreement in force is about; none if the client did not consent to that.
    pub goals: Option<Vec<Disclosed<Text>>>,
}

/// Names what is missing before a copy can be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Lacking {
    #[error("nobody is recorded as the one who pays")]
    Sponsor,
    #[error("no words of the client are recorded in which they consent")]
    Consent,
    #[error("it is not recorded what the client consented to")]
    Views,
    #[error("it does not say what is wanted from supervision")]
    Question,
    #[error("no veil could be made over the names")]
    Pseudonymiser,
}

impl SponsorCopy {
    /// The copy of `file` in this edition, if the client has consented to it by then.
    pub fn of(
        file: &ClientFile,
        edition: Edition,
        issuer: Issuer,
        terms: &Terms,
    ) -> Result<SponsorCopy, Lacking> {
        let sponsor = file.person.sponsor.as_ref().ok_or(Lacking::Sponsor)?;
        let words = sponsor.consent_quote.as_ref().and_then(|id| file.quote(id));
        let theirs = words.filter(|q| q.speaker == Speaker::Client);
        if theirs.and_then(|q| file.said_on(q)).is_none_or(|on| on > edition.as_of) {
            return Err(Lacking::Consent);
        }
        if sponsor.may_see.is_empty() {
            return Err(Lacking::Views);
        }
        let may_see = |view| sponsor.may_see.contains(&view);
        let copy = ClientCopy::of(file, edition, issuer, terms);
        Ok(SponsorCopy {
            edition: copy.edition,
            reader: sponsor.name.clone(),
            attended: may_see(SponsorView::Attendance).then_some(copy.sessions.len()),
            goals: may_see(SponsorView::AgreedGoals).then(|| goals(copy.agreed)),
            issuer: copy.issuer,
            names: copy.names,
        })
    }
}

/// Each goal once, whichever of the two agreements it rests on.
fn goals(agreed: Vec<Agreed>) -> Vec<Disclosed<Text>> {
    let mut goals = Vec::new();
    for agreement in agreed {
        if let Topic::Want(goal) = agreement.about
            && !goals.contains(&goal)
        {
            goals.push(goal);
        }
    }
    goals
}
