//! The lane of links: Spotify is asked for each new album beside the sync, never in its way. A dead or slow Spotify
//! costs the sync nothing; what was not asked for stays to be asked at the next nudge.

use super::lane::{Done, Trouble, is_this_ones};
use super::{desk, links};
use crate::faults::Halt;
use crate::remotes::Remotes;
use futures::{FutureExt, StreamExt};
use sillon_clients::ClientError;
use sillon_clients::spotify::Spotify;
use sillon_core::enrich::details::Details;
use sillon_core::enrich::{Facet, Subject};
use sillon_core::id::{AccountId, ReleaseId};
use sillon_core::progress::Service;
use sillon_core::release::Release;
use sillon_store::{Claim, Store, StoreError, lane_owner};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;
use tokio::sync::{Notify, watch};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

/// Searches under way at once.
const IN_FLIGHT: usize = 4;
/// Albums taken from the database at a time.
const BATCH: u32 = 100;
/// After so many failures in a row nothing more is asked until the next nudge.
const MOST_FAILURES: u32 = 3;
/// How long a claimed album stays ours.
const CLAIM: Duration = Duration::from_secs(120);

/// A handle on the lane. Clones share it.
#[derive(Clone, Debug)]
pub(crate) struct LinkLane {
    nudged: Arc<Notify>,
    nudges: Arc<AtomicU64>,
    left: watch::Sender<u64>,
    answered: Arc<AtomicBool>,
    open: Arc<AtomicBool>,
}

impl LinkLane {
    pub(crate) fn new() -> Self {
        let (nudged, nudges, left) = (Arc::default(), Arc::default(), watch::Sender::new(0));
        Self { nudged, nudges, left, answered: Arc::default(), open: Arc::default() }
    }

    /// Starts the lane, if Spotify is configured; what an earlier process left is taken up at once.
    pub(crate) fn start(
        &self,
        account: AccountId,
        store: Store,
        remotes: Arc<Remotes>,
        shutdown: CancellationToken,
        tasks: &TaskTracker,
    ) {
        if let Some(spotify) = remotes.spotify.clone() {
            let owner = lane_owner(&uuid::Uuid::now_v7().to_string());
            let work = Work { account, store, remotes, spotify, owner, lane: self.clone() };
            tasks.spawn(async move {
                tokio::select! {
                    () = shutdown.cancelled() => {}
                    () = work.run() => {}
                }
            });
            self.open.store(true, Ordering::Relaxed);
            self.nudge();
        }
    }

    /// There are new albums.
    pub(crate) fn nudge(&self) {
        if self.open.load(Ordering::Relaxed) {
            // At work from this moment on: who watches must not take the time before the first search for rest.
            self.nudges.fetch_add(1, Ordering::AcqRel);
            self.left.send_if_modified(|left| std::mem::replace(left, (*left).max(1)) == 0);
            self.nudged.notify_one();
        }
    }

    /// How many links are being asked for.
    pub(crate) fn watch(&self) -> watch::Receiver<u64> {
        self.left.subscribe()
    }

    /// Waits until the lane is at rest, at most so long, and only while Spotify answers.
    pub(crate) async fn settle(&self, at_most: Duration) {
        let mut left = self.watch();
        if self.answered.load(Ordering::Relaxed) {
            let _at_rest_or_late = tokio::time::timeout(at_most, left.wait_for(|left| *left == 0)).await;
        }
    }
}

struct Work {
    account: AccountId,
    store: Store,
    remotes: Arc<Remotes>,
    spotify: Spotify,
    owner: String,
    lane: LinkLane,
}

impl Work {
    async fn run(&self) {
        loop {
            self.lane.nudged.notified().await;
            let nudges = self.lane.nudges.load(Ordering::Acquire);
            if let Err(error) = self.drain().await {
                tracing::warn!(error = &error as &dyn std::error::Error, "album links could not be kept");
            }
            if let Err(error) = self.store.unclaim(&self.owner).await {
                tracing::warn!(error = &error as &dyn std::error::Error, "albums stay claimed until that runs out");
            }
            if self.lane.nudges.load(Ordering::Acquire) == nudges {
                self.lane.left.send_replace(0);
            }
        }
    }

    /// Asks for every album without an answer, until none is left or Spotify fails too often.
    async fn drain(&self) -> Result<(), StoreError> {
        loop {
            let clock = self.remotes.clock();
            if desk::rests_until(&self.store, self.account, Service::Spotify, clock.now()).await?.is_some() {
                return Ok(());
            }
            if desk::is_premium_required(&self.store, self.account, &self.remotes).await? {
                return Ok(());
            }
            let wanting = self.store.list_wanting(self.account, Facet::Links, clock.now(), Some(BATCH)).await?;
            let wanting: Vec<Subject> = wanting.into_iter().map(|(id, _)| Subject::Release(id)).collect();
            let until = clock.after(CLAIM);
            let claims = self.store.claim(Facet::Links, &wanting, &self.owner, clock.now(), until).await?;
            if claims.is_empty() {
                return Ok(());
            }
            let unanswered = self.store.reader().count_unanswered(self.account, Facet::Links).await?;
            self.lane.left.send_replace(unanswered.max(claims.len() as u64));
            let ids: Vec<ReleaseId> = claims.iter().map(|claim| ReleaseId(claim.subject.id())).collect();
            let releases = self.store.load_releases(self.account, &ids).await?;
            // Boxed and listed: the compiler cannot follow the borrows of a stream of closures across a spawn.
            let searches = claims
                .iter()
                .zip(&releases)
                .map(|(claim, (release, details))| self.search(claim, release, details.as_ref()).boxed());
            let searches: Vec<_> = searches.collect();
            let mut answers = futures::stream::iter(searches).buffer_unordered(IN_FLIGHT);
            let mut failures = 0;
            let gives_up = loop {
                let Some(answer) = answers.next().await else { break None };
                let error = match answer {
                    Ok(_) => None,
                    Err(Trouble::Client(error)) => Some(error),
                    Err(Trouble::Halt(Halt::Failed(fault))) => Some(ClientError::Transient(fault.detail)),
                    Err(Trouble::Halt(Halt::Stopped) | Trouble::Budget | Trouble::Interrupted) => return Ok(()),
                };
                self.lane.answered.store(error.is_none(), Ordering::Relaxed);
                self.remotes.spotify_health.set(error.is_none());
                match error {
                    None => failures = 0,
                    Some(error) if !is_this_ones(&error) => break Some(error),
                    Some(error) => {
                        failures += 1;
                        if failures >= MOST_FAILURES {
                            break Some(error);
                        }
                    }
                }
                self.lane.left.send_modify(|left| *left = left.saturating_sub(1));
            };
            drop(answers);
            if let Some(error) = gives_up {
                tracing::warn!(error = error.to_string(), "Spotify is left alone for now");
                if matches!(error, ClientError::SubscriptionRequired { .. }) {
                    desk::note_premium_required(&self.store, self.account, &self.remotes, true).await?;
                }
                // A pause that it asked for outlives the process; one after faults is the gate's own.
                if let ClientError::RateLimited { retry_after } = error
                    && !self.remotes.is_failing(Service::Spotify)
                {
                    desk::let_rest(&self.store, self.account, Service::Spotify, retry_after, clock).await?;
                }
                return Ok(());
            }
        }
    }

    /// Searches for one album; that it failed is noted with it.
    async fn search(&self, claim: &Claim, release: &Release, details: Option<&Details>) -> Result<Done, Trouble> {
        let now = self.remotes.clock().now();
        let answer = links::find(&self.store, &self.spotify, &self.owner, release, details, now).await;
        if let Err(Trouble::Client(error)) = &answer
            && is_this_ones(error)
        {
            let trace = error.to_string();
            self.store.mark_failed(Facet::Links, claim, &self.owner, Service::Spotify.as_str(), &trace, now).await?;
        }
        answer
    }
}
