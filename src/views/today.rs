//! Today: the page one lands on.

use maud::{Markup, html};

use crate::domain::Day;
use crate::words::Words;

/// The body.
pub fn page(words: &Words, today: Day) -> Markup {
    html! {
        header.head.today {
            div {
                p.kick { (words.t("place-today")) }
                h1 { span.num { (words.day(today)) } }
            }
        }
    }
}
