//! The lane of links: Spotify is asked for each new album beside the sync, never in its way. A dead or slow Spotify
//! costs the sync nothing; what was not asked for stays to be asked at the next nudge.

use crate::remotes::Remotes;
use futures::StreamExt;
use sillon_clients::ClientError;
use sillon_clients::spotify::Spotify;
use sillon_core::id::AccountId;
use sillon_core::linking::{Candidate, match_album};
use sillon_core::release::Release;
use sillon_store::{LinkOutcome, Store, StoreError};
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
const MOST_FAILURES: usize = 3;
/// When an album whose search failed is asked for again.
const RETRY_AFTER: Duration = Duration::from_secs(60 * 60);

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
            let work = Work { account, store, remotes, spotify, lane: self.clone() };
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
            if self.lane.nudges.load(Ordering::Acquire) == nudges {
                self.lane.left.send_replace(0);
            }
        }
    }

    /// Asks for every album without an answer, until none is left or Spotify fails too often.
    async fn drain(&self) -> Result<(), StoreError> {
        loop {
            let now = self.remotes.clock().now();
            let releases = self.store.list_unlinked(self.account, now, BATCH).await?;
            if releases.is_empty() {
                return Ok(());
            }
            self.lane.left.send_replace(releases.len() as u64);
            let searches = releases.into_iter().map(|release| {
                let spotify = self.spotify.clone();
                async move {
                    let answer = spotify.fetch_candidates(&release).await;
                    (release, answer)
                }
            });
            let mut answers = futures::stream::iter(searches).buffer_unordered(IN_FLIGHT);
            let mut failures = 0;
            while let Some((release, answer)) = answers.next().await {
                let gives_up = match &answer {
                    Ok(_) => {
                        failures = 0;
                        false
                    }
                    Err(
                        ClientError::Unauthorized | ClientError::Forbidden { .. } | ClientError::RateLimited { .. },
                    ) => true,
                    Err(_) => {
                        failures += 1;
                        failures >= MOST_FAILURES
                    }
                };
                self.lane.answered.store(answer.is_ok(), Ordering::Relaxed);
                self.remotes.spotify_health.set(answer.is_ok());
                if gives_up {
                    tracing::warn!(error = ?answer.err().map(|error| error.to_string()), "Spotify is left alone for now");
                    return Ok(());
                }
                self.keep(&release, answer).await?;
                self.lane.left.send_modify(|left| *left = left.saturating_sub(1));
            }
        }
    }

    async fn keep(&self, release: &Release, answer: Result<Vec<Candidate>, ClientError>) -> Result<(), StoreError> {
        let clock = self.remotes.clock();
        let now = clock.now();
        match answer {
            Err(error) => {
                let (trace, retry_at) = (error.to_string(), clock.after(RETRY_AFTER));
                self.store.mark_link(release.id, &LinkOutcome::Failed { trace: &trace, retry_at }, now).await
            }
            Ok(candidates) => match match_album(release, &candidates) {
                Some((found, score)) => {
                    self.store.mark_link(release.id, &LinkOutcome::Found { url: &found.url, score }, now).await
                }
                None => {
                    let trace = format!("{} candidates, none a plain match", candidates.len());
                    self.store.mark_link(release.id, &LinkOutcome::Absent { trace: &trace }, now).await
                }
            },
        }
    }
}
