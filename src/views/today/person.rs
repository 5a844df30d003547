//! One client on Today: at most three lines, encouragement first, then by what comes first: repair,
//! permission, promises due, agreements that lapse, needs, meaning, contact, records.

use maud::{Markup, html};

use super::{Page, Somebody};
use crate::method::insight::RuleId;
use crate::method::moment::days_between;
use crate::method::{Day, Promise};
use crate::paths;
use crate::words::{Words, arg, text_arg};

/// Sets how many lines one client gets at most.
const LINES: usize = 3;

/// Sets where a line that no rule wrote stands: after permission, before agreements that lapse.
const DUE: u8 = 25;
/// A consultation agreement in question of which no rule speaks.
const QUESTION: u8 = 19;

/// One client's lines, each with its place. What they say is written only where they are shown.
pub struct Lines<'a> {
    page: &'a Page<'a>,
    s: &'a Somebody,
    lines: Vec<(u8, Line<'a>)>,
}

/// Names what a line rests on.
enum Line<'a> {
    Rule(RuleId),
    /// The consultation agreement is in question.
    Question,
    Due(&'a Promise),
}

/// The kind of the line that asks for something; people are counted under it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Rule(RuleId),
    Question,
    Due,
}

impl Kind {
    pub fn title(self, words: &Words) -> String {
        match self {
            Kind::Rule(rule) => words.insight_title(rule),
            Kind::Question => words.t("term-suspended"),
            Kind::Due => words.t("today-promises-due"),
        }
    }

    /// The place of its people on the page of all.
    pub fn anchor(self) -> String {
        match self {
            Kind::Rule(rule) => rule.code().to_owned(),
            Kind::Question => "question".to_owned(),
            Kind::Due => "due".to_owned(),
        }
    }
}

impl Lines<'_> {
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// The client's place among the others: that of the first line that asks for something.
    pub fn place(&self) -> u8 {
        self.lines.iter().map(|(place, _)| *place).find(|place| *place > 0).unwrap_or(u8::MAX)
    }

    pub fn article(&self) -> Markup {
        html! {
            article {
                h3 {
                    a href=(paths::client(&self.s.person.id)) {
                        (self.page.words.name_of(&self.s.person))
                    }
                }
                ul.rows.panel {
                    @for (_, line) in self.lines.iter().take(LINES) {
                        li { (self.line(line)) }
                    }
                }
            }
        }
    }

    /// The first line alone, and how many there are besides.
    pub fn short(&self) -> Markup {
        let more = self.lines.len().min(LINES).saturating_sub(1);
        html! {
            article.one {
                h3 {
                    (self.name())
                    @if more > 0 {
                        small { (self.page.words.say("today-lines", &[("n", more.into())])) }
                    }
                }
                @if let Some((_, line)) = self.lines.first() {
                    @match line {
                        Line::Rule(rule) => (self.rule(*rule)),
                        _ => (self.line(line)),
                    }
                }
            }
        }
    }

    /// The name and what it is about, in one row.
    pub fn row(&self) -> Markup {
        let words = self.page.words;
        html! {
            p.pair {
                (self.name())
                @if let Some(line) = self.asking() { span { (self.title(line, words)) } }
            }
        }
    }

    /// The kind that the client is counted under.
    pub fn kind(&self) -> Option<Kind> {
        self.asking().map(|line| match line {
            Line::Rule(rule) => Kind::Rule(*rule),
            Line::Question => Kind::Question,
            Line::Due(_) => Kind::Due,
        })
    }

    /// The first line that asks for something, or the first of all.
    fn asking(&self) -> Option<&Line<'_>> {
        let asking = self.lines.iter().find(|(place, _)| *place > 0).or(self.lines.first());
        asking.map(|(_, line)| line)
    }

    fn name(&self) -> Markup {
        html! {
            a href={ (paths::client(&self.s.person.id)) "#s0" } {
                (self.page.words.name_of(&self.s.person))
            }
        }
    }

    fn title(&self, line: &Line<'_>, words: &Words) -> String {
        match line {
            Line::Rule(rule) => Kind::Rule(*rule).title(words),
            Line::Question => Kind::Question.title(words),
            Line::Due(promise) => {
                let by = words.label("promise-by", &promise.by);
                match promise.due_on.map(|on| words.day_short(on)) {
                    Some(day) => words.say("today-promise", &[("by", arg(by)), ("day", arg(day))]),
                    None => by,
                }
            }
        }
    }

    /// The sentence of a rule, what answers it, and the way to its evidence.
    fn rule(&self, rule: RuleId) -> Markup {
        let panel = self.page.panel(self.s);
        let spoken = panel.as_ref().and_then(|m| Some((m, m.verdict.finding(rule)?)));
        html! {
            @if let Some((panel, finding)) = spoken {
                p { (panel.sentence(&finding.insight)) }
                p.acts { (panel.answer(finding)) (panel.leads_to(rule)) }
            }
        }
    }

    fn line(&self, line: &Line<'_>) -> Markup {
        let Page { words, today, .. } = *self.page;
        match line {
            Line::Rule(rule) => {
                self.page.panel(self.s).map(|panel| panel.line(*rule)).unwrap_or_default()
            }
            Line::Question => {
                let link = format!("{}#s1", paths::client(&self.s.person.id));
                html! {
                    p { (words.t("today-in-question")) }
                    p.acts {
                        a.act href=(link) { (words.t("today-evidence")) }
                    }
                }
            }
            Line::Due(promise) => due(self.s, promise, today, words),
        }
    }
}

/// The place of a rule's line.
fn place(rule: RuleId) -> u8 {
    if rule.encourages() {
        return 0;
    }
    if rule == RuleId::AGREEMENT_LAPSING { DUE + 1 } else { rule.priority().number() * 10 }
}

/// Tells what stands here of somebody. People who wait have a section of their own.
pub fn lines<'a>(page: &'a Page<'a>, s: &'a Somebody) -> Lines<'a> {
    let shown = page.panel(s).map(|panel| panel.shown().lines).unwrap_or_default();
    let spoken = || shown.iter().filter(|insight| insight.rule != RuleId::INBOUND_WAITING);
    let mut lines: Vec<(u8, Line<'_>)> =
        spoken().map(|i| (place(i.rule), Line::Rule(i.rule))).collect();
    let repair = lines.iter().any(|(place, _)| *place == 10);
    if s.live() && s.overview.as_ref().is_some_and(|g| g.suspended) && !repair {
        lines.push((QUESTION, Line::Question));
    }
    if s.live() {
        let named =
            |promise: &&Promise| spoken().any(|insight| insight.facts.contains(&promise.id));
        lines.extend(
            s.promises.iter().filter(|p| !named(p)).map(|promise| (DUE, Line::Due(promise))),
        );
    }
    lines.sort_by_key(|(place, _)| *place);
    Lines { page, s, lines }
}

fn due(s: &Somebody, promise: &Promise, today: Day, words: &Words) -> Markup {
    let by = arg(words.label("promise-by", &promise.by));
    let text = text_arg(&promise.text);
    html! {
        p.pair {
            span { (words.say("standing-promise", &[("by", by), ("text", text)])) }
            @if let Some(on) = promise.due_on {
                @let n = days_between(today, on);
                @let day = ("day", arg(words.day_near(on, today)));
                span.num {
                    @if n < 0 { (words.say("today-overdue", &[day, ("n", n.abs().into())])) } @else {
                        (words.say("today-due", &[day, ("n", n.into())]))
                    }
                }
            }
        }
        @let step = paths::step_from(
            &paths::step(&s.person.id, "promise", &promise.id),
            paths::TODAY,
        );
        p.acts {
            a.act href=(step) { (words.t("client-act-promise")) }
        }
    }
}

/// Shows what has been so for weeks, in one line with the name.
pub fn still(p: &Page<'_>, s: &Somebody) -> Option<Markup> {
    let panel = p.panel(s)?;
    let mut quiet = panel.shown().quiet;
    quiet.retain(|insight| insight.rule != RuleId::INBOUND_WAITING);
    let titles: Vec<String> =
        quiet.iter().map(|insight| p.words.insight_title(insight.rule)).collect();
    let line = || {
        html! {
            p.pair {
                a href={ (paths::client(&s.person.id)) "#s0" } { (p.words.name_of(&s.person)) }
                span { (titles.join(&p.words.t("quote-joint"))) }
            }
        }
    };
    (!titles.is_empty()).then(line)
}
