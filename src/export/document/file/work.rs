//! Holds what was done: things told, promises, sessions with words, signs and notes, contacts and
//! gifts.

use super::{Pages, or_blank};
use crate::export::document::{Block, Item, Span, Table};
use crate::method::landing::{Landing, Square};
use crate::method::session::SessionField;
use crate::method::{Message, Session};
use crate::picture::landing;
use crate::words::text_arg;

impl Pages<'_> {
    /// Tells how what was told has landed (P5) with its numbered rows, then every message.
    pub(super) fn messages(&self) -> Vec<Block> {
        let (words, landing) = (self.phrase.words, Landing::of(self.file, self.of.edition.as_of));
        let mut blocks = Vec::new();
        if !landing.squares.is_empty() {
            let (alt, svg) = landing::drawing_alone(&landing, self.file, words);
            let head = [
                "staircase-no",
                "file-col-day",
                "term-message",
                "term-permission",
                "term-reception",
            ];
            let rows =
                landing.squares.iter().zip(1..).map(|(square, no)| self.told(square, no)).collect();
            let head = head.map(|key| self.phrase.t(key)).into();
            blocks = vec![
                Block::Picture { alt, svg },
                Block::Table(Table { head, rows, anchor: Some("t") }),
            ];
        }
        blocks.extend(self.file.messages.iter().map(|m| self.message(m).block()));
        blocks
    }

    /// One square of the picture, by its number.
    fn told(&self, square: &Square<'_>, no: usize) -> Vec<String> {
        let words = self.phrase.words;
        let landed = square
            .reception
            .map_or_else(|| self.phrase.t("reception-unknown"), |r| words.label("reception", &r));
        let permission = words.leave(square.delivery);
        vec![
            no.to_string(),
            self.day(square.delivery.on),
            square.message.text.to_string(),
            permission,
            landed,
        ]
    }

    fn message(&self, message: &Message) -> Item {
        let words = self.phrase.words;
        let state = words.label("message-state", &message.state(self.of.edition.as_of));
        let why = message.why.as_ref().map(|why| self.labelled("term-why", why.as_str()));
        let interest = if message.self_interest {
            self.phrase.t("summary-told-interest")
        } else {
            String::new()
        };
        let steps =
            message.history.iter().map(|s| self.step(s, words.label("message-state", &s.to)));
        let told = message.deliveries.iter().map(|d| {
            let landing = d.reception.map_or_else(
                || self.phrase.t("reception-unknown"),
                |r| words.label("reception", &r),
            );
            [self.day(d.on), words.leave(d), landing].join(" ")
        });
        let quotes = message
            .deliveries
            .iter()
            .flat_map(|d| [d.permission_quote.clone(), d.reception_quote.clone()])
            .flatten();
        let from = [self.day(message.on), state]
            .into_iter()
            .chain(why)
            .chain([interest])
            .chain(steps)
            .chain(told)
            .collect();
        self.item(&message.text, quotes.collect::<Vec<_>>(), from)
    }

    pub(super) fn promises(&self) -> Vec<Block> {
        let row = |p: &crate::method::Promise| {
            let words = self.phrase.words;
            vec![
                self.day(p.made_on),
                words.label("promise-by", &p.by),
                p.text.to_string(),
                p.due_on.map(|on| self.day(on)).unwrap_or_default(),
                std::iter::once(words.label("promise-state", &p.state(self.of.edition.as_of)))
                    .chain(
                        p.history.iter().filter_map(|s| s.note.as_ref()).map(ToString::to_string),
                    )
                    .collect::<Vec<_>>()
                    .join("\n"),
            ]
        };
        let head = [
            "file-col-day",
            "file-col-whose",
            "file-col-promise",
            "file-col-due",
            "file-col-status",
        ];
        self.table(&head, self.file.promises.iter().map(row).collect())
    }

    pub(super) fn sessions(&self) -> Vec<Block> {
        let mut sessions: Vec<&Session> = self.file.sessions.iter().collect();
        sessions.sort_by_key(|s| (s.on, s.no));
        sessions.into_iter().map(|s| self.session(s).block()).collect()
    }

    fn session(&self, session: &Session) -> Item {
        let words = self.phrase.words;
        let no = session.no.map(|n| self.phrase.say("summary-session-no", &[("n", n.into())]));
        let minutes =
            session.minutes.map(|n| self.phrase.say("session-minutes", &[("n", n.into())]));
        let status = (!session.held()).then(|| words.label("session-status", &session.status));
        let mode = session.mode.map(|m| words.label("mode", &m));
        let checkout =
            session.checkout.map(|c| self.labelled("term-check-out", &words.label("checkout", &c)));
        let next = session.next_on.map(|on| self.labelled("summary-next", &self.day(on)));
        // The topic heads the entry, and the note stands on a line without a label.
        let other =
            |field: &SessionField| !matches!(field, SessionField::Topic | SessionField::Note);
        let texts = SessionField::texts()
            .filter(other)
            .filter_map(|field| Some(self.labelled(field.declared().label, &field.of(session)?)));
        let head: Vec<String> = std::iter::once(self.day(session.on))
            .chain(no)
            .chain(minutes)
            .chain(status)
            .chain(mode)
            .collect();
        let quotes = self.file.quotes.iter().filter(|q| q.session.as_ref() == Some(&session.id));
        let signs = self.file.markers.iter().filter(|m| m.session == session.id).map(|m| {
            let seen = [m.just_before.as_ref(), m.observed.as_ref()]
                .into_iter()
                .flatten()
                .map(ToString::to_string);
            std::iter::once(words.label("sign", &m.sign))
                .chain(seen)
                .collect::<Vec<_>>()
                .join(" / ")
        });
        let notes = session.note.iter().map(ToString::to_string);
        let unkept = session.unkept.iter().map(|line| self.labelled("file-unkept", line.as_str()));
        let addenda = session.addenda.iter().map(|a| {
            let by = [self.day(a.on), or_blank(a.by.as_ref()), a.text.to_string()];
            self.labelled("file-addendum", by.join(" ").trim())
        });
        let hours =
            session.hours.iter().map(|h| self.labelled("hours-title", &words.hours_note(h)));
        let below = checkout
            .into_iter()
            .chain(next)
            .chain(texts)
            .chain(hours)
            .chain(signs)
            .chain(notes)
            .chain(unkept)
            .chain(addenda);
        let head = head.join(" · ");
        let topic = session.client_topic.as_ref().map(Span::text);
        let lines: Vec<String> = topic.iter().map(|_| head.clone()).chain(below).collect();
        Item {
            text: Some(topic.unwrap_or(Span { lang: words.lang(), text: head })),
            words: quotes.map(|q| Span::words(&q.text, q.lang)).collect(),
            from: (!lines.is_empty()).then(|| lines.join("\n")),
        }
    }

    pub(super) fn contacts(&self) -> Vec<Block> {
        let row = |c: &crate::method::contact::Contact| {
            let words = self.phrase.words;
            vec![
                self.day(c.on),
                words.label("mover", &c.initiator),
                words.label("channel", &c.channel),
                c.replied_on.map(|on| self.day(on)).unwrap_or_default(),
                or_blank(c.note.as_ref()),
            ]
        };
        let head = [
            "file-col-day",
            "file-col-mover",
            "file-col-channel",
            "file-col-replied",
            "file-col-note",
        ];
        self.table(&head, self.file.contacts.iter().map(row).collect())
    }

    pub(super) fn gifts(&self) -> Vec<Block> {
        let item = |g: &crate::method::gift::Gift| {
            let words = self.phrase.words;
            let why = g.why.iter().map(|w| self.labelled("term-why", w.as_str()));
            let landing = std::iter::once(words.label("landing", &g.landing))
                .chain(g.landing_note.iter().map(ToString::to_string));
            let thanked =
                g.thanked_on.map(|on| self.phrase.with("file-thanked", "day", &self.day(on)));
            let effort = g
                .effort_on_receiver
                .iter()
                .map(|e| words.say("gift-asks", &[("effort", text_arg(e))]).trim().to_owned());
            let head = [
                self.day(g.on),
                words.label("gift-direction", &g.direction),
                words.label("gift-kind", &g.kind),
            ];
            let from =
                head.into_iter().chain(why).chain(effort).chain(landing).chain(thanked).collect();
            self.item(&g.what, [], from).block()
        };
        self.file.gifts.iter().map(item).collect()
    }
}
