//! The engine's door to the wantlist: its own sync, and whether one follows each sync of the collection.

use crate::engine::{Engine, StartError};
use crate::runner::Runner;
use crate::sync::WantlistTask;
use sillon_core::id::{AccountId, JobId};
use sillon_core::job::{JobKind, JobParams, Starter, SyncParams};
use sillon_core::progress::Progress;
use sillon_store::{Store, StoreError};
use tokio::sync::watch;

/// Set when the wantlist is to be brought in after each sync of the collection.
const FOLLOWS: &str = "wantlist.follows";

impl Engine {
    /// Asks for a sync of the wantlist, by the rules of the collection's; a job of its own, which never waits for that one.
    ///
    /// # Errors
    /// As [`Engine::start_sync`].
    pub async fn start_wantlist(&self, params: SyncParams) -> Result<JobId, StartError> {
        self.start_wantlist_of(params, None).await
    }

    /// As [`Engine::start_sync_of`], of the wantlist.
    ///
    /// # Errors
    /// As [`Engine::start_sync`].
    pub async fn start_wantlist_of(&self, params: SyncParams, confirm: Option<&str>) -> Result<JobId, StartError> {
        if !self.knows_whom_to_ask().await? {
            return Err(StartError::NotConfigured);
        }
        self.check_account(confirm).await?;
        self.enqueue(JobParams::Wantlist(params), self.wantlists()).await
    }

    /// Asks the running sync of the wantlist to stop after the page in hand. What was saved stays.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn cancel_wantlist(&self) -> Result<Option<JobId>, StoreError> {
        let cancelled = self.store().request_cancel(self.account(), JobKind::Wantlist).await?;
        self.wantlists().wake();
        Ok(cancelled)
    }

    /// The last or present run.
    pub fn wantlist_progress(&self) -> Progress {
        self.wantlists().board().read()
    }

    /// The present state first, then each change.
    pub fn watch_wantlist(&self) -> watch::Receiver<Progress> {
        self.wantlists().board().watch()
    }

    /// Whether the wantlist is brought in after each sync of the collection: only if a person chose it.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn wantlist_follows(&self) -> Result<bool, StoreError> {
        follows(self.store(), self.account()).await
    }

    /// Chooses that, or takes it back.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn set_wantlist_follows(&self, follows: bool) -> Result<(), StoreError> {
        self.store().set_setting(self.account(), FOLLOWS, follows.then_some("true"), self.now()).await
    }
}

async fn follows(store: &Store, account: AccountId) -> Result<bool, StoreError> {
    Ok(store.setting(account, FOLLOWS).await?.is_some())
}

/// After a sync of the collection that went well: asks for one of the wantlist, where a person chose that.
pub(crate) async fn follow_sync(store: &Store, wantlist: &Runner<WantlistTask>, account: AccountId) {
    let asked = async {
        if follows(store, account).await? {
            wantlist.enqueue(JobParams::Wantlist(SyncParams::by(Starter::Sync))).await?;
        }
        Ok::<_, StoreError>(())
    };
    if let Err(error) = asked.await {
        tracing::warn!(error = &error as &dyn std::error::Error, "the wantlist does not follow this time");
    }
}
