//! Hours by client and month, for whoever writes the invoices: in any role, with or without consent
//! to be listed.

use std::collections::BTreeMap;

use chrono::Datelike;

use crate::method::{ClientFile, Day, Person, Text};

/// The sessions that were held with one client in one month. Times are clock minutes.
#[derive(Debug, Clone, PartialEq)]
pub struct Month<'f> {
    /// Its first day.
    pub month: Day,
    pub person: &'f Person,
    pub sessions: usize,
    /// To be paid for, by the client or by somebody else.
    pub billable: u64,
    pub payer: Option<&'f Text>,
    /// For which nothing is invoiced.
    pub free: u64,
    /// Of which nobody has noted yet whether they are paid.
    pub not_noted: u64,
}

/// The months of these files up to a day, the earliest first.
pub fn months<'f>(files: &[&'f ClientFile], at: Day) -> Vec<Month<'f>> {
    let mut out: BTreeMap<(Day, usize), Month<'f>> = BTreeMap::new();
    for (i, file) in files.iter().enumerate() {
        for session in file.sessions.iter().filter(|s| s.held() && s.on <= at) {
            let month = session.on.with_day(1).unwrap_or(session.on);
            let line = out.entry((month, i)).or_insert(Month {
                month,
                person: &file.person,
                sessions: 0,
                billable: 0,
                payer: None,
                free: 0,
                not_noted: 0,
            });
            line.sessions += 1;
            let minutes = u64::from(session.minutes.unwrap_or(0));
            match session.hours.as_ref().and_then(|hours| hours.pay) {
                Some(pay) if pay.billable() => line.billable += minutes,
                Some(_) => line.free += minutes,
                None => line.not_noted += minutes,
            }
            line.payer =
                session.hours.as_ref().and_then(|hours| hours.payer.as_ref()).or(line.payer);
        }
    }
    out.into_values().collect()
}
