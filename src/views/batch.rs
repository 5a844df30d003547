//! The documents of a month in one ZIP: who would be in it, how far it is, and taking it.

use std::sync::Arc;

use maud::{Markup, html};
use serde::Deserialize;

use crate::export::batch::{Off, Packed, Sheet};
use crate::export::{Document, Format, html as sheet};
use crate::method::disclosure::Profile;
use crate::method::{Lang, code};
use crate::paths;
use crate::views::form::{self, Faults, Field};
use crate::views::job::{self, Stand};
use crate::views::layout::Frame;
use crate::views::summary::{left_out, signs};
use crate::words::{Words, arg};

/// Holds what is chosen on the page, as typed.
#[derive(Debug, Default, Clone, Deserialize)]
#[serde(default)]
pub struct Choice {
    pub month: String,
    pub profile: String,
    pub format: String,
    /// Empty for each client's own language.
    pub lang: String,
    /// `next`, `start`, `end` or `take`.
    pub act: String,
    /// Counts how many people stand on the pages before this one.
    pub at: usize,
    /// The sheets that shall leave, each as `person:fingerprint`, those of earlier pages first.
    pub seen: Vec<String>,
    /// `yes` once the sheets of this page were looked through.
    pub looked: String,
}

impl Choice {
    /// The page of this choice.
    pub fn page(&self) -> String {
        let Choice { month, profile, format, lang, .. } = self;
        paths::batch_of([
            ("month", month),
            ("profile", profile),
            ("format", format),
            ("lang", lang),
        ])
    }
}

/// Sets how many sheets are shown on one page.
pub const SHEETS: usize = 20;

/// Some of the sheets, to be looked through.
pub struct Shown {
    pub sheets: Vec<Sheet>,
    /// Everybody who had a session in that month.
    pub of: usize,
    /// True where the form was refused: the ticks stand as they were.
    pub again: bool,
}

/// Tells what stands for a sheet that was shown.
fn print(person: &crate::method::Id, document: &Document) -> String {
    format!("{person}:{}", document.fingerprint())
}

/// The body. `shown` are sheets of those whom the choice holds; none of them if it has faults.
pub fn page(
    frame: &Frame<'_>,
    choice: &Choice,
    shown: Option<&Shown>,
    stand: Option<&Stand<Arc<Packed>>>,
    faults: &Faults,
) -> Markup {
    let words = frame.words;
    html! {
        header.head {
            h1 { (words.t("batch-title")) }
            p.sub { (words.t("batch-means")) }
        }
        (faults.summary(words))
        @if let Some(stand) = stand { (standing(frame, choice, stand)) }
        @if !stand.is_some_and(Stand::is_running) {
            section.sec {
                h2 { (words.t("batch-what")) }
                div.body { (choose(frame, choice, faults)) }
            }
            @if let Some(shown) = shown { (look_through(frame, choice, shown, faults)) }
        }
    }
}

fn choose(frame: &Frame<'_>, choice: &Choice, faults: &Faults) -> Markup {
    let words = frame.words;
    let profiles = [Profile::Client, Profile::File, Profile::Sponsor]
        .map(|p| (code(&p), words.label("profile", &p)));
    let formats = Format::ALL.map(|f| (code(&f), words.label("format", &f)));
    let own = (String::new(), words.t("batch-lang-own"));
    let langs: Vec<_> = std::iter::once(own)
        .chain([Lang::Ja, Lang::En].map(|l| (code(&l), words.label("lang", &l))))
        .collect();
    html! {
        form method="get" action=(paths::batch()) {
            (
                Field::new("month", &words.t("batch-month"), &choice.month)
                    .kind("month")
                    .draw(faults)
            )
            (
                form::select(
                    "profile",
                    &words.t("summary-profile"),
                    &profiles,
                    &choice.profile,
                    faults,
                )
            )
            (
                form::select(
                    "format",
                    &words.t("batch-format"),
                    &formats,
                    &choice.format,
                    faults,
                )
            )
            (
                form::select(
                    "lang",
                    &words.t("summary-lang"),
                    &langs,
                    &choice.lang,
                    faults,
                )
            )
            (form::submit(&words.t("batch-show")))
        }
    }
}

/// The sheets themselves, each with what stays here; then the press that goes on, or packs them.
fn look_through(frame: &Frame<'_>, choice: &Choice, shown: &Shown, faults: &Faults) -> Markup {
    let words = frame.words;
    let kept = [
        ("month", &choice.month),
        ("profile", &choice.profile),
        ("format", &choice.format),
        ("lang", &choice.lang),
    ];
    let last = choice.at + SHEETS >= shown.of;
    let fault = faults.of("looked");
    let here = |seen: &&String| {
        !shown.sheets.iter().any(|sheet| seen.starts_with(&format!("{}:", sheet.person)))
    };
    html! {
        section.sec {
            h2 { (words.say("batch-who", &[("n", shown.of.into())])) }
            div.body {
                @if shown.of == 0 {
                    p.quiet { (words.t("batch-nobody")) }
                } @else {
                    p {
                        (
                            words
                                .say(
                                    "batch-look",
                                    &[
                                        ("from", (choice.at + 1).into()),
                                        ("to", (choice.at + shown.sheets.len()).into()),
                                    ],
                                )
                        )
                    }
                }
            }
        }
        @if shown.of > 0 {
            ({
                form::post(
                    &paths::batch(),
                    frame.csrf,
                    html! {
                        @ for (name, value) in kept { (form::hidden(name, value)) }
                        (form::hidden("at", & choice.at.to_string())) @ for seen in
                        choice.seen.iter().filter(here) { (form::hidden("seen", seen)) }
                        @ for sheet in & shown.sheets { (self::sheet(sheet, choice, |
                        print | ! shown.again || choice.seen.contains(print), words)) } p
                        .entry { label.choice { input # looked type = "checkbox" name =
                        "looked" value = "yes" aria - invalid = [fault.map(| _ |
                        "true")]; (words.t("batch-looked")) } @ if let Some(fault) =
                        fault { span.fault # looked - fault { (fault) } } }
                        (form::hidden("act", if last { "start" } else { "next" }))
                        (form::submit(& words.t(if last { "batch-start" } else {
                        "batch-next" })))
                    },
                )
            })
        }
    }
}

/// One sheet as it will leave, and whether it shall. Sheets leave unless somebody takes the tick
/// away.
fn sheet(
    shown: &Sheet,
    choice: &Choice,
    leaves: impl Fn(&String) -> bool,
    words: &Words,
) -> Markup {
    html! {
        section.sec {
            h2 {
                a href=(paths::client(&shown.person)) { (shown.name) }
            }
            div.body {
                @match &shown.made {
                    Ok((document, left)) => {
                        @let print = print(&shown.person, document);
                        label.choice {
                            input type="checkbox" name="seen" value=(print) checked[leaves(&print)];
                            (words.t("batch-leaves"))
                        }
                        @if choice.format == code(&Format::Pdf) { (signs(document, words)) }
                        (sheet::sheet(&document.undrawn()))
                        (left_out(left, words))
                    }
                    Err(why) => p.quiet { (words.label("summary-lacking", why)) },
                }
            }
        }
    }
}

/// Tells why somebody is not in it.
pub fn why_off(off: Off, words: &Words) -> String {
    match off {
        Off::Lacking(why) => words.label("summary-lacking", &why),
        Off::Changed => words.t("batch-changed"),
    }
}

/// Shows how far it is.
fn standing(frame: &Frame<'_>, choice: &Choice, stand: &Stand<Arc<Packed>>) -> Markup {
    let words = frame.words;
    html! {
        section.sec {
            h2 { (words.t("job-stand")) }
            div.body {
                @match stand {
                    Stand::Running { done, of } => {
                        @let said = words
                            .say(
                                "batch-running",
                                &[("done", (*done).into()), ("of", (*of).into())],
                            );
                        (
                            job::running(
                                frame,
                                &choice.page(),
                                (*done, *of),
                                (&said, &words.t("job-end")),
                            )
                        )
                    }
                    Stand::Whole(packed) => (self::packed(frame, choice, packed)),
                    Stand::CalledOff => p role="status" { (words.t("batch-called-off")) },
                    Stand::Failed => p role="status" { (words.t("batch-failed")) },
                }
            }
        }
    }
}

/// Shows what was packed, who is not in it, and the press that takes it.
fn packed(frame: &Frame<'_>, choice: &Choice, packed: &Packed) -> Markup {
    let (words, count) = (frame.words, packed.lines.len());
    html! {
        div role="status" {
            p { (words.say("batch-packed", &[("n", count.into())])) }
            @if !packed.left_off.is_empty() {
                ul {
                    @for (name, why) in &packed.left_off {
                        @let why = why_off(*why, words);
                        li {
                            (
                                words
                                    .say(
                                        "batch-left-off",
                                        &[("name", arg(name.as_str())), ("why", arg(why))],
                                    )
                            )
                        }
                    }
                }
            }
        }
        @if count > 0 {
            (
                form::post(
                    &choice.page(),
                    frame.csrf,
                    html! {
                        (form::hidden("act", "take")) (form::submit(& words
                        .t("form-save-zip")))
                    },
                )
            )
        }
    }
}
