//! Numbers and amounts of money: 50,000, ５００００, ¥50,000, 5万円. Whole ones, of nothing or more.

use super::plain;

/// An amount, and the currency where it was written with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Amount {
    pub of: u64,
    pub currency: Option<&'static str>,
}

/// The whole number that is written, all of it; commas and spaces part threes of figures.
pub fn whole(written: &str) -> Option<u64> {
    let s = plain(written);
    let s = s.as_str();
    if let Some((tens, rest)) = s.split_once('万') {
        let rest = match (rest.trim(), rest.trim().strip_suffix('千')) {
            ("", _) => 0,
            (_, Some(thousands)) => grouped(thousands)?.checked_mul(1000)?,
            (rest, None) => grouped(rest)?,
        };
        let tens = grouped(tens.trim())?.checked_mul(10_000)?;
        return if rest < 10_000 { tens.checked_add(rest) } else { None };
    }
    let (whole, cents) = s.split_once('.').unwrap_or((s, "0"));
    // Three figures behind a point part thousands as well: nobody can tell.
    let none = (1..=2).contains(&cents.len()) && cents.bytes().all(|b| b == b'0');
    if none { grouped(whole) } else { None }
}

/// A number with or without a mark between threes of its figures.
fn grouped(s: &str) -> Option<u64> {
    let parts: Vec<&str> = s.split([',', ' ', '\'', '\u{2019}']).collect();
    let figures = |p: &&str| !p.is_empty() && p.bytes().all(|b| b.is_ascii_digit());
    let threes = parts.len() == 1 || (parts[0].len() <= 3 && parts[1..].iter().all(|p| p.len() == 3));
    if parts.iter().all(figures) && threes { parts.concat().parse().ok() } else { None }
}

/// The marks and names of currencies; a dollar is of many countries.
const MARKS: [(&str, Option<&str>); 11] = [
    ("\u{a5}", Some("JPY")),
    ("円", Some("JPY")),
    ("yen", Some("JPY")),
    ("\u{a3}", Some("GBP")),
    ("ポンド", Some("GBP")),
    ("\u{20ac}", Some("EUR")),
    ("ユーロ", Some("EUR")),
    ("us$", Some("USD")),
    ("米ドル", Some("USD")),
    ("$", None),
    ("ドル", None),
];

/// Codes of currencies (ISO 4217) that stand beside an amount.
const CODES: [&str; 19] = [
    "JPY", "GBP", "EUR", "USD", "CHF", "AUD", "CAD", "NZD", "SGD", "HKD", "SEK", "NOK", "DKK", "CNY", "KRW", "TWD",
    "INR", "THB", "MYR",
];

/// The amount that is written, with or without its currency before or behind it.
pub fn amount(written: &str) -> Option<Amount> {
    let s = plain(written);
    // ¥50,000- is how a bill in Japan ends an amount.
    let billed = s.starts_with(['\u{a5}', '金']) || s.contains('円');
    let s = s.trim_start_matches('金');
    let s = s.strip_suffix(['-', 'ー', '也']).filter(|_| billed).unwrap_or(s).trim();
    let codes = CODES.iter().map(|code| (code.to_ascii_lowercase(), Some(*code)));
    let marks = MARKS.iter().map(|(mark, currency)| ((*mark).to_owned(), *currency));
    for (mark, currency) in marks.chain(codes) {
        let rest = s.strip_prefix(&mark).or_else(|| s.strip_suffix(&mark));
        if let Some(of) = rest.and_then(|rest| whole(rest.trim())) {
            return Some(Amount { of, currency });
        }
    }
    Some(Amount { of: whole(s)?, currency: None })
}

/// A share in percent with one decimal at most, in thousandths of the whole.
pub fn thousandths(written: &str) -> Option<u32> {
    let s = plain(written);
    let s = s.trim_end_matches('%').trim();
    let (whole, rest) = s.split_once(['.', ',']).unwrap_or((s, "0"));
    let (whole, rest) = (super::figure(whole, 3)?, super::figure(rest, 1)?);
    Some(whole * 10 + rest)
}
