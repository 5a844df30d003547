//! The page of an error: what happened, what was kept, one way on, one id. The same four things as
//! JSON.

use maud::{Markup, html};
use serde_json::{Value, json};

use crate::error::Kind;
use crate::paths;
use crate::views::layout;
use crate::words::Words;

/// Tells what happened, and the bound in KiB that was exceeded, where there is one.
fn what(words: &Words, (kind, most): (Kind, Option<usize>)) -> String {
    let bound = most.map(|kib| words.say("error-bound", &[("kib", kib.into())]));
    words.label("error-what", &kind) + &bound.unwrap_or_default()
}

/// The page.
pub fn page(words: &'static Words, (kind, most): (Kind, Option<usize>), id: &str) -> Markup {
    let title = words.label("error-title", &kind);
    let body = html! {
        header.head {
            h1 { (title) }
            p.sub { (what(words, (kind, most))) }
            p.sub { (words.label("error-kept", &kind)) }
        }
        p {
            a.btn href=(paths::today()) { (words.t("error-way")) }
        }
        p.fine {
            (words.t("error-id"))
            " "
            code { (id) }
        }
    };
    layout::plain(words, &title, body)
}

/// The same for a program.
pub fn json(words: &Words, (kind, most): (Kind, Option<usize>), id: &str) -> Value {
    json!({ "error": {
        "kind": kind,
        "message": what(words, (kind, most)),
        "kept": words.label("error-kept", &kind),
        "id": id,
    } })
}
