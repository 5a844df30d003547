//! Steps 4–6: what was told and how it landed, the signs that were seen, and what is still held.

use maud::{Markup, html};

use super::{LogPage, area, choice, fault_line, row, select, step, unset};
use crate::domain::capture::{HELD_PARTS, TOLD_PARTS, row_name};
use crate::domain::{Day, Lang, Message, MessageState, Permission, Reception, Sign, code};
use crate::words::Words;

pub(super) fn told(page: &LogPage<'_>) -> Markup {
    let (waiting, news) = (waiting(page), something_new(page));
    step(
        4,
        html! {
            h2 { (page.t("log-told")) }
            @for (no, message) in &waiting { (existing(page, *no, message)) }
            @if waiting.is_empty() { (news) } @else {
                details open[page.fields.rows_with("tn", &TOLD_PARTS) > 0] {
                    summary { (page.t("log-told-other")) }
                    (news)
                }
            }
        },
    )
}

/// Messages not told yet, planned ones first, with their number in the file.
fn waiting<'a>(page: &LogPage<'a>) -> Vec<(usize, &'a Message)> {
    let Some((file, _)) = page.file else { return Vec::new() };
    let mut out: Vec<_> = file
        .messages
        .iter()
        .enumerate()
        .map(|(i, m)| (i + 1, m))
        .filter(|(_, m)| matches!(m.state(Day::MAX), MessageState::Held | MessageState::Planned))
        .collect();
    out.sort_by_key(|(_, m)| m.state(Day::MAX) != MessageState::Planned);
    out
}

fn existing(page: &LogPage<'_>, no: usize, message: &Message) -> Markup {
    let name = format!("t{no}");
    html! {
        div.tell {
            label.choice.told {
                input
                    type="checkbox"
                    name=(name)
                    value="1"
                    checked[page.fields.ticked(&name, "1")]
                    data-key="t";
                " "
                (message.text)
                " "
                kbd { "t" }
            }
            @if let Some(why) = &message.why {
                p.state { (page.t("term-why")) ": " (why) }
            }
            (answers(page, &name))
        }
    }
}

/// Two of them, or as many as are written and one more.
fn something_new(page: &LogPage<'_>) -> Markup {
    html! {
        div data-rows="tn" {
            @for i in 0..page.fields.rows_with("tn", &TOLD_PARTS).max(1) + 1 {
                @let name = row_name("tn", i);
                (
                    row(
                        i,
                        (filled(page, &name, &TOLD_PARTS), page.t("log-told-more")),
                        html! {
                            (area(page, & format!("{name}-text"), & page
                            .t("log-told-what"), "")) (area(page, &
                            format!("{name}-why"), & page.t("term-why"), & page
                            .t("log-why-hint"))) (answers(page, & name))
                        },
                    )
                )
            }
        }
    }
}

/// True if one of a row's fields holds something, or is at fault.
fn filled(page: &LogPage<'_>, name: &str, parts: &[&str]) -> bool {
    parts
        .iter()
        .map(|part| format!("{name}-{part}"))
        .any(|part| !page.value(&part).trim().is_empty() || page.fault(&part).is_some())
}

/// Permission, landing, and the words each rests on.
fn answers(page: &LogPage<'_>, name: &str) -> Markup {
    let permission = format!("{name}-permission");
    let reception = format!("{name}-reception");
    let rows: Vec<(String, String)> = (0..super::words_said::rows(page))
        .map(|row| (row.to_string(), quote_name(page, row)))
        .collect();
    html! {
        fieldset.grp {
            legend { (page.t("term-permission")) }
            div.choices {
                @for (answer, key) in PERMISSIONS {
                    (
                        choice(
                            page,
                            "radio",
                            &permission,
                            &code(&answer),
                            &page.words.label("permission", &answer),
                            key,
                        )
                    )
                }
                (unset(page, &permission))
            }
            (fault_line(&permission, page.fault(&permission)))
        }
        fieldset.grp {
            legend { (page.t("term-reception")) }
            div.choices {
                @for (landed, key) in RECEPTIONS {
                    (
                        choice(
                            page,
                            "radio",
                            &reception,
                            &code(&landed),
                            &page.words.label("reception", &landed),
                            key,
                        )
                    )
                }
                (
                    choice(
                        page,
                        "radio",
                        &reception,
                        "",
                        &page.t("reception-unknown"),
                        "6",
                    )
                )
            }
        }
        div.two.evidence {
            div {
                (
                    select(
                        page,
                        &format!("{name}-yes"),
                        &page.t("log-permission-words"),
                        &page.t("log-words-first"),
                        &rows,
                    )
                )
                (
                    fault_line(
                        &format!("{name}-yes"),
                        page.fault(&format!("{name}-yes")),
                    )
                )
            }
            (
                select(
                    page,
                    &format!("{name}-answer"),
                    &page.t("log-reception-words"),
                    &page.t("log-none"),
                    &rows,
                )
            )
        }
    }
}

fn quote_name(page: &LogPage<'_>, row: usize) -> String {
    let said = page.value(&format!("q{row}"));
    match said.is_empty() {
        true => format!("{} {}", page.t("log-words-n"), row + 1),
        false => Words::quoted(said, Lang::of(said)),
    }
}

const PERMISSIONS: [(Permission, &str); 4] = [
    (Permission::Solicited, "1"),
    (Permission::Permitted, "2"),
    (Permission::Unasked, "3"),
    (Permission::Imposed, "4"),
];
const RECEPTIONS: [(Reception, &str); 5] = [
    (Reception::Received, "1"),
    (Reception::Thinking, "2"),
    (Reception::PushedBack, "3"),
    (Reception::Burdened, "4"),
    (Reception::Closed, "5"),
];

pub(super) fn signs(page: &LogPage<'_>) -> Markup {
    let group = |legend: &str, from: usize, to: usize| {
        html! {
            fieldset.grp {
                legend { (page.t(legend)) }
                div.choices {
                    @for (i, sign) in Sign::ALL.iter().enumerate().take(to).skip(from) {
                        (
                            choice(
                                page,
                                "checkbox",
                                "sign",
                                &code(sign),
                                &page.words.label("sign", sign),
                                SIGN_KEYS[i],
                            )
                        )
                    }
                }
            }
        }
    };
    step(
        5,
        html! {
            h2 {
                (page.t("log-signs"))
                small { (page.t("log-signs-hint")) }
            }
            (group("family-withdrawal", 0, 8))
            (group("family-confrontation", 8, 13))
            div.grp.two {
                (area(page, "sign-before", &page.t("log-just-before"), ""))
                (area(page, "sign-seen", &page.t("log-observed"), ""))
            }
        },
    )
}

const SIGN_KEYS: [&str; 13] =
    ["h", "2", "3", "4", "5", "6", "7", "8", "⇧1", "⇧2", "⇧3", "⇧4", "⇧5"];

pub(super) fn held(page: &LogPage<'_>) -> Markup {
    let needs: Vec<(String, String)> = page
        .file
        .map(|(file, _)| {
            file.needs
                .iter()
                .enumerate()
                .map(|(i, n)| ((i + 1).to_string(), n.text.to_string()))
                .collect()
        })
        .unwrap_or_default();
    step(
        6,
        html! {
            h2 {
                (page.t("log-held"))
                small { (page.t("log-held-hint")) }
            }
            div data-rows="m" {
                @for i in 0..page.fields.rows_with("m", &HELD_PARTS).max(1) + 1 {
                    @let name = row_name("m", i);
                    (
                        row(
                            i,
                            (filled(page, &name, &HELD_PARTS), page.t("log-held-more")),
                            holding(page, &name, &needs),
                        )
                    )
                }
            }
        },
    )
}

/// One thing to tell.
fn holding(page: &LogPage<'_>, name: &str, needs: &[(String, String)]) -> Markup {
    let part = |part: &str| format!("{name}-{part}");
    html! {
        (area(page, &part("text"), &page.t("term-message"), ""))
        (area(page, &part("why"), &page.t("term-why"), &page.t("log-why-hint")))
        @if !needs.is_empty() {
            (
                select(
                    page,
                    &part("need"),
                    &page.t("log-held-need"),
                    &page.t("log-none"),
                    needs,
                )
            )
        }
        div.guess.grp {
            b { (page.t("term-hypothesis")) }
            (area(page, &part("guess"), &page.t("log-guess"), ""))
            p.from { (page.t("log-guess-hint")) }
        }
        label.choice {
            input
                type="checkbox"
                name=(part("interest"))
                value="1"
                checked[page.fields.ticked(&part("interest"), "1")];
            " "
            (page.t("log-self-interest"))
        }
    }
}
