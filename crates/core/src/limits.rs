//! Limits on what comes in from outside: from Discogs and other services, from files, from the API. They are in one place,
//! so that every entry point has the same ones.
//!
//! To guard a new entry point: ask [`is_too_long`] of each text before it is kept, or [`long_text`] of a whole JSON value, and
//! compare numbers with the range of their kind. A value that an owner types may have a smaller limit of its own
//! (`core::edit`); none has a larger one.

use serde_json::Value;
use std::ops::RangeInclusive;

/// The longest text of one field, in bytes. Real ones are shorter by far: the longest notes of a release at Discogs have
/// some 20 kB.
pub const MOST_TEXT: usize = 64 * 1024;

/// All ids are below, Discogs' and ours: every program reads them exactly, also one that counts in floating point.
pub const MOST_ID: i64 = 1 << 53;

/// Ids of anything. 0 is "none" at Discogs and is never kept as an id.
pub const IDS: RangeInclusive<i64> = 1..=MOST_ID - 1;

/// Years of a pressing or of a work; an unknown year is none.
pub const YEARS: RangeInclusive<i64> = 1..=9_999;

/// Stars of a copy; 0 is unrated.
pub const RATINGS: RangeInclusive<i64> = 0..=5;

/// How many discs, tapes or files a format has. Sums over all formats of a release stay far below what a `u32` holds.
pub const QUANTITIES: RangeInclusive<i64> = 1..=1_000_000;

/// Positions, versions and rows that are counted.
pub const COUNTS: RangeInclusive<i64> = 0..=MOST_ID - 1;

/// Instants in milliseconds UTC, from the year 1 to the end of the year 9998: they can be written as dates in every time
/// zone.
pub const INSTANTS: RangeInclusive<i64> = -62_135_596_800_000..=253_370_764_799_999;

/// Sums of money in hundredths. A debt is negative.
pub const SUMS: RangeInclusive<i64> = -(MOST_ID - 1)..=MOST_ID - 1;

/// Whether a text is longer than [`MOST_TEXT`].
pub fn is_too_long(text: &str) -> bool {
    text.len() > MOST_TEXT
}

/// Where in a JSON value a text is longer than [`MOST_TEXT`]: the names of members and positions of elements with dots
/// between, `basic_information.artists.0.name`; the first such place. A name of a member counts as a text.
pub fn long_text(value: &Value) -> Option<String> {
    let within = |name: &str, value: &Value| {
        let inner = long_text(value)?;
        Some(if inner.is_empty() { name.to_owned() } else { format!("{name}.{inner}") })
    };
    match value {
        Value::String(text) => is_too_long(text).then(String::new),
        Value::Array(elements) => {
            elements.iter().enumerate().find_map(|(position, element)| within(&position.to_string(), element))
        }
        Value::Object(members) => members.iter().find_map(|(name, member)| {
            // Too long to be quoted.
            if is_too_long(name) { Some("…".to_owned()) } else { within(name, member) }
        }),
        Value::Null | Value::Bool(_) | Value::Number(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;
    use serde_json::json;

    #[test]
    fn a_text_is_measured_in_bytes() {
        assert!(!is_too_long(&"x".repeat(MOST_TEXT)) && is_too_long(&"x".repeat(MOST_TEXT + 1)));
        assert!(!is_too_long(&"é".repeat(MOST_TEXT / 2)) && is_too_long(&"é".repeat(MOST_TEXT / 2 + 1)));
    }

    #[rstest]
    #[case(json!("short"), None)]
    #[case(json!({"a": [1, null, {"b": "short"}]}), None)]
    #[case(json!("x".repeat(MOST_TEXT)), None)]
    #[case(json!("x".repeat(MOST_TEXT + 1)), Some(""))]
    #[case(json!({"a": [1, {"b": "x".repeat(MOST_TEXT + 1)}]}), Some("a.1.b"))]
    #[case(json!({"a": {"x".repeat(MOST_TEXT + 1): 1}}), Some("a.…"))]
    fn a_long_text_is_found_where_it_is(#[case] value: Value, #[case] place: Option<&str>) {
        assert_eq!(long_text(&value).as_deref(), place);
    }
}
