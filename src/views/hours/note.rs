//! What a session counts as: the fields in which it is noted, and the note as one line. Both the
//! log page and the page of a session show them.

use maud::{Markup, html};

use crate::domain::capture::Fields;
use crate::domain::code;
use crate::domain::hours::{Hours, Pay, SessionRole};
use crate::views::form::{self, Faults, Field};
use crate::words::{Words, text_arg};

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

/// The note in one line: “Coach · Paid · a group of 12”.
pub fn said(hours: &Hours, words: &Words) -> String {
    let mut out = vec![words.label("session-role", &hours.role)];
    out.extend(hours.pay.map(|pay| words.label("pay", &pay)));
    out.extend(
        hours.payer.as_ref().map(|payer| words.say("hours-paid-by", &[("payer", text_arg(payer))])),
    );
    out.extend(hours.heads.map(|n| words.say("hours-group-of", &[("n", n.into())])));
    out.extend(hours.group.as_ref().map(ToString::to_string));
    out.extend(hours.direct_report.then(|| words.t("hours-report")));
    out.join(&words.t("quote-joint"))
}
