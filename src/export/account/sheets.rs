//! The lists of an account for a spreadsheet: people, sessions, their words, promises.

use crate::export::csv::Sheet;
use crate::method::field::Shape;
use crate::method::pillar::Pillar;
use crate::method::session::SessionField;
use crate::method::step::state_at;
use crate::method::{ClientFile, Day, Session, Speaker};
use crate::store::{Answer, StoreError};
use crate::words::Words;

/// The lists as they grow, person by person.
pub struct Sheets {
    words: &'static Words,
    people: Sheet,
    sessions: Sheet,
    quotes: Sheet,
    promises: Sheet,
}

impl Sheets {
    pub fn new(words: &'static Words) -> Answer<Sheets> {
        let sheet = |heads: &[&str]| {
            let heads: Vec<String> = heads.iter().map(|head| words.label("sheet", head)).collect();
            Sheet::new(&heads).map_err(unwritten)
        };
        let columns: Vec<&str> = columns().map(|(_, column)| column).collect();
        Ok(Sheets {
            words,
            people: sheet(&[
                "id",
                "name",
                "reading",
                "kind",
                "consultant",
                "status",
                "held",
                "first",
                "last",
                "mail",
                "phone",
                "role",
                "fee",
                "currency",
                "pillars",
            ])?,
            sessions: sheet(&[&SESSION[..], &columns].concat())?,
            quotes: sheet(&["id", "name", "date", "speaker", "words", "exactness"])?,
            promises: sheet(&["id", "name", "speaker", "date", "due", "state", "promise"])?,
        })
    }

    /// One person's lines, as of a day; `pillars` are those of whose client it is.
    pub fn add(
        &mut self,
        file: &ClientFile,
        pillars: &[Pillar],
        consultant: &str,
        at: Day,
    ) -> Answer<()> {
        self.person(file, pillars, consultant, at).map_err(unwritten)?;
        self.said(file, consultant, at).map_err(unwritten)
    }

    /// Tells who it is, how far they have come, and how they are reached.
    fn person(
        &mut self,
        file: &ClientFile,
        pillars: &[Pillar],
        consultant: &str,
        at: Day,
    ) -> csv::Result<()> {
        let (words, person) = (self.words, &file.person);
        let held = file.held_sessions(at);
        let [first, last] = [held.first(), held.last()].map(|s| day(s.map(|s| s.on)));
        let status = state_at(&file.status_history, at).map(|s| words.label("status", &s));
        let about = [
            said(person.reading.as_ref()),
            words.label("person-kind", &person.kind),
            consultant.to_owned(),
        ];
        let counted = [status.unwrap_or_default(), held.len().to_string(), first, last];
        let circles = person.pillars.iter().filter_map(|id| pillars.iter().find(|p| p.id == *id));
        let circles: Vec<&str> =
            circles.filter_map(|p| p.label(words.lang())).map(|name| name.as_str()).collect();
        let reached = [
            said(person.mail.as_ref()),
            said(person.phone.as_ref()),
            said(person.role_in(words.lang())),
            said(person.fee_monthly.as_ref()),
            said(person.currency.as_ref()),
            circles.join(&words.t("quote-joint")),
        ];
        self.people.row(&[&who(file)[..], &about, &counted, &reached].concat())
    }

    /// Their sessions, words and promises.
    fn said(&mut self, file: &ClientFile, consultant: &str, at: Day) -> csv::Result<()> {
        let (words, who) = (self.words, who(file));
        for s in &file.sessions {
            let held =
                [words.label("session-kind", &s.kind), words.label("session-status", &s.status)];
            let declared: Vec<String> = columns().map(|(field, _)| cell(field, s, words)).collect();
            let line = [
                &who[..],
                &[day(Some(s.on)), said(s.no.as_ref())],
                &held,
                &[said(s.minutes.as_ref())],
                &declared,
            ];
            self.sessions.row(&line.concat())?;
        }
        for q in &file.quotes {
            let speaker = speaker(q.speaker, &who[1], consultant);
            let line = [
                day(file.said_on(q)),
                speaker,
                q.text.to_string(),
                words.label("exactness", &q.exactness),
            ];
            self.quotes.row(&[&who[..], &line].concat())?;
        }
        for p in &file.promises {
            let days = [day(Some(p.made_on)), day(p.due_on)];
            let state = [words.label("promise-state", &p.state(at)), p.text.to_string()];
            self.promises
                .row(&[&who[..], &[speaker(p.by, &who[1], consultant)], &days, &state].concat())?;
        }
        Ok(())
    }

    /// The files, by name.
    pub fn files(self) -> Answer<Vec<(&'static str, Vec<u8>)>> {
        let sheets = [
            ("lists/people.csv", self.people),
            ("lists/sessions.csv", self.sessions),
            ("lists/words.csv", self.quotes),
            ("lists/promises.csv", self.promises),
        ];
        sheets
            .into_iter()
            .map(|(name, sheet)| Ok((name, sheet.bytes().map_err(unwritten)?)))
            .collect()
    }
}

fn who(file: &ClientFile) -> [String; 2] {
    [file.person.id.to_string(), file.person.display_name.to_string()]
}

/// The columns of a session that are written by hand.
const SESSION: [&str; 7] = ["id", "name", "date", "number", "kind", "status", "minutes"];

/// The declared fields that have a column, with its heading.
fn columns() -> impl Iterator<Item = (SessionField, &'static str)> {
    SessionField::ALL.iter().filter_map(|field| Some((*field, field.declared().column?)))
}

/// Tells what a session says in a declared field; a day stays as programs read it.
fn cell(field: SessionField, session: &Session, words: &Words) -> String {
    match field.declared().shape {
        Shape::Choice(_) => words.field(field, session).unwrap_or_default(),
        _ => field.of(session).unwrap_or_default(),
    }
}

fn day(on: Option<Day>) -> String {
    on.map(|on| on.to_string()).unwrap_or_default()
}

fn said(value: Option<&impl ToString>) -> String {
    value.map(ToString::to_string).unwrap_or_default()
}

fn unwritten(why: csv::Error) -> StoreError {
    StoreError::Unwritten(why.into())
}

/// Tells who spoke, by name.
fn speaker(who: Speaker, client: &str, consultant: &str) -> String {
    match who {
        Speaker::Client => client.to_owned(),
        Speaker::Consultant => consultant.to_owned(),
    }
}
