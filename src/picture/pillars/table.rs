//! The same numbers as tables: each pillar with what would remain without it, and the month ends.

use maud::{Markup, html};

use super::super::palette;
use super::super::rings::pillar_name;
use crate::method::network::{Loss, Network};
use crate::method::portfolio::Top;
use crate::paths;
use crate::words::Words;

/// Pillars by size: people, share, and who remains at rank ≤ 3 if it vanished (B33–B34).
pub fn table(network: &Network<'_>, words: &Words) -> Markup {
    html! {
        table.stack.flat {
            thead {
                tr {
                    th scope="col" { (words.t("term-pillar")) }
                    th scope="col" { (words.t("pillars-people")) }
                    th scope="col" { (words.t("pillars-vanished")) }
                }
            }
            tbody {
                @for (share, loss) in network.portfolio.shares().iter().zip(network.losses()) {
                    tr {
                        td { (lettered(network, share.id, words)) }
                        td.num {
                            (
                                words
                                    .say(
                                        "pillars-amount",
                                        &[
                                            ("n", share.part.into()),
                                            ("percent", share.percent().into()),
                                        ],
                                    )
                            )
                        }
                        td { (remains(&loss, share, words)) }
                    }
                }
            }
        }
    }
}

/// A pillar by its letter and name.
fn lettered(network: &Network<'_>, id: &crate::method::Id, words: &Words) -> String {
    match network.place(id) {
        Some(place) => {
            format!("{} {}", palette::letter(place), pillar_name(network, place, words.lang()))
        }
        None => words.t("network-no-pillar"),
    }
}

fn remains(loss: &Loss<'_, '_>, share: &Top<'_>, words: &Words) -> Markup {
    html! {
        (
            words
                .say(
                    "pillars-lost",
                    &[("lost", loss.lost.into()), ("n", share.whole.into())],
                )
        )
        @if loss.remain.is_empty() { (words.t("pillars-nobody-remains")) } @else {
            (words.t("pillars-remain"))
            @for (i, tie) in loss.remain.iter().enumerate() {
                @if i > 0 { (words.t("entry-and")) }
                a href=(paths::client(&tie.person.id)) { (words.name_of(tie.person)) }
            }
            (words.t("pillars-remain-end"))
        }
    }
}

/// The month ends with the largest pillar and its share.
pub fn months(network: &Network<'_>, words: &Words) -> Markup {
    html! {
        table {
            thead {
                tr {
                    th scope="col" { (words.t("pillars-month-end")) }
                    th scope="col" { (words.t("pillars-largest")) }
                    th scope="col" { (words.t("pillars-share")) }
                }
            }
            tbody {
                @for month in &network.months {
                    tr {
                        td.num { (words.date(month.on)) }
                        @match &month.top {
                            Some((id, percent)) => {
                                td { (lettered(network, id, words)) }
                                td.num {
                                    (
                                        words
                                            .say("pillars-percent", &[("percent", (*percent).into())])
                                    )
                                }
                            }
                            None => {
                                td.quiet { (words.t("pillars-nobody-near")) }
                                td {}
                            }
                        }
                    }
                }
            }
        }
    }
}
