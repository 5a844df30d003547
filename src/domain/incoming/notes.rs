//! Notes, Markdown or plain text: one file a session. Its day and whose session it was stand in lines between `---` at its
//! beginning (`date:`, `client:`), or else in its name and its folder.

use super::mapping::{Field, field_called};
use super::text::{Encoding, decode};
use super::{Fault, MAX_BYTES, MAX_CELL, MAX_ROWS, Row, Table, Why};

/// One file with its name, folders included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    pub name: String,
    pub bytes: Vec<u8>,
}

/// The headings of the table that notes make, as the suggestions know them.
const HEADINGS: [&str; 4] = ["client", "date", "note", "file"];

/// Reads notes into a table: whose, when, what, and the file's name. A fault comes with the name of its file.
pub fn read(notes: &[Note]) -> Result<(Table, Encoding), (String, Fault)> {
    let of = |note: &Note, why| (note.name.clone(), Fault::whole(why));
    let (mut rows, mut encoding, mut size) = (Vec::new(), Encoding::Utf8, 0);
    for (i, note) in notes.iter().enumerate() {
        size += note.bytes.len();
        if size > MAX_BYTES {
            return Err(of(note, Why::TooLarge));
        }
        if i >= MAX_ROWS {
            return Err(of(note, Why::Rows));
        }
        let decoded = decode(&note.bytes).map_err(|fault| (note.name.clone(), fault))?;
        encoding = decoded.encoding;
        let text = decoded.text.replace("\r\n", "\n");
        if text.chars().count() > MAX_CELL {
            return Err(of(note, Why::Cell));
        }
        rows.push(Row { line: i + 1, cells: cells(&note.name, &text) });
    }
    if rows.is_empty() {
        return Err((String::new(), Fault::whole(Why::Empty)));
    }
    Ok((Table { headings: HEADINGS.map(str::to_owned).to_vec(), rows }, encoding))
}

fn cells(name: &str, text: &str) -> Vec<String> {
    let (matter, body) = front(text);
    let said = |field: Field| matter.iter().find(|(f, _)| *f == field).map(|(_, value)| value.clone());
    let path = name.replace('\\', "/");
    let (folder, file) = path.rsplit_once('/').map_or(("", path.as_str()), |(folder, file)| (folder, file));
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let (day, rest) = dated(stem);
    let folder = folder.rsplit('/').next().unwrap_or_default();
    let named = if rest.is_empty() { folder.to_owned() } else { rest };
    let client = said(Field::Name).unwrap_or(named);
    let on = said(Field::Date).or(day).unwrap_or_default();
    vec![client, on, body.trim().to_owned(), name.to_owned()]
}

/// The lines between `---` at the beginning, as far as they name a field, and what follows.
fn front(text: &str) -> (Vec<(Field, String)>, &str) {
    let begun = text.strip_prefix("---\n");
    let Some((head, body)) = begun.and_then(|rest| rest.split_once("\n---\n")) else { return (Vec::new(), text) };
    let line = |line: &str| {
        let (key, value) = line.split_once([':', '\u{ff1a}'])?;
        Some((field_called(key)?, value.trim().trim_matches('"').to_owned()))
    };
    (head.lines().filter_map(line).collect(), body)
}

/// The day in a file's name, and what else the name says: `2025-04-01 Tom`, `20250401_Tom`.
fn dated(stem: &str) -> (Option<String>, String) {
    let digit = |c: &char| c.is_ascii_digit();
    let Some(at) = stem.find(|c: char| c.is_ascii_digit()) else { return (None, stem.trim().to_owned()) };
    let rest = &stem[at..];
    let figures: String = rest.chars().take_while(digit).collect();
    let (day, length) = if figures.len() == 8 {
        (format!("{}-{}-{}", &figures[..4], &figures[4..6], &figures[6..]), 8)
    } else {
        let length: usize =
            rest.chars().take_while(|c| digit(c) || matches!(c, '-' | '.' | '_')).map(char::len_utf8).sum();
        let day = rest[..length].trim_end_matches(['-', '.', '_']);
        (day.replace(['.', '_'], "-"), length)
    };
    let dashes = day.matches('-').count() == 2;
    if !dashes {
        return (None, stem.trim().to_owned());
    }
    let other = format!("{} {}", &stem[..at], &rest[length..]);
    (Some(day), other.trim_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '_')).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(name: &str, text: &str) -> Vec<String> {
        let note = Note { name: name.into(), bytes: text.into() };
        read(&[note]).expect("a table").0.rows.remove(0).cells
    }

    #[test]
    fn day_and_client_come_from_the_front_or_from_the_name() {
        assert_eq!(
            one("x.md", "---\ndate: 2025-04-01\nclient: \"Tom\"\n---\nHe came.\n")[..3],
            ["Tom", "2025-04-01", "He came."]
        );
        assert_eq!(one("Tom/2025-04-01.txt", "x")[..2], ["Tom", "2025-04-01"]);
        assert_eq!(one("20250401_佐倉.md", "x")[..2], ["佐倉", "2025-04-01"]);
        assert_eq!(one("佐倉 2025.4.1.md", "x")[..2], ["佐倉", "2025-4-1"]);
        assert_eq!(one("thoughts 3.md", "x")[..2], ["thoughts 3", ""]);
    }
}
