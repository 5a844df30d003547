//! Today: what was begun, who waits, whom one meets within seven days, and who needs a look: all
//! lines of a few people, one line of the first and a count of the others where they are many.

mod person;
mod week;

use chrono::Datelike;
use maud::{Markup, html};
use serde::{Deserialize, Serialize};

use super::draft::{self, Begun};
use super::insight::InsightPanel;
use super::question;
use crate::method::insight::{InsightState, RuleId};
use crate::method::moment::days_between;
use crate::method::{ClientOverview, Day, Person, Promise, Quote, Status, Verdict};
use crate::paths;
use crate::words::{Words, arg};

/// Sets up to how many people are named one by one, how many of them have a line, how many sessions
/// of the week are shown, and how many people in the other parts. The others are behind a link.
const PEOPLE: usize = 12;
const FIRST: usize = 3;
/// Sets how many kinds of lines the people after the first are counted under.
const KINDS: usize = 4;
const MEETINGS: usize = 8;
const FEW: usize = 3;

/// A part of the page that can be read whole on a page of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    Waiting,
    Asked,
    Week,
    People,
    Still,
}

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
    /// Counts how many drafts were thrown away and can be taken up again.
    pub discarded: usize,
    pub drafts: i64,
    pub people: &'a [Somebody],
    /// False as long as there is no client at all.
    pub anybody: bool,
    /// True if there are more people than are looked at.
    pub cut: bool,
    pub today: Day,
    /// The seconds until the member's day is over.
    pub left: i64,
    pub csrf: &'a str,
    pub words: &'a Words,
}

impl<'a> Page<'a> {
    /// Tells what is said of somebody; none where the rules are silent.
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
        @if p.anybody { (super::search::field("", true, p.words)) }
        (drafts(p))
        (thrown(p))
        @if p.anybody {
            (waiting(p, FEW))
            (asked(p, FEW))
            (week::section(p, MEETINGS))
            (one_by_one(p, PEOPLE))
            (lasting(p, FEW))
            (cut(p))
            p.acts {
                a.act href=(paths::digest()) { (p.words.t("digest-title")) }
            }
        } @else { (first(p.words)) }
    }
}

/// The body of the page of one part, whole.
pub fn all(p: &Page<'_>, part: Part) -> Markup {
    let most = usize::MAX;
    html! {
        header.head {
            p.kick {
                a href=(paths::today()) { (p.words.t("place-today")) }
            }
            h1 { (p.words.day_brief(p.today)) }
        }
        @match part {
            Part::Waiting => (waiting(p, most)),
            Part::Asked => (asked(p, most)),
            Part::Week => (week::section(p, most)),
            Part::People => (one_by_one(p, most)),
            Part::Still => (lasting(p, most)),
        }
        (cut(p))
    }
}

/// Says that there are more people than are looked at, and where all of them stand.
fn cut(p: &Page<'_>) -> Markup {
    html! {
        @if p.cut {
            p.fine {
                (p.words.t("today-cut"))
                " "
                a href=(paths::clients()) { (p.words.t("clients-everybody")) }
            }
        }
    }
}

/// Shows what one does first, before there is anything to show.
fn first(words: &Words) -> Markup {
    html! {
        section.sec {
            h2 { (words.t("today-first")) }
            div.body {
                p { (words.t("today-first-about")) }
                p { (words.t("today-first-three")) }
                ol.rows.mt2 {
                    li { (words.t("today-first-topic")) }
                    li { (words.t("today-first-words")) }
                    li { (words.t("today-first-next")) }
                }
                p.acts {
                    a.act href=(paths::example()) { (words.t("today-example")) }
                    a.act href={ (paths::method()) "#agreements" } {
                        (words.t("today-first-method"))
                    }
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
                a.btn href=(paths::log()) { (words.t("log-title")) }
            }
        }
    }
}

/// Shows what was begun: the latest, and a way to all. What only this device has, the script adds.
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

/// Shows where drafts that were thrown away can be taken up again.
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
fn waiting(p: &Page<'_>, most: usize) -> Markup {
    let words = p.words;
    let mut waiting: Vec<(Day, &Somebody)> =
        p.people.iter().filter_map(|s| Some((waits_since(p, s)?, s))).collect();
    waiting.sort_by_key(|(on, _)| *on);
    html! {
        section.sec.slim {
            h2 { (words.t("today-waiting")) (counted_all(Part::Waiting, waiting.len(), most, words)) }
            div.body {
                ul.rows {
                    @if waiting.is_empty() {
                        li {
                            p.quiet { (words.t("today-nobody-waits")) }
                        }
                    }
                    @for (on, s) in waiting.iter().take(most) { li { (waits(p, s, *on)) } }
                }
            }
        }
    }
}

fn waits(p: &Page<'_>, s: &Somebody, on: Day) -> Markup {
    let words = p.words;
    let since =
        [("day", arg(words.day_near(on, p.today))), ("n", days_between(on, p.today).into())];
    let panel = p.panel(s);
    let finding =
        panel.as_ref().and_then(|m| Some((m, m.verdict.finding(RuleId::INBOUND_WAITING)?)));
    html! {
        p.pair {
            a href=(paths::client(&s.person.id)) { (words.name_of(&s.person)) }
            span.num { (words.say("today-waits-since", &since)) }
        }
        // Someone who has waited for weeks stays as one quiet line.
        @if let Some((panel, finding)) = finding.filter(|(_, finding)| !finding.insight.quiet) {
            p.acts { (panel.answer(finding)) (panel.leads_to(finding.insight.rule)) }
        }
        @if s.person.wish_to_meet {
            p.state { (words.t("contact-wished")) }
        }
    }
}

/// Shows how many there are, beside a heading; nothing where there is nobody.
fn counted(key: &str, n: usize, words: &Words) -> Markup {
    html! {
        @if n > 0 {
            small { (words.say(key, &[("n", n.into())])) }
        }
    }
}

/// Shows how many there are beside a heading, as the way to all of them where a part shows fewer.
fn counted_all(part: Part, all: usize, most: usize, words: &Words) -> Markup {
    let of = if part == Part::Week { "sessions" } else { "people" };
    let n = [("n", all.into())];
    html! {
        @if all > most {
            small {
                a href=(paths::today_all(&crate::method::code(&part))) {
                    (words.say(&format!("today-all-{of}"), &n))
                }
            }
        } @else { (counted(&format!("today-of-{of}"), all, words)) }
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

/// Shows what sessions still lack: once for each person, behind a link to the latest of them.
fn asked(p: &Page<'_>, most: usize) -> Markup {
    let words = p.words;
    let open: Vec<(&Somebody, String, usize)> =
        p.people.iter().filter_map(|s| asks(s).map(|(link, n)| (s, link, n))).collect();
    html! {
        @if !open.is_empty() {
            section.sec.slim {
                h2 { (words.t("today-asked")) (counted_all(Part::Asked, open.len(), most, words)) }
                div.body {
                    ul.rows {
                        @for (s, link, n) in open.iter().take(most) {
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

/// Where somebody's open questions stand, and how many there are: one stands at its session.
fn asks(s: &Somebody) -> Option<(String, usize)> {
    let overview = s.overview.as_ref()?;
    let session = overview.asks_in.as_ref()?;
    let link = match overview.open_questions {
        1 => question::link(&s.person.id, session),
        _ => paths::questions(&s.person.id),
    };
    Some((link, usize::try_from(overview.open_questions).ok()?))
}

fn one_by_one(p: &Page<'_>, most: usize) -> Markup {
    let words = p.words;
    let mut people: Vec<person::Lines<'_>> = p.people.iter().map(|s| person::lines(p, s)).collect();
    people.retain(|lines| !lines.is_empty());
    people.sort_by_key(person::Lines::place);
    // A few people have all of their lines; of many, the first have one and the others its title.
    let few = people.len() <= FIRST;
    html! {
        @if !people.is_empty() {
            section.sec {
                h2 {
                    (words.t("today-people"))
                    @if few { small { (words.t("today-three-lines")) } }
                    @else { (counted_all(Part::People, people.len(), most, words)) }
                }
                div.body.people {
                    @for lines in people.iter().take(FIRST) {
                        @if few { (lines.article()) } @else { (lines.short()) }
                    }
                    @if !few {
                        (others(&people[FIRST..], most, words))
                    }
                }
            }
        }
    }
}

/// Shows the people after the first: by name, or where they are many by what it is about, with how
/// many; on the page of all of them by both.
fn others(people: &[person::Lines<'_>], most: usize, words: &Words) -> Markup {
    if people.len() <= most.min(PEOPLE) - FIRST {
        return html! {
            ul.rows.mt2 {
                @for lines in people { li { (lines.row()) } }
            }
        };
    }
    let mut kinds: Vec<(person::Kind, Vec<&person::Lines<'_>>)> = Vec::new();
    for lines in people {
        let Some(kind) = lines.kind() else { continue };
        match kinds.iter_mut().find(|(known, _)| *known == kind) {
            Some((_, of_kind)) => of_kind.push(lines),
            None => kinds.push((kind, vec![lines])),
        }
    }
    let whole = most == usize::MAX;
    html! {
        @if whole {
            @for (kind, of_kind) in &kinds {
                h3 id=(kind.anchor()) {
                    (kind.title(words))
                    " "
                    (counted("today-of-people", of_kind.len(), words))
                }
                ul.rows {
                    @for lines in of_kind { li { (lines.row()) } }
                }
            }
        } @else {
            ul.rows.mt2 {
                @for (kind, of_kind) in kinds.iter().take(KINDS) {
                    li {
                        p.pair {
                            a href={
                                (paths::today_all(&crate::method::code(&Part::People)))
                                "#"
                                (kind.anchor())
                            } { (kind.title(words)) }
                            span.num {
                                (words.say("today-of-people", &[("n", of_kind.len().into())]))
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Shows what has been so for weeks: in place where it is of a few people, behind a link otherwise.
fn lasting(p: &Page<'_>, most: usize) -> Markup {
    let words = p.words;
    let still: Vec<Markup> = p.people.iter().filter_map(|s| person::still(p, s)).collect();
    html! {
        @if !still.is_empty() {
            section.sec.slim {
                h2 { (words.t("today-still")) }
                div.body {
                    @if still.len() > most {
                        p.acts {
                            a.act href=(paths::today_all(&crate::method::code(&Part::Still))) {
                                (words.say("today-still-so", &[("n", still.len().into())]))
                            }
                        }
                    } @else {
                        details open[most == usize::MAX] {
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
}
