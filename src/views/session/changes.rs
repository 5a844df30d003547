//! Holds what was changed of a session after it was written down: what stood there, when, and by
//! whom. Both stay readable.

use std::collections::{BTreeMap, HashMap};

use maud::{Markup, html};

use super::Page;
use crate::intake::correction::only_day;
use crate::method::fact::{Fact, Record};
use crate::method::session::SessionField;
use crate::method::void::{Run, struck};
use crate::method::{ClientFile, Day, Done, Id, Moment, Person, Session, Text, moment};
use crate::paths;
use crate::views::correct::line;
use crate::views::void::{form, labelled};
use crate::words::{Words, arg};

/// The changes of one session.
#[derive(Debug, Default)]
pub struct Changes {
    list: Vec<Change>,
    /// The person from whose records it was moved.
    pub came: Option<Came>,
}

/// Tells where a session came from; the person's name only for those who may see them.
#[derive(Debug)]
pub struct Came {
    pub from: Option<Person>,
    pub on: Day,
    /// Holds what moves it back.
    pub back: Option<Done>,
}

/// Tells where a session went.
pub struct Gone {
    pub to: Option<(Person, Id)>,
    pub on: Day,
    /// Holds what moves it back.
    pub back: Option<Done>,
}

#[derive(Debug)]
struct Change {
    id: Id,
    was: Record,
    /// None where it was taken back.
    now: Option<Record>,
    at: Option<(Moment, Option<Text>)>,
    /// The act that it is of, and what undid that, if anything did.
    act: Option<Run>,
    undone: Option<Run>,
}

impl Changes {
    /// Tells what a journal says of a session; `written` knows when a record was written, and by
    /// whom.
    pub fn of(
        (person, records): (&Id, &[Record]),
        session: &Id,
        written: impl Fn(&Id) -> Option<(Moment, Option<Text>)>,
    ) -> Changes {
        let mut stood: BTreeMap<&Id, Record> = BTreeMap::new();
        let mut list = Vec::new();
        let (undone, _) = struck(records);
        let undoes: HashMap<&Id, &Id> =
            records.iter().filter_map(|r| Some((r.takes_back()?, &r.id))).collect();
        let act =
            |id: &Id| Run::around(person, records, id, |one, other| written(one) == written(other));
        // Anything that a move took along was not corrected, whether the move was undone or not.
        let note = |r: &&Record| matches!(r.fact, Fact::Moved { .. });
        let moves: Vec<Run> = records.iter().filter(note).filter_map(|r| act(&r.id)).collect();
        for record in records {
            let (target, now) = match &record.fact {
                Fact::Revised { target, now, .. } => (target, Some(&**now)),
                Fact::Void { target, .. } => (target, None),
                Fact::Joined(_) => continue,
                _ => {
                    stood.insert(&record.id, record.clone());
                    continue;
                }
            };
            // Anything that takes back a change is not told here as a change of its own.
            let Some(was) =
                stood.get(target).filter(|r| r.session.as_ref() == Some(session)).cloned()
            else {
                continue;
            };
            let now = now.map(|fact| Record { on: record.on, fact: fact.clone(), ..was.clone() });
            let undo =
                undone.contains(&record.id).then(|| undoes.get(&record.id).copied()).flatten();
            if let (Some(now), None) = (&now, undo) {
                stood.insert(target, now.clone());
            }
            let undone = undo.and_then(act);
            let (id, at, act) = (record.id.clone(), written(&record.id), act(&record.id));
            let moved = act.as_ref().is_some_and(|act| moves.contains(act));
            let change = Change { id, was, now, at, act, undone };
            list.extend(Some(change).filter(|change| !moved && change.meant()));
        }
        Changes { list, came: None }
    }

    /// Puts first what was changed in the journal that the session left with this act. It can be
    /// undone there no more.
    pub fn after(&mut self, earlier: Changes, left: Option<&Run>) {
        let before = earlier.list.into_iter().filter(|change| change.act.as_ref() != left);
        let told = before.map(|change| Change { act: None, ..change });
        self.list.splice(0..0, told);
    }
}

impl Change {
    /// False where a record only follows the day of its session, or a session the numbers of the
    /// others.
    fn meant(&self) -> bool {
        let bare = |s: &Session| Session { no: None, ..s.clone() };
        match (&self.was.fact, self.now.as_ref().map(|now| (now, &now.fact))) {
            (Fact::Session(was), Some((_, Fact::Session(now)))) => bare(was) != bare(now),
            (_, Some((now, _))) => !only_day(&self.was, now),
            (_, None) => true,
        }
    }
}

/// Shows what has just been done, in one line.
pub(super) fn done(p: &Page<'_>) -> Markup {
    let key = match p.typed.after.as_str() {
        "corrected" => "correct-done",
        "moved" => "correct-moved",
        "same" => "correct-same",
        "profile" => "correct-profile",
        "profile-stays" => "correct-profile-stays",
        _ => return html! {},
    };
    html! {
        p.kept role="status" {
            (p.words.t(key))
            @if key.starts_with("correct-profile") {
                " "
                a href=(paths::profile(p.id)) { (p.words.t("client-profile")) }
            }
        }
    }
}

pub(super) fn came(p: &Page<'_>) -> Markup {
    let Some(came) = &p.changes.came else { return html! {} };
    html! {
        p.sub {
            (
                match &came.from {
                    Some(person) => {
                        p.words
                            .say(
                                "correct-came",
                                &[("name", arg(p.words.name_of(person)))],
                            )
                    }
                    None => p.words.t("correct-came-unnamed"),
                }
            )
        }
        @if let Some(back) = came.back.as_ref().filter(|_| p.session.signed_on.is_none()) {
            p { (labelled(back, &p.words.t("correct-move-back"))) }
        }
    }
}

pub(super) fn section(p: &Page<'_>) -> Markup {
    let words = p.words;
    super::section(
        &words.t("correct-changes"),
        !p.changes.list.is_empty(),
        html! {
            ul.rows {
                @for (i, change) in p.changes.list.iter().enumerate() {
                    li {
                        (one(change, p))
                        // One press undoes all that was changed at once; it stands at the last of
                        // it.
                        @let next = p.changes.list.get(i + 1);
                        @if {
                            p.session.signed_on.is_none()
                                && next.is_none_or(|next| next.act != change.act)
                        } { (undo(change, p)) }
                    }
                }
            }
        },
    )
}

fn undo(change: &Change, p: &Page<'_>) -> Markup {
    match (&change.undone, &change.act) {
        (Some(undone), Some(_)) => {
            labelled(&Done::Written(undone.clone()), &p.words.t("void-redo"))
        }
        (None, Some(act)) => labelled(&Done::Written(act.clone()), &p.words.t("void-undo")),
        (_, None) => html! {},
    }
}

/// Tells what was changed, field by field: its name, what stood there, what stands there now.
fn pairs(change: &Change, file: &ClientFile, words: &Words) -> Vec<(String, String, String)> {
    let (noun, was) = line(&change.was, file, words);
    match (&change.was.fact, change.now.as_ref().map(|r| &r.fact)) {
        (Fact::Session(was), Some(Fact::Session(now))) => facts(was, now, words),
        (old, Some(new)) => {
            let now = change.now.as_ref().map(|r| line(r, file, words).1).unwrap_or_default();
            let besides = parts(old, words).into_iter().zip(parts(new, words));
            let besides = besides.filter(|((_, was), (_, now))| was != now);
            let besides = besides.map(|((name, was), (_, now))| (name, was, now));
            std::iter::once((noun, was, now)).chain(besides).collect()
        }
        (_, None) => vec![(noun, was, String::new())],
    }
}

/// What a record says besides its line, each part by its name: a change of it alone is told as well.
fn parts(fact: &Fact, words: &Words) -> Vec<(String, String)> {
    let text = |text: &Option<Text>| text.as_ref().map(Text::to_string).unwrap_or_default();
    match fact {
        Fact::Promise(p) => {
            vec![(words.t("log-due"), p.due_on.map(|due| words.day(due)).unwrap_or_default())]
        }
        Fact::Quote(q) => {
            vec![(words.t("log-exactness"), words.label("exactness", &q.exactness))]
        }
        Fact::Message(m) => vec![(words.t("term-why"), text(&m.why))],
        Fact::Delivered { delivery: d, .. } => {
            let permission = d.permission.map(|answer| words.label("permission", &answer));
            let reception = d.reception.map(|landed| words.label("reception", &landed));
            vec![
                (words.t("term-permission"), permission.unwrap_or_default()),
                (words.t("term-reception"), reception.unwrap_or_default()),
            ]
        }
        _ => Vec::new(),
    }
}

fn both((noun, was, now): &(String, String, String)) -> Markup {
    html! {
        p.state { (noun) }
        @if was == now {
            p { (now) }
        } @else {
            p {
                @if !was.is_empty() {
                    del { (was) }
                    " "
                }
                @if !now.is_empty() {
                    ins { (now) }
                }
            }
        }
    }
}

/// Shows what these records changed of a session or added to it, each field by its name.
pub fn since(
    file: &ClientFile,
    journal: &[Record],
    session: &Id,
    (since, words): (&[Id], &Words),
) -> Markup {
    let changes = Changes::of((&file.person.id, journal), session, |_| None);
    let new = |r: &&Record| since.contains(&r.id) && !r.changes();
    let changed = changes.list.iter().filter(|change| since.contains(&change.id));
    let named = changed.flat_map(|change| pairs(change, file, words));
    let added = journal.iter().filter(new).map(|r| {
        let (noun, text) = line(r, file, words);
        (noun, String::new(), text)
    });
    html! {
        ul.rows {
            @for pair in named.chain(added) {
                li { (both(&pair)) }
            }
        }
    }
}

fn one(change: &Change, p: &Page<'_>) -> Markup {
    let words = p.words;
    html! {
        @for pair in pairs(change, p.file, words) { (both(&pair)) }
        p.from {
            (
                words
                    .t(
                        if change.now.is_some() {
                            "correct-was-changed"
                        } else {
                            "correct-was-taken-back"
                        },
                    )
            )
            @if let Some((at, by)) = &change.at {
                @let local = moment::local(*at, p.zone);
                (words.t("quote-joint"))
                (words.day(local.date()))
                " "
                (words.time(local))
                @if let Some(by) = by { (words.t("quote-joint")) (by) }
            }
            @if change.undone.is_some() { (words.t("quote-joint")) (words.t("correct-undone-since")) }
        }
    }
}

/// Tells what of the session itself reads differently.
fn facts(was: &Session, now: &Session, words: &Words) -> Vec<(String, String, String)> {
    let minutes = |s: &Session| {
        s.minutes.map(|n| words.say("session-minutes", &[("n", n.into())])).unwrap_or_default()
    };
    let began = |s: &Session| s.began_at().map(|at| words.time(at)).unwrap_or_default();
    let by_hand = [
        (words.t("log-date"), words.day(was.on), words.day(now.on)),
        (words.t("log-time"), began(was), began(now)),
        (words.t("log-minutes"), minutes(was), minutes(now)),
        (
            words.t("log-status"),
            words.label("session-status", &was.status),
            words.label("session-status", &now.status),
        ),
    ];
    let said = |field: SessionField, s: &Session| words.field(field, s).unwrap_or_default();
    let declared = SessionField::ALL
        .iter()
        .map(|field| (words.t(field.declared().label), said(*field, was), said(*field, now)));
    let all = by_hand.into_iter().chain(declared);
    let mut changed: Vec<_> = all.filter(|(_, was, now)| was != now).collect();
    if was.hours != now.hours {
        changed.push((words.t("log-hours"), String::new(), String::new()));
    }
    if changed.is_empty() {
        vec![(words.t("session-title"), String::new(), String::new())]
    } else {
        changed
    }
}

/// Shows where each session went that is no longer in a list of them, in one quiet line.
pub fn departed(gone: &[Gone], words: &Words) -> Markup {
    html! {
        @for gone in gone {
            p.quiet {
                (words.say("correct-gone", &[("day", arg(words.day(gone.on)))]))
                (words.t("correct-gone-end"))
                @if let Some((person, there)) = &gone.to {
                    " "
                    a href=(paths::session(&person.id, there)) {
                        (
                            words
                                .say(
                                    "correct-gone-to",
                                    &[("name", arg(words.name_of(person)))],
                                )
                        )
                    }
                }
            }
        }
    }
}

/// The numbers that no session has any more: others keep theirs, which stand in papers.
pub fn skipped(file: &ClientFile, words: &Words) -> Markup {
    let mut numbers: Vec<u32> = file.sessions.iter().filter_map(|s| s.no).collect();
    numbers.sort_unstable();
    let gaps = numbers.windows(2).flat_map(|two| two[0].saturating_add(1)..two[1]);
    let gaps: Vec<String> = gaps.take(MOST_SKIPPED).map(|no| no.to_string()).collect();
    html! {
        @if !gaps.is_empty() {
            p.quiet {
                (words.say("sessions-skipped", &[("no", arg(gaps.join(&words.t("quote-joint"))))]))
            }
        }
    }
}

/// So many missing numbers are named; more of them come from a file that counts otherwise.
const MOST_SKIPPED: usize = 12;

/// The body of the page of a session that was taken back, for whoever comes back to its address.
pub fn struck_out(id: &Id, file: &ClientFile, session: &Session, words: &Words) -> Markup {
    html! {
        header.head {
            p.kick {
                a href=(paths::client(id)) { (words.name_of(&file.person)) }
            }
            h1 { (words.t("correct-taken-back")) }
            p.sub {
                (words.day(session.on))
                (words.t("quote-joint"))
                (words.t("correct-taken-back-about"))
            }
        }
        p {
            a.btn href=(paths::taken_back(id)) { (words.t("correct-taken-back-list")) }
        }
    }
}

/// The body of the page of a session that was moved away.
pub fn gone(id: &Id, file: &ClientFile, gone: &Gone, csrf: &str, words: &Words) -> Markup {
    html! {
        header.head {
            p.kick {
                a href=(paths::client(id)) { (words.name_of(&file.person)) }
            }
            h1 { (words.say("correct-gone", &[("day", arg(words.day(gone.on)))])) }
            @match &gone.to {
                Some((person, there)) => p.sub {
                    a href=(paths::session(&person.id, there)) {
                        (
                            words
                                .say(
                                    "correct-gone-to",
                                    &[("name", arg(words.name_of(person)))],
                                )
                        )
                    }
                },
                None => p.sub { (words.t("correct-gone-unnamed")) },
            }
            @if let Some(back) = &gone.back {
                p { (labelled(back, &words.t("correct-move-back"))) }
                (form(&paths::client(id), csrf))
            }
        }
    }
}
