//! The documents of a month in one ZIP: who would be in it, how far it is, and taking it.

use maud::{Markup, html};
use serde::Deserialize;

use crate::domain::disclosure::{Lacking, Profile};
use crate::domain::{Day, Id, Lang, Text, code};
use crate::export::Format;
use crate::export::batch::month;
use crate::paths;
use crate::views::form::{self, Faults, Field};
use crate::views::layout::Frame;
use crate::words::arg;

/// What is chosen on the page, as typed.
#[derive(Debug, Default, Clone, Deserialize)]
#[serde(default)]
pub struct Choice {
    pub month: String,
    pub profile: String,
    pub format: String,
    /// Empty for each client's own language.
    pub lang: String,
    /// `start`, `end` or `take`.
    pub act: String,
}

/// How far the batch of this member is.
pub enum Stand {
    Running { done: usize, of: usize },
    Packed { count: usize, left_off: Vec<(Text, Lacking)> },
    CalledOff,
    Failed,
}

/// The body. `people` are those whom the choice holds; none of them if it has faults.
pub fn page(
    frame: &Frame<'_>,
    choice: &Choice,
    people: &[(Id, Text)],
    stand: Option<&Stand>,
    faults: &Faults,
) -> Markup {
    let words = frame.words;
    html! {
        header.head { h1 { (words.t("batch-title")) } p.sub { (words.t("batch-means")) } }
        (faults.summary(words))
        @if let Some(stand) = stand { (standing(frame, stand)) }
        @if !matches!(stand, Some(Stand::Running { .. })) {
            section.sec {
                h2 { (words.t("batch-what")) }
                div.body { (choose(frame, choice, faults)) }
            }
            @if faults.is_empty() { (who(frame, choice, people)) }
        }
    }
}

fn choose(frame: &Frame<'_>, choice: &Choice, faults: &Faults) -> Markup {
    let words = frame.words;
    let profiles = [Profile::Client, Profile::File, Profile::Sponsor].map(|p| (code(&p), words.label("profile", &p)));
    let formats = Format::ALL.map(|f| (code(&f), words.label("format", &f)));
    let own = (String::new(), words.t("batch-lang-own"));
    let langs: Vec<_> =
        std::iter::once(own).chain([Lang::Ja, Lang::En].map(|l| (code(&l), words.label("lang", &l)))).collect();
    html! {
        form method="get" action=(paths::batch()) {
            (Field::new("month", &words.t("batch-month"), &choice.month).kind("month").draw(faults))
            (form::select("profile", &words.t("summary-profile"), &profiles, &choice.profile, faults))
            (form::select("format", &words.t("batch-format"), &formats, &choice.format, faults))
            (form::select("lang", &words.t("summary-lang"), &langs, &choice.lang, faults))
            (form::submit(&words.t("batch-show")))
        }
    }
}

/// Everybody who would be in it, each with the way to their sheet; then the press that packs it.
fn who(frame: &Frame<'_>, choice: &Choice, people: &[(Id, Text)]) -> Markup {
    let words = frame.words;
    let kept =
        [("month", &choice.month), ("profile", &choice.profile), ("format", &choice.format), ("lang", &choice.lang)];
    let month = month(&choice.month).unwrap_or_default();
    let day = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
    let span = format!("from={}&to={}", day(month.from), day(month.to));
    let sheet = |id: &Id| format!("{}?profile={}&lang={}&{span}", paths::summary(id), choice.profile, choice.lang);
    html! {
        section.sec {
            h2 { (words.say("batch-who", &[("n", people.len().into())])) }
            div.body {
                @if people.is_empty() { p.quiet { (words.t("batch-nobody")) } }
                @else {
                    ul.rows { @for (id, name) in people { li { p.pair { a href=(sheet(id)) { (name) } } } } }
                    (form::post(&paths::batch(), frame.csrf, html! {
                        @for (name, value) in kept { (form::hidden(name, value)) }
                        (form::hidden("act", "start"))
                        (form::submit(&words.t("batch-start")))
                    }))
                }
            }
        }
    }
}

/// How far it is. The page asks for itself again while it runs.
fn standing(frame: &Frame<'_>, stand: &Stand) -> Markup {
    let words = frame.words;
    let act = |act: &str, label: String| {
        form::post(
            &paths::batch(),
            frame.csrf,
            html! {
                (form::hidden("act", act))
                p.send { button.btn { (label) } }
            },
        )
    };
    html! {
        section.sec {
            h2 { (words.t("batch-stand")) }
            div.body role="status" {
                @match stand {
                    Stand::Running { done, of } => {
                        p { (words.say("batch-running", &[("done", (*done).into()), ("of", (*of).into())])) }
                        p { progress value=(done) max=(of) {} }
                        (act("end", words.t("batch-end")))
                    }
                    Stand::Packed { count, left_off } => {
                        p { (words.say("batch-packed", &[("n", (*count).into())])) }
                        @if !left_off.is_empty() {
                            ul { @for (name, why) in left_off {
                                @let why = words.label("summary-lacking", why);
                                li { (words.say("batch-left-off", &[("name", arg(name.as_str())), ("why", arg(why))])) }
                            } }
                        }
                        @if *count > 0 { (act("take", words.t("batch-take"))) }
                    }
                    Stand::CalledOff => p { (words.t("batch-called-off")) },
                    Stand::Failed => p { (words.t("batch-failed")) },
                }
            }
        }
    }
}
