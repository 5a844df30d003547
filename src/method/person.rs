//! A person the consultant knows, client or not, and where the work with them stands (method §3.2).

mod earlier;
pub mod honorific;
mod initial;
mod name;
pub mod twin;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::method::Rank;
use crate::method::class::noun;
use crate::method::contact::{Contact, Mover};
use crate::method::hours::Listing;
use crate::method::moment::days_between;
use crate::method::quote::Lang;
use crate::method::step::step_at;
use crate::method::{ClientFile, Day, Evidence, Id, Step, Text};

pub use initial::{Initial, InitialError};
pub use name::{Called, Names, Sought, called};
pub(crate) use name::{folded, joined, kanji, plain};

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

/// Names who moved first, when we came to know each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum OriginDirection {
    CameToUs,
    WeWent,
    Introduced,
}

noun! {
    /// The way we came to know each other; each part may be all that is known of it.
    pub struct Origin {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        N direction: Option<OriginDirection>,
        #[serde(default)]
        N how_they_knew_us: Option<Text>,
        #[serde(default)]
        N activity: Option<Text>,
        #[serde(default)]
        N on: Option<Day>,
    }
}

noun! {
    /// Holds what the person likes, and where we have it from.
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

/// Names what a sponsor was allowed to know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SponsorView {
    Attendance,
    AgreedGoals,
}

noun! {
    /// Tells who pays, and what they may see; only with the client's words.
    pub struct Sponsor {
        N name: Text,
        #[serde(default)]
        N may_see: Vec<SponsorView>,
        #[serde(default)]
        N consent_quote: Option<Id>,
    }
}

noun! {
    /// A name that somebody had before.
    pub struct Earlier {
        P name: Text,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        P reading: Option<Text>,
        /// The day on which another name took its place; none where nobody has recorded it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        P until: Option<Day>,
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
        /// The names they had before: nobody reads them but whoever works with them.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        P earlier_names: Vec<Earlier>,
        /// Others who seemed to be the same person and are not: nobody is asked again.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        N apart_from: Vec<Id>,
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
        N declared_rank: Option<Rank>,
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
        /// Tells why nothing may be erased meanwhile.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        P hold_reason: Option<Text>,
        #[serde(default)]
        P retention_until: Option<Day>,
        /// Tells why the record is kept until that day.
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
            earlier_names: Vec::new(),
            apart_from: Vec::new(),
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
            PersonKind::FormerClient
            | PersonKind::Sponsor
            | PersonKind::Referrer
            | PersonKind::Peer => None,
        }
    }
}

impl Person {
    /// Tells what lists are ordered by: the reading, or else the name, without regard to case,
    /// width or the kind of kana.
    pub fn sort_key(&self) -> String {
        folded(self.reading.as_ref().unwrap_or(&self.display_name).as_str())
    }

    /// Tells what they do: in that language, or as it was noted without one.
    pub fn role_in(&self, lang: Lang) -> Option<&Text> {
        let own = match lang {
            Lang::Ja => &self.role_ja,
            Lang::En => &self.role_en,
        };
        own.as_ref().or(self.role.as_ref())
    }
}

impl BusyWindow {
    /// True while it lasts, and in the `ahead` days before it begins.
    pub fn near(&self, at: Day, ahead: i64) -> bool {
        self.until >= at && days_between(at, self.from) <= ahead
    }
}

/// Names where the work with a person stands.
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
        (Some(S::Prospect | S::Paused | S::Parked | S::Ended), S::Active) => {
            Some(Evidence::Nothing)
        }
        (Some(S::Active | S::Parked), S::Paused) => Some(Evidence::Nothing),
        (Some(S::Parked), S::Prospect) => Some(Evidence::Nothing),
        (Some(S::Prospect | S::Active | S::Paused), S::Parked) => Some(Evidence::Nothing),
        (Some(S::Prospect | S::Active | S::Paused | S::Parked), S::Ended) => Some(Evidence::Reason),
        _ => None,
    }
}

/// Back from waiting (縁待ち): the status they had before they were parked. None unless they are
/// parked on `at` and have moved towards us on that day or since (B20).
pub fn came_back(file: &ClientFile, at: Day) -> Option<Status> {
    let parked = step_at(&file.status_history, at).filter(|step| step.to == Status::Parked)?;
    let theirs = |c: &Contact| c.initiator == Mover::Them && (parked.on..=at).contains(&c.on);
    file.contacts.iter().any(theirs).then(|| before(file, parked))
}

/// Tells where one stood before that step; a prospect where nothing is recorded.
fn before(file: &ClientFile, step: &Step<Status>) -> Status {
    let earlier = file
        .status_history
        .iter()
        .filter(|s| s.id != step.id && s.on <= step.on && s.to != Status::Parked);
    match earlier.max_by_key(|s| s.on).map(|s| s.to) {
        Some(status @ (Status::Active | Status::Paused)) => status,
        _ => Status::Prospect,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
