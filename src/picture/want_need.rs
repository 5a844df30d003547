//! P2, the map of wants and needs: what they say they want on the left, what it is for on the right
//! (method §5). For the consultant alone: it never enters a client's document.

mod card;
mod table;

use maud::{Markup, html};

use super::text_metrics::{count, n, width, wrap};
use crate::method::{ClientFile, Day, Message, MessageState, Need, Permission};
use crate::words::{Words, arg};
use card::{Card, Column};

pub use table::table;

/// The measures of one drawing.
struct Plan {
    class: &'static str,
    suffix: &'static str,
    wide: bool,
    width: f64,
    wants: Column,
    needs: Column,
    small: f64,
}

const WIDE: Plan = Plan {
    class: "wide",
    suffix: "w",
    wide: true,
    width: 960.0,
    wants: Column {
        x: 0.5,
        width: 299.0,
        pad: 18.0,
        font: 15.0,
        small: 12.5,
        leading: 21.0,
        bar: 180.0,
    },
    needs: Column {
        x: 526.0,
        width: 300.0,
        pad: 18.0,
        font: 15.0,
        small: 12.5,
        leading: 21.0,
        bar: 180.0,
    },
    small: 12.5,
};

const NARROW: Plan = Plan {
    class: "narrow",
    suffix: "n",
    wide: false,
    width: 344.0,
    wants: Column {
        x: 0.5,
        width: 139.0,
        pad: 10.0,
        font: 12.5,
        small: 11.0,
        leading: 17.0,
        bar: 84.0,
    },
    needs: Column {
        x: 188.0,
        width: 156.0,
        pad: 10.0,
        font: 12.5,
        small: 11.0,
        leading: 17.0,
        bar: 94.0,
    },
    small: 11.0,
};

/// The whole figure. The table is `table`.
pub fn figure(file: &ClientFile, at: Day, words: &Words) -> Markup {
    html! {
        figure.pic.full {
            (drawing(&WIDE, file, at, words))
            (drawing(&NARROW, file, at, words))
            figcaption { (words.t("map-caption")) }
        }
    }
}

/// The wide drawing by itself, for a document: what it is, and its markup.
pub fn drawing_alone(file: &ClientFile, at: Day, words: &Words) -> (String, String) {
    let plan = Plan { class: "alone", ..WIDE };
    (title(file, at, words), drawing(&plan, file, at, words).into_string())
}

fn title(file: &ClientFile, at: Day, words: &Words) -> String {
    words.say(
        "map-title",
        &[("name", arg(words.name_of(&file.person))), ("day", arg(words.date(at)))],
    )
}

/// A message as an envelope: which kind, and what it says.
struct Envelope<'f> {
    message: &'f Message,
    /// Holds what it was told with; none while that is not known, or nothing was told.
    leave: Option<Permission>,
    label: String,
}

impl Envelope<'_> {
    /// True if it was told without their permission.
    fn without(&self) -> bool {
        self.leave.is_some_and(|leave| !leave.granted())
    }
}

fn drawing(plan: &Plan, file: &ClientFile, at: Day, words: &Words) -> Markup {
    let wants = card::wants(&plan.wants, file, at, words);
    let envelopes = envelopes(file, at, words);
    let room = |need: &Need| if plan.wide { 44.0 * told_for(&envelopes, need) + 24.0 } else { 0.0 };
    let needs = card::needs(&plan.needs, file, at, words, &room);
    let foot = wants.iter().chain(&needs).map(Card::foot).fold(40.0, f64::max);
    let listed: Vec<&Envelope<'_>> =
        envelopes.iter().filter(|e| !plan.wide || e.message.need.is_none()).collect();
    let lines: Vec<(f64, &Envelope<'_>, Vec<String>)> = stacked(plan, &listed, foot, file, words);
    let height = lines.last().map_or(foot, |(y, _, text)| y + 16.0 * lines_of(text)) + 8.0;
    let (title, about) = (format!("p2t{}", plan.suffix), format!("p2d{}", plan.suffix));
    html! {
        svg class=(plan.class)
            viewBox=(format!("0 0 {} {}", plan.width, n(height)))
            font-size=(n(plan.small))
            role="img"
            aria-labelledby=(format!("{title} {about}"))
        {
            title id=(title) { (self::title(file, at, words)) }
            desc id=(about) {
                (
                    words
                        .say(
                            "map-desc",
                            &[
                                ("wants", wants.len().into()),
                                ("needs", needs.len().into()),
                            ],
                        )
                )
            }
            (
                heading(
                    &plan.wants,
                    "map-wants",
                    "map-none-wants",
                    wants.is_empty(),
                    words,
                )
            )
            (
                heading(
                    &plan.needs,
                    "map-needs",
                    "map-none-needs",
                    needs.is_empty(),
                    words,
                )
            )
            @for c in wants.iter().chain(&needs) { (c.draw()) }
            (links(plan, file, at, &wants, &needs, words))
            @if plan.wide {
                @for need in &needs { (beside(plan, need, &envelopes)) }
            }
            @for (y, envelope, text) in &lines {
                (picture(0.0, y - 10.0, envelope))
                @for (i, line) in text.iter().enumerate() {
                    text x="28" y=(n(y + 16.0 * count(i))) class="ink" { (line) }
                }
            }
        }
    }
}

fn lines_of(text: &[String]) -> f64 {
    count(text.len())
}

fn told_for(envelopes: &[Envelope<'_>], need: &Need) -> f64 {
    count(envelopes.iter().filter(|e| e.message.need.as_ref() == Some(&need.id)).count())
}

fn heading(column: &Column, key: &str, none: &str, empty: bool, words: &Words) -> Markup {
    html! {
        text x=(n(column.x.floor())) y="12" font-size=(n(column.small + 1.0)) class="ink2" {
            (words.t(key))
        }
        @if empty {
            text x=(n(column.x.floor())) y="40" class="ink2" {
                @let lines = wrap(&words.t(none), column.width, column.small, 3);
                @for (i, line) in lines.iter().enumerate() {
                    tspan x=(n(column.x.floor())) dy=(if i == 0 { "0" } else { "16" }) { (line) }
                }
            }
        }
    }
}

/// Lines between wants and needs: solid where the need is in their words, dashed else; a stub where
/// there is none.
fn links(
    plan: &Plan,
    file: &ClientFile,
    at: Day,
    wants: &[Card],
    needs: &[Card],
    words: &Words,
) -> Markup {
    let place = |id: &crate::method::Id| needs.iter().position(|c| c.id == *id);
    let pairs: Vec<(usize, usize)> = wants
        .iter()
        .enumerate()
        .flat_map(|(i, c)| {
            file.want(&c.id).into_iter().flat_map(move |w| w.needs.iter().map(move |id| (i, id)))
        })
        .filter_map(|(i, id)| place(id).map(|j| (i, j)))
        .collect();
    let port =
        |card: &Card, k: usize, of: usize| card.y + card.height * count(k + 1) / count(of + 1);
    html! {
        @for (k, (i, j)) in pairs.iter().enumerate() {
            @let (want, need) = (&wants[*i], &needs[*j]);
            @let from = port(
                want,
                pairs[..k].iter().filter(|p| p.0 == *i).count(),
                pairs.iter().filter(|p| p.0 == *i).count(),
            );
            @let to = port(
                need,
                pairs[..k].iter().filter(|p| p.1 == *j).count(),
                pairs.iter().filter(|p| p.1 == *j).count(),
            );
            @let (a, b) = (plan.wants.x + plan.wants.width, plan.needs.x);
            @let mid = (a + b) / 2.0;
            @let owned = file.need(&need.id).is_some_and(|need| need.state(at).owned());
            path
                d=(
                    format!(
                        "M{} {}C{m} {} {m} {} {} {}",
                        n(a),
                        n(from),
                        n(from),
                        n(to),
                        n(b),
                        n(to),
                        m = n(mid),
                    )
                )
                class="no l-ink"
                stroke-width="2"
                stroke-dasharray=[(!owned).then_some("6 4")] {}
        }
        @for (i, want) in wants.iter().enumerate() {
            @if !pairs.iter().any(|p| p.0 == i) {
                @let (x, y) = (plan.wants.x + plan.wants.width, want.y + want.height / 2.0);
                @let stub = if plan.wide { 40.0 } else { 20.0 };
                path
                    d=(format!("M{} {}h{}", n(x), n(y), n(stub)))
                    class="no l-ink"
                    stroke-width="2"
                    stroke-dasharray="6 4" {}
                text x=(n(x + stub + 5.0)) y=(n(y + 5.0)) font-size=(n(plan.wants.font)) class="ink" {
                    (words.t("map-unlinked"))
                }
            }
        }
    }
}

/// Envelopes on the need's right edge, each with its words.
fn beside(plan: &Plan, need: &Card, envelopes: &[Envelope<'_>]) -> Markup {
    let here = envelopes.iter().filter(|e| e.message.need.as_ref() == Some(&need.id));
    let x = plan.needs.x + plan.needs.width;
    html! {
        @for (i, envelope) in here.enumerate() {
            @let y = need.y + 26.0 + 44.0 * count(i);
            (picture(x - 9.0, y, envelope))
            @let shift = if envelope.without() { 24.0 } else { 15.0 };
            @let lines = wrap(&envelope.label, plan.width - x - shift + 4.0, plan.small, 2);
            @for (j, line) in lines.iter().enumerate() {
                text x=(n(x + shift)) y=(n(y + 5.0 + 16.0 * count(j))) class="ink" { (line) }
            }
        }
    }
}

/// Filled: told with permission. Outline: held, or told and not known with what permission. Outline
/// with “!”: told without.
fn picture(x: f64, y: f64, envelope: &Envelope<'_>) -> Markup {
    let full = envelope.leave.is_some_and(Permission::granted);
    let (frame, flap) = if full { ("ink", "no l-pp") } else { ("pp l-ink", "no l-ink") };
    html! {
        g transform=(format!("translate({} {})", n(x), n(y))) {
            rect width="19" height="13" class=(frame) stroke-width=[(!full).then_some("1.5")] {}
            path d="M1 1.5L9.5 8L18 1.5" class=(flap) stroke-width="1.5" {}
            @if envelope.without() {
                text x="21" y="11" font-size="13" font-weight="700" class="ink" { "!" }
            }
        }
    }
}

fn envelopes<'f>(file: &'f ClientFile, at: Day, words: &Words) -> Vec<Envelope<'f>> {
    let mut out = Vec::new();
    for message in file.messages.iter().filter(|m| m.on <= at) {
        for d in message.deliveries.iter().filter(|d| d.on <= at) {
            let day = arg(words.day_brief(d.on));
            let leave = d.leave();
            let label = match leave.map(Permission::granted) {
                Some(true) => words.say("map-told-permitted", &[("day", day)]),
                Some(false) => words.say("map-told-unasked", &[("day", day)]),
                None => words.say("map-told-open", &[("day", day)]),
            };
            out.push(Envelope { message, leave, label });
        }
        let held = match message.state(at) {
            MessageState::Held => words.t("map-message-held"),
            MessageState::Planned => words.t("map-message-planned"),
            MessageState::Delivered | MessageState::Dropped => continue,
        };
        out.push(Envelope { message, leave: None, label: held });
    }
    out
}

/// Envelopes listed under the map, one below the other, with the need they serve.
fn stacked<'e, 'f>(
    plan: &Plan,
    listed: &[&'e Envelope<'f>],
    foot: f64,
    file: &ClientFile,
    words: &Words,
) -> Vec<(f64, &'e Envelope<'f>, Vec<String>)> {
    let mut y = foot + 28.0;
    let mut out = Vec::new();
    for envelope in listed {
        let what = ("what", arg(envelope.label.as_str()));
        let need = envelope.message.need.as_ref().and_then(|id| file.need(id));
        let text = match need {
            Some(need) => words.say("map-message-at", &[what, ("need", arg(need.text.as_str()))]),
            None => words.say("map-message-free", &[what]),
        };
        let lines =
            wrap(&text, (plan.width - 28.0).min(width(&text, plan.small) + 1.0), plan.small, 2);
        let next = y + 16.0 * lines_of(&lines) + 6.0;
        out.push((y, *envelope, lines));
        y = next;
    }
    out
}
