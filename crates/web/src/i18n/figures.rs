//! Numbers and lists as the reader's language writes them.

use super::{Lang, text, text_with};

/// Narrow no-break space: between groups of digits, and before a French percent sign.
const NARROW: char = '\u{202f}';

/// A whole number with its groups: `1 234` in French, `1,234` in English.
pub fn number(lang: Lang, value: u64) -> String {
    let separator = match lang {
        Lang::Fr => NARROW,
        Lang::En => ',',
    };
    let digits = value.to_string();
    let mut shown = String::with_capacity(digits.len() + digits.len() / 3 * separator.len_utf8());
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            shown.push(separator);
        }
        shown.push(digit);
    }
    shown
}

/// A share of a whole, in whole percents; what is there but rounds to nothing is `< 1 %`.
pub fn percent(lang: Lang, part: u64, whole: u64) -> String {
    let rounded = part.saturating_mul(200).checked_div(whole).unwrap_or(0).div_ceil(2).min(100);
    let shown = if rounded == 0 && part > 0 { "<\u{202f}1".to_owned() } else { rounded.to_string() };
    match lang {
        Lang::Fr => format!("{shown}{NARROW}%"),
        Lang::En => format!("{shown}%"),
    }
}

/// A sum in whole units of its currency, given in hundredths: `10 562 €` in French, `€10,562` in English.
pub fn money(lang: Lang, hundredths: i64, currency: &str) -> String {
    let units = hundredths.unsigned_abs().saturating_add(50) / 100;
    let amount = number(lang, units);
    let debt = if hundredths < 0 && units > 0 { "−" } else { "" };
    let sign = match currency {
        "USD" => "$",
        "EUR" => "€",
        "GBP" => "£",
        "JPY" => "¥",
        other => other,
    };
    match lang {
        _ if sign.is_empty() => format!("{debt}{amount}"),
        Lang::Fr => format!("{debt}{amount}\u{a0}{sign}"),
        Lang::En if sign.chars().count() == 1 => format!("{debt}{sign}{amount}"),
        Lang::En => format!("{debt}{sign}\u{a0}{amount}"),
    }
}

/// A size of a file: `3,4 Mo` in French, `3.4 MB` in English; with a decimal below ten.
pub fn size(lang: Lang, bytes: u64) -> String {
    let (units, comma) = match lang {
        Lang::Fr => (["ko", "Mo", "Go"], ','),
        Lang::En => (["kB", "MB", "GB"], '.'),
    };
    // Tenths of the unit, rounded; a file is never nothing.
    let tenths = |unit: u64| (bytes.saturating_mul(10).saturating_add(unit / 2) / unit).max(1);
    let [kilo, mega, giga] = [1_000, 1_000_000, 1_000_000_000];
    let (unit, name) = match bytes {
        0..999_950 => (kilo, units[0]),
        999_950..999_950_000 => (mega, units[1]),
        _ => (giga, units[2]),
    };
    match tenths(unit) {
        small @ 0..100 => format!("{}{comma}{}\u{a0}{name}", small / 10, small % 10),
        more => format!("{}\u{a0}{name}", number(lang, more.saturating_add(5) / 10)),
    }
}

/// `a, b et c`.
pub fn list<T: AsRef<str>>(lang: Lang, items: &[T]) -> String {
    match items {
        [] => String::new(),
        [only] => only.as_ref().to_owned(),
        [first @ .., last] => {
            let first = first.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(", ");
            format!("{first} {} {}", text(lang, "list-and"), last.as_ref())
        }
    }
}

/// A message about so many things: `$count` chooses the plural, `$shown` is the number as written.
pub fn counted(lang: Lang, key: &str, count: u64) -> String {
    text_with(lang, key, &[("count", count.into()), ("shown", number(lang, count).into())])
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case(0, "0,1 ko", "0.1 kB")]
    #[case(9_940, "9,9 ko", "9.9 kB")]
    #[case(176_128, "176 ko", "176 kB")]
    #[case(999_949, "1\u{202f}000 ko", "1,000 kB")]
    #[case(3_400_000, "3,4 Mo", "3.4 MB")]
    #[case(218_000_000, "218 Mo", "218 MB")]
    #[case(2_000_000_000, "2,0 Go", "2.0 GB")]
    fn sizes_have_the_unit_that_says_most(#[case] bytes: u64, #[case] french: &str, #[case] english: &str) {
        let plain = |shown: String| shown.replace('\u{a0}', " ");
        assert_eq!((plain(size(Lang::Fr, bytes)), plain(size(Lang::En, bytes))), (french.into(), english.into()));
    }

    #[rstest]
    #[case(0, "0", "0")]
    #[case(999, "999", "999")]
    #[case(1_234, "1\u{202f}234", "1,234")]
    #[case(1_000_000, "1\u{202f}000\u{202f}000", "1,000,000")]
    fn numbers_have_their_groups(#[case] value: u64, #[case] french: &str, #[case] english: &str) {
        assert_eq!(number(Lang::Fr, value), french);
        assert_eq!(number(Lang::En, value), english);
    }

    #[rstest]
    #[case(0, 10, "0%")]
    #[case(1, 1000, "<\u{202f}1%")]
    #[case(1, 3, "33%")]
    #[case(2, 3, "67%")]
    #[case(5, 0, "<\u{202f}1%")]
    #[case(7, 7, "100%")]
    fn shares_are_whole(#[case] part: u64, #[case] whole: u64, #[case] english: &str) {
        assert_eq!(percent(Lang::En, part, whole), english);
        assert_eq!(percent(Lang::Fr, part, whole), english.replace('%', "\u{202f}%"));
    }

    #[rstest]
    #[case(1_056_166, "USD", "10\u{202f}562\u{a0}$", "$10,562")]
    #[case(49, "EUR", "0\u{a0}€", "€0")]
    #[case(-12_350, "CHF", "−124\u{a0}CHF", "−CHF\u{a0}124")]
    #[case(100, "", "1", "1")]
    fn sums_stand_with_their_currency(
        #[case] hundredths: i64,
        #[case] currency: &str,
        #[case] french: &str,
        #[case] english: &str,
    ) {
        assert_eq!(money(Lang::Fr, hundredths, currency), french);
        assert_eq!(money(Lang::En, hundredths, currency), english);
    }

    #[rstest]
    #[case(&[], "", "")]
    #[case(&["a"], "a", "a")]
    #[case(&["a", "b"], "a et b", "a and b")]
    #[case(&["a", "b", "c"], "a, b et c", "a, b and c")]
    fn lists_end_with_a_word(#[case] items: &[&str], #[case] french: &str, #[case] english: &str) {
        assert_eq!(list(Lang::Fr, items), french);
        assert_eq!(list(Lang::En, items), english);
    }

    #[test]
    fn plurals_follow_the_language() {
        assert_eq!(counted(Lang::Fr, "albums", 0), "0 album");
        assert_eq!(counted(Lang::En, "albums", 0), "0 albums");
        assert_eq!(counted(Lang::Fr, "albums", 1_234), "1\u{202f}234 albums");
        assert_eq!(counted(Lang::En, "albums", 1), "1 album");
    }
}
