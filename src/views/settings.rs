//! One's own settings: profile, password, where one is signed in.

use maud::{Markup, html};
use serde::{Deserialize, Serialize};

use crate::intake::form::Fields;
use crate::method::{Lang, Moment, moment};
use crate::paths;
use crate::store::login::Login;
use crate::store::member::Member;
use crate::views::form::{self, Faults, Field};
use crate::views::layout::Frame;
use crate::views::{password, zone};
use crate::words::{Words, arg};

/// The profile as it is typed.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Profile {
    pub name: String,
    pub reading: String,
    pub lang: String,
    pub tz: String,
    pub capacity: String,
    pub training_from: String,
    /// The print of the profile when the page was opened.
    pub seen: String,
}

impl Profile {
    /// The profile as it stands.
    pub fn of(member: &Member) -> Profile {
        Profile {
            name: member.name.to_string(),
            reading: member.reading.as_ref().map(ToString::to_string).unwrap_or_default(),
            lang: member.lang.tag().to_owned(),
            tz: member.tz.name().to_owned(),
            capacity: member.capacity.to_string(),
            training_from: member.training_from.map(|day| day.to_string()).unwrap_or_default(),
            seen: String::new(),
        }
    }

    /// Holds the typed values by the names of their fields.
    pub fn fields(&self) -> Fields {
        let all = [
            ("name", &self.name),
            ("reading", &self.reading),
            ("lang", &self.lang),
            ("tz", &self.tz),
            ("capacity", &self.capacity),
            ("training_from", &self.training_from),
        ];
        Fields::of(all.map(|(name, value)| (name.to_owned(), value.clone())).to_vec())
    }
}

/// Names what has just been done, said above the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Done {
    Profile,
    Password,
    Email,
    Login,
    Practice,
    Reminder,
}

/// Everything on the page.
pub struct Settings<'a> {
    pub member: &'a Member,
    pub typed: &'a Profile,
    /// The address one signs in with, or what was typed in its place.
    pub email: &'a str,
    /// The print of the address when the page was opened.
    pub email_seen: &'a str,
    pub logins: &'a [Login],
    /// The login that asks.
    pub here: &'a str,
    pub manages: bool,
    pub done: Option<Done>,
    pub faults: &'a Faults,
}

/// The body.
pub fn page(frame: &Frame<'_>, settings: &Settings<'_>) -> Markup {
    let words = frame.words;
    html! {
        header.head {
            h1 { (words.t("place-settings")) }
            p.sub { (settings.member.email.as_deref().unwrap_or_default()) }
        }
        @if let Some(done) = settings.done {
            p.done role="status" { (words.label("settings-done", &done)) }
        }
        (settings.faults.summary(words))
        section.sec {
            h2 { (words.t("settings-profile")) }
            div.body {
                (
                    form::post(
                        &paths::settings(),
                        frame.csrf,
                        profile(words, settings.typed, settings.faults),
                    )
                )
            }
        }
        section.sec {
            h2 { (words.t("settings-email")) }
            div.body {
                (
                    form::post(
                        &paths::email(),
                        frame.csrf,
                        new_email(words, settings),
                    )
                )
            }
        }
        section.sec {
            h2 { (words.t("login-password")) }
            div.body {
                (
                    form::post(
                        &paths::password(),
                        frame.csrf,
                        new_password(words, settings.faults),
                    )
                )
            }
        }
        section.sec {
            h2 {
                (words.t("settings-logins"))
                small { (words.t("settings-logins-means")) }
            }
            div.body { (logins(frame, settings)) }
        }
        (briefs(words))
        section.sec {
            h2 { (words.t("settings-more")) }
            div.body {
                ul.rows {
                    (
                        door(
                            &words.t("pillar-title"),
                            &paths::pillars(),
                            &words.t("settings-pillars"),
                        )
                    )
                    (
                        door(
                            &words.t("hours-title"),
                            &paths::hours(),
                            &words.t("hours-open"),
                        )
                    )
                    (
                        door(
                            &words.t("calendar-title"),
                            &paths::calendar(),
                            &words.t("calendar-open"),
                        )
                    )
                    (
                        door(
                            &words.t("reminder-title"),
                            &paths::reminder(),
                            &words.t("reminder-open"),
                        )
                    )
                    (
                        door(
                            &words.t("retention-review"),
                            &paths::review(),
                            &words.t("retention-review-open"),
                        )
                    )
                    @let account = if settings.manages {
                        words.t("account-open")
                    } else {
                        words.t("account-consent")
                    };
                    (door(&words.t("account-title"), &paths::account(), &account))
                }
            }
        }
        @if settings.manages {
            section.sec {
                h2 { (words.t("settings-of-practice")) }
                div.body {
                    ul.rows {
                        (
                            door(
                                &words.t("member-title"),
                                &paths::members(),
                                &words.t("settings-members"),
                            )
                        )
                        (
                            door(
                                &words.t("practice-title"),
                                &paths::practice(),
                                &words.t("practice-open"),
                            )
                        )
                        (
                            door(
                                &words.t("letterhead-title"),
                                &paths::letterhead(),
                                &words.t("letterhead-open"),
                            )
                        )
                    }
                }
            }
        }
    }
}

/// The head of a page behind Settings, with the way back.
pub fn head(title: &str, about: &str, words: &Words) -> Markup {
    html! {
        header.head {
            p.kick {
                a href=(paths::settings()) { (words.t("place-settings")) }
            }
            h1 { (title) }
            p.sub { (about) }
        }
    }
}

/// The way to a page of its own.
fn door(title: &str, href: &str, about: &str) -> Markup {
    html! {
        li {
            p {
                a href=(href) { (title) }
            }
            p.state { (about) }
        }
    }
}

/// The body of the page on which a password of one's own is chosen.
pub fn own_password(frame: &Frame<'_>, handed: bool, faults: &Faults) -> Markup {
    let words = frame.words;
    html! {
        header.head {
            h1 { (words.t("settings-password-own")) }
            @if handed {
                p.sub { (words.t("settings-password-handed")) }
            }
        }
        (faults.summary(words))
        section.sec {
            h2 { (words.t("login-password")) }
            div.body { (form::post(&paths::password(), frame.csrf, new_password(words, faults))) }
        }
    }
}

fn profile(words: &Words, typed: &Profile, faults: &Faults) -> Markup {
    let [name, reading, capacity] =
        [words.t("setup-name"), words.t("settings-reading"), words.t("settings-capacity")];
    let hint = words.t("settings-capacity-hint");
    let langs = [Lang::Ja, Lang::En]
        .map(|lang| (lang.tag().to_owned(), Words::of(lang).label("lang", &lang)));
    html! {
        (form::hidden(form::SEEN, &typed.seen))
        (
            Field::new("name", &name, &typed.name)
                .autocomplete("name")
                .required()
                .draw(faults)
        )
        (Field::new("reading", &reading, &typed.reading).draw(faults))
        (
            form::select(
                "lang",
                &words.t("layout-languages"),
                &langs,
                &typed.lang,
                faults,
            )
        )
        (zone::select(words, "tz", &typed.tz, faults))
        (Field::new("capacity", &capacity, &typed.capacity).hint(&hint).draw(faults))
        (
            Field::new("training_from", &words.t("hours-training"), &typed.training_from)
                .kind("date")
                .hint(&words.t("hours-training-hint"))
                .draw(faults)
        )
        (form::submit(&words.t("form-save")))
    }
}

fn new_email(words: &Words, settings: &Settings<'_>) -> Markup {
    let (email, faults) = (settings.email, settings.faults);
    let [label, now] = [words.t("login-email"), words.t("settings-password-now")];
    let field = Field::new("email", &label, email).kind("email").autocomplete("username");
    let current = Field::new("email-current", &now, "").kind("password");
    html! {
        (form::hidden(form::SEEN, settings.email_seen))
        (field.hint(&words.t("settings-email-means")).required().draw(faults))
        (current.autocomplete("current-password").required().draw(faults))
        (form::submit(&words.t("settings-email-change")))
    }
}

fn new_password(words: &Words, faults: &Faults) -> Markup {
    let [now, new, rule] =
        [words.t("settings-password-now"), words.t("settings-password-new"), password::rule(words)];
    let field = |name, label, token| {
        Field::new(name, label, "").kind("password").autocomplete(token).required()
    };
    html! {
        (field("current", &now, "current-password").draw(faults))
        (field("password", &new, "new-password").hint(&rule).draw(faults))
        (form::submit(&words.t("settings-password-change")))
    }
}

/// Lets this device keep today's briefs; hidden without script, which alone can keep anything.
fn briefs(words: &Words) -> Markup {
    html! {
        section
            #briefs-setting
            .sec
            hidden
            data-today=(paths::today())
            data-on=(words.t("settings-briefs-on"))
            data-off=(words.t("settings-briefs-off"))
            data-unable=(words.t("settings-briefs-unable"))
        {
            h2 { (words.t("settings-briefs")) }
            div.body {
                label.choice {
                    input type="checkbox" autocomplete="off";
                    (words.t("settings-briefs-keep"))
                }
                p.hint { (words.t("settings-briefs-means")) }
                p.state role="status" {}
            }
        }
        script type="module" src=(crate::asset::url("briefs.js")) {}
    }
}

fn logins(frame: &Frame<'_>, settings: &Settings<'_>) -> Markup {
    let words = frame.words;
    let day = |at: Moment| {
        let local = moment::local(at, settings.member.tz);
        format!("{} {}", words.day(local.date()), words.time(local))
    };
    html! {
        ul.rows {
            @for login in settings.logins {
                li {
                    p.pair {
                        span { (device(words, &login.user_agent)) }
                        span.num { (login.address) }
                    }
                    p.state {
                        (
                            words
                                .say(
                                    "settings-login-since",
                                    &[("since", arg(day(login.created_at)))],
                                )
                        )
                        " "
                        (
                            words
                                .say(
                                    "settings-login-seen",
                                    &[("seen", arg(day(login.seen_at)))],
                                )
                        )
                    }
                    @if login.token_hash == settings.here {
                        p.state { (words.t("settings-login-this")) }
                    } @else {
                        (
                            form::post(
                                &paths::login_end(&login.token_hash),
                                frame.csrf,
                                html! {
                                    button.plain { (words.t("settings-login-end")) }
                                },
                            )
                        )
                    }
                }
            }
        }
    }
}

/// Tells how a device is called: its browser and its system, as far as they say.
fn device(words: &Words, user_agent: &str) -> String {
    const BROWSERS: &[(&str, &str)] =
        &[("Edg/", "Edge"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari")];
    const SYSTEMS: &[(&str, &str)] = &[
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("Mac OS X", "macOS"),
        ("Windows", "Windows"),
        ("Linux", "Linux"),
    ];
    let said = |known: &'static [(&str, &str)]| {
        known.iter().find(|(mark, _)| user_agent.contains(mark)).map(|k| k.1)
    };
    match (said(BROWSERS), said(SYSTEMS)) {
        (Some(browser), Some(system)) => {
            words.say("settings-device", &[("browser", arg(browser)), ("system", arg(system))])
        }
        _ => words.t("settings-device-unknown"),
    }
}
