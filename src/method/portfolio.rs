//! A practice on one day: its people, their closeness and pillars, and the figures read from them
//! (method §4, §5 P4).

use serde::{Deserialize, Serialize};

use crate::method::Rank;
use crate::method::insight::{SHARE_DAYS, Thresholds};
use crate::method::person::{PersonKind, Status};
use crate::method::pillar::Pillar;
use crate::method::standing::{Clock, rank};
use crate::method::step::state_at;
use crate::method::{ClientFile, Day, Id, Text};

/// One person as the practice's figures see them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Member {
    pub id: Id,
    /// A sponsor, referrer or peer: someone who is not, was not and is not about to be a client.
    pub network: bool,
    pub status: Option<Status>,
    pub rank: Option<Rank>,
    /// Their circles; the first is the main one.
    pub pillars: Vec<Id>,
    /// Monthly, in whole units of `currency`.
    pub fee: Option<u64>,
    pub currency: Option<Text>,
    /// Minutes of the sessions held lately.
    pub minutes: u64,
}

impl Member {
    /// One person on `at`, from records dated on or before it; fee and pillars as they stand now.
    pub fn of(file: &ClientFile, at: Day, thresholds: &Thresholds) -> Member {
        let clock = Clock::of(file, &thresholds.terms);
        let person = &file.person;
        let lately = |day: Day| {
            day <= at
                && crate::method::moment::days_between(day, at)
                    < i64::from(thresholds.get(&SHARE_DAYS))
        };
        let held = file.sessions.iter().filter(|s| s.held() && lately(s.on));
        Member {
            id: person.id.clone(),
            network: matches!(
                person.kind,
                PersonKind::Sponsor | PersonKind::Referrer | PersonKind::Peer
            ),
            status: state_at(&file.status_history, at),
            rank: rank(clock.two_way(at), person.declared_rank, at, &thresholds.terms),
            pillars: person.pillars.clone(),
            fee: person.fee_monthly,
            currency: person.currency.clone(),
            minutes: held.filter_map(|s| s.minutes).map(u64::from).sum(),
        }
    }

    /// True for the *people* of the figures, given a rank: live clients and network contacts.
    pub fn counts(&self) -> bool {
        self.network || matches!(self.status, Some(Status::Prospect | Status::Active))
    }
}

/// A consultant's people on a day.
#[derive(Debug, Clone, PartialEq)]
pub struct Portfolio {
    pub consultant: Id,
    pub at: Day,
    /// Counts how many clients the consultant means to have at most.
    pub capacity: u32,
    /// Pillars in their order.
    pub pillars: Vec<Id>,
    pub members: Vec<Member>,
}

/// The part of a whole that one holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Top<'p> {
    pub id: &'p Id,
    pub part: u64,
    pub whole: u64,
}

/// The figures of a practice, rounded half up: shares and HHI to three decimals, effective pillars
/// to two.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Figures {
    pub at: Day,
    pub active_clients: usize,
    pub capacity: u32,
    /// R31's share; none with fewer than two active clients, or nothing to divide.
    pub top_client_share: Option<f64>,
    /// The share at rank ≤ 3 among people at rank ≤ 5.
    pub near_share: Option<f64>,
    /// People at rank ≤ 4 by main pillar, in pillar order.
    pub pillar_counts: Vec<(Id, u64)>,
    pub hhi: Option<f64>,
    pub effective_pillars: Option<f64>,
    pub ranks: Vec<(Id, Rank)>,
}

impl Portfolio {
    pub fn new(
        consultant: Id,
        capacity: u32,
        pillars: &[Pillar],
        members: Vec<Member>,
        at: Day,
    ) -> Portfolio {
        let mut own: Vec<&Pillar> = pillars.iter().filter(|p| p.consultant == consultant).collect();
        own.sort_by_key(|p| p.order);
        let pillars = own.iter().map(|p| p.id.clone()).collect();
        Portfolio { consultant, at, capacity, pillars, members }
    }

    /// *People*: live clients and network contacts who have a rank.
    pub fn people(&self) -> impl Iterator<Item = (&Member, Rank)> {
        self.members.iter().filter(|m| m.counts()).filter_map(|m| m.rank.map(|rank| (m, rank)))
    }

    /// People of this rank or nearer.
    pub fn near(&self, farthest: Rank) -> Vec<&Member> {
        self.people().filter(|(_, rank)| *rank <= farthest).map(|(m, _)| m).collect()
    }

    /// Clients whose status is active.
    pub fn active(&self) -> Vec<&Member> {
        self.members.iter().filter(|m| !m.network && m.status == Some(Status::Active)).collect()
    }

    /// The active client with the largest part: of fees if all can be compared, else of minutes.
    pub fn top_client(&self) -> Option<Top<'_>> {
        let active = self.active();
        let comparable = active
            .iter()
            .all(|m| m.fee.is_some_and(|fee| fee > 0) && m.currency == active[0].currency);
        let part = |m: &Member| if comparable { m.fee.unwrap_or_default() } else { m.minutes };
        let whole = active.iter().map(|m| part(m)).sum();
        let top = active.iter().rev().max_by_key(|m| part(m))?;
        (active.len() >= 2 && whole > 0).then(|| Top { id: &top.id, part: part(top), whole })
    }

    /// People at rank ≤ 4 by main pillar, in pillar order, without the empty ones.
    pub fn pillar_counts(&self) -> Vec<(&Id, u64)> {
        let mut counts: Vec<(&Id, u64)> = self.pillars.iter().map(|id| (id, 0)).collect();
        for main in self.near(Rank::Sometimes).into_iter().filter_map(|m| m.pillars.first()) {
            match counts.iter_mut().find(|(id, _)| *id == main) {
                Some((_, n)) => *n += 1,
                None => counts.push((main, 1)),
            }
        }
        counts.retain(|(_, n)| *n > 0);
        counts
    }

    /// Tells what each pillar holds of the people at rank ≤ 4, the largest first; of equals the
    /// first in pillar order.
    pub fn shares(&self) -> Vec<Top<'_>> {
        let counts = self.pillar_counts();
        let whole = counts.iter().map(|(_, n)| n).sum();
        let mut shares: Vec<Top<'_>> =
            counts.into_iter().map(|(id, part)| Top { id, part, whole }).collect();
        shares.sort_by_key(|share| std::cmp::Reverse(share.part));
        shares
    }

    /// The pillar most people at rank ≤ 4 come from; of equals the first in pillar order.
    pub fn top_pillar(&self) -> Option<Top<'_>> {
        self.shares().into_iter().next()
    }

    pub fn figures(&self) -> Figures {
        let counts = self.pillar_counts();
        let n: u64 = counts.iter().map(|(_, n)| n).sum();
        let squares: u64 = counts.iter().map(|(_, n)| n * n).sum();
        let (deep, known) = (count(&self.near(Rank::Often)), count(&self.near(Rank::Known)));
        Figures {
            at: self.at,
            active_clients: self.active().len(),
            capacity: self.capacity,
            top_client_share: self.top_client().and_then(|top| rounded(top.part, top.whole, 3)),
            near_share: rounded(deep, known, 3),
            pillar_counts: counts.into_iter().map(|(id, n)| (id.clone(), n)).collect(),
            hhi: rounded(squares, n * n, 3),
            effective_pillars: rounded(n * n, squares, 2),
            ranks: self.people().map(|(m, rank)| (m.id.clone(), rank)).collect(),
        }
    }
}

/// Tells how many there are, as a figure.
pub(super) fn count<T>(list: &[T]) -> u64 {
    list.len().try_into().unwrap_or(u64::MAX)
}

/// A fraction rounded half up to so many decimals; none if there is no whole.
fn rounded(part: u64, whole: u64, decimals: u32) -> Option<f64> {
    let scale = 10_u32.pow(decimals);
    let n = half_up(u128::from(part) * u128::from(scale), whole.into())?;
    u32::try_from(n).ok().map(|n| f64::from(n) / f64::from(scale))
}

impl Top<'_> {
    /// In whole percent, rounded half up.
    pub fn percent(&self) -> u64 {
        half_up(u128::from(self.part) * 100, self.whole.into())
            .and_then(|n| n.try_into().ok())
            .unwrap_or_default()
    }
}

fn half_up(part: u128, whole: u128) -> Option<u128> {
    (2 * part + whole).checked_div(2 * whole)
}
