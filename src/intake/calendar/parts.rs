//! The parts of a calendar file (RFC 5545 §3.4): which events and zones it holds, or where it
//! breaks off. What they say is not read here.

use crate::intake::incoming::lines::{self, Line};
use crate::intake::incoming::{Fault, Why};

/// The lines of each event, without those of the parts within it; and of each zone, with them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Parts {
    pub events: Vec<String>,
    pub zones: Vec<String>,
}

/// The name of the part that a line begins or ends.
fn mark<'l>(line: &'l Line, keyword: &str) -> Option<&'l str> {
    let (name, value) = line.text.split_once(':')?;
    name.trim().eq_ignore_ascii_case(keyword).then(|| value.trim())
}

/// Reads a calendar. A part that never ends is a fault where it begins.
pub(super) fn read(bytes: &[u8]) -> Result<Parts, Fault> {
    let mut open: Vec<(String, usize)> = Vec::new();
    let mut parts = Parts::default();
    let mut begun = false;
    for line in lines::read(bytes)?.0 {
        let fault = |at, why| Err(Fault { line: at, column: 1, why });
        if let Some(name) = mark(&line, "BEGIN") {
            open.push((name.to_ascii_uppercase(), line.at));
            match open.as_slice() {
                [(name, _), ..] if name != CALENDAR => return fault(line.at, Why::NoCalendar),
                [_, (name, _)] if name == EVENT => parts.events.push(String::new()),
                [_, (name, _)] if name == ZONE => parts.zones.push(String::new()),
                _ => {}
            }
            begun = true;
        } else if open.is_empty() {
            return fault(line.at, Why::NoCalendar);
        }
        parts.take(&open, &line.text);
        if let Some(name) = mark(&line, "END") {
            match open.pop() {
                Some((part, _)) if name.eq_ignore_ascii_case(&part) => {}
                Some((_, at)) => return fault(at, Why::OpenPart),
                None => return fault(line.at, Why::NoCalendar),
            }
        }
    }
    match open.pop() {
        Some((_, at)) => Err(Fault { line: at, column: 1, why: Why::OpenPart }),
        None if begun => Ok(parts),
        None => Err(Fault::whole(Why::NoCalendar)),
    }
}

impl Parts {
    /// Puts a line where it belongs.
    fn take(&mut self, open: &[(String, usize)], line: &str) {
        let part = match open {
            [_, (name, _)] if name == EVENT => self.events.last_mut(),
            [_, (name, _), ..] if name == ZONE => self.zones.last_mut(),
            _ => None,
        };
        if let Some(part) = part {
            part.push_str(line);
            part.push_str("\r\n");
        }
    }
}

const CALENDAR: &str = "VCALENDAR";
const EVENT: &str = "VEVENT";
const ZONE: &str = "VTIMEZONE";

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(text: &str) -> (usize, Why) {
        let fault = read(text.as_bytes()).expect_err("a fault");
        assert_eq!(fault.column, 1);
        (fault.line, fault.why)
    }

    #[test]
    fn an_event_is_its_own_lines_and_a_zone_is_all_of_it() {
        let text = "BEGIN:VCALENDAR\nX:1\nBEGIN:VEVENT\r\nSUMMARY:To\r\n m\r\nBEGIN:VALARM\nSUMMARY:ring\nEND:VALARM\n\
                    UID:1\nend:vevent\n\nBEGIN:VTIMEZONE\nTZID:x\nBEGIN:STANDARD\nEND:STANDARD\nEND:VTIMEZONE\n\
                    END:VCALENDAR\n";
        let parts = read(text.as_bytes()).expect("parts");
        assert_eq!(parts.events, ["BEGIN:VEVENT\r\nSUMMARY:Tom\r\nUID:1\r\nend:vevent\r\n"]);
        let zone =
            "BEGIN:VTIMEZONE\r\nTZID:x\r\nBEGIN:STANDARD\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n";
        assert_eq!(parts.zones, [zone]);
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
