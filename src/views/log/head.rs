//! Says who, when, how long in one line at the head, mended below it; and a new client where there
//! is none yet.

use maud::{Markup, html};

use super::{LogPage, chip, choice, fault_line, field, select, unset};
use crate::intake::log_form::{ANOTHER, SAME_DAY};
use crate::intake::written::clock;
use crate::method::person::OriginDirection;
use crate::method::person::twin::Sign;
use crate::method::session::{Initiator, Mode, SessionField, SessionStatus};
use crate::method::{ClientFile, Day, Lang, Session, code, from_code};
use crate::paths;
use crate::store::draft::DISCARDED_DAYS;
use crate::views::{form, quote, twin};
use crate::words::{arg, label_key, text_arg};

/// The head stays in sight: whose session it is, and when.
pub(super) fn bar(page: &LogPage<'_>) -> Markup {
    let (day, minutes) = (page.value("on").parse().ok(), page.value("minutes").parse().ok());
    html! {
        header.bar {
            div {
                @if page.correcting.is_some() {
                    p.kick { (super::correcting::kick(page)) }
                }
                @match page.file {
                    Some((file, _)) => h1 { (page.words.name_of(&file.person)) },
                    None => h1 { (page.t("log-title")) },
                }
                p #when { (when(page, day, minutes)) }
                (carried(page))
            }
            a.act #facts-open href="#facts" { (page.t("log-facts-change")) }
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

/// Which session, the day with its weekday, how long and where: what can be read of it.
pub(super) fn when(page: &LogPage<'_>, day: Option<Day>, minutes: Option<u32>) -> String {
    let words = page.words;
    let no = page.file.filter(|_| page.correcting.is_none()).map(|(file, _)| {
        let held = file.sessions.iter().filter(|s| s.held()).count();
        words.say("session-numbered", &[("no", (held + 1).into())])
    });
    let day = day.map(|day| words.day_near(day, page.today));
    let minutes =
        minutes.filter(|n| *n > 0).map(|n| words.say("session-minutes", &[("n", n.into())]));
    let mode = from_code::<Mode>(page.value("mode")).map(|mode| words.label("mode", &mode));
    let time = clock::read(page.value("time"))
        .map(|at| words.say("log-when-from", &[("time", arg(at.format("%H:%M").to_string()))]));
    let parts: Vec<String> = [no, day, time, minutes, mode].into_iter().flatten().collect();
    parts.join(&words.t("entry-and"))
}

/// Throwing the draft away: far from Save, and asked first.
fn discard(page: &LogPage<'_>) -> Markup {
    html! {
        details.discard {
            summary { (page.t("log-discard")) }
            p.state { (page.words.say("log-discard-means", &[("n", DISCARDED_DAYS.into())])) }
            button
                .plain
                form="log"
                type="submit"
                formaction=(crate::paths::log_discard())
                formnovalidate
            { (page.t("draft-discard")) }
        }
    }
}

/// Everything about the session as a whole. It is folded away once a client is chosen.
pub(super) fn facts(page: &LogPage<'_>) -> Markup {
    let fields =
        ["on", "time", "minutes", "mode", "initiator", "status", "planned", "client", "new-name"];
    let faulty = fields.iter().any(|name| page.fault(name).is_some());
    let elsewhere = page.correcting.is_some()
        && (page.value("client") != page.value("of-client") || !page.value("new-name").is_empty());
    let chosen = page.file.is_some();
    html! {
        @if !chosen { (who(page)) }
        details #facts open[!chosen || faulty || elsewhere || rare(page)] {
            summary { (page.t("log-facts")) }
            @if page.correcting.is_some() {
                (super::correcting::whose(page))
                @if page.value("named") == "1" { (newcomer(page)) }
            } @else if chosen { (form::hidden("client", page.value("client"))) }
            div.three {
                div {
                    (on(page))
                    (to_the_same(page))
                }
                (field(page, "time", &page.t("log-time"), &page.t("log-time-hint")))
                div { (minutes(page)) }
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
            details open[rare(page)] {
                summary { (page.t("log-more-facts")) }
                fieldset #f-initiator.chips {
                    legend { (page.t("log-initiator")) }
                    @for who in [Initiator::Them, Initiator::Us, Initiator::Agreed] {
                        @let word = page.words.label("initiator", &who);
                        (chip(page, ("radio", "initiator", &code(&who)), &word, ""))
                    }
                    (unset(page, "initiator"))
                }
                (fault_line("initiator", page.fault("initiator")))
                fieldset #f-status.chips {
                    legend { (page.t("log-status")) }
                    @for status in STATUSES {
                        @let word = page.words.label("session-status", &status);
                        (chip(page, ("radio", "status", &code(&status)), &word, ""))
                    }
                }
                (fault_line("status", page.fault("status")))
                (field(page, "planned", &page.t("log-planned-for"), &page.t("log-due-hint")))
            }
            (discard(page))
            p {
                a.act href=(crate::paths::today()) { (page.t("log-leave")) }
            }
        }
    }
}

/// The day of the session; a script offers the two that it mostly is.
fn on(page: &LogPage<'_>) -> Markup {
    html! {
        (field(page, "on", &page.t("log-date"), &page.t("log-date-hint")))
        div.chips hidden data-fill="on" role="group" aria-label=(page.t("log-date")) {
            button.chip type="button" data-value=(page.today) { (page.t("place-today")) }
            @if let Some(before) = page.today.pred_opt() {
                button.chip type="button" data-value=(before) { (page.t("log-yesterday")) }
            }
        }
    }
}

fn minutes(page: &LogPage<'_>) -> Markup {
    html! {
        (field(page, "minutes", &page.t("log-minutes"), ""))
        div.chips hidden data-fill="minutes" role="group" aria-label=(page.t("log-minutes")) {
            @for n in [60_u32, 90] {
                button.chip type="button" data-value=(n) {
                    (page.words.say("session-minutes", &[("n", n.into())]))
                }
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
fn rare(page: &LogPage<'_>) -> bool {
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
    let chosen = page.value("client");
    html! {
        section.block.who {
            @if !page.choices.is_empty() {
                div.chips role="group" aria-label=(page.t("log-whose")) {
                    @for one in page.choices.iter().filter(|one| one.recent) {
                        button.chip
                            type="submit"
                            name="act"
                            value={ "client." (one.id) }
                            formnovalidate
                        { (one.name) }
                    }
                }
                div.find hidden {
                    label.field {
                        (page.t("log-find"))
                        input #find type="text" autocomplete="off" enterkeyhint="search";
                    }
                    ul.opts aria-live="polite" {}
                }
                label.field {
                    (page.t("log-client"))
                    select name="client" id="f-client" {
                        option value="" { (page.t("log-client-new")) }
                        @for one in page.choices {
                            option
                                value=(one.id)
                                data-reading=(one.reading)
                                selected[one.id.as_str() == chosen]
                            { (one.name) }
                        }
                    }
                }
                (fault_line("client", page.fault("client")))
            }
            (newcomer(page))
        }
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
            @let told = ["new-origin", "new-pillar", "new-pillar-name"]
                .iter()
                .any(|name| !page.value(name).is_empty() || page.fault(name).is_some());
            details open[told] {
                summary { (page.t("log-new-more")) }
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
