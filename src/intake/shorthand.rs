//! The shorthand of method §7: text ⇄ `Entry`. It reads and writes only; whether a line can stand,
//! the machines say.
//!
//! ```text
//! line     := prefix [ "#" number ] ":" body          one thing; a line that begins with white space goes on
//! body     := text { tag | words }                     full-width forms of : # @ ! > ? ~ = and digits are the same
//! words    := 「…」 | 『…』 | “…” | "…"                  their words: kept as a quote, and the evidence of the line
//! tag      := "@" date        due date
//!           | "#" n           a need (on n|潜 a want, on a|会話 b|相談 a want as topic), counted as the page counts
//!           | "#" kind n      of that kind: q言 w望 n潜 m胸 p約 r亀裂;  "#this" "#今回" this session; "#-" no words
//!           | "!" 0–4         permission, 0 not named yet;  words or #q behind it are its evidence
//!           | ">" 1–6         reception;   words or #q behind it are its evidence
//!           | "?"             declined
//!           | "~" [ how ]     gist, or: near, verbatim
//!           | "=" value       any other value, by its label in either language, its code or its key
//! ```
//! With `#number` before the colon the line moves something that is there: `望#2: 済んだ`, `w#2: done`,
//! `潜#1: 本人が認めた`, `約#3: dropped the client closed the shop`, `伝#1: !2 >1「なるほど」`, `届#1: 2`. New
//! things count on from what is there, in the order written, so that lines may point at each other.
//! On an `a`/`b` line the text is their words. A `w` line, an `a`/`b` line without text, a step
//! that needs their words and a permission take the nearest `q` line above as evidence. `why`
//! belongs to the `m` or `s` line above, `before` and `seen` to the `x` line above. A backslash
//! takes a character as it is. `GRAMMAR` lists the prefixes for the help page.

mod expected;
mod implied;
mod lex;
mod names;
mod numbers;
mod parse;
mod part;
mod prefix;
mod print;
mod tag;
mod written;

use serde::Serialize;

use crate::intake::entry::Entry;
use crate::intake::written::Habit;
use crate::method::{ClientFile, Day};

pub use expected::{Expected, expected};
pub(crate) use lex::{escape, parts};
pub use names::Names;
pub use numbers::{Kind, Numbers};
pub use parse::{dated, parse};
pub use part::{DayPart, answered};
pub use prefix::{GRAMMAR, Prefix, Row};
pub(crate) use print::interest;
pub use print::print;
pub(crate) use tag::{NOT_KNOWN, NOT_NAMED};
pub use written::{Tongue, below, unread, written};

/// Holds what a text is read against.
#[derive(Clone, Copy)]
pub struct Context<'c> {
    /// The person's file without this session: numbers count from it.
    pub file: &'c ClientFile,
    /// The session's day, if the text does not give another.
    pub day: Day,
    /// Tells how the writer writes days.
    pub habit: Habit,
    pub names: &'c Names,
}

/// A text that was read: what it says, and the lines that could not be read. Those are items of the
/// entry as well, kept as typed.
#[derive(Debug, Clone, PartialEq)]
pub struct Parsed {
    pub entry: Entry,
    pub remarks: Vec<Remark>,
    /// The line that should give the session's day, where it cannot be read: the day is none then.
    pub undated: Option<usize>,
    /// Holds what the text says of the session itself, each with its line.
    pub said: Vec<(Prefix, usize)>,
}

/// Holds what was not understood, and where. Line and column count from 1; the column counts
/// characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Remark {
    pub line: usize,
    pub column: usize,
    pub problem: Problem,
}

/// Names why a line could not be read. Each has a message in both languages under `shorthand-…`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Problem {
    /// The line has no colon.
    NoPrefix,
    UnknownPrefix,
    /// This prefix takes no number.
    NoNumberHere,
    /// Nothing is counted under this number.
    NoSuchNumber,
    /// There is nothing after the colon.
    NothingSaid,
    UnreadableDate,
    /// It could be two days.
    OpenDate,
    UnreadableTime,
    UnreadableMinutes,
    /// The value is none of those this line takes.
    UnknownValue,
    UnknownSign,
    /// The line does not say what the thing became.
    UnknownState,
    /// `why`, `before` and `seen` belong to a line above.
    NothingAbove,
    /// This was said before; only one can hold.
    Twice,
    /// A strain is stepping back or objecting.
    FamilyMissing,
    /// This line takes no text of its own.
    NoTextHere,
    /// The tag does not belong to this line, or not in this place.
    Misplaced,
    TooLong,
    /// A character that no text can hold.
    Control,
}
