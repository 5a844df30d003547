//! The example: a client who does not exist, with two sessions, read from fixed facts and drawn by
//! the views of real ones. The database knows nothing of it, so it is counted nowhere, leaves with
//! no file, and is gone once its page is closed.

use maud::{Markup, html};

use super::session::{self, Shown};
use super::{client, standing};
use crate::method::staircase::Staircase;
use crate::method::standing::Terms;
use crate::method::{AgreementKind, ClientFile, Day, Lang, Quote, Standing};
use crate::paths;
use crate::picture::{lean, staircase, want_need};
use crate::words::{Words, arg, text_arg};

/// The example as it stands on the day of its last session, under the usual day counts.
pub struct Example {
    file: ClientFile,
    standing: Standing,
    stairs: Staircase,
    on: Day,
}

impl Example {
    /// Reads the facts of the example in a language.
    pub fn read(lang: Lang) -> serde_json::Result<Example> {
        let facts = match lang {
            Lang::Ja => include_str!("example/ja.json"),
            Lang::En => include_str!("example/en.json"),
        };
        let file: ClientFile = serde_json::from_str(facts)?;
        let on = file.sessions.iter().map(|s| s.on).max().unwrap_or_default();
        let standing = Standing::of(&file, on, &Terms::USUAL);
        let stairs = Staircase::of(&file, on, &Terms::USUAL);
        Ok(Example { file, standing, stairs, on })
    }

    /// The words that gave an agreement.
    pub fn words_of(&self, kind: AgreementKind) -> Option<&Quote> {
        let event = self.file.agreements.iter().find(|a| a.kind == kind)?;
        self.file.quote(event.quote.as_ref()?)
    }

    /// The staircase of the example, drawn as everybody's is.
    pub fn staircase(&self, words: &Words) -> Markup {
        lean(staircase::figure(&self.stairs, &self.file, words))
    }

    /// Says something of the words that gave an agreement, which it takes as `words`.
    pub fn saying(&self, key: &str, kind: AgreementKind, words: &Words) -> String {
        let said = self.words_of(kind).map(|quote| text_arg(&quote.text));
        words.say(key, &[("words", said.unwrap_or_else(|| arg("")))])
    }
}

/// The body of the page.
pub fn page(example: &Example, words: &Words) -> Markup {
    let Example { file, standing, on, .. } = example;
    html! {
        header.head {
            p.kick { (words.t("example-kick")) }
            h1 { (client::name(file, words)) }
            p.sub { (words.t("example-about")) }
            (leave(words))
        }
        @for one in &file.sessions {
            section.sec {
                h2 { (session::title(one, words)) }
                div.body {
                    p {
                        @match one.no {
                            Some(1) => {
                                (example.saying("example-conversation", AgreementKind::Conversation, words))
                            }
                            _ => {
                                (example.saying("example-consultation", AgreementKind::Consultation, words))
                            }
                        }
                    }
                }
            }
            (session::record(&Shown { file, session: one, words }))
        }
        section.sec {
            h2 {
                (words.t("client-stands"))
                small { (words.say("client-on", &[("day", arg(words.day(*on)))])) }
            }
            div.body { (standing::derived(standing, file, None, words)) }
        }
        section.sec {
            h2 { (words.t("client-staircase")) }
            div.body.quiet { p { (words.t("client-staircase-about")) } }
            (example.staircase(words))
            div.full { (staircase::table(&example.stairs, file, words)) }
        }
        section.sec {
            h2 { (words.t("client-wants-needs")) }
            div.body.quiet { p { (words.t("client-map-about")) } }
            (lean(want_need::figure(file, *on, words)))
        }
        (leave(words))
    }
}

/// The ways away from the example; nothing of it stays.
fn leave(words: &Words) -> Markup {
    html! {
        p.acts {
            a.btn href=(paths::log()) { (words.t("log-title")) }
            a.act href=(paths::today()) { (words.t("example-close")) }
            a.act href={ (paths::method()) "#agreements" } { (words.t("today-first-method")) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_rises_by_both_agreements_to_trust_in_both_languages() {
        for lang in [Lang::Ja, Lang::En] {
            let example = Example::read(lang).expect("the facts of the example");
            let words = Words::of(lang);
            for kind in [AgreementKind::Conversation, AgreementKind::Consultation] {
                assert!(example.words_of(kind).is_some(), "{lang:?} {kind:?}");
            }
            assert_eq!(words.t("stage-3"), standing::stage(&example.standing, words));
            let (_, amiss) =
                ClientFile::from_records(example.file.person.clone(), &example.file.to_records());
            assert!(amiss.is_empty(), "{lang:?}: {amiss:?}");
        }
    }
}
