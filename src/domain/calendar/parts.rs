//! The lines of a calendar file and the parts they stand in (RFC 5545 §3.1, §3.4): which events it holds, or where it
//! breaks off. What an event says is not read here.

use crate::domain::incoming::{Fault, Why};

/// A line as it was meant, put together of the lines it was folded into; `at` is the first of them, counted from 1.
struct Line {
    at: usize,
    text: String,
}

fn lines(text: &str) -> Vec<Line> {
    let mut out: Vec<Line> = Vec::new();
    for (line, at) in text.split('\n').zip(1..) {
        let line = line.strip_suffix('\r').unwrap_or(line);
        match (line.strip_prefix([' ', '\t']), out.last_mut()) {
            (Some(rest), Some(last)) => last.text.push_str(rest),
            _ if line.trim().is_empty() => {}
            _ => out.push(Line { at, text: line.to_owned() }),
        }
    }
    out
}

/// The name of the part that a line begins or ends.
fn mark<'l>(line: &'l Line, keyword: &str) -> Option<&'l str> {
    let (name, value) = line.text.split_once(':')?;
    name.trim().eq_ignore_ascii_case(keyword).then(|| value.trim())
}

/// The lines of each event, without those of the parts within it. A part that never ends is a fault where it begins.
pub(super) fn events(text: &str) -> Result<Vec<String>, Fault> {
    let mut open: Vec<(String, usize)> = Vec::new();
    let mut events: Vec<String> = Vec::new();
    let mut begun = false;
    for line in lines(text) {
        if let Some(name) = mark(&line, "BEGIN") {
            open.push((name.to_ascii_uppercase(), line.at));
            if open.first().is_some_and(|(name, _)| name != CALENDAR) {
                return Err(Fault { line: line.at, column: 1, why: Why::NoCalendar });
            }
            if is_event(&open) {
                events.push(String::new());
            }
            begun = true;
        } else if let Some(name) = mark(&line, "END") {
            match open.pop() {
                Some((part, _)) if name.eq_ignore_ascii_case(&part) => {}
                Some((_, at)) => return Err(Fault { line: at, column: 1, why: Why::OpenPart }),
                None => return Err(Fault { line: line.at, column: 1, why: Why::NoCalendar }),
            }
        } else if open.is_empty() {
            return Err(Fault { line: line.at, column: 1, why: Why::NoCalendar });
        } else if let (true, Some(event)) = (is_event(&open), events.last_mut()) {
            event.push_str(&line.text);
            event.push_str("\r\n");
        }
    }
    match open.pop() {
        Some((_, at)) => Err(Fault { line: at, column: 1, why: Why::OpenPart }),
        None if begun => Ok(events),
        None => Err(Fault::whole(Why::NoCalendar)),
    }
}

const CALENDAR: &str = "VCALENDAR";

/// True if what is open now is an event of a calendar, and nothing within it.
fn is_event(open: &[(String, usize)]) -> bool {
    matches!(open, [_, (name, _)] if name == "VEVENT")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(text: &str) -> (usize, Why) {
        let fault = events(text).expect_err("a fault");
        assert_eq!(fault.column, 1);
        (fault.line, fault.why)
    }

    #[test]
    fn an_event_is_its_own_lines_unfolded() {
        let text = "BEGIN:VCALENDAR\nX:1\nBEGIN:VEVENT\r\nSUMMARY:To\r\n m\r\nBEGIN:VALARM\nSUMMARY:ring\nEND:VALARM\n\
                    UID:1\nend:vevent\n\nEND:VCALENDAR\n";
        assert_eq!(events(text).expect("events"), ["SUMMARY:Tom\r\nUID:1\r\n"]);
    }

    #[test]
    fn what_breaks_off_is_named_where_it_begins() {
        assert_eq!(fault(""), (1, Why::NoCalendar));
        assert_eq!(fault("\n\n<html>"), (3, Why::NoCalendar));
        assert_eq!(fault("BEGIN:VCARD\nEND:VCARD"), (1, Why::NoCalendar));
        assert_eq!(fault("BEGIN:VCALENDAR\nX:1\nBEGIN:VEVENT\nUID:1\n"), (3, Why::OpenPart));
        assert_eq!(fault("BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR\n"), (2, Why::OpenPart));
        assert_eq!(fault("BEGIN:VCALENDAR\nEND:VCALENDAR\nEND:VCALENDAR\n"), (3, Why::NoCalendar));
    }
}
