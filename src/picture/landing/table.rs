//! The same tellings as a table: when, what, with which permission, how it landed, and in which
//! words.

use maud::{Markup, html};

use super::reception;
use crate::method::ClientFile;
use crate::method::landing::{Landing, Square};
use crate::picture::quote;
use crate::words::{Words, text_arg};

/// The table; row `t1` belongs to square 1 of the picture.
pub fn table(landing: &Landing<'_>, file: &ClientFile, words: &Words) -> Markup {
    html! {
        table.stack.ev {
            thead {
                tr {
                    th.num scope="col" { (words.t("staircase-no")) }
                    th scope="col" { (words.t("staircase-date")) }
                    th scope="col" { (words.t("term-message")) }
                    th scope="col" { (words.t("term-permission")) }
                    th scope="col" { (words.t("term-reception")) }
                }
            }
            tbody {
                @for (i, square) in landing.squares.iter().enumerate() {
                    tr id=(format!("t{}", i + 1)) {
                        td.num { (i + 1) }
                        td.num { (words.date(square.delivery.on)) }
                        td {
                            (square.message.text)
                            @if let Some(why) = &square.message.why {
                                p.state { (words.say("client-why", &[("why", text_arg(why))])) }
                            }
                            @if square.message.self_interest {
                                p.state { (words.t("client-self-interest")) }
                            }
                        }
                        td {
                            (words.leave(square.delivery))
                            (said(square.delivery.permission_quote.as_ref(), file, words))
                        }
                        td { (reception(square.reception, words)) (landed(square, file, words)) }
                    }
                }
            }
        }
    }
}

fn landed(square: &Square<'_>, file: &ClientFile, words: &Words) -> Markup {
    let quote = square.delivery.reception_quote.as_ref().filter(|_| square.reception.is_some());
    said(quote, file, words)
}

fn said(id: Option<&crate::method::Id>, file: &ClientFile, words: &Words) -> Markup {
    html! {
        @if let Some((_, q)) = quote::find(file, id) { " " (quote::inline(q, words)) }
    }
}
