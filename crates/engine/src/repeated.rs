//! Warnings that would be repeated each second for as long as their cause lasts, such as a database that is down.

use std::collections::HashMap;
use std::fmt::Display;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// One line for each cause in this time.
const PAUSE: Duration = Duration::from_secs(30);
/// Causes that are remembered: an error's text may hold anything.
const MOST_CAUSES: usize = 64;

static WARNINGS: Mutex<Option<Warnings>> = Mutex::new(None);

/// Whether this warning was not given for the last half minute, in the whole process. Says so once: the next call is told no.
pub(crate) fn is_due(what: &'static str, cause: &dyn Display) -> bool {
    let mut warnings = WARNINGS.lock().unwrap_or_else(PoisonError::into_inner);
    warnings.get_or_insert_default().is_due(what, cause, Instant::now())
}

#[derive(Debug, Default)]
struct Warnings(HashMap<(&'static str, String), Instant>);

impl Warnings {
    fn is_due(&mut self, what: &'static str, cause: &dyn Display, now: Instant) -> bool {
        let key = (what, cause.to_string());
        if self.0.get(&key).is_some_and(|at| now.duration_since(*at) < PAUSE) {
            return false;
        }
        self.0.retain(|_, at| now.duration_since(*at) < PAUSE);
        if self.0.len() < MOST_CAUSES {
            self.0.insert(key, now);
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_cause_is_told_once_in_half_a_minute() {
        let (mut warnings, start) = (Warnings::default(), Instant::now());
        let at = |seconds| start + Duration::from_secs(seconds);
        assert!(warnings.is_due("jobs", &"down", at(0)));
        assert!((1..30).all(|second| !warnings.is_due("jobs", &"down", at(second))));
        assert!(warnings.is_due("jobs", &"busy", at(3)), "another cause");
        assert!(warnings.is_due("schedule", &"down", at(4)), "another thing that does not work");
        assert!(warnings.is_due("jobs", &"down", at(30)) && !warnings.is_due("jobs", &"down", at(31)));
    }

    #[test]
    fn causes_without_end_take_no_room_without_end() {
        let (mut warnings, now) = (Warnings::default(), Instant::now());
        assert!((0..1_000).all(|number| warnings.is_due("jobs", &number, now)));
        assert_eq!(warnings.0.len(), MOST_CAUSES);
    }
}
