//! The sync as two kinds of job: of the collection, and of the wantlist.

use super::SyncRun;
use crate::board::Board;
use crate::enrich::LinkLane;
use crate::faults::Halt;
use crate::proof::prove;
use crate::remotes::Remotes;
use crate::runner::{End, Runner, Task};
use crate::wantlist;
use sillon_clients::Gate;
use sillon_core::collection::List;
use sillon_core::fault::Fault;
use sillon_core::job::{Job, JobKind, JobParams, JobState, SyncParams};
use sillon_core::progress::{Progress, Service};
use sillon_core::receipt::Receipt;
use sillon_store::Store;
use std::sync::Arc;
use tokio_util::sync::CancellationToken;

/// What every sync of the collection is made with.
pub(crate) struct SyncTask {
    pub(crate) with: Tools,
    /// What may follow it.
    pub(crate) wantlist: Arc<Runner<WantlistTask>>,
}

/// What every sync of the wantlist is made with.
pub(crate) struct WantlistTask {
    pub(crate) with: Tools,
}

/// What a sync works with.
#[derive(Clone)]
pub(crate) struct Tools {
    pub(crate) store: Store,
    pub(crate) remotes: Arc<Remotes>,
    pub(crate) lane: LinkLane,
}

impl Task for SyncTask {
    const KIND: JobKind = JobKind::Sync;
    type Run = SyncRun;

    fn begin(&self, job: &Job, _owner: &str, board: &Board, cancel: CancellationToken) -> Option<SyncRun> {
        self.with.begin(List::Collection, job, board, cancel)
    }

    fn work(run: &mut SyncRun) -> impl Future<Output = Result<(), Halt>> + Send {
        run.work()
    }

    fn gates(&self) -> Vec<(Service, Gate)> {
        self.with.gates()
    }

    async fn end(&self, job: &Job, run: Option<SyncRun>, end: End<'_>) -> Progress {
        let (progress, state, fault) = self.with.end(List::Collection, job, run, end).await;
        let Progress { synced, skipped, errors, .. } = progress;
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
        if state == JobState::Completed && !job.params.is_dry_run() {
            wantlist::follow_sync(&self.with.store, &self.wantlist, job.account_id).await;
        }
        progress
    }
}

impl Task for WantlistTask {
    const KIND: JobKind = JobKind::Wantlist;
    type Run = SyncRun;

    fn begin(&self, job: &Job, _owner: &str, board: &Board, cancel: CancellationToken) -> Option<SyncRun> {
        self.with.begin(List::Wantlist, job, board, cancel)
    }

    fn work(run: &mut SyncRun) -> impl Future<Output = Result<(), Halt>> + Send {
        run.work()
    }

    fn gates(&self) -> Vec<(Service, Gate)> {
        self.with.gates()
    }

    async fn end(&self, job: &Job, run: Option<SyncRun>, end: End<'_>) -> Progress {
        let (progress, state, fault) = self.with.end(List::Wantlist, job, run, end).await;
        let Progress { synced, skipped, errors, .. } = progress;
        let code = fault.as_ref().map(|Fault { code, .. }| code.as_str());
        let state = state.as_str();
        tracing::info!(state, code, "Discogs : Envies : {synced} ajoutées, {skipped} connues, {errors} erreurs");
        progress
    }
}

impl Tools {
    fn begin(&self, list: List, job: &Job, board: &Board, cancel: CancellationToken) -> Option<SyncRun> {
        let params = params(list, job)?;
        Some(SyncRun::new(job.clone(), list, params, self.clone(), board.clone(), cancel))
    }

    fn gates(&self) -> Vec<(Service, Gate)> {
        [true, false].map(|with_token| (Service::Discogs, self.remotes.discogs_gate(with_token).clone())).into()
    }

    /// Writes the receipt. How the run ended is known when it is proven.
    async fn end(
        &self,
        list: List,
        job: &Job,
        run: Option<SyncRun>,
        mut end: End<'_>,
    ) -> (Progress, JobState, Option<Fault>) {
        let last = std::mem::take(&mut end.last);
        let mut run = run;
        let (mut receipt, entries) = match &mut run {
            Some(run) => run.receipt(last).await,
            None => {
                let params = params(list, job).unwrap_or_default();
                (Receipt::blank(job.id.clone(), list, params, last), Vec::new())
            }
        };
        prove(&self.store, job.account_id, &mut receipt, &mut end).await;
        let End { owner, state, fault, at, .. } = end;
        let written = self.store.finish_sync(job.account_id, owner, state, &receipt, &entries, at).await;
        if let Some(run) = run.filter(|_| written.is_ok() && state == JobState::Completed) {
            run.keep_baseline().await;
        }
        if let Err(error) = written {
            // The row stays claimed; when the lease ends the job is taken up again and ends then.
            tracing::error!(error = &error as &dyn std::error::Error, "the end of the sync could not be written");
        }
        (receipt.progress, state, fault)
    }
}

fn params(list: List, job: &Job) -> Option<SyncParams> {
    match (list, &job.params) {
        (List::Collection, JobParams::Sync(params)) | (List::Wantlist, JobParams::Wantlist(params)) => Some(*params),
        _ => None,
    }
}
