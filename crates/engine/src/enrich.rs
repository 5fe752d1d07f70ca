//! Enrichment: what albums and artists lack is asked for, one lane a facet, so that a sleeping provider starves no other.

mod covers;
mod descriptions;
mod desk;
mod details;
mod images;
mod lane;
mod link_lane;
mod links;
mod plan;
mod tally;
mod task;

pub(crate) use link_lane::LinkLane;
pub(crate) use task::EnrichTask;

use crate::faults::Halt;
use desk::Desk;
use lane::{Lane, Provider};
use plan::Plan;
use sillon_core::enrich::Facet;
use sillon_core::job::{EnrichParams, Job, JobParams};
use sillon_core::progress::{Phase, Service};
use tally::Tally;
use tokio::sync::watch;

/// Covers are fetched so many at a time: low, as hosts of pictures like it.
const PICTURES_AT_ONCE: usize = 8;
/// Searches under way at once.
const SEARCHES_AT_ONCE: usize = 4;
/// Discogs' limit is far below what this many could ask.
const DISCOGS_AT_ONCE: usize = 2;

/// A run in the making.
pub(crate) struct EnrichRun {
    job: Job,
    params: EnrichParams,
    desk: Desk,
    tally: Tally,
}

/// However a run goes away, nobody is left waiting for its words: its lease may be lost, or its work have panicked.
impl Drop for EnrichRun {
    fn drop(&mut self) {
        self.desk.drafts.end(self.params.chosen_for(Facet::Descriptions), None);
    }
}

impl EnrichRun {
    /// Works until everything that was wanted is dealt with, or its provider left alone, or somebody says stop.
    async fn work(&mut self) -> Result<(), Halt> {
        self.desk.board.change(|progress| progress.phase = Phase::Enrichment);
        let plan = Plan::make(&self.desk, &self.params).await?;
        if self.params.limit.is_some() && self.params.albums.is_none() {
            self.params.albums.clone_from(&plan.albums);
            let params = JobParams::Enrich(self.params.clone());
            self.desk.store.settle_params(&self.job.id, &self.desk.owner, &params).await?;
        }
        let outcome = self.run_lanes(&plan).await;
        self.desk.store.unclaim(&self.desk.owner).await?;
        self.tally.show_calls(&self.desk);
        outcome?;
        if self.desk.cancel.is_cancelled() { Err(Halt::Stopped) } else { Ok(()) }
    }

    /// All lanes beside each other; pictures of artists wait for the links, which may bring them along, and their bytes
    /// for the pictures.
    async fn run_lanes(&self, plan: &Plan) -> Result<(), Halt> {
        let (links_ended, mut links) = watch::channel(false);
        let (images_ended, mut images) = watch::channel(false);
        for facet in Facet::ALL {
            self.tally.begin(facet, plan.total(facet));
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
                self.tally.begin(Facet::Images, artists.len() as u64);
                self.lane(Facet::Images, Service::Discogs, DISCOGS_AT_ONCE).drain(&artists, &images::Images).await?;
                images_ended.send_replace(true);
                Ok(true)
            },
            async {
                let mut lane = self.lane(Facet::Covers, Service::Images, PICTURES_AT_ONCE);
                lane.goes_on = true;
                if !lane.drain(&plan.covers, &covers::Covers).await? {
                    return Ok(true);
                }
                let _ended = images.wait_for(|ended| *ended).await.is_ok();
                let portraits = plan.portraits(&self.desk).await?;
                self.tally.begin(Facet::Covers, (plan.covers.len() + portraits.len()) as u64);
                lane.goes_on = false;
                lane.drain(&portraits, &covers::Covers).await
            },
            details.drain(&plan.details, &details::DetailPages),
            descriptions.drain(&plan.descriptions, &descriptions::Descriptions),
        )?;
        Ok(())
    }

    fn lane(&self, facet: Facet, service: Service, at_once: usize) -> Lane<'_> {
        Lane { desk: &self.desk, tally: &self.tally, provider: Provider { facet, service, at_once }, goes_on: false }
    }
}
