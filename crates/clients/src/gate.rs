//! The way to one service: so many calls in any window, less when the service says so, none while it asks for a pause.

mod breaker;
mod window;

use breaker::Breaker;
use sillon_core::progress::WaitReason;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::{Notify, watch};
use tokio::time::Instant;
use window::Window;

/// A shorter wait is not worth a line on a page.
const WORTH_SHOWING: Duration = Duration::from_millis(250);

/// How many calls a service takes.
#[derive(Clone, Copy, Debug)]
pub struct GateConfig {
    /// The most calls in any window, all let through at once if they come at once; at least 1 is taken.
    pub calls: u32,
    /// The length of the moving window.
    pub window: Duration,
}

/// A wait at a gate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GateWait {
    /// Until when.
    pub until: Instant,
    /// Why.
    pub reason: WaitReason,
}

/// The gate before one service. Clones share it; callers pass in the order in which they came.
///
/// The service's headers can only lower the limit of [`GateConfig`]. After a fault or a refusal the gate stays shut for
/// everybody, not only for the call concerned: a service in trouble is left alone.
#[derive(Clone)]
pub struct Gate(Arc<Shared>);

struct Shared {
    /// Held by the one caller whose turn it is; tokio's mutex serves in order and forgets who gives up.
    turn: tokio::sync::Mutex<()>,
    state: Mutex<State>,
    /// Wakes the caller whose turn it is when the wait has become another.
    changed: Notify,
    wait: watch::Sender<Option<GateWait>>,
}

struct State {
    window: Window,
    breaker: Breaker,
    calls: u64,
}

impl Gate {
    /// An open gate that has let nothing through yet.
    pub fn new(config: GateConfig) -> Self {
        Self(Arc::new(Shared {
            turn: tokio::sync::Mutex::default(),
            state: Mutex::new(State { window: Window::new(config), breaker: Breaker::default(), calls: 0 }),
            changed: Notify::new(),
            wait: watch::Sender::new(None),
        }))
    }

    /// What the gate waits for at present, if it is long enough to be shown: changes as it begins, moves and ends.
    pub fn watch_wait(&self) -> watch::Receiver<Option<GateWait>> {
        self.0.wait.subscribe()
    }

    /// Calls let through since the start, repeated ones included.
    pub fn calls(&self) -> u64 {
        self.state().calls
    }

    /// How long `calls` further calls take at least, by the limit and by the pause asked for, if they answer at once.
    pub fn pace(&self, calls: u64) -> Duration {
        self.state().window.pace(calls, Instant::now())
    }

    /// Whether the service is not to be asked for a while: five faults in a row, or a pause longer than a call may take.
    /// After that while it may be asked again; the first answer closes the matter, the next fault opens it anew.
    pub fn is_open(&self) -> bool {
        self.open_for().is_some()
    }

    /// Whether it is faults that keep it shut, not a pause that the service asked for.
    pub fn is_failing(&self) -> bool {
        self.state().breaker.is_failing()
    }

    /// How long the service is not to be asked.
    pub(crate) fn open_for(&self) -> Option<Duration> {
        self.state().breaker.open_for(Instant::now())
    }

    /// Waits for its turn and a free place, takes the place, and says when that was. A pause asked for by the service
    /// that would last longer than `patience` is not waited out but returned. Dropped before it returns, it takes nothing.
    pub(crate) async fn pass(&self, patience: Duration) -> Result<Instant, Duration> {
        let _turn = self.0.turn.lock().await;
        let mut shown = Shown { sender: &self.0.wait, any: false };
        loop {
            let now = Instant::now();
            let wait = {
                let mut state = self.state();
                let pause = state.window.pause(now);
                if pause > patience {
                    return Err(pause);
                }
                match state.window.next_opening(now) {
                    Some(wait) => wait,
                    None => {
                        state.window.record(now);
                        state.calls += 1;
                        return Ok(now);
                    }
                }
            };
            shown.show(wait, now);
            tokio::select! {
                () = tokio::time::sleep_until(wait.until) => {}
                () = self.0.changed.notified() => {}
            }
        }
    }

    /// Takes in what an answer to the call of `sent_at` says of the service's limit.
    pub(crate) fn hear(&self, limit: Option<u32>, remaining: Option<u32>, sent_at: Instant) {
        let now = Instant::now();
        let mut state = self.state();
        state.window.lower(limit);
        if remaining.is_some_and(|remaining| state.window.may_exhaust(remaining, sent_at)) {
            let until = state.window.clears_at(now);
            state.window.hold(GateWait { until, reason: WaitReason::RateLimit });
        }
        drop(state);
        self.0.changed.notify_one();
    }

    /// Shuts the gate for a while.
    pub(crate) fn hold(&self, pause: Duration, reason: WaitReason) {
        self.state().window.hold(GateWait { until: Instant::now() + pause, reason });
        self.0.changed.notify_one();
    }

    /// Shuts the gate for so long that nobody is to wait for it.
    pub(crate) fn shut(&self, pause: Duration) {
        self.state().breaker.shut(Instant::now() + pause);
        self.hold(pause, WaitReason::RateLimit);
    }

    /// Ends a pause that was asked for, however much of it is left: the caller knows better how late it is. What the window allows
    /// stays as it is.
    pub fn reopen(&self) {
        let mut state = self.state();
        state.window.release();
        state.breaker.reopen();
        drop(state);
        self.0.changed.notify_one();
    }

    /// How long until the oldest call has left the window: the pause after a refusal that names none.
    pub(crate) fn clears_in(&self) -> Duration {
        let now = Instant::now();
        self.state().window.clears_at(now).duration_since(now)
    }

    /// The length of the moving window.
    pub(crate) fn window(&self) -> Duration {
        self.state().window.length()
    }

    /// The service answered.
    pub(crate) fn mark_answered(&self) {
        self.state().breaker.mark_answered();
    }

    /// The service did not answer, or not usably.
    pub(crate) fn mark_fault(&self) {
        self.state().breaker.mark_fault(Instant::now());
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The wait on show; taken down when it is over, and when the waiting caller gives up.
struct Shown<'a> {
    sender: &'a watch::Sender<Option<GateWait>>,
    any: bool,
}

impl Shown<'_> {
    fn show(&mut self, wait: GateWait, now: Instant) {
        if self.any || wait.until.duration_since(now) > WORTH_SHOWING {
            self.any = true;
            self.sender.send_if_modified(|shown| shown.replace(wait) != Some(wait));
        }
    }
}

impl Drop for Shown<'_> {
    fn drop(&mut self) {
        if self.any {
            self.sender.send_replace(None);
        }
    }
}

#[cfg(test)]
mod tests;
