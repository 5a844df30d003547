//! The lines of the page, written in shorthand.

use std::collections::HashMap;
use std::fmt::Write;

use super::super::lines::unquoted;
use super::super::{Line, LineKind, ORDER, Writer};
use crate::intake::form::Fields;
use crate::intake::shorthand::{
    Context, Kind, NOT_KNOWN, NOT_NAMED, Numbers, Prefix, escape, interest, parse,
};
use crate::method::session::{Covered, SessionField};
use crate::method::{
    ClientFile, Exactness, NeedState, Permission, Reception, Sign, StrainState, WantState,
    from_code,
};

/// The page with these lines in its shorthand and no longer among its lines.
pub(super) fn written(
    fields: &Fields,
    lines: &[Line],
    file: &ClientFile,
    writer: &Writer<'_>,
) -> Fields {
    let above = fields.get("short").trim_end();
    let context = Context { file, day: writer.today, habit: writer.habit, names: writer.names };
    let numbers = Numbers::of(file).with(&parse(above, &context).entry);
    let mut pen = Pen {
        fields,
        writer,
        counted: [Kind::Quote, Kind::Need].map(|kind| (kind, numbers.count(kind))).into(),
        numbers: HashMap::new(),
        alone: above.is_empty(),
        nearest: false,
        declined: Vec::new(),
        topic: false,
        out: String::new(),
    };
    for line in lines.iter().filter(|line| line.kind == LineKind::Said) {
        let number = pen.count(Kind::Quote);
        pen.numbers.insert(line.row, number);
    }
    lines.iter().for_each(|line| pen.line(*line));
    let short = [above, pen.out.trim_end()].join("\n");
    let mut page = fields.clone();
    lines.iter().for_each(|line| page.take_out(*line));
    page.set("short", short.trim_start_matches('\n'));
    page
}

impl Fields {
    /// Takes a line out of the page, with everything that was answered about it.
    fn take_out(&mut self, line: Line) {
        let (own, parts) = (line.name(), format!("{}-", line.name()));
        let covered = line.kind == LineKind::Topic;
        self.retain(|name| {
            name != own && !name.starts_with(&parts) && !(covered && name == "covered")
        });
        let left = self.get(ORDER).split_whitespace().filter(|name| *name != own);
        let left: Vec<&str> = left.collect();
        let left = left.join(" ");
        self.set(ORDER, left);
    }
}

struct Pen<'p> {
    fields: &'p Fields,
    writer: &'p Writer<'p>,
    /// Counts the things of a kind that stand in the file and the text so far.
    counted: HashMap<Kind, usize>,
    /// The number of each line of words.
    numbers: HashMap<usize, usize>,
    /// True if no other text stands above, on which a line could rest without saying so.
    alone: bool,
    /// True if words of theirs stand above.
    nearest: bool,
    declined: Vec<&'static str>,
    /// True once the topic is written.
    topic: bool,
    out: String,
}

impl Pen<'_> {
    fn line(&mut self, line: Line) {
        match line.kind {
            LineKind::Said => self.said(line),
            LineKind::Topic => self.topic(),
            LineKind::Told => self.told(line),
            LineKind::Held => self.held(line),
            LineKind::Theirs => self.promise(line, Prefix::Theirs),
            LineKind::Ours => self.promise(line, Prefix::Ours),
            LineKind::Sign => self.sign(line),
            LineKind::Note => {}
        }
    }

    fn put(&mut self, prefix: Prefix, number: &str, body: &str) {
        let word = prefix.word(self.writer.lang);
        // Writing to a String cannot fail.
        let _ = writeln!(self.out, "{word}{number}: {}", body.trim());
    }

    fn count(&mut self, kind: Kind) -> usize {
        let counted = self.counted.entry(kind).or_default();
        *counted += 1;
        *counted
    }

    fn number(&self, kind: Kind, n: usize) -> String {
        format!(" #{}{n}", kind.letter(self.writer.lang))
    }

    fn words(&self, row: Option<usize>) -> Option<String> {
        let n = self.numbers.get(&row?)?;
        Some(self.number(Kind::Quote, *n))
    }

    fn value(&self, line: Line, part: &str) -> &str {
        self.fields.get(&line.field(part)).trim()
    }

    fn text(&self, line: Line, part: &str) -> String {
        escape(self.value(line, part).replace("\r\n", "\n").as_str())
    }

    fn ticked(&self, line: Line, part: &str) -> bool {
        self.fields.ticked(&line.field(part), "1")
    }

    fn word(&self, family: &str, value: &impl serde::Serialize) -> String {
        self.writer.names.word(family, value, self.writer.lang)
    }

    /// The topic, once, where the first line that says it stands.
    fn topic(&mut self) {
        if std::mem::replace(&mut self.topic, true) {
            return;
        }
        let whole = self.fields.with_marked_topic();
        let covered = from_code::<Covered>(whole.get("covered"));
        let covered = covered.map(|how| format!(" ={}", self.word("covered", &how)));
        let topic = escape(&whole.get("topic").trim().replace("\r\n", "\n"));
        self.put(
            Prefix::Field(SessionField::Topic),
            "",
            &format!("{topic}{}", covered.unwrap_or_default()),
        );
    }

    fn said(&mut self, line: Line) {
        if self.ticked(line, "topic") {
            self.topic();
        }
        let text = self.value(line, "").replace("\r\n", "\n");
        let text = escape(unquoted(&text));
        let exact = from_code::<Exactness>(self.value(line, "exact"));
        let exact = exact.map(|how| format!(" ~{}", self.word("exactness", &how)));
        self.put(Prefix::Quote, "", &format!("{text}{}", exact.unwrap_or_default()));
        self.nearest = true;
        let own = self.words(Some(line.row)).unwrap_or_default();
        let need = self.marked(line, ("n", "need"), &text).map(|need| {
            let n = self.count(Kind::Need);
            self.put(Prefix::Need, "", &format!("{need}{own}"));
            self.number(Kind::Need, n)
        });
        if let Some(want) = self.marked(line, ("w", "want"), &text) {
            self.put(Prefix::Want, "", &format!("{want}{}", need.unwrap_or_default()));
        }
        for (part, prefix) in [("a", Prefix::Conversation), ("b", Prefix::Consultation)] {
            if self.ticked(line, part) {
                self.agreement(line, (part, prefix), &own);
            }
        }
        self.movement(line, &own);
    }

    /// The text of a mark: as typed, or the words themselves where it is ticked.
    fn marked(&self, line: Line, (tick, part): (&str, &str), said: &str) -> Option<String> {
        let typed = self.text(line, part);
        let own = self.ticked(line, tick).then(|| said.to_owned());
        Some(typed).filter(|typed| !typed.is_empty()).or(own)
    }

    fn agreement(&mut self, line: Line, (part, prefix): (&'static str, Prefix), own: &str) {
        let declined = self.value(line, "how") == "declined";
        let event = match self.value(line, "how") {
            "declined" => "?".to_owned(),
            "withdrawn" => {
                format!(
                    "={}",
                    self.word("agreement-move", &crate::method::AgreementMove::Withdrawn)
                )
            }
            _ => String::new(),
        };
        // After a no of the same kind the words have to be named.
        let named = (!self.alone || self.declined.contains(&part)) && !declined;
        if declined {
            self.declined.push(part);
        }
        self.put(prefix, "", &format!("{event}{}", if named { own } else { "" }));
    }

    /// The step of something recorded before.
    fn movement(&mut self, line: Line, own: &str) {
        let moved = self.value(line, "move").to_owned();
        let mut parts = moved.splitn(3, '.');
        let (Some(noun), Some(no), Some(to)) = (parts.next(), parts.next(), parts.next()) else {
            return;
        };
        let (names, lang) = (self.writer.names, self.writer.lang);
        let (prefix, label) = match noun {
            "need" => (
                Prefix::Need,
                from_code::<NeedState>(to).map(|to| names.label("need-state", &to, lang)),
            ),
            "want" => (
                Prefix::Want,
                from_code::<WantState>(to).map(|to| names.label("want-state", &to, lang)),
            ),
            _ => (
                Prefix::Strain,
                from_code::<StrainState>(to).map(|to| names.label("strain-state", &to, lang)),
            ),
        };
        if let Some(label) = label {
            self.put(prefix, &format!("#{no}"), &format!("{label}{own}"));
        }
    }

    fn told(&mut self, line: Line) {
        let row = |part: &str| self.value(line, part).parse::<usize>().ok();
        let (asked, landed) = (self.words(row("yes")), self.words(row("answer")));
        let names = self.writer.names;
        let permission = from_code::<Permission>(self.value(line, "permission"));
        // Without a number the nearest words above would be taken for it.
        let implied = permission.is_some_and(|p| p != Permission::Unasked);
        let none = implied && (self.nearest || !self.alone);
        let asked = asked.or_else(|| none.then(|| " #-".to_owned()));
        let permission = match (permission, asked) {
            (None, None) => String::new(),
            (None, Some(words)) => format!(" !{NOT_NAMED}{words}"),
            (Some(permission), words) => {
                format!(" !{}{}", names.key("permission", &permission), words.unwrap_or_default())
            }
        };
        let reception = match (from_code::<Reception>(self.value(line, "reception")), landed) {
            (None, None) => String::new(),
            (None, Some(words)) => format!(" >{NOT_KNOWN}{words}"),
            (Some(reception), words) => {
                format!(" >{}{}", names.key("reception", &reception), words.unwrap_or_default())
            }
        };
        let text = self.text(line, "text");
        self.put(Prefix::Told, "", &format!("{text}{permission}{reception}"));
        self.below(line, "why", Prefix::Why);
    }

    fn held(&mut self, line: Line) {
        let guess = self.text(line, "guess");
        let need = if guess.is_empty() {
            let known = self.value(line, "need").parse::<usize>().ok();
            known.map(|no| self.number(Kind::Need, no))
        } else {
            let n = self.count(Kind::Need);
            self.put(Prefix::Need, "", &guess);
            Some(self.number(Kind::Need, n))
        };
        let own = self.ticked(line, "interest");
        let interest = if own { interest(self.writer.lang) } else { String::new() };
        let text = self.text(line, "text");
        self.put(Prefix::Message, "", &format!("{text}{}{interest}", need.unwrap_or_default()));
        self.below(line, "why", Prefix::Why);
    }

    fn promise(&mut self, line: Line, prefix: Prefix) {
        let due = self.value(line, "due");
        let due = if due.is_empty() { String::new() } else { format!(" @{due}") };
        let text = self.text(line, "");
        self.put(prefix, "", &format!("{text}{due}"));
    }

    /// One line for each sign of what was seen.
    fn sign(&mut self, line: Line) {
        let name = line.name();
        let signs: Vec<Sign> = self.fields.all(&name).filter_map(from_code).collect();
        for sign in signs {
            let label = self.writer.names.label("sign", &sign, self.writer.lang);
            self.put(Prefix::Sign, "", &label);
            self.below(line, "before", Prefix::Before);
            self.below(line, "seen", Prefix::Seen);
        }
    }

    /// The line that belongs to the one above, where there is a text for it.
    fn below(&mut self, line: Line, part: &str, prefix: Prefix) {
        let text = self.text(line, part);
        if !text.is_empty() {
            self.put(prefix, "", &text);
        }
    }
}
