//! The consultant's own file: everything recorded up to a day, with what was derived from it (method §6.3).

use super::{Edition, Issuer};
use crate::domain::standing::{Change, changes};
use crate::domain::{ClientFile, Day, Id, Standing, Step, Terms};

/// The whole record, for the consultant's own eyes.
#[derive(Debug, Clone, PartialEq)]
pub struct ConsultantFile {
    pub edition: Edition,
    pub issuer: Issuer,
    /// The facts of the period, up to the day of the edition; with every quote, since others lean on them.
    pub file: ClientFile,
    pub standing: Standing,
    /// Every day on which the standing changed.
    pub changes: Vec<Change>,
}

impl ConsultantFile {
    /// The file as it was known on the day of the edition.
    pub fn of(file: &ClientFile, edition: Edition, issuer: Issuer, terms: &Terms) -> ConsultantFile {
        let known: Vec<_> = file.to_records().into_iter().filter(|r| r.on <= edition.as_of).collect();
        let (file, _) = ClientFile::from_records(file.person.clone(), &known);
        let standing = Standing::of(&file, edition.as_of, terms);
        let mut changes = changes(&file, edition.as_of, terms);
        changes.retain(|change| edition.covers(change.on));
        ConsultantFile { edition, issuer, file: within(file, &edition), standing, changes }
    }
}

/// The file with what the edition covers: whatever began, moved or was told in its period.
fn within(mut file: ClientFile, edition: &Edition) -> ClientFile {
    let touched = |first: Day, mut then: Box<dyn Iterator<Item = Day> + '_>| {
        edition.covers(first) || then.any(|on| edition.covers(on))
    };
    file.status_history.retain(|s| edition.covers(s.on));
    file.sessions.retain(|s| edition.covers(s.on));
    file.contacts.retain(|c| edition.covers(c.on));
    file.agreements.retain(|a| edition.covers(a.on));
    file.wants.retain(|w| touched(w.on, days(&w.history)));
    let linked: Vec<Id> = file.wants.iter().flat_map(|w| w.needs.clone()).collect();
    file.needs.retain(|n| linked.contains(&n.id) || touched(n.on, days(&n.history)));
    file.messages.retain(|m| touched(m.on, Box::new(m.deliveries.iter().map(|d| d.on))));
    file.markers.retain(|m| edition.covers(m.on));
    file.ruptures.retain(|r| touched(r.opened_on, days(&r.history)));
    file.commitments.retain(|p| touched(p.made_on, days(&p.history)));
    file.gifts.retain(|g| edition.covers(g.on));
    file
}

fn days<S>(history: &[Step<S>]) -> Box<dyn Iterator<Item = Day> + '_> {
    Box::new(history.iter().map(|step| step.on))
}
