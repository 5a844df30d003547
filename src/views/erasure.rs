//! Ending a person's record: what goes, what stays, which copies still hold them, and the name
//! typed as a confirmation.

use maud::{Markup, html};

use super::form::{self, Faults, Field};
use super::retention::holding;
use crate::intake::form::Fields;
use crate::method::mention::Mention;
use crate::method::retention::{Ending, EndsBecause};
use crate::method::{Id, Person, code};
use crate::paths;
use crate::store::erasure::Named;
use crate::store::whole_copy::WholeCopy;
use crate::words::{Words, arg};

/// Everything the page is made of.
pub struct Page<'a> {
    pub id: &'a Id,
    pub person: &'a Person,
    /// The whole copies that may still hold the person afterwards.
    pub copies: &'a [WholeCopy],
    /// Tells who else's records name the person.
    pub named: &'a [Named],
    /// True for those who may read where these lie.
    pub places: bool,
    pub zone: chrono_tz::Tz,
    pub csrf: &'a str,
    pub typed: &'a Fields,
    pub faults: &'a Faults,
    pub words: &'a Words,
}

/// The title.
pub fn title(person: &Person, words: &Words) -> String {
    words.say("erase-of", &[("name", arg(words.name_of(person)))])
}

/// The body.
pub fn page(p: &Page<'_>) -> Markup {
    let words = p.words;
    html! {
        header.head {
            p.kick {
                a href=(paths::retention(p.id)) { (words.name_of(p.person)) }
            }
            h1 { (title(p.person, words)) }
            p.sub { (words.t("erase-means")) }
        }
        (p.faults.summary(words))
        section.sec {
            h2 { (words.t("erase-stays")) }
            div.body {
                p { (words.t("erase-stays-means")) }
                (holding(p.copies, p.places, p.zone, words))
            }
        }
        (named(p))
        section.sec {
            h2 { (words.t("erase-how")) }
            div.body {
                @if p.person.legal_hold {
                    p { (words.t("erase-held")) }
                } @else { (form::post(&paths::erase(p.id), p.csrf, fields(p))) }
            }
        }
    }
}

/// Places that are shown; the rest is counted.
const PLACES: usize = 50;

/// Shows where the person is named in what stays.
fn named(p: &Page<'_>) -> Markup {
    let words = p.words;
    let all: Vec<(&Named, &Mention)> =
        p.named.iter().flat_map(|of| of.mentions.iter().map(move |m| (of, m))).collect();
    let more = all.len().saturating_sub(PLACES);
    html! {
        @if !all.is_empty() {
            section.sec {
                h2 { (words.t("erase-named")) }
                div.body {
                    p { (words.t("erase-named-means")) }
                    ul.rows {
                        @for (of, mention) in all.iter().take(PLACES) {
                            li {
                                p {
                                    a href=(paths::client(&of.person.id)) {
                                        (words.name_of(&of.person))
                                    }
                                    @if let Some(on) = mention.on {
                                        (words.t("quote-joint"))
                                        span.num { (words.day(on)) }
                                    }
                                }
                                p.from { (mention.said) }
                            }
                        }
                    }
                    @if more > 0 {
                        p.state { (words.say("erase-named-more", &[("n", more.into())])) }
                    }
                }
            }
        }
    }
}

fn fields(p: &Page<'_>) -> Markup {
    let words = p.words;
    let reasons = EndsBecause::ALL.map(|why| (code(&why), words.label("ends-because", &why)));
    let nothing = (String::new(), words.t("step-nothing-chosen"));
    let reasons: Vec<_> = std::iter::once(nothing).chain(reasons).collect();
    let name = words.say("erase-confirm-hint", &[("name", arg(words.name(p.person)))]);
    let fault = p.faults.of("ending");
    html! {
        fieldset.entry id="ending" {
            legend.field { (words.t("erase-how")) }
            @for ending in Ending::ALL {
                p {
                    label.choice {
                        input
                            type="radio"
                            name="ending"
                            value=(code(&ending))
                            checked[p.typed.ticked("ending", &code(&ending))];
                        (words.label("erase-way", &ending))
                    }
                    span.fine { (words.label("erase-way-means", &ending)) }
                }
            }
            @if let Some(fault) = fault {
                span.fault { (fault) }
            }
        }
        (
            form::select(
                "reason",
                &words.t("retention-why"),
                &reasons,
                p.typed.get("reason"),
                p.faults,
            )
        )
        (
            Field::new("confirm", &words.t("erase-confirm"), p.typed.get("confirm"))
                .hint(&name)
                .autocomplete("off")
                .required()
                .draw(p.faults)
        )
        (form::submit(&words.t("erase-title")))
    }
}
