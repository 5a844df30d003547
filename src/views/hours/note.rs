//! The fields in which it is noted how a session counts; the log page and the page of a session
//! show them.

use maud::{Markup, html};

use crate::intake::form::Fields;
use crate::method::code;
use crate::method::hours::{Pay, SessionRole};
use crate::views::form::{self, Faults, Field};
use crate::words::Words;

/// The fields, as they stand or as they were typed.
pub fn fields(typed: &Fields, faults: &Faults, words: &Words) -> Markup {
    let nothing = || (String::new(), words.t("hours-not-said"));
    let roles = SessionRole::ALL.iter().map(|role| (code(role), words.label("session-role", role)));
    let pays = Pay::ALL.iter().map(|pay| (code(pay), words.label("pay", pay)));
    let (roles, pays): (Vec<_>, Vec<_>) = (
        std::iter::once(nothing()).chain(roles).collect(),
        std::iter::once(nothing()).chain(pays).collect(),
    );
    let select = |name: &str, label: String, options: &[(String, String)]| {
        form::select(name, &label, options, typed.get(name), faults)
    };
    let field = |name: &str, label: String, hint: Option<String>| {
        let field = Field::new(name, &label, typed.get(name));
        match &hint {
            Some(hint) => field.hint(hint).draw(faults),
            None => field.draw(faults),
        }
    };
    html! {
        (select("hours-role", words.t("hours-role"), &roles))
        (select("hours-pay", words.t("hours-pay"), &pays))
        (
            field(
                "hours-payer",
                words.t("hours-payer"),
                Some(words.t("hours-payer-hint")),
            )
        )
        (
            field(
                "hours-heads",
                words.t("hours-heads"),
                Some(words.t("hours-heads-hint")),
            )
        )
        (
            field(
                "hours-group",
                words.t("hours-group-name"),
                Some(words.t("hours-group-hint")),
            )
        )
        label.choice {
            input
                type="checkbox"
                name="hours-report"
                value="1"
                checked[typed.ticked("hours-report", "1")];
            (words.t("hours-report"))
        }
    }
}
