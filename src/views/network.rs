//! The network page: figures with their date, rings, pillars, lanes from first to second meetings,
//! how new people came, those who are no clients, and those who rest in a list of their own.

use maud::{Markup, html};

use super::method::question;
use crate::method::Rank;
use crate::method::network::{Network, Part, Quarter, Tie};
use crate::paths;
use crate::picture::{lanes, pillars, rings};
use crate::words::{Words, arg};

/// The most people whose table stands open.
const MANY: usize = 60;

/// Names how the people who are no clients are put together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Grouping {
    #[default]
    Closeness,
    Pillar,
}

/// The body of the page.
pub fn page(network: &Network<'_>, grouping: Grouping, words: &Words) -> Markup {
    html! {
        header.head {
            h1 { (words.t("place-network")) }
            p.sub { (words.say("client-on", &[("day", arg(words.day(network.at)))])) }
        }
        @if network.ties.is_empty() {
            section.sec {
                h2 { (words.t("term-rank")) }
                div.body {
                    p { (words.t("network-empty")) }
                    p.acts {
                        a.act href=(paths::log()) { (words.t("log-title")) }
                        a.act href=(paths::person_new()) { (words.t("person-new")) }
                    }
                }
            }
        } @else {
            (figures(network, words))
            (closeness(network, words))
            (circles(network, words))
            (meetings(network, words))
            (arrivals(&network.quarters, words))
            (others(network, grouping, words))
            (parked(network, words))
        }
    }
}

/// Figures, never a sum of them: each says what it counts.
fn figures(network: &Network<'_>, words: &Words) -> Markup {
    let f = &network.figures;
    let capacity = [("n", f.active_clients.into()), ("capacity", f.capacity.into())];
    let near = f.near_share.map(|share| {
        let (deep, known) =
            (network.portfolio.near(Rank::Often).len(), network.portfolio.near(Rank::Known).len());
        let percent = arg(format!("{:.0}", share * 100.0));
        words.say(
            "network-near",
            &[("deep", deep.into()), ("known", known.into()), ("percent", percent)],
        )
    });
    html! {
        section.sec aria-labelledby="n1" {
            h2 #n1 { (words.t("network-figures")) }
            div.body {
                dl.facts {
                    dt { (words.t("network-active")) }
                    dd { (words.say("network-capacity", &capacity)) }
                    dt { (words.t("network-depth")) }
                    dd { (near.unwrap_or_else(|| words.t("network-nobody-yet"))) }
                    dt { (words.t("network-pillars")) }
                    dd {
                        (
                            pillars::effective(network, words)
                                .unwrap_or_else(|| words.t("network-nobody-yet"))
                        )
                    }
                    dt { (words.t("network-bearing")) }
                    dd {
                        (
                            words
                                .say(
                                    "network-bearing-count",
                                    &[
                                        ("n", network.bearing().into()),
                                        ("all", network.pillars.len().into()),
                                    ],
                                )
                        )
                    }
                }
            }
        }
    }
}

fn closeness(network: &Network<'_>, words: &Words) -> Markup {
    let nobody = network.people().is_empty();
    html! {
        section.sec aria-labelledby="n2" {
            h2 #n2 { (words.t("term-rank")) " " (question("rank", words)) }
            div.body.quiet {
                p { (
                    words
                        .t(
                            if nobody {
                                "network-nobody-yet"
                            } else {
                                "network-rings-about"
                            },
                        )
                ) }
            }
            @if !nobody {
                (rings::figure(network, words))
                (long(network.people().len(), rings::table(network, words), words))
            }
        }
    }
}

/// A table of the people of a picture; of many it opens in place, by itself where a mark of the
/// picture leads to a row.
fn long(people: usize, table: Markup, words: &Words) -> Markup {
    html! {
        @if people > MANY {
            details.full {
                summary { (words.say("network-table", &[("n", people.into())])) }
                (table)
            }
        } @else {
            div.full { (table) }
        }
    }
}

fn circles(network: &Network<'_>, words: &Words) -> Markup {
    let nobody = network.portfolio.pillar_counts().is_empty();
    html! {
        section.sec aria-labelledby="n3" {
            h2 #n3 { (words.t("term-pillar")) " " (question("pillar", words)) }
            div.body.quiet {
                p { (
                    words
                        .t(
                            if nobody {
                                "network-no-circles"
                            } else {
                                "network-pillars-about"
                            },
                        )
                ) }
            }
            @if !nobody {
                (pillars::figure(network, words))
                div.full.mt2 {
                    h3 { (words.t("pillars-if")) }
                    (pillars::table(network, words))
                }
                details.full {
                    summary { (words.t("pillars-months")) }
                    (pillars::months(network, words))
                }
            }
        }
    }
}

fn meetings(network: &Network<'_>, words: &Words) -> Markup {
    html! {
        section.sec aria-labelledby="n4" {
            h2 #n4 { (words.t("network-second")) }
            div.body.quiet {
                p {
                    (
                        words
                            .t(
                                if network.lanes.is_empty() {
                                    "network-no-lanes"
                                } else {
                                    "network-second-about"
                                },
                            )
                    )
                }
            }
            @if !network.lanes.is_empty() {
                (lanes::figure(network, words))
                (long(network.lanes.len(), lanes::table(network, words), words))
            }
        }
    }
}

fn arrivals(quarters: &[Quarter], words: &Words) -> Markup {
    html! {
        section.sec aria-labelledby="n5" {
            h2 #n5 { (words.t("network-came")) }
            div.body {
                @if quarters.is_empty() {
                    p.quiet { (words.t("network-no-arrivals")) }
                } @else {
                    table {
                        thead {
                            tr {
                                th scope="col" { (words.t("network-quarter")) }
                                th scope="col" { (words.t("network-came-share")) }
                            }
                        }
                        tbody {
                            @for q in quarters {
                                tr {
                                    td.num {
                                        (
                                            words
                                                .say(
                                                    "network-quarter-of",
                                                    &[("year", arg(q.year.to_string())), ("no", q.no.into())],
                                                )
                                        )
                                    }
                                    td {
                                        (
                                            words
                                                .say(
                                                    "network-came-of",
                                                    &[("came", q.came.into()), ("all", q.all.into())],
                                                )
                                        )
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Prospects, former clients, sponsors, referrers and peers, by closeness or by pillar.
fn others(network: &Network<'_>, grouping: Grouping, words: &Words) -> Markup {
    let groups = groups(network, grouping, words);
    html! {
        section.sec aria-labelledby="others" {
            h2 #others { (words.t("network-others")) }
            div.body {
                @if groups.is_empty() {
                    p.quiet { (words.t("network-no-others")) }
                } @else {
                    p.acts {
                        (
                            choice(
                                Grouping::Closeness,
                                grouping,
                                words.t("network-by-closeness"),
                            )
                        )
                        (
                            choice(
                                Grouping::Pillar,
                                grouping,
                                words.t("network-by-pillar"),
                            )
                        )
                    }
                    @for (name, people) in &groups {
                        h3.mt2 { (name) }
                        ul.rows.mt {
                            @for tie in people { (other(network, tie, grouping, words)) }
                        }
                    }
                }
                p.acts {
                    a.act href=(paths::person_new()) { (words.t("person-new")) }
                    a.act href=(paths::pillars()) { (words.t("pillar-title")) }
                }
            }
        }
    }
}

fn choice(this: Grouping, chosen: Grouping, name: String) -> Markup {
    let link = match this {
        Grouping::Closeness => format!("{}#others", paths::network()),
        Grouping::Pillar => format!("{}#others", paths::network_by_pillar()),
    };
    html! {
        @if this == chosen {
            span.act aria-current="true" { (name) }
        } @else {
            a.act href=(link) { (name) }
        }
    }
}

/// The groups that hold somebody, in their order, with their names.
fn groups<'n, 'f>(
    network: &'n Network<'f>,
    grouping: Grouping,
    words: &Words,
) -> Vec<(String, Vec<&'n Tie<'f>>)> {
    let others = network.others();
    let holding = |name: String, belongs: &dyn Fn(&Tie<'f>) -> bool| {
        let people: Vec<&Tie<'f>> = others.iter().copied().filter(|tie| belongs(tie)).collect();
        (!people.is_empty()).then_some((name, people))
    };
    let mut out: Vec<(String, Vec<&Tie<'f>>)> = match grouping {
        Grouping::Closeness => {
            let rank = |rank: Rank| {
                let name = arg(words.label("rank", &rank.to_string()));
                holding(
                    words.say("rings-rank", &[("rank", rank.number().into()), ("name", name)]),
                    &|t| t.rank == Some(rank),
                )
            };
            Rank::ALL.into_iter().filter_map(rank).collect()
        }
        Grouping::Pillar => {
            let pillar = |i: usize| {
                let circle = |tie: &Tie<'f>| {
                    tie.person.pillars.iter().any(|id| network.place(id) == Some(i))
                };
                holding(rings::pillar_name(network, i, words.lang()), &circle)
            };
            (0..network.pillars.len()).filter_map(pillar).collect()
        }
    };
    out.extend(match grouping {
        Grouping::Closeness => holding(words.t("network-never-met"), &|tie| tie.rank.is_none()),
        Grouping::Pillar => {
            holding(words.t("network-no-pillar"), &|tie| network.sector(tie).is_none())
        }
    });
    out
}

fn other(network: &Network<'_>, tie: &Tie<'_>, grouping: Grouping, words: &Words) -> Markup {
    let beside = match grouping {
        Grouping::Closeness => rings::pillars(network, tie, words),
        Grouping::Pillar => rings::closeness(tie, words),
    };
    html! {
        li {
            p.pair {
                a href=(paths::client(&tie.person.id)) { (words.name_of(tie.person)) }
                span.num { (rings::silence(tie, words)) }
            }
            p.state { (part(tie.part(), words)) (words.t("quote-joint")) (beside) }
        }
    }
}

fn part(part: Part, words: &Words) -> String {
    let kind = match part {
        Part::Client => "client",
        Part::Prospect => "prospect",
        Part::Former => "former-client",
        Part::Sponsor => "sponsor",
        Part::Referrer => "referrer",
        Part::Peer => "peer",
    };
    words.label("person-kind", &kind)
}

/// Not pursued for now; they come back by themselves, or by us.
fn parked(network: &Network<'_>, words: &Words) -> Markup {
    let parked = network.parked();
    html! {
        section.sec aria-labelledby="parked" {
            h2 #parked { (words.t("term-parked")) " " (question("parked", words)) }
            div.body {
                p.quiet {
                    (
                        words
                            .t(
                                if parked.is_empty() {
                                    "network-nobody-rests"
                                } else {
                                    "network-parked-about"
                                },
                            )
                    )
                }
                ul.rows {
                    @for tie in parked {
                        li {
                            p.pair {
                                a href=(paths::client(&tie.person.id)) { (words.name_of(tie.person)) }
                                span.num {
                                    @if let Some(on) = tie.status_since {
                                        (words.say("client-since", &[("day", arg(words.date(on)))]))
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
