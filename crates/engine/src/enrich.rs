//! Enrichment: what albums and artists lack is asked for, one lane a facet, so that a sleeping provider starves no other.

mod covers;
mod descriptions;
mod desk;
mod details;
mod elsewhere;
mod images;
mod lane;
mod link_lane;
mod links;
mod plan;
mod tally;
mod task;

pub(crate) use desk::{is_premium_required, let_rest, note_premium_required, rests_until};
pub(crate) use link_lane::LinkLane;
pub(crate) use task::EnrichTask;

use crate::faults::Halt;
use desk::Desk;
use lane::{Done, Lane, Provider};
use plan::Plan;
use sillon_core::enrich::Facet;
use sillon_core::fault::{Fault, FaultCode};
use sillon_core::id::ReleaseId;
use sillon_core::job::{EnrichRequest, EnrichRequests, Job};
use sillon_core::progress::{Phase, Progress, Service, Status};
use sillon_store::Revised;
use std::convert::Infallible;
use std::time::Duration;
use tally::Tally;
use tokio::sync::watch;

/// Covers are fetched so many at a time: low, as hosts of pictures like it.
const PICTURES_AT_ONCE: usize = 8;
/// Searches under way at once.
const SEARCHES_AT_ONCE: usize = 4;
/// Discogs' limit is far below what this many could ask.
const DISCOGS_AT_ONCE: usize = 2;

/// How often a run that waits for the collection looks again.
const LOOK: Duration = Duration::from_millis(250);

/// A run in the making.
pub(crate) struct EnrichRun {
    job: Job,
    desk: Desk,
    tally: Tally,
    /// The albums whose description people asked for and may be watching.
    chosen: Vec<ReleaseId>,
}

/// However a run goes away, nobody is left waiting for its words: its lease may be lost, or its work have panicked.
impl Drop for EnrichRun {
    fn drop(&mut self) {
        self.desk.drafts.end(&self.chosen, None);
    }
}

impl EnrichRun {
    /// Does what was asked, a request after the other, until none is left; others may come in meanwhile.
    async fn work(&mut self) -> Result<(), Halt> {
        while let Some(request) = self.next_request().await? {
            if self.desk.cancel.is_cancelled() {
                return Err(Halt::Stopped);
            }
            if request.params.is_chosen() || self.collection_is_still().await? {
                self.pass(request).await?;
            }
        }
        verdict(&self.desk.board.read(), self.tally.last_failure())
    }

    /// What is asked now, as the row of the job has it: other requests, and other processes, write there too.
    async fn next_request(&mut self) -> Result<Option<EnrichRequest>, Halt> {
        let requests = self.requests().await?;
        for album in requests.chosen_for(Facet::Descriptions) {
            if !self.chosen.contains(&album) {
                self.chosen.push(album);
            }
        }
        Ok(requests.next().cloned())
    }

    async fn requests(&self) -> Result<EnrichRequests, Halt> {
        self.revise(|_| false).await
    }

    async fn revise(&self, change: impl FnMut(&mut EnrichRequests) -> bool) -> Result<EnrichRequests, Halt> {
        match self.desk.store.revise_enrichment(&self.job.id, Some(&self.desk.owner), change).await? {
            Revised::Changed(requests) | Revised::Unchanged(requests) => Ok(requests),
            Revised::Ended => {
                // Another process has the job: the heartbeat finds out, and says so.
                self.desk.cancel.cancelled().await;
                Err(Halt::Stopped)
            }
        }
    }

    /// Waits until no job changes the collection, as the rows of the jobs say, so that what it brings is planned too; `false`
    /// when an album was asked for that needs no waiting.
    async fn collection_is_still(&self) -> Result<bool, Halt> {
        let reader = self.desk.store.reader();
        while let Some(kind) = reader.collection_job(self.desk.account).await? {
            if self.requests().await?.next().is_some_and(|request| request.params.is_chosen()) {
                return Ok(false);
            }
            self.desk.board.change(|progress| {
                (progress.status, progress.phase, progress.waits_for) = (Status::Waiting, Phase::Waiting, Some(kind));
                (progress.current_album, progress.current_cover, progress.eta_seconds) = (None, None, None);
            });
            tokio::select! {
                () = self.desk.cancel.cancelled() => return Err(Halt::Stopped),
                () = tokio::time::sleep(LOOK) => {}
            }
        }
        Ok(true)
    }

    /// Does one request: what is missing for it is looked for and asked for. It stays to be done again if it was widened
    /// meanwhile, or if an album that somebody named came first.
    async fn pass(&mut self, mut request: EnrichRequest) -> Result<(), Halt> {
        self.desk.board.change(|progress| {
            (progress.status, progress.phase, progress.waits_for) = (Status::Running, Phase::Enrichment, None);
        });
        self.desk.begin_pass(request.params.is_chosen());
        let asked = request.clone();
        request.planned_at = Some(self.desk.now());
        let plan = Plan::make(&self.desk, &request.params).await?;
        if request.params.limit.is_some() {
            request.params.albums.clone_from(&plan.albums);
        }
        self.revise(|requests| {
            requests.replace(&asked, &request);
            true
        })
        .await?;
        let outcome = tokio::select! {
            outcome = self.run_lanes(&plan) => outcome,
            never = self.watch_for_chosen(&request) => match never {},
        };
        self.desk.store.unclaim(&self.desk.owner).await?;
        self.tally.show_calls(&self.desk);
        outcome?;
        if self.desk.cancel.is_cancelled() {
            return Err(Halt::Stopped);
        }
        if !self.desk.interrupt.is_cancelled() {
            self.desk.drafts.end(request.params.chosen_for(Facet::Descriptions), ai_fault(&self.desk.board.read()));
            self.revise(|requests| {
                requests.finish(&request);
                true
            })
            .await?;
        }
        Ok(())
    }

    /// Interrupts a pass over many albums when somebody asks for one that they name.
    async fn watch_for_chosen(&self, request: &EnrichRequest) -> Infallible {
        let (store, job, owner) = (&self.desk.store, &self.job.id, Some(self.desk.owner.as_str()));
        while !request.params.is_chosen() && !self.desk.interrupt.is_cancelled() {
            tokio::time::sleep(LOOK).await;
            if let Ok(Revised::Unchanged(requests)) = store.revise_enrichment(job, owner, |_| false).await
                && requests.next().is_some_and(|next| next.params.is_chosen())
            {
                self.desk.interrupt.cancel();
            }
        }
        std::future::pending().await
    }

    /// All lanes beside each other; pictures of artists wait for the links, which may bring them along, their bytes for the
    /// pictures, and covers of which no address is known for the releases' own pages.
    async fn run_lanes(&self, plan: &Plan) -> Result<(), Halt> {
        let (links_ended, mut links) = watch::channel(false);
        let (images_ended, mut images) = watch::channel(false);
        let (details_ended, mut details_end) = watch::channel(false);
        for facet in Facet::ALL {
            self.tally.plan(facet, plan.subjects(facet));
            if !plan.subjects(facet).is_empty() {
                task::asked_for(facet).iter().for_each(|service| self.tally.try_again(*service));
            }
        }
        let details = self.lane(Facet::Details, Service::Discogs, DISCOGS_AT_ONCE);
        let descriptions = self.lane(Facet::Descriptions, Service::Ai, self.desk.remotes.ai_at_once());
        tokio::try_join!(
            async {
                self.lane(Facet::Links, Service::Spotify, SEARCHES_AT_ONCE).drain(&plan.links, &links::Links).await?;
                links_ended.send_replace(true);
                Ok(true)
            },
            async {
                let _ended = links.wait_for(|ended| *ended).await.is_ok();
                let artists = plan.still_wanting_images(&self.desk).await?;
                self.tally.plan(Facet::Images, &artists);
                for came_with_a_link in plan.images.iter().filter(|artist| !artists.contains(artist)) {
                    self.tally.count(Facet::Images, *came_with_a_link, Done::Elsewhere);
                }
                self.lane(Facet::Images, Service::Discogs, DISCOGS_AT_ONCE).drain(&artists, &images::Images).await?;
                images_ended.send_replace(true);
                Ok(true)
            },
            async {
                let mut lane = self.lane(Facet::Covers, Service::Images, PICTURES_AT_ONCE);
                lane.goes_on = true;
                let (known, unknown) = plan.split_covers(&self.desk).await?;
                if !lane.drain(&known, &covers::Covers).await? {
                    return Ok(true);
                }
                // A release's own page may tell where its cover is.
                let _ended = details_end.wait_for(|ended| *ended).await.is_ok();
                let told = plan.told_covers(&self.desk, unknown).await?;
                self.tally.plan(Facet::Covers, &told);
                if !lane.drain(&told, &covers::Covers).await? {
                    return Ok(true);
                }
                let _ended = images.wait_for(|ended| *ended).await.is_ok();
                let portraits = plan.portraits(&self.desk).await?;
                self.tally.plan(Facet::Covers, &portraits);
                lane.goes_on = false;
                lane.drain(&portraits, &covers::Covers).await
            },
            async {
                details.drain(&plan.details, &details::DetailPages).await?;
                details_ended.send_replace(true);
                Ok(true)
            },
            descriptions.drain(&plan.descriptions, &descriptions::Descriptions),
        )?;
        Ok(())
    }

    fn lane(&self, facet: Facet, service: Service, at_once: usize) -> Lane<'_> {
        Lane { desk: &self.desk, tally: &self.tally, provider: Provider { facet, service, at_once }, goes_on: false }
    }
}

/// How a run ended that did all it was asked. It failed if nothing at all was answered and a service refused or was out of
/// reach; a service that asked for a pause, or may not be asked more today, is no failure. Where one service answered, the
/// faults of the others are told beside.
fn verdict(last: &Progress, failure: Option<(Service, String)>) -> Result<(), Halt> {
    let faults: Vec<(Service, FaultCode, &str)> = last
        .stopped
        .iter()
        .map(|stopped| (stopped.service, stopped.fault.code, stopped.fault.detail.as_str()))
        .collect();
    let refused = [FaultCode::CredentialRefused, FaultCode::ProviderUnavailable];
    let named = faults.iter().find(|(_, code, _)| refused.contains(code)).map(|(_, code, _)| *code);
    let code = named.or_else(|| (last.errors > 0).then_some(FaultCode::ProviderUnavailable));
    let Some(code) = code.filter(|_| last.synced + last.skipped == 0) else { return Ok(()) };
    let mut said: Vec<String> = Vec::new();
    for (service, _, detail) in &faults {
        said.push(format!("{}: {detail}", service.as_str()));
    }
    if let Some((service, detail)) = failure.filter(|(service, _)| faults.iter().all(|(other, ..)| other != service)) {
        said.push(format!("{}: {detail}", service.as_str()));
    }
    Err(Halt::Failed(Fault::new(code, said.join("; "))))
}

/// Why the chat model was left alone.
fn ai_fault(progress: &Progress) -> Option<&Fault> {
    progress.stopped.iter().find(|stopped| stopped.service == Service::Ai).map(|stopped| &stopped.fault)
}

#[cfg(test)]
mod tests;
