//! Tells where the relationship stands: the staircase with its proof, the agreements, wants beside
//! needs, strains.

use super::{Pages, or_blank};
use crate::export::document::{Block, Item, Table};
use crate::method::staircase::Event;
use crate::method::standing::Change;
use crate::method::{Id, Need, NeedState, StrainState, Want};
use crate::picture::{staircase, want_need};

impl Pages<'_> {
    /// The staircase as it is drawn (P1) with its numbered events, then every day on which the
    /// standing changed.
    pub(super) fn staircase(&self) -> Vec<Block> {
        let stairs = &self.of.stairs;
        let events: Vec<Vec<String>> =
            stairs.events.iter().enumerate().map(|(i, e)| self.event(i + 1, e)).collect();
        if events.is_empty() {
            return Vec::new();
        }
        let (alt, svg) = staircase::drawing_alone(stairs, self.file, self.phrase.words);
        let mut blocks = vec![Block::Picture { alt, svg }];
        let head = ["staircase-no", "staircase-date", "staircase-what", "file-col-words"];
        blocks.push(Block::Table(Table {
            head: head.map(|key| self.phrase.t(key)).into(),
            rows: events,
            anchor: Some("e"),
        }));
        let rows = self.of.changes.iter().map(|c| self.change(c)).collect();
        let head = [
            "file-col-day",
            "file-col-stage",
            "file-col-talk",
            "file-col-advice",
            "file-col-words",
        ];
        blocks.extend(self.table(&head, rows));
        blocks
    }

    /// One event of the picture, by its number.
    fn event(&self, no: usize, event: &Event) -> Vec<String> {
        let quotes: Vec<String> =
            event.quotes().into_iter().map(|id| self.words_of(Some(id))).collect();
        vec![
            no.to_string(),
            self.day(event.on),
            staircase::told(event, self.phrase.words),
            quotes.join("\n"),
        ]
    }

    fn change(&self, change: &Change) -> Vec<String> {
        let words = self.phrase.words;
        let standing = &change.standing;
        let suspended = standing.suspended().then(|| self.phrase.t("term-suspended"));
        let advice = words.label("agreement-state", &standing.consultation.state);
        let that_day = self.file.agreements.iter().filter(|e| e.on == change.on);
        let mut quotes: Vec<String> =
            that_day.map(|e| self.words_of(e.quote.as_ref())).filter(|w| !w.is_empty()).collect();
        quotes.dedup();
        vec![
            self.day(change.on),
            words.label("stage", &standing.stage.to_string()),
            words.label("agreement-state", &standing.conversation.state),
            self.phrase.list(&std::iter::once(advice).chain(suspended).collect::<Vec<_>>()),
            quotes.join("\n"),
        ]
    }

    pub(super) fn agreements(&self) -> Vec<Block> {
        let mut events: Vec<_> = self.file.agreements.iter().collect();
        events.sort_by_key(|e| e.on);
        let row = |e: &&crate::method::AgreementEvent| {
            let words = self.phrase.words;
            vec![
                self.day(e.on),
                words.label("agreement-kind", &e.kind),
                words.label("agreement-move", &e.event),
                self.words_of(e.quote.as_ref()),
            ]
        };
        self.table(
            &["file-col-day", "file-col-agreement", "file-col-event", "file-col-words"],
            events.iter().map(row).collect(),
        )
    }

    /// The map of wants and needs (P2), then the wants; the needs have their own section.
    pub(super) fn wants(&self) -> Vec<Block> {
        let drawn = !self.file.wants.is_empty() || !self.file.needs.is_empty();
        let map = drawn
            .then(|| want_need::drawing_alone(self.file, self.of.edition.as_of, self.phrase.words));
        let map = map.map(|(alt, svg)| Block::Picture { alt, svg });
        map.into_iter().chain(self.file.wants.iter().map(|w| self.want(w).block())).collect()
    }

    fn want(&self, want: &Want) -> Item {
        let steps =
            want.history.iter().map(|s| self.step(s, self.phrase.words.label("want-state", &s.to)));
        let needs = want.needs.iter().filter_map(|id| self.file.need(id));
        let linked = needs.map(|n| self.labelled("file-linked-need", n.text.as_str()));
        let from = std::iter::once(self.day(want.on)).chain(steps).chain(linked).collect();
        self.item(&want.text, quotes(want.quote.as_ref(), &want.history), from)
    }

    /// Needs; whatever they have not made theirs is a guess, framed and called so.
    pub(super) fn needs(&self) -> Vec<Block> {
        self.file.needs.iter().map(|n| self.need(n)).collect()
    }

    fn need(&self, need: &Need) -> Block {
        let words = self.phrase.words;
        let state = need.state(self.of.edition.as_of);
        let steps = need.history.iter().map(|s| self.step(s, words.label("need-state", &s.to)));
        let basis = words.label("need-basis", &need.basis);
        let wording =
            need.client_wording.iter().map(|w| self.labelled("file-their-wording", w.as_str()));
        let from = [self.day(need.on), basis].into_iter().chain(steps).chain(wording).collect();
        let item = self.item(&need.text, quotes(need.hint_quote.as_ref(), &need.history), from);
        match state {
            NeedState::Acknowledged | NeedState::Addressed => item.block(),
            state => Block::Guess { label: self.phrase.not_theirs(state), item },
        }
    }

    pub(super) fn strains(&self) -> Vec<Block> {
        let mut rows = Vec::new();
        for strain in &self.file.strains {
            rows.extend(strain.history.iter().map(|s| {
                let words = self.phrase.words;
                let began = strain.message.as_ref().filter(|_| s.to == StrainState::Noticed);
                let told = began.and_then(|id| self.file.message(id)).map(|m| &m.text);
                vec![
                    self.day(s.on),
                    words.label("family", &strain.kind),
                    words.label("strain-state", &s.to),
                    self.words_of(s.quote.as_ref()),
                    or_blank(s.note.as_ref().or(told)),
                ]
            }));
        }
        self.table(
            &["file-col-day", "file-col-kind", "file-col-event", "file-col-words", "file-col-note"],
            rows,
        )
    }
}

/// The quotes a record and its steps rest on, each once.
fn quotes<S>(first: Option<&Id>, steps: &[crate::method::Step<S>]) -> Vec<Id> {
    let mut ids: Vec<Id> = Vec::new();
    for id in first.into_iter().chain(steps.iter().filter_map(|s| s.quote.as_ref())) {
        if !ids.contains(id) {
            ids.push(id.clone());
        }
    }
    ids
}
