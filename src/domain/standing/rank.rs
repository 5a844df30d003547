//! Closeness rank 1–6, a proxy from contact alone (method §3.7).

use crate::domain::moment::days_between;
use crate::domain::{Day, Terms};

/// The rank on `at` of someone met on `two_way` days (ascending, none later than `at`).
pub fn rank(two_way: &[Day], declared: Option<u8>, at: Day, terms: &Terms) -> Option<u8> {
    if declared == Some(1) {
        return Some(1);
    }
    let last = *two_way.last()?;
    let step = i64::from(terms.silence_step.max(1));
    let recent = two_way.iter().filter(|t| days_between(**t, last) < step).count();
    let base: i64 = match (declared, recent) {
        (Some(2), _) => 2,
        (_, 3..) => 3,
        (_, 2) => 4,
        _ if two_way.len() > 1 => 4,
        _ => 5,
    };
    let rank = (base + days_between(last, at) / step).clamp(1, 6);
    u8::try_from(rank).ok()
}
