//! The engine's door to the sync.

use crate::engine::{Engine, StartError};
use sillon_core::id::JobId;
use sillon_core::job::{JobKind, SyncParams};
use sillon_core::progress::Progress;
use sillon_store::StoreError;
use tokio::sync::watch;

impl Engine {
    /// Asks for a sync: one row in the database, and the answer is here before any call is made.
    ///
    /// # Errors
    /// [`StartError::Running`] names the job that is active; [`StartError::NotConfigured`] when there is nobody's
    /// collection to read; [`StartError::Busy`] while a file is imported; [`StartError::OtherAccount`] when it would be
    /// another account's than so far.
    pub async fn start_sync(&self, params: SyncParams) -> Result<JobId, StartError> {
        self.start_sync_of(params, None).await
    }

    /// As [`Engine::start_sync`]; the user name in `confirm` is the account that may be read although another was before.
    ///
    /// # Errors
    /// As [`Engine::start_sync`].
    pub async fn start_sync_of(&self, params: SyncParams, confirm: Option<&str>) -> Result<JobId, StartError> {
        if !self.knows_whom_to_ask().await? {
            return Err(StartError::NotConfigured);
        }
        if let Some(active) = self.active(JobKind::Import).await? {
            return Err(StartError::Busy(active));
        }
        self.check_account(confirm).await?;
        self.enqueue(params, self.syncs()).await
    }

    /// Asks the running sync to stop after the page in hand. What was saved stays.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn cancel_sync(&self) -> Result<Option<JobId>, StoreError> {
        let cancelled = self.store().request_cancel(self.account(), JobKind::Sync).await?;
        self.syncs().wake();
        Ok(cancelled)
    }

    /// The last or present run, with the links that are still asked for.
    pub fn sync_progress(&self) -> Progress {
        Progress { links_pending: *self.watch_links().borrow(), ..self.syncs().board().read() }
    }

    /// The present state first, then each change.
    pub fn watch_sync(&self) -> watch::Receiver<Progress> {
        self.syncs().board().watch()
    }
}
