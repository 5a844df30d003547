//! The session's own fields as lines. What stands at its default is left out.

use super::Page;
use crate::domain::session::{SessionKind, SessionStatus};
use crate::domain::shorthand::Prefix;
use crate::domain::shorthand::lex::escape;

impl Page<'_> {
    pub(super) fn head(&mut self) {
        let s = self.session;
        self.line(Prefix::On, None, &s.on.to_string());
        self.named(Prefix::Kind, "session-kind", Some(s.kind).filter(|k| *k != SessionKind::default()));
        self.named(Prefix::Status, "session-status", Some(s.status).filter(|k| *k != SessionStatus::default()));
        if let Some(minutes) = s.minutes {
            self.line(Prefix::Minutes, None, &minutes.to_string());
        }
        if let Some(day) = s.planned_for {
            self.line(Prefix::Planned, None, &day.to_string());
        }
        self.named(Prefix::Mode, "mode", s.mode);
        self.named(Prefix::Initiator, "initiator", s.initiator);
        if let Some(at) = s.ended_at {
            self.line(Prefix::Ended, None, &at.format("%Y-%m-%d %H:%M:%S%.f").to_string());
        }
        let covered = s.topic_covered.map(|c| self.value("covered", &c)).unwrap_or_default();
        if s.client_topic.is_some() || s.topic_covered.is_some() {
            let topic = s.client_topic.as_ref().map(|t| escape(t.as_str())).unwrap_or_default();
            self.line(Prefix::Topic, None, &format!("{topic}{covered}"));
        }
        self.named(Prefix::Closing, "closing", s.closing);
        if let Some(day) = s.next_on {
            self.line(Prefix::Next, None, &day.to_string());
        }
        self.named(Prefix::Checkout, "checkout", s.checkout);
        if let Some(note) = &s.note {
            self.line(Prefix::Note, None, &escape(note.as_str()));
        }
        for typed in &s.unkept {
            self.line(Prefix::Kept, None, &escape(typed.as_str()));
        }
    }

    fn named(&mut self, prefix: Prefix, family: &str, value: Option<impl serde::Serialize>) {
        if let Some(value) = value {
            let written = self.names.label(family, &value, self.lang);
            self.line(prefix, None, &written);
        }
    }
}
