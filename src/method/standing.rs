//! Tells where the relationship stands on a day: agreements, stage with its missing piece, rank
//! (method §3.5–3.7).

mod agreements;
mod rank;
mod stage;
mod timeline;

pub use agreements::{Agreement, Clock};
pub use rank::{Rank, RankError, rank};
pub use stage::{Cycle, Missing, Stage, StageError, Suspension};
pub use timeline::{Change, changes, changes_between, next_turn};

use serde::{Deserialize, Serialize};

use crate::method::agreement::{AgreementKind, AgreementState};
use crate::method::moment::days_between;
use crate::method::person::Status;
use crate::method::step::state_at;
use crate::method::{ClientFile, Day, Id};

/// The day counts of the derivations. Each is a setting of the practice, the same for everybody by
/// default.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Terms {
    /// Days without two-way contact after which a conversation agreement lapses and rank falls a
    /// step (seed B17).
    pub silence_step: u32,
    /// Days after its last words at which a consultation agreement lapses (our choice).
    pub consult_valid: u32,
    /// Days a cycle of real collaboration counts (our choice).
    pub collab_window: u32,
}

impl Terms {
    /// The day counts that hold where a practice has set none.
    pub const USUAL: Terms = Terms { silence_step: 90, consult_valid: 180, collab_window: 180 };
}

impl Default for Terms {
    fn default() -> Self {
        Terms::USUAL
    }
}

/// Everything derived about one person on one day. It is computed, never stored as input, never
/// edited.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    pub at: Day,
    pub status: Option<Status>,
    pub conversation: Agreement,
    pub consultation: Agreement,
    /// Tells why the consultation agreement, though given, is not relied on; empty if it is (§3.3).
    pub suspensions: Vec<Suspension>,
    pub open_strains: Vec<Id>,
    pub last_two_way: Option<Day>,
    /// The first two-way contact is so short ago that it is said beside the rank.
    pub just_met: bool,
    pub stage: Stage,
    /// The evidence cycle that makes stage 4.
    pub cycle: Option<Cycle>,
    /// The next step: the one piece of evidence that is missing (§3.6).
    pub missing: Missing,
    pub rank: Option<Rank>,
}

impl Standing {
    /// The standing of `file` on `at`, from nothing but records dated on or before it.
    pub fn of(file: &ClientFile, at: Day, terms: &Terms) -> Standing {
        let clock = Clock::of(file, terms);
        let conversation = clock.replay(file, AgreementKind::Conversation, at);
        let consultation = clock.replay(file, AgreementKind::Consultation, at);
        let open_strains = stage::open_strains(file, at);
        let suspensions = stage::suspensions(file, at, &conversation, &consultation, &open_strains);
        let two_way = clock.two_way(at);
        let trust = conversation.state.in_force()
            && consultation.state.in_force()
            && suspensions.is_empty();
        let cycles = stage::Cycles::of(file, at, terms);
        let cycle = if trust { cycles.complete() } else { None };
        let stage = match () {
            () if cycle.is_some() => Stage::Collaboration,
            () if trust => Stage::Trust,
            () if conversation.state.in_force() => Stage::Talking,
            () if !two_way.is_empty() => Stage::Acquainted,
            () => Stage::NoContact,
        };
        let missing = stage::missing(
            stage,
            &conversation,
            &consultation,
            &suspensions,
            &cycles,
            cycle.as_ref(),
        );
        Standing {
            at,
            status: state_at(&file.status_history, at),
            rank: rank(two_way, file.person.declared_rank, at, terms),
            last_two_way: two_way.last().copied(),
            just_met: just_met(two_way, file.person.declared_rank, at),
            conversation,
            consultation,
            suspensions,
            open_strains,
            stage,
            cycle,
            missing,
        }
    }

    /// The keys of one entry of `expected.states`, and `missing`.
    pub fn to_json(&self) -> serde_json::Value {
        serde_json::json!({
            "status": self.status,
            "stage": self.stage,
            "rank": self.rank,
            "conversation": self.conversation.state,
            "conversation_lapses_on": self.conversation.lapses_on,
            "consultation": self.consultation.state,
            "consultation_lapses_on": self.consultation.lapses_on,
            "consultation_suspended": !self.suspensions.is_empty(),
            "open_ruptures": self.open_strains,
            "last_two_way": self.last_two_way,
            "missing": self.missing,
        })
    }

    /// The agreement of a kind.
    pub fn agreement(&self, kind: AgreementKind) -> &Agreement {
        match kind {
            AgreementKind::Conversation => &self.conversation,
            AgreementKind::Consultation => &self.consultation,
        }
    }

    /// True while the consultation agreement is given but not relied on (要確認).
    pub fn suspended(&self) -> bool {
        !self.suspensions.is_empty()
    }
}

/// For so many days from the first two-way contact on, somebody is just met (our choice).
const JUST_MET: i64 = 30;

/// True while the first of the `two_way` days (ascending, none later than `at`) is less than
/// `JUST_MET` days old. A rank that was declared is of somebody known before.
pub fn just_met(two_way: &[Day], declared: Option<Rank>, at: Day) -> bool {
    declared.is_none() && two_way.first().is_some_and(|first| days_between(*first, at) < JUST_MET)
}

/// True if an agreement in this state has a lapse date to show.
pub(super) fn dated(state: AgreementState) -> bool {
    state.in_force() || state == AgreementState::Lapsed
}
