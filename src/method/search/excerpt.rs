//! A hit as it is shown: the text around the first place found, with every place marked.

use super::SearchQuery;

/// Letters before the first place found.
const BEFORE: usize = 40;
/// Letters shown at most.
const SHOWN: usize = 160;

/// A part of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excerpt {
    /// True if the text began earlier, or goes on.
    pub begun: bool,
    pub goes_on: bool,
    pub parts: Vec<Stretch>,
}

/// A stretch of it, found or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stretch {
    pub text: String,
    pub hit: bool,
}

impl SearchQuery {
    /// The part of a text that shows why it was found.
    pub fn excerpt(&self, text: &str) -> Excerpt {
        let hits = self.hits(text);
        let starts: Vec<usize> = text.char_indices().map(|(i, _)| i).chain([text.len()]).collect();
        let letters = starts.len() - 1;
        let first = hits.first().map_or(0, |(from, _)| starts.partition_point(|i| i < from));
        let begin = if letters <= SHOWN { 0 } else { first.saturating_sub(BEFORE) };
        let end = (begin + SHOWN).min(letters);
        let (from, to) = (at(&starts, begin), at(&starts, end));
        let mut parts = Vec::new();
        let mut push = |a: usize, b: usize, hit: bool| {
            let text = text.get(a.max(from)..b.min(to)).unwrap_or_default();
            if !text.is_empty() {
                parts.push(Stretch { text: text.to_owned(), hit });
            }
        };
        let mut last = 0;
        for (a, b) in hits {
            push(last, a, false);
            push(a, b, true);
            last = b;
        }
        push(last, text.len(), false);
        Excerpt { begun: begin > 0, goes_on: end < letters, parts }
    }
}

fn at(starts: &[usize], letter: usize) -> usize {
    starts.get(letter).or(starts.last()).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_excerpt_shows_the_place_found_and_says_what_it_leaves_out() {
        let text = format!("{}値上げ{}", "あ".repeat(300), "い".repeat(300));
        let excerpt = SearchQuery::of("値上げ").excerpt(&text);
        assert!(excerpt.begun && excerpt.goes_on);
        let shown: String = excerpt.parts.iter().map(|part| part.text.as_str()).collect();
        assert_eq!(shown.chars().count(), SHOWN);
        assert!(excerpt.parts.contains(&Stretch { text: "値上げ".into(), hit: true }));
        let short = SearchQuery::of("b").excerpt("a b c");
        let part = |text: &str, hit| Stretch { text: text.into(), hit };
        assert!(!short.begun && !short.goes_on);
        assert_eq!(short.parts, [part("a ", false), part("b", true), part(" c", false)]);
    }
}
