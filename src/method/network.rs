//! A consultant's people on a day as the network page shows them: how near, silent since when, from
//! which pillar, and how they came (method §3.7, §5 P3, P4, P6). Figures come from `portfolio`,
//! ranks from `standing`. No drawing here.

mod arrival;
mod lane;
mod month;

pub use arrival::Quarter;
pub use lane::Lane;
pub use month::Month;

use crate::method::Rank;
use crate::method::insight::{SECOND_EARLY, SECOND_LATE, Thresholds, WARN_BEFORE};
use crate::method::moment::days_between;
use crate::method::person::{OriginDirection, PersonKind};
use crate::method::pillar::Pillar;
use crate::method::portfolio::{Figures, Member, Portfolio};
use crate::method::standing::{Clock, just_met};
use crate::method::step::step_at;
use crate::method::{ClientFile, Day, Id, Person, Status};

/// Tells whose network it is.
#[derive(Debug, Clone, Copy)]
pub struct Owner<'a> {
    pub consultant: &'a Id,
    /// Counts how many clients they mean to have at most.
    pub capacity: u32,
    /// Their pillars, in their order.
    pub pillars: &'a [Pillar],
}

/// Everything the page shows on `at`, from nothing but records dated on or before it.
#[derive(Debug, Clone, PartialEq)]
pub struct Network<'f> {
    pub at: Day,
    pub figures: Figures,
    pub portfolio: Portfolio,
    /// The consultant's pillars, in their order.
    pub pillars: &'f [Pillar],
    /// Everybody, in the order given: by reading.
    pub ties: Vec<Tie<'f>>,
    /// The largest pillar's share at month ends, oldest first.
    pub months: Vec<Month>,
    pub lanes: Vec<Lane<'f>>,
    /// The days after a first meeting that lanes mark: early, late, and where silence takes its
    /// first step.
    pub windows: [u32; 3],
    /// Tells how new people came, by quarter, oldest first.
    pub quarters: Vec<Quarter>,
}

/// One person as they stand to the consultant.
#[derive(Debug, Clone, PartialEq)]
pub struct Tie<'f> {
    pub person: &'f Person,
    pub status: Option<Status>,
    /// The day of the last change of status.
    pub status_since: Option<Day>,
    pub rank: Option<Rank>,
    pub last_two_way: Option<Day>,
    /// The first two-way contact is so short ago that it is said beside the rank.
    pub just_met: bool,
    /// Whole days since the last two-way contact.
    pub silent: Option<i64>,
    /// Days until silence takes them to the next rank; none where it does not (kin, rank 6, never
    /// met).
    pub to_next: Option<i64>,
    /// So near to the next rank that it is said.
    pub falls_soon: bool,
    /// Two-way contact within one step of silence.
    pub fresh: bool,
    /// The part of the present step of silence that has passed, 0 up to 1.
    pub drift: f64,
    /// Among the *people* of the figures, given a rank.
    pub counts: bool,
}

/// Names what somebody is to the consultant now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The work with them goes on, or pauses.
    Client,
    Prospect,
    Former,
    Sponsor,
    Referrer,
    Peer,
}

/// Holds what would remain without one pillar.
#[derive(Debug, Clone, PartialEq)]
pub struct Loss<'n, 'f> {
    pub pillar: &'n Id,
    /// People at rank ≤ 4 who come through it.
    pub lost: u64,
    /// People at rank ≤ 3 who come through another.
    pub remain: Vec<&'n Tie<'f>>,
}

impl<'f> Network<'f> {
    /// The network made of these files, which stand by reading.
    pub fn of(files: &[&'f ClientFile], owner: Owner<'f>, at: Day, t: &Thresholds) -> Network<'f> {
        let on = |day: Day| {
            let members = files.iter().map(|file| Member::of(file, day, t)).collect();
            Portfolio::new(owner.consultant.clone(), owner.capacity, owner.pillars, members, day)
        };
        let portfolio = on(at);
        let ties = files
            .iter()
            .zip(&portfolio.members)
            .map(|(file, member)| Tie::of(file, member, at, t))
            .collect();
        Network {
            at,
            figures: portfolio.figures(),
            pillars: owner.pillars,
            ties,
            months: month::months(at, on),
            lanes: lane::lanes(files, at, t),
            windows: [t.get(&SECOND_EARLY), t.get(&SECOND_LATE), t.terms.silence_step],
            quarters: arrival::quarters(files, at, t),
            portfolio,
        }
    }

    /// The people of the figures, without those who rest (縁待ち): whom the rings show.
    pub fn people(&self) -> Vec<&Tie<'f>> {
        self.ties.iter().filter(|tie| tie.counts && tie.rank.is_some() && !tie.parked()).collect()
    }

    /// Those not pursued for now, in a list of their own.
    pub fn parked(&self) -> Vec<&Tie<'f>> {
        self.ties.iter().filter(|tie| tie.parked()).collect()
    }

    /// Prospects, former clients, sponsors, referrers and peers who do not rest.
    pub fn others(&self) -> Vec<&Tie<'f>> {
        self.ties.iter().filter(|tie| tie.part() != Part::Client && !tie.parked()).collect()
    }

    /// The place of a pillar in its order, counted from 0.
    pub fn place(&self, pillar: &Id) -> Option<usize> {
        self.pillars.iter().position(|p| p.id == *pillar)
    }

    /// Tells where somebody's main pillar stands in its order; none where they have none.
    pub fn sector(&self, tie: &Tie<'_>) -> Option<usize> {
        tie.person.pillars.first().and_then(|id| self.place(id))
    }

    /// “If this pillar vanished” (B33), for each that holds somebody at rank ≤ 4, the largest
    /// first.
    pub fn losses(&self) -> Vec<Loss<'_, 'f>> {
        let remain = |pillar: &Id| {
            let elsewhere =
                |tie: &&Tie<'f>| tie.near() && tie.person.pillars.first() != Some(pillar);
            self.ties.iter().filter(elsewhere).collect()
        };
        let shares = self.portfolio.shares().into_iter();
        shares
            .map(|share| Loss { pillar: share.id, lost: share.part, remain: remain(share.id) })
            .collect()
    }

    /// Pillars with somebody at rank ≤ 3: what one could lean on (B39).
    pub fn bearing(&self) -> usize {
        let held = |p: &&Pillar| {
            self.ties.iter().any(|t| t.near() && t.person.pillars.first() == Some(&p.id))
        };
        self.pillars.iter().filter(held).count()
    }
}

impl<'f> Tie<'f> {
    fn of(file: &'f ClientFile, member: &Member, at: Day, t: &Thresholds) -> Tie<'f> {
        let clock = Clock::of(file, &t.terms);
        let two_way = clock.two_way(at);
        let last_two_way = two_way.last().copied();
        let silent = last_two_way.map(|last| days_between(last, at));
        let step = i64::from(t.terms.silence_step.max(1));
        let passed = silent.unwrap_or(0) % step;
        let falls = member.rank.is_some_and(Rank::falls);
        Tie {
            person: &file.person,
            status: member.status,
            status_since: step_at(&file.status_history, at).map(|s| s.on),
            rank: member.rank,
            last_two_way,
            just_met: just_met(two_way, file.person.declared_rank, at),
            silent,
            to_next: silent.filter(|_| falls).map(|_| step - passed),
            falls_soon: falls && step - passed <= i64::from(t.get(&WARN_BEFORE)),
            fresh: silent.is_some_and(|days| days < step),
            drift: part(passed, step),
            counts: member.counts(),
        }
    }

    /// Not pursued for now.
    pub fn parked(&self) -> bool {
        self.status == Some(Status::Parked)
    }

    /// Among the people of the figures, at rank ≤ 3.
    pub fn near(&self) -> bool {
        self.counts && self.rank.is_some_and(|rank| rank <= Rank::Often)
    }

    /// Tells who moved first, when they came to know each other.
    pub fn origin(&self) -> Option<OriginDirection> {
        self.person.origin.as_ref().and_then(|origin| origin.direction)
    }

    /// Tells what they are to the consultant now: the kind they were entered as, as their status
    /// has moved it on.
    pub fn part(&self) -> Part {
        match (self.person.kind, self.status) {
            (PersonKind::Sponsor, _) => Part::Sponsor,
            (PersonKind::Referrer, _) => Part::Referrer,
            (PersonKind::Peer, _) => Part::Peer,
            (_, Some(Status::Ended)) => Part::Former,
            (_, Some(Status::Active | Status::Paused)) => Part::Client,
            (PersonKind::FormerClient, _) => Part::Former,
            (_, Some(Status::Prospect)) | (PersonKind::Prospect, _) => Part::Prospect,
            (PersonKind::Client, _) => Part::Client,
        }
    }
}

fn part(of: i64, whole: i64) -> f64 {
    let float = |n: i64| f64::from(i32::try_from(n).unwrap_or(i32::MAX));
    float(of) / float(whole)
}
