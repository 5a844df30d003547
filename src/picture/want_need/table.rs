//! The same map as a table: want, state, the need it is for, state.

use maud::{Markup, html};

use crate::method::step::step_at;
use crate::method::{ClientFile, Day, Need, Want};
use crate::words::{Words, arg, text_arg};

/// Every want with its needs, then the needs that no want is linked to.
pub fn table(file: &ClientFile, at: Day, words: &Words) -> Markup {
    let wants: Vec<&Want> = file.wants.iter().filter(|w| w.on <= at).collect();
    let needs: Vec<&Need> = file.needs.iter().filter(|n| n.on <= at).collect();
    let linked = |w: &Want| -> Vec<&Need> {
        needs.iter().filter(|n| w.needs.contains(&n.id)).copied().collect()
    };
    let alone = |n: &&&Need| !wants.iter().any(|w| w.needs.contains(&n.id));
    html! {
        table.stack {
            thead {
                tr {
                    th scope="col" { (words.t("map-want")) }
                    th scope="col" { (words.t("map-state")) }
                    th scope="col" { (words.t("map-for-need")) }
                    th scope="col" { (words.t("map-state")) }
                }
            }
            tbody {
                @for want in &wants {
                    @let needs = linked(want);
                    @if needs.is_empty() {
                        tr {
                            (want_cells(want, at, words))
                            td.quiet { (words.t("map-no-need")) }
                            td {}
                        }
                    }
                    @for need in needs {
                        tr { (want_cells(want, at, words)) (need_cells(need, at, words)) }
                    }
                }
                @for need in needs.iter().filter(alone) {
                    tr {
                        td.quiet { (words.t("map-no-want")) }
                        td {}
                        (need_cells(need, at, words))
                    }
                }
            }
        }
    }
}

fn want_cells(want: &Want, at: Day, words: &Words) -> Markup {
    let state = words.label("want-state", &want.state(at));
    html! {
        td { (want.text) }
        td { (since(state, step_at(&want.history, at).map(|s| s.on), words)) }
    }
}

fn need_cells(need: &Need, at: Day, words: &Words) -> Markup {
    let state = need.state(at);
    let label =
        since(words.label("need-state", &state), step_at(&need.history, at).map(|s| s.on), words);
    html! {
        td {
            @if state.owned() { (need.text) } @else {
                (words.say("map-guess-text", &[("text", text_arg(&need.text))]))
            }
        }
        td { (label) }
    }
}

fn since(state: String, day: Option<Day>, words: &Words) -> String {
    match day {
        Some(day) => words
            .say("map-state-since", &[("state", arg(state)), ("day", arg(words.day_brief(day)))]),
        None => state,
    }
}
