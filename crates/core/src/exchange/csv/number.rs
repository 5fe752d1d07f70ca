//! Numbers as spreadsheets and scripts write them.

/// A whole number. `5.0` and, with a decimal comma, `5,0` are 5, as programs write a column that has empty cells; a leading
/// apostrophe is a spreadsheet's mark for text. `1.000` is no whole number here: it may be a thousand.
pub(super) fn whole(cell: &str) -> Option<i64> {
    let cell = cell.trim();
    let cell = cell.strip_prefix('\'').unwrap_or(cell);
    let digits = match cell.split_once(['.', ',']) {
        Some((digits, "" | "0" | "00")) => digits,
        Some(_) => return None,
        None => cell,
    };
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    digits.parse().ok()
}

/// The year of a release: a number, or a date that holds one year (`1975-00-00`, `01.01.1975`, `1/1/1975`). `Some(0)` is
/// how discogs.com writes an unknown year.
pub(super) fn year(cell: &str) -> Option<i32> {
    if let Some(number) = whole(cell) {
        return i32::try_from(number).ok().filter(|year| (0..=9_999).contains(year));
    }
    let date = cell.trim().split([' ', 'T']).next().unwrap_or_default();
    let mut year = None;
    for part in date.split(['-', '.', '/']) {
        let number: i32 = part.parse().ok().filter(|_| part.bytes().all(|byte| byte.is_ascii_digit()))?;
        match part.len() {
            1 | 2 if number <= 31 => {}
            4 if year.is_none() && number > 0 => year = Some(number),
            _ => return None,
        }
    }
    year
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("5", Some(5))]
    #[case(" 5.0 ", Some(5))]
    #[case("5,0", Some(5))]
    #[case("100001.00", Some(100_001))]
    #[case("'0042", Some(42))]
    #[case("1.000", None)]
    #[case("1.00001E+05", None)]
    #[case("-5", None)]
    #[case("5.5", None)]
    #[case("", None)]
    #[case(".0", None)]
    #[case("99999999999999999999", None)]
    fn whole_numbers(#[case] cell: &str, #[case] number: Option<i64>) {
        assert_eq!(whole(cell), number);
    }

    #[rstest]
    #[case("1975", Some(1975))]
    #[case("1975.0", Some(1975))]
    #[case("0", Some(0))]
    #[case("1975-00-00", Some(1975))]
    #[case("1975-01-01 00:00:00", Some(1975))]
    #[case("1975-01-01T00:00:00Z", Some(1975))]
    #[case("01.01.1975", Some(1975))]
    #[case("1/1/1975", Some(1975))]
    #[case("1/1/75", None)]
    #[case("1975-1976", None)]
    #[case("soon", None)]
    #[case("99999", None)]
    fn years(#[case] cell: &str, #[case] expected: Option<i32>) {
        assert_eq!(year(cell), expected);
    }
}
