//! The names that a veil takes out of texts, in every form in which they may stand there. What else
//! it takes out is the veil's own.

use super::{PATTERNS, Whom};
use crate::method::Text;

/// Names that a text may hold, with whose they are.
#[derive(Debug, Clone, Default)]
pub struct Names {
    pub(super) forms: Vec<(String, Whom)>,
    /// Names of one sign, which stand in many other words too: they are not taken out, but looked
    /// for.
    pub(super) signs: Vec<char>,
}

impl Names {
    /// Adds a name. Of a person also its parts: family and given name, with and without the space
    /// between them. A circle is known by its whole name alone: "Food and drink makers" must not
    /// take "food" out of every sentence.
    pub fn add(&mut self, name: &Text, whom: Whom) {
        let whole = name.as_str();
        let (outside, inside) = brackets(whole);
        let parts = if whom == Whom::Circle {
            Vec::new()
        } else {
            parts(&outside).chain(parts(&inside)).collect()
        };
        let spaced = outside.split_whitespace().collect::<Vec<_>>().join(" ");
        let joined: String = outside.split(apart).collect();
        let phrases =
            if whom == Whom::Circle { Vec::new() } else { vec![spaced.as_str(), joined.as_str()] };
        for form in std::iter::once(whole).chain(phrases).chain(parts) {
            self.add_form(form, whom);
        }
    }

    fn add_form(&mut self, form: &str, whom: Whom) {
        let mut signs = form.chars();
        match (signs.next(), signs.next()) {
            (Some(sign), None) if !sign.is_ascii() => self.signs.push(sign),
            (Some(_), Some(_)) if !self.forms.iter().any(|(known, _)| known == form) => {
                self.forms.push((form.to_owned(), whom));
            }
            _ => {}
        }
    }
}

/// Tells what stands between the parts of a name.
fn apart(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{30fb}' | '\u{3001}' | ',')
}

/// Tells what stands outside the brackets of a name, and in them without what is no name: "(CEO)"
/// is a role, "(水野)" may be the same name once more.
fn brackets(name: &str) -> (String, String) {
    let (mut outside, mut inside, mut open) = (String::new(), String::new(), false);
    for c in name.chars() {
        match c {
            '(' | '\u{ff08}' => open = true,
            ')' | '\u{ff09}' => open = false,
            c if open => {
                inside.push(c);
                continue;
            }
            c => {
                outside.push(c);
                continue;
            }
        }
        // One bracket ends the word before it.
        outside.push(' ');
        inside.push(' ');
    }
    let role = |word: &str| {
        PATTERNS.as_ref().is_some_and(|(patterns, _)| patterns.kin.iter().any(|kin| kin == word))
    };
    let named = |word: &&str| {
        !role(word) && (!word.is_ascii() || word.chars().any(|c| c.is_ascii_lowercase()))
    };
    let inside: Vec<&str> = inside.split(apart).filter(named).collect();
    (outside, inside.join(" "))
}

/// The parts of a name that are names of their own.
fn parts(name: &str) -> impl Iterator<Item = &str> {
    let particle = |part: &str| {
        PATTERNS.as_ref().is_some_and(|(p, _)| p.particles.iter().any(|known| known == part))
    };
    name.split(apart).filter(move |part| !part.is_empty() && !particle(part))
}
