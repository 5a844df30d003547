//! The document as DOCX: real headings, lists and tables, a Japanese face for Japanese, the
//! language and the title said. The same document makes the same bytes.

use std::io::{self, Cursor};

use docx_rs::{
    AbstractNumbering, BreakType, Docx, Footer, IndentLevel, Level, LevelJc, LevelText,
    LineSpacing, NumPages, NumberFormat, Numbering, NumberingId, PageMargin, PageNum, Paragraph,
    Pic, Run, RunFonts, SpecialIndentType, Start, Style, StyleType, Table as Grid, TableCell,
    TableRow, WidthType, XMLDocx,
};

use super::document::{Block, Document, Head, Item, Section, Span, Table};
use crate::method::Lang;

/// Their list of things, by number: one for the whole document.
const LIST: usize = 1;
const INK: &str = "1B1B19";
const QUIET: &str = "5D5B55";
/// A4 and its margins, in twentieths of a point.
const PAGE: (u32, u32) = (11_906, 16_838);
const MARGIN: i32 = 1_247;
/// The width between the margins.
const WIDTH: usize = 9_412;

/// The document as a file.
pub fn render(document: &Document) -> io::Result<Vec<u8>> {
    let mut out = Docx::new()
        .page_size(PAGE.0, PAGE.1)
        .page_margin(PageMargin {
            top: MARGIN,
            left: MARGIN,
            bottom: MARGIN,
            right: MARGIN,
            header: 600,
            footer: 600,
            gutter: 0,
        })
        .default_fonts(sans())
        .default_size(21)
        .default_line_spacing(LineSpacing::new().after(100))
        .add_abstract_numbering(AbstractNumbering::new(LIST).add_level(bullet()))
        .add_numbering(Numbering::new(LIST, LIST))
        .footer(footer(document));
    for style in styles() {
        out = out.add_style(style);
    }
    if let Some(head) = &document.head {
        out = out.add_paragraph(self::head(head));
    }
    let accent = document.head.as_ref().and_then(|head| head.accent.as_deref()).unwrap_or(INK);
    let title = lines(&document.title).color(accent.trim_start_matches('#'));
    out = out.add_paragraph(Paragraph::new().style("Title").add_run(title));
    for fact in &document.facts {
        let label = Run::new().add_text(format!("{}  ", fact.label)).color(QUIET);
        out = out.add_paragraph(Paragraph::new().add_run(label).add_run(lines(&fact.text)));
    }
    for section in &document.sections {
        out = body(out, section);
    }
    let mut parts = out.build();
    said(&mut parts, document);
    let mut bytes = Cursor::new(Vec::new());
    parts.pack(&mut bytes).map_err(io::Error::other)?;
    Ok(bytes.into_inner())
}

fn sans() -> RunFonts {
    RunFonts::new().ascii("Noto Sans").hi_ansi("Noto Sans").east_asia("Noto Sans JP")
}

/// Their words look like their words.
fn serif() -> RunFonts {
    RunFonts::new().ascii("Noto Serif").hi_ansi("Noto Serif").east_asia("Noto Serif JP")
}

fn styles() -> [Style; 6] {
    let style = |id: &str, name: &str| Style::new(id, StyleType::Paragraph).name(name);
    let space = |before: u32, after: u32| LineSpacing::new().before(before).after(after);
    [
        style("Title", "Title").size(40).line_spacing(space(0, 240)),
        style("Heading1", "heading 1").size(24).bold().outline_lvl(0).line_spacing(space(320, 120)),
        style("ListParagraph", "List Paragraph").line_spacing(space(60, 60)),
        style("Quote", "Quote").fonts(serif()).size(22).indent(Some(420), None, None, None),
        style("From", "From").size(17).color(QUIET).indent(Some(420), None, None, None),
        style("Cell", "Cell").size(19).color(INK).line_spacing(space(20, 20)),
    ]
}

fn bullet() -> Level {
    let level = Level::new(
        0,
        Start::new(1),
        NumberFormat::new("bullet"),
        LevelText::new("\u{2022}"),
        LevelJc::new("left"),
    );
    level.indent(Some(420), Some(SpecialIndentType::Hanging(280)), None, None)
}

fn footer(document: &Document) -> Footer {
    let name = Run::new()
        .add_text(format!("{}  {}  ", document.name, document.made))
        .size(17)
        .color(QUIET);
    let foot = Paragraph::new().add_run(name).add_page_num(PageNum::new());
    Footer::new()
        .add_paragraph(foot.add_run(Run::new().add_text(" / ")).add_num_pages(NumPages::new()))
}

/// Name and logo of the practice. Word shows no SVG of its own, so that of one only the name stands
/// there.
fn head(head: &Head) -> Paragraph {
    let mut line = Paragraph::new();
    if let Some((picture, (width, height))) =
        head.logo.as_ref().and_then(|logo| Some((logo, logo.size?)))
    {
        // 12 mm high, in the measure of Word's pictures.
        let tall = 432_000;
        let wide = u32::try_from(u64::from(tall) * u64::from(width) / u64::from(height.max(1)))
            .unwrap_or(tall);
        let logo =
            Pic::new_with_dimensions(picture.bytes(), width, height).size(wide.min(4 * tall), tall);
        line = line.add_run(Run::new().add_image(logo).add_text("  "));
    }
    line.add_run(
        Run::new().add_text(head.practice.as_deref().unwrap_or_default()).size(18).color(QUIET),
    )
}

fn body(mut out: Docx, section: &Section) -> Docx {
    out = out.add_paragraph(paragraph("Heading1", &section.heading).keep_next(true));
    for block in &section.blocks {
        out = match block {
            Block::Item(item) => self::item(out, item, None),
            Block::Guess { label, item } => self::item(out, item, Some(label)),
            Block::Table(table) => out.add_table(grid(table)),
            // Word draws no SVG everywhere; the tables of the section say the same.
            Block::Picture { .. } => out,
            Block::Paragraph { text, fine } => {
                let run = if *fine { lines(text).size(17).color(QUIET) } else { lines(text) };
                out.add_paragraph(Paragraph::new().add_run(run))
            }
        };
    }
    out
}

/// A list item, with their words and what it rests on below it. A guess is called one before it is
/// read.
fn item(mut out: Docx, item: &Item, label: Option<&String>) -> Docx {
    let listed = || {
        Paragraph::new()
            .style("ListParagraph")
            .numbering(NumberingId::new(LIST), IndentLevel::new(0))
    };
    let label = label.map(|label| Run::new().add_text(format!("{label}  ")).bold());
    let mut first = listed();
    let begins = label.is_some() || item.text.is_some();
    if let Some(label) = label {
        first = first.add_run(label);
    }
    if let Some(text) = &item.text {
        first = first.add_run(lines(&text.text));
    }
    if begins {
        out = out.add_paragraph(first);
    }
    for (n, words) in item.words.iter().enumerate() {
        // Words that stand alone are the item.
        let place = if n == 0 && !begins { listed() } else { Paragraph::new().style("Quote") };
        out = out.add_paragraph(place.add_run(quoted(words)));
    }
    match &item.from {
        Some(from) => out.add_paragraph(Paragraph::new().style("From").add_run(lines(from))),
        None => out,
    }
}

fn quoted(words: &Span) -> Run {
    let hint = if words.lang == Lang::Ja { "eastAsia" } else { "default" };
    lines(&words.text).fonts(serif().hint(hint))
}

fn grid(table: &Table) -> Grid {
    let width = WIDTH / table.head.len().max(1);
    let cell = |text: &String, head: bool| {
        let run = if head { lines(text).color(QUIET) } else { lines(text) };
        let paragraph = Paragraph::new().style("Cell").add_run(run);
        TableCell::new().width(width, WidthType::Dxa).add_paragraph(paragraph)
    };
    let row = |cells: &[String], head| {
        TableRow::new(cells.iter().map(|text| cell(text, head)).collect()).cant_split()
    };
    let rows = std::iter::once(row(&table.head, true))
        .chain(table.rows.iter().map(|cells| row(cells, false)));
    Grid::new(rows.collect()).set_grid(vec![width; table.head.len()])
}

fn paragraph(style: &str, text: &str) -> Paragraph {
    Paragraph::new().style(style).add_run(lines(text))
}

/// Line breaks are the writer's own.
fn lines(text: &str) -> Run {
    let mut lines = text.lines();
    let first = Run::new().add_text(lines.next().unwrap_or_default());
    lines.fold(first, |run, line| run.add_break(BreakType::TextWrapping).add_text(line))
}

/// Says what the writer library has no words for: the title, and the language that is read aloud
/// and hyphenated.
fn said(parts: &mut XMLDocx, document: &Document) {
    let tag = match document.lang {
        Lang::Ja => "ja-JP",
        Lang::En => "en-GB",
    };
    let language =
        format!("<w:lang w:val=\"{tag}\" w:eastAsia=\"ja-JP\" /></w:rPr></w:rPrDefault>");
    let core = format!(
        "<dc:title>{}</dc:title><dc:language>{tag}</dc:language><dc:creator>ryokai</dc:creator>",
        escaped(&document.name)
    );
    replace(&mut parts.styles, "</w:rPr></w:rPrDefault>", &language);
    replace(&mut parts.doc_props.core, "<dc:creator>unknown</dc:creator>", &core);
}

fn replace(part: &mut Vec<u8>, mark: &str, with: &str) {
    let changed = String::from_utf8_lossy(part).replacen(mark, with, 1);
    *part = changed.into_bytes();
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
