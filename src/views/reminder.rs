//! Quiet hours and the daily mail: one's own wish, off until it is ticked.

use maud::{Markup, html};

use super::form::{self, Faults, Field};
use super::settings;
use crate::intake::form::Fields;
use crate::paths;
use crate::words::Words;

/// Everything the page is made of.
pub struct Page<'a> {
    /// As the wish stands, or as it was typed and refused: `daily`, `hour`, `quiet_from`,
    /// `quiet_until`.
    pub fields: &'a Fields,
    pub faults: &'a Faults,
    /// Tells where the mail would go; none where the member has no address.
    pub address: Option<&'a str>,
    /// False where the program has not been given a way to send mail.
    pub sends: bool,
    pub csrf: &'a str,
    pub words: &'a Words,
}

/// The body of the page.
pub fn page(p: &Page<'_>) -> Markup {
    let words = p.words;
    html! {
        (settings::head(&words.t("reminder-title"), &words.t("reminder-about"), words))
        (p.faults.summary(words))
        ({
            form::post(
                &paths::reminder(),
                p.csrf,
                html! {
                    (form::hidden(form::SEEN, p.fields.get(form::SEEN)))
                    section.sec { h2 { (words.t("reminder-mail")) } div.body { @ if ! p
                    .sends { p.state { (words.t("reminder-no-mail")) } } p.entry { label
                    .choice { input id = "daily" type = "checkbox" name = "daily" value = "yes"
                    checked[p.fields.ticked("daily", "yes")]; (words.t("reminder-daily"))
                    } } @ if let Some(address) = p.address { p.fine { (address) } }
                    (Field::new("hour", & words.t("reminder-hour"), p.fields.get("hour"))
                    .kind("number").hint(& words.t("reminder-hour-hint")).draw(p.faults))
                    } } section.sec { h2 { (words.t("reminder-quiet")) } div.body {
                    (Field::new("quiet_from", & words.t("reminder-from"), p.fields
                    .get("quiet_from")).kind("time").draw(p.faults))
                    (Field::new("quiet_until", & words.t("reminder-until"), p.fields
                    .get("quiet_until")).kind("time").hint(& words
                    .t("reminder-quiet-hint")).draw(p.faults)) (form::submit(& words
                    .t("form-save"))) } }
                },
            )
        })
    }
}
