//! Pictures: SVG drawn on the server from a model, each with a title, a description and an equal
//! table (method §5).
//!
//! Every picture is drawn twice, wide and narrow, and the style sheet shows one. No script, no
//! inline style.

mod label_placement;
pub mod landing;
pub mod lanes;
mod origin;
mod palette;
pub mod pillars;
pub mod quote;
pub mod rings;
pub mod staircase;
mod text_metrics;
pub mod want_need;

use maud::{Markup, PreEscaped};

/// A drawing as a page carries it: what has no content ends in itself, which SVG may and which
/// spares a tenth.
pub fn lean(drawing: Markup) -> Markup {
    let text = ["path", "rect", "circle"]
        .iter()
        .fold(drawing.into_string(), |text, name| text.replace(&format!("></{name}>"), "/>"));
    PreEscaped(text)
}
