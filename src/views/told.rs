//! Says above a page what the act before it did: that something was kept, and how a name was.

use maud::{Markup, html};

use crate::method::Id;
use crate::method::person::honorific::Title;
use crate::paths;
use crate::words::{Words, arg};

/// One sentence about the act that led to a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// The profile that was typed is kept.
    Saved,
    /// The two records that were made one are two again.
    Parted,
    /// A name is kept without the title that was typed with it.
    Untitled(&'static Title),
    /// Somebody else has a name with a part in common.
    Alike,
    /// The work with the client begins on a day that has not come yet.
    BeginsLater,
}

impl Told {
    /// Reads the code in an address.
    pub fn named(code: &str) -> Option<Told> {
        match code {
            "saved" => Some(Told::Saved),
            "parted" => Some(Told::Parted),
            "alike" => Some(Told::Alike),
            "begins-later" => Some(Told::BeginsLater),
            title => Title::named(title).map(Told::Untitled),
        }
    }

    /// The code for an address, which `named` reads.
    pub fn code(self) -> &'static str {
        match self {
            Told::Saved => "saved",
            Told::Parted => "parted",
            Told::Alike => "alike",
            Told::BeginsLater => "begins-later",
            Told::Untitled(title) => title.code,
        }
    }
}

/// The sentences, with what can be done about each; `of` is whom the page is about.
pub fn sentences(told: &[Told], of: Option<&Id>, words: &Words) -> Markup {
    html! {
        @for one in told {
            p.done role="status" {
                @match one {
                    Told::Saved => (words.t("told-saved")),
                    Told::Parted => (words.t("told-parted")),
                    Told::BeginsLater => (words.t("told-begins-later")),
                    Told::Alike => {
                        (words.t("told-alike"))
                        @if let Some(of) = of {
                            " "
                            a.act href=(paths::merge(of)) { (words.t("merge-open")) }
                        }
                    }
                    Told::Untitled(title) => {
                        (untitled(title, words))
                        @if let Some(of) = of {
                            " "
                            a.act href=(paths::profile_titled(of, title.code)) {
                                (
                                    words
                                        .say("told-untitled-keep", &[("title", arg(title.word))])
                                )
                            }
                        }
                    }
                }
            }
        }
    }
}

/// That a name is kept without this title.
pub fn untitled(title: &Title, words: &Words) -> String {
    words.say("told-untitled", &[("title", arg(title.word))])
}
