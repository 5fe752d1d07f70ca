//! What the headers of an answer say of the limit on calls.

use jiff::Timestamp;
use reqwest::header::{DATE, HeaderMap, HeaderName, RETRY_AFTER};
use std::time::Duration;

/// Whoever asks for more means "never", and more would not fit an instant on every platform.
const LONGEST: Duration = Duration::from_secs(30 * 24 * 3600);

/// Calls in a window, as the service limits them.
pub(super) fn limit(headers: &HeaderMap) -> Option<u32> {
    number(headers, &HeaderName::from_static("x-discogs-ratelimit"))
}

/// Calls that are left in the present window.
pub(super) fn remaining(headers: &HeaderMap) -> Option<u32> {
    number(headers, &HeaderName::from_static("x-discogs-ratelimit-remaining"))
}

/// How long to wait, given in seconds, whole or with a fraction, or as a date; a date is counted from the answer's own, so
/// that no clock has to agree, and from now where the answer has none.
pub(crate) fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let given = text(headers, &RETRY_AFTER)?;
    let wait = match seconds(given) {
        Some(wait) => wait,
        None => {
            let until = date(given)?;
            let sent = text(headers, &DATE).and_then(date).unwrap_or_else(Timestamp::now);
            Duration::try_from(until.duration_since(sent)).unwrap_or_default()
        }
    };
    Some(wait.min(LONGEST))
}

/// Digits, and a fraction after a dot: nothing else that reads as a number in Rust.
fn seconds(text: &str) -> Option<Duration> {
    let is_plain = text.starts_with(|first: char| first.is_ascii_digit())
        && text.chars().all(|letter| letter.is_ascii_digit() || letter == '.');
    let seconds: f64 = if is_plain { text.parse().ok()? } else { return None };
    Some(Duration::try_from_secs_f64(seconds).unwrap_or(LONGEST))
}

fn date(text: &str) -> Option<Timestamp> {
    jiff::fmt::rfc2822::DateTimeParser::new().parse_timestamp(text).ok()
}

fn number(headers: &HeaderMap, name: &HeaderName) -> Option<u32> {
    text(headers, name)?.parse().ok()
}

fn text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name)?.to_str().ok().map(str::trim)
}

#[cfg(test)]
mod tests {
    use super::*;
    use reqwest::header::HeaderValue;
    use rstest::rstest;

    #[rstest]
    #[case("12", Some(12))]
    #[case(" 0 ", Some(0))]
    #[case("Sun, 06 Nov 1994 08:49:47 GMT", Some(10))]
    #[case("Sun, 06 Nov 1994 08:00:00 GMT", Some(0))]
    #[case("99999999999999", Some(30 * 24 * 3600))]
    #[case("soon", None)]
    #[case("-1", None)]
    #[case("1.5", Some(2))]
    #[case("3600.0", Some(3600))]
    #[case("86400", Some(86_400))]
    #[case("1.5.2", None)]
    #[case("1e3", None)]
    #[case("inf", None)]
    fn retry_after_in_seconds_or_as_a_date(#[case] given: &str, #[case] seconds: Option<u64>) {
        let mut headers = HeaderMap::new();
        headers.insert(DATE, HeaderValue::from_static("Sun, 06 Nov 1994 08:49:37 GMT"));
        headers.insert(RETRY_AFTER, HeaderValue::from_str(given).unwrap());
        let wait = retry_after(&headers).map(|wait| wait.as_secs_f64().round() as u64);
        assert_eq!(wait, seconds);
    }

    #[test]
    fn a_date_in_an_answer_without_one_is_counted_from_now() {
        let mut headers = HeaderMap::new();
        headers.insert(RETRY_AFTER, HeaderValue::from_static("Sun, 06 Nov 1994 08:49:37 GMT"));
        assert_eq!(retry_after(&headers), Some(Duration::ZERO));
        headers.insert(RETRY_AFTER, HeaderValue::from_static("Tue, 31 Dec 2999 23:59:59 GMT"));
        assert_eq!(retry_after(&headers), Some(LONGEST));
    }

    #[test]
    fn limits_are_numbers_or_nothing() {
        let mut headers = HeaderMap::new();
        headers.insert("x-discogs-ratelimit", HeaderValue::from_static("60"));
        headers.insert("x-discogs-ratelimit-remaining", HeaderValue::from_static("-3"));
        assert_eq!((limit(&headers), remaining(&headers)), (Some(60), None));
    }
}
