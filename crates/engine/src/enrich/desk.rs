//! What every lane works with, and the pauses that providers asked for.

use super::lane::Trouble;
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

/// As long as the clients believe a service that names a pause.
const LONGEST_REST: Duration = Duration::from_secs(30 * 24 * 3600);
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
    /// Cancelled when the pass is to stop between two subjects, for another that goes first.
    pub(crate) interrupt: CancellationToken,
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

    /// A pass begins, over albums that somebody chose or over many.
    pub(crate) fn begin_pass(&mut self, is_chosen: bool) {
        (self.interrupt, self.is_watched) = (CancellationToken::new(), is_chosen);
    }

    /// Waits while a sync is at work: its calls to Discogs go first.
    pub(crate) async fn after_the_sync(&self) -> Result<(), Trouble> {
        let mut sync = self.sync.watch();
        tokio::select! {
            biased;
            () = self.cancel.cancelled() => Err(Halt::Stopped.into()),
            () = self.interrupt.cancelled() => Err(Trouble::Interrupted),
            _idle = sync.wait_for(|progress| !progress.status.is_active()) => Ok(()),
        }
    }
}

/// Where it is kept that Spotify wants the owner of an app to have Premium: which app, so that another one is tried.
const PREMIUM_REQUIRED: &str = "spotify.premium_required";

/// Whether Spotify is known to refuse this app for want of a Premium account. It stays so until the app's id or secret is
/// another, a check succeeds or a person says to try again: no further call is made.
pub(crate) async fn is_premium_required(
    store: &Store,
    account: AccountId,
    remotes: &Remotes,
) -> Result<bool, StoreError> {
    let refused = store.setting(account, PREMIUM_REQUIRED).await?;
    Ok(refused.is_some() && refused == remotes.spotify_app())
}

/// Notes that Spotify refuses this app for want of a Premium account, or that it does not any more.
pub(crate) async fn note_premium_required(
    store: &Store,
    account: AccountId,
    remotes: &Remotes,
    required: bool,
) -> Result<(), StoreError> {
    let refused = remotes.spotify_app().filter(|_| required);
    if refused.is_none() && store.setting(account, PREMIUM_REQUIRED).await?.is_none() {
        return Ok(());
    }
    store.set_setting(account, PREMIUM_REQUIRED, refused.as_deref(), remotes.clock().now()).await
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

/// Notes a pause that a service asked for: 30 days at most.
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
