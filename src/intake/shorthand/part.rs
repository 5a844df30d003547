//! The day within a line of which the rest is plain: what is asked for alone where nobody can read
//! it.

use super::Prefix;
use super::lex::{self, Line, string, trim};

/// A line that gives a day: what stands before the day, and the day as it was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayPart<'l> {
    pub prefix: Prefix,
    pub before: &'l str,
    pub day: &'l str,
}

impl<'l> DayPart<'l> {
    /// The day of a line about a next time, a planned day or a promise; none of other lines.
    pub fn of(line: &'l str) -> Option<DayPart<'l>> {
        let read = lex::lines(line);
        let [Line { head: Ok(head), .. }] = read.as_slice() else { return None };
        let sign: &[char] = match head.prefix {
            _ if head.of.is_some() => return None,
            Prefix::Field(field) if field.declared().shape.is_day() => &[':', '\u{ff1a}'],
            Prefix::Theirs | Prefix::Ours => &['@', '\u{ff20}'],
            _ => return None,
        };
        let at = if sign.contains(&':') { line.find(sign) } else { line.rfind(sign) }?;
        let (before, rest) =
            line.split_at(at + line[at..].chars().next().map_or(0, char::len_utf8));
        Some(DayPart { prefix: head.prefix, before, day: rest.trim() })
    }

    /// The text of the promise that the day belongs to; empty where there is none.
    pub fn promised(&self) -> String {
        let text = self.before.strip_suffix(['@', '\u{ff20}']).unwrap_or(self.before);
        lex::lines(text).first().map(|line| string(trim(&line.body))).unwrap_or_default()
    }
}

/// The line that an answer to an open line means: the answer itself where it is a line, else the
/// open line with the answer as its day.
pub fn answered(open: &str, typed: &str) -> String {
    let a_line = lex::lines(typed).iter().any(|line| line.head.is_ok());
    match DayPart::of(open).filter(|_| !a_line) {
        Some(part) => format!("{}{}", part.before, typed.trim()),
        None => typed.to_owned(),
    }
}
