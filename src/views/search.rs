//! Shows hits, person by person: their words as their words, guesses as guesses, each with its
//! day and the way to where it stands.

mod asked;

use maud::{Markup, html};

use super::quote;
use crate::asset;
use crate::method::search::{Excerpt, SearchGroup, SearchKind, SearchQuery, Searchable};
use crate::method::{Day, Id, Lang, Person};
use crate::paths;
use crate::words::{Words, arg};

pub use asked::{Asked, Period};

/// The hits in one person's record.
pub struct OfPerson {
    pub person: Person,
    pub n: u32,
    pub hits: Vec<Searchable>,
}

/// A draft of the viewer's own that was found.
pub struct OfDraft {
    pub id: Id,
    pub name: Option<String>,
    pub on: Option<Day>,
    pub text: String,
}

/// Everything that was found.
pub struct Found {
    /// Counts of each group, and of each person who leads; the person asked for among them.
    pub groups: Vec<(SearchGroup, u32)>,
    pub people: Vec<(Person, u32)>,
    pub total: u32,
    pub shown: Vec<OfPerson>,
    /// The place of the first person or text on this page, counted from 1, and of the last; and of
    /// how many.
    pub place: (u32, u32, u32),
    pub more: bool,
    pub drafts: Vec<OfDraft>,
    /// The count without any filter.
    pub anywhere: u32,
    /// True if colleagues share clients with the viewer.
    pub shared: bool,
}

/// Everything the page is made of.
pub struct Page<'a> {
    pub asked: &'a Asked,
    pub query: &'a SearchQuery,
    /// None where there is nothing to look for.
    pub found: Option<Found>,
    /// Days of a period that cannot be read: the names of their fields.
    pub unread: Vec<&'static str>,
    /// The number of people who cannot be found yet.
    pub waiting: u32,
    /// False as long as there is no client at all.
    pub anybody: bool,
    pub words: &'a Words,
}

/// The body of the page.
pub fn page(p: &Page<'_>) -> Markup {
    html! {
        header.head.finder {
            h1 { (p.words.t("search-title")) }
            (form(p))
        }
        div #found data-unanswered=(p.words.t("search-unanswered")) { (results(p)) }
        script type="module" src=(asset::url("search.js")) {}
    }
}

/// The box on another page.
pub fn field(typed: &str, slim: bool, words: &Words) -> Markup {
    html! {
        form.find.slim[slim] role="search" method="get" action=(paths::search()) {
            (input(typed, words))
        }
    }
}

fn input(typed: &str, words: &Words) -> Markup {
    html! {
        label.lab for="search-q" { (words.t("search-label")) }
        input #search-q
            type="search"
            name="q"
            value=(typed)
            maxlength=(crate::method::search::MAX_CHARS)
            enterkeyhint="search"
            autocomplete="off"
            autocapitalize="none"
            aria-keyshortcuts="/";
        button.go { (words.t("search-title")) }
    }
}

fn form(p: &Page<'_>) -> Markup {
    let asked = p.asked;
    html! {
        form #search.find role="search" method="get" action=(paths::search()) {
            (input(&asked.typed, p.words))
            @if let Some(group) = asked.group {
                input type="hidden" name="kind" value=(crate::method::code(&group));
            }
            @if let Some(client) = &asked.client {
                input type="hidden" name="client" value=(client);
            }
            @if !asked.whose.is_empty() {
                input type="hidden" name="whose" value=(asked.whose);
            }
            @if !asked.period.name.is_empty() {
                input type="hidden" name="when" value=(asked.period.name);
                input type="hidden" name="from" value=(asked.period.from);
                input type="hidden" name="to" value=(asked.period.to);
            }
        }
    }
}

/// Shows hits with their filters: the part of the page that follows what is typed.
pub fn results(p: &Page<'_>) -> Markup {
    let words = p.words;
    html! {
        @if p.waiting > 0 {
            p.state { (words.say("search-waiting", &[("n", p.waiting.into())])) }
        }
        @if p.query.cut {
            p.state { (words.t("search-cut")) }
        }
        @match &p.found {
            None => {
                p.hint role="status" { (words.t("search-about")) }
                @if !p.anybody {
                    p { (words.t("search-nobody")) }
                    p.acts { a.act href=(paths::log()) { (words.t("log-title")) } }
                }
            }
            Some(found) => {
                (filters(p, found))
                p.hint role="status" { (said(p, found)) }
                @if found.total == 0 && found.drafts.is_empty() { (nothing(p, found)) }
                (drafts(p, &found.drafts))
                @for one in &found.shown { (of_person(p, one)) }
                (pages(p, found))
            }
        }
    }
}

/// Says the number of hits and their order.
fn said(p: &Page<'_>, found: &Found) -> String {
    let words = p.words;
    let n = found.total + u32::try_from(found.drafts.len()).unwrap_or(u32::MAX);
    let count = words.say("search-count", &[("n", n.into())]);
    if p.query.is_one_letter() && n > 0 {
        return words.say(
            "search-one-letter",
            &[("count", arg(count)), ("typed", arg(p.asked.typed.trim()))],
        );
    }
    count
}

fn nothing(p: &Page<'_>, found: &Found) -> Markup {
    let words = p.words;
    let anywhere = Asked { typed: p.asked.typed.clone(), ..Asked::default() };
    html! {
        section.lone {
            p { (words.say("search-none", &[("typed", arg(p.asked.typed.trim()))])) }
            @if p.asked.narrowed() {
                p.acts {
                    a.act href=(anywhere.link()) {
                        (words.say("search-anywhere", &[("n", found.anywhere.into())]))
                    }
                }
            } @else {
                p.quiet { (words.t("search-none-about")) }
            }
        }
    }
}

fn filters(p: &Page<'_>, found: &Found) -> Markup {
    let (asked, words) = (p.asked, p.words);
    html! {
        div.filters {
            (row(
                &words.t("search-by-kind"),
                html! {
                    (chip(&words.t("search-all"), None, asked.group.is_none(), &asked.with(|a| a.group = None)))
                    @for (group, n) in &found.groups {
                        (chip(
                            &words.label("search-group", group),
                            Some(*n),
                            asked.group == Some(*group),
                            &asked.with(|a| a.group = Some(*group)),
                        ))
                    }
                },
            ))
            (row(
                &words.t("search-by-client"),
                html! {
                    (chip(&words.t("search-anybody"), None, asked.client.is_none(), &asked.with(|a| a.client = None)))
                    @for (person, n) in &found.people {
                        (chip(
                            words.name(person),
                            Some(*n),
                            asked.client.as_ref() == Some(&person.id),
                            &asked.with(|a| a.client = Some(person.id.clone())),
                        ))
                    }
                },
            ))
            (row(&words.t("search-by-time"), periods(p)))
            @if p.asked.period.name == "days" { (days(p)) }
            @if found.shared || !asked.whose.is_empty() {
                (row(
                    &words.t("search-by-whose"),
                    html! {
                        @for whose in ["", "own", "shared"] {
                            (chip(
                                &words.label("search-whose", &if whose.is_empty() { "all" } else { whose }),
                                None,
                                asked.whose == whose,
                                &asked.with(|a| a.whose = whose.to_owned()),
                            ))
                        }
                    },
                ))
            }
        }
    }
}

fn periods(p: &Page<'_>) -> Markup {
    let (asked, words) = (p.asked, p.words);
    html! {
        @for name in Period::NAMES {
            (chip(
                &words.label("search-when", &if name.is_empty() { "any" } else { name }),
                None,
                asked.period.name == name,
                &asked.with(|a| a.period = Period { name: name.to_owned(), ..Period::default() }),
            ))
        }
    }
}

/// The two days of a period of one's own.
fn days(p: &Page<'_>) -> Markup {
    let (asked, words) = (p.asked, p.words);
    html! {
        form.days method="get" action=(paths::search()) {
            input type="hidden" name="q" value=(asked.typed);
            @if let Some(group) = asked.group {
                input type="hidden" name="kind" value=(crate::method::code(&group));
            }
            @if let Some(client) = &asked.client {
                input type="hidden" name="client" value=(client);
            }
            input type="hidden" name="whose" value=(asked.whose);
            input type="hidden" name="when" value="days";
            @for (name, typed) in [("from", &asked.period.from), ("to", &asked.period.to)] {
                label {
                    (words.label("search-day", &name))
                    input type="text" name=(name) value=(typed) autocomplete="off"
                        aria-invalid=[p.unread.contains(&name).then_some("true")];
                }
                @if p.unread.contains(&name) {
                    p.fault role="alert" { (words.say("search-day-unread", &[("typed", arg(typed.as_str()))])) }
                }
            }
            button.plain { (words.t("search-title")) }
        }
    }
}

fn row(label: &str, chips: Markup) -> Markup {
    html! {
        nav.filter aria-label=(label) {
            span.lab aria-hidden="true" { (label) }
            (chips)
        }
    }
}

fn chip(label: &str, n: Option<u32>, chosen: bool, link: &str) -> Markup {
    html! {
        a.chip href=(link) aria-current=[chosen.then_some("true")] {
            (label)
            @if let Some(n) = n {
                " "
                small { (n) }
            }
        }
    }
}

fn of_person(p: &Page<'_>, one: &OfPerson) -> Markup {
    let (words, id) = (p.words, &one.person.id);
    let rest = one.n.saturating_sub(u32::try_from(one.hits.len()).unwrap_or(u32::MAX));
    html! {
        section.grp2 {
            h2 {
                a href=(paths::client(id)) { (words.name_of(&one.person)) }
                small { (words.say("search-of-person", &[("n", one.n.into())])) }
            }
            ul.hits {
                @for hit in &one.hits {
                    li { (line(p, &one.person, hit)) }
                }
            }
            @if rest > 0 && p.asked.client.is_none() {
                p.acts {
                    a.act href=(p.asked.with(|a| a.client = Some(id.clone()))) {
                        (words.say(
                            "search-more-of",
                            &[("n", rest.into()), ("name", arg(words.name_of(&one.person)))],
                        ))
                    }
                }
            }
        }
    }
}

fn line(p: &Page<'_>, person: &Person, hit: &Searchable) -> Markup {
    let words = p.words;
    let place = match (hit.on, hit.session.is_some()) {
        (Some(on), true) => {
            format!(
                "{}{}{}",
                words.day(on),
                words.t("quote-joint"),
                quote::session_name(hit.no, words)
            )
        }
        (Some(on), false) => words.day(on),
        (None, _) => String::new(),
    };
    html! {
        a.hit href=(address(&person.id, hit)) {
            span.meta {
                b { (words.label("search-kind", &hit.kind)) }
                span { (place) }
            }
            (body(p, hit))
        }
    }
}

/// The text of a hit, in its own typeface.
fn body(p: &Page<'_>, hit: &Searchable) -> Markup {
    let (words, lang) = (p.words, Lang::of(&hit.text));
    let tag = (lang != words.lang()).then(|| lang.tag());
    let excerpt = p.query.excerpt(&hit.text);
    html! {
        @if hit.kind.is_theirs() {
            @let (open, close) = marks(lang);
            span.said lang=[tag] {
                q.words { (open) (marked(&excerpt)) (close) }
            }
        } @else if hit.kind == SearchKind::Guess {
            span.guess lang=[tag] {
                b { (words.t("term-hypothesis")) }
                (marked(&excerpt))
            }
        } @else {
            span.tx lang=[tag] { (marked(&excerpt)) }
        }
    }
}

/// The marks in which words stand.
fn marks(lang: Lang) -> (String, String) {
    let quoted = Words::quoted("\u{0}", lang);
    let (open, close) = quoted.split_once('\u{0}').unwrap_or_default();
    (open.to_owned(), close.to_owned())
}

fn marked(excerpt: &Excerpt) -> Markup {
    html! {
        @if excerpt.begun { "…" }
        @for part in &excerpt.parts {
            @if part.hit {
                mark { (part.text) }
            } @else { (part.text) }
        }
        @if excerpt.goes_on { "…" }
    }
}

/// Where a hit stands.
fn address(person: &Id, hit: &Searchable) -> String {
    match (hit.kind, &hit.session) {
        (_, Some(session)) => paths::session(person, session),
        (SearchKind::Contact | SearchKind::Gift, None) => paths::amend(person, &hit.record),
        _ => paths::client(person),
    }
}

fn drafts(p: &Page<'_>, drafts: &[OfDraft]) -> Markup {
    let words = p.words;
    html! {
        @if !drafts.is_empty() {
            section.grp2 {
                h2 {
                    span { (words.t("draft-title")) }
                    small { (words.say("search-of-person", &[("n", drafts.len().into())])) }
                }
                ul.hits {
                    @for draft in drafts {
                        li {
                            a.hit href=(paths::log_draft_of(&draft.id)) {
                                span.meta {
                                    b { (draft.name.clone().unwrap_or_else(|| words.t("draft-of-nobody"))) }
                                    @if let Some(on) = draft.on { span { (words.day(on)) } }
                                }
                                span.tx { (marked(&p.query.excerpt(&draft.text))) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Where this page stands among all, and the way to those around it.
fn pages(p: &Page<'_>, found: &Found) -> Markup {
    let (words, (first, last, all)) = (p.words, found.place);
    let key = if p.asked.client.is_some() { "search-place-texts" } else { "search-place-people" };
    html! {
        @if p.asked.page > 0 || found.more {
            nav.acts aria-label=(words.t("search-pages")) {
                span.quiet {
                    (words.say(key, &[("first", first.into()), ("last", last.into()), ("all", all.into())]))
                }
                @if p.asked.page > 0 {
                    a.act href=(p.asked.with(|a| a.page = p.asked.page - 1)) { (words.t("search-before")) }
                }
                @if found.more {
                    a.act href=(p.asked.with(|a| a.page = p.asked.page + 1)) { (words.t("search-next")) }
                }
            }
        }
    }
}
