//! Holds what was typed for somebody new, where they turn out to be somebody known: nothing typed
//! is lost, and nothing known is written over unseen.

use super::rows;
use crate::intake::form::Fields;

/// The lists of the page, each by the first field of its rows.
const LISTS: [&str; 3] = ["earlier", "busy-from", "like"];
/// Fields of the form itself, and those in which something always stands: what was known goes on.
const OWN: [&str; 4] = ["key", "version", "kind", "locale"];

impl Fields {
    /// The fields of somebody known with what was typed of them elsewhere: in what is empty, and in
    /// rows of their own below a list. And the fields as they would be if all that was typed went
    /// over what was known.
    pub fn filled(self, typed: &Fields) -> (Fields, Fields) {
        let (mut filled, mut over) = (self.clone(), self.clone());
        for (name, value) in typed.pairs().filter(|(_, value)| !value.trim().is_empty()) {
            if let Some((list, n)) = row_of(name) {
                let first =
                    LISTS.iter().find(|first| first.split('-').next() == list.split('-').next());
                let row = format!("{list}-{}", n + first.map_or(0, |first| rows(&self, &[first])));
                filled.set(&row, value);
                over.set(&row, value);
            } else if self.has(name) && !OWN.contains(&name) {
                if self.get(name).trim().is_empty() {
                    filled.set(name, value);
                }
                over.set(name, value);
            }
        }
        (filled, over)
    }
}

/// The list and the place of a field in a row, as in `like-on-2`.
fn row_of(name: &str) -> Option<(&str, usize)> {
    let (list, n) = name.rsplit_once('-')?;
    Some((list, n.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::method::person::Preference;
    use crate::method::{Id, Lang, Person};

    #[test]
    fn what_was_typed_fills_what_is_empty_and_stands_beside_what_is_not() {
        let text = |s: &str| s.parse().expect("a text");
        let liked = Preference { text: text("tea"), said_on: None, quote: None };
        let known = Person {
            mail: Some(text("m@example.jp")),
            preferences: vec![liked],
            ..Person::named(Id::fresh(), text("Kana"), Lang::En)
        };
        let typed = [
            ("name", "KANA"),
            ("mail", "k@example.jp"),
            ("phone", "090"),
            ("kind", "peer"),
            ("like-0", "walks"),
            ("twin", "x"),
        ];
        let typed = Fields::of(typed.map(|(n, v)| (n.to_owned(), v.to_owned())).to_vec());
        let (filled, over) = known.to_fields().filled(&typed);
        let both = |name: &str| [filled.get(name).to_owned(), over.get(name).to_owned()];
        assert_eq!(both("name"), ["Kana", "KANA"]);
        assert_eq!(both("mail"), ["m@example.jp", "k@example.jp"]);
        assert_eq!(both("phone"), ["090", "090"]);
        assert_eq!(both("kind"), ["client", "client"]);
        assert_eq!(
            (both("like-0"), both("like-1")),
            (["tea".into(), "tea".into()], ["walks".into(), "walks".into()])
        );
        assert!(!filled.has("twin"));
    }
}
