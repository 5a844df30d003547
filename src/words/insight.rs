//! An insight as a sentence in one language: our words plainly, phrases of the file as they are,
//! the client's words apart.

use chrono::Datelike;

use super::{Arg, Words, arg, label_key};
use crate::method::insight::{Insight, RuleId, Value};
use crate::method::pillar::Pillar;
use crate::method::{Day, Id, Lang, Person, Text};

/// A piece of an insight's sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Words of the program.
    Plain(String),
    /// A recorded phrase in our wording: plain type, no quotation marks.
    Ours { text: String, lang: Lang },
    /// The client's words, without their marks: `Words::quoted` adds those of their language.
    Said { text: String, lang: Lang },
}

impl Piece {
    /// The piece as it is read in plain text.
    pub fn text(&self) -> String {
        match self {
            Piece::Plain(text) | Piece::Ours { text, .. } => text.clone(),
            Piece::Said { text, lang } => Words::quoted(text, *lang),
        }
    }
}

/// Tells who and what an insight may name.
#[derive(Debug, Clone, Copy, Default)]
pub struct KnownNames<'a> {
    pub people: &'a [&'a Person],
    pub pillars: &'a [Pillar],
}

/// The first of the noncharacters of Unicode, which stand for recorded phrases while a sentence is
/// put together.
const MARK: u32 = 0xfdd0;

/// Sets how many of them there are.
const MARKS: u32 = 32;

impl Words {
    /// The title of a rule.
    pub fn insight_title(&self, rule: RuleId) -> String {
        self.label("insight-title", &rule)
    }

    /// The sentence of an insight, in pieces.
    pub fn insight(&self, insight: &Insight, cast: KnownNames<'_>) -> Vec<Piece> {
        let mut phrases: Vec<Piece> = Vec::new();
        let args: Vec<(&str, Arg<'_>)> = insight
            .args
            .iter()
            .map(|(name, value)| {
                (name.as_ref(), self.insight_arg(value, insight.at, cast, &mut phrases))
            })
            .collect();
        assemble(&self.say(&label_key("insight", &insight.rule), &args), &phrases, self.lang)
    }

    /// The sentence of an insight as plain text.
    pub fn insight_text(&self, insight: &Insight, cast: KnownNames<'_>) -> String {
        self.insight(insight, cast).iter().map(Piece::text).collect()
    }

    fn insight_arg(
        &self,
        value: &Value,
        at: Day,
        cast: KnownNames<'_>,
        phrases: &mut Vec<Piece>,
    ) -> Arg<'static> {
        match value {
            Value::Count(n) => Arg::from(*n),
            // The year is said only where it is another one.
            Value::On(day) if day.year() == at.year() => arg(self.day_brief(*day)),
            Value::On(day) => arg(self.date(*day)),
            Value::Choice(code) => arg(code.clone()),
            Value::Ours(text) => arg(mark(phrases, ours(text))),
            Value::Said { text, lang } => {
                arg(mark(phrases, Piece::Said { text: text.to_string(), lang: *lang }))
            }
            Value::List(texts) => {
                let marks: Vec<String> =
                    texts.iter().map(|text| mark(phrases, ours(text))).collect();
                arg(marks.join(&self.t("insight-and-also")))
            }
            Value::Signs(signs) => {
                let sign = |s| self.say("insight-sign", &[("sign", arg(crate::method::code(s)))]);
                arg(signs.iter().map(sign).collect::<Vec<_>>().join(&self.t("insight-and")))
            }
            Value::Who(id) => arg(self.who(id, cast).replace(is_mark, "")),
            Value::Circle(id) => {
                let pillar = cast.pillars.iter().find(|p| p.id == *id);
                arg(pillar
                    .and_then(|p| p.label(self.lang))
                    .map_or(id.as_str(), Text::as_str)
                    .replace(is_mark, ""))
            }
        }
    }

    fn who(&self, id: &Id, cast: KnownNames<'_>) -> String {
        match cast.people.iter().find(|p| p.id == *id) {
            Some(person) => self.name_short(person),
            None => id.to_string(),
        }
    }
}

/// Keeps a phrase aside and gives the mark that stands for it; past the last mark the phrase
/// itself.
fn mark(phrases: &mut Vec<Piece>, phrase: Piece) -> String {
    let place = u32::try_from(phrases.len()).ok().filter(|n| *n < MARKS);
    let sign = place.and_then(|n| char::from_u32(MARK + n));
    match sign {
        Some(sign) => {
            phrases.push(phrase);
            sign.to_string()
        }
        None => phrase.text(),
    }
}

/// A phrase of ours without the full stop that the sentence around it brings.
fn ours(text: &Text) -> Piece {
    let text = text.as_str();
    Piece::Ours {
        text: text.trim_end_matches(['。', '.', '\u{ff0e}']).to_owned(),
        lang: Lang::of(text),
    }
}

/// Puts the phrases in their places. A phrase that ends a sentence itself takes no second full
/// stop; words in another language do not end ours.
fn assemble(sentence: &str, phrases: &[Piece], lang: Lang) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = sentence;
    while let Some((at, phrase)) = next_mark(rest, phrases) {
        push_plain(&mut pieces, &rest[..at]);
        rest = rest[at..].strip_prefix(is_mark).unwrap_or_default();
        if ends_sentence(phrase, lang) {
            rest = rest.strip_prefix(['。', '.']).unwrap_or(rest);
        }
        pieces.push(phrase.clone());
    }
    push_plain(&mut pieces, rest);
    pieces
}

fn next_mark<'p>(rest: &str, phrases: &'p [Piece]) -> Option<(usize, &'p Piece)> {
    let (at, sign) = rest.char_indices().find(|(_, c)| is_mark(*c))?;
    let n = usize::try_from(u32::from(sign) - MARK).ok()?;
    phrases.get(n).map(|phrase| (at, phrase))
}

fn is_mark(c: char) -> bool {
    (MARK..MARK + MARKS).contains(&u32::from(c))
}

fn push_plain(pieces: &mut Vec<Piece>, text: &str) {
    if !text.is_empty() {
        pieces.push(Piece::Plain(text.to_owned()));
    }
}

fn ends_sentence(phrase: &Piece, around: Lang) -> bool {
    let (Piece::Plain(text) | Piece::Ours { text, .. } | Piece::Said { text, .. }) = phrase;
    if matches!(phrase, Piece::Said { lang, .. } if *lang != around) {
        return false;
    }
    text.ends_with(['。', '.', '!', '?', '\u{ff01}', '\u{ff1f}', '…'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_in_another_language_do_not_end_our_sentence() {
        let mark = char::from_u32(MARK).expect("a mark");
        let said = |lang| Piece::Said { text: "Go on.".to_owned(), lang };
        let text = |lang, around, stop: char| -> String {
            assemble(&format!("{mark}{stop}…"), &[said(lang)], around)
                .iter()
                .map(Piece::text)
                .collect()
        };
        assert_eq!(text(Lang::En, Lang::Ja, '。'), "“Go on.”。…");
        assert_eq!(text(Lang::En, Lang::En, '.'), "“Go on.”…");
    }
}
