//! The rings themselves: a sector for each pillar, a circle for each rank, and a dot that drifts
//! with every silent day.

use std::f64::consts::TAU;

use maud::{Markup, html};

use super::{about, mark, pillar_name};
use crate::method::Rank;
use crate::method::network::{Network, Tie};
use crate::picture::label_placement::{Spot, Taken};
use crate::picture::palette;
use crate::picture::text_metrics::{count, n, width, wrap};
use crate::words::{Words, arg};

/// Radius of the first ring, and from one ring to the next.
const FIRST: f64 = 30.0;
const STEP: f64 = 44.0;
/// Sets how many names the wide drawing has room for; above that, and in the narrow one, numbers
/// stand alone.
const NAMES: usize = 24;

/// The measures of one drawing. Rings are drawn in units of `scale`.
pub struct Plan {
    class: &'static str,
    suffix: &'static str,
    size: f64,
    scale: f64,
    font: f64,
    /// Half a dot.
    dot: f64,
    names: bool,
}

pub const WIDE: Plan = Plan {
    class: "wide square",
    suffix: "w",
    size: 640.0,
    scale: 1.0,
    font: 13.0,
    dot: 6.5,
    names: true,
};

pub const NARROW: Plan = Plan {
    class: "narrow",
    suffix: "n",
    size: 344.0,
    scale: 0.51,
    font: 11.0,
    dot: 5.0,
    names: false,
};

/// Somebody in their place.
struct Dot<'n> {
    no: usize,
    tie: &'n Tie<'n>,
    angle: f64,
    radius: f64,
}

impl Plan {
    /// A place by its angle (clockwise from twelve) and its distance from the middle.
    fn at(&self, angle: f64, radius: f64) -> (f64, f64) {
        let middle = self.size / 2.0;
        (middle + radius * angle.sin(), middle - radius * angle.cos())
    }

    fn ring(&self, rank: Rank) -> f64 {
        self.scale * (FIRST + STEP * f64::from(rank.number() - 1))
    }

    /// The edge of the picture: one ring beyond the last.
    fn edge(&self) -> f64 {
        self.ring(Rank::NotPlaced) + self.scale * STEP
    }

    /// 30 + 44·(rank−1) + 44·(days silent mod 90)/90.
    fn radius(&self, tie: &Tie<'_>) -> f64 {
        self.ring(tie.rank.unwrap_or(Rank::NotPlaced)) + self.scale * STEP * tie.drift
    }
}

pub fn drawing(plan: &Plan, network: &Network<'_>, people: &[&Tie<'_>], words: &Words) -> Markup {
    let sectors = sectors(network, people);
    let dots = dots(plan, network, people, sectors);
    let mut taken = Taken::inside(2.0, 2.0, plan.size - 2.0, plan.size - 2.0);
    take_dots(plan, &dots, &mut taken);
    html! {
        svg class=(plan.class)
            viewBox=(format!("0 0 {s} {s}", s = n(plan.size)))
            role="group"
            aria-labelledby=(format!("p3t{s} p3d{s}", s = plan.suffix))
        {
            (about(network, people, plan.suffix, words))
            (ground(plan, sectors))
            (rim(plan, network, sectors, words))
            (ring_names(plan, &mut taken, words))
            @for dot in &dots { (arrow(plan, dot)) }
            (marks(plan, network, &dots, &mut taken, words))
        }
    }
}

/// One sector for each pillar, and one more if somebody has none.
fn sectors(network: &Network<'_>, people: &[&Tie<'_>]) -> usize {
    network.pillars.len() + usize::from(people.iter().any(|tie| network.sector(tie).is_none()))
}

/// People spread evenly inside their sector, in the order of their names, so that places stay.
fn dots<'n>(
    plan: &Plan,
    network: &Network<'_>,
    people: &[&'n Tie<'n>],
    sectors: usize,
) -> Vec<Dot<'n>> {
    let sector = |tie: &Tie<'_>| network.sector(tie).unwrap_or(network.pillars.len());
    let span = TAU / count(sectors.max(1));
    let dot = |(i, tie): (usize, &&'n Tie<'n>)| {
        let mine = sector(tie);
        let before = people[..i].iter().filter(|other| sector(other) == mine).count();
        let all = people.iter().filter(|other| sector(other) == mine).count();
        let angle = span * (count(mine) + count(before + 1) / count(all + 1));
        Dot { no: i + 1, tie, angle, radius: plan.radius(tie) }
    };
    people.iter().enumerate().map(dot).collect()
}

fn ground(plan: &Plan, sectors: usize) -> Markup {
    let middle = n(plan.size / 2.0);
    html! {
        @for rank in Rank::ALL {
            circle
                cx=(middle)
                cy=(middle)
                r=(n(plan.ring(rank)))
                class="no l-hair"
                stroke-width="1.5"
                stroke-dasharray=[(rank == Rank::NotPlaced).then_some("5 4")] {}
        }
        @if sectors > 1 {
            @for i in 0..sectors {
                @let angle = TAU * count(i) / count(sectors);
                @let ((a, b), (c, d)) = (
                    plan.at(angle, plan.ring(Rank::Family) / 2.0),
                    plan.at(angle, plan.edge()),
                );
                path d=(format!("M{} {}L{} {}", n(a), n(b), n(c), n(d))) class="l-hair" {}
            }
        }
    }
}

/// The pillars along the rim, each upright in its half.
fn rim(plan: &Plan, network: &Network<'_>, sectors: usize, words: &Words) -> Markup {
    let span = TAU / count(sectors.max(1));
    let half = (span / 2.0).min(TAU * 0.23);
    html! {
        @for i in 0..sectors {
            @let middle = span * (count(i) + 0.5);
            @let below = middle.cos() < -0.01;
            @let radius = plan.edge() + 7.0 + if below { plan.font } else { 0.0 };
            @let (from, to) = if below {
                (middle + half, middle - half)
            } else {
                (middle - half, middle + half)
            };
            @let ((a, b), (c, d)) = (plan.at(from, radius), plan.at(to, radius));
            @let id = format!("p3r{i}{}", plan.suffix);
            path
                id=(id)
                d=(
                    format!(
                        "M{} {}A{r} {r} 0 0 {} {} {}",
                        n(a),
                        n(b),
                        u8::from(!below),
                        n(c),
                        n(d),
                        r = n(radius),
                    )
                )
                class="no" {}
            text font-size=(n(plan.font)) class="ink" text-anchor="middle" {
                textPath href=(format!("#{id}")) startOffset="50%" {
                    (rim_name(network, i, (2.0 * half * radius, plan.font), words))
                }
            }
        }
    }
}

fn rim_name(
    network: &Network<'_>,
    place: usize,
    (room, font): (f64, f64),
    words: &Words,
) -> String {
    let name = if place < network.pillars.len() {
        format!("{} {}", palette::letter(place), pillar_name(network, place, words.lang()))
    } else {
        words.t("network-no-pillar")
    };
    wrap(&name, room * 0.94, font, 1).concat()
}

/// The angles at which the name of a ring may stand: at twelve o'clock, beside it, at six.
const NAME_ANGLES: [f64; 13] = [
    0.0,
    -0.2,
    0.2,
    -0.4,
    0.4,
    -0.6,
    0.6,
    -0.8,
    0.8,
    TAU / 2.0,
    TAU / 2.0 - 0.3,
    TAU / 2.0 + 0.3,
    1.1,
];

/// The six names, each on its ring, the first place from twelve o'clock on where no dot stands.
fn ring_names(plan: &Plan, taken: &mut Taken, words: &Words) -> Markup {
    let small = plan.font - 1.0;
    html! {
        @for rank in Rank::ALL {
            @let name = words
                .say(
                    "rings-rank",
                    &[
                        ("rank", rank.number().into()),
                        ("name", arg(words.label("rank", &rank.to_string()))),
                    ],
                );
            @let half = width(&name, small) / 2.0;
            @let offered = NAME_ANGLES.map(|angle| {
                let (x, y) = plan.at(angle, plan.ring(rank));
                Spot::new(x, y - 7.0, half, 6.0)
            });
            @let spot = taken.first(&offered);
            text
                x=(n(spot.x))
                y=(n(spot.y + 4.0))
                font-size=(n(small))
                class="ink2 halo"
                text-anchor="middle"
            { (name) }
        }
    }
}

/// Outward, for those whom silence will soon take to the next ring.
fn arrow(plan: &Plan, dot: &Dot<'_>) -> Markup {
    if !dot.tie.falls_soon {
        return html! {};
    }
    let (from, to) = (dot.radius + plan.dot + 2.0, dot.radius + plan.dot + 16.0);
    let ((a, b), (c, d)) = (plan.at(dot.angle, from), plan.at(dot.angle, to));
    let head = |turn: f64| plan.at(dot.angle + turn * 5.0 / to, to - 5.0);
    let ((e, f), (g, h)) = (head(-1.0), head(1.0));
    let d = format!(
        "M{} {}L{c} {d}M{} {}L{c} {d}L{} {}",
        n(a),
        n(b),
        n(e),
        n(f),
        n(g),
        n(h),
        c = n(c),
        d = n(d)
    );
    html! {
        path d=(d) class="no l-ink" stroke-width="1.5" {}
    }
}

/// The dots with their numbers and, where there is room, names; each a link to its row.
fn marks(
    plan: &Plan,
    network: &Network<'_>,
    dots: &[Dot<'_>],
    taken: &mut Taken,
    words: &Words,
) -> Markup {
    let places: Vec<(f64, f64)> = dots.iter().map(|dot| plan.at(dot.angle, dot.radius)).collect();
    let named = plan.names && dots.len() <= NAMES;
    html! {
        @for (dot, (x, y)) in dots.iter().zip(&places) {
            @let text = label(dot, named, words);
            @let spot = taken.first(&around(plan, (*x, *y), width(&text, plan.font) / 2.0));
            a   href=(format!("#w{}", dot.no))
                aria-label=(format!("{text} {}", words.name(dot.tie.person)))
            {
                circle cx=(n(*x)) cy=(n(*y)) r="13" class="hit" {}
                (mark(network, dot.tie, (*x, *y), plan.dot))
                text
                    x=(n(spot.x))
                    y=(n(spot.y + plan.font * 0.35))
                    font-size=(n(plan.font))
                    class="ink halo"
                    text-anchor="middle"
                { (text) }
            }
        }
    }
}

/// Keeps the dots and their arrows free of texts.
fn take_dots(plan: &Plan, dots: &[Dot<'_>], taken: &mut Taken) {
    for dot in dots {
        let (x, y) = plan.at(dot.angle, dot.radius);
        taken.take(Spot::new(x, y, plan.dot, plan.dot));
        if dot.tie.falls_soon {
            let (x, y) = plan.at(dot.angle, dot.radius + plan.dot + 9.0);
            taken.take(Spot::new(x, y, 7.0, 7.0));
        }
    }
}

fn label(dot: &Dot<'_>, named: bool, words: &Words) -> String {
    let no = ("no", dot.no.into());
    let name = if named {
        words.say("rings-named", &[no, ("name", arg(words.name_short(dot.tie.person)))])
    } else {
        dot.no.to_string()
    };
    match dot.tie.to_next.filter(|_| dot.tie.falls_soon) {
        Some(days) => words.say("rings-drifts", &[("name", arg(name)), ("days", days.into())]),
        None => name,
    }
}

/// Tells where a label may stand: beside its dot, above, below, and a little farther off.
fn around(plan: &Plan, (x, y): (f64, f64), half: f64) -> Vec<Spot> {
    let side = plan.dot + half + 5.0;
    let line = plan.font + 2.0;
    let offered = [
        (side, 0.0),
        (-side, 0.0),
        (0.0, -line),
        (0.0, line),
        (side, -line * 0.7),
        (side, line * 0.7),
        (-side, -line * 0.7),
        (-side, line * 0.7),
        (0.0, -2.0 * line),
        (0.0, 2.0 * line),
    ];
    offered.map(|(dx, dy)| Spot::new(x + dx, y + dy, half + 1.0, plan.font / 2.0)).into()
}
