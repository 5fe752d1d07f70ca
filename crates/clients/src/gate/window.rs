//! The arithmetic of a moving window: when the next call may go. No clock and no waiting.

use super::{GateConfig, GateWait};
use sillon_core::progress::WaitReason;
use std::collections::VecDeque;
use std::time::Duration;
use tokio::time::Instant;

/// Of a limit that the service tells and that is below ours, one call in so many is left unused: we note when a call
/// departs, the service when it arrives, so calls can lie closer together there than here. 60 leaves 5, 25 leaves 2.
const RESERVE: u32 = 12;

pub(super) struct Window {
    config: GateConfig,
    /// The limit as the service last told it.
    told: Option<u32>,
    /// When each call of the last window departed, oldest first.
    log: VecDeque<Instant>,
    /// Until when the service wants no call.
    held: Option<GateWait>,
}

impl Window {
    pub(super) fn new(config: GateConfig) -> Self {
        Self { config, told: None, log: VecDeque::new(), held: None }
    }

    pub(super) fn length(&self) -> Duration {
        self.config.window
    }

    /// The most calls in a window, at present.
    fn limit(&self) -> usize {
        let ours = self.config.calls.max(1);
        let limit = match self.told {
            Some(told) if told < ours => (told - told / RESERVE).max(1),
            _ => ours,
        };
        usize::try_from(limit).unwrap_or(usize::MAX)
    }

    /// How long the service still wants no call.
    pub(super) fn pause(&self, now: Instant) -> Duration {
        self.held.map_or(Duration::ZERO, |held| held.until.saturating_duration_since(now))
    }

    /// What the next call has to wait for; none when it may go now.
    pub(super) fn next_opening(&mut self, now: Instant) -> Option<GateWait> {
        self.forget(now);
        let held = self.held.filter(|held| held.until > now);
        let full = self.log.len().checked_sub(self.limit()).and_then(|oldest| self.log.get(oldest));
        let full = full.map(|at| GateWait { until: *at + self.config.window, reason: WaitReason::RateLimit });
        match (held, full) {
            (Some(held), Some(full)) => Some(if full.until > held.until { full } else { held }),
            (held, full) => held.or(full),
        }
    }

    pub(super) fn record(&mut self, now: Instant) {
        self.forget(now);
        self.log.push_back(now);
    }

    /// Takes over the limit that the service tells; without effect where it is not below ours.
    pub(super) fn lower(&mut self, told: Option<u32>) {
        self.told = told.or(self.told);
    }

    /// Whether `remaining` places, as told in the answer to a call, may all be taken by calls that departed after it:
    /// others may share our address, so that our own log is not the whole truth.
    pub(super) fn may_exhaust(&self, remaining: u32, sent_at: Instant) -> bool {
        let sent_since = self.log.iter().filter(|at| **at > sent_at).count();
        usize::try_from(remaining).is_ok_and(|remaining| remaining <= sent_since)
    }

    /// Lets no call through until then; a longer pause asked for before stays.
    pub(super) fn hold(&mut self, wait: GateWait) {
        if self.held.is_none_or(|held| held.until < wait.until) {
            self.held = Some(wait);
        }
    }

    /// Ends a pause.
    pub(super) fn release(&mut self) {
        self.held = None;
    }

    /// When the oldest call leaves the window, and with it a place becomes free; a whole window from now if none is in it.
    pub(super) fn clears_at(&mut self, now: Instant) -> Instant {
        self.forget(now);
        *self.log.front().unwrap_or(&now) + self.config.window
    }

    /// How long `calls` further calls take at least. The calls so far and those to come stand in one row, and each
    /// departs a window after the one that stands `limit` places before it, and none before a pause is over.
    pub(super) fn pace(&mut self, calls: u64, now: Instant) -> Duration {
        self.forget(now);
        if calls == 0 {
            return Duration::ZERO;
        }
        let limit = self.limit();
        let in_window = self.log.len().min(limit);
        let start = now + self.pause(now);
        let last = (in_window as u64).saturating_add(calls - 1);
        let rounds = u32::try_from(last / limit as u64).unwrap_or(u32::MAX);
        let place = usize::try_from(last % limit as u64).unwrap_or_default();
        let Some(later_rounds) = rounds.checked_sub(1) else { return start - now };
        let earlier = if place < in_window { self.log[self.log.len() - in_window + place] } else { start };
        let at = (earlier + self.config.window).max(start);
        (at - now).saturating_add(self.config.window.saturating_mul(later_rounds))
    }

    fn forget(&mut self, now: Instant) {
        while self.log.front().is_some_and(|at| *at + self.config.window <= now) {
            self.log.pop_front();
        }
    }
}
