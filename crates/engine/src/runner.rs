//! Takes jobs from the database and sees them through. A job is claimed under a lease that is renewed while it is
//! worked on, so that one left by a killed process is taken up by the next, and no transaction is held meanwhile.

mod settle;
mod work;

use crate::board::Board;
use crate::faults::Halt;
use crate::remotes::Remotes;
use crate::repeated;
use futures::FutureExt;
use sillon_clients::Gate;
use sillon_core::fault::Fault;
use sillon_core::id::{AccountId, JobId};
use sillon_core::job::{Job, JobKind, JobParams, JobState};
use sillon_core::progress::{Progress, Service, Status};
use sillon_store::{Enqueued, Store, StoreError};
use std::panic::AssertUnwindSafe;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::Notify;
use tokio::time::{MissedTickBehavior, interval};
use tokio_util::sync::CancellationToken;
use work::work;

/// How often the database is asked for jobs that nobody announced: those of another process, or left by one.
const LOOK_AROUND: Duration = Duration::from_secs(1);
/// No generation of a database.
const UNSEEN: i64 = -1;
/// A job that brought its process down so often is given up.
const MOST_ATTEMPTS: u32 = 5;

/// How one kind of job is done.
pub(crate) trait Task: Send + Sync + Sized + 'static {
    /// Which kind.
    const KIND: JobKind;
    /// A job in the making.
    type Run: Send + 'static;

    /// Takes a claimed job in hand; `None` when it asks for something else than its kind.
    fn begin(&self, job: &Job, owner: &str, board: &Board, cancel: CancellationToken) -> Option<Self::Run>;

    /// Does it.
    fn work(run: &mut Self::Run) -> impl Future<Output = Result<(), Halt>> + Send;

    /// The gates whose waits hold it up.
    fn gates(&self) -> Vec<(Service, Gate)>;

    /// Whether what it has still to do waits for a service.
    fn waits_for(&self, _progress: &Progress, _service: Service) -> bool {
        true
    }

    /// Writes its end; what is returned stands on the board. Without a run, the work panicked.
    fn end(&self, job: &Job, run: Option<Self::Run>, end: End<'_>) -> impl Future<Output = Progress> + Send;
}

/// How a job ended.
pub(crate) struct End<'a> {
    /// Who had it.
    pub(crate) owner: &'a str,
    /// Where it stands now.
    pub(crate) state: JobState,
    /// What it last said of itself.
    pub(crate) last: Progress,
    /// Why it ended early.
    pub(crate) fault: Option<Fault>,
    /// When, in milliseconds UTC.
    pub(crate) at: i64,
}

pub(crate) struct Runner<T> {
    task: T,
    account: AccountId,
    store: Store,
    remotes: Arc<Remotes>,
    board: Board,
    lease: Duration,
    owner: String,
    woken: Notify,
    /// Of the database whose jobs were last looked at.
    generation: AtomicI64,
    /// The job that was last worked on here, and which attempt at it that was.
    worked_on: Mutex<Option<(JobId, u32)>>,
}

impl<T: Task> Runner<T> {
    pub(crate) fn new(
        task: T,
        account: AccountId,
        store: Store,
        remotes: Arc<Remotes>,
        board: Board,
        lease: Duration,
    ) -> Self {
        let owner = uuid::Uuid::now_v7().to_string();
        let (woken, generation) = (Notify::new(), AtomicI64::new(UNSEEN));
        Self { task, account, store, remotes, board, lease, owner, woken, generation, worked_on: Mutex::default() }
    }

    /// What its jobs say of themselves.
    pub(crate) fn board(&self) -> &Board {
        &self.board
    }

    /// Puts a job in the queue and on the board, unless one of its kind is active.
    pub(crate) async fn enqueue(&self, params: JobParams) -> Result<(JobId, Enqueued), StoreError> {
        let (id, now) = (JobId(uuid::Uuid::now_v7().to_string()), self.remotes.clock().now());
        let dry_run = params.is_dry_run();
        let enqueued = self.store.enqueue_job(self.account, &id, params, now).await?;
        if enqueued == Enqueued::New {
            self.board.put(Progress {
                status: Status::Starting,
                job_id: Some(id.clone()),
                dry_run,
                started_at: Some(now),
                ..Progress::default()
            });
            self.wake();
        }
        Ok((id, enqueued))
    }

    /// Shows the last job there is, whatever was shown before, if a backup has taken the database's place.
    pub(crate) async fn follow_anew(&self) -> Result<(), StoreError> {
        let reader = self.store.reader();
        let generation = reader.generation().await?;
        let before = self.generation.swap(generation, Ordering::Relaxed);
        if before != generation && before != UNSEEN {
            let last = reader.last_job(self.account, T::KIND).await?;
            self.board.put(last.map(|job| job.progress).unwrap_or_default());
        }
        Ok(())
    }

    /// Whether this very attempt at a job came to its end here, whatever its row says.
    fn has_ended(&self, job: &Job) -> bool {
        let worked_on = self.worked_on.lock().unwrap_or_else(PoisonError::into_inner);
        job.state.is_active() && worked_on.as_ref() == Some(&(job.id.clone(), job.attempts))
    }

    /// Looks for a job, or for a request to cancel, at once.
    pub(crate) fn wake(&self) {
        self.woken.notify_one();
    }
}

/// Runs jobs until the shutdown.
pub(crate) async fn run<T: Task>(runner: Arc<Runner<T>>, shutdown: CancellationToken) {
    let mut look = interval(LOOK_AROUND);
    look.set_missed_tick_behavior(MissedTickBehavior::Delay);
    while !shutdown.is_cancelled() {
        let clock = runner.remotes.clock();
        match runner.store.claim_job(T::KIND, &runner.owner, clock.now(), clock.after(runner.lease)).await {
            Ok(Some(job)) => {
                // A panic around the work would end the runner, and no job of its kind would ever be done again.
                if AssertUnwindSafe(work(&runner, job, &shutdown)).catch_unwind().await.is_err() {
                    tracing::error!(kind = T::KIND.as_str(), "a job was left in a panic until its lease ends");
                }
                continue;
            }
            Ok(None) => follow(&runner).await,
            // Each runner looks once a second.
            Err(error) if repeated::is_due("jobs", &error) => {
                tracing::warn!(error = &error as &dyn std::error::Error, "jobs cannot be looked for");
            }
            Err(_) => {}
        }
        tokio::select! {
            () = shutdown.cancelled() => {}
            () = runner.woken.notified() => {}
            _ = look.tick() => {}
        }
    }
}

/// Shows what another process does with the job, if one does.
async fn follow<T: Task>(runner: &Runner<T>) {
    if let Err(error) = runner.follow_anew().await {
        tracing::debug!(error = &error as &dyn std::error::Error, "the database cannot be asked");
        return;
    }
    let shown = runner.board.read().job_id;
    if let Ok(Some(job)) = runner.store.reader().last_job(runner.account, T::KIND).await {
        if runner.has_ended(&job) {
            // How is on the board; it could not be written, so that the row still says that it runs.
            return;
        }
        // A job that was asked for since this was read stands on the board already.
        if runner.board.read().job_id == shown {
            runner.board.put(job.progress);
        }
    }
}

#[cfg(test)]
mod tests;
