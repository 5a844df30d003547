//! Tags and quoted words at the end of a body. What is no tag of that line is text.

use super::lex::{Ch, DATE_WORDS, behind_words, fold, last_quoted, last_words, string, trim};
use super::{Kind, Problem};

/// After `!`: the permission is not named yet.
pub(crate) const NOT_NAMED: &str = "0";

/// After `>`: how it landed is not known yet.
pub(crate) const NOT_KNOWN: &str = "6";

/// Somebody who reports to the consultant; the first is English, the second Japanese.
pub(super) const DIRECT_REPORT: [&str; 2] = ["direct", "直属"];

/// Told or held for oneself, or in one's own favour; English first.
pub(super) const SELF_INTEREST: [&str; 2] = ["self", "自分のため"];

/// One tag, or words in quotation marks.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Tag {
    Date(String),
    Number(Option<Kind>, usize),
    ThisSession,
    NoWords,
    Permission(String),
    Reception(String),
    Declined,
    /// Empty for the gist.
    Exactness(String),
    Value(String),
    Words(String),
}

/// A tag and the column and line where it begins.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Placed {
    pub tag: Tag,
    pub line: usize,
    pub column: usize,
}

/// Takes the tags off the end, as far as `allowed` has their signs. Gives the text and the tags in
/// order.
pub(super) fn take<'b>(
    body: &'b [Ch],
    allowed: &str,
    is_date: impl Fn(&str) -> bool,
) -> (&'b [Ch], Vec<Placed>) {
    let mut rest = trim(body);
    let mut tags = Vec::new();
    while let Some((before, mut found)) = last(rest, allowed, &is_date) {
        tags.append(&mut found);
        rest = trim(before);
    }
    tags.reverse();
    (rest, tags)
}

/// The last tag, or the last two where one hangs on the other; later ones first.
fn last<'b>(
    chars: &'b [Ch],
    allowed: &str,
    is_date: &impl Fn(&str) -> bool,
) -> Option<(&'b [Ch], Vec<Placed>)> {
    if allowed.contains('「')
        && let Some((before, words)) = last_quoted(chars)
    {
        return Some((before, vec![place(Tag::Words(string(words)), &chars[before.len()..])]));
    }
    if allowed.contains('@') {
        let dated = (1..=DATE_WORDS).filter_map(|n| last_words(chars, n)).find(|(_, words)| {
            let date = sign(words).and_then(|w| Some(w.strip_prefix('@')?.to_owned()));
            date.is_some_and(|date| is_date(&date))
        });
        if let Some((before, words)) = dated {
            let date = string(trim(words)).chars().skip(1).collect();
            return Some((before, vec![place(Tag::Date(date), trim(words))]));
        }
    }
    let (before, word) = last_words(chars, 1)?;
    // A tag may stand right behind words in quotation marks.
    let (before, word) = chars.split_at(before.len() + behind_words(word));
    let word = trim(word);
    let written = sign(word)?;
    if !allowed.contains(written.chars().next()?) {
        return None;
    }
    let hung = written.char_indices().skip(1).find(|(_, c)| *c == '#').map(|(at, _)| at);
    if let (true, Some(at)) = (written.starts_with(['!', '>']), hung) {
        return Some((
            before,
            vec![place(tag(&written[at..])?, word), place(tag(&written[..at])?, word)],
        ));
    }
    Some((before, vec![place(tag(&written)?, word)]))
}

fn place(tag: Tag, chars: &[Ch]) -> Placed {
    let (line, column) = trim(chars).first().map_or((1, 1), |c| (c.line, c.column));
    Placed { tag, line, column }
}

/// The word folded, if nothing in it is escaped.
fn sign(word: &[Ch]) -> Option<String> {
    trim(word).iter().all(|c| !c.escaped).then(|| fold(&string(trim(word))))
}

fn tag(written: &str) -> Option<Tag> {
    let first = written.chars().next()?;
    let rest = written[first.len_utf8()..].trim();
    if rest.is_empty() && !matches!(first, '?' | '~') {
        return None;
    }
    Some(match first {
        '@' => Tag::Date(rest.to_owned()),
        '!' => Tag::Permission(rest.to_owned()),
        '>' => Tag::Reception(rest.to_owned()),
        '~' => Tag::Exactness(rest.to_owned()),
        '=' => Tag::Value(rest.to_owned()),
        '?' if rest.is_empty() => Tag::Declined,
        '#' => number(rest)?,
        _ => return None,
    })
}

fn number(written: &str) -> Option<Tag> {
    match written {
        "-" | "なし" => return Some(Tag::NoWords),
        "this" | "今回" => return Some(Tag::ThisSession),
        _ => {}
    }
    let at = written.find(|c: char| c.is_ascii_digit())?;
    let n = written[at..].parse().ok()?;
    match &written[..at] {
        "" => Some(Tag::Number(None, n)),
        kind => Some(Tag::Number(Some(Kind::read(kind)?), n)),
    }
}

impl Placed {
    pub fn wrong(&self, problem: Problem) -> super::Remark {
        super::Remark { line: self.line, column: self.column, problem }
    }
}
