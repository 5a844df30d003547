//! The sessions of today and the six days after it, by day, each with its brief.

use maud::{Markup, html};

use super::{Page, Part, Somebody, counted_all};
use crate::method::Day;
use crate::method::moment::days_between;
use crate::paths;
use crate::views::quote;
use crate::words::Words;

/// Sets how many days are shown.
const DAYS: i64 = 7;

/// The sessions of the week, `most` at most; the others are behind a link.
pub fn section(p: &Page<'_>, most: usize) -> Markup {
    let (words, today) = (p.words, p.today);
    let mut meetings: Vec<(Day, &Somebody)> =
        p.people.iter().filter_map(|s| Some((next(s)?, s))).collect();
    meetings.retain(|(on, _)| (0..DAYS).contains(&days_between(today, *on)));
    meetings.sort_by_key(|(on, _)| *on);
    let (all, shown) = (meetings.len(), &meetings[..meetings.len().min(most)]);
    html! {
        section.sec.slim {
            h2 { (words.t("today-week")) (counted_all(Part::Week, all, most, words)) }
            div.body {
                ol.week data-left=(p.left) {
                    @if !shown.iter().any(|(on, _)| *on == today) {
                        li.now {
                            span.num { (label(today, today, words)) }
                            p.none { (words.t("today-none")) }
                        }
                    }
                    @for day in shown.chunk_by(|(a, _), (b, _)| a == b) { (one_day(day, p)) }
                }
                script type="module" src=(crate::asset::url("briefs.js")) {}
            }
        }
    }
}

fn next(s: &Somebody) -> Option<Day> {
    s.overview.as_ref()?.next_on
}

fn one_day(meetings: &[(Day, &Somebody)], p: &Page<'_>) -> Markup {
    let words = p.words;
    let on = meetings.first().map_or(p.today, |(on, _)| *on);
    html! {
        li.now[on == p.today] {
            span.num { (label(on, p.today, words)) }
            div {
                @for (_, s) in meetings {
                    a href=(paths::brief(&s.person.id)) data-brief[on == p.today] { b { (words.name_of(&s.person)) } }
                    @if let Some((_, quote)) = &s.last_words {
                        div.said { (quote::inline(quote, words)) }
                    }
                }
            }
        }
    }
}

/// The day, named where it is today or tomorrow.
fn label(on: Day, today: Day, words: &Words) -> String {
    match days_between(today, on) {
        0 => words.t("place-today"),
        1 => words.t("today-tomorrow"),
        _ => words.day_short(on),
    }
}
