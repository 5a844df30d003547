//! `ryokai summary`: one client's document, written to a file or standard output, and recorded like
//! any other.

use std::path::PathBuf;

use super::{Failure, Office, batch, one_of, put};
use crate::export::batch::{Batch, month};
use crate::export::summary::{Order, Source};
use crate::export::{Document, Format, json, pdf};
use crate::method::disclosure::{Extent, Period, Profile, Supervision};
use crate::method::{Day, Id, Lang, Session, Text, Viewer};
use crate::store::export;
use crate::words::Words;

/// Write one client's summary, and record that it was handed over
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The client: the id in the program, or the one in the file they were imported from
    #[arg(long, value_name = "ID", required_unless_present_any = ["schema", "all"])]
    client: Option<Id>,

    /// All clients with a session in the month, in one ZIP
    #[arg(long, requires = "month", conflicts_with_all = ["client", "session", "from", "to"])]
    all: bool,

    /// The month, as 2025-06
    #[arg(long, value_name = "MONTH", requires = "all", value_parser = month_of)]
    month: Option<Period>,

    /// Whom it is for: `client` holds what is theirs to read, `file` holds everything, `supervisor`
    /// is pseudonymised, `sponsor` holds attendance and agreed goals, with the client's consent
    #[arg(long, default_value = "client", value_parser = one_of::<Profile>(&["client", "file", "supervisor", "sponsor"]))]
    profile: Profile,

    /// The format
    #[arg(long, default_value = "pdf", value_parser = one_of::<Format>(&["pdf", "docx", "html", "md", "json"]))]
    format: Format,

    /// The first day it is about [default: the first record]
    #[arg(long, value_name = "DATE")]
    from: Option<Day>,

    /// The last day it is about [default: the day it is made on]
    #[arg(long, value_name = "DATE")]
    to: Option<Day>,

    /// The one session it is about: its number or its id
    #[arg(long, value_name = "SESSION", conflicts_with_all = ["from", "to"])]
    session: Option<String>,

    /// The day it is made on; later facts are not known to it [default: today]
    #[arg(long, value_name = "DATE")]
    as_of: Option<Day>,

    /// The language [default: the client's]
    #[arg(long, value_parser = one_of::<Lang>(&["ja", "en"]))]
    lang: Option<Lang>,

    /// For a supervisor: what is wanted from supervision
    #[arg(long, value_name = "TEXT")]
    question: Option<Text>,

    /// For a supervisor: who the client is, in two lines
    #[arg(long, value_name = "TEXT")]
    about: Option<Text>,

    /// For a supervisor: further questions
    #[arg(long, value_name = "TEXT")]
    further: Option<Text>,

    /// For a supervisor: leave out the lines that may still say who is meant
    #[arg(long)]
    without_doubt: bool,

    /// For a supervisor: the lines that may still say who is meant have been looked at
    #[arg(long)]
    looked: bool,

    /// Print the JSON Schema of the json format, and stop
    #[arg(long)]
    schema: bool,

    /// Where to write it; - is standard output
    #[arg(short, long, value_name = "FILE", required_unless_present = "schema")]
    output: Option<PathBuf>,
}

fn month_of(text: &str) -> Result<Period, &'static str> {
    month(text).ok_or("a month is written like 2025-06")
}

/// Prints the JSON Schema of a document.
pub fn print_schema() -> Result<(), Failure> {
    println!("{}", json::schema().map_err(std::io::Error::from)?);
    Ok(())
}

/// Says which signs a PDF does not show, before it is written.
pub(super) fn signs(document: &Document, words: &Words) {
    missing(&pdf::missing(document), words);
}

/// Says which signs PDFs do not show, each with its place.
pub(super) fn missing(missing: &[(String, String)], words: &Words) {
    if !missing.is_empty() {
        eprintln!("{}", words.t("summary-signs"));
        words.missing_signs(missing).iter().for_each(|line| eprintln!("- {line}"));
    }
}

impl Args {
    /// True if no database is needed.
    pub fn schema_only(&self) -> bool {
        self.schema
    }

    /// Writes the document, then records it. What could not be written is not recorded.
    pub fn run(&self, office: &Office) -> Result<(), Failure> {
        if let (Some(month), Some(output)) = (self.month, &self.output) {
            let batches: Vec<Batch> = office
                .viewers()?
                .into_iter()
                .map(|viewer| self.batch(office, viewer, month))
                .collect();
            return batch::run(office, &batches, output);
        }
        let (Some(client), Some(output)) = (&self.client, &self.output) else { return Ok(()) };
        let (viewer, id) = office.client(client)?;
        let source = self.source(office, &viewer, &id)?;
        let order = Order {
            profile: self.profile,
            extent: self.extent(office, &source)?,
            as_of: self.as_of.unwrap_or_else(|| office.today(&viewer)),
            lang: self.lang.unwrap_or(source.file.person.locale),
        };
        let lacking = |why| Failure::Said(office.words.label("summary-lacking", &why));
        let document = source.document(&order).map_err(lacking)?;
        self.look(office, &source, &order)?;
        if self.format == Format::Pdf {
            signs(&document, office.words);
        }
        let bytes = document.write(self.format)?;
        put(output, &bytes)
            .map_err(|why| Failure::File { file: output.display().to_string(), why })?;
        let line = order.record(&viewer, self.format, &bytes, office.now);
        office.db.write_blocking(move |conn| export::record(conn, &viewer, &id, &line))?;
        Ok(())
    }

    fn batch(&self, office: &Office, viewer: Viewer, month: Period) -> Batch {
        Batch {
            as_of: self.as_of.unwrap_or_else(|| office.today(&viewer)),
            viewer,
            profile: self.profile,
            format: self.format,
            month,
            lang: self.lang,
            now: office.now,
            at_once: std::thread::available_parallelism().map_or(1, usize::from),
            seen: None,
        }
    }

    fn source(&self, office: &Office, viewer: &Viewer, id: &Id) -> Result<Source, Failure> {
        let by_hand = Supervision {
            question: self.question.clone(),
            about: self.about.clone(),
            further: self.further.clone(),
            without_doubt: self.without_doubt,
        };
        Ok(office.db.read_blocking(|conn| {
            let mut source = Source::load(conn, viewer, id)?;
            if self.profile == Profile::Supervisor {
                source.pseudonymiser(conn, viewer, by_hand.clone())?;
            }
            Ok(source)
        })?)
    }

    /// Tells what it is about: one session, or a period.
    fn extent(&self, office: &Office, source: &Source) -> Result<Extent, Failure> {
        let Some(named) = &self.session else {
            if self.from.zip(self.to).is_some_and(|(from, to)| from > to) {
                return Err(Failure::Asked(office.words.t("summary-fault-order")));
            }
            return Ok(Extent::Period(Period { from: self.from, to: self.to }));
        };
        let number = named.parse().ok();
        let meant = |s: &&Session| s.id.as_str() == named || (number.is_some() && s.no == number);
        let session = source.file.sessions.iter().filter(|s| s.held()).find(meant);
        session
            .map(Extent::session)
            .ok_or_else(|| Failure::Said(office.words.t("summary-fault-session")))
    }

    /// Shows the lines that a human eye must see, unless it has.
    fn look(&self, office: &Office, source: &Source, order: &Order) -> Result<(), Failure> {
        let doubtful = source.doubtful(order);
        if self.looked || doubtful.is_empty() {
            return Ok(());
        }
        for (text, doubts) in doubtful {
            let why: Vec<String> =
                doubts.iter().map(|doubt| office.words.label("doubt", doubt)).collect();
            eprintln!("- {text}\n  {}", why.join(" · "));
        }
        Err(Failure::Said(office.words.t("cli-summary-look")))
    }
}
