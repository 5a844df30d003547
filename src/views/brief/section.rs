//! Holds what the brief says, section by section, before it is drawn or written. Each list is cut
//! to what one screen holds.

use super::{Page, shown};
use crate::method::insight::{Insight, Priority};
use crate::method::message::MessageState;
use crate::method::session::SessionField;
use crate::method::standing::Missing;
use crate::method::{Day, Lang, Message, NeedState, Quote, Stage, Text, Want, WantState};
use crate::views::{client, quote, standing};
use crate::words::{KnownNames, Piece, Words, arg, text_arg};

/// Sets how long one text may be here, in characters.
const SHORT: usize = 90;
/// Sets how many insights there is room for.
const INSIGHTS: usize = 2;
/// Words in all sections: with the head it stays below 250.
const WORDS: usize = 220;

/// Names how a line looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    Plain,
    /// With something short beside it.
    Pair,
    /// Their words.
    Said,
    Fine,
    /// In the dashes of a guess, and called one.
    Guess,
}

pub(super) struct Line {
    pub look: Look,
    pub pieces: Vec<Piece>,
    pub beside: String,
}

pub(super) struct Section {
    pub heading: String,
    pub lines: Vec<Line>,
}

impl Line {
    fn new(look: Look, pieces: Vec<Piece>) -> Line {
        Line { look, pieces, beside: String::new() }
    }

    fn plain(text: impl Into<String>) -> Line {
        Line::new(Look::Plain, vec![Piece::Plain(text.into())])
    }

    fn fine(text: impl Into<String>) -> Line {
        Line::new(Look::Fine, vec![Piece::Plain(text.into())])
    }

    /// The line as plain text; a guess says what it is.
    pub fn text(&self, words: &Words) -> String {
        let text: String = self.pieces.iter().map(Piece::text).collect();
        match self.look {
            Look::Guess => [words.t("term-hypothesis"), text].join(&words.t("quote-joint")),
            Look::Pair => [text, self.beside.clone()].join(&words.t("quote-joint")),
            Look::Plain | Look::Said | Look::Fine => text,
        }
    }
}

/// Every section that has something to say, in the order in which one reads before a session.
pub(super) fn all(p: &Page<'_>) -> Vec<Section> {
    let w = p.words;
    let may = p.standing.stage >= Stage::Trust;
    let sections = [
        (w.t("brief-first"), insights(p)),
        (w.t("brief-last-words"), last_words(p)),
        (w.t("brief-open-wants"), wants(p, WantState::Open)),
        (w.t("brief-answered-wants"), wants(p, WantState::Answered)),
        (if may { w.t("brief-may-tell") } else { w.t("brief-must-wait") }, messages(p, may)),
        (w.t("brief-guesses"), guesses(p)),
        sponsor(p),
        (w.t("client-promises"), promises(p)),
        (w.t("brief-likes"), likes(p)),
    ];
    let carried = SessionField::carried(&p.file.sessions, p.today);
    let carried = carried.into_iter().map(|(field, text)| {
        let lines = text.as_str().lines().filter_map(|line| line.parse().ok());
        let lines = lines.map(|line: Text| Line::new(Look::Plain, vec![short(&line)])).collect();
        (w.t(field.declared().label), lines)
    });
    let mut room = WORDS;
    let mut cut = |(heading, mut lines): (String, Vec<Line>)| {
        let all = lines.len();
        lines.retain(|line| {
            let words = counted(&line.text(w));
            let fits = words <= room;
            room = room.saturating_sub(if fits { words } else { 0 });
            fits
        });
        if lines.len() < all {
            lines.push(Line::fine(w.t("brief-no-room")));
        }
        Section { heading, lines }
    };
    carried.chain(sections).map(&mut cut).filter(|section| !section.lines.is_empty()).collect()
}

/// Tells how many words a text has: what spaces part, and two Japanese letters for one word.
fn counted(text: &str) -> usize {
    let japanese = |c: char| c >= '\u{3040}';
    text.split(|c: char| japanese(c) || c.is_whitespace()).filter(|word| !word.is_empty()).count()
        + text.chars().filter(|c| japanese(*c)).count().div_ceil(2)
}

/// Tells what comes first: encouragement, repair and permission; and where repair comes before
/// everything, that. What is to be told, and what is guessed, have sections of their own.
fn insights(p: &Page<'_>) -> Vec<Line> {
    let people = [&p.file.person];
    let cast = KnownNames { people: &people, pillars: &[] };
    let said = |i: &&Insight| i.rule.encourages() || i.rule.priority() <= Priority::Permission;
    let mut open = shown(p.verdict.insights(), p.states).lines;
    open.retain(said);
    let more = more(p, open.len(), INSIGHTS);
    open.truncate(INSIGHTS);
    let repair =
        matches!(p.standing.missing, Missing::StrainRepair { .. } | Missing::HeartClosed { .. });
    let mut lines: Vec<Line> = Vec::new();
    if repair && open.iter().all(|i| i.rule.priority() > Priority::Repair) {
        lines.push(Line::plain(standing::missing(&p.standing.missing, p.words)));
    }
    lines.extend(
        open.into_iter().map(|insight| Line::new(Look::Plain, p.words.insight(insight, cast))),
    );
    lines.extend(more);
    lines
}

fn last_words(p: &Page<'_>) -> Vec<Line> {
    let said = p.file.their_words();
    let Some((on, last)) = said.iter().rfind(|(on, _)| *on <= p.today) else { return Vec::new() };
    let from =
        [p.words.day(*on), quote::origin(last, p.file, p.words)].join(&p.words.t("quote-joint"));
    vec![Line::new(Look::Said, vec![words(last)]), Line::fine(from)]
}

fn wants(p: &Page<'_>, state: WantState) -> Vec<Line> {
    let mut wants: Vec<&Want> =
        p.file.wants.iter().filter(|w| w.on <= p.today && w.state(p.today) == state).collect();
    wants.sort_by_key(|w| std::cmp::Reverse(w.on));
    let line =
        |w: &Want| Line { beside: near(p, w.on), ..Line::new(Look::Pair, vec![short(&w.text)]) };
    let more = more(p, wants.len(), 4);
    wants.into_iter().take(4).map(line).chain(more).collect()
}

/// Tells what may be told now, with the words that allow it; or what must wait, with the reason.
fn messages(p: &Page<'_>, may: bool) -> Vec<Line> {
    let waits =
        |m: &&Message| matches!(m.state(p.today), MessageState::Held | MessageState::Planned);
    let mut messages: Vec<&Message> =
        p.file.messages.iter().filter(|m| m.on <= p.today).filter(waits).collect();
    messages.sort_by_key(|m| (m.state(p.today) != MessageState::Planned, m.on));
    let mut lines: Vec<Line> =
        messages.iter().take(2).map(|m| Line::new(Look::Plain, vec![short(&m.text)])).collect();
    if let Some(window) = client::busy(&p.file.person, p.today).filter(|_| !lines.is_empty()) {
        lines.insert(0, Line::fine(client::until(window, p.today, p.words)));
    }
    lines.extend(more(p, messages.len(), 2));
    match (lines.is_empty(), may) {
        (true, _) => {}
        (_, true) => lines.push(Line::new(Look::Fine, allowed(p))),
        (_, false) => lines.push(Line::fine(standing::missing(&p.standing.missing, p.words))),
    }
    lines
}

fn allowed(p: &Page<'_>) -> Vec<Piece> {
    let agreement = &p.standing.consultation;
    let event =
        agreement.event.as_ref().and_then(|id| p.file.agreements.iter().find(|a| a.id == *id));
    let said = event.and_then(|e| e.quote.as_ref()).and_then(|id| p.file.quote(id));
    let agreed =
        agreement.words_on.map(|on| p.words.say("brief-agreed", &[("day", arg(p.words.day(on)))]));
    let lapses = agreement
        .lapses_on
        .map(|on| p.words.say("brief-lapses", &[("day", arg(p.words.day_near(on, p.today)))]));
    let mut pieces = vec![Piece::Plain(p.words.t("brief-ask-first"))];
    let more =
        agreed.map(Piece::Plain).into_iter().chain(said.map(words)).chain(lapses.map(Piece::Plain));
    for piece in more {
        pieces.extend([Piece::Plain(" ".to_owned()), piece]);
    }
    pieces
}

/// Guesses wait until they are asked as a question.
fn guesses(p: &Page<'_>) -> Vec<Line> {
    let guessed =
        |n: &&crate::method::Need| n.on <= p.today && n.state(p.today) == NeedState::Hypothesis;
    let mut lines = Vec::new();
    let guesses: Vec<_> = p.file.needs.iter().filter(guessed).collect();
    for need in guesses.iter().take(2) {
        lines.push(Line::new(Look::Guess, vec![short(&need.text)]));
        if let Some((_, hint)) = quote::find(p.file, need.hint_quote.as_ref()) {
            let label = [p.words.t("term-hint"), String::new()].join(&p.words.t("quote-joint"));
            lines.push(Line::new(Look::Fine, vec![Piece::Plain(label), words(hint)]));
        }
    }
    lines.extend(more(p, guesses.len(), 2));
    lines
}

fn sponsor(p: &Page<'_>) -> (String, Vec<Line>) {
    let Some(sponsor) = &p.file.person.sponsor else { return (String::new(), Vec::new()) };
    let heading = p.words.say("brief-sponsor", &[("name", text_arg(&sponsor.name))]);
    let line = match quote::find(p.file, sponsor.consent_quote.as_ref()) {
        Some((_, consent)) => Line::new(Look::Plain, vec![words(consent)]),
        None => Line::plain(p.words.t("brief-sponsor-nothing")),
    };
    (heading, vec![line])
}

fn promises(p: &Page<'_>) -> Vec<Line> {
    let open = p.file.promises.iter().filter(|c| c.made_on <= p.today && c.state(p.today).open());
    let mut open: Vec<_> = open.collect();
    open.sort_by_key(|c| c.due_on);
    if open.is_empty() {
        return vec![Line::plain(p.words.t("brief-no-promises"))];
    }
    let more = more(p, open.len(), 4);
    open.into_iter()
        .take(4)
        .map(|promise| Line::plain(standing::promise(promise, p.words)))
        .chain(more)
        .collect()
}

fn likes(p: &Page<'_>) -> Vec<Line> {
    let likes = &p.file.person.preferences;
    if likes.is_empty() {
        return vec![Line::plain(p.words.t("brief-no-likes"))];
    }
    let more = more(p, likes.len(), 3);
    likes
        .iter()
        .take(3)
        .map(|like| Line::new(Look::Plain, vec![short(&like.text)]))
        .chain(more)
        .collect()
}

/// Says how many there are beyond those that one screen holds; all of them stand on the client's
/// page.
fn more(p: &Page<'_>, all: usize, shown: usize) -> Option<Line> {
    let more = all.checked_sub(shown).filter(|more| *more > 0)?;
    Some(Line::fine(p.words.say("brief-more", &[("n", more.into())])))
}

fn near(p: &Page<'_>, on: Day) -> String {
    p.words.day_near(on, p.today)
}

fn words(quote: &Quote) -> Piece {
    Piece::Said { text: quote.text.to_string(), lang: quote.lang }
}

/// Our texts may be cut here; their words never are.
fn short(text: &Text) -> Piece {
    let lang = Lang::of(text.as_str());
    if text.as_str().chars().count() <= SHORT {
        return Piece::Ours { text: text.to_string(), lang };
    }
    Piece::Ours { text: text.as_str().chars().take(SHORT - 1).chain(['…']).collect(), lang }
}
