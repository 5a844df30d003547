//! Names in free text: where somebody else is named in a person's record, for a human eye before it is handed over.
//! Only names that somebody has recorded can be found; the page says so.

use serde_json::Value;

use super::person::{folded, joined};
use super::{ClientFile, Day, Person, Text};

/// The shortest part of a name in Latin letters that is looked for, and of one in any other script.
const LATIN: usize = 3;
const OTHER: usize = 2;

/// Somebody else, named in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// The name as it is recorded.
    pub name: String,
    /// The day of the record; none for the profile.
    pub on: Option<Day>,
    /// The sentence.
    pub said: String,
}

/// Where others are named in what is recorded of a person, the profile first and then by day.
pub fn mentions(file: &ClientFile, others: &[Text]) -> Vec<Mention> {
    let own: Vec<String> = names_of(&file.person).flat_map(forms).collect();
    let wanted: Vec<(&Text, Vec<String>)> = others
        .iter()
        .map(|name| (name, forms(name).into_iter().filter(|form| !own.contains(form)).collect::<Vec<_>>()))
        .filter(|(_, forms)| !forms.is_empty())
        .collect();
    let mut records = file.to_records();
    records.sort_by_key(|record| record.on);
    let mut texts = Vec::new();
    // Their own names are no mention of anybody.
    let bare = Person { display_name_ja: None, display_name_en: None, reading: None, ..file.person.clone() };
    walk(&serde_json::to_value(&bare).unwrap_or_default(), None, &mut texts);
    for record in &records {
        walk(&serde_json::to_value(&record.fact).unwrap_or_default(), Some(record.on), &mut texts);
    }
    let mut found = Vec::new();
    for (on, text) in &texts {
        for said in sentences(text) {
            let (spaced, closed) = (folded(said), joined(said));
            for (name, _) in wanted.iter().filter(|(_, forms)| forms.iter().any(|f| stands_in(f, &spaced, &closed))) {
                let mention = Mention { name: name.to_string(), on: *on, said: said.trim().to_owned() };
                if !found.contains(&mention) {
                    found.push(mention);
                }
            }
        }
    }
    found
}

/// True if a text names a person by one of their whole names.
pub fn names(text: &str, person: &Person) -> bool {
    let (spaced, closed) = (folded(text), joined(text));
    names_of(person).any(|name| stands_in(&folded(name.as_str()), &spaced, &closed))
}

/// Every name of a person.
fn names_of(person: &Person) -> impl Iterator<Item = &Text> {
    let others = [&person.display_name_ja, &person.display_name_en, &person.reading];
    std::iter::once(&person.display_name).chain(others.into_iter().flatten())
}

/// The whole name and those of its parts that are long enough to mean somebody.
fn forms(name: &Text) -> Vec<String> {
    let whole = folded(name.as_str());
    let long = |part: &&str| part.chars().count() >= if part.is_ascii() { LATIN } else { OTHER };
    let parts: Vec<String> =
        whole.split(|c: char| c.is_whitespace() || c == '\u{30fb}').filter(long).map(str::to_owned).collect();
    std::iter::once(whole.clone()).chain(parts.into_iter().filter(|part| *part != whole)).collect()
}

/// A name in Latin letters stands between what is no letter; any other stands anywhere, with or without its spaces.
fn stands_in(form: &str, spaced: &str, closed: &str) -> bool {
    if !form.is_ascii() {
        return closed.contains(&joined(form));
    }
    let apart = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    spaced.match_indices(form).any(|(at, _)| {
        let (before, after) = (spaced.get(..at), spaced.get(at + form.len()..));
        apart(before.and_then(|s| s.chars().next_back())) && apart(after.and_then(|s| s.chars().next()))
    })
}

fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive(['\n', '.', '!', '?', '\u{3002}', '\u{ff01}', '\u{ff1f}'])
}

/// Every text in a value, with its day.
fn walk(value: &Value, on: Option<Day>, into: &mut Vec<(Option<Day>, String)>) {
    match value {
        Value::String(text) => into.push((on, text.clone())),
        Value::Array(values) => values.iter().for_each(|value| walk(value, on, into)),
        Value::Object(fields) => fields.values().for_each(|value| walk(value, on, into)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(topic: &str, note: &str) -> ClientFile {
        serde_json::from_value(serde_json::json!({
            "id": "c", "display_name": "早川 佳奈", "reading": "はやかわ かな",
            "sessions": [{"id": "s1", "on": "2025-05-01", "client_topic": topic, "note": note}],
        }))
        .expect("a file")
    }

    fn found(topic: &str, note: &str, others: &[&str]) -> Vec<(String, String)> {
        let others: Vec<Text> = others.iter().map(|name| name.parse().expect("a name")).collect();
        mentions(&file(topic, note), &others).into_iter().map(|m| (m.name, m.said)).collect()
    }

    #[test]
    fn somebody_else_is_found_by_any_part_of_the_name_with_the_sentence() {
        let found = found("人のこと", "静かだった。森本さんに相談したという。", &["森本 亜紀", "Tom Beckett"]);
        assert_eq!(found, [("森本 亜紀".to_owned(), "森本さんに相談したという。".to_owned())]);
    }

    #[test]
    fn a_latin_name_is_a_word_and_no_piece_of_one() {
        assert_eq!(found("tomorrow", "atomic", &["Tom Beckett"]), []);
        assert_eq!(found("Asked TOM, twice.", "静かだった。", &["Tom Beckett"]).len(), 1);
    }

    #[test]
    fn what_they_share_with_somebody_is_their_own_name() {
        assert_eq!(found("早川家のこと", "静かだった。", &["早川 健"]), []);
        assert_eq!(found("早川健のこと", "静かだった。", &["早川 健"]).len(), 1);
    }

    #[test]
    fn a_draft_is_about_whoever_it_names_wholly() {
        let person = file("人のこと", "静かだった。").person;
        assert!(names(r#"{"topic":"早川佳奈さんの件"}"#, &person));
        assert!(!names(r#"{"topic":"早川さんの件"}"#, &person));
    }
}
