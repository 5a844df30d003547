//! The texts: both languages say the same things, nothing is missing, nothing is unused.

use std::collections::{BTreeMap, BTreeSet};

use fluent_bundle::FluentResource;

use crate::source::{self, Source};

/// The messages of one file by their key; attributes and comments are not used here.
fn messages(text: &str) -> BTreeMap<String, String> {
    let mut found: BTreeMap<String, String> = BTreeMap::new();
    let mut current = None;
    for line in text.lines() {
        let begins = line.starts_with(|c: char| c.is_ascii_lowercase());
        if let Some((key, value)) = line.split_once('=').filter(|_| begins) {
            let key = key.trim().to_owned();
            assert!(found.insert(key.clone(), value.to_owned()).is_none(), "{key} is there twice");
            current = Some(key);
        } else if line.starts_with('#') {
            current = None;
        } else if let Some(value) = current.as_ref().and_then(|key| found.get_mut(key)) {
            value.push('\n');
            value.push_str(line);
        }
    }
    found
}

/// The names of the arguments in a message.
fn arguments(message: &str) -> BTreeSet<String> {
    let name = |part: &str| {
        part.chars().take_while(|c| c.is_alphanumeric() || matches!(c, '-' | '_')).collect()
    };
    message.split('$').skip(1).map(name).collect()
}

fn of_language(lang: &str) -> BTreeMap<String, Source> {
    let files = source::files(".ftl").into_iter();
    let own = files.filter_map(|file| {
        Some((file.path.strip_prefix(&format!("words/{lang}/"))?.to_owned(), file))
    });
    own.collect()
}

fn all_keys() -> BTreeSet<String> {
    of_language("en").values().flat_map(|file| messages(&file.text).into_keys()).collect()
}

#[test]
fn both_languages_have_the_same_files_and_messages() {
    let (ja, en) = (of_language("ja"), of_language("en"));
    assert_eq!(ja.keys().collect::<Vec<_>>(), en.keys().collect::<Vec<_>>());
    let mut seen = BTreeSet::new();
    for (name, file) in &ja {
        let (ja, en) = (messages(&file.text), messages(&en[name].text));
        assert_eq!(ja.keys().collect::<Vec<_>>(), en.keys().collect::<Vec<_>>(), "{name}");
        for key in ja.keys() {
            assert!(seen.insert(key.clone()), "{key} is in two files");
        }
    }
}

#[test]
fn every_file_is_sound() {
    for file in source::files(".ftl") {
        if let Err((_, errors)) = FluentResource::try_new(file.text.clone()) {
            panic!("{}: {errors:?}", file.path);
        }
    }
}

#[test]
fn every_message_that_the_code_names_exists() {
    let known = all_keys();
    let mut missing = Vec::new();
    for file in source::files(".rs") {
        let code: String = file.code().split_whitespace().collect();
        for call in [".t(\"", ".say(\""] {
            for rest in code.split(call).skip(1) {
                let key = rest.split('"').next().unwrap_or_default();
                if !known.contains(key) {
                    missing.push(format!("{}: {key}", file.path));
                }
            }
        }
        for family in families(&code) {
            let prefix = format!("{family}-");
            if !known.iter().any(|key| key.starts_with(&prefix)) {
                missing.push(format!("{}: {prefix}…", file.path));
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn every_argument_of_a_message_is_handed_over() {
    let mut known: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for file in source::files(".ftl") {
        for (key, message) in messages(&file.text) {
            known.entry(key).or_default().extend(arguments(&message));
        }
    }
    let mut compared = 0;
    for file in source::files(".rs") {
        let code: String = file.code().split_whitespace().collect();
        let calls = code.split(".say(\"").skip(1).filter_map(|rest| rest.split_once("\",&["));
        // An argument made elsewhere cannot be seen from here.
        for (key, rest) in calls.filter(|(_, rest)| rest.starts_with("(\"")) {
            let list = rest.split("])").next().unwrap_or_default();
            let missing: Vec<&String> = known
                .get(key)
                .into_iter()
                .flatten()
                .filter(|name| !list.contains(&format!("(\"{name}\",")))
                .collect();
            assert!(missing.is_empty(), "{}: {key} needs {missing:?}", file.path);
            compared += 1;
        }
    }
    assert!(compared > 20, "{compared} calls");
}

/// The families whose labels a piece of code (without white space) asks for.
fn families(code: &str) -> Vec<&str> {
    let calls = [".label(\"", "label_key(\""].into_iter();
    calls
        .flat_map(|call| code.split(call).skip(1))
        .filter_map(|rest| rest.split('"').next())
        .collect()
}

#[test]
fn every_message_is_used() {
    let files = source::files(".rs");
    let literals: BTreeSet<String> = files.iter().flat_map(Source::literals).collect();
    let code: Vec<String> =
        files.iter().map(|file| file.code().split_whitespace().collect()).collect();
    let mut families: BTreeSet<String> =
        code.iter().flat_map(|code| families(code)).map(str::to_owned).collect();
    // The method and the ways in have no texts: they name the families of their values, which
    // others then label.
    families.extend(
        files
            .iter()
            .filter(|file| file.path.starts_with("method/") || file.path.starts_with("intake/"))
            .flat_map(Source::literals),
    );
    let in_family = |key: &str| {
        families
            .iter()
            .any(|f| key.strip_prefix(f.as_str()).is_some_and(|rest| rest.starts_with('-')))
    };
    let mentioned = |key: &str| {
        // A message may be used by another one: { other }.
        of_language("en").values().any(|file| file.text.contains(&format!("{{ {key} }}")))
    };
    let unused: Vec<String> = all_keys()
        .into_iter()
        .filter(|key| !literals.contains(key) && !in_family(key) && !mentioned(key))
        .collect();
    assert!(unused.is_empty(), "{unused:#?}");
}

#[test]
fn no_message_speaks_of_people_as_of_a_market() {
    let avoided =
        ["score", "trust level", "pipeline", "close a deal", "スコア", "信頼度", "攻略", "落とす"];
    for file in source::files(".ftl") {
        for (key, message) in messages(&file.text) {
            let said = message.to_lowercase();
            for word in avoided {
                assert!(!said.contains(word), "{key}: {word}");
            }
            let alone = said
                .split(|c: char| !c.is_alphanumeric())
                .any(|word| word == "lead" || word == "leads");
            assert!(!alone, "{key}: lead");
        }
    }
}
