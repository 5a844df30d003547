//! The ground of the staircase, its line with rises and falls, the hatching of strains, and the
//! months.

use chrono::{Datelike, Months};
use maud::{Markup, html};

use super::plan::Plan;
use crate::method::Day;
use crate::method::Stage;
use crate::method::staircase::{Run, Staircase, Strain};
use crate::picture::label_placement::{Spot, Taken};
use crate::picture::text_metrics::{Path, n, width};
use crate::words::{Words, arg};

/// Bands with their names, and the month lines.
pub fn ground(plan: &Plan, stairs: &Staircase, words: &Words) -> Markup {
    let mut bands = Path::default();
    (1..=5u8).for_each(|i| {
        bands.to('M', &[0.0, plan.base - plan.band * f64::from(i)]).to('H', &[plan.size.0]);
    });
    let mut verticals = Path::default();
    for month in month_starts(stairs) {
        verticals.to('M', &[plan.x(month), plan.top()]).to('V', &[plan.base]);
    }
    let now = stairs.stage(stairs.until);
    html! {
        defs {
            pattern
                id=(format!("h{}", plan.suffix))
                width="6"
                height="6"
                patternUnits="userSpaceOnUse"
                patternTransform="rotate(45)"
            {
                path d="M0 0V6" class="l-ink" stroke-width="1.5" {}
            }
        }
        path d=(bands.d()) class="l-hair" {}
        path d=(format!("M0 {}H{}", plan.base, plan.size.0)) class="l-ink" {}
        path d=(verticals.d()) class="l-hair" opacity=".7" {}
        @for (stage, x, y) in plan.names(stairs, words) {
            @let (class, weight) = if stage == now {
                ("ink", Some("600"))
            } else {
                ("ink2", None)
            };
            @let name = words.label("stage", &stage.to_string());
            @if plan.wide {
                text x="0" y=(n(y)) font-size=(n(plan.font)) class=(class) font-weight=[weight] {
                    (stage)
                    tspan x=(n(x)) { (name) }
                }
            } @else {
                text x=(n(x)) y=(n(y)) font-size=(n(plan.font)) class=(class) font-weight=[weight] {
                    (name)
                }
            }
        }
    }
}

/// The line itself: step after step, dotted while consultation is in question, and the tint below
/// it.
pub fn stairs(plan: &Plan, stairs: &Staircase) -> Markup {
    let (mut solid, mut dotted, mut area) = (Path::default(), Path::default(), Path::default());
    let mut before = stairs.opening;
    let Some(first) = stairs.runs.first() else { return html! {} };
    area.to('M', &[plan.x(first.from), plan.base]).to('V', &[plan.y(before)]);
    solid.to('M', &[plan.x(first.from), plan.y(before)]);
    let mut drawing = true;
    for (i, run) in stairs.runs.iter().enumerate() {
        let (from, to) = (plan.x(run.from), plan.x(end_of(stairs, i)));
        let y = plan.y(run.stage);
        if !drawing {
            solid.to('M', &[from, plan.y(before)]);
        }
        solid.to('V', &[y]);
        area.to('V', &[y]).to('H', &[to]);
        drawing = !run.in_question;
        if drawing {
            solid.to('H', &[to]);
        } else {
            dotted.to('M', &[from, y]).to('H', &[to]);
        }
        before = run.stage;
    }
    area.to('V', &[plan.base]);
    html! {
        path d=(format!("{}Z", area.d())) class="bl" opacity=".12" {}
        path d=(solid.d()) class="no l-bl" stroke-width=(plan.stroke) {}
        @if !dotted.is_empty() {
            path d=(dotted.d()) class="no l-bl" stroke-width=(plan.stroke) stroke-dasharray=(plan.dots) {}
        }
    }
}

fn end_of(stairs: &Staircase, i: usize) -> Day {
    stairs.runs.get(i + 1).map_or(stairs.until, |next| next.from)
}

/// Hatching over the step that is missing, from the fallen line up to where it fell from.
pub fn strains(plan: &Plan, stairs: &Staircase, taken: &mut Taken, words: &Words) -> Markup {
    html! {
        @for strain in &stairs.strains {
            @let boxes = hatched(plan, stairs, strain);
            @for (x, y, w, h) in &boxes {
                rect
                    x=(n(*x))
                    y=(n(*y))
                    width=(n(*w))
                    height=(n(*h))
                    fill=(format!("url(#h{})", plan.suffix)) {}
            }
            @if let Some(top) = boxes.iter().map(|b| b.1).min_by(f64::total_cmp) {
                (strain_name(plan, strain, top, taken, words))
            }
        }
    }
}

/// No number can be read on hatching.
pub fn keep_clear(plan: &Plan, stairs: &Staircase, taken: &mut Taken) {
    for (x, y, w, h) in stairs.strains.iter().flat_map(|strain| hatched(plan, stairs, strain)) {
        taken.take(Spot::new(x + w / 2.0, y + h / 2.0, w / 2.0, h / 2.0));
    }
}

fn hatched(plan: &Plan, stairs: &Staircase, strain: &Strain) -> Vec<(f64, f64, f64, f64)> {
    let end = strain.end(stairs.until);
    let before = strain.from.pred_opt().map_or(Stage::NoContact, |day| stairs.stage(day));
    let mut boxes = Vec::new();
    for (i, Run { from, stage, .. }) in stairs.runs.iter().enumerate() {
        let (a, b) = ((*from).max(strain.from), end_of(stairs, i).min(end));
        if a < b {
            let top = before.max(stage.next());
            let (x, y) = (plan.x(a), plan.y(top));
            let height = if top == *stage { plan.band / 2.0 } else { plan.y(*stage) - y };
            boxes.push((x, if top == *stage { y - height } else { y }, plan.x(b) - x, height));
        }
    }
    boxes
}

/// The word and its dates, or the word alone where there is no room for more.
fn strain_name(plan: &Plan, strain: &Strain, top: f64, taken: &mut Taken, words: &Words) -> Markup {
    let from = arg(words.day_brief(strain.from));
    let dated = match strain.until {
        Some(until) => words.say(
            "staircase-strain-ended",
            &[("from", from), ("until", arg(words.day_brief(until)))],
        ),
        None => words.say("staircase-strain-open", &[("from", from)]),
    };
    let x = plan.x(strain.from) + 2.0;
    let fits = plan.wide && x + width(&dated, plan.small) <= plan.right;
    let name = if fits { dated } else { words.t("staircase-strain") };
    let half = width(&name, plan.small) / 2.0;
    let x = x.min(plan.size.0 - 2.0 * half - 2.0);
    let places = [(0.0, 12.0), (0.0, 26.0), (40.0, 12.0), (-40.0, 12.0), (80.0, 12.0), (0.0, 40.0)];
    let offered = places.map(|(aside, up)| Spot::new(x + half + aside, top - up - 4.0, half, 8.0));
    let spot = taken.first(&offered);
    html! {
        text x=(n(spot.x - half)) y=(n(spot.y + 4.0)) class="ink" { (name) }
    }
}

/// The months at their start, the first day and the last.
pub fn months(plan: &Plan, stairs: &Staircase, words: &Words) -> Markup {
    let first = words.day_brief(stairs.from);
    let years = stairs.from.year() != stairs.until.year();
    let last =
        if plan.wide && !years { words.day_brief(stairs.until) } else { words.date(stairs.until) };
    let y = plan.base + if plan.wide { 36.0 } else { 30.0 };
    let after = plan.left + width(&first, plan.small) + 8.0;
    let until = if plan.wide { plan.size.0 - width(&last, plan.small) - 8.0 } else { plan.size.0 };
    let step = plan.month_step(words);
    let shown = |month: &Day| {
        let x = plan.x(*month);
        month.month0().is_multiple_of(step)
            && x >= after
            && x + width(&month_name(*month, words), plan.small) <= until
    };
    html! {
        @for month in month_starts(stairs).into_iter().filter(shown) {
            text x=(n(plan.x(month))) y=(n(y)) class="ink2" { (month_name(month, words)) }
        }
        text x=(n(plan.left)) y=(n(y)) class="ink2" { (first) }
        text
            x=(n(plan.size.0))
            y=(n(if plan.wide { y } else { y + 16.0 }))
            class="ink"
            text-anchor="end"
            font-weight="600"
        { (last) }
    }
}

/// A January is named by its year.
fn month_name(month: Day, words: &Words) -> String {
    if month.month0() > 0 {
        return words.month_name(month);
    }
    words.say("staircase-year", &[("year", arg(month.year().to_string()))])
}

fn month_starts(stairs: &Staircase) -> Vec<Day> {
    let next = |day: &Day| day.checked_add_months(Months::new(1)).filter(|d| *d < stairs.until);
    let first = stairs.from.with_day(1).and_then(|d| next(&d));
    std::iter::successors(first, next).collect()
}
