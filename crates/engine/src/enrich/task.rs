//! Enrichment as a kind of job.

use super::desk::Desk;
use super::tally::Tally;
use super::{EnrichRun, ai_fault};
use crate::board::Board;
use crate::drafts::Drafts;
use crate::faults::Halt;
use crate::pictures::PictureStore;
use crate::remotes::Remotes;
use crate::runner::{End, Task};
use sillon_clients::Gate;
use sillon_core::enrich::Facet;
use sillon_core::job::{Job, JobKind, JobParams};
use sillon_core::progress::{FacetProgress, Progress, Service};
use sillon_store::{Revised, Store};
use std::sync::Arc;
use tokio_util::sync::CancellationToken;

/// What every enrichment is made with.
pub(crate) struct EnrichTask {
    pub(crate) store: Store,
    pub(crate) remotes: Arc<Remotes>,
    pub(crate) pictures: PictureStore,
    pub(crate) drafts: Drafts,
    /// What the sync says of itself: its calls go first.
    pub(crate) sync: Board,
}

impl Task for EnrichTask {
    const KIND: JobKind = JobKind::Enrich;
    type Run = EnrichRun;

    fn begin(&self, job: &Job, owner: &str, board: &Board, cancel: CancellationToken) -> Option<EnrichRun> {
        let JobParams::Enrich(requests) = &job.params else { return None };
        let desk = Desk {
            account: job.account_id,
            store: self.store.clone(),
            remotes: self.remotes.clone(),
            pictures: self.pictures.clone(),
            board: board.clone(),
            sync: self.sync.clone(),
            owner: owner.to_owned(),
            cancel,
            interrupt: CancellationToken::new(),
            drafts: self.drafts.clone(),
            is_watched: false,
            counting: tokio::sync::Mutex::default(),
        };
        // Anew: a restart took what stood there with it.
        let chosen = requests.chosen_for(Facet::Descriptions);
        self.drafts.ask(&chosen);
        // What an earlier attempt counted still counts; what it did not come to is planned again.
        board.change(|progress| {
            for row in &mut progress.facets {
                let FacetProgress { facet, found, absent, failed, .. } = *row;
                *row = FacetProgress { total: row.done(), found, absent, failed, ..FacetProgress::new(facet) };
            }
            progress.stopped.clear();
            progress.sum_facets();
        });
        let tally = Tally::new(&desk);
        Some(EnrichRun { job: job.clone(), desk, tally, chosen })
    }

    fn work(run: &mut EnrichRun) -> impl Future<Output = Result<(), Halt>> + Send {
        run.work()
    }

    fn gates(&self) -> Vec<(Service, Gate)> {
        self.remotes.gates()
    }

    fn waits_for(&self, progress: &Progress, service: Service) -> bool {
        let mut at_work = progress.facets.iter().filter(|row| !row.ended && row.done() < row.total);
        at_work.any(|row| asked_for(row.facet).contains(&service))
    }

    async fn end(&self, job: &Job, run: Option<EnrichRun>, end: End<'_>) -> Progress {
        let End { owner, state, last, fault, at } = end;
        // As they are now: others may have asked for more than the job began with.
        let requests = self.store.revise_enrichment(&job.id, Some(owner), |_| false).await;
        let mut chosen = run.as_ref().map(|run| run.chosen.clone()).unwrap_or_default();
        if let Ok(Revised::Unchanged(requests)) = requests {
            chosen.extend(requests.chosen_for(Facet::Descriptions));
        }
        if let Err(error) = self.store.finish_job(&job.id, owner, state, &last, at).await {
            // The row stays claimed; when the lease ends the job is taken up again and ends then.
            tracing::error!(error = &error as &dyn std::error::Error, "the end of the enrichment could not be written");
        }
        self.drafts.end(&chosen, ai_fault(&last));
        let Progress { synced: found, skipped: absent, errors: failed, left, .. } = last;
        let code = fault.as_ref().map(|fault| fault.code.as_str());
        tracing::info!(found, absent, failed, left, code, state = state.as_str(), "enrichment ended");
        last
    }
}

/// Who is asked for a facet.
pub(super) fn asked_for(facet: Facet) -> &'static [Service] {
    match facet {
        Facet::Links => &[Service::Spotify],
        Facet::Images => &[Service::Discogs, Service::Deezer],
        Facet::Covers => &[Service::Images],
        Facet::Details => &[Service::Discogs],
        Facet::Descriptions => &[Service::Ai],
    }
}
