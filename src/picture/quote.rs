//! Their words inside a line, as pictures, pages and documents set them: in the marks of the
//! language they were said in.

use maud::{Markup, html};

use crate::method::{ClientFile, Day, Id, Lang, Quote, Text};
use crate::words::Words;

/// Words inside a line.
pub fn inline(quote: &Quote, words: &Words) -> Markup {
    marked(&quote.text, quote.lang, words)
}

/// Words in the marks of the language they were said in.
pub fn marked(text: &Text, lang: Lang, words: &Words) -> Markup {
    let tag = (lang != words.lang()).then(|| lang.tag());
    html! {
        q.words lang=[tag] { (Words::quoted(text.as_str(), lang)) }
    }
}

/// The quote of an id, with the day it was said.
pub fn find<'f>(file: &'f ClientFile, id: Option<&Id>) -> Option<(Option<Day>, &'f Quote)> {
    let quote = file.quote(id?)?;
    Some((file.said_on(quote), quote))
}
