//! Every threshold of the rules, as a setting of the practice with where its number comes from (method §4).

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::domain::Terms;

/// Where a number comes from.
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

/// What a number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    Days,
    Hours,
    Sessions,
    Times,
    People,
    Share,
}

/// What stands beside one setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Note {
    /// The setting's name in files.
    pub name: &'static str,
    pub unit: Unit,
    pub source: Source,
    /// The rules that read it, by code.
    pub rules: &'static str,
}

/// A share of a whole in thousandths, written in files as a decimal: 0.25.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Share(pub u32);

impl Share {
    /// True if `part` of `whole` is this share or more. Exact.
    pub fn reached_by(self, part: u64, whole: u64) -> bool {
        u128::from(part) * 1000 >= u128::from(whole) * u128::from(self.0)
    }
}

impl Serialize for Share {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_f64(f64::from(self.0) / 1000.0)
    }
}

impl<'de> Deserialize<'de> for Share {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let share = f64::deserialize(d)?;
        let thousandths = (0..=1000).find(|n| (f64::from(*n) / 1000.0 - share).abs() < 1e-9);
        thousandths.map(Share).ok_or_else(|| serde::de::Error::custom("a share is 0 to 1, in thousandths"))
    }
}

/// A threshold as the whole number it is kept as: what it counts, or thousandths of a whole.
trait Slot {
    fn slot(&mut self) -> &mut u32;
}

impl Slot for u32 {
    fn slot(&mut self) -> &mut u32 {
        self
    }
}

impl Slot for Share {
    fn slot(&mut self) -> &mut u32 {
        &mut self.0
    }
}

macro_rules! thresholds {
    ($( $(#[$doc:meta])* $name:ident: $ty:ty = $default:expr, $unit:ident, $source:expr, $rules:literal; )+) => {
        /// The thresholds of a practice: the same for everybody by default.
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(default)]
        pub struct Thresholds {
            /// What stage, lapse and rank read too.
            #[serde(flatten)]
            pub terms: Terms,
            $( $(#[$doc])* pub $name: $ty, )+
        }

        impl Default for Thresholds {
            fn default() -> Self {
                Thresholds { terms: Terms::default(), $( $name: $default, )+ }
            }
        }

        impl Thresholds {
            /// Every number in the order of `NOTES`.
            fn slots(&mut self) -> Vec<&mut u32> {
                let Terms { silence_step, consult_valid, collab_window } = &mut self.terms;
                vec![silence_step, consult_valid, collab_window, $( self.$name.slot() ),+]
            }
        }

        /// Every threshold in the order of its rule, with its unit and its source.
        pub const NOTES: &[Note] = &[
            Note { name: "silence_step", unit: Unit::Days, source: Source::Seed("B17"), rules: "R11 R19 R20" },
            Note { name: "consult_valid", unit: Unit::Days, source: Source::OurChoice, rules: "R11 R12 R14" },
            Note { name: "collab_window", unit: Unit::Days, source: Source::OurChoice, rules: "" },
            $( Note { name: stringify!($name), unit: Unit::$unit, source: $source, rules: $rules }, )+
        ];
    };
}

impl Thresholds {
    /// Every threshold with what stands beside it, as a whole number; a share in thousandths.
    pub fn numbers(&self) -> Vec<(&'static Note, u32)> {
        NOTES.iter().zip(self.clone().slots()).map(|(note, n)| (note, *n)).collect()
    }

    /// The thresholds with some of the numbers changed, by name.
    pub fn with<'n>(mut self, numbers: impl IntoIterator<Item = (&'n str, u32)>) -> Thresholds {
        for (name, number) in numbers {
            let place = NOTES.iter().position(|note| note.name == name);
            if let Some(slot) = place.and_then(|i| self.slots().into_iter().nth(i)) {
                *slot = number;
            }
        }
        self
    }
}

use Source::{Cited, OurChoice};

thresholds! {
    /// Days before a lapse or a fall in rank at which it is said.
    warn_before: u32 = 14, Days, OurChoice, "R11 R19";
    /// Sessions looked back on for wants served while needs stay unspoken.
    yes_sessions: u32 = 4, Sessions, OurChoice, "R01";
    /// Distinct wants served in them.
    yes_wants: u32 = 2, Times, OurChoice, "R01";
    /// Days after which an unknown landing is asked about.
    landing_days: u32 = 7, Days, OurChoice, "R03";
    /// Days a mismatch stays open to be talked about.
    gap_days: u32 = 90, Days, OurChoice, "R04";
    /// Latest sessions whose signs count.
    marker_sessions: u32 = 2, Sessions, OurChoice, "R05 R06";
    /// Signs of stepping back that together say something.
    withdrawal_min: u32 = 2, Times, OurChoice, "R05";
    /// Days a strain may stand without a step.
    rupture_days: u32 = 14, Days, OurChoice, "R07";
    /// Sessions after which a guess wants testing.
    need_sessions: u32 = 3, Sessions, OurChoice, "R08";
    /// Days after which a guess wants testing.
    need_days: u32 = 60, Days, OurChoice, "R08";
    /// Days an owned need may stand without a step.
    idle_days: u32 = 30, Days, OurChoice, "R09";
    /// Sessions after which a want needs an answer, or a why.
    want_sessions: u32 = 2, Sessions, OurChoice, "R10 R30";
    /// Days after which a want needs an answer.
    want_days: u32 = 30, Days, OurChoice, "R10";
    /// Days a message may wait although it may be told.
    msg_days: u32 = 45, Days, OurChoice, "R14";
    /// Latest sessions in which the topic is looked for.
    topic_sessions: u32 = 3, Sessions, OurChoice, "R16";
    /// How many of them may not reach it.
    topic_missed: u32 = 2, Times, OurChoice, "R16";
    /// Days after kind words without a date.
    courtesy_days: u32 = 7, Days, OurChoice, "R17";
    /// Days after a first meeting: early.
    second_early: u32 = 14, Days, OurChoice, "R18";
    /// Days after a first meeting: late.
    second_late: u32 = 30, Days, Cited("S22"), "R18";
    /// Approaches in a row that were all ours.
    only_us: u32 = 3, Times, OurChoice, "R21";
    /// Days in which an approach of theirs speaks against it.
    only_us_days: u32 = 120, Days, OurChoice, "R21";
    /// Days someone who came to us may wait.
    inbound_days: u32 = 2, Days, OurChoice, "R22";
    /// Days a gift may go without its why or its thanks.
    gift_days: u32 = 7, Days, OurChoice, "R23";
    /// Times a promise of theirs was carried over.
    carry: u32 = 2, Times, OurChoice, "R25";
    /// Sessions without any friction.
    smooth: u32 = 5, Sessions, OurChoice, "R26";
    /// Days in which the events before a cancellation are looked for.
    cancel_days: u32 = 60, Days, OurChoice, "R27";
    /// Hours after the end at which a record is late.
    late_hours: u32 = 48, Hours, OurChoice, "R28";
    /// Days of sessions counted where fees cannot be compared.
    share_days: u32 = 90, Days, OurChoice, "R31";
    /// Active clients from which the lower share speaks.
    top_n: u32 = 5, People, OurChoice, "R31";
    /// One client's share, among that many.
    top_n5: Share = Share(250), Share, Cited("S30"), "R31";
    /// One client's share, among fewer.
    top_small: Share = Share(500), Share, OurChoice, "R31";
    /// One pillar's share of the people still spoken with.
    pillar_share: Share = Share(600), Share, OurChoice, "R32";
    /// People below whom pillars say nothing.
    pillar_n: u32 = 5, People, OurChoice, "R32 R33";
    /// Share of people who stand in two pillars.
    overlap: Share = Share(300), Share, OurChoice, "R33";
    /// People below whom depth says nothing.
    shallow_n: u32 = 6, People, OurChoice, "R34";
    /// Share of close people below which a network is shallow.
    shallow: Share = Share(340), Share, OurChoice, "R34";
    /// Close people outside the largest pillar to lean on.
    lean_on: u32 = 2, People, OurChoice, "R35";
    /// Latest sessions in which a good telling is looked for.
    landed_sessions: u32 = 2, Sessions, OurChoice, "G01";
    /// Days of silence before they came.
    cameback_silence: u32 = 60, Days, OurChoice, "G04";
    /// Days a good moment is spoken of.
    recent: u32 = 30, Days, OurChoice, "G02 G03 G04";
    /// Promises kept in a row.
    promises: u32 = 3, Times, OurChoice, "G05";
    /// Days after which what is still true becomes one quiet line.
    quiet_days: u32 = 14, Days, OurChoice, "R11 R22 R23";
}
