//! A text as tokens: width, case, accents, the kind of kana and old letters folded away; each
//! letter of a script that is written without spaces stands alone, so that a phrase of tokens is
//! any piece of the text. Whoever changes this adds a migration that empties the index.

use crate::method::person::{kanji, plain};

/// The longest token, in letters: a longer word goes on in the next one.
const LONGEST: usize = 64;

/// One token, and where it stands in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchToken {
    pub text: String,
    /// The bytes of the text it was made of.
    pub from: usize,
    pub to: usize,
    /// True for a word: its beginning finds it. A single letter is found whole.
    pub word: bool,
}

/// The tokens of a text, in their order.
pub fn tokens(text: &str) -> Vec<SearchToken> {
    let mut reading = Reading::default();
    let mut chars = text.char_indices().peekable();
    while let Some((from, c)) = chars.next() {
        let mut to = from + c.len_utf8();
        while let Some((at, mark)) = chars.next_if(|(_, next)| belongs(*next)) {
            to = at + mark.len_utf8();
        }
        if c.is_ascii() && to == from + 1 {
            reading.take(c.to_ascii_lowercase(), from, to);
        } else {
            let cluster = text.get(from..to).unwrap_or_default();
            plain(cluster).chars().for_each(|c| reading.take(c, from, to));
        }
    }
    reading.out
}

/// The tokens so far; the last one may still grow while `open`.
#[derive(Default)]
struct Reading {
    out: Vec<SearchToken>,
    open: bool,
}

impl Reading {
    fn take(&mut self, c: char, from: usize, to: usize) {
        if alone(c) {
            self.out.push(SearchToken { text: c.to_string(), from, to, word: false });
            self.open = false;
        } else if c.is_alphanumeric() {
            self.letter(c, from, to);
        } else if !apostrophe(c) {
            self.open = false;
        }
    }

    fn letter(&mut self, c: char, from: usize, to: usize) {
        match self.out.last_mut() {
            Some(last) if self.open && last.text.chars().count() < LONGEST => {
                last.text.push(c);
                last.to = to;
            }
            _ => self.out.push(SearchToken { text: c.to_string(), from, to, word: true }),
        }
        self.open = true;
    }
}

/// True for a mark that changes the letter before it: accents, voicing marks of either width,
/// variation selectors.
fn belongs(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36f}' | '\u{3099}' | '\u{309a}' | '\u{ff9e}' | '\u{ff9f}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

/// True for a letter of a script without spaces between words, and for a picture.
fn alone(c: char) -> bool {
    kanji(c)
        || matches!(c,
            '〇' | '\u{3041}'..='\u{3096}' | '\u{309d}'..='\u{309f}' | '\u{30a1}'..='\u{30fa}'
            | '\u{30fc}'..='\u{30ff}' | '\u{3105}'..='\u{312f}' | '\u{31f0}'..='\u{31ff}'
            | '\u{ac00}'..='\u{d7a3}' | '\u{2190}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}')
}

/// True for a mark inside a word: “don’t” is one word.
fn apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> Vec<String> {
        tokens(text).into_iter().map(|token| token.text).collect()
    }

    #[test]
    fn one_text_in_any_spelling_has_the_same_tokens() {
        for (one, other) in [
            ("ｶﾅ", "かな"),
            ("ｶﾞｯｺｳ", "がっこう"),
            ("カ\u{3099}", "が"),
            ("髙橋", "高橋"),
            ("渡邊 惠", "渡辺恵"),
            ("葛\u{e0100}城", "葛城"),
            ("Ｐｒｉｃｅ", "price"),
            ("Núñez", "nunez"),
            ("don’t", "DON'T"),
            ("３８名", "38名"),
            ("お金、です。", "お金です"),
        ] {
            assert_eq!(folded(one), folded(other), "{one} {other}");
        }
        assert_ne!(folded("かき"), folded("がき"));
        assert_ne!(folded("ビール"), folded("ビル"));
    }

    #[test]
    fn letters_without_spaces_stand_alone_and_words_stay_whole() {
        assert_eq!(folded("Web面談の値上げ"), ["web", "面", "談", "の", "値", "上", "げ"]);
        assert_eq!(folded("follow-up, it's 3.5"), ["follow", "up", "its", "3", "5"]);
        assert_eq!(folded("よい😀!"), ["よ", "い", "😀"]);
        assert_eq!(folded("… ・「」\"*"), [] as [&str; 0]);
        let long = folded(&"a".repeat(LONGEST + 1));
        assert_eq!(long, ["a".repeat(LONGEST), "a".to_owned()]);
    }

    #[test]
    fn a_token_knows_where_it_stands() {
        let text = "ｶﾞ㈱ Núñez!";
        let parts: Vec<&str> =
            tokens(text).iter().map(|token| &text[token.from..token.to]).collect();
        assert_eq!(parts, ["ｶﾞ", "㈱", "Núñez"]);
    }
}
