//! Steps 1–3: what they came to talk about, their words, and what each word is a mark of.

use maud::{Markup, html};

use super::{LogPage, area, choice, fault_line, lines, select, step, unset};
use crate::domain::capture::MARK_PARTS;
use crate::domain::need::NeedState;
use crate::domain::rupture::RuptureState;
use crate::domain::session::Covered;
use crate::domain::want::WantState;
use crate::domain::{ClientFile, Exactness, Lang, code};
use crate::views::violation;
use crate::words::Words;

pub(super) fn topic(page: &LogPage<'_>) -> Markup {
    step(
        1,
        html! {
            h2 {
                label for="f-topic" { (page.t("log-topic")) }
            }
            (
                lines(
                    "topic",
                    "words",
                    (page.value("topic"), ""),
                    (None, page.fault("topic").is_some()),
                )
            )
            (fault_line("topic", page.fault("topic")))
            fieldset #f-covered.grp.choices {
                legend.vh { (page.t("log-covered")) }
                @for (covered, key) in [(Covered::Yes, "1"), (Covered::Partly, "2"), (Covered::No, "3")] {
                    (
                        choice(
                            page,
                            "radio",
                            "covered",
                            &code(&covered),
                            &page.words.label("covered", &covered),
                            key,
                        )
                    )
                }
                (unset(page, "covered"))
            }
            (fault_line("covered", page.fault("covered")))
            @if {
                page.file
                    .is_some_and(|(file, _)| {
                        file.sessions.iter().filter(|s| s.held()).count() < 2
                    })
            } {
                p.fine { (page.t("log-first-want")) }
            }
        },
    )
}

/// The quotation marks around the field are the view's: the words are stored without them.
pub(super) fn quotes(page: &LogPage<'_>) -> Markup {
    step(
        2,
        html! {
            h2 {
                (page.t("log-words"))
                small { (page.t("log-words-hint")) }
            }
            div #words.lines data-label=(page.t("log-words-n")) {
                @for row in 0..rows(page) {
                    div.line {
                        (quote_field(page, row))
                        select name={ "q" (row) "-exact" } aria-label=(page.t("log-exactness")) {
                            option
                                value=""
                                selected[page.value(&format!("q{row}-exact")).is_empty()]
                            { (page.t("log-exactness-usual")) }
                            @for exact in [Exactness::Verbatim, Exactness::Near, Exactness::Gist] {
                                option
                                    value=(code(&exact))
                                    selected[page.value(&format!("q{row}-exact")) == code(&exact)]
                                { (page.words.label("exactness", &exact)) }
                            }
                        }
                    }
                }
            }
        },
    )
}

fn quote_field(page: &LogPage<'_>, row: usize) -> Markup {
    let name = format!("q{row}");
    let label = format!("{} {}", page.t("log-words-n"), row + 1);
    let (open, close) = match page.words.lang() {
        Lang::Ja => ("「", "」"),
        Lang::En => ("“", "”"),
    };
    html! {
        span.inwords {
            span aria-hidden="true" { (open) }
            (
                lines(
                    &name,
                    "words",
                    (page.value(&name), ""),
                    (Some(&label), page.fault(&name).is_some()),
                )
            )
            span aria-hidden="true" { (close) }
        }
        (fault_line(&name, page.fault(&name)))
    }
}

/// Three lines, or as many as are written or marked and one more.
pub(super) fn rows(page: &LogPage<'_>) -> usize {
    page.fields.rows("q").max(page.fields.rows_with("q", &MARK_PARTS)).max(2) + 1
}

/// Shows what each line is a mark of. Without scripts an empty line's marks are simply not used.
pub(super) fn marks(page: &LogPage<'_>) -> Markup {
    let moves = page.file.map(|(file, _)| offered(file)).unwrap_or_default();
    step(
        3,
        html! {
            h2 { (page.t("log-marks")) }
            div #marks {
                @for row in 0..rows(page) { (mark(page, row, &moves)) }
            }
            p.fine { (page.t("log-marks-both")) }
            @if let Some(reading) = &page.reading {
                @for unkept in &reading.unkept {
                    (violation::unkept(&unkept.typed, &unkept.rules, page.words))
                }
            }
        },
    )
}

fn mark(page: &LogPage<'_>, row: usize, offered: &[String]) -> Markup {
    let said = page.value(&format!("q{row}")).to_owned();
    let name = |part: &str| format!("q{row}-{part}");
    let moves = moves(page, offered, page.value(&name("move")));
    html! {
        fieldset.grp data-row=(row) {
            legend {
                @if said.is_empty() {
                    span.quiet { (page.t("log-words-n")) " " (row + 1) }
                } @else {
                    q.words { (Words::quoted(&said, Lang::of(&said))) }
                }
            }
            div.choices {
                (choice(page, "checkbox", &name("w"), "1", &page.t("term-want"), "w"))
                (choice(page, "checkbox", &name("n"), "1", &page.t("term-hint"), "n"))
                (
                    choice(
                        page,
                        "checkbox",
                        &name("a"),
                        "1",
                        &page.t("term-conversation-agreement"),
                        "a",
                    )
                )
                (
                    choice(
                        page,
                        "checkbox",
                        &name("b"),
                        "1",
                        &page.t("term-consultation-agreement"),
                        "b",
                    )
                )
            }
            details.more open[opened(page, row)] {
                summary { (page.t("log-mark-more")) }
                div.two {
                    (
                        area(
                            page,
                            &name("want"),
                            &page.t("log-want-as"),
                            &page.t("log-want-as-hint"),
                        )
                    )
                    (
                        area(
                            page,
                            &name("need"),
                            &page.t("log-need-as"),
                            &page.t("log-need-as-hint"),
                        )
                    )
                }
                fieldset.grp {
                    legend { (page.t("log-agreement-how")) }
                    div.choices {
                        @for how in ["auto", "declined", "withdrawn"] {
                            (
                                choice(
                                    page,
                                    "radio",
                                    &name("how"),
                                    how,
                                    &page
                                        .t(
                                            HOW[usize::from(how == "declined")
                                                + 2 * usize::from(how == "withdrawn")],
                                        ),
                                    "",
                                )
                            )
                        }
                        (unset(page, &name("how")))
                    }
                }
                @if !moves.is_empty() {
                    (
                        select(
                            page,
                            &name("move"),
                            &page.t("log-mark-moves"),
                            &page.t("log-none"),
                            &moves,
                        )
                    )
                }
            }
        }
    }
}

const HOW: [&str; 3] = ["log-agreement-auto", "log-agreement-declined", "log-agreement-withdrawn"];

fn opened(page: &LogPage<'_>, row: usize) -> bool {
    ["want", "need", "move"].iter().any(|part| !page.value(&format!("q{row}-{part}")).is_empty())
        || ["declined", "withdrawn"].contains(&page.value(&format!("q{row}-how")))
}

/// The steps with their words, and the one that is written down already, whether or not it is
/// offered to a new session.
fn moves(page: &LogPage<'_>, offered: &[String], written: &str) -> Vec<(String, String)> {
    let Some((file, _)) = page.file else { return Vec::new() };
    let other = (!written.is_empty() && offered.iter().all(|value| value != written))
        .then(|| written.to_owned());
    let all = offered.iter().cloned().chain(other);
    all.filter_map(|value| Some((value.clone(), worded(page.words, file, &value)?))).collect()
}

/// A step and what it is a step of, in words.
fn worded(words: &Words, file: &ClientFile, value: &str) -> Option<String> {
    let [noun, no, to] = value.splitn(3, '.').collect::<Vec<_>>()[..] else { return None };
    let no = no.parse::<usize>().ok()?.checked_sub(1)?;
    let (family, about) = match noun {
        "need" => ("need-state", file.needs.get(no)?.text.to_string()),
        "want" => ("want-state", file.wants.get(no)?.text.to_string()),
        "strain" => ("rupture-state", words.day_short(file.ruptures.get(no)?.opened_on)),
        _ => return None,
    };
    Some(format!("{}: {about}", words.label(family, &to)))
}

/// The steps that words of a new session could be, on what is already recorded:
/// `need.2.acknowledged` and so on.
fn offered(file: &ClientFile) -> Vec<String> {
    let mut out = Vec::new();
    let far = crate::domain::Day::MAX;
    let mut push = |noun: &str, no: usize, to: String| out.push(format!("{noun}.{no}.{to}"));
    for (i, need) in file.needs.iter().enumerate() {
        let to: &[NeedState] = match need.state(far) {
            NeedState::Hypothesis => &[NeedState::Acknowledged],
            NeedState::Voiced => &[NeedState::Acknowledged, NeedState::Rejected],
            NeedState::Acknowledged => &[NeedState::Addressed, NeedState::Rejected],
            NeedState::Addressed => &[NeedState::Acknowledged],
            NeedState::Rejected | NeedState::LetGo => &[NeedState::Hypothesis],
        };
        to.iter().for_each(|state| push("need", i + 1, code(state)));
    }
    for (i, want) in file.wants.iter().enumerate() {
        let to: &[WantState] = match want.state(far) {
            WantState::Open => &[WantState::Done, WantState::Deferred, WantState::Withdrawn],
            WantState::Answered | WantState::Deferred => &[WantState::Done, WantState::Withdrawn],
            WantState::Declined => &[WantState::Withdrawn],
            WantState::Done | WantState::Withdrawn => &[WantState::Open],
        };
        to.iter().for_each(|state| push("want", i + 1, code(state)));
    }
    for (i, rupture) in file.ruptures.iter().enumerate() {
        let to: &[RuptureState] = match rupture.state(far) {
            Some(RuptureState::Named) => &[RuptureState::Explored, RuptureState::Repaired],
            Some(RuptureState::Explored) => &[RuptureState::Repaired],
            _ => &[],
        };
        to.iter().for_each(|state| push("strain", i + 1, code(state)));
    }
    out
}
