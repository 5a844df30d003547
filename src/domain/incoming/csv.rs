//! Tables: comma, tab or semicolon between the cells, any line end. The text is surveyed before it is taken apart, so that
//! no file makes us hold more than a table may be, and a quotation mark that is never closed is found where it opens.

use super::{Fault, MAX_CELL, MAX_CELLS, MAX_COLUMNS, MAX_ROWS, Row, Table, Why};

/// Reads a table; the first row holds its headings. Rows without any content are passed over.
pub fn read(text: &str) -> Result<Table, Fault> {
    let delimiter = delimiter(text);
    let starts = survey(text, delimiter)?;
    let mut form = csv::ReaderBuilder::new();
    form.has_headers(false).flexible(true).delimiter(delimiter);
    let mut reader = form.from_reader(text.as_bytes());
    let mut table = Table::default();
    for (record, line) in reader.records().zip(starts) {
        // The text is UTF-8 and the rows may be of any length: nothing is left to go wrong.
        let Ok(record) = record else { continue };
        let cells: Vec<String> = record.iter().map(|cell| cell.trim().to_owned()).collect();
        if cells.iter().all(String::is_empty) {
            continue;
        }
        if table.headings.is_empty() {
            table.headings = cells;
        } else if (table.rows.len() + 1) * table.headings.len() > MAX_CELLS {
            return Err(Fault { line, column: 1, why: Why::Cells });
        } else {
            table.rows.push(Row { line, cells: fitted(cells, table.headings.len(), (text, line))? });
        }
    }
    if table.rows.is_empty() { Err(Fault::whole(Why::Empty)) } else { Ok(table) }
}

/// A row of the headings' length; empty cells too many are no harm.
fn fitted(mut cells: Vec<String>, expected: usize, (text, line): (&str, usize)) -> Result<Vec<String>, Fault> {
    let found = cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1);
    if cells.len() < expected || found > expected {
        let column = text.lines().nth(line - 1).map_or(1, |row| row.chars().count() + 1);
        return Err(Fault { line, column, why: Why::Width { found: cells.len(), expected } });
    }
    cells.truncate(expected);
    Ok(cells)
}

/// What stands between the cells of the first line most often.
fn delimiter(text: &str) -> u8 {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let mut quoted = false;
    let mut counts = [(b',', 0), (b'\t', 0), (b';', 0)];
    for byte in first.bytes() {
        quoted ^= byte == b'"';
        if let Some(count) = counts.iter_mut().find(|(mark, _)| *mark == byte && !quoted) {
            count.1 += 1;
        }
    }
    // Of equally many, the first.
    counts.iter().rev().max_by_key(|(_, n)| *n).map_or(b',', |(mark, _)| *mark)
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
        let ends_row = at != At::Quoted && matches!(c, '\n' | '\r');
        if at == At::RowStart && !ends_row {
            if starts.len() > MAX_ROWS {
                return fault(Why::Rows);
            }
            starts.push(line);
            (at, columns) = (At::CellStart, 1);
        }
        length += 1;
        at = match (at, c) {
            (_, '\n' | '\r') if ends_row => At::RowStart,
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
    if at == At::Quoted { Err(Fault { line: opened.0, column: opened.1, why: Why::OpenQuote }) } else { Ok(starts) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(text: &str) -> (usize, usize, Why) {
        read(text).map_err(|f| (f.line, f.column, f.why)).expect_err("a fault")
    }

    #[test]
    fn rows_know_the_line_they_begin_on() {
        let table = read("a,b\r\n\r\n\"x\ny\",\"says \"\"no\"\"\"\r\n,\r\n3,4").expect("a table");
        let rows: Vec<(usize, Vec<&str>)> =
            table.rows.iter().map(|r| (r.line, r.cells.iter().map(String::as_str).collect())).collect();
        assert_eq!(rows, [(3, vec!["x\ny", "says \"no\""]), (6, vec!["3", "4"])]);
    }

    #[test]
    fn tabs_and_semicolons_are_recognised() {
        for text in ["a\tb\n1,5\t2", "a;b\n1,5;2"] {
            assert_eq!(read(text).expect("a table").rows[0].cells, ["1,5", "2"]);
        }
    }

    #[test]
    fn what_is_no_table_is_named_with_its_place() {
        assert_eq!(fault(""), (1, 1, Why::Empty));
        assert_eq!(fault("a,b\n"), (1, 1, Why::Empty));
        assert_eq!(fault("a,b\n1,\"open\n2,3\n"), (2, 3, Why::OpenQuote));
        assert_eq!(fault("a,b\n1,2\n3"), (3, 2, Why::Width { found: 1, expected: 2 }));
        assert_eq!(fault("a\n1,2"), (2, 4, Why::Width { found: 2, expected: 1 }));
        assert_eq!(fault(&",".repeat(1_000_000)), (1, MAX_COLUMNS, Why::Columns));
        assert_eq!(fault(&format!("a\n{}", "x\n".repeat(MAX_ROWS + 1))).2, Why::Rows);
        assert_eq!(fault(&format!("a\n{}", "x".repeat(MAX_CELL + 9))).2, Why::Cell);
        let wide = format!("{}x\n", "x,".repeat(MAX_COLUMNS - 1));
        let most = MAX_CELLS / MAX_COLUMNS;
        assert_eq!(read(&wide.repeat(most + 1)).expect("as many as may be").rows.len(), most);
        assert_eq!(fault(&wide.repeat(most + 2)), (most + 2, 1, Why::Cells));
    }
}
