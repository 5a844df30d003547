//! The frame of every page: head, skip link, places, foot. What stands in it is each page's own
//! matter.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::asset;
use crate::method::{Id, Lang};
use crate::paths;
use crate::views::told::{self, Told};
use crate::views::void::{self, Notice};
use crate::views::{draft, form, lang};
use crate::words::Words;

/// The ground of every page, as `ryokai.css` has it: the device draws its own bars in it.
pub const PAPER: &str = "#fcfbf8";

/// The same where the device is dark.
pub const PAPER_DARK: &str = "#171715";

/// A place of the bar. Only places that exist are listed in `PLACES`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    Today,
    Clients,
    Log,
    Network,
    /// In the bar of a wide window, and as a box on Today.
    Search,
    /// In no bar, only in the foot.
    Settings,
    /// In the foot as well.
    Method,
    /// A contact in one line: in the foot, within reach of every page.
    Contact,
}

/// The places of the bar, in their order.
const PLACES: &[Place] = &[Place::Today, Place::Clients, Place::Log, Place::Network, Place::Search];

impl Place {
    fn link(self) -> String {
        match self {
            Place::Today => paths::today(),
            Place::Log => paths::log(),
            Place::Clients => paths::clients(),
            Place::Network => paths::network(),
            Place::Search => paths::search(),
            Place::Settings => paths::settings(),
            Place::Method => paths::method(),
            Place::Contact => paths::contact_quick(),
        }
    }

    fn label(self, words: &Words) -> String {
        match self {
            Place::Today => words.t("place-today"),
            Place::Log => words.t("place-log"),
            Place::Clients => words.t("place-clients"),
            Place::Network => words.t("place-network"),
            Place::Search => words.t("search-title"),
            Place::Settings => words.t("place-settings"),
            Place::Method => words.t("method-title"),
            Place::Contact => words.t("contact-quick"),
        }
    }

    /// The place one writes at stands out from those one reads at.
    fn class(self) -> Option<&'static str> {
        match self {
            Place::Log => Some("write"),
            Place::Search => Some("wide"),
            Place::Today
            | Place::Clients
            | Place::Network
            | Place::Settings
            | Place::Method
            | Place::Contact => None,
        }
    }
}

/// Holds what a signed-in page stands in.
pub struct Frame<'a> {
    pub words: &'static Words,
    /// The member's name.
    pub member: &'a str,
    /// The token that every form of this login carries.
    pub csrf: &'a str,
    /// Tells where the page is, if it belongs to one place.
    pub here: Option<Place>,
    /// Holds what the act before did, if it is to be said.
    pub notice: Option<&'a Notice>,
    /// The sentences about that act, and the person whom the page is about.
    pub told: &'a [Told],
    pub about: Option<&'a Id>,
}

/// A page for someone who is signed in.
pub fn page(frame: &Frame<'_>, title: &str, body: Markup) -> Markup {
    let words = frame.words;
    document(
        words,
        title,
        "frame",
        html! {
            template
                #typed-again
                data-device-key=(paths::device_key())
                data-worker=(paths::worker())
            {
                div.done role="status" {
                    p {
                        (words.t("form-typed-again"))
                        " "
                        button.act.plain type="button" { (words.t("form-typed-drop")) }
                    }
                    ul.rows.tight {}
                }
            }
            (draft::unsent(words))
            nav.rail aria-label=(words.t("layout-places")) {
                p.mark {
                    (words.t("layout-mark"))
                    span lang="en" { (words.t("layout-mark-latin")) }
                }
                ul {
                    @for &place in PLACES {
                        li class=[place.class()] { (link(frame, place)) }
                    }
                }
            }
            main #main tabindex="-1" {
                @if let Some(notice) = frame.notice { (void::bar(notice, frame.csrf, words)) }
                (told::sentences(frame.told, frame.about, words))
                (body)
            }
            footer.foot.screen {
                p { (frame.member) }
                (link(frame, Place::Contact))
                (link(frame, Place::Settings))
                (link(frame, Place::Method))
                (
                    form::post(
                        &paths::logout(),
                        frame.csrf,
                        html! {
                            button.plain { (words.t("layout-logout")) }
                        },
                    )
                )
            }
        },
    )
}

/// A page for someone who is not signed in.
pub fn plain(words: &'static Words, title: &str, body: Markup) -> Markup {
    document(
        words,
        title,
        "alone",
        html! {
            main #main tabindex="-1" {
                p.mark {
                    (words.t("layout-mark"))
                    span lang="en" { (words.t("layout-mark-latin")) }
                }
                (body)
            }
        },
    )
}

/// The same page in each language, for a page without a member: `link` writes its address for a
/// language.
pub fn languages(words: &Words, link: impl Fn(Lang) -> String) -> Markup {
    html! {
        ul.acts.languages aria-label=(words.t("layout-languages")) {
            @for lang in [Lang::Ja, Lang::En] {
                li {
                    @let name = Words::of(lang).label("lang", &lang);
                    @if lang == words.lang() {
                        span.act.quiet aria-current="true" lang=(lang.tag()) { (name) }
                    } @else {
                        a.act href=(link(lang)) lang=(lang.tag()) hreflang=(lang.tag()) { (name) }
                    }
                }
            }
        }
    }
}

fn link(frame: &Frame<'_>, place: Place) -> Markup {
    let current = (frame.here == Some(place)).then_some("page");
    html! {
        a href=(place.link()) aria-current=[current] { (place.label(frame.words)) }
    }
}

fn document(words: &Words, title: &str, class: &str, content: Markup) -> Markup {
    let page = whole(words, title, class, content);
    PreEscaped(lang::marked(&page.into_string(), words.lang()))
}

fn whole(words: &Words, title: &str, class: &str, content: Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(words.lang().tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1, interactive-widget=resizes-content";
                meta name="robots" content="noindex";
                title { (title) " · " (words.t("layout-mark-latin")) }
                link rel="icon" href=(asset::url("icon.svg")) type="image/svg+xml";
                link rel="apple-touch-icon" href=(asset::url("icon-touch.png"));
                link rel="manifest" href=(paths::manifest_in(words.lang().tag()));
                meta name="theme-color" content=(PAPER) media="(prefers-color-scheme: light)";
                meta name="theme-color" content=(PAPER_DARK) media="(prefers-color-scheme: dark)";
                link rel="stylesheet" href=(asset::url("ryokai.css"));
                script type="module" src=(asset::url("form.js")) {}
            }
            body class=(class) {
                a.skip href="#main" { (words.t("layout-skip")) }
                (content)
            }
        }
    }
}
