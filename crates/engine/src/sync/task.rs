//! The sync as a kind of job.

use super::SyncRun;
use crate::board::Board;
use crate::enrich::LinkLane;
use crate::faults::Halt;
use crate::remotes::Remotes;
use crate::runner::{End, Task};
use sillon_clients::Gate;
use sillon_core::job::{Job, JobKind, JobParams, JobState, SyncParams};
use sillon_core::progress::{Progress, Service};
use sillon_store::Store;
use std::sync::Arc;
use tokio_util::sync::CancellationToken;

/// What every sync is made with.
pub(crate) struct SyncTask {
    pub(crate) store: Store,
    pub(crate) remotes: Arc<Remotes>,
    pub(crate) lane: LinkLane,
}

impl Task for SyncTask {
    const KIND: JobKind = JobKind::Sync;
    type Run = SyncRun;

    fn begin(&self, job: &Job, _owner: &str, board: &Board, cancel: CancellationToken) -> Option<SyncRun> {
        let params = params(job)?;
        let (store, remotes, lane) = (self.store.clone(), self.remotes.clone(), self.lane.clone());
        Some(SyncRun::new(job.clone(), params, store, remotes, board.clone(), lane, cancel))
    }

    fn work(run: &mut SyncRun) -> impl Future<Output = Result<(), Halt>> + Send {
        run.work()
    }

    fn gates(&self) -> Vec<(Service, Gate)> {
        [true, false].map(|with_token| (Service::Discogs, self.remotes.discogs_gate(with_token).clone())).into()
    }

    async fn end(&self, job: &Job, run: Option<SyncRun>, end: End<'_>) -> Progress {
        let End { owner, state, last, fault, at } = end;
        let (receipt, entries) = match run {
            Some(run) => run.into_receipt(last).await,
            None => SyncRun::blank_receipt(job, params(job).unwrap_or_default(), last),
        };
        let written = self.store.finish_sync(job.account_id, owner, state, &receipt, &entries, at).await;
        if let Err(error) = written {
            // The row stays claimed; when the lease ends the job is taken up again and ends then.
            tracing::error!(error = &error as &dyn std::error::Error, "the end of the sync could not be written");
        }
        let Progress { synced, skipped, errors, .. } = receipt.progress;
        match &fault {
            Some(fault) => tracing::warn!(
                code = fault.code.as_str(),
                detail = fault.detail,
                "Discogs : Synchronisation interrompue : {synced} ajoutés, {skipped} ignorés, {errors} erreurs"
            ),
            None => tracing::info!(
                "Discogs : Synchronisation {} : {synced} ajoutés, {skipped} ignorés, {errors} erreurs",
                if state == JobState::Completed { "terminée" } else { "annulée" }
            ),
        }
        receipt.progress
    }
}

fn params(job: &Job) -> Option<SyncParams> {
    match job.params {
        JobParams::Sync(params) => Some(params),
        JobParams::Enrich(_) | JobParams::Import(_) => None,
    }
}
