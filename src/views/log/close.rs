//! Steps 7–9 and the note: promises on both sides, how it closed, the one question.

use maud::{Markup, html};

use super::{LogPage, area, choice, fault_line, field, row, step, unset};
use crate::domain::field::Part;
use crate::domain::moment::days_between;
use crate::domain::session::{Checkout, Closing, SessionField};
use crate::domain::{Day, Promise, code};

pub(super) fn promises(page: &LogPage<'_>) -> Markup {
    let open: Vec<(usize, &Promise)> = page
        .file
        .map(|(file, _)| {
            let numbered = file.commitments.iter().enumerate().map(|(i, p)| (i + 1, p));
            numbered.filter(|(_, p)| p.state(Day::MAX).open()).collect()
        })
        .unwrap_or_default();
    step(
        7,
        html! {
            h2 { (page.t("log-promises")) }
            @if !open.is_empty() {
                ul.rows.open {
                    @for (no, promise) in open {
                        li { (standing_promise(page, no, promise)) }
                    }
                }
            }
            (promise_rows(page, "ours", "term-promise-ours", "log-promise-ours-more"))
            (
                promise_rows(
                    page,
                    "theirs",
                    "term-promise-theirs",
                    "log-promise-theirs-more",
                )
            )
        },
    )
}

fn standing_promise(page: &LogPage<'_>, no: usize, promise: &Promise) -> Markup {
    let name = format!("p{no}");
    html! {
        p.pair {
            span { (page.words.label("promise-by", &promise.by)) ": " (promise.text) }
            @if let Some(due) = promise.due_on {
                span.num { (due_line(page, due)) }
            }
        }
        fieldset.choices {
            legend.vh { (promise.text) }
            (choice(page, "radio", &name, "done", &page.t("promise-state-done"), "d"))
            (
                choice(
                    page,
                    "radio",
                    &name,
                    "carried",
                    &page.t("promise-state-carried"),
                    "c",
                )
            )
            (unset(page, &name))
        }
    }
}

/// The date, and beside it how far away it is.
fn due_line(page: &LogPage<'_>, due: Day) -> String {
    let day = page.words.day_near(due, page.today);
    let late = days_between(due, page.today);
    let (key, n) = if late > 0 { ("log-due-late", late) } else { ("log-due-ahead", -late) };
    page.words.say(key, &[("day", crate::words::arg(day)), ("n", n.into())])
}

/// Two promises of one side, or as many as are written and one more.
fn promise_rows(page: &LogPage<'_>, list: &str, label: &str, more: &str) -> Markup {
    html! {
        div data-rows=(list) {
            @for i in 0..page.fields.rows_with(list, &["", "due"]).max(1) + 1 {
                (
                    row(
                        i,
                        (held(page, &format!("{list}{i}")), page.t(more)),
                        promise_fields(page, list, i, &page.t(label)),
                    )
                )
            }
        }
    }
}

/// True if the row holds something, or is at fault.
fn held(page: &LogPage<'_>, name: &str) -> bool {
    let names = [name.to_owned(), format!("{name}-due")];
    names.iter().any(|name| !page.value(name).trim().is_empty() || page.fault(name).is_some())
}

fn promise_fields(page: &LogPage<'_>, name: &str, i: usize, label: &str) -> Markup {
    html! {
        div.two.grp {
            div { (area(page, &format!("{name}{i}"), label, &page.t("log-promise-hint"))) }
            div {
                (
                    field(
                        page,
                        &format!("{name}{i}-due"),
                        &page.t("log-due"),
                        &page.t("log-due-hint"),
                    )
                )
            }
        }
    }
}

pub(super) fn closing(page: &LogPage<'_>) -> Markup {
    step(
        8,
        html! {
            h2 { (page.t("log-closing")) }
            fieldset #f-closing.grp.choices {
                legend.vh { (page.t("log-closing-how")) }
                @for (closing, key) in {
                    [
                        (Closing::Dated, "1"),
                        (Closing::Courtesy, "2"),
                        (Closing::None, "3"),
                    ]
                } {
                    (
                        choice(
                            page,
                            "radio",
                            "closing",
                            &code(&closing),
                            &page.words.label("closing", &closing),
                            key,
                        )
                    )
                }
                (unset(page, "closing"))
            }
            (fault_line("closing", page.fault("closing")))
            p.state { (page.t("log-courtesy-note")) }
            div.two.grp { (field(page, "next", &page.t("log-next"), &page.t("log-next-hint"))) }
            @for declared in SessionField::texts().map(SessionField::declared) {
                @if declared.part == Part::Closing {
                    (area(page, declared.form, &page.t(declared.label), ""))
                }
            }
        },
    )
}

pub(super) fn question(page: &LogPage<'_>) -> Markup {
    step(
        9,
        html! {
            h2 { (page.t("term-check-out")) }
            p { (page.t("log-question")) }
            fieldset #f-checkout.grp.choices {
                legend.vh { (page.t("log-answer")) }
                @for (answer, key) in {
                    [
                        (Checkout::Yes, "1"),
                        (Checkout::Partly, "2"),
                        (Checkout::No, "3"),
                        (Checkout::NotAsked, "4"),
                    ]
                } {
                    (
                        choice(
                            page,
                            "radio",
                            "checkout",
                            &code(&answer),
                            &page.words.label("checkout", &answer),
                            key,
                        )
                    )
                }
            }
            (fault_line("checkout", page.fault("checkout")))
        },
    )
}

pub(super) fn note(page: &LogPage<'_>) -> Markup {
    html! {
        section.private {
            label.field for="f-note" { (page.t("log-note")) }
            textarea name="note" id="f-note" rows="3" { (page.value("note")) }
            (fault_line("note", page.fault("note")))
            p.fine { (page.t("log-note-hint")) }
        }
    }
}
