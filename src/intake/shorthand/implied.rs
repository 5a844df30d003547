//! Tells which lines rest on the nearest words above them without saying so (method §7). Reading
//! and writing agree on it.

use crate::method::{AgreementMove, NeedState, Permission, StrainState, WantState};

pub(super) fn agreement(event: Option<AgreementMove>) -> bool {
    event != Some(AgreementMove::Sought)
}

pub(super) fn want(to: WantState) -> bool {
    matches!(to, WantState::Deferred | WantState::Withdrawn)
}

pub(super) fn need(to: NeedState) -> bool {
    !matches!(to, NeedState::Voiced | NeedState::LetGo)
}

pub(super) fn strain(to: StrainState) -> bool {
    matches!(to, StrainState::Explored | StrainState::Repaired)
}

pub(super) fn permission(permission: Option<Permission>) -> bool {
    permission.is_some_and(|p| p != Permission::Unasked)
}
