//! `Date Added`: the time of day in California, where Discogs' servers count, without saying so; or what a spreadsheet made
//! of it.
//!
//! Spreadsheets write a date in the order of their user's country. A single `11/2/2022` does not say its order, but the
//! column does as soon as one of its days is above 12 ([`DateOrder::of_column`]). A date that is not certain is unknown: a
//! wrong one is never stored.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

const SHAPE: &str = "%Y-%m-%d %H:%M:%S";

/// The rules since 2007, and those before: Discogs began in 2000.
const RULES: [&str; 2] = ["PST8PDT,M3.2.0,M11.1.0", "PST8PDT,M4.1.0,M10.5.0"];

/// The months in English, French and German, by their first letters.
const MONTHS: [&[&str]; 12] = [
    &["jan"],
    &["feb", "fev", "fév"],
    &["mar", "mär", "mrz"],
    &["apr", "avr"],
    &["may", "mai"],
    &["jun", "juin"],
    &["jul", "juil"],
    &["aug", "aou", "aoû"],
    &["sep"],
    &["oct", "okt"],
    &["nov"],
    &["dec", "dez", "déc"],
];

/// What the dates of a column say of their order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DateOrder {
    /// Nothing, or two things that cannot both be.
    #[default]
    Unknown,
    /// 21/5/2021.
    DayFirst,
    /// 5/21/2021.
    MonthFirst,
}

impl DateOrder {
    /// The order of a column, from all of its cells.
    pub fn of_column<'a>(cells: impl IntoIterator<Item = &'a str>) -> Self {
        let mut evidence = OrderEvidence::default();
        cells.into_iter().for_each(|cell| evidence.see(cell));
        evidence.order()
    }
}

/// What was seen of a column so far.
#[derive(Clone, Copy, Debug, Default)]
pub struct OrderEvidence {
    day_first: bool,
    month_first: bool,
}

impl OrderEvidence {
    /// Takes in one cell.
    pub fn see(&mut self, cell: &str) {
        if let Some(Written { day: Day::Numbers(one, other, _), .. }) = Written::read(cell) {
            self.day_first |= one > 12 && other <= 12;
            self.month_first |= other > 12 && one <= 12;
        }
    }

    /// The order, where the cells agree on one.
    pub fn order(self) -> DateOrder {
        match (self.day_first, self.month_first) {
            (true, false) => DateOrder::DayFirst,
            (false, true) => DateOrder::MonthFirst,
            _ => DateOrder::Unknown,
        }
    }
}

/// Knows the zone; made once a file.
#[derive(Clone, Debug)]
pub struct Pacific {
    since_2007: TimeZone,
    before: TimeZone,
}

impl Default for Pacific {
    fn default() -> Self {
        let zone = |rule: &str| TimeZone::posix(rule).unwrap_or(TimeZone::UTC);
        Self { since_2007: zone(RULES[0]), before: zone(RULES[1]) }
    }
}

impl Pacific {
    fn zone(&self, year: i16) -> &TimeZone {
        if year >= 2007 { &self.since_2007 } else { &self.before }
    }

    /// Milliseconds UTC; `None` when it is no date and time, or not a certain one.
    pub fn parse(&self, text: &str, order: DateOrder) -> Option<i64> {
        let text = text.trim();
        if let Ok(civil) = DateTime::strptime(SHAPE, text) {
            return self.instant(civil);
        }
        // ISO 8601 with `Z` or an offset says its own zone.
        if text.contains('T')
            && let Ok(at) = text.parse::<Timestamp>()
        {
            return plausible(at.as_millisecond());
        }
        let written = Written::read(text)?;
        let (year, month, day) = match (written.day, order) {
            (Day::Certain(year, month, day), _) => (year, month, day),
            (Day::Numbers(one, other, year), DateOrder::DayFirst) => (year, other, one),
            (Day::Numbers(one, other, year), DateOrder::MonthFirst) => (year, one, other),
            // A day above 12, or the same number twice, reads in one way only.
            (Day::Numbers(one, other, year), DateOrder::Unknown) if one > 12 || one == other => (year, other, one),
            (Day::Numbers(one, other, year), DateOrder::Unknown) if other > 12 => (year, one, other),
            (Day::Numbers(..), DateOrder::Unknown) => return None,
        };
        let (hour, minute, second) = written.time;
        self.instant(DateTime::new(year, month, day, hour, minute, second, 0).ok()?)
    }

    fn instant(&self, civil: DateTime) -> Option<i64> {
        let zoned = civil.to_zoned(self.zone(civil.year()).clone()).ok()?;
        plausible(zoned.timestamp().as_millisecond())
    }

    /// As discogs.com writes it; empty when it is unknown.
    pub fn render(&self, at: Option<i64>) -> String {
        let Some(at) = at.and_then(|at| Timestamp::from_millisecond(at).ok()) else { return String::new() };
        let year = at.to_zoned(self.since_2007.clone()).year();
        at.to_zoned(self.zone(year).clone()).strftime(SHAPE).to_string()
    }
}

/// Nothing is added to a collection before 1970 or after 2200.
fn plausible(at: i64) -> Option<i64> {
    (0..7_258_118_400_000).contains(&at).then_some(at)
}

/// A date as it is written, before its order is known.
struct Written {
    day: Day,
    time: (i8, i8, i8),
}

enum Day {
    /// Year, month, day.
    Certain(i16, i8, i8),
    /// Two numbers whose order the column decides, and the year.
    Numbers(i8, i8, i16),
}

impl Written {
    fn read(text: &str) -> Option<Self> {
        let text = text.trim().trim_end_matches('Z');
        // The day may have spaces of its own (`21 mai 2021 13:04`); the time is what has colons.
        let (day, time) = match text.find(':') {
            None => (text, (0, 0, 0)),
            Some(colon) => {
                let begins = text[..colon].rfind([' ', 'T', ','])?;
                (&text[..begins], clock(text[begins..].trim_start_matches([' ', 'T', ',']))?)
            }
        };
        Some(Self { day: date(day.trim_end_matches([' ', ',']))?, time })
    }
}

/// `13:04`, `13:04:09`, `13:04:09.5`, `1:04 PM`.
fn clock(text: &str) -> Option<(i8, i8, i8)> {
    let lower = text.to_lowercase();
    let (digits, afternoon) = match lower.trim_end_matches('.').replace(['.', '\u{202f}', '\u{a0}'], " ") {
        text if text.ends_with("pm") || text.ends_with("p m") => (text, Some(true)),
        text if text.ends_with("am") || text.ends_with("a m") => (text, Some(false)),
        text => (text, None),
    };
    // The fraction of a second went with the full stops.
    let digits = digits.split(|sign: char| !sign.is_ascii_digit() && sign != ':').next()?.to_owned();
    let mut parts = digits.split(':');
    let (hour, minute) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    let second = parts.next().map_or(Some(0), |second| second.parse().ok())?;
    let hour: i8 = match (hour, afternoon) {
        (12, Some(false)) => 0,
        (1..=11, Some(true)) => hour + 12,
        (1..=12, Some(_)) | (_, None) => hour,
        _ => return None,
    };
    ((0..24).contains(&hour) && (0..60).contains(&minute) && (0..60).contains(&second))
        .then_some((hour, minute, second))
}

fn date(text: &str) -> Option<Day> {
    let parts: Vec<&str> = text.split(['-', '.', '/', ' ', ',']).filter(|part| !part.is_empty()).collect();
    let [one, other, last] = parts[..] else { return None };
    if let Some(month) = month(other) {
        return Some(Day::Certain(year(last)?, month, small(one)?));
    }
    if let Some(month) = month(one) {
        return Some(Day::Certain(year(last)?, month, small(other)?));
    }
    if one.len() == 4 {
        return Some(Day::Certain(year(one)?, small(other)?, small(last)?));
    }
    let (one, other, year) = (small(one)?, small(other)?, year(last)?);
    // With full stops no country writes the month first.
    if text.contains('.') { Some(Day::Certain(year, other, one)) } else { Some(Day::Numbers(one, other, year)) }
}

fn month(word: &str) -> Option<i8> {
    let word = word.to_lowercase();
    let known = |names: &&[&str]| names.iter().any(|name| word.starts_with(name));
    if !word.chars().all(char::is_alphabetic) {
        return None;
    }
    let at = MONTHS.iter().position(known)?;
    i8::try_from(at + 1).ok()
}

fn small(digits: &str) -> Option<i8> {
    let number = digits.parse().ok().filter(|_| digits.len() <= 2)?;
    (1..=31).contains(&number).then_some(number)
}

/// Two digits are of this century: Discogs began in 2000.
fn year(digits: &str) -> Option<i16> {
    let number: i16 = digits.parse().ok()?;
    match digits.len() {
        2 => Some(2_000 + number),
        4 => Some(number),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn read(text: &str, order: DateOrder) -> Option<String> {
        let zone = Pacific::default();
        zone.parse(text, order).map(|at| zone.render(Some(at)))
    }

    #[rstest]
    #[case("2021-05-21 13:04:09", "2021-05-21 13:04:09")]
    #[case("2021-05-21 13:04", "2021-05-21 13:04:00")]
    #[case("2021-05-21T13:04:09", "2021-05-21 13:04:09")]
    #[case("2021-05-21T20:04:09Z", "2021-05-21 13:04:09")]
    #[case("2021-05-21T13:04:09-07:00", "2021-05-21 13:04:09")]
    #[case("2021-05-21T22:04:09.250+02:00", "2021-05-21 13:04:09")]
    #[case("2021-05-21", "2021-05-21 00:00:00")]
    #[case("2021/5/21 13:04", "2021-05-21 13:04:00")]
    #[case("21.05.2021 13:04", "2021-05-21 13:04:00")]
    #[case("02.11.2022 08:15", "2022-11-02 08:15:00")]
    #[case("21.05.21 13:04:09", "2021-05-21 13:04:09")]
    #[case("5/21/2021 13:04", "2021-05-21 13:04:00")]
    #[case("21/5/2021 1:04 PM", "2021-05-21 13:04:00")]
    #[case("5/21/2021 12:04 a.m.", "2021-05-21 00:04:00")]
    #[case("5/5/2021 8:15", "2021-05-05 08:15:00")]
    #[case("21-May-2021 13:04", "2021-05-21 13:04:00")]
    #[case("21-mai-21", "2021-05-21 00:00:00")]
    #[case("May 21, 2021 1:04 PM", "2021-05-21 13:04:00")]
    #[case("21 déc. 2021 13:04", "2021-12-21 13:04:00")]
    fn a_date_that_reads_in_one_way_needs_no_column(#[case] text: &str, #[case] expected: &str) {
        assert_eq!(read(text, DateOrder::Unknown).as_deref(), Some(expected));
    }

    #[rstest]
    #[case("11/2/2022 8:15")]
    #[case("11-02-2022 08:15")]
    #[case("11/2/22")]
    #[case("31.02.2021 13:04")]
    #[case("13/13/2021")]
    #[case("44337.5445")]
    #[case("yesterday")]
    #[case("13:04")]
    #[case("1/2")]
    #[case("0021-05-21 13:04:09")]
    #[case("21.05.2021 25:04")]
    fn what_is_not_certain_is_unknown(#[case] text: &str) {
        assert_eq!(read(text, DateOrder::Unknown), None);
    }

    #[test]
    fn the_column_decides() {
        let american = ["5/21/2021 13:04", "", "11/2/2022 8:15"];
        assert_eq!(DateOrder::of_column(american), DateOrder::MonthFirst);
        assert_eq!(read(american[2], DateOrder::MonthFirst).as_deref(), Some("2022-11-02 08:15:00"));
        let british = ["21/05/2021 13:04", "02/11/2022 08:15"];
        assert_eq!(DateOrder::of_column(british), DateOrder::DayFirst);
        assert_eq!(read(british[1], DateOrder::DayFirst).as_deref(), Some("2022-11-02 08:15:00"));
        assert_eq!(DateOrder::of_column(["1/2/2021", "11/2/2022"]), DateOrder::Unknown);
        assert_eq!(DateOrder::of_column(["21/5/2021", "5/21/2021"]), DateOrder::Unknown);
        assert_eq!(DateOrder::of_column(["2021-05-21 13:04:09", "21.05.2021"]), DateOrder::Unknown);
    }
}
