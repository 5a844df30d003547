//! Tables for a spreadsheet: the first as CSV, or all of them as the sheets of one XLSX. What
//! people wrote is never taken for a formula: in CSV it is guarded, in XLSX it is stored as text.

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::ExportError;
use super::csv::Sheet;
use crate::method::Day;
use crate::method::hours::{figures, in_hours};

/// Names what stands in one cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    Nothing,
    Text(String),
    Count(u64),
    /// Clock minutes, written as hours to two places.
    Hours(u64),
    Day(Day),
}

impl Cell {
    /// A text, or nothing.
    pub fn optional(text: Option<impl ToString>) -> Cell {
        text.map_or(Cell::Nothing, |text| Cell::Text(text.to_string()))
    }

    fn plain(&self) -> String {
        match self {
            Cell::Nothing => String::new(),
            Cell::Text(text) => text.clone(),
            Cell::Count(n) => n.to_string(),
            Cell::Hours(minutes) => figures(*minutes),
            Cell::Day(day) => day.to_string(),
        }
    }
}

/// One table.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    pub name: String,
    pub head: Vec<String>,
    pub rows: Vec<Vec<Cell>>,
    /// True if the last row is the sum of the others.
    pub total: bool,
}

/// A table as CSV: UTF-8 with its mark, CRLF.
pub fn csv(table: &Table) -> Result<Vec<u8>, ExportError> {
    let mut sheet = Sheet::new(&table.head)?;
    for row in &table.rows {
        sheet.row(&row.iter().map(Cell::plain).collect::<Vec<_>>())?;
    }
    Ok(sheet.bytes()?)
}

/// Tables as the sheets of one workbook.
pub fn xlsx(tables: &[Table]) -> Result<Vec<u8>, ExportError> {
    let mut book = Workbook::new();
    let forms = Forms {
        bold: Format::new().set_bold(),
        day: Format::new().set_num_format("yyyy-mm-dd"),
        hours: Format::new().set_num_format("0.00"),
        sum: Format::new().set_num_format("0.00").set_bold(),
    };
    for table in tables {
        let sheet = book.add_worksheet();
        sheet.set_name(&table.name)?;
        sheet.set_freeze_panes(1, 0)?;
        for (column, head) in (0..).zip(&table.head) {
            sheet.write_string_with_format(0, column, head, &forms.bold)?;
        }
        for (row, cells) in (1..).zip(&table.rows) {
            let last = table.total && usize::try_from(row).is_ok_and(|row| row == table.rows.len());
            for (column, cell) in (0..).zip(cells) {
                forms.write(sheet, (row, column), cell, last)?;
            }
        }
        sheet.autofit();
    }
    Ok(book.save_to_buffer()?)
}

struct Forms {
    bold: Format,
    day: Format,
    hours: Format,
    sum: Format,
}

impl Forms {
    fn write(
        &self,
        sheet: &mut Worksheet,
        at: (u32, u16),
        cell: &Cell,
        sum: bool,
    ) -> Result<(), XlsxError> {
        let (row, column) = at;
        let written = match cell {
            Cell::Nothing => return Ok(()),
            Cell::Text(text) if sum => {
                sheet.write_string_with_format(row, column, text, &self.bold)
            }
            Cell::Text(text) => sheet.write_string(row, column, text),
            // No practice counts so far that a float would round.
            Cell::Count(n) => sheet.write_number(row, column, *n as f64),
            Cell::Hours(minutes) => {
                let form = if sum { &self.sum } else { &self.hours };
                sheet.write_number_with_format(row, column, in_hours(*minutes), form)
            }
            Cell::Day(day) => {
                let day = ExcelDateTime::parse_from_str(&day.to_string())?;
                sheet.write_datetime_with_format(row, column, &day, &self.day)
            }
        };
        written.map(|_| ())
    }
}
