//! The wantlist for our own JSON, and the wants that a document brings.

use crate::dialect::Sql;
use crate::error::Result;
use crate::item::Rows;
use crate::{Reader, Store, releases, wants};
use sillon_core::collection::Item;
use sillon_core::exchange::document::WantRecord;
use sillon_core::id::{AccountId, JobId, ReleaseId};
use std::collections::HashMap;

const ABSENT: Sql =
    with_ids!("SELECT release_id, absent_since FROM want_absences WHERE account_id = $2 AND release_id", "");

impl Reader {
    /// Every wanted release, by its key.
    ///
    /// # Errors
    /// As every read.
    pub async fn list_wanted_releases(&self, account: AccountId) -> Result<Vec<ReleaseId>> {
        let ids: Vec<i64> = read!(&self.db, pool => {
            sqlx::query_scalar("SELECT release_id FROM wants WHERE account_id = $1 ORDER BY release_id")
                .bind(account.0).fetch_all(pool).await
        })?;
        Ok(ids.into_iter().map(ReleaseId).collect())
    }

    /// These wants as they were imported, in the order of these keys.
    ///
    /// # Errors
    /// As every read.
    pub async fn load_want_records(&self, account: AccountId, wanted: &[ReleaseId]) -> Result<Vec<WantRecord>> {
        let (db, ids) = (&self.db, releases::ids(wanted.iter().copied())?);
        let absent: Vec<(i64, i64)> =
            read!(db, pool => sqlx::query_as(ABSENT.of(db)).bind(&ids).bind(account.0).fetch_all(pool).await)?;
        let absent: HashMap<i64, i64> = absent.into_iter().collect();
        let mut releases = releases::load_imported(db, wanted).await?;
        let rows = wants::load_rows(db, account, wanted).await?;
        let mut rows: HashMap<i64, _> = rows.into_iter().map(|row| (row.0, row)).collect();
        let records = wanted.iter().filter_map(|id| {
            let (_, rating, notes, added_at, _) = rows.remove(&id.0)?;
            Some(WantRecord {
                release: releases.remove(id)?,
                rating: rating.and_then(|rating| u8::try_from(rating).ok()),
                notes,
                added_at,
                absent_since: absent.get(&id.0).copied(),
            })
        });
        Ok(records.collect())
    }
}

impl Store {
    /// Adds wants that a document brings, in one transaction; what is wanted already is left as it is.
    ///
    /// # Errors
    /// As every write; nothing is kept then.
    pub async fn add_want_records(
        &self,
        account: AccountId,
        job: &JobId,
        wanted: &[WantRecord],
        now: i64,
    ) -> Result<()> {
        let items: Vec<Item> = wanted.iter().map(WantRecord::item).collect();
        let absent = wanted.iter().filter_map(|want| Some((want.release.id, want.absent_since?)));
        wants::add(&self.db, account, job, &items, &[], &Rows::of(absent)?, now).await
    }
}
