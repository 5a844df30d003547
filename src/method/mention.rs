//! Names in free text: where somebody else is named in a person's record, for a human eye before it
//! is handed over. Only names that somebody has recorded can be found; the page says so.

use serde_json::Value;

use crate::method::person::{joined, plain};
use crate::method::{ClientFile, Day, Person, Text};

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

/// The names by which somebody else is looked for. A reading is looked for whole: two kana of it
/// stand in many words.
pub fn sought(other: &Person) -> Vec<Text> {
    let reading = other.reading.as_ref().and_then(|reading| joined(reading.as_str()).parse().ok());
    let written = [&other.display_name_ja, &other.display_name_en].into_iter().flatten().cloned();
    let earlier = other.earlier_names.iter().map(|e| e.name.clone());
    written.chain([other.display_name.clone()]).chain(earlier).chain(reading).collect()
}

/// Tells where others are named in what is recorded of a person, the profile first and then by day;
/// and in drafts, which are JSON, with the day of each.
pub fn mentions(file: &ClientFile, others: &[Text], drafts: &[(Day, &str)]) -> Vec<Mention> {
    let own: Vec<String> = file.person.all_names().flat_map(forms).collect();
    let wanted: Vec<(&Text, Vec<String>)> = others
        .iter()
        .map(|name| {
            (name, forms(name).into_iter().filter(|form| !own.contains(form)).collect::<Vec<_>>())
        })
        .filter(|(_, forms)| !forms.is_empty())
        .collect();
    let mut records = file.to_records();
    records.sort_by_key(|record| record.on);
    let mut texts = Vec::new();
    // Their own names are no mention of anybody.
    let nameless = Person {
        display_name_ja: None,
        display_name_en: None,
        reading: None,
        ..file.person.clone()
    };
    let bare = Person { earlier_names: Vec::new(), ..nameless };
    walk(&serde_json::to_value(&bare).unwrap_or_default(), None, &mut texts);
    for record in &records {
        walk(&serde_json::to_value(&record.fact).unwrap_or_default(), Some(record.on), &mut texts);
    }
    for (on, draft) in drafts {
        walk(&serde_json::from_str(draft).unwrap_or_default(), Some(*on), &mut texts);
    }
    let mut found = Vec::new();
    for (on, text) in &texts {
        for said in sentences(text) {
            let (spaced, closed) = (plain(said), joined(said));
            for (name, _) in wanted
                .iter()
                .filter(|(_, forms)| forms.iter().any(|f| stands_in(f, &spaced, &closed)))
            {
                let mention =
                    Mention { name: name.to_string(), on: *on, said: said.trim().to_owned() };
                if !found.contains(&mention) {
                    found.push(mention);
                }
            }
        }
    }
    found
}

/// True if what was kept as JSON names a person by one of their whole names, in a text or spread
/// over the cells of one row; or if their id stands in it. A name of a single character stands in
/// everything and tells nothing.
pub fn is_about(kept: &str, person: &Person) -> bool {
    let kept = serde_json::from_str(kept).unwrap_or_else(|_| Value::String(kept.to_owned()));
    let names: Vec<String> = person.all_names().map(|name| plain(name.as_str())).collect();
    let names: Vec<&str> =
        names.iter().map(String::as_str).filter(|name| joined(name).chars().count() > 1).collect();
    speaks_of(&kept, &names, person.id.as_str())
}

fn speaks_of(value: &Value, names: &[&str], id: &str) -> bool {
    let within = |value: &Value| speaks_of(value, names, id);
    match value {
        Value::String(text) => {
            let part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
            let (spaced, closed) = (plain(text), joined(text));
            text.split(|c| !part(c)).any(|word| word == id)
                || names.iter().any(|n| stands_in(n, &spaced, &closed))
        }
        Value::Array(values) => {
            let cells =
                values.iter().filter_map(Value::as_str).map(joined).filter(|cell| !cell.is_empty());
            let cells: Vec<String> = cells.collect();
            names.iter().any(|name| spread_over(name, &cells)) || values.iter().any(within)
        }
        Value::Object(fields) => fields.values().any(within),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

/// True if a name stands in several cells: each part in one of its own, in whatever order, or two
/// that join to it. The cells are joined.
fn spread_over(name: &str, cells: &[String]) -> bool {
    let mut parts = name.split_whitespace().map(joined).peekable();
    let whole = joined(name);
    let begins = |cell: &String| {
        let rest = whole.strip_prefix(cell.as_str()).filter(|rest| !rest.is_empty());
        rest.is_some_and(|rest| cells.iter().any(|other| other == rest))
    };
    parts.peek().is_some() && parts.all(|part| cells.contains(&part)) || cells.iter().any(begins)
}

/// The whole name and those of its parts that are long enough to mean somebody.
fn forms(name: &Text) -> Vec<String> {
    let whole = plain(name.as_str());
    let long = |part: &&str| part.chars().count() >= if part.is_ascii() { LATIN } else { OTHER };
    let parts: Vec<String> = whole
        .split(|c: char| c.is_whitespace() || c == '\u{30fb}')
        .filter(long)
        .map(str::to_owned)
        .collect();
    std::iter::once(whole.clone()).chain(parts.into_iter().filter(|part| *part != whole)).collect()
}

/// A name in Latin letters stands between what is no letter; any other stands anywhere, with or
/// without its spaces.
pub(crate) fn stands_in(form: &str, spaced: &str, closed: &str) -> bool {
    if !form.is_ascii() {
        return closed.contains(&joined(form));
    }
    let apart = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    spaced.match_indices(form).any(|(at, _)| {
        let (before, after) = (spaced.get(..at), spaced.get(at + form.len()..));
        apart(before.and_then(|s| s.chars().next_back()))
            && apart(after.and_then(|s| s.chars().next()))
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
    use crate::method::Lang;

    fn file(topic: &str, note: &str) -> ClientFile {
        serde_json::from_value(serde_json::json!({
            "id": "c", "display_name": "早川 佳奈", "reading": "はやかわ かな",
            "sessions": [{"id": "s1", "on": "2025-05-01", "client_topic": topic, "note": note}],
        }))
        .expect("a file")
    }

    fn found(topic: &str, note: &str, others: &[&str]) -> Vec<(String, String)> {
        let others: Vec<Text> = others.iter().map(|name| name.parse().expect("a name")).collect();
        mentions(&file(topic, note), &others, &[]).into_iter().map(|m| (m.name, m.said)).collect()
    }

    #[test]
    fn somebody_else_is_found_by_any_part_of_the_name_with_the_sentence() {
        let found = found(
            "人のこと",
            "静かだった。森本さんに相談したという。",
            &["森本 亜紀", "Tom Beckett"],
        );
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
        assert!(is_about(r#"{"topic":"早川佳奈さんの件"}"#, &person));
        assert!(!is_about(r#"{"topic":"早川さんの件"}"#, &person));
        assert!(is_about(r#"{"back":"/clients/c/log"}"#, &person), "by the id");
        assert!(!is_about(r#"{"c":"can"}"#, &person), "neither a field nor a letter is an id");
    }

    #[test]
    fn a_name_is_found_below_a_line_break_and_over_two_cells() {
        let named = |name: &str| {
            Person::named("p".parse().expect("an id"), name.parse().expect("a name"), Lang::En)
        };
        assert!(is_about(r#"{"note":"Today:\nTom Beckett"}"#, &named("Tom Beckett")));
        for cells in [r#"["Beckett","x","Tom"]"#, r#"[["Tom","","Beckett"]]"#] {
            assert!(is_about(cells, &named("Tom Beckett")), "{cells}");
        }
        assert!(is_about(r#"{"cells":["佐倉","恵"]}"#, &named("佐倉恵")));
        assert!(
            !is_about(r#"[["Tom","x"],["Beckett"]]"#, &named("Tom Beckett")),
            "two rows are two people"
        );
    }

    #[test]
    fn a_name_that_stands_everywhere_tells_nothing() {
        let named = |name: &str| {
            Person::named("p".parse().expect("an id"), name.parse().expect("a name"), Lang::Ja)
        };
        assert!(!is_about(r#"{"topic":"人のこと"}"#, &named("の")));
        assert!(
            !is_about(r#"{"date":"2025-01-01"}"#, &named("date")),
            "the name of a field is no text"
        );
    }
}
