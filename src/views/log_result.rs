//! After saving: what changed on the staircase, the one missing piece, and the lines that could not be recorded.

use maud::{Markup, html};

use crate::domain::{ClientFile, Session, Standing};
use crate::paths;
use crate::views::standing;
use crate::words::{Words, arg};

/// What the result screen shows.
pub struct Outcome<'a> {
    pub words: &'a Words,
    pub file: &'a ClientFile,
    pub session: &'a Session,
    /// Where it stands today without this session, and with it.
    pub before: Standing,
    pub now: Standing,
}

/// The page's body.
pub fn body(outcome: &Outcome<'_>) -> Markup {
    let w = outcome.words;
    let person = &outcome.file.person;
    html! {
        header .head {
            p .kick { (w.t("log-result-title")) }
            h1 { (w.name_of(person)) }
            p .sub { (w.day(outcome.session.on)) }
        }
        section .sec aria-labelledby="r1" {
            h2 #r1 { (w.t("log-result-what")) }
            div .body {
                p .stage { (w.t(&format!("stage-{}", outcome.now.stage))) }
                p { (change(outcome)) }
                div .next {
                    h3 { (w.t("log-result-next")) }
                    p { (standing::missing(&outcome.now.missing, w)) }
                }
            }
        }
        @if !outcome.session.unkept.is_empty() {
            section .sec aria-labelledby="r2" {
                h2 #r2 { (w.t("log-result-unkept")) }
                div .body {
                    ul .rows { @for line in &outcome.session.unkept { li { (line) } } }
                    p .state { (w.t("log-result-unkept-kept")) }
                }
            }
        }
        p .acts {
            a .btn href=(paths::summary_of(&person.id, &outcome.session.id)) { (w.t("log-result-summary")) }
            a .act href=(paths::session(&person.id, &outcome.session.id)) { (w.t("log-result-session")) }
            a .act href=(paths::client(&person.id)) { (w.say("log-result-client", &[("name", arg(w.name_of(person)))])) }
        }
    }
}

fn change(outcome: &Outcome<'_>) -> String {
    let w = outcome.words;
    let stage = |s: &Standing| arg(w.t(&format!("stage-{}", s.stage)));
    let (before, now) = (outcome.before.stage, outcome.now.stage);
    let key = match now.cmp(&before) {
        std::cmp::Ordering::Greater => "log-result-rise",
        std::cmp::Ordering::Less => "log-result-fall",
        std::cmp::Ordering::Equal => "log-result-same",
    };
    w.say(key, &[("from", stage(&outcome.before)), ("to", stage(&outcome.now))])
}
