//! The same people as a table: who, how near, silent since when, from where.

use maud::{Markup, html};

use super::super::{origin, palette};
use super::pillar_name;
use crate::method::network::{Network, Tie};
use crate::paths;
use crate::words::{Words, arg};

/// The table; row `w1` belongs to number 1 of the picture.
pub fn table(network: &Network<'_>, words: &Words) -> Markup {
    html! {
        table.stack.ev {
            thead {
                tr {
                    th.num scope="col" { (words.t("staircase-no")) }
                    th scope="col" { (words.t("network-who")) }
                    th scope="col" { (words.t("term-rank")) }
                    th scope="col" { (words.t("network-last")) }
                    th scope="col" { (words.t("term-pillar")) }
                    th scope="col" { (words.t("network-origin")) }
                }
            }
            tbody {
                @for (i, tie) in network.people().into_iter().enumerate() {
                    tr id=(format!("w{}", i + 1)) {
                        td.num { (i + 1) }
                        td {
                            a href=(paths::client(&tie.person.id)) { (words.name_of(tie.person)) }
                        }
                        td { (closeness(tie, words)) }
                        td { (silence(tie, words)) }
                        td { (pillars(network, tie, words)) }
                        td { (origin::label(tie.origin(), words)) }
                    }
                }
            }
        }
    }
}

/// The rank by its name, and how long until silence takes them to the next.
pub fn closeness(tie: &Tie<'_>, words: &Words) -> String {
    let Some(rank) = tie.rank else { return words.t("standing-no-rank") };
    let name = words.say(
        "rings-rank",
        &[("rank", rank.number().into()), ("name", arg(words.label("rank", &rank.to_string())))],
    );
    let name = words.rank_met(name, tie.just_met);
    match tie.to_next.filter(|_| tie.falls_soon) {
        Some(days) => words.say("rings-drifts", &[("name", arg(name)), ("days", days.into())]),
        None => name,
    }
}

/// The last two-way contact, and how long ago it was.
pub fn silence(tie: &Tie<'_>, words: &Words) -> String {
    match tie.last_two_way.zip(tie.silent) {
        Some((on, days)) => {
            words.say("network-silent", &[("day", arg(words.date(on))), ("days", days.into())])
        }
        None => words.t("network-never-met"),
    }
}

/// Everybody's circles, the main one first.
pub fn pillars(network: &Network<'_>, tie: &Tie<'_>, words: &Words) -> String {
    let named = |id| {
        let place = network.place(id)?;
        Some(format!("{} {}", palette::letter(place), pillar_name(network, place, words.lang())))
    };
    let names: Vec<String> = tie.person.pillars.iter().filter_map(named).collect();
    if names.is_empty() {
        words.t("network-no-pillar")
    } else {
        names.join(&words.t("quote-joint"))
    }
}
