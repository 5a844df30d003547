//! Values as people write them: read whole or refused, and everything that the program prints is
//! read back.

use chrono::{Datelike, Days, NaiveDate, NaiveTime};
use chrono_tz::Tz;
use proptest::prelude::*;
use ryokai::intake::written::number::MoneyError;
use ryokai::intake::written::order::Order;
use ryokai::intake::written::{DayFault, DayOrder, Habit, Seen, Sense, clock, day, length, number};
use ryokai::method::{Day, Lang};
use ryokai::words::Words;

fn on(s: &str) -> Day {
    s.parse().expect("a day")
}

fn habit(lang: Lang, tz: &str) -> Habit {
    Habit::of(lang, tz.parse::<Tz>().expect("a zone"))
}

/// From Monday, 30 November 2026.
fn seen(sense: Sense, habit: Habit) -> Seen {
    Seen { from: on("2026-11-30"), sense, habit }
}

const JA: &str = "Asia/Tokyo";
const GB: &str = "Europe/London";

#[test]
fn promise_days_are_understood_as_they_are_written_in_japanese() {
    let seen = seen(Sense::Ahead, habit(Lang::Ja, JA));
    for (written, expected) in [
        ("7/18", "2027-07-18"),
        ("７／１８", "2027-07-18"),
        ("12/4", "2026-12-04"),
        ("12.4", "2026-12-04"),
        ("14/12", "2026-12-14"),
        ("12月4日(金)", "2026-12-04"),
        ("12月4日（金）", "2026-12-04"),
        ("12月4日 金曜日", "2026-12-04"),
        ("金曜日 12月4日", "2026-12-04"),
        ("十二月四日", "2026-12-04"),
        ("二〇二六年十二月四日", "2026-12-04"),
        ("2026年12月4日", "2026-12-04"),
        ("2026年12月4日(金)", "2026-12-04"),
        ("２０２６年１２月４日", "2026-12-04"),
        ("20261204", "2026-12-04"),
        ("令和8年12月4日", "2026-12-04"),
        ("令和八年十二月四日", "2026-12-04"),
        ("R8.12.4", "2026-12-04"),
        ("r8/12/4", "2026-12-04"),
        ("\u{32ff}8年12月4日", "2026-12-04"),
        ("来週", "2026-12-07"),
        ("来週金", "2026-12-11"),
        ("再来週月", "2026-12-14"),
        ("来月5日", "2026-12-05"),
        ("来月の5日", "2026-12-05"),
        ("月末", "2026-11-30"),
        ("来月末", "2026-12-31"),
        ("次の金曜", "2026-12-04"),
        ("次の金曜日", "2026-12-04"),
        ("1週間後", "2026-12-07"),
        ("二週間後", "2026-12-14"),
        ("半年後", "2027-05-30"),
        ("来年4月1日", "2027-04-01"),
        ("年末", "2026-12-31"),
        ("4日", "2026-12-04"),
        ("金", "2026-12-04"),
        ("4 Dec 2026", "2026-12-04"),
    ] {
        assert_eq!(day::read(written, &seen), Ok(on(expected)), "{written}");
    }
}

#[test]
fn promise_days_are_understood_as_they_are_written_in_english() {
    let british = seen(Sense::Ahead, habit(Lang::En, GB));
    for (written, expected) in [
        ("4/12", "2026-12-04"),
        ("3/12", "2026-12-03"),
        ("14/12", "2026-12-14"),
        ("14/12/2026", "2026-12-14"),
        ("4/12/2026", "2026-12-04"),
        ("04.12.2026", "2026-12-04"),
        ("4-12-2026", "2026-12-04"),
        ("12/25", "2026-12-25"),
        ("20261204", "2026-12-04"),
        ("4 Dec", "2026-12-04"),
        ("Dec 4", "2026-12-04"),
        ("4th December", "2026-12-04"),
        ("4th of December 2026", "2026-12-04"),
        ("Fri 4 Dec", "2026-12-04"),
        ("Fri 4 Dec 2026", "2026-12-04"),
        ("Friday, December 4, 2026", "2026-12-04"),
        ("4-Dec-2026", "2026-12-04"),
        ("in 2 weeks", "2026-12-14"),
        ("in two weeks", "2026-12-14"),
        ("in a month", "2026-12-30"),
        ("next week", "2026-12-07"),
        ("next fri", "2026-12-11"),
        ("+2w", "2026-12-14"),
        ("end of next month", "2026-12-31"),
        ("the 4th", "2026-12-04"),
        ("12月4日(金)", "2026-12-04"),
    ] {
        assert_eq!(day::read(written, &british), Ok(on(expected)), "{written}");
    }
    let american = seen(Sense::Ahead, habit(Lang::En, "America/New_York"));
    assert_eq!(day::read("4/12", &american), Ok(on("2027-04-12")));
    assert_eq!(day::read("12/4/2026", &american), Ok(on("2026-12-04")));
}

#[test]
fn what_could_be_two_days_is_asked_about() {
    let nobody = seen(Sense::Ahead, habit(Lang::En, "America/Toronto"));
    let open = |a: &str, b: &str| Err(DayFault::Open(on(a), on(b)));
    assert_eq!(day::read("4/12", &nobody), open("2026-12-04", "2027-04-12"));
    assert_eq!(day::read("4/12/2026", &nobody), open("2026-12-04", "2026-04-12"));
    assert_eq!(day::read("14/12", &nobody), Ok(on("2026-12-14")), "there is no fourteenth month");
    assert_eq!(day::read("5/5/2026", &nobody), Ok(on("2026-05-05")));
    // Yesterday, of a promise, is not silently next year; nor is tomorrow, of a session, the year
    // before.
    for lang in [habit(Lang::Ja, JA), habit(Lang::En, "America/Chicago")] {
        assert_eq!(day::read("11/29", &seen(Sense::Ahead, lang)), open("2026-11-29", "2027-11-29"));
        assert_eq!(day::read("12/1", &seen(Sense::Back, lang)), open("2026-12-01", "2025-12-01"));
        assert_eq!(day::read("1/20", &seen(Sense::Back, lang)), Ok(on("2026-01-20")));
    }
    // The weekday tells the year.
    let ja = seen(Sense::Ahead, habit(Lang::Ja, JA));
    assert_eq!(day::read("11月29日(日)", &ja), Ok(on("2026-11-29")));
    assert_eq!(day::read("11月29日(月)", &ja), Ok(on("2027-11-29")));
}

#[test]
fn a_day_is_read_whole_or_refused() {
    for lang in [habit(Lang::Ja, JA), habit(Lang::En, GB), Habit::default()] {
        for written in [
            "",
            "soon",
            "13/40",
            "2026-02-30",
            "12月4日(木)",
            "Thu 4 Dec 2026",
            "2026/12/04 or so",
            "4 Dec Jan",
            "令和元年4月1日",
            "平成0年1月1日",
            "12月",
            "2026年12月",
            "1",
            "90",
            "1026-12-04",
            "4 12",
            "次の",
            "12/4(火)",
            "Mon Tue 4 Dec",
            "4abc Dec",
            "来月32日",
        ] {
            assert_eq!(
                day::read(written, &seen(Sense::Ahead, lang)),
                Err(DayFault::Unreadable),
                "{written}"
            );
        }
    }
}

#[test]
fn a_year_of_two_figures_is_read_where_one_day_is_meant_and_asked_about_elsewhere() {
    let open = |a: &str, b: &str| Err(DayFault::Open(on(a), on(b)));
    let ok = |day: &str| Ok(on(day));
    let (britain, japan) = (habit(Lang::En, GB), habit(Lang::Ja, JA));
    let america = habit(Lang::En, "America/New_York");
    for (written, habit, expected) in [
        ("4/11/26", britain, ok("2026-11-04")),
        ("4/11/26", america, ok("2026-04-11")),
        ("4.11.26", britain, ok("2026-11-04")),
        ("04-11-26", britain, ok("2026-11-04")),
        ("13/11/26", america, open("2026-11-13", "2013-11-26")),
        // The custom would make it old, and with the year first it is of this year.
        ("26/11/04", britain, open("2026-11-04", "2004-11-26")),
        ("26/11/04", japan, open("2026-11-04", "2004-11-26")),
        ("4/11/26", japan, open("2026-11-04", "2026-04-11")),
        ("11/31/26", japan, Err(DayFault::Unreadable)),
        ("99/12/31", japan, ok("1999-12-31")),
        ("4 Nov 26", britain, ok("2026-11-04")),
        ("4-Nov-26", japan, ok("2026-11-04")),
        ("Nov 4th, '26", britain, ok("2026-11-04")),
        ("Wed 4 Nov 26", britain, ok("2026-11-04")),
        ("'26 Nov 4", britain, ok("2026-11-04")),
        ("26 Nov 04", britain, open("2026-11-04", "2004-11-26")),
        ("1 Jan 70", britain, ok("1970-01-01")),
        ("Tue 4 Nov 26", britain, Err(DayFault::Unreadable)),
        // Of this century, or of an era.
        ("26年4月1日", japan, open("2026-04-01", "2014-04-01")),
        ("8年4月1日", japan, open("2026-04-01", "2008-04-01")),
    ] {
        assert_eq!(day::read(written, &seen(Sense::Back, habit)), expected, "{written}");
    }
    assert_eq!(day::read("4/12/26", &seen(Sense::Ahead, britain)), ok("2026-12-04"));
    for (written, order, expected) in [
        ("4/11/26", DayOrder::DayFirst, "2026-11-04"),
        ("4/11/26", DayOrder::MonthFirst, "2026-04-11"),
        ("26/11/04", DayOrder::YearFirst, "2026-11-04"),
    ] {
        assert_eq!(
            day::read(written, &seen(Sense::Back, japan.told(Some(order)))),
            ok(expected),
            "{written}"
        );
    }
    let fixed = seen(Sense::Back, japan.told(Some(DayOrder::YearFirst)));
    assert_eq!(day::read("4/11/2026", &fixed), Err(DayFault::Unreadable));
    assert_eq!(day::read("11/4", &fixed), ok("2026-11-04"));
    assert_eq!(clock::stamp("26-11-04"), None, "a program writes the century");
}

#[test]
fn a_moment_as_calendars_write_it_is_read_whole() {
    for (written, day, time, offset) in [
        ("20260331T233000Z", "2026-03-31", Some("23:30:00"), Some(0)),
        ("20260331t2330", "2026-03-31", Some("23:30:00"), None),
        ("2026-03-31T23:30:00+09:00", "2026-03-31", Some("23:30:00"), Some(32_400)),
        ("20260331", "2026-03-31", None, None),
    ] {
        let read = clock::stamp(written).expect(written);
        assert_eq!(read.on, on(day), "{written}");
        assert_eq!(read.at.map(|at| at.to_string()).as_deref(), time, "{written}");
        assert_eq!(read.offset.map(|offset| offset.local_minus_utc()), offset, "{written}");
    }
    for none in [
        "20260331T2330005",
        "20260331T23",
        "20260331T250000",
        "20260331T233000Zsoon",
        "T233000",
        "12/4",
        "",
    ] {
        assert_eq!(clock::stamp(none), None, "{none}");
    }
}

#[test]
fn a_column_told_its_order_has_no_other() {
    for (written, order, expected) in [
        ("10/11/2026", Some(DayOrder::DayFirst), Some("2026-11-10")),
        ("10/11/2026", Some(DayOrder::MonthFirst), Some("2026-10-11")),
        ("10/11/2026", None, None),
        ("11/11/2026", None, Some("2026-11-11")),
        ("31/12/2026", Some(DayOrder::MonthFirst), None),
        ("2026/11/10", Some(DayOrder::DayFirst), Some("2026-11-10")),
    ] {
        let seen = seen(Sense::Back, habit(Lang::En, GB).told(order));
        assert_eq!(day::read(written, &seen).ok(), expected.map(on), "{written}");
    }
    assert_eq!(habit(Lang::En, "America/Toronto").yearless, Order::Open);
    assert_eq!(
        habit(Lang::En, "America/Indiana/Knox").yearless,
        Order::Usual(DayOrder::MonthFirst)
    );
    assert_eq!(habit(Lang::En, "America/Bogota").yearless, Order::Usual(DayOrder::DayFirst));
}

#[test]
fn days_with_times_are_brought_to_the_own_clock() {
    let seen = seen(Sense::Back, Habit::default());
    let at = |h, m| NaiveTime::from_hms_opt(h, m, 0);
    for (written, day, time) in [
        ("2026-03-31T23:30:00Z", "2026-04-01", at(8, 30)),
        ("2026-04-10T09:00:00+09:00", "2026-04-10", at(9, 0)),
        ("2026-04-20T22:00:00.000Z", "2026-04-21", at(7, 0)),
        ("2026-04-10 09:00 -0500", "2026-04-10", at(23, 0)),
        ("2026年4月10日(金) 10:00", "2026-04-10", at(10, 0)),
        ("2026年4月10日午後2時半", "2026-04-10", at(14, 30)),
        ("Wed Apr 01 2026 23:30:00 GMT+0000 (Coordinated Universal Time)", "2026-04-02", at(8, 30)),
        ("April 7, 2026 10:00 AM", "2026-04-07", at(10, 0)),
        ("7 April 2026 10:00", "2026-04-07", at(10, 0)),
        ("Apr 12, 2026, 9:30 PM", "2026-04-12", at(21, 30)),
        ("2026-04-09 (Thu)", "2026-04-09", None),
        ("2026/04/02（木）", "2026-04-02", None),
        ("2026年4月5日 日曜日", "2026-04-05", None),
        ("令和元年5月1日", "2019-05-01", None),
        ("R8.4.4", "2026-04-04", None),
    ] {
        let read =
            clock::when(written, &seen, chrono_tz::Asia::Tokyo).map(|when| (when.on, when.at));
        assert_eq!(read, Ok((on(day), time)), "{written}");
    }
    for none in ["2026-04-09 soon", "2026-04-09T25:00", "T10:00", "2026-04-09 10", ""] {
        assert!(clock::when(none, &seen, chrono_tz::UTC).is_err(), "{none}");
    }
}

#[test]
fn times_of_day_are_read_whole() {
    let at = |h, m| NaiveTime::from_hms_opt(h, m, 0);
    for (written, expected) in [
        ("9:30", at(9, 30)),
        ("９：３０", at(9, 30)),
        ("09:30:00", at(9, 30)),
        ("9:05 PM", at(21, 5)),
        ("9.30pm", at(21, 30)),
        ("12:00 am", at(0, 0)),
        ("9 a.m.", at(9, 0)),
        ("午後9時半", at(21, 30)),
        ("21時5分", at(21, 5)),
        ("九時", at(9, 0)),
        ("T10:00", at(10, 0)),
        ("soon", None),
        ("9:5", None),
        ("9", None),
        ("25:00", None),
        ("9:30 or so", None),
    ] {
        assert_eq!(clock::read(written), expected, "{written}");
    }
}

#[test]
fn two_times_in_one_cell_are_a_span() {
    let at = |h, m| NaiveTime::from_hms_opt(h, m, 0).expect("a time");
    for (written, expected) in [
        ("9:00-10:30", Some((at(9, 0), at(10, 30)))),
        ("９：００〜１０：３０", Some((at(9, 0), at(10, 30)))),
        ("9:00 AM – 2:15 PM", Some((at(9, 0), at(14, 15)))),
        ("午後2時から3時半", Some((at(14, 0), at(15, 30)))),
        ("14時から15時半まで", Some((at(14, 0), at(15, 30)))),
        ("9:00", None),
        ("9:00-10:30-11:00", None),
    ] {
        assert_eq!(clock::span(written), expected, "{written}");
    }
}

#[test]
fn lengths_are_read_whole() {
    for (written, expected) in [
        ("1h 30m", Some(90)),
        ("1 hr 15 min", Some(75)),
        ("1時間30分", Some(90)),
        ("1時間半", Some(90)),
        ("一時間半", Some(90)),
        ("1,5 h", Some(90)),
        ("1½ h", Some(90)),
        ("½ hour", Some(30)),
        ("45-60 min", None),
        ("1:15", Some(75)),
        ("1:15:00", Some(75)),
        ("PT1H15M", Some(75)),
        ("PT90M", Some(90)),
        ("90", Some(90)),
        ("９０分", Some(90)),
        ("90.0", Some(90)),
        ("1.25 hours", Some(75)),
        ("1.33h", Some(80)),
        ("１時間15分", Some(75)),
        ("2 hours 5 minutes", Some(125)),
        ("2 hours and 5 minutes", Some(125)),
        ("1h30", Some(90)),
        ("1:30 h", Some(90)),
        ("1 1/2 hours", Some(90)),
        ("1時間と15分", Some(75)),
        ("60〜90分", None),
        ("an hour", None),
        ("90 min.", Some(90)),
        ("2時間", Some(120)),
        ("24:00", Some(1440)),
        ("", None),
        ("0", None),
        ("0:00", None),
        ("long", None),
        ("60 min or so", None),
        ("90.5", None),
        ("1:15:30", None),
        ("1h 90m", None),
        ("30m 1h", None),
        ("25h", None),
        ("-60", None),
        ("1h 2h", None),
        ("1.5.5 h", None),
    ] {
        assert_eq!(length::read(written), expected, "{written}");
    }
}

#[test]
fn numbers_and_money_are_read_whole() {
    for (written, expected) in [
        ("５００００", Some((50_000, None))),
        ("50,000", Some((50_000, None))),
        ("¥50,000", Some((50_000, Some("JPY")))),
        ("￥５０，０００", Some((50_000, Some("JPY")))),
        ("50,000円", Some((50_000, Some("JPY")))),
        ("¥50,000-", Some((50_000, Some("JPY")))),
        ("5万円", Some((50_000, Some("JPY")))),
        ("五万", Some((50_000, None))),
        ("1万5千円", Some((15_000, Some("JPY")))),
        ("£700", Some((700, Some("GBP")))),
        ("500.00", Some((500, None))),
        ("15", Some((15, None))),
        ("1,000 CHF", Some((1000, Some("CHF")))),
        ("50.000", None),
        ("5,00", None),
        ("-3", None),
        ("1.5", None),
        ("12 or 13", None),
        ("", None),
        ("5千円", None),
    ] {
        let read = number::amount(written).map(|amount| (amount.of, amount.currency(None)));
        let expected =
            expected.map(|(of, code): (u64, Option<&str>)| (of, Ok(code.map(str::to_owned))));
        assert_eq!(read, expected, "{written}");
    }
    for (written, named, kept) in [
        ("$200", Some("JPY"), Err(MoneyError::Differs)),
        ("€50", Some("jpy"), Err(MoneyError::Differs)),
        ("200ドル", Some("JPY"), Err(MoneyError::Differs)),
        ("$200", None, Err(MoneyError::Open)),
        ("$200", Some("CAD"), Ok(Some("CAD"))),
        ("US$200", None, Ok(Some("USD"))),
        ("¥200", Some("CNY"), Ok(Some("CNY"))),
        ("200", Some("JPY"), Ok(Some("JPY"))),
    ] {
        let read = number::amount(written).expect("an amount");
        assert_eq!(
            read.currency(named),
            kept.map(|code| code.map(str::to_owned)),
            "{written} {named:?}"
        );
    }
    for (written, code) in [
        ("円", Some("JPY")),
        ("ｊｐｙ", Some("JPY")),
        ("$", None),
        ("€", Some("EUR")),
        ("銀貨", None),
    ] {
        assert_eq!(number::currency(written).as_deref(), code, "{written}");
    }
    assert_eq!(number::whole("１５"), Some(15));
    let share = number::thousandths;
    assert_eq!((share("25"), share("33.4"), share("１００％")), (Some(250), Some(334), Some(1000)));
    assert_eq!((share("33.45"), share("x"), share("")), (None, None, None));
}

proptest! {
    #[test]
    fn every_day_that_is_printed_is_read_back(far in 0_u64..30_000, near in 0_u64..360, back in any::<bool>()) {
        let base = on("1950-01-01") + Days::new(far);
        let day = if back { base - Days::new(near / 2) } else { base + Days::new(near / 2) };
        let sense = if back { Sense::Back } else { Sense::Ahead };
        for (lang, tz) in [(Lang::Ja, JA), (Lang::En, GB), (Lang::En, "America/New_York"), (Lang::En, JA)] {
            let seen = Seen { from: base, sense, habit: habit(lang, tz) };
            let words = Words::of(lang);
            let dated = [words.day(day), words.date(day), day.to_string(), day.format("%Y%m%d").to_string()];
            for printed in dated {
                prop_assert_eq!(day::read(&printed, &seen), Ok(day), "{}", printed);
                prop_assert_eq!(day::dated(&printed, Habit::default()), Some(day), "{}", printed);
            }
            let short = words.day_short(day);
            let leap = day.month() == 2 && day.day() == 29;
            prop_assert!(leap || day::read(&short, &seen) == Ok(day), "{} from {}", short, base);
            // Without its year a day may be meant on either side: it is the right one, or asked
            // about.
            match day::read(&words.day_brief(day), &seen) {
                Ok(read) => prop_assert_eq!(read, day),
                Err(DayFault::Open(one, other)) => prop_assert!(one == day || other == day),
                Err(DayFault::Unreadable) => prop_assert!(false, "{}", words.day_brief(day)),
            }
        }
    }

    #[test]
    fn every_time_and_length_that_is_printed_is_read_back(minutes in 1_u32..=1440, hour in 0_u32..24) {
        let time = NaiveTime::from_hms_opt(hour, minutes % 60, 0).expect("a time");
        let at = on("2026-01-05").and_time(time);
        prop_assert_eq!(clock::read(&Words::of(Lang::Ja).time(at)), Some(time));
        let (h, m) = (minutes / 60, minutes % 60);
        for printed in [minutes.to_string(), format!("{h}:{m:02}"), format!("{minutes}分"), format!("PT{h}H{m}M")] {
            prop_assert_eq!(length::read(&printed), Some(minutes), "{}", printed);
        }
        for printed in [format!("{h}h {m}m"), format!("{h}時間{m}分")] {
            prop_assert_eq!(length::read(&printed), Some(minutes), "{}", printed);
        }
    }

    #[test]
    fn every_amount_that_is_printed_is_read_back(of in 0_u64..10_000_000_000, yen in any::<bool>()) {
        let code = if yen { "JPY" } else { "GBP" };
        for lang in [Lang::Ja, Lang::En] {
            let printed = Words::of(lang).money(of, Some(&code.parse().expect("a code")));
            let read = number::amount(&printed);
            prop_assert_eq!(read.map(|read| (read.of, read.currency(None))), Some((of, Ok(Some(code.to_owned())))), "{}", printed);
            prop_assert_eq!(number::whole(&Words::of(lang).money(of, None)), Some(of));
        }
    }

    #[test]
    fn no_writing_breaks_a_reader(written in "\\PC{0,24}|[0-9/年月日.hm:, -]{0,16}") {
        let seen = seen(Sense::Ahead, Habit::default());
        let _ = (day::read(&written, &seen), clock::when(&written, &seen, chrono_tz::Asia::Tokyo));
        let _ = (clock::read(&written), length::read(&written), number::amount(&written));
        prop_assert!(NaiveDate::MIN < seen.from);
    }
}
