//! The list of what was taken back of one person's record, each to be had again.

use std::collections::HashSet;

use maud::{Markup, html};

use super::{dated, form, head, labelled, line, said_reason};
use crate::method::void::{Run, Why, struck, traced};
use crate::method::{ClientFile, Done, Fact, Id, Moment, Record, Text};
use crate::paths;
use crate::words::{Words, arg, text_arg};

/// Everything the list of what was taken back is made of.
pub struct TakenBack<'a> {
    pub file: &'a ClientFile,
    pub journal: &'a [Record],
    /// Tells when each record was written, on the reader's clock.
    pub written: &'a dyn Fn(&Id) -> Option<Moment>,
    /// Tells who wrote each record.
    pub by: &'a dyn Fn(&Id) -> Option<Text>,
    pub csrf: &'a str,
    pub words: &'a Words,
}

/// The records that take something back and count, the latest first.
pub fn counting(journal: &[Record]) -> Vec<&Record> {
    let (gone, _) = struck(journal);
    // An undone correction of a session stands on the page of that session.
    let told = |r: &Record| r.revises().is_some() && r.session.is_some();
    let plain =
        |id: &Id| journal.iter().any(|r| r.id == *id && r.takes_back().is_none() && !told(r));
    let counts = |r: &&Record| !gone.contains(&r.id) && r.takes_back().is_some_and(plain);
    journal.iter().rev().filter(counts).collect()
}

/// One line of the list.
struct Act<'p> {
    record: &'p Record,
    /// Counts how much went with it.
    more: usize,
    /// Holds what brings it back; none for what was moved, which is brought back from where it is.
    done: Option<Done>,
}

/// Tells what was taken back; a session with all that went with it is one line, as it was one act.
fn acts<'p>(p: &TakenBack<'p>) -> Vec<Act<'p>> {
    let (person, journal) = (&p.file.person.id, p.journal);
    let mut out: Vec<Act<'p>> = Vec::new();
    let mut whole: HashSet<&Id> = HashSet::new();
    for record in counting(journal) {
        if whole.contains(&record.id) {
            continue;
        }
        let same = |one: &Id, other: &Id| (p.written)(one) == (p.written)(other);
        let run = Run::around(person, journal, &record.id, same);
        let act: Vec<&Record> =
            run.iter().filter_map(|run| run.within(journal)).flatten().collect();
        let of_session =
            |r: &&&Record| matches!(traced(r, journal), (Record { fact: Fact::Session(_), .. }, 1));
        let Some(session) = act.iter().find(of_session) else {
            // Anything that an undone move took along comes back by the move alone.
            let moved = act.iter().any(|r| {
                r.takes_back().is_some() && matches!(traced(r, journal).0.fact, Fact::Moved { .. })
            });
            let done = (!moved).then(|| Done::one(person, &record.id));
            out.push(Act { record, more: 0, done });
            continue;
        };
        whole.extend(act.iter().map(|r| &r.id));
        let moved = act.iter().any(|r| matches!(traced(r, journal).0.fact, Fact::Moved { .. }));
        let done = run.filter(|_| !moved).map(Done::Written);
        out.push(Act { record: session, more: act.len().saturating_sub(1), done });
    }
    out
}

/// Says when something was taken back, and by whom.
fn when(p: &TakenBack<'_>, id: &Id) -> String {
    let words = p.words;
    let Some(at) = (p.written)(id) else { return String::new() };
    let moment = format!("{} {}", words.day(at.date()), words.time(at));
    match (p.by)(id) {
        Some(by) => words.say("void-when-by", &[("at", arg(moment)), ("by", text_arg(&by))]),
        None => words.say("void-when", &[("at", arg(moment))]),
    }
}

/// Names a session that was taken back: when it was written down, and its first words.
fn known_by(record: &Record, journal: &[Record], words: &Words) -> String {
    let Fact::Session(session) = &traced(record, journal).0.fact else { return String::new() };
    let written = session.recorded_at.map(|at| {
        let moment = format!("{} {}", words.day(at.date()), words.time(at));
        words.say("void-recorded-at", &[("at", arg(moment))])
    });
    let said = journal.iter().find_map(|r| match &r.fact {
        Fact::Quote(q) if q.session.as_ref() == Some(&session.id) => {
            Some(Words::quoted(line::short(Some(&q.text)).as_str(), q.lang))
        }
        _ => None,
    });
    let first = [&session.client_topic, &session.note].into_iter().flatten().next();
    let first = first.map(|text| line::short(Some(text))).or(said);
    [written, first].into_iter().flatten().collect::<Vec<_>>().join(&words.t("quote-joint"))
}

/// The page of a record that was taken back, for whoever comes to one of its pages: it says so, and
/// offers to have it again where that is possible here.
pub fn struck_page(p: &TakenBack<'_>, gone: &Id) -> Option<Markup> {
    let (words, person) = (p.words, &p.file.person.id);
    let record = p.journal.iter().find(|r| r.id == *gone)?;
    let act = acts(p).into_iter().find(|act| act.record.takes_back() == Some(gone));
    Some(html! {
        (head(p.file, &words.t("void-struck"), words))
        section.sec {
            h2 { (words.t("void-list")) }
            div.body {
                (dated(record, p.journal, words))
                p.state { (words.t("void-list-means")) }
                @if let Some(done) = act.and_then(|act| act.done) {
                    p { (labelled(&done, &words.t("void-undo"))) }
                    (form(&paths::record(person, gone), p.csrf))
                }
                p {
                    a.act href=(paths::taken_back(person)) { (words.t("void-list")) }
                }
            }
        }
    })
}

/// The list of what was taken back, each to be had again.
pub fn taken_back(p: &TakenBack<'_>) -> Markup {
    let words = p.words;
    let person = &p.file.person.id;
    let here = paths::taken_back(person);
    let reason = |r: &Record| match &r.fact {
        // Nobody chose the reason of a slip.
        Fact::Void { reason, .. } if *reason != Why::Slip.text() => said_reason(reason, words),
        _ => String::new(),
    };
    let all = acts(p);
    html! {
        (head(p.file, &words.t("void-list"), words))
        section.sec {
            h2 { (words.t("void-list-order")) }
            div.body {
                p { (words.t("void-list-means")) }
                @if all.is_empty() {
                    p.quiet { (words.t("void-none")) }
                }
                ul.rows {
                    @for Act { record: r, more, done } in all {
                        li {
                            (dated(r, p.journal, words))
                            @let known = known_by(r, p.journal, words);
                            @if !known.is_empty() {
                                p { (known) }
                            }
                            @if more > 0 {
                                p.state { (words.say("void-with", &[("n", more.into())])) }
                            }
                            p.from {
                                (when(p, &r.id))
                                @let reason = reason(r);
                                @if !reason.is_empty() {
                                    " "
                                    (words.say("void-because", &[("reason", arg(reason))]))
                                }
                            }
                            @match done {
                                Some(done) => (labelled(&done, &words.t("void-undo"))),
                                None => p.state { (words.t("correct-moved")) },
                            }
                        }
                    }
                }
                (form(&here, p.csrf))
            }
        }
    }
}
