//! Lines that make an item: each prefix with the tags it understands.

use super::{Scribe, Tagged, as_text, unread};
use crate::intake::entry::Item;
use crate::intake::shorthand::lex::{
    Ch, Head, Line, first_words, fold, last_quoted, last_words, string, trim,
};
use crate::intake::shorthand::tag::{SELF_INTEREST, Tag};
use crate::intake::shorthand::{Kind, Prefix, Problem, Remark, implied};
use crate::intake::written::{Sense, day};
use crate::method::agreement::AgreementOrigin;
use crate::method::need::NeedBasis;
use crate::method::transition::{StepRequest, Subject, rests_on_words};
use crate::method::{
    AgreementEvent, AgreementKind, AgreementMove, Fact, Id, Marker, Message, Need, Promise, Quote,
    Scope, Sign, Speaker, Strain, Text, Want,
};

/// On an agreement's line, only a finger that points up.
const POINTERS: [&str; 8] = [
    "いまの言葉",
    "今の言葉",
    "上の言葉",
    "この言葉",
    "these words",
    "those words",
    "the words above",
    "above",
];

pub(super) type Read<T> = Result<T, Remark>;

/// Holds what a line with a number moves, and the family of its states.
struct Machine {
    kind: Kind,
    family: &'static str,
    of: fn(Id) -> Subject,
}

const WANT: Machine = Machine { kind: Kind::Want, family: "want-state", of: Subject::Want };
const NEED: Machine = Machine { kind: Kind::Need, family: "need-state", of: Subject::Need };
const MESSAGE: Machine =
    Machine { kind: Kind::Message, family: "message-state", of: Subject::Message };
const PROMISE: Machine =
    Machine { kind: Kind::Promise, family: "promise-state", of: Subject::Promise };
const STRAIN: Machine = Machine { kind: Kind::Strain, family: "strain-state", of: Subject::Strain };

impl Scribe<'_> {
    pub(super) fn item(&mut self, line: &Line, head: Head, mut t: Tagged<'_>) -> Read<()> {
        // Anything that is asked about in a line of which the rest is recorded.
        let mut asked = None;
        let item = match (head.prefix, head.of) {
            (Prefix::Quote, None) => self.quote(&mut t)?,
            (Prefix::Want, None) => self.want(line, &mut t)?,
            (Prefix::Need, None) => self.need(line, &mut t)?,
            (Prefix::Conversation, None) => {
                self.agreement(line, AgreementKind::Conversation, &mut t)?
            }
            (Prefix::Consultation, None) => {
                self.agreement(line, AgreementKind::Consultation, &mut t)?
            }
            (Prefix::Message, None) => self.message(&mut t)?.into(),
            (Prefix::Told, of) => self.telling(line, of, &mut t)?,
            (Prefix::Landed, Some(n)) => self.landed(line, n, &mut t)?,
            (Prefix::Sign, None) => self.sign(line, &mut t)?,
            (Prefix::Strain, None) => self.strain(&mut t)?,
            (Prefix::Theirs, None) => self.promise(Speaker::Client, &mut t, &mut asked)?,
            (Prefix::Ours, None) => self.promise(Speaker::Consultant, &mut t, &mut asked)?,
            (Prefix::Want, Some(n)) => self.moved(line, n, WANT, &mut t)?,
            (Prefix::Need, Some(n)) => self.moved(line, n, NEED, &mut t)?,
            (Prefix::Message, Some(n)) => self.moved(line, n, MESSAGE, &mut t)?,
            (Prefix::Theirs | Prefix::Ours, Some(n)) => self.moved(line, n, PROMISE, &mut t)?,
            (Prefix::Strain, Some(n)) => self.moved(line, n, STRAIN, &mut t)?,
            _ => {
                return Err(Remark {
                    line: line.number,
                    column: 1,
                    problem: Problem::NoNumberHere,
                });
            }
        };
        t.done()?;
        self.add(line, line.raw.clone(), item);
        asked.map_or(Ok(()), Err)
    }

    fn quote(&self, t: &mut Tagged<'_>) -> Read<Item> {
        let names = self.context.names;
        let exactness = t.exactness(names)?;
        let speaker = t.value(names, "speaker")?.unwrap_or(Speaker::Client);
        let lang = t.pull(|tag| match tag {
            Tag::Value(word) => crate::method::from_code(word),
            _ => None,
        });
        let quote = Quote::drawn(speaker, as_text(bare(t.text), t.at)?);
        let lang = lang.map_or(quote.lang, |(lang, _)| lang);
        Ok(Item::words(Quote { lang, ..quote }, exactness))
    }

    /// The words a line rests on: in quotation marks, by number, or the nearest above where
    /// `implied`.
    pub(super) fn words(
        &mut self,
        line: &Line,
        t: &mut Tagged<'_>,
        implied: bool,
    ) -> Read<Option<Id>> {
        let exactness = t.exactness(self.context.names)?;
        if let Some(words) = t.words() {
            let at = t.at;
            let text: Text =
                words.parse().map_err(|_| Remark { problem: Problem::NothingSaid, ..at })?;
            let words = Item::words(Quote::drawn(Speaker::Client, text), exactness);
            return Ok(Some(self.keep(line, words)));
        }
        if t.no_words() {
            return Ok(None);
        }
        let by_number = self.link(t, Kind::Quote, false)?;
        Ok(by_number.or_else(|| implied.then(|| self.nearest()).flatten()))
    }

    /// A thing of a kind that a tag names by number. `plain` takes a number without a letter too.
    pub(super) fn link(&self, t: &mut Tagged<'_>, kind: Kind, plain: bool) -> Read<Option<Id>> {
        let pulled = t.pull(|tag| match tag {
            Tag::Number(Some(k), n) if *k == kind => Some(*n),
            Tag::Number(None, n) if plain => Some(*n),
            _ => None,
        });
        pulled
            .map(|(n, placed)| self.numbered(kind, n, placed.wrong(Problem::NoSuchNumber)))
            .transpose()
    }

    fn links(&self, t: &mut Tagged<'_>, kind: Kind) -> Read<Vec<Id>> {
        let mut all = Vec::new();
        while let Some(link) = self.link(t, kind, true)? {
            all.push(link);
        }
        Ok(all)
    }

    /// While counting, a number may belong to a line that was not counted yet.
    pub(super) fn numbered(&self, kind: Kind, n: usize, missing: Remark) -> Read<Id> {
        let uncounted = self.counted.is_none().then(Id::default);
        self.numbers.thing(kind, n).cloned().or(uncounted).ok_or(missing)
    }

    /// A want in quotation marks alone is put in their own words.
    fn want(&mut self, line: &Line, t: &mut Tagged<'_>) -> Read<Item> {
        let own = t.quoted().filter(|_| t.text.is_empty());
        let words = self.words(line, t, true)?;
        let text = match own {
            Some(own) => {
                own.parse().map_err(|_| Remark { problem: Problem::NothingSaid, ..t.at })?
            }
            None => as_text(t.text, t.at)?,
        };
        let needs = self.links(t, Kind::Need)?;
        Ok(Want { quote: words, needs, ..Want::drawn(text) }.into())
    }

    fn need(&mut self, line: &Line, t: &mut Tagged<'_>) -> Read<Item> {
        let names = self.context.names;
        let words = self.words(line, t, false)?;
        let usual = if words.is_some() { NeedBasis::Hint } else { NeedBasis::Inference };
        let basis = t.value(names, "need-basis")?.unwrap_or(usual);
        let kind = t.value(names, "need-kind")?;
        let text = as_text(t.text, t.at)?;
        let wants = self.links(t, Kind::Want)?;
        let need = Need { basis, kind, hint_quote: words, ..Need::drawn(text) };
        Ok(Item::need(need, wants))
    }

    fn agreement(&mut self, line: &Line, kind: AgreementKind, t: &mut Tagged<'_>) -> Read<Item> {
        let names = self.context.names;
        let declined =
            t.pull(|tag| (*tag == Tag::Declined).then_some(())).map(|_| AgreementMove::Declined);
        let event = declined.or(t.value(names, "agreement-move")?);
        let origin = t.value(names, "agreement-origin")?;
        let said = string(t.text);
        let points = t.text.is_empty() || POINTERS.contains(&fold(&said).as_str());
        // After a no, a yes needs words of its own: nobody asks twice in one session (method §3.3).
        let again = self.declined(kind) && event != Some(AgreementMove::Declined);
        if !points && implied::agreement(event) && !again && !t.names_words() {
            // The words behind the colon are what they said.
            let (text, exactness) = (as_text(bare(t.text), t.at)?, t.exactness(names)?);
            let words = Item::words(Quote::drawn(Speaker::Client, text), exactness);
            let words = Some(self.keep(line, words));
            return self.agreed(t, (kind, event, origin), words);
        }
        let words = self.words(line, t, implied::agreement(event) && !again)?;
        if !points && (words.is_some() || event == Some(AgreementMove::Sought)) {
            // An agreement holds no text; what was told about it goes to the note.
            let note = super::joined(self.entry.session.note.as_ref(), t.text, t.at)?;
            self.entry.session.note = Some(note);
        }
        self.agreed(t, (kind, event, origin), words)
    }

    fn agreed(
        &self,
        t: &mut Tagged<'_>,
        (kind, event, origin): (AgreementKind, Option<AgreementMove>, Option<AgreementOrigin>),
        words: Option<Id>,
    ) -> Read<Item> {
        let this = t.pull(|tag| (*tag == Tag::ThisSession).then_some(()));
        let this = this.map(|_| Scope::Session(Id::default()));
        let message = self.link(t, Kind::Message, false)?;
        let topic = message.or(self.link(t, Kind::Want, true)?).map(Scope::Topic);
        let scope = this.or(topic).unwrap_or(Scope::Relationship);
        let agreed = AgreementEvent { scope, quote: words, origin, ..AgreementEvent::drawn(kind) };
        Ok(Item::agreement(agreed, event))
    }

    /// True if this kind of agreement was declined further up.
    fn declined(&self, kind: AgreementKind) -> bool {
        let mut facts = self.entry.items.iter().filter_map(Item::fact);
        facts.any(|fact| {
            matches!(fact, Fact::Agreement(a)
                if a.kind == kind && a.event == AgreementMove::Declined)
        })
    }

    pub(super) fn message(&self, t: &mut Tagged<'_>) -> Read<Message> {
        let self_interest = t
            .pull(|tag| {
                matches!(tag, Tag::Value(word) if SELF_INTEREST.contains(&word.as_str()))
                    .then_some(())
            })
            .is_some();
        let need = self.link(t, Kind::Need, true)?;
        Ok(Message { need, self_interest, ..Message::drawn(as_text(t.text, t.at)?) })
    }

    /// The sign's name or key, then what was seen.
    fn sign(&mut self, line: &Line, t: &mut Tagged<'_>) -> Read<Item> {
        let words = self.words(line, t, false)?;
        let heart = |word: &str| (fold(word) == "h").then_some(Sign::HeartClosed);
        let named = |word: &str| heart(word).or_else(|| self.context.names.read("sign", word));
        let (sign, rest) =
            leading(t.text, named).ok_or(Remark { problem: Problem::UnknownSign, ..t.at })?;
        let observed = if rest.is_empty() { None } else { Some(as_text(rest, t.at)?) };
        Ok(Marker { observed, quote: words, ..Marker::drawn(sign) }.into())
    }

    fn strain(&self, t: &mut Tagged<'_>) -> Read<Item> {
        let message = self.link(t, Kind::Message, true)?;
        let kind = t.value(self.context.names, "family")?.or_else(|| self.last_family());
        let kind = kind.ok_or(Remark { problem: Problem::FamilyMissing, ..t.at })?;
        let note = if t.text.is_empty() { None } else { Some(as_text(t.text, t.at)?) };
        Ok(Item::strain(Strain { message, ..Strain::drawn(kind) }, note))
    }

    fn last_family(&self) -> Option<crate::method::marker::Family> {
        self.entry.items.iter().rev().find_map(|item| match item.fact() {
            Some(Fact::Marker(marker)) => Some(marker.family),
            _ => None,
        })
    }

    /// A promise. Where nobody can read its day, it stands without one and the day is `asked`
    /// about.
    fn promise(&self, by: Speaker, t: &mut Tagged<'_>, asked: &mut Option<Remark>) -> Read<Item> {
        let due = t.pull(|tag| match tag {
            Tag::Date(written) => Some(written.clone()),
            _ => None,
        });
        let read = |(written, placed): (String, super::tag::Placed)| {
            day::read(&written, &self.seen(self.day, Sense::Ahead))
                .map_err(|why| placed.wrong(unread(why)))
        };
        let due = due.map(read).transpose().unwrap_or_else(|remark| {
            *asked = Some(remark);
            None
        });
        // A date that nobody can read is none of the text.
        let mut text = t.text;
        let sign = undated(t.text).filter(|_| due.is_none() && asked.is_none());
        if let Some(at) = sign.and_then(|at| text.iter().rposition(|c| *c == at)) {
            let Ch { line, column, .. } = text[at];
            let remark = Remark { line, column, problem: Problem::UnreadableDate };
            text = trim(&text[..at]);
            if text.is_empty() {
                return Err(remark);
            }
            *asked = Some(remark);
        }
        let promise = Promise::drawn(by, as_text(text, t.at)?);
        Ok(Promise { due_on: due, need: self.link(t, Kind::Need, true)?, ..promise }.into())
    }

    /// A step: first what it became, then the reason.
    fn moved(&mut self, line: &Line, n: usize, machine: Machine, t: &mut Tagged<'_>) -> Read<Item> {
        let unknown = Remark { problem: Problem::UnknownState, ..t.at };
        let named = |word: &str| self.context.names.read::<String>(machine.family, word);
        let (to, rest) = leading(t.text, named).ok_or(unknown)?;
        let words = self.words(line, t, rests_on_words(machine.family, &to))?;
        let of = self.numbered(
            machine.kind,
            n,
            Remark { line: line.number, column: 1, problem: Problem::NoSuchNumber },
        )?;
        let reason = if rest.is_empty() { None } else { Some(as_text(rest, t.at)?) };
        let request = StepRequest { quote: words, reason, ..StepRequest::to(&to) };
        let record = (machine.of)(of).record(self.context.file, &request);
        record.map(Item::from).ok_or(unknown)
    }
}

/// Tells where one of the last words looks like a date and is none: a date may be three words long.
fn undated(chars: &[Ch]) -> Option<Ch> {
    let first = |n| last_words(chars, n).and_then(|(_, words)| trim(words).first().copied());
    (1..=3).filter_map(first).find(|c| !c.escaped && matches!(c.ch, '@' | '\u{ff20}'))
}

/// The longest name at the beginning, of up to four words, and what follows it.
fn leading<T>(chars: &[Ch], read: impl Fn(&str) -> Option<T>) -> Option<(T, &[Ch])> {
    (1..=4).rev().find_map(|n| {
        let (name, rest) = first_words(chars, n)?;
        let plain = name.iter().all(|c| !c.escaped);
        read(&string(name)).filter(|_| plain).map(|value| (value, trim(rest)))
    })
}

/// Without the quotation marks around the whole.
fn bare(chars: &[Ch]) -> &[Ch] {
    match last_quoted(chars) {
        Some(([], words)) => words,
        _ => chars,
    }
}
