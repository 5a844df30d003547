//! The page of an error: what happened, what was kept, one way on, one id. The same four things as JSON.

use maud::{Markup, html};
use serde_json::{Value, json};

use crate::error::Kind;
use crate::paths;
use crate::views::layout;
use crate::words::Words;

/// The page.
pub fn page(words: &'static Words, kind: Kind, id: &str) -> Markup {
    let title = words.label("error-title", &kind);
    let body = html! {
        header.head {
            h1 { (title) }
            p.sub { (words.label("error-what", &kind)) }
            p.sub { (words.label("error-kept", &kind)) }
        }
        p { a.btn href=(paths::today()) { (words.t("error-way")) } }
        p.fine { (words.t("error-id")) " " code { (id) } }
    };
    layout::plain(words, &title, body)
}

/// The same for a program.
pub fn json(words: &Words, kind: Kind, id: &str) -> Value {
    json!({ "error": {
        "kind": kind,
        "message": words.label("error-what", &kind),
        "kept": words.label("error-kept", &kind),
        "id": id,
    } })
}
