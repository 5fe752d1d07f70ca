//! What a collection would fetch, over time.

use jiff::{Timestamp, tz::TimeZone};
use serde::Serialize;
use sillon_core::valuation::Valuation;
use utoipa::ToSchema;

/// What Discogs says that the collection would fetch, going by what its records were sold for. Asked once a day at most,
/// when the page of statistics is opened, and from then on with a daily scheduled sync.
#[derive(Debug, PartialEq, Serialize, ToSchema)]
pub struct ValueDocument {
    /// The currency's three letters, else the sign that Discogs writes.
    #[schema(example = "EUR")]
    currency: String,
    /// The last day's.
    #[serde(flatten)]
    latest: DayDocument,
    /// Day by day, oldest first, in that currency.
    history: Vec<DayDocument>,
}

/// A day's figures, in units of the currency.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct DayDocument {
    /// Which, in UTC.
    #[schema(example = "2026-11-23")]
    day: String,
    /// At the lowest prices.
    #[schema(example = 5495.41)]
    minimum: f64,
    /// At the middle ones.
    median: f64,
    /// At the highest ones.
    maximum: f64,
}

impl ValueDocument {
    /// `None` where nothing was said yet. Days in another currency than the last are left out.
    pub fn of(valuations: &[Valuation]) -> Option<Self> {
        let last = valuations.last()?;
        let currency = last.worth.currency.clone();
        let same = valuations.iter().filter(|valuation| valuation.worth.currency == currency);
        Some(Self { latest: day(last)?, history: same.filter_map(day).collect(), currency })
    }
}

fn day(valuation: &Valuation) -> Option<DayDocument> {
    let worth = &valuation.worth;
    let instant = Timestamp::from_millisecond(valuation.day).ok()?;
    Some(DayDocument {
        day: instant.to_zoned(TimeZone::UTC).strftime("%Y-%m-%d").to_string(),
        minimum: units(worth.minimum),
        median: units(worth.median),
        maximum: units(worth.maximum),
    })
}

#[allow(clippy::cast_precision_loss, reason = "sums are far below 2^52 hundredths")]
fn units(hundredths: i64) -> f64 {
    hundredths as f64 / 100.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{json, to_value};
    use sillon_core::valuation::{DAY, Worth};

    #[test]
    fn the_last_day_stands_above_the_days_of_its_currency() {
        let said = |day: i64, median, currency: &str| Valuation {
            day: day * DAY,
            worth: Worth { minimum: 549_541, median, maximum: 2_506_493, currency: currency.into() },
        };
        assert_eq!(ValueDocument::of(&[]), None);
        let days = [said(20_000, 1, "USD"), said(20_001, 900_000, "EUR"), said(20_002, 1_056_166, "EUR")];
        let (first, last) =
            (json!({"day": "2024-10-05", "minimum": 5495.41, "median": 9000.0, "maximum": 25064.93}), 10561.66);
        let document = to_value(ValueDocument::of(&days)).unwrap();
        assert_eq!(
            (&document["currency"], &document["median"], &document["day"]),
            (&json!("EUR"), &json!(last), &json!("2024-10-06"))
        );
        assert_eq!((document["history"].as_array().unwrap().len(), &document["history"][0]), (2, &first));
    }
}
