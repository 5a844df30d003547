//! One card of the map: a want (rounded) or a need (square), its words, its state and its age.

use maud::{Markup, html};

use super::super::text_metrics::{n, wrap};
use crate::method::moment::days_between;
use crate::method::step::step_at;
use crate::method::{ClientFile, Day, Id, Lang, Need, NeedState, Quote, WantState};
use crate::words::{Words, arg};

/// Sets how far the bar of an age reaches, in days.
const BAR_DAYS: f64 = 180.0;
/// The longest text drawn, in lines; the table holds the whole.
const MOST_LINES: usize = 4;

/// Tells where the cards of one kind stand, and how they are set.
pub struct Column {
    pub x: f64,
    pub width: f64,
    pub pad: f64,
    pub font: f64,
    pub small: f64,
    pub leading: f64,
    /// The length of a bar of 180 days.
    pub bar: f64,
}

/// One card, measured and ready to draw.
pub struct Card<'c> {
    pub id: Id,
    pub y: f64,
    pub height: f64,
    column: &'c Column,
    look: Look,
    lines: Vec<Line>,
    age: Option<(i64, String)>,
}

#[derive(Clone, Copy, PartialEq)]
enum Look {
    Want,
    Guess,
    Voiced,
    Acknowledged,
    Addressed,
    Gone,
}

enum Set {
    Small,
    Guess,
    Title,
    Words,
}

struct Line {
    y: f64,
    text: String,
    set: Set,
}

pub fn wants<'c>(column: &'c Column, file: &ClientFile, at: Day, words: &Words) -> Vec<Card<'c>> {
    let mut y = 26.0;
    let mut list: Vec<_> = file.wants.iter().filter(|w| w.on <= at).collect();
    list.sort_by_key(|w| w.on);
    let mut out = Vec::new();
    for want in list {
        let state = want.state(at);
        let since = step_at(&want.history, at).map(|s| s.on);
        let said = want.quote.as_ref().and_then(|id| file.quote(id));
        let open = matches!(state, WantState::Open | WantState::Answered | WantState::Deferred);
        let mut card = Card::new(want.id.clone(), y, column, Look::Want);
        card.write(
            words.date(want.on),
            want.text.as_str(),
            said,
            state_line(words.label("want-state", &state), since, words),
        );
        card.age = open.then(|| age(want.on, at, words));
        y = card.below();
        out.push(card);
    }
    out
}

pub fn needs<'c>(
    column: &'c Column,
    file: &ClientFile,
    at: Day,
    words: &Words,
    room: &dyn Fn(&Need) -> f64,
) -> Vec<Card<'c>> {
    let mut y = 26.0;
    let mut list: Vec<_> = file.needs.iter().filter(|n| n.on <= at).collect();
    list.sort_by_key(|n| n.on);
    let mut out = Vec::new();
    for need in list {
        let state = need.state(at);
        let step = step_at(&need.history, at);
        let look = match state {
            NeedState::Hypothesis => Look::Guess,
            NeedState::Voiced => Look::Voiced,
            NeedState::Acknowledged => Look::Acknowledged,
            NeedState::Addressed => Look::Addressed,
            NeedState::Rejected | NeedState::LetGo => Look::Gone,
        };
        let said = step
            .and_then(|s| s.quote.as_ref())
            .or(need.hint_quote.as_ref())
            .and_then(|id| file.quote(id));
        let mut card = Card::new(need.id.clone(), y, column, look);
        if !state.owned() {
            card.line(words.t("map-guess"), Set::Guess);
        }
        let mark = if state == NeedState::Addressed { "✓ " } else { "" };
        let label = format!("{mark}{}", words.label("need-state", &state));
        card.write(
            words.date(need.on),
            need.text.as_str(),
            said,
            state_line(label, step.map(|s| s.on), words),
        );
        card.height = card.height.max(room(need));
        let open =
            matches!(state, NeedState::Hypothesis | NeedState::Voiced | NeedState::Acknowledged);
        card.age = open.then(|| age(need.on, at, words));
        y = card.below();
        out.push(card);
    }
    out
}

fn age(on: Day, at: Day, words: &Words) -> (i64, String) {
    let days = days_between(on, at);
    (days, words.say("map-age", &[("days", days.into())]))
}

fn state_line(state: String, since: Option<Day>, words: &Words) -> String {
    match since {
        Some(day) => words
            .say("map-state-since", &[("state", arg(state)), ("day", arg(words.day_brief(day)))]),
        None => state,
    }
}

impl<'c> Card<'c> {
    fn new(id: Id, y: f64, column: &'c Column, look: Look) -> Card<'c> {
        Card { id, y, height: column.pad, column, look, lines: Vec::new(), age: None }
    }

    fn line(&mut self, text: String, set: Set) {
        let leading = match set {
            Set::Small | Set::Guess => self.column.small + 5.0,
            Set::Title | Set::Words => self.column.leading,
        };
        self.height += leading;
        self.lines.push(Line { y: self.y + self.height - 5.0, text, set });
    }

    fn write(&mut self, date: String, text: &str, said: Option<&Quote>, state: String) {
        let room = self.column.width - 2.0 * self.column.pad;
        self.line(date, Set::Small);
        self.height += 3.0;
        // Bold letters are wider than the estimate.
        for line in wrap(text, room * 0.88, self.column.font, MOST_LINES) {
            self.line(line, Set::Title);
        }
        if let Some(quote) = said {
            self.height += 5.0;
            let text = Words::quoted(quote.text.as_str(), quote.lang);
            let room = if quote.lang == Lang::Ja { room + 4.0 } else { room };
            for line in wrap(&text, room, self.column.font, MOST_LINES) {
                self.line(line, Set::Words);
            }
        }
        self.height += 2.0;
        self.line(state, Set::Small);
        self.height += self.column.pad - 4.0;
    }

    /// The lowest line of the card and its bar.
    pub fn foot(&self) -> f64 {
        self.y + self.height + if self.age.is_some() { 22.0 } else { 4.0 }
    }

    fn below(&self) -> f64 {
        self.y + self.height + 46.0
    }

    pub fn draw(&self) -> Markup {
        let quiet = self.look == Look::Gone;
        let c = self.column;
        html! {
            (self.frame())
            @for (i, line) in self.lines.iter().enumerate() {
                // The opening mark of their words hangs in the margin, as it does in the text.
                @let hangs = matches!(line.set, Set::Words)
                    && line.text.starts_with(['“', '「']);
                @let x = c.x.floor() + c.pad
                    - if hangs {
                        if line.text.starts_with('「') { c.font * 0.5 } else { 6.0 }
                    } else {
                        0.0
                    };
                @let (size, class, weight) = match line.set {
                    Set::Small => (None, if quiet || i == 0 { "ink2" } else { "ink" }, None),
                    Set::Guess => (None, "ink2", Some("600")),
                    Set::Title => {
                        (
                            Some(n(c.font)),
                            if quiet { "ink2" } else { "ink" },
                            (!quiet).then_some("600"),
                        )
                    }
                    Set::Words => (Some(n(c.font)), "w ink", None),
                };
                @let struck = quiet && matches!(line.set, Set::Title);
                text
                    x=(n(x))
                    y=(n(line.y))
                    font-size=[size]
                    class=(class)
                    font-weight=[weight]
                    text-decoration=[struck.then_some("line-through")]
                { (line.text) }
            }
            @if let Some((days, label)) = &self.age { (self.bar(*days, label)) }
        }
    }

    fn frame(&self) -> Markup {
        let (x, y, w, h) = (n(self.column.x), n(self.y), n(self.column.width), n(self.height));
        let (class, width, dashes) = match self.look {
            Look::Want => ("pp l-ink", "1", None),
            Look::Guess => ("pp l-ink", "1.5", Some("5 3")),
            Look::Voiced => ("pp l-ink", "1.5", None),
            Look::Acknowledged | Look::Addressed => ("no l-ink", "2", None),
            Look::Gone => ("no l-ink2", "1", Some("5 3")),
        };
        let tint = match self.look {
            Look::Acknowledged => Some("sk"),
            Look::Addressed => Some("gr"),
            _ => None,
        };
        html! {
            @if let Some(tint) = tint {
                rect x=(x) y=(y) width=(w) height=(h) class=(tint) opacity=".35" {}
            }
            rect
                x=(x)
                y=(y)
                width=(w)
                height=(h)
                rx=[(self.look == Look::Want).then_some("16")]
                class=(class)
                stroke-width=(width)
                stroke-dasharray=[dashes] {}
        }
    }

    fn bar(&self, days: i64, label: &str) -> Markup {
        let share = f64::from(i32::try_from(days).unwrap_or(i32::MAX)) / BAR_DAYS;
        let (x, y, full) = (self.column.x.floor(), self.y + self.height + 14.0, self.column.bar);
        html! {
            path d=(format!("M{} {}h{}", n(x), n(y), n(full))) class="l-hair" stroke-width="3" {}
            path
                d=(format!("M{} {}h{}", n(x), n(y), n(full * share.clamp(0.0, 1.0))))
                class="l-ink"
                stroke-width="3" {}
            path d=(format!("M{} {}v8", n(x + full), n(y - 4.0))) class="l-ink" {}
            text x=(n(x + full + 8.0)) y=(n(y + 4.0)) class="ink2" { (label) }
        }
    }
}
