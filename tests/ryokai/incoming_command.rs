//! What people bring, by the command: each case with its right value, its exit code, and what is
//! said to stay out.

use crate::account::{entry, exported};
use crate::db::TestDb;
use crate::incoming_cases::{PEOPLE, SESSIONS, columns, path, practice, ran};
use crate::program::{Scratch, said};

/// Cases of sessions, and with which code each ends: 16 has a moment without a length, 18 one
/// session twice.
const ENDS: [(&str, i32, &str); 5] = [
    ("06-filemaker-vt/sessions.csv", 0, "Sessions recorded: 1."),
    ("15-durations/sessions.csv", 3, "one row: 7."),
    ("16-iso-utc/sessions.csv", 3, "one row: 4."),
    ("18-dates/sessions.csv", 3, "one row: 9."),
    ("20-two-a-day/sessions.csv", 0, "Sessions recorded: 2."),
];

/// The lines of the list of sessions: day, minutes and note, in their order.
fn sessions(db: &TestDb) -> Vec<Vec<String>> {
    columns(&entry(&exported(db), "lists/sessions.csv"), &[2, 6, 11])
}

#[test]
fn the_command_brings_in_each_session_with_its_value() {
    for ((name, code, told), (_, client, expected)) in ENDS.iter().zip(SESSIONS) {
        let db = practice();
        let known = Scratch::with("known.csv", format!("Name\n{client}\n").as_bytes());
        said(&db, &["import", "--csv", known.path()], "");
        let csv = path(name);
        let import = ["import", "--csv", csv.as_str(), "--sessions"];
        let (ended, out, _) = ran(&db, &[&import[..], &["--dry-run"]].concat());
        assert!(ended == Some(*code) && sessions(&db).is_empty(), "{name} {ended:?} {out}");
        let (ended, out, why) = ran(&db, &import);
        assert_eq!(
            (ended, format!("{out}{why}").contains(told)),
            (Some(*code), true),
            "{name} {out} {why}"
        );
        let mut expected: Vec<Vec<String>> = expected
            .iter()
            .map(|(on, minutes, note)| {
                vec![
                    (*on).to_owned(),
                    minutes.map(|n| n.to_string()).unwrap_or_default(),
                    (*note).to_owned(),
                ]
            })
            .collect();
        expected.sort();
        assert_eq!(sessions(&db), expected, "{name}");
    }
}

#[test]
fn the_command_brings_in_each_person_with_their_value() {
    let told: Vec<i32> = PEOPLE
        .iter()
        .map(|(name, expected, _)| {
            let db = practice();
            let (code, out, why) = ran(&db, &["import", "--csv", &path(name)]);
            let mut expected: Vec<Vec<String>> =
                expected.iter().map(|line| line.map(str::to_owned).to_vec()).collect();
            expected.sort();
            let came = columns(&entry(&exported(&db), "lists/people.csv"), &[1, 2, 9, 10]);
            let bare = |cell: &String| cell.trim_start_matches('\'').to_owned();
            let came: Vec<Vec<String>> =
                came.iter().map(|line| line.iter().map(bare).collect()).collect();
            assert_eq!(came, expected, "{name} {out} {why}");
            code.expect("a code")
        })
        .collect();
    // Of 02 an address stays out, and of 03 the second values.
    assert_eq!(told, [0, 3, 3, 0, 0, 0, 0]);
}

#[test]
fn years_of_two_figures_are_read_by_the_order_that_is_told_and_else_are_asked_about() {
    let table = "client,date,minutes\nTom Beckett,4/11/25,60\nTom Beckett,5-Nov-25,60\n";
    for (order, day) in
        [("day-first", "2025-11-04"), ("month-first", "2025-04-11"), ("year-first", "2004-11-25")]
    {
        let db = practice();
        let known = Scratch::with("known.csv", b"Name\nTom Beckett\n");
        said(&db, &["import", "--csv", known.path()], "");
        let file = Scratch::with("two.csv", table.as_bytes());
        let import = ["import", "--csv", file.path(), "--sessions"];
        let (code, _, why) = ran(&db, &import);
        assert!(
            code == Some(1) && why.contains("--dates day-first, month-first or year-first"),
            "{code:?} {why}"
        );
        let told = [&import[..], &["--dates", order]].concat();
        let shown = ran(&db, &[&told[..], &["--dry-run"]].concat()).1;
        assert!(shown.contains(&day[..4]), "the year is shown: {shown}");
        assert_eq!(ran(&db, &told).0, Some(0), "{order}");
        let days: Vec<String> = sessions(&db).iter().map(|line| line[0].clone()).collect();
        let mut expected = [day.to_owned(), "2025-11-05".to_owned()];
        expected.sort();
        assert_eq!(days, expected, "{order}");
    }
    // A column of which one day has one order alone tells it by itself.
    let db = practice();
    let known = Scratch::with("known.csv", b"Name\nTom Beckett\n");
    said(&db, &["import", "--csv", known.path()], "");
    let file = Scratch::with(
        "two.csv",
        b"client,date,minutes\nTom Beckett,4/11/25,60\nTom Beckett,11/13/25,60\n",
    );
    assert_eq!(ran(&db, &["import", "--csv", file.path(), "--sessions"]).0, Some(0));
    assert_eq!(sessions(&db)[0][0], "2025-04-11");
}

#[test]
fn a_way_of_meeting_that_is_not_known_is_told_and_not_replaced() {
    let db = practice();
    let table = "client,date,minutes,mode\nTom Beckett,2025-11-04,60,Zoom\nTom Beckett,2025-11-05,60,by the sea\n";
    let (known, file) = (
        Scratch::with("known.csv", b"Name\nTom Beckett\n"),
        Scratch::with("s.csv", table.as_bytes()),
    );
    said(&db, &["import", "--csv", known.path()], "");
    let (code, out, why) = ran(&db, &["import", "--csv", file.path(), "--sessions"]);
    assert!(
        code == Some(3) && out.contains("“by the sea”: not understood; it stays out"),
        "{out} {why}"
    );
    let modes = columns(&entry(&exported(&db), "lists/sessions.csv"), &[2, 7]);
    assert_eq!(modes, [["2025-11-04", "Online"], ["2025-11-05", ""]]);
}

#[test]
fn a_note_whose_day_has_a_year_of_two_figures_is_asked_about_and_not_dropped() {
    let db = practice();
    let known = Scratch::with("known.csv", b"Name\nTom Beckett\n");
    said(&db, &["import", "--csv", known.path()], "");
    let folder = Scratch::folder("notes");
    for (name, text) in [("Tom Beckett 5 Nov 25.md", "read"), ("Tom Beckett 25-11-04.md", "told")] {
        std::fs::write(format!("{}/{name}", folder.path()), text).expect("a note");
    }
    let import = ["import", "--notes", folder.path()];
    let (code, out, why) = ran(&db, &import);
    assert!(code == Some(1) && why.contains("in two ways"), "{code:?} {out} {why}");
    assert!(sessions(&db).is_empty(), "nothing comes in before it is told");
    let (code, out, why) = ran(&db, &[&import[..], &["--dates", "year-first"]].concat());
    assert_eq!(code, Some(0), "{out} {why}");
    assert_eq!(sessions(&db), [["2025-11-04", "", "told"], ["2025-11-05", "", "read"]]);
}
