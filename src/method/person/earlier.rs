//! Earlier names: kept when somebody is renamed, so that they are found under the names they had.

use super::{Earlier, Person, joined};
use crate::method::{Day, Text};

impl Person {
    /// Every name in use now, in whatever script; the reading is one of them.
    pub fn names(&self) -> impl Iterator<Item = &Text> {
        let others = [&self.display_name_ja, &self.display_name_en, &self.reading];
        std::iter::once(&self.display_name).chain(others.into_iter().flatten())
    }

    /// Every name of theirs, those they had before among them.
    pub fn all_names(&self) -> impl Iterator<Item = &Text> {
        self.names().chain(
            self.earlier_names.iter().flat_map(|e| std::iter::once(&e.name).chain(&e.reading)),
        )
    }

    /// The person with the names that they had `before` and have no longer. Another spelling of the
    /// same name is no earlier name: it is found anyway. A name that is in use again is no longer
    /// an earlier one.
    pub fn renamed(mut self, before: &Person, on: Day) -> Person {
        let lost = |name: &Text, now: &Person| {
            !now.names().any(|own| joined(own.as_str()) == joined(name.as_str()))
        };
        let own = [
            Some(&before.display_name),
            before.display_name_ja.as_ref(),
            before.display_name_en.as_ref(),
        ];
        for name in own.into_iter().flatten() {
            let known =
                self.earlier_names.iter().any(|e| joined(e.name.as_str()) == joined(name.as_str()));
            if lost(name, &self) && !known {
                let reading = before.reading.clone().filter(|_| *name == before.display_name);
                self.earlier_names.push(Earlier { name: name.clone(), reading, until: Some(on) });
            }
        }
        let earlier = std::mem::take(&mut self.earlier_names);
        self.earlier_names = earlier.into_iter().filter(|e| lost(&e.name, &self)).collect();
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::method::{Id, Lang};

    fn named(name: &str) -> Person {
        Person::named("c".parse().expect("an id"), name.parse().expect("a name"), Lang::Ja)
    }

    fn earlier(person: &Person) -> Vec<&str> {
        person.earlier_names.iter().map(|e| e.name.as_str()).collect()
    }

    #[test]
    fn a_name_that_is_left_is_kept_until_it_is_taken_up_again() {
        let day: Day = "2026-01-15".parse().expect("a day");
        let first =
            Person { reading: "たかはし みさき".parse().ok(), ..named("高橋 美咲") };
        let spaced = Person { earlier_names: Vec::new(), ..named("高橋美咲") }.renamed(&first, day);
        assert!(spaced.earlier_names.is_empty(), "another spelling is the same name");
        let married = named("森 美咲").renamed(&first, day);
        assert_eq!(earlier(&married), ["高橋 美咲"]);
        assert_eq!(married.earlier_names[0].reading, first.reading);
        let again =
            Person { earlier_names: married.earlier_names.clone(), ..named("高橋 美咲") };
        assert_eq!(earlier(&again.renamed(&married, day)), ["森 美咲"]);
        let id: Id = married.id.clone();
        assert_eq!(id, first.id);
    }
}
