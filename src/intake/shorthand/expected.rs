//! Holds what would be understood where a line could not be read: the prefixes, the values, the
//! numbers, the tags.

use super::lex::{self, fold, string};
use super::tag::{DIRECT_REPORT, SELF_INTEREST};
use super::{Context, GRAMMAR, Kind, Numbers, Parsed, Prefix, Problem, Remark, Row};
use crate::method::Lang;
use crate::method::field::Shape;
use crate::method::session::SessionField;

/// Names what would be understood at the place of a remark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expected {
    /// Any of these, as they are typed.
    OneOf(Vec<String>),
    /// Holds what this message says: the explanation of the prefix.
    Told(&'static str),
    /// The sentence about the problem says it.
    Said,
}

/// Tells what would be understood at the place of a remark on `text`.
pub fn expected(
    remark: &Remark,
    text: &str,
    parsed: &Parsed,
    context: &Context<'_>,
    lang: Lang,
) -> Expected {
    let lines = lex::lines(text);
    let line = lines.iter().rfind(|line| line.number <= remark.line);
    let Some(line) = line else { return Expected::Said };
    let head = line.head.ok();
    let prefix = head.map(|head| head.prefix);
    let moves = head.is_some_and(|head| head.of.is_some());
    let here: Vec<_> = line
        .body
        .iter()
        .filter(|c| (c.line, c.column) >= (remark.line, remark.column))
        .copied()
        .collect();
    let sign = fold(&string(&here)).chars().next();
    let family = |name: &str| named(context, name, lang);
    let words = |names: &[&str]| -> Vec<String> {
        names.iter().flat_map(|name| tagged(context, name, lang)).collect()
    };
    match (remark.problem, prefix) {
        (Problem::NoPrefix | Problem::UnknownPrefix, _) => prefixes(|_| true, lang),
        (Problem::NoNumberHere, _) => prefixes(|row| MOVES.contains(&row.prefix), lang),
        (Problem::NothingSaid, Some(prefix)) => {
            prefix.row().map_or(Expected::Said, |row| Expected::Told(row.key))
        }
        (Problem::NothingAbove, Some(Prefix::Why)) => {
            prefixes(|row| matches!(row.prefix, Prefix::Message | Prefix::Told), lang)
        }
        (Problem::NothingAbove, _) => prefixes(|row| row.prefix == Prefix::Sign, lang),
        (Problem::NoSuchNumber, Some(prefix)) => {
            numbers(kind(prefix, moves, remark, &here), parsed, context, lang)
        }
        (Problem::UnknownSign, _) => Expected::OneOf(family("sign")),
        (Problem::UnknownState, Some(prefix)) => Expected::OneOf(family(states(prefix))),
        (Problem::FamilyMissing, _) => Expected::OneOf(words(&["family"])),
        (Problem::UnknownValue, Some(prefix)) => match (head_family(prefix), sign) {
            (Some(name), _) => Expected::OneOf(family(name)),
            (None, Some('~')) => Expected::OneOf(signed('~', &family("exactness"))),
            (None, Some('!')) => Expected::OneOf(keyed('!', &family("permission"))),
            (None, Some('>')) => Expected::OneOf(keyed('>', &family("reception"))),
            (None, _) => Expected::OneOf(values(prefix, &words, lang)),
        },
        (Problem::Misplaced | Problem::NoTextHere, Some(prefix)) => {
            Expected::OneOf(prefix.tags(moves).chars().map(|sign| sign.to_string()).collect())
        }
        _ => Expected::Said,
    }
}

/// The prefixes of which a line may move something by its number.
const MOVES: [Prefix; 8] = [
    Prefix::Want,
    Prefix::Need,
    Prefix::Message,
    Prefix::Told,
    Prefix::Landed,
    Prefix::Theirs,
    Prefix::Ours,
    Prefix::Strain,
];

fn prefixes(which: impl Fn(&Row) -> bool, lang: Lang) -> Expected {
    Expected::OneOf(
        GRAMMAR.iter().filter(|row| which(row)).map(|row| format!("{}:", row.word(lang))).collect(),
    )
}

/// The labels of a family.
fn named(context: &Context<'_>, family: &str, lang: Lang) -> Vec<String> {
    context.names.labels(family, lang)
}

/// The labels of a family as a tag writes them.
fn tagged(context: &Context<'_>, family: &str, lang: Lang) -> Vec<String> {
    signed('=', &context.names.labels(family, lang))
}

fn signed(sign: char, labels: &[String]) -> Vec<String> {
    labels
        .iter()
        .map(|label| format!("{sign}{}", label.split_whitespace().collect::<Vec<_>>().join("-")))
        .collect()
}

/// Values that are mostly written by their key.
fn keyed(sign: char, labels: &[String]) -> Vec<String> {
    labels.iter().enumerate().map(|(i, label)| format!("{sign}{} {label}", i + 1)).collect()
}

/// The family of which a line about the session itself takes one value.
fn head_family(prefix: Prefix) -> Option<&'static str> {
    Some(match prefix {
        Prefix::Kind => "session-kind",
        Prefix::Status => "session-status",
        Prefix::Field(field) => match field.declared().shape {
            Shape::Choice(family) => family,
            _ => return None,
        },
        Prefix::Landed => "reception",
        _ => return None,
    })
}

fn states(prefix: Prefix) -> &'static str {
    match prefix {
        Prefix::Want => "want-state",
        Prefix::Need => "need-state",
        Prefix::Message => "message-state",
        Prefix::Strain => "strain-state",
        _ => "promise-state",
    }
}

/// The values that a line takes behind `=`.
fn values(prefix: Prefix, words: &dyn Fn(&[&str]) -> Vec<String>, lang: Lang) -> Vec<String> {
    let own = |word: [&str; 2]| format!("={}", if lang == Lang::Ja { word[1] } else { word[0] });
    match prefix {
        Prefix::Field(SessionField::Topic) => words(&["covered"]),
        Prefix::Quote => {
            words(&["speaker"]).into_iter().chain(["=ja".to_owned(), "=en".to_owned()]).collect()
        }
        Prefix::Conversation | Prefix::Consultation => {
            words(&["agreement-move", "agreement-origin"])
        }
        Prefix::Need => words(&["need-basis", "need-kind"]),
        Prefix::Strain => words(&["family"]),
        Prefix::Hours => {
            words(&["session-role", "pay"]).into_iter().chain([own(DIRECT_REPORT)]).collect()
        }
        Prefix::Message | Prefix::Told => vec![own(SELF_INTEREST)],
        _ => Vec::new(),
    }
}

/// The kind that a number names there: by its letter, or what the prefix counts.
fn kind(prefix: Prefix, moves: bool, remark: &Remark, here: &[lex::Ch]) -> Kind {
    let of_prefix = match prefix {
        Prefix::Want => Kind::Want,
        Prefix::Need => Kind::Need,
        Prefix::Theirs | Prefix::Ours => Kind::Promise,
        Prefix::Strain => Kind::Strain,
        _ => Kind::Message,
    };
    if moves && remark.column == 1 || prefix == Prefix::Told || prefix == Prefix::Landed {
        return of_prefix;
    }
    let word: String =
        fold(&string(here)).chars().skip(1).take_while(|c| !c.is_ascii_digit()).collect();
    let plain = match prefix {
        Prefix::Need | Prefix::Conversation | Prefix::Consultation => Kind::Want,
        Prefix::Strain => Kind::Message,
        _ => Kind::Need,
    };
    Kind::read(&word).unwrap_or(plain)
}

/// The numbers under which something of a kind is counted.
fn numbers(kind: Kind, parsed: &Parsed, context: &Context<'_>, lang: Lang) -> Expected {
    let there = Numbers::of(context.file).with(&parsed.entry).count(kind);
    let sign = |n: usize| format!("#{}{n}", kind.letter(lang));
    Expected::OneOf((1..=there).map(sign).collect())
}
