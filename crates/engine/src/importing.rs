//! The engine's door to imports.

use crate::engine::{Engine, StartError};
use crate::import::{self, ImportError, Staged};
use futures::Stream;
use sillon_core::exchange::plan::Plan;
use sillon_core::id::JobId;
use sillon_core::job::{ImportParams, JobKind, Starter};
use sillon_core::progress::Progress;
use sillon_store::StoreError;
use tokio::sync::watch;

impl Engine {
    /// Takes a file, no larger than `most` bytes, and says what bringing it in would do. One that is not sound is not kept.
    ///
    /// # Errors
    /// See [`ImportError`]; nothing is kept then. What is wrong *in* the file is no error but stands in the plan.
    pub async fn stage<B, E>(
        &self,
        name: &str,
        content: impl Stream<Item = Result<B, E>> + Unpin,
        most: u64,
    ) -> Result<Staged, ImportError>
    where
        B: AsRef<[u8]>,
        E: std::fmt::Display,
    {
        let key = self.staging().keep(content, most).await?;
        let plan = self.plan_import(&key, name).await?;
        if plan.is_sound() {
            return Ok(Staged { key: Some(key), plan });
        }
        self.staging().drop_file(&key).await;
        Ok(Staged { key: None, plan })
    }

    /// What bringing a file in would do now.
    ///
    /// # Errors
    /// [`ImportError::Gone`] when no such file waits.
    pub async fn plan_import(&self, key: &str, name: &str) -> Result<Plan, ImportError> {
        let path = self.staging().path(key).filter(|path| path.exists()).ok_or(ImportError::Gone)?;
        let known = import::load_known(self.store(), self.account()).await?;
        Ok(import::plan(path, name.to_owned(), known).await.0)
    }

    /// Forgets a file that waits.
    pub async fn unstage(&self, key: &str) {
        self.staging().drop_file(key).await;
    }

    /// Brings a file in that waits; the answer is here before a row is written.
    ///
    /// # Errors
    /// [`StartError::Running`] names the import that is active, [`StartError::Busy`] the sync: both would add the same
    /// copies. [`StartError::NotConfigured`] when no such file waits.
    pub async fn start_import(&self, key: &str, name: &str, started_by: Starter) -> Result<JobId, StartError> {
        if self.staging().path(key).is_none_or(|path| !path.exists()) {
            return Err(StartError::NotConfigured);
        }
        if let Some(active) = self.active(JobKind::Sync).await? {
            return Err(StartError::Busy(active));
        }
        let params = ImportParams { staged: key.to_owned(), name: name.to_owned(), started_by };
        self.enqueue(params, self.imports()).await
    }

    /// Asks the running import to stop after the batch in hand. What was added stays; the same file brings the rest.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn cancel_import(&self) -> Result<Option<JobId>, StoreError> {
        let cancelled = self.store().request_cancel(self.account(), JobKind::Import).await?;
        self.imports().wake();
        Ok(cancelled)
    }

    /// The last or present import.
    pub fn import_progress(&self) -> Progress {
        self.imports().board().read()
    }

    /// The present state first, then each change.
    pub fn watch_import(&self) -> watch::Receiver<Progress> {
        self.imports().board().watch()
    }

    /// The active job of a kind.
    pub(crate) async fn active(&self, kind: JobKind) -> Result<Option<JobId>, StoreError> {
        let last = self.store().reader().last_job(self.account(), kind).await?;
        Ok(last.filter(|job| job.state.is_active()).map(|job| job.id))
    }
}
