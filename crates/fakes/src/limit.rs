//! The moving window in which only so many requests are let through.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// What the window says of one request.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Verdict {
    pub(crate) over: bool,
    pub(crate) limit: usize,
    pub(crate) used: usize,
    /// Whole seconds until the oldest request leaves the window, at least 1.
    pub(crate) free_in: u64,
}

#[derive(Debug)]
pub(crate) struct Window {
    length: Duration,
    passed: Mutex<VecDeque<Instant>>,
}

impl Window {
    pub(crate) fn new(length: Duration) -> Self {
        Self { length, passed: Mutex::default() }
    }

    /// Counts a request in, unless `limit` of them already lie within the window and `enforced` keeps it out.
    pub(crate) fn admit(&self, limit: usize, enforced: bool) -> Verdict {
        let now = Instant::now();
        let mut passed = self.passed.lock().unwrap_or_else(PoisonError::into_inner);
        while passed.front().is_some_and(|at| now.duration_since(*at) >= self.length) {
            passed.pop_front();
        }
        let over = passed.len() >= limit;
        if !(over && enforced) {
            passed.push_back(now);
        }
        let left = passed.front().map_or(Duration::ZERO, |at| self.length.saturating_sub(now.duration_since(*at)));
        Verdict { over, limit, used: passed.len(), free_in: left.as_secs_f64().ceil().max(1.0) as u64 }
    }
}
