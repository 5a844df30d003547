//! The names of values: code, key and the label in either language. The labels themselves stand
//! elsewhere and are handed in once, so that no text of the interface stands here.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::lex::fold;
use crate::method::{Lang, code, from_code};

/// The families of values a line can name, each in the order of its keys (method §7).
const FAMILIES: [(&str, &[&str]); 19] = [
    ("session-kind", &["session", "first_meeting"]),
    (
        "session-status",
        &["held", "cancelled_by_client", "cancelled_by_us", "no_show", "rescheduled_by_client"],
    ),
    ("mode", &["online", "visit", "office", "phone", "event", "other"]),
    ("initiator", &["them", "us", "agreed"]),
    ("session-role", &["coach", "consultant", "mentor", "trainer", "supervisor"]),
    ("pay", &["paid", "pro_bono", "barter", "peer", "internal", "third_party"]),
    ("covered", &["yes", "partly", "no"]),
    ("checkout", &["yes", "partly", "no", "not_asked"]),
    ("closing", &["dated", "courtesy", "none"]),
    ("exactness", &["verbatim", "near", "gist"]),
    ("speaker", &["client", "consultant"]),
    ("agreement-move", &["sought", "given", "declined", "withdrawn", "renewed"]),
    ("agreement-origin", &["sought", "volunteered"]),
    ("need-basis", &["inference", "hint", "said"]),
    ("need-kind", &["functional", "emotional", "social"]),
    ("permission", &["solicited", "permitted", "unasked", "imposed"]),
    ("reception", &["received", "thinking", "pushed_back", "burdened", "closed"]),
    ("family", &["withdrawal", "confrontation"]),
    (
        "sign",
        &[
            "heart_closed",
            "fell_silent",
            "short_answers",
            "changed_subject",
            "went_abstract",
            "quick_agreement",
            "laughed_off",
            "vague_next",
            "not_that_topic",
            "objects_to_approach",
            "doubts_progress",
            "complains_terms",
            "refuses",
        ],
    ),
];

/// Families of which no line takes a key: a figure there would be part of the text.
const STATES: [(&str, &[&str]); 5] = [
    ("want-state", &["open", "answered", "deferred", "declined", "done", "withdrawn"]),
    ("need-state", &["hypothesis", "voiced", "acknowledged", "addressed", "rejected", "let_go"]),
    ("message-state", &["held", "planned", "dropped"]),
    ("promise-state", &["carried", "done", "missed", "renegotiated", "dropped"]),
    ("strain-state", &["named", "explored", "repaired", "ended_unrepaired"]),
];

/// Labels of before, which are still read: a family, its code, and how it was written.
const FORMER: [(&str, &str, &str); 4] = [
    ("session-status", "cancelled_by_client", "お客さまから取りやめ"),
    ("session-status", "cancelled_by_us", "こちらから取りやめ"),
    ("session-status", "no_show", "来られなかった"),
    ("session-status", "rescheduled_by_client", "お客さまから変更"),
];

/// Every value that a line can name, with its labels.
pub struct Names {
    values: Vec<Value>,
}

struct Value {
    family: &'static str,
    code: &'static str,
    ja: String,
    en: String,
    /// All spellings, folded.
    spellings: Vec<String>,
}

impl Names {
    /// `label` gives the label of a family's value, by its code, in a language.
    pub fn new(label: impl Fn(Lang, &str, &str) -> String) -> Names {
        let mut values = Vec::new();
        for (family, codes) in FAMILIES.into_iter().chain(STATES) {
            for (i, code) in codes.iter().enumerate() {
                let (ja, en) = (label(Lang::Ja, family, code), label(Lang::En, family, code));
                let key = FAMILIES.iter().any(|(f, _)| *f == family).then(|| (i + 1).to_string());
                let spellings =
                    [Some(spelling(code)), Some(spelling(&ja)), Some(spelling(&en)), key];
                let former = FORMER.iter().filter(|(f, c, _)| *f == family && c == code);
                let former = former.map(|(.., written)| spelling(written));
                values.push(Value {
                    family,
                    code,
                    ja,
                    en,
                    spellings: spellings.into_iter().flatten().chain(former).collect(),
                });
            }
        }
        Names { values }
    }

    /// The value of a family that is written so.
    pub(super) fn read<T: DeserializeOwned>(&self, family: &str, word: &str) -> Option<T> {
        let word = spelling(word);
        let hit = |v: &&Value| v.family == family && v.spellings.contains(&word);
        self.values.iter().find(hit).and_then(|v| from_code(v.code))
    }

    /// The labels of a family, in the order of its keys.
    pub(super) fn labels(&self, family: &str, lang: Lang) -> Vec<String> {
        let label = |v: &Value| if lang == Lang::Ja { v.ja.clone() } else { v.en.clone() };
        self.values.iter().filter(|v| v.family == family).map(label).collect()
    }

    /// A value by its label.
    pub(crate) fn label(&self, family: &str, value: &impl Serialize, lang: Lang) -> String {
        let code = code(value);
        let label =
            self.values.iter().find(|v| v.family == family && v.code == code).map(|v| match lang {
                Lang::Ja => &v.ja,
                Lang::En => &v.en,
            });
        label.cloned().unwrap_or(code)
    }

    /// A value by its label, in one word.
    pub(crate) fn word(&self, family: &str, value: &impl Serialize, lang: Lang) -> String {
        self.label(family, value, lang).split_whitespace().collect::<Vec<_>>().join("-")
    }

    /// A value by its key.
    pub(crate) fn key(&self, family: &str, value: &impl Serialize) -> usize {
        let code = code(value);
        let of_family = |v: &&Value| v.family == family;
        self.values.iter().filter(of_family).position(|v| v.code == code).map_or(0, |at| at + 1)
    }
}

/// Spaces, dashes and underscores make no difference.
fn spelling(word: &str) -> String {
    fold(word).chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '_')).collect()
}
