//! From an entry's items to records of a session: each gets its session and day, and what its line
//! left open.

mod agreed;

use super::{Entry, Item, Open};
pub(crate) use agreed::usual_origin;

use crate::method::fact::Fact;
use crate::method::moment::LocalTime;
use crate::method::session::{Closing, free_number};
use crate::method::{ClientFile, Day, Exactness, Id, Quote, Record, Session, Text};

/// Hours after a session's end from which words count as recalled (our choice, method R28).
const LATE_HOURS: i64 = 48;

/// The hour at which a session ended whose end is not known (method R28).
const USUAL_END_HOUR: u32 = 17;

/// One entry on its way into records.
pub(super) struct Build<'e> {
    entry: &'e Entry,
    session: Id,
    on: Day,
    now: LocalTime,
}

impl<'e> Build<'e> {
    pub fn new(entry: &'e Entry, session: Id, on: Day, now: LocalTime) -> Build<'e> {
        Build { entry, session, on, now }
    }

    /// The session itself, with what could not be recorded. Its number is the next one, or
    /// the one that is free at its day.
    pub fn session(&self, file: &ClientFile, unkept: Vec<Text>) -> Session {
        let mut session = Session {
            id: self.session.clone(),
            on: self.on,
            recorded_at: Some(self.now),
            unkept,
            ..self.entry.session.clone()
        };
        if session.held() {
            let taken = file.sessions.iter().filter_map(|s| Some((s.on, s.no?))).collect();
            session.no = Some(free_number(taken, self.on));
            // A next date is what closing with a date means.
            session.closing = session.closing.or(session.next_on.map(|_| Closing::Dated));
        }
        session
    }

    /// The records of one item; `so_far` is the file with the session and the items before it.
    /// Words written twice are recorded once.
    pub fn records(&self, i: usize, so_far: &ClientFile) -> Vec<Record> {
        let item = self.entry.items.get(i).filter(|_| !self.entry.repeats(i));
        let records = item.map(|item| item.records.clone()).unwrap_or_default();
        let place = |record: Record| record.in_session(&self.session, self.on);
        let mut records: Vec<Record> = records.into_iter().map(place).collect();
        if let (Some(item), Some(first)) = (item, records.first_mut()) {
            self.complete(&mut first.fact, item, so_far);
        }
        records
    }

    /// Decides what the line left open.
    fn complete(&self, fact: &mut Fact, item: &Item, so_far: &ClientFile) {
        match fact {
            Fact::Quote(quote) if item.open == Some(Open::Exactness) => {
                quote.exactness = self.exactness(quote);
            }
            Fact::Agreement(event) => self.agreement(event, item.open, so_far),
            Fact::Landed { message, delivery, .. } if item.open == Some(Open::Delivery) => {
                *delivery = self.waiting(message, so_far);
            }
            _ => {}
        }
    }

    /// As exactly as another line says that has the same words, else as usual.
    fn exactness(&self, quote: &Quote) -> Exactness {
        let named = self.entry.items.iter().filter(|item| item.open.is_none());
        let twin = named.filter_map(Item::quote).find(|twin| twin.same_words(quote));
        let usual = if self.late() { Exactness::Gist } else { Exactness::Verbatim };
        twin.map_or(usual, |twin| twin.exactness)
    }

    fn late(&self) -> bool {
        is_late(self.on, self.entry.session.ended_at, self.now)
    }

    /// The last telling of which nothing is known yet. With none, the machine has nothing to take
    /// the reception to.
    fn waiting(&self, message: &Id, so_far: &ClientFile) -> Id {
        let message = so_far.message(message);
        let deliveries = message.iter().flat_map(|m| &m.deliveries);
        let waiting = deliveries.filter(|d| d.reception.is_none() && d.on <= self.on);
        waiting.max_by_key(|d| d.on).map(|d| d.id.clone()).unwrap_or_default()
    }
}

/// True if words written down at `now` are recalled rather than remembered (method R28).
pub fn is_late(on: Day, ended_at: Option<LocalTime>, now: LocalTime) -> bool {
    let end = ended_at.or_else(|| on.and_hms_opt(USUAL_END_HOUR, 0, 0));
    end.is_some_and(|end| now - end > chrono::TimeDelta::hours(LATE_HOURS))
}
