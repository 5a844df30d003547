//! A pillar: a circle the consultant's people come from. Their number is free (B28).

use crate::method::class::noun;
use crate::method::{Id, Person, Text};

noun! {
    /// One pillar of one consultant.
    pub struct Pillar {
        N id: Id,
        N consultant: Id,
        #[serde(default)]
        N name: Option<Text>,
        #[serde(default)]
        N name_ja: Option<Text>,
        #[serde(default)]
        N name_en: Option<Text>,
        #[serde(default)]
        N order: Option<u32>,
    }
}

impl Pillar {
    /// The name to show in a language: the one in that language, or any there is.
    pub fn label(&self, lang: crate::method::Lang) -> Option<&Text> {
        let (first, second) = match lang {
            crate::method::Lang::Ja => (&self.name_ja, &self.name_en),
            crate::method::Lang::En => (&self.name_en, &self.name_ja),
        };
        first.as_ref().or(self.name.as_ref()).or(second.as_ref())
    }
}

/// Tells who stands in one pillar, and in which others they stand too: an overlap may fall together
/// (B31).
#[derive(Debug, Clone, PartialEq)]
pub struct Circle<'p> {
    pub pillar: &'p Pillar,
    /// People whose main pillar it is.
    pub main: usize,
    /// People who stand in it besides their main one.
    pub also: usize,
    /// Other pillars with the number of people who stand in both, without those in which nobody
    /// does.
    pub shared: Vec<(&'p Pillar, usize)>,
}

/// The circles of these pillars among these people, in the pillars' order.
pub fn circles<'p>(pillars: &'p [Pillar], people: &[Person]) -> Vec<Circle<'p>> {
    let inside = |person: &&Person, id: &Id| person.pillars.contains(id);
    let circle = |pillar: &'p Pillar| {
        let here: Vec<&Person> = people.iter().filter(|p| inside(p, &pillar.id)).collect();
        let main = here.iter().filter(|p| p.pillars.first() == Some(&pillar.id)).count();
        let both =
            |other: &'p Pillar| (other, here.iter().filter(|p| inside(p, &other.id)).count());
        let others = pillars.iter().filter(|other| other.id != pillar.id);
        let shared = others.map(both).filter(|(_, n)| *n > 0).collect();
        Circle { pillar, main, also: here.len() - main, shared }
    };
    pillars.iter().map(circle).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::method::Lang;

    #[test]
    fn a_person_in_two_pillars_is_counted_in_both_and_in_their_overlap() {
        let id = |s: &str| s.parse::<Id>().expect("an id");
        let pillar = |s: &str| Pillar {
            id: id(s),
            consultant: id("k"),
            name: s.parse().ok(),
            name_ja: None,
            name_en: None,
            order: None,
        };
        let person = |pillars: &[&str]| {
            let name = "x".parse().expect("a text");
            Person {
                pillars: pillars.iter().map(|p| id(p)).collect(),
                ..Person::named(Id::fresh(), name, Lang::En)
            }
        };
        let pillars = [pillar("work"), pillar("school"), pillar("online")];
        let people = [
            person(&["work"]),
            person(&["work", "school"]),
            person(&["school", "work"]),
            person(&[]),
        ];
        let found = circles(&pillars, &people);
        let counts: Vec<_> = found.iter().map(|c| (c.main, c.also, c.shared.len())).collect();
        assert_eq!(counts, [(2, 1, 1), (1, 1, 1), (0, 0, 0)]);
        assert_eq!(found[0].shared, [(&pillars[1], 2)]);
    }
}
