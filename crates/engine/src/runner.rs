//! Takes jobs from the database and sees them through. A job is claimed under a lease that is renewed while it is
//! worked on, so that one left by a killed process is taken up by the next, and no transaction is held meanwhile.

use crate::board::Board;
use crate::clock::millis;
use crate::faults::Halt;
use crate::remotes::Remotes;
use futures::FutureExt;
use sillon_clients::Gate;
use sillon_core::fault::{Fault, FaultCode};
use sillon_core::id::{AccountId, JobId};
use sillon_core::job::{Job, JobKind, JobParams, JobState};
use sillon_core::progress::{Phase, Progress, Service, Status};
use sillon_store::{Enqueued, Renewal, Store, StoreError};
use std::future::pending;
use std::panic::AssertUnwindSafe;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::Notify;
use tokio::time::{MissedTickBehavior, interval};
use tokio_util::sync::CancellationToken;

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

/// Why the work was told to stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stop {
    /// A person said so.
    Cancelled,
    /// The process ends: the job goes back for the next one.
    Shutdown,
    /// The lease ran out and another process has it.
    Lost,
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
            Err(error) => tracing::warn!(error = &error as &dyn std::error::Error, "jobs cannot be looked for"),
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

/// Sees one job through: the work beside a heartbeat that renews the lease, saves the progress and hears a cancel.
async fn work<T: Task>(runner: &Runner<T>, job: Job, shutdown: &CancellationToken) {
    let cancel = CancellationToken::new();
    let mut progress = job.progress.clone();
    progress.status = Status::Running;
    progress.started_at = progress.started_at.or_else(|| Some(runner.remotes.clock().now()));
    progress.job_id = Some(job.id.clone());
    progress.dry_run = job.params.is_dry_run();
    runner.board.put(progress);

    let too_often = job.attempts > MOST_ATTEMPTS;
    let begin = || runner.task.begin(&job, &runner.owner, &runner.board, cancel.clone());
    let run = if too_often { None } else { begin() };
    *runner.worked_on.lock().unwrap_or_else(PoisonError::into_inner) = Some((job.id.clone(), job.attempts));
    // Spawned, so that a panic in the work is an outcome like any other and never takes the runner down.
    let mut handle = tokio::spawn(async move {
        let mut run = run;
        let outcome = match (&mut run, too_often) {
            (_, true) => Err(Halt::Failed(Fault::new(FaultCode::Internal, "given up after too many attempts"))),
            (None, _) => Err(Halt::Failed(Fault::new(FaultCode::Internal, "the job asks for another kind of work"))),
            (Some(run), false) => T::work(run).await,
        };
        (run, outcome)
    });
    let stop = tokio::select! {
        finished = &mut handle => return settle(runner, &job, finished, None).await,
        stop = heartbeat(runner, &job) => stop,
        () = shutdown.cancelled() => Stop::Shutdown,
        () = show_waits(runner) => Stop::Shutdown,
    };
    cancel.cancel();
    let finished = handle.await;
    settle(runner, &job, finished, Some(stop)).await;
}

/// Renews the lease and saves the progress, at most once a second; returns when the work must stop.
async fn heartbeat<T: Task>(runner: &Runner<T>, job: &Job) -> Stop {
    let every = (runner.lease / 4).min(Duration::from_secs(1)).max(Duration::from_millis(10));
    let mut beat = interval(every);
    beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
    if job.cancel_requested {
        return Stop::Cancelled;
    }
    loop {
        tokio::select! {
            _ = beat.tick() => {}
            () = runner.woken.notified() => {}
        }
        let until = runner.remotes.clock().now().saturating_add(millis(runner.lease));
        match runner.store.renew_job(&job.id, &runner.owner, &runner.board.read(), until).await {
            Ok(Renewal::Kept) => {}
            Ok(Renewal::CancelRequested) => return Stop::Cancelled,
            Ok(Renewal::Lost) => return Stop::Lost,
            Err(error) => tracing::warn!(error = &error as &dyn std::error::Error, "the lease could not be renewed"),
        }
    }
}

/// Puts the gates' waits on the board, for as long as it is polled: the first that waits.
async fn show_waits<T: Task>(runner: &Runner<T>) {
    let mut gates: Vec<_> =
        runner.task.gates().into_iter().map(|(service, gate)| (service, gate.watch_wait())).collect();
    if gates.is_empty() {
        return pending().await;
    }
    loop {
        let progress = runner.board.read();
        let waits = gates.iter_mut().map(|(service, wait)| runner.remotes.wait(*service, *wait.borrow_and_update()));
        let wait = waits
            .fold(None, |first, wait| first.or(wait.filter(|wait| runner.task.waits_for(&progress, wait.service))));
        if progress.waiting != wait {
            runner.board.change(|progress| progress.waiting = wait);
        }
        let changes = gates.iter_mut().map(|(_, wait)| Box::pin(wait.changed()));
        if futures::future::select_all(changes).await.0.is_err() {
            return pending().await;
        }
    }
}

type Finished<R> = Result<(Option<R>, Result<(), Halt>), tokio::task::JoinError>;

/// Writes the end of a job: its receipt, or its return to the queue.
async fn settle<T: Task>(runner: &Runner<T>, job: &Job, finished: Finished<T::Run>, stop: Option<Stop>) {
    let (run, outcome) = match finished {
        Ok((run, outcome)) => (run, outcome),
        Err(error) => (None, Err(Halt::Failed(Fault::new(FaultCode::Internal, panic_message(error))))),
    };
    let state = match (&outcome, stop) {
        (_, Some(Stop::Lost)) => return,
        (Err(Halt::Stopped), Some(Stop::Shutdown)) => {
            if let Err(error) = runner.store.release_job(&job.id, &runner.owner).await {
                tracing::warn!(error = &error as &dyn std::error::Error, "the job stays claimed until its lease ends");
            }
            return;
        }
        (Ok(()), _) => JobState::Completed,
        (Err(Halt::Stopped), _) => JobState::Cancelled,
        (Err(Halt::Failed(_)), _) => JobState::Failed,
    };
    let fault = match outcome {
        Err(Halt::Failed(fault)) => Some(fault),
        _ => None,
    };
    let finished_at = runner.remotes.clock().now();
    let mut last = runner.board.read();
    last.status = match state {
        JobState::Completed => Status::Completed,
        JobState::Cancelled => Status::Cancelled,
        JobState::Failed | JobState::Queued | JobState::Running => Status::Error,
    };
    last.phase = Phase::Done;
    last.finished_at = Some(finished_at);
    (last.eta_seconds, last.waiting, last.current_album, last.current_cover) = (None, None, None, None);
    last.error.clone_from(&fault);
    let end = End { owner: &runner.owner, state, last, fault, at: finished_at };
    let stands = runner.task.end(job, run, end).await;
    runner.board.put(stands);
}

fn panic_message(error: tokio::task::JoinError) -> String {
    let Ok(panic) = error.try_into_panic() else { return "the work was aborted".to_owned() };
    let text = panic.downcast_ref::<&str>().map(ToString::to_string);
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_else(|| "a panic without a message".to_owned())
}

#[cfg(test)]
mod tests;
