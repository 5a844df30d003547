//! Characters to lines: prefix, number and body, with escapes taken away and every place
//! remembered.

use unicode_normalization::UnicodeNormalization;

use super::{Prefix, Problem, Remark};

/// One character of a body and where it stood. An escaped one means only itself.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Ch {
    pub ch: char,
    pub escaped: bool,
    pub line: usize,
    pub column: usize,
}

/// One line with what goes on below it.
pub(super) struct Line {
    pub number: usize,
    /// As typed.
    pub raw: String,
    pub head: Result<Head, Remark>,
    pub body: Vec<Ch>,
}

/// Holds what stands before the colon.
#[derive(Clone, Copy)]
pub(super) struct Head {
    pub prefix: Prefix,
    pub of: Option<usize>,
}

/// All lines that say something.
pub(super) fn lines(text: &str) -> Vec<Line> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut out: Vec<Line> = Vec::new();
    for (i, raw) in text.split('\n').enumerate().filter(|(_, raw)| !raw.trim().is_empty()) {
        let chars: Vec<char> = raw.chars().collect();
        let indent = chars.iter().take_while(|c| c.is_whitespace()).count();
        match out.last_mut().filter(|_| indent > 0) {
            Some(above) => {
                above.raw.push('\n');
                above.raw.push_str(raw);
                above.body.push(Ch { ch: '\n', escaped: false, line: i + 1, column: 1 });
                unescape(&chars, indent, i + 1, &mut above.body);
            }
            None => out.push(line(raw, &chars, indent, i + 1)),
        }
    }
    out
}

fn line(raw: &str, chars: &[char], indent: usize, number: usize) -> Line {
    let mut body = Vec::new();
    let head = match chars.iter().position(|c| matches!(c, ':' | '\u{ff1a}')) {
        None => Err(Remark { line: number, column: indent + 1, problem: Problem::NoPrefix }),
        Some(colon) => {
            unescape(chars, colon + 1, number, &mut body);
            let word: String = chars[indent..colon].iter().collect();
            head(&word).map_err(|problem| Remark { line: number, column: indent + 1, problem })
        }
    };
    Line { number, raw: raw.to_owned(), head, body }
}

fn head(word: &str) -> Result<Head, Problem> {
    let word = fold(word);
    match word.split_once('#') {
        None => Ok(Head { prefix: Prefix::read(word.trim())?, of: None }),
        Some((name, n)) => {
            let prefix = Prefix::read(name.trim())?;
            let n = n.trim().parse().map_err(|_| Problem::NoSuchNumber)?;
            Ok(Head { prefix, of: Some(n) })
        }
    }
}

fn unescape(chars: &[char], from: usize, line: usize, out: &mut Vec<Ch>) {
    let mut escaped = false;
    for (i, &ch) in chars.iter().enumerate().skip(from) {
        if ch == '\\' && !escaped {
            escaped = true;
            continue;
        }
        out.push(Ch { ch, escaped, line, column: i + 1 });
        escaped = false;
    }
}

/// The lines of a text, each with its number and as it was typed, with the lines that go on below.
pub(crate) fn parts(text: &str) -> Vec<(usize, String)> {
    lines(text).into_iter().map(|line| (line.number, line.raw)).collect()
}

/// One spelling for all: compatibility forms, case and the wave dash. For structure, never for
/// their words.
pub(super) fn fold(s: &str) -> String {
    s.nfkc().map(|c| if c == '\u{301c}' { '~' } else { c }).collect::<String>().to_lowercase()
}

/// The characters as text.
pub(super) fn string(chars: &[Ch]) -> String {
    chars.iter().map(|c| c.ch).collect()
}

fn blank(c: &Ch) -> bool {
    c.ch.is_whitespace() && !c.escaped
}

/// Without white space at either end.
pub(super) fn trim(mut chars: &[Ch]) -> &[Ch] {
    while let [first, rest @ ..] = chars
        && blank(first)
    {
        chars = rest;
    }
    while let [rest @ .., last] = chars
        && blank(last)
    {
        chars = rest;
    }
    chars
}

/// The part before the last `n` words, and those; none if there are fewer.
pub(super) fn last_words(chars: &[Ch], n: usize) -> Option<(&[Ch], &[Ch])> {
    let mut at = chars.len();
    for _ in 0..n {
        at -= chars[..at].iter().rev().take_while(|c| blank(c)).count();
        let word = chars[..at].iter().rev().take_while(|c| !blank(c)).count();
        if word == 0 {
            return None;
        }
        at -= word;
    }
    Some(chars.split_at(at))
}

/// The first `n` words, and the part after them; none if there are fewer.
pub(super) fn first_words(chars: &[Ch], n: usize) -> Option<(&[Ch], &[Ch])> {
    let mut at = 0;
    for _ in 0..n {
        at += chars[at..].iter().take_while(|c| blank(c)).count();
        let word = chars[at..].iter().take_while(|c| !blank(c)).count();
        if word == 0 {
            return None;
        }
        at += word;
    }
    Some(chars.split_at(at))
}

/// Quotation marks that hold words, opening and closing.
const MARKS: [(char, char); 5] =
    [('「', '」'), ('『', '』'), ('\u{201c}', '\u{201d}'), ('"', '"'), ('\u{ff02}', '\u{ff02}')];

/// The words in quotation marks at the very end, and what stands before them.
pub(super) fn last_quoted(chars: &[Ch]) -> Option<(&[Ch], &[Ch])> {
    let last = chars.last().filter(|c| !c.escaped)?;
    let (open, close) = *MARKS.iter().find(|(_, close)| *close == last.ch)?;
    let mut depth = 0usize;
    for (i, c) in chars.iter().enumerate().rev().skip(1).filter(|(_, c)| !c.escaped) {
        if c.ch == open && depth == 0 {
            return Some((&chars[..i], &chars[i + 1..chars.len() - 1]));
        }
        if c.ch == open {
            depth -= 1;
        } else if c.ch == close {
            depth += 1;
        }
    }
    None
}

/// Tells where in the last word of a body a closing mark is followed by something; 0 if nowhere.
pub(super) fn behind_words(word: &[Ch]) -> usize {
    let closing = |c: &Ch| !c.escaped && MARKS.iter().any(|(_, close)| *close == c.ch);
    match word.iter().rposition(closing) {
        Some(at) if at + 1 < word.len() => at + 1,
        _ => 0,
    }
}

/// A text as it is written down again, so that `lines` reads the very same.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::new();
    for (i, line) in text.split('\n').enumerate() {
        let line = line.replace('\\', "\\\\");
        if i > 0 {
            out.push_str("\n  ");
            if line.is_empty() || line.starts_with(char::is_whitespace) {
                out.push('\\');
            }
        }
        out.push_str(&line);
    }
    guard_tail(out)
}

/// As many words as the longest date has: `the day after tomorrow`, `Fri 4 Dec 2026`.
pub(super) const DATE_WORDS: usize = 4;

/// Escapes what would be read as tags or as words in quotation marks at the end.
fn guard_tail(mut out: String) -> String {
    if out.ends_with(|c| MARKS.iter().any(|(_, close)| *close == c)) {
        let last = out.pop();
        out.push('\\');
        out.extend(last);
    }
    let mut end = out.len();
    for _ in 0..DATE_WORDS {
        let word =
            out[..end].trim_end().rfind(char::is_whitespace).map_or(0, |at| at + width(&out, at));
        let sign = out[word..end].rfind(|c| MARKS.iter().any(|(_, close)| *close == c));
        let sign = sign.map_or(word, |at| word + at + width(&out, word + at));
        for at in [sign, word] {
            if out[at..].chars().next().is_some_and(begins_tag) {
                out.insert(at, '\\');
            }
        }
        end = word;
    }
    out
}

fn width(s: &str, at: usize) -> usize {
    s[at..].chars().next().map_or(1, char::len_utf8)
}

fn begins_tag(c: char) -> bool {
    fold(&c.to_string()).starts_with(['@', '#', '!', '>', '?', '~', '='])
}
