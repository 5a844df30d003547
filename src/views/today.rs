//! Today: what was begun, who waits, whom one meets, and at most three lines for each client who needs a look.

use chrono::Datelike;
use maud::{Markup, html};

use super::{quote, standing};
use crate::domain::moment::days_between;
use crate::domain::standing::Missing;
use crate::domain::{AgreementState, Day, Glance, Person, Promise, Quote};
use crate::paths;
use crate::words::{Words, arg, text_arg};

/// How many lines one client gets at most.
const LINES: usize = 3;
/// How many days ahead a lapse is named.
const SOON: i64 = 14;

/// Somebody with what lists know of them, and what is due between us.
pub struct Somebody {
    pub person: Person,
    pub glance: Glance,
    /// Open promises due today or before, and in the days to come.
    pub promises: Vec<Promise>,
    /// Their last words, with the day.
    pub last_words: Option<(Day, Quote)>,
}

/// Something begun and not saved yet.
pub struct Begun {
    pub link: String,
    /// Whose session, if that was chosen already.
    pub name: Option<String>,
    /// When it was last saved, as the member reads the clock.
    pub saved: crate::domain::moment::LocalTime,
}

/// The body of the page. `log` is where one logs a session.
pub fn page(log: &str, begun: &[Begun], people: &[Somebody], today: Day, words: &Words) -> Markup {
    html! {
        (head(log, today, words))
        (drafts(begun, words))
        (waiting(people, today, words))
        (meetings(people, today, words))
        (one_by_one(people, today, words))
    }
}

fn head(log: &str, today: Day, words: &Words) -> Markup {
    html! {
        header.head.today {
            div {
                p.kick { (words.t("place-today")) }
                h1 { span.num { (words.day_brief(today)) } span.wd { (words.label("weekday", &today.weekday().num_days_from_monday().to_string())) } }
            }
            p { a.btn href=(log) { (words.t("today-log")) } }
        }
    }
}

fn drafts(begun: &[Begun], words: &Words) -> Markup {
    html! {
        @if !begun.is_empty() {
            section.sec.slim { h2 { (words.t("today-begun")) } div.body { ul.rows { @for draft in begun { li {
                @let day = words.day_short(draft.saved.date());
                @let saved = words.say("today-saved", &[("day", arg(day)), ("time", arg(words.time(draft.saved)))]);
                p.pair {
                    a href=(draft.link) { @match &draft.name { Some(name) => (words.say("today-draft-for", &[("name", arg(name.as_str()))])), None => (words.t("today-draft")) } }
                    span.num { (saved) }
                }
            } } } } }
        }
    }
}

/// People who came to us come first.
fn waiting(people: &[Somebody], today: Day, words: &Words) -> Markup {
    let mut waiting: Vec<_> = people.iter().filter_map(|s| s.glance.waiting_since.map(|on| (on, s))).collect();
    waiting.sort_by_key(|(on, _)| *on);
    html! {
        section.sec.slim { h2 { (words.t("today-waiting")) } div.body { ul.rows {
            @if waiting.is_empty() { li { p.quiet { (words.t("today-nobody-waits")) } } }
            @for (on, s) in waiting { li {
                p.pair {
                    a href=(paths::client(&s.person.id)) { (words.name_of(&s.person)) }
                    span.num { (words.say("today-waits-since", &[("day", arg(words.day_short(on))), ("n", days_between(on, today).into())])) }
                }
                @if s.person.wish_to_meet { p.state { (words.t("contact-wished")) } }
            } }
        } } }
    }
}

/// Today's and tomorrow's sessions, each with its brief.
fn meetings(people: &[Somebody], today: Day, words: &Words) -> Markup {
    let on = |ahead: i64| -> Vec<&Somebody> {
        people.iter().filter(|s| s.glance.next_on.is_some_and(|day| days_between(today, day) == ahead)).collect()
    };
    let (now, next) = (on(0), on(1));
    html! {
        section.sec { h2 { (words.t("today-and-tomorrow")) } div.body { ul.rows {
            @if now.is_empty() { li { p.quiet { (words.t("today-none")) } } }
            @for s in now { (meeting(s, &words.t("place-today"), today, words)) }
            @for s in next { (meeting(s, &words.t("today-tomorrow"), today.succ_opt().unwrap_or(today), words)) }
        } } }
    }
}

fn meeting(s: &Somebody, when: &str, day: Day, words: &Words) -> Markup {
    html! {
        li.meet {
            p.when { (words.say("today-when", &[("when", arg(when)), ("day", arg(words.day_short(day)))])) }
            h3 {
                a href=(paths::client(&s.person.id)) { (words.name_of(&s.person)) }
                small { (quote::session_name(Some(s.glance.session_count + 1), words)) }
            }
            @if let Some((on, q)) = &s.last_words {
                div.said { (quote::inline(q, words)) }
                p.from { (words.say("today-last-words", &[("day", arg(words.day_short(*on)))])) }
            }
            p { a.act href=(paths::brief(&s.person.id)) { (words.t("client-brief")) } }
        }
    }
}

fn one_by_one(people: &[Somebody], today: Day, words: &Words) -> Markup {
    let lines: Vec<(&Somebody, Vec<Markup>)> =
        people.iter().map(|s| (s, lines(s, today, words))).filter(|(_, l)| !l.is_empty()).collect();
    html! {
        @if !lines.is_empty() {
            section.sec { h2 { (words.t("today-people")) small { (words.t("today-three-lines")) } } div.body.people {
                @for (s, lines) in &lines {
                    article {
                        h3 { a href=(paths::client(&s.person.id)) { (words.name_of(&s.person)) } }
                        ul.rows { @for line in lines.iter().take(LINES) { li { (line) } } }
                    }
                }
            } }
        }
    }
}

/// Repair and permission first, then promises, then lapses, then a second meeting.
fn lines(s: &Somebody, today: Day, words: &Words) -> Vec<Markup> {
    let g = &s.glance;
    let mut out = Vec::new();
    if g.open_strains > 0 || g.suspended {
        let first = matches!(g.missing, Missing::RuptureRepair { .. } | Missing::HeartClosed { .. });
        let text = if first { standing::missing(&g.missing, words) } else { words.t("today-in-question") };
        out.push(html! { p { (text) } p.state { a href={ (paths::client(&s.person.id)) "#s1" } { (words.t("today-evidence")) } } });
    }
    out.extend(s.promises.iter().map(|promise| due(promise, today, words)));
    for (kind, state, on) in [
        ("conversation", g.conversation, g.conversation_lapses_on),
        ("consultation", g.consultation, g.consultation_lapses_on),
    ] {
        let soon = on.filter(|on| state.in_force() && (0..=SOON).contains(&days_between(today, *on)));
        let lapsed = on.filter(|on| state == AgreementState::Lapsed && days_between(*on, today) <= SOON);
        let name = ("kind", arg(words.label("agreement-kind", &kind)));
        if let Some(on) = soon {
            out.push(html! { p { (words.say("standing-lapses-on", &[name, ("day", arg(words.day(on)))])) } });
        } else if let Some(on) = lapsed {
            out.push(html! { p { (words.say("standing-lapsed-on", &[name, ("day", arg(words.day(on)))])) } });
        }
    }
    out.extend(second_meeting(g, today, words));
    out
}

fn due(promise: &Promise, today: Day, words: &Words) -> Markup {
    let by = arg(words.label("promise-by", &promise.by));
    let text = text_arg(&promise.text);
    html! {
        p.pair {
            span { (words.say("standing-promise", &[("by", by), ("text", text)])) }
            @if let Some(on) = promise.due_on {
                @let n = days_between(today, on);
                @let day = ("day", arg(words.day_short(on)));
                span.num { @if n < 0 { (words.say("today-overdue", &[day, ("n", n.abs().into())])) } @else { (words.say("today-due", &[day, ("n", n.into())])) } }
            }
        }
    }
}

/// Met once, two weeks ago or more, and nothing agreed on (B10).
fn second_meeting(g: &Glance, today: Day, words: &Words) -> Option<Markup> {
    let met = g.last_two_way.filter(|_| g.session_count == 1 && g.next_on.is_none())?;
    let days = days_between(met, today);
    (14..=60).contains(&days).then(|| html! { p { (words.say("today-second-meeting", &[("n", days.into())])) } })
}
