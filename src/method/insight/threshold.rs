//! The numbers that rules read: each is a setting of the practice, with its unit and its source
//! (method §4). A number stands beside the rule that reads it; those that several families read
//! stand here.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::RuleId;
use crate::method::Terms;

/// Names where a number comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// A product decision with no published threshold behind it.
    OurChoice,
    /// A paragraph of the seeds.
    Seed(&'static str),
    /// A source of method §0.3.
    Cited(&'static str),
}

/// The thing that a number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    Days,
    Hours,
    Sessions,
    Times,
    People,
    /// Thousandths of a whole; a decimal in files: 0.25.
    Share,
}

/// One number that rules read, as the program has it.
#[derive(Debug, PartialEq, Eq)]
pub struct Threshold {
    /// Its name in files, and with hyphens in the messages `threshold-…`.
    pub name: &'static str,
    /// The number that holds where the practice has set none.
    pub usual: u32,
    pub unit: Unit,
    pub source: Source,
}

impl Threshold {
    pub(super) const fn new(
        name: &'static str,
        usual: u32,
        unit: Unit,
        source: Source,
    ) -> Threshold {
        Threshold { name, usual, unit, source }
    }

    /// The rules that read it, in the order of their codes.
    pub fn rules(&'static self) -> impl Iterator<Item = RuleId> {
        RuleId::all().filter(move |rule| rule.thresholds().contains(&self))
    }
}

/// Days after which silence costs a rank and the conversation agreement.
pub(super) static SILENCE_STEP: Threshold =
    Threshold::new("silence_step", Terms::USUAL.silence_step, Unit::Days, Source::Seed("B17"));
/// Days for which the words of a consultation agreement hold.
pub(super) static CONSULT_VALID: Threshold =
    Threshold::new("consult_valid", Terms::USUAL.consult_valid, Unit::Days, Source::OurChoice);
/// Days for which a cycle of real collaboration counts. Stage reads it, no rule does.
static COLLAB_WINDOW: Threshold =
    Threshold::new("collab_window", Terms::USUAL.collab_window, Unit::Days, Source::OurChoice);
/// Days before a lapse or a fall in rank at which it is said.
pub(crate) static WARN_BEFORE: Threshold =
    Threshold::new("warn_before", 14, Unit::Days, Source::OurChoice);
/// Days after which what is still true becomes one quiet line.
pub(super) static QUIET_DAYS: Threshold =
    Threshold::new("quiet_days", 14, Unit::Days, Source::OurChoice);

static ALL: LazyLock<Vec<&'static Threshold>> = LazyLock::new(|| {
    let mut all = vec![&SILENCE_STEP, &CONSULT_VALID, &COLLAB_WINDOW];
    for threshold in RuleId::all().flat_map(|rule| rule.thresholds()) {
        if !all.contains(threshold) {
            all.push(threshold);
        }
    }
    all
});

impl Threshold {
    /// Every threshold: first those of the derivations, then each with the first rule that reads
    /// it.
    pub fn all() -> impl Iterator<Item = &'static Threshold> {
        ALL.iter().copied()
    }

    /// The threshold of this name.
    pub fn named(name: &str) -> Option<&'static Threshold> {
        Threshold::all().find(|threshold| threshold.name == name)
    }
}

/// A share of a whole in thousandths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Share(pub u32);

impl Share {
    /// True if `part` of `whole` is this share or more. Exact.
    pub fn reached_by(self, part: u64, whole: u64) -> bool {
        u128::from(part) * 1000 >= u128::from(whole) * u128::from(self.0)
    }
}

/// The thresholds of a practice: the usual ones, and those that it has set itself.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Thresholds {
    /// The numbers that stage, lapse and rank read too.
    pub terms: Terms,
    /// Only numbers that differ from the usual ones.
    own: BTreeMap<&'static str, u32>,
}

impl Thresholds {
    /// The number that holds in this practice; a share in thousandths.
    pub fn get(&self, threshold: &Threshold) -> u32 {
        match threshold.name {
            "silence_step" => self.terms.silence_step,
            "consult_valid" => self.terms.consult_valid,
            "collab_window" => self.terms.collab_window,
            name => self.own.get(name).copied().unwrap_or(threshold.usual),
        }
    }

    /// The same for a threshold that counts a share.
    pub(super) fn share(&self, threshold: &Threshold) -> Share {
        Share(self.get(threshold))
    }

    /// Every threshold with the number that holds.
    pub fn numbers(&self) -> Vec<(&'static Threshold, u32)> {
        Threshold::all().map(|threshold| (threshold, self.get(threshold))).collect()
    }

    /// The thresholds with some of the numbers changed, by name. A name that no rule reads changes
    /// nothing.
    pub fn with<'n>(mut self, numbers: impl IntoIterator<Item = (&'n str, u32)>) -> Thresholds {
        for (name, number) in numbers {
            if let Some(threshold) = Threshold::named(name) {
                self.set(threshold, number);
            }
        }
        self
    }

    fn set(&mut self, threshold: &'static Threshold, number: u32) {
        match threshold.name {
            "silence_step" => self.terms.silence_step = number,
            "consult_valid" => self.terms.consult_valid = number,
            "collab_window" => self.terms.collab_window = number,
            name if number == threshold.usual => drop(self.own.remove(name)),
            name => drop(self.own.insert(name, number)),
        }
    }
}

impl Serialize for Thresholds {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let numbers = self.numbers();
        let mut map = s.serialize_map(Some(numbers.len()))?;
        for (threshold, number) in numbers {
            match threshold.unit {
                Unit::Share => {
                    map.serialize_entry(threshold.name, &(f64::from(number) / 1000.0))?
                }
                _ => map.serialize_entry(threshold.name, &number)?,
            }
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for Thresholds {
    /// A number that is not there is the usual one. A name that no rule reads is left alone.
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let numbers = BTreeMap::<String, f64>::deserialize(d)?;
        let mut thresholds = Thresholds::default();
        for (name, number) in numbers {
            let Some(threshold) = Threshold::named(&name) else { continue };
            let parts = if threshold.unit == Unit::Share { 1000.0 } else { 1.0 };
            let whole = whole(number * parts).ok_or_else(|| {
                serde::de::Error::custom(format!(
                    "{name} is a whole number, or a share of 0 to 1 in thousandths"
                ))
            })?;
            thresholds.set(threshold, whole);
        }
        Ok(thresholds)
    }
}

/// The whole number that a decimal stands for, where it stands for one.
fn whole(number: f64) -> Option<u32> {
    let near = number.round();
    let written = ((number - near).abs() < 1e-6).then(|| format!("{near:.0}"))?;
    written.parse().ok()
}
