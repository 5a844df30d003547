//! The days of the week, alone or anywhere beside a day.

use chrono::Weekday;

pub(super) fn read(s: &str) -> Option<Weekday> {
    let s = s.strip_suffix("曜日").or(s.strip_suffix('曜')).unwrap_or(s);
    Some(match s {
        "月" | "mon" | "monday" => Weekday::Mon,
        "火" | "tue" | "tues" | "tuesday" => Weekday::Tue,
        "水" | "wed" | "weds" | "wednesday" => Weekday::Wed,
        "木" | "thu" | "thur" | "thurs" | "thursday" => Weekday::Thu,
        "金" | "fri" | "friday" => Weekday::Fri,
        "土" | "sat" | "saturday" => Weekday::Sat,
        "日" | "sun" | "sunday" => Weekday::Sun,
        _ => return None,
    })
}

/// Tells what stands beside the day of the week, and that day; none where two are named that
/// differ.
pub(super) fn taken(s: &str) -> Option<(String, Option<Weekday>)> {
    let mut found: Vec<Weekday> = Vec::new();
    let mut rest = s.to_owned();
    for (open, close) in [('(', ')'), ('[', ']')] {
        let Some(from) = rest.find(open) else { continue };
        let Some(until) = rest[from..].find(close).map(|n| from + n) else { continue };
        if let Some(day) = read(rest[from + 1..until].trim().trim_end_matches('.')) {
            found.push(day);
            rest.replace_range(from..=until, " ");
        }
    }
    for suffix in ["曜日", "曜"] {
        let Some(at) = rest.find(suffix) else { continue };
        let before = rest[..at].char_indices().next_back();
        if let Some((from, day)) = before.and_then(|(i, c)| Some((i, read(&c.to_string())?))) {
            found.push(day);
            rest.replace_range(from..at + suffix.len(), " ");
        }
    }
    let mut words = Vec::new();
    for word in rest.split_whitespace() {
        match read(word.trim_matches([',', '.', '、'])) {
            Some(day) => found.push(day),
            None => words.push(word),
        }
    }
    let rest = words.join(" ").trim_matches([',', ' ', '、']).to_owned();
    let first = found.first().copied();
    found.iter().all(|day| Some(*day) == first).then_some((rest, first))
}
