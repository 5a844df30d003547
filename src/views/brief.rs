//! The brief: one phone screen before a session, at most 250 words. What is left out stands on the client's page.

use maud::{Markup, html};

use super::{client, quote, standing};
use crate::domain::message::MessageState;
use crate::domain::standing::Missing;
use crate::domain::{ClientFile, Day, Id, Message, NeedState, Quote, Standing, Text, Want, WantState};
use crate::paths;
use crate::words::{Words, arg, text_arg};

/// How long one text may be here, in characters.
const SHORT: usize = 90;

/// Everything the page is made of.
pub struct Page<'a> {
    /// The person's id in addresses.
    pub id: &'a Id,
    pub file: &'a ClientFile,
    pub standing: &'a Standing,
    pub today: Day,
    pub words: &'a Words,
}

/// The body of the page.
pub fn page(p: &Page<'_>) -> Markup {
    html! { div.brief {
        (head(p))
        (repair(p))
        (last_words(p))
        (wants(p))
        (messages(p))
        (guesses(p))
        (sponsor(p))
        (rest(p))
    } }
}

fn head(p: &Page<'_>) -> Markup {
    let words = p.words;
    let next = p.file.sessions.iter().filter_map(|s| s.next_on).filter(|on| *on >= p.today).min();
    let no = p.file.held_sessions(p.today).iter().filter_map(|s| s.no).max().unwrap_or(0) + 1;
    html! {
        header.head {
            p.kick.num {
                @match next { Some(on) => (words.day(on)), None => (words.t("brief-no-date")) }
                (words.t("quote-joint")) (quote::session_name(Some(no), words))
            }
            h1 { a href=(paths::client(p.id)) { (client::name(p.file, words)) } }
            p.from { (standing::stage(p.standing, words)) @for overlay in standing::overlays(p.standing, words) { (words.t("quote-joint")) (overlay) } }
        }
    }
}

/// Where something must come before everything else.
fn repair(p: &Page<'_>) -> Markup {
    let first = matches!(p.standing.missing, Missing::RuptureRepair { .. } | Missing::HeartClosed { .. });
    html! { @if first { section.sec { h2 { (p.words.t("brief-first")) } p { (standing::missing(&p.standing.missing, p.words)) } } } }
}

fn last_words(p: &Page<'_>) -> Markup {
    let words = p.words;
    let said = p.file.their_words();
    let Some((on, last)) = said.iter().rfind(|(on, _)| *on <= p.today) else { return html! {} };
    html! {
        section.sec {
            h2 { (words.t("brief-last-words")) }
            div.said.big { (quote::inline(last, words)) }
            p.from { (words.day(*on)) (words.t("quote-joint")) (quote::origin(last, p.file, words)) }
        }
    }
}

fn wants(p: &Page<'_>) -> Markup {
    let of = |state| -> Vec<&Want> {
        let mut wants: Vec<_> = p.file.wants.iter().filter(|w| w.on <= p.today && w.state(p.today) == state).collect();
        wants.sort_by_key(|w| std::cmp::Reverse(w.on));
        wants.truncate(4);
        wants
    };
    html! {
        (want_list(p, &p.words.t("brief-open-wants"), &of(WantState::Open)))
        (want_list(p, &p.words.t("brief-answered-wants"), &of(WantState::Answered)))
    }
}

fn want_list(p: &Page<'_>, label: &str, wants: &[&Want]) -> Markup {
    html! {
        @if !wants.is_empty() {
            section.sec {
                h2 { (label) }
                ul.rows.tight { @for w in wants { li.pair { span { (short(&w.text)) } span { (p.words.day_near(w.on, p.today)) } } } }
            }
        }
    }
}

/// What may be told now, with the words that allow it; and what must wait, with the reason.
fn messages(p: &Page<'_>) -> Markup {
    let words = p.words;
    let waits = |m: &&Message| matches!(m.state(p.today), MessageState::Held | MessageState::Planned);
    let mut messages: Vec<&Message> = p.file.messages.iter().filter(|m| m.on <= p.today).filter(waits).collect();
    messages.sort_by_key(|m| (m.state(p.today) != MessageState::Planned, m.on));
    messages.truncate(2);
    let may = p.standing.stage >= 3;
    html! {
        @if !messages.is_empty() {
            section.sec {
                h2 { (words.t(if may { "brief-may-tell" } else { "brief-must-wait" })) }
                @if let Some(window) = client::busy(&p.file.person, p.today) { p.state { (client::until(window, p.today, words)) } }
                @for m in &messages { p { (short(&m.text)) } }
                p.from { @if may { (allowed(p)) } @else { (standing::missing(&p.standing.missing, words)) } }
            }
        }
    }
}

fn allowed(p: &Page<'_>) -> Markup {
    let words = p.words;
    let agreement = &p.standing.consultation;
    let event = agreement.event.as_ref().and_then(|id| p.file.agreements.iter().find(|a| a.id == *id));
    let said: Option<&Quote> = event.and_then(|e| e.quote.as_ref()).and_then(|id| p.file.quote(id));
    html! {
        (words.t("brief-ask-first"))
        @if let Some(on) = agreement.words_on { " " (words.say("brief-agreed", &[("day", arg(words.day(on)))])) }
        @if let Some(q) = said { " " (quote::inline(q, words)) }
        @if let Some(on) = agreement.lapses_on { " " (words.say("brief-lapses", &[("day", arg(words.day_short(on)))])) }
    }
}

/// Guesses wait until they are asked as a question.
fn guesses(p: &Page<'_>) -> Markup {
    let words = p.words;
    let guessed = |n: &&crate::domain::Need| n.on <= p.today && n.state(p.today) == NeedState::Hypothesis;
    let guesses: Vec<_> = p.file.needs.iter().filter(guessed).take(2).collect();
    html! {
        @if !guesses.is_empty() {
            section.sec {
                h2 { (words.t("brief-guesses")) }
                @for n in guesses {
                    div.guess {
                        b { (words.t("term-hypothesis")) }
                        (short(&n.text))
                        @if let Some((_, q)) = quote::find(p.file, n.hint_quote.as_ref()) {
                            p.from { (words.t("term-hint")) (words.t("quote-joint")) (quote::inline(q, words)) }
                        }
                    }
                }
            }
        }
    }
}

fn sponsor(p: &Page<'_>) -> Markup {
    let words = p.words;
    let Some(sponsor) = &p.file.person.sponsor else { return html! {} };
    html! {
        section.sec {
            h2 { (words.say("brief-sponsor", &[("name", text_arg(&sponsor.name))])) }
            @match quote::find(p.file, sponsor.consent_quote.as_ref()) {
                Some((_, q)) => div.said { (quote::inline(q, words)) },
                None => p { (words.t("brief-sponsor-nothing")) },
            }
        }
    }
}

fn rest(p: &Page<'_>) -> Markup {
    let words = p.words;
    let mut open: Vec<_> =
        p.file.commitments.iter().filter(|c| c.made_on <= p.today && c.state(p.today).open()).collect();
    open.sort_by_key(|c| c.due_on);
    let likes: Vec<&Text> = p.file.person.preferences.iter().map(|l| &l.text).take(3).collect();
    html! {
        section.sec { dl.facts {
            dt { (words.t("client-promises")) }
            dd {
                @if open.is_empty() { (words.t("brief-no-promises")) }
                @for promise in open.iter().take(4) { p { (standing::promise(promise, words)) } }
            }
            dt { (words.t("brief-likes")) }
            dd {
                @if likes.is_empty() { (words.t("brief-no-likes")) }
                @for like in likes { p { (short(like)) } }
            }
        } }
    }
}

/// Our texts may be cut here; their words never are.
fn short(text: &Text) -> String {
    if text.as_str().chars().count() <= SHORT {
        return text.to_string();
    }
    text.as_str().chars().take(SHORT - 1).chain(['…']).collect()
}

/// The title of the page.
pub fn title(file: &ClientFile, words: &Words) -> String {
    words.say("brief-title", &[("name", arg(words.name_of(&file.person)))])
}
