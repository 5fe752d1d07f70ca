//! What a collection is worth: what Discogs says on a day, in sums as it writes them.

use crate::limits::{SUMS, is_too_long};
use serde::{Deserialize, Serialize};

/// A sum of money.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Money {
    /// In hundredths of the unit, whatever the currency: `$10.50` and `¥10.50` are both 1050.
    pub hundredths: i64,
    /// Its three letters where they are known, else the sign as it came.
    pub currency: String,
}

/// What Discogs says that a collection would fetch, going by what its records were sold for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Worth {
    /// At the lowest prices, in hundredths.
    pub minimum: i64,
    /// At the middle ones.
    pub median: i64,
    /// At the highest ones.
    pub maximum: i64,
    /// See [`Money::currency`].
    pub currency: String,
}

/// A [`Worth`] on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Valuation {
    /// The day's first instant, in milliseconds UTC.
    pub day: i64,
    /// What Discogs said.
    pub worth: Worth,
}

/// A day in milliseconds.
pub const DAY: i64 = 86_400_000;

/// The first instant of the day of an instant, UTC.
pub fn day_of(at: i64) -> i64 {
    at.div_euclid(DAY) * DAY
}

impl Worth {
    /// From the three sums as Discogs writes them; `None` where one is no sum, or their currencies differ.
    pub fn parse(minimum: &str, median: &str, maximum: &str) -> Option<Self> {
        let [minimum, median, maximum] = [minimum, median, maximum].map(Money::parse);
        let (minimum, median, maximum) = (minimum?, median?, maximum?);
        let same = minimum.currency == median.currency && median.currency == maximum.currency;
        same.then_some(Self {
            minimum: minimum.hundredths,
            median: median.hundredths,
            maximum: maximum.hundredths,
            currency: median.currency,
        })
    }
}

impl Money {
    /// Reads `$25,064.93`, `25.064,93 €`, `CHF 1'234.50`, `¥12,345`. The last dot or comma parts the hundredths if it stands
    /// once and one or two digits follow it; all else between digits parts thousands.
    pub fn parse(text: &str) -> Option<Self> {
        if is_too_long(text) {
            return None;
        }
        let first = text.find(|letter: char| letter.is_ascii_digit())?;
        let last = text.rfind(|letter: char| letter.is_ascii_digit())?;
        let digits = &text[first..=last];
        if digits.chars().any(|letter| !(letter.is_ascii_digit() || is_separator(letter))) {
            return None;
        }
        let point = digits.rfind(['.', ',']).filter(|at| {
            let sign = &digits[*at..=*at];
            digits.len() - at <= 3 && digits.matches(sign).count() == 1
        });
        let (whole, part) = digits.split_at(point.unwrap_or(digits.len()));
        let whole: String = whole.chars().filter(char::is_ascii_digit).collect();
        let part: String = part.chars().filter(char::is_ascii_digit).collect();
        let hundredths: i64 = format!("{whole}{part:0<2}").parse().ok().filter(|sum| SUMS.contains(sum))?;
        let sign = format!("{}{}", &text[..first], &text[last + 1..]);
        let is_debt = sign.contains(['-', '−']);
        let currency = currency(sign.trim_matches(|letter: char| letter.is_whitespace() || "-−()".contains(letter)));
        Some(Self { hundredths: if is_debt { -hundredths } else { hundredths }, currency })
    }
}

fn is_separator(letter: char) -> bool {
    matches!(letter, '.' | ',' | '\'' | '’') || letter.is_whitespace()
}

/// The signs that Discogs writes before its currencies.
fn currency(sign: &str) -> String {
    let code = match sign {
        "$" | "US$" => "USD",
        "€" => "EUR",
        "£" => "GBP",
        "¥" | "JP¥" | "￥" => "JPY",
        "A$" | "AU$" => "AUD",
        "C$" | "CA$" => "CAD",
        "NZ$" => "NZD",
        "MX$" => "MXN",
        "R$" => "BRL",
        "kr" | "SKr" => "SEK",
        "R" => "ZAR",
        other => other,
    };
    code.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case("$25,064.93", 2_506_493, "USD")]
    #[case("€887.20", 88_720, "EUR")]
    #[case("25.064,93 €", 2_506_493, "EUR")]
    #[case("25\u{202f}064,93\u{a0}€", 2_506_493, "EUR")]
    #[case("CHF 1'234.5", 123_450, "CHF")]
    #[case("CHF1’234.50", 123_450, "CHF")]
    #[case("¥1,234,567", 123_456_700, "JPY")]
    #[case("¥12,345", 1_234_500, "JPY")]
    #[case("A$1,000", 100_000, "AUD")]
    #[case("-£3.07", -307, "GBP")]
    #[case("SEK1 000,00", 100_000, "SEK")]
    #[case("0", 0, "")]
    fn sums_are_read_as_they_are_written(#[case] text: &str, #[case] hundredths: i64, #[case] currency: &str) {
        assert_eq!(Money::parse(text), Some(Money { hundredths, currency: currency.to_owned() }));
    }

    #[rstest]
    #[case("")]
    #[case("€")]
    #[case("not for sale")]
    #[case("$1.00 to $2.00")]
    #[case("99999999999999999999")]
    #[case("$90,071,992,547,409.92")]
    fn what_is_no_sum_is_none(#[case] text: &str) {
        assert_eq!(Money::parse(text), None);
    }

    #[test]
    fn a_worth_has_one_currency() {
        let worth = Worth { minimum: 549_541, median: 1_056_166, maximum: 2_506_493, currency: "USD".into() };
        assert_eq!(Worth::parse("$5,495.41", "$10,561.66", "$25,064.93"), Some(worth));
        assert_eq!(Worth::parse("$5,495.41", "€10,561.66", "$25,064.93"), None);
        assert_eq!(Worth::parse("$5,495.41", "", "$25,064.93"), None);
    }

    #[test]
    fn a_day_begins_at_midnight_utc() {
        assert_eq!((day_of(DAY), day_of(DAY + DAY - 1), day_of(-1)), (DAY, DAY, -DAY));
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_a_panic(text in "\\PC{0,24}") {
            let _ = Money::parse(&text);
        }

        #[test]
        fn what_is_written_comes_back(cents in 0i64..1_000_000_000_000) {
            let whole = (cents / 100).to_string();
            let groups: Vec<&str> = whole.as_bytes().rchunks(3).rev().map(|group| std::str::from_utf8(group).unwrap()).collect();
            let text = format!("${}.{:02}", groups.join(","), cents % 100);
            prop_assert_eq!(Money::parse(&text).map(|money| money.hundredths), Some(cents));
        }
    }
}
