//! The prefixes: which there are, how each is written in either language, and what explains it.

use std::sync::LazyLock;

use super::Problem;
use crate::method::Lang;
use crate::method::field::{Line, Part};
use crate::method::session::SessionField;

/// Names what a line is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Prefix {
    On,
    Minutes,
    Kind,
    Status,
    Ended,
    /// A declared field of the session.
    Field(SessionField),
    Quote,
    Want,
    Need,
    Conversation,
    Consultation,
    Message,
    Why,
    Told,
    Landed,
    Sign,
    Before,
    Seen,
    Strain,
    Theirs,
    Ours,
    Hours,
    Payer,
    Kept,
}

/// One prefix as the help page shows it.
#[derive(Debug, Clone, Copy)]
pub struct Row {
    pub prefix: Prefix,
    pub ja: &'static str,
    pub en: &'static str,
    /// Further spellings, separated by spaces.
    also: &'static str,
    /// The message that explains it.
    pub key: &'static str,
}

const fn row(
    prefix: Prefix,
    ja: &'static str,
    en: &'static str,
    also: &'static str,
    key: &'static str,
) -> Row {
    Row { prefix, ja, en, also, key }
}

/// All prefixes, in the order of the log page (method §7). The declared fields of the session stand
/// where their part of the page does.
pub static GRAMMAR: LazyLock<Vec<Row>> = LazyLock::new(|| {
    let parts = [
        (&FIRST[..], Part::Head),
        (&ENDED, Part::Opening),
        (&ITEMS, Part::Closing),
        (&HOURS, Part::Aside),
    ];
    let rows = parts.iter().flat_map(|(rows, part)| rows.iter().copied().chain(declared(*part)));
    rows.chain(KEPT).collect()
});

/// The rows of the declared fields of a part.
fn declared(part: Part) -> impl Iterator<Item = Row> {
    let fields = SessionField::ALL.iter().filter(move |field| field.declared().part == part);
    fields.filter_map(|field| match field.declared().line {
        Line::Own { ja, en, also, key } => Some(row(Prefix::Field(*field), ja, en, also, key)),
        Line::Tag(_) => None,
    })
}

const FIRST: [Row; 4] = [
    row(Prefix::On, "日", "date", "日付 on day", "grammar-on"),
    row(Prefix::Minutes, "分", "min", "時間 minutes", "grammar-minutes"),
    row(Prefix::Kind, "種", "kind", "", "grammar-kind"),
    row(Prefix::Status, "況", "status", "", "grammar-status"),
];

const ENDED: [Row; 1] = [row(Prefix::Ended, "至", "end", "終了", "grammar-ended")];

const ITEMS: [Row; 15] = [
    row(Prefix::Quote, "言", "q", "quote", "grammar-quote"),
    row(Prefix::Want, "望", "w", "want", "grammar-want"),
    row(Prefix::Need, "潜", "n", "need", "grammar-need"),
    row(Prefix::Conversation, "会話", "a", "会話了解", "grammar-conversation"),
    row(Prefix::Consultation, "相談", "b", "相談了解", "grammar-consultation"),
    row(Prefix::Message, "胸", "m", "message", "grammar-message"),
    row(Prefix::Why, "思", "why", "", "grammar-why"),
    row(Prefix::Told, "伝", "s", "said told", "grammar-told"),
    row(Prefix::Landed, "届", "landed", "", "grammar-landed"),
    row(Prefix::Sign, "印", "x", "sign", "grammar-sign"),
    row(Prefix::Before, "直前", "before", "", "grammar-before"),
    row(Prefix::Seen, "見", "seen", "", "grammar-seen"),
    row(Prefix::Strain, "亀裂", "r", "strain", "grammar-strain"),
    row(Prefix::Theirs, "約", "p", "promise", "grammar-theirs"),
    row(Prefix::Ours, "我", "o", "ours", "grammar-ours"),
];

const HOURS: [Row; 2] = [
    row(Prefix::Hours, "時数", "hours", "", "grammar-hours"),
    row(Prefix::Payer, "払", "payer", "支払", "grammar-payer"),
];

const KEPT: [Row; 1] = [row(Prefix::Kept, "留", "kept", "", "grammar-kept")];

impl Row {
    /// Every way to write the prefix.
    pub fn spellings(&self) -> impl Iterator<Item = &'static str> {
        [self.ja, self.en].into_iter().chain(self.also.split_whitespace())
    }

    /// The prefix as a language writes it.
    pub fn word(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Ja => self.ja,
            Lang::En => self.en,
        }
    }
}

impl Prefix {
    /// The prefix of the line on which a declared field stands.
    pub const fn of(field: SessionField) -> Prefix {
        match field.declared().line {
            Line::Own { .. } => Prefix::Field(field),
            Line::Tag(of) => Prefix::Field(of),
        }
    }

    /// The row that explains the prefix.
    pub fn row(self) -> Option<&'static Row> {
        GRAMMAR.iter().find(|row| row.prefix == self)
    }

    /// The prefix as a language writes it.
    pub fn word(self, lang: Lang) -> &'static str {
        self.row().map_or("", |row| row.word(lang))
    }

    /// Reads what stands before the colon, already folded.
    pub(super) fn read(word: &str) -> Result<Prefix, Problem> {
        let hit =
            |row: &&Row| row.ja == word || row.en == word || row.also.split(' ').any(|w| w == word);
        let found = GRAMMAR.iter().filter(|_| !word.is_empty()).find(hit);
        found.map(|row| row.prefix).ok_or(Problem::UnknownPrefix)
    }

    /// The tags a line of this kind takes; anything else is text. 「 stands for words in quotation
    /// marks.
    pub(super) fn tags(self, moves: bool) -> &'static str {
        match self {
            Prefix::Quote => "~=",
            Prefix::Field(SessionField::Topic) => "=",
            Prefix::Hours => "#=",
            Prefix::Conversation | Prefix::Consultation => "#?=~「",
            Prefix::Told => "#!>=~「",
            Prefix::Message if !moves => "#=",
            Prefix::Theirs | Prefix::Ours if !moves => "@#",
            Prefix::Strain if !moves => "#=",
            Prefix::Need if !moves => "#=~「",
            Prefix::Want
            | Prefix::Need
            | Prefix::Message
            | Prefix::Theirs
            | Prefix::Ours
            | Prefix::Strain
            | Prefix::Landed
            | Prefix::Sign => "#~「",
            _ => "",
        }
    }
}
