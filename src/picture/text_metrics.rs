//! Holds what every drawing needs: short figures, and lines of text that fit a width.

use std::fmt::Write;

/// A figure with at most one decimal: `176`, `193.8`.
pub fn n(x: f64) -> String {
    let mut s = format!("{x:.1}");
    if let Some(short) = s.strip_suffix(".0") {
        s.truncate(short.len());
    }
    if s == "-0" { "0".into() } else { s }
}

/// A small count as a measure.
pub fn count(i: usize) -> f64 {
    f64::from(u16::try_from(i).unwrap_or(u16::MAX))
}

/// A path being written: `M`, `H`, `V`, `l` and so on with short figures.
#[derive(Default)]
pub struct Path(String);

impl Path {
    pub fn to(&mut self, command: char, at: &[f64]) -> &mut Self {
        self.0.push(command);
        for (i, x) in at.iter().enumerate() {
            if i > 0 {
                self.0.push(' ');
            }
            let _ = self.0.write_str(&n(*x));
        }
        self
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn d(&self) -> &str {
        &self.0
    }
}

/// Tells how wide a letter is, in em: a full em for Japanese, about half for Latin.
fn em(c: char) -> f64 {
    match c {
        'i' | 'j' | 'l' | 't' | 'f' | 'r' | 'I' | ' ' | '.' | ',' | '\'' | '’' | '(' | ')'
        | ':' => 0.34,
        'm' | 'w' | 'M' | 'W' => 0.85,
        'A'..='Z' => 0.68,
        c if c < '\u{2e80}' => 0.56,
        _ => 1.0,
    }
}

/// The width of a text at a font size, by estimate.
pub fn width(text: &str, font: f64) -> f64 {
    text.chars().map(em).sum::<f64>() * font
}

/// Letters that may not begin a line (行頭禁則).
fn clings(c: char) -> bool {
    "、。,.・:;?!」』)]}〉》】ー々ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ…”’".contains(c)
}

/// Breaks a text into lines of at most `room`, at spaces or between Japanese letters; at most
/// `most` lines, the last ending in … if there was more (the table holds the whole).
pub fn wrap(text: &str, room: f64, font: f64, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = vec![String::new()];
    for piece in pieces(text) {
        let line = lines.last().map_or("", String::as_str);
        if !line.is_empty() && width(line, font) + width(piece.trim_end(), font) > room {
            lines.push(String::new());
        }
        if let Some(line) = lines.last_mut() {
            line.push_str(&piece);
        }
    }
    let more = lines.len() > most;
    lines.truncate(most);
    for line in &mut lines {
        line.truncate(line.trim_end().len());
    }
    if let Some(last) = lines.last_mut().filter(|_| more) {
        while width(last, font) + font > room && last.pop().is_some() {}
        last.push('…');
    }
    lines
}

/// The unbreakable pieces: Latin words with the space after them, single Japanese letters with what
/// clings to them.
fn pieces(text: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut open = false;
    for c in text.chars().map(|c| if c.is_whitespace() { ' ' } else { c }) {
        let wide = c >= '\u{2e80}';
        // A Latin run longer than any card is broken too, so that nothing leaves its frame.
        let long = out.last().is_some_and(|p| p.chars().count() >= 24);
        match out.last_mut() {
            Some(last)
                if c == ' '
                    || clings(c)
                    || (open && !wide && !long)
                    || last.ends_with(['「', '『', '(', '“']) =>
            {
                last.push(c);
            }
            _ => out.push(c.to_string()),
        }
        open = !wide && c != ' ';
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_is_short() {
        assert_eq!([n(176.0), n(193.84), n(-0.01)], ["176", "193.8", "0"]);
    }

    #[test]
    fn no_line_begins_with_a_closing_mark() {
        for line in wrap(
            "「父に遠慮して、自分で決めることから逃げていたのは僕のほうです。」",
            130.0,
            13.0,
            9,
        ) {
            assert!(!line.starts_with(['。', '」', '、']), "{line}");
        }
    }

    #[test]
    fn a_long_text_ends_in_an_ellipsis() {
        let lines = wrap(&"word ".repeat(200), 120.0, 12.0, 3);
        assert_eq!(lines.len(), 3);
        assert!(lines[2].ends_with('…'));
        assert!(lines.iter().all(|l| width(l, 12.0) <= 140.0));
    }
}
