//! Why a record could not be taken, in words: the reason, what was kept, what to do next (mockup decision 10).

use maud::{Markup, html};
use serde::Serialize;

use crate::domain::{Breach, Evidence, Rule};
use crate::words::{Words, arg, label_key};

/// What is missing or does not fit, as one sentence.
pub fn why(rule: &Rule, words: &Words) -> String {
    match rule {
        Rule::NoSuchStep { from, to } => {
            words.say("breach-no-such-step", &[("from", arg(state(from, words))), ("to", arg(state(to, words)))])
        }
        Rule::EvidenceMissing { needs } => words.label("breach-needs", needs),
        Rule::NotTheirWords => words.t("breach-not-their-words"),
        Rule::WordsFromElsewhere => words.t("breach-words-from-elsewhere"),
        Rule::DateDiffers => words.t("breach-date-differs"),
        Rule::UnknownReference { field, id } => {
            words.say("breach-unknown-reference", &[("field", arg(field.as_str())), ("id", arg(id.as_str()))])
        }
        Rule::DuplicateId { id } => words.say("breach-duplicate-id", &[("id", arg(id.as_str()))]),
        Rule::OneOrigin => words.t("breach-one-origin"),
        Rule::ImposedWithoutNo => words.t("breach-imposed-without-no"),
        Rule::ReceptionUndated => words.t("breach-reception-undated"),
        Rule::BeforeItsCause { field } => words.say("breach-before-its-cause", &[("field", arg(field.as_str()))]),
        Rule::OtherFamily => words.t("breach-other-family"),
        Rule::Signed => words.t("breach-signed"),
        Rule::Differs { id } => words.say("breach-differs", &[("id", arg(id.as_str()))]),
        Rule::CorrectedSince => words.t("breach-corrected-since"),
        Rule::OutOfRange { field } => words.say("breach-out-of-range", &[("field", arg(field.as_str()))]),
    }
}

/// What the person can do about it, as one sentence.
pub fn way_on(rule: &Rule, words: &Words) -> String {
    match rule {
        Rule::NoSuchStep { .. } => words.t("breach-do-no-such-step"),
        Rule::EvidenceMissing { needs } => match needs {
            Evidence::Words => words.t("breach-do-words"),
            Evidence::NewHint => words.t("breach-do-new-hint"),
            Evidence::Reason => words.t("breach-do-reason"),
            Evidence::LaterHeldSession => words.t("breach-do-later-session"),
            Evidence::Nothing | Evidence::Session | Evidence::Encounter | Evidence::SaidAloud => {
                words.t("breach-do-session")
            }
        },
        Rule::NotTheirWords | Rule::WordsFromElsewhere => words.t("breach-do-words"),
        Rule::DateDiffers | Rule::BeforeItsCause { .. } => words.t("breach-do-date"),
        Rule::UnknownReference { .. } | Rule::DuplicateId { .. } | Rule::Differs { .. } => words.t("breach-do-gone"),
        Rule::OneOrigin => words.t("breach-do-one-origin"),
        Rule::ImposedWithoutNo => words.t("breach-do-permission"),
        Rule::ReceptionUndated => words.t("breach-do-reception"),
        Rule::OtherFamily => words.t("breach-do-family"),
        Rule::Signed => words.t("breach-do-addendum"),
        Rule::CorrectedSince => words.t("breach-do-later-first"),
        Rule::OutOfRange { .. } => words.t("breach-do-range"),
    }
}

/// A line that is not recorded, in place: why, what was kept, what to do. It never blocks the rest.
pub fn unkept(typed: &str, rules: &[Rule], words: &Words) -> Markup {
    html! {
        div.unkept role="status" {
            h3 { (words.t("breach-title")) }
            p { (typed) }
            @let (why, ways) = reasons(rules, words);
            (answers(&why, &words.t("breach-kept-line"), &ways, words))
        }
    }
}

/// The reasons why records were refused, and the ways on.
pub fn reasons(rules: &[Rule], words: &Words) -> (Vec<String>, Vec<String>) {
    if rules.is_empty() {
        return (vec![words.t("breach-unread")], vec![words.t("breach-do-unread")]);
    }
    let mut ways: Vec<String> = rules.iter().map(|rule| way_on(rule, words)).collect();
    ways.dedup();
    // A page names no record by its id.
    let said = |rule: &Rule| match rule {
        Rule::UnknownReference { .. } => words.t("breach-gone"),
        rule => why(rule, words),
    };
    (rules.iter().map(said).collect(), ways)
}

/// The three answers in their order: why, what was kept, what one can do.
pub fn answers(why: &[String], kept: &str, ways: &[String], words: &Words) -> Markup {
    html! {
        dl.facts {
            dt { (words.t("breach-why")) }
            dd { @for why in why { p { (why) } } }
            dt { (words.t("breach-kept")) }
            dd { (kept) }
            dt { (words.t("breach-do")) }
            dd { @for way in ways { p { (way) } } }
        }
    }
}

/// One line for a list or a terminal: the place in the file, the record, the rule.
pub fn line(breach: &Breach, words: &Words) -> String {
    let (place, why) = (arg(breach.place.as_str()), arg(why(&breach.rule, words)));
    words.say("breach-line", &[("place", place), ("id", arg(breach.record.as_str())), ("why", why)])
}

/// A state's label, whichever machine it belongs to: the first that knows the word. Agreements come first, for they
/// alone can be declined or withdrawn by what a person says of the relationship.
fn state(code: &str, words: &Words) -> String {
    const FAMILIES: [&str; 7] =
        ["agreement-state", "need-state", "want-state", "message-state", "rupture-state", "promise-state", "status"];
    if code.is_empty() {
        return words.t("breach-start");
    }
    let key = |family: &&str| Some(label_key(family, &Code(code))).filter(|key| words.has(key));
    FAMILIES.iter().find_map(key).map_or(code.to_owned(), |key| words.t(&key))
}

/// A state as it is named in the file.
#[derive(Serialize)]
struct Code<'c>(&'c str);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Id, Lang};

    fn every_rule() -> Vec<Rule> {
        let (field, id) = (String::from("on"), Id::fresh());
        let evidence = [
            Evidence::Nothing,
            Evidence::Session,
            Evidence::Encounter,
            Evidence::LaterHeldSession,
            Evidence::Words,
            Evidence::Reason,
            Evidence::NewHint,
            Evidence::SaidAloud,
        ];
        let mut rules: Vec<Rule> = evidence.map(|needs| Rule::EvidenceMissing { needs }).into();
        rules.extend([
            Rule::NoSuchStep { from: String::new(), to: "named".into() },
            Rule::NoSuchStep { from: "let_go".into(), to: "acknowledged".into() },
            Rule::NotTheirWords,
            Rule::WordsFromElsewhere,
            Rule::DateDiffers,
            Rule::UnknownReference { field: field.clone(), id: id.clone() },
            Rule::DuplicateId { id: id.clone() },
            Rule::OneOrigin,
            Rule::ImposedWithoutNo,
            Rule::ReceptionUndated,
            Rule::BeforeItsCause { field: field.clone() },
            Rule::OtherFamily,
            Rule::Signed,
            Rule::CorrectedSince,
            Rule::Differs { id },
            Rule::OutOfRange { field },
        ]);
        rules
    }

    #[test]
    fn every_rule_has_its_sentences_in_both_languages() {
        for words in [Words::of(Lang::Ja), Words::of(Lang::En)] {
            for rule in every_rule() {
                for text in [why(&rule, words), way_on(&rule, words)] {
                    assert!(!text.contains("breach-") && text.chars().count() > 5, "{text} of {rule:?}");
                    assert!(!text.contains('{'), "{text}");
                }
            }
        }
    }

    #[test]
    fn a_step_that_does_not_exist_is_named_by_its_labels() {
        let rule = Rule::NoSuchStep { from: "let_go".into(), to: "acknowledged".into() };
        assert!(why(&rule, Words::of(Lang::Ja)).contains("手放した"));
        assert!(why(&rule, Words::of(Lang::En)).contains("Acknowledged"));
    }

    #[test]
    fn an_unkept_line_shows_what_was_typed() {
        let page = unkept("潜:休みたい", &[Rule::NotTheirWords], Words::of(Lang::Ja)).into_string();
        assert!(page.contains("潜:休みたい") && page.contains("role=\"status\""));
    }
}
