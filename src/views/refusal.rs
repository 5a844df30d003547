//! Tells why a form was not taken as a whole: what happened, what was kept, what to do. What is
//! wrong with one field stands at the field (`form::Faults`).

use maud::{Markup, html};

use super::violation;
use crate::method::ViolationKind;
use crate::store::{Lock, StoreError};
use crate::words::Words;

/// Names why nothing of a form was recorded, though it could be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The method does not allow it, for these reasons.
    Rules(Vec<ViolationKind>),
    /// Somebody changed the same thing in between.
    Changed,
    /// The server had too much to do.
    Busy,
}

impl Refusal {
    /// The HTTP status.
    pub fn status(&self) -> u16 {
        match self {
            Refusal::Rules(_) => 422,
            Refusal::Changed => 409,
            Refusal::Busy => 503,
        }
    }

    /// The three answers, above everything that was typed.
    pub fn draw(&self, words: &Words) -> Markup {
        let (why, ways) = match self {
            Refusal::Rules(rules) => violation::reasons(rules, words),
            Refusal::Changed => {
                (vec![words.t("refusal-changed")], vec![words.t("refusal-do-changed")])
            }
            Refusal::Busy => (vec![words.t("refusal-busy")], vec![words.t("refusal-do-busy")]),
        };
        html! {
            div.unkept role="alert" {
                h3 { (words.t("violation-title-form")) }
                (
                    violation::answers(
                        &why,
                        &words.t("violation-kept-form"),
                        &ways,
                        words,
                    )
                )
            }
        }
    }
}

impl TryFrom<StoreError> for Refusal {
    /// Holds what no form can answer for.
    type Error = StoreError;

    fn try_from(cause: StoreError) -> Result<Refusal, StoreError> {
        match cause {
            StoreError::Refused(violations) => {
                let mut rules: Vec<ViolationKind> = Vec::new();
                for violation in violations {
                    if !rules.contains(&violation.rule) {
                        rules.push(violation.rule);
                    }
                }
                Ok(Refusal::Rules(rules))
            }
            StoreError::Locked(Lock::Signed) => Ok(Refusal::Rules(vec![ViolationKind::Signed])),
            StoreError::Stale | StoreError::Taken | StoreError::Locked(Lock::Journal) => {
                Ok(Refusal::Changed)
            }
            StoreError::Busy => Ok(Refusal::Busy),
            other => Err(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::method::Lang;

    #[test]
    fn each_cause_has_its_status_and_its_three_answers_in_both_languages() {
        for (cause, status, ja, en) in [
            (StoreError::Refused(Vec::new()), 422, "わけ", "Why"),
            (StoreError::Locked(Lock::Signed), 422, "署名済み", "signed and locked"),
            (StoreError::Stale, 409, "先に", "while you were"),
            (StoreError::Taken, 409, "先に", "while you were"),
            (StoreError::Busy, 503, "数秒", "few seconds"),
        ] {
            let refusal = Refusal::try_from(cause).expect("a refusal");
            assert_eq!(refusal.status(), status);
            for (lang, said) in [(Lang::Ja, ja), (Lang::En, en)] {
                let words = Words::of(lang);
                let page = refusal.draw(words).into_string();
                assert!(
                    page.contains(said) && page.contains(&words.t("violation-kept-form")),
                    "{page}"
                );
            }
        }
    }

    #[test]
    fn what_is_not_there_is_no_refusal_of_a_form() {
        for cause in [StoreError::NotFound, StoreError::Forbidden] {
            assert!(Refusal::try_from(cause).is_err());
        }
    }
}
