//! Holds what a document leaves out, counted by class and kind. Counts, never contents.

use serde::Serialize;

use super::told::tellings;
use super::{Edition, Profile};
use crate::method::session::SessionField;
use crate::method::{Class, ClientFile, Session, WantState};

/// One kind of thing that stays here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct LeftOut {
    pub class: Class,
    pub kind: Kind,
    pub count: usize,
}

/// The kinds of things that can stay here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Addendum,
    Why,
    Contact,
    Gift,
    Preference,
    Guess,
    Untold,
    Sign,
    Strain,
    Checkout,
    Circle,
    Fee,
    Origin,
    Sponsor,
    WithdrawnWant,
    OtherWords,
    /// A name, read as a role instead.
    Name,
    /// A day of a session, read as a week or counted.
    Date,
    Want,
    Need,
    Told,
    Promise,
    /// A text of a session.
    #[serde(untagged)]
    Text(SessionField),
}

/// Tells what a copy for `profile` leaves out of this file, by class; kinds of which there is none
/// are not listed. `quotes` is how many of their words the copy prints.
pub fn left_out(
    file: &ClientFile,
    edition: &Edition,
    profile: Profile,
    quotes: usize,
) -> Vec<LeftOut> {
    let all = texts(file, edition, Class::P)
        .chain(private(file, edition))
        .chain(reflective(file, edition))
        .chain(texts(file, edition, Class::R))
        .chain(network(file))
        .chain(texts(file, edition, Class::N))
        .chain(theirs(file, edition, quotes))
        .chain(shared(file, edition))
        .chain(texts(file, edition, Class::S))
        .chain(texts(file, edition, Class::W))
        .chain(goals(file, edition));
    all.filter(|l| l.count > 0 && stays(profile, l.kind)).collect()
}

/// True if a copy for this profile never holds things of that kind, or only some of them.
fn stays(profile: Profile, kind: Kind) -> bool {
    let shared = match kind {
        Kind::Text(field) => Profile::Client.prints(field.class()),
        Kind::Name | Kind::Date | Kind::Want | Kind::Need | Kind::Told | Kind::Promise => true,
        _ => false,
    };
    let seen_in_supervision = matches!(
        kind,
        Kind::Why
            | Kind::Guess
            | Kind::Untold
            | Kind::Sign
            | Kind::Strain
            | Kind::Checkout
            | Kind::WithdrawnWant
            | Kind::Want
            | Kind::Need
            | Kind::Told
            | Kind::Promise
    );
    match profile {
        Profile::File => false,
        Profile::Client => !shared,
        Profile::Supervisor => !seen_in_supervision,
        Profile::Sponsor => kind != Kind::Name,
    }
}

fn one(class: Class, kind: Kind, count: usize) -> LeftOut {
    LeftOut { class, kind, count }
}

/// The texts of a class that sessions hold.
fn texts(file: &ClientFile, edition: &Edition, class: Class) -> impl Iterator<Item = LeftOut> {
    let sessions: Vec<&Session> = file.sessions.iter().filter(|s| s.on <= edition.as_of).collect();
    SessionField::texts().filter(move |field| field.class() == class).map(move |field| {
        let count = sessions.iter().filter(|s| field.of(s).is_some()).count();
        one(class, Kind::Text(field), count)
    })
}

fn private(file: &ClientFile, edition: &Edition) -> [LeftOut; 5] {
    let at = edition.as_of;
    let sessions = file.sessions.iter().filter(|s| s.on <= at);
    let gifts = || file.gifts.iter().filter(move |g| g.on <= at);
    let messages = file.messages.iter().filter(|m| m.on <= at && m.why.is_some()).count();
    [
        one(Class::P, Kind::Addendum, sessions.map(|s| s.addenda.len()).sum()),
        one(Class::P, Kind::Why, messages + gifts().filter(|g| g.why.is_some()).count()),
        one(Class::P, Kind::Contact, file.contacts.iter().filter(|c| c.on <= at).count()),
        one(Class::P, Kind::Gift, gifts().count()),
        one(
            Class::P,
            Kind::Preference,
            file.person.preferences.len() + file.person.busy_windows.len(),
        ),
    ]
}

fn reflective(file: &ClientFile, edition: &Edition) -> [LeftOut; 5] {
    let at = edition.as_of;
    let guess = |n: &&crate::method::Need| n.on <= at && !n.state(at).owned();
    let told: Vec<_> = tellings(file, edition).map(|(m, _)| &m.id).collect();
    [
        one(Class::R, Kind::Guess, file.needs.iter().filter(guess).count()),
        one(
            Class::R,
            Kind::Untold,
            file.messages.iter().filter(|m| m.on <= at && !told.contains(&&m.id)).count(),
        ),
        one(Class::R, Kind::Sign, file.markers.iter().filter(|m| m.on <= at).count()),
        one(Class::R, Kind::Strain, file.strains.iter().filter(|r| r.opened_on <= at).count()),
        one(
            Class::R,
            Kind::Checkout,
            file.sessions.iter().filter(|s| s.on <= at && s.checkout.is_some()).count(),
        ),
    ]
}

fn network(file: &ClientFile) -> [LeftOut; 4] {
    let person = &file.person;
    [
        one(Class::N, Kind::Circle, person.pillars.len()),
        one(Class::N, Kind::Fee, usize::from(person.fee_monthly.is_some())),
        one(Class::N, Kind::Origin, usize::from(person.origin.is_some())),
        one(Class::N, Kind::Sponsor, usize::from(person.sponsor.is_some())),
    ]
}

/// Their own words that are not printed: taken back, not kept word for word, or tied to nothing in
/// the document.
fn theirs(file: &ClientFile, edition: &Edition, quotes: usize) -> [LeftOut; 2] {
    let at = edition.as_of;
    let withdrawn =
        file.wants.iter().filter(|w| w.on <= at && w.state(at) == WantState::Withdrawn).count();
    let known = file.their_words().into_iter().filter(|(on, _)| *on <= at).count();
    [
        one(Class::W, Kind::WithdrawnWant, withdrawn),
        one(Class::W, Kind::OtherWords, known.saturating_sub(quotes)),
    ]
}

/// Tells what the client may read, and another reader may not.
fn shared(file: &ClientFile, edition: &Edition) -> [LeftOut; 4] {
    let at = edition.as_of;
    let names = [Some(&file.person.display_name), file.person.sponsor.as_ref().map(|s| &s.name)];
    [
        one(Class::S, Kind::Name, names.into_iter().flatten().count()),
        one(Class::S, Kind::Date, file.held_sessions(at).len()),
        one(Class::S, Kind::Told, tellings(file, edition).count()),
        one(Class::S, Kind::Promise, file.promises.iter().filter(|p| p.made_on <= at).count()),
    ]
}

/// Their wants, and the needs that they made theirs.
fn goals(file: &ClientFile, edition: &Edition) -> [LeftOut; 2] {
    let at = edition.as_of;
    let owned = |n: &&crate::method::Need| n.on <= at && n.state(at).owned();
    [
        one(Class::W, Kind::Want, file.wants.iter().filter(|w| w.on <= at).count()),
        one(Class::W, Kind::Need, file.needs.iter().filter(owned).count()),
    ]
}
