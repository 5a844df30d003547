//! The pseudonymised copy on paper, in the order of method §6.3: what is wanted from supervision
//! first.

use super::phrase::Phrase;
use super::{Block, Document, Item, Line, Section, Span, Table};
use crate::method::Speaker;
use crate::method::disclosure::pseudonymiser::{Piece, Pseudonymised, Week};
use crate::method::disclosure::{
    Closed, Kept, Profile, SupervisorCopy, Turn, Unsaid, VeiledNeed, VeiledWant,
};
use crate::picture::landing;
use crate::words::{Words, arg};

pub(super) fn document(copy: &SupervisorCopy, words: &Words) -> Document {
    let page = Page { copy, phrase: Phrase::about(words, std::iter::empty()) };
    Document {
        profile: Profile::Supervisor,
        lang: words.lang(),
        title: page.phrase.t("supervisor-title"),
        name: page.phrase.t("supervisor-name"),
        made_on: None,
        made: page.phrase.say("supervisor-until", &[("n", copy.until.number().into())]),
        // The practice would say whose client it is.
        head: None,
        facts: page.facts(),
        sections: page.sections(),
    }
}

/// A text with everything that was taken out of it said in brackets, in the language of the text.
pub(super) fn written(pseudonymised: &Pseudonymised) -> String {
    let words = Words::of(pseudonymised.lang());
    let piece = |piece: &Piece| match piece {
        Piece::Written(plain) => plain.as_str().to_owned(),
        Piece::Name(whom) => words.label("veil-name", whom),
        Piece::Date => words.t("veil-date"),
        Piece::Number(band) => words.label("veil-number", band),
        Piece::Age(decade) => words.say("veil-age", &[("n", (*decade).into())]),
        Piece::Address => words.t("veil-address"),
    };
    pseudonymised.pieces().iter().map(piece).collect()
}

/// One copy being written out.
struct Page<'c> {
    copy: &'c SupervisorCopy,
    phrase: Phrase<'c>,
}

impl Page<'_> {
    fn facts(&self) -> Vec<Line> {
        let line = |key: &str, text: String| Line { label: self.phrase.t(key), text };
        let span = [
            ("from", self.copy.from.number().into()),
            ("to", self.copy.until.number().into()),
            ("sessions", self.copy.held.into()),
        ];
        let mut facts = vec![
            line("supervisor-what", self.phrase.t("supervisor-what-text")),
            line("summary-period", self.phrase.say("supervisor-span", &span)),
        ];
        facts.extend(self.copy.revised.map(|week| {
            line(
                "summary-revised",
                self.phrase.say("supervisor-revised", &[("n", week.number().into())]),
            )
        }));
        facts
    }

    fn sections(&self) -> Vec<Section> {
        let copy = self.copy;
        let section =
            |key, heading: &str, blocks| Section::of(key, &self.phrase.t(heading), blocks);
        [
            section("question", "supervisor-question", vec![self.paragraph(&copy.question)]),
            section(
                "client",
                "supervisor-client",
                copy.about.iter().map(|text| self.paragraph(text)).collect(),
            ),
            section("timeline", "supervisor-timeline", self.timeline()),
            section("wants_needs", "supervisor-wants-needs", self.wants_and_needs()),
            section(
                "held",
                "supervisor-held",
                copy.unsaid.iter().map(|u| self.unsaid(u)).collect(),
            ),
            section("told", "supervisor-told", self.told()),
            section("closed", "supervisor-closed", self.closed()),
            section("strains", "supervisor-strains", self.strains()),
            section("promises", "supervisor-promises", self.promises()),
            section(
                "further",
                "supervisor-further",
                copy.further.iter().map(|text| self.paragraph(text)).collect(),
            ),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    fn paragraph(&self, text: &Pseudonymised) -> Block {
        Item { text: Some(Span::pseudonymised(text)), ..Item::default() }.block()
    }

    fn week(&self, week: Week) -> String {
        self.phrase.say("supervisor-week", &[("n", week.number().into())])
    }

    fn table(&self, head: &[&str], rows: Vec<Vec<String>>) -> Vec<Block> {
        let head = head.iter().map(|key| self.phrase.t(key)).collect();
        if rows.is_empty() {
            Vec::new()
        } else {
            vec![Block::Table(Table { head, rows, anchor: None })]
        }
    }

    fn timeline(&self) -> Vec<Block> {
        let words = self.phrase.words;
        let row = |turn: &Turn| {
            let session =
                turn.session.map(|n| self.phrase.say("summary-session-no", &[("n", n.into())]));
            vec![
                self.week(turn.week),
                session.unwrap_or_default(),
                words.label("stage", &turn.stage.to_string()),
                turn.checkout.map(|answer| words.label("checkout", &answer)).unwrap_or_default(),
            ]
        };
        let head =
            ["supervisor-col-week", "summary-col-session", "file-col-stage", "term-check-out"];
        self.table(&head, self.copy.turns.iter().map(row).collect())
    }

    /// Tells what they want, then what may lie behind it; what they have not made theirs is framed
    /// and called so.
    fn wants_and_needs(&self) -> Vec<Block> {
        let words = self.phrase.words;
        let want = |w: &VeiledWant| {
            let from =
                [words.t("term-want"), self.week(w.week), words.label("want-state", &w.state)]
                    .join(" · ");
            Item { text: Some(Span::pseudonymised(&w.text)), words: Vec::new(), from: Some(from) }
                .block()
        };
        let need = |n: &VeiledNeed| {
            // The ground of a guess means nothing once they have answered it.
            let basis = n.state.guessed().then(|| words.label("need-basis", &n.basis));
            let label = self.phrase.not_theirs(n.state);
            let state = Some(words.label("need-state", &n.state))
                .filter(|state| n.state.owned() || *state != label);
            let from =
                [words.t("term-need"), self.week(n.week)].into_iter().chain(basis).chain(state);
            let from = Some(from.collect::<Vec<_>>().join(" · "));
            let item = Item { text: Some(Span::pseudonymised(&n.text)), words: Vec::new(), from };
            if n.state.owned() { item.block() } else { Block::Guess { label, item } }
        };
        self.copy.wants.iter().map(want).chain(self.copy.needs.iter().map(need)).collect()
    }

    fn unsaid(&self, unsaid: &Unsaid) -> Block {
        let words = self.phrase.words;
        let why = unsaid.why.as_ref().map(|why| {
            let why = [("label", arg(words.t("term-why"))), ("text", arg(written(why)))];
            words.say("file-labelled", &why)
        });
        let from = [self.week(unsaid.week), words.label("message-state", &unsaid.state)];
        let from: Vec<String> = from.into_iter().chain(why).collect();
        Item {
            text: Some(Span::pseudonymised(&unsaid.text)),
            words: Vec::new(),
            from: Some(from.join(" · ")),
        }
        .block()
    }

    fn told(&self) -> Vec<Block> {
        let words = self.phrase.words;
        let rows = self.copy.told.iter().zip(1_usize..).map(|(told, no)| {
            let landing = told
                .reception
                .map_or_else(|| words.t("reception-unknown"), |r| words.label("reception", &r));
            let permission = words.permission(told.permission);
            vec![no.to_string(), self.week(told.week), written(&told.text), permission, landing]
        });
        let head = [
            "staircase-no",
            "supervisor-col-week",
            "file-col-text",
            "term-permission",
            "term-reception",
        ];
        let Some(Block::Table(table)) = self.table(&head, rows.collect()).pop() else {
            return Vec::new();
        };
        let squares = self.copy.told.iter().map(|told| (told.permission, told.reception)).collect();
        let (alt, svg) = landing::drawing_veiled(squares, words);
        vec![Block::Picture { alt, svg }, Block::Table(Table { anchor: Some("t"), ..table })]
    }

    fn closed(&self) -> Vec<Block> {
        let words = self.phrase.words;
        let text = |text: &Option<Pseudonymised>| text.as_ref().map(written).unwrap_or_default();
        let row = |c: &Closed| {
            vec![self.week(c.week), words.label("sign", &c.sign), text(&c.before), text(&c.seen)]
        };
        let head = [
            "supervisor-col-week",
            "supervisor-col-sign",
            "supervisor-col-before",
            "supervisor-col-seen",
        ];
        self.table(&head, self.copy.closed.iter().map(row).collect())
    }

    fn strains(&self) -> Vec<Block> {
        let words = self.phrase.words;
        let steps = self.copy.strains.iter().flatten();
        let rows = steps
            .map(|(week, state)| vec![self.week(*week), words.label("strain-state", state)])
            .collect();
        self.table(&["supervisor-col-week", "file-col-event"], rows)
    }

    fn promises(&self) -> Vec<Block> {
        let words = self.phrase.words;
        let row = |p: &Kept| {
            let whose = match p.by {
                Speaker::Client => words
                    .label("veil-name", &crate::method::disclosure::pseudonymiser::Whom::Client),
                Speaker::Consultant => words.t("supervisor-mine"),
            };
            let due = p.due.map(|week| self.week(week)).unwrap_or_default();
            vec![
                self.week(p.made),
                whose,
                written(&p.text),
                due,
                words.label("promise-state", &p.state),
            ]
        };
        let head = [
            "supervisor-col-week",
            "file-col-whose",
            "file-col-promise",
            "file-col-due",
            "file-col-status",
        ];
        self.table(&head, self.copy.promises.iter().map(row).collect())
    }
}
