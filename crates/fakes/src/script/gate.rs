use std::sync::Arc;

use tokio::sync::watch;

/// Holds calls back until it is opened.
#[derive(Debug, Clone)]
pub struct Gate(Arc<watch::Sender<State>>);

#[derive(Debug, Clone, Copy, Default)]
struct State {
    open: bool,
    waiting: usize,
}

impl Gate {
    pub(crate) fn shut() -> Self {
        Self(Arc::new(watch::Sender::new(State::default())))
    }

    /// Lets every call through, those that wait and those that come later.
    pub fn open(&self) {
        self.0.send_modify(|state| state.open = true);
    }

    /// Waits until at least `calls` calls stand before the gate.
    pub async fn wait_for(&self, calls: usize) {
        let mut state = self.0.subscribe();
        // The sender lives in `self`: waiting cannot fail.
        let _ = state.wait_for(|state| state.waiting >= calls).await;
    }

    pub(crate) async fn pass(&self) {
        let mut state = self.0.subscribe();
        self.0.send_modify(|state| state.waiting += 1);
        let _ = state.wait_for(|state| state.open).await;
    }
}
