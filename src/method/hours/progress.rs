//! The way to a credential of the ICF: hours, paid hours, clients and recent hours against what it
//! asks for.

use serde::Serialize;

use super::log::Log;

/// A credential.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Credential {
    Acc,
    Pcc,
    Mcc,
}

/// Holds what a credential asks for, or what there is of it. Times are clock minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Tally {
    pub minutes: u64,
    pub paid: u64,
    pub clients: u64,
    /// Within the recent months; nothing where none are asked for.
    pub recent: u64,
}

impl Credential {
    pub const ALL: [Credential; 3] = [Credential::Acc, Credential::Pcc, Credential::Mcc];

    /// Tells what it asks for.
    pub fn asks(self) -> Tally {
        let hours = |minutes: u64, paid: u64, clients: u64, recent: u64| Tally {
            minutes: minutes * 60,
            paid: paid * 60,
            clients,
            recent: recent * 60,
        };
        match self {
            Credential::Acc => hours(100, 75, 8, 25),
            Credential::Pcc => hours(500, 450, 25, 50),
            Credential::Mcc => hours(2500, 2250, 35, 0),
        }
    }

    /// True if there is at least what it asks for.
    pub fn reached(self, have: &Tally) -> bool {
        let asks = self.asks();
        have.minutes >= asks.minutes
            && have.paid >= asks.paid
            && have.clients >= asks.clients
            && have.recent >= asks.recent
    }
}

impl Tally {
    /// Tells what a log holds. Each person of a group is a client of their own.
    pub fn of(log: &Log<'_>) -> Tally {
        let (paid, pro_bono) = log.totals();
        Tally {
            minutes: paid + pro_bono,
            paid,
            clients: log.rows.iter().map(|row| u64::from(row.heads.unwrap_or(1))).sum::<u64>()
                + log.ended.clients,
            recent: log.rows.iter().map(|row| row.recent).sum::<u64>() + log.ended.recent,
        }
    }
}
