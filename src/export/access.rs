//! Everything that is kept of one person, in one ZIP for the person themselves: what is theirs to
//! read and what we wrote for ourselves in folders apart, and an index of both. Whoever hands it
//! over looks first for the names of others.

use std::io::{Cursor, Seek, Write};

use serde::Serialize;
use zip::ZipWriter;

use super::account::{put, unwritten};
use super::csv::Sheet;
use super::document::Document;
use super::summary::{Order, Source, sha256};
use super::{Format, pdf};
use crate::method::disclosure::{Extent, Profile};
use crate::method::mention::{Mention, mentions, sought};
use crate::method::{Day, Id, Lang, Moment, Text, Viewer, moment};
use crate::store::audit::{self, Line};
use crate::store::draft::{self, Draft};
use crate::store::export::Export;
use crate::store::{Answer, Conn, StoreError, member, person, retention};
use crate::words::{Words, arg};

/// The folder of what is the person's to read.
const SHARED: &str = "1-shared-record";
/// The folder of what was written for ourselves.
const PROCESS: &str = "2-process-notes";
/// To print, to read in a browser, to edit, and for programs.
const FORMATS: [Format; 4] = [Format::Pdf, Format::Html, Format::Md, Format::Json];

/// Everything the ZIP is made of, read in one snapshot.
pub struct Bundle {
    source: Source,
    log: Vec<Line>,
    drafts: Vec<Draft>,
    /// Tells where others are named in it.
    pub mentions: Vec<Mention>,
}

/// Names what a line of the index counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Sessions,
    Words,
    Agreements,
    Wants,
    Needs,
    Messages,
    Signs,
    Strains,
    Promises,
    Contacts,
    Gifts,
    Status,
    Exports,
    Log,
    Drafts,
}

/// One line of the index: of what, how many, from when to when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    pub kind: Kind,
    pub n: usize,
    pub span: Option<(Day, Day)>,
}

impl Count {
    fn of(kind: Kind, days: impl IntoIterator<Item = Day>) -> Count {
        let mut days: Vec<Day> = days.into_iter().collect();
        days.sort_unstable();
        Count { kind, n: days.len(), span: days.first().copied().zip(days.last().copied()) }
    }
}

impl Bundle {
    /// Reads it, for whose client it is. `NotFound` for anybody else.
    pub fn load(conn: &mut Conn, viewer: &Viewer, id: &Id) -> Answer<Bundle> {
        retention::find(conn, viewer, id)?;
        let source = Source::load(conn, viewer, id)?;
        let mut drafts = draft::list(conn, viewer, u32::MAX)?;
        // Anything that was thrown away is still kept for some weeks.
        drafts.extend(draft::discarded(conn, viewer)?.into_iter().map(|(draft, _)| draft));
        drafts.retain(|draft| draft.person.as_ref() == Some(id));
        let known = person::everybody(conn, viewer)?.into_iter().filter(|other| other.id != *id);
        let mut others: Vec<Text> = known.flat_map(|other| sought(&other)).collect();
        others.extend(member::colleagues(conn, viewer)?.into_iter().map(|(_, name)| name));
        others.extend(source.file.person.sponsor.as_ref().map(|sponsor| sponsor.name.clone()));
        others.sort_unstable();
        others.dedup();
        let typed: Vec<(Day, &str)> =
            drafts.iter().map(|d| (d.updated_at.date(), d.body.as_str())).collect();
        let mentions = mentions(&source.file, &others, &typed);
        Ok(Bundle { log: audit::of_person(conn, viewer, id)?, mentions, source, drafts })
    }

    /// Tells whose it is.
    pub fn person(&self) -> &crate::method::Person {
        &self.source.file.person
    }

    /// Tells what is handed over from any other state of it: the records, the drafts, and whom they
    /// name. The log does not count, for handing over writes a line of it.
    pub fn fingerprint(&self) -> Answer<String> {
        let drafts: Vec<&str> = self.drafts.iter().map(|draft| draft.body.as_str()).collect();
        let named: Vec<_> = self.mentions.iter().map(|m| (&m.name, m.on, &m.said)).collect();
        let seen = serde_json::to_vec(&(&*self.source.file, drafts, named));
        Ok(sha256(&seen.map_err(|why| StoreError::Unwritten(why.into()))?))
    }

    /// Tells what is in it; lines that would count nothing are left out.
    pub fn index(&self) -> Vec<Count> {
        let file = &self.source.file;
        let said = file.quotes.iter().filter_map(|q| file.said_on(q));
        let all = [
            Count::of(Kind::Sessions, file.sessions.iter().map(|s| s.on)),
            Count::of(Kind::Words, said),
            Count::of(Kind::Agreements, file.agreements.iter().map(|a| a.on)),
            Count::of(Kind::Wants, file.wants.iter().map(|w| w.on)),
            Count::of(Kind::Needs, file.needs.iter().map(|n| n.on)),
            Count::of(Kind::Messages, file.messages.iter().map(|m| m.on)),
            Count::of(Kind::Signs, file.markers.iter().map(|m| m.on)),
            Count::of(Kind::Strains, file.strains.iter().map(|r| r.opened_on)),
            Count::of(Kind::Promises, file.promises.iter().map(|p| p.made_on)),
            Count::of(Kind::Contacts, file.contacts.iter().map(|c| c.on)),
            Count::of(Kind::Gifts, file.gifts.iter().map(|g| g.on)),
            Count::of(Kind::Status, file.status_history.iter().map(|s| s.on)),
            Count::of(Kind::Exports, self.source.exports.iter().map(|e| e.at.date())),
            Count::of(Kind::Log, self.log.iter().map(|l| l.at.date())),
            Count::of(Kind::Drafts, self.drafts.iter().map(|d| d.updated_at.date())),
        ];
        all.into_iter().filter(|count| count.n > 0).collect()
    }

    /// The documents in it by their places, without the ending of a format.
    fn documents(&self, as_of: Day, lang: Lang) -> Answer<Vec<(String, Document)>> {
        let each = [(SHARED, "summary", Profile::Client), (PROCESS, "file", Profile::File)];
        let made = each.into_iter().map(|(folder, name, profile)| {
            let order = Order { profile, extent: Extent::default(), as_of, lang };
            let document = self.source.document(&order);
            let document =
                document.map_err(|why| StoreError::Unwritten(std::io::Error::other(why)))?;
            Ok((format!("{folder}/{name}"), document))
        });
        made.collect()
    }

    /// The signs that the PDFs in it do not show, each with its place and the name of the file.
    pub fn missing(&self, as_of: Day, lang: Lang) -> Answer<Vec<(String, String)>> {
        let mut out = Vec::new();
        for (place, document) in self.documents(as_of, lang)? {
            let file = format!("{place}.{}", Format::Pdf.extension());
            out.extend(
                pdf::missing(&document)
                    .into_iter()
                    .map(|(at, signs)| (format!("{file}, {at}"), signs)),
            );
        }
        Ok(out)
    }

    /// The ZIP, in a language, as of a day.
    pub fn write(&self, viewer: &Viewer, lang: Lang, now: Moment) -> Answer<Vec<u8>> {
        let (words, mut zip) = (Words::of(lang), ZipWriter::new(Cursor::new(Vec::new())));
        let as_of = moment::local(now, viewer.tz).date();
        let missing = self.missing(as_of, lang)?;
        put(&mut zip, "index.md", self.index_page(words, as_of, &missing).as_bytes())?;
        for (place, document) in self.documents(as_of, lang)? {
            for format in FORMATS {
                let bytes = document
                    .write(format)
                    .map_err(|why| StoreError::Unwritten(std::io::Error::other(why)))?;
                put(&mut zip, &format!("{place}.{}", format.extension()), &bytes)?;
            }
        }
        self.process(&mut zip, words)?;
        Ok(zip.finish().map_err(unwritten)?.into_inner())
    }

    /// Tells what stands in no document: the records as data, what was done with them, and what is
    /// not yet recorded.
    fn process(&self, zip: &mut ZipWriter<impl Write + Seek>, words: &Words) -> Answer<()> {
        let json = |value: serde_json::Result<Vec<u8>>| {
            value.map_err(|why| StoreError::Unwritten(why.into()))
        };
        let records = json(serde_json::to_vec_pretty(&*self.source.file))?;
        put(zip, &format!("{PROCESS}/records.json"), &records)?;
        put(
            zip,
            &format!("{PROCESS}/log.csv"),
            &self.log_sheet(words).map_err(|why| StoreError::Unwritten(why.into()))?,
        )?;
        let drafts: Vec<&str> = self.drafts.iter().map(|draft| draft.body.as_str()).collect();
        if !drafts.is_empty() {
            put(
                zip,
                &format!("{PROCESS}/drafts.json"),
                &json(serde_json::to_vec_pretty(&drafts))?,
            )?;
        }
        Ok(())
    }

    fn log_sheet(&self, words: &Words) -> csv::Result<Vec<u8>> {
        let head = [
            words.t("sheet-date"),
            words.t("access-who"),
            words.t("access-what"),
            words.t("access-detail"),
        ];
        let mut sheet = Sheet::new(&head)?;
        for line in &self.log {
            let who = line.member.as_ref().and_then(|member| self.source.name_of(member));
            let who = who.map(ToString::to_string).unwrap_or_default();
            sheet.row(&[
                line.at.format("%Y-%m-%dT%H:%M:%SZ").to_string(),
                who,
                line.act.clone(),
                line.detail.clone(),
            ])?;
        }
        sheet.bytes()
    }

    fn index_page(&self, words: &Words, as_of: Day, missing: &[(String, String)]) -> String {
        let name = words.name_on_document(self.person());
        let mut out = format!("# {}\n\n", words.say("access-heading", &[("name", arg(name))]));
        out += &words.say("access-about", &[("day", arg(words.date(as_of)))]);
        out += &format!(
            "\n\n| {} | {} | {} |\n|---|--:|---|\n",
            words.t("access-what"),
            words.t("access-number"),
            words.t("access-span")
        );
        for count in self.index() {
            let kind = words.label("access-kind", &count.kind);
            out += &format!("| {kind} | {} | {} |\n", count.n, count.span(words));
        }
        out += &format!(
            "\n| {} | {} |\n|---|---|\n",
            words.t("access-file-name"),
            words.t("access-what")
        );
        for (path, what) in self.paths(words) {
            out += &format!("| {path} | {what} |\n");
        }
        if !missing.is_empty() {
            out += &format!("\n{}\n\n", words.t("summary-signs"));
        }
        for line in words.missing_signs(missing) {
            out += &format!("- {line}\n");
        }
        out
    }

    /// Every file beside the index, with what it is.
    fn paths(&self, words: &Words) -> Vec<(String, String)> {
        let each = |name: &str| {
            let one = |format: Format| format!("{name}.{}", format.extension());
            FORMATS.map(one).join(", ")
        };
        let mut all = vec![
            (each(&format!("{SHARED}/summary")), words.t("access-file-summary")),
            (each(&format!("{PROCESS}/file")), words.t("access-file-file")),
            (format!("{PROCESS}/records.json"), words.t("access-file-records")),
            (format!("{PROCESS}/log.csv"), words.t("access-kind-log")),
        ];
        if !self.drafts.is_empty() {
            all.push((format!("{PROCESS}/drafts.json"), words.t("access-kind-drafts")));
        }
        all
    }

    /// The line that is kept of handing these bytes over.
    pub fn record(viewer: &Viewer, lang: Lang, bytes: &[u8], now: Moment) -> Export {
        Export {
            id: Id::fresh(),
            member: viewer.member.clone(),
            at: now,
            profile: "access".to_owned(),
            format: "zip".to_owned(),
            lang,
            extent: Extent::default(),
            as_of: moment::local(now, viewer.tz).date(),
            sha256: sha256(bytes),
        }
    }
}

impl Count {
    /// From when to when, in words.
    pub fn span(&self, words: &Words) -> String {
        match self.span {
            Some((from, to)) if from == to => words.date(from),
            Some((from, to)) => format!("{} – {}", words.date(from), words.date(to)),
            None => String::new(),
        }
    }
}
