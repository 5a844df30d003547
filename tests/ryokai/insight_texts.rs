//! Every insight as it is read, in both languages: no template seams, and marks around the client's
//! words alone.

use std::collections::BTreeSet;

use ryokai::method::insight::RuleId;
use ryokai::method::pillar::Pillar;
use ryokai::method::{Lang, Person, Text};
use ryokai::words::{KnownNames, Piece, Words};

use crate::demo::{self, day};
use crate::insight::fired;

/// The codes of the rules that the data tells of.
fn of_the_data() -> BTreeSet<&'static str> {
    let rules: Vec<serde_json::Value> =
        serde_json::from_str(include_str!("../data/insight_rules.json"))
            .expect("the rules are JSON");
    let told = |rule: &RuleId| rules.iter().any(|told| told["id"] == rule.code());
    RuleId::all().filter(told).map(|rule| rule.code()).collect()
}

/// Every insight of the nine month ends, as pieces, in a language.
fn read(lang: Lang) -> Vec<(RuleId, String, Vec<Piece>)> {
    let files = demo::clients();
    let people: Vec<&Person> = files.iter().map(|f| &f.person).collect();
    let pillars: Vec<Pillar> =
        serde_json::from_value(demo::json()["pillars"].clone()).expect("pillars");
    let cast = KnownNames { people: &people, pillars: &pillars };
    let mut out = Vec::new();
    for at in demo::json()["checkpoints"].as_array().expect("days") {
        let at = day(at.as_str().expect("a day"));
        for subject in ["c1", "c2", "c3", "c4", "c5", "c6", "k1", "k2"] {
            let insights = fired(subject, at);
            out.extend(
                insights
                    .iter()
                    .map(|i| (i.rule, format!("{at} {subject}"), Words::of(lang).insight(i, cast))),
            );
        }
    }
    out
}

fn plain(pieces: &[Piece]) -> String {
    pieces
        .iter()
        .filter_map(|p| if let Piece::Plain(text) = p { Some(text.as_str()) } else { None })
        .collect()
}

#[test]
fn every_rule_of_the_demonstration_reads_as_a_sentence_in_both_languages() {
    for lang in [Lang::Ja, Lang::En] {
        let mut seen = BTreeSet::new();
        for (rule, place, pieces) in read(lang) {
            let text: String = pieces.iter().map(Piece::text).collect();
            seen.insert(rule);
            for seam in [
                "{",
                "}",
                "$",
                "  ",
                "..",
                "。。",
                "さんさん",
                "さん さん",
                "None",
                "insight-",
                "_",
                " .",
                " 。",
                "::",
            ] {
                assert!(!text.contains(seam), "{seam:?} in {rule} at {place}: {text}");
            }
            assert!(
                text.trim() == text && text.ends_with(['.', '。', '?', '」', '”']),
                "{rule} at {place}: {text}"
            );
            assert!(
                !Words::of(lang).insight_title(rule).contains(['{', '「', '“']),
                "the title of {rule}"
            );
        }
        let spoken: BTreeSet<&str> = seen.iter().map(|rule| rule.code()).collect();
        assert_eq!(spoken, of_the_data(), "every rule of the data speaks at least once");
    }
}

#[test]
fn quotation_marks_belong_to_the_clients_words_alone() {
    let quoted: BTreeSet<String> = demo::clients()
        .iter()
        .flat_map(|f| {
            f.quotes
                .iter()
                .map(|q| q.text.clone())
                .chain(f.sessions.iter().filter_map(|s| s.client_topic.clone()))
        })
        .map(|text: Text| text.to_string())
        .collect();
    for (rule, place, pieces) in [read(Lang::Ja), read(Lang::En)].concat() {
        assert!(!plain(&pieces).contains(['「', '」', '『', '“', '”', '"']), "{rule} at {place}");
        for piece in &pieces {
            match piece {
                Piece::Said { text, .. } => {
                    assert!(quoted.contains(text), "{rule} at {place}: {text}")
                }
                Piece::Ours { text, .. } => {
                    assert!(
                        !quoted.contains(text) || text.starts_with('('),
                        "{rule} at {place}: {text}"
                    )
                }
                Piece::Plain(_) => {}
            }
        }
    }
}

#[test]
fn a_sentence_names_people_dates_and_words_as_its_language_does() {
    let sentence = |lang, rule: &str, place: &str| {
        let found = read(lang)
            .into_iter()
            .find(|(r, p, _)| r.code() == rule && p == place)
            .expect("the insight");
        found.2.iter().map(Piece::text).collect::<String>()
    };
    assert_eq!(
        sentence(Lang::Ja, "R05", "2025-06-30 c2"),
        "直近2回に、引いていくサインが2件記録されています(心が閉じた、返事が短くなった)。\
         最後の言葉は「……はい。そうですね。」こちらが急ぎすぎたかもしれないと、先に触れてみますか。"
    );
    assert_eq!(
        sentence(Lang::En, "R10", "2025-06-30 c2"),
        "Kana asked for something 47 days ago and has no answer yet: 新しい講座の名前を決めたい. \
         Answer it, agree to postpone it, or say no and why."
    );
}
