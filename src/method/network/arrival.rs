//! Tells how new people came, by quarter: to us, or because we went (seed B5, B40).

use std::collections::BTreeMap;

use chrono::Datelike;

use crate::method::insight::Thresholds;
use crate::method::person::OriginDirection;
use crate::method::standing::Clock;
use crate::method::{ClientFile, Day};

/// Sets how many quarters are looked back on.
const QUARTERS: usize = 8;

/// One quarter in which somebody new is recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quarter {
    pub year: i32,
    /// 1 to 4.
    pub no: u32,
    /// Tells who came to us.
    pub came: usize,
    /// Everybody new of whom it is recorded who moved first.
    pub all: usize,
}

/// The last quarters with somebody new, oldest first. A person counts on the day they came, or else
/// of the first two-way contact.
pub(super) fn quarters(files: &[&ClientFile], at: Day, t: &Thresholds) -> Vec<Quarter> {
    let mut found: BTreeMap<(i32, u32), Quarter> = BTreeMap::new();
    for file in files {
        let Some(origin) = file.person.origin.as_ref().filter(|o| o.direction.is_some()) else {
            continue;
        };
        let met = || Clock::of(file, &t.terms).two_way(at).first().copied();
        let Some(on) = origin.on.or_else(met).filter(|on| *on <= at) else { continue };
        let (year, no) = (on.year(), on.month0() / 3 + 1);
        let quarter = found.entry((year, no)).or_insert(Quarter { year, no, came: 0, all: 0 });
        quarter.all += 1;
        quarter.came += usize::from(origin.direction == Some(OriginDirection::CameToUs));
    }
    let skipped = found.len().saturating_sub(QUARTERS);
    found.into_values().skip(skipped).collect()
}
