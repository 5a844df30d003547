//! The document as HTML: the sheet that a page shows before it leaves, and a file that stands
//! alone.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::document::{Block, Document, Head, Item, Section, Span, Table};
use crate::method::Lang;

/// The look of the sheet, on screen and on paper; needs nothing else.
const SHEET: &str = include_str!("../../static/sheet.css");

/// Names what fills and strokes the marks of a picture, on white paper.
pub const INKS: &str = include_str!("../../static/picture.css");

/// The document as a file of its own, with its style in it.
pub fn render(document: &Document) -> String {
    html! {
        (DOCTYPE)
        html lang=(document.lang.tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="generator" content="ryokai";
                title { (document.name) }
                style { (PreEscaped(SHEET)) (PreEscaped(INKS)) }
            }
            body {
                main { (sheet(document)) }
            }
        }
    }
    .into_string()
}

/// The sheet itself. Everything around it is not part of the document.
pub fn sheet(document: &Document) -> Markup {
    html! {
        article.sheet lang=(document.lang.tag()) {
            header {
                @if let Some(head) = &document.head { (self::head(head)) }
                h1 { (document.title) }
                dl.facts {
                    @for fact in &document.facts {
                        dt { (fact.label) }
                        dd { (fact.text) }
                    }
                }
            }
            @for part in &document.sections { (section(part, document.lang)) }
            footer {
                span { (document.name) }
                " "
                span.num { (document.made) }
            }
        }
    }
}

/// The head of the practice. Its colour is drawn, since a page takes no style from data.
pub fn head(head: &Head) -> Markup {
    html! {
        div.head {
            @if let Some(logo) = &head.logo {
                img .logo
                    src={ "data:" (logo.media_type) ";base64," (logo.base64) }
                    alt=(head.practice.as_deref().unwrap_or_default());
            }
            @if let Some(practice) = &head.practice {
                p.practice { (practice) }
            }
            @if let Some(accent) = &head.accent {
                svg.accent width="100%" height="3" aria-hidden="true" {
                    rect width="100%" height="3" fill=(accent) {}
                }
            }
        }
    }
}

fn section(section: &Section, lang: Lang) -> Markup {
    // Items that follow each other are one list; anything else stands by itself.
    let same = |a: &Block, b: &Block| listed(a) && listed(b);
    html! {
        section class=[wide(section).then_some("wide")] {
            h2 {
                @for phrase in &section.phrases {
                    span.ib { (phrase) }
                }
            }
            @for block in &section.blocks {
                @if let Block::Picture { svg, .. } = block {
                    figure.pic { (PreEscaped(svg)) }
                }
            }
            div {
                @for run in section.blocks.chunk_by(same) {
                    @if run.iter().all(listed) {
                        ul {
                            @for block in run { (self::block(block, lang)) }
                        }
                    } @else {
                        @for block in run { (self::block(block, lang)) }
                    }
                }
            }
        }
    }
}

/// True for a section with a table too broad for the column beside its heading.
fn wide(section: &Section) -> bool {
    section.blocks.iter().any(|block| matches!(block, Block::Table(table) if table.head.len() > 3))
}

fn listed(block: &Block) -> bool {
    matches!(block, Block::Item(_) | Block::Guess { .. })
}

fn block(block: &Block, lang: Lang) -> Markup {
    match block {
        Block::Item(item) => html! {
            li { (self::item(item, lang)) }
        },
        Block::Guess { label, item } => {
            html! {
                li {
                    div.guess {
                        b { (label) }
                        " "
                        (self::item(item, lang))
                    }
                }
            }
        }
        Block::Table(table) => self::table(table),
        // Drawn across both columns, above the rest of its section.
        Block::Picture { .. } => html! {},
        Block::Paragraph { text, fine: true } => html! {
            div.fine {
                p { (text) }
            }
        },
        Block::Paragraph { text, fine: false } => html! {
            p { (text) }
        },
    }
}

fn item(item: &Item, lang: Lang) -> Markup {
    html! {
        @if let Some(text) = &item.text { (span(text, lang)) }
        @for words in &item.words {
            p.said {
                q.words lang=[changed(words, lang)] { (words.text) }
            }
        }
        @if let Some(from) = &item.from {
            p.from { (from) }
        }
    }
}

fn span(span: &Span, lang: Lang) -> Markup {
    match changed(span, lang) {
        Some(tag) => html! {
            span lang=(tag) { (span.text) }
        },
        None => html! {
            (span.text)
        },
    }
}

/// The language tag of a text, if it is not the document's.
fn changed(span: &Span, lang: Lang) -> Option<&'static str> {
    (span.lang != lang).then(|| span.lang.tag())
}

/// On a narrow screen each row stands by itself, and each cell below its heading.
fn table(table: &Table) -> Markup {
    html! {
        table {
            thead {
                tr {
                    @for cell in &table.head {
                        th scope="col" { (cell) }
                    }
                }
            }
            tbody {
                @for (i, row) in table.rows.iter().enumerate() {
                    tr id=[table.anchor.map(|anchor| format!("{anchor}{}", i + 1))] {
                        @for (cell, head) in row.iter().zip(&table.head) {
                            td class=[short(cell).then_some("short")] data-head=(head) { (cell) }
                        }
                    }
                }
            }
        }
    }
}

/// True for what must not be broken: a date or a number, at most as wide as 18 Latin letters, and a
/// word or two. Longer English states break between their words and leave the texts their room.
fn short(cell: &str) -> bool {
    let width = |line: &str| line.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<usize>();
    let breaks = |line: &str| line.is_ascii() && !line.contains(|c: char| c.is_ascii_digit());
    cell.lines().all(|line| width(line) <= if breaks(line) { 12 } else { 18 })
}
