//! Figures about a whole collection.

use crate::Reader;
use crate::error::Result;
use sillon_core::id::AccountId;
use sillon_core::stats::Stats;

impl Reader {
    /// Totals and series.
    ///
    /// # Errors
    /// As every read.
    pub async fn stats(&self, account: AccountId) -> Result<Stats> {
        self.catalogues.fresh(&self.db, account).await?.ask(crate::catalogue::Index::stats).await
    }
}
