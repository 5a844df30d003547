//! The same people as a strip for each rank, where rings would be too full: to the right, the
//! longer silent.

use maud::{Markup, html};

use super::{about, mark};
use crate::method::Rank;
use crate::method::network::{Network, Tie};
use crate::picture::text_metrics::{count, n};
use crate::words::{Words, arg};

/// Half a mark, and from one mark to the next.
const DOT: f64 = 4.5;
const PITCH: f64 = 11.0;

/// The measures of one drawing.
pub struct Plan {
    class: &'static str,
    suffix: &'static str,
    width: f64,
    /// Tells where the strips begin and end.
    left: f64,
    right: f64,
    font: f64,
    /// Free room above the marks of a strip, for its name where it stands inside.
    head: f64,
}

pub const WIDE: Plan = Plan {
    class: "wide",
    suffix: "w",
    width: 960.0,
    left: 250.0,
    right: 950.0,
    font: 13.0,
    head: 14.0,
};

pub const NARROW: Plan = Plan {
    class: "narrow",
    suffix: "n",
    width: 344.0,
    left: 4.0,
    right: 340.0,
    font: 11.0,
    head: 30.0,
};

/// A rank with its people in their columns.
struct Strip<'n> {
    rank: Rank,
    /// The foot of the strip.
    base: f64,
    marks: Vec<(usize, &'n Tie<'n>, f64, f64)>,
}

pub fn drawing(plan: &Plan, network: &Network<'_>, people: &[&Tie<'_>], words: &Words) -> Markup {
    let strips = strips(plan, people);
    let foot = strips.last().map_or(0.0, |strip| strip.base);
    html! {
        svg class=(plan.class)
            viewBox=(format!("0 0 {} {}", n(plan.width), n(foot + 26.0)))
            role="group"
            aria-labelledby=(format!("p3t{s} p3d{s}", s = plan.suffix))
        {
            (about(network, people, plan.suffix, words))
            @for strip in &strips { (row(plan, network, strip, words)) }
            text x=(n(plan.left)) y=(n(foot + 18.0)) font-size=(n(plan.font)) class="ink2" {
                (words.t("rings-strip-fresh"))
            }
            text
                x=(n(plan.right))
                y=(n(foot + 18.0))
                font-size=(n(plan.font))
                class="ink2"
                text-anchor="end"
            { (words.t("rings-strip-silent")) }
        }
    }
}

/// Marks stand in columns by the days of silence, one above the other where several share a column.
fn strips<'n>(plan: &Plan, people: &[&'n Tie<'n>]) -> Vec<Strip<'n>> {
    let mut top = 0.0;
    let mut out = Vec::new();
    for rank in Rank::ALL {
        let mut placed: Vec<(usize, &'n Tie<'n>, f64, usize)> = Vec::new();
        for (i, tie) in people.iter().enumerate().filter(|(_, tie)| tie.rank == Some(rank)) {
            let column = ((plan.right - plan.left - PITCH) * tie.drift / PITCH).floor();
            let x = plan.left + PITCH * (column + 0.5);
            let below = placed.iter().filter(|(_, _, other, _)| (other - x).abs() < 0.5).count();
            placed.push((i + 1, tie, x, below));
        }
        let highest = placed.iter().map(|(.., level)| level + 1).max().unwrap_or(1);
        let base = top + plan.head + PITCH * count(highest) + 6.0;
        let lift = |level: usize| base - 6.0 - PITCH * (count(level) + 0.5);
        let marks =
            placed.into_iter().map(|(no, tie, x, level)| (no, tie, x, lift(level))).collect();
        out.push(Strip { rank, base, marks });
        top = base;
    }
    out
}

fn row(plan: &Plan, network: &Network<'_>, strip: &Strip<'_>, words: &Words) -> Markup {
    let name = words.label("rank", &strip.rank.to_string());
    let name = words.say(
        "rings-strip-rank",
        &[
            ("rank", strip.rank.number().into()),
            ("name", arg(name)),
            ("n", strip.marks.len().into()),
        ],
    );
    let inside = plan.left < 100.0;
    let y = if inside {
        strip.marks.iter().map(|m| m.3).fold(strip.base - 12.0, f64::min) - 10.0
    } else {
        strip.base - 8.0
    };
    html! {
        path
            d=(format!("M0 {}H{}", n(strip.base), n(plan.width)))
            class="l-hair"
            stroke-dasharray=[(strip.rank == Rank::NotPlaced).then_some("5 4")] {}
        text x="0" y=(n(y)) font-size=(n(plan.font)) class="ink2" { (name) }
        @for (no, tie, x, y) in &strip.marks {
            a href=(format!("#w{no}")) aria-label=(format!("{no} {}", words.name(tie.person))) {
                (mark(network, tie, (*x, *y), DOT))
            }
        }
    }
}
