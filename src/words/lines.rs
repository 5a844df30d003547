//! Short lines of text that a page, a document and the command line say alike.

use super::{Words, arg, text_arg};
use crate::method::hours::Hours;

impl Words {
    /// The note of hours in one line: “Coach · Paid · a group of 12”.
    pub fn hours_note(&self, hours: &Hours) -> String {
        let mut out = vec![self.label("session-role", &hours.role)];
        out.extend(hours.pay.map(|pay| self.label("pay", &pay)));
        out.extend(
            hours.payer.as_ref().map(|of| self.say("hours-paid-by", &[("payer", text_arg(of))])),
        );
        out.extend(hours.heads.map(|n| self.say("hours-group-of", &[("n", n.into())])));
        out.extend(hours.group.as_ref().map(ToString::to_string));
        out.extend(hours.direct_report.then(|| self.t("hours-report")));
        out.join(&self.t("quote-joint"))
    }

    /// A rank, and beside it that the two have just met.
    pub fn rank_met(&self, rank: String, just: bool) -> String {
        if just { [rank, self.t("standing-just-met")].join(&self.t("quote-joint")) } else { rank }
    }

    /// A line for each place with signs that a PDF does not show.
    pub fn missing_signs(&self, missing: &[(String, String)]) -> Vec<String> {
        missing.iter().map(|(place, signs)| self.missing_signs_at(place, signs)).collect()
    }

    fn missing_signs_at(&self, place: &str, signs: &str) -> String {
        let signs = signs.chars().map(String::from).collect::<Vec<_>>().join(" ");
        self.say("summary-signs-at", &[("place", arg(place)), ("signs", arg(signs))])
    }
}
