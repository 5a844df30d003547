//! The consultant's own file: everything recorded up to a day, with what was derived from it and
//! what was done with it (method §6.3).

use super::{Edition, Issuer};
use crate::method::insight::{Dismissal, Finding, RuleId, Thresholds};
use crate::method::message::Delivery;
use crate::method::moment::LocalTime;
use crate::method::staircase::Staircase;
use crate::method::standing::{Change, changes};
use crate::method::verdict::Verdict;
use crate::method::{ClientFile, Day, Id, Need, Standing};

/// The whole record, for the consultant's own eyes.
#[derive(Debug, Clone, PartialEq)]
pub struct ConsultantFile {
    pub edition: Edition,
    pub issuer: Issuer,
    /// The facts of the period, up to the day of the edition; with every quote, since others lean
    /// on them.
    pub file: ClientFile,
    pub standing: Standing,
    /// Every day on which the standing changed.
    pub changes: Vec<Change>,
    /// The staircase as it is drawn.
    pub stairs: Staircase,
    /// Holds what the rules say on the day, with their evidence.
    pub findings: Vec<Finding>,
    pub history: History,
}

/// Holds what was done with a file, as it was kept, the earliest first.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct History {
    pub asides: Vec<PutAside>,
    pub deeds: Vec<Deed>,
}

/// An insight dismissed, snoozed or brought back.
#[derive(Debug, Clone, PartialEq)]
pub struct PutAside {
    pub on: Day,
    /// Tells who did it, by name.
    pub by: String,
    pub rule: RuleId,
    pub aside: Dismissal,
}

/// One line of the log: who did what with the file, and when.
#[derive(Debug, Clone, PartialEq)]
pub struct Deed {
    /// In the zone of whoever reads the document.
    pub at: LocalTime,
    /// By name; empty where it was nobody's.
    pub by: String,
    /// The name of the act: `exported`, `client_shared` …
    pub act: String,
    pub about: About,
}

/// Names what an act was about.
#[derive(Debug, Clone, PartialEq)]
pub enum About {
    /// A profile and a format, by their names.
    Export(String, String),
    /// A colleague, by name.
    Colleague(String),
    Rule(RuleId),
    /// A count or a name of the program's own.
    Other(String),
}

impl ConsultantFile {
    /// The file as it was known on the day of the edition.
    pub fn of(
        file: &ClientFile,
        edition: Edition,
        issuer: Issuer,
        thresholds: &Thresholds,
        history: &History,
    ) -> ConsultantFile {
        let known: Vec<_> =
            file.to_records().into_iter().filter(|r| r.on <= edition.as_of).collect();
        let (file, _) = ClientFile::from_records(file.person.clone(), &known);
        let terms = &thresholds.terms;
        let mut changes = changes(&file, edition.as_of, terms);
        changes.retain(|change| edition.covers(change.on, None));
        let mut stairs = Staircase::of(&file, edition.last_day(), terms);
        stairs.events.retain(|event| edition.covers(event.on, None));
        ConsultantFile {
            standing: Standing::of(&file, edition.as_of, terms),
            changes,
            stairs,
            findings: Verdict::of(&file, edition.as_of, thresholds).findings,
            history: history.until(edition.as_of),
            file: within(file, &edition),
            edition,
            issuer,
        }
    }
}

impl History {
    /// Tells what had been done by the end of a day.
    fn until(&self, day: Day) -> History {
        History {
            asides: self.asides.iter().filter(|aside| aside.on <= day).cloned().collect(),
            deeds: self.deeds.iter().filter(|deed| deed.at.date() <= day).cloned().collect(),
        }
    }
}

/// The file with what the edition covers: whatever began, moved or was told in its period.
fn within(mut file: ClientFile, edition: &Edition) -> ClientFile {
    file.status_history.retain(|s| edition.covers(s.on, s.session.as_ref()));
    file.sessions.retain(|s| edition.covers(s.on, Some(&s.id)));
    file.contacts.retain(|c| edition.covers(c.on, None));
    file.agreements.retain(|a| edition.covers(a.on, a.session.as_ref()));
    file.wants
        .retain(|w| edition.covers(w.on, w.session.as_ref()) || edition.covers_step(&w.history));
    let linked: Vec<Id> = file.wants.iter().flat_map(|w| w.needs.clone()).collect();
    let touched =
        |n: &Need| edition.covers(n.on, n.session.as_ref()) || edition.covers_step(&n.history);
    file.needs.retain(|n| linked.contains(&n.id) || touched(n));
    let told = |d: &Delivery| edition.covers(d.on, Some(&d.session));
    file.messages.retain(|m| edition.covers(m.on, None) || m.deliveries.iter().any(told));
    file.markers.retain(|m| edition.covers(m.on, Some(&m.session)));
    file.strains.retain(|r| edition.covers_step(&r.history));
    file.promises.retain(|p| {
        edition.covers(p.made_on, p.session.as_ref()) || edition.covers_step(&p.history)
    });
    file.gifts.retain(|g| edition.covers(g.on, None));
    file
}
