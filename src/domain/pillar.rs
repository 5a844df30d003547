//! A pillar: a circle the consultant's people come from. Their number is free (B28).

use super::class::noun;
use super::{Id, Text};

noun! {
    /// One pillar of one consultant.
    pub struct Pillar {
        N id: Id,
        N consultant: Id,
        #[serde(default)]
        N name: Option<Text>,
        #[serde(default)]
        N name_ja: Option<Text>,
        #[serde(default)]
        N name_en: Option<Text>,
        #[serde(default)]
        N order: Option<u32>,
    }
}

impl Pillar {
    /// The name to show in a language: the one in that language, or any there is.
    pub fn label(&self, lang: super::Lang) -> Option<&Text> {
        let (first, second) = match lang {
            super::Lang::Ja => (&self.name_ja, &self.name_en),
            super::Lang::En => (&self.name_en, &self.name_ja),
        };
        first.as_ref().or(self.name.as_ref()).or(second.as_ref())
    }
}
