//! A gift as its page has it: the fields exactly as typed, and the gift they make. Nothing of HTML.

use crate::intake::form::{Fault, Fields};
use crate::intake::written::{DayFault, Habit, Seen, Sense, day};
use crate::method::gift::{Burden, Gift, Landing};
use crate::method::text::TextFault;
use crate::method::{Day, Id, Text, code, from_code};

impl Gift {
    /// The gift that the fields describe. A why, thanks or talk that is known already is dated as
    /// the gift, unless it has a day of its own. Every field that cannot be read is named.
    pub fn of_fields(
        fields: &Fields,
        id: Id,
        (today, habit): (Day, Habit),
    ) -> Result<Gift, Vec<Fault>> {
        let mut reading = Reading { fields, today, habit, faults: Vec::new() };
        let gift = reading.gift(id);
        match gift {
            Some(gift) if reading.faults.is_empty() => Ok(gift),
            _ => Err(reading.faults),
        }
    }

    /// The fields that make the same gift.
    pub fn to_fields(&self) -> Fields {
        let text = |text: &Option<Text>| text.as_ref().map(Text::to_string).unwrap_or_default();
        let day = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
        let answer = |yes: Option<bool>| {
            yes.map(|yes| if yes { "yes" } else { "no" }).unwrap_or_default().to_owned()
        };
        let fields = [
            ("direction", code(&self.direction)),
            ("kind", code(&self.kind)),
            ("what", self.what.to_string()),
            ("on", self.on.to_string()),
            ("why", text(&self.why)),
            ("known_preference", answer(self.known_preference)),
            ("timing_fit", answer(self.timing_fit)),
            ("effort_on_receiver", text(&self.effort_on_receiver)),
            ("expires_on", day(self.expires_on)),
            ("landing", code(&self.landing)),
            ("landing_note", text(&self.landing_note)),
            ("burden", self.burden.as_ref().map(code).unwrap_or_default()),
            ("thanked_on", day(self.thanked_on)),
            ("talked_on", day(self.talked_on)),
        ];
        Fields::of(fields.map(|(name, value)| (name.to_owned(), value)).to_vec())
    }
}

struct Reading<'f> {
    fields: &'f Fields,
    today: Day,
    habit: Habit,
    faults: Vec<Fault>,
}

impl Reading<'_> {
    fn gift(&mut self, id: Id) -> Option<Gift> {
        let why = self.text("why");
        let what = self.text("what");
        if what.is_none() && self.fields.get("what").trim().is_empty() {
            self.fault("what", "form-empty");
        }
        let direction = self.choice("direction", "form-choice");
        let kind = self.choice("kind", "form-choice");
        let on = self.past("on");
        if on.is_none() && self.fields.get("on").trim().is_empty() {
            self.fault("on", "step-day-fault");
        }
        let burden: Option<Burden> = self.optional("burden");
        // Anything that burdened them is named as such, whatever else was chosen.
        let landing =
            if burden.is_some() { Some(Landing::Burdened) } else { self.optional("landing") };
        let gift = Gift {
            id,
            on: on.unwrap_or(self.today),
            direction: direction?,
            what: what?,
            kind: kind?,
            why_on: why.as_ref().and(on),
            why,
            known_preference: self.yes_or_no("known_preference"),
            timing_fit: self.yes_or_no("timing_fit"),
            effort_on_receiver: self.text("effort_on_receiver"),
            expires_on: self.day("expires_on", Sense::Ahead),
            landing: landing.unwrap_or_default(),
            landing_note: self.text("landing_note"),
            burden,
            thanked_on: self.past("thanked_on"),
            talked_on: self.past("talked_on"),
        };
        for (name, later) in [
            ("thanked_on", gift.thanked_on),
            ("talked_on", gift.talked_on),
            ("expires_on", gift.expires_on),
        ] {
            if later.is_some_and(|later| later < gift.on) {
                self.fault(name, "gift-fault-before");
            }
        }
        Some(gift)
    }

    fn text(&mut self, name: &str) -> Option<Text> {
        Text::optional(self.fields.get(name)).unwrap_or_else(|why| {
            let key = if why == TextFault::Control { "form-control" } else { "fault-text" };
            self.fault(name, key);
            None
        })
    }

    fn day(&mut self, name: &str, sense: Sense) -> Option<Day> {
        let typed = self.fields.get(name).trim();
        let seen = Seen { from: self.today, sense, habit: self.habit };
        let read = day::read(typed, &seen);
        match read {
            _ if typed.is_empty() => {}
            Err(DayFault::Open(..)) => self.fault(name, "fault-date-open"),
            Err(DayFault::Unreadable) => self.fault(name, "person-fault-day"),
            Ok(_) => {}
        }
        read.ok()
    }

    /// A day that has come already.
    fn past(&mut self, name: &str) -> Option<Day> {
        let day = self.day(name, Sense::Back)?;
        if day > self.today {
            self.fault(name, "step-day-fault");
            return None;
        }
        Some(day)
    }

    fn choice<T: serde::de::DeserializeOwned>(
        &mut self,
        name: &str,
        key: &'static str,
    ) -> Option<T> {
        let chosen = from_code(self.fields.get(name));
        if chosen.is_none() {
            self.fault(name, key);
        }
        chosen
    }

    fn optional<T: serde::de::DeserializeOwned>(&mut self, name: &str) -> Option<T> {
        if self.fields.get(name).is_empty() { None } else { self.choice(name, "form-choice") }
    }

    /// Neither yes nor no is no answer: one does not know.
    fn yes_or_no(&self, name: &str) -> Option<bool> {
        match self.fields.get(name) {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        }
    }

    fn fault(&mut self, name: &str, key: &'static str) {
        self.faults.push(Fault::new(name, key));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&str, &str)]) -> Result<Gift, Vec<Fault>> {
        let fields =
            Fields::of(pairs.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect());
        Gift::of_fields(
            &fields,
            Id::fresh(),
            ("2026-01-15".parse().expect("a day"), Habit::default()),
        )
    }

    const PEARS: [(&str, &str); 4] =
        [("direction", "in"), ("kind", "thing"), ("what", "pears"), ("on", "2026-01-10")];

    #[test]
    fn a_why_known_at_once_has_the_day_of_the_gift() {
        let gift = read(&[&PEARS[..], &[("why", "the harvest")]].concat()).expect("a gift");
        assert_eq!(gift.why_on, Some(gift.on));
        assert_eq!(read(&PEARS).expect("a gift").why_on, None);
    }

    #[test]
    fn the_fields_of_a_gift_make_the_same_gift() {
        let all = [
            ("why", "the harvest"),
            ("known_preference", "no"),
            ("timing_fit", "yes"),
            ("expires_on", "2026-02-01"),
            ("burden", "mind"),
            ("landing_note", "too many"),
            ("thanked_on", "2026-01-12"),
        ];
        let gift = read(&[&PEARS[..], &all].concat()).expect("a gift");
        let today = "2026-01-15".parse().expect("a day");
        assert_eq!(
            Gift::of_fields(&gift.to_fields(), gift.id.clone(), (today, Habit::default())),
            Ok(gift)
        );
    }

    #[test]
    fn a_burden_is_how_it_landed() {
        let gift = read(&[&PEARS[..], &[("landing", "delighted"), ("burden", "time")]].concat())
            .expect("a gift");
        assert_eq!((gift.landing, gift.burden), (Landing::Burdened, Some(Burden::Time)));
    }

    #[test]
    fn nothing_follows_a_gift_before_it_was_given() {
        let late = read(
            &[&PEARS[..], &[("thanked_on", "2026-01-09"), ("expires_on", "2026-01-12")]].concat(),
        );
        assert_eq!(late.expect_err("a fault"), [Fault::new("thanked_on", "gift-fault-before")]);
        let ahead = read(&[&PEARS[..], &[("talked_on", "2026-01-16")]].concat());
        assert_eq!(ahead.expect_err("a fault"), [Fault::new("talked_on", "step-day-fault")]);
    }
}
