//! Choosing a time zone.

use chrono_tz::{TZ_VARIANTS, Tz};
use maud::{Markup, html};

use crate::asset;
use crate::method::Lang;
use crate::views::form::{self, Faults};
use crate::words::Words;

/// The zone of most who speak a language, until they say otherwise.
pub fn usual(lang: Lang) -> Tz {
    match lang {
        Lang::Ja => Tz::Asia__Tokyo,
        Lang::En => Tz::Europe__London,
    }
}

/// All zones by their names. Until one is chosen, a small script takes the browser's.
pub fn select(words: &Words, name: &str, chosen: &str, faults: &Faults) -> Markup {
    let unsaid = chosen.is_empty();
    let chosen = if unsaid { usual(words.lang()).name() } else { chosen };
    let zones: Vec<(String, String)> = TZ_VARIANTS
        .iter()
        .map(|zone| zone.name())
        .filter(|zone| zone.contains('/') || *zone == "UTC")
        .filter(|zone| !zone.starts_with("Etc/"))
        .map(|zone| (zone.to_owned(), zone.replace('_', " ")))
        .collect();
    html! {
        (form::select(name, &words.t("zone"), &zones, chosen, faults))
        @if unsaid {
            script type="module" src=(asset::url("zone.js")) {}
        }
    }
}
