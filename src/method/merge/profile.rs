//! One profile of two: part by part as it was chosen, and what was not chosen of the names stays as
//! earlier names.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::method::{Day, Id, Person};

/// Names what of a profile is chosen as a whole, from the one or from the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    Name,
    Reading,
    Kind,
    /// Tells where the work stands: it is a history, and of two the chosen one goes before.
    Status,
    Role,
    Mail,
    Phone,
    Locale,
    Origin,
    Rank,
    Purpose,
    Fee,
    Sponsor,
    Listed,
    Began,
    Ended,
    Retention,
}

impl Part {
    pub const ALL: [Part; 17] = [
        Part::Name,
        Part::Reading,
        Part::Kind,
        Part::Status,
        Part::Role,
        Part::Mail,
        Part::Phone,
        Part::Locale,
        Part::Origin,
        Part::Rank,
        Part::Purpose,
        Part::Fee,
        Part::Sponsor,
        Part::Listed,
        Part::Began,
        Part::Ended,
        Part::Retention,
    ];

    /// The parts that the profile alone tells, without the journal.
    pub fn of_profile() -> impl Iterator<Item = Part> {
        Part::ALL.into_iter().filter(|part| *part != Part::Status)
    }
}

/// The person who goes on. A field that is added to `Person` does not compile here until it is
/// decided whose it is.
pub fn of_two(kept: &Person, gone: &Person, picked: &HashSet<Part>, today: Day) -> Person {
    let of = |part: Part| if picked.contains(&part) { gone } else { kept };
    let both = |part: Part| if picked.contains(&part) { [gone, kept] } else { [kept, gone] };
    let (names, roles) = (both(Part::Name), both(Part::Role));
    let [main, other] = if kept.pillars.is_empty() { [gone, kept] } else { [kept, gone] };
    let held = if kept.legal_hold || !gone.legal_hold { kept } else { gone };
    let mut person = Person {
        id: kept.id.clone(),
        consultant: kept.consultant.clone(),
        kind: of(Part::Kind).kind,
        locale: of(Part::Locale).locale,
        display_name: of(Part::Name).display_name.clone(),
        display_name_ja: names.iter().find_map(|p| p.display_name_ja.clone()),
        display_name_en: names.iter().find_map(|p| p.display_name_en.clone()),
        reading: of(Part::Reading).reading.clone(),
        earlier_names: together(&kept.earlier_names, &gone.earlier_names),
        apart_from: apart(kept, gone),
        mail: of(Part::Mail).mail.clone(),
        phone: of(Part::Phone).phone.clone(),
        role: of(Part::Role).role.clone(),
        role_ja: roles.iter().find_map(|p| p.role_ja.clone()),
        role_en: roles.iter().find_map(|p| p.role_en.clone()),
        pillars: together(&main.pillars, &other.pillars),
        origin: of(Part::Origin).origin.clone(),
        declared_rank: of(Part::Rank).declared_rank,
        wish_to_meet: kept.wish_to_meet || gone.wish_to_meet,
        purpose: of(Part::Purpose).purpose.clone(),
        fee_monthly: of(Part::Fee).fee_monthly,
        currency: of(Part::Fee).currency.clone(),
        busy_windows: together(&kept.busy_windows, &gone.busy_windows),
        preferences: together(&kept.preferences, &gone.preferences),
        sponsor: of(Part::Sponsor).sponsor.clone(),
        listed: of(Part::Listed).listed.clone(),
        began_on: of(Part::Began).began_on,
        ended_on: of(Part::Ended).ended_on,
        // Holds both where one of them is held: nothing of it may be erased meanwhile.
        legal_hold: held.legal_hold,
        hold_reason: held.hold_reason.clone(),
        retention_until: of(Part::Retention).retention_until,
        retention_reason: of(Part::Retention).retention_reason.clone(),
    };
    for before in [kept, gone] {
        person = person.renamed(before, today);
    }
    person
}

/// Both lists, what stands in both once.
fn together<T: Clone + PartialEq>(one: &[T], other: &[T]) -> Vec<T> {
    let more = other.iter().filter(|item| !one.contains(item));
    one.iter().chain(more).cloned().collect()
}

/// Whom both were told apart from, but not from each other.
fn apart(kept: &Person, gone: &Person) -> Vec<Id> {
    let mut all = together(&kept.apart_from, &gone.apart_from);
    all.retain(|id| *id != kept.id && *id != gone.id);
    all
}

/// The profile as it was before two were joined, with what was changed since; none where that makes
/// no person.
pub fn parted(before: &Person, after: &Person, now: &Person) -> Option<Person> {
    let fields =
        |person: &Person| serde_json::to_value(person).ok().and_then(|v| v.as_object().cloned());
    let (before, after, mut out) = (fields(before)?, fields(after)?, fields(now)?);
    let names: Vec<String> = before.keys().chain(after.keys()).chain(out.keys()).cloned().collect();
    let changed: Map<String, Value> = out.clone();
    for name in names.iter().filter(|name| after.get(name.as_str()) == changed.get(name.as_str())) {
        match before.get(name) {
            Some(value) => out.insert(name.clone(), value.clone()),
            None => out.remove(name),
        };
    }
    serde_json::from_value(Value::Object(out)).ok()
}
