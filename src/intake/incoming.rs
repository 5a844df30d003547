//! Holds what comes in from elsewhere: tables, address cards and notes of other programs. Bytes in,
//! one [`Table`] out, or a [`Fault`] with its line and column; then columns to fields, rows to
//! people or sessions. Nothing here is stored.

mod card;
mod csv;
pub(crate) mod lines;
mod mapping;
mod notes;
mod plan;
mod row;
mod text;
mod vcard;

use serde::{Deserialize, Serialize};

use crate::intake::written::DayOrder;
use crate::intake::written::order::{Told, told};

pub use csv::{Shape, guardable, read as read_csv};
pub use mapping::Unfit;
pub use mapping::{Field, Mapping, Source};
pub use notes::{Note, read as read_notes};
pub use plan::{By, Candidate, Choice, Ground, Held, Plan, Taking, Twin};
pub use row::{Brought, RowError, Value};
pub use text::{Decoded, Encoding, decode};
pub use vcard::read as read_vcard;

/// The largest file that is read, in bytes.
pub const MAX_BYTES: usize = 10 * 1024 * 1024;
/// The most rows, columns, and characters of a cell.
pub const MAX_ROWS: usize = 20_000;
pub const MAX_COLUMNS: usize = 200;
/// The most cells of a table, empty ones among them: every row has as many as there are headings.
pub const MAX_CELLS: usize = 500_000;
pub const MAX_CELL: usize = crate::method::text::MAX_CHARS;

/// Names what the rows of a file are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    Clients,
    Sessions,
}

/// The kinds of file one can hand in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Clients,
    Sessions,
    Vcard,
    Notes,
}

impl Kind {
    pub const ALL: [Kind; 4] = [Kind::Clients, Kind::Sessions, Kind::Vcard, Kind::Notes];

    /// Tells what a file of this kind brings.
    pub fn what(self) -> What {
        match self {
            Kind::Clients | Kind::Vcard => What::Clients,
            Kind::Sessions | Kind::Notes => What::Sessions,
        }
    }
}

/// A table as it was read: every row has as many cells as there are headings.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    pub headings: Vec<String>,
    pub rows: Vec<Row>,
}

/// A row and the line of the file on which it begins, counted from 1; of notes, the place of the
/// file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    pub line: usize,
    pub cells: Vec<String>,
}

/// A file that cannot be read, and where: line and column are counted from 1, columns in
/// characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    pub line: usize,
    pub column: usize,
    pub why: Why,
}

/// Names why a file cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// Larger than [`MAX_BYTES`].
    TooLarge,
    /// A ZIP, or a workbook, which is one: never opened.
    Archive,
    /// Not a text.
    Binary,
    /// Neither UTF-8 nor Shift_JIS.
    Encoding,
    /// It ends in the middle of a character.
    Truncated,
    /// A quotation mark that is never closed.
    OpenQuote,
    Columns,
    Rows,
    /// More than [`MAX_CELLS`].
    Cells,
    Cell,
    /// A row of another length than the headings.
    Width {
        found: usize,
        expected: usize,
    },
    /// No row besides the headings, or not even these.
    Empty,
    /// No address card begins here.
    NoCard,
    /// A card that never ends.
    OpenCard,
    /// A line of a card that says nothing.
    CardLine,
    /// A card of a version that is not read.
    CardVersion,
    /// No calendar begins here.
    NoCalendar,
    /// A part of a calendar that never ends.
    OpenPart,
}

impl Fault {
    /// A fault of the whole file.
    pub fn whole(why: Why) -> Fault {
        Fault { line: 1, column: 1, why }
    }
}

/// A file that was handed in, as far as its owner has come with it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Upload {
    pub kind: Kind,
    /// The file's name, as it was handed in.
    pub name: String,
    pub encoding: Encoding,
    /// The program the file seems to come from.
    pub source: Option<Source>,
    pub table: Table,
    /// Holds what the table was beyond headings and rows.
    #[serde(default)]
    pub shape: Shape,
    pub mapping: Mapping,
    /// In which order its days are written, where its owner had to say.
    #[serde(default)]
    pub days: Option<DayOrder>,
    /// Holds what was chosen for rows, by their place in the table.
    pub choices: std::collections::BTreeMap<usize, Choice>,
}

impl Upload {
    /// Reads one file, with the columns as they are suggested. Notes are read by [`read_notes`].
    pub fn read(kind: Kind, name: &str, bytes: &[u8]) -> Result<Upload, Fault> {
        if kind == Kind::Notes {
            let note = Note { name: name.to_owned(), bytes: bytes.to_owned() };
            return Upload::of_notes(&[note]).map_err(|(_, fault)| fault);
        }
        let (table, shape, encoding) = if kind == Kind::Vcard {
            let (table, encoding) = read_vcard(bytes)?;
            (table, Shape::default(), encoding)
        } else {
            let decoded = decode(bytes)?;
            let (table, shape) = read_csv(&decoded.text)?;
            (table, shape, decoded.encoding)
        };
        Ok(Upload { shape, ..Upload::of(kind, name.to_owned(), encoding, table) })
    }

    /// Reads notes, one file a session; a fault comes with the name of its file.
    pub fn of_notes(notes: &[Note]) -> Result<Upload, (String, Fault)> {
        let (table, encoding) = read_notes(notes)?;
        let name = notes.first().map(|note| note.name.clone()).unwrap_or_default();
        Ok(Upload::of(Kind::Notes, name, encoding, table))
    }

    fn of(kind: Kind, name: String, encoding: Encoding, table: Table) -> Upload {
        let mapping = Mapping::suggest(&table.headings, kind.what());
        let source = mapping::source(&table.headings);
        let shape = Shape::default();
        Upload {
            kind,
            name,
            encoding,
            source,
            table,
            shape,
            mapping,
            days: None,
            choices: Default::default(),
        }
    }

    /// The order in which its days are read: what its owner said, or what the column of days tells.
    pub fn day_order(&self) -> Option<DayOrder> {
        self.days.or_else(|| match self.told() {
            Told::Order(order) => Some(order),
            Told::Nothing | Told::Open => None,
        })
    }

    /// True if its days could be read in either order, so that its owner has to say which.
    pub fn asks_order(&self) -> bool {
        self.told() == Told::Open
    }

    fn told(&self) -> Told {
        let column = self.mapping.column(Field::Date);
        told(self.table.rows.iter().filter_map(|row| row.cells.get(column?).map(String::as_str)))
    }

    /// Everything that keeps its columns from making rows.
    pub fn unfit(&self) -> Vec<Unfit> {
        let order = (self.days.is_none() && self.asks_order()).then_some(Unfit::NoOrder);
        self.mapping.unfit(self.kind.what()).into_iter().chain(order).collect()
    }
}
