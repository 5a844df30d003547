//! Tells which thing on the page is which record: what says the same is the same, then what stands
//! in the same place.

use crate::intake::entry::{Entry, Item};
use crate::intake::log_form::LogForm;
use crate::method::{Fact, Id, Step, code};

/// For each item of `is`, the item of `was` that it is, if it is one.
pub(super) fn pairs(was: &LogForm, is: &LogForm) -> Vec<Option<usize>> {
    let marks = |c: &LogForm| -> Vec<(String, String)> {
        c.entry
            .items
            .iter()
            .enumerate()
            .map(|(i, item)| (c.place(i), format!("{}:{}", item.kind(), said(item, &c.entry))))
            .collect()
    };
    let (old, new) = (marks(was), marks(is));
    let mut out: Vec<Option<usize>> = vec![None; new.len()];
    let mut taken = vec![false; old.len()];
    // A line that moved up because another was deleted is still the same line, so the words count
    // before the place.
    type Same = fn(&(String, String), &(String, String)) -> bool;
    let ways: [Same; 3] =
        [|a, b| a == b, |a, b| a.1 == b.1, |a, b| a.0 == b.0 && !a.0.starts_with("short:")];
    for same in ways {
        for (j, mark) in new.iter().enumerate() {
            let free = |i: &usize| !taken[*i] && same(&old[*i], mark);
            if out[j].is_none()
                && let Some(i) = (0..old.len()).find(free)
            {
                out[j] = Some(i);
                taken[i] = true;
            }
        }
    }
    out
}

/// Names what tells an item from others of its kind.
fn said(item: &Item, entry: &Entry) -> String {
    let known = |id: &Id| if entry.item(id).is_none() { id.to_string() } else { String::new() };
    fn moved<S: serde::Serialize>(of: String, step: &Step<S>) -> String {
        format!("{of}{}", code(&step.to))
    }
    match item.fact() {
        Some(Fact::WantMoved { want, step }) => moved(known(want), step),
        Some(Fact::NeedMoved { need, step }) => moved(known(need), step),
        Some(Fact::MessageMoved { message, step }) => moved(known(message), step),
        Some(Fact::PromiseMoved { promise, step }) => moved(known(promise), step),
        Some(Fact::StrainMoved { strain, step }) => moved(known(strain), step),
        Some(Fact::Delivered { message, .. } | Fact::Landed { message, .. }) => known(message),
        // A sign is told apart by what it is a sign of, whatever was written beside it.
        Some(Fact::Marker(_)) => String::new(),
        _ => item.text().map(ToString::to_string).unwrap_or_default(),
    }
}
