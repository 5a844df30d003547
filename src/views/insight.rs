//! An insight as a line of a page: our words, recorded phrases in plain type, and the client's words in their marks.

use maud::{Markup, html};

use crate::domain::Lang;
use crate::domain::insight::Insight;
use crate::words::{Cast, Piece, Words};

/// The sentence of an insight.
pub fn sentence(insight: &Insight, cast: Cast<'_>, words: &Words) -> Markup {
    let other = |lang: Lang| (lang != words.lang()).then(|| lang.tag());
    html! {
        @for piece in words.insight(insight, cast) {
            @match &piece {
                Piece::Plain(text) => (text),
                Piece::Ours { text, lang } => span lang=[other(*lang)] { (text) },
                Piece::Said { lang, .. } => q.words lang=[other(*lang)] { (piece.text()) },
            }
        }
    }
}
