//! Keeps what somebody filled in beside a missing text as a line of the session; the session asks
//! about it.

use super::Form;
use crate::intake::entry::Item;
use crate::intake::shorthand::{NOT_KNOWN, NOT_NAMED, Prefix, below, escape};

impl Form<'_> {
    /// Keeps as a line, which is asked about, what was filled in beside a text that is missing.
    pub(super) fn keep(&mut self, source: &str, line: String) {
        self.sources.push(source.to_owned());
        self.entry.add(None, line, Item::unread());
    }

    /// Keeps the permission, the landing and the intention of a telling whose text is missing.
    pub(super) fn untold(&mut self, name: &str, of: &str) {
        let (permission, words) =
            (self.fields.get(&format!("{name}-permission")), self.evidence(name, "yes"));
        let (reception, answer) =
            (self.fields.get(&format!("{name}-reception")), self.evidence(name, "answer"));
        let why = self.text(&format!("{name}-why"));
        let faulty = self.faults.iter().any(|fault| fault.field == format!("{name}-text"));
        if faulty
            || [permission, &words, reception, &answer].iter().all(|said| said.is_empty())
                && why.is_none()
        {
            return;
        }
        let tongue = self.writer.tongue();
        let tag =
            |sign: char, family: &str, code: &str, open: &str, words: &str| match (code, words) {
                ("", "") => String::new(),
                ("", words) => format!(" {sign}{open}{words}"),
                (code, words) => format!(" {sign}{}{words}", tongue.names.key(family, &code)),
            };
        let (asked, landed) = (
            tag('!', "permission", permission, NOT_NAMED, &words),
            tag('>', "reception", reception, NOT_KNOWN, &answer),
        );
        let line = format!("{}{of}{asked}{landed}", Prefix::Told.word(tongue.lang));
        self.keep(&format!("{name}-text"), below(line, Prefix::Why, why.as_ref(), tongue));
    }

    /// The words that a telling was said to rest on, in quotation marks; empty where there are
    /// none.
    fn evidence(&self, name: &str, part: &str) -> String {
        let row = self.fields.get(&format!("{name}-{part}")).trim();
        let said = Some(self.fields.get(&format!("q{row}")).trim())
            .filter(|said| !row.is_empty() && !said.is_empty());
        said.map(|said| format!("「{}」", escape(&said.replace("\r\n", "\n")))).unwrap_or_default()
    }
}
