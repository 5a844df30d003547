//! Holds a form against what stands now. A page may be open on two devices: the one that was opened
//! before another change tells of that change before it sets anything back.

use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::intake::form::Fields;
use crate::views::form::{Faults, KEY, SEEN};
use crate::views::person::MEANWHILE;
use crate::views::refusal::Refusal;
use crate::words::{Words, arg};

/// The print of what a page shows to be changed; the page sends it back with its form.
pub fn print<T: Serialize + ?Sized>(stands: &T) -> String {
    let digest = Sha256::digest(serde_json::to_vec(stands).unwrap_or_default());
    digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// True if a form was written on a page that showed something else than what stands now. A form
/// without a print comes from no page: nothing was shown that it could set back unseen.
pub fn stale<T: Serialize + ?Sized>(seen: &str, stands: &T) -> bool {
    !seen.is_empty() && seen != print(stands)
}

/// True if a form would set back unseen what was saved since its page was opened. One that says
/// what stands anyway sets nothing back.
pub fn sets_back(stands: &Fields, form: &Fields) -> bool {
    stale(form.get(SEEN), stands) && differing(stands, form).next().is_some()
}

/// Refuses a form, and says at each field what was saved since. The page that is shown again
/// answers what stands now.
pub fn tell(
    stands: &Fields,
    form: &mut Fields,
    faults: &mut Faults,
    words: &Words,
    said: impl Fn(&str, &str) -> Option<String>,
) {
    faults.refuse(Refusal::Changed);
    beside(stands, form, faults, words, said);
    form.set(SEEN, print(stands));
}

/// Says at each field what stands now, where it is not what the page says. `said` gives a value the
/// name by which a page shows it, where it has one.
pub fn beside(
    stands: &Fields,
    form: &Fields,
    faults: &mut Faults,
    words: &Words,
    said: impl Fn(&str, &str) -> Option<String>,
) {
    for (name, value) in differing(stands, form) {
        let value = match value {
            "" => words.t("step-nothing-chosen"),
            _ => said(name, value).unwrap_or_else(|| value.to_owned()),
        };
        faults.add(name, words.say(MEANWHILE, &[("text", arg(value))]));
    }
}

fn differing<'f>(stands: &'f Fields, form: &Fields) -> impl Iterator<Item = (&'f str, &'f str)> {
    stands.pairs().filter(|(name, value)| ![SEEN, KEY].contains(name) && form.get(name) != *value)
}
