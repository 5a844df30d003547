//! Their words as they are set everywhere: serif or mincho, inside the marks of the language they
//! were said in. Nothing of ours is ever put between these marks.

use maud::{Markup, html};

use crate::method::{ClientFile, Lang, Quote, Text};
use crate::words::{Words, arg};

pub use crate::picture::quote::{find, inline, marked};

/// The beginning of their words in their marks, for a list to choose from.
pub fn beginning(quote: &Quote) -> String {
    const SHOWN: usize = 60;
    let text = quote.text.as_str();
    let first: String =
        text.chars().take(SHOWN).map(|c| if c.is_control() { ' ' } else { c }).collect();
    let more = if text.chars().count() > SHOWN { "…" } else { "" };
    format!("{}{more}", Words::quoted(&first, quote.lang))
}

/// A recorded text of theirs that has no quote of its own, such as the topic they came with.
pub fn topic(text: &Text, words: &Words) -> Markup {
    // A topic wholly in brackets was written by us: `(first meeting)`.
    let ours = [('(', ')'), ('(', ')')];
    if ours
        .iter()
        .any(|(open, close)| text.as_str().starts_with(*open) && text.as_str().ends_with(*close))
    {
        return html! {
            (text)
        };
    }
    marked(text, Lang::of(text.as_str()), words)
}

/// Words on a line of their own, and below them what they are evidence of, where from and how
/// exact.
pub fn block(quote: &Quote, file: &ClientFile, about: &str, words: &Words) -> Markup {
    html! {
        div.said lang=[(quote.lang != words.lang()).then(|| quote.lang.tag())] {
            (inline(quote, words))
        }
        p.from {
            (about)
            @if !about.is_empty() { (words.t("quote-joint")) }
            (origin(quote, file, words))
        }
    }
}

/// The session or contact the words come from, and how exact they are: “session 3, as said”.
pub fn origin(quote: &Quote, file: &ClientFile, words: &Words) -> String {
    let exact = words.label("quote-exact", &quote.exactness);
    let place = match (&quote.session, &quote.contact) {
        (Some(id), _) => file.session(id).map(|s| session_name(s.no, words)),
        (None, Some(id)) => file.contact(id).map(|c| words.label("channel", &c.channel)),
        _ => None,
    };
    let place = place.unwrap_or_default();
    words.say("quote-origin", &[("place", arg(place)), ("exact", arg(exact))])
}

/// “session 3”, or just the word where it has no number.
pub fn session_name(no: Option<u32>, words: &Words) -> String {
    match no {
        Some(no) => words.say("session-numbered", &[("no", no.into())]),
        None => words.t("session-unnumbered"),
    }
}
