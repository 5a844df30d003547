//! Reads a query: every term must be found. A term is a run of tokens side by side; the last
//! word of one that is not closed by a quotation mark may go on.

use super::fold::tokens;

/// The longest query, in letters. Pieces of long texts overlap by as many tokens.
pub const MAX_CHARS: usize = 200;

/// The most terms that are looked for.
const MAX_TERMS: usize = 12;

/// A query, folded as texts are.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SearchQuery {
    pub terms: Vec<SearchTerm>,
    /// True if it was longer than what is looked for.
    pub cut: bool,
}

/// Tokens that stand side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchTerm {
    pub tokens: Vec<String>,
    /// True if the last token is a word that may go on.
    pub open: bool,
}

impl SearchQuery {
    /// Reads what somebody typed; there is nothing that it cannot read.
    pub fn of(typed: &str) -> SearchQuery {
        let mut query =
            SearchQuery { cut: typed.chars().nth(MAX_CHARS).is_some(), ..SearchQuery::default() };
        let typed: String = typed.chars().take(MAX_CHARS).collect();
        for (part, closed) in parts(&typed) {
            let run = tokens(&part);
            let Some(last) = run.last() else { continue };
            let open = last.word && !closed;
            let term =
                SearchTerm { open, tokens: run.into_iter().map(|token| token.text).collect() };
            if query.terms.contains(&term) {
                continue;
            }
            if query.terms.len() == MAX_TERMS {
                query.cut = true;
                break;
            }
            query.terms.push(term);
        }
        query
    }

    /// True if there is nothing to look for.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// True for one letter of a script without spaces: it stands in much, and order helps.
    pub fn is_one_letter(&self) -> bool {
        matches!(&self.terms[..], [term] if matches!(&term.tokens[..], [token]
            if token.chars().count() == 1 && !term.open))
    }

    /// The query without one of its terms.
    pub fn without(&self, place: usize) -> SearchQuery {
        let mut rest = self.clone();
        rest.terms.remove(place.min(rest.terms.len().saturating_sub(1)));
        rest
    }

    /// True if a text holds every term.
    pub fn finds(&self, text: &str) -> bool {
        let run = tokens(text);
        self.terms.iter().all(|term| (0..run.len()).any(|at| term.stands_at(&run, at).is_some()))
    }

    /// Where the terms stand in a text: ranges of bytes in their order, none inside another.
    pub fn hits(&self, text: &str) -> Vec<(usize, usize)> {
        let run = tokens(text);
        let mut hits: Vec<(usize, usize)> = (0..run.len())
            .flat_map(|at| self.terms.iter().map(move |term| (term, at)))
            .filter_map(|(term, at)| term.range(text, &run, at))
            .collect();
        hits.sort_unstable();
        let mut out: Vec<(usize, usize)> = Vec::with_capacity(hits.len());
        for (from, to) in hits {
            match out.last_mut() {
                Some((_, end)) if from <= *end => *end = to.max(*end),
                _ => out.push((from, to)),
            }
        }
        out
    }
}

impl SearchTerm {
    /// The last token of the term, if it stands in the run from a place on.
    fn stands_at<'r>(
        &self,
        run: &'r [super::SearchToken],
        at: usize,
    ) -> Option<&'r super::SearchToken> {
        let there = run.get(at..at + self.tokens.len())?;
        let (last, before) = self.tokens.split_last()?;
        let (end, begun) = there.split_last()?;
        let same = before.iter().zip(begun).all(|(sought, token)| *sought == token.text);
        let ends = end.text == *last || self.open && end.word && end.text.starts_with(last);
        (same && ends).then_some(end)
    }

    fn range(&self, text: &str, run: &[super::SearchToken], at: usize) -> Option<(usize, usize)> {
        let end = self.stands_at(run, at)?;
        let from = run.get(at)?.from;
        let word = text.get(end.from..end.to)?;
        let sought = self.tokens.last()?.chars().count();
        // Where folding made more or fewer letters of it, the whole word is marked.
        let letters = word.chars().count() == end.text.chars().count();
        let to = word.char_indices().nth(sought).filter(|_| letters).map(|(i, _)| end.from + i);
        Some((from, to.unwrap_or(end.to)))
    }
}

/// The parts of a query, each with true if it stood in closed quotation marks.
fn parts(typed: &str) -> Vec<(String, bool)> {
    let mut out = vec![(String::new(), false)];
    let mut inside = None;
    for c in typed.chars() {
        match inside {
            Some(end) if c == end => {
                if let Some(last) = out.last_mut() {
                    last.1 = true;
                }
                out.push((String::new(), false));
                inside = None;
            }
            None if c.is_whitespace() || ending(c).is_some() => {
                out.push((String::new(), false));
                inside = ending(c);
            }
            _ => {
                if let Some((part, _)) = out.last_mut() {
                    part.push(c);
                }
            }
        }
    }
    out
}

/// The mark that ends what this one begins.
fn ending(c: char) -> Option<char> {
    match c {
        '"' => Some('"'),
        '＂' => Some('＂'),
        '“' => Some('”'),
        '「' => Some('」'),
        '『' => Some('』'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(query: &str, text: &str) -> Vec<String> {
        let hits = SearchQuery::of(query).hits(text);
        hits.into_iter().map(|(from, to)| text[from..to].to_owned()).collect()
    }

    #[test]
    fn every_term_is_found_by_its_beginning_and_a_phrase_whole() {
        let text = "It's not the numbers, it's the price increase.";
        for found in ["price inc", "inc price", "“not the numbers”", "not the numb", "ITS", "it’s"]
        {
            assert!(SearchQuery::of(found).finds(text), "{found}");
        }
        for lost in ["\"price inc\"", "rice", "\"the not\"", "price decrease"] {
            assert!(!SearchQuery::of(lost).finds(text), "{lost}");
        }
        assert!(SearchQuery::of("\"price inc").finds(text), "a phrase that is still being typed");
    }

    #[test]
    fn any_piece_of_japanese_is_found() {
        let text = "材料の値上げ分を、うちの値段にのせていいのか";
        for found in ["値", "値上", "値上げ", "ﾉｾﾃ", "分をうち", "値段　値上げ", "「値上げ分」"]
        {
            assert!(SearchQuery::of(found).finds(text), "{found}");
        }
        assert!(!SearchQuery::of("値下げ").finds(text));
    }

    #[test]
    fn what_is_marked_is_what_was_typed() {
        assert_eq!(marked("price", "Prices rise; the price"), ["Price", "price"]);
        assert_eq!(marked("値上げ 値", "値上げと値段"), ["値上げ", "値"]);
        assert_eq!(marked("nunez", "José Núñez"), ["Núñez"]);
        assert_eq!(marked("ｶﾞ", "学が"), ["が"]);
        assert_eq!(marked("dont", "I don’t know"), ["don’t"]);
    }

    #[test]
    fn nothing_that_is_typed_breaks_it() {
        for typed in ["", "  ", "\"", "「", "*", "AND OR NOT", "a\" OR \"b", "NEAR(", "^:-", "'"] {
            SearchQuery::of(typed).hits("anything 何か");
        }
        assert!(SearchQuery::of("!\"* ").is_empty());
        assert!(SearchQuery::of(&"x".repeat(MAX_CHARS + 1)).cut);
        assert!(!SearchQuery::of(&"x".repeat(MAX_CHARS)).cut);
        let words: Vec<String> = (0..=MAX_TERMS).map(|n| format!("w{n}")).collect();
        assert!(SearchQuery::of(&words.join(" ")).cut);
        assert!(SearchQuery::of("父").is_one_letter() && !SearchQuery::of("a").is_one_letter());
    }
}
