//! A year, or some years in a row.

use std::fmt;

/// From one year to another, both included; 1 to 9999.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Years {
    /// The first.
    pub first: i32,
    /// The last.
    pub last: i32,
}

const LEAST: i32 = 1;
const MOST: i32 = 9_999;

impl Years {
    /// One year.
    pub fn one(year: i32) -> Self {
        Self { first: year, last: year }
    }

    /// The ten years of a decade.
    pub fn decade(first: i32) -> Self {
        Self { first, last: first.saturating_add(9) }
    }

    /// Whether a year is among them.
    pub fn contains(self, year: i32) -> bool {
        (self.first..=self.last).contains(&year)
    }

    /// From `1959`, `1970-1979`, `1970-79`, `1970s`, `70s`, `1970-` (and later), `-1979` (and before); `..` is as good as a dash.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().replace("..", "-").replace(['–', '—'], "-");
        if let Some(decade) = text.strip_suffix(['s', 'S']) {
            let first = match (year(decade)?, decade.len()) {
                (short, 2) => short + if short < 30 { 2000 } else { 1900 },
                (first, _) => first,
            };
            return (first % 10 == 0).then(|| Self::decade(first));
        }
        let Some((first, last)) = text.split_once('-') else { return year(&text).map(Self::one) };
        let years = match (first.trim(), last.trim()) {
            ("", "") => return None,
            (first, "") => Self { first: year(first)?, last: MOST },
            ("", last) => Self { first: LEAST, last: year(last)? },
            (first, last) => Self { last: last_of(year(first)?, last)?, first: year(first)? },
        };
        (years.first <= years.last).then_some(years)
    }

    /// As [`Years::parse`], and while somebody still types: `197` is 1970 to 1979, `19` the century.
    pub fn parse_unfinished(text: &str) -> Option<Self> {
        let digits = text.bytes().all(|byte| byte.is_ascii_digit());
        match (digits, text.len(), text.as_bytes().first()) {
            (true, 1..=3, Some(b'1' | b'2')) => {
                let room = 10_i32.pow(4 - u32::try_from(text.len()).ok()?);
                let first = text.parse::<i32>().ok()? * room;
                Some(Self { first, last: first + room - 1 })
            }
            _ => Self::parse(text.trim_end_matches(['-', '.'])),
        }
    }
}

fn year(text: &str) -> Option<i32> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|year| digits && (LEAST..=MOST).contains(year))
}

/// `79` after 1970 is 1979.
fn last_of(first: i32, text: &str) -> Option<i32> {
    let last = year(text).or_else(|| (text == "00").then_some(0))?;
    if text.len() == 2 && first > 99 { Some(first / 100 * 100 + last) } else { Some(last) }
}

impl fmt::Display for Years {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.first, self.last) {
            (first, last) if first == last => write!(out, "{first}"),
            (first, MOST) => write!(out, "{first}-"),
            (LEAST, last) => write!(out, "-{last}"),
            (first, last) => write!(out, "{first}-{last}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case("1959", Some((1959, 1959)))]
    #[case("1970-79", Some((1970, 1979)))]
    #[case("1970-1979", Some((1970, 1979)))]
    #[case("1970..1979", Some((1970, 1979)))]
    #[case("1970s", Some((1970, 1979)))]
    #[case("70s", Some((1970, 1979)))]
    #[case("20s", Some((2020, 2029)))]
    #[case("1975s", None)]
    #[case("1970-", Some((1970, 9999)))]
    #[case("-1979", Some((1, 1979)))]
    #[case("1979-1970", None)]
    #[case("1999-04", None)]
    #[case("abc", None)]
    #[case("0", None)]
    #[case("+5", None)]
    #[case("-", None)]
    #[case("", None)]
    fn years_as_people_write_them(#[case] text: &str, #[case] years: Option<(i32, i32)>) {
        assert_eq!(Years::parse(text).map(|years| (years.first, years.last)), years);
    }

    #[rstest]
    #[case("1", Some((1000, 1999)))]
    #[case("19", Some((1900, 1999)))]
    #[case("197", Some((1970, 1979)))]
    #[case("1970-", Some((1970, 1970)))]
    #[case("70", Some((70, 70)))]
    #[case("x", None)]
    fn a_year_is_understood_while_it_is_typed(#[case] text: &str, #[case] years: Option<(i32, i32)>) {
        assert_eq!(Years::parse_unfinished(text).map(|years| (years.first, years.last)), years);
    }

    proptest! {
        #[test]
        fn what_is_written_reads_the_same(first in 1_i32..9_999, more in 0_i32..200) {
            let years = Years { first, last: (first + more).min(9_999) };
            prop_assert_eq!(Years::parse(&years.to_string()), Some(years));
        }

        #[test]
        fn no_text_is_too_odd(text in "\\PC{0,12}") {
            let _ = (Years::parse(&text), Years::parse_unfinished(&text));
        }
    }
}
