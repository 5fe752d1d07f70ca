//! One job, seen through beside a heartbeat.

use super::settle::settle;
use super::{MOST_ATTEMPTS, Runner, Task};
use crate::clock::millis;
use crate::faults::Halt;
use crate::repeated;
use sillon_core::fault::{Fault, FaultCode};
use sillon_core::job::Job;
use sillon_core::progress::Status;
use sillon_store::Renewal;
use std::future::pending;
use std::sync::PoisonError;
use std::time::Duration;
use tokio::time::{MissedTickBehavior, interval};
use tokio_util::sync::CancellationToken;

/// Why the work was told to stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// A person said so.
    Cancelled,
    /// The process ends: the job goes back for the next one.
    Shutdown,
    /// The lease ran out and another process has it.
    Lost,
}

/// Sees one job through: the work beside a heartbeat that renews the lease, saves the progress and hears a cancel.
pub(super) async fn work<T: Task>(runner: &Runner<T>, job: Job, shutdown: &CancellationToken) {
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
            Err(error) if repeated::is_due("lease", &error) => {
                tracing::warn!(error = &error as &dyn std::error::Error, "the lease could not be renewed");
            }
            Err(_) => {}
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
