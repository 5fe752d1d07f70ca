//! What was asked of the stand-ins, in order.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::watch;

/// One request as it arrived, and what became of it.
#[derive(Debug, Clone)]
pub struct Call {
    /// `discogs`, `spotify`, `accounts`, `ai` or `images`.
    pub service: String,
    /// `GET`, `POST`…
    pub method: String,
    /// The path after the service's prefix: `/oauth/identity`.
    pub path: String,
    /// The query as sent, without `?`; empty when there was none.
    pub query: String,
    /// What was answered; `None` while unanswered, and for ever where the connection was cut or hung.
    pub status: Option<u16>,
    /// Arrival, counted from the start of the stand-ins.
    pub at: Duration,
    /// Whether an `Authorization` header came with it.
    pub authorized: bool,
    /// The `User-Agent` header, empty when absent.
    pub user_agent: String,
    /// The `Accept` header, empty when absent.
    pub accept: String,
    /// The body of a `POST` to `ai` or `accounts`, empty otherwise.
    pub body: String,
    /// Whether it came when the moving window was already full.
    pub over_limit: bool,
}

/// Every request since the start. Clones look at the same journal.
#[derive(Debug, Clone)]
pub struct Journal(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    started: Instant,
    calls: Mutex<Vec<Call>>,
    changes: watch::Sender<u64>,
}

impl Journal {
    pub(crate) fn new() -> Self {
        Self(Arc::new(Shared { started: Instant::now(), calls: Mutex::default(), changes: watch::Sender::new(0) }))
    }

    fn with<T>(&self, look: impl FnOnce(&mut Vec<Call>) -> T) -> T {
        look(&mut self.0.calls.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn amend(&self, change: impl FnOnce(&mut Vec<Call>) -> usize) -> usize {
        let place = self.with(change);
        self.0.changes.send_modify(|version| *version += 1);
        place
    }

    pub(crate) fn arrived(&self, mut call: Call) -> usize {
        call.at = self.0.started.elapsed();
        self.amend(|calls| {
            calls.push(call);
            calls.len() - 1
        })
    }

    pub(crate) fn refused(&self, place: usize) {
        self.amend(|calls| {
            if let Some(call) = calls.get_mut(place) {
                call.over_limit = true;
            }
            place
        });
    }

    pub(crate) fn answered(&self, place: usize, status: u16) {
        self.amend(|calls| {
            if let Some(call) = calls.get_mut(place) {
                call.status = Some(status);
            }
            place
        });
    }

    /// Everything so far, oldest first.
    #[must_use]
    pub fn all(&self) -> Vec<Call> {
        self.with(|calls| calls.clone())
    }

    /// The requests to one service, oldest first.
    #[must_use]
    pub fn of(&self, service: &str) -> Vec<Call> {
        self.with(|calls| calls.iter().filter(|call| call.service == service).cloned().collect())
    }

    /// How many requests one service got.
    #[must_use]
    pub fn calls(&self, service: &str) -> usize {
        self.with(|calls| calls.iter().filter(|call| call.service == service).count())
    }

    /// How many requests one service got below a path: `calls_to("discogs", "/releases/")`.
    #[must_use]
    pub fn calls_to(&self, service: &str, path: &str) -> usize {
        let at = |call: &&Call| call.service == service && call.path.starts_with(path);
        self.with(|calls| calls.iter().filter(at).count())
    }

    /// How many requests came when the moving window was already full, refused or not.
    #[must_use]
    pub fn over_limit(&self) -> usize {
        self.with(|calls| calls.iter().filter(|call| call.over_limit).count())
    }

    /// Waits until a service got at least `calls` requests, answered or not.
    pub async fn wait_for(&self, service: &str, calls: usize) {
        self.wait_until(|all| all.iter().filter(|call| call.service == service).count() >= calls).await;
    }

    /// Waits until what was asked so far satisfies `enough`.
    pub async fn wait_until(&self, enough: impl Fn(&[Call]) -> bool + Send) {
        let mut changes = self.0.changes.subscribe();
        // The sender lives in `self`, so waiting cannot fail while we are here.
        let _ = changes.wait_for(|_| self.with(|calls| enough(calls))).await;
    }

    /// Forgets everything: counters start at 0 again. Only when no request is under way.
    pub fn clear(&self) {
        self.amend(|calls| {
            calls.clear();
            0
        });
    }
}
