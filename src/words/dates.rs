//! Dates as each language writes them (ICU4X): 2026年1月9日(金), Fri 9 Jan 2026.

use chrono::Datelike;
use icu_calendar::Iso;
use icu_datetime::DateTimeFormatter;
use icu_datetime::fieldsets::{M, MD, MDE, YM, YMD, YMDE};
use icu_locale_core::locale;

use super::Words;
use crate::method::moment::LocalTime;
use crate::method::{Day, Lang};

/// The formatters of one language. None only if the compiled data lacked the language, which the
/// tests exclude.
pub(super) struct Dates {
    full: Option<DateTimeFormatter<YMDE>>,
    plain: Option<DateTimeFormatter<YMD>>,
    short: Option<DateTimeFormatter<MDE>>,
    brief: Option<DateTimeFormatter<MD>>,
    month: Option<DateTimeFormatter<YM>>,
    month_name: Option<DateTimeFormatter<M>>,
}

impl Dates {
    pub fn of(lang: Lang) -> Dates {
        let locale = || match lang {
            Lang::Ja => locale!("ja-JP").into(),
            Lang::En => locale!("en-GB").into(),
        };
        // The medium Japanese forms are slashed figures; the long ones are words.
        let (full, plain, short) = match lang {
            Lang::Ja => (YMDE::long(), YMD::long(), MDE::long()),
            Lang::En => (YMDE::medium(), YMD::medium(), MDE::medium()),
        };
        let (brief, month, month_name) = match lang {
            Lang::Ja => (MD::long(), YM::long(), M::long()),
            Lang::En => (MD::medium(), YM::medium(), M::medium()),
        };
        Dates {
            full: DateTimeFormatter::try_new(locale(), full).ok(),
            plain: DateTimeFormatter::try_new(locale(), plain).ok(),
            short: DateTimeFormatter::try_new(locale(), short).ok(),
            brief: DateTimeFormatter::try_new(locale(), brief).ok(),
            month: DateTimeFormatter::try_new(locale(), month).ok(),
            month_name: DateTimeFormatter::try_new(locale(), month_name).ok(),
        }
    }
}

fn iso(day: Day) -> Option<icu_calendar::Date<Iso>> {
    let (month, d) = (u8::try_from(day.month()).ok()?, u8::try_from(day.day()).ok()?);
    icu_calendar::Date::try_new_iso(day.year(), month, d).ok()
}

macro_rules! written {
    ($(#[$doc:meta])* $name:ident, $field:ident) => {
        $(#[$doc])*
        pub fn $name(&self, day: Day) -> String {
            match (iso(day), &self.dates.$field) {
                (Some(date), Some(f)) => self.spelled(f.format(&date).to_string()),
                _ => day.to_string(),
            }
        }
    };
}

impl Words {
    written!(/// Weekday and year: 2026年1月9日(金), Fri 9 Jan 2026.
        day, full);
    written!(/// Without the weekday: 2026年1月9日, 9 Jan 2026.
        date, plain);
    written!(/// Without the year: 1月9日(金), Fri 9 Jan.
        day_short, short);
    written!(/// Month and day alone: 1月9日, 9 Jan.
        day_brief, brief);
    written!(/// Month and year: 2026年1月, Jan 2026.
        month, month);
    written!(/// Month alone: 1月, Jan.
        month_name, month_name);

    /// `day_short`, with the year where it is another than that of `today`.
    pub fn day_near(&self, day: Day, today: Day) -> String {
        if day.year() == today.year() { self.day_short(day) } else { self.day(day) }
    }

    /// The weekday as notebooks write it: (金) for 金曜日; no comma after the English one.
    fn spelled(&self, written: String) -> String {
        let weekday = written
            .strip_suffix("曜日")
            .and_then(|rest| rest.char_indices().next_back().map(|(at, _)| at));
        match weekday {
            Some(at) => format!("{}({})", &written[..at], written[at..].trim_end_matches("曜日")),
            None => written.replace(", ", " "),
        }
    }

    /// Hours and minutes, 24-hour: 21:40.
    pub fn time(&self, at: LocalTime) -> String {
        at.format("%H:%M").to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_written_as_each_language_writes_them() {
        let day = Day::from_ymd_opt(2026, 1, 9).expect("a day");
        assert_eq!(Words::of(Lang::Ja).day(day), "2026年1月9日(金)");
        assert_eq!(Words::of(Lang::En).day(day), "Fri 9 Jan 2026");
        assert_eq!(Words::of(Lang::Ja).day_short(day), "1月9日(金)");
        assert_eq!(Words::of(Lang::En).day_short(day), "Fri 9 Jan");
        assert_eq!(Words::of(Lang::En).day_brief(day), "9 Jan");
        let later = Day::from_ymd_opt(2027, 3, 1).expect("a day");
        assert_eq!(Words::of(Lang::En).day_near(day, later), "Fri 9 Jan 2026");
        assert_eq!(Words::of(Lang::Ja).day_near(later, later), "3月1日(月)");
        assert_eq!(Words::of(Lang::Ja).day_brief(day), "1月9日");
        assert_eq!(Words::of(Lang::Ja).month_name(day), "1月");
        assert_eq!(Words::of(Lang::En).month_name(day), "Jan");
    }
}
