//! The staircase and the map of wants and needs: what they draw, and that they always draw.

use ryokai::method::staircase::{Fall, Staircase};
use ryokai::method::{ClientFile, Day, Id, Lang, Person, Terms};
use ryokai::picture::{staircase, want_need};
use ryokai::words::Words;

use crate::demo::{self, day};

const CHECKPOINTS: [&str; 9] = [
    "2025-04-30",
    "2025-05-31",
    "2025-06-30",
    "2025-07-31",
    "2025-08-31",
    "2025-09-30",
    "2025-10-31",
    "2025-11-30",
    "2025-12-31",
];

fn stairs(file: &ClientFile, at: &str) -> Staircase {
    Staircase::of(file, day(at), &Terms::default())
}

/// Both pictures with their tables, one element on a line so that a change can be read.
fn drawn(file: &ClientFile, at: Day, lang: Lang) -> String {
    let words = Words::of(lang);
    let stairs = Staircase::of(file, at, &Terms::default());
    let parts = [
        staircase::figure(&stairs, file, words),
        staircase::table(&stairs, file, words),
        want_need::figure(file, at, words),
        want_need::table(file, at, words),
    ];
    parts.map(|p| p.into_string().replace("><", ">\n<")).join("\n")
}

#[test]
fn tom_in_english_is_drawn_as_before() {
    insta::assert_snapshot!(drawn(&demo::client("c5"), day("2025-12-31"), Lang::En));
}

#[test]
fn naoki_in_japanese_is_drawn_as_before() {
    insta::assert_snapshot!(drawn(&demo::client("c1"), day("2025-12-31"), Lang::Ja));
}

#[test]
fn kana_in_japanese_is_drawn_as_before() {
    insta::assert_snapshot!(drawn(&demo::client("c2"), day("2025-12-31"), Lang::Ja));
}

#[test]
fn every_client_can_be_drawn_at_every_checkpoint_in_both_languages() {
    for file in demo::clients() {
        for at in CHECKPOINTS {
            for lang in [Lang::Ja, Lang::En] {
                let svg = drawn(&file, day(at), lang);
                assert_eq!(svg.matches("<title ").count(), 4, "two pictures, each drawn twice");
                assert_eq!(svg.matches("<desc ").count(), 4);
                assert!(!svg.contains("style="), "the security policy forbids inline style");
                assert!(!svg.contains("NaN") && !svg.contains("inf"), "{} at {at}", file.person.id);
            }
        }
    }
}

#[test]
fn an_empty_file_can_be_drawn() {
    let name = "新しい人".parse().expect("a text");
    let file = ClientFile::new(Person::named(Id::fresh(), name, Lang::Ja));
    for lang in [Lang::Ja, Lang::En] {
        let svg = drawn(&file, day("2026-01-01"), lang);
        assert!(svg.contains(&Words::of(lang).t("staircase-empty")));
    }
}

#[test]
fn every_number_links_to_its_row_and_every_row_has_its_number() {
    for file in demo::clients() {
        let svg = drawn(&file, day("2025-12-31"), Lang::En);
        let events = stairs(&file, "2025-12-31").events.len();
        for no in 1..=events {
            assert_eq!(
                svg.matches(&format!("href=\"#e{no}\"")).count(),
                2,
                "in the wide and the narrow drawing"
            );
            assert_eq!(svg.matches(&format!("id=\"e{no}\"")).count(), 1);
        }
        assert!(!svg.contains(&format!("id=\"e{}\"", events + 1)));
    }
}

#[test]
fn the_line_stands_where_the_expected_states_stand() {
    let expected = demo::json()["expected"]["states"].clone();
    for file in demo::clients() {
        let stairs = stairs(&file, "2025-12-31");
        for at in CHECKPOINTS {
            let stage = expected[at][file.person.id.as_str()]["stage"].as_u64();
            assert_eq!(
                Some(u64::from(stairs.stage(day(at)).number())),
                stage,
                "{} at {at}",
                file.person.id
            );
        }
    }
}

#[test]
fn every_rise_and_every_fall_has_an_event_and_every_fall_its_word() {
    for file in demo::clients() {
        let stairs = stairs(&file, "2025-12-31");
        let mut before = ryokai::method::Stage::NoContact;
        for run in &stairs.runs {
            if run.stage != before {
                let event =
                    stairs.events.iter().find(|e| e.on == run.from).expect("an event on that day");
                assert_eq!(event.step, Some((before, run.stage)));
                assert_eq!(event.fall.is_some(), run.stage < before);
                assert!(!event.happened.is_empty());
            }
            before = run.stage;
        }
    }
}

#[test]
fn a_fall_is_named_by_what_made_it() {
    let tom = stairs(&demo::client("c5"), "2025-12-31");
    let falls: Vec<_> = tom.events.iter().filter_map(|e| Some((e.on, e.fall?))).collect();
    assert_eq!(falls, [(day("2025-08-05"), Fall::InQuestion)]);
    // When the conversation agreement lapses, the consultation agreement is in question with it:
    // the lapse is the word.
    let later = stairs(&demo::client("c5"), "2026-03-31");
    let last = later.events.last().expect("an event");
    assert_eq!(
        (last.on, last.fall, last.by_clock()),
        (day("2026-03-11"), Some(Fall::Lapsed), true)
    );
    let grace = stairs(&demo::client("c6"), "2025-12-31");
    assert!(grace.events.iter().filter_map(|e| e.fall).all(|fall| fall == Fall::Lapsed));
    assert!(grace.events.iter().any(|e| e.fall.is_some()));
}

#[test]
fn the_picture_reaches_two_years_back_and_begins_where_it_stood() {
    let stairs = stairs(&demo::client("c1"), "2027-06-30");
    assert_eq!(stairs.from, day("2025-06-30"));
    assert_eq!(stairs.opening.number(), 3);
    assert!(stairs.events.iter().all(|e| e.on > stairs.from));
}

#[test]
fn a_guess_is_dashed_and_carries_the_word() {
    let mut file = demo::client("c5");
    file.needs.retain(|n| n.id.as_str() == "c5n2");
    let svg = want_need::figure(&file, day("2025-06-30"), Words::of(Lang::Ja)).into_string();
    assert!(svg.contains("stroke-dasharray=\"5 3\""));
    assert!(svg.contains(&Words::of(Lang::Ja).t("map-guess")));
}

#[test]
fn what_was_not_yet_known_is_not_drawn() {
    let file = demo::client("c5");
    let svg = drawn(&file, day("2025-06-30"), Lang::En);
    assert!(
        !svg.contains("burden") && !svg.contains("weighed"),
        "how it landed was known on 17 July only"
    );
    assert!(!svg.contains("small and us"));
}

/// A text of a drawing, with its left, top, right and bottom by a rough measure of its letters.
type Measured = (String, [f64; 4]);

/// The value of an attribute.
fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    rest.split_once('"').map(|(value, _)| value.to_owned())
}

fn number(tag: &str, name: &str) -> Option<f64> {
    attribute(tag, name)?.parse().ok()
}

/// Measures the texts of one drawing.
fn measured(svg: &str) -> Vec<Measured> {
    let font = number(svg, "font-size").expect("a size");
    let (mut size, mut anchor) = (font, None);
    let (mut out, mut y) = (Vec::new(), 0.0);
    for tag in svg.split('<').skip(1) {
        if tag.starts_with("g ") {
            (size, anchor) =
                (number(tag, "font-size").unwrap_or(font), attribute(tag, "text-anchor"));
        } else if tag.starts_with("/g") {
            (size, anchor) = (font, None);
        }
        let Some((head, text)) = tag.split_once('>') else { continue };
        if !(head.starts_with("text ") || head.starts_with("tspan ")) {
            continue;
        }
        y = number(head, "y").unwrap_or(y);
        let size = number(head, "font-size").unwrap_or(size);
        let em = |c: char| if c < '\u{2e80}' { 0.5 } else { 1.0 };
        let wide = text.chars().map(em).sum::<f64>() * size;
        let x = number(head, "x").expect("a place");
        let left = match attribute(head, "text-anchor").or(anchor.clone()).as_deref() {
            Some("end") => x - wide,
            Some("middle") => x - wide / 2.0,
            _ => x,
        };
        out.push((text.to_owned(), [left, y - 0.7 * size, left + wide, y]));
    }
    out
}

/// A client who gave and renewed both agreements in so many sessions, so many days apart.
fn renewing(sessions: u32, apart: u32) -> ClientFile {
    let first = day("2025-12-31") - chrono::Days::new(u64::from(sessions * apart));
    let on = |n: u32| first + chrono::Days::new(u64::from(n * apart));
    let (mut held, mut said, mut agreed) = (Vec::new(), Vec::new(), Vec::new());
    for n in 0..sessions {
        let (session, quote) = (format!("s{n}"), format!("q{n}"));
        let event = if n == 0 { "given" } else { "renewed" };
        held.push(serde_json::json!({"id": session, "on": on(n), "no": n + 1}));
        said.push(serde_json::json!({"id": quote, "session": session, "speaker": "client",
            "text": "yes", "lang": "en", "exactness": "verbatim"}));
        for kind in ["conversation", "consultation"] {
            agreed.push(serde_json::json!({"id": format!("a{n}{kind}"), "kind": kind,
                "scope": "relationship", "on": on(n), "session": session, "quote": quote,
                "event": event}));
        }
    }
    serde_json::from_value(serde_json::json!({"id": "c", "display_name": "Kyoko Tobe",
        "sessions": held, "quotes": said, "agreements": agreed}))
    .expect("a file")
}

#[test]
fn no_texts_of_a_staircase_cover_each_other_however_long_or_full_it_is() {
    for (sessions, apart) in
        [(2, 3), (5, 30), (8, 90), (12, 61), (30, 3), (52, 7), (52, 14), (104, 7), (200, 2)]
    {
        let file = renewing(sessions, apart);
        for lang in [Lang::Ja, Lang::En] {
            let (words, stairs) = (Words::of(lang), stairs(&file, "2025-12-31"));
            let figure = staircase::figure(&stairs, &file, words).into_string();
            for drawing in figure.split("<svg class=\"").skip(1).take(2) {
                let texts = measured(drawing.split("</svg>").next().unwrap_or_default());
                assert!(texts.len() > 5);
                for (i, (text, a)) in texts.iter().enumerate() {
                    for (other, b) in &texts[i + 1..] {
                        let free = a[2] <= b[0] || b[2] <= a[0] || a[3] <= b[1] || b[3] <= a[1];
                        assert!(free, "{sessions}, {apart}: {text} {a:?} / {other} {b:?}");
                    }
                }
            }
            let drawn = figure.matches("href=\"#e").count();
            let said = figure.contains(&words.t("staircase-numbers"));
            assert_eq!(said, drawn < 2 * stairs.events.len(), "{drawn} numbers are drawn");
        }
    }
}
