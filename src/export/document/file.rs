//! The consultant's own file on paper: everything, in the order of method §6.3.

mod facts;
mod insights;
mod relation;
mod work;

use super::phrase::Phrase;
use super::{Block, Document, Head, Item, LOG, Line, Section, Span, Table};
use crate::method::disclosure::{ConsultantFile, Profile};
use crate::method::{ClientFile, Day, Id, Step, Text};
use crate::words::{Words, arg};

pub(super) fn document(of: &ConsultantFile, words: &Words) -> Document {
    let made_on = of.edition.as_of;
    let pages = Pages { of, file: &of.file, phrase: Phrase::about(words, std::iter::empty()) };
    let name = words.name_on_document(&of.file.person);
    Document {
        profile: Profile::File,
        lang: words.lang(),
        title: pages.phrase.t("file-title"),
        name: pages.phrase.with("file-name", "name", &name),
        made_on: Some(made_on),
        made: pages.phrase.with("summary-made", "day", &words.date(made_on)),
        head: Head::on(&of.issuer.letterhead),
        facts: pages.cover(name),
        sections: pages.sections(),
    }
}

/// One file being written out.
struct Pages<'f> {
    of: &'f ConsultantFile,
    file: &'f ClientFile,
    phrase: Phrase<'f>,
}

impl Pages<'_> {
    fn sections(&self) -> Vec<Section> {
        let section =
            |key, heading: &str, blocks| Section::of(key, &self.phrase.t(heading), blocks);
        [
            section("person", "file-person", self.person()),
            section("status", "file-status", self.status()),
            section("staircase", "file-staircase", self.staircase()),
            section("agreements", "file-agreements", self.agreements()),
            section("wants", "file-wants", self.wants()),
            section("needs", "file-needs", self.needs()),
            section("messages", "file-messages", self.messages()),
            section("ruptures", "file-strains", self.strains()),
            section("promises", "file-promises", self.promises()),
            section("sessions", "file-sessions", self.sessions()),
            section("contacts", "file-contacts", self.contacts()),
            section("gifts", "file-gifts", self.gifts()),
            section("insights", "file-insights", self.insights()),
            section(LOG, "file-log", self.log()),
            section("retention", "file-retention", vec![self.retention()]),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    fn cover(&self, name: String) -> Vec<Line> {
        let line = |key: &str, text: String| Line { label: self.phrase.t(key), text };
        let made =
            [self.phrase.words.day(self.of.edition.as_of), self.of.issuer.consultant.clone()];
        let mut cover =
            vec![line("summary-for", name), line("summary-made-on", self.phrase.list(&made))];
        cover.extend(self.file.person.purpose.iter().map(|p| line("file-purpose", p.to_string())));
        cover
    }

    /// Years differ within a file, so that every day of it names its own.
    fn day(&self, on: Day) -> String {
        self.phrase.words.day(on)
    }

    /// A step of a machine: its day, the state it led to, and the note beside it.
    fn step<S>(&self, step: &Step<S>, state: String) -> String {
        [self.day(step.on), state, or_blank(step.note.as_ref())].join(" ").trim().to_owned()
    }

    /// The words of a quote, with how sure we are of them; empty for none.
    fn words_of(&self, id: Option<&Id>) -> String {
        let Some(quote) = id.and_then(|id| self.file.quote(id)) else { return String::new() };
        let words = Words::quoted(quote.text.as_str(), quote.lang);
        self.phrase.list(&[words, self.phrase.words.label("exactness", &quote.exactness)])
    }

    fn table(&self, head: &[&str], rows: Vec<Vec<String>>) -> Vec<Block> {
        if rows.is_empty() {
            return Vec::new();
        }
        vec![Block::Table(Table {
            head: head.iter().map(|key| self.phrase.t(key)).collect(),
            rows,
            anchor: None,
        })]
    }

    /// A recorded text with what it rests on.
    fn item(&self, text: &Text, words: impl IntoIterator<Item = Id>, from: Vec<String>) -> Item {
        let quotes = words.into_iter().filter_map(|id| self.file.quote(&id));
        Item {
            text: Some(Span::text(text)),
            words: quotes.map(|q| Span::words(&q.text, q.lang)).collect(),
            from: Some(from.into_iter().filter(|s| !s.is_empty()).collect::<Vec<_>>().join(" · ")),
        }
    }

    fn labelled(&self, key: &str, text: &str) -> String {
        self.phrase.say("file-labelled", &[("label", arg(self.phrase.t(key))), ("text", arg(text))])
    }
}

/// A text, or nothing.
fn or_blank(text: Option<&Text>) -> String {
    text.map(Text::to_string).unwrap_or_default()
}
