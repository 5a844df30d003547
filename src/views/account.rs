//! Everything in one ZIP: what will be in it, who agreed, and which whole copies have left.

use chrono_tz::Tz;
use maud::{Markup, html};

use crate::method::{Text, moment};
use crate::paths;
use crate::store::whole_copy::WholeCopy;
use crate::views::form;
use crate::views::job::{self, Stand};
use crate::views::layout::Frame;
use crate::views::settings;
use crate::words::{Words, arg};

/// Everything on the page.
pub struct Account<'a> {
    /// True if the member lets their clients be in it.
    pub joined: bool,
    /// Holds what only an owner sees.
    pub managed: Option<&'a Managed>,
    /// The member's own.
    pub zone: Tz,
}

/// Holds what only an owner sees.
pub struct Managed {
    /// Members who let their clients be in it.
    pub colleagues: Vec<Text>,
    /// The latest first.
    pub copies: Vec<WholeCopy>,
    /// Tells how far the ZIP is, by the people in it, if one was begun.
    pub stand: Option<Stand<()>>,
}

/// The body.
pub fn page(frame: &Frame<'_>, account: &Account<'_>) -> Markup {
    let words = frame.words;
    html! {
        (settings::head(&words.t("account-title"), &words.t("account-means"), words))
        @if let Some(managed) = account.managed { (making(frame, managed)) }
        // An owner's own clients are in it anyway.
        @if account.managed.is_none() {
            section.sec {
                h2 { (words.t("account-consent")) }
                div.body {
                    (consent(frame, account.joined))
                    p.state { (words.t("account-own-way")) }
                }
            }
        }
        @if let Some(managed) = account.managed {
            section.sec {
                h2 {
                    (words.t("account-copies"))
                    small { (words.t("account-copies-means")) }
                }
                div.body { (copies(words, &managed.copies, account.zone)) }
            }
        }
    }
}

fn making(frame: &Frame<'_>, managed: &Managed) -> Markup {
    let words = frame.words;
    let names = managed
        .colleagues
        .iter()
        .map(Text::as_str)
        .collect::<Vec<_>>()
        .join(&words.t("account-comma"));
    html! {
        section.sec {
            h2 { (words.t("account-make-title")) }
            div.body {
                @if managed.colleagues.is_empty() {
                    p { (words.t("account-own")) }
                } @else {
                    p { (words.say("account-own-and", &[("names", arg(names))])) }
                }
                p { (words.t("account-secret")) }
                @if let Some(stand) = &managed.stand { (standing(frame, stand)) }
                @if {
                    !matches!(
                        managed.stand,
                        Some(Stand::Running { .. } | Stand::Whole(()))
                    )
                } { (press(frame, "start", &words.t("account-make"))) }
            }
        }
    }
}

/// Shows how far it is.
fn standing(frame: &Frame<'_>, stand: &Stand<()>) -> Markup {
    let words = frame.words;
    match *stand {
        Stand::Running { done, of } => {
            let said = words.say("account-running", &[("done", done.into()), ("of", of.into())]);
            job::running(frame, &paths::account(), (done, of), (&said, &words.t("job-end")))
        }
        Stand::Whole(()) => html! {
            p role="status" { (words.t("account-made")) }
            (press(frame, "take", &words.t("form-save-zip")))
        },
        Stand::CalledOff => html! {
            p role="status" { (words.t("account-stopped")) }
        },
        Stand::Failed => html! {
            p role="status" { (words.t("account-failed")) }
        },
    }
}

fn press(frame: &Frame<'_>, act: &str, label: &str) -> Markup {
    let button = html! {
        (form::hidden("act", act))
        (form::submit(label))
    };
    form::post(&paths::account(), frame.csrf, button)
}

/// Shows whether one's clients may be in it. Only one's own word counts.
fn consent(frame: &Frame<'_>, joined: bool) -> Markup {
    let words = frame.words;
    let (state, press, value) = if joined {
        (words.t("account-joined"), words.t("account-leave"), "no")
    } else {
        (words.t("account-not-joined"), words.t("account-join"), "yes")
    };
    let button = html! {
        input type="hidden" name="joins" value=(value);
        button.plain { (press) }
    };
    html! {
        p { (state) }
        (form::post(&paths::account_join(), frame.csrf, button))
    }
}

fn copies(words: &Words, copies: &[WholeCopy], zone: Tz) -> Markup {
    html! {
        @if copies.is_empty() {
            p { (words.t("account-no-copies")) }
        }
        ul.rows {
            @for copy in copies {
                @let at = moment::local(copy.made_at, zone);
                li {
                    p.pair {
                        span { (words.label("whole-copy", &copy.kind)) }
                        span.num { (words.day(at.date())) " " (words.time(at)) }
                    }
                    p.state { (words.label("whole-copy-scope", &copy.scope)) }
                    @if let Some(place) = &copy.place {
                        p.state { (place) }
                    }
                    @if !copy.sha256.is_empty() {
                        p.state {
                            "SHA-256 "
                            code { (copy.sha256) }
                        }
                    }
                }
            }
        }
    }
}
