//! P5, how what was told has landed: a square for each telling, by the permission it had and its
//! reception (method §5). No totals and no colours: the empty corner at the lower left is the
//! point. For the consultant alone.

mod table;

use maud::{Markup, html};

use super::text_metrics::{Path, count, n, wrap};
use crate::method::landing::{COLUMNS, Landing, ROWS};
use crate::method::{ClientFile, Permission, Reception};
use crate::words::{Words, arg};

pub use table::table;

/// The side of a square, and from one to the next.
const SQUARE: f64 = 14.0;
const PITCH: f64 = 24.0;

/// The measures of one drawing.
struct Plan {
    class: &'static str,
    suffix: &'static str,
    width: f64,
    /// Tells where the cells begin, how wide each is, and how far its heading stands in.
    left: f64,
    cell: f64,
    pad: f64,
    font: f64,
    /// The height of the headings, and of a row's name where it stands above its cells.
    head: f64,
    above: f64,
}

const WIDE: Plan = Plan {
    class: "wide",
    suffix: "w",
    width: 960.0,
    left: 176.0,
    cell: 130.0,
    pad: 6.0,
    font: 13.0,
    head: 26.0,
    above: 0.0,
};

const NARROW: Plan = Plan {
    class: "narrow",
    suffix: "n",
    width: 344.0,
    left: 0.0,
    cell: 57.0,
    pad: 9.0,
    font: 11.0,
    head: 50.0,
    above: 16.0,
};

/// One row of the grid, measured.
struct Row {
    permission: Permission,
    top: f64,
    height: f64,
}

/// The whole figure. The table is `table`.
pub fn figure(landing: &Landing<'_>, file: &ClientFile, words: &Words) -> Markup {
    let grid = Grid::of(landing, file, words);
    html! {
        figure.pic.full {
            (drawing(&WIDE, &grid, words))
            (drawing(&NARROW, &grid, words))
            figcaption { (words.t("landing-caption")) }
        }
    }
}

/// The wide drawing by itself, for a document: what it is, and its markup.
pub fn drawing_alone(landing: &Landing<'_>, file: &ClientFile, words: &Words) -> (String, String) {
    alone(&Grid::of(landing, file, words), words)
}

/// The same for somebody who must not know whose it is: no name and no day is in it.
pub fn drawing_veiled(
    squares: Vec<(Option<Permission>, Option<Reception>)>,
    words: &Words,
) -> (String, String) {
    alone(&Grid { title: words.t("landing-title-veiled"), squares }, words)
}

fn alone(grid: &Grid, words: &Words) -> (String, String) {
    let plan = Plan { class: "alone", ..WIDE };
    (grid.title.clone(), drawing(&plan, grid, words).into_string())
}

/// Holds what is drawn: each telling by its permission and how it landed, oldest first.
struct Grid {
    title: String,
    squares: Vec<(Option<Permission>, Option<Reception>)>,
}

impl Grid {
    fn of(landing: &Landing<'_>, file: &ClientFile, words: &Words) -> Grid {
        let name = arg(words.name_of(&file.person));
        Grid {
            title: words
                .say("landing-title", &[("name", name), ("day", arg(words.date(landing.at)))]),
            squares: landing.squares.iter().map(|s| (s.delivery.leave(), s.reception)).collect(),
        }
    }

    /// Tells how many squares have a place in the grid.
    fn placed(&self) -> usize {
        self.squares.iter().filter(|(permission, _)| permission.is_some()).count()
    }

    /// The numbers of the squares in one cell, counted from 1.
    fn cell(&self, row: Permission, column: Option<Reception>) -> Vec<usize> {
        (1..)
            .zip(&self.squares)
            .filter(|(_, square)| **square == (Some(row), column))
            .map(|(no, _)| no)
            .collect()
    }
}

fn drawing(plan: &Plan, grid: &Grid, words: &Words) -> Markup {
    let rows = rows(plan, grid);
    let foot = rows.last().map_or(plan.head, |row| row.top + row.height);
    let (title, about) = (format!("p5t{}", plan.suffix), format!("p5d{}", plan.suffix));
    html! {
        svg class=(plan.class)
            viewBox=(format!("0 0 {} {}", n(plan.width), n(foot + 1.0)))
            role="group"
            aria-labelledby=(format!("{title} {about}"))
        {
            title id=(title) { (grid.title) }
            desc id=(about) { (words.say("landing-desc", &[("n", grid.placed().into())])) }
            (lines(plan, &rows, foot))
            g font-size=(n(plan.font)) class="ink" {
                (headings(plan, words))
                @for row in &rows {
                    text y=(n(row_name_at(plan, row))) {
                        (words.label("permission", &row.permission))
                    }
                }
            }
            g font-size="10" text-anchor="middle" {
                @for row in &rows {
                    @for (i, column) in COLUMNS.into_iter().enumerate() {
                        (cell(plan, grid, row, (i, column)))
                    }
                }
            }
        }
    }
}

/// Rows grow with their fullest cell.
fn rows(plan: &Plan, grid: &Grid) -> Vec<Row> {
    let mut top = plan.head;
    let row = |permission: Permission| {
        let lines = COLUMNS
            .iter()
            .map(|column| grid.cell(permission, *column).len().div_ceil(across(plan)))
            .max();
        let height = plan.above + PITCH * count(lines.unwrap_or(1).max(1)) + 16.0;
        let row = Row { permission, top, height };
        top += height;
        row
    };
    ROWS.into_iter().map(row).collect()
}

/// Tells how many squares stand side by side in a cell.
fn across(plan: &Plan) -> usize {
    (1..9).rev().find(|k| count(*k) * PITCH + 6.0 <= plan.cell).unwrap_or(1)
}

fn row_name_at(plan: &Plan, row: &Row) -> f64 {
    row.top + if plan.above > 0.0 { 14.0 } else { row.height / 2.0 + 4.0 }
}

fn headings(plan: &Plan, words: &Words) -> Markup {
    html! {
        @for (i, column) in COLUMNS.into_iter().enumerate() {
            @let x = plan.left + plan.cell * count(i) + plan.pad;
            @let lines = wrap(&reception(column, words), plan.cell - plan.pad, plan.font, 3);
            @for (j, line) in lines.iter().enumerate() {
                text x=(n(x)) y=(n(14.0 + 14.0 * count(j))) { (line) }
            }
        }
    }
}

/// The reception in a word, or that it is not known yet.
fn reception(reception: Option<Reception>, words: &Words) -> String {
    reception.map_or_else(|| words.t("reception-unknown"), |r| words.label("reception", &r))
}

fn lines(plan: &Plan, rows: &[Row], foot: f64) -> Markup {
    let mut lines = Path::default();
    for y in rows.iter().map(|row| row.top).chain([foot]) {
        lines.to('M', &[0.0, y]).to('H', &[plan.width]);
    }
    // Where rows have their names above their cells, each row draws its own; else one line runs
    // through.
    let through = [(plan.head, foot)];
    let each: Vec<(f64, f64)> =
        rows.iter().map(|row| (row.top + plan.above, row.top + row.height)).collect();
    for i in 0..COLUMNS.len() {
        for (top, below) in if plan.above > 0.0 { &each[..] } else { &through[..] } {
            lines.to('M', &[plan.left + plan.cell * count(i), *top]).to('V', &[*below]);
        }
    }
    html! {
        path d=(lines.d()) class="l-hair" {}
    }
}

/// The squares of one cell, each with the number of its row and a link to it.
fn cell(plan: &Plan, grid: &Grid, row: &Row, (i, column): (usize, Option<Reception>)) -> Markup {
    let left = plan.left + plan.cell * count(i) + 6.0;
    html! {
        @for (k, no) in grid.cell(row.permission, column).into_iter().enumerate() {
            @let x = left + PITCH * count(k % across(plan)) + (PITCH - SQUARE) / 2.0;
            @let y = row.top + plan.above + 8.0 + PITCH * count(k / across(plan))
                + (PITCH - SQUARE) / 2.0;
            a href=(format!("#t{no}")) aria-label=(no) {
                rect x=(n(x - 5.0)) y=(n(y - 5.0)) width=(n(PITCH)) height=(n(PITCH)) class="hit" {}
                rect
                    x=(n(x))
                    y=(n(y))
                    width=(n(SQUARE))
                    height=(n(SQUARE))
                    class="pp l-ink"
                    stroke-width="1.5" {}
                text
                    x=(n(x + SQUARE / 2.0))
                    y=(n(y + 11.0))
                    font-size=[(no > 99).then_some("8")]
                    class="ink"
                { (no) }
            }
        }
    }
}
