//! Reads a file record by record, so that everything that cannot be read is named with its place,
//! line and column.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::value::RawValue;

use super::ImportFile;
use crate::method::ClientFile;

/// Something in the file that is not of the format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// For instance `clients[2].wants[0]`; empty for the file as a whole.
    pub place: String,
    /// Counted from 1.
    pub line: usize,
    /// Counted from 1, in bytes.
    pub column: usize,
    /// Holds what was expected there, in the words of the JSON reader.
    pub why: String,
}

/// The outermost object, its records not yet read.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Outline<'f> {
    #[serde(borrow, default)]
    consultants: Vec<&'f RawValue>,
    #[serde(borrow, default)]
    pillars: Vec<&'f RawValue>,
    #[serde(borrow, default)]
    clients: Vec<&'f RawValue>,
    #[serde(borrow, default)]
    network_contacts: Vec<&'f RawValue>,
    #[serde(default, rename = "meta")]
    _meta: Option<IgnoredAny>,
    #[serde(default, rename = "checkpoints")]
    _checkpoints: Option<IgnoredAny>,
    #[serde(default, rename = "expected")]
    _expected: Option<IgnoredAny>,
}

/// The file that a text is, its parts numbered; or everything in it that is not of the format.
pub fn read(text: &str) -> Result<ImportFile, Vec<Fault>> {
    let mut reader = Reader { text, faults: Vec::new() };
    let outline: Option<Outline<'_>> = reader.parse("", text);
    let file = outline.map(|outline| ImportFile {
        consultants: reader.list("consultants", &outline.consultants),
        pillars: reader.list("pillars", &outline.pillars),
        clients: reader.clients(&outline.clients),
        network_contacts: reader.list("network_contacts", &outline.network_contacts),
        ..ImportFile::default()
    });
    file.filter(|_| reader.faults.is_empty()).ok_or(reader.faults)
}

struct Reader<'f> {
    text: &'f str,
    faults: Vec<Fault>,
}

impl<'f> Reader<'f> {
    fn parse<T: Deserialize<'f>>(&mut self, place: &str, part: &'f str) -> Option<T> {
        match serde_json::from_str(part) {
            Ok(value) => Some(value),
            Err(error) => {
                self.refuse(place, part, &error);
                None
            }
        }
    }

    /// Names a fault; `part` is a slice of the whole text, so that its own lines can be counted on
    /// from there.
    fn refuse(&mut self, place: &str, part: &str, error: &serde_json::Error) {
        let start = (part.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize);
        let before = self.text.get(..start).unwrap_or_default();
        let (lines, last) =
            (before.matches('\n').count(), before.len() - before.rfind('\n').map_or(0, |i| i + 1));
        let column = if error.line() <= 1 { last + error.column() } else { error.column() };
        let why = error.to_string();
        let why = why.split(" at line ").next().unwrap_or(&why).to_owned();
        let line = lines + error.line().max(1);
        self.faults.push(Fault { place: place.to_owned(), line, column: column.max(1), why });
    }

    fn list<T: Deserialize<'f>>(&mut self, name: &str, raw: &[&'f RawValue]) -> Vec<T> {
        raw.iter()
            .enumerate()
            .filter_map(|(i, raw)| self.parse(&format!("{name}[{i}]"), raw.get()))
            .collect()
    }

    fn clients(&mut self, raw: &[&'f RawValue]) -> Vec<ClientFile> {
        let client =
            |(i, raw): (usize, &&'f RawValue)| self.client(&format!("clients[{i}]"), raw.get());
        raw.iter().enumerate().filter_map(client).collect()
    }

    /// One client: first each list record by record, then what remains, which is the person.
    fn client(&mut self, place: &str, part: &'f str) -> Option<ClientFile> {
        let mut fields: BTreeMap<String, &'f RawValue> = self.parse(place, part)?;
        let mut lists = Lists { reader: self, place, fields: &mut fields };
        let (status_history, sessions, contacts) =
            (lists.take("status_history"), lists.take("sessions"), lists.take("contacts"));
        let (quotes, agreements, wants) =
            (lists.take("quotes"), lists.take("agreements"), lists.take("wants"));
        let (needs, messages, markers) =
            (lists.take("needs"), lists.take("messages"), lists.take("markers"));
        let (strains, promises, gifts) =
            (lists.take("ruptures"), lists.take("commitments"), lists.take("gifts"));
        let person = self.person(place, part, &fields)?;
        let mut file = ClientFile {
            person,
            status_history,
            sessions,
            contacts,
            quotes,
            agreements,
            wants,
            needs,
            messages,
            markers,
            strains,
            promises,
            gifts,
        };
        file.number_parts();
        Some(file)
    }

    fn person<T: DeserializeOwned>(
        &mut self,
        place: &str,
        part: &str,
        fields: &BTreeMap<String, &'f RawValue>,
    ) -> Option<T> {
        let read = serde_json::to_value(fields).and_then(serde_json::from_value);
        read.map_err(|error| self.refuse(place, part, &error)).ok()
    }
}

/// The lists of one client, taken out of its fields.
struct Lists<'r, 'f> {
    reader: &'r mut Reader<'f>,
    place: &'r str,
    fields: &'r mut BTreeMap<String, &'f RawValue>,
}

impl<'f> Lists<'_, 'f> {
    fn take<T: Deserialize<'f>>(&mut self, name: &str) -> Vec<T> {
        let place = format!("{}.{name}", self.place);
        let Some(raw) = self.fields.remove(name) else { return Vec::new() };
        let raw: Vec<&'f RawValue> = self.reader.parse(&place, raw.get()).unwrap_or_default();
        self.reader.list(&place, &raw)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(text: &str) -> Vec<(String, usize, usize)> {
        read(text).expect_err("faults").into_iter().map(|f| (f.place, f.line, f.column)).collect()
    }

    #[test]
    fn what_is_not_json_is_named_with_its_line_and_column() {
        assert_eq!(faults("{\n  \"clients\": [}"), [(String::new(), 2, 15)]);
        assert_eq!(faults(""), [(String::new(), 1, 1)]);
    }

    #[test]
    fn every_record_that_cannot_be_read_is_named() {
        let text = r#"{"clients": [
  {"id": "c1", "display_name": "水野", "sessions": [{"id": "s1", "on": "2025-04-01"}, {"id": "s2"}],
   "wants": [
     {"id": "w1", "on": "2025-04-01", "text": "x", "colour": 1}
   ]},
  {"id": "c2", "display_name": "早川", "shoe_size": 3}
]}"#;
        let found = faults(text);
        // The end of the object that lacks its day.
        assert_eq!(found[0], ("clients[0].sessions[1]".to_owned(), 2, 100));
        assert_eq!((found[1].0.as_str(), found[1].1), ("clients[0].wants[0]", 4));
        assert_eq!((found[2].0.as_str(), found[2].1), ("clients[1]", 6));
        assert_eq!(found.len(), 3);
    }
}
