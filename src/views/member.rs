//! The members of the practice, for who manages them.

use maud::{Markup, html};
use serde::Deserialize;

use crate::method::{Id, Role, code};
use crate::paths;
use crate::store::member::Member;
use crate::views::form::{self, Faults, Field};
use crate::views::layout::Frame;
use crate::words::{Words, arg, text_arg};

/// A new member as typed.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct NewMember {
    pub name: String,
    pub email: String,
    pub role: String,
}

/// A password that is shown this once.
pub struct Shown<'a> {
    pub name: &'a str,
    pub password: &'a str,
}

/// Everything on the page.
pub struct Members<'a> {
    pub members: &'a [Member],
    /// Tells who looks at it.
    pub own: &'a Id,
    pub typed: &'a NewMember,
    pub shown: Option<Shown<'a>>,
    pub faults: &'a Faults,
}

/// The body.
pub fn page(frame: &Frame<'_>, page: &Members<'_>) -> Markup {
    let words = frame.words;
    html! {
        header.head {
            p.kick {
                a href=(paths::settings()) { (words.t("place-settings")) }
            }
            h1 { (words.t("member-title")) }
            p.sub { (words.t("member-means")) }
        }
        @if let Some(shown) = &page.shown { (once(words, shown)) }
        (page.faults.summary(words))
        section.sec {
            h2 { (words.t("member-everybody")) }
            div.body {
                ul.rows {
                    @for member in page.members {
                        li { (row(frame, member, page.own)) }
                    }
                }
            }
        }
        section.sec {
            h2 { (words.t("member-new")) }
            div.body {
                (
                    form::post(
                        &paths::members(),
                        frame.csrf,
                        fields(words, page.typed, page.faults),
                    )
                )
            }
        }
    }
}

fn once(words: &Words, shown: &Shown<'_>) -> Markup {
    html! {
        div.done role="status" {
            p { (words.say("member-password", &[("name", arg(shown.name))])) }
            p.once { (shown.password) }
            p.fine { (words.t("member-password-once")) }
        }
    }
}

fn row(frame: &Frame<'_>, member: &Member, own: &Id) -> Markup {
    let words = frame.words;
    html! {
        p.pair {
            span { (member.name) }
            span { (words.label("role", &member.role)) }
        }
        p.state {
            @if let Some(email) = &member.email { (email) " " }
            @if !member.active { (words.t("member-inactive")) } @else if !member.signs_in {
                (words.t("member-no-password"))
            }
        }
        @if member.id != *own {
            div.acts {
                @if member.active {
                    @if member.email.is_some() {
                        (act(frame, member, "reset", &words.t("member-reset")))
                    }
                    (remove(frame, member))
                } @else { (act(frame, member, "activate", &words.t("member-activate"))) }
            }
        }
    }
}

/// Removing a member asks first, and says what becomes of their clients.
fn remove(frame: &Frame<'_>, member: &Member) -> Markup {
    let words = frame.words;
    let label = words.t("member-deactivate");
    html! {
        details {
            summary aria-label={ (label) ": " (member.name) } { (label) }
            p.state { (words.say("member-deactivate-means", &[("name", text_arg(&member.name))])) }
            (act(frame, member, "deactivate", &words.t("member-deactivate-do")))
        }
    }
}

fn act(frame: &Frame<'_>, member: &Member, act: &str, label: &str) -> Markup {
    form::post(
        &paths::member(&member.id),
        frame.csrf,
        html! {
            button.plain name="act" value=(act) aria-label={ (label) ": " (member.name) } { (label) }
        },
    )
}

fn fields(words: &Words, typed: &NewMember, faults: &Faults) -> Markup {
    let [name, email, role] =
        [words.t("member-name"), words.t("login-email"), words.t("member-role")];
    let roles =
        [Role::Consultant, Role::Owner].map(|role| (code(&role), words.label("role", &role)));
    html! {
        (Field::new("name", &name, &typed.name).required().draw(faults))
        (
            Field::new("email", &email, &typed.email)
                .kind("email")
                .required()
                .draw(faults)
        )
        (form::select("role", &role, &roles, &typed.role, faults))
        p.fine { (words.t("member-role-means")) }
        (form::submit(&words.t("form-add")))
    }
}
