//! The board on which a run's progress stands. A state, not a log: who looks late still sees all there is to know.

use sillon_core::progress::Progress;
use tokio::sync::watch;

/// Written by the work, read by everybody.
#[derive(Clone, Debug)]
pub(crate) struct Board(watch::Sender<Progress>);

impl Board {
    pub(crate) fn new() -> Self {
        Self(watch::Sender::new(Progress::default()))
    }

    pub(crate) fn read(&self) -> Progress {
        self.0.borrow().clone()
    }

    pub(crate) fn watch(&self) -> watch::Receiver<Progress> {
        self.0.subscribe()
    }

    /// Changes the state in place; watchers are woken.
    pub(crate) fn change(&self, change: impl FnOnce(&mut Progress)) {
        self.0.send_modify(change);
    }

    /// Puts up another state, unless it stands there already.
    pub(crate) fn put(&self, progress: Progress) {
        self.0.send_if_modified(|current| {
            let differs = *current != progress;
            *current = progress;
            differs
        });
    }
}
