//! `Date Added`: the time of day in California, where Discogs' servers count, without saying so.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

const SHAPE: &str = "%Y-%m-%d %H:%M:%S";

/// The rules since 2007, and those before: Discogs began in 2000.
const RULES: [&str; 2] = ["PST8PDT,M3.2.0,M11.1.0", "PST8PDT,M4.1.0,M10.5.0"];

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

    /// Milliseconds UTC; `None` when it is no date and time.
    pub fn parse(&self, text: &str) -> Option<i64> {
        let civil = DateTime::strptime(SHAPE, text).ok()?;
        let zoned = civil.to_zoned(self.zone(civil.year()).clone()).ok()?;
        Some(zoned.timestamp().as_millisecond())
    }

    /// As discogs.com writes it; empty when it is unknown.
    pub fn render(&self, at: Option<i64>) -> String {
        let Some(at) = at.and_then(|at| Timestamp::from_millisecond(at).ok()) else { return String::new() };
        let year = at.to_zoned(self.since_2007.clone()).year();
        at.to_zoned(self.zone(year).clone()).strftime(SHAPE).to_string()
    }
}
