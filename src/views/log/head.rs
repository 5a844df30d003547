//! Tells who, when, how long: the three required things, and a new client where there is none yet.

use maud::{Markup, html};

use super::{LogPage, choice, fault_line, field, select, unset};
use crate::domain::capture::{ANOTHER, SAME_DAY};
use crate::domain::person::OriginDirection;
use crate::domain::person::twin::Sign;
use crate::domain::session::{Initiator, Mode, SessionField, SessionStatus};
use crate::domain::{ClientFile, Lang, Session, code};
use crate::paths;
use crate::store::draft::DISCARDED_DAYS;
use crate::views::{form, quote, twin};
use crate::words::{arg, label_key, text_arg};

pub(super) fn heading(page: &LogPage<'_>) -> Markup {
    html! {
        header.head {
            p.kick { (super::correcting::kick(page)) }
            @match page.file {
                Some((file, _)) => h1 { (page.words.name_of(&file.person)) },
                None => h1 { (page.t("log-whose")) },
            }
            (carried(page))
            p #saved.saved aria-live="polite" {
                @if let Some(saved) = &page.saved { (saved) }
            }
            (discard(page))
        }
    }
}

/// The texts that the last session left for this one.
fn carried(page: &LogPage<'_>) -> Markup {
    let file = page.file.filter(|_| page.correcting.is_none());
    let carried = file.map(|(file, _)| SessionField::carried(&file.sessions, page.today));
    html! {
        @for (field, text) in carried.into_iter().flatten() {
            @let label = arg(page.t(field.declared().label));
            p.sub { (page.words.say("log-fact", &[("what", label), ("value", text_arg(&text))])) }
        }
    }
}

/// Throwing the draft away: far from Save, and asked first.
fn discard(page: &LogPage<'_>) -> Markup {
    html! {
        details {
            summary { (page.t("log-discard")) }
            p.state { (page.words.say("log-discard-means", &[("n", DISCARDED_DAYS.into())])) }
            button
                .plain
                form="log"
                type="submit"
                formaction=(crate::paths::log_discard())
                formnovalidate
            { (page.t("log-discard-do")) }
        }
    }
}

pub(super) fn facts(page: &LogPage<'_>) -> Markup {
    html! {
        section.basics {
            @if page.correcting.is_some() {
                (super::correcting::whose(page))
                @if page.value("named") == "1" { (newcomer(page)) }
            } @else if page.file.is_some() {
                input type="hidden" name="client" value=(page.value("client"));
            } @else { (who(page)) }
            div.three {
                (field(page, "on", &page.t("log-date"), &page.t("log-date-hint")))
                (to_the_same(page))
                (field(page, "minutes", &page.t("log-minutes"), ""))
                (
                    select(
                        page,
                        "mode",
                        &page.t("log-mode"),
                        &page.t("log-mode-none"),
                        &options(page, "mode", &MODES),
                    )
                )
            }
            details open[opened(page)] {
                summary { (page.t("log-more-facts")) }
                fieldset #f-initiator.grp {
                    legend { (page.t("log-initiator")) }
                    div.choices {
                        @for who in [Initiator::Them, Initiator::Us, Initiator::Agreed] {
                            (
                                choice(
                                    page,
                                    "radio",
                                    "initiator",
                                    &code(&who),
                                    &page.words.label("initiator", &who),
                                    "",
                                )
                            )
                        }
                        (unset(page, "initiator"))
                    }
                    (fault_line("initiator", page.fault("initiator")))
                }
                fieldset #f-status.grp {
                    legend { (page.t("log-status")) }
                    div.choices {
                        @for status in STATUSES {
                            (
                                choice(
                                    page,
                                    "radio",
                                    "status",
                                    &code(&status),
                                    &page.words.label("session-status", &status),
                                    "",
                                )
                            )
                        }
                    }
                    (fault_line("status", page.fault("status")))
                }
                (
                    field(
                        page,
                        "planned",
                        &page.t("log-planned-for"),
                        &page.t("log-due-hint"),
                    )
                )
            }
        }
    }
}

const MODES: [Mode; 6] =
    [Mode::Online, Mode::Visit, Mode::Office, Mode::Phone, Mode::Event, Mode::Other];
const STATUSES: [SessionStatus; 5] = [
    SessionStatus::Held,
    SessionStatus::CancelledByClient,
    SessionStatus::CancelledByUs,
    SessionStatus::NoShow,
    SessionStatus::RescheduledByClient,
];

/// The rarer facts stay folded away until one of them is not what it usually is.
fn opened(page: &LogPage<'_>) -> bool {
    let usual = |name: &str, usual: &str| page.value(name).is_empty() || page.value(name) == usual;
    let faulty = ["initiator", "status", "planned"].iter().any(|name| page.fault(name).is_some());
    faulty || !usual("status", "held") || !usual("planned", "")
}

fn options<T: serde::Serialize>(
    page: &LogPage<'_>,
    family: &str,
    values: &[T],
) -> Vec<(String, String)> {
    values.iter().map(|v| (code(v), page.words.t(&label_key(family, v)))).collect()
}

/// Choose a client, or name a new one in the same page.
fn who(page: &LogPage<'_>) -> Markup {
    let clients: Vec<(String, String)> =
        page.choices.iter().map(|c| (c.id.to_string(), c.name.clone())).collect();
    html! {
        @if !clients.is_empty() {
            (
                select(
                    page,
                    "client",
                    &page.t("log-client"),
                    &page.t("log-client-new"),
                    &clients,
                )
            )
        }
        (newcomer(page))
    }
}

/// Shows who a new client is.
pub(super) fn newcomer(page: &LogPage<'_>) -> Markup {
    let pillars: Vec<(String, String)> = page
        .pillars
        .iter()
        .filter_map(|p| p.label(page.words.lang()).map(|name| (p.id.to_string(), name.to_string())))
        .collect();
    html! {
        details
            #new-client
            open[
                page.choices.is_empty() || !page.value("new-name").is_empty()
                    || page.fault("new-name").is_some()
            ]
        {
            summary { (page.t("log-new-client")) }
            div.two {
                (field(page, "new-name", &page.t("log-new-name"), ""))
                (field(page, "new-reading", &page.t("log-new-reading"), ""))
            }
            @let langs = [Lang::Ja, Lang::En]
                .map(|lang| (code(&lang), page.words.label("lang", &lang)));
            (
                select(
                    page,
                    "new-locale",
                    &page.t("person-locale"),
                    &page.t("log-new-locale"),
                    &langs,
                )
            )
            @let asked: Vec<_> = page
                .twins
                .iter()
                .filter(|twin| twin.signs != [Sign::Part])
                .cloned()
                .collect();
            @if !asked.is_empty() {
                (form::hidden("twin-of", page.value("new-name")))
                (twin::question(&asked, page.value(twin::SAID), None, page.words))
            }
            fieldset #f-new-origin.grp {
                legend { (page.t("log-new-origin")) }
                div.choices {
                    @for who in {
                        [
                            OriginDirection::CameToUs,
                            OriginDirection::WeWent,
                            OriginDirection::Introduced,
                        ]
                    } {
                        (
                            choice(
                                page,
                                "radio",
                                "new-origin",
                                &code(&who),
                                &page.words.label("origin", &who),
                                "",
                            )
                        )
                    }
                    (unset(page, "new-origin"))
                }
                (fault_line("new-origin", page.fault("new-origin")))
            }
            div.two {
                @if !pillars.is_empty() {
                    (
                        select(
                            page,
                            "new-pillar",
                            &page.t("log-new-pillar"),
                            &page.t("log-none"),
                            &pillars,
                        )
                    )
                }
                (
                    field(
                        page,
                        "new-pillar-name",
                        &page.t("log-new-pillar-name"),
                        &page.t("log-new-pillar-hint"),
                    )
                )
            }
        }
    }
}

/// The session of the client that was held on the day about which it was asked.
fn held_already<'p>(page: &'p LogPage<'_>) -> Option<(&'p ClientFile, &'p Session)> {
    let on = page.value(ANOTHER).parse().ok()?;
    let (file, _) = page.file?;
    Some((file, file.held_that_day(on)?))
}

/// Asks whether the session of that day is the same one.
pub(super) fn same_day(page: &LogPage<'_>) -> String {
    let words = page.words;
    let Some((_, session)) = held_already(page) else { return page.t("fault-same-day-there") };
    let written = session.ended_at.or(session.recorded_at).map(|at| words.time(at));
    let topic = session.client_topic.as_ref().map(ToString::to_string);
    let named = [Some(quote::session_name(session.no, words)), written, topic];
    let what: Vec<String> = named.into_iter().flatten().collect();
    words.say(SAME_DAY, &[("what", arg(what.join(&words.t("quote-joint"))))])
}

/// Leads to the session of that day, to be corrected; what was typed here waits as a draft.
fn to_the_same(page: &LogPage<'_>) -> Markup {
    let asked = page.faults.iter().any(|fault| fault.key == SAME_DAY);
    let there = held_already(page).filter(|_| asked);
    html! {
        @if let Some((file, session)) = there {
            p {
                a.act href=(paths::correct(&file.person.id, &session.id)) {
                    (page.t("log-same-day-correct"))
                }
            }
        }
    }
}
