//! P3, the closeness rings: who is how near, from which pillar, and who drifts outward; over sixty
//! people a strip of the same ranks (method §5). Everybody's mark leads to their row of the table.

mod disc;
mod strip;
mod table;

use maud::{Markup, html};

use super::{origin, palette};
use crate::method::network::{Network, Tie};
use crate::method::{Lang, Rank, Text};
use crate::words::{Words, arg};

pub use table::{closeness, pillars, silence, table};

/// Up to so many people the rings can be read.
const MOST: usize = 60;

/// The whole figure: both drawings and the key. The table is `table`.
pub fn figure(network: &Network<'_>, words: &Words) -> Markup {
    let people = network.people();
    html! {
        figure.pic.full {
            @if people.len() > MOST {
                (strip::drawing(&strip::WIDE, network, &people, words))
                (strip::drawing(&strip::NARROW, network, &people, words))
            } @else {
                (disc::drawing(&disc::WIDE, network, &people, words))
                (disc::drawing(&disc::NARROW, network, &people, words))
            }
            (key(network, words))
        }
    }
}

/// Title and description, the same for rings and strip; `suffix` keeps ids apart.
fn about(network: &Network<'_>, people: &[&Tie<'_>], suffix: &str, words: &Words) -> Markup {
    let rank = |rank: Rank| {
        let n = people.iter().filter(|tie| tie.rank == Some(rank)).count();
        let name = arg(words.label("rank", &rank.to_string()));
        (n > 0).then(|| words.say("rings-desc-rank", &[("rank", name), ("n", n.into())]))
    };
    let ranks: String = Rank::ALL.into_iter().filter_map(rank).collect();
    html! {
        title id=(format!("p3t{suffix}")) {
            (words.say("rings-title", &[("day", arg(words.date(network.at)))]))
        }
        desc id=(format!("p3d{suffix}")) {
            (
                words
                    .say(
                        "rings-desc",
                        &[("n", people.len().into()), ("ranks", arg(ranks))],
                    )
            )
        }
    }
}

/// One person's mark: shape for how they came, filled while fresh, a heavy outline for clients.
fn mark(network: &Network<'_>, tie: &Tie<'_>, at: (f64, f64), r: f64) -> Markup {
    let fill = if tie.fresh { palette::class(network.sector(tie)) } else { "pp" };
    let stroke = if tie.part() == crate::method::network::Part::Client { "2" } else { "1" };
    origin::sign(tie.origin(), at, r, &format!("{fill} l-ink"), stroke)
}

/// The name of a pillar in the reader's language.
pub fn pillar_name(network: &Network<'_>, place: usize, lang: Lang) -> String {
    let pillar = network.pillars.get(place);
    pillar
        .map(|p| p.label(lang).map_or_else(|| p.id.to_string(), Text::to_string))
        .unwrap_or_default()
}

fn key(network: &Network<'_>, words: &Words) -> Markup {
    let named =
        |i: usize| format!("{} {}", palette::letter(i), pillar_name(network, i, words.lang()));
    html! {
        ul.key aria-label=(words.t("staircase-key")) {
            @for i in 0..network.pillars.len() {
                li {
                    svg viewBox="0 0 16 16" {
                        circle cx="8" cy="8" r="6" class={ (palette::class(Some(i))) " l-ink" } {}
                    }
                    (named(i))
                }
            }
            (origin::key(words))
            li {
                svg viewBox="0 0 16 16" {
                    circle cx="8" cy="8" r="5.5" class="ink2 l-ink" {}
                }
                (words.t("rings-key-fresh"))
            }
            li {
                svg viewBox="0 0 16 16" {
                    circle cx="8" cy="8" r="5.5" class="pp l-ink" {}
                }
                (words.t("rings-key-silent"))
            }
            li {
                svg viewBox="0 0 16 16" {
                    circle cx="8" cy="8" r="5.5" class="pp l-ink" stroke-width="2" {}
                }
                (words.t("rings-key-client"))
            }
            li {
                svg viewBox="0 0 16 16" {
                    path d="M1 8H14M9.5 3.5L14 8L9.5 12.5" class="no l-ink" stroke-width="1.5" {}
                }
                (words.t("rings-key-drift"))
            }
        }
    }
}
