//! Tells who they are, how they came, and how long the record is kept.

use super::{Pages, or_blank};
use crate::export::document::Block;
use crate::method::Text;
use crate::method::retention::Retention;

impl Pages<'_> {
    pub(super) fn person(&self) -> Vec<Block> {
        let p = &self.file.person;
        let mut rows: Vec<(&str, String)> = vec![
            ("file-role", or_blank(p.role_in(self.phrase.words.lang()))),
            ("file-reading", or_blank(p.reading.as_ref())),
            ("person-mail", or_blank(p.mail.as_ref())),
            ("person-phone", or_blank(p.phone.as_ref())),
        ];
        rows.extend(p.earlier_names.iter().map(|earlier| {
            let until = earlier.until.map(|on| self.day(on));
            let parts = [
                Some(earlier.name.to_string()),
                earlier.reading.as_ref().map(Text::to_string),
                until,
            ];
            ("person-earlier", self.phrase.list(&parts.into_iter().flatten().collect::<Vec<_>>()))
        }));
        if let Some(origin) = &p.origin {
            let known = [origin.how_they_knew_us.as_ref(), origin.activity.as_ref()]
                .into_iter()
                .flatten()
                .map(Text::to_string);
            let day = origin.on.map(|on| self.day(on));
            let how =
                origin.direction.map(|direction| self.phrase.words.label("origin", &direction));
            let parts: Vec<String> = how.into_iter().chain(known).chain(day).collect();
            rows.push(("file-origin", self.phrase.list(&parts)));
        }
        if let Some(fee) = p.fee_monthly {
            rows.push(("file-fee", self.phrase.words.money(fee, p.currency.as_ref())));
        }
        rows.extend(p.sponsor.iter().map(|s| ("file-sponsor", s.name.to_string())));
        rows.extend(p.listed.iter().map(|listed| {
            let until = listed.until.map(|on| self.day(on));
            let parts =
                [self.day(listed.on), listed.how.to_string(), or_blank(listed.contact.as_ref())];
            let parts =
                parts.into_iter().chain(until).filter(|part| !part.is_empty()).collect::<Vec<_>>();
            ("person-listed", self.phrase.list(&parts))
        }));
        rows.extend(p.preferences.iter().map(|l| ("file-preference", l.text.to_string())));
        rows.extend(p.busy_windows.iter().map(|w| {
            let span = format!("{} – {}", self.day(w.from), self.day(w.until));
            (
                "file-busy",
                self.phrase
                    .list(&[span, or_blank(w.note.as_ref())])
                    .trim_end_matches(['、', ',', ' '])
                    .to_owned(),
            )
        }));
        rows.retain(|(_, text)| !text.is_empty());
        self.table(
            &["file-col-what", "file-col-text"],
            rows.into_iter().map(|(key, text)| vec![self.phrase.t(key), text]).collect(),
        )
    }

    pub(super) fn status(&self) -> Vec<Block> {
        let row = |s: &crate::method::Step<crate::method::Status>| {
            vec![
                self.day(s.on),
                self.phrase.words.label("status", &s.to),
                or_blank(s.note.as_ref()),
            ]
        };
        self.table(
            &["file-col-day", "file-col-status", "file-col-note"],
            self.file.status_history.iter().map(row).collect(),
        )
    }

    pub(super) fn retention(&self) -> Block {
        let person = &self.file.person;
        let why = |why: &Option<Text>| {
            why.as_ref().map(|why| self.phrase.with("file-keeping-why", "why", why.as_str()))
        };
        let retention = self.of.issuer.retention;
        // The day that counts once nothing holds the record any more stands beside the hold.
        let day = self.phrase.kept(Retention { held: false, ..retention }, self.of.edition.as_of);
        let hold = retention.held.then(|| self.phrase.t("file-legal-hold"));
        Block::Paragraph {
            text: self.phrase.sentences([
                Some(day),
                why(&person.retention_reason),
                hold,
                why(&person.hold_reason),
            ]),
            fine: true,
        }
    }
}
