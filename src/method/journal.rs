//! Between a `ClientFile` and the lines of the journal it is kept in: fold and unfold, nothing
//! else.

use std::borrow::Cow;

use crate::method::fact::{Fact, GiftFollow, Record};
use crate::method::message::{Message, MessageState};
use crate::method::person::Person;
use crate::method::revision::readings;
use crate::method::void::struck;
use crate::method::{ClientFile, Day, Id, Session, Step, Violation, ViolationKind};

impl ClientFile {
    /// The file that a person's records make. Records taken back, and parts of them, are left out
    /// (`method::void`).
    ///
    /// Records are taken by day and, within a day, in the order given (method §3.3): the order in
    /// which different days were entered changes nothing.
    pub fn from_records(person: Person, records: &[Record]) -> (ClientFile, Vec<Violation>) {
        let (voided, mut violations) = struck(records);
        let readings = readings(records, &voided);
        violations.extend(readings.dangling(records));
        let kept = records.iter().filter(|r| !voided.contains(&r.id));
        let live: Vec<Cow<'_, Record>> =
            kept.filter_map(|record| readings.reading(record)).collect();
        let mut file = ClientFile::new(person);
        for record in in_order(live.iter().map(|record| &**record)) {
            let owner = record.fact.owner();
            let within = record.fact.telling();
            if owner.into_iter().chain(within).any(|id| voided.contains(id)) {
                continue;
            }
            if !file.take(record) {
                let id = owner.cloned().unwrap_or_default();
                let rule = ViolationKind::UnknownReference { field: record.noun(), id };
                violations.push(Violation {
                    place: record.noun(),
                    record: record.id.clone(),
                    rule,
                });
            }
        }
        file.number_sessions();
        (file, violations)
    }

    /// The file with records that are dated on or after all it is made of: what `from_records`
    /// makes of all of them, without folding the earlier ones again. None where an earlier day or a
    /// void is among them, or one has no place.
    pub(super) fn grown(&self, known: &[Record], fresh: &[Record]) -> Option<ClientFile> {
        let last = known.iter().map(|r| r.on).max();
        let follows = |r: &Record| last.is_none_or(|last| last <= r.on) && !r.changes();
        if !fresh.iter().all(follows) {
            return None;
        }
        let mut file = self.clone();
        if !in_order(fresh.iter()).all(|record| file.take(record)) {
            return None;
        }
        file.number_sessions();
        Some(file)
    }

    /// Gives the sessions the numbers there are in the order of their days: one that is written
    /// down later for an earlier day comes to stand there, and those after it count on.
    fn number_sessions(&mut self) {
        let numbered = |s: &&mut Session| s.no.is_some();
        let mut sessions: Vec<&mut Session> = self.sessions.iter_mut().filter(numbered).collect();
        // Within a day they stand in the order written.
        sessions.sort_by_key(|s| s.on);
        if sessions.is_sorted_by_key(|s| s.no) {
            return;
        }
        let mut numbers: Vec<Option<u32>> = sessions.iter().map(|s| s.no).collect();
        numbers.sort_unstable();
        sessions.into_iter().zip(numbers).for_each(|(session, no)| session.no = no);
    }

    /// Takes in one fact; false if the record it belongs to is not there.
    pub(crate) fn take(&mut self, record: &Record) -> bool {
        match record.fact.clone() {
            Fact::Status(step) => self.status_history.push(step),
            Fact::Session(session) => self.sessions.push(session),
            Fact::Contact(contact) => self.contacts.push(contact),
            Fact::Quote(quote) => self.quotes.push(quote),
            Fact::Agreement(event) => self.agreements.push(event),
            Fact::Want(want) => self.wants.push(want),
            Fact::Need(need) => self.needs.push(need),
            Fact::Message(message) => {
                let session = message.session.or_else(|| record.session.clone());
                self.messages.push(Message { session, ..message });
            }
            Fact::Marker(marker) => self.markers.push(marker),
            Fact::Strain(strain) => self.strains.push(strain),
            Fact::Promise(promise) => self.promises.push(promise),
            Fact::Gift(gift) => self.gifts.push(gift),
            Fact::Joined(_) | Fact::Void { .. } | Fact::Revised { .. } | Fact::Moved { .. } => {}
            part => return self.take_part(record, part).is_some(),
        }
        true
    }

    fn take_part(&mut self, record: &Record, part: Fact) -> Option<()> {
        match part {
            Fact::Signed { session } => {
                self.sessions.iter_mut().find(|s| s.id == session)?.signed_on = Some(record.on)
            }
            Fact::Addendum { session, addendum } => {
                self.sessions.iter_mut().find(|s| s.id == session)?.addenda.push(addendum);
            }
            Fact::HoursNoted { session, hours } => {
                self.sessions.iter_mut().find(|s| s.id == session)?.hours = Some(hours);
            }
            Fact::Settled { session, settled } => {
                self.sessions.iter_mut().find(|s| s.id == session)?.settled.push(settled);
            }
            Fact::Replied { contact } => {
                self.contacts
                    .iter_mut()
                    .find(|c| c.id == contact)?
                    .replied_on
                    .get_or_insert(record.on);
            }
            Fact::Confirmed { quote } => {
                self.quotes.iter_mut().find(|q| q.id == quote)?.confirmed_by_client_on =
                    Some(record.on);
            }
            Fact::WantMoved { want, step } => {
                self.wants.iter_mut().find(|w| w.id == want)?.history.push(step)
            }
            Fact::WantLinked { want, need } => {
                let needs = &mut self.wants.iter_mut().find(|w| w.id == want)?.needs;
                if !needs.contains(&need) {
                    needs.push(need);
                }
            }
            Fact::NeedMoved { need, step } => {
                self.needs.iter_mut().find(|n| n.id == need)?.history.push(step)
            }
            Fact::NeedWorded { need, wording } => {
                self.needs.iter_mut().find(|n| n.id == need)?.client_wording = Some(wording);
            }
            Fact::MessageMoved { message, step } => {
                self.messages.iter_mut().find(|m| m.id == message)?.history.push(step)
            }
            Fact::Delivered { message, delivery } => {
                self.messages.iter_mut().find(|m| m.id == message)?.deliveries.push(delivery);
            }
            Fact::PermissionNamed { message, delivery, permission, quote } => {
                let d = self.delivery_mut(&message, &delivery)?;
                d.permission = Some(permission);
                d.permission_quote = quote;
            }
            Fact::WhyNamed { message, why } => {
                self.messages.iter_mut().find(|m| m.id == message)?.why = Some(why);
            }
            Fact::Landed { message, delivery, reception, quote } => {
                let d = self.delivery_mut(&message, &delivery)?;
                d.reception = Some(reception);
                d.reception_on = Some(record.on);
                d.reception_session = record.session.clone();
                d.reception_quote = quote;
            }
            Fact::Strained { message, delivery, strain } => {
                self.delivery_mut(&message, &delivery)?.strain = Some(strain)
            }
            Fact::StrainMoved { strain, step } => {
                self.strains.iter_mut().find(|r| r.id == strain)?.history.push(step)
            }
            Fact::PromiseMoved { promise, step } => {
                self.promises.iter_mut().find(|p| p.id == promise)?.history.push(step);
            }
            Fact::GiftFollowed { gift, follow } => {
                let gift = self.gifts.iter_mut().find(|g| g.id == gift)?;
                follow_gift(gift, follow, record);
            }
            _ => return None,
        }
        Some(())
    }

    fn delivery_mut(
        &mut self,
        message: &Id,
        delivery: &Id,
    ) -> Option<&mut crate::method::message::Delivery> {
        let message = self.messages.iter_mut().find(|m| m.id == *message)?;
        message.deliveries.iter_mut().find(|d| d.id == *delivery)
    }

    /// The records this file is made of, owners before parts. `from_records` makes the same file of
    /// them.
    pub fn to_records(&self) -> Vec<Record> {
        let mut out: Vec<Record> = Vec::new();
        out.extend(self.status_history.iter().map(|s| Record::step(s, Fact::Status)));
        for s in &self.sessions {
            out.push(Record::session(crate::method::session::Session {
                signed_on: None,
                addenda: Vec::new(),
                settled: Vec::new(),
                ..s.clone()
            }));
        }
        out.extend(self.contacts.iter().cloned().map(Record::contact));
        let said_on = self.sayings();
        out.extend(
            self.quotes.iter().map(|q| Record::quote(said_on(q).unwrap_or_default(), q.clone())),
        );
        out.extend(self.agreements.iter().cloned().map(Record::agreement));
        for n in &self.needs {
            out.push(Record::need(crate::method::need::Need { history: Vec::new(), ..n.clone() }));
            out.extend(
                n.history
                    .iter()
                    .map(|s| Record::step(s, |step| Fact::NeedMoved { need: n.id.clone(), step })),
            );
        }
        for w in &self.wants {
            out.push(Record::want(crate::method::want::Want { history: Vec::new(), ..w.clone() }));
            out.extend(
                w.history
                    .iter()
                    .map(|s| Record::step(s, |step| Fact::WantMoved { want: w.id.clone(), step })),
            );
        }
        for m in &self.messages {
            out.push(Record::message(crate::method::message::Message {
                history: Vec::new(),
                deliveries: Vec::new(),
                ..m.clone()
            }));
            out.extend(self.message_parts(m));
        }
        out.extend(self.markers.iter().cloned().map(Record::marker));
        for r in &self.strains {
            out.push(Record::strain(crate::method::strain::Strain {
                history: Vec::new(),
                ..r.clone()
            }));
            out.extend(
                r.history.iter().map(|s| {
                    Record::step(s, |step| Fact::StrainMoved { strain: r.id.clone(), step })
                }),
            );
        }
        for p in &self.promises {
            out.push(Record::promise(crate::method::promise::Promise {
                history: Vec::new(),
                ..p.clone()
            }));
            out.extend(p.history.iter().map(|s| {
                Record::step(s, |step| Fact::PromiseMoved { promise: p.id.clone(), step })
            }));
        }
        out.extend(self.gifts.iter().cloned().map(Record::gift));
        out.extend(self.signatures());
        out
    }

    /// Id and day of every record of `to_records`, without the records themselves.
    pub fn marks(&self) -> Vec<(Cow<'_, Id>, Day)> {
        fn steps<S>(history: &[Step<S>]) -> impl Iterator<Item = (&Id, Day)> {
            history.iter().map(|s| (&s.id, s.on))
        }
        let mut out: Vec<(&Id, Day)> = steps(&self.status_history).collect();
        out.extend(self.sessions.iter().map(|s| (&s.id, s.on)));
        out.extend(self.contacts.iter().map(|c| (&c.id, c.on)));
        let said_on = self.sayings();
        out.extend(self.quotes.iter().map(|q| (&q.id, said_on(q).unwrap_or_default())));
        out.extend(self.agreements.iter().map(|a| (&a.id, a.on)));
        out.extend(
            self.needs.iter().flat_map(|n| [(&n.id, n.on)].into_iter().chain(steps(&n.history))),
        );
        out.extend(
            self.wants.iter().flat_map(|w| [(&w.id, w.on)].into_iter().chain(steps(&w.history))),
        );
        for m in &self.messages {
            out.extend([(&m.id, m.on)].into_iter().chain(steps(&m.history)));
            out.extend(m.deliveries.iter().map(|d| (&d.id, d.on)));
        }
        out.extend(self.markers.iter().map(|m| (&m.id, m.on)));
        out.extend(
            self.strains
                .iter()
                .flat_map(|r| [(&r.id, r.opened_on)].into_iter().chain(steps(&r.history))),
        );
        out.extend(
            self.promises
                .iter()
                .flat_map(|p| [(&p.id, p.made_on)].into_iter().chain(steps(&p.history))),
        );
        out.extend(self.gifts.iter().map(|g| (&g.id, g.on)));
        out.extend(self.sessions.iter().flat_map(|s| &s.addenda).map(|a| (&a.id, a.on)));
        out.extend(self.sessions.iter().flat_map(|s| &s.settled).map(|s| (&s.id, s.on)));
        let signed = self
            .sessions
            .iter()
            .filter_map(|s| Some((Cow::Owned(s.id.part("signed", 1)), s.signed_on?)));
        out.into_iter().map(|(id, on)| (Cow::Borrowed(id), on)).chain(signed).collect()
    }

    fn message_parts(&self, m: &crate::method::message::Message) -> Vec<Record> {
        let wrap = |step: Step<MessageState>| Fact::MessageMoved { message: m.id.clone(), step };
        let moved = m.history.iter().map(|s| Record::step(s, wrap));
        moved.chain(m.deliveries.iter().map(|d| Record::delivered(&m.id, d.clone()))).collect()
    }

    fn signatures(&self) -> Vec<Record> {
        let mut out = Vec::new();
        for s in &self.sessions {
            out.extend(s.settled.iter().cloned().map(|settled| Record::settled(&s.id, settled)));
            if let Some(on) = s.signed_on {
                let fact = Fact::Signed { session: s.id.clone() };
                out.push(Record {
                    id: s.id.part("signed", 1),
                    on,
                    session: Some(s.id.clone()),
                    fact,
                });
            }
            for a in &s.addenda {
                let fact = Fact::Addendum { session: s.id.clone(), addendum: a.clone() };
                out.push(Record { id: a.id.clone(), on: a.on, session: Some(s.id.clone()), fact });
            }
        }
        out
    }
}

/// Records by day, owners first: a part may carry an earlier date than its owner only by mistake,
/// which `violations` then names.
fn in_order<'r>(records: impl Iterator<Item = &'r Record>) -> impl Iterator<Item = &'r Record> {
    let mut order: Vec<&Record> = records.collect();
    order.sort_by_key(|r| r.on);
    let (owners, parts): (Vec<&Record>, Vec<&Record>) =
        order.into_iter().partition(|r| r.fact.owner().is_none());
    owners.into_iter().chain(parts)
}

fn follow_gift(gift: &mut crate::method::gift::Gift, follow: GiftFollow, record: &Record) {
    if let Some(why) = follow.why {
        gift.why = Some(why);
        gift.why_on = Some(record.on);
    }
    if let Some(landing) = follow.landing {
        gift.landing = landing;
    }
    gift.landing_note = follow.landing_note.or(gift.landing_note.take());
    gift.burden = follow.burden.or(gift.burden);
    if follow.thanked {
        gift.thanked_on.get_or_insert(record.on);
    }
    if follow.talked {
        gift.talked_on.get_or_insert(record.on);
    }
}

impl Fact {
    /// The telling that this says more of; it goes with it.
    fn telling(&self) -> Option<&Id> {
        match self {
            Fact::PermissionNamed { delivery, .. }
            | Fact::Landed { delivery, .. }
            | Fact::Strained { delivery, .. } => Some(delivery),
            _ => None,
        }
    }

    /// The record this one is a part of; none for a record that stands alone.
    pub fn owner(&self) -> Option<&Id> {
        match self {
            Fact::Signed { session }
            | Fact::Addendum { session, .. }
            | Fact::HoursNoted { session, .. }
            | Fact::Settled { session, .. } => Some(session),
            Fact::Replied { contact } => Some(contact),
            Fact::Confirmed { quote } => Some(quote),
            Fact::WantMoved { want, .. } | Fact::WantLinked { want, .. } => Some(want),
            Fact::NeedMoved { need, .. } | Fact::NeedWorded { need, .. } => Some(need),
            Fact::MessageMoved { message, .. }
            | Fact::Delivered { message, .. }
            | Fact::PermissionNamed { message, .. }
            | Fact::WhyNamed { message, .. }
            | Fact::Landed { message, .. }
            | Fact::Strained { message, .. } => Some(message),
            Fact::StrainMoved { strain, .. } => Some(strain),
            Fact::PromiseMoved { promise, .. } => Some(promise),
            Fact::GiftFollowed { gift, .. } => Some(gift),
            Fact::Void { .. }
            | Fact::Joined(_)
            | Fact::Revised { .. }
            | Fact::Moved { .. }
            | Fact::Status(_)
            | Fact::Session(_)
            | Fact::Contact(_)
            | Fact::Quote(_)
            | Fact::Agreement(_)
            | Fact::Want(_)
            | Fact::Need(_)
            | Fact::Message(_)
            | Fact::Marker(_)
            | Fact::Strain(_)
            | Fact::Promise(_)
            | Fact::Gift(_) => None,
        }
    }
}
