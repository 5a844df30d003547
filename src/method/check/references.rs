//! Ids that name nothing, ids used twice, dates before their cause: what a table with foreign keys
//! would refuse.

use foldhash::HashSet;

use super::index::Index;
use super::{At, Spot, at};
use crate::method::quote::Speaker;
use crate::method::{ClientFile, Detail, Exactness, Id, Scope, Violation, ViolationKind};

pub(super) fn check(file: &ClientFile, index: &Index<'_>, out: &mut Vec<Violation>) {
    let known = Known::of(file);
    unique(file, out);
    sessions(file, out);
    quotes(file, index, out);
    let need = |id: &Id| known.needs.contains(id);
    for (i, w) in file.wants.iter().enumerate() {
        let mut here = at(out, Spot::of("wants", i), &w.id);
        for id in w.needs.iter().filter(|id| !need(id)) {
            unknown(&mut here, "needs", id);
        }
    }
    for (i, m) in file.messages.iter().enumerate() {
        let mut here = at(out, Spot::of("messages", i), &m.id);
        if let Some(id) = m.need.as_ref().filter(|id| !need(id)) {
            unknown(&mut here, "need", id);
        }
        if let Some(id) = m.session.as_ref().filter(|id| !index.sessions.contains_key(id)) {
            unknown(&mut here, "session", id);
        }
        for d in &m.deliveries {
            if let Some(id) =
                d.reception_session.as_ref().filter(|id| !index.sessions.contains_key(id))
            {
                unknown(&mut here, "reception_session", id);
            }
            if let Some(id) = d.strain.as_ref().filter(|id| !known.strains.contains(id)) {
                unknown(&mut here, "rupture", id);
            }
        }
    }
    for (i, p) in file.promises.iter().enumerate() {
        let mut here = at(out, Spot::of("commitments", i), &p.id);
        if let Some(id) = p.need.as_ref().filter(|id| !need(id)) {
            unknown(&mut here, "need", id);
        }
        if let Some(id) = p.session.as_ref().filter(|id| !index.sessions.contains_key(id)) {
            unknown(&mut here, "session", id);
        }
    }
    for (i, r) in file.strains.iter().enumerate() {
        if let Some(id) = r.message.as_ref().filter(|id| !known.messages.contains(id)) {
            unknown(&mut at(out, Spot::of("ruptures", i), &r.id), "message", id);
        }
    }
    for (i, a) in file.agreements.iter().enumerate() {
        let there = match &a.scope {
            Scope::Relationship => continue,
            Scope::Topic(id) => (known.messages.contains(id) || file.want(id).is_some(), id),
            Scope::Session(id) => (index.sessions.contains_key(id), id),
        };
        if !there.0 {
            unknown(&mut at(out, Spot::of("agreements", i), &a.id), "scope", there.1);
        }
    }
    markers(file, index, out);
    gifts(file, out);
}

struct Known<'f> {
    needs: HashSet<&'f Id>,
    messages: HashSet<&'f Id>,
    strains: HashSet<&'f Id>,
}

impl<'f> Known<'f> {
    fn of(file: &'f ClientFile) -> Known<'f> {
        Known {
            needs: file.needs.iter().map(|n| &n.id).collect(),
            messages: file.messages.iter().map(|m| &m.id).collect(),
            strains: file.strains.iter().map(|r| &r.id).collect(),
        }
    }
}

fn unknown(here: &mut At<'_>, field: &str, id: &Id) {
    here.refuse(ViolationKind::UnknownReference { field: field.into(), id: id.clone() });
}

fn unique(file: &ClientFile, out: &mut Vec<Violation>) {
    let mut seen = HashSet::default();
    let marks = file.marks();
    let twice: HashSet<&Id> =
        marks.iter().map(|(id, _)| &**id).filter(|id| !seen.insert(*id)).collect();
    if twice.is_empty() {
        return;
    }
    let mut seen = HashSet::default();
    for record in file.to_records().into_iter().filter(|r| twice.contains(&r.id)) {
        if !seen.insert(record.id.clone()) {
            let id = record.id.clone();
            out.push(Violation {
                place: record.noun(),
                record: record.id,
                rule: ViolationKind::DuplicateId { id },
            });
        }
    }
}

fn sessions(file: &ClientFile, out: &mut Vec<Violation>) {
    let mut numbers = HashSet::default();
    for (i, s) in file.sessions.iter().enumerate() {
        let mut here = at(out, Spot::of("sessions", i), &s.id);
        if s.next_on.is_some_and(|next| next < s.on) {
            here.refuse(ViolationKind::BeforeItsCause { field: Detail::NextOn });
        }
        if s.minutes.is_some_and(|m| m == 0 || m > 24 * 60) {
            here.refuse(ViolationKind::OutOfRange { field: Detail::Minutes });
        }
        if s.hours.as_ref().is_some_and(|hours| !hours.sound()) {
            here.refuse(ViolationKind::OutOfRange { field: Detail::Heads });
        }
        if s.no.is_some_and(|no| !numbers.insert(no)) {
            here.refuse(ViolationKind::DuplicateId { id: s.id.clone() });
        }
    }
    for (i, c) in file.contacts.iter().enumerate() {
        if c.replied_on.is_some_and(|on| on < c.on) {
            at(out, Spot::of("contacts", i), &c.id)
                .refuse(ViolationKind::BeforeItsCause { field: Detail::RepliedOn });
        }
    }
}

fn quotes(file: &ClientFile, index: &Index<'_>, out: &mut Vec<Violation>) {
    for (i, q) in file.quotes.iter().enumerate() {
        let mut here = at(out, Spot::of("quotes", i), &q.id);
        match (&q.session, &q.contact) {
            (Some(id), None) if !index.sessions.contains_key(id) => {
                unknown(&mut here, "session", id)
            }
            (None, Some(id)) if !index.contacts.contains_key(id) => {
                unknown(&mut here, "contact", id)
            }
            (Some(_), None) | (None, Some(_)) => {}
            _ => here.refuse(ViolationKind::OneOrigin),
        }
        let Some(recalled) = q.recalled_on else { continue };
        if q.exactness != Exactness::Gist {
            here.refuse(ViolationKind::OutOfRange { field: Detail::Exactness });
        }
        let session = q.session.as_ref().and_then(|id| index.sessions.get(id));
        if session.is_none_or(|s| recalled < s.on) {
            here.refuse(ViolationKind::BeforeItsCause { field: Detail::RecalledOn });
        }
    }
    let words = |id: &Id| index.quotes.get(id).is_some_and(|q| q.speaker == Speaker::Client);
    let sponsor = file.person.sponsor.as_ref().and_then(|s| s.consent_quote.as_ref());
    if let Some(id) = sponsor.filter(|id| !words(id)) {
        let rule =
            ViolationKind::UnknownReference { field: "consent_quote".into(), id: id.clone() };
        out.push(Violation { place: "sponsor".into(), record: file.person.id.clone(), rule });
    }
}

fn markers(file: &ClientFile, index: &Index<'_>, out: &mut Vec<Violation>) {
    for (i, m) in file.markers.iter().enumerate() {
        let mut here = at(out, Spot::of("markers", i), &m.id);
        if m.sign.family() != m.family {
            here.refuse(ViolationKind::OtherFamily);
        }
        match index.sessions.get(&m.session) {
            None => unknown(&mut here, "session", &m.session),
            Some(s) if s.on > m.on => {
                here.refuse(ViolationKind::BeforeItsCause { field: Detail::On })
            }
            Some(_) => {}
        }
        if let Some(id) = &m.quote {
            match index.quotes.contains_key(id) {
                false => unknown(&mut here, "quote", id),
                true => index.supports(id, m.on).into_iter().for_each(|rule| here.refuse(rule)),
            }
        }
    }
}

fn gifts(file: &ClientFile, out: &mut Vec<Violation>) {
    for (i, g) in file.gifts.iter().enumerate() {
        let mut here = at(out, Spot::of("gifts", i), &g.id);
        for (field, day) in [
            (Detail::WhyOn, g.why_on),
            (Detail::ThankedOn, g.thanked_on),
            (Detail::TalkedOn, g.talked_on),
        ] {
            if day.is_some_and(|day| day < g.on) {
                here.refuse(ViolationKind::BeforeItsCause { field });
            }
        }
    }
}
