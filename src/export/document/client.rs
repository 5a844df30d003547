//! The client's copy on paper: the nine sections of method §6.2. Second person, their nouns, no
//! praise, no diagnosis.

use super::phrase::{Phrase, open_end};
use super::{Block, Document, Head, Item, Line, Section, Span, Table};
use crate::method::disclosure::{
    Agreed, ClientCopy, Disclosed, Mattering, Met, Profile, Promised, Said, Told, Topic, Wanted,
};
use crate::method::{
    AgreementKind, Day, Exactness, Lang, Permission, PromiseState, Speaker, Text, WantState,
};
use crate::words::{Words, arg};

pub(super) fn document(copy: &ClientCopy, words: &Words) -> Document {
    let made_on = copy.edition.as_of;
    let page =
        Page { copy, phrase: Phrase::about(words, copy.sessions.iter().map(|s| *s.on.get())) };
    let name = words.on_document(page.name());
    Document {
        profile: Profile::Client,
        lang: words.lang(),
        title: page.title(),
        name: page.phrase.with("summary-name", "name", &name),
        made_on: Some(made_on),
        made: page.phrase.with("summary-made", "day", &words.date(made_on)),
        head: Head::on(&copy.issuer.letterhead),
        facts: page.facts(name),
        sections: page.sections(),
    }
}

/// One copy being written out.
struct Page<'c> {
    copy: &'c ClientCopy,
    phrase: Phrase<'c>,
}

impl Page<'_> {
    fn name(&self) -> &str {
        let names = &self.copy.names;
        let own = match self.phrase.words.lang() {
            Lang::Ja => names.ja.get(),
            Lang::En => names.en.get(),
        };
        own.as_ref().unwrap_or(names.any.get()).as_str()
    }

    /// Tells how a sentence speaks of the client: in Japanese by the family name, which stands
    /// first.
    fn family_name(&self) -> String {
        self.phrase.words.in_document(self.name())
    }

    /// Tells how a sentence speaks of the consultant: as of the client.
    fn consultant(&self) -> &str {
        let name = self.copy.issuer.consultant.as_str();
        match self.phrase.words.lang() {
            Lang::Ja => name.split([' ', '\u{3000}']).next().unwrap_or(name),
            Lang::En => name,
        }
    }

    fn title(&self) -> String {
        match self.first_and_last() {
            Some((first, last)) if first == last => {
                self.phrase.with("summary-title-day", "day", &self.phrase.day(first))
            }
            _ => self.phrase.t("summary-title"),
        }
    }

    /// The first and last day the copy is about: as asked for, else from the first session to the
    /// day it is made.
    fn first_and_last(&self) -> Option<(Day, Day)> {
        let first =
            self.copy.edition.first_day().or(self.copy.sessions.first().map(|s| *s.on.get()))?;
        Some((first, self.copy.edition.last_day()))
    }

    fn facts(&self, name: String) -> Vec<Line> {
        let line = |key: &str, text: String| Line { label: self.phrase.t(key), text };
        let made = self.phrase.words.day(self.copy.edition.as_of);
        let by = &self.copy.issuer.consultant;
        let mut facts: Vec<Line> = self
            .first_and_last()
            .map(|span| line("summary-period", self.span(span)))
            .into_iter()
            .collect();
        facts.push(line("summary-for", name));
        facts.push(line("summary-made-on", self.phrase.list(&[made, by.clone()])));
        facts.extend(self.copy.edition.revised_on.map(|on| {
            line(
                "summary-revised",
                self.phrase.with("summary-revised-on", "day", &self.phrase.words.day(on)),
            )
        }));
        facts
    }

    fn span(&self, (first, last): (Day, Day)) -> String {
        let words = self.phrase.words;
        if first == last {
            let met = self.copy.sessions.iter().map(|s| self.meeting(s));
            return self.phrase.list(
                &std::iter::once(words.day(first))
                    .chain(met.filter(|m| !m.is_empty()))
                    .collect::<Vec<_>>(),
            );
        }
        let sessions = self.copy.sessions.len();
        let args = [
            ("from", arg(words.day(first))),
            ("to", arg(words.day(last))),
            ("to_short", arg(self.phrase.end(first, last))),
            ("sessions", sessions.into()),
        ];
        words.say("summary-span", &args)
    }

    /// Number and minutes of one session.
    fn meeting(&self, met: &Met) -> String {
        let no = met.no.get().map(|n| self.phrase.say("summary-session-no", &[("n", n.into())]));
        let minutes =
            met.minutes.get().map(|n| self.phrase.say("session-minutes", &[("n", n.into())]));
        self.phrase.list(&no.into_iter().chain(minutes).collect::<Vec<_>>())
    }

    fn sections(&self) -> Vec<Section> {
        let copy = self.copy;
        let section =
            |key, heading: &str, blocks| Section::of(key, &self.phrase.t(heading), blocks);
        let items = |words: &[Said]| words.iter().map(|w| self.said(w)).collect();
        [
            section("topics", "summary-topics", self.topics()),
            section("words", "summary-words", items(&copy.words)),
            section(
                "matters",
                "summary-matters",
                copy.matters.iter().flat_map(|m| self.mattering(m)).collect(),
            ),
            section("told", "summary-told", copy.told.iter().map(|t| self.told(t)).collect()),
            section("promises", "summary-promises", self.decisions()),
            section(
                "left_open",
                "summary-left-open",
                copy.left_open.iter().map(|w| self.left_open(w)).collect(),
            ),
            section("next", "summary-next", self.next_time()),
            section("about", "summary-about", vec![self.about()]),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// The day that was agreed on, then what to begin with.
    fn next_time(&self) -> Vec<Block> {
        let day = |on: &Disclosed<Day>| self.plain(self.phrase.words.day(*on.get()));
        let agenda = |text: &Disclosed<Text>| {
            Item { text: Some(Span::text(text.get())), ..Item::default() }.block()
        };
        let agenda = self.copy.next_agenda.iter().map(agenda);
        self.copy.next_on.iter().map(day).chain(agenda).collect()
    }

    fn plain(&self, text: String) -> Block {
        Block::Paragraph { text, fine: false }
    }

    /// The topics of the sessions, then the wants.
    fn topics(&self) -> Vec<Block> {
        let topic = |met: &Met| {
            met.topic.get().clone().map(|t| (self.phrase.day(*met.on.get()), self.meeting(met), t))
        };
        let topics: Vec<_> = self.copy.sessions.iter().filter_map(topic).collect();
        let mut blocks = Vec::new();
        if let [(_, _, only)] = topics.as_slice() {
            blocks.push(Item { text: Some(Span::text(only)), ..Item::default() }.block());
        } else if !topics.is_empty() {
            let head = ["summary-col-day", "summary-col-session", "summary-col-topic"]
                .map(|key| self.phrase.t(key))
                .into();
            let rows = topics
                .into_iter()
                .map(|(on, meeting, topic)| vec![on, meeting, topic.to_string()])
                .collect();
            blocks.push(Block::Table(Table { head, rows, anchor: None }));
        }
        blocks.extend(self.copy.wants.iter().map(|w| self.wanted(w)));
        blocks
    }

    fn wanted(&self, want: &Wanted) -> Block {
        let since = want.since.as_ref().map(|on| self.phrase.day(*on.get())).unwrap_or_default();
        let state = match want.state.get() {
            WantState::Done => Some(self.phrase.with("summary-want-done", "day", &since)),
            WantState::Declined => Some(self.phrase.with("summary-want-declined", "day", &since)),
            WantState::Open | WantState::Answered | WantState::Deferred | WantState::Withdrawn => {
                None
            }
        };
        let on = self.phrase.with("summary-on", "day", &self.phrase.day(*want.on.get()));
        let from = Some(self.phrase.sentences([Some(on), state]));
        Item { text: Some(Span::text(want.text.get())), words: Vec::new(), from }.block()
    }

    fn quote(&self, said: &Said) -> Span {
        Span::words(said.text.get(), *said.lang.get())
    }

    /// The day of some words; that they were kept nearly as said is said openly.
    fn when(&self, said: &Said) -> Option<String> {
        let near = (*said.exactness.get() == Exactness::Near)
            .then(|| self.phrase.words.label("exactness", &Exactness::Near));
        let parts: Vec<String> =
            said.on.iter().map(|on| self.phrase.day(*on.get())).chain(near).collect();
        (!parts.is_empty()).then(|| self.phrase.list(&parts))
    }

    fn said(&self, said: &Said) -> Block {
        Item { text: None, words: vec![self.quote(said)], from: self.when(said) }.block()
    }

    fn mattering(&self, matter: &Mattering) -> Vec<Block> {
        let wording = matter
            .wording
            .get()
            .as_ref()
            .map(|w| Item { text: Some(Span::text(w)), ..Item::default() }.block());
        wording.into_iter().chain(matter.words.iter().map(|w| self.said(w))).collect()
    }

    fn told(&self, told: &Told) -> Block {
        let span = Span::text(told.text.get());
        let text = match span.lang == self.phrase.words.lang() {
            true => self.phrase.with("summary-told-sentence", "text", open_end(&span.text)),
            false => span.text,
        };
        let on = self.phrase.with("summary-on", "day", &self.phrase.day(*told.on.get()));
        let leave = match told.permission.get() {
            Some(Permission::Solicited) => Some(self.phrase.t("summary-told-asked")),
            Some(Permission::Permitted) => Some(self.phrase.t("summary-told-agreed")),
            Some(Permission::Unasked | Permission::Imposed) | None => None,
        };
        let interest = told.self_interest.get().then(|| self.phrase.t("summary-told-interest"));
        let from = Some(self.phrase.sentences([Some(on), leave, interest]));
        let words = told.answer.iter().map(|a| self.quote(a)).collect();
        Item { text: Some(Span { lang: span.lang, text }), words, from }.block()
    }

    /// Promises of both sides, then what was agreed.
    fn decisions(&self) -> Vec<Block> {
        let promises = self.copy.promises.iter().map(|p| self.promised(p));
        promises.chain(self.copy.agreed.iter().map(|a| self.agreed(a))).collect()
    }

    fn promised(&self, promise: &Promised) -> Block {
        let whose = match promise.by.get() {
            Speaker::Client => {
                self.phrase.with("summary-promise-yours", "name", &self.family_name())
            }
            Speaker::Consultant => {
                self.phrase.with("summary-promise-ours", "name", self.consultant())
            }
        };
        let due = promise
            .due_on
            .get()
            .map(|on| self.phrase.with("summary-promise-due", "day", &self.phrase.day(on)));
        let since = promise.since.as_ref().map(|on| self.phrase.day(*on.get())).unwrap_or_default();
        let state = match promise.state.get() {
            PromiseState::Open => None,
            PromiseState::Carried => {
                Some(self.phrase.with("summary-promise-carried", "day", &since))
            }
            PromiseState::Done => Some(self.phrase.with("summary-promise-done", "day", &since)),
            PromiseState::Missed => Some(self.phrase.with("summary-promise-missed", "day", &since)),
            PromiseState::Renegotiated => {
                Some(self.phrase.with("summary-promise-renegotiated", "day", &since))
            }
            PromiseState::Dropped => {
                Some(self.phrase.with("summary-promise-dropped", "day", &since))
            }
        };
        let from = Some(self.phrase.sentences([Some(whose), due, state]));
        Item { text: Some(Span::text(promise.text.get())), words: Vec::new(), from }.block()
    }

    fn agreed(&self, agreed: &Agreed) -> Block {
        let topic = match &agreed.about {
            Topic::Whole => None,
            Topic::Want(text) | Topic::Told(text) => Some(open_end(text.get().as_str())),
        };
        let text = match (agreed.kind, topic) {
            (AgreementKind::Conversation, None) => self.phrase.t("summary-agreed-talk"),
            (AgreementKind::Consultation, None) => self.phrase.t("summary-agreed-advice"),
            (AgreementKind::Conversation, Some(topic)) => {
                self.phrase.with("summary-agreed-talk-about", "topic", topic)
            }
            (AgreementKind::Consultation, Some(topic)) => {
                self.phrase.with("summary-agreed-advice-about", "topic", topic)
            }
        };
        let again = |(i, on): (usize, &_)| {
            let on: &Disclosed<Day> = on;
            let day = self.phrase.day(*on.get());
            if i == 0 { day } else { self.phrase.with("summary-agreed-again", "day", &day) }
        };
        let days: Vec<String> = agreed.on.iter().enumerate().map(again).collect();
        let text = Span { lang: self.phrase.words.lang(), text };
        Item { text: Some(text), words: Vec::new(), from: Some(self.phrase.list(&days)) }.block()
    }

    fn left_open(&self, want: &Wanted) -> Block {
        let since = want.since.as_ref().unwrap_or(&want.on);
        let from =
            Some(self.phrase.with("summary-want-deferred", "day", &self.phrase.day(*since.get())));
        let words = want.words.iter().map(|w| self.quote(w)).collect();
        Item { text: Some(Span::text(want.text.get())), words, from }.block()
    }

    /// Tells who can see the record, how to correct it, how long it is kept.
    fn about(&self) -> Block {
        let issuer = &self.copy.issuer;
        let args = [
            ("name", arg(self.family_name())),
            ("consultant", arg(self.consultant())),
            ("colleagues", issuer.colleagues.into()),
            ("held", arg(if issuer.retention.held { "yes" } else { "no" })),
        ];
        let about = self.phrase.say("summary-about-text", &args);
        let kept = self.phrase.kept(issuer.retention, self.copy.edition.as_of);
        let asked = (!issuer.retention.held).then(|| self.phrase.t("summary-kept-asked"));
        Block::Paragraph {
            text: self.phrase.sentences([Some(about), Some(kept), asked]),
            fine: true,
        }
    }
}
