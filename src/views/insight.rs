//! An insight on a page: the sentence, the one act that answers it, and, opening in place, its
//! evidence. The form that sets it aside stands on the page of the one insight. Our words, recorded
//! phrases in plain type, and the client's words in their marks.

mod dismissal;
mod evidence;

use maud::{Markup, html};

use crate::method::insight::{Action, Finding, Insight, InsightState, RuleId, Shown, shown};
use crate::method::{Day, Lang, Person, Verdict};
use crate::paths;
use crate::store::insight::Done;
use crate::words::{KnownNames, Piece, Words};

pub use dismissal::{Typed, form, recall, told};

/// Holds what one person's insights are shown with.
#[derive(Clone, Copy)]
pub struct InsightPanel<'a> {
    pub person: &'a Person,
    pub verdict: &'a Verdict,
    /// Holds what stands aside.
    pub states: &'a [InsightState],
    pub today: Day,
    /// The token of the forms, and the page to come back to.
    pub csrf: &'a str,
    pub back: &'a str,
    pub words: &'a Words,
}

impl<'a> InsightPanel<'a> {
    /// The insights, sorted for the page.
    pub fn shown(&self) -> Shown<'a> {
        shown(self.verdict.insights(), self.states)
    }

    /// The insight of a rule as an item: the sentence, what answers it, and what opens below it.
    pub fn line(&self, rule: RuleId) -> Markup {
        let Some(finding) = self.verdict.finding(rule) else { return html! {} };
        html! {
            p { (self.sentence(&finding.insight)) }
            p.acts { (self.answer(finding)) }
            (self.opens(finding))
        }
    }

    /// The sentence of an insight.
    pub fn sentence(&self, insight: &Insight) -> Markup {
        sentence(insight, KnownNames { people: &[self.person], pillars: &[] }, self.words)
    }

    /// The link to what answers an insight.
    pub fn answer(&self, finding: &Finding) -> Markup {
        let id = &self.person.id;
        let link = match &finding.way {
            Some(Action::Log) => paths::log_with(id),
            Some(Action::Contact) => paths::contacts(id),
            Some(Action::Session(session)) => paths::session(id, session),
            Some(Action::Step(subject)) => {
                let (noun, record) = subject.address();
                paths::step(id, noun, record)
            }
            None => return html! {},
        };
        html! {
            a.act href=(link) { (self.words.label("insight-way", &finding.insight.rule)) }
        }
    }

    /// The way to the evidence of a rule, on a page of its own.
    pub fn leads_to(&self, rule: RuleId) -> Markup {
        html! {
            a.act href=(self.alone(rule)) { (self.words.t("insight-evidence")) }
        }
    }

    /// Evidence, what the rule looks for, and where the insight is set aside.
    pub fn opens(&self, finding: &Finding) -> Markup {
        let rule = finding.insight.rule;
        html! {
            details {
                summary { (self.words.t("insight-evidence")) }
                (
                    evidence::list(
                        &self.person.id,
                        evidence::latest(&finding.trail),
                        self.words,
                    )
                )
                p.acts {
                    a.act href=(explained(rule)) { (self.words.t("insight-explain")) }
                    a.act href=(self.alone(rule)) { (self.words.t("insight-set-aside")) }
                }
            }
        }
    }

    /// The page of one insight: all of its evidence, and where it is set aside.
    fn alone(&self, rule: RuleId) -> String {
        let usual = paths::client(&self.person.id);
        if self.back == usual {
            return paths::insight(&self.person.id, rule);
        }
        paths::insight_from(&self.person.id, rule, self.back)
    }

    /// The lines for a page, at most three, and the quiet ones below them; nothing where nothing is
    /// said.
    pub fn lines(&self) -> Markup {
        let Shown { lines, quiet, .. } = self.shown();
        html! {
            @if !lines.is_empty() {
                ul.rows.panel {
                    @for insight in &lines {
                        li { (self.line(insight.rule)) }
                    }
                }
            }
            @for insight in &quiet {
                p.state {
                    (self.sentence(insight))
                    " "
                    a href=(self.alone(insight.rule)) { (self.words.t("insight-evidence")) }
                }
            }
        }
    }

    /// Everything the rules say of a person, with what stands aside and who set it aside.
    pub fn section(&self, done: &[Done]) -> Markup {
        let words = self.words;
        let Shown { lines, quiet, rest } = self.shown();
        let (away, also): (Vec<&Insight>, Vec<&Insight>) =
            rest.iter().partition(|i| i.put_aside(self.states));
        html! {
            @if !(lines.is_empty() && quiet.is_empty() && rest.is_empty()) {
                section.sec aria-labelledby="s0" {
                    h2 #s0 {
                        (words.t("insight-title"))
                        small { (words.t("today-three-lines")) }
                    }
                    div.body {
                        @if lines.is_empty() && quiet.is_empty() {
                            p.quiet { (words.t("insight-none-shown")) }
                        }
                        (self.lines())
                        @if !also.is_empty() {
                            details.still {
                                summary { (words.say("insight-also", &[("n", also.len().into())])) }
                                ul.plain-rows {
                                    @for insight in &also {
                                        li {
                                            a href=(self.alone(insight.rule)) {
                                                (words.insight_title(insight.rule))
                                            }
                                        }
                                    }
                                }
                            }
                        }
                        @if !away.is_empty() {
                            details.still {
                                summary { (words.say("insight-aside", &[("n", away.len().into())])) }
                                ul.rows.panel {
                                    @for insight in &away {
                                        li {
                                            p { (self.sentence(insight)) }
                                            (told(done, insight.rule, words))
                                            (
                                                recall(
                                                    &paths::insight(&self.person.id, insight.rule),
                                                    self.csrf,
                                                    self.back,
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
    }
}

/// Tells where a rule is explained.
pub fn explained(rule: RuleId) -> String {
    format!("{}#{rule}", paths::method())
}

/// The sentence of an insight.
pub fn sentence(insight: &Insight, cast: KnownNames<'_>, words: &Words) -> Markup {
    let other = |lang: Lang| (lang != words.lang()).then(|| lang.tag());
    html! {
        @for piece in words.insight(insight, cast) {
            @match &piece {
                Piece::Plain(text) => (text),
                Piece::Ours { text, lang } => span lang=[other(*lang)] { (text) },
                Piece::Said { lang, .. } => q.words lang=[other(*lang)] { (piece.text()) },
            }
        }
    }
}

/// The page of one insight, where the form that sets it aside is shown again.
pub fn page(panel: &InsightPanel<'_>, finding: &Finding, typed: &Typed) -> Markup {
    let (words, rule) = (panel.words, finding.insight.rule);
    html! {
        header.head {
            p.kick {
                a href=(paths::client(&panel.person.id)) { (words.name_of(panel.person)) }
            }
            h1 { (words.insight_title(rule)) }
        }
        (typed.faults.summary(words))
        section.sec {
            h2 { (words.t("insight-title")) }
            div.body {
                p { (panel.sentence(&finding.insight)) }
                p.acts {
                    (panel.answer(finding))
                    a.act href=(explained(rule)) { (words.t("insight-explain")) }
                }
                (evidence::list(&panel.person.id, &finding.trail, words))
            }
        }
        section.sec {
            h2 { (words.t("insight-set-aside")) }
            div.body { (form(&paths::insight(&panel.person.id, rule), panel.csrf, typed, words)) }
        }
    }
}
