//! When to ask again.

/// How long "they have nothing" is believed, in milliseconds: 90 days.
pub const ABSENT_FOR: i64 = 90 * 24 * 3_600_000;
/// After so many failures only a person asks again.
pub const MOST_ATTEMPTS: u32 = 5;
const FIRST_PAUSE: i64 = 60_000;

/// When a subject that failed for the `attempts`-th time is asked about again, in milliseconds UTC: after 1, 8, 64 and 512
/// minutes; never by itself after the last.
pub fn retry_at(attempts: u32, now: i64) -> Option<i64> {
    let pause = FIRST_PAUSE << (3 * attempts.saturating_sub(1).min(10));
    (attempts < MOST_ATTEMPTS).then(|| now.saturating_add(pause))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_and_end() {
        let minutes: Vec<Option<i64>> = (1..=5).map(|tried| retry_at(tried, 0).map(|at| at / 60_000)).collect();
        assert_eq!(minutes, [Some(1), Some(8), Some(64), Some(512), None]);
        assert_eq!(retry_at(u32::MAX, i64::MAX), None);
    }
}
