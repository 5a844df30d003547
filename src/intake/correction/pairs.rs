//! Tells which thing on the page is which record: what says the same is the same, then what stands
//! in the same place.

use crate::intake::entry::{Link, Move, Telling, Told, What};
use crate::intake::log_form::LogForm;

/// For each item of `is`, the item of `was` that it is, if it is one.
pub(super) fn pairs(was: &LogForm, is: &LogForm) -> Vec<Option<usize>> {
    let marks = |c: &LogForm| -> Vec<(String, String)> {
        c.entry
            .items
            .iter()
            .enumerate()
            .map(|(i, item)| (c.place(i), format!("{}:{}", item.kind(), said(&item.what))))
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
fn said(what: &What) -> String {
    fn moved<S: serde::Serialize>(m: &Move<S>) -> String {
        format!("{}{}", known(&m.of), crate::method::code(&m.to))
    }
    fn known(link: &Link) -> String {
        match link {
            Link::Known(id) => id.to_string(),
            Link::Item(_) => String::new(),
        }
    }
    match what {
        What::WantMoved(m) => moved(m),
        What::NeedMoved(m) => moved(m),
        What::MessageMoved(m) => moved(m),
        What::PromiseMoved(m) => moved(m),
        What::StrainMoved(m) => moved(m),
        What::Told(Telling { message: Told::Held(link), .. })
        | What::Landed { message: link, .. } => known(link),
        // A sign is told apart by what it is a sign of, whatever was written beside it.
        What::Sign { .. } | What::Agreement(_) => String::new(),
        other => other.text().map(ToString::to_string).unwrap_or_default(),
    }
}
