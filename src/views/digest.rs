//! The month of a practice: figures with their date, and what the portfolio rules say. No figure is
//! a mark.

use maud::{Markup, html};

use super::insight::{Typed, explained, form, recall, sentence, told};
use crate::method::insight::{Insight, InsightState, RuleId, shown};
use crate::method::pillar::Pillar;
use crate::method::portfolio::Figures;
use crate::method::{Day, Person};
use crate::paths;
use crate::store::insight::Done;
use crate::words::{KnownNames, Words, arg};

/// One month, as of its last day or of today, with the month before.
pub struct Digest {
    pub at: Day,
    pub before: Day,
    pub figures: Figures,
    pub figures_before: Figures,
    pub insights: Vec<Insight>,
    /// False as long as there is no client at all.
    pub anybody: bool,
    /// Everybody the insights name.
    pub people: Vec<Person>,
    pub pillars: Vec<Pillar>,
    pub states: Vec<InsightState>,
    pub done: Vec<Done>,
    pub today: Day,
}

/// The body of the page; `typed` is what was handed in about one insight and refused.
pub fn page(d: &Digest, csrf: &str, typed: Option<(RuleId, &Typed)>, words: &Words) -> Markup {
    html! {
        header.head {
            h1 { (words.t("digest-title")) }
            p.sub {
                (
                    words
                        .say(
                            "digest-as-of",
                            &[
                                ("month", arg(words.month(d.at))),
                                ("day", arg(words.day(d.at))),
                            ],
                        )
                )
            }
            p.acts {
                a.act href=(paths::digest_of(d.before)) { (words.month(d.before)) }
                @if let Some(next) = d.at.succ_opt().filter(|next| *next <= d.today) {
                    a.act href=(paths::digest_of(next)) { (words.month(next)) }
                }
            }
        }
        @if let Some((_, typed)) = typed { (typed.faults.summary(words)) }
        (figures(d, words))
        (insights(d, csrf, typed, words))
    }
}

fn figures(d: &Digest, words: &Words) -> Markup {
    let percent = |share: Option<f64>| {
        share.map(|s| words.say("digest-percent", &[("n", arg(format!("{:.0}", s * 100.0)))]))
    };
    let number = |n: Option<f64>| n.map(|n| format!("{n:.1}"));
    let none = || words.t("digest-no-figure");
    let rows: [(String, [Option<String>; 2]); 4] = [
        (
            words.say("digest-active", &[("capacity", d.figures.capacity.into())]),
            [&d.figures, &d.figures_before].map(|f| Some(f.active_clients.to_string())),
        ),
        (words.t("digest-near"), [&d.figures, &d.figures_before].map(|f| percent(f.near_share))),
        (
            words.t("digest-effective"),
            [&d.figures, &d.figures_before].map(|f| number(f.effective_pillars)),
        ),
        (
            words.t("digest-top"),
            [&d.figures, &d.figures_before].map(|f| percent(f.top_client_share)),
        ),
    ];
    html! {
        section.sec {
            h2 { (words.t("digest-figures")) }
            div.body {
                table.stack.flat {
                    thead {
                        tr {
                            th scope="col" { (words.t("digest-figure")) }
                            th scope="col" { (words.day(d.at)) }
                            th scope="col" { (words.day(d.before)) }
                        }
                    }
                    tbody {
                        @for (label, [now, before]) in rows {
                            tr {
                                th scope="row" { (label) }
                                td.num data-l=(words.day_short(d.at)) { (now.unwrap_or_else(none)) }
                                td.num data-l=(words.day_short(d.before)) {
                                    (before.unwrap_or_else(none))
                                }
                            }
                        }
                    }
                }
                p.fine { (words.t("digest-figures-about")) }
            }
        }
    }
}

fn insights(d: &Digest, csrf: &str, typed: Option<(RuleId, &Typed)>, words: &Words) -> Markup {
    let away = |i: &&Insight| i.put_aside(&d.states);
    let sorted = shown(&d.insights, &d.states);
    // A practice has five rules at most, once a month: all of them have a place.
    let open = sorted
        .lines
        .into_iter()
        .chain(sorted.rest.iter().copied().filter(|i| !away(i)))
        .chain(sorted.quiet);
    let open: Vec<&Insight> = open.collect();
    let aside: Vec<&Insight> = d.insights.iter().filter(away).collect();
    html! {
        section.sec {
            h2 { (words.t("insight-title")) }
            div.body {
                @if open.is_empty() {
                    @if d.anybody { p.quiet { (words.t("digest-nothing")) } } @else {
                        p { (words.t("digest-nobody")) }
                        p.acts { a.act href=(paths::log()) { (words.t("log-title")) } }
                    }
                }
                ul.rows.panel {
                    @for insight in &open {
                        li { (line(d, insight, csrf, typed, words)) }
                    }
                }
                @if !aside.is_empty() {
                    details.still {
                        summary { (words.say("insight-aside", &[("n", aside.len().into())])) }
                        ul.rows.panel {
                            @for insight in &aside {
                                li {
                                    p { (self::said(d, insight, words)) }
                                    (told(&d.done, insight.rule, words))
                                    (
                                        recall(
                                            &paths::digest_insight(insight.rule),
                                            csrf,
                                            &paths::digest(),
                                            words,
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

fn said(d: &Digest, insight: &Insight, words: &Words) -> Markup {
    let people: Vec<&Person> = d.people.iter().collect();
    sentence(insight, KnownNames { people: &people, pillars: &d.pillars }, words)
}

fn line(
    d: &Digest,
    insight: &Insight,
    csrf: &str,
    typed: Option<(RuleId, &Typed)>,
    words: &Words,
) -> Markup {
    let people: Vec<&Person> = d.people.iter().filter(|p| insight.facts.contains(&p.id)).collect();
    let first = Typed::first(d.today, &paths::digest());
    let (refused, typed) = match typed {
        Some((rule, typed)) if rule == insight.rule => (true, typed),
        _ => (false, &first),
    };
    let answer = people
        .first()
        .filter(|_| insight.rule == RuleId::ONE_CLIENT_DEPENDENCE)
        .map(|p| paths::client(&p.id));
    html! {
        p { (said(d, insight, words)) }
        p.acts {
            a.act href=(answer.unwrap_or_else(paths::network)) {
                (words.label("insight-way", &insight.rule))
            }
        }
        details open[refused] {
            summary { (words.t("insight-evidence")) }
            ul.plain-rows {
                @for person in people {
                    li {
                        a href=(paths::client(&person.id)) { (words.name_of(person)) }
                    }
                }
            }
            p.state {
                a href=(explained(insight.rule)) { (words.t("insight-explain")) }
            }
            (form(&paths::digest_insight(insight.rule), csrf, typed, words))
        }
    }
}
