//! The import as a kind of job.

use super::{ImportRun, Staging, blank_receipt};
use crate::backups::Backups;
use crate::board::Board;
use crate::faults::Halt;
use crate::proof::prove;
use crate::remotes::Remotes;
use crate::runner::{End, Task};
use sillon_clients::Gate;
use sillon_core::job::{Job, JobKind, JobParams, JobState};
use sillon_core::progress::{Progress, Service};
use sillon_core::receipt::Origin;
use sillon_store::{Counts, Store};
use std::sync::Arc;
use tokio_util::sync::CancellationToken;

/// What every import is made with.
pub(crate) struct ImportTask {
    pub(crate) store: Store,
    pub(crate) remotes: Arc<Remotes>,
    pub(crate) staging: Staging,
    pub(crate) backups: Backups,
}

impl Task for ImportTask {
    const KIND: JobKind = JobKind::Import;
    type Run = ImportRun;

    fn begin(&self, job: &Job, _owner: &str, board: &Board, cancel: CancellationToken) -> Option<ImportRun> {
        let JobParams::Import(params) = &job.params else { return None };
        Some(ImportRun {
            job: job.clone(),
            path: self.staging.path(&params.staged)?,
            name: params.name.clone(),
            store: self.store.clone(),
            remotes: self.remotes.clone(),
            backups: self.backups.clone(),
            board: board.clone(),
            cancel,
            origin: Origin::Csv { file: params.name.clone() },
            remarks: Vec::new(),
            before: Counts::default(),
            albums: 0,
            copies: 0,
            passed: 0,
        })
    }

    fn work(run: &mut ImportRun) -> impl Future<Output = Result<(), Halt>> + Send {
        run.work()
    }

    fn gates(&self) -> Vec<(Service, Gate)> {
        Vec::new()
    }

    async fn end(&self, job: &Job, run: Option<ImportRun>, mut end: End<'_>) -> Progress {
        let last = std::mem::take(&mut end.last);
        let mut receipt = match run {
            Some(run) => run.into_receipt(last).await,
            None => blank_receipt(job, last),
        };
        prove(&self.store, job.account_id, &mut receipt, &mut end).await;
        let End { owner, state, fault, at, .. } = end;
        if let Err(error) = self.store.finish_sync(job.account_id, owner, state, &receipt, &[], at).await {
            // The row stays claimed; when the lease ends the job is taken up again and ends then.
            tracing::error!(error = &error as &dyn std::error::Error, "the end of the import could not be written");
        } else if let JobParams::Import(params) = &job.params {
            self.staging.drop_file(&params.staged).await;
        }
        let Progress { synced, copies_added, skipped, .. } = receipt.progress;
        let how = match state {
            JobState::Completed => "terminé",
            JobState::Cancelled => "annulé",
            _ => "interrompu",
        };
        let code = fault.as_ref().map(|fault| fault.code.as_str());
        tracing::info!(code, "Import {how} : {synced} ajoutés, {copies_added} exemplaires de plus, {skipped} ignorés");
        receipt.progress
    }
}
