//! Tells how long something took, in minutes: 90, 1h 30m, 1時間半, 1½ h, 1:30, PT1H30M.

use super::plain;

/// A day at most.
const MOST: u32 = 24 * 60;

/// The whole minutes that are written, one at least; none for a span such as 45-60, or for seconds
/// that would be lost.
pub fn read(written: &str) -> Option<u32> {
    let fractions =
        written.replace('\u{bd}', ".5").replace('\u{bc}', ".25").replace('\u{be}', ".75");
    let s = plain(&fractions).replace(" 1/2", ".5").replace(" .", ".");
    let s = s.trim();
    let read = clocked(s).or_else(|| iso(s)).or_else(|| bare(s)).or_else(|| units(s))?;
    (1..=MOST).contains(&read).then_some(read)
}

/// `1:15`, `1:15:00`.
fn clocked(s: &str) -> Option<u32> {
    // The name of the hours says nothing more: 1:30 h.
    let named = ["hours", "hrs", "hr", "h", "時間"].iter().find_map(|unit| s.strip_suffix(unit));
    let mut parts = named.unwrap_or(s).trim().split(':');
    let (hours, minutes) = (super::figure(parts.next()?, 2)?, parts.next()?);
    let minutes = super::figure(minutes, 2).filter(|n| minutes.len() == 2 && *n < 60)?;
    let seconds = parts.next().unwrap_or("00");
    (seconds == "00" && parts.next().is_none()).then_some(hours * 60 + minutes)
}

/// `PT1H15M`, `P0DT90M`, `P1D`, `+PT60M0S`.
fn iso(s: &str) -> Option<u32> {
    let s = s.strip_prefix('+').unwrap_or(s).strip_prefix('p')?;
    let (days, time) = s.split_once('t').map_or((s, None), |(days, time)| (days, Some(time)));
    let days =
        if days.is_empty() { None } else { Some(super::figure(days.strip_suffix('d')?, 1)?) };
    let Some(time) = time else { return days.map(|days| days * MOST) };
    let mut sum = days.unwrap_or(0) * MOST;
    let mut rest = time;
    for (unit, minutes) in [('h', 60), ('m', 1)] {
        if let Some((n, after)) = rest.split_once(unit) {
            sum = sum.checked_add(super::figure(n, 4)?.checked_mul(minutes)?)?;
            rest = after;
        }
    }
    // Whole minutes may be written in seconds.
    let seconds = if rest.is_empty() { 0 } else { super::figure(rest.strip_suffix('s')?, 5)? };
    (!time.is_empty() && seconds % 60 == 0).then(|| sum.checked_add(seconds / 60)).flatten()
}

/// `90`, and `90.0` as a spreadsheet writes it.
fn bare(s: &str) -> Option<u32> {
    let (whole, rest) = s.split_once('.').unwrap_or((s, "0"));
    (!rest.is_empty() && rest.bytes().all(|b| b == b'0')).then(|| super::figure(whole, 4)).flatten()
}

/// `1h 30m`, `1 hr 15 min`, `1時間30分`, `1,5 h`, `2 hours and 5 minutes`: hours before minutes, each
/// once.
fn units(s: &str) -> Option<u32> {
    let mut rest = s;
    let mut sum: Option<u32> = None;
    let mut hours = false;
    while !rest.is_empty() {
        let end =
            rest.find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',').unwrap_or(rest.len());
        let (number, after) = rest.split_at(end);
        let after = after.trim_start();
        let word = after
            .find(|c: char| c.is_ascii_digit() || c == ' ' || c == '.' || c == ',')
            .unwrap_or(after.len());
        let (unit, after) = after.split_at(word);
        let unit = unit.strip_suffix('と').unwrap_or(unit);
        let (unit, half) = unit.strip_suffix('半').map_or((unit, false), |unit| (unit, true));
        let minutes = match unit {
            "h" | "hr" | "hrs" | "hour" | "hours" | "時間" if sum.is_none() => {
                hours = true;
                tenths(number)? + if half { 30 } else { 0 }
            }
            "m" | "min" | "mins" | "minute" | "minutes" | "分" | "分間" | "'" if !half => {
                bare(number)?
            }
            // The minutes behind 1h30 need no name.
            "" if hours && !half => bare(number).filter(|n| *n < 60)?,
            _ => return None,
        };
        // Behind hours come minutes of that hour, and behind minutes nothing.
        if sum.is_some() && (!hours || minutes >= 60) {
            return None;
        }
        hours &= sum.is_none();
        sum = Some(sum.unwrap_or(0).checked_add(minutes)?);
        rest = after.trim_start_matches(['.', ',', ' ']);
        rest = rest.strip_prefix("and ").unwrap_or(rest);
    }
    sum
}

/// Hours with or without a fraction, behind a point or a comma, in minutes; to the nearest, as
/// others round 1.33 hours.
fn tenths(number: &str) -> Option<u32> {
    let (whole, rest) = number.split_once(['.', ',']).unwrap_or((number, "0"));
    let whole = if whole.is_empty() { 0 } else { super::figure(whole, 2)? };
    let part: u64 = super::figure(rest, 4)?.into();
    let scale = 10_u64.pow(u32::try_from(rest.len()).ok()?);
    let minutes = u32::try_from((part * 60 + scale / 2) / scale).ok()?;
    whole.checked_mul(60)?.checked_add(minutes)
}
