//! The supervisor's copy (method §6.3): roles, weeks and bands, and texts behind the veil. No name,
//! date or amount has a place in these types; their own words stay out of it, and what we noted of
//! strains.

use super::pseudonymiser::{Doubt, Pseudonymised, Pseudonymiser, Week};
use super::{Edition, Lacking};
use crate::method::need::NeedBasis;
use crate::method::session::Checkout;
use crate::method::standing::changes_between;
use crate::method::step::state_at;
use crate::method::{
    ClientFile, Day, MessageState, Need, NeedState, Permission, Promise, PromiseState, Reception,
    Sign, Speaker, Stage, Standing, Strain, StrainState, Terms, Text, Want, WantState,
};

/// Holds what the consultant writes for the supervisor by hand.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Supervision {
    /// Holds what is wanted from supervision; there is no copy without it.
    pub question: Option<Text>,
    /// Tells who the client is, in two lines.
    pub about: Option<Text>,
    /// Questions at the end.
    pub further: Option<Text>,
    /// Leaves out every text that a human eye should see first.
    pub without_doubt: bool,
}

/// The pseudonymised copy.
#[derive(Debug, Clone, PartialEq)]
pub struct SupervisorCopy {
    pub question: Pseudonymised,
    pub about: Option<Pseudonymised>,
    pub further: Option<Pseudonymised>,
    pub held: usize,
    pub from: Week,
    pub until: Week,
    pub revised: Option<Week>,
    pub turns: Vec<Turn>,
    pub wants: Vec<VeiledWant>,
    pub needs: Vec<VeiledNeed>,
    pub unsaid: Vec<Unsaid>,
    pub told: Vec<Landed>,
    pub closed: Vec<Closed>,
    pub strains: Vec<Vec<(Week, StrainState)>>,
    pub promises: Vec<Kept>,
}

/// A session, or a week in which the stage changed without one.
#[derive(Debug, Clone, PartialEq)]
pub struct Turn {
    pub week: Week,
    /// The how-manieth session it was.
    pub session: Option<usize>,
    pub stage: Stage,
    pub checkout: Option<Checkout>,
}

/// A want with where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct VeiledWant {
    pub week: Week,
    pub text: Pseudonymised,
    pub state: WantState,
}

/// A need, a guess or theirs.
#[derive(Debug, Clone, PartialEq)]
pub struct VeiledNeed {
    pub week: Week,
    pub text: Pseudonymised,
    pub state: NeedState,
    pub basis: NeedBasis,
}

/// Something held and not said.
#[derive(Debug, Clone, PartialEq)]
pub struct Unsaid {
    pub week: Week,
    pub text: Pseudonymised,
    pub why: Option<Pseudonymised>,
    pub state: MessageState,
}

/// One telling, with how it landed.
#[derive(Debug, Clone, PartialEq)]
pub struct Landed {
    pub week: Week,
    pub text: Pseudonymised,
    /// None while it is not known.
    pub permission: Option<Permission>,
    pub reception: Option<Reception>,
}

/// A sign: what came just before, and what was seen, in our words.
#[derive(Debug, Clone, PartialEq)]
pub struct Closed {
    pub week: Week,
    pub sign: Sign,
    pub before: Option<Pseudonymised>,
    pub seen: Option<Pseudonymised>,
}

/// A promise of ours or theirs.
#[derive(Debug, Clone, PartialEq)]
pub struct Kept {
    pub by: Speaker,
    pub text: Pseudonymised,
    pub made: Week,
    pub due: Option<Week>,
    pub state: PromiseState,
}

impl SupervisorCopy {
    /// The copy of `file` in this edition, behind this veil.
    pub fn of(
        file: &ClientFile,
        edition: &Edition,
        by_hand: &Supervision,
        pseudonymiser: &Pseudonymiser,
        terms: &Terms,
    ) -> Result<SupervisorCopy, Lacking> {
        let question = by_hand.question.as_ref().ok_or(Lacking::Question)?;
        let writing =
            Writing { file, edition, pseudonymiser, without_doubt: by_hand.without_doubt };
        let turns = writing.turns(terms);
        Ok(SupervisorCopy {
            question: pseudonymiser.over(question),
            about: by_hand.about.as_ref().map(|text| pseudonymiser.over(text)),
            further: by_hand.further.as_ref().map(|text| pseudonymiser.over(text)),
            held: turns.iter().filter(|turn| turn.session.is_some()).count(),
            from: edition
                .first_day()
                .map_or_else(|| pseudonymiser.week(Day::MIN), |from| pseudonymiser.week(from)),
            until: pseudonymiser.week(edition.last_day()),
            revised: edition.revised_on.map(|on| pseudonymiser.week(on)),
            turns,
            wants: file.wants.iter().filter_map(|want| writing.want(want)).collect(),
            needs: file.needs.iter().filter_map(|need| writing.need(need)).collect(),
            unsaid: writing.unsaid(),
            told: writing.told(),
            closed: writing.closed(),
            strains: file
                .strains
                .iter()
                .map(|r| writing.strain(r))
                .filter(|steps| !steps.is_empty())
                .collect(),
            promises: file.promises.iter().filter_map(|promise| writing.promise(promise)).collect(),
        })
    }

    /// Every text in it that a human eye should see before it leaves, with why.
    pub fn doubtful(&self) -> impl Iterator<Item = (&Pseudonymised, &[Doubt])> {
        let by_hand = std::iter::once(&self.question).chain(&self.about).chain(&self.further);
        let told = self.told.iter().map(|t| &t.text).chain(self.promises.iter().map(|p| &p.text));
        let all = by_hand
            .chain(self.wants.iter().map(|w| &w.text))
            .chain(self.needs.iter().map(|n| &n.text))
            .chain(self.unsaid.iter().flat_map(|u| [Some(&u.text), u.why.as_ref()]).flatten())
            .chain(told)
            .chain(self.closed.iter().flat_map(|c| c.before.iter().chain(&c.seen)));
        all.map(|text| (text, text.doubts())).filter(|(_, doubts)| !doubts.is_empty())
    }
}

/// One copy being written.
struct Writing<'f> {
    file: &'f ClientFile,
    edition: &'f Edition,
    pseudonymiser: &'f Pseudonymiser,
    without_doubt: bool,
}

impl Writing<'_> {
    /// The text behind the veil, unless it is to be left out.
    fn over(&self, text: &Text) -> Option<Pseudonymised> {
        let pseudonymised = self.pseudonymiser.over(text);
        (!self.without_doubt || pseudonymised.doubts().is_empty()).then_some(pseudonymised)
    }

    fn turns(&self, terms: &Terms) -> Vec<Turn> {
        let (file, at) = (self.file, self.edition.as_of);
        let mut turns: Vec<(Day, Turn)> = Vec::new();
        let held = file.held_sessions(at);
        for (session, n) in
            held.iter().zip(1..).filter(|(s, _)| self.edition.covers(s.on, Some(&s.id)))
        {
            let (week, stage) =
                (self.pseudonymiser.week(session.on), Standing::of(file, session.on, terms).stage);
            turns.push((
                session.on,
                Turn { week, session: Some(n), stage, checkout: session.checkout },
            ));
        }
        let from = self.edition.first_day().unwrap_or(Day::MIN);
        // Nobody begins anywhere but at the foot, which goes without saying.
        let mut last = Stage::NoContact;
        for change in changes_between(file, from, self.edition.last_day(), terms) {
            let stage = change.standing.stage;
            if stage != last && !held.iter().any(|s| s.on == change.on) {
                let week = self.pseudonymiser.week(change.on);
                turns.push((change.on, Turn { week, session: None, stage, checkout: None }));
            }
            last = stage;
        }
        turns.sort_by_key(|(on, _)| *on);
        turns.into_iter().map(|(_, turn)| turn).collect()
    }

    fn want(&self, want: &Want) -> Option<VeiledWant> {
        let covered = self.edition.covers(want.on, want.session.as_ref())
            || self.edition.covers_step(&want.history);
        let (week, state) = (self.pseudonymiser.week(want.on), want.state(self.edition.as_of));
        covered.then(|| self.over(&want.text)).flatten().map(|text| VeiledWant {
            week,
            text,
            state,
        })
    }

    fn need(&self, need: &Need) -> Option<VeiledNeed> {
        let covered = self.edition.covers(need.on, need.session.as_ref())
            || self.edition.covers_step(&need.history);
        let (week, state) = (self.pseudonymiser.week(need.on), need.state(self.edition.as_of));
        let text = covered.then(|| self.over(&need.text)).flatten()?;
        Some(VeiledNeed { week, text, state, basis: need.basis })
    }

    fn unsaid(&self) -> Vec<Unsaid> {
        let at = self.edition.as_of;
        let open = |state| matches!(state, MessageState::Held | MessageState::Planned);
        let held = self
            .file
            .messages
            .iter()
            .filter(|m| self.edition.covers(m.on, None) && open(m.state(at)));
        let unsaid = held.filter_map(|m| {
            let text = self.over(&m.text)?;
            let why = match &m.why {
                Some(why) => Some(self.over(why)?),
                None => None,
            };
            Some(Unsaid { week: self.pseudonymiser.week(m.on), text, why, state: m.state(at) })
        });
        unsaid.collect()
    }

    fn told(&self) -> Vec<Landed> {
        let at = self.edition.as_of;
        let each = self.file.messages.iter().flat_map(|m| m.deliveries.iter().map(move |d| (m, d)));
        let mut told: Vec<Landed> = each
            .filter(|(_, d)| self.edition.covers(d.on, Some(&d.session)))
            .filter_map(|(m, d)| {
                let known = d.reception_on.is_some_and(|on| on <= at);
                let (week, reception) =
                    (self.pseudonymiser.week(d.on), d.reception.filter(|_| known));
                Some(Landed { week, text: self.over(&m.text)?, permission: d.leave(), reception })
            })
            .collect();
        told.sort_by_key(|t| (t.permission.is_none(), t.week));
        told
    }

    fn closed(&self) -> Vec<Closed> {
        let seen = self.file.markers.iter().filter(|m| self.edition.covers(m.on, Some(&m.session)));
        let pseudonymised = |text: &Option<Text>| text.as_ref().and_then(|text| self.over(text));
        seen.map(|m| Closed {
            week: self.pseudonymiser.week(m.on),
            sign: m.sign,
            before: pseudonymised(&m.just_before),
            seen: pseudonymised(&m.observed),
        })
        .collect()
    }

    fn strain(&self, strain: &Strain) -> Vec<(Week, StrainState)> {
        let steps = strain
            .history
            .iter()
            .filter(|step| self.edition.covers(step.on, step.session.as_ref()));
        steps.map(|step| (self.pseudonymiser.week(step.on), step.to)).collect()
    }

    fn promise(&self, promise: &Promise) -> Option<Kept> {
        let made = self.edition.covers(promise.made_on, promise.session.as_ref());
        if !made && !self.edition.covers_step(&promise.history) {
            return None;
        }
        Some(Kept {
            by: promise.by,
            text: self.over(&promise.text)?,
            made: self.pseudonymiser.week(promise.made_on),
            due: promise.due_on.map(|on| self.pseudonymiser.week(on)),
            state: state_at(&promise.history, self.edition.as_of).unwrap_or_default(),
        })
    }
}
