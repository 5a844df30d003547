//! The session's own fields as lines. What stands at its default is left out.

use super::Page;
use crate::intake::shorthand::lex::escape;
use crate::intake::shorthand::tag::DIRECT_REPORT;
use crate::intake::shorthand::{GRAMMAR, Prefix};
use crate::method::Lang;
use crate::method::field::Shape;
use crate::method::hours::Hours;
use crate::method::session::{SessionField, SessionKind, SessionStatus};

impl Page<'_> {
    pub(super) fn head(&mut self) {
        let s = self.session;
        self.line(Prefix::On, None, &s.on.to_string());
        self.named(
            Prefix::Kind,
            "session-kind",
            Some(s.kind).filter(|k| *k != SessionKind::default()),
        );
        self.named(
            Prefix::Status,
            "session-status",
            Some(s.status).filter(|k| *k != SessionStatus::default()),
        );
        if let Some(minutes) = s.minutes {
            self.line(Prefix::Minutes, None, &minutes.to_string());
        }
        for row in GRAMMAR.iter() {
            match row.prefix {
                Prefix::Field(SessionField::Topic) => self.topic(),
                Prefix::Field(field) => self.field(field),
                Prefix::Ended => {
                    if let Some(at) = s.ended_at {
                        let at = at.format("%Y-%m-%d %H:%M:%S%.f").to_string();
                        self.line(Prefix::Ended, None, &at);
                    }
                }
                Prefix::Hours => s.hours.iter().for_each(|hours| self.hours(hours)),
                _ => {}
            }
        }
        for (_, typed) in s.open_lines() {
            self.line(Prefix::Kept, None, &escape(typed.as_str()));
        }
    }

    fn topic(&mut self) {
        let s = self.session;
        let covered = s.topic_covered.map(|c| self.value("covered", &c)).unwrap_or_default();
        if s.client_topic.is_some() || s.topic_covered.is_some() {
            let topic = s.client_topic.as_ref().map(|t| escape(t.as_str())).unwrap_or_default();
            self.line(Prefix::of(SessionField::Topic), None, &format!("{topic}{covered}"));
        }
    }

    /// A declared field of the session.
    fn field(&mut self, field: SessionField) {
        let Some(value) = field.of(self.session) else { return };
        let prefix = Prefix::Field(field);
        match field.declared().shape {
            Shape::Text | Shape::Notes => self.line(prefix, None, &escape(&value)),
            Shape::DayBefore | Shape::DayAfter => self.line(prefix, None, &value),
            Shape::Choice(family) => self.named(prefix, family, Some(value)),
        }
    }

    fn hours(&mut self, hours: &Hours) {
        let group = hours.group.as_ref().map(|name| escape(name.as_str())).unwrap_or_default();
        let heads = hours.heads.map(|n| format!(" #{n}")).unwrap_or_default();
        let role = self.value("session-role", &hours.role);
        let pay = hours.pay.map(|pay| self.value("pay", &pay)).unwrap_or_default();
        let [en, ja] = DIRECT_REPORT;
        let direct = if self.lang == Lang::Ja { ja } else { en };
        let direct = if hours.direct_report { format!(" ={direct}") } else { String::new() };
        self.line(Prefix::Hours, None, &format!("{group}{heads}{role}{pay}{direct}"));
        if let Some(payer) = &hours.payer {
            self.line(Prefix::Payer, None, &escape(payer.as_str()));
        }
    }

    fn named(&mut self, prefix: Prefix, family: &str, value: Option<impl serde::Serialize>) {
        if let Some(value) = value {
            let written = self.names.label(family, &value, self.lang);
            self.line(prefix, None, &written);
        }
    }
}
