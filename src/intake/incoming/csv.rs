//! Tables: comma, tab or semicolon between the cells, any line end, `sep=` above all, lines above
//! the headings. The text is surveyed before it is taken apart, so that no file makes us hold more
//! than a table may be, and a quotation mark that is never closed is found where it opens.

use serde::{Deserialize, Serialize};

use super::mapping::field_called;
use super::{Fault, MAX_CELL, MAX_CELLS, MAX_COLUMNS, MAX_ROWS, Row, Table, Why};
use crate::method::text::cleaned;

/// Holds what a table was beyond headings and rows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shape {
    /// Rows that end before the last heading: their missing cells are empty.
    pub short: usize,
    /// Lines above the headings, which are passed over.
    pub above: usize,
}

/// Sets how many of the first rows may stand above the headings.
const ABOVE: usize = 10;

/// Reads a table. Rows without any content are passed over.
pub fn read(text: &str) -> Result<(Table, Shape), Fault> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let (told, first, text) = separator(&text);
    let delimiter = told.unwrap_or_else(|| delimiter(text));
    let down = |fault: Fault| Fault { line: fault.line + first, ..fault };
    let starts = survey(text, delimiter).map_err(down)?;
    let mut form = csv::ReaderBuilder::new();
    form.has_headers(false).flexible(true).delimiter(delimiter);
    let mut reader = form.from_reader(text.as_bytes());
    let mut rows: Vec<Row> = Vec::new();
    let mut width = 0;
    for (record, line) in reader.records().zip(starts) {
        // The text is UTF-8 and the rows may be of any length: nothing is left to go wrong.
        let Ok(record) = record else { continue };
        let cells: Vec<String> = record.iter().map(|cell| unguarded(&cleaned(cell))).collect();
        if cells.iter().all(String::is_empty) {
            continue;
        }
        width = width.max(cells.len());
        if rows.len() * width > MAX_CELLS {
            return Err(down(Fault { line, column: 1, why: Why::Cells }));
        }
        rows.push(Row { line: line + first, cells });
    }
    let above = headings(&rows);
    let mut rows = rows.into_iter().skip(above);
    let Some(head) = rows.next() else { return Err(Fault::whole(Why::Empty)) };
    let mut table = Table { headings: head.cells, rows: Vec::new() };
    let mut shape = Shape { short: 0, above };
    for row in rows {
        let expected = table.headings.len();
        shape.short += usize::from(row.cells.len() < expected);
        let row = fitted(row, expected, (text, first))?;
        table.rows.push(row);
    }
    if table.rows.is_empty() { Err(Fault::whole(Why::Empty)) } else { Ok((table, shape)) }
}

/// The mark that a first line `sep=;` names, how many lines that takes, and the rest.
fn separator(text: &str) -> (Option<u8>, usize, &str) {
    let (line, rest) = text.split_once('\n').unwrap_or((text, ""));
    let told = line.trim_matches(['"', ' ']);
    match told
        .get(..4)
        .filter(|sep| sep.eq_ignore_ascii_case("sep="))
        .map(|_| &told.as_bytes()[4..])
    {
        Some(&[mark @ (b',' | b';' | b'\t' | b'|')]) => (Some(mark), 1, rest),
        _ => (None, 0, text),
    }
}

/// Tells how many rows stand above the headings: the headings are the row of which most cells are
/// known as such. The first row holds them unless another one knows more, two at least, or all of
/// its own.
fn headings(rows: &[Row]) -> usize {
    let known = |row: &Row| {
        let filled = row.cells.iter().filter(|cell| !cell.is_empty());
        // Anything that holds figures or an address is a value.
        if filled
            .clone()
            .any(|cell| cell.contains('@') || cell.starts_with(|c: char| c.is_ascii_digit()))
        {
            return 0;
        }
        let known = filled.clone().filter(|cell| field_called(cell).is_some()).count();
        if known >= 2 || known == filled.count() { known } else { 0 }
    };
    let first = rows
        .first()
        .map_or(0, |row| row.cells.iter().filter(|c| field_called(c).is_some()).count());
    let best =
        rows.iter().take(ABOVE).enumerate().skip(1).max_by_key(|(i, row)| (known(row), ABOVE - i));
    best.filter(|(_, row)| known(row) > first).map_or(0, |(i, _)| i)
}

/// A row of the headings' length: what is missing at its end is empty, empty cells too many are no
/// harm.
fn fitted(mut row: Row, expected: usize, (text, first): (&str, usize)) -> Result<Row, Fault> {
    let found = row.cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1);
    if found > expected {
        let written = text.split('\n').nth(row.line - first - 1);
        let column = written.map_or(1, |written| written.chars().count() + 1);
        return Err(Fault {
            line: row.line,
            column,
            why: Why::Width { found: row.cells.len(), expected },
        });
    }
    row.cells.resize(expected, String::new());
    Ok(row)
}

/// Names what a spreadsheet takes for the beginning of a formula, in either width.
pub const FORMULA: [char; 10] = ['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r'];

/// A cell as it was before an apostrophe guarded it against being calculated (`export::csv`).
fn unguarded(cell: &str) -> String {
    let inner = cell.strip_prefix('\'');
    inner.filter(|inner| guardable(inner)).unwrap_or(cell).to_owned()
}

/// True if a guard stands before this when it is written.
pub fn guardable(cell: &str) -> bool {
    cell.trim_start_matches('\'').starts_with(FORMULA)
}

/// Tells what stands between the cells: the mark that makes most known headings of one of the first
/// lines, or else the one that stands most often in the first line that has any.
fn delimiter(text: &str) -> u8 {
    const MARKS: [u8; 3] = [b',', b'\t', b';'];
    let lines = || text.split('\n').filter(|line| !line.trim().is_empty()).take(ABOVE);
    let known = |mark: u8| {
        let count =
            |line: &str| split(line, mark).filter(|cell| field_called(cell).is_some()).count();
        lines().map(count).max().unwrap_or(0)
    };
    let most = MARKS.iter().rev().max_by_key(|mark| known(**mark)).copied().unwrap_or(b',');
    let others = MARKS.iter().filter(|mark| **mark != most).map(|mark| known(*mark)).max();
    if Some(known(most)) > others {
        return most;
    }
    let counts = |line: &str| MARKS.map(|mark| split(line, mark).count());
    let first = lines().map(counts).find(|counts| counts.iter().any(|n| *n > 1)).unwrap_or([1; 3]);
    // Of equally many, the first.
    MARKS.iter().zip(first).rev().max_by_key(|(_, n)| *n).map_or(b',', |(mark, _)| *mark)
}

/// The cells of a line, without their quotation marks.
fn split(line: &str, mark: u8) -> impl Iterator<Item = &str> {
    let mut quoted = false;
    let apart = move |c: char| {
        quoted ^= c == '"';
        c == char::from(mark) && !quoted
    };
    line.split(apart).map(|cell| cell.trim().trim_matches('"'))
}

#[derive(PartialEq)]
enum At {
    RowStart,
    CellStart,
    Plain,
    Quoted,
    /// Behind a quotation mark within quotes: the end of them, or one half of a doubled one.
    Closing,
}

/// The line on which each row begins, if the table stays within its bounds.
fn survey(text: &str, delimiter: u8) -> Result<Vec<usize>, Fault> {
    let (mut at, mut line, mut column) = (At::RowStart, 1, 0);
    let (mut opened, mut columns, mut length) = ((1, 1), 1, 0);
    let mut starts = Vec::new();
    for c in text.chars() {
        column += 1;
        let fault = |why| Err(Fault { line, column, why });
        let ends_row = at != At::Quoted && c == '\n';
        if at == At::RowStart && !ends_row {
            if starts.len() > MAX_ROWS {
                return fault(Why::Rows);
            }
            starts.push(line);
            (at, columns) = (At::CellStart, 1);
        }
        length += 1;
        at = match (at, c) {
            (_, '\n') if ends_row => At::RowStart,
            (At::Quoted, '"') => At::Closing,
            (At::Quoted, _) => At::Quoted,
            (At::Closing, '"') => At::Quoted,
            (_, c) if c == char::from(delimiter) => {
                columns += 1;
                At::CellStart
            }
            (At::CellStart, '"') => {
                opened = (line, column);
                At::Quoted
            }
            _ => At::Plain,
        };
        match at {
            At::CellStart | At::RowStart => length = 0,
            _ if length > MAX_CELL + 2 => return fault(Why::Cell),
            _ => {}
        }
        if columns > MAX_COLUMNS {
            return fault(Why::Columns);
        }
        if c == '\n' {
            (line, column) = (line + 1, 0);
        }
    }
    if at == At::Quoted {
        Err(Fault { line: opened.0, column: opened.1, why: Why::OpenQuote })
    } else {
        Ok(starts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(text: &str) -> (usize, usize, Why) {
        read(text).map_err(|f| (f.line, f.column, f.why)).expect_err("a fault")
    }

    #[test]
    fn rows_know_the_line_they_begin_on() {
        let (table, _) =
            read("a,b\r\n\r\n\"x\ny\",\"says \"\"no\"\"\"\r\n,\r\n3,4").expect("a table");
        let rows: Vec<(usize, Vec<&str>)> = table
            .rows
            .iter()
            .map(|r| (r.line, r.cells.iter().map(String::as_str).collect()))
            .collect();
        assert_eq!(rows, [(3, vec!["x\ny", "says \"no\""]), (6, vec!["3", "4"])]);
    }

    #[test]
    fn tabs_and_semicolons_are_recognised() {
        for text in ["a\tb\n1,5\t2", "a;b\n1,5;2"] {
            assert_eq!(read(text).expect("a table").0.rows[0].cells, ["1,5", "2"]);
        }
    }

    #[test]
    fn what_stands_above_the_headings_and_missing_cells_are_counted() {
        for (text, line, short, above) in [
            ("Name,Mail,Phone\nAda\nBo,b@x.jp,1", 2, 1, 0),
            ("sep=;\nName;Mail\nAda;a@x.jp", 3, 0, 0),
            ("\"sep=,\"\r\nName,Mail\r\nAda,a@x.jp", 3, 0, 0),
            ("List of 2026,,\n\nName,Mail,Phone\nAda,a@x.jp,1", 4, 0, 1),
            ("顧客一覧\n氏名;メール\nAda;a@x.jp", 3, 0, 1),
            ("Name,Mail\rAda,a@x.jp\rBo", 2, 1, 0),
            ("who,when,how\nAda,2026-01-05,電話", 2, 0, 0),
        ] {
            let (table, shape) = read(text).expect(text);
            assert_eq!(
                (table.rows[0].line, table.rows[0].cells[0].as_str()),
                (line, "Ada"),
                "{text}"
            );
            assert_eq!(shape, Shape { short, above }, "{text}");
            assert!(table.rows.iter().all(|row| row.cells.len() == table.headings.len()), "{text}");
        }
    }

    #[test]
    fn what_guards_a_cell_from_being_calculated_goes() {
        let (table, _) = read("Name,Phone\n'=x,'+81 90\n''+x,'090").expect("a table");
        let cells: Vec<&str> =
            table.rows.iter().flat_map(|row| &row.cells).map(String::as_str).collect();
        assert_eq!(cells, ["=x", "+81 90", "'+x", "'090"]);
    }

    #[test]
    fn what_is_no_table_is_named_with_its_place() {
        assert_eq!(fault(""), (1, 1, Why::Empty));
        assert_eq!(fault("a,b\n"), (1, 1, Why::Empty));
        assert_eq!(fault("a,b\n1,\"open\n2,3\n"), (2, 3, Why::OpenQuote));
        assert_eq!(fault("a\n1,2"), (2, 4, Why::Width { found: 2, expected: 1 }));
        assert_eq!(fault(&",".repeat(1_000_000)), (1, MAX_COLUMNS, Why::Columns));
        assert_eq!(fault(&format!("a\n{}", "x\n".repeat(MAX_ROWS + 1))).2, Why::Rows);
        assert_eq!(fault(&format!("a\n{}", "x".repeat(MAX_CELL + 9))).2, Why::Cell);
        let wide = format!("{}x\n", "x,".repeat(MAX_COLUMNS - 1));
        let most = MAX_CELLS / MAX_COLUMNS;
        assert_eq!(read(&wide.repeat(most + 1)).expect("as many as may be").0.rows.len(), most);
        assert_eq!(fault(&wide.repeat(most + 2)), (most + 2, 1, Why::Cells));
    }
}
