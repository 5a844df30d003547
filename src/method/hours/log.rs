//! The client coaching log as the ICF asks for it: one row for each client or group, and of every
//! session that is not in it the reason why.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde::Serialize;
use unicode_normalization::UnicodeNormalization;

use super::{Hours, SessionRole};
use crate::method::person::Status;
use crate::method::step::step_at;
use crate::method::{ClientFile, Day, Person, Session, Text};

/// Tells where sources disagree about the counting; settings of the practice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Terms {
    /// The largest group that counts: 15 in most sources, 25 in some.
    pub group_cap: u32,
    /// Counts how many months back an hour is recent: 18 in most sources, 24 in some.
    pub recent_months: u32,
}

impl Default for Terms {
    fn default() -> Terms {
        Terms { group_cap: 15, recent_months: 18 }
    }
}

/// Holds what a log is made under.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ground {
    pub terms: Terms,
    /// The day the consultant's own training began; earlier hours do not count.
    pub training_from: Option<Day>,
    /// The day it is made on; later sessions are not known to it.
    pub at: Day,
    /// Holds what counts besides the files.
    pub ended: Ended,
}

/// Holds what still counts of clients whose record was erased; nobody of them is named. Times are
/// clock minutes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Ended {
    pub clients: u64,
    pub paid: u64,
    pub pro_bono: u64,
    /// Those of both of whose year every day is recent; less is not known.
    pub recent: u64,
}

/// Names why a session is not in the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    NotHeld,
    /// Nobody has noted yet what it counts as.
    NotNoted,
    NotCoaching,
    DirectReport,
    NoMinutes,
    /// Not said whether it was paid.
    PayUnknown,
    BeforeTraining,
    GroupTooLarge,
    /// The same hour with the same group stands in another member's file.
    CountedOnce,
    NoConsent,
}

/// One session that is not in the log.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LeftOff<'f> {
    pub person: &'f Person,
    pub session: &'f Session,
    pub why: Reason,
}

/// One line: a client, or a group.
#[derive(Debug, Clone, PartialEq)]
pub struct Row<'f> {
    /// Counted from 1.
    pub no: usize,
    /// The client; of a group, the one member who is named for it.
    pub person: &'f Person,
    pub group: Option<&'f Text>,
    /// The most people that were in the group; none for one person alone.
    pub heads: Option<u32>,
    pub start: Day,
    /// None while the relationship goes on.
    pub end: Option<Day>,
    /// Clock minutes.
    pub paid: u64,
    pub pro_bono: u64,
    /// Those of both that are recent.
    pub recent: u64,
}

impl Row<'_> {
    pub fn minutes(&self) -> u64 {
        self.paid + self.pro_bono
    }

    /// Tells how to reach them, as they allowed it to be named.
    pub fn contact(&self) -> Option<&Text> {
        self.person.listed.as_ref().and_then(|listing| listing.contact.as_ref())
    }
}

/// The log: its rows by the day on which the work began, and everything that is not in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Log<'f> {
    pub rows: Vec<Row<'f>>,
    pub left_off: Vec<LeftOff<'f>>,
    pub ended: Ended,
}

/// A session that counts, but for the consent of whom it was with.
#[derive(Clone, Copy)]
struct Counted<'f> {
    file: &'f ClientFile,
    session: &'f Session,
    hours: &'f Hours,
    minutes: u64,
}

/// Names what one row is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Key<'f> {
    Alone(&'f str),
    /// The file itself is the group.
    Unnamed(&'f str),
    Named(String),
}

impl<'f> Log<'f> {
    /// The log of these files.
    pub fn of(files: &[&'f ClientFile], ground: &Ground) -> Log<'f> {
        let (mut counted, mut left_off) = (Vec::new(), Vec::new());
        for file in files {
            for session in file.sessions.iter().filter(|s| s.on <= ground.at) {
                match judged(file, session, ground) {
                    Ok(one) => counted.push(one),
                    Err(why) => left_off.push(LeftOff { person: &file.person, session, why }),
                }
            }
        }
        let counted = once(counted, ground.at, &mut left_off);
        let mut lines: BTreeMap<Key<'f>, Vec<Counted<'f>>> = BTreeMap::new();
        for one in counted {
            lines.entry(key(&one)).or_default().push(one);
        }
        let mut rows = Vec::new();
        for sessions in lines.into_values() {
            match listed(&sessions, ground.at) {
                Some(file) => rows.push(row(file, &sessions, ground)),
                None => left_off.extend(sessions.iter().map(|one| one.left_off(Reason::NoConsent))),
            }
        }
        rows.sort_by(|a, b| (a.start, &a.person.id).cmp(&(b.start, &b.person.id)));
        rows.iter_mut().enumerate().for_each(|(i, row)| row.no = i + 1);
        left_off.sort_by_key(|left| Reverse(left.session.on));
        Log { rows, left_off, ended: ground.ended }
    }

    /// Clock minutes, paid and pro bono, with those of erased records.
    pub fn totals(&self) -> (u64, u64) {
        let (paid, pro_bono): (u64, u64) =
            (self.rows.iter().map(|r| r.paid).sum(), self.rows.iter().map(|r| r.pro_bono).sum());
        (paid + self.ended.paid, pro_bono + self.ended.pro_bono)
    }

    /// Clients for whom there is no consent, and the minutes that are left off with them.
    pub fn without_consent(&self) -> (usize, u64) {
        let off = || self.left_off.iter().filter(|left| left.why == Reason::NoConsent);
        let people: std::collections::HashSet<&str> =
            off().map(|left| left.person.id.as_str()).collect();
        (people.len(), off().map(|left| u64::from(left.session.minutes.unwrap_or(0))).sum())
    }

    /// Tells how many sessions each reason keeps out.
    pub fn reasons(&self) -> BTreeMap<Reason, usize> {
        let mut out = BTreeMap::new();
        for left in &self.left_off {
            *out.entry(left.why).or_default() += 1;
        }
        out
    }
}

impl<'f> Counted<'f> {
    fn left_off(&self, why: Reason) -> LeftOff<'f> {
        LeftOff { person: &self.file.person, session: self.session, why }
    }
}

/// Tells what one file alone counts: its sessions with their minutes and whether they count as
/// paid, and the people in each. Nothing of it without consent; what a named group counts stays
/// with its others.
pub(crate) fn alone<'f>(
    file: &'f ClientFile,
    ground: &Ground,
) -> impl Iterator<Item = (&'f Session, bool, u32)> {
    let listed = agrees(file, ground.at);
    let known = file.sessions.iter().filter(move |s| listed && s.on <= ground.at);
    let counted = known.filter_map(|session| judged(file, session, ground).ok());
    counted.filter(|one| one.hours.group.is_none()).map(|one| {
        let paid = one.hours.pay.is_some_and(super::Pay::counts_as_paid);
        (one.session, paid, one.hours.heads.unwrap_or(1))
    })
}

/// The session as it counts, or the first reason why it does not.
fn judged<'f>(
    file: &'f ClientFile,
    session: &'f Session,
    ground: &Ground,
) -> Result<Counted<'f>, Reason> {
    if !session.held() {
        return Err(Reason::NotHeld);
    }
    let hours = session.hours.as_ref().ok_or(Reason::NotNoted)?;
    let too_large = hours.heads.is_some_and(|heads| heads > ground.terms.group_cap);
    let reasons = [
        (hours.role != SessionRole::Coach, Reason::NotCoaching),
        (hours.direct_report, Reason::DirectReport),
        (hours.pay.is_none(), Reason::PayUnknown),
        (ground.training_from.is_some_and(|from| session.on < from), Reason::BeforeTraining),
        (too_large, Reason::GroupTooLarge),
    ];
    if let Some((_, why)) = reasons.into_iter().find(|(holds, _)| *holds) {
        return Err(why);
    }
    let minutes = session.minutes.filter(|minutes| *minutes > 0).ok_or(Reason::NoMinutes)?;
    Ok(Counted { file, session, hours, minutes: minutes.into() })
}

fn key<'f>(one: &Counted<'f>) -> Key<'f> {
    let id = one.file.person.id.as_str();
    match (&one.hours.group, one.hours.heads) {
        (Some(name), _) => Key::Named(folded(name)),
        (None, Some(_)) => Key::Unnamed(id),
        (None, None) => Key::Alone(id),
    }
}

/// A name without regard to case, width or spaces.
fn folded(name: &Text) -> String {
    name.as_str().nfkc().flat_map(char::to_lowercase).filter(|c| !c.is_whitespace()).collect()
}

/// Of the files that hold an hour with a group: whether its client agrees to be listed, and its
/// minutes.
type Weights<'f> = BTreeMap<&'f str, (bool, u64)>;

/// An hour with a named group counts once, in whichever member's file it stands: of one day, the
/// file of somebody who agrees to be listed, and of those the one with the most.
fn once<'f>(
    counted: Vec<Counted<'f>>,
    at: Day,
    left_off: &mut Vec<LeftOff<'f>>,
) -> Vec<Counted<'f>> {
    let mut days: BTreeMap<(String, Day), Weights<'f>> = BTreeMap::new();
    let of = |one: &Counted<'f>| Some((folded(one.hours.group.as_ref()?), one.session.on));
    for one in &counted {
        if let Some(day) = of(one) {
            let file = days.entry(day).or_default().entry(one.file.person.id.as_str()).or_default();
            *file = (agrees(one.file, at), file.1 + one.minutes);
        }
    }
    let most = |day: &(String, Day)| {
        let files = days.get(day)?;
        files.iter().max_by_key(|(id, weight)| (**weight, Reverse(**id))).map(|(id, _)| *id)
    };
    let (kept, again): (Vec<_>, Vec<_>) = counted
        .into_iter()
        .partition(|one| of(one).is_none_or(|day| most(&day) == Some(one.file.person.id.as_str())));
    left_off.extend(again.iter().map(|one| one.left_off(Reason::CountedOnce)));
    kept
}

fn agrees(file: &ClientFile, at: Day) -> bool {
    file.person.listed.as_ref().is_some_and(|listing| listing.holds(at))
}

/// Tells who is named in a row: the first of those it is about who agrees to it.
fn listed<'f>(sessions: &[Counted<'f>], at: Day) -> Option<&'f ClientFile> {
    sessions.iter().map(|one| one.file).find(|file| agrees(file, at))
}

fn row<'f>(file: &'f ClientFile, sessions: &[Counted<'f>], ground: &Ground) -> Row<'f> {
    let since = ground
        .at
        .checked_sub_months(chrono::Months::new(ground.terms.recent_months))
        .unwrap_or(Day::MIN);
    let sum = |of: &dyn Fn(&Counted<'f>) -> bool| {
        sessions.iter().filter(|one| of(one)).map(|one| one.minutes).sum()
    };
    let paid = |one: &Counted<'f>| one.hours.pay.is_some_and(super::Pay::counts_as_paid);
    let first = sessions.iter().map(|one| one.session.on).min().unwrap_or(ground.at);
    Row {
        no: 0,
        person: &file.person,
        group: sessions.iter().find_map(|one| one.hours.group.as_ref()),
        heads: sessions.iter().filter_map(|one| one.hours.heads).max(),
        start: file.person.began_on.map_or(first, |began| began.min(first)),
        end: ended(file, ground.at),
        paid: sum(&paid),
        pro_bono: sum(&|one| !paid(one)),
        recent: sum(&|one| one.session.on > since),
    }
}

/// The day on which the work with them ended: as it was noted, or else of the status they are in.
fn ended(file: &ClientFile, at: Day) -> Option<Day> {
    let by_status = || {
        step_at(&file.status_history, at)
            .filter(|step| step.to == Status::Ended)
            .map(|step| step.on)
    };
    file.person.ended_on.filter(|on| *on <= at).or_else(by_status)
}
