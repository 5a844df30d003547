//! The first visit: the practice and its owner; and what a visitor sees who has no link to it.

use maud::{Markup, html};
use serde::Deserialize;

use crate::method::Lang;
use crate::paths;
use crate::views::form::{self, Faults, Field};
use crate::views::{layout, password, zone};
use crate::words::Words;

/// Holds what is typed.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Setup {
    /// Holds what the link carries.
    pub token: String,
    pub practice: String,
    pub name: String,
    pub email: String,
    pub password: String,
    pub tz: String,
}

/// The page; what was typed stays, but for the password.
pub fn page(words: &'static Words, typed: &Setup, faults: &Faults) -> Markup {
    let title = words.t("setup-title");
    let body = html! {
        header.head {
            h1 { (title) }
            p.sub { (words.t("setup-means")) }
        }
        (faults.summary(words))
        (
            form::open(
                &paths::setup_in(words.lang().tag()),
                fields(words, typed, faults),
            )
        )
        @if faults.is_empty() {
            (
                layout::languages(
                    words,
                    |lang: Lang| paths::setup_with_in(&typed.token, lang.tag()),
                )
            )
        }
    };
    layout::plain(words, &title, body)
}

/// The page without a link that opens: where to find one. It is the same whatever is in the
/// database.
pub fn closed(words: &'static Words, spent: bool) -> Markup {
    let title = words.t("setup-closed-title");
    let body = html! {
        header.head {
            h1 { (title) }
            p.sub { (words.t("setup-closed-means")) }
        }
        @if spent {
            p.unkept role="alert" { (words.t("setup-closed-spent")) }
        }
        p { (words.t("setup-closed-where")) }
        p.mt2 { (words.t("setup-closed-anew")) }
        (layout::languages(words, |lang: Lang| paths::setup_in(lang.tag())))
    };
    layout::plain(words, &title, body)
}

fn fields(words: &Words, typed: &Setup, faults: &Faults) -> Markup {
    let [practice, practice_hint] = [words.t("setup-practice"), words.t("setup-practice-hint")];
    let [name, email, password] =
        [words.t("setup-name"), words.t("login-email"), words.t("login-password")];
    let rule = password::rule(words);
    html! {
        (form::hidden("token", &typed.token))
        (
            Field::new("practice", &practice, &typed.practice)
                .hint(&practice_hint)
                .autocomplete("organization")
                .required()
                .draw(faults)
        )
        (
            Field::new("name", &name, &typed.name)
                .autocomplete("name")
                .required()
                .draw(faults)
        )
        (
            Field::new("email", &email, &typed.email)
                .kind("email")
                .autocomplete("username")
                .required()
                .draw(faults)
        )
        (
            Field::new("password", &password, "")
                .kind("password")
                .hint(&rule)
                .autocomplete("new-password")
                .required()
                .draw(faults)
        )
        (zone::select(words, "tz", &typed.tz, faults))
        (form::submit(&words.t("setup-submit")))
    }
}
