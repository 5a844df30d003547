//! The line of the largest pillar's share over nine month ends (seed B35), with the letter of the
//! pillar at each point.

use maud::{Markup, html};

use super::super::palette;
use super::super::text_metrics::{Path, count, n};
use super::{Plan, measure};
use crate::method::network::Network;
use crate::words::Words;

/// The height of the whole line with its heading and its months.
pub const HEIGHT: f64 = 190.0;
/// The heading above it, and the height of the whole scale.
const HEAD: f64 = 44.0;
const SCALE: f64 = 110.0;

pub fn draw(plan: &Plan, network: &Network<'_>, top: f64, words: &Words) -> Markup {
    let (left, right) = (60.0, plan.width - 24.0);
    let pitch = (right - left) / count(network.months.len().saturating_sub(1).max(1));
    let y = |percent: u64| top + HEAD + SCALE * (1.0 - measure(percent) / 100.0);
    let points: Vec<(f64, Option<(usize, u64)>)> = network
        .months
        .iter()
        .enumerate()
        .map(|(i, month)| {
            let top =
                month.top.as_ref().and_then(|(id, percent)| Some((network.place(id)?, *percent)));
            (left + pitch * count(i), top)
        })
        .collect();
    let mut line = Path::default();
    let mut drawing = false;
    for (x, point) in &points {
        if let Some((_, percent)) = point {
            line.to(if drawing { 'L' } else { 'M' }, &[*x, y(*percent)]);
        }
        drawing = point.is_some();
    }
    html! {
        text x="0" y=(n(top + 14.0)) font-size=(n(plan.font)) class="ink" font-weight="600" {
            (words.t("pillars-trend"))
        }
        @for percent in [0, 50, 100] {
            path
                d=(format!("M{} {}H{}", n(left - 20.0), n(y(percent)), n(right + 8.0)))
                class="l-hair" {}
            text
                x=(n(left - 24.0))
                y=(n(y(percent) + 4.0))
                font-size=(n(plan.font - 1.0))
                class="ink2"
                text-anchor="end"
            { (words.say("pillars-percent", &[("percent", percent.into())])) }
        }
        @if !line.is_empty() {
            path d=(line.d()) class="no l-bl" stroke-width="2.5" {}
        }
        @for (x, point) in &points {
            @if let Some((place, percent)) = point {
                circle cx=(n(*x)) cy=(n(y(*percent))) r="4" class="bl" {}
                text
                    x=(n(*x))
                    y=(n(y(*percent) - 9.0))
                    font-size=(n(plan.font - 1.0))
                    class="ink"
                    text-anchor="middle"
                { (point_label(plan, *place, *percent, words)) }
            }
        }
        @for (i, month) in network.months.iter().enumerate().filter(|(i, _)| plan.wide || i % 2 == 0) {
            text
                x=(n(left + pitch * count(i)))
                y=(n(top + HEAD + SCALE + 20.0))
                font-size=(n(plan.font - 1.0))
                class="ink2"
                text-anchor="middle"
            { (words.month_name(month.on)) }
        }
    }
}

/// The letter and the share; the letter alone where points stand close.
fn point_label(plan: &Plan, place: usize, percent: u64, words: &Words) -> String {
    let letter = palette::letter(place);
    if !plan.wide {
        return letter;
    }
    words.say("pillars-letter", &[("letter", letter.into()), ("percent", percent.into())])
}
