//! Address cards (vCard 2.1, 3.0 and 4.0, RFC 2426, 6350 and 9554): one row a card, one column a
//! property, phonetic names among them. What we have no use for becomes a column as well, so that
//! it is listed.

use std::collections::{BTreeMap, HashSet};

use super::card::{Cell, Property};
use super::{Encoding, Fault, MAX_CELL, MAX_CELLS, MAX_COLUMNS, MAX_ROWS, Row, Table, Why, lines};

/// Reads all cards of a file, and how it was written.
pub fn read(bytes: &[u8]) -> Result<(Table, Encoding), Fault> {
    let (lines, encoding) = lines::read(bytes)?;
    let mut cards = Cards::default();
    for line in &lines {
        cards.take(line.at, &line.text)?;
    }
    if let Some((line, _)) = cards.open {
        return Err(Fault { line, column: 1, why: Why::OpenCard });
    }
    if cards.done.is_empty() {
        Err(Fault::whole(Why::NoCard))
    } else {
        Ok((cards.table(), encoding))
    }
}

type Cells = BTreeMap<String, String>;

/// A card as far as it was read.
#[derive(Default)]
struct Card {
    cells: Cells,
    /// Numbers and mail addresses with their lines, until all are there to be ranked.
    ranked: Vec<(usize, Cell)>,
    /// Counts how many properties of a name it has.
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
        let fault = |why| Fault { line, column: 1, why };
        let said = Property::of(content).map_err(fault)?;
        match (said.name.as_str(), said.raw.to_ascii_uppercase().as_str()) {
            ("BEGIN", "VCARD") if self.open.is_some() => return Err(fault(Why::OpenCard)),
            ("BEGIN", "VCARD") if self.done.len() >= MAX_ROWS => return Err(fault(Why::Rows)),
            ("BEGIN", "VCARD") => self.open = Some((line, Card::default())),
            ("END", "VCARD") => {
                self.rank()?;
                self.done.extend(self.open.take().map(|(line, card)| (line, card.cells)));
                if self.done.len() * self.headings.len() > MAX_CELLS {
                    return Err(fault(Why::Cells));
                }
            }
            ("VERSION", "2.1" | "3.0" | "4.0") | ("PRODID" | "REV" | "UID", _)
                if self.open.is_some() => {}
            ("VERSION", _) if self.open.is_some() => return Err(fault(Why::CardVersion)),
            _ => {
                let Some((_, card)) = self.open.as_mut() else { return Err(fault(Why::NoCard)) };
                let (plain, ranked): (Vec<Cell>, Vec<Cell>) =
                    said.cells().into_iter().partition(|c| c.rank == 0);
                card.ranked.extend(ranked.into_iter().map(|cell| (line, cell)));
                for cell in plain {
                    self.put(line, &cell.heading, &cell.value)?;
                }
            }
        }
        Ok(())
    }

    /// Puts the numbers and mail addresses of the open card, the one to be used first.
    fn rank(&mut self) -> Result<(), Fault> {
        let ranked = self.open.as_mut().map(|(_, card)| std::mem::take(&mut card.ranked));
        let mut ranked = ranked.unwrap_or_default();
        ranked.sort_by_key(|(_, cell)| cell.rank);
        ranked.iter().try_for_each(|(line, cell)| self.put(*line, &cell.heading, &cell.value))
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
            cells: headings
                .iter()
                .map(|heading| cells.remove(heading).unwrap_or_default())
                .collect(),
        };
        let rows = self.done.into_iter().map(row).collect();
        Table { headings, rows }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_is_a_row_and_nothing_of_it_is_silent() {
        let text = "BEGIN:VCARD\r\nVERSION:3.0\r\nN:佐倉;まどか;;;\r\nFN:佐倉 まどか\r\nX-PHONETIC-LAST-NAME:さくら\r\n\
            X-PHONETIC-FIRST-NAME:まどか\r\nitem1.EMAIL;TYPE=INTERNET:m@example.jp\r\nTEL;TYPE=CELL:090-1234-\r\n 5678\r\n\
            TEL:03-1234-5678\r\nNOTE:one\\, two\\nthree\r\nX-ODD:1\r\nEND:VCARD\r\n";
        let table = read(text.as_bytes()).expect("a card").0;
        let cell = |heading: &str| {
            let at = table.headings.iter().position(|h| h == heading).expect(heading);
            table.rows[0].cells[at].clone()
        };
        assert_eq!(
            (cell("N family"), cell("X-PHONETIC-LAST-NAME")),
            ("佐倉".into(), "さくら".into())
        );
        assert_eq!((cell("TEL"), cell("TEL 2")), ("090-1234-5678".into(), "03-1234-5678".into()));
        assert_eq!((cell("NOTE"), cell("X-ODD")), ("one, two\nthree".into(), "1".into()));
    }

    #[test]
    fn the_fourth_version_says_how_a_name_is_sorted() {
        let text = "BEGIN:VCARD\nVERSION:4.0\nN;SORT-AS=\"さくら,まどか\":佐倉;まどか;;;\nTEL;VALUE=uri:tel:+81-90\nEND:VCARD";
        let table = read(text.as_bytes()).expect("a card").0;
        assert!(
            table.headings.contains(&"X-PHONETIC-LAST-NAME".to_owned()),
            "{:?}",
            table.headings
        );
        assert!(table.rows[0].cells.contains(&"+81-90".to_owned()));
    }

    #[test]
    fn a_name_that_is_spelled_out_in_kana_is_the_reading_and_no_other_name() {
        let said = |phonetic: &str| {
            // Before the name it belongs to, where it may stand as well.
            let text = format!(
                "BEGIN:VCARD\nVERSION:4.0\nN;ALTID=1;{phonetic}:やまだ;たろう;;;\nN;ALTID=1:山田;太郎;;;\nEND:VCARD"
            );
            let table = read(text.as_bytes()).expect("a card").0;
            let cells = table.rows.into_iter().next().expect("a row").cells;
            table.headings.into_iter().zip(cells).collect::<Vec<_>>()
        };
        let of = |pairs: &[(&str, &str)]| {
            pairs.iter().map(|(h, v)| ((*h).to_owned(), (*v).to_owned())).collect::<Vec<_>>()
        };
        let name = [("N family", "山田"), ("N given", "太郎")];
        let reading = [("X-PHONETIC-LAST-NAME", "やまだ"), ("X-PHONETIC-FIRST-NAME", "たろう")];
        for kana in [
            "PHONETIC=script;SCRIPT=Hira",
            "script=kana;phonetic=SCRIPT",
            "PHONETIC=script;SCRIPT=\"Hira\"",
        ] {
            assert_eq!(said(kana), of(&[&reading[..], &name[..]].concat()), "{kana}");
        }
        for other in ["PHONETIC=jyut", "PHONETIC=ipa", "PHONETIC=script;SCRIPT=Latn"] {
            assert_eq!(
                said(other),
                of(&[&[("N PHONETIC", "やまだ;たろう;;;")][..], &name[..]].concat()),
                "{other}"
            );
        }
    }

    #[test]
    fn what_is_no_card_is_named_with_its_line() {
        let fault =
            |text: &str| read(text.as_bytes()).map_err(|f| (f.line, f.why)).expect_err("a fault");
        assert_eq!(fault(""), (1, Why::NoCard));
        assert_eq!(fault("FN:x"), (1, Why::NoCard));
        assert_eq!(fault("\nBEGIN:VCARD\nFN:x"), (2, Why::OpenCard));
        assert_eq!(fault("BEGIN:VCARD\nnothing"), (2, Why::CardLine));
        assert_eq!(fault("BEGIN:VCARD\nVERSION:1.0"), (2, Why::CardVersion));
        let card = |n: usize| format!("BEGIN:VCARD\n{}END:VCARD\n", "TEL:1\n".repeat(n));
        assert_eq!(fault(&card(MAX_COLUMNS + 1)), (MAX_COLUMNS + 2, Why::Columns));
        // A single wide card widens all that are narrow.
        let most = MAX_CELLS / MAX_COLUMNS;
        let many = |n: usize| card(MAX_COLUMNS) + &card(1).repeat(n - 1);
        assert_eq!(read(many(most).as_bytes()).expect("as many as may be").0.rows.len(), most);
        assert_eq!(fault(&many(most + 1)).1, Why::Cells);
    }
}
