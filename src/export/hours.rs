//! The log of hours on its way out: which table is asked for, and everything it is made of. Web and
//! command line both come through here.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::spreadsheet::{self, Cell, Table};
use super::{ExportError, summary};
use crate::method::hours::billable::months;
use crate::method::hours::in_hours;
use crate::method::hours::log::{Ended, Ground, Log, Row, Terms};
use crate::method::hours::progress::{Credential, Tally};
use crate::method::{ClientFile, Day, Lang, Viewer, code};
use crate::store::erasure::{self, Counted};
use crate::store::{Answer, Conn, file, member, setting};
use crate::words::Words;

/// Names which table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// The client coaching log.
    Log,
    /// Hours by client and month, for invoices.
    Billable,
}

/// As what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum As {
    Csv,
    Xlsx,
    Json,
}

impl As {
    pub fn media_type(self) -> &'static str {
        match self {
            As::Csv => "text/csv; charset=utf-8",
            As::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            As::Json => "application/json",
        }
    }
}

/// Holds what is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Order {
    pub what: What,
    pub form: As,
    /// Later sessions are not known to it.
    pub at: Day,
    pub lang: Lang,
}

impl Order {
    /// Tells what the record of the export says of it.
    pub fn detail(&self, bytes: &[u8]) -> String {
        format!("{} {} {} {}", code(&self.what), code(&self.form), self.at, summary::sha256(bytes))
    }

    /// The file's name, in ASCII.
    pub fn file_name(&self) -> String {
        let name = match self.what {
            What::Log => "coaching-log",
            What::Billable => "billable-hours",
        };
        format!("{name}-{}.{}", self.at, code(&self.form))
    }
}

/// Everything the tables of one member are made of, read in one snapshot: the member's own clients.
pub struct Source {
    files: Vec<Arc<ClientFile>>,
    terms: Terms,
    training_from: Option<Day>,
    /// Holds what is counted of erased clients, by year.
    counted: Vec<Counted>,
}

impl Source {
    pub fn load(conn: &mut Conn, viewer: &Viewer) -> Answer<Source> {
        let all = file::load_all(conn, viewer)?;
        Ok(Source {
            files: all
                .into_iter()
                .filter(|l| l.consultant == viewer.member)
                .map(|l| l.file)
                .collect(),
            terms: setting::hours_terms(conn, &viewer.practice)?,
            training_from: member::own(conn, viewer)?.training_from,
            counted: erasure::counted(conn, viewer)?,
        })
    }

    pub fn ground(&self, at: Day) -> Ground {
        let ended = Counted::ended(&self.counted, at, self.terms.recent_months);
        Ground { terms: self.terms, training_from: self.training_from, at, ended }
    }

    pub fn files(&self) -> Vec<&ClientFile> {
        self.files.iter().map(Arc::as_ref).collect()
    }

    /// The bytes that were asked for.
    pub fn write(&self, order: &Order) -> Result<Vec<u8>, ExportError> {
        let (files, words) = (self.files(), Words::of(order.lang));
        let log = || Log::of(&files, &self.ground(order.at));
        let tables = || match order.what {
            What::Log => vec![log_table(&log(), words), reasons(&log(), words)],
            What::Billable => vec![billable(&files, order.at, words)],
        };
        match (order.form, order.what) {
            (As::Json, What::Log) => Ok(serde_json::to_vec_pretty(&self.json(&log(), order.at))?),
            (As::Json, What::Billable) => {
                Ok(serde_json::to_vec_pretty(&billable_json(&files, order.at))?)
            }
            (As::Csv, _) => spreadsheet::csv(&tables().swap_remove(0)),
            (As::Xlsx, _) => spreadsheet::xlsx(&tables()),
        }
    }

    /// For programs. Whoever has not consented is counted, and neither named nor dated.
    fn json(&self, log: &Log<'_>, at: Day) -> Value {
        let (paid, pro_bono) = log.totals();
        let (clients, minutes) = log.without_consent();
        let row = |row: &Row<'_>| {
            json!({
                "no": row.no, "client": row.person.display_name, "heads": row.heads, "contact": row.contact(),
                "start": row.start, "end": row.end,
                "paid_hours": in_hours(row.paid), "pro_bono_hours": in_hours(row.pro_bono),
            })
        };
        let have = Tally::of(log);
        let way = |credential: &Credential| {
            let reached = credential.reached(&have);
            json!({"credential": credential, "asks": hours_of(&credential.asks()), "reached": reached})
        };
        let reasons: Vec<Value> = log
            .reasons()
            .into_iter()
            .map(|(why, sessions)| json!({"why": why, "sessions": sessions}))
            .collect();
        json!({
            "as_of": at,
            "training_from": self.training_from,
            "terms": self.terms,
            "rows": log.rows.iter().map(row).collect::<Vec<_>>(),
            "erased": {
                "clients": log.ended.clients, "paid_hours": in_hours(log.ended.paid),
                "pro_bono_hours": in_hours(log.ended.pro_bono),
            },
            "total": {"paid_hours": in_hours(paid), "pro_bono_hours": in_hours(pro_bono)},
            "left_off": reasons,
            "without_consent": {"clients": clients, "hours": in_hours(minutes)},
            "have": hours_of(&have),
            "progress": Credential::ALL.iter().map(way).collect::<Vec<_>>(),
        })
    }
}

fn hours_of(tally: &Tally) -> Value {
    json!({
        "hours": in_hours(tally.minutes), "paid_hours": in_hours(tally.paid),
        "clients": tally.clients, "recent_hours": in_hours(tally.recent),
    })
}

fn heads(names: &[&str], words: &Words) -> Vec<String> {
    names.iter().map(|name| words.label("hours-column", name)).collect()
}

/// The columns that the ICF asks for, and the sum of them.
fn log_table(log: &Log<'_>, words: &Words) -> Table {
    let columns = ["no", "client", "kind", "heads", "contact", "start", "end", "paid", "pro_bono"];
    let row = |row: &Row<'_>| {
        vec![
            Cell::Count(u64::try_from(row.no).unwrap_or_default()),
            Cell::Text(words.name(row.person).to_owned()),
            Cell::Text(words.t(if row.heads.is_some() {
                "hours-group"
            } else {
                "hours-individual"
            })),
            row.heads.map_or(Cell::Nothing, |n| Cell::Count(n.into())),
            Cell::optional(row.contact()),
            Cell::Day(row.start),
            row.end.map_or_else(|| Cell::Text(words.t("hours-ongoing")), Cell::Day),
            Cell::Hours(row.paid),
            Cell::Hours(row.pro_bono),
        ]
    };
    let sum = |label: String, (paid, pro_bono): (u64, u64)| {
        let mut cells = vec![Cell::Nothing, Cell::Text(label)];
        cells.resize(7, Cell::Nothing);
        cells.extend([Cell::Hours(paid), Cell::Hours(pro_bono)]);
        cells
    };
    let ended = (log.ended != Ended::default()).then(|| {
        sum(
            words.say("hours-erased", &[("n", log.ended.clients.into())]),
            (log.ended.paid, log.ended.pro_bono),
        )
    });
    let rows = log
        .rows
        .iter()
        .map(row)
        .chain(ended)
        .chain([sum(words.t("hours-total"), log.totals())])
        .collect();
    Table { name: words.t("hours-sheet-log"), head: heads(&columns, words), rows, total: true }
}

/// Tells why sessions are not in the log, without a name.
fn reasons(log: &Log<'_>, words: &Words) -> Table {
    let line = |(why, sessions): (_, usize)| {
        let sessions = u64::try_from(sessions).unwrap_or_default();
        vec![Cell::Text(words.label("hours-reason", &why)), Cell::Count(sessions)]
    };
    let rows = log.reasons().into_iter().map(line).collect();
    Table {
        name: words.t("hours-sheet-left"),
        head: heads(&["reason", "sessions"], words),
        rows,
        total: false,
    }
}

fn billable(files: &[&ClientFile], at: Day, words: &Words) -> Table {
    let columns = ["month", "client", "payer", "sessions", "billable", "free", "not_noted"];
    let row = |m: crate::method::hours::billable::Month<'_>| {
        vec![
            Cell::Text(m.month.format("%Y-%m").to_string()),
            Cell::Text(words.name(m.person).to_owned()),
            Cell::optional(m.payer),
            Cell::Count(u64::try_from(m.sessions).unwrap_or_default()),
            Cell::Hours(m.billable),
            Cell::Hours(m.free),
            Cell::Hours(m.not_noted),
        ]
    };
    let rows = months(files, at).into_iter().map(row).collect();
    Table {
        name: words.t("hours-sheet-billable"),
        head: heads(&columns, words),
        rows,
        total: false,
    }
}

fn billable_json(files: &[&ClientFile], at: Day) -> Vec<Value> {
    let line = |m: crate::method::hours::billable::Month<'_>| {
        json!({
            "month": m.month.format("%Y-%m").to_string(), "client": m.person.display_name, "payer": m.payer,
            "sessions": m.sessions, "billable_hours": in_hours(m.billable), "free_hours": in_hours(m.free),
            "not_noted_hours": in_hours(m.not_noted),
        })
    };
    months(files, at).into_iter().map(line).collect()
}
