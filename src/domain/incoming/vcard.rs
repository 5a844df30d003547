//! Address cards (vCard 3.0 and 4.0, RFC 2426, 6350 and 9554): one row a card, one column a property, phonetic names among
//! them. What we have no use for becomes a column as well, so that it is listed.

use std::collections::{BTreeMap, HashSet};

use super::{Fault, MAX_CELL, MAX_CELLS, MAX_COLUMNS, MAX_ROWS, Row, Table, Why};

/// Reads all cards of a file.
pub fn read(text: &str) -> Result<Table, Fault> {
    let mut cards = Cards::default();
    for (line, content) in unfolded(text) {
        cards.take(line, &content)?;
    }
    if let Some((line, _)) = cards.open {
        return Err(Fault { line, column: 1, why: Why::OpenCard });
    }
    if cards.done.is_empty() { Err(Fault::whole(Why::NoCard)) } else { Ok(cards.table()) }
}

/// The lines with what is folded below them, and the number of the line on which each begins.
fn unfolded(text: &str) -> Vec<(usize, String)> {
    let mut out: Vec<(usize, String)> = Vec::new();
    for (i, line) in text.lines().enumerate() {
        match (line.strip_prefix([' ', '\t']), out.last_mut()) {
            (Some(rest), Some((_, above))) => above.push_str(rest),
            _ if line.trim().is_empty() => {}
            _ => out.push((i + 1, line.to_owned())),
        }
    }
    out
}

type Cells = BTreeMap<String, String>;

/// A card as far as it was read.
#[derive(Default)]
struct Card {
    cells: Cells,
    /// How many properties of a name it has.
    repeated: BTreeMap<String, usize>,
}

#[derive(Default)]
struct Cards {
    headings: Vec<String>,
    known: HashSet<String>,
    /// The line on which the card begins that is being read, and its cells.
    open: Option<(usize, Card)>,
    done: Vec<(usize, Cells)>,
}

impl Cards {
    fn take(&mut self, line: usize, content: &str) -> Result<(), Fault> {
        let fault = |why| Err(Fault { line, column: 1, why });
        let Some(said) = Property::of(content) else { return fault(Why::CardLine) };
        match (said.name.as_str(), said.value.to_ascii_uppercase().as_str()) {
            ("BEGIN", "VCARD") if self.open.is_some() => return fault(Why::OpenCard),
            ("BEGIN", "VCARD") if self.done.len() >= MAX_ROWS => return fault(Why::Rows),
            ("BEGIN", "VCARD") => self.open = Some((line, Card::default())),
            ("END", "VCARD") => {
                self.done.extend(self.open.take().map(|(line, card)| (line, card.cells)));
                if self.done.len() * self.headings.len() > MAX_CELLS {
                    return fault(Why::Cells);
                }
            }
            _ if self.open.is_none() => return fault(Why::NoCard),
            ("VERSION", "3.0" | "4.0") | ("PRODID" | "REV" | "UID", _) => {}
            ("VERSION", _) => return fault(Why::CardVersion),
            _ => {
                for (heading, value) in said.cells() {
                    self.put(line, &heading, &value)?;
                }
            }
        }
        Ok(())
    }

    /// Puts a value under its heading, or under the next one of that name: `TEL`, `TEL 2`.
    fn put(&mut self, line: usize, heading: &str, value: &str) -> Result<(), Fault> {
        let fault = |why| Err(Fault { line, column: 1, why });
        let Some((_, card)) = self.open.as_mut() else { return Ok(()) };
        if value.chars().count() > MAX_CELL {
            return fault(Why::Cell);
        }
        let n = card.repeated.entry(heading.to_owned()).or_default();
        *n += 1;
        let free = if *n == 1 { heading.to_owned() } else { format!("{heading} {n}") };
        if !self.known.contains(&free) {
            if self.headings.len() >= MAX_COLUMNS {
                return fault(Why::Columns);
            }
            self.known.insert(free.clone());
            self.headings.push(free.clone());
        }
        card.cells.insert(free, value.to_owned());
        Ok(())
    }

    fn table(self) -> Table {
        let headings = self.headings;
        let row = |(line, mut cells): (usize, Cells)| Row {
            line,
            cells: headings.iter().map(|heading| cells.remove(heading).unwrap_or_default()).collect(),
        };
        let rows = self.done.into_iter().map(row).collect();
        Table { headings, rows }
    }
}

/// One line of a card: `group.NAME;PARAMETER=value:value`.
struct Property {
    name: String,
    sort_as: Option<String>,
    /// How it is pronounced is what it says, not how it is written (RFC 9554, 4.6).
    phonetic: Option<Phonetic>,
    value: String,
}

/// What a pronunciation is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phonetic {
    /// As readings are written here.
    Kana,
    /// Another script or system, such as `jyut`: of no use here.
    Other,
}

impl Property {
    fn of(line: &str) -> Option<Property> {
        let mut quoted = false;
        let colon = line.char_indices().find(|(_, c)| {
            quoted ^= *c == '"';
            *c == ':' && !quoted
        })?;
        let (head, value) = (&line[..colon.0], &line[colon.0 + 1..]);
        let mut parts = split(head, ';', false).into_iter();
        let name = parts.next()?;
        let name = name.rsplit('.').next().unwrap_or_default().trim().to_ascii_uppercase();
        let parameters: Vec<String> = parts.collect();
        let parameter = |wanted: &str| {
            let pairs = parameters.iter().filter_map(|part| part.split_once('='));
            let mut values = pairs.filter(|(key, _)| key.trim().eq_ignore_ascii_case(wanted)).map(|(_, value)| value);
            values.next().map(|value| value.trim_matches('"').to_owned())
        };
        let phonetic = parameter("PHONETIC").map(|system| match parameter("SCRIPT") {
            _ if !system.eq_ignore_ascii_case("script") => Phonetic::Other,
            Some(script) if !["Hira", "Kana", "Hrkt"].iter().any(|k| k.eq_ignore_ascii_case(&script)) => {
                Phonetic::Other
            }
            _ => Phonetic::Kana,
        });
        let (sort_as, value) = (parameter("SORT-AS"), value.trim().to_owned());
        (!name.is_empty()).then_some(Property { name, sort_as, phonetic, value })
    }

    /// The cells it fills.
    fn cells(&self) -> Vec<(String, String)> {
        let one = |heading: &str, value: String| (heading.to_owned(), value);
        let mut out = match self.name.as_str() {
            "N" if self.phonetic == Some(Phonetic::Kana) => readings(split(&self.value, ';', true)),
            name if self.phonetic.is_some() => vec![one(&format!("{name} PHONETIC"), plain(&self.value))],
            "N" => {
                let parts = ["N family", "N given", "N additional", "N prefix", "N suffix"];
                parts.iter().zip(split(&self.value, ';', true)).map(|(h, v)| one(h, plain(&v))).collect()
            }
            "ORG" => {
                vec![one("ORG", split(&self.value, ';', true).iter().map(|v| plain(v)).collect::<Vec<_>>().join(" "))]
            }
            "TEL" => vec![one("TEL", plain(&self.value).trim_start_matches("tel:").to_owned())],
            "EMAIL" => vec![one("EMAIL", plain(&self.value).trim_start_matches("mailto:").to_owned())],
            // Pictures and sounds are named, not carried.
            "PHOTO" | "LOGO" | "SOUND" | "KEY" => vec![one(&self.name, String::new())],
            name => vec![one(name, plain(&self.value))],
        };
        match &self.sort_as {
            Some(sort) if self.name == "N" => out.extend(readings(split(sort, ',', true))),
            Some(sort) => out.push(one(&format!("{} SORT-AS", self.name), plain(sort))),
            None => {}
        }
        out.retain(|(heading, value)| !value.is_empty() || *heading == self.name);
        out
    }
}

/// The reading of a name, family name first. What the fourth version says within the name, the third has properties for:
/// one heading for both, so that a file of mixed cards has one column.
fn readings(parts: Vec<String>) -> Vec<(String, String)> {
    let headings = ["X-PHONETIC-LAST-NAME", "X-PHONETIC-FIRST-NAME"];
    headings.iter().zip(parts).map(|(heading, part)| ((*heading).to_owned(), plain(&part))).collect()
}

/// Splits at a mark that is neither escaped nor, outside of values, between quotation marks.
fn split(text: &str, mark: char, value: bool) -> Vec<String> {
    let (mut out, mut part) = (Vec::new(), String::new());
    let (mut escaped, mut quoted) = (false, false);
    for c in text.chars() {
        quoted ^= c == '"' && !value;
        if c == mark && !escaped && !quoted {
            out.push(std::mem::take(&mut part));
        } else {
            part.push(c);
        }
        escaped = c == '\\' && !escaped;
    }
    out.push(part);
    out
}

/// A value without its escapes.
fn plain(value: &str) -> String {
    let (mut out, mut chars) = (String::with_capacity(value.len()), value.chars());
    while let Some(c) = chars.next() {
        match (c, c == '\\') {
            (_, true) => match chars.next() {
                Some('n' | 'N') => out.push('\n'),
                Some(other) => out.push(other),
                None => out.push('\\'),
            },
            (c, false) => out.push(c),
        }
    }
    out.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_is_a_row_and_nothing_of_it_is_silent() {
        let text = "BEGIN:VCARD\r\nVERSION:3.0\r\nN:佐倉;まどか;;;\r\nFN:佐倉 まどか\r\nX-PHONETIC-LAST-NAME:さくら\r\n\
            X-PHONETIC-FIRST-NAME:まどか\r\nitem1.EMAIL;TYPE=INTERNET:m@example.jp\r\nTEL;TYPE=CELL:090-1234-\r\n 5678\r\n\
            TEL:03-1234-5678\r\nNOTE:one\\, two\\nthree\r\nX-ODD:1\r\nEND:VCARD\r\n";
        let table = read(text).expect("a card");
        let cell = |heading: &str| {
            let at = table.headings.iter().position(|h| h == heading).expect(heading);
            table.rows[0].cells[at].clone()
        };
        assert_eq!((cell("N family"), cell("X-PHONETIC-LAST-NAME")), ("佐倉".into(), "さくら".into()));
        assert_eq!((cell("TEL"), cell("TEL 2")), ("090-1234-5678".into(), "03-1234-5678".into()));
        assert_eq!((cell("NOTE"), cell("X-ODD")), ("one, two\nthree".into(), "1".into()));
    }

    #[test]
    fn the_fourth_version_says_how_a_name_is_sorted() {
        let text =
            "BEGIN:VCARD\nVERSION:4.0\nN;SORT-AS=\"さくら,まどか\":佐倉;まどか;;;\nTEL;VALUE=uri:tel:+81-90\nEND:VCARD";
        let table = read(text).expect("a card");
        assert!(table.headings.contains(&"X-PHONETIC-LAST-NAME".to_owned()), "{:?}", table.headings);
        assert!(table.rows[0].cells.contains(&"+81-90".to_owned()));
    }

    #[test]
    fn a_name_that_is_spelled_out_in_kana_is_the_reading_and_no_other_name() {
        let said = |phonetic: &str| {
            // Before the name it belongs to, where it may stand as well.
            let text = format!(
                "BEGIN:VCARD\nVERSION:4.0\nN;ALTID=1;{phonetic}:やまだ;たろう;;;\nN;ALTID=1:山田;太郎;;;\nEND:VCARD"
            );
            let table = read(&text).expect("a card");
            let cells = table.rows.into_iter().next().expect("a row").cells;
            table.headings.into_iter().zip(cells).collect::<Vec<_>>()
        };
        let of =
            |pairs: &[(&str, &str)]| pairs.iter().map(|(h, v)| ((*h).to_owned(), (*v).to_owned())).collect::<Vec<_>>();
        let name = [("N family", "山田"), ("N given", "太郎")];
        let reading = [("X-PHONETIC-LAST-NAME", "やまだ"), ("X-PHONETIC-FIRST-NAME", "たろう")];
        for kana in ["PHONETIC=script;SCRIPT=Hira", "script=kana;phonetic=SCRIPT", "PHONETIC=script;SCRIPT=\"Hira\""] {
            assert_eq!(said(kana), of(&[&reading[..], &name[..]].concat()), "{kana}");
        }
        for other in ["PHONETIC=jyut", "PHONETIC=ipa", "PHONETIC=script;SCRIPT=Latn"] {
            assert_eq!(said(other), of(&[&[("N PHONETIC", "やまだ;たろう;;;")][..], &name[..]].concat()), "{other}");
        }
    }

    #[test]
    fn what_is_no_card_is_named_with_its_line() {
        let fault = |text: &str| read(text).map_err(|f| (f.line, f.why)).expect_err("a fault");
        assert_eq!(fault(""), (1, Why::NoCard));
        assert_eq!(fault("FN:x"), (1, Why::NoCard));
        assert_eq!(fault("\nBEGIN:VCARD\nFN:x"), (2, Why::OpenCard));
        assert_eq!(fault("BEGIN:VCARD\nnothing"), (2, Why::CardLine));
        assert_eq!(fault("BEGIN:VCARD\nVERSION:2.1"), (2, Why::CardVersion));
        let card = |n: usize| format!("BEGIN:VCARD\n{}END:VCARD\n", "TEL:1\n".repeat(n));
        assert_eq!(fault(&card(MAX_COLUMNS + 1)), (MAX_COLUMNS + 2, Why::Columns));
        // A single wide card widens all that are narrow.
        let most = MAX_CELLS / MAX_COLUMNS;
        let many = |n: usize| card(MAX_COLUMNS) + &card(1).repeat(n - 1);
        assert_eq!(read(&many(most)).expect("as many as may be").rows.len(), most);
        assert_eq!(fault(&many(most + 1)).1, Why::Cells);
    }
}
