//! Dates, times and durations as the reader's language writes them.

use super::{Lang, text, text_with};
use jiff::Timestamp;
use jiff::tz::TimeZone;

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// `3 mars 2024`.
pub fn date(lang: Lang, zone: &TimeZone, at: i64) -> String {
    let Some(local) = zoned(zone, at) else { return String::new() };
    let month = text(lang, &format!("month-{}", local.month()));
    match (lang, local.day()) {
        (Lang::Fr, 1) => format!("1er {month} {}", local.year()),
        (_, day) => format!("{day} {month} {}", local.year()),
    }
}

/// `mars 2024`.
pub fn month(lang: Lang, zone: &TimeZone, at: i64) -> String {
    let Some(local) = zoned(zone, at) else { return String::new() };
    format!("{} {}", text(lang, &format!("month-{}", local.month())), local.year())
}

/// `3 mars 2024 à 21:04`.
pub fn date_time(lang: Lang, zone: &TimeZone, at: i64) -> String {
    let Some(local) = zoned(zone, at) else { return String::new() };
    let time = format!("{:02}:{:02}", local.hour(), local.minute());
    text_with(lang, "date-time", &[("date", date(lang, zone, at).into()), ("time", time.into())])
}

/// `21:04`, or with its date when that is another day than now.
pub fn clock_from(lang: Lang, zone: &TimeZone, now: i64, at: i64) -> String {
    let (Some(there), Some(here)) = (zoned(zone, at), zoned(zone, now)) else { return String::new() };
    if there.date() != here.date() {
        return date_time(lang, zone, at);
    }
    format!("{:02}:{:02}", there.hour(), there.minute())
}

/// For `<time datetime="…">`.
pub fn machine(at: i64) -> String {
    Timestamp::from_millisecond(at).map(|at| at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()).unwrap_or_default()
}

/// `il y a 3 min`; from a month on, the date.
pub fn ago(lang: Lang, zone: &TimeZone, now: i64, at: i64) -> String {
    let past = now.saturating_sub(at).max(0);
    let (key, count) = match (past / MINUTE, past / HOUR, past / DAY) {
        (0, ..) => ("ago-now", 0),
        (minutes, 0, _) => ("ago-minutes", minutes),
        (_, hours, 0) => ("ago-hours", hours),
        (.., days @ 1..30) => ("ago-days", days),
        _ => return date(lang, zone, at),
    };
    text_with(lang, key, &[("count", count.into())])
}

/// `12 s`, `2 min 5 s`, `1 h 03 min`.
pub fn duration(seconds: u64) -> String {
    let (hours, minutes, rest) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    match (hours, minutes) {
        (0, 0) => format!("{rest}\u{a0}s"),
        (0, _) if rest == 0 => format!("{minutes}\u{a0}min"),
        (0, _) => format!("{minutes}\u{a0}min {rest}\u{a0}s"),
        _ => format!("{hours}\u{a0}h {minutes:02}\u{a0}min"),
    }
}

fn zoned(zone: &TimeZone, at: i64) -> Option<jiff::Zoned> {
    Timestamp::from_millisecond(at).ok().map(|at| at.to_zoned(zone.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    const NOON: i64 = 1_709_467_440_000;

    #[test]
    fn dates_read_in_both_languages() {
        assert_eq!(date(Lang::Fr, &TimeZone::UTC, NOON), "3 mars 2024");
        assert_eq!(date(Lang::En, &TimeZone::UTC, NOON), "3 March 2024");
        assert_eq!(date(Lang::Fr, &TimeZone::UTC, NOON - 2 * DAY), "1er mars 2024");
        assert_eq!(date_time(Lang::Fr, &TimeZone::UTC, NOON), "3 mars 2024 à 12:04");
        assert_eq!(date_time(Lang::En, &TimeZone::UTC, NOON), "3 March 2024 at 12:04");
        assert_eq!(month(Lang::Fr, &TimeZone::UTC, NOON), "mars 2024");
        assert_eq!(clock_from(Lang::Fr, &TimeZone::UTC, NOON, NOON + HOUR), "13:04");
        assert_eq!(clock_from(Lang::En, &TimeZone::UTC, NOON, NOON + DAY), "4 March 2024 at 12:04");
        assert_eq!(machine(NOON), "2024-03-03T12:04:00Z");
        assert_eq!(date(Lang::Fr, &TimeZone::UTC, i64::MAX), "");
    }

    #[test]
    fn dates_are_the_readers_day() {
        let west = TimeZone::fixed(jiff::tz::offset(-13));
        assert_eq!(date(Lang::Fr, &west, NOON), "2 mars 2024");
    }

    #[rstest]
    #[case(-5, "à l’instant")]
    #[case(59_999, "à l’instant")]
    #[case(3 * MINUTE, "il y a 3\u{a0}min")]
    #[case(2 * HOUR, "il y a 2\u{a0}h")]
    #[case(DAY, "hier")]
    #[case(5 * DAY, "il y a 5\u{a0}jours")]
    #[case(40 * DAY, "3 mars 2024")]
    fn the_past_is_told_from_now(#[case] past: i64, #[case] expected: &str) {
        assert_eq!(ago(Lang::Fr, &TimeZone::UTC, NOON + past, NOON), expected);
    }

    #[rstest]
    #[case(12, "12\u{a0}s")]
    #[case(120, "2\u{a0}min")]
    #[case(125, "2\u{a0}min 5\u{a0}s")]
    #[case(3_780, "1\u{a0}h 03\u{a0}min")]
    fn durations_have_two_units_at_most(#[case] seconds: u64, #[case] expected: &str) {
        assert_eq!(duration(seconds), expected);
    }
}
