//! Recording a gift or kindness: why first, cost second (method A17); before it, what they like and
//! when they are busy.

use maud::{Markup, html};

use super::amend::Sheet;
use super::form::{self, Faults, Field};
use super::{client, quote};
use crate::intake::form::Fields;
use crate::intake::log_form::FAR;
use crate::method::gift::{Burden, Direction, GiftKind, Landing};
use crate::method::person::Preference;
use crate::method::{ClientFile, Day, code};
use crate::words::{Words, arg};

/// Everything the page is made of.
pub struct Page<'a> {
    pub file: &'a ClientFile,
    pub sheet: &'a Sheet<'a>,
    pub today: Day,
    pub csrf: &'a str,
    pub fields: &'a Fields,
    pub faults: &'a Faults,
    pub words: &'a Words,
}

/// The body of the page.
pub fn page(p: &Page<'_>) -> Markup {
    let (words, person) = (p.words, &p.file.person);
    let fields = html! {
        (p.faults.summary(words))
        (before(p))
        (given(p))
        details
            open[
                any(
                    p,
                    &[
                        "known_preference",
                        "timing_fit",
                        "effort_on_receiver",
                        "expires_on",
                    ],
                )
            ]
        {
            summary { (words.t("gift-fit")) }
            (fit(p))
        }
        details open[any(p, &["landing", "burden", "landing_note", "thanked_on", "talked_on"])] {
            summary { (words.t("gift-after")) }
            (after(p))
        }
        (form::hidden(FAR, p.fields.get(FAR)))
        (p.sheet.foot(words))
    };
    let form = form::once(p.sheet.here, p.csrf, p.fields.get(form::KEY), fields);
    super::step::sheet(person, p.sheet.title, form, words)
}

/// Shows what to know before one chooses: what they like, with where we have it from, and whether
/// they are busy (A12, A14).
fn before(p: &Page<'_>) -> Markup {
    let (words, person) = (p.words, &p.file.person);
    let busy = client::busy(person, p.today);
    html! {
        dl.facts {
            dt { (words.t("brief-likes")) }
            dd {
                @if person.preferences.is_empty() { (words.t("brief-no-likes")) } @else {
                    ul.rows.tight {
                        @for liked in &person.preferences {
                            li { (like(liked, p.file, words)) }
                        }
                    }
                }
            }
            @if let Some(window) = busy {
                dt { (words.t("person-busy")) }
                dd { (client::until(window, p.today, words)) }
            }
        }
    }
}

/// Shows what they like, with where we have it from.
pub fn like(liked: &Preference, file: &ClientFile, words: &Words) -> Markup {
    let said = quote::find(file, liked.quote.as_ref());
    let on = liked.said_on.or(said.and_then(|(on, _)| on));
    html! {
        (liked.text)
        @if let Some((_, q)) = said { " " (quote::inline(q, words)) }
        @if let Some(on) = on {
            p.from { (words.say("person-said", &[("day", arg(words.day(on)))])) }
        }
    }
}

/// Shows why before anything else; then what, and from whom.
fn given(p: &Page<'_>) -> Markup {
    let words = p.words;
    let directions =
        [Direction::In, Direction::Out].map(|d| (code(&d), words.label("gift-direction", &d)));
    let kinds = [GiftKind::Thing, GiftKind::Effort, GiftKind::Introduction];
    let kinds = kinds.map(|k| (code(&k), words.label("gift-kind", &k)));
    html! {
        (select(p, "direction", "gift-direction", &directions))
        (field(p, "why", &words.t("gift-why"), Some(&words.t("gift-why-hint"))))
        (
            Field::new("what", &words.t("gift-what"), p.fields.get("what"))
                .required()
                .draw(p.faults)
        )
        (select(p, "kind", "gift-kind", &kinds))
        (
            Field::new("on", &words.t("step-on"), p.fields.get("on"))
                .kind("date")
                .required()
                .draw(p.faults)
        )
    }
}

/// Shows whether it fits whom it is for: wanted, at the right time, and at what cost to them (A9,
/// A12, A19).
fn fit(p: &Page<'_>) -> Markup {
    let words = p.words;
    let answers = || {
        vec![
            (String::new(), words.t("landing-unknown")),
            ("yes".to_owned(), words.t("person-yes")),
            ("no".to_owned(), words.t("person-no")),
        ]
    };
    html! {
        (select(p, "known_preference", "gift-known-preference", &answers()))
        (select(p, "timing_fit", "gift-timing-fit", &answers()))
        (field(p, "effort_on_receiver", &words.t("gift-effort"), None))
        (day(p, "expires_on", &words.t("gift-expires")))
    }
}

/// Shows how it landed, and what was said of it since.
fn after(p: &Page<'_>) -> Markup {
    let words = p.words;
    let landings = [Landing::Unknown, Landing::Delighted, Landing::Fine, Landing::Burdened];
    let landings = landings.map(|l| (code(&l), words.label("landing", &l)));
    let burdens =
        [Burden::Time, Burden::Mind, Burden::Both].map(|b| (code(&b), words.label("burden", &b)));
    let none = (String::new(), words.t("step-nothing-chosen"));
    let burdens: Vec<_> = std::iter::once(none).chain(burdens).collect();
    html! {
        (select(p, "landing", "gift-landing", &landings))
        (select(p, "burden", "gift-burden", &burdens))
        (field(p, "landing_note", &words.t("gift-landing-note"), None))
        (day(p, "thanked_on", &words.t("gift-thanked-on")))
        (day(p, "talked_on", &words.t("gift-talked-on")))
    }
}

fn field(p: &Page<'_>, name: &str, label: &str, hint: Option<&str>) -> Markup {
    if !p.sheet.has(name) {
        return html! {};
    }
    let field = Field::new(name, label, p.fields.get(name));
    hint.map_or(field, |hint| field.hint(hint)).draw(p.faults)
}

fn day(p: &Page<'_>, name: &str, label: &str) -> Markup {
    if !p.sheet.has(name) {
        return html! {};
    }
    Field::new(name, label, p.fields.get(name)).kind("date").draw(p.faults)
}

fn select(p: &Page<'_>, name: &str, label: &str, options: &[(String, String)]) -> Markup {
    if !p.sheet.has(name) {
        return html! {};
    }
    form::select(name, &p.words.t(label), options, p.fields.get(name), p.faults)
}

/// True if something stands in one of these fields, or is wrong with one.
fn any(p: &Page<'_>, names: &[&str]) -> bool {
    let known =
        |name: &&str| !matches!(p.fields.get(name), "" | "unknown") || p.faults.of(name).is_some();
    names.iter().any(known)
}
