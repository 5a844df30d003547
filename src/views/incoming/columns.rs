//! Tells which column is what: each heading with what stands below it, and the field it is taken
//! for.

use maud::{Markup, html};

use super::{label, recognised, unfit};
use crate::intake::incoming::{Field, Unfit, Upload};
use crate::intake::written::DayOrder;
use crate::method::{Id, code};
use crate::paths;
use crate::views::form::{self, Faults};
use crate::views::layout::Frame;
use crate::words::{Words, arg};

/// Sets how many values are shown of a column.
const SHOWN: usize = 3;

/// The body of the page; `faults` say why the columns make no rows.
pub fn page(frame: &Frame<'_>, (id, upload): (&Id, &Upload), faults: &[Unfit]) -> Markup {
    let words = frame.words;
    let nothing = (String::new(), words.t("incoming-not-taken"));
    let fields =
        Field::all(upload.kind.what()).iter().map(|field| (code(field), label(*field, words)));
    let options: Vec<(String, String)> = std::iter::once(nothing).chain(fields).collect();
    let none = Faults::default();
    let list = html! {
        ul.rows {
            @for (column, heading) in upload.table.headings.iter().enumerate() {
                @let chosen = upload.mapping.0.get(column).copied().flatten();
                @let chosen = chosen.map(|field| code(&field)).unwrap_or_default();
                @let number = column + 1;
                @let name = if heading.is_empty() {
                    words.say("incoming-column", &[("n", number.into())])
                } else {
                    heading.clone()
                };
                li {
                    (
                        form::select(
                            &format!("column-{column}"),
                            &name,
                            &options,
                            &chosen,
                            &none,
                        )
                    )
                    p.fine { (samples(upload, column).join(&words.t("quote-joint"))) }
                }
            }
        }
        @if upload.asks_order() { (order(upload, words)) }
        (form::submit(&words.t("incoming-to-rows")))
    };
    html! {
        header.head {
            p.kick {
                a href=(paths::incoming()) { (words.t("incoming-title")) }
            }
            h1 { (words.t("incoming-columns")) }
            p.sub { (upload.name) " – " (recognised(upload, words)) }
        }
        @if !faults.is_empty() {
            div.unkept role="alert" {
                h2 { (words.say("form-faults", &[("n", faults.len().into())])) }
                ul {
                    @for fault in faults {
                        li { (unfit(*fault, words)) }
                    }
                }
            }
        }
        section.sec {
            h2 {
                (words.t("incoming-columns"))
                small { (words.t("incoming-columns-means")) }
            }
            div.body { (form::post(&paths::incoming_columns(id), frame.csrf, list)) }
        }
    }
}

/// Asks which figure of a day comes first, where the column itself does not tell.
fn order(upload: &Upload, words: &Words) -> Markup {
    let open = (String::new(), words.t("incoming-order-open"));
    let orders =
        DayOrder::ALL.iter().map(|order| (code(order), words.label("incoming-order", order)));
    let options: Vec<(String, String)> = std::iter::once(open).chain(orders).collect();
    let chosen = upload.days.map(|order| code(&order)).unwrap_or_default();
    form::select("days", &words.t("incoming-order"), &options, &chosen, &Faults::default())
}

/// The first values of a column, each cut to a line.
fn samples(upload: &Upload, column: usize) -> Vec<String> {
    let cells = upload
        .table
        .rows
        .iter()
        .filter_map(|row| row.cells.get(column))
        .filter(|cell| !cell.is_empty());
    cells.take(SHOWN).map(|cell| short(cell)).collect()
}

/// The beginning of a cell.
pub(super) fn short(cell: &str) -> String {
    let line = cell.lines().next().unwrap_or_default();
    let cut: String = line.chars().take(40).collect();
    if cut.len() < cell.len() { format!("{cut}…") } else { cut }
}

/// The columns that are not taken, as one sentence; none where all are.
pub(super) fn untaken(upload: &Upload, words: &Words) -> Option<String> {
    let headings: Vec<&str> = upload
        .mapping
        .untaken()
        .filter_map(|c| upload.table.headings.get(c))
        .map(String::as_str)
        .collect();
    let joint = words.t("quote-joint");
    (!headings.is_empty())
        .then(|| words.say("incoming-untaken", &[("columns", arg(headings.join(&joint)))]))
}
