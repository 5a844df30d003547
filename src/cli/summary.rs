//! `ryokai summary`: one client's document, written to a file or standard output, and recorded like any other.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::builder::{PossibleValuesParser, TypedValueParser};

use super::Failure;
use crate::app::Clock;
use crate::domain::disclosure::{Period, Profile};
use crate::domain::moment::local;
use crate::domain::{Day, Id, Lang, Viewer, from_code};
use crate::export::Format;
use crate::export::summary::{Order, Source};
use crate::store::{Answer, Conn, Db, StoreError, export, member, person, practice};

/// Write one client's summary, and record that it was handed over
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The client: the id in the program, or the one in the file they were imported from
    #[arg(long, value_name = "ID")]
    client: Id,

    /// Whom it is for: `client` holds what is theirs to read, `file` holds everything
    #[arg(long, default_value = "client", value_parser = one_of::<Profile>(&["client", "file"]))]
    profile: Profile,

    /// The format
    #[arg(long, default_value = "pdf", value_parser = one_of::<Format>(&["pdf", "html", "md", "json"]))]
    format: Format,

    /// The first day it is about [default: the first record]
    #[arg(long, value_name = "DATE")]
    from: Option<Day>,

    /// The last day it is about [default: the day it is made on]
    #[arg(long, value_name = "DATE")]
    to: Option<Day>,

    /// The day it is made on; later facts are not known to it [default: today]
    #[arg(long, value_name = "DATE")]
    as_of: Option<Day>,

    /// The language [default: the client's]
    #[arg(long, value_parser = one_of::<Lang>(&["ja", "en"]))]
    lang: Option<Lang>,

    /// Where to write it; - is standard output
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
}

/// Reads a value by its name in the file format.
fn one_of<T>(names: &'static [&'static str]) -> impl TypedValueParser<Value = T>
where
    T: serde::de::DeserializeOwned + Clone + Send + Sync + 'static,
{
    PossibleValuesParser::new(names).try_map(|name| from_code::<T>(&name).ok_or("no such value"))
}

/// Writes the document, then records it. What could not be written is not recorded.
pub fn run(db: &Db, practice: Option<&str>, args: &Args) -> Result<(), Failure> {
    let now = Clock::real().now();
    let (viewer, id, source) = db.read_blocking(|conn| {
        let (viewer, id) = find(conn, practice, &args.client)?;
        let source = Source::load(conn, &viewer, &id)?;
        Ok((viewer, id, source))
    })?;
    let order = Order {
        profile: args.profile,
        period: Period { from: args.from, to: args.to },
        as_of: args.as_of.unwrap_or_else(|| local(now, viewer.tz).date()),
        lang: args.lang.unwrap_or(source.file.person.locale),
    };
    let bytes = source.document(&order).write(args.format)?;
    put(&args.output, &bytes)?;
    let line = order.record(&viewer, args.format, &bytes, now);
    db.write_blocking(move |conn| export::record(conn, &viewer, &id, &line))?;
    Ok(())
}

/// The client by either id, and the member whose client it is.
fn find(conn: &mut Conn, name: Option<&str>, client: &Id) -> Answer<(Viewer, Id)> {
    let practice = practice::choose(conn, name)?;
    for viewer in member::viewers(conn, &practice.id)? {
        if let Some(kept) = person::find_by_any_id(conn, &viewer, client)?
            && kept.consultant == viewer.member
        {
            return Ok((viewer, kept.person.id));
        }
    }
    Err(StoreError::NotFound)
}

fn put(output: &Path, bytes: &[u8]) -> std::io::Result<()> {
    if output == Path::new("-") {
        let mut out = std::io::stdout().lock();
        out.write_all(bytes)?;
        return out.flush();
    }
    std::fs::write(output, bytes)
}
