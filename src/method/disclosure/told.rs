//! Holds what was told with their leave and taken in (method §6.1): everything else we held, said
//! or forced stays here.

use super::said::said;
use super::{Disclosed, Edition, Said, disclose};
use crate::method::message::Delivery;
use crate::method::{ClientFile, Day, Id, Message, Permission, Reception, Text};

/// One telling that the client asked for or agreed to, and took in.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    pub text: Disclosed<Text>,
    pub on: Disclosed<Day>,
    pub permission: Disclosed<Option<Permission>>,
    pub reception: Disclosed<Option<Reception>>,
    /// Holds what they answered, unless it is printed elsewhere in the document.
    pub answer: Option<Said>,
    /// True if we have an interest of our own in it, which is said openly.
    pub self_interest: Disclosed<bool>,
}

/// The tellings that may be printed, by day. `printed` names quotes that already stand elsewhere.
pub(super) fn told(file: &ClientFile, edition: &Edition, printed: &[&Id]) -> Vec<Told> {
    let mut told: Vec<Told> = tellings(file, edition)
        .map(|(message, delivery)| Told {
            text: disclose!(message: Message, text),
            on: disclose!(Message.deliveries > delivery: Delivery, on),
            permission: disclose!(Message.deliveries > delivery: Delivery, permission),
            reception: disclose!(Message.deliveries > delivery: Delivery, reception),
            answer: said(
                file,
                delivery.reception_quote.as_ref().filter(|id| !printed.contains(id)),
            ),
            self_interest: disclose!(message: Message, self_interest),
        })
        .collect();
    told.sort_by_key(|t| *t.on.get());
    told
}

/// Every telling the client may read of, with its message.
pub(super) fn tellings<'f>(
    file: &'f ClientFile,
    edition: &'f Edition,
) -> impl Iterator<Item = (&'f Message, &'f Delivery)> {
    let all = file.messages.iter().flat_map(|m| m.deliveries.iter().map(move |d| (m, d)));
    all.filter(|(_, d)| edition.covers(d.on, Some(&d.session)) && may_print(d, edition.as_of))
}

fn may_print(delivery: &Delivery, as_of: Day) -> bool {
    let known = delivery.reception_on.is_some_and(|on| on <= as_of);
    delivery.granted() && known && delivery.reception.is_some_and(Reception::open)
}
