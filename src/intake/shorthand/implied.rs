//! Tells which lines rest on the nearest words above them without saying so (method §7); of steps,
//! `transition::rests_on_words` does. Reading and writing agree on it.

use crate::method::{AgreementMove, Permission};

pub(super) fn agreement(event: Option<AgreementMove>) -> bool {
    event != Some(AgreementMove::Sought)
}

pub(super) fn permission(permission: Option<Permission>) -> bool {
    permission.is_some_and(|p| p != Permission::Unasked)
}
