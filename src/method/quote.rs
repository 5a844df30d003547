//! A quote: words kept as said. The only thing that moves the client's side (method §3.1).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::method::class::noun;
use crate::method::{Day, Id, Text};

/// Names who spoke.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Speaker {
    Client,
    Consultant,
}

/// Names how sure the consultant is of the wording.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Exactness {
    Verbatim,
    Near,
    Gist,
}

/// The language of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Lang {
    #[default]
    Ja,
    En,
}

impl Lang {
    /// The BCP 47 tag.
    pub fn tag(self) -> &'static str {
        match self {
            Lang::Ja => "ja",
            Lang::En => "en",
        }
    }

    /// The language a text is most likely in: Japanese if it has kana or kanji.
    pub fn of(text: &str) -> Lang {
        let japanese = |c: char| matches!(c, '\u{3040}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}');
        if text.chars().any(japanese) { Lang::Ja } else { Lang::En }
    }
}

noun! {
    /// Words of one speaker, said in a session or in a contact: exactly one of the two (method
    /// §3.1, §3.2).
    pub struct Quote {
        S id: Id,
        #[serde(default)]
        S session: Option<Id>,
        #[serde(default)]
        P contact: Option<Id>,
        S speaker: Speaker,
        W text: Text,
        S lang: Lang,
        S exactness: Exactness,
        #[serde(default)]
        S confirmed_by_client_on: Option<Day>,
        /// The day on which words of a signed session were remembered and written down: they count
        /// from then on, and only in substance (method §3.9).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        P recalled_on: Option<Day>,
    }
}
