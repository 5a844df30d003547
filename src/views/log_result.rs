//! After saving: what changed on the staircase, the one missing piece, and the one thing that is
//! asked.

use maud::{Markup, html};

use crate::method::{ClientFile, Session, Standing};
use crate::paths;
use crate::views::insight::InsightPanel;
use crate::views::question::{self, Asked};
use crate::views::standing;
use crate::views::tip::{Tip, tip};
use crate::words::{Arg, Words, arg};

/// Holds what the result screen shows.
pub struct Outcome<'a> {
    pub words: &'a Words,
    pub file: &'a ClientFile,
    pub session: &'a Session,
    /// Holds what it still lacks.
    pub asked: Asked<'a>,
    /// Tells where it stood at the end of the session's day without it, and with it.
    pub before: Standing,
    pub after: Standing,
    /// Tells where it stands today.
    pub now: Standing,
    /// True where it is the first session of whoever reads this.
    pub first: bool,
    /// Holds what the rules say today.
    pub panel: InsightPanel<'a>,
}

/// The page's body.
pub fn body(outcome: &Outcome<'_>) -> Markup {
    let w = outcome.words;
    let person = &outcome.file.person;
    html! {
        header.head {
            p.kick { (w.t("log-result-title")) }
            h1 { (w.name_of(person)) }
            p.sub { (w.day(outcome.session.on)) }
        }
        section.sec aria-labelledby="r1" {
            h2 #r1 { (w.t("client-staircase")) }
            div.body {
                p.stage {
                    (w.t(&format!("stage-{}", outcome.after.stage)))
                    " "
                    span { (
                        w.say(
                            "log-result-on",
                            &[("day", arg(w.day(outcome.session.on)))],
                        )
                    ) }
                }
                p { (change(outcome)) }
                @if outcome.now.stage != outcome.after.stage {
                    p.state { (w.say("log-result-today", &[("to", stage(w, &outcome.now))])) }
                }
                div.next {
                    h3 { (w.t("client-next-step")) }
                    p { (standing::missing(&outcome.now.missing, w)) }
                }
            }
        }
        @if outcome.first { (tip(Tip::Result, w)) }
        (question::block(&outcome.asked))
        @let shown = outcome.panel.shown();
        @if !shown.lines.is_empty() {
            section.sec aria-labelledby="r3" {
                h2 #r3 {
                    (w.t("insight-title"))
                    small { (w.t("today-three-lines")) }
                }
                div.body {
                    ul.rows.panel {
                        @for insight in &shown.lines {
                            li { (outcome.panel.line(insight.rule)) }
                        }
                    }
                }
            }
        }
        p.acts {
            a.btn href=(paths::summary_of(&person.id, &outcome.session.id)) {
                (w.t("log-result-summary"))
            }
            a.act href=(paths::session(&person.id, &outcome.session.id)) {
                (w.t("log-result-session"))
            }
            a.act href=(paths::client(&person.id)) {
                (w.say("log-result-client", &[("name", arg(w.name_of(person)))]))
            }
        }
    }
}

fn change(outcome: &Outcome<'_>) -> String {
    let w = outcome.words;
    let key = match outcome.after.stage.cmp(&outcome.before.stage) {
        std::cmp::Ordering::Greater => "log-result-rise",
        std::cmp::Ordering::Less => "log-result-fall",
        std::cmp::Ordering::Equal => "log-result-same",
    };
    w.say(key, &[("from", stage(w, &outcome.before)), ("to", stage(w, &outcome.after))])
}

fn stage(words: &Words, standing: &Standing) -> Arg<'static> {
    arg(words.t(&format!("stage-{}", standing.stage)))
}
