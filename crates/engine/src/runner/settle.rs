//! How a job ends: its receipt, or its return to the queue.

use super::work::Stop;
use super::{End, Runner, Task};
use crate::faults::Halt;
use sillon_core::fault::{Fault, FaultCode};
use sillon_core::job::{Job, JobState};
use sillon_core::progress::{Phase, Status};

/// What is left of the work: its run and how it ended, or its panic.
pub(super) type Finished<R> = Result<(Option<R>, Result<(), Halt>), tokio::task::JoinError>;

/// Writes it; a lost lease is another's to write.
pub(super) async fn settle<T: Task>(runner: &Runner<T>, job: &Job, finished: Finished<T::Run>, stop: Option<Stop>) {
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
    last.waits_for = None;
    last.close();
    let end = End { owner: &runner.owner, state, last, fault, at: finished_at };
    let stands = runner.task.end(job, run, end).await;
    runner.board.put(stands);
}

fn panic_message(error: tokio::task::JoinError) -> String {
    let Ok(panic) = error.try_into_panic() else { return "the work was aborted".to_owned() };
    let text = panic.downcast_ref::<&str>().map(ToString::to_string);
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_else(|| "a panic without a message".to_owned())
}
