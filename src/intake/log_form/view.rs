//! The lines of the page in their other view, the shorthand. A line goes over only if the page says
//! the same afterwards: what has no place in the other view stays where it is, as it was typed.

mod back;
mod pen;

use super::{Line, LineKind, LogForm, Writer};
use crate::intake::entry::Entry;
use crate::intake::form::Fields;
use crate::intake::shorthand::DayPart;
use crate::method::ClientFile;

/// The field that holds in which view the lines stand.
pub const VIEW: &str = "view";

/// The value of that field while they stand in shorthand.
pub const IN_SHORTHAND: &str = "shorthand";

/// Names the two views of the lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum View {
    Lines,
    Shorthand,
}

impl View {
    /// The view that a button of the page asks for.
    pub fn asked(act: &str) -> Option<View> {
        match act {
            "lines" => Some(View::Lines),
            IN_SHORTHAND => Some(View::Shorthand),
            _ => None,
        }
    }
}

impl Fields {
    /// True while the lines stand in shorthand.
    pub fn in_shorthand(&self) -> bool {
        self.get(VIEW) == IN_SHORTHAND
    }

    /// The same page with its lines written in shorthand, below what stood there before.
    pub fn to_shorthand(&self, file: &ClientFile, writer: &Writer<'_>) -> Fields {
        let mut turned = self.clone();
        turned.set(VIEW, IN_SHORTHAND);
        let says = meaning(self, file, writer);
        let all: Vec<Line> = self.lines().into_iter().filter(|line| self.goes(*line)).collect();
        let over = |lines: &[Line]| {
            Some(pen::written(&turned, lines, file, writer))
                .filter(|page| meaning(page, file, writer) == says)
        };
        if let Some(page) = over(&all) {
            return page;
        }
        // One of them cannot be said in shorthand: the others go over one by one.
        let (mut going, mut page) = (Vec::new(), turned.clone());
        for line in all {
            going.push(line);
            match over(&going) {
                Some(next) => page = next,
                None => drop(going.pop()),
            }
        }
        page
    }

    /// The same page with the lines that are read from its shorthand. What the page has no line for
    /// stays as text.
    pub fn to_lines(&self, file: &ClientFile, writer: &Writer<'_>) -> Fields {
        let mut turned = self.clone();
        turned.set(VIEW, "");
        let says = meaning(self, file, writer);
        let same = |page: &Fields| meaning(page, file, writer) == says;
        let read = back::read(&turned, file, writer);
        read.filter(same).unwrap_or(turned)
    }

    /// True for a line that has a text and nothing that belongs to another kind.
    fn goes(&self, line: Line) -> bool {
        let written = !self.get(&line.text_field()).trim().is_empty();
        let signs = line.kind == LineKind::Sign && self.all(&line.name()).any(|v| !v.is_empty());
        (written || signs) && !self.strays(line) && !self.unturned().contains(&line)
    }
}

/// Everything a page says, in a form that two readings of it can be compared in: in which order the
/// lists were read, and from which view, is no part of it.
fn meaning(fields: &Fields, file: &ClientFile, writer: &Writer<'_>) -> (String, Vec<String>) {
    let read = LogForm::read(fields, file, writer);
    let Entry { on, session, items } = &read.entry;
    let mut said: Vec<String> = (0..items.len()).map(|i| said(&read.entry, i, DEPTH)).collect();
    said.sort();
    (format!("{on:?} {session:?}"), said)
}

/// Bounds how far the things that an item rests on are followed.
const DEPTH: usize = 3;

/// Tells what an item says, with what it rests on in place of a pointer to it.
fn said(entry: &Entry, i: usize, depth: usize) -> String {
    let Some(item) = entry.items.get(i) else { return String::new() };
    if item.is_unread() {
        return match DayPart::of(&item.typed) {
            Some(part) => format!("{:?} {} @ {}", part.prefix, part.promised(), part.day),
            None => item.typed.clone(),
        };
    }
    let mut text = format!("{:?} {:?}", item.records, item.open);
    for record in &item.records {
        text = text.replace(record.id.as_str(), "own");
    }
    for (j, other) in entry.items.iter().enumerate() {
        if let Some(id) = other.id().filter(|id| text.contains(id.as_str())) {
            let rests = depth.checked_sub(1).map(|depth| said(entry, j, depth));
            text = text.replace(id.as_str(), &rests.unwrap_or_default());
        }
    }
    text
}
