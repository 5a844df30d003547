//! Signing in, and what a form becomes that arrived after its login had ended.

use maud::{Markup, html};

use crate::method::Lang;
use crate::paths;
use crate::views::form::{self, Faults, Field};
use crate::views::layout::{self, Frame};
use crate::words::Words;

/// A form that was sent after its login had ended, kept until its writer has signed in again.
#[derive(Clone, PartialEq, Eq)]
pub struct Kept {
    /// Tells where it was sent.
    pub to: String,
    /// The member whose page it was written on, as the page says.
    pub by: Option<String>,
    pub fields: Vec<(String, String)>,
}

/// Shows no field: they are a client's matter.
impl std::fmt::Debug for Kept {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Kept({} fields)", self.fields.len())
    }
}

impl Kept {
    /// The page that sends the form once more, unchanged, under the login of now.
    pub fn resend(&self, frame: &Frame<'_>) -> Markup {
        let words = frame.words;
        let title = words.t("login-resend-title");
        let fields = html! {
            @for (name, value) in &self.fields { (form::hidden(name, value)) }
            (form::submit(&words.t("login-resend")))
        };
        let body = html! {
            header.head {
                h1 { (title) }
                p.sub { (words.t("login-resend-means")) }
            }
            (form::post(&self.to, frame.csrf, fields))
        };
        layout::page(frame, &title, body)
    }
}

/// The page to sign in on.
#[derive(Default)]
pub struct SignIn<'a> {
    pub email: &'a str,
    /// Tells where to go afterwards.
    pub next: &'a str,
    /// Holds what went wrong.
    pub fault: Option<String>,
    pub kept: Option<&'a Kept>,
}

impl SignIn<'_> {
    pub fn page(&self, words: &'static Words) -> Markup {
        let title = words.t("login-title");
        let body = html! {
            header.head {
                h1 { (title) }
                @if self.kept.is_some() {
                    p.sub role="status" { (words.t("login-kept")) }
                }
            }
            @if let Some(fault) = &self.fault {
                p.unkept role="alert" { (fault) }
            }
            (form::open(&paths::login_in(words.lang().tag()), self.fields(words)))
            @if self.kept.is_none() {
                (
                    layout::languages(
                        words,
                        |lang: Lang| paths::login_next_in(self.next, lang.tag()),
                    )
                )
            }
        };
        layout::plain(words, &title, body)
    }

    fn fields(&self, words: &Words) -> Markup {
        let (email, password) = (words.t("login-email"), words.t("login-password"));
        let none = Faults::default();
        html! {
            (
                Field::new("email", &email, self.email)
                    .kind("email")
                    .autocomplete("username")
                    .required()
                    .draw(&none)
            )
            (
                Field::new("password", &password, "")
                    .kind("password")
                    .autocomplete("current-password")
                    .required()
                    .draw(&none)
            )
            (form::hidden("next", self.next))
            @if let Some(kept) = self.kept {
                (
                    form::hidden(
                        "kept",
                        &serde_json::to_string(&kept.fields).unwrap_or_default(),
                    )
                )
                (form::hidden("kept_to", &kept.to))
                (form::hidden("kept_by", kept.by.as_deref().unwrap_or_default()))
            }
            (form::submit(&words.t("login-title")))
        }
    }
}

/// Tells what a sentence about waiting says: whole minutes, one at least.
pub fn wait(words: &Words, seconds: u32) -> String {
    words.say("login-wait", &[("minutes", seconds.div_ceil(60).into())])
}
