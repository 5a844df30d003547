//! Address cards as telephones and address books write them: the person is who is meant, by page
//! and by command.

use std::path::PathBuf;

use ryokai::intake::incoming::{Kind, Upload};

use crate::app::TestApp;
use crate::build;
use crate::db::TestDb;
use crate::incoming::{hand_in, take, to_rows};
use crate::program::{Scratch, failed, said};

/// A file of `tests/data/cases`.
pub fn case(name: &str) -> Vec<u8> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/cases").join(name);
    std::fs::read(&path).unwrap_or_else(|why| panic!("{}: {why}", path.display()))
}

/// The cards and tables that somebody brings, by the kind of file, and the name, reading, number
/// and mail they mean.
const CASES: [(&str, &str, [&str; 4]); 5] = [
    (
        "vcard",
        "10-vcard21/contacts.vcf",
        ["早瀬 香奈", "はやせ かな", "090-2468-1357", "hayase@example.jp"],
    ),
    ("vcard", "12-vcard30-qp/contacts.vcf", ["早瀬 香奈", "", "090-2468-1357", ""]),
    ("vcard", "12-vcard30-qp/single.vcf", ["早瀬 香奈", "", "090-2468-1357", ""]),
    ("vcard", "13-name-order/contacts.vcf", ["早瀬 香奈", "はやせ かな", "", "hayase@example.jp"]),
    ("clients", "13-name-order/google.csv", ["早瀬 香奈", "はやせ かな", "", "hayase2@example.jp"]),
];

#[tokio::test(flavor = "multi_thread")]
async fn a_card_of_any_version_is_the_person_it_means() {
    for (kind, name, expected) in CASES {
        let app = TestApp::new().await;
        let browser = app.signed_up("ja").await;
        let rows = to_rows(&browser, kind, (name, &case(name))).await;
        take(&browser, &rows, &[]).await;
        let clients = browser.get("/clients").await;
        let link =
            clients.link_to("/clients/c").or_else(|| clients.link_to("/clients/0")).expect(name);
        let person =
            link.trim_end_matches("/log").split("/profile").next().expect("a link").to_owned();
        let profile = browser.get(&format!("{person}/profile")).await;
        for (field, value) in ["name", "reading", "phone", "mail"].iter().zip(expected) {
            assert!(
                profile.has(&format!("value=\"{value}\"")),
                "{name}: {field} {value}: {}",
                profile.body
            );
        }
    }
}

#[test]
fn the_command_line_reads_the_same_cards() {
    for (kind, name, expected) in CASES {
        let db = TestDb::new();
        let practice = build::practice(&db, "here");
        build::member(&db, &practice, "madoka", ryokai::method::Role::Owner);
        let file = Scratch::with(name.rsplit('/').next().expect("a name"), &case(name));
        let option = if kind == "vcard" { "--vcard" } else { "--csv" };
        assert!(
            said(&db, &["import", option, file.path()], "").contains("People added: 1."),
            "{name}"
        );
        let clients = said(&db, &["clients"], "");
        assert!(clients.contains(expected[0]), "{name}: {clients}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_number_one_calls_goes_before_the_rest_and_none_is_silent() {
    let app = TestApp::new().await;
    let browser = app.signed_up("en").await;
    let card = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ada Moss\r\nTEL;TYPE=WORK,FAX:03-1111\r\nTEL;TYPE=HOME:03-2222\r\n\
        TEL;TYPE=CELL:090-3333\r\nTEL;TYPE=WORK,pref:03-4444\r\nEND:VCARD\r\n";
    let handed = hand_in(&browser, "vcard", &[("cards.vcf", card.as_bytes())]).await;
    let page = browser.get(&handed.location.expect("columns")).await;
    for told in ["TEL FAX", "TEL 2", "TEL 3", "03-1111", "090-3333"] {
        assert!(page.has(told), "{told}: {}", page.body);
    }
    let upload = Upload::read(Kind::Vcard, "cards.vcf", card.as_bytes()).expect("a card");
    let cell = |heading: &str| {
        let at = upload.table.headings.iter().position(|h| h == heading).expect(heading);
        upload.table.rows[0].cells[at].clone()
    };
    assert_eq!(
        ["TEL", "TEL 2", "TEL 3", "TEL FAX"].map(cell),
        ["03-4444", "090-3333", "03-2222", "03-1111"]
    );
}

#[test]
fn a_card_that_cannot_be_read_changes_nothing_and_names_its_line() {
    let db = TestDb::new();
    let practice = build::practice(&db, "here");
    build::member(&db, &practice, "madoka", ryokai::method::Role::Owner);
    for (card, place) in [
        ("BEGIN:VCARD\nVERSION:2.1\nFN;QUOTED-PRINTABLE:=FF=FF=\n=41\nEND:VCARD\n", "line 3"),
        ("BEGIN:VCARD\nVERSION:1.0\nFN:x\nEND:VCARD\n", "line 2"),
        ("BEGIN:VCARD\nNOTE:a\n b\nnothing\nEND:VCARD\n", "line 4"),
    ] {
        let file = Scratch::with("cards.vcf", card.as_bytes());
        let (code, why) = failed(&db, &["import", "--vcard", file.path()], "");
        assert!(code == 1 && why.contains(place), "{why}");
    }
    assert_eq!(said(&db, &["clients"], ""), "");
}

#[test]
fn five_megabytes_of_cards_come_to_an_end() {
    let card = "BEGIN:VCARD\r\nVERSION:2.1\r\nN;ENCODING=QUOTED-PRINTABLE:=E6=97=A9=\r\n=E7=80=AC;=E9=A6=99;;;\r\n\
        TEL;CELL:090-1\r\nNOTE;ENCODING=QUOTED-PRINTABLE:a=\r\n=41\r\n";
    let many = format!("{card}END:VCARD\r\n").repeat(19_000);
    let long = format!("{}=\r\n{}\r\nEND:VCARD\r\n", card.trim_end(), "=41=\r\n".repeat(800_000));
    let wide = format!("BEGIN:VCARD\r\n{}END:VCARD\r\n", "X:\r\n ".repeat(800_000));
    for bytes in [many, long, wide] {
        let read = Upload::read(Kind::Vcard, "cards.vcf", bytes.as_bytes());
        let rows = read.map_or(0, |upload| upload.table.rows.len());
        assert!([0, 1, 19_000].contains(&rows), "{rows} of {} bytes", bytes.len());
    }
}
