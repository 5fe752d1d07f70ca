//! Whether a service is worth asking. Only says so: who is stopped by it is the caller's decision.

use std::time::Duration;
use tokio::time::Instant;

/// So many faults in a row are no accident.
const FAULTS: u32 = 5;
/// How long a failing service is left alone.
const REST: Duration = Duration::from_secs(60);

#[derive(Default)]
pub(super) struct Breaker {
    faults: u32,
    rests_until: Option<Instant>,
    /// Asked for by the service itself, so an answer to an earlier call does not end it.
    shut_until: Option<Instant>,
}

impl Breaker {
    /// The faults are not forgotten when the rest is over: the next one opens the breaker at once.
    pub(super) fn mark_fault(&mut self, now: Instant) {
        self.faults = self.faults.saturating_add(1);
        if self.faults >= FAULTS {
            self.rests_until = Some(now + REST);
        }
    }

    pub(super) fn mark_answered(&mut self) {
        self.faults = 0;
        self.rests_until = None;
    }

    pub(super) fn shut(&mut self, until: Instant) {
        self.shut_until = self.shut_until.max(Some(until));
    }

    pub(super) fn reopen(&mut self) {
        self.shut_until = None;
    }

    pub(super) fn is_failing(&self) -> bool {
        self.faults >= FAULTS
    }

    pub(super) fn open_for(&self, now: Instant) -> Option<Duration> {
        let until = self.rests_until.max(self.shut_until)?;
        Some(until.saturating_duration_since(now)).filter(|left| !left.is_zero())
    }
}
