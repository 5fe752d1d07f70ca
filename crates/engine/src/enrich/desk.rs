//! What every lane works with, and the pauses that providers asked for.

use crate::board::Board;
use crate::clock::Clock;
use crate::drafts::Drafts;
use crate::faults::Halt;
use crate::pictures::PictureStore;
use crate::remotes::Remotes;
use sillon_core::credit::render_credits;
use sillon_core::id::AccountId;
use sillon_core::progress::Service;
use sillon_core::release::Release;
use sillon_store::{Store, StoreError};
use std::sync::Arc;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

const LONGEST_REST: Duration = Duration::from_secs(24 * 3600);
const DAY: i64 = 24 * 3_600_000;
/// The day (since 1970, UTC) and how many requests were made in it.
const SPENT: &str = "ai.spent";

/// Shared by the lanes of a run.
pub(crate) struct Desk {
    pub(crate) account: AccountId,
    pub(crate) store: Store,
    pub(crate) remotes: Arc<Remotes>,
    pub(crate) pictures: PictureStore,
    /// What this run says of itself.
    pub(crate) board: Board,
    /// What the sync says of itself: its calls go first.
    pub(crate) sync: Board,
    /// Whose the claimed rows are.
    pub(crate) owner: String,
    pub(crate) cancel: CancellationToken,
    /// Descriptions as they are written.
    pub(crate) drafts: Drafts,
    /// Whether somebody chose these albums, and may watch.
    pub(crate) is_watched: bool,
    /// One at a time counts a request.
    pub(crate) counting: tokio::sync::Mutex<()>,
}

impl Desk {
    pub(crate) fn now(&self) -> i64 {
        self.remotes.clock().now()
    }

    pub(crate) async fn rests_until(&self, service: Service) -> Result<Option<i64>, StoreError> {
        rests_until(&self.store, self.account, service, self.now()).await
    }

    pub(crate) async fn let_rest(&self, service: Service, pause: Duration) -> Result<(), StoreError> {
        let_rest(&self.store, self.account, service, pause, self.remotes.clock()).await
    }

    /// Counts a request to the chat model; `false` when today's are spent. Kept over restarts.
    pub(crate) async fn spend_request(&self) -> Result<bool, StoreError> {
        let _alone = self.counting.lock().await;
        let today = self.now() / DAY;
        let kept = self.store.setting(self.account, SPENT).await?;
        let kept = kept.as_deref().and_then(|kept| kept.split_once(' '));
        let spent = kept.filter(|(day, _)| *day == today.to_string()).and_then(|(_, spent)| spent.parse().ok());
        let spent: u32 = spent.unwrap_or_default();
        if spent >= self.remotes.ai_per_day() {
            return Ok(false);
        }
        let spent = format!("{today} {}", spent + 1);
        self.store.set_setting(self.account, SPENT, Some(&spent), self.now()).await?;
        Ok(true)
    }

    /// Waits while a sync is at work: its calls to Discogs go first.
    pub(crate) async fn after_the_sync(&self) -> Result<(), Halt> {
        let mut sync = self.sync.watch();
        tokio::select! {
            biased;
            () = self.cancel.cancelled() => Err(Halt::Stopped),
            _idle = sync.wait_for(|progress| !progress.status.is_active()) => Ok(()),
        }
    }
}

/// Until when a service asked to be left alone, if that is still to come. Kept over restarts.
pub(crate) async fn rests_until(
    store: &Store,
    account: AccountId,
    service: Service,
    now: i64,
) -> Result<Option<i64>, StoreError> {
    let kept = store.setting(account, &rest(service)).await?;
    Ok(kept.and_then(|until| until.parse().ok()).filter(|until| *until > now))
}

/// Notes a pause that a service asked for: a day at most.
pub(crate) async fn let_rest(
    store: &Store,
    account: AccountId,
    service: Service,
    pause: Duration,
    clock: &Clock,
) -> Result<(), StoreError> {
    let until = clock.after(pause.min(LONGEST_REST));
    store.set_setting(account, &rest(service), Some(&until.to_string()), clock.now()).await
}

fn rest(service: Service) -> String {
    format!("rest.{}", service.as_str())
}

/// An album as one line.
pub(crate) fn line(release: &Release) -> String {
    format!("{} – {}", render_credits(&release.credits), release.title)
}
