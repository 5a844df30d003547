//! Today: what was begun, who waits, whom one meets, and at most three lines for each client who
//! needs a look.

mod person;

use chrono::Datelike;
use maud::{Markup, html};

use super::draft::{self, Begun};
use super::insight::InsightPanel;
use super::{question, quote};
use crate::domain::insight::{InsightState, RuleId};
use crate::domain::moment::days_between;
use crate::domain::{ClientOverview, Day, Person, Promise, Quote, Status, Verdict};
use crate::paths;
use crate::words::{Words, arg};

/// How many people are shown one by one; the others are behind a link.
const PEOPLE: usize = 24;

/// Somebody with what lists and rules know of them, and what is due between us.
pub struct Somebody {
    pub person: Person,
    /// None where lists have nothing to say of them.
    pub overview: Option<ClientOverview>,
    /// None where the rules have nothing to say of them.
    pub verdict: Option<Verdict>,
    /// The insights that stand aside.
    pub states: Vec<InsightState>,
    /// Open promises due today or before, and in the days to come.
    pub promises: Vec<Promise>,
    /// Their last words, with the day.
    pub last_words: Option<(Day, Quote)>,
}

impl Somebody {
    /// True for a prospect or an active client; the others are left in peace but where a rule names
    /// them.
    fn live(&self) -> bool {
        let status = self
            .overview
            .as_ref()
            .map(|g| g.status)
            .or_else(|| self.verdict.as_ref().map(|v| v.member.status));
        matches!(status.flatten(), Some(Status::Prospect | Status::Active))
    }
}

/// Everything the page is made of.
pub struct Page<'a> {
    /// The latest drafts, and how many there are.
    pub begun: &'a [Begun],
    /// How many drafts were thrown away and can be taken up again.
    pub discarded: usize,
    pub drafts: i64,
    pub people: &'a [Somebody],
    /// False as long as there is no client at all.
    pub anybody: bool,
    pub today: Day,
    pub csrf: &'a str,
    pub words: &'a Words,
}

impl<'a> Page<'a> {
    /// What is said of somebody; none where the rules are silent.
    fn panel(&self, s: &'a Somebody) -> Option<InsightPanel<'a>> {
        let Page { today, csrf, words, .. } = *self;
        let verdict = s.verdict.as_ref()?;
        Some(InsightPanel {
            person: &s.person,
            verdict,
            states: &s.states,
            today,
            csrf,
            back: paths::TODAY,
            words,
        })
    }
}

/// The body of the page.
pub fn page(p: &Page<'_>) -> Markup {
    html! {
        (head(p))
        (drafts(p))
        (thrown(p))
        @if p.anybody {
            (waiting(p))
            (asked(p))
            (meetings(p))
            (one_by_one(p))
            p.acts {
                a.act href=(paths::digest()) { (p.words.t("today-digest")) }
            }
        } @else { (first(p.words)) }
    }
}

/// What one does first, before there is anything to show.
fn first(words: &Words) -> Markup {
    html! {
        section.sec {
            h2 { (words.t("today-first")) }
            div.body {
                p { (words.t("today-first-about")) }
                ol.rows {
                    li { (words.t("today-first-topic")) }
                    li { (words.t("today-first-words")) }
                    li { (words.t("today-first-next")) }
                }
                p.acts {
                    a.act href=(paths::log()) { (words.t("today-log")) }
                    a.act href=(paths::method()) { (words.t("today-first-method")) }
                }
            }
        }
    }
}

fn head(p: &Page<'_>) -> Markup {
    let (words, today) = (p.words, p.today);
    html! {
        header.head.today {
            div {
                p.kick { (words.t("place-today")) }
                h1 {
                    span.num { (words.day_brief(today)) }
                    span.wd {
                        (
                            words
                                .label(
                                    "weekday",
                                    &today.weekday().num_days_from_monday().to_string(),
                                )
                        )
                    }
                }
            }
            p {
                a.btn href=(paths::log()) { (words.t("today-log")) }
            }
        }
    }
}

/// What was begun: the latest, and a way to all. What only this device has, the script adds.
fn drafts(p: &Page<'_>) -> Markup {
    let words = p.words;
    let more = p.drafts > p.begun.len().try_into().unwrap_or(i64::MAX);
    html! {
        @if p.begun.is_empty() { (draft::here(p.csrf, words)) } @else {
            section.sec.slim {
                h2 { (words.t("today-begun")) }
                div.body {
                    (draft::list(p.begun, p.csrf, words))
                    (draft::here(p.csrf, words))
                    @if more {
                        p.acts {
                            a.act href=(paths::log_drafts()) {
                                (words.say("draft-all", &[("n", p.drafts.into())]))
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Where drafts that were thrown away can be taken up again.
fn thrown(p: &Page<'_>) -> Markup {
    let link = || p.words.say("today-discarded", &[("n", p.discarded.into())]);
    html! {
        @if p.discarded > 0 {
            p.acts {
                a.act href=(paths::log_discarded()) { (link()) }
            }
        }
    }
}

/// People who came to us come first: since when, and how to answer.
fn waiting(p: &Page<'_>) -> Markup {
    let words = p.words;
    let mut waiting: Vec<(Day, &Somebody)> =
        p.people.iter().filter_map(|s| Some((waits_since(p, s)?, s))).collect();
    waiting.sort_by_key(|(on, _)| *on);
    html! {
        section.sec.slim {
            h2 { (words.t("today-waiting")) }
            div.body {
                ul.rows {
                    @if waiting.is_empty() {
                        li {
                            p.quiet { (words.t("today-nobody-waits")) }
                        }
                    }
                    @for (on, s) in waiting {
                        li {
                            p.pair {
                                a href=(paths::client(&s.person.id)) { (words.name_of(&s.person)) }
                                span.num {
                                    (
                                        words
                                            .say(
                                                "today-waits-since",
                                                &[
                                                    ("day", arg(words.day_near(on, p.today))),
                                                    ("n", days_between(on, p.today).into()),
                                                ],
                                            )
                                    )
                                }
                            }
                            @let panel = p.panel(s);
                            @let finding = panel
                                .as_ref()
                                .and_then(|m| Some((
                                    m,
                                    m.verdict.finding(RuleId::INBOUND_WAITING)?,
                                )));
                            // Who has waited for weeks stays as one quiet line.
                            @if let Some((panel, finding)) = finding.filter(|(_, finding)| !finding.insight.quiet) {
                                p.acts { (panel.answer(finding)) }
                                (panel.opens(finding))
                            }
                            @if s.person.wish_to_meet {
                                p.state { (words.t("contact-wished")) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Since when somebody waits for an answer; not where the insight that says so stands aside.
fn waits_since(p: &Page<'_>, s: &Somebody) -> Option<Day> {
    let finding = s.verdict.as_ref().and_then(|v| v.finding(RuleId::INBOUND_WAITING));
    let glanced = s.overview.as_ref().and_then(|g| g.waiting_since);
    match finding {
        Some(finding) if finding.insight.put_aside(&s.states) => None,
        Some(finding) => finding.trail.iter().map(|trace| trace.on).min().or(glanced),
        None => glanced.filter(|on| *on <= p.today),
    }
}

/// What sessions still lack: once for each person, behind a link to the latest of them.
fn asked(p: &Page<'_>) -> Markup {
    let words = p.words;
    let open = |s: &'_ Somebody| {
        let overview = s.overview.as_ref()?;
        Some((
            question::link(&s.person.id, overview.asks_in.as_ref()?),
            usize::try_from(overview.open_questions).ok()?,
        ))
    };
    let open: Vec<(&Somebody, String, usize)> =
        p.people.iter().filter_map(|s| open(s).map(|(link, n)| (s, link, n))).collect();
    html! {
        @if !open.is_empty() {
            section.sec.slim {
                h2 { (words.t("today-asked")) }
                div.body {
                    ul.rows {
                        @for (s, link, n) in &open {
                            li {
                                p.pair {
                                    a href=(link) { (words.name_of(&s.person)) }
                                    span.num { (question::count(*n, words)) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Today's and tomorrow's sessions, each with its brief.
fn meetings(p: &Page<'_>) -> Markup {
    let (words, today) = (p.words, p.today);
    let on = |ahead: i64| -> Vec<(&Somebody, &ClientOverview)> {
        let glanced =
            p.people.iter().filter(|s| s.live()).filter_map(|s| Some((s, s.overview.as_ref()?)));
        glanced
            .filter(|(_, g)| g.next_on.is_some_and(|day| days_between(today, day) == ahead))
            .collect()
    };
    let (now, next) = (on(0), on(1));
    html! {
        section.sec {
            h2 { (words.t("today-and-tomorrow")) }
            div.body {
                ul.rows {
                    @if now.is_empty() {
                        li {
                            p.quiet { (words.t("today-none")) }
                        }
                    }
                    @for (s, g) in now { (meeting((s, g), &words.t("place-today"), today, words)) }
                    @for (s, g) in next {
                        (
                            meeting(
                                (s, g),
                                &words.t("today-tomorrow"),
                                today.succ_opt().unwrap_or(today),
                                words,
                            )
                        )
                    }
                }
            }
        }
    }
}

fn meeting(
    (s, overview): (&Somebody, &ClientOverview),
    when: &str,
    day: Day,
    words: &Words,
) -> Markup {
    html! {
        li.meet {
            p.when {
                (
                    words
                        .say(
                            "today-when",
                            &[("when", arg(when)), ("day", arg(words.day_short(day)))],
                        )
                )
            }
            h3 {
                a href=(paths::client(&s.person.id)) { (words.name_of(&s.person)) }
                small { (quote::session_name(Some(overview.session_count + 1), words)) }
            }
            @if let Some((on, q)) = &s.last_words {
                div.said { (quote::inline(q, words)) }
                p.from { (
                    words
                        .say(
                            "today-last-words",
                            &[("day", arg(words.day_near(*on, day)))],
                        )
                ) }
            }
            p {
                a.act href=(paths::brief(&s.person.id)) { (words.t("client-brief")) }
            }
        }
    }
}

fn one_by_one(p: &Page<'_>) -> Markup {
    let words = p.words;
    let mut people: Vec<person::Lines<'_>> = p.people.iter().map(|s| person::lines(p, s)).collect();
    people.retain(|lines| !lines.is_empty());
    people.sort_by_key(person::Lines::place);
    let more = people.len().saturating_sub(PEOPLE);
    let still: Vec<Markup> = p.people.iter().filter_map(|s| person::still(p, s)).collect();
    html! {
        @if !people.is_empty() {
            section.sec {
                h2 {
                    (words.t("today-people"))
                    small { (words.t("today-three-lines")) }
                }
                div.body.people {
                    @for lines in people.iter().take(PEOPLE) { (lines.article()) }
                    @if more > 0 {
                        p {
                            a.act href=(paths::clients()) {
                                (words.say("today-more", &[("n", more.into())]))
                            }
                        }
                    }
                }
            }
        }
        @if !still.is_empty() {
            section.sec.slim {
                h2 { (words.t("today-still")) }
                div.body {
                    details {
                        summary { (words.say("today-still-so", &[("n", still.len().into())])) }
                        ul.rows {
                            @for line in &still {
                                li { (line) }
                            }
                        }
                    }
                }
            }
        }
    }
}
