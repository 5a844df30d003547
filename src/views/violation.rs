//! Tells why a record could not be taken, in words: the reason, what was kept, what to do next.

use maud::{Markup, html};
use serde::Serialize;

use crate::method::{Evidence, Violation, ViolationKind};
use crate::words::{Words, arg, label_key};

/// Tells what is missing or does not fit, as one sentence. It names no record by its id and no
/// value by its field: a page's reader knows neither.
pub fn why(rule: &ViolationKind, words: &Words) -> String {
    match rule {
        ViolationKind::NoSuchStep { from, to } => words.say(
            "violation-no-such-step",
            &[("from", arg(state(from, words))), ("to", arg(state(to, words)))],
        ),
        ViolationKind::EvidenceMissing { needs } => words.label("violation-needs", needs),
        ViolationKind::NotTheirWords => words.t("violation-not-their-words"),
        ViolationKind::WordsFromElsewhere => words.t("violation-words-from-elsewhere"),
        ViolationKind::DateDiffers => words.t("violation-date-differs"),
        ViolationKind::UnknownReference { .. } => words.t("violation-gone"),
        ViolationKind::DuplicateId { .. } => words.t("violation-duplicate-id"),
        ViolationKind::OneOrigin => words.t("violation-one-origin"),
        ViolationKind::ImposedWithoutNo => words.t("violation-imposed-without-no"),
        ViolationKind::ReceptionUndated => words.t("violation-reception-undated"),
        ViolationKind::BeforeItsCause { field } => {
            let field = arg(words.label("violation-value", field));
            words.say("violation-before-its-cause", &[("field", field)])
        }
        ViolationKind::OtherFamily => words.t("violation-other-family"),
        ViolationKind::Signed => words.t("violation-signed"),
        ViolationKind::Differs { .. } => words.t("violation-differs"),
        ViolationKind::CorrectedSince => words.t("violation-corrected-since"),
        ViolationKind::OutOfRange { field } => {
            let field = arg(words.label("violation-value", field));
            words.say("violation-out-of-range", &[("field", field)])
        }
    }
}

/// Tells what the person can do about it, as one sentence.
pub fn way_on(rule: &ViolationKind, words: &Words) -> String {
    match rule {
        ViolationKind::NoSuchStep { .. } => words.t("violation-do-no-such-step"),
        ViolationKind::EvidenceMissing { needs } => match needs {
            Evidence::Words => words.t("violation-do-words"),
            Evidence::NewHint => words.t("violation-do-new-hint"),
            Evidence::Reason => words.t("violation-do-reason"),
            Evidence::LaterHeldSession => words.t("violation-do-later-session"),
            Evidence::Nothing | Evidence::Session | Evidence::Encounter | Evidence::SaidAloud => {
                words.t("violation-do-session")
            }
        },
        ViolationKind::NotTheirWords | ViolationKind::WordsFromElsewhere => {
            words.t("violation-do-words")
        }
        ViolationKind::DateDiffers | ViolationKind::BeforeItsCause { .. } => {
            words.t("violation-do-date")
        }
        ViolationKind::UnknownReference { .. }
        | ViolationKind::DuplicateId { .. }
        | ViolationKind::Differs { .. } => words.t("violation-do-gone"),
        ViolationKind::OneOrigin => words.t("violation-do-one-origin"),
        ViolationKind::ImposedWithoutNo => words.t("violation-do-permission"),
        ViolationKind::ReceptionUndated => words.t("violation-do-reception"),
        ViolationKind::OtherFamily => words.t("violation-do-family"),
        ViolationKind::Signed => words.t("violation-do-addendum"),
        ViolationKind::CorrectedSince => words.t("violation-do-later-first"),
        ViolationKind::OutOfRange { .. } => words.t("violation-do-range"),
    }
}

/// A line that is not recorded, in place: why, what was kept, what to do. It never blocks the rest.
pub fn unkept(typed: &str, rules: &[ViolationKind], words: &Words) -> Markup {
    html! {
        div.unkept role="status" {
            h3 { (words.t("violation-title")) }
            p { (typed) }
            @let (why, ways) = reasons(rules, words);
            (answers(&why, &words.t("violation-kept-line"), &ways, words))
        }
    }
}

/// The reasons why records were refused, and the ways on.
pub fn reasons(rules: &[ViolationKind], words: &Words) -> (Vec<String>, Vec<String>) {
    if rules.is_empty() {
        return (vec![words.t("violation-unread")], vec![words.t("violation-do-unread")]);
    }
    let mut ways: Vec<String> = rules.iter().map(|rule| way_on(rule, words)).collect();
    ways.dedup();
    (rules.iter().map(|rule| why(rule, words)).collect(), ways)
}

/// The three answers in their order: why, what was kept, what one can do.
pub fn answers(why: &[String], kept: &str, ways: &[String], words: &Words) -> Markup {
    html! {
        dl.facts {
            dt { (words.t("violation-why")) }
            dd {
                @for why in why {
                    p { (why) }
                }
            }
            dt { (words.t("violation-kept")) }
            dd { (kept) }
            dt { (words.t("violation-do")) }
            dd {
                @for way in ways {
                    p { (way) }
                }
            }
        }
    }
}

/// One line for a terminal: the place in the file, the record, the rule. Its reader has the file
/// with its ids at hand.
pub fn line(violation: &Violation, words: &Words) -> String {
    let reason = match &violation.rule {
        ViolationKind::UnknownReference { field, id } => words.say(
            "violation-unknown-reference",
            &[("field", arg(field.as_str())), ("id", arg(id.as_str()))],
        ),
        rule => why(rule, words),
    };
    let (place, why) = (arg(violation.place.as_str()), arg(reason));
    words.say(
        "violation-line",
        &[("place", place), ("id", arg(violation.record.as_str())), ("why", why)],
    )
}

/// A state's label, whichever machine it belongs to: the first that knows the word. Agreements come
/// first, for they alone can be declined or withdrawn by what a person says of the relationship.
fn state(code: &str, words: &Words) -> String {
    const FAMILIES: [&str; 7] = [
        "agreement-state",
        "need-state",
        "want-state",
        "message-state",
        "strain-state",
        "promise-state",
        "status",
    ];
    if code.is_empty() {
        return words.t("violation-start");
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
    use crate::method::{Detail, Id, Lang};

    fn a_record() -> Id {
        "01a22e4b-7c1d".parse().expect("an id")
    }

    fn every_rule() -> Vec<ViolationKind> {
        let id = a_record();
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
        let mut rules: Vec<ViolationKind> =
            evidence.map(|needs| ViolationKind::EvidenceMissing { needs }).into();
        rules.extend([
            ViolationKind::NoSuchStep { from: String::new(), to: "named".into() },
            ViolationKind::NoSuchStep { from: "let_go".into(), to: "acknowledged".into() },
            ViolationKind::NotTheirWords,
            ViolationKind::WordsFromElsewhere,
            ViolationKind::DateDiffers,
            ViolationKind::UnknownReference { field: "hint_quote".into(), id: id.clone() },
            ViolationKind::DuplicateId { id: id.clone() },
            ViolationKind::OneOrigin,
            ViolationKind::ImposedWithoutNo,
            ViolationKind::ReceptionUndated,
            ViolationKind::OtherFamily,
            ViolationKind::Signed,
            ViolationKind::CorrectedSince,
            ViolationKind::Differs { id },
        ]);
        for field in Detail::ALL {
            rules.push(ViolationKind::BeforeItsCause { field });
            rules.push(ViolationKind::OutOfRange { field });
        }
        rules
    }

    #[test]
    fn every_rule_has_its_sentences_in_both_languages() {
        for words in [Words::of(Lang::Ja), Words::of(Lang::En)] {
            for rule in every_rule() {
                for text in [why(&rule, words), way_on(&rule, words)] {
                    assert!(
                        !text.contains("violation-") && text.chars().count() > 5,
                        "{text} of {rule:?}"
                    );
                    assert!(!text.contains(['{', '_']), "a field's own name: {text}");
                    assert!(!text.contains(a_record().as_str()), "{text}");
                }
            }
        }
    }

    #[test]
    fn a_step_that_does_not_exist_is_named_by_its_labels() {
        let rule = ViolationKind::NoSuchStep { from: "let_go".into(), to: "acknowledged".into() };
        assert!(why(&rule, Words::of(Lang::Ja)).contains("手放した"));
        assert!(why(&rule, Words::of(Lang::En)).contains("Acknowledged"));
    }

    #[test]
    fn an_unkept_line_shows_what_was_typed() {
        let page = unkept("潜:休みたい", &[ViolationKind::NotTheirWords], Words::of(Lang::Ja))
            .into_string();
        assert!(page.contains("潜:休みたい") && page.contains("role=\"status\""));
    }
}
