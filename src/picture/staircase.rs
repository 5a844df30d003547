//! P1, the trust staircase: the picture twice, the key to its marks, and the table of the same
//! events (method §5).

mod line;
mod marks;
mod plan;
mod table;

use maud::{Markup, html};

use crate::method::ClientFile;
use crate::method::Stage;
use crate::method::staircase::Staircase;
use crate::words::{Words, arg};
use plan::Plan;

/// The whole figure: both drawings and the key. The table is `table`.
pub fn figure(stairs: &Staircase, file: &ClientFile, words: &Words) -> Markup {
    let (wide, some) = drawing(&Plan::wide(stairs), stairs, file, words);
    let (narrow, more) = drawing(&Plan::narrow(stairs), stairs, file, words);
    html! {
        figure.pic.full {
            (wide)
            (narrow)
            @if some || more {
                figcaption { (words.t("staircase-numbers")) }
            }
            (key(words))
        }
    }
}

/// The wide drawing by itself, for a document: what it is, and its markup.
pub fn drawing_alone(stairs: &Staircase, file: &ClientFile, words: &Words) -> (String, String) {
    let (drawing, _) = drawing(&Plan::alone(stairs), stairs, file, words);
    (title(stairs, file, words), drawing.into_string())
}

pub use table::{table, told};

/// One drawing; true beside it if the table alone has some of the numbers.
fn drawing(plan: &Plan, stairs: &Staircase, file: &ClientFile, words: &Words) -> (Markup, bool) {
    let (title, about) = (format!("p1t{}", plan.suffix), format!("p1d{}", plan.suffix));
    let mut taken = plan.taken(stairs, words);
    line::keep_clear(plan, stairs, &mut taken);
    let strains = line::strains(plan, stairs, &mut taken, words);
    let (events, left_out) = marks::events(plan, stairs, &mut taken, words);
    let drawing = html! {
        svg class=(plan.class)
            viewBox=(plan.view_box())
            font-size=(super::text_metrics::n(plan.small))
            role="group"
            aria-labelledby=(format!("{title} {about}"))
        {
            title id=(title) { (self::title(stairs, file, words)) }
            desc id=(about) { (description(stairs, words)) }
            (line::ground(plan, stairs, words))
            (line::stairs(plan, stairs))
            (strains)
            (marks::kept(plan, stairs, words))
            (events)
            (marks::approaches(plan, stairs, words))
            (line::months(plan, stairs, words))
        }
    };
    (drawing, left_out)
}

fn title(stairs: &Staircase, file: &ClientFile, words: &Words) -> String {
    let (from, until) = (words.date(stairs.from), words.date(stairs.until));
    let name = words.name_of(&file.person);
    words.say("staircase-title", &[("name", arg(name)), ("from", arg(from)), ("until", arg(until))])
}

fn description(stairs: &Staircase, words: &Words) -> String {
    let step = |on, stage: Stage| {
        let (day, name) = (words.date(on), words.label("stage", &stage.to_string()));
        words.say("staircase-desc-step", &[("day", arg(day)), ("stage", arg(name))])
    };
    let steps: String =
        stairs.events.iter().filter_map(|e| e.step.map(|(_, to)| step(e.on, to))).collect();
    let start = words.label("stage", &stairs.opening.to_string());
    words.say("staircase-desc", &[("start", arg(start)), ("steps", arg(steps))])
}

fn key(words: &Words) -> Markup {
    html! {
        ul.key aria-label=(words.t("staircase-key")) {
            li {
                svg viewBox="0 0 16 16" {
                    circle cx="8" cy="8" r="6" class="sk l-ink" stroke-width="1.4" {}
                }
                (words.t("staircase-key-conversation"))
            }
            li {
                svg viewBox="0 0 16 16" {
                    rect x="2.5" y="2.5" width="11" height="11" class="bl" {}
                }
                (words.t("staircase-key-consultation"))
            }
            li {
                svg viewBox="0 0 16 16" {
                    rect x="1" y="1" width="14" height="14" class="no l-bl" stroke-width="1.3" {}
                    rect x="4" y="4" width="8" height="8" class="bl" {}
                }
                (words.t("staircase-key-renewed"))
            }
            li {
                svg viewBox="0 0 16 16" {
                    rect x="2.5" y="2.5" width="11" height="11" class="no l-bl" stroke-width="1.8" {}
                    path d="M1 15L15 1" class="l-ink" stroke-width="1.5" {}
                }
                (words.t("staircase-key-lapsed"))
            }
            li {
                svg viewBox="0 0 16 16" {
                    rect x="2.5" y="2.5" width="11" height="11" class="no l-bl" stroke-width="1.8" {}
                    path d="M0 16H16" class="l-ink" stroke-width="1.5" {}
                }
                (words.t("staircase-key-declined"))
            }
            li {
                svg viewBox="0 0 16 16" {
                    path d="M8 1.5L15 14H1Z" class="gr" {}
                }
                (words.t("staircase-key-told"))
            }
            li {
                svg viewBox="0 0 16 16" {
                    path
                        d="M8 2L14.5 14H1.5Z"
                        class="no l-ve"
                        stroke-width="2.5"
                        stroke-dasharray="3 2" {}
                }
                (words.t("staircase-key-unasked"))
            }
            li {
                svg viewBox="0 0 16 16" {
                    path d="M1 2H15L8 14.5Z" class="ink" {}
                    path d="M8 1V15" class="l-pp" stroke-width="2" {}
                }
                (words.t("staircase-key-closed"))
            }
            li {
                svg viewBox="0 0 16 16" {
                    defs {
                        pattern
                            id="hk"
                            width="5"
                            height="5"
                            patternUnits="userSpaceOnUse"
                            patternTransform="rotate(45)"
                        {
                            path d="M0 0V5" class="l-ink" stroke-width="1.5" {}
                        }
                    }
                    rect width="16" height="16" fill="url(#hk)" {}
                }
                (words.t("staircase-key-strain"))
            }
            li {
                svg viewBox="0 0 16 16" {
                    path d="M1 8H15M8 1V15" class="l-gr" stroke-width="4" {}
                }
                (words.t("staircase-key-repair"))
            }
            li {
                svg viewBox="0 0 16 16" {
                    path d="M1 8H15" class="l-bl" stroke-width="3" stroke-dasharray="3 4" {}
                }
                (words.t("staircase-key-in-question"))
            }
            li {
                svg viewBox="0 0 16 16" {
                    path d="M0 12H16M8 12V2" class="no l-ink" stroke-width="1.5" {}
                }
                (words.t("staircase-key-they-came"))
            }
            li {
                svg viewBox="0 0 16 16" {
                    path d="M0 4H16M8 4V14" class="no l-ink" stroke-width="1.5" {}
                }
                (words.t("staircase-key-we-went"))
            }
            li {
                svg viewBox="0 0 16 16" {
                    path d="M0 8H16M8 1V15" class="no l-ink" stroke-width="1.5" {}
                }
                (words.t("staircase-key-agreed"))
            }
            li {
                svg viewBox="0 0 16 16" {
                    path d="M3 8l4 4.5l6 -9" class="no l-ink" stroke-width="1.6" {}
                }
                (words.t("staircase-key-kept"))
            }
        }
    }
}
