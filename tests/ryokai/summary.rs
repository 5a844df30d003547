//! The client's copy: what stands in it, in which words, in every format.

use std::io::{Read, Write};
use std::process::{Command, Stdio};

use ryokai::export::document::Block;
use ryokai::export::{Document, docx, html, json, markdown, pdf};
use ryokai::method::disclosure::pseudonymiser::{Names as VeilNames, Pseudonymiser};
use ryokai::method::disclosure::{
    ClientCopy, ConsultantFile, Edition, Extent, History, Issuer, Period, Profile, Supervision,
    SupervisorCopy, left_out,
};
use ryokai::method::insight::Thresholds;
use ryokai::method::letterhead::Letterhead;
use ryokai::method::retention::Retention;
use ryokai::method::{
    AgreementKind, ClientFile, Day, Id, Lang, Message, NeedState, Session, Terms, Text,
};
use ryokai::words::Words;

use crate::demo::{self, day};

/// An edition made at the last checkpoint.
pub fn edition(from: Option<&str>, to: Option<&str>) -> Edition {
    Edition {
        extent: Extent::Period(Period { from: from.map(day), to: to.map(day) }),
        as_of: day("2025-12-31"),
        revised_on: None,
    }
}

pub fn issuer(file: &ClientFile, lang: Lang) -> Issuer {
    let owen = file.person.consultant.as_ref().is_some_and(|id| id.as_str() == "k2");
    let consultant = match (owen, lang) {
        (false, Lang::Ja) => "佐倉 まどか",
        (false, Lang::En) => "Madoka Sakura",
        (true, Lang::Ja) => "オーウェン・ハートリー",
        (true, Lang::En) => "Owen Hartley",
    };
    Issuer {
        consultant: consultant.into(),
        colleagues: 0,
        retention: kept_until("2030-12-17"),
        letterhead: Letterhead::default(),
    }
}

pub fn kept_until(until: &str) -> Retention {
    Retention { until: day(until), held: false }
}

pub fn copy(file: &ClientFile, edition: Edition, lang: Lang) -> ClientCopy {
    ClientCopy::of(file, edition, issuer(file, lang), &Terms::default())
}

/// The consultant's own file, with nothing done with it yet.
pub fn whole(file: &ClientFile, lang: Lang) -> ConsultantFile {
    let history = History::default();
    ConsultantFile::of(
        file,
        edition(None, None),
        issuer(file, lang),
        &Thresholds::default(),
        &history,
    )
}

pub fn document(file: &ClientFile, edition: Edition, lang: Lang) -> Document {
    Document::client(&copy(file, edition, lang), Words::of(lang))
}

/// The document in every format that is text.
pub fn texts(document: &Document) -> Vec<(&'static str, String)> {
    let json = String::from_utf8(json::render(document).expect("JSON")).expect("UTF-8");
    vec![("html", html::render(document)), ("md", markdown::render(document)), ("json", json)]
}

/// The text of the PDF, taken out again by `pdftotext`; none, and said aloud, where that is not
/// installed.
pub fn pdf_text(document: &Document) -> Option<String> {
    let bytes = pdf::render(document).expect("a PDF");
    let spawned = Command::new("pdftotext")
        .args(["-", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn();
    let Ok(mut child) = spawned else {
        eprintln!(
            "SKIPPED: pdftotext (poppler-utils) is not installed; the text of the PDF was not checked"
        );
        return None;
    };
    let mut input = child.stdin.take().expect("a pipe");
    let writer = std::thread::spawn(move || input.write_all(&bytes));
    let output = child.wait_with_output().expect("pdftotext ends");
    writer.join().expect("a writer").expect("pdftotext reads it");
    assert!(output.status.success(), "pdftotext refused the file");
    Some(String::from_utf8(output.stdout).expect("UTF-8"))
}

/// The text of every part of the DOCX, taken out of the ZIP again; each part must be well-formed
/// XML.
pub fn docx_text(document: &Document) -> String {
    let bytes = docx::render(document).expect("a DOCX");
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a ZIP");
    let mut text = String::new();
    for i in 0..zip.len() {
        let mut part = zip.by_index(i).expect("a part");
        let name = part.name().expect("a name").into_owned();
        if name.ends_with(".xml") || name.ends_with(".rels") {
            let mut xml = String::new();
            part.read_to_string(&mut xml).expect("UTF-8");
            well_formed(&name, &xml);
            text.push_str(&without_tags(&xml));
        }
    }
    text
}

/// Every element that opens closes, in order.
fn well_formed(name: &str, xml: &str) {
    let mut open: Vec<&str> = Vec::new();
    for tag in xml.split('<').skip(1) {
        let (tag, _) = tag.split_once('>').unwrap_or_else(|| panic!("{name}: a tag does not end"));
        let label = tag.split([' ', '\n']).next().expect("a name");
        match () {
            () if tag.starts_with(['?', '!']) || tag.ends_with('/') => {}
            () if tag.starts_with('/') => assert_eq!(open.pop(), Some(&label[1..]), "{name}"),
            () => open.push(label),
        }
    }
    assert!(open.is_empty(), "{name}: {open:?}");
}

fn without_tags(xml: &str) -> String {
    let text: String =
        xml.split('<').filter_map(|tag| tag.split_once('>').map(|(_, text)| text)).collect();
    let text = text
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&apos;", "'");
    text.replace("&#39;", "'").replace("&amp;", "&")
}

/// Without white space: lines of a page break anywhere.
pub fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The text without the style sheet of a page, which is no part of what a document says.
fn without_style(text: &str) -> String {
    match (text.split_once("<style>"), text.split_once("</style>")) {
        (Some((before, _)), Some((_, after))) => format!("{before}{after}"),
        _ => text.to_owned(),
    }
}

fn keys(document: &Document) -> Vec<&str> {
    document.sections.iter().map(|s| s.key).collect()
}

#[test]
fn the_japanese_copy_reads_as_it_should() {
    let file = demo::client("c1");
    let document = document(&file, edition(None, None), Lang::Ja);
    for (format, text) in texts(&document) {
        insta::assert_snapshot!(format!("summary_c1_ja.{format}"), without_style(&text));
    }
}

#[test]
fn the_english_copy_reads_as_it_should() {
    let file = demo::client("c5");
    let document = document(&file, edition(None, None), Lang::En);
    for (format, text) in texts(&document) {
        insta::assert_snapshot!(format!("summary_c5_en.{format}"), without_style(&text));
    }
}

#[test]
fn the_whole_file_reads_as_it_should() {
    let file = demo::client("c5");
    let whole = self::whole(&file, Lang::En);
    insta::assert_snapshot!(
        "file_c5_en.md",
        markdown::render(&Document::file(&whole, Words::of(Lang::En)))
    );
}

#[test]
fn sections_stand_in_the_order_of_the_method_and_empty_ones_vanish() {
    let whole = document(&demo::client("c1"), edition(None, None), Lang::Ja);
    assert_eq!(
        keys(&whole),
        ["topics", "words", "matters", "told", "promises", "left_open", "next", "about"]
    );
    let empty: ClientFile =
        serde_json::from_value(serde_json::json!({"id": "x", "display_name": "X"}))
            .expect("a file");
    assert_eq!(keys(&document(&empty, edition(None, None), Lang::En)), ["about"]);
}

#[test]
fn a_copy_of_one_session_holds_that_session_alone() {
    let file = demo::client("c1");
    let third = file.sessions.iter().find(|s| s.on == day("2025-06-11")).expect("a session");
    let document = self::document(
        &file,
        Edition { extent: Extent::session(third), ..edition(None, None) },
        Lang::Ja,
    );
    let text = markdown::render(&document);
    assert_eq!(document.title, "6月11日(水)のまとめ");
    assert!(text.contains("第3回、90分"), "{text}");
    assert!(text.contains("面接に来た人が辞退した"), "{text}");
    assert!(text.contains("応募が来ないのは広告ではなく"), "{text}");
    assert!(!text.contains("7月9日"), "a date that has passed by the day of the copy: {text}");
    let made = Edition { as_of: third.on, extent: Extent::session(third), revised_on: None };
    let text = markdown::render(&self::document(&file, made, Lang::Ja));
    assert!(text.contains("7月9日"), "the next date on the day itself: {text}");
    for other in ["現場のリーダー", "父に遠慮して", "幹部候補", "設備の見積もり"]
    {
        assert!(!text.contains(other), "{other}: {text}");
    }
}

fn named(id: &str) -> Id {
    id.parse().expect("an id")
}

fn typed(text: &str) -> Text {
    text.parse().expect("a text")
}

/// c1 met twice on the eleventh of June; something of every kind was said the second time.
fn met_twice() -> (ClientFile, [Extent; 2]) {
    let mut file = demo::client("c1");
    let first =
        file.sessions.iter().find(|s| s.on == day("2025-06-11")).expect("a session").clone();
    let again = Session {
        id: named("again"),
        no: Some(99),
        client_topic: Some(typed("TWICE the topic")),
        ..first.clone()
    };
    let twin = || Some(again.id.clone());
    let mut want = file.wants[0].clone();
    (want.id, want.text, want.on, want.session) =
        (named("w9"), typed("TWICE a want"), again.on, twin());
    want.history.clear();
    let mut need = file.needs[0].clone();
    (need.id, need.text, need.on, need.session) =
        (named("n9"), typed("TWICE a need"), again.on, twin());
    need.history.clear();
    let told = |m: &&Message| m.deliveries.iter().any(|d| d.session == first.id);
    let mut message = file.messages.iter().find(told).expect("something told").clone();
    (message.id, message.text) = (named("m9"), typed("TWICE told"));
    message.on = day("2025-06-01");
    message.deliveries.truncate(1);
    (message.deliveries[0].id, message.deliveries[0].session) = (named("d9"), again.id.clone());
    let extents = [&first, &again].map(Extent::session);
    file.sessions.push(again);
    file.wants.push(want);
    file.needs.push(need);
    file.messages.push(message);
    (file, extents)
}

#[test]
fn of_two_sessions_of_one_day_each_has_its_own_copy() {
    let (file, [first, again]) = met_twice();
    let edition = |extent: &Extent| Edition { extent: extent.clone(), ..edition(None, None) };
    let clients = |extent: &Extent| markdown::render(&document(&file, edition(extent), Lang::Ja));
    // The rules look at the whole of the work on any day, so the facts of the file are compared and
    // not its text.
    let facts = |extent: &Extent| {
        let (issuer, history) = (issuer(&file, Lang::Ja), History::default());
        let whole =
            ConsultantFile::of(&file, edition(extent), issuer, &Thresholds::default(), &history);
        serde_json::to_string(&whole.file).expect("JSON")
    };
    let topic = "面接に来た人が辞退した";
    for made in [&clients as &dyn Fn(&Extent) -> String, &facts] {
        let (one, other) = (made(&first), made(&again));
        assert!(one.contains(topic) && !one.contains("TWICE"), "{one}");
        assert!(!other.contains(topic) && other.contains("TWICE the topic"), "{other}");
        assert!(other.contains("TWICE a want") && other.contains("TWICE told"), "{other}");
    }
    assert!(
        !clients(&again).contains("TWICE a need") && facts(&again).contains("TWICE a need"),
        "a guess"
    );
}

#[test]
fn nothing_recorded_after_the_day_it_is_made_is_in_it() {
    let file = demo::client("c1");
    let early = Edition { extent: Extent::default(), as_of: day("2025-06-11"), revised_on: None };
    let mut cut = file.clone();
    cut.wants.retain(|w| w.on <= early.as_of);
    cut.sessions.retain(|s| s.on <= early.as_of);
    assert_eq!(copy(&file, early.clone(), Lang::Ja), copy(&cut, early.clone(), Lang::Ja));
    let text = markdown::render(&document(&file, early, Lang::Ja));
    assert!(text.contains("求人への応募を増やしたい"));
    for later in ["幹部候補", "会長の引退", "現場のリーダー", "父に遠慮して", "決裁規程"]
    {
        assert!(!text.contains(later), "{later}");
    }
}

/// The days of the words of the agreements in the copy of a period that ends on a day, as of the
/// last checkpoint.
fn agreed_by(file: &ClientFile, to: &str) -> Vec<(AgreementKind, Vec<Day>)> {
    let agreed = copy(file, edition(None, Some(to)), Lang::En).agreed;
    agreed.iter().map(|a| (a.kind, a.on.iter().map(|on| *on.get()).collect())).collect()
}

#[test]
fn an_agreement_stands_in_a_period_only_if_it_was_in_force_at_its_end_and_still_is() {
    let mut file = demo::client("c1");
    let talk = || (AgreementKind::Conversation, vec![day("2025-04-09")]);
    let advice =
        |days: &[&str]| (AgreementKind::Consultation, days.iter().map(|on| day(on)).collect());
    assert_eq!(agreed_by(&file, "2025-12-31"), [talk(), advice(&["2025-05-07", "2025-10-01"])]);
    // Words of after the period are not in it, and neither is what was first agreed after it.
    assert_eq!(agreed_by(&file, "2025-06-30"), [talk(), advice(&["2025-05-07"])]);
    assert_eq!(agreed_by(&file, "2025-04-30"), [talk()]);
    // What was withdrawn since is not claimed, even if it was given anew.
    for (on, event) in [("2025-11-12", "withdrawn"), ("2025-12-17", "given")] {
        let event = serde_json::json!({"id": on, "kind": "consultation", "scope": "relationship", "on": on,
            "event": event, "session": null, "quote": "c1q10"});
        file.agreements.push(serde_json::from_value(event).expect("an event"));
    }
    assert_eq!(agreed_by(&file, "2025-06-30"), [talk()]);
    assert_eq!(agreed_by(&file, "2025-12-31"), [talk(), advice(&["2025-12-17"])]);
}

#[test]
fn a_copy_says_until_when_the_record_is_kept_and_promises_no_deletion_of_what_is_held() {
    let file = demo::client("c5");
    let about = |lang, retention| {
        let issuer = Issuer { retention, ..issuer(&file, lang) };
        let copy = ClientCopy::of(&file, edition(None, None), issuer, &Terms::default());
        markdown::render(&Document::client(&copy, Words::of(lang)))
    };
    let (until, held) =
        (kept_until("2031-03-01"), Retention { held: true, ..kept_until("2031-03-01") });
    for (lang, day, asked, reason) in [
        (
            Lang::En,
            "kept until 1 Mar 2031.",
            ["deleted at any time", "should go"],
            "for a legal reason",
        ),
        (
            Lang::Ja,
            "保管の期限は2031年3月1日です。",
            ["いつでも消去します", "消したい"],
            "法律上の理由",
        ),
    ] {
        let text = about(lang, until);
        assert!(text.contains(day) && asked.iter().all(|asked| text.contains(asked)), "{text}");
        assert!(!text.contains(reason), "{text}");
        let text = about(lang, held);
        assert!(text.contains(reason), "{text}");
        assert!(!text.contains(day) && !asked.iter().any(|asked| text.contains(asked)), "{text}");
    }
    // On the day itself it need not be kept any more.
    let text = about(Lang::En, kept_until("2025-12-31"));
    assert!(text.contains("ended on 31 Dec 2025."), "{text}");
}

#[test]
fn a_need_they_have_refused_is_called_that_and_not_a_guess() {
    let file = demo::client("c5");
    let by_hand =
        Supervision { question: Some(typed("What do I miss?")), ..Supervision::default() };
    let pseudonymiser = Pseudonymiser::of(&file, VeilNames::default()).expect("a veil");
    let terms = Terms::default();
    let copy = SupervisorCopy::of(&file, &edition(None, None), &by_hand, &pseudonymiser, &terms)
        .expect("a copy");
    for lang in [Lang::Ja, Lang::En] {
        let words = Words::of(lang);
        for document in
            [Document::supervisor(&copy, words), Document::file(&whole(&file, lang), words)]
        {
            let refused = words.label("need-state", &NeedState::Rejected);
            let guesses =
                document.sections.iter().flat_map(|s| &s.blocks).filter_map(|block| match block {
                    Block::Guess { label, item } => {
                        Some((label.as_str(), item.from.clone().unwrap_or_default()))
                    }
                    _ => None,
                });
            let guesses: Vec<_> = guesses.collect();
            assert!(guesses.iter().any(|(label, _)| *label == refused), "{guesses:?}");
            let guess = words.t("term-hypothesis");
            assert!(
                !guesses.iter().any(|(label, from)| *label == guess && from.contains(&refused)),
                "{guesses:?}"
            );
        }
    }
}

#[test]
fn a_broad_table_has_the_whole_width_and_its_dates_stay_in_one_line() {
    let file = demo::client("c4");
    let page = html::render(&Document::file(&whole(&file, Lang::En), Words::of(Lang::En)));
    assert!(page.contains("<section class=\"wide\"><h2><span class=\"ib\">Promises"), "{page}");
    assert!(page.contains("<td class=\"short\" data-head=\"Date\">"), "{page}");
    let promise = file.promises.first().expect("a promise").text.to_string();
    assert!(page.contains(&format!("<td data-head=\"Promise\">{promise}</td>")), "{page}");
}

#[test]
fn a_promise_leaves_the_copy_ninety_days_after_it_was_closed() {
    let file = demo::client("c1");
    let closed: Day = day("2025-11-10");
    let shown = |days: i64| {
        let as_of = closed + chrono::Duration::days(days);
        let edition = Edition { extent: Extent::default(), as_of, revised_on: None };
        copy(&file, edition, Lang::Ja)
            .promises
            .iter()
            .any(|p| p.text.get().as_str().starts_with("設備の見積もり"))
    };
    assert!(shown(89) && shown(90));
    assert!(!shown(91));
}

#[test]
fn gist_and_consultant_words_are_never_printed_as_theirs() {
    let mut file = demo::client("c1");
    for quote in &mut file.quotes {
        quote.exactness = ryokai::method::Exactness::Gist;
    }
    assert_eq!(copy(&file, edition(None, None), Lang::Ja).quotes().count(), 0);
}

#[test]
fn an_interest_of_our_own_is_said() {
    let mut file = demo::client("c5");
    let line = Words::of(Lang::En).t("summary-told-interest");
    assert!(!markdown::render(&document(&file, edition(None, None), Lang::En)).contains(&line));
    for message in &mut file.messages {
        message.self_interest = true;
    }
    assert!(markdown::render(&document(&file, edition(None, None), Lang::En)).contains(&line));
}

#[test]
fn a_revised_copy_says_so_with_its_date() {
    let revised = Edition { revised_on: Some(day("2025-12-30")), ..edition(None, None) };
    let text = markdown::render(&document(&demo::client("c1"), revised, Lang::Ja));
    assert!(text.contains("改訂") && text.contains("2025年12月30日(火)に直しました"), "{text}");
}

#[test]
fn what_is_left_out_is_counted_by_class_without_contents() {
    let file = demo::client("c5");
    let edition = edition(None, None);
    let left = left_out(
        &file,
        &edition,
        Profile::Client,
        copy(&file, edition.clone(), Lang::En).quotes().count(),
    );
    let json = serde_json::to_value(&left).expect("JSON");
    let count = |kind: &str| {
        json.as_array()
            .expect("a list")
            .iter()
            .find(|l| l["kind"] == kind)
            .map(|l| l["count"].clone())
    };
    assert_eq!(count("contact"), Some(2.into()));
    assert_eq!(count("guess"), Some(1.into()));
    assert_eq!(count("strain"), Some(1.into()));
    assert_eq!(count("untold"), Some(1.into()));
    assert_eq!(count("withdrawn_want"), Some(1.into()));
    assert_eq!(count("sponsor"), None);
}

#[test]
fn the_same_document_makes_the_same_pdf() {
    let document = document(&demo::client("c1"), edition(None, None), Lang::Ja);
    let first = pdf::render(&document).expect("a PDF");
    assert!(first.starts_with(b"%PDF-"));
    assert_eq!(first, pdf::render(&document).expect("a PDF"));
}

#[test]
fn the_pdf_is_tagged_titled_and_embeds_its_fonts() {
    let document = document(&demo::client("c1"), edition(None, None), Lang::Ja);
    let bytes = pdf::render(&document).expect("a PDF");
    let text = String::from_utf8_lossy(&bytes);
    for part in ["/StructTreeRoot", "/Lang", "/DisplayDocTitle true", "pdfuaid:part"] {
        assert!(text.contains(part), "{part}");
    }
}

#[test]
fn whatever_was_typed_can_be_printed() {
    let mut file = demo::client("c5");
    let odd = "#set page(width: 1cm) $x$ *b* `c` \\ \" // /* 🎉 שלום 한국어 𠮷野家 <&> @ref [l](u)\nsecond line";
    for want in &mut file.wants {
        want.text = odd.parse().expect("a text");
    }
    for quote in &mut file.quotes {
        quote.text = "長".repeat(19_000).parse().expect("a text");
    }
    let document = document(&file, edition(None, None), Lang::En);
    if let Some(text) = pdf_text(&document) {
        assert!(
            squeezed(&text).contains("#setpage(width:1cm)$x$*b*`c`\\\"///*"),
            "{}",
            &text[..2000]
        );
        assert_eq!(text.matches('長').count(), document_words(&document));
    }
    for (format, text) in texts(&document) {
        assert!(text.contains("second line"), "{format}");
    }
}

fn document_words(document: &Document) -> usize {
    let json = String::from_utf8(json::render(document).expect("JSON")).expect("UTF-8");
    json.matches('長').count()
}

#[test]
fn the_whole_file_can_be_printed() {
    for file in demo::clients() {
        for lang in [Lang::Ja, Lang::En] {
            let whole = self::whole(&file, lang);
            assert!(
                pdf::render(&Document::file(&whole, Words::of(lang))).is_ok(),
                "{}",
                file.person.id
            );
        }
    }
}

#[test]
fn the_pictures_are_drawn_in_the_whole_file_where_a_format_can_draw() {
    for (client, lang) in [("c1", Lang::Ja), ("c5", Lang::En)] {
        let file = demo::client(client);
        let words = Words::of(lang);
        let document = Document::file(&self::whole(&file, lang), words);
        let html = html::render(&document);
        assert_eq!(html.matches("<svg").count(), 3, "P1, P2 and P5");
        let (first, second) = (words.t("merge-contacts"), words.t("map-wants"));
        assert!(
            html.contains(&format!(">{first}</text>"))
                && html.contains(&format!(">{second}</text>"))
        );
        assert!(
            html.contains("href=\"#t1\"") && html.contains("id=\"t1\""),
            "a square points to its row"
        );
        for no in 1..=3 {
            assert!(
                html.contains(&format!("href=\"#e{no}\""))
                    && html.contains(&format!("id=\"e{no}\"")),
                "{no}"
            );
        }
        for text in [
            markdown::render(&document),
            String::from_utf8(json::render(&document).expect("JSON")).expect("UTF-8"),
        ] {
            assert!(
                !text.contains("<svg") && text.contains(&words.t("staircase-what")),
                "tables say the same"
            );
        }
        let (bytes, plain) = (pdf::render(&document), pdf::render(&document.undrawn()));
        let (bytes, plain) = (bytes.expect("a PDF"), plain.expect("a PDF"));
        let figures = |pdf: &[u8]| String::from_utf8_lossy(pdf).matches("/S/Figure").count();
        assert_eq!((figures(&bytes), figures(&plain)), (3, 0), "each tagged as a figure");
        assert_eq!(
            bytes,
            pdf::render(&document).expect("a PDF"),
            "the same document makes the same bytes"
        );
    }
}

#[test]
fn no_picture_is_ever_in_a_clients_copy() {
    for file in demo::clients() {
        for lang in [Lang::Ja, Lang::En] {
            let document = document(&file, edition(None, None), lang);
            assert_eq!(document, document.undrawn(), "{}", file.person.id);
            for (format, text) in texts(&document) {
                assert!(!without_style(&text).contains("<svg"), "{} {format}", file.person.id);
            }
            let pdf = pdf::render(&document).expect("a PDF");
            assert!(!String::from_utf8_lossy(&pdf).contains("/S/Figure"));
        }
    }
}

#[test]
fn the_whole_file_says_what_the_rules_say_with_the_days_they_rest_on() {
    for (client, lang, at, said, evidence) in [
        ("c2", Lang::Ja, "2025-07-31", "まだ開いている扉です", "2025年7月16日(水)"),
        ("c5", Lang::En, "2025-08-31", "has not moved for", "Tue 5 Aug 2025"),
    ] {
        let file = demo::client(client);
        let edition = Edition { as_of: day(at), ..edition(None, None) };
        let history = History::default();
        let whole = ConsultantFile::of(
            &file,
            edition,
            issuer(&file, lang),
            &Thresholds::default(),
            &history,
        );
        let document = Document::file(&whole, Words::of(lang));
        let insights = document.sections.iter().find(|s| s.key == "insights").expect("a section");
        assert_eq!(insights.blocks.len(), whole.findings.len());
        let text = serde_json::to_string(&insights.blocks).expect("JSON");
        assert!(text.contains(said) && text.contains(evidence), "{text}");
    }
}
