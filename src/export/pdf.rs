//! The document as PDF (A4, tagged, PDF/UA-1), set by typst. The only place that knows typst.
//!
//! Slow on first use (fonts and template are read once) and then some tens of milliseconds of CPU:
//! callers keep it off the request threads. The same document makes the same bytes.

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::LazyLock;

use typst::foundations::{Bytes, Dict, IntoValue};
use typst::text::Font;
use typst_as_lib::{TypstAsLibError, TypstEngine, TypstTemplateMainFile};
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use super::Document;
use super::document::{Block, Head};
use super::html::INKS;
use crate::method::disclosure::Profile;
use crate::method::letterhead::Letterhead;
use crate::method::{Lang, code};

/// Names what stands for a sign that the fonts do not have, as Japanese printers have always set
/// it.
const GETA: char = '〓';
/// Sets how many documents the layout cache outlives the ones it was made for.
const CACHE_AGE: usize = 8;

static FONTS: LazyLock<Vec<Font>> = LazyLock::new(|| {
    let files: [&'static [u8]; 3] = [
        include_bytes!("../../static/fonts/NotoSansJP-Regular.otf"),
        include_bytes!("../../static/fonts/NotoSansJP-Bold.otf"),
        include_bytes!("../../static/fonts/NotoSerifJP-Regular.otf"),
    ];
    files.into_iter().flat_map(|file| Font::iter(Bytes::new(file))).collect()
});

/// Every sign that one of the fonts has.
static GLYPHS: LazyLock<HashSet<u32>> =
    LazyLock::new(|| FONTS.iter().flat_map(|font| font.info().coverage.iter()).collect());

static ENGINE: LazyLock<TypstEngine<TypstTemplateMainFile>> = LazyLock::new(|| {
    TypstEngine::builder()
        .main_file(include_str!("summary.typ"))
        .fonts(FONTS.iter().cloned())
        .comemo_evict_max_age(Some(CACHE_AGE))
        .build()
});

/// Names why no PDF was made. It names places in the template, never what people wrote.
#[derive(Debug, thiserror::Error)]
pub enum PdfError {
    #[error("the document could not be written as data")]
    Model(#[from] serde_json::Error),
    #[error("the template could not be set")]
    Template(#[source] Box<TypstAsLibError>),
    #[error("the PDF standard was refused: {0}")]
    Standard(String),
    #[error("the pages could not be written as PDF: {0}")]
    Pages(String),
}

/// The document as PDF bytes.
pub fn render(document: &Document) -> Result<Vec<u8>, PdfError> {
    let data = serde_json::to_string(&standing_alone(document))?;
    let mut inputs = Dict::new();
    inputs.insert("document".into(), printable(&data).as_ref().into_value());
    if let Some(logo) = document.head.as_ref().and_then(|head| head.logo.as_ref()) {
        inputs.insert("logo".into(), Bytes::new(logo.bytes()).into_value());
    }
    let pages =
        ENGINE.compile_with_input(inputs).output.map_err(|e| PdfError::Template(Box::new(e)))?;
    let standards = PdfStandards::new(&[PdfStandard::Ua_1])
        .map_err(|e| PdfError::Standard(e.message().to_string()))?;
    let options = PdfOptions { standards, ..PdfOptions::default() };
    typst_pdf::pdf(&pages, &options).map_err(|faults| {
        let messages: Vec<String> = faults.iter().map(|fault| fault.message.to_string()).collect();
        PdfError::Pages(messages.join("; "))
    })
}

/// Sets a sheet with nothing on it but this head: what fails here would fail on every document of
/// the practice.
pub fn prove(letterhead: &Letterhead) -> Result<(), PdfError> {
    let profile = Profile::Client;
    let title = code(&profile);
    let sheet = Document {
        profile,
        lang: Lang::En,
        name: title.clone(),
        title,
        made_on: None,
        made: String::new(),
        head: Some(Head::of(letterhead)),
        facts: Vec::new(),
        sections: Vec::new(),
    };
    render(&sheet).map(drop)
}

/// The document with pictures that bring their own inks and fonts, as a drawing outside a page
/// must.
fn standing_alone(document: &Document) -> Document {
    let fonts =
        "svg { font-family: \"Noto Sans CJK JP\"; } .w { font-family: \"Noto Serif CJK JP\"; }";
    let opening = "<svg xmlns=\"http://www.w3.org/2000/svg\"";
    let style = format!("><style>{INKS}{fonts}</style>");
    let mut document = document.clone();
    for block in document.sections.iter_mut().flat_map(|section| &mut section.blocks) {
        if let Block::Picture { svg, .. } = block {
            *svg = svg.replacen("<svg", opening, 1).replacen('>', &style, 1);
        }
    }
    document
}

/// The text with every sign that no font has replaced: an accessible PDF may not hold an empty
/// glyph.
fn printable(text: &str) -> Cow<'_, str> {
    if text.chars().all(has_glyph) {
        return Cow::Borrowed(text);
    }
    let shown = text.chars().filter(|c| has_glyph(*c) || !is_nothing(*c));
    Cow::Owned(shown.map(|c| if has_glyph(c) { c } else { GETA }).collect())
}

/// The signs of a document that no font here has, each with the name of its place: a PDF shows
/// another sign for them.
pub fn missing(document: &Document) -> Vec<(String, String)> {
    let mut out: Vec<(String, String)> = Vec::new();
    for (place, text) in document.texts() {
        let known = out.iter().position(|(of, _)| of == place);
        let signs: Vec<char> =
            text.chars().filter(|c| !has_glyph(*c) && !is_nothing(*c) && !c.is_control()).collect();
        if signs.is_empty() {
            continue;
        }
        let at = known.unwrap_or_else(|| {
            out.push((place.to_owned(), String::new()));
            out.len() - 1
        });
        for sign in signs {
            if !out[at].1.contains(sign) {
                out[at].1.push(sign);
            }
        }
    }
    out
}

/// Joiners and variation marks are nothing by themselves.
fn is_nothing(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

fn has_glyph(c: char) -> bool {
    c.is_ascii() || GLYPHS.contains(&c.into())
}

#[cfg(test)]
mod tests {
    use super::printable;

    #[test]
    fn a_sign_without_a_glyph_is_set_as_geta() {
        assert_eq!(printable("髙﨑さん ok"), "髙﨑さん ok");
        assert_eq!(printable("ok 🎉!"), "ok 〓!");
    }
}
