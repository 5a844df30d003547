//! The log page for a time without a network. It knows nobody: the device keeps it, and its script
//! puts in whose it is.

use maud::{Markup, html};

use crate::intake::form::Fields;
use crate::method::session::Checkout;
use crate::method::{Day, code};
use crate::views::log::{LogPage, body};
use crate::views::{brief, draft, layout};
use crate::web::extract::VisitorContext;
use crate::words::Words;

/// The page in the language of its address.
pub(super) async fn page(visitor: VisitorContext) -> Markup {
    blank(visitor.words, visitor.now.date())
}

/// The page of nobody: without a client, a token, a draft or a day.
pub(in crate::web) fn blank(words: &'static Words, today: Day) -> Markup {
    let mut fields = Fields::default();
    fields.set("status", "held");
    fields.set("checkout", code(&Checkout::NotAsked));
    fields.set("minutes", "60");
    fields.note_filled();
    let page = LogPage {
        words,
        today,
        csrf: "",
        file: None,
        choices: &[],
        first: false,
        twins: Vec::new(),
        pillars: &[],
        fields: &fields,
        faults: &[],
        reading: None,
        saved: None,
        waiting: html! {
            p.state { (words.t("log-offline")) }
            (draft::unsent(words))
            (brief::kept(words))
        },
        correcting: None,
    };
    layout::plain(words, &words.t("log-title"), body(&page))
}
