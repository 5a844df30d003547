//! P4, the pillars: a donut of the people still spoken with, its numbers again as bars, the largest
//! share over nine month ends, and what would remain if one vanished (method §5).

mod donut;
mod table;
mod trend;

use maud::{Markup, html};

use super::palette;
use super::rings::pillar_name;
use super::text_metrics::{count, n, width, wrap};
use crate::method::network::Network;
use crate::method::portfolio::Top;
use crate::words::{Words, arg};

pub use table::{months, table};

/// Over so many pillars a donut cannot be read: bars only.
const MOST: usize = 6;

/// The measures of one drawing.
struct Plan {
    class: &'static str,
    suffix: &'static str,
    width: f64,
    font: f64,
    /// The middle of the donut and what its radii are multiplied with.
    middle: (f64, f64),
    scale: f64,
    /// Tells where the bars begin without and with a donut, and how long the whole is.
    bars: (f64, f64, f64),
    wide: bool,
}

const WIDE: Plan = Plan {
    class: "wide",
    suffix: "w",
    width: 960.0,
    font: 13.0,
    middle: (270.0, 160.0),
    scale: 1.0,
    bars: (560.0, 20.0, 300.0),
    wide: true,
};

const NARROW: Plan = Plan {
    class: "narrow",
    suffix: "n",
    width: 344.0,
    font: 11.5,
    middle: (172.0, 104.0),
    scale: 0.8,
    bars: (0.0, 222.0, 250.0),
    wide: false,
};

/// One pillar's share, with its place in the order of pillars.
struct Slice {
    place: usize,
    people: u64,
    percent: u64,
    /// Of the whole circle, from twelve o'clock.
    from: f64,
    to: f64,
    name: String,
}

/// The whole figure. The tables are `table` and `months`.
pub fn figure(network: &Network<'_>, words: &Words) -> Markup {
    let slices = slices(network, words);
    html! {
        figure.pic.full {
            (drawing(&WIDE, network, &slices, words))
            (drawing(&NARROW, network, &slices, words))
            figcaption { (words.t("pillars-caption")) }
        }
    }
}

/// The largest first, from twelve o'clock.
fn slices(network: &Network<'_>, words: &Words) -> Vec<Slice> {
    let mut from = 0.0;
    let slice = |share: Top<'_>| {
        let place = network.place(share.id)?;
        let to = from + measure(share.part) / measure(share.whole);
        let slice = Slice {
            place,
            people: share.part,
            percent: share.percent(),
            from,
            to,
            name: format!(
                "{} {}",
                palette::letter(place),
                pillar_name(network, place, words.lang())
            ),
        };
        from = to;
        Some(slice)
    };
    network.portfolio.shares().into_iter().filter_map(slice).collect()
}

fn measure(n: u64) -> f64 {
    f64::from(u32::try_from(n).unwrap_or(u32::MAX))
}

/// The effective number of pillars, 1/Σs², with one decimal.
pub fn effective(network: &Network<'_>, words: &Words) -> Option<String> {
    let figure = network.figures.effective_pillars?;
    Some(words.say("pillars-effective", &[("n", arg(format!("{figure:.1}")))]))
}

fn drawing(plan: &Plan, network: &Network<'_>, slices: &[Slice], words: &Words) -> Markup {
    let donut = !slices.is_empty() && slices.len() <= MOST;
    let top = if donut || plan.wide { plan.bars.1 } else { 10.0 };
    let foot = top + 44.0 * count(slices.len());
    let trend = if donut { foot.max(plan.middle.1 + 150.0 * plan.scale) } else { foot } + 30.0;
    let (title, about) = (format!("p4t{}", plan.suffix), format!("p4d{}", plan.suffix));
    html! {
        svg class=(plan.class)
            viewBox=(format!("0 0 {} {}", n(plan.width), n(trend + trend::HEIGHT)))
            role="img"
            aria-labelledby=(format!("{title} {about}"))
        {
            title id=(title) { (words.say("pillars-title", &[("day", arg(words.date(network.at)))])) }
            desc id=(about) { (description(network, slices, words)) }
            (palette::patterns(network.pillars.len(), plan.suffix))
            @if donut { (donut::draw(plan, slices, effective(network, words), words)) }
            @for (i, slice) in slices.iter().enumerate() {
                (bar(plan, donut, top + 44.0 * count(i), slice, words))
            }
            (trend::draw(plan, network, trend, words))
        }
    }
}

fn description(network: &Network<'_>, slices: &[Slice], words: &Words) -> String {
    let each: String =
        slices.iter().map(|slice| words.say("pillars-desc-each", &amounts(slice))).collect();
    let effective = effective(network, words).unwrap_or_default();
    words.say("pillars-desc", &[("each", arg(each)), ("effective", arg(effective))])
}

/// The arguments of every message about a slice.
fn amounts(slice: &Slice) -> [(&'static str, crate::words::Arg<'static>); 3] {
    [
        ("name", arg(slice.name.clone())),
        ("n", slice.people.into()),
        ("percent", slice.percent.into()),
    ]
}

/// The same numbers as bars, which compare better than slices.
fn bar(plan: &Plan, donut: bool, top: f64, slice: &Slice, words: &Words) -> Markup {
    let (beside, _, full) = plan.bars;
    let x = if donut { beside } else { 0.0 };
    let amount = words
        .say("pillars-amount", &[("n", slice.people.into()), ("percent", slice.percent.into())]);
    let long = (full * (slice.to - slice.from)).max(3.0);
    let name = wrap(&slice.name, plan.width - x - 4.0, plan.font, 1).concat();
    let after = (x + long + 8.0).min(plan.width - width(&amount, plan.font));
    html! {
        text x=(n(x)) y=(n(top + 12.0)) font-size=(n(plan.font)) class="ink" { (name) }
        rect
            x=(n(x))
            y=(n(top + 19.0))
            width=(n(long))
            height="12"
            fill=(palette::fill(slice.place, plan.suffix))
            class="l-ink" {}
        text x=(n(after)) y=(n(top + 29.5)) font-size=(n(plan.font)) class="ink2" { (amount) }
    }
}
