//! Telephone numbers as people write them: 090-1234-5678, ０９０－１２３４－５６７８, +44 20 7946 0018 ext. 3. A
//! number is kept with its own gaps, in narrow figures; a text without one is none.

use unicode_normalization::UnicodeNormalization;

use crate::method::text::unseen;

/// The fewest figures that can be called, and the most that two numbers with a country have.
const FIGURES: std::ops::RangeInclusive<usize> = 3..=40;
/// The words before the number of a room or a desk.
const EXTENSIONS: [&str; 5] = ["extension", "ext.", "ext", "内線", "x"];

/// The number that is written, all of it. A remark in brackets behind it may stay.
pub fn read(written: &str) -> Option<String> {
    let narrow = narrow(written);
    let (number, _) = remark(&narrow);
    let (main, extension) = extended(number);
    let of_number = |c: char| c.is_ascii_digit() || "+-() ./,#*~".contains(c);
    let figures = main.chars().filter(char::is_ascii_digit).count();
    let reads = main.chars().all(of_number) && FIGURES.contains(&figures) && placed(main);
    let called = extension
        .is_none_or(|n| (1..=8).contains(&n.len()) && n.bytes().all(|b| b.is_ascii_digit()));
    (reads && called).then_some(narrow)
}

/// True of a number that has the figures of one within a country but for the zero it begins with: a
/// spreadsheet takes it for a number and leaves the zero out.
pub fn without_zero(number: &str) -> bool {
    let figures = number.bytes().all(|b| b.is_ascii_digit());
    let mobile = ["70", "80", "90"].iter().any(|start| number.starts_with(start));
    figures && !number.starts_with('0') && (number.len() == 9 || number.len() == 10 && mobile)
}

/// In narrow figures with one kind of dash and of space, without the mark that makes it a link or a
/// text in a table.
fn narrow(written: &str) -> String {
    let mut out = String::with_capacity(written.len());
    for c in written.nfkc().filter(|c| !unseen(*c)) {
        match c {
            '\u{2010}'..='\u{2015}' | '\u{2212}' => out.push('-'),
            // A keyboard for Japanese writes it for a dash; within a remark it is a long vowel.
            'ー' if out.ends_with(|c: char| c.is_ascii_digit() || c == ')') => out.push('-'),
            c if c.is_whitespace() => out.push_str(if out.ends_with(' ') { "" } else { " " }),
            c => out.push(c),
        }
    }
    let bare = out.trim().trim_start_matches('\'');
    bare.strip_prefix("tel:").unwrap_or(bare).trim().to_owned()
}

/// The number, and the remark in brackets that ends the text: one that holds more than figures.
fn remark(text: &str) -> (&str, Option<&str>) {
    let bracket = text.strip_suffix(')').and_then(|inner| inner.rsplit_once('('));
    match bracket.filter(|(_, inner)| inner.chars().any(char::is_alphabetic)) {
        Some((number, inner)) => (number.trim_end(), Some(inner)),
        None => (text, None),
    }
}

/// The number, and the figures of its extension.
fn extended(number: &str) -> (&str, Option<&str>) {
    let lower = number.to_ascii_lowercase();
    let found = EXTENSIONS.iter().find_map(|word| Some((lower.find(word)?, word.len())));
    match found {
        Some((at, len)) => {
            (number[..at].trim_end_matches([' ', ',', ';']), Some(number[at + len..].trim()))
        }
        None => (number, None),
    }
}

/// True if a plus stands in front of a number alone.
fn placed(main: &str) -> bool {
    let plus = main.char_indices().filter(|(_, c)| *c == '+').map(|(at, _)| at);
    plus.into_iter().all(|at| !main[..at].ends_with(|c: char| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_in_narrow_figures_with_its_own_gaps() {
        for (written, read_as) in [
            ("０９０－１２３４－５６７８", "090-1234-5678"),
            ("０９０ー１２３４ー５６７８", "090-1234-5678"),
            ("+44 (0)20 7946 0018", "+44 (0)20 7946 0018"),
            ("03-1234-5678 内線 12", "03-1234-5678 内線 12"),
            ("020 7946 0018 ext. 3", "020 7946 0018 ext. 3"),
            ("tel:+81-90-1234-5678", "+81-90-1234-5678"),
            ("'0901234567", "0901234567"),
            ("090-1234-5678（センター）", "090-1234-5678(センター)"),
            ("03-1234-5678 / 090-1234-5678", "03-1234-5678 / 090-1234-5678"),
        ] {
            assert_eq!(read(written).as_deref(), Some(read_as), "{written}");
        }
    }

    #[test]
    fn a_number_without_its_zero_is_known() {
        for (number, lost) in [
            ("9012345678", true),
            ("312345678", true),
            ("09012345678", false),
            ("0312345678", false),
            ("+81 90 1234 5678", false),
            ("2125550123", false),
            ("110", false),
        ] {
            assert_eq!(without_zero(number), lost, "{number}");
        }
    }

    #[test]
    fn a_text_without_a_number_is_none() {
        for written in [
            "",
            "電話なし",
            "none",
            "12",
            "090-1234-5678 または",
            "5678+81",
            "a@example.jp",
            "内線 12",
        ] {
            assert_eq!(read(written), None, "{written}");
        }
    }
}
