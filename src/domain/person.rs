//! A person the consultant knows, client or not, and where the work with them stands (method §3.2).

pub mod form;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use super::class::noun;
use super::contact::{Contact, Mover};
use super::hours::Listing;
use super::moment::days_between;
use super::quote::Lang;
use super::standing::step_at;
use super::{ClientFile, Day, Evidence, Id, Step, Text};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PersonKind {
    Prospect,
    #[default]
    Client,
    FormerClient,
    Sponsor,
    Referrer,
    Peer,
}

/// Who moved first, when we came to know each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum OriginDirection {
    CameToUs,
    WeWent,
    Introduced,
}

noun! {
    /// How we came to know each other.
    pub struct Origin {
        N direction: OriginDirection,
        #[serde(default)]
        N how_they_knew_us: Option<Text>,
        #[serde(default)]
        N activity: Option<Text>,
        #[serde(default)]
        N on: Option<Day>,
    }
}

noun! {
    /// What the person likes, and where we have it from.
    pub struct Preference {
        P text: Text,
        #[serde(default)]
        P said_on: Option<Day>,
        #[serde(default)]
        P quote: Option<Id>,
    }
}

noun! {
    /// A time in which the person is busy.
    pub struct BusyWindow {
        P from: Day,
        P until: Day,
        #[serde(default)]
        P note: Option<Text>,
    }
}

/// What a sponsor was allowed to know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SponsorView {
    Attendance,
    AgreedGoals,
}

noun! {
    /// Who pays, and what they may see; only with the client's words.
    pub struct Sponsor {
        N name: Text,
        #[serde(default)]
        N may_see: Vec<SponsorView>,
        #[serde(default)]
        N consent_quote: Option<Id>,
    }
}

noun! {
    /// The person as they stand now; these fields have no date of their own.
    pub struct Person {
        S id: Id,
        #[serde(default)]
        N consultant: Option<Id>,
        #[serde(default)]
        P kind: PersonKind,
        #[serde(default)]
        S locale: Lang,
        S display_name: Text,
        #[serde(default)]
        S display_name_ja: Option<Text>,
        #[serde(default)]
        S display_name_en: Option<Text>,
        #[serde(default)]
        S reading: Option<Text>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        P mail: Option<Text>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        P phone: Option<Text>,
        #[serde(default)]
        P role: Option<Text>,
        #[serde(default)]
        P role_ja: Option<Text>,
        #[serde(default)]
        P role_en: Option<Text>,
        #[serde(default)]
        N pillars: Vec<Id>,
        #[serde(default)]
        N origin: Option<Origin>,
        #[serde(default)]
        N declared_rank: Option<u8>,
        #[serde(default)]
        N wish_to_meet: bool,
        #[serde(default)]
        P purpose: Option<Text>,
        #[serde(default)]
        N fee_monthly: Option<u64>,
        #[serde(default)]
        N currency: Option<Text>,
        #[serde(default)]
        P busy_windows: Vec<BusyWindow>,
        #[serde(default)]
        P preferences: Vec<Preference>,
        #[serde(default)]
        N sponsor: Option<Sponsor>,
        /// Their consent to stand in the log of hours.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        P listed: Option<Listing>,
        /// The day the coaching began; where it is not said, that of the first session.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        P began_on: Option<Day>,
        /// The day the coaching ended; where it is not said, that of the status.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        P ended_on: Option<Day>,
        #[serde(default)]
        P legal_hold: bool,
        /// Why nothing may be erased meanwhile.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        P hold_reason: Option<Text>,
        #[serde(default)]
        P retention_until: Option<Day>,
        /// Why the record is kept until that day.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        P retention_reason: Option<Text>,
    }
}

impl Person {
    /// A person of whom only the name is known.
    pub fn named(id: Id, display_name: Text, locale: Lang) -> Person {
        Person {
            id,
            consultant: None,
            kind: PersonKind::Client,
            locale,
            display_name,
            display_name_ja: None,
            display_name_en: None,
            reading: None,
            mail: None,
            phone: None,
            role: None,
            role_ja: None,
            role_en: None,
            pillars: Vec::new(),
            origin: None,
            declared_rank: None,
            wish_to_meet: false,
            purpose: None,
            fee_monthly: None,
            currency: None,
            busy_windows: Vec::new(),
            preferences: Vec::new(),
            sponsor: None,
            listed: None,
            began_on: None,
            ended_on: None,
            legal_hold: false,
            hold_reason: None,
            retention_until: None,
            retention_reason: None,
        }
    }
}

impl PersonKind {
    /// Someone whom the work is with, or was, or may be; the others are the network around them.
    pub fn client(self) -> bool {
        matches!(self, PersonKind::Prospect | PersonKind::Client | PersonKind::FormerClient)
    }

    /// The status in which somebody of this kind begins; none where there is no work to have one.
    pub fn begins(self) -> Option<Status> {
        match self {
            PersonKind::Prospect => Some(Status::Prospect),
            PersonKind::Client => Some(Status::Active),
            PersonKind::FormerClient | PersonKind::Sponsor | PersonKind::Referrer | PersonKind::Peer => None,
        }
    }
}

impl Person {
    /// What lists are ordered by: the reading, or else the name, without regard to case, width or the kind of kana.
    pub fn sort_key(&self) -> String {
        folded(self.reading.as_ref().unwrap_or(&self.display_name).as_str())
    }

    /// How well a name fits: 2 if it is one of theirs, 1 if one of theirs begins with it, 0 if it is not theirs.
    /// Spaces count as little as case, width and the kind of kana.
    fn answers_to(&self, name: &str) -> u8 {
        let names = [&self.reading, &self.display_name_ja, &self.display_name_en];
        let names = names.into_iter().flatten().chain([&self.display_name]);
        let fit = |own: &Text| match joined(own.as_str()) {
            own if own == name => 2,
            own if own.starts_with(name) => 1,
            _ => 0,
        };
        names.map(fit).max().unwrap_or(0)
    }
}

/// Whom a typed name means.
#[derive(Debug, Clone, PartialEq)]
pub enum Called<'p> {
    /// One person is called exactly that.
    One(&'p Person),
    /// Several are, or the name is the beginning of theirs: only the writer knows who is meant.
    Several(Vec<&'p Person>),
    Nobody,
}

/// Whom a typed name means among these people; nobody for an empty name.
pub fn called<'p>(people: &'p [Person], typed: &str) -> Called<'p> {
    let name = joined(typed);
    if name.is_empty() {
        return Called::Nobody;
    }
    let fitting = |fit: u8| people.iter().filter(|p| p.answers_to(&name) == fit).collect::<Vec<_>>();
    match (fitting(2), fitting(1)) {
        (exact, _) if exact.len() == 1 => Called::One(exact[0]),
        (exact, _) if !exact.is_empty() => Called::Several(exact),
        (_, beginning) if !beginning.is_empty() => Called::Several(beginning),
        _ => Called::Nobody,
    }
}

/// A name without regard to case, width or the kind of kana.
pub(super) fn folded(name: &str) -> String {
    let hiragana = |c: char| match c {
        '\u{30a1}'..='\u{30f6}' => char::from_u32(u32::from(c) - 0x60).unwrap_or(c),
        c => c,
    };
    name.nfkc().flat_map(char::to_lowercase).map(hiragana).collect()
}

/// A folded name without its spaces: equal for one name in any spelling.
pub(super) fn joined(name: &str) -> String {
    folded(name).chars().filter(|c| !c.is_whitespace() && *c != '\u{30fb}').collect()
}

impl BusyWindow {
    /// True while it lasts, and in the `ahead` days before it begins.
    pub fn near(&self, at: Day, ahead: i64) -> bool {
        self.until >= at && days_between(at, self.from) <= ahead
    }
}

/// Where the work with a person stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    Prospect,
    Active,
    Paused,
    Parked,
    Ended,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum EndReason {
    Completed,
    CancelledByClient,
    CancelledByUs,
    Lapsed,
    Transferred,
}

/// The evidence a change of status needs, or none where there is no such step.
pub fn evidence(from: Option<Status>, to: Status) -> Option<Evidence> {
    use Status as S;
    match (from, to) {
        (None, S::Prospect | S::Active) => Some(Evidence::Nothing),
        (Some(S::Prospect | S::Paused | S::Parked | S::Ended), S::Active) => Some(Evidence::Nothing),
        (Some(S::Active | S::Parked), S::Paused) => Some(Evidence::Nothing),
        (Some(S::Parked), S::Prospect) => Some(Evidence::Nothing),
        (Some(S::Prospect | S::Active | S::Paused), S::Parked) => Some(Evidence::Nothing),
        (Some(S::Prospect | S::Active | S::Paused | S::Parked), S::Ended) => Some(Evidence::Reason),
        _ => None,
    }
}

/// Back from waiting (縁待ち): the status they had before they were parked. None unless they are parked on `at` and
/// have moved towards us on that day or since (B20).
pub fn came_back(file: &ClientFile, at: Day) -> Option<Status> {
    let parked = step_at(&file.status_history, at).filter(|step| step.to == Status::Parked)?;
    let theirs = |c: &Contact| c.initiator == Mover::Them && (parked.on..=at).contains(&c.on);
    file.contacts.iter().any(theirs).then(|| before(file, parked))
}

/// Where one stood before that step; a prospect where nothing is recorded.
fn before(file: &ClientFile, step: &Step<Status>) -> Status {
    let earlier = file.status_history.iter().filter(|s| s.id != step.id && s.on <= step.on && s.to != Status::Parked);
    match earlier.max_by_key(|s| s.on).map(|s| s.to) {
        Some(status @ (Status::Active | Status::Paused)) => status,
        _ => Status::Prospect,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(name: &str, reading: Option<&str>) -> Person {
        let text = |s: &str| s.parse::<Text>().expect("a text");
        Person { reading: reading.map(text), ..Person::named(Id::fresh(), text(name), Lang::Ja) }
    }

    #[test]
    fn a_name_means_who_is_called_so_in_any_spelling() {
        let people = [person("佐倉 まどか", Some("さくら まどか")), person("Tom Beckett", None)];
        for typed in ["佐倉まどか", "サクラ　マドカ", "さくら まどか"] {
            assert_eq!(called(&people, typed), Called::One(&people[0]), "{typed}");
        }
        assert_eq!(called(&people, "ＴＯＭ beckett "), Called::One(&people[1]));
        assert_eq!(called(&people, "Tom"), Called::Several(vec![&people[1]]), "a beginning is asked about");
        assert_eq!(called(&people, "Owen"), Called::Nobody);
        assert_eq!(called(&people, "  "), Called::Nobody);
    }

    #[test]
    fn two_of_one_name_are_never_guessed_between() {
        let people = [person("Tom Beckett", None), person("tom beckett", None)];
        assert_eq!(called(&people, "Tom Beckett"), Called::Several(people.iter().collect()));
    }

    #[test]
    fn one_who_is_parked_comes_back_to_where_they_stood_once_they_move() {
        let case = |contact: &str, by: &str| -> ClientFile {
            serde_json::from_value(serde_json::json!({
                "id": "c", "display_name": "Kana",
                "status_history": [
                    {"id": "h1", "on": "2025-04-01", "to": "active"},
                    {"id": "h2", "on": "2025-06-01", "to": "parked"},
                ],
                "contacts": [{"id": "k1", "on": contact, "initiator": by, "channel": "email"}],
            }))
            .expect("a file")
        };
        let at = "2025-09-01".parse().expect("a day");
        assert_eq!(came_back(&case("2025-08-01", "them"), at), Some(Status::Active));
        assert_eq!(came_back(&case("2025-06-01", "them"), at), Some(Status::Active));
        assert_eq!(came_back(&case("2025-05-31", "them"), at), None, "before they were parked");
        assert_eq!(came_back(&case("2025-08-01", "us"), at), None, "we moved");
        assert_eq!(came_back(&case("2025-09-02", "them"), at), None, "not yet");
    }
}
