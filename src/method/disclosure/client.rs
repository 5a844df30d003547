//! The client's copy: the sections of method §6.2, chosen by its rules. What is not chosen here
//! cannot be printed.

use super::agreed::agreed;
use super::said::said;
use super::told::told;
use super::{Agreed, Disclosed, Edition, Issuer, Profile, Said, Told, disclose};
use crate::method::calendar;
use crate::method::moment::days_between;
use crate::method::step::step_at;
use crate::method::{
    ClientFile, Day, Id, Need, NeedState, Person, Promise, PromiseState, Session, Speaker, Step,
    Terms, Text, Want, WantState,
};

/// Sets how long a closed promise stays in the copy, in days (method §6.1).
const PROMISE_DAYS: i64 = 90;
/// Sets how many words of theirs stand on their own (method §6.2).
const WORDS_KEPT: usize = 3;

/// The copy for the client. It cannot hold anything that is not theirs to read.
#[derive(Debug, Clone, PartialEq)]
pub struct ClientCopy {
    pub edition: Edition,
    pub issuer: Issuer,
    pub names: Names,
    /// The held sessions, by day.
    pub sessions: Vec<Met>,
    pub wants: Vec<Wanted>,
    pub words: Vec<Said>,
    pub matters: Vec<Mattering>,
    pub told: Vec<Told>,
    pub agreed: Vec<Agreed>,
    pub promises: Vec<Promised>,
    /// Wants put off by agreement, with the words they were put off in.
    pub left_open: Vec<Wanted>,
    pub next_on: Option<Disclosed<Day>>,
    /// Holds what the last meeting of the document left to begin with.
    pub next_agenda: Option<Disclosed<Text>>,
}

/// The client's name, as recorded for each language.
#[derive(Debug, Clone, PartialEq)]
pub struct Names {
    pub any: Disclosed<Text>,
    pub ja: Disclosed<Option<Text>>,
    pub en: Disclosed<Option<Text>>,
}

/// One held session.
#[derive(Debug, Clone, PartialEq)]
pub struct Met {
    pub no: Disclosed<Option<u32>>,
    pub on: Disclosed<Day>,
    pub minutes: Disclosed<Option<u32>>,
    pub topic: Disclosed<Option<Text>>,
}

/// One want, with where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Wanted {
    pub text: Disclosed<Text>,
    pub on: Disclosed<Day>,
    pub state: Disclosed<WantState>,
    /// The day it came to stand there.
    pub since: Option<Disclosed<Day>>,
    pub words: Option<Said>,
}

/// Holds what they said matters: their words, and our wording only if they approved it.
#[derive(Debug, Clone, PartialEq)]
pub struct Mattering {
    pub wording: Disclosed<Option<Text>>,
    pub words: Vec<Said>,
}

/// One promise of either side.
#[derive(Debug, Clone, PartialEq)]
pub struct Promised {
    pub by: Disclosed<Speaker>,
    pub text: Disclosed<Text>,
    pub made_on: Disclosed<Day>,
    pub due_on: Disclosed<Option<Day>>,
    pub state: Disclosed<PromiseState>,
    /// The day it came to stand there.
    pub since: Option<Disclosed<Day>>,
}

impl ClientCopy {
    /// The copy of `file` in this edition, from nothing but records dated on or before its day.
    pub fn of(file: &ClientFile, edition: Edition, issuer: Issuer, terms: &Terms) -> ClientCopy {
        let owned = owned_needs(file, &edition);
        let mut printed: Vec<&Id> =
            owned.iter().flat_map(|(_, words)| words.iter().copied()).collect();
        let told = told(file, &edition, &printed);
        let left_open = left_open(file, &edition);
        printed.extend(
            super::told::tellings(file, &edition).filter_map(|(_, d)| d.reception_quote.as_ref()),
        );
        let wants: Vec<&Want> = file
            .wants
            .iter()
            .filter(|w| edition.covers(w.on, w.session.as_ref()) && listed(w, edition.as_of))
            .collect();
        ClientCopy {
            names: names(&file.person),
            sessions: file
                .held_sessions(edition.as_of)
                .into_iter()
                .filter(|s| edition.covers(s.on, Some(&s.id)))
                .map(met)
                .collect(),
            words: words_kept(file, &wants, &printed),
            wants: by_day(wants.into_iter().map(|w| wanted(w, edition.as_of, None)).collect()),
            matters: owned
                .iter()
                .filter_map(|(need, words)| mattering(file, need, words))
                .collect(),
            told,
            agreed: agreed(file, &edition, terms),
            promises: promises(file, &edition),
            left_open,
            next_on: next_on(file, &edition),
            next_agenda: next_agenda(file, &edition),
            edition,
            issuer,
        }
    }
}

impl ClientCopy {
    /// Every quote in the copy.
    pub fn quotes(&self) -> impl Iterator<Item = &Said> {
        let wants = self.left_open.iter().filter_map(|w| w.words.as_ref());
        let answers = self.told.iter().filter_map(|t| t.answer.as_ref());
        self.words
            .iter()
            .chain(self.matters.iter().flat_map(|m| &m.words))
            .chain(answers)
            .chain(wants)
    }
}

fn names(person: &Person) -> Names {
    Names {
        any: disclose!(person: Person, display_name),
        ja: disclose!(person: Person, display_name_ja),
        en: disclose!(person: Person, display_name_en),
    }
}

fn met(session: &Session) -> Met {
    Met {
        no: disclose!(session: Session, no),
        on: disclose!(session: Session, on),
        minutes: disclose!(session: Session, minutes),
        topic: disclose!(session: Session, client_topic),
    }
}

/// Wants the copy lists as such: not withdrawn, and not put off, which has its own section.
fn listed(want: &Want, at: Day) -> bool {
    !matches!(want.state(at), WantState::Withdrawn | WantState::Deferred)
}

fn wanted(want: &Want, at: Day, words: Option<Said>) -> Wanted {
    let step = step_at(&want.history, at);
    Wanted {
        text: disclose!(want: Want, text),
        on: disclose!(want: Want, on),
        state: step.map_or(
            Disclosed::of(WantState::Open),
            |s| disclose!(Want.history > s: Step<WantState>, to),
        ),
        since: step.map(|s| disclose!(Want.history > s: Step<WantState>, on)),
        words,
    }
}

fn by_day(mut wants: Vec<Wanted>) -> Vec<Wanted> {
    wants.sort_by_key(|w| *w.on.get());
    wants
}

/// The wants still put off at the end of what the document is about, also those that came up before
/// it.
fn left_open(file: &ClientFile, edition: &Edition) -> Vec<Wanted> {
    let at = edition.as_of;
    let open = |w: &&Want| w.on <= edition.last_day() && w.state(at) == WantState::Deferred;
    let words = |w: &Want| said(file, step_at(&w.history, at).and_then(|s| s.quote.as_ref()));
    by_day(file.wants.iter().filter(open).map(|w| wanted(w, at, words(w))).collect())
}

/// The words of the printed wants that stand nowhere else, the latest few, in the order said.
fn words_kept(file: &ClientFile, wants: &[&Want], printed: &[&Id]) -> Vec<Said> {
    let mut ids: Vec<&Id> = Vec::new();
    for id in wants.iter().filter_map(|w| w.quote.as_ref()) {
        if !printed.contains(&id) && !ids.contains(&id) {
            ids.push(id);
        }
    }
    let mut words: Vec<Said> = ids.into_iter().filter_map(|id| said(file, Some(id))).collect();
    words.sort_by_key(|w| w.on.as_ref().map(|on| *on.get()));
    words.split_off(words.len().saturating_sub(WORDS_KEPT))
}

/// Needs the client has made theirs, with the quotes in which they did, as far as those belong in
/// this edition.
fn owned_needs<'f>(file: &'f ClientFile, edition: &Edition) -> Vec<(&'f Need, Vec<&'f Id>)> {
    let owned =
        file.needs.iter().filter(|n| n.on <= edition.as_of && n.state(edition.as_of).owned());
    owned
        .map(|need| {
            let mut steps: Vec<&Step<NeedState>> =
                need.history.iter().filter(|s| s.on <= edition.as_of).collect();
            steps.sort_by_key(|s| s.on);
            // Words before a "not so" no longer speak for the client.
            let since = steps.iter().rposition(|s| !s.to.owned()).map_or(0, |i| i + 1);
            let theirs =
                steps.into_iter().skip(since).filter(|s| edition.covers(s.on, s.session.as_ref()));
            (need, theirs.filter_map(|s| s.quote.as_ref()).collect())
        })
        .collect()
}

fn mattering(file: &ClientFile, need: &Need, words: &[&Id]) -> Option<Mattering> {
    let words: Vec<Said> = words.iter().filter_map(|id| said(file, Some(id))).collect();
    (!words.is_empty()).then(|| Mattering { wording: disclose!(need: Need, client_wording), words })
}

/// Promises of both sides that are open, or were closed lately (method §6.1).
fn promises(file: &ClientFile, edition: &Edition) -> Vec<Promised> {
    let at = edition.as_of;
    let shown = |p: &&Promise| {
        let closed = step_at(&p.history, at).filter(|s| !s.to.open());
        p.made_on <= edition.last_day()
            && closed.is_none_or(|s| days_between(s.on, at) <= PROMISE_DAYS)
    };
    let mut promises: Vec<Promised> =
        file.promises.iter().filter(shown).map(|p| promised(p, at)).collect();
    promises.sort_by_key(|p| (*p.due_on.get(), *p.made_on.get()));
    promises
}

fn promised(promise: &Promise, at: Day) -> Promised {
    let step = step_at(&promise.history, at);
    Promised {
        by: disclose!(promise: Promise, by),
        text: disclose!(promise: Promise, text),
        made_on: disclose!(promise: Promise, made_on),
        due_on: disclose!(promise: Promise, due_on),
        state: step.map_or(
            Disclosed::of(PromiseState::Open),
            |s| disclose!(Promise.history > s: Step<PromiseState>, to),
        ),
        since: step.map(|s| disclose!(Promise.history > s: Step<PromiseState>, on)),
    }
}

/// The day of the next meeting, as it stands on the day of the copy. A date that a covered session
/// agreed on may have been moved or called off since; printed, it would send the client to a meeting
/// that nobody expects. Pages, lists and calendars give the same day.
fn next_on(file: &ClientFile, edition: &Edition) -> Option<Disclosed<Day>> {
    const {
        assert!(Profile::Client.prints_field(&Session::FIELDS, "next_on"));
    }
    calendar::next_on(file, edition.as_of).map(Disclosed::of)
}

/// Finds what the next meeting begins with, where the document holds the meeting that left it. A
/// later one that took place, or left something else, has made it out of date. One that did not
/// take place and left nothing changes nothing.
fn next_agenda(file: &ClientFile, edition: &Edition) -> Option<Disclosed<Text>> {
    let known = |s: &&Session| s.on <= edition.as_of && (s.held() || s.next_agenda.is_some());
    let last = file.sessions.iter().filter(known).max_by_key(|s| (s.on, s.no))?;
    if !edition.covers(last.on, Some(&last.id)) {
        return None;
    }
    disclose!(last: Session, next_agenda).get().clone().map(Disclosed::of)
}
