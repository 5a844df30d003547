//! A person as a page has them: the fields exactly as typed, and the person they make. Nothing of
//! HTML.

mod business;
mod field;
mod filled;
mod listing;
mod names;

use crate::intake::form::{Fault, Fields};
use crate::intake::written::{Habit, Sense};
use crate::method::person::{BusyWindow, Origin, Person, Preference};
use crate::method::text::TextFault;
use crate::method::{Day, Id, Rank, Text, code, from_code};

pub use names::{TITLED, title_taken};

/// The rows that one list takes. A list that came in longer keeps its length; more rows are a
/// fault.
const MAX_ROWS: usize = 40;

/// Holds what the fields may point at.
#[derive(Debug, Clone, Default)]
pub struct Ground {
    /// The consultant's pillars; none for a colleague, who leaves them as they are.
    pub pillars: Option<Vec<Id>>,
    /// The client's own words in the file.
    pub quotes: Vec<Id>,
    /// The day on which the form is read, and how its writer is used to write days.
    pub today: Day,
    pub habit: Habit,
}

impl Person {
    /// The fields of a page on which everything recorded of the person stands.
    pub fn to_fields(&self) -> Fields {
        let mut out: Vec<(String, String)> = Vec::new();
        let mut put = |name: &str, value: String| out.push((name.to_owned(), value));
        let text = |t: &Option<Text>| t.as_ref().map(Text::to_string).unwrap_or_default();
        let day = |d: Option<Day>| d.map(|d| d.to_string()).unwrap_or_default();
        let yes = |is: bool| if is { "yes".to_owned() } else { String::new() };
        put("name", self.display_name.to_string());
        for (name, value) in [
            ("reading", &self.reading),
            ("mail", &self.mail),
            ("phone", &self.phone),
            ("name_ja", &self.display_name_ja),
            ("name_en", &self.display_name_en),
            ("role", &self.role),
            ("role_ja", &self.role_ja),
            ("role_en", &self.role_en),
            ("purpose", &self.purpose),
            ("currency", &self.currency),
        ] {
            put(name, text(value));
        }
        put("locale", code(&self.locale));
        put("kind", code(&self.kind));
        put("rank", self.declared_rank.map(|r| r.to_string()).unwrap_or_default());
        put("wish", yes(self.wish_to_meet));
        put("fee", self.fee_monthly.map(|fee| fee.to_string()).unwrap_or_default());
        put("began_on", day(self.began_on));
        put("ended_on", day(self.ended_on));
        let listed = self.listed.as_ref();
        put("listed_on", listed.map(|l| l.on.to_string()).unwrap_or_default());
        put("listed_how", listed.map(|l| l.how.to_string()).unwrap_or_default());
        put("listed_contact", listed.map(|l| text(&l.contact)).unwrap_or_default());
        put("listed_until", listed.map(|l| day(l.until)).unwrap_or_default());
        let origin = self.origin.as_ref();
        put("origin", origin.map(|o| code(&o.direction)).unwrap_or_default());
        put("knew", origin.map(|o| text(&o.how_they_knew_us)).unwrap_or_default());
        put("activity", origin.map(|o| text(&o.activity)).unwrap_or_default());
        put("met_on", origin.map(|o| day(o.on)).unwrap_or_default());
        let sponsor = self.sponsor.as_ref();
        put("sponsor", sponsor.map(|s| s.name.to_string()).unwrap_or_default());
        put(
            "consent",
            sponsor.and_then(|s| s.consent_quote.as_ref()).map(Id::to_string).unwrap_or_default(),
        );
        put("may_see", String::new());
        sponsor.iter().flat_map(|s| &s.may_see).for_each(|view| put("may_see", code(view)));
        put("pillar", self.pillars.first().map(Id::to_string).unwrap_or_default());
        put("also", String::new());
        self.pillars.iter().skip(1).for_each(|id| put("also", id.to_string()));
        for (n, earlier) in self.earlier_names.iter().enumerate() {
            put(&format!("earlier-{n}"), earlier.name.to_string());
        }
        for (n, window) in self.busy_windows.iter().enumerate() {
            put(&format!("busy-from-{n}"), window.from.to_string());
            put(&format!("busy-until-{n}"), window.until.to_string());
            put(&format!("busy-note-{n}"), text(&window.note));
        }
        for (n, liked) in self.preferences.iter().enumerate() {
            put(&format!("like-{n}"), liked.text.to_string());
            put(&format!("like-on-{n}"), day(liked.said_on));
            put(
                &format!("like-quote-{n}"),
                liked.quote.as_ref().map(Id::to_string).unwrap_or_default(),
            );
        }
        Fields::of(out)
    }

    /// The person with what the fields say; what was not sent stays as it is. Every field that
    /// cannot be read is named.
    pub fn with_fields(&self, fields: &Fields, ground: &Ground) -> Result<Person, Vec<Fault>> {
        let mut reading = Reading { fields, ground, person: self.clone(), faults: Vec::new() };
        reading.names();
        reading.relation();
        reading.pillars();
        reading.heeded();
        // Keeps what was agreed around the work between the client and their consultant: a
        // colleague leaves it as it is.
        if ground.pillars.is_some() {
            reading.business();
            reading.listing();
        }
        if reading.faults.is_empty() { Ok(reading.person) } else { Err(reading.faults) }
    }
}

/// The rows of a list whose fields are named `name-0`, `name-1` …, to the last that has something
/// in any of them.
pub fn rows(fields: &Fields, names: &[&str]) -> usize {
    names.iter().map(|name| fields.rows(&format!("{name}-"))).max().unwrap_or(0)
}

/// The fields of one row of each list.
pub const BUSY: [&str; 3] = ["busy-from", "busy-until", "busy-note"];
pub const LIKES: [&str; 3] = ["like", "like-on", "like-quote"];

struct Reading<'f> {
    fields: &'f Fields,
    ground: &'f Ground,
    person: Person,
    faults: Vec<Fault>,
}

impl Reading<'_> {
    fn ticked(&self, name: &str, was: bool) -> bool {
        if self.fields.has(name) { self.fields.ticked(name, "yes") } else { was }
    }

    fn fault(&mut self, name: &str, key: &'static str) {
        self.faults.push(Fault::new(name, key));
    }

    fn relation(&mut self) {
        let was = self.person.clone();
        self.person.purpose = self.text("purpose", was.purpose);
        let declared = |typed: &str| {
            Rank::try_from(typed.parse::<u8>().ok()?).ok().filter(|r| *r <= Rank::CloseFriend)
        };
        self.person.declared_rank =
            self.value("rank", was.declared_rank, (declared, "form-choice"));
        self.person.wish_to_meet = self.ticked("wish", was.wish_to_meet);
        let origin = was.origin;
        let direction = self.value(
            "origin",
            origin.as_ref().and_then(|o| o.direction),
            (from_code, "form-choice"),
        );
        let how_they_knew_us =
            self.text("knew", origin.as_ref().and_then(|o| o.how_they_knew_us.clone()));
        let activity = self.text("activity", origin.as_ref().and_then(|o| o.activity.clone()));
        let on = self.day("met_on", origin.and_then(|o| o.on), Sense::Back);
        // The one who moved first is never guessed: left open, the rest stands without it.
        let told =
            direction.is_some() || how_they_knew_us.is_some() || activity.is_some() || on.is_some();
        self.person.origin = told.then_some(Origin { direction, how_they_knew_us, activity, on });
    }

    /// The main pillar first, then the others in the consultant's order.
    fn pillars(&mut self) {
        let Some(known) = self.ground.pillars.as_ref().filter(|_| self.fields.has("pillar")) else {
            return;
        };
        let main = known.iter().find(|id| id.as_str() == self.fields.get("pillar"));
        let also =
            known.iter().filter(|id| Some(*id) != main && self.fields.ticked("also", id.as_str()));
        self.person.pillars = main.into_iter().chain(also).cloned().collect();
    }

    /// Tells what to heed before one tells them something or chooses a gift.
    fn heeded(&mut self) {
        if self.fields.has("busy-from-0") {
            let rows = self.rows(&BUSY, self.person.busy_windows.len());
            self.person.busy_windows = (0..rows).filter_map(|n| self.window(n)).collect();
        }
        if self.fields.has("like-0") {
            let rows = self.rows(&LIKES, self.person.preferences.len());
            self.person.preferences = (0..rows).filter_map(|n| self.liked(n)).collect();
        }
    }

    /// Tells how many rows of a list are read; more rows than it takes are a fault.
    fn rows(&mut self, names: &[&str], had: usize) -> usize {
        let (rows, most) = (rows(self.fields, names), MAX_ROWS.max(had));
        if rows > most {
            let list = names.first().copied().unwrap_or_default();
            self.fault(&format!("{list}-{most}"), "person-fault-rows");
        }
        rows.min(most)
    }

    fn window(&mut self, n: usize) -> Option<BusyWindow> {
        let name = format!("busy-until-{n}");
        let (from, until) = (
            self.day(&format!("busy-from-{n}"), None, Sense::Ahead),
            self.day(&name, None, Sense::Ahead),
        );
        let note = self.text(&format!("busy-note-{n}"), None);
        match (from, until) {
            (Some(from), Some(until)) if from <= until => Some(BusyWindow { from, until, note }),
            (None, None) if note.is_none() => None,
            _ => {
                self.fault(&name, "person-fault-busy");
                None
            }
        }
    }

    fn liked(&mut self, n: usize) -> Option<Preference> {
        let text = self.text(&format!("like-{n}"), None);
        let said_on = self.day(&format!("like-on-{n}"), None, Sense::Back);
        let quote = self.quote(&format!("like-quote-{n}"), None);
        // A day or a quote without what it is about would be dropped: it is asked for.
        if text.is_none() && (said_on.is_some() || quote.is_some()) {
            self.fault(&format!("like-{n}"), "form-empty");
        }
        Some(Preference { text: text?, said_on, quote })
    }

    /// Words of the client's from the file.
    fn quote(&mut self, name: &str, was: Option<Id>) -> Option<Id> {
        let ground = self.ground;
        let known = |typed: &str| ground.quotes.iter().find(|id| id.as_str() == typed).cloned();
        self.value(name, was, (known, "form-choice"))
    }
}

fn text_fault(why: TextFault) -> &'static str {
    match why {
        TextFault::Empty => "form-empty",
        TextFault::TooLong => "fault-text",
        TextFault::Control => "form-control",
    }
}

#[cfg(test)]
mod tests {
    use super::names::kept;
    use super::*;
    use crate::method::Lang;
    use crate::method::person::{OriginDirection, Sponsor, SponsorView};

    fn text(s: &str) -> Text {
        s.parse().expect("a text")
    }

    fn id(s: &str) -> Id {
        s.parse().expect("an id")
    }

    fn full() -> (Person, Ground) {
        let day = |s: &str| s.parse::<Day>().expect("a day");
        let person = Person {
            pillars: vec![id("p2"), id("p1")],
            earlier_names: vec![kept(&[], text("Kana Mori"))],
            origin: Some(Origin {
                direction: Some(OriginDirection::Introduced),
                how_they_knew_us: Some(text("a talk")),
                activity: None,
                on: Some(day("2025-04-01")),
            }),
            declared_rank: Some(Rank::CloseFriend),
            wish_to_meet: true,
            fee_monthly: Some(50_000),
            busy_windows: vec![BusyWindow {
                from: day("2025-12-01"),
                until: day("2025-12-28"),
                note: Some(text("audit")),
            }],
            preferences: vec![Preference {
                text: text("tea"),
                said_on: Some(day("2025-05-01")),
                quote: Some(id("q1")),
            }],
            sponsor: Some(Sponsor {
                name: text("The firm"),
                may_see: vec![SponsorView::Attendance],
                consent_quote: Some(id("q1")),
            }),
            ..Person::named(id("c"), text("Kana"), Lang::En)
        };
        (
            person,
            Ground {
                pillars: Some(vec![id("p1"), id("p2")]),
                quotes: vec![id("q1")],
                today: "2026-01-15".parse().expect("a day"),
                habit: Habit::default(),
            },
        )
    }

    #[test]
    fn the_fields_of_a_person_make_the_same_person() {
        let (person, ground) = full();
        let nobody = Person::named(id("c"), text("x"), Lang::Ja);
        assert_eq!(nobody.with_fields(&person.to_fields(), &ground).expect("a person"), person);
    }

    #[test]
    fn what_was_not_sent_stays_as_it_is() {
        let (person, ground) = full();
        let sent =
            Fields::of(vec![("name".into(), "Kana H".into()), ("also".into(), String::new())]);
        let changed = person.with_fields(&sent, &ground).expect("a person");
        assert_eq!(changed, Person { display_name: text("Kana H"), ..person });
    }

    #[test]
    fn what_a_sponsor_may_see_needs_the_clients_words() {
        let (person, ground) = full();
        let mut fields = person.to_fields();
        fields.set("consent", "");
        let faults = person.with_fields(&fields, &ground).expect_err("no words");
        assert_eq!(faults, [Fault::new("consent", "person-fault-consent")]);
        fields.set("consent", "somebody-elses");
        assert!(person.with_fields(&fields, &ground).is_err());
    }

    #[test]
    fn every_field_that_cannot_be_read_is_named() {
        let (person, ground) = full();
        let mut fields = person.to_fields();
        for (name, value) in [
            ("name", " "),
            ("fee", "-1"),
            ("busy-until-0", "2025-11-30"),
            ("mail", "a@@b"),
            ("rank", "3"),
        ] {
            fields.set(name, value);
        }
        let faults = person.with_fields(&fields, &ground).expect_err("faults");
        let mut named: Vec<&str> = faults.iter().map(|f| f.field.as_str()).collect();
        named.sort_unstable();
        assert_eq!(named, ["busy-until-0", "fee", "mail", "name", "rank"]);
    }
}
