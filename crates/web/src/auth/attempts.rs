//! Wrong passwords cost time: each one after the third doubles the wait for the next.

use std::time::{Duration, Instant};

const FREE: u32 = 3;
const LONGEST: u64 = 60;

/// The wrong passwords since the last right one.
#[derive(Default)]
pub(super) struct Attempts {
    failures: u32,
    not_before: Option<Instant>,
}

/// What came of one attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Attempt {
    Right,
    Wrong,
    /// Not even looked at: the next one is possible in so many seconds.
    Wait {
        seconds: u64,
    },
}

impl Attempts {
    pub(super) fn attempt(&mut self, now: Instant, is_right: impl FnOnce() -> bool) -> Attempt {
        let left = self.not_before.map(|instant| instant.saturating_duration_since(now)).unwrap_or_default();
        if !left.is_zero() {
            return Attempt::Wait { seconds: left.as_millis().div_ceil(1000).try_into().unwrap_or(LONGEST) };
        }
        if is_right() {
            *self = Self::default();
            return Attempt::Right;
        }
        self.failures = self.failures.saturating_add(1);
        let wait = self.failures.checked_sub(FREE).map_or(0, |beyond| 1_u64.checked_shl(beyond).unwrap_or(LONGEST));
        self.not_before = now.checked_add(Duration::from_secs(wait.min(LONGEST)));
        Attempt::Wrong
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_doubles_up_to_a_minute() {
        let mut attempts = Attempts::default();
        let mut now = Instant::now();
        let mut waits = Vec::new();
        for failure in 1..=11 {
            assert_eq!(attempts.attempt(now, || false), Attempt::Wrong);
            if failure >= FREE {
                let Attempt::Wait { seconds } = attempts.attempt(now, || true) else { panic!("no wait") };
                waits.push(seconds);
                now += Duration::from_secs(seconds);
            }
        }
        assert_eq!(waits, [1, 2, 4, 8, 16, 32, 60, 60, 60]);
        assert_eq!(attempts.attempt(now, || true), Attempt::Right);
        assert_eq!(attempts.attempt(now, || false), Attempt::Wrong);
        assert_eq!(attempts.attempt(now, || true), Attempt::Right);
    }
}
