//! Holds what the rules say with the evidence of each, what was set aside, and the log of the file
//! (method §6.3).

use super::Pages;
use crate::export::document::{Block, Item, Span};
use crate::method::disclosure::{About, Deed, PutAside};
use crate::method::insight::{Dismissal, Finding};
use crate::words::KnownNames;

impl Pages<'_> {
    /// The insights as they stand on the day of the edition, then what was said about insights
    /// before.
    pub(super) fn insights(&self) -> Vec<Block> {
        let mut blocks: Vec<Block> =
            self.of.findings.iter().map(|finding| self.finding(finding).block()).collect();
        let head = [
            "file-col-day",
            "file-col-insight",
            "file-col-aside",
            "file-col-reason",
            "file-col-who",
        ];
        blocks.extend(
            self.table(
                &head,
                self.of.history.asides.iter().map(|aside| self.aside(aside)).collect(),
            ),
        );
        blocks
    }

    /// The sentence, and the days and words it rests on.
    fn finding(&self, finding: &Finding) -> Item {
        let (words, insight) = (self.phrase.words, &finding.insight);
        let text =
            words.insight_text(insight, KnownNames { people: &[&self.file.person], pillars: &[] });
        let title = words.insight_title(insight.rule);
        let mut days: Vec<String> = finding.trail.iter().map(|trace| self.day(trace.on)).collect();
        days.dedup();
        // Words that the sentence itself says are not said again.
        let said = finding
            .trail
            .iter()
            .filter_map(|trace| trace.said.as_ref())
            .filter(|s| !text.contains(s.text.as_str()));
        let evidence =
            (!days.is_empty()).then(|| self.labelled("term-evidence", &self.phrase.list(&days)));
        Item {
            words: said.map(|s| Span::words(&s.text, s.lang)).collect(),
            from: Some(std::iter::once(title).chain(evidence).collect::<Vec<_>>().join(" · ")),
            text: Some(Span { lang: words.lang(), text }),
        }
    }

    fn aside(&self, put: &PutAside) -> Vec<String> {
        let (what, reason) = match &put.aside {
            Dismissal::Dismissed { reason, .. } => (self.phrase.t("file-dismissed"), Some(reason)),
            Dismissal::Snoozed { until, reason } => {
                (self.phrase.with("file-snoozed", "day", &self.day(*until)), reason.as_ref())
            }
            Dismissal::Recalled => (self.phrase.t("file-recalled"), None),
        };
        vec![
            self.day(put.on),
            self.phrase.words.insight_title(put.rule),
            what,
            super::or_blank(reason),
            put.by.clone(),
        ]
    }

    /// Tells who did what with the file, and when.
    pub(super) fn log(&self) -> Vec<Block> {
        let head = ["file-col-day", "file-col-who", "file-col-act", "file-col-about"];
        self.table(&head, self.of.history.deeds.iter().map(|deed| self.deed(deed)).collect())
    }

    fn deed(&self, deed: &Deed) -> Vec<String> {
        let words = self.phrase.words;
        let key = crate::words::label_key("audit", &deed.act);
        let about = match &deed.about {
            About::Export(profile, format) => {
                self.phrase.list(&[words.label("profile", profile), words.label("format", format)])
            }
            About::Colleague(name) => name.clone(),
            About::Rule(rule) => words.insight_title(*rule),
            About::Other(detail) => detail.clone(),
        };
        let act = if words.has(&key) { words.label("audit", &deed.act) } else { deed.act.clone() };
        vec![
            format!("{} {}", self.day(deed.at.date()), words.time(deed.at)),
            deed.by.clone(),
            act,
            about,
        ]
    }
}
