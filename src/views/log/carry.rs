//! Shows what last time left: their last words, promises that are open, and what was meant to
//! be told. What is left untouched stays as it was.

use maud::{Markup, html};

use super::lines::short;
use super::parts::{grounds, permission, reception};
use super::{LogPage, area, chip, unset};
use crate::intake::log_form::{Line, LineKind};
use crate::method::moment::days_between;
use crate::method::{ClientFile, Day, Message, MessageState, Promise, Quote, Speaker, code};
use crate::words::{Words, arg};

pub(super) fn over(page: &LogPage<'_>) -> Markup {
    let Some((file, _)) = page.file else { return html! {} };
    let said: Vec<Line> =
        page.fields.lines().into_iter().filter(|l| l.kind == LineKind::Said).collect();
    let numbered = file.promises.iter().enumerate().map(|(i, p)| (i + 1, p));
    let open: Vec<(usize, &Promise)> = numbered.filter(|(_, p)| p.state(Day::MAX).open()).collect();
    let last = last_words(file);
    let (planned, held) = waiting(file);
    html! {
        @if last.is_some() || !open.is_empty() || !planned.is_empty() || !held.is_empty() {
            section.carry aria-labelledby="carry-head" {
                h2 #carry-head.lab { (page.t("log-carry")) }
                ol.lines {
                    @if let Some(quote) = last { (last_said(page, file, quote)) }
                    @for (no, promise) in open { (standing_promise(page, no, promise)) }
                    @for (no, message) in &planned { (to_tell(page, &said, (*no, message))) }
                }
                @if !held.is_empty() {
                    @let told = held.iter().any(|(no, _)| answered(page, *no));
                    details.more open[told] {
                        summary {
                            (page.words.say("log-carry-held", &[("n", held.len().into())]))
                        }
                        ol.lines {
                            @for (no, message) in &held { (to_tell(page, &said, (*no, message))) }
                        }
                    }
                }
            }
        }
    }
}

fn last_words(file: &ClientFile) -> Option<&Quote> {
    let theirs = file.quotes.iter().filter(|q| q.speaker == Speaker::Client && q.session.is_some());
    theirs.max_by_key(|q| q.session.as_ref().and_then(|id| file.session(id)).map(|s| s.on))
}

fn last_said(page: &LogPage<'_>, file: &ClientFile, quote: &Quote) -> Markup {
    let on = quote.session.as_ref().and_then(|id| file.session(id)).map(|s| s.on);
    html! {
        li.ln.past {
            p.said lang=(code(&quote.lang)) {
                q.words { (Words::quoted(quote.text.as_str(), quote.lang)) }
            }
            @if let Some(on) = on {
                p.tags {
                    (
                        page.words.say(
                            "log-carry-words",
                            &[("day", arg(page.words.day_near(on, page.today)))],
                        )
                    )
                }
            }
        }
    }
}

fn standing_promise(page: &LogPage<'_>, no: usize, promise: &Promise) -> Markup {
    let name = format!("p{no}");
    let kind = if promise.by == Speaker::Client { LineKind::Theirs } else { LineKind::Ours };
    html! {
        li.ln.ours.past tabindex="-1" {
            span.kind { (page.t(&short(kind))) }
            div.row2 {
                div {
                    p.tx { (promise.text) }
                    p.tags {
                        @if let Some(due) = promise.due_on { (due_line(page, due)) " " }
                        b.answer {}
                    }
                }
                fieldset.chips {
                    legend.vh { (promise.text) }
                    (chip(page, ("radio", &name, "done"), &page.t("log-promise-done"), "d"))
                    (chip(page, ("radio", &name, "carried"), &page.t("promise-state-carried"), "c"))
                    (unset(page, &name))
                }
            }
        }
    }
}

/// The date, and beside it how far away it is.
fn due_line(page: &LogPage<'_>, due: Day) -> String {
    let day = page.words.day_near(due, page.today);
    let late = days_between(due, page.today);
    let (key, n) = if late > 0 { ("log-due-late", late) } else { ("log-due-ahead", -late) };
    page.words.say(key, &[("day", arg(day)), ("n", n.into())])
}

type Numbered<'f> = (usize, &'f Message);

/// Messages not told yet, those that were planned apart, each with its number in the file.
fn waiting(file: &ClientFile) -> (Vec<Numbered<'_>>, Vec<Numbered<'_>>) {
    let numbered = file.messages.iter().enumerate().map(|(i, m)| (i + 1, m));
    let waits = numbered
        .filter(|(_, m)| matches!(m.state(Day::MAX), MessageState::Held | MessageState::Planned));
    waits.partition(|(_, m)| m.state(Day::MAX) == MessageState::Planned)
}

/// True if something was answered about a message.
fn answered(page: &LogPage<'_>, no: usize) -> bool {
    let parts = ["permission", "reception", "yes", "answer"];
    page.fields.ticked(&format!("t{no}"), "1")
        || parts.iter().any(|part| !page.value(&format!("t{no}-{part}")).is_empty())
}

fn to_tell(page: &LogPage<'_>, said: &[Line], (no, message): Numbered<'_>) -> Markup {
    let name = format!("t{no}");
    html! {
        li.ln.ours.past.tell tabindex="-1" {
            span.kind { (page.t("line-short-planned")) }
            div {
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
                    p.tags { (page.t("term-why")) ": " (why) }
                }
                div.answers {
                    (permission(page, &name))
                    (grounds(page, &format!("{name}-yes"), said, "log-permission-words"))
                    (reception(page, &name))
                    (grounds(page, &format!("{name}-answer"), said, "log-reception-words"))
                    @if !page.value(&format!("{name}-why")).is_empty() {
                        (area(page, &format!("{name}-why"), &page.t("term-why"), ""))
                    }
                }
            }
        }
    }
}
