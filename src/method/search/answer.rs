//! Counts what was found, in all, by kind and by person, and puts the people in order.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::{SearchGroup, SearchKind};
use crate::method::{Day, Id};

/// Counts the texts of one kind that were found of one person, with the day of the latest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    pub person: Id,
    pub kind: SearchKind,
    pub n: u32,
    pub last: Option<Day>,
}

/// Everything found, before it is narrowed to a kind or a person.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts(pub Vec<Count>);

/// Counts all that was found of one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Share {
    pub person: Id,
    pub n: u32,
}

impl Counts {
    /// People of whom something of a group was found, or of them all: first who is called so,
    /// then who has most of it, then whose is the latest.
    pub fn people(&self, group: Option<SearchGroup>) -> Vec<Share> {
        type Rank = (bool, u32, Option<Day>);
        let mut by: BTreeMap<&Id, Rank> = BTreeMap::new();
        for count in self.of(group) {
            let (called, n, last) = by.entry(&count.person).or_default();
            *called |= count.kind == SearchKind::Client;
            *n = n.saturating_add(count.n);
            *last = (*last).max(count.last);
        }
        let mut people: Vec<(&Id, Rank)> = by.into_iter().collect();
        people.sort_by_key(|(id, rank)| (Reverse(*rank), *id));
        people.into_iter().map(|(id, (_, n, _))| Share { person: id.clone(), n }).collect()
    }

    /// Counts each group, of one person or of all; groups without any are left
    /// out.
    pub fn groups(&self, person: Option<&Id>) -> Vec<(SearchGroup, u32)> {
        let of = |group: SearchGroup| {
            let own = self.of(Some(group)).filter(|c| person.is_none_or(|id| c.person == *id));
            own.map(|count| count.n).sum()
        };
        let all = SearchGroup::ALL.into_iter().map(|group| (group, of(group)));
        all.filter(|(_, n)| *n > 0).collect()
    }

    /// Counts a group or all groups, of a person or of everybody.
    pub fn total(&self, group: Option<SearchGroup>, person: Option<&Id>) -> u32 {
        let own = self.of(group).filter(|c| person.is_none_or(|id| c.person == *id));
        own.map(|count| count.n).sum()
    }

    fn of(&self, group: Option<SearchGroup>) -> impl Iterator<Item = &Count> {
        self.0.iter().filter(move |c| group.is_none_or(|group| group.holds(c.kind)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_called_so_comes_first_and_then_who_has_most() {
        let count = |person: &str, kind, n| Count {
            person: person.parse().expect("an id"),
            kind,
            n,
            last: None,
        };
        let counts = Counts(vec![
            count("a", SearchKind::Quote, 1),
            count("b", SearchKind::Consent, 2),
            count("b", SearchKind::Note, 3),
            count("c", SearchKind::Client, 1),
        ]);
        let order = |group| -> Vec<String> {
            counts.people(group).into_iter().map(|s| s.person.to_string()).collect()
        };
        assert_eq!(order(None), ["c", "b", "a"]);
        assert_eq!(order(Some(SearchGroup::Words)), ["b", "a"]);
        let b: Id = "b".parse().expect("an id");
        let groups = counts.groups(Some(&b));
        let expected =
            [(SearchGroup::Words, 2), (SearchGroup::Agreements, 2), (SearchGroup::Notes, 3)];
        assert_eq!(groups, expected);
        assert_eq!((counts.total(None, None), counts.total(None, Some(&b))), (7, 5));
    }
}
