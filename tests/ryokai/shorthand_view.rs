//! The lines of the log page and the shorthand are two views of one session: what is turned into
//! the other view and back says the same, and nothing that was typed is lost on the way.

use proptest::prelude::*;
use proptest::sample::select;
use ryokai::intake::form::Fields;
use ryokai::intake::log_form::{LogForm, ORDER, VIEW, Writer};
use ryokai::method::{ClientFile, Id, Lang, Person, Text};
use ryokai::words::Words;

use crate::app::{Browser, Page, TestApp};
use crate::demo::day;
use crate::filled::{filled, with};
use crate::roundtrip::a_text;
use crate::shorthand::habit;

type Pairs = Vec<(String, String)>;

fn writer(lang: Lang) -> Writer<'static> {
    Writer { today: day("2026-01-15"), habit: habit(), lang, names: Words::names() }
}

fn nobody() -> ClientFile {
    ClientFile::new(Person::named(Id::fresh(), Text::dash(), Lang::Ja))
}

/// One line as the page sends it, without its row: the kind's list, and its parts.
type Written = (&'static str, Vec<(&'static str, String)>);

fn ticked(part: &'static str, on: bool) -> Option<(&'static str, String)> {
    on.then(|| (part, "1".to_owned()))
}

fn one_of(part: &'static str, codes: &[&'static str]) -> BoxedStrategy<(&'static str, String)> {
    select(codes.to_vec()).prop_map(move |code| (part, code.to_owned())).boxed()
}

fn said() -> impl Strategy<Value = Written> {
    let exact = proptest::option::of(one_of("exact", &["verbatim", "near", "gist"]));
    let own = |part: &'static str| {
        proptest::option::weighted(0.3, a_text().prop_map(move |t| (part, t.to_string())))
    };
    let how = one_of("how", &["auto", "declined", "withdrawn"]);
    let marks = (any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>());
    (a_text(), exact, own("want"), own("need"), how, marks).prop_map(
        |(text, exact, want, need, how, (w, n, a, b))| {
            let mut parts = vec![("", text.to_string())];
            parts.extend(exact);
            parts.extend(ticked("w", w));
            parts.extend(want.filter(|_| w));
            parts.extend(ticked("n", n));
            parts.extend(need.filter(|_| n));
            parts.extend(ticked("a", a));
            parts.extend(ticked("b", b));
            parts.extend((a || b).then_some(how));
            ("q", parts)
        },
    )
}

fn told() -> impl Strategy<Value = Written> {
    let permission = one_of("permission", &["solicited", "permitted", "unasked", "imposed"]);
    let reception = one_of("reception", &["received", "thinking", "pushed_back", "burdened"]);
    let row = |part: &'static str| {
        proptest::option::of((0..4usize).prop_map(move |row| (part, row.to_string())))
    };
    let why = proptest::option::of(a_text().prop_map(|t| ("why", t.to_string())));
    (
        a_text(),
        proptest::option::of(permission),
        proptest::option::of(reception),
        (row("yes"), row("answer")),
        why,
    )
        .prop_map(|(text, permission, reception, (yes, answer), why)| {
            let parts = [permission, reception, yes, answer, why].into_iter().flatten();
            ("tn", [("text", text.to_string())].into_iter().chain(parts).collect())
        })
}

fn held() -> impl Strategy<Value = Written> {
    let own = |part: &'static str| {
        proptest::option::of(a_text().prop_map(move |t| (part, t.to_string())))
    };
    (a_text(), own("why"), own("guess"), any::<bool>()).prop_map(|(text, why, guess, interest)| {
        let parts = [why, guess, ticked("interest", interest)].into_iter().flatten();
        ("m", [("text", text.to_string())].into_iter().chain(parts).collect())
    })
}

fn promise(list: &'static str) -> impl Strategy<Value = Written> {
    let due = proptest::option::of(one_of("due", &["2026-01-23", "2026-03-01", "14/13"]));
    (a_text(), due).prop_map(move |(text, due)| {
        (list, [("", text.to_string())].into_iter().chain(due).collect())
    })
}

fn sign() -> impl Strategy<Value = Written> {
    let signs = proptest::collection::btree_set(
        select(vec!["fell_silent", "heart_closed", "refuses", "laughed_off"]),
        1..3,
    );
    let before = proptest::option::of(a_text().prop_map(|t| ("before", t.to_string())));
    (signs, a_text(), before).prop_map(|(signs, seen, before)| {
        let signs = signs.into_iter().map(|sign| ("", sign.to_owned()));
        ("sign", signs.chain([("seen", seen.to_string())]).chain(before).collect())
    })
}

fn topic() -> impl Strategy<Value = Written> {
    a_text().prop_map(|text| ("topic", vec![("", text.to_string())]))
}

fn line() -> impl Strategy<Value = Written> {
    prop_oneof![
        4 => said(),
        2 => told(),
        1 => held(),
        1 => promise("theirs"),
        1 => promise("ours"),
        1 => sign(),
    ]
}

/// A page whose rows are counted in the order of its lines, with each text told apart by a number,
/// so that two lines never say the same.
fn page() -> impl Strategy<Value = Pairs> {
    let lines = proptest::collection::vec(line(), 1..9);
    (lines, proptest::option::of(topic()), any::<bool>(), 0..9usize).prop_map(
        |(mut lines, topic, mark, at)| {
            if let Some(topic) = topic.filter(|_| !mark) {
                lines.insert(at.min(lines.len()), topic);
            }
            counted(lines, mark)
        },
    )
}

fn counted(lines: Vec<Written>, mark: bool) -> Pairs {
    let typed = ["", "text", "want", "need", "why", "guess", "seen", "before"];
    let words = lines.iter().filter(|(list, _)| *list == "q").count();
    let (mut out, mut order, mut next) = (Pairs::new(), Vec::new(), [0; 6]);
    let lists = ["q", "tn", "m", "theirs", "ours", "sign"];
    for (at, (list, parts)) in lines.into_iter().enumerate() {
        let row = lists.iter().position(|of| *of == list).map(|of| {
            next[of] += 1;
            next[of] - 1
        });
        let name = match row {
            None => list.to_owned(),
            Some(0) if matches!(list, "tn" | "m" | "sign") => list.to_owned(),
            Some(row) => format!("{list}{row}"),
        };
        for (i, (part, value)) in parts.into_iter().enumerate() {
            let none = matches!(part, "yes" | "answer")
                && value.parse().is_ok_and(|row: usize| row >= words);
            if none {
                continue;
            }
            let value = match typed.contains(&part) && !(list == "sign" && part.is_empty()) {
                true => format!("k{at}.{i} {value}").trim().to_owned(),
                false => value,
            };
            let field = if part.is_empty() { name.clone() } else { format!("{name}-{part}") };
            out.push((field, value));
        }
        if name == "q0" && mark {
            out.push(("q0-topic".to_owned(), "1".to_owned()));
            out.push(("q0-covered".to_owned(), "partly".to_owned()));
        }
        if name == "topic" {
            out.push(("covered".to_owned(), "yes".to_owned()));
        }
        order.push(name);
    }
    out.push((ORDER.to_owned(), order.join(" ")));
    out.push(("on".to_owned(), "2026-01-09".to_owned()));
    out.push(("minutes".to_owned(), "60".to_owned()));
    out
}

/// The fields that say something, in one order.
fn said_by(fields: &Fields) -> Pairs {
    let mut pairs: Pairs = fields
        .pairs()
        .filter(|(name, value)| !value.is_empty() && *name != VIEW)
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    pairs.sort();
    pairs
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn lines_come_back_from_shorthand_as_they_were(
        pairs in page(),
        lang in select(vec![Lang::Ja, Lang::En]),
    ) {
        let (file, writer) = (nobody(), writer(lang));
        let lines = Fields::of(pairs);
        let short = lines.to_shorthand(&file, &writer);
        let back = short.to_lines(&file, &writer);
        prop_assert_eq!(said_by(&back), said_by(&lines), "{}", short.get("short"));
        prop_assert_eq!(short.lines(), vec![], "every line goes over");
    }

    #[test]
    fn any_text_says_the_same_as_the_lines_that_are_read_from_it(
        parts in proptest::collection::vec((select(PREFIXES.to_vec()), a_text()), 1..7),
        lang in select(vec![Lang::Ja, Lang::En]),
    ) {
        let (file, writer) = (nobody(), writer(lang));
        let text: Vec<String> = parts.iter().map(|(prefix, text)| format!("{prefix}{text}")).collect();
        let pairs = [("on", "2026-01-09"), ("short", &text.join("\n"))];
        let pairs = pairs.into_iter().map(|(n, v)| (n.to_owned(), v.to_owned()));
        let fields = Fields::of(pairs.collect());
        let turned = fields.to_lines(&file, &writer);
        let count = |fields: &Fields| LogForm::read(fields, &file, &writer).entry.items.len();
        prop_assert_eq!(count(&turned), count(&fields));
        // What was typed can be found again, in a line or in the text.
        for (_, text) in &parts {
            let word = text.as_str().split_whitespace().next().unwrap_or_default();
            let plain = word.chars().all(char::is_alphanumeric);
            prop_assert!(!plain || turned.pairs().any(|(_, v)| v.contains(word)), "{word}");
        }
    }
}

const PREFIXES: [&str; 16] = [
    "q: ", "w: ", "n: ", "a: ", "b: ", "s: ", "m: ", "why: ", "x: ", "seen: ", "p: ", "o: ", "t: ",
    "note: ", "r: ", "?",
];

const FORM: &str = "id=\"log\"";

/// A page of the log that was asked for with a button.
async fn turned(browser: &Browser, page: &Page, new: &[(&str, &str)]) -> Page {
    let fields = filled(&page.body, FORM);
    let turned = browser.send("/log", &with(&fields, new)).await;
    assert_eq!(turned.status, 200, "{}", turned.body);
    turned
}

fn value(page: &Page, name: &str) -> String {
    let found = filled(&page.body, FORM).into_iter().find(|(n, _)| n == name);
    found.map(|(_, value)| value).unwrap_or_default()
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_script_a_button_shows_the_lines_in_shorthand_and_back() {
    for (lang, prefixes) in [("ja", ["言", "望", "伝", "約"]), ("en", ["q", "w", "s", "p"])] {
        let app = TestApp::new().await;
        let browser = app.signed_up(lang).await;
        let empty = browser.settled("/log").await;
        let lines = [
            ("act", "shorthand"),
            ("new-name", "水野 直樹"),
            ("q0", "応募が来ない。"),
            ("q0-w", "1"),
            ("q1", "どうぞ。"),
            ("q2", "決める人が二人いる"),
            ("q2-kind", "told"),
            ("q2-permission", "permitted"),
            ("q2-yes", "1"),
            ("q3", "紙に書き出す"),
            ("q3-kind", "theirs"),
            ("q3-due", "14/13"),
        ];
        let short = turned(&browser, &empty, &lines).await;
        let text = value(&short, "short");
        let [q, w, s, p] = prefixes;
        let expected = format!(
            "{q}: 応募が来ない。\n{w}: 応募が来ない。\n{q}: どうぞ。\n{s}: 決める人が二人いる !2 #{q}2\n{p}: 紙に書き出す @14/13"
        );
        assert_eq!(text.replace("\r\n", "\n"), expected);
        assert!(value(&short, "q0").is_empty(), "the lines are in one view at a time");
        assert!(short.has("5"), "the day that is not understood is told with its line");
        // Written on in shorthand, with a line that nobody understands.
        let more = format!("{expected}\n何だろう\n{q}: また来ます。");
        let back = turned(&browser, &short, &[("act", "lines"), ("short", &more)]).await;
        let told = [
            ("q0", "応募が来ない。"),
            ("q0-w", "1"),
            ("q1", "どうぞ。"),
            ("tn-text", "決める人が二人いる"),
            ("tn-permission", "permitted"),
            ("tn-yes", "1"),
            ("theirs0", "紙に書き出す"),
            ("theirs0-due", "14/13"),
            ("q2", "また来ます。"),
            ("short", "何だろう"),
            ("order", "q0 q1 tn theirs0 q2"),
        ];
        for (name, expected) in told {
            assert_eq!(value(&back, name), expected, "{lang} {name}");
        }
        let problem = if lang == "ja" { "1行1字目" } else { "Line 1" };
        assert!(back.has(problem), "{}", back.body);
        assert!(back.has("会話") || back.has("q"), "what would be understood is told");
    }
}
