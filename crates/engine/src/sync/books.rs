//! What is kept of the list that a run reads: the collection's tables, or the wantlist's.

use sillon_core::collection::{Item, List};
use sillon_core::id::{AccountId, InstanceId, JobId};
use sillon_core::sync::known::Known;
use sillon_store::{AddedCopy, Counts, PageChanges, Store, StoreError};

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
            List::Wantlist => self.store.add_wants(self.account, &self.job, page.new_albums, page.entries, now).await,
        }
    }
}
