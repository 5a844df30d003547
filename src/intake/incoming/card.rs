//! One line of an address card, in any of the three versions: the cells it fills, and its text out
//! of quoted-printable.

use calcard::common::IanaString;
use calcard::vcard::{VCardEntry, VCardParameterName, VCardPhonetic, VCardValue};
use calcard::{Entry, Parser};
use encoding_rs::Encoding;

use super::{Why, decode};

/// A line of a card: `group.NAME;PARAMETER=value:value`.
pub(super) struct Property {
    pub name: String,
    /// The value as it is written.
    pub raw: String,
    entry: VCardEntry,
}

/// Names what a pronunciation is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phonetic {
    /// As readings are written here.
    Kana,
    /// Another script or system, such as `jyut`: of no use here.
    Other,
}

/// A cell, and how soon its value is to be taken where a card has several of it; the least is
/// first.
pub(super) struct Cell {
    pub heading: String,
    pub value: String,
    pub rank: u32,
}

impl Property {
    pub fn of(line: &str) -> Result<Property, Why> {
        let mut quoted = false;
        let colon = line.char_indices().find(|(_, c)| {
            quoted ^= *c == '"';
            *c == ':' && !quoted
        });
        let (head, value) =
            colon.map(|(at, _)| (&line[..at], &line[at + 1..])).ok_or(Why::CardLine)?;
        let name =
            head.split(';').next().and_then(|name| name.rsplit('.').next()).unwrap_or_default();
        let name = name.trim().to_ascii_uppercase();
        if name.is_empty() {
            return Err(Why::CardLine);
        }
        let (head, value) = plain(head, value)?;
        let raw = value.trim().to_owned();
        // Pictures and sounds are named, not carried.
        let carried =
            !PICTURES.contains(&name.as_str()) || head.to_ascii_uppercase().contains(READING);
        let value = if carried { raw.as_str() } else { "" };
        // The reader of all cards has read where each begins and ends.
        let edge = matches!(name.as_str(), "BEGIN" | "END");
        let line = if edge { "X:".to_owned() } else { format!("{head}:{value}") };
        let entry = entry(&line).ok_or(Why::CardLine)?;
        Ok(Property { name, raw, entry })
    }

    /// The cells it fills.
    pub fn cells(&self) -> Vec<Cell> {
        let name = self.name.as_str();
        let mut out = match (name, self.phonetic()) {
            ("N", Some(Phonetic::Kana)) => readings(self.parts()),
            (name, Some(_)) => vec![cell(&format!("{name} PHONETIC"), self.raw.clone())],
            ("SOUND", None) if self.is_marked(READING) => {
                readings(self.raw.split(';').map(str::to_owned).collect())
            }
            ("N", None) => {
                let headings = ["N family", "N given", "N additional", "N prefix", "N suffix"];
                headings
                    .iter()
                    .zip(self.parts())
                    .map(|(heading, part)| cell(heading, part))
                    .collect()
            }
            ("ORG", None) => vec![cell("ORG", self.parts().join(" "))],
            ("TEL", None) => vec![self.number()],
            ("EMAIL", None) => {
                let mail = self.whole();
                let mail = mail.strip_prefix("mailto:").unwrap_or(&mail).to_owned();
                vec![Cell { rank: self.preference() * RANKS, ..cell("EMAIL", mail) }]
            }
            (name, None) => vec![cell(name, self.whole())],
        };
        if let Some(sort) = self.parameter(&VCardParameterName::SortAs) {
            match name {
                "N" => out
                    .extend(readings(sort.split(',').map(|part| part.trim().to_owned()).collect())),
                name => out.push(cell(&format!("{name} SORT-AS"), sort)),
            }
        }
        out.retain(|cell| !cell.value.is_empty() || cell.heading == *name);
        out
    }

    /// A number one can call; what only takes letters has a heading of its own.
    fn number(&self) -> Cell {
        let number = self.whole();
        let number = number.strip_prefix("tel:").unwrap_or(&number).to_owned();
        let is = |word: &str| self.is_marked(word);
        let called = is("VOICE") || is("CELL");
        let (heading, kind) = match () {
            () if is("FAX") && !called => ("TEL FAX", 0),
            () if is("PAGER") && !called => ("TEL PAGER", 0),
            () if is("FAX") => ("TEL", 3),
            () if is("CELL") || is("IPHONE") => ("TEL", 0),
            () => ("TEL", 1),
        };
        Cell { rank: self.preference() * RANKS + kind, ..cell(heading, number) }
    }

    /// From 1, the most preferred, to 101, which is not preferred at all.
    fn preference(&self) -> u32 {
        let said = self.entry.parameters(&VCardParameterName::Pref).next();
        match said.map(|said| said.as_integer().and_then(|n| n.into_iana())) {
            Some(Some(n)) => n.clamp(1, 100),
            // The second version says only that it is.
            Some(None) => 1,
            None if self.is_marked("PREF") => 1,
            None => 101,
        }
    }

    /// True if it has this type, or a parameter of this name alone, as the second version writes
    /// types.
    fn is_marked(&self, word: &str) -> bool {
        self.entry.params.iter().any(|parameter| match &parameter.name {
            VCardParameterName::Type => {
                parameter.value.as_text().is_some_and(|said| said.eq_ignore_ascii_case(word))
            }
            VCardParameterName::Other(name) => name.eq_ignore_ascii_case(word),
            _ => false,
        })
    }

    /// All values of a parameter, as they stood between quotation marks.
    fn parameter(&self, wanted: &VCardParameterName) -> Option<String> {
        let values: Vec<&str> =
            self.entry.parameters(wanted).filter_map(|value| value.as_text()).collect();
        (!values.is_empty()).then(|| values.join(","))
    }

    /// Tells how it is pronounced, which is what it says, not how it is written (RFC 9554, 4.6).
    fn phonetic(&self) -> Option<Phonetic> {
        let system = self.entry.phonetic_system()?;
        let kana =
            |script: &str| ["Hira", "Kana", "Hrkt"].iter().any(|k| k.eq_ignore_ascii_case(script));
        Some(match self.entry.phonetic_script() {
            _ if !system.is_iana_and(|system| **system == VCardPhonetic::Script) => Phonetic::Other,
            Some(script) if !kana(script) => Phonetic::Other,
            _ => Phonetic::Kana,
        })
    }

    /// The parts of a value that has parts.
    fn parts(&self) -> Vec<String> {
        let part = |value: &VCardValue| {
            text(value).map_or_else(String::new, |text| text.trim().to_owned())
        };
        self.entry.values.iter().map(part).collect()
    }

    /// The value as one; as it is written where it is no text.
    fn whole(&self) -> String {
        let texts: Option<Vec<String>> = self.entry.values.iter().map(text).collect();
        match texts {
            _ if PICTURES.contains(&self.name.as_str()) => String::new(),
            Some(texts) if texts.len() > 1 => {
                texts.join(if self.raw.contains(';') { ";" } else { "," })
            }
            Some(texts) => texts.concat().trim().to_owned(),
            None => self.raw.clone(),
        }
    }
}

const PICTURES: [&str; 4] = ["PHOTO", "LOGO", "SOUND", "KEY"];
/// Names what Japanese telephones mark a reading with: a sound that is spelled out.
const READING: &str = "X-IRMC-N";
/// More than there are kinds of numbers.
const RANKS: u32 = 10;

fn cell(heading: &str, value: String) -> Cell {
    Cell { heading: heading.to_owned(), value, rank: 0 }
}

/// The reading of a name, family name first. What the fourth version says within the name, the
/// third has properties for: one heading for both, so that a file of mixed cards has one column.
fn readings(parts: Vec<String>) -> Vec<Cell> {
    let headings = ["X-PHONETIC-LAST-NAME", "X-PHONETIC-FIRST-NAME"];
    headings
        .iter()
        .zip(parts)
        .map(|(heading, part)| cell(heading, part.trim().to_owned()))
        .collect()
}

fn text(value: &VCardValue) -> Option<String> {
    match value {
        VCardValue::Component(parts) => Some(parts.join(",")),
        VCardValue::Kind(kind) => Some(kind.as_str().to_owned()),
        VCardValue::Text(text) => Some(text.clone()),
        _ => None,
    }
}

/// The line as the library reads it, alone in a card: what cannot be read keeps nothing else out.
fn entry(line: &str) -> Option<VCardEntry> {
    let card = format!("BEGIN:VCARD\r\n{line}\r\nEND:VCARD\r\n");
    match Parser::new(&card).entry() {
        Entry::VCard(card) => card.entries.into_iter().next(),
        _ => None,
    }
}

/// A line without quoted-printable: its text in the character set that it names, and no word of
/// either in its head.
fn plain(head: &str, value: &str) -> Result<(String, String), Why> {
    let words =
        head.split(';').map(|part| part.rsplit('=').next().unwrap_or(part).trim_matches('"'));
    if !words.skip(1).any(|word| word.eq_ignore_ascii_case("QUOTED-PRINTABLE")) {
        return Ok((head.to_owned(), value.to_owned()));
    }
    let (mut kept, mut set) = (Vec::new(), None);
    for part in head.split(';') {
        let (name, said) = part.split_once('=').unwrap_or(("ENCODING", part));
        match name.trim().to_ascii_uppercase().as_str() {
            "CHARSET" => set = Encoding::for_label(said.trim_matches('"').as_bytes()),
            "ENCODING" if said.trim_matches('"').eq_ignore_ascii_case("QUOTED-PRINTABLE") => {}
            _ => kept.push(part),
        }
    }
    let bytes = unquoted(value);
    let named = set.and_then(|set| set.decode_without_bom_handling_and_without_replacement(&bytes));
    let text = match named {
        Some(text) => text.into_owned(),
        None => decode(&bytes).map_err(|fault| fault.why)?.text,
    };
    Ok((kept.join(";"), text.replace("\r\n", "\n").replace(['\r', '\n'], "\\n")))
}

/// The bytes that quoted-printable stands for; what is none of it stands for itself.
fn unquoted(value: &str) -> Vec<u8> {
    let hex = |b: Option<&u8>| {
        b.and_then(|b| char::from(*b).to_digit(16)).and_then(|n| u8::try_from(n).ok())
    };
    let (bytes, mut out, mut at) = (value.as_bytes(), Vec::with_capacity(value.len()), 0);
    while let Some(b) = bytes.get(at) {
        match (b, hex(bytes.get(at + 1)), hex(bytes.get(at + 2))) {
            (b'=', Some(high), Some(low)) => {
                out.push(high * 16 + low);
                at += 3;
            }
            _ => {
                out.push(*b);
                at += 1;
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(line: &str) -> Vec<(String, String)> {
        let cells = Property::of(line).map_err(|why| format!("{why:?}")).expect(line).cells();
        cells.into_iter().map(|cell| (cell.heading, cell.value)).collect()
    }

    fn is(line: &str, expected: &[(&str, &str)]) {
        let expected: Vec<_> =
            expected.iter().map(|(h, v)| ((*h).to_owned(), (*v).to_owned())).collect();
        assert_eq!(cells(line), expected, "{line}");
    }

    #[test]
    fn quoted_printable_is_read_in_the_character_set_it_names_and_in_ours() {
        for head in ["", ";CHARSET=UTF-8", ";charset=\"utf-8\""] {
            is(
                &format!("FN{head};ENCODING=QUOTED-PRINTABLE:=E6=97=A9=E7=80=AC"),
                &[("FN", "早瀬")],
            );
        }
        for head in ["", ";CHARSET=SHIFT_JIS", ";CHARSET=Windows-31J"] {
            is(&format!("FN{head};QUOTED-PRINTABLE:=91=81=90=A3"), &[("FN", "早瀬")]);
        }
        is("NOTE;ENCODING=QUOTED-PRINTABLE:a=0D=0Ab=3D=ZZ", &[("NOTE", "a\nb==ZZ")]);
        assert!(
            Property::of("FN;QUOTED-PRINTABLE:=FF=FF").is_err(),
            "never another letter than was meant"
        );
    }

    #[test]
    fn the_second_version_is_read_as_the_third() {
        is("N;CHARSET=UTF-8:早瀬;香奈;;;", &[("N family", "早瀬"), ("N given", "香奈")]);
        is("TEL;CELL:090-1", &[("TEL", "090-1")]);
        is("TEL;WORK;FAX:03-1", &[("TEL FAX", "03-1")]);
        is("tel;type=voice,fax:03-1", &[("TEL", "03-1")]);
        let sound = [("X-PHONETIC-LAST-NAME", "ﾊﾔｾ"), ("X-PHONETIC-FIRST-NAME", "ｶﾅ")];
        is("SOUND;X-IRMC-N;CHARSET=UTF-8:ﾊﾔｾ;ｶﾅ;;;", &sound);
        is("PHOTO;ENCODING=b;TYPE=JPEG:AAAA", &[("PHOTO", "")]);
        is("BDAY:1980-04-01", &[("BDAY", "1980-04-01")]);
        is("CATEGORIES:a,b", &[("CATEGORIES", "a,b")]);
    }

    #[test]
    fn numbers_stand_in_the_order_in_which_one_calls() {
        let rank =
            |line: &str| Property::of(line).map_err(|_| line).expect("a line").cells()[0].rank;
        let order = [
            "TEL;PREF=1:1",
            "TEL;PREF=2:1",
            "TEL;TYPE=cell:1",
            "TEL;TYPE=home:1",
            "TEL;TYPE=fax,voice:1",
        ];
        assert!(order.map(rank).is_sorted_by(|one, next| one < next), "{:?}", order.map(rank));
        assert_eq!(rank("TEL;TYPE=home,pref:1"), rank("TEL;PREF;HOME:1"));
    }
}
