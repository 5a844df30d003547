//! The steps of what is already recorded that words on the log page may be: what the machines have
//! from where each record stands, and what those words are enough for.

use crate::method::transition::{AllowedStep, Subject};
use crate::method::{ClientFile, Day, Evidence, Terms};

/// The values of the field that says what words move: `need.2.acknowledged` and so on, with the
/// number that the record has on the page.
pub fn offered(file: &ClientFile) -> Vec<String> {
    let needs = file.needs.iter().enumerate().map(|(i, n)| (i, Subject::Need(n.id.clone())));
    let wants = file.wants.iter().enumerate().map(|(i, w)| (i, Subject::Want(w.id.clone())));
    let strains = file.strains.iter().enumerate().map(|(i, s)| (i, Subject::Strain(s.id.clone())));
    let all = needs.chain(wants).chain(strains);
    all.flat_map(|(i, subject)| values(file, &subject, i + 1)).collect()
}

fn values(file: &ClientFile, subject: &Subject, no: usize) -> Vec<String> {
    let steps = subject.choices(file, Day::MAX, &Terms::USUAL).unwrap_or_default();
    let (noun, _) = subject.address();
    let enough = steps.into_iter().filter(words_are_enough);
    enough.map(|step| format!("{noun}.{no}.{}", step.to)).collect()
}

fn words_are_enough(step: &AllowedStep) -> bool {
    matches!(step.needs, Evidence::Nothing | Evidence::Words | Evidence::NewHint)
}
