//! From a person's file to a document: what was asked for, and everything it is made of. Web and
//! command line both come through here, so that both hand over the same bytes and leave the same
//! record.

use std::sync::Arc;

use chrono_tz::Tz;
use sha2::{Digest, Sha256};

use super::document::{LOG, Span};
use super::{Document, Format};
use crate::method::disclosure::pseudonymiser::{Doubt, Names, Pseudonymiser, Whom};
use crate::method::disclosure::{
    About, ClientCopy, ConsultantFile, Deed, Edition, Extent, History, Issuer, Lacking, LeftOut,
    Profile, PutAside, SponsorCopy, Supervision, SupervisorCopy, left_out,
};
use crate::method::fact::Fact;
use crate::method::insight::Thresholds;
use crate::method::moment::local;
use crate::method::{ClientFile, Day, Id, Lang, Moment, Record, Text, Viewer, code};
use crate::store::export::Export;
use crate::store::fact::Written;
use crate::store::{
    Answer, Conn, StoreError, audit, export, fact, file, insight, member, person, pillar,
    retention, setting, share,
};
use crate::words::Words;

/// Holds what is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    pub profile: Profile,
    pub extent: Extent,
    /// The day it is made on; later facts are not known to it.
    pub as_of: Day,
    pub lang: Lang,
}

/// Everything a document of one person is made of, read in one snapshot.
#[derive(Debug, Clone)]
pub struct Source {
    pub file: Arc<ClientFile>,
    /// Holds what was handed over before, the latest first.
    pub exports: Vec<Export>,
    /// Holds what the consultant wrote for a supervisor by hand.
    pub supervision: Supervision,
    /// Names that may stand in a text but in no field of the file; without them there is no veil.
    names: Option<Names>,
    records: Arc<Vec<Record>>,
    written: Vec<Written>,
    members: Vec<Viewer>,
    issuer: Issuer,
    thresholds: Thresholds,
    history: History,
    zone: Tz,
}

impl Source {
    /// Reads it. `NotFound` if there is no such person for this viewer.
    pub fn load(conn: &mut Conn, viewer: &Viewer, person: &Id) -> Answer<Source> {
        let loaded = file::load(conn, viewer, person)?;
        // Also a consultant who has left the practice is named.
        let members = member::viewers(conn, &viewer.practice)?;
        let consultant =
            members.iter().find(|m| m.member == loaded.consultant).ok_or(StoreError::NotFound)?;
        let issuer = Issuer {
            consultant: consultant.name.to_string(),
            colleagues: share::count(conn, viewer, person)?,
            letterhead: setting::letterhead(conn, &viewer.practice)?,
            retention: retention::of(conn, viewer, person)?,
        };
        Ok(Source {
            exports: export::list(conn, viewer, person)?,
            written: fact::written(conn, viewer, person)?,
            thresholds: setting::thresholds(conn, &viewer.practice)?,
            history: history(conn, viewer, person, &members)?,
            supervision: Supervision::default(),
            names: None,
            file: loaded.file,
            records: loaded.records,
            zone: viewer.tz,
            members,
            issuer,
        })
    }

    /// Reads the names that a supervisor must not read: colleagues, circles, and everybody whom the
    /// viewer knows.
    pub fn pseudonymiser(
        &mut self,
        conn: &mut Conn,
        viewer: &Viewer,
        by_hand: Supervision,
    ) -> Answer<()> {
        let mut names = Names::default();
        for colleague in &self.members {
            let own = colleague.name.as_str() == self.issuer.consultant;
            names.add(&colleague.name, if own { Whom::Consultant } else { Whom::Colleague });
        }
        // The member whose client it is wrote of their own people, whoever of the practice makes
        // the copy.
        let keeper = self.members.iter().find(|m| m.name.as_str() == self.issuer.consultant);
        for writer in
            [viewer].into_iter().chain(keeper.filter(|keeper| keeper.member != viewer.member))
        {
            self.known_to(conn, writer, &mut names)?;
        }
        (self.names, self.supervision) = (Some(names), by_hand);
        Ok(())
    }

    fn known_to(&self, conn: &mut Conn, writer: &Viewer, names: &mut Names) -> Answer<()> {
        for circle in pillar::list(conn, writer)? {
            let all = [&circle.name, &circle.name_ja, &circle.name_en];
            all.into_iter().flatten().for_each(|name| names.add(name, Whom::Circle));
        }
        for known in person::everybody(conn, writer)?
            .into_iter()
            .filter(|known| known.id != self.file.person.id)
        {
            known.all_names().for_each(|name| names.add(name, Whom::Known));
        }
        Ok(())
    }

    /// The document that was asked for, marked as revised if a correction made an earlier one
    /// wrong.
    pub fn document(&self, order: &Order) -> Result<Document, Lacking> {
        self.write(order, &self.file, self.revised_on(order))
    }

    /// Tells what the copy leaves out; nothing for the consultant's own file, which is whole.
    pub fn left_out(&self, order: &Order) -> Vec<LeftOut> {
        let edition = edition(order, None);
        let quotes = match order.profile {
            Profile::Client => self.copy(&self.file, edition.clone()).quotes().count(),
            Profile::File | Profile::Supervisor | Profile::Sponsor => 0,
        };
        left_out(&self.file, &edition, order.profile, quotes)
    }

    /// The texts of a supervisor's copy that a human eye must see before it leaves, with why; none
    /// in other copies.
    pub fn doubtful(&self, order: &Order) -> Vec<(String, Vec<Doubt>)> {
        let copy = match order.profile {
            Profile::Supervisor => self.pseudonymised(&self.file, &edition(order, None)).ok(),
            Profile::Client | Profile::File | Profile::Sponsor => None,
        };
        let texts = copy.iter().flat_map(SupervisorCopy::doubtful);
        texts.map(|(text, doubts)| (Span::pseudonymised(text).text, doubts.to_vec())).collect()
    }

    /// The name of a member of the practice.
    pub fn name_of(&self, member: &Id) -> Option<&Text> {
        self.members.iter().find(|m| m.member == *member).map(|m| &m.name)
    }

    fn copy(&self, file: &ClientFile, edition: Edition) -> ClientCopy {
        ClientCopy::of(file, edition, self.issuer.clone(), &self.thresholds.terms)
    }

    fn pseudonymised(
        &self,
        file: &ClientFile,
        edition: &Edition,
    ) -> Result<SupervisorCopy, Lacking> {
        let pseudonymiser = self
            .names
            .clone()
            .and_then(|names| Pseudonymiser::of(file, names))
            .ok_or(Lacking::Pseudonymiser)?;
        SupervisorCopy::of(file, edition, &self.supervision, &pseudonymiser, &self.thresholds.terms)
    }

    fn whole(&self, file: &ClientFile, edition: Edition) -> ConsultantFile {
        ConsultantFile::of(file, edition, self.issuer.clone(), &self.thresholds, &self.history)
    }

    fn write(
        &self,
        order: &Order,
        file: &ClientFile,
        revised_on: Option<Day>,
    ) -> Result<Document, Lacking> {
        let (edition, words) = (edition(order, revised_on), Words::of(order.lang));
        let issuer = || self.issuer.clone();
        Ok(match order.profile {
            Profile::Client => Document::client(&self.copy(file, edition), words),
            Profile::File => Document::file(&self.whole(file, edition), words),
            Profile::Supervisor => {
                Document::supervisor(&self.pseudonymised(file, &edition)?, words)
            }
            Profile::Sponsor => Document::sponsor(
                &SponsorCopy::of(file, edition, issuer(), &self.thresholds.terms)?,
                words,
            ),
        })
    }

    /// The day of the last correction since the first such document was handed over, if without the
    /// corrections the document would read otherwise (method §6.1: regenerated on correction, with
    /// its date).
    fn revised_on(&self, order: &Order) -> Option<Day> {
        let profile = code(&order.profile);
        let like = |e: &&Export| e.profile == profile && e.extent == order.extent;
        let first = self.exports.iter().filter(like).map(|e| e.at).min()?;
        let later = |r: &&Record| self.written_at(&r.id).is_some_and(|at| at > first);
        let correction = |r: &&Record| {
            matches!(r.fact, Fact::Void { .. } | Fact::Revised { .. } | Fact::Addendum { .. })
        };
        let last = self
            .records
            .iter()
            .filter(correction)
            .filter(later)
            .filter_map(|r| self.written_at(&r.id))
            .max()?;
        let uncorrected: Vec<Record> =
            self.records.iter().filter(|r| !(correction(r) && later(r))).cloned().collect();
        let (before, _) = ClientFile::from_records(self.file.person.clone(), &uncorrected);
        let changed = self.write(order, &before, None) != self.write(order, &self.file, None);
        changed.then(|| local(last, self.zone).date())
    }

    fn written_at(&self, record: &Id) -> Option<Moment> {
        self.written.iter().find(|w| w.record == *record).map(|w| w.at)
    }
}

/// Tells what was done with the person's file: insights set aside, and the log.
fn history(conn: &mut Conn, viewer: &Viewer, person: &Id, members: &[Viewer]) -> Answer<History> {
    let asides = insight::of_people(conn, viewer, std::slice::from_ref(person))?.into_iter();
    let asides = asides.map(|done| PutAside {
        on: done.on,
        by: done.by.to_string(),
        rule: done.rule,
        aside: done.aside,
    });
    let name = |id: &Id| members.iter().find(|m| m.member == *id).map(|m| m.name.to_string());
    let deed = |line: audit::Line| Deed {
        at: local(line.at, viewer.tz),
        by: line.member.as_ref().and_then(name).unwrap_or_default(),
        about: about(&line.detail, name),
        act: line.act,
    };
    let deeds = audit::of_person(conn, viewer, person)?.into_iter().map(deed).collect();
    Ok(History { asides: asides.collect(), deeds })
}

/// The detail of a line of the log: a rule, a colleague's id, a profile with its format, or
/// something else.
fn about(detail: &str, name: impl Fn(&Id) -> Option<String>) -> About {
    if let Ok(rule) = detail.parse() {
        return About::Rule(rule);
    }
    if let Some(name) = detail.parse().ok().and_then(|id: Id| name(&id)) {
        return About::Colleague(name);
    }
    match detail.split_once(' ') {
        Some((profile, format)) => About::Export(profile.to_owned(), format.to_owned()),
        None => About::Other(detail.to_owned()),
    }
}

fn edition(order: &Order, revised_on: Option<Day>) -> Edition {
    Edition { extent: order.extent.clone(), as_of: order.as_of, revised_on }
}

impl Document {
    /// Tells this document from any other. The log does not count: handing a document over writes a
    /// line of it, and the next format must not be refused for that.
    pub fn fingerprint(&self) -> String {
        let mut read = self.clone();
        read.sections.retain(|section| section.key != LOG);
        sha256(&serde_json::to_vec(&read).unwrap_or_default())
    }
}

/// The fingerprint of bytes that leave, in hexadecimal.
pub(super) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect()
}

impl Order {
    /// The line that is kept of handing these bytes over.
    pub fn record(&self, viewer: &Viewer, format: Format, bytes: &[u8], now: Moment) -> Export {
        Export {
            id: Id::fresh(),
            member: viewer.member.clone(),
            at: now,
            profile: code(&self.profile),
            format: code(&format),
            lang: self.lang,
            extent: self.extent.clone(),
            as_of: self.as_of,
            sha256: sha256(bytes),
        }
    }
}
