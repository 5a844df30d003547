//! The consent to stand in the log of hours, as the fields of a person say it.

use super::Reading;
use crate::intake::written::Sense;
use crate::method::hours::Listing;

impl Reading<'_> {
    /// The consent to stand in the log of hours: its day and how it was given belong together.
    pub(super) fn listing(&mut self) {
        let was = self.person.clone();
        self.person.began_on = self.day("began_on", was.began_on, Sense::Back);
        self.person.ended_on = self.day("ended_on", was.ended_on, Sense::Back);
        let both = self.person.began_on.zip(self.person.ended_on);
        if both.is_some_and(|(began, ended)| ended < began) {
            self.fault("ended_on", "person-fault-ended");
        }
        let listed = was.listed;
        let on = self.day("listed_on", listed.as_ref().map(|l| l.on), Sense::Back);
        let how = self.text("listed_how", listed.as_ref().map(|l| l.how.clone()));
        let contact = self.text("listed_contact", listed.as_ref().and_then(|l| l.contact.clone()));
        let until = self.day("listed_until", listed.and_then(|l| l.until), Sense::Ahead);
        self.person.listed = match (on, how) {
            (Some(on), Some(how)) => Some(Listing { on, how, contact, until }),
            (None, None) if contact.is_none() && until.is_none() => None,
            (on, _) => {
                self.fault(
                    if on.is_none() { "listed_on" } else { "listed_how" },
                    "person-fault-listed",
                );
                None
            }
        };
    }
}
