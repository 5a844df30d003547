//! Tells who may do what: one match. Whose records somebody sees is decided by the store's scope,
//! never by a role alone.

use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use crate::method::{Id, Lang, Text};

/// Names what a member is in a practice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Manages the members; sees no client of anybody else by it.
    Owner,
    Consultant,
}

/// Names what can be asked of `may`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// Keep one's own clients: record, read, hand over.
    KeepClients,
    /// Let a colleague work with a client of one's own.
    ShareClient,
    /// Invite, change and deactivate members.
    ManageMembers,
    /// Change the settings that hold for the whole practice.
    ManagePractice,
}

/// True if the role allows the act.
pub fn may(role: Role, act: Act) -> bool {
    match (role, act) {
        (Role::Owner | Role::Consultant, Act::KeepClients | Act::ShareClient) => true,
        (Role::Owner, Act::ManageMembers | Act::ManagePractice) => true,
        (Role::Consultant, Act::ManageMembers | Act::ManagePractice) => false,
    }
}

/// Authority as a value: every question and act on private data is asked by somebody.
///
/// Only the store makes one, from a member who is active.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Viewer {
    pub member: Id,
    pub practice: Id,
    pub role: Role,
    pub lang: Lang,
    pub tz: Tz,
    pub name: Text,
}

impl Viewer {
    /// True if the viewer's role allows the act.
    pub fn may(&self, act: Act) -> bool {
        may(self.role, act)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_consultant_manages_nobody() {
        assert!(may(Role::Owner, Act::ManageMembers));
        assert!(!may(Role::Consultant, Act::ManageMembers));
        assert!(!may(Role::Consultant, Act::ManagePractice));
        assert!(may(Role::Consultant, Act::KeepClients));
    }
}
