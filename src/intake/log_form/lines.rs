//! The page as one list of lines, each of one kind, in the order they were written. The fields of a
//! line are named by the list that its kind is read from; a line that is to be of another kind goes
//! over to that list before anything is read.

use serde::{Deserialize, Serialize};

use super::{HELD_PARTS, MARK_PARTS, TOLD_PARTS};
use crate::intake::form::{Fields, MAX_ROWS, row_name};
use crate::method::{code, from_code};

/// The field that holds the order of the lines, as their names with spaces between them.
pub const ORDER: &str = "order";

/// Names the kind of a line of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineKind {
    /// Words of theirs.
    Said,
    /// Their topic, where no words of theirs say it.
    Topic,
    Told,
    Held,
    /// A promise of theirs.
    Theirs,
    /// A promise of ours.
    Ours,
    Sign,
    /// The private note: there is one, so a line of this kind is added to it.
    Note,
}

impl LineKind {
    pub const ALL: [LineKind; 8] = [
        LineKind::Said,
        LineKind::Topic,
        LineKind::Told,
        LineKind::Held,
        LineKind::Theirs,
        LineKind::Ours,
        LineKind::Sign,
        LineKind::Note,
    ];

    /// The list that lines of this kind are read from.
    pub fn list(self) -> &'static str {
        match self {
            LineKind::Said => "q",
            LineKind::Topic => "topic",
            LineKind::Told => "tn",
            LineKind::Held => "m",
            LineKind::Theirs => "theirs",
            LineKind::Ours => "ours",
            LineKind::Sign => "sign",
            LineKind::Note => "note",
        }
    }

    /// True for a list whose rows all carry their number.
    pub fn numbered(self) -> bool {
        matches!(self, LineKind::Said | LineKind::Theirs | LineKind::Ours)
    }

    /// True for what a session holds once.
    fn single(self) -> bool {
        matches!(self, LineKind::Topic | LineKind::Note)
    }

    /// The part that holds the text; empty where the line's own name does.
    pub fn text(self) -> &'static str {
        match self {
            LineKind::Told | LineKind::Held => "text",
            LineKind::Sign => "seen",
            LineKind::Said
            | LineKind::Topic
            | LineKind::Theirs
            | LineKind::Ours
            | LineKind::Note => "",
        }
    }

    /// The parts that say something, even without a text.
    fn parts(self) -> Vec<&'static str> {
        match self {
            LineKind::Said => [&["", "topic", "covered"][..], &MARK_PARTS].concat(),
            LineKind::Told => TOLD_PARTS.to_vec(),
            LineKind::Held => HELD_PARTS.to_vec(),
            LineKind::Theirs | LineKind::Ours => vec!["", "due"],
            LineKind::Sign => vec!["", "seen", "before"],
            LineKind::Topic | LineKind::Note => vec![""],
        }
    }

    /// The parts that a line takes along when it becomes one of this kind, as the line that has all
    /// of them names them: `for` is the need of what is held, `sign` the signs themselves.
    fn taken(self) -> &'static [&'static str] {
        match self {
            LineKind::Said => &["exact", "w", "n", "a", "b", "how", "topic", "covered"],
            LineKind::Told => &["why", "permission", "reception", "yes", "answer"],
            LineKind::Held => &["why", "guess", "interest", "for"],
            LineKind::Theirs | LineKind::Ours => &["due"],
            LineKind::Sign => &["sign", "before"],
            LineKind::Topic | LineKind::Note => &[],
        }
    }
}

/// The answers that a line of their words has no place for, and a line of another kind has.
const STRAY: [&str; 10] =
    ["why", "permission", "reception", "yes", "answer", "guess", "interest", "for", "due", "sign"];

/// The parts in which somebody writes, beside the text itself.
const WRITTEN: [&str; 6] = ["want", "need", "why", "guess", "due", "before"];

/// One line: its kind, and its row in the list of that kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Line {
    pub kind: LineKind,
    pub row: usize,
}

impl Line {
    pub fn new(kind: LineKind, row: usize) -> Line {
        Line { kind, row }
    }

    /// The line that has this name: `q0`, `tn`, `tn1`, `topic`.
    pub fn named(name: &str) -> Option<Line> {
        let list = name.trim_end_matches(|c: char| c.is_ascii_digit());
        let kind = LineKind::ALL.into_iter().find(|kind| kind.list() == list)?;
        let line = match name.get(list.len()..)? {
            "" => Line::new(kind, 0),
            no => Line::new(kind, no.parse().ok()?),
        };
        (line.name() == name).then_some(line)
    }

    pub fn name(self) -> String {
        let list = self.kind.list();
        match self.kind {
            _ if self.kind.single() => list.to_owned(),
            _ if self.kind.numbered() => format!("{list}{}", self.row),
            _ => row_name(list, self.row),
        }
    }

    /// The field of one part; of the empty part, the line's own.
    pub fn field(self, part: &str) -> String {
        if part.is_empty() { self.name() } else { format!("{}-{part}", self.name()) }
    }

    /// The field that holds the text.
    pub fn text_field(self) -> String {
        self.field(self.kind.text())
    }
}

impl Fields {
    /// The lines that say something, in the order in which they were written; those of which the
    /// order is not known come last, kind by kind. A line that has only been given its kind is
    /// among them.
    pub fn lines(&self) -> Vec<Line> {
        let known = self.get(ORDER).split_whitespace().filter_map(Line::named);
        let mut lines: Vec<Line> = Vec::new();
        for line in known.take(LineKind::ALL.len() * MAX_ROWS) {
            let kept = line.kind != LineKind::Said && !line.kind.single() || self.says(line);
            if kept && line.kind != LineKind::Note && !lines.contains(&line) {
                lines.push(line);
            }
        }
        let kinds = [
            LineKind::Topic,
            LineKind::Said,
            LineKind::Told,
            LineKind::Sign,
            LineKind::Held,
            LineKind::Ours,
            LineKind::Theirs,
        ];
        for kind in kinds {
            let rest = (0..self.rows_of(kind)).map(|row| Line::new(kind, row));
            let rest: Vec<Line> =
                rest.filter(|line| !lines.contains(line) && self.says(*line)).collect();
            lines.extend(rest);
        }
        lines
    }

    /// Counts the rows of a kind, up to the last that says something.
    pub fn rows_of(&self, kind: LineKind) -> usize {
        let mut parts = kind.parts();
        if kind == LineKind::Said {
            parts.extend(STRAY);
            parts.push("before");
        }
        let rows = self.rows_with(kind.list(), &parts);
        let first = !kind.numbered() && self.says(Line::new(kind, 0));
        rows.max(usize::from(first))
    }

    /// The first rows of a list, in the order in which the page has them.
    pub(super) fn in_order(&self, kind: LineKind, rows: usize) -> Vec<usize> {
        let written = self.lines().into_iter().filter(|line| line.kind == kind);
        let mut order: Vec<usize> =
            written.map(|line| line.row).filter(|row| *row < rows).collect();
        let rest: Vec<usize> = (0..rows).filter(|row| !order.contains(row)).collect();
        order.extend(rest);
        order
    }

    /// True if something was written or chosen in the line.
    pub fn says(&self, line: Line) -> bool {
        let written = |part: &&str| self.all(&line.field(part)).any(|v| !v.trim().is_empty());
        let covered = line.kind == LineKind::Topic
            && !self.get("covered").is_empty()
            && self.marked_topics().is_empty();
        covered || line.kind.parts().iter().any(written) || self.strays(line)
    }

    /// True if something was answered that a line of their words has no place for.
    pub fn strays(&self, line: Line) -> bool {
        let answered = |part: &str| self.all(&line.field(part)).any(|v| !v.trim().is_empty());
        line.kind == LineKind::Said && (STRAY.into_iter().any(answered) || answered("before"))
    }

    /// The lines of their words that say what they came to talk about.
    pub fn marked_topics(&self) -> Vec<Line> {
        let rows = (0..self.rows_with("q", &["topic"])).map(|row| Line::new(LineKind::Said, row));
        rows.filter(|line| {
            self.ticked(&line.field("topic"), "1") && !self.get(&line.name()).trim().is_empty()
        })
        .collect()
    }

    /// Reads how far it was talked over from a line of their words; a marked one comes first.
    fn covered_beside(&self) -> Option<String> {
        let rows = 0..self.rows_with("q", &["covered"]);
        let said = rows.map(|row| Line::new(LineKind::Said, row));
        let all = self.marked_topics().into_iter().chain(said);
        let found = all.map(|line| self.get(&line.field("covered"))).find(|v| !v.is_empty());
        found.map(str::to_owned)
    }

    /// The fields with the topic as the marked lines say it, below one that was written by itself.
    pub(super) fn with_marked_topic(&self) -> Fields {
        let mut fields = self.clone();
        let marked = self.marked_topics();
        let said = marked.iter().map(|line| unquoted(self.get(&line.name()).trim()).to_owned());
        let own = Some(self.get("topic").trim().to_owned()).filter(|own| !own.is_empty());
        let mut topics: Vec<String> = own.into_iter().chain(said).collect();
        topics.dedup();
        if !marked.is_empty() {
            fields.set("topic", topics.join("\n"));
        }
        if let Some(covered) = self.covered_beside() {
            fields.set("covered", covered);
        }
        fields
    }

    /// Gives each line the kind that was chosen for it. A line of which something written would
    /// have no place then stays as it is, and the choice stays in its field: reading it is a fault.
    pub fn turn(&mut self) {
        let chosen = |(name, value): (&str, &str)| {
            let line = Line::named(name.strip_suffix("-kind")?)?;
            Some((line, from_code::<LineKind>(value)))
        };
        let chosen: Vec<(Line, Option<LineKind>)> = self.pairs().filter_map(chosen).collect();
        for (line, kind) in chosen {
            match kind {
                Some(kind) if kind != line.kind => self.turn_one(line, kind),
                _ => self.retain(|name| name != line.field("kind")),
            }
        }
    }

    fn turn_one(&mut self, line: Line, kind: LineKind) {
        let part_of = |name: &str| -> Option<String> {
            let rest = name.strip_prefix(&line.name())?;
            if rest.is_empty() {
                return Some(String::new());
            }
            rest.strip_prefix('-').map(str::to_owned)
        };
        let own: Vec<(String, String)> =
            self.pairs().filter_map(|(n, v)| Some((part_of(n)?, v.to_owned()))).collect();
        let stranded = |(part, value): &(String, String)| {
            let written = WRITTEN.contains(&part.as_str()) && *part != line.kind.text();
            written && !value.trim().is_empty() && !kind.taken().contains(&part.as_str())
        };
        if own.iter().any(stranded) {
            return;
        }
        let text = self.get(&line.text_field()).to_owned();
        let mut names: Vec<String> = self.lines().into_iter().map(Line::name).collect();
        if !names.contains(&line.name()) {
            names.push(line.name());
        }
        let ordered = names.join(" ");
        let to = Line::new(kind, self.free(kind, &ordered));
        self.retain(|name| part_of(name).is_none());
        if kind.single() {
            let above = self.get(&to.name()).trim_end().to_owned();
            let joined = [above, text].into_iter().filter(|part| !part.trim().is_empty());
            let joined: Vec<String> = joined.collect();
            self.set(&to.name(), joined.join("\n"));
        } else {
            self.set(&to.text_field(), text);
        }
        for (part, value) in own {
            let name = match (kind, part.as_str()) {
                (LineKind::Sign, "sign") => to.name(),
                (LineKind::Held, "for") => to.field("need"),
                (_, part) if kind.taken().contains(&part) => to.field(part),
                _ => continue,
            };
            self.add(name, value);
        }
        for name in names.iter_mut().filter(|name| **name == line.name()) {
            *name = to.name();
        }
        self.set(ORDER, names.join(" "));
    }

    /// The first row of a list that no line has, nor a line that was only given its kind.
    fn free(&self, kind: LineKind, ordered: &str) -> usize {
        let listed = ordered.split_whitespace().filter_map(Line::named);
        let listed = listed.filter(|line| line.kind == kind).map(|line| line.row + 1).max();
        self.rows_of(kind).max(listed.unwrap_or(0)).min(MAX_ROWS)
    }

    /// The lines of their words with answers that belong to another kind.
    pub(super) fn astray(&self) -> Vec<Line> {
        let rows = (0..self.rows_of(LineKind::Said)).map(|row| Line::new(LineKind::Said, row));
        let unturned = self.unturned();
        rows.filter(|line| self.strays(*line) && !unturned.contains(line)).collect()
    }

    /// The lines whose kind could not be changed.
    pub(super) fn unturned(&self) -> Vec<Line> {
        let line = |(name, value): (&str, &str)| {
            let line = Line::named(name.strip_suffix("-kind")?)?;
            let kind = from_code::<LineKind>(value)?;
            (code(&kind) != code(&line.kind)).then_some(line)
        };
        self.pairs().filter_map(line).collect()
    }
}

/// Words without the marks one may have typed around them: stored text has no marks.
pub(super) fn unquoted(text: &str) -> &str {
    let pairs = [('「', '」'), ('“', '”'), ('"', '"')];
    let inner =
        pairs.iter().find_map(|(open, close)| text.strip_prefix(*open)?.strip_suffix(*close));
    inner.filter(|s| !s.contains(['「', '」', '“', '”', '"'])).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(pairs: &[(&str, &str)]) -> Fields {
        Fields::of(pairs.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect())
    }

    fn names(fields: &Fields) -> Vec<String> {
        fields.lines().into_iter().map(Line::name).collect()
    }

    #[test]
    fn lines_keep_the_order_in_which_they_were_written() {
        let typed = fields(&[
            ("q0", "one"),
            ("q1", "two"),
            ("q2", ""),
            ("tn-text", "told"),
            ("ours0", "ours"),
            ("sign", "fell_silent"),
            (ORDER, "q1 tn q0 q0 nonsense q7"),
        ]);
        assert_eq!(names(&typed), ["q1", "tn", "q0", "sign", "ours0"]);
        assert_eq!(names(&typed.without(&[ORDER])), ["q0", "q1", "tn", "sign", "ours0"]);
    }

    #[test]
    fn a_line_of_another_kind_takes_its_place_in_the_list_of_that_kind() {
        let mut typed = fields(&[
            ("tn-text", "first"),
            ("q0", "theirs"),
            ("q1", "ours to tell"),
            ("q1-kind", "told"),
            ("q1-permission", "permitted"),
            ("q1-yes", "0"),
            ("q1-why", "so that"),
            ("q1-w", "1"),
            ("q2", "a look away"),
            ("q2-kind", "sign"),
            ("q2-sign", "fell_silent"),
            ("q2-sign", "heart_closed"),
            ("q3", "for me alone"),
            ("q3-kind", "note"),
            ("note", "above"),
            ("q4", ""),
            ("q4-kind", "ours"),
            (ORDER, "q0 q1 tn q2"),
        ]);
        typed.turn();
        let want = [
            ("tn1-text", "ours to tell"),
            ("tn1-permission", "permitted"),
            ("tn1-yes", "0"),
            ("tn1-why", "so that"),
            ("sign-seen", "a look away"),
            ("note", "above\nfor me alone"),
            ("q1", ""),
            ("q1-w", ""),
        ];
        for (name, value) in want {
            assert_eq!(typed.get(name), value, "{name}: {typed:?}");
        }
        assert_eq!(typed.all("sign").collect::<Vec<_>>(), ["fell_silent", "heart_closed"]);
        // A line that has only its kind so far is there to be written.
        assert_eq!(names(&typed), ["q0", "tn1", "tn", "sign", "ours0"]);
        let once = typed.clone();
        typed.turn();
        assert_eq!(typed, once, "turning again changes nothing");
    }

    #[test]
    fn a_line_keeps_its_place_where_no_order_was_noted() {
        let mut typed = fields(&[
            ("q0", "first"),
            ("q1", "told"),
            ("q1-kind", "told"),
            ("q2", "last"),
            ("q3", "a promise"),
            ("q3-kind", "ours"),
        ]);
        typed.turn();
        assert_eq!(names(&typed), ["q0", "tn", "q2", "ours0"]);
    }

    #[test]
    fn a_line_that_would_lose_what_was_written_beside_it_stays() {
        let mut typed = fields(&[("q0", "words"), ("q0-want", "a want"), ("q0-kind", "ours")]);
        let before = typed.clone();
        typed.turn();
        assert_eq!(typed, before);
        assert_eq!(typed.unturned(), [Line::new(LineKind::Said, 0)]);
    }

    #[test]
    fn every_line_is_found_by_its_name() {
        for kind in LineKind::ALL {
            for row in [0, 1, 12] {
                let line = Line::new(kind, if kind.single() { 0 } else { row });
                assert_eq!(Line::named(&line.name()), Some(line));
            }
        }
        for name in ["", "q", "q01", "tn0", "theirs", "x3", "key"] {
            assert_eq!(Line::named(name), None, "{name}");
        }
    }

    #[test]
    fn marked_words_are_the_topic() {
        let typed = fields(&[
            ("q0", "「the name」"),
            ("q0-topic", "1"),
            ("q0-covered", "partly"),
            ("q1", "and the price"),
            ("q1-topic", "1"),
        ]);
        let read = typed.with_marked_topic();
        assert_eq!((read.get("topic"), read.get("covered")), ("the name\nand the price", "partly"));
        assert!(!names(&typed).contains(&"topic".to_owned()));
        assert_eq!(names(&fields(&[("covered", "yes")])), ["topic"]);
    }
}
