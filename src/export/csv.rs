//! Tables for a spreadsheet: UTF-8 with its mark and CRLF, as Excel in Japan opens them, and no
//! cell that is a formula.

use csv::{QuoteStyle, Terminator, WriterBuilder};

use crate::intake::incoming::guardable;

/// Names what tells Excel that the file is UTF-8.
const MARK: &[u8] = b"\xef\xbb\xbf";

/// A table that grows row by row.
pub struct Sheet(csv::Writer<Vec<u8>>);

impl Sheet {
    /// A table with these headings.
    pub fn new(head: &[String]) -> csv::Result<Sheet> {
        let mut form = WriterBuilder::new();
        form.terminator(Terminator::CRLF).quote_style(QuoteStyle::Necessary);
        let mut sheet = Sheet(form.from_writer(MARK.to_vec()));
        sheet.row(head)?;
        Ok(sheet)
    }

    /// Adds a row. What people wrote stays what they wrote, but for an apostrophe before what would
    /// be calculated.
    pub fn row(&mut self, cells: &[String]) -> csv::Result<()> {
        self.0.write_record(cells.iter().map(|cell| guarded(cell)))
    }

    pub fn bytes(self) -> csv::Result<Vec<u8>> {
        self.0.into_inner().map_err(|e| e.into_error().into())
    }
}

fn guarded(cell: &str) -> String {
    // Before a guard that somebody wrote stands another one, so that reading takes away this one
    // alone.
    if guardable(cell) { format!("'{cell}") } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::Sheet;

    #[test]
    fn no_cell_is_calculated_and_every_line_ends_as_excel_expects() {
        let mut sheet = Sheet::new(&["a".into(), "b".into()]).expect("a sheet");
        for cell in ["=1+1", "+1", "-1", "@x", "＝1", "＋1", "－1", "＠x", "\tx", "\rx"] {
            sheet.row(&[cell.into(), "plain".into()]).expect("a row");
        }
        sheet.row(&["言った, \"こと\"\n二行目".into(), "a=b".into()]).expect("a row");
        let bytes = sheet.bytes().expect("bytes");
        let text = String::from_utf8(bytes).expect("UTF-8");
        assert!(text.starts_with("\u{feff}a,b\r\n'=1+1,plain\r\n"), "{text}");
        assert_eq!(text.matches("\r\n'").count(), 9, "{text}");
        assert!(
            text.contains("\r\n\"'\rx\",plain\r\n"),
            "what breaks a line is in quotation marks as well: {text:?}"
        );
        assert!(text.ends_with("\"言った, \"\"こと\"\"\n二行目\",a=b\r\n"), "{text}");
    }
}
