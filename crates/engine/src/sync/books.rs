//! What is kept of the list that a run reads: the collection's tables, or the wantlist's.

use sillon_core::collection::{Item, List};
use sillon_core::id::{AccountId, InstanceId, JobId};
use sillon_core::progress::Status;
use sillon_core::receipt::{Origin, Receipt};
use sillon_core::sync::known::Known;
use sillon_core::sync::readings::Baseline;
use sillon_store::{AddedCopy, Counts, PageChanges, Store, StoreError};

/// How many of the last receipts are searched for one that a listing left, not a file.
const LAST_RUNS: u32 = 8;

/// One list's tables, and the run that adds to them.
pub(super) struct Books {
    pub(super) list: List,
    pub(super) account: AccountId,
    pub(super) job: JobId,
    pub(super) store: Store,
}

impl Books {
    pub(super) async fn known(&self) -> Result<Known, StoreError> {
        match self.list {
            List::Collection => self.store.known(self.account).await,
            List::Wantlist => self.store.known_wants(self.account).await,
        }
    }

    pub(super) async fn counts(&self) -> Result<Counts, StoreError> {
        match self.list {
            List::Collection => self.store.counts(self.account).await,
            List::Wantlist => self.store.count_wants(self.account).await,
        }
    }

    /// What this run added, in an earlier attempt.
    pub(super) async fn list_added(&self) -> Result<Vec<AddedCopy>, StoreError> {
        match self.list {
            List::Collection => self.store.list_added(self.account, &self.job).await,
            List::Wantlist => self.store.list_added_wants(self.account, &self.job).await,
        }
    }

    pub(super) async fn load(&self, lines: &[InstanceId]) -> Result<Vec<Item>, StoreError> {
        match self.list {
            List::Collection => self.store.load_items(self.account, lines).await,
            List::Wantlist => self.store.load_want_items(self.account, lines).await,
        }
    }

    /// Adds what a page brings. A wantlist brings no further copies: a release stands in it once.
    pub(super) async fn add(&self, page: &PageChanges<'_>, now: i64) -> Result<(), StoreError> {
        match self.list {
            List::Collection => self.store.add_page(self.account, &self.job, page, now).await,
            List::Wantlist => {
                self.store.add_wants(self.account, &self.job, page.new_albums, page.entries, now).await?;
                match page.beside.supplements {
                    [] => Ok(()),
                    supplements => self.store.add_supplements(self.account, supplements, now).await,
                }
            }
        }
    }

    /// What the last run that read the list to its end left for this one. A version that left nothing believed a listing
    /// to be exact.
    pub(super) async fn baseline(&self, known: &Known, now: i64) -> Result<Option<Baseline>, StoreError> {
        if let Some(kept) = self.store.setting(self.account, &self.key()).await? {
            return Ok(serde_json::from_str(&kept).ok());
        }
        let runs = self.store.reader().list_syncs_of(self.account, self.list, 1, LAST_RUNS).await?;
        let is_of_discogs = |receipt: &&Receipt| receipt.origin == Origin::Discogs && !receipt.params.dry_run;
        let last = runs.items.iter().find(is_of_discogs);
        let was_whole =
            last.is_some_and(|receipt| receipt.progress.status == Status::Completed && receipt.params.limit.is_none());
        Ok(was_whole.then(|| Baseline::exact(known, now)))
    }

    /// Keeps it for the next run.
    pub(super) async fn keep_baseline(&self, baseline: &Baseline, now: i64) -> Result<(), StoreError> {
        let kept = serde_json::to_string(baseline)?;
        self.store.set_setting(self.account, &self.key(), Some(&kept), now).await
    }

    fn key(&self) -> String {
        format!("listing.{}", self.list.as_str())
    }
}
