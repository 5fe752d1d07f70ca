//! What a request may cost: processor time spent on looking through the catalogue, and whether anybody still waits for it.
//!
//! A request's [`Budget`] is known to all that is asked within it. The index looks at it between steps of a few milliseconds
//! at most and stops early; what it has found by then is thrown away.

use crate::error::{Result, StoreError};
use std::cell::RefCell;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

tokio::task_local! {
    /// Of the request that this task answers.
    static REQUEST: Arc<Spent>;
}

thread_local! {
    /// Of the question that this thread answers, with the thread's time when it began.
    static QUESTION: RefCell<Option<(Arc<Spent>, Duration)>> = const { RefCell::new(None) };
}

/// Processor time that the questions of one request may take together.
#[derive(Debug)]
pub struct Budget(Arc<Spent>);

#[derive(Debug)]
struct Spent {
    most: Duration,
    nanoseconds: AtomicU64,
    is_abandoned: AtomicBool,
}

impl Spent {
    fn add(&self, time: Duration) {
        let nanoseconds = u64::try_from(time.as_nanos()).unwrap_or(u64::MAX);
        self.nanoseconds.fetch_add(nanoseconds, Ordering::Relaxed);
    }

    fn is_over(&self, more: Duration) -> bool {
        let spent = Duration::from_nanos(self.nanoseconds.load(Ordering::Relaxed));
        self.is_abandoned.load(Ordering::Relaxed) || spent.saturating_add(more) > self.most
    }
}

/// Says that nobody waits any more, when it is dropped.
struct Abandoned(Arc<Spent>);

impl Drop for Abandoned {
    fn drop(&mut self) {
        self.0.is_abandoned.store(true, Ordering::Relaxed);
    }
}

impl Budget {
    /// So much processor time.
    pub fn new(most: Duration) -> Self {
        Self(Arc::new(Spent { most, nanoseconds: AtomicU64::new(0), is_abandoned: AtomicBool::new(false) }))
    }

    /// Does something within this budget. Once it is dropped, done or not, all that it asked stops too.
    pub async fn within<T>(self, work: impl Future<Output = T>) -> T {
        let _abandoned_at_the_end = Abandoned(self.0.clone());
        REQUEST.scope(self.0, work).await
    }
}

/// Work off the runtime, within the budget of the request that asks for it; without one it takes as long as it takes.
///
/// # Errors
/// [`StoreError::TooCostly`] where the budget is spent.
pub(crate) async fn off_the_runtime<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    let spent = REQUEST.try_with(Arc::clone).ok();
    let work = move || {
        let Some(spent) = spent else { return Ok(work()) };
        let begun = processor_time();
        QUESTION.set(Some((spent.clone(), begun)));
        let found = (!is_over()).then(work);
        QUESTION.set(None);
        spent.add(processor_time().saturating_sub(begun));
        found.filter(|_| !spent.is_over(Duration::ZERO)).ok_or(StoreError::TooCostly)
    };
    tokio::task::spawn_blocking(work).await.map_err(|_| StoreError::Db(sqlx::Error::WorkerCrashed))?
}

/// Notes work that was done on the runtime.
///
/// # Errors
/// [`StoreError::TooCostly`] where the budget is spent with it.
pub(crate) fn charge(time: Duration) -> Result<()> {
    let is_over = REQUEST.try_with(|spent| {
        spent.add(time);
        spent.is_over(Duration::ZERO)
    });
    if is_over.unwrap_or(false) { Err(StoreError::TooCostly) } else { Ok(()) }
}

/// Whether the question that this thread answers is to be given up.
pub(crate) fn is_over() -> bool {
    QUESTION.with_borrow(|question| {
        question.as_ref().is_some_and(|(spent, begun)| spent.is_over(processor_time().saturating_sub(*begun)))
    })
}

/// What this thread has used of a processor: on a busy machine less than the time that goes by.
fn processor_time() -> Duration {
    #[cfg(unix)]
    {
        let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
        Duration::try_from(time).unwrap_or_default()
    }
    #[cfg(not(unix))]
    {
        static BEGUN: std::sync::LazyLock<std::time::Instant> = std::sync::LazyLock::new(std::time::Instant::now);
        BEGUN.elapsed()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    /// Works until it is told to stop, ten seconds at most.
    fn work_on() -> bool {
        let begun = std::time::Instant::now();
        while begun.elapsed() < Duration::from_secs(10) {
            if is_over() {
                return true;
            }
        }
        false
    }

    #[tokio::test]
    async fn work_stops_when_its_time_is_spent() {
        let budget = Budget::new(Duration::from_millis(20));
        let (first, second) =
            budget.within(async { (off_the_runtime(work_on).await, off_the_runtime(|| 1).await) }).await;
        assert!(matches!(first, Err(StoreError::TooCostly)));
        assert!(matches!(second, Err(StoreError::TooCostly)), "nothing is left for another question");
    }

    #[tokio::test]
    async fn work_stops_when_nobody_waits_any_more() {
        let (told, stopped) = tokio::sync::oneshot::channel();
        let asked = Budget::new(Duration::from_secs(60)).within(off_the_runtime(move || told.send(work_on())));
        assert!(tokio::time::timeout(Duration::from_millis(50), asked).await.is_err(), "it is dropped while it works");
        assert!(stopped.await.unwrap());
    }

    #[tokio::test]
    async fn without_a_budget_work_takes_its_time() {
        assert!(!off_the_runtime(is_over).await.unwrap());
        assert!(charge(Duration::from_secs(60)).is_ok());
        let spent = Budget::new(Duration::from_secs(1)).within(async { charge(Duration::from_secs(2)) }).await;
        assert!(matches!(spent, Err(StoreError::TooCostly)));
    }
}
