//! The document as Markdown (CommonMark with tables). What people wrote is escaped, never read as
//! markup.

use super::document::{Block, Document, Item, Section, Span, Table};

/// The document as Markdown text.
pub fn render(document: &Document) -> String {
    let mut out = vec![format!("# {}", escape(&document.title))];
    let facts = document
        .facts
        .iter()
        .map(|f| format!("- {}: {}", escape(&f.label), escape(&f.text).replace('\n', "\n  ")));
    out.push(facts.collect::<Vec<_>>().join("\n"));
    out.extend(document.sections.iter().flat_map(section));
    out.push("---".into());
    out.push(format!("{} · {}", escape(&document.name), escape(&document.made)));
    out.join("\n\n") + "\n"
}

fn section(section: &Section) -> Vec<String> {
    let heading = format!("## {}", escape(&section.heading));
    std::iter::once(heading).chain(section.blocks.iter().filter_map(block)).collect()
}

/// None for what plain text cannot draw.
fn block(block: &Block) -> Option<String> {
    match block {
        Block::Paragraph { text, .. } => Some(escape(text)),
        Block::Item(item) => Some(self::item(item, None)),
        Block::Guess { label, item } => Some(self::item(item, Some(label))),
        Block::Table(table) => Some(self::table(table)),
        Block::Picture { .. } => None,
    }
}

/// A list item: the text, their words as a quotation, what it rests on.
fn item(item: &Item, label: Option<&String>) -> String {
    let label = label.map(|l| format!("**{}**", escape(l)));
    let text = item.text.iter().map(|s| escape(&s.text));
    let words =
        item.words.iter().map(|s: &Span| format!("> {}", escape(&s.text).replace('\n', "\n> ")));
    let from = item.from.iter().map(|s| format!("*{}*", escape(s)));
    let parts: Vec<String> = label.into_iter().chain(text).chain(words).chain(from).collect();
    format!("- {}", parts.join("\n\n").replace('\n', "\n  ")).replace("\n  \n", "\n\n")
}

fn table(table: &Table) -> String {
    let row = |cells: &[String]| {
        let cells: Vec<String> = cells.iter().map(|c| escape(c).replace("\\\n", "<br>")).collect();
        format!("| {} |", cells.join(" | "))
    };
    let rule = format!("|{}", " --- |".repeat(table.head.len()));
    let lines = [row(&table.head), rule].into_iter().chain(table.rows.iter().map(|r| row(r)));
    lines.collect::<Vec<_>>().join("\n")
}

/// The text with every sign that Markdown could read as markup set apart. Lines are the writer's
/// own: each but the last ends in a hard break.
fn escape(text: &str) -> String {
    text.trim_end().lines().map(escape_line).collect::<Vec<_>>().join("\\\n")
}

fn escape_line(line: &str) -> String {
    // Blanks at the start of a line open lists and code; they say nothing in a sentence.
    let line = line.trim_start();
    let mut out = String::with_capacity(line.len());
    for c in line.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '&') {
            out.push('\\');
        }
        out.push(c);
    }
    // Anything that opens a block does so only at the start of a line.
    let digits = out.len() - out.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let opens =
        |at: usize| matches!(out.as_bytes().get(at), Some(b'#' | b'-' | b'+' | b'=')) && at == 0;
    let counted = digits > 0 && matches!(out.as_bytes().get(digits), Some(b'.' | b')'));
    match () {
        () if opens(0) => out.insert(0, '\\'),
        () if counted => out.insert(digits, '\\'),
        () => {}
    }
    out
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn what_people_wrote_is_never_markup() {
        assert_eq!(escape("# a"), "\\# a");
        assert_eq!(escape("   # a"), "\\# a");
        assert_eq!(escape("1. a\n- *b* <i>"), "1\\. a\\\n\\- \\*b\\* \\<i\\>");
        assert_eq!(escape("a - b # c 1. d"), "a - b # c 1. d");
    }
}
