//! The marks of the staircase: agreements, tellings, closings, repairs, kept promises, and who
//! moved (method §5 P1).

use maud::{Markup, html};

use super::plan::Plan;
use crate::method::session::Initiator;
use crate::method::staircase::{Event, Fall, Happening, Staircase};
use crate::method::{AgreementKind, AgreementMove, Stage, StrainState};
use crate::picture::label_placement::{Spot, Taken};
use crate::picture::text_metrics::{Path, n, width};
use crate::words::{Words, arg};

/// Every event: its falls and marks first, then its number, which links to its row. Where no place
/// for a number is free, the table alone has it; true beside the drawing if that is so of any.
pub fn events(plan: &Plan, stairs: &Staircase, taken: &mut Taken, words: &Words) -> (Markup, bool) {
    let events = || stairs.events.iter();
    let marks = html! {
        @for event in events() {
            @if let Some(fall) = event.fall { (falling(plan, stairs, event, fall, taken, words)) }
        }
        @for event in events() {
            @for happening in &event.happened { (mark(plan, stairs, event, happening, taken)) }
        }
    };
    // The steps of the line come first: each other event has a neighbour that tells where it is.
    let mut order: Vec<(usize, &Event)> = events().enumerate().collect();
    order.sort_by_key(|(_, event)| event.step.is_none() && event.fall.is_none());
    let mut numbers: Vec<(usize, Markup)> = Vec::new();
    for (i, event) in order {
        let number = number(plan, stairs, i + 1, event, taken, words);
        numbers.extend(number.map(|number| (i, number)));
    }
    numbers.sort_by_key(|(i, _)| *i);
    let left_out = numbers.len() < stairs.events.len();
    let all = html! {
        (marks)
        g font-size=(if plan.wide { "12" } else { "11" }) text-anchor="middle" class="ink2" {
            @for (_, number) in &numbers { (number) }
        }
    };
    (all, left_out)
}

/// A black chevron below the fall, and its word.
fn falling(
    plan: &Plan,
    stairs: &Staircase,
    event: &Event,
    fall: Fall,
    taken: &mut Taken,
    words: &Words,
) -> Markup {
    let word = match fall {
        Fall::Lapsed => words.t("staircase-fall-lapsed"),
        Fall::InQuestion => words.t("staircase-fall-in-question"),
        Fall::Withdrawn => words.t("staircase-fall-withdrawn"),
        Fall::WindowLeft => words.t("staircase-fall-window"),
    };
    let (x, y) = (plan.x(event.on), plan.y(stairs.stage(event.on)));
    let half = width(&word, plan.small) / 2.0;
    taken.mark(&[Spot::new(x, y + 12.0, 7.0, 5.0)]);
    let (after, before) = (x + 12.0 + half, x - 12.0 - half);
    let places = [(after, 15.0), (before, 15.0), (x, 29.0), (after, 29.0), (before, 29.0)];
    let offered = places.map(|(middle, down)| Spot::new(middle, y + down, half + 2.0, 7.0));
    let spot = taken.first(&offered);
    let chevron = format!("M{} {}l6 6l6 -6", n(x - 6.0), n(y + 9.0));
    html! {
        path d=(chevron) class="no l-ink" stroke-width="2" {}
        text x=(n(spot.x)) y=(n(spot.y + 5.0)) class="ink" text-anchor="middle" { (word) }
    }
}

fn mark(
    plan: &Plan,
    stairs: &Staircase,
    event: &Event,
    happening: &Happening,
    taken: &mut Taken,
) -> Markup {
    let x = plan.x(event.on);
    let line = plan.y(stairs.stage(event.on));
    let band = |kind| {
        plan.y(if kind == AgreementKind::Conversation { Stage::Talking } else { Stage::Trust })
    };
    let r = plan.mark;
    match happening {
        Happening::Agreement { kind, moved, .. } => {
            agreement(plan, *kind, *moved, parted(x, band(*kind), r, taken))
        }
        Happening::Lapsed { kind } => lapsed(plan, *kind, parted(x, line, r, taken)),
        Happening::Told { permission, .. } => {
            told(r, permission.granted(), parted(x, line, r + 1.5, taken))
        }
        Happening::HeartClosed { .. } => heart_closed(r, parted(x, line, r + 1.5, taken)),
        Happening::Strain { to: StrainState::Repaired, .. } => {
            let (from, to) = event.step.unwrap_or((stairs.stage(event.on), stairs.stage(event.on)));
            repaired(r, parted(x, (plan.y(from) + plan.y(to)) / 2.0, r + 1.5, taken))
        }
        _ => html! {},
    }
}

/// Marks that would cover each other are parted vertically, never in time.
fn parted(x: f64, y: f64, half: f64, taken: &mut Taken) -> Spot {
    let step = 2.0 * half + 2.0;
    let offered: Vec<Spot> = [0.0, step, -step, 2.0 * step, -2.0 * step]
        .map(|dy| Spot::new(x, y + dy, half, half))
        .into();
    taken.mark(&offered)
}

fn agreement(plan: &Plan, kind: AgreementKind, moved: AgreementMove, at: Spot) -> Markup {
    let (x, y, r) = (at.x, at.y, plan.mark);
    match moved {
        AgreementMove::Given => sign(kind, at, r, true),
        AgreementMove::Renewed => html! {
            (outline(kind, at, r + 3.0))
            (sign(kind, at, r, true))
        },
        AgreementMove::Sought => html! {},
        AgreementMove::Declined => {
            let bar = format!("M{} {}H{}", n(x - r - 2.0), n(y + r + 3.0), n(x + r + 2.0));
            html! {
                (sign(kind, at, r, false))
                path d=(bar) class="l-ink" stroke-width="2" {}
            }
        }
        AgreementMove::Withdrawn => {
            let (a, b, c, d) = (n(x - r - 2.0), n(y - r - 2.0), n(x + r + 2.0), n(y + r + 2.0));
            html! {
                (sign(kind, at, r, false))
                path
                    d=(format!("M{a} {b}L{c} {d}M{a} {d}L{c} {b}"))
                    class="l-ink"
                    stroke-width="1.5" {}
            }
        }
    }
}

fn lapsed(plan: &Plan, kind: AgreementKind, at: Spot) -> Markup {
    let (x, y, r) = (at.x, at.y, plan.mark + 2.0);
    let slash = format!("M{} {}L{} {}", n(x - r), n(y + r), n(x + r), n(y - r));
    html! {
        (sign(kind, at, plan.mark, false))
        path d=(slash) class="l-ink" stroke-width="1.5" {}
    }
}

/// ● for conversation, ■ for consultation; hollow when not given.
fn sign(kind: AgreementKind, at: Spot, r: f64, full: bool) -> Markup {
    let (x, y) = (at.x, at.y);
    match kind {
        AgreementKind::Conversation => {
            let class = if full { "sk l-ink" } else { "pp l-ink" };
            html! {
                circle cx=(n(x)) cy=(n(y)) r=(n(r + 0.5)) class=(class) stroke-width="1.4" {}
            }
        }
        AgreementKind::Consultation => {
            let (class, width) = if full { ("bl", None) } else { ("pp l-bl", Some("1.8")) };
            html! {
                rect
                    x=(n(x - r))
                    y=(n(y - r))
                    width=(n(2.0 * r))
                    height=(n(2.0 * r))
                    class=(class)
                    stroke-width=[width] {}
            }
        }
    }
}

fn outline(kind: AgreementKind, at: Spot, r: f64) -> Markup {
    match kind {
        AgreementKind::Conversation => {
            html! {
                circle cx=(n(at.x)) cy=(n(at.y)) r=(n(r + 0.5)) class="pp l-ink" stroke-width="1.2" {}
            }
        }
        AgreementKind::Consultation => {
            html! {
                rect
                    x=(n(at.x - r))
                    y=(n(at.y - r))
                    width=(n(2.0 * r))
                    height=(n(2.0 * r))
                    class="pp l-bl"
                    stroke-width="1.5" {}
            }
        }
    }
}

fn told(r: f64, granted: bool, at: Spot) -> Markup {
    let r = r + 1.5;
    let (x, top, foot) = (n(at.x), n(at.y - r), n(at.y + r * 0.75));
    let d = format!("M{x} {top}L{} {foot}H{}Z", n(at.x + r), n(at.x - r));
    if granted {
        html! {
            path d=(d) class="gr l-pp" {}
        }
    } else {
        html! {
            path d=(d) class="pp l-ve" stroke-width="2.5" stroke-dasharray="3 2" {}
        }
    }
}

fn heart_closed(r: f64, at: Spot) -> Markup {
    let r = r + 1.5;
    let (top, foot) = (n(at.y - r * 0.75), n(at.y + r));
    html! {
        path
            d=(format!("M{} {top}H{}L{} {foot}Z", n(at.x - r), n(at.x + r), n(at.x)))
            class="ink l-pp" {}
        path d=(format!("M{} {}V{foot}", n(at.x), n(at.y - r))) class="l-pp" stroke-width="2" {}
    }
}

fn repaired(r: f64, at: Spot) -> Markup {
    let r = r + 1.5;
    let d = format!(
        "M{} {y}H{}M{x} {}V{}",
        n(at.x - r),
        n(at.x + r),
        n(at.y - r),
        n(at.y + r),
        x = n(at.x),
        y = n(at.y)
    );
    html! {
        path d=(d) class="l-pp" stroke-width="6.5" {}
        path d=(d) class="l-gr" stroke-width="4" {}
    }
}

/// The event's number, a link to its row in the table with a target of 24 px; none where it would
/// cover something.
fn number(
    plan: &Plan,
    stairs: &Staircase,
    no: usize,
    event: &Event,
    taken: &mut Taken,
    words: &Words,
) -> Option<Markup> {
    let (x, line) = (plan.x(event.on), plan.y(stairs.stage(event.on)));
    let top = event.step.map_or(line, |(from, to)| plan.y(from.max(to)));
    let half = width(&no.to_string(), 12.0) / 2.0 + 1.5;
    let at = |dx: f64, y: f64| Spot::new(x + dx, y, half, 6.0);
    let side = plan.mark + half + 4.0;
    let offered = [
        at(0.0, line - 19.0),
        at(side, top - 12.0),
        at(-side, top - 12.0),
        at(0.0, line + 18.0),
        at(side, line + 14.0),
        at(-side, line + 14.0),
        at(0.0, line - 33.0),
        at(side, top - 26.0),
        at(-side, top - 26.0),
        at(0.0, line + 32.0),
        at(side + 8.0, line + 28.0),
        at(-side - 8.0, line - 40.0),
    ];
    let at = taken.free(&offered)?;
    Some(html! {
        a   href=(format!("#e{no}"))
            aria-label=(words.say("staircase-number", &[("no", arg(no.to_string()))]))
        {
            circle cx=(n(at.x)) cy=(n(at.y)) r=(if plan.wide { "16" } else { "13" }) class="hit" {}
            text x=(n(at.x)) y=(n(at.y + 4.0)) { (no) }
        }
    })
}

/// A small tick for every promise kept.
pub fn kept(plan: &Plan, stairs: &Staircase, words: &Words) -> Markup {
    let y = plan.y(Stage::NoContact) + if plan.wide { 4.0 } else { 6.0 };
    let mut ticks = Path::default();
    for day in &stairs.kept {
        ticks.to('M', &[plan.x(*day), y]).to('l', &[3.0, 3.5]).to('l', &[5.0, -7.5]);
    }
    let name = words.t("staircase-kept");
    let room = stairs
        .kept
        .first()
        .is_some_and(|day| plan.x(*day) > plan.left + 46.0 + width(&name, plan.small));
    html! {
        @if !ticks.is_empty() {
            path d=(ticks.d()) class="no l-ink" stroke-width="1.5" {}
        }
        @if plan.wide && room {
            text x=(n(plan.left + 38.0)) y=(n(y + 4.0)) class="ink2" { (name) }
        }
    }
}

/// The axis: upward they came, downward we went, through both agreed; a short stroke where it was
/// not recorded.
pub fn approaches(plan: &Plan, stairs: &Staircase, words: &Words) -> Markup {
    let mut ticks = Path::default();
    for approach in &stairs.approaches {
        let (up, down) = match approach.by {
            Some(Initiator::Them) => (11.0, 0.0),
            Some(Initiator::Us) => (0.0, 11.0),
            Some(Initiator::Agreed) => (9.0, 9.0),
            None => (3.0, 3.0),
        };
        ticks.to('M', &[plan.x(approach.on), plan.base - up]).to('V', &[plan.base + down]);
    }
    html! {
        @if !ticks.is_empty() {
            path d=(ticks.d()) class="l-ink" stroke-width="1.6" {}
        }
        @if plan.wide {
            text x="20" y=(n(plan.base + 20.0)) font-size=(n(plan.font)) class="ink2" {
                (words.t("merge-contacts"))
            }
        }
    }
}
