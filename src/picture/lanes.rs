//! P6, from the first meeting to the second: a lane each, with bars where the second is early, late
//! and overdue (method §5).

use maud::{Markup, html};

use super::origin;
use super::text_metrics::{count, n, width, wrap};
use crate::method::network::{Lane, Network};
use crate::paths;
use crate::words::{Words, arg};

/// Sets how many lanes are drawn; the latest meetings first.
const MOST: usize = 24;

/// The measures of one drawing.
struct Plan {
    class: &'static str,
    suffix: &'static str,
    width: f64,
    /// Tells where a lane begins and ends.
    left: f64,
    right: f64,
    font: f64,
    /// From one lane to the next, and how far below its top the line runs.
    row: f64,
    line: f64,
}

const WIDE: Plan = Plan {
    class: "wide",
    suffix: "w",
    width: 960.0,
    left: 176.0,
    right: 800.0,
    font: 13.0,
    row: 30.0,
    line: 15.0,
};

const NARROW: Plan = Plan {
    class: "narrow",
    suffix: "n",
    width: 344.0,
    left: 8.0,
    right: 330.0,
    font: 11.0,
    row: 40.0,
    line: 28.0,
};

/// The height of the scale above the lanes.
const HEAD: f64 = 26.0;

/// The whole figure with its key; one sentence where nobody was met lately. The table is `table`.
pub fn figure(network: &Network<'_>, words: &Words) -> Markup {
    html! {
        figure.pic.full {
            (drawing(&WIDE, network, words))
            (drawing(&NARROW, network, words))
            ul.key aria-label=(words.t("staircase-key")) {
                li {
                    svg viewBox="0 0 16 16" {
                        circle cx="8" cy="8" r="5.5" class="ink" {}
                    }
                    (words.t("lanes-key-met"))
                }
                li {
                    svg viewBox="0 0 16 16" {
                        circle cx="8" cy="8" r="5" class="pp l-ink" stroke-width="2" {}
                    }
                    (words.t("lanes-key-overdue"))
                }
                li {
                    svg viewBox="0 0 16 16" {
                        path d="M1 8H13M13 3V13" class="no l-ink" stroke-width="2" {}
                    }
                    (words.t("lanes-key-open"))
                }
                (origin::key(words))
            }
        }
    }
}

/// The lanes that are drawn and stand in the table.
fn shown<'n, 'f>(network: &'n Network<'f>) -> &'n [Lane<'f>] {
    &network.lanes[..network.lanes.len().min(MOST)]
}

impl Plan {
    fn x(&self, network: &Network<'_>, days: i64) -> f64 {
        let whole = f64::from(last(network).max(1));
        let days = f64::from(i32::try_from(days).unwrap_or(i32::MAX)).clamp(0.0, whole);
        self.left + (self.right - self.left) * days / whole
    }
}

/// The day at which silence takes its first step.
fn last(network: &Network<'_>) -> u32 {
    network.windows.iter().copied().max().unwrap_or(1)
}

fn drawing(plan: &Plan, network: &Network<'_>, words: &Words) -> Markup {
    let lanes = shown(network);
    let foot = HEAD + plan.row * count(lanes.len());
    let (title, about) = (format!("p6t{}", plan.suffix), format!("p6d{}", plan.suffix));
    let met = lanes.iter().filter(|lane| lane.second.is_some()).count();
    html! {
        svg class=(plan.class)
            viewBox=(format!("0 0 {} {}", n(plan.width), n(foot + 6.0)))
            role="img"
            aria-labelledby=(format!("{title} {about}"))
        {
            title id=(title) { (words.say("lanes-title", &[("day", arg(words.date(network.at)))])) }
            desc id=(about) {
                (
                    words
                        .say(
                            "lanes-desc",
                            &[("n", lanes.len().into()), ("met", met.into())],
                        )
                )
            }
            @for days in network.windows {
                @let x = plan.x(network, days.into());
                path
                    d=(format!("M{} {}V{}", n(x), n(HEAD - 4.0), n(foot)))
                    class="l-ink2"
                    stroke-dasharray="2 3" {}
                text
                    x=(n(x))
                    y="14"
                    font-size=(n(plan.font))
                    class="ink2"
                    text-anchor=(if days == last(network) { "end" } else { "middle" })
                { (words.say("map-age", &[("days", days.into())])) }
            }
            @for (i, lane) in lanes.iter().enumerate() {
                (row(plan, network, (HEAD + plan.row * count(i), lane), words))
            }
        }
    }
}

fn row(plan: &Plan, network: &Network<'_>, (top, lane): (f64, &Lane<'_>), words: &Words) -> Markup {
    let (y, from, to) = (top + plan.line, plan.x(network, 0), plan.x(network, lane.days));
    let inside = plan.left < 100.0;
    let room = if inside { plan.right - 60.0 } else { plan.left - 14.0 };
    let name = wrap(words.name(lane.person), room, plan.font, 1).concat();
    let named = if inside { (plan.left, top + 14.0) } else { (0.0, y + 4.0) };
    let direction = lane.person.origin.as_ref().and_then(|o| o.direction);
    let how = origin::label(direction, words);
    let shape = if inside {
        (plan.right - 6.0 - width(&how, plan.font) - 12.0, top + 10.0)
    } else {
        (plan.right + 24.0, y)
    };
    html! {
        text x=(n(named.0)) y=(n(named.1)) font-size=(n(plan.font)) class="ink" { (name) }
        path d=(format!("M{} {}H{}", n(from), n(y), n(to))) class="l-ink" stroke-width="2" {}
        circle cx=(n(from)) cy=(n(y)) r="5" class="ink" {}
        (end(network, lane, (to, y)))
        (origin::sign(direction, shape, 5.0, "pp l-ink", "1.4"))
        text x=(n(shape.0 + 11.0)) y=(n(shape.1 + 4.0)) font-size=(n(plan.font)) class="ink2" {
            (how)
        }
    }
}

/// A full dot for the second meeting, a hollow one where the clock ran out first, a stroke while
/// there is time.
fn end(network: &Network<'_>, lane: &Lane<'_>, (x, y): (f64, f64)) -> Markup {
    let over = lane.days >= last(network).into();
    match lane.second {
        _ if over => {
            html! {
                circle cx=(n(x)) cy=(n(y)) r="5" class="pp l-ink" stroke-width="2" {}
            }
        }
        Some(_) => html! {
            circle cx=(n(x)) cy=(n(y)) r="5" class="ink" {}
        },
        None => {
            html! {
                path d=(format!("M{} {}v10", n(x), n(y - 5.0))) class="l-ink" stroke-width="2" {}
            }
        }
    }
}

/// The same lanes as a table.
pub fn table(network: &Network<'_>, words: &Words) -> Markup {
    let more = network.lanes.len().saturating_sub(MOST);
    html! {
        table.stack.flat {
            thead {
                tr {
                    th scope="col" { (words.t("lanes-first")) }
                    th scope="col" { (words.t("network-who")) }
                    th scope="col" { (words.t("lanes-second")) }
                    th scope="col" { (words.t("network-origin")) }
                }
            }
            tbody {
                @for lane in shown(network) {
                    tr {
                        td.num data-l=(words.t("lanes-first")) { (words.date(lane.first)) }
                        td {
                            a href=(paths::client(&lane.person.id)) { (words.name_of(lane.person)) }
                        }
                        td data-l=(words.t("lanes-second")) { (second(lane, words)) }
                        td {
                            (
                                origin::label(
                                    lane.person.origin.as_ref().and_then(|o| o.direction),
                                    words,
                                )
                            )
                        }
                    }
                }
            }
        }
        @if more > 0 {
            p.fine { (words.say("lanes-more", &[("n", more.into())])) }
        }
    }
}

fn second(lane: &Lane<'_>, words: &Words) -> String {
    match lane.second {
        Some(on) => words
            .say("lanes-met-again", &[("day", arg(words.date(on))), ("days", lane.days.into())]),
        None => words.say("lanes-not-yet", &[("days", lane.days.into())]),
    }
}
