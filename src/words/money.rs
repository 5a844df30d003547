//! Money as each language writes it: 150,000円, £700.

use super::{Words, arg, text_arg};
use crate::method::Text;

impl Words {
    /// An amount in whole units of a currency, which is given by its code (ISO 4217); without one
    /// the bare number.
    pub fn money(&self, amount: u64, currency: Option<&Text>) -> String {
        let amount = grouped(amount);
        let Some(currency) = currency else { return amount };
        let code = currency.as_str().trim().to_ascii_uppercase();
        self.say(
            "money",
            &[("code", arg(code)), ("amount", arg(amount)), ("currency", text_arg(currency))],
        )
    }
}

/// A number with a comma before every three figures, as both languages write it.
fn grouped(amount: u64) -> String {
    let figures = amount.to_string();
    let mut out = String::new();
    for (i, figure) in figures.chars().enumerate() {
        if i > 0 && (figures.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(figure);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::method::Lang;

    #[test]
    fn money_is_written_as_each_language_writes_it() {
        let money = |lang, amount, code: &str| {
            Words::of(lang).money(amount, Some(&code.parse().expect("a code")))
        };
        assert_eq!(money(Lang::Ja, 150_000, "JPY"), "150,000円");
        assert_eq!(money(Lang::En, 1_500_000, "jpy"), "¥1,500,000");
        assert_eq!(money(Lang::En, 700, "GBP"), "£700");
        assert_eq!(money(Lang::Ja, 1_000, "CHF"), "1,000 CHF");
        assert_eq!(Words::of(Lang::En).money(12_345, None), "12,345");
    }
}
