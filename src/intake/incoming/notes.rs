//! Notes, Markdown or plain text: one file a session. Its day, whose session it was and more stand
//! in lines between `---` at its beginning or its end (`date:`, `client:`), or else anywhere in its
//! name and its folders.

use super::mapping::{Field, field_called};
use super::text::{Encoding, decode};
use super::{Fault, MAX_BYTES, MAX_CELL, MAX_COLUMNS, MAX_ROWS, Row, Table, Why};
use crate::intake::written::day;
use crate::method::text::cleaned;

/// One file with its name, folders included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    pub name: String,
    pub bytes: Vec<u8>,
}

/// The headings of the table that notes make, as the suggestions know them; between note and file
/// stands whatever else the lines at the beginning name.
const HEADINGS: [&str; 3] = ["client", "date", "note"];
const FILE: &str = "file";

/// Holds what one file says.
struct Read {
    client: String,
    on: String,
    note: String,
    /// Its other lines, by their keys.
    more: Vec<(String, String)>,
}

/// Reads notes into a table: whose, when, what, and the file's name. A fault comes with the name of
/// its file.
pub fn read(notes: &[Note]) -> Result<(Table, Encoding), (String, Fault)> {
    let of = |note: &Note, why| (note.name.clone(), Fault::whole(why));
    let (mut all, mut encoding, mut size) = (Vec::new(), Encoding::Utf8, 0);
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
        let text = cleaned(&decoded.text);
        if text.chars().count() > MAX_CELL {
            return Err(of(note, Why::Cell));
        }
        all.push((one(&note.name, &text), note));
    }
    let mut headings: Vec<String> = HEADINGS.map(str::to_owned).to_vec();
    for (key, _) in all.iter().flat_map(|(read, _)| &read.more) {
        if !headings.contains(key) && headings.len() + 1 < MAX_COLUMNS {
            headings.push(key.clone());
        }
    }
    headings.push(FILE.to_owned());
    if all.len() * headings.len() > super::MAX_CELLS {
        return Err((String::new(), Fault::whole(Why::Cells)));
    }
    let rows: Vec<Row> = all
        .iter()
        .zip(1..)
        .map(|((read, note), line)| row(read, note, (line, &headings)))
        .collect();
    if rows.is_empty() {
        return Err((String::new(), Fault::whole(Why::Empty)));
    }
    Ok((Table { headings, rows }, encoding))
}

fn row(read: &Read, note: &Note, (line, headings): (usize, &[String])) -> Row {
    let first = [&read.client, &read.on, &read.note].into_iter().cloned();
    let said = |key: &String| {
        read.more.iter().find(|(k, _)| k == key).map(|(_, v)| v.clone()).unwrap_or_default()
    };
    let more = headings[HEADINGS.len()..headings.len() - 1].iter().map(said);
    Row { line, cells: first.chain(more).chain([note.name.clone()]).collect() }
}

fn one(name: &str, text: &str) -> Read {
    let (mut matter, body) = front(text);
    let mut said = |field: Field| {
        let at = matter
            .iter()
            .position(|(key, value)| field_called(key) == Some(field) && !value.is_empty())?;
        Some(matter.remove(at).1)
    };
    let (client, on) = (said(Field::Name), said(Field::Date));
    let path = name.replace('\\', "/");
    let path = path
        .rsplit_once('.')
        .filter(|(_, end)| !end.contains('/'))
        .map_or(path.as_str(), |(path, _)| path);
    let (day, named) = placed(path);
    Read {
        client: client.unwrap_or(named),
        on: on.or(day).unwrap_or_default(),
        note: body.trim().to_owned(),
        more: matter.into_iter().filter(|(_, value)| !value.is_empty()).collect(),
    }
}

/// True if a line is the mark above or below the lines that name fields.
fn is_mark(line: &str) -> bool {
    matches!(line.trim_end(), "---" | "...")
}

/// The lines between marks at the beginning, or else at the end, and what stands beside them.
fn front(text: &str) -> (Vec<(String, String)>, String) {
    let lines: Vec<&str> = text.lines().collect();
    if lines.first().is_some_and(|line| line.trim_end() == "---")
        && let Some(end) = lines.iter().skip(1).position(|line| is_mark(line)).map(|at| at + 1)
    {
        return (keyed(&lines[1..end]), lines[end + 1..].join("\n"));
    }
    let last = lines.len().saturating_sub(1);
    if last > 0
        && lines.last().is_some_and(|line| is_mark(line))
        && let Some(from) = lines[..last].iter().rposition(|line| line.trim_end() == "---")
    {
        let matter = keyed(&lines[from + 1..last]);
        // A rule between paragraphs looks alike, but what stands below it is no list of fields.
        if matter
            .iter()
            .any(|(key, _)| matches!(field_called(key), Some(Field::Name | Field::Date)))
        {
            return (matter, lines[..from].join("\n"));
        }
    }
    (Vec::new(), text.to_owned())
}

/// `key: value`, and `key:` with its values below it, one a line behind a dash.
fn keyed(lines: &[&str]) -> Vec<(String, String)> {
    let mut out: Vec<(String, String)> = Vec::new();
    for line in lines {
        let item = line.trim_start().strip_prefix("- ").map(plain);
        match (item, out.last_mut()) {
            (Some(item), Some((_, value))) => {
                let joint = if value.is_empty() { "" } else { ", " };
                *value = format!("{value}{joint}{item}");
            }
            _ => out.extend(
                line.split_once([':', '：']).map(|(key, v)| (key.trim().to_owned(), plain(v))),
            ),
        }
    }
    out
}

/// A value without quotation marks, without brackets around a list, and a link as what it names.
fn plain(value: &str) -> String {
    let value = value.trim();
    let list = value.strip_prefix('[').and_then(|v| v.strip_suffix(']'));
    let list = list.filter(|inner| {
        !value.starts_with("[[") || inner.starts_with("[[\"") || inner.contains("]],")
    });
    if let Some(list) = list {
        return list.split(',').map(plain).collect::<Vec<_>>().join(", ");
    }
    let quoted = ['"', '\'']
        .iter()
        .find_map(|mark| value.strip_prefix(*mark)?.split_once(*mark))
        .map(|(v, _)| v);
    // Behind a hash stands what is no value.
    let bare = || value.split(" #").next().unwrap_or_default();
    let value = quoted.unwrap_or_else(bare).trim();
    if let Some(link) = value.strip_prefix("[[").and_then(|v| v.strip_suffix("]]")) {
        // The target counts, not the name of the link: that may be the short name of several.
        let target = link.split(['|', '#']).next().unwrap_or_default();
        let target = target.rsplit('/').next().unwrap_or_default().trim();
        return target.strip_suffix(".md").unwrap_or(target).to_owned();
    }
    match value.strip_prefix('[').and_then(|v| v.strip_suffix(')')).and_then(|v| v.split_once("]("))
    {
        Some((called, _)) => called.trim().to_owned(),
        None => value.to_owned(),
    }
}

/// The day anywhere in a path, and the name beside it: of the file, or else of the folder it lies
/// in.
fn placed(path: &str) -> (Option<String>, String) {
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    let mut day = None;
    let mut names = Vec::new();
    for part in parts.iter().rev() {
        match dated(part) {
            Some((found, rest)) => {
                day = day.or(Some(found));
                names.push(rest);
            }
            // Folders of years and months say nothing of whom.
            None if part.bytes().all(|b| b.is_ascii_digit()) => {}
            None => names.push((*part).trim().to_owned()),
        }
    }
    // A day may be spread over folders: 2026/01/05.
    let spread = || {
        dated(&parts.iter().rev().take(3).rev().copied().collect::<Vec<_>>().join("/"))
            .map(|(day, _)| day)
    };
    let named = names.into_iter().find(|name| !name.is_empty()).unwrap_or_default();
    (day.or_else(spread), named)
}

/// The first and longest day with its year in a name, as written, and what stands beside it:
/// `2025-04-01 Tom`, `20250401_Tom`, `Tom 5 Jan 2026`, `佐倉 令和8年1月5日`.
fn dated(name: &str) -> Option<(String, String)> {
    let spaced = name.replace('_', " ");
    let chars: Vec<(usize, char)> = spaced.char_indices().collect();
    let part = |c: char| c.is_ascii_alphanumeric();
    let begins = |i: usize| i == 0 || !(part(chars[i].1) && part(chars[i - 1].1));
    for i in (0..chars.len()).filter(|i| begins(*i) && day::opens(chars[*i].1)) {
        let from = chars[i].0;
        let last = chars.len().min(i + LONGEST);
        let ends = (i + 1..=last).rev().filter(|end| *end == chars.len() || begins(*end));
        for end in ends {
            let until = chars.get(end).map_or(spaced.len(), |(at, _)| *at);
            let written = &spaced[from..until];
            if written.len() >= 6 && written.contains(|c: char| c.is_numeric()) && is_dated(written)
            {
                let rest = format!("{} {}", &spaced[..from], &spaced[until..]);
                let rest =
                    rest.trim_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | ','));
                let written = written.trim().trim_end_matches(['-', ' ', ',']);
                return Some((written.to_owned(), rest.to_owned()));
            }
        }
    }
    None
}

/// As many characters as a day takes at most: `Wednesday, 23 September 2026`.
const LONGEST: usize = 30;

fn is_dated(written: &str) -> bool {
    day::has_year(written)
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
        let front = "date: 2025-04-01\nclient: \"Tom\"\n";
        for text in [
            format!("---\n{front}---\nHe came.\n"),
            format!("---\r\n{front}--- \r\nHe came."),
            format!("He came.\n\n---\n{front}---"),
            "---\nclient: \"[[People/Tom|T]]\"\ndate: 2025-04-01\n---\nHe came.".to_owned(),
            "---\nclient:\n  - \"[[Tom]]\"\ndate: '2025-04-01'\n---\nHe came.".to_owned(),
            "---\nclient: [Tom](People/Tom.md)\ndate: 2025-04-01\n...\nHe came.".to_owned(),
            "---\nclient: [\"[[Tom]]\"]\ndate: 2025-04-01\n---\nHe came.".to_owned(),
        ] {
            assert_eq!(one("x.md", &text)[..3], ["Tom", "2025-04-01", "He came."], "{text}");
        }
        assert_eq!(
            one("x.md", "---\nclient: Tom\ndate: 2025-04-01\n---")[..3],
            ["Tom", "2025-04-01", ""]
        );
        let more = one("x.md", "---\nclient: Tom\nduration: 60\ntags:\n  - a\n  - b\n---\nx");
        assert_eq!(more[2..], ["x", "60", "a, b", "x.md"], "nothing of the front is dropped");
        assert_eq!(
            one("x.md", "One.\n---\nTwo.\n---")[2],
            "One.\n---\nTwo.\n---",
            "a rule is no front"
        );
    }

    #[test]
    fn a_day_stands_anywhere_in_the_name_or_its_folders() {
        for (name, client, on) in [
            ("Tom/2025-04-01.txt", "Tom", "2025-04-01"),
            ("20250401_佐倉.md", "佐倉", "20250401"),
            ("佐倉 2025.4.1.md", "佐倉", "2025.4.1"),
            ("佐倉2025年4月1日(火).md", "佐倉", "2025年4月1日(火)"),
            ("Tom Beckett 5 Jan 2026.md", "Tom Beckett", "5 Jan 2026"),
            ("Jan 5, 2026 - Tom.md", "Tom", "Jan 5, 2026"),
            ("令和8年1月5日 佐倉.md", "佐倉", "令和8年1月5日"),
            ("2026-01-05/Tom.md", "Tom", "2026-01-05"),
            ("Tom/2026/01/05.md", "Tom", "2026/01/05"),
            ("Tom/2026/2026-01-05.md", "Tom", "2026-01-05"),
            ("thoughts 3.md", "thoughts 3", ""),
        ] {
            assert_eq!(one(name, "x")[..2], [client, on], "{name}");
        }
    }
}
