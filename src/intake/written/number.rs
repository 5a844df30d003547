//! Numbers and amounts of money: 50,000, ５００００, ¥50,000, 5万円. Whole ones, of nothing or more.

use super::plain;

/// An amount, and the currencies that the sign beside it can mean: none where there is no sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Amount {
    pub of: u64,
    signed: &'static [&'static str],
}

/// The reason for which an amount has no currency to be kept in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MoneyError {
    /// The sign says another currency than the one that is named beside it.
    Differs,
    /// The sign is of several countries, and none is named beside it.
    Open,
}

impl Amount {
    /// The currency to keep the amount in: the one named beside it, or what its sign says.
    pub fn currency(&self, named: Option<&str>) -> Result<Option<String>, MoneyError> {
        match (named, self.signed) {
            (Some(named), []) => Ok(Some(named.to_owned())),
            (Some(named), signed) if signed.iter().any(|code| code.eq_ignore_ascii_case(named)) => {
                Ok(Some(named.to_owned()))
            }
            (Some(_), _) => Err(MoneyError::Differs),
            (None, []) => Ok(None),
            // A yen sign is of China as well, which names its currency.
            (None, [one] | [one, "CNY"]) => Ok(Some((*one).to_owned())),
            (None, _) => Err(MoneyError::Open),
        }
    }
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
    let threes =
        parts.len() == 1 || (parts[0].len() <= 3 && parts[1..].iter().all(|p| p.len() == 3));
    if parts.iter().all(figures) && threes { parts.concat().parse().ok() } else { None }
}

/// The countries whose money is a dollar or has its sign.
const DOLLARS: &[&str] = &[
    "USD", "AUD", "CAD", "NZD", "SGD", "HKD", "TWD", "MXN", "BRL", "ARS", "CLP", "COP", "JMD",
    "FJD",
];

/// The marks and names of currencies, with what each can mean.
const MARKS: [(&str, &[&str]); 14] = [
    ("\u{a5}", &["JPY", "CNY"]),
    ("円", &["JPY"]),
    ("yen", &["JPY"]),
    ("\u{a3}", &["GBP"]),
    ("ポンド", &["GBP"]),
    ("\u{20ac}", &["EUR"]),
    ("ユーロ", &["EUR"]),
    ("us$", &["USD"]),
    ("米ドル", &["USD"]),
    ("$", DOLLARS),
    ("ドル", DOLLARS),
    ("\u{20a9}", &["KRW"]),
    ("ウォン", &["KRW"]),
    ("\u{20b9}", &["INR"]),
];

/// Codes of currencies (ISO 4217) that stand beside an amount.
static CODES: [&str; 19] = [
    "JPY", "GBP", "EUR", "USD", "CHF", "AUD", "CAD", "NZD", "SGD", "HKD", "SEK", "NOK", "DKK",
    "CNY", "KRW", "TWD", "INR", "THB", "MYR",
];

/// The amount that is written, with or without its currency before or behind it.
pub fn amount(written: &str) -> Option<Amount> {
    let s = plain(written);
    // ¥50,000- is how a bill in Japan ends an amount.
    let billed = s.starts_with(['\u{a5}', '金']) || s.contains('円');
    let s = s.trim_start_matches('金');
    let s = s.strip_suffix(['-', 'ー', '也']).filter(|_| billed).unwrap_or(s).trim();
    for (mark, signed) in signs() {
        let rest = s.strip_prefix(&mark).or_else(|| s.strip_suffix(&mark));
        if let Some(of) = rest.and_then(|rest| whole(rest.trim())) {
            return Some(Amount { of, signed });
        }
    }
    Some(Amount { of: whole(s)?, signed: &[] })
}

/// The code of the currency that is written: by its code, or by a sign or a name that is of one
/// alone.
pub fn currency(written: &str) -> Option<String> {
    let s = plain(written);
    let known = signs()
        .find(|(mark, _)| *mark == s)
        .map(|(_, signed)| Amount { of: 0, signed }.currency(None));
    match known {
        Some(of_mark) => of_mark.ok().flatten(),
        None if s.len() == 3 && s.bytes().all(|b| b.is_ascii_alphabetic()) => {
            Some(s.to_ascii_uppercase())
        }
        None => None,
    }
}

/// Every mark, name and code, in the spelling of `plain`.
fn signs() -> impl Iterator<Item = (String, &'static [&'static str])> {
    let codes = CODES.iter().map(|code| (code.to_ascii_lowercase(), std::slice::from_ref(code)));
    MARKS.iter().map(|(mark, signed)| ((*mark).to_owned(), *signed)).chain(codes)
}

/// A share in percent with one decimal at most, in thousandths of the whole.
pub fn thousandths(written: &str) -> Option<u32> {
    let s = plain(written);
    let s = s.trim_end_matches('%').trim();
    let (whole, rest) = s.split_once(['.', ',']).unwrap_or((s, "0"));
    let (whole, rest) = (super::figure(whole, 3)?, super::figure(rest, 1)?);
    Some(whole * 10 + rest)
}
