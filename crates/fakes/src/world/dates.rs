//! When things were added: in evenings of cataloguing, with quiet weeks between, and first of all the whole shelf at once.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::dice::Dice;

const TOPIC: u64 = 3;
/// 2012-03-03 18:00 UTC.
const FIRST: i64 = 1_330_797_600;
/// 2025-11-09 20:00 UTC.
const LAST: i64 = 1_762_718_400;

/// `count` instants in seconds, oldest first, all different.
pub(crate) fn added(seed: u64, count: usize) -> Vec<i64> {
    let mut dice = Dice::new(&[seed, TOPIC]);
    let shelf = count / 5;
    let mut within = 0_i64;
    let mut pauses = 0.0;
    let steps: Vec<(i64, f64)> = (0..count)
        .map(|place| {
            let session = dice.chance(if place < shelf { 0.03 } else { 0.3 });
            let pause = match session {
                true if place < shelf => dice.unit() * 0.05,
                true => 0.02 + dice.unit().powi(3) * 4.0,
                false => 0.0,
            };
            within += dice.between(9, 140);
            pauses += pause;
            (within, pauses)
        })
        .collect();
    let room = (LAST - FIRST - within).max(0) as f64;
    let unit = if pauses > 0.0 { room / pauses } else { 0.0 };
    steps.into_iter().map(|(within, pauses)| FIRST + within + (pauses * unit) as i64).collect()
}

/// As Discogs writes it, on the clock of its own coast: `2019-03-09T22:43:28-08:00`.
pub(crate) fn pacific(seconds: i64) -> String {
    let coast = TimeZone::posix("PST8PDT,M3.2.0,M11.1.0").unwrap_or(TimeZone::UTC);
    let at = Timestamp::from_second(seconds).unwrap_or_default();
    at.to_zoned(coast).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_offset_follows_the_coast() {
        assert_eq!(pacific(1_575_000_000), "2019-11-28T20:00:00-08:00");
        assert_eq!(pacific(1_560_000_000), "2019-06-08T06:20:00-07:00");
    }

    #[test]
    fn instants_rise_and_stay_in_range() {
        for count in [1, 2, 236, 5_000] {
            let added = added(7, count);
            assert_eq!(added.len(), count);
            assert!(added.windows(2).all(|pair| pair[0] < pair[1]));
            assert!(added.iter().all(|at| (FIRST..=LAST).contains(at)));
        }
    }
}
