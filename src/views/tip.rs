//! A tip: said in place, before the first session is recorded and just after, until it is closed.

use maud::{Markup, html};

use crate::words::Words;

/// The two tips there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tip {
    /// On the log page, while there is no client yet.
    Log,
    /// On the result of the first session.
    Result,
}

impl Tip {
    /// The name under which the device remembers that it was closed.
    fn name(self) -> &'static str {
        match self {
            Tip::Log => "log",
            Tip::Result => "result",
        }
    }
}

/// The tip, open, with the way to more. It folds without a script; with one it does not come again
/// on this device.
pub fn tip(tip: Tip, words: &Words) -> Markup {
    let (title, text, way, link) = match tip {
        Tip::Log => ("tip-log", "tip-log-text", "today-example", crate::paths::example()),
        Tip::Result => {
            let link = format!("{}#agreements", crate::paths::method());
            ("tip-result", "tip-result-text", "today-first-method", link)
        }
    };
    html! {
        details.tip data-tip=(tip.name()) open {
            summary { (words.t(title)) " " span.act { (words.t("keys-close")) } }
            p { (words.t(text)) }
            p.acts { a.act href=(link) { (words.t(way)) } }
        }
    }
}
