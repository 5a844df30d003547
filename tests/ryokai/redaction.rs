//! Nothing private leaves: the expected strings of the demonstration file, and a canary in every
//! field there is.

use std::collections::{BTreeMap, BTreeSet};

use ryokai::export::Document;
use ryokai::method::class::{Fields, class_of};
use ryokai::method::disclosure::pseudonymiser::{Names, Piece, Pseudonymiser, Whom};
use ryokai::method::disclosure::{Edition, Extent, SponsorCopy, Supervision, SupervisorCopy};
use ryokai::method::hours::{Hours, Listing};
use ryokai::method::message::Delivery;
use ryokai::method::person::{BusyWindow, Earlier, Origin, Preference, Sponsor};
use ryokai::method::question::Settled;
use ryokai::method::session::{Addendum, SessionField};
use ryokai::method::{
    AgreementEvent, Class, ClientFile, Lang, Marker, Message, Need, Person, Promise, Quote,
    Session, Step, Strain, Terms, Want, WantState, contact::Contact, gift::Gift,
};
use ryokai::words::Words;
use serde_json::{Value, json};

use crate::demo::{self, day};
use crate::summary::{document, docx_text, edition, issuer, pdf_text, squeezed, texts};

#[test]
fn the_copies_hold_what_they_must_and_nothing_they_must_not() {
    let expected = demo::json()["expected"]["redaction_client_summary"]["by_client"].clone();
    let strings = |list: &Value| -> Vec<String> {
        list.as_array()
            .expect("strings")
            .iter()
            .map(|s| s.as_str().expect("a string").to_owned())
            .collect()
    };
    for file in demo::clients() {
        let want = &expected[file.person.id.as_str()];
        for lang in [Lang::Ja, Lang::En] {
            for (format, text) in written(&document(&file, edition(None, None), lang)) {
                let place = format!("{} {lang:?} {format}", file.person.id);
                for must in strings(&want["must_contain"]) {
                    assert!(text.contains(&squeezed(&must)), "{place} lacks {must}\n{text}");
                }
                for never in strings(&want["must_not_contain"]) {
                    assert!(!text.contains(&squeezed(&never)), "{place} has {never}\n{text}");
                }
            }
        }
    }
}

/// The document in every format, the PDF as the text that comes out of it, without white space.
fn written(document: &Document) -> Vec<(&'static str, String)> {
    let packed =
        [Some(("docx", docx_text(document))), pdf_text(document).map(|text| ("pdf", text))];
    let all = texts(document).into_iter().chain(packed.into_iter().flatten());
    all.map(|(format, text)| (format, squeezed(&text))).collect()
}

#[test]
fn no_copy_uses_a_word_of_stage_or_rank() {
    for file in demo::clients() {
        for lang in [Lang::Ja, Lang::En] {
            let words = Words::of(lang);
            // What the client said may hold any word; what we say around it may not.
            let mut frame = document(&file, edition(None, None), lang);
            frame.sections.retain(|s| s.key == "about" || s.key == "promises");
            let headings: Vec<String> = document(&file, edition(None, None), lang)
                .sections
                .iter()
                .map(|s| s.heading.clone())
                .collect();
            let text = format!("{frame:?}{headings:?}");
            for never in [
                "stage-3",
                "stage-4",
                "term-acquainted",
                "term-conversation-agreement",
                "term-consultation-agreement",
            ] {
                assert!(
                    !text.contains(&words.t(never)),
                    "{} {lang:?}: {}",
                    file.person.id,
                    words.t(never)
                );
            }
            assert!(!text.to_lowercase().contains("trust"));
        }
    }
}

/// Every noun that a person's file is made of. A noun missing here fails `every_noun_is_planted`.
const NOUNS: [Fields; 23] = [
    Person::FIELDS,
    Origin::FIELDS,
    Earlier::FIELDS,
    Preference::FIELDS,
    BusyWindow::FIELDS,
    Sponsor::FIELDS,
    Session::FIELDS,
    Hours::FIELDS,
    Listing::FIELDS,
    Addendum::FIELDS,
    Settled::FIELDS,
    Contact::FIELDS,
    Quote::FIELDS,
    AgreementEvent::FIELDS,
    Want::FIELDS,
    Need::FIELDS,
    Message::FIELDS,
    Delivery::FIELDS,
    Marker::FIELDS,
    Strain::FIELDS,
    Promise::FIELDS,
    Gift::FIELDS,
    Step::<WantState>::FIELDS,
];

/// The noun of a nested record, by the field it stands in.
fn noun_of(field: &str) -> &'static str {
    match field {
        "status_history" | "history" => "Step",
        "sessions" => "Session",
        "addenda" => "Addendum",
        "settled" => "Settled",
        "contacts" => "Contact",
        "quotes" => "Quote",
        "agreements" => "AgreementEvent",
        "wants" => "Want",
        "needs" => "Need",
        "messages" => "Message",
        "deliveries" => "Delivery",
        "markers" => "Marker",
        "ruptures" => "Strain",
        "commitments" => "Promise",
        "gifts" => "Gift",
        "origin" => "Origin",
        "earlier_names" => "Earlier",
        "preferences" => "Preference",
        "busy_windows" => "BusyWindow",
        "sponsor" => "Sponsor",
        "hours" => "Hours",
        "listed" => "Listing",
        other => panic!("{other} holds records of a noun that this test does not know"),
    }
}

fn class(noun: &str, field: &str) -> Class {
    let lists = [
        "status_history",
        "sessions",
        "contacts",
        "quotes",
        "agreements",
        "wants",
        "needs",
        "messages",
        "markers",
        "ruptures",
        "commitments",
        "gifts",
    ];
    if noun == "Person" && lists.contains(&field) {
        return Class::S;
    }
    let fields = NOUNS
        .iter()
        .find(|(name, _)| *name == noun)
        .unwrap_or_else(|| panic!("{noun} is not in NOUNS"));
    class_of(fields, field).unwrap_or_else(|| panic!("{noun}.{field} has no class"))
}

/// One planted string, with the strictest class on the way to it.
#[derive(Debug, Clone)]
struct Planted {
    place: String,
    class: Class,
    mark: String,
}

/// Plants a mark in every text of the file, in place; whatever is not a text stays as it is.
fn plant(root: &mut Value) -> (Vec<Planted>, BTreeMap<String, BTreeSet<String>>) {
    let mut leaves = Vec::new();
    let mut seen: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    collect(root, "Person", Class::S, String::new(), &mut leaves, &mut seen);
    let mut planted = Vec::new();
    for (n, (pointer, class, place)) in leaves.into_iter().enumerate() {
        // In letters: figures and names do not pass a supervisor's veil, and shall not be what
        // keeps a mark out.
        let letter = |n: usize| char::from(b'a' + u8::try_from(n % 26).expect("a letter"));
        let mark = format!("canary{}{}{class:?}", letter(n / 26), letter(n));
        let old = root.pointer(&pointer).cloned().expect("a leaf");
        // Ids are marked by hand in the file below, so that they still point at each other.
        if old.as_str().is_some_and(|s| s.starts_with("canary-")) {
            continue;
        }
        *root.pointer_mut(&pointer).expect("a leaf") = Value::String(mark.clone());
        match serde_json::from_value::<ClientFile>(root.clone()) {
            Ok(_) => planted.push(Planted { place, class, mark }),
            Err(_) => *root.pointer_mut(&pointer).expect("a leaf") = old,
        }
    }
    (planted, seen)
}

type Leaf = (String, Class, String);

fn collect(
    value: &Value,
    noun: &str,
    outer: Class,
    pointer: String,
    leaves: &mut Vec<Leaf>,
    seen: &mut BTreeMap<String, BTreeSet<String>>,
) {
    let Value::Object(fields) = value else { panic!("{pointer} is no record") };
    for (field, inner) in fields {
        let own = class(noun, field);
        // S < W < P < R < N: a private list makes private what stands in it.
        let strict = if matches!(own, Class::S | Class::W) { outer } else { own };
        let strict = if matches!(strict, Class::S | Class::W) { own } else { strict };
        let place = format!("{noun}.{field}");
        let at = format!("{pointer}/{field}");
        let empty = inner.is_null() || inner.as_array().is_some_and(Vec::is_empty);
        if !empty {
            seen.entry(noun.to_owned()).or_default().insert(field.clone());
        }
        match inner {
            Value::String(_) => leaves.push((at, strict, place)),
            Value::Object(_) => collect(inner, noun_of(field), strict, at, leaves, seen),
            Value::Array(list) => {
                for (i, item) in list.iter().enumerate() {
                    let at = format!("{at}/{i}");
                    match item {
                        Value::Object(_) => collect(item, noun_of(field), strict, at, leaves, seen),
                        Value::String(_) => leaves.push((at, strict, place.clone())),
                        other => panic!("{place} holds {other}"),
                    }
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
}

/// A file with every field of every noun filled. Private days are in 1987, private numbers are
/// 987654.
fn full() -> Value {
    let mut file: Value = serde_json::from_str(include_str!("../data/full_file.json"))
        .expect("the full file is JSON");
    for field in SessionField::texts() {
        file["sessions"][0][field.name()] = "x".into();
    }
    file
}

/// Records that must not be printed at all, whatever the class of their fields.
fn full_with_hidden_records() -> Value {
    let mut file = full();
    let hide = |noun: &str, change: &dyn Fn(&mut Value), file: &mut Value| {
        let mut record = file[noun][0].clone();
        change(&mut record);
        file[noun].as_array_mut().expect("a list").push(record);
    };
    for (permission, reception) in [
        ("unasked", "received"),
        ("imposed", "received"),
        ("permitted", "closed"),
        ("permitted", "burdened"),
    ] {
        hide(
            "messages",
            &|m| {
                (m["deliveries"][0]["permission"], m["deliveries"][0]["reception"]) =
                    (permission.into(), reception.into())
            },
            &mut file,
        );
    }
    // The permission, or the words of it, are not named.
    hide("messages", &|m| m["deliveries"][0]["permission"] = Value::Null, &mut file);
    hide("messages", &|m| m["deliveries"][0]["permission_quote"] = Value::Null, &mut file);
    hide("messages", &|m| m["deliveries"] = json!([]), &mut file);
    hide("messages", &|m| m["deliveries"][0]["reception_on"] = "2026-01-01".into(), &mut file);
    for state in ["voiced", "rejected", "let_go"] {
        hide("needs", &|n| n["history"][0]["to"] = state.into(), &mut file);
    }
    hide("wants", &|w| w["history"][0]["to"] = "withdrawn".into(), &mut file);
    hide(
        "commitments",
        &|p| {
            p["history"][0]["to"] = "done".into();
            p["history"][0]["on"] = "2025-06-11".into();
        },
        &mut file,
    );
    hide(
        "quotes",
        &|q| {
            q["id"] = "canary-hidden-quote".into();
        },
        &mut file,
    );
    file
}

fn early() -> Edition {
    Edition {
        extent: Extent::default(),
        as_of: day("2025-12-31"),
        revised_on: Some(day("2025-12-30")),
    }
}

/// The nouns that a client's file is declared to hold, with their fields: read from its schema.
fn declared() -> BTreeMap<String, BTreeSet<String>> {
    let schema = schemars::schema_for!(ClientFile).to_value();
    let nouns = schema["$defs"].as_object().expect("definitions");
    let fields = |noun: &Value| -> Option<BTreeSet<String>> {
        Some(noun["properties"].as_object()?.keys().cloned().collect())
    };
    let named = nouns.iter().filter_map(|(name, noun)| Some((name.clone(), fields(noun)?)));
    // Every machine has steps of its own, which the schema numbers; their fields are the same.
    let unnumbered = |name: &str| name.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned();
    let named = named.map(|(name, fields)| (unnumbered(&name), fields));
    // A file is its person, with the lists of everything recorded about them.
    named.chain(fields(&schema).map(|fields| ("Person".to_owned(), fields))).collect()
}

#[test]
fn every_noun_is_planted() {
    let declared = declared();
    let known: BTreeSet<&str> = NOUNS.iter().map(|(name, _)| *name).collect();
    let missing: Vec<&String> = declared.keys().filter(|n| !known.contains(n.as_str())).collect();
    assert!(missing.is_empty(), "{missing:?} are in no line of NOUNS");
    for (noun, fields) in NOUNS {
        let has = declared
            .get(noun)
            .unwrap_or_else(|| panic!("no file holds a {noun}: {:?}", declared.keys()));
        for (field, _) in fields {
            assert!(has.contains(*field), "{noun}.{field} is in no file: {has:?}");
        }
    }
}

#[test]
fn every_field_is_planted() {
    let mut file = full();
    let (_, seen) = plant(&mut file);
    for (noun, fields) in NOUNS {
        for (field, _) in fields {
            assert!(
                seen.get(noun).is_some_and(|s| s.contains(*field)),
                "{noun}.{field} is not filled in the full file"
            );
        }
    }
}

#[test]
fn no_private_field_reaches_any_format_and_every_shared_one_does() {
    let mut value = full();
    let (planted, _) = plant(&mut value);
    let file: ClientFile = serde_json::from_value(value).expect("a file");
    assert!(planted.len() >= 40, "only {} planted", planted.len());
    // Shared, but not for this sheet: names of the other language, and the reading.
    let unprinted = ["Person.display_name", "Person.display_name_en", "Person.reading"];
    for (format, text) in written(&document(&file, early(), Lang::Ja)) {
        for p in &planted {
            let shared = matches!(p.class, Class::S | Class::W);
            let printed = shared && !unprinted.contains(&p.place.as_str());
            assert_eq!(text.contains(&p.mark), printed, "{format}: {p:?}\n{text}");
        }
        for never in ["canary-", "1987", "987654", "987,654"] {
            assert!(!text.contains(never), "{format} has {never}\n{text}");
        }
        let words = Words::of(Lang::Ja);
        for never in [
            "sign-laughed-off",
            "landing-burdened",
            "covered-partly",
            "checkout-partly",
            "closing-courtesy",
            "term-hypothesis",
        ] {
            assert!(!text.contains(&words.t(never)), "{format} has {never}");
        }
    }
}

#[test]
fn a_record_that_may_not_leave_takes_its_shared_fields_with_it() {
    let shown: ClientFile = serde_json::from_value(full()).expect("a file");
    let count = |file: &ClientFile| {
        let copy = crate::summary::copy(file, early(), Lang::Ja);
        (
            copy.told.len(),
            copy.matters.len(),
            copy.wants.len(),
            copy.left_open.len(),
            copy.promises.len(),
            copy.quotes().count(),
        )
    };
    let hidden: ClientFile = serde_json::from_value(full_with_hidden_records()).expect("a file");
    assert!(hidden.messages.len() > shown.messages.len() && hidden.needs.len() > shown.needs.len());
    assert_eq!(count(&hidden), count(&shown));
}

/// The whole file, planted, so that its client consents to everything a sponsor may see, and agrees
/// on a goal.
fn planted() -> (ClientFile, Vec<Planted>) {
    let mut value = full();
    value["sponsor"]["consent_quote"] = "canary-quote".into();
    value["quotes"][0]["contact"] = Value::Null;
    value["sponsor"]["may_see"] = json!(["attendance", "agreed_goals"]);
    let mut goal = value["agreements"][0].clone();
    goal["scope"] = "topic:canary-want".into();
    value["agreements"].as_array_mut().expect("a list").push(goal);
    let (planted, _) = plant(&mut value);
    (serde_json::from_value(value).expect("a file"), planted)
}

/// In every format of `document`: what was planted in these places is there, and nothing else that
/// was planted.
fn holds_exactly(document: &Document, planted: &[Planted], places: &[&str]) {
    for (format, text) in written(document) {
        for p in planted {
            let printed = places.contains(&p.place.as_str());
            assert_eq!(text.contains(&p.mark), printed, "{format}: {p:?}\n{text}");
        }
        for never in ["canary-", "1987", "987654", "987,654"] {
            assert!(!text.contains(never), "{format} has {never}\n{text}");
        }
    }
}

#[test]
fn a_supervisor_reads_no_name_no_day_and_no_amount_in_any_format() {
    let (file, planted) = planted();
    let by_hand = Supervision {
        question: Some("What do I miss?".parse().expect("a text")),
        ..Supervision::default()
    };
    let pseudonymiser = Pseudonymiser::of(&file, Names::default()).expect("a veil");
    let copy = SupervisorCopy::of(&file, &early(), &by_hand, &pseudonymiser, &Terms::default())
        .expect("a copy");
    let pseudonymised = [
        "Want.text",
        "Need.text",
        "Message.text",
        "Marker.observed",
        "Marker.just_before",
        "Promise.text",
    ];
    for lang in [Lang::Ja, Lang::En] {
        let document = Document::supervisor(&copy, Words::of(lang));
        holds_exactly(&document, &planted, &pseudonymised);
        for (format, text) in written(&document).iter().filter(|(format, _)| *format != "docx") {
            assert!(
                !text.contains("2025") && !text.contains("2026"),
                "{format} has a year\n{text}"
            );
        }
    }
}

/// A text behind the veil of a person of this name, with what was taken out named in brackets.
fn pseudonymised(name: &str, others: &Names, text: &str) -> String {
    let file: ClientFile =
        serde_json::from_value(json!({"id": "x", "display_name": name})).expect("a file");
    let pseudonymiser = Pseudonymiser::of(&file, others.clone()).expect("a veil");
    let piece = |piece: &Piece| match piece {
        Piece::Written(plain) => plain.as_str().to_owned(),
        Piece::Name(whom) => format!("[{whom:?}]"),
        other => format!("[{other:?}]"),
    };
    pseudonymiser.over(&text.parse().expect("a text")).pieces().iter().map(piece).collect()
}

#[test]
fn a_circle_is_veiled_by_its_whole_name_and_leaves_ordinary_words_alone() {
    let mut circles = Names::default();
    for circle in ["Food and drink makers", "商工会（若手の会）"] {
        circles.add(&circle.parse().expect("a name"), Whom::Circle);
    }
    for text in ["food and drink for the makers", "若手の会のあと", "makers of food"] {
        assert_eq!(pseudonymised("水野 直樹", &circles, text), text);
    }
    assert_eq!(
        pseudonymised("水野 直樹", &circles, "among the food and Drink makers"),
        "among the [Circle]"
    );
    assert_eq!(
        pseudonymised("水野 直樹", &circles, "商工会（若手の会）で、水野が"),
        "[Circle]で、[Client]が"
    );
}

#[test]
fn a_person_is_veiled_by_every_part_of_the_name_but_not_by_its_particles_and_roles() {
    let shown = |name, text| pseudonymised(name, &Names::default(), text);
    let (ana, naoki) = ("Ana de la Cruz (CEO)", "Naoki Mizuno（水野・直樹、社長）");
    assert_eq!(
        shown(ana, "our ceo and a la carte, said Ana"),
        "our ceo and a la carte, said [Client]"
    );
    assert_eq!(shown(ana, "ana came; cruz did not"), "[Client] came; [Client] did not");
    assert_eq!(shown(ana, "Ana de la Cruz wrote"), "[Client] wrote");
    assert_eq!(
        shown(naoki, "直樹は社長だ。naoki and mizuno"),
        "[Client]は社長だ。[Client] and [Client]"
    );
    assert_eq!(
        shown("水野 直樹（社長）", "水野直樹と水野と直樹と社長"),
        "[Client]と[Client]と[Client]と社長"
    );
}

#[test]
fn a_sponsor_reads_attendance_and_goals_and_nothing_else_in_any_format() {
    let (file, planted) = planted();
    let edition = Edition { as_of: day("2025-07-01"), revised_on: None, ..early() };
    for (lang, name) in [(Lang::Ja, "Person.display_name_ja"), (Lang::En, "Person.display_name_en")]
    {
        let copy = SponsorCopy::of(&file, edition.clone(), issuer(&file, lang), &Terms::default())
            .expect("consent");
        assert_eq!((copy.attended, copy.goals.as_ref().map(Vec::len)), (Some(1), Some(1)));
        holds_exactly(
            &Document::sponsor(&copy, Words::of(lang)),
            &planted,
            &["Want.text", "Sponsor.name", name],
        );
    }
}

#[test]
fn staircase_and_needs_stand_in_the_consultants_file_alone() {
    let keys = |document: &Document| document.sections.iter().map(|s| s.key).collect::<Vec<_>>();
    for file in demo::clients() {
        let whole = Document::file(&crate::summary::whole(&file, Lang::Ja), Words::of(Lang::Ja));
        for section in ["staircase", "wants", "needs"] {
            assert!(keys(&whole).contains(&section), "{} lacks {section}", file.person.id);
        }
        let client = document(&file, edition(None, None), Lang::Ja);
        for section in ["staircase", "needs", "wants_needs", "timeline"] {
            assert!(!keys(&client).contains(&section), "{} has {section}", file.person.id);
        }
        for (format, text) in written(&whole) {
            for head in ["file-col-stage", "file-col-talk", "file-needs"] {
                assert!(
                    text.contains(&Words::of(Lang::Ja).t(head)),
                    "{format} of {} lacks {head}",
                    file.person.id
                );
            }
        }
    }
}

#[test]
fn the_consultants_own_file_holds_every_planted_text_in_every_format() {
    let (file, planted) = planted();
    // Where a language has its own, the others stand aside.
    let other = ["Person.display_name", "Person.role"];
    let both = [Lang::Ja, Lang::En]
        .map(|lang| written(&Document::file(&crate::summary::whole(&file, lang), Words::of(lang))));
    for ((format, ja), (_, en)) in both[0].iter().zip(&both[1]) {
        let held = |p: &&Planted| {
            ja.contains(&p.mark) || en.contains(&p.mark) || other.contains(&p.place.as_str())
        };
        let lacks: BTreeSet<&str> =
            planted.iter().filter(|p| !held(p)).map(|p| p.place.as_str()).collect();
        assert_eq!(lacks, BTreeSet::new(), "{format}");
    }
}
