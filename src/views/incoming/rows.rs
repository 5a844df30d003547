//! Holds what every row would bring, twenty at a time: whom it seems to be, what cannot be read,
//! and what is to be done with it.

use maud::{Markup, html};

use super::columns::{short, untaken};
use super::{cell, hint, options, refused, taken, twin, understood};
use crate::intake::incoming::{Candidate, Choice, Ground, Plan, Taking, Upload};
use crate::method::{Id, Violation, code};
use crate::paths;
use crate::store::incoming::Taken;
use crate::views::form;
use crate::views::job::{self, Stand};
use crate::views::layout::Frame;
use crate::words::Words;

/// Rows on one page.
pub const PAGE: usize = 20;

/// Everything on the page.
pub struct Rows<'a> {
    pub id: &'a Id,
    pub upload: &'a Upload,
    pub plan: &'a Plan,
    pub ground: &'a Ground,
    /// The first row that is shown, counted from 0.
    pub from: usize,
    /// Tells how far going through the rows is, if it was begun.
    pub stand: Option<&'a Stand<Ended>>,
}

/// Names what going through the rows came to.
#[derive(Debug, Clone)]
pub enum Ended {
    /// The file is not on its way any more: it has been taken in, now or before, or thrown away.
    Gone,
    /// It has been taken in, and there was nothing to bring.
    Nothing,
    /// Nothing was written; taking it in would bring this.
    Tried(Taken),
    Refused(Vec<Violation>),
}

/// The body of the page while the rows are gone through.
pub fn running(frame: &Frame<'_>, id: &Id, (done, of): (usize, usize)) -> Markup {
    let words = frame.words;
    let said = words.say("incoming-running", &[("done", done.into()), ("of", of.into())]);
    html! {
        header.head {
            h1 { (words.t("incoming-rows")) }
        }
        section.sec {
            h2 { (words.t("job-stand")) }
            div.body {
                (
                    job::running(
                        frame,
                        &paths::incoming_rows(id),
                        (done, of),
                        (&said, &words.t("job-end")),
                    )
                )
            }
        }
    }
}

/// The body of the page.
pub fn page(frame: &Frame<'_>, page: &Rows<'_>) -> Markup {
    let words = frame.words;
    let shown: Vec<&Candidate> = page.plan.candidates.iter().skip(page.from).take(PAGE).collect();
    let (n, until) = (page.plan.candidates.len(), page.from + shown.len());
    let span = [("from", (page.from + 1).into()), ("until", until.into()), ("n", n.into())];
    let form = html! {
        (form::hidden("from", &page.from.to_string()))
        ul.rows {
            @for candidate in &shown {
                li { (row(page, candidate, words)) }
            }
        }
        p.acts {
            @if page.from > 0 {
                button.plain name="act" value="back" { (words.t("incoming-back")) }
                " "
            }
            @if until < n {
                button.plain name="act" value="next" { (words.t("incoming-next")) }
                " "
            }
            button.plain name="act" value="try" { (words.t("incoming-try")) }
        }
        p.send {
            button.btn name="act" value="take" { (words.t("incoming-take")) }
        }
    };
    html! {
        header.head {
            p.kick {
                a href=(paths::incoming_columns(page.id)) { (words.t("incoming-columns")) }
            }
            h1 { (words.t("incoming-rows")) }
            p.sub { (page.upload.name) " – " (tally(page.plan, words)) }
        }
        @if let Some(stand) = page.stand { (standing(stand, words)) }
        @if let Some(columns) = untaken(page.upload, words) {
            p.state { (columns) }
        }
        section.sec {
            h2 { (words.say("incoming-span", &span)) }
            div.body { (form::post(&paths::incoming_rows(page.id), frame.csrf, form)) }
        }
    }
}

/// Shows what came of going through the rows the last time.
fn standing(stand: &Stand<Ended>, words: &Words) -> Markup {
    html! {
        @match stand {
            Stand::Running { .. } | Stand::Whole(Ended::Gone | Ended::Nothing) => {}
            Stand::Whole(Ended::Tried(tried)) => p.done role="status" { (taken(tried, true, words)) },
            Stand::Whole(Ended::Refused(violations)) => div.unkept role="alert" {
                h2 { (words.say("incoming-refused", &[("n", violations.len().into())])) }
                ul {
                    @for violation in violations {
                        li { (refused(violation, words)) }
                    }
                }
                p { (words.t("incoming-unchanged")) }
            },
            Stand::CalledOff => p.done role="status" { (words.t("incoming-called-off")) },
            Stand::Failed => div.unkept role="alert" {
                h2 { (words.t("incoming-failed")) }
                p { (words.t("incoming-failed-means")) }
            },
        }
    }
}

/// Tells how many rows there are of each choice, and how many cannot be read.
fn tally(plan: &Plan, words: &Words) -> String {
    let count = |choice| plan.chosen(choice).count();
    let unreadable = plan.faulty().count();
    let counts = [
        ("add", count(Choice::Add).into()),
        ("update", count(Choice::Update).into()),
        ("skip", count(Choice::Skip).into()),
        ("unreadable", unreadable.into()),
    ];
    words.say("incoming-tally", &counts)
}

fn row(page: &Rows<'_>, candidate: &Candidate, words: &Words) -> Markup {
    let name = format!("row-{}", candidate.place);
    let label = words.say("incoming-row-choice", &[("line", candidate.line.into())]);
    html! {
        p.pair {
            span { (candidate.name) }
            span.num { (words.say("incoming-row", &[("line", candidate.line.into())])) }
        }
        @let values = values(page, candidate, words);
        @if !values.is_empty() {
            p.state { (values.join(&words.t("quote-joint"))) }
        }
        @if let Some(known) = &candidate.twin {
            p.state { (twin(known, &page.ground.people, words)) }
        }
        @if let Some(like) = &candidate.hint {
            p.state { (hint(like, &page.ground.people, words)) }
        }
        @for fault in &candidate.faults {
            p {
                span.fault { (cell(fault, words)) }
            }
        }
        @if candidate.choices().len() > 1 {
            p.entry {
                label.vh for=(name) { (label) }
                select id=(name) name=(name) {
                    @for (value, text) in options(candidate, words) {
                        option value=(value) selected[value == code(&candidate.choice)] { (text) }
                    }
                }
            }
        } @else {
            p.state { (words.label("incoming-choice", &candidate.choice)) }
        }
    }
}

/// Tells what was understood of a row; where that is nothing, its cells as they are written, in the
/// order of the columns.
fn values(page: &Rows<'_>, candidate: &Candidate, words: &Words) -> Vec<String> {
    if !matches!(candidate.taking, Taking::Nothing) {
        return understood::of(candidate, page.ground.tz, words);
    }
    let Some(row) = page.upload.table.rows.get(candidate.place) else { return Vec::new() };
    let taken = row
        .cells
        .iter()
        .zip(&page.upload.mapping.0)
        .filter(|(cell, field)| field.is_some() && !cell.is_empty());
    taken.map(|(cell, _)| short(cell)).collect()
}
