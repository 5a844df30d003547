//! Bringing in what comes from elsewhere: the page it begins on, and the sentences that say what a
//! file holds, what is wrong with it, what it brought. The command line says the same.

mod columns;
mod rows;
mod understood;

use maud::{Markup, html};

use super::form;
use super::layout::Frame;
use super::violation;
use crate::intake::incoming::{
    By, Candidate, Choice, Fault, Field, Ground, Kind, MAX_BYTES, MAX_CELL, MAX_CELLS, MAX_COLUMNS,
    MAX_ROWS, RowError, Twin, Unfit, Upload, Value, Why,
};
use crate::method::{Id, Moment, Person, Violation, code, moment};
use crate::paths;
use crate::store::incoming::{Last, Taken, Undone};
use crate::words::{Words, arg};

pub use columns::page as columns;
pub use rows::{Ended, PAGE, Rows, page as rows, running};

/// Everything on the page it begins on.
pub struct Start<'a> {
    /// A file that was handed in and is not taken in yet.
    pub open: Option<(&'a Id, &'a Upload)>,
    pub last: Option<&'a Last>,
    /// An import that was broken off with the program: part of it is there.
    pub broken_off: Option<&'a Id>,
    pub tz: chrono_tz::Tz,
    pub kind: Kind,
    /// A file was taken in and brought nothing.
    pub nothing: bool,
    /// Holds what was just done, or why not.
    pub said: Option<&'a str>,
    /// Taking a file back did not come to its end.
    pub undo_broke: bool,
    pub fault: Option<&'a str>,
}

/// The body of the page it begins on.
pub fn start(frame: &Frame<'_>, page: &Start<'_>) -> Markup {
    let words = frame.words;
    html! {
        header.head {
            p.kick {
                a href=(paths::clients()) { (words.t("place-clients")) }
            }
            h1 { (words.t("incoming-title")) }
            p.sub { (words.t("incoming-means")) }
        }
        @if page.nothing {
            p.done role="status" { (nothing(page.last, words)) }
        }
        @if let Some(said) = page.said {
            p.done role="status" { (said) }
        }
        @if page.undo_broke {
            p.unkept role="alert" { (words.t("incoming-undo-broke")) }
        }
        @if let Some(fault) = page.fault {
            div.unkept role="alert" {
                h2 { (words.t("incoming-not-read")) }
                p { (fault) }
            }
        }
        @if let Some(id) = page.broken_off {
            div.unkept role="alert" {
                h2 { (words.t("incoming-half")) }
                p { (words.t("incoming-half-means")) }
                (
                    form::post(
                        &paths::incoming_undo(id),
                        frame.csrf,
                        html! {
                            button.plain { (words.t("incoming-undo")) }
                        },
                    )
                )
            }
        }
        @if let Some((id, upload)) = page.open {
            section.sec {
                h2 { (words.t("incoming-open")) }
                div.body {
                    p { (upload.name) }
                    p.acts {
                        a.act href=(paths::incoming_columns(id)) { (words.t("incoming-go-on")) }
                    }
                    (
                        form::post(
                            &paths::incoming_rows(id),
                            frame.csrf,
                            html! {
                                button.plain name = "act" value = "discard" { (words
                                .t("incoming-discard")) }
                            },
                        )
                    )
                }
            }
        }
        section.sec {
            h2 { (words.t("incoming-choose")) }
            div.body { (hand_in(frame, page.kind)) }
        }
        @if let Some(last) = page.last { (taken_before(frame, last, page.tz)) }
    }
}

fn hand_in(frame: &Frame<'_>, kind: Kind) -> Markup {
    let words = frame.words;
    form::with_file(
        &paths::incoming(),
        frame.csrf,
        html! {
            fieldset.entry {
                legend.field { (words.t("incoming-kind")) }
                div.choices.long {
                    @for one in Kind::ALL {
                        label.choice {
                            input type="radio" name="kind" value=(code(&one)) checked[one == kind];
                            (words.label("incoming-kind", &one))
                        }
                    }
                }
            }
            p.entry {
                label.field for="file" { (words.t("incoming-choose")) }
                input
                    id="file"
                    name="file"
                    type="file"
                    multiple
                    required
                    aria-describedby="file-hint";
                span.fine id="file-hint" {
                    (words.say("incoming-choose-hint", &[("max", megabytes().into())]))
                }
            }
            (form::submit(&words.t("incoming-hand-in")))
        },
    )
}

fn taken_before(frame: &Frame<'_>, last: &Last, tz: chrono_tz::Tz) -> Markup {
    let words = frame.words;
    html! {
        section.sec {
            h2 { (words.t("incoming-last")) }
            div.body {
                p.pair {
                    span { (last.name) }
                    span.num { (at(last.at, tz, words)) }
                }
                p.state { (taken(&last.taken, false, words)) }
                (
                    form::post(
                        &paths::incoming_undo(&last.id),
                        frame.csrf,
                        html! {
                            button.plain { (words.t("incoming-undo")) }
                        },
                    )
                )
                p.fine { (words.t("incoming-undo-means")) }
            }
        }
    }
}

/// The body of the page while a file is taken back.
pub fn undoing(frame: &Frame<'_>, (done, of): (usize, usize)) -> Markup {
    let words = frame.words;
    let said = words.say("incoming-undoing", &[("done", done.into()), ("of", of.into())]);
    html! {
        header.head {
            h1 { (words.t("incoming-title")) }
        }
        section.sec {
            h2 { (words.t("incoming-last")) }
            div.body role="status" {
                p { (said) }
                p {
                    progress value=(done) max=(of) aria-label=(said) {}
                }
            }
        }
    }
}

fn at(at: Moment, tz: chrono_tz::Tz, words: &Words) -> String {
    let local = moment::local(at, tz);
    format!("{} {}", words.day(local.date()), words.time(local))
}

fn megabytes() -> usize {
    MAX_BYTES / (1024 * 1024)
}

/// Tells what a file brought, or would bring.
pub fn taken(taken: &Taken, dry: bool, words: &Words) -> String {
    let counts = [
        ("added", taken.people_added.into()),
        ("changed", taken.people_changed.into()),
        ("sessions", taken.sessions.into()),
        ("skipped", taken.skipped.into()),
        ("unreadable", taken.unreadable.into()),
    ];
    let mut said = vec![words.say(if dry { "incoming-would" } else { "incoming-done" }, &counts)];
    if !dry && taken.skipped > 0 {
        said.push(words.say("incoming-left", &counts));
    }
    if taken.partly > 0 {
        said.push(words.say("incoming-partly", &[("n", taken.partly.into())]));
    }
    said.join(&words.t("incoming-joint"))
}

/// That nothing came in, and whether the file before it can still be taken back.
pub fn nothing(before: Option<&Last>, words: &Words) -> String {
    if before.is_some() { words.t("incoming-nothing-before") } else { words.t("incoming-nothing") }
}

/// Tells what was taken back, and whom something was built upon.
pub fn undone(undone: &Undone, words: &Words) -> String {
    let done = words.say(
        "incoming-undone",
        &[("people", undone.people.into()), ("records", undone.records.into())],
    );
    if undone.kept.is_empty() {
        return done;
    }
    let names: Vec<String> = undone.kept.iter().map(|person| words.name_of(person)).collect();
    let joint = words.t("quote-joint");
    format!("{done} {}", words.say("incoming-kept", &[("names", arg(names.join(&joint)))]))
}

/// A row that the machines refuse.
pub fn refused(violation: &Violation, words: &Words) -> String {
    let why = arg(violation::why(&violation.rule, words));
    words.say("incoming-line", &[("line", arg(violation.place.as_str())), ("why", why)])
}

/// Tells why a file cannot be read, with its name, line and column.
pub fn unreadable(name: &str, fault: &Fault, words: &Words) -> String {
    let place = [("name", arg(name)), ("line", fault.line.into()), ("column", fault.column.into())];
    words.say("incoming-unreadable", &[&place[..], &[("why", arg(why(fault, words)))]].concat())
}

fn why(fault: &Fault, words: &Words) -> String {
    match &fault.why {
        Why::TooLarge => words.say("incoming-why-too-large", &[("max", megabytes().into())]),
        Why::Archive => words.t("incoming-why-archive"),
        Why::Binary => words.t("incoming-why-binary"),
        Why::Encoding => words.t("incoming-why-encoding"),
        Why::Truncated => words.t("incoming-why-truncated"),
        Why::OpenQuote => words.t("incoming-why-open-quote"),
        Why::Columns => words.say("incoming-why-columns", &[("max", MAX_COLUMNS.into())]),
        Why::Rows => words.say("incoming-why-rows", &[("max", MAX_ROWS.into())]),
        Why::Cells => words.say("incoming-why-cells", &[("max", MAX_CELLS.into())]),
        Why::Cell => words.say("incoming-why-cell", &[("max", MAX_CELL.into())]),
        Why::Width { found, expected } => words.say(
            "incoming-why-width",
            &[("found", (*found).into()), ("expected", (*expected).into())],
        ),
        Why::Empty => words.t("incoming-why-empty"),
        Why::NoCard => words.t("incoming-why-no-card"),
        Why::OpenCard => words.t("incoming-why-open-card"),
        Why::CardLine => words.t("incoming-why-card-line"),
        Why::CardVersion => words.t("incoming-why-card-version"),
        Why::NoCalendar => words.t("incoming-why-no-calendar"),
        Why::OpenPart => words.t("incoming-why-open-part"),
    }
}

/// Tells why the columns make no rows.
pub fn unfit(unfit: Unfit, words: &Words) -> String {
    match unfit {
        Unfit::Twice(field) => words.say("incoming-twice", &[("field", arg(label(field, words)))]),
        Unfit::NoName => words.t("incoming-no-name"),
        Unfit::NoDate => words.t("incoming-no-date"),
        Unfit::NoOrder => words.t("incoming-no-order"),
    }
}

fn label(field: Field, words: &Words) -> String {
    words.label("incoming-field", &field)
}

/// Tells why a cell cannot be taken.
fn cell(fault: &RowError, words: &Words) -> String {
    let why = match fault.why {
        Value::Empty => words.t("incoming-cell-empty"),
        Value::Title => words.t("incoming-cell-title"),
        Value::Control => words.t("incoming-cell-control"),
        Value::TooLong => words.say("form-too-long", &[("max", MAX_CELL.into())]),
        Value::Mail => words.t("incoming-cell-mail"),
        Value::Phone => words.t("incoming-cell-phone"),
        Value::NoZero => words.t("incoming-cell-no-zero"),
        Value::Kind => words.t("incoming-cell-kind"),
        Value::Status => words.t("incoming-cell-status"),
        Value::Mode => words.t("incoming-cell-mode"),
        Value::Fee => words.t("incoming-cell-fee"),
        Value::Sign => words.t("incoming-cell-sign"),
        Value::Currency => words.t("incoming-cell-currency"),
        Value::Day => words.t("incoming-cell-day"),
        Value::OpenDay => words.t("fault-date-open"),
        Value::Ahead => words.t("incoming-cell-ahead"),
        Value::Minutes => words.t("incoming-cell-minutes"),
        Value::Time => words.t("incoming-cell-time"),
        Value::Timeless => words.t("incoming-cell-timeless"),
        Value::More => words.t("incoming-cell-more"),
        Value::Nobody => words.t("incoming-cell-nobody"),
        Value::Several => words.t("incoming-cell-several"),
    };
    let field = ("field", arg(label(fault.field, words)));
    if fault.written.is_empty() {
        return words.say("incoming-cell", &[field, ("why", arg(why))]);
    }
    let written = ("written", arg(columns::short(&fault.written)));
    words.say("incoming-cell-written", &[field, written, ("why", arg(why))])
}

/// Whom a row may be, by one sign alone.
fn hint(hint: &Twin, people: &[Person], words: &Words) -> String {
    let by = |by: &By| arg(words.label("incoming-hint-by", by));
    match hint {
        Twin::Known(id, sign) => {
            let name =
                people.iter().find(|p| p.id == *id).map(|p| words.name_of(p)).unwrap_or_default();
            words.say("incoming-hint", &[("name", arg(name)), ("by", by(sign))])
        }
        Twin::Row(line, sign) => {
            words.say("incoming-hint-row", &[("line", (*line).into()), ("by", by(sign))])
        }
    }
}

/// Whom a row seems to be.
fn twin(twin: &Twin, people: &[Person], words: &Words) -> String {
    match twin {
        Twin::Known(id, by) => {
            let name =
                people.iter().find(|p| p.id == *id).map(|p| words.name_of(p)).unwrap_or_default();
            match by {
                By::Day => words.say("incoming-twin-day", &[("name", arg(name))]),
                by => words.say(
                    "incoming-twin",
                    &[("name", arg(name)), ("by", arg(words.label("incoming-by", by)))],
                ),
            }
        }
        Twin::Row(line, by) => words.say(
            "incoming-twin-row",
            &[("line", (*line).into()), ("by", arg(words.label("incoming-by", by)))],
        ),
    }
}

/// A row that seems to be there already or cannot be read, and what becomes of it.
pub fn row_in_words(candidate: &Candidate, ground: &Ground, words: &Words) -> String {
    let seen = candidate.twin.iter().map(|t| twin(t, &ground.people, words));
    let hinted = candidate.hint.iter().map(|t| hint(t, &ground.people, words));
    let faults = candidate.faults.iter().map(|f| cell(f, words));
    let why: Vec<String> = seen.chain(hinted).chain(faults).collect();
    let why = [&why[..], &[words.label("incoming-choice", &candidate.choice)]].concat().join(" ");
    words.say("incoming-line", &[("line", candidate.line.into()), ("why", arg(why))])
}

/// Tells what was understood of a row.
pub fn understood_in_words(candidate: &Candidate, ground: &Ground, words: &Words) -> String {
    let values = understood::of(candidate, ground.tz, words);
    let all = [&[candidate.name.clone()][..], &values].concat();
    let why = arg(all.join(&words.t("quote-joint")));
    words.say("incoming-line", &[("line", candidate.line.into()), ("why", why)])
}

/// Tells what every column is taken for, and which are not taken.
pub fn columns_in_words(upload: &Upload, words: &Words) -> String {
    let mut lines = vec![recognised(upload, words)];
    for (heading, field) in upload.table.headings.iter().zip(&upload.mapping.0) {
        let meant =
            field.map_or_else(|| words.t("incoming-not-taken"), |field| label(field, words));
        lines.push(format!("  {heading} → {meant}"));
    }
    lines.join("\n")
}

/// Tells how the file was read, and where it seems to come from.
fn recognised(upload: &Upload, words: &Words) -> String {
    let read = [
        ("rows", upload.table.rows.len().into()),
        ("encoding", arg(words.label("incoming-encoding", &upload.encoding))),
    ];
    let source = |source| {
        words.say("incoming-from", &[("source", arg(words.label("incoming-source", &source)))])
    };
    let order = |order| {
        words.say("incoming-days", &[("order", arg(words.label("incoming-order", &order)))])
    };
    let shape = upload.shape;
    let short =
        (shape.short > 0).then(|| words.say("incoming-short", &[("n", shape.short.into())]));
    let above =
        (shape.above > 0).then(|| words.say("incoming-above", &[("n", shape.above.into())]));
    let joint = words.t("incoming-joint");
    let said = [above, short, upload.source.map(source), upload.day_order().map(order)];
    std::iter::once(words.say("incoming-read", &read))
        .chain(said.into_iter().flatten())
        .collect::<Vec<_>>()
        .join(&joint)
}

/// The choices of a row as a select has them.
fn options(candidate: &Candidate, words: &Words) -> Vec<(String, String)> {
    let option = |choice: &Choice| (code(choice), words.label("incoming-choice", choice));
    candidate.choices().iter().map(option).collect()
}
