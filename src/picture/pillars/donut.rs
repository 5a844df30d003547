//! The donut: inner radius 70, outer 110, gaps of two pixels, each slice with its own pattern and
//! its label beside it.

use std::f64::consts::TAU;

use maud::{Markup, html};

use super::super::palette;
use super::super::text_metrics::{count, n, wrap};
use super::{Plan, Slice};
use crate::words::Words;

const INNER: f64 = 70.0;
const OUTER: f64 = 110.0;

impl Plan {
    /// A place by its part of the whole circle and its distance from the middle of the donut.
    fn around(&self, turn: f64, radius: f64) -> (f64, f64) {
        let (x, y) = self.middle;
        (x + self.scale * radius * (TAU * turn).sin(), y - self.scale * radius * (TAU * turn).cos())
    }
}

pub fn draw(plan: &Plan, slices: &[Slice], effective: Option<String>, words: &Words) -> Markup {
    let (x, y) = plan.middle;
    let lines =
        wrap(&effective.unwrap_or_default(), 2.0 * INNER * plan.scale - 24.0, plan.font + 2.0, 3);
    let first = y + 5.0 - 10.0 * (count(lines.len()) - 1.0);
    html! {
        @for slice in slices {
            path
                d=(path(plan, slice))
                fill=(palette::fill(slice.place, plan.suffix))
                class="l-pp"
                stroke-width="2"
                fill-rule="evenodd" {}
        }
        @for slice in slices { (label(plan, slice, words)) }
        @for (i, line) in lines.iter().enumerate() {
            text
                x=(n(x))
                y=(n(first + 20.0 * count(i)))
                font-size=(n(plan.font + 2.0))
                class="ink"
                text-anchor="middle"
            { (line) }
        }
    }
}

/// The outline of a slice. A whole circle is drawn as two halves, since an arc cannot end where it
/// begins.
fn path(plan: &Plan, slice: &Slice) -> String {
    let arc = |radius: f64, from: f64, to: f64| {
        let middle = (from + to) / 2.0;
        let r = n(plan.scale * radius);
        let sweep = u8::from(to > from);
        let ((a, b), (c, d)) = (plan.around(middle, radius), plan.around(to, radius));
        format!("A{r} {r} 0 0 {sweep} {} {}A{r} {r} 0 0 {sweep} {} {}", n(a), n(b), n(c), n(d))
    };
    let ((a, b), (c, d)) = (plan.around(slice.from, OUTER), plan.around(slice.to, INNER));
    let join = if slice.to - slice.from > 0.999 { "Z M" } else { "L" };
    format!(
        "M{} {}{}{join}{} {}{}Z",
        n(a),
        n(b),
        arc(OUTER, slice.from, slice.to),
        n(c),
        n(d),
        arc(INNER, slice.to, slice.from)
    )
}

/// “A Makers 5 people 71%” beside the slice; in the narrow drawing the letter and the share, the
/// bars say the rest.
fn label(plan: &Plan, slice: &Slice, words: &Words) -> Markup {
    let turn = (slice.from + slice.to) / 2.0;
    let side = (TAU * turn).sin();
    let anchor = if side > 0.2 {
        "start"
    } else if side < -0.2 {
        "end"
    } else {
        "middle"
    };
    let (x, y) = plan.around(turn, OUTER + 12.0);
    let lines = if plan.wide {
        let mut lines = wrap(&slice.name, 146.0, plan.font, 2);
        lines.push(words.say(
            "pillars-amount",
            &[("n", slice.people.into()), ("percent", slice.percent.into())],
        ));
        lines
    } else {
        vec![words.say(
            "pillars-letter",
            &[("letter", palette::letter(slice.place).into()), ("percent", slice.percent.into())],
        )]
    };
    // Above the middle a label grows upward, below it downward, so that it never runs into its
    // slice.
    let rise = (1.0 + (TAU * turn).cos()) / 2.0 * count(lines.len() - 1) * 16.0;
    html! {
        @for (i, line) in lines.iter().enumerate() {
            text
                x=(n(x))
                y=(n(y + 4.0 - rise + 16.0 * count(i)))
                font-size=(n(plan.font))
                class="ink"
                text-anchor=(anchor)
            { (line) }
        }
    }
}
