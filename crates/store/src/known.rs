//! What a run must know before it reads anything, as sets: one query each.

use crate::Store;
use crate::error::Result;
use sillon_core::id::{AccountId, InstanceId, LOCAL_IDS, ReleaseId};
use sillon_core::sync::known::{FileCopy, Known};
use std::collections::HashMap;

impl Store {
    /// Everything a sync must know before it reads a listing, as sets: one query each.
    ///
    /// # Errors
    /// As every read.
    pub async fn known(&self, account: AccountId) -> Result<Known> {
        let copies: Vec<(i64, i64)> = read!(&self.db, pool => {
            // In the order of the index that holds both, which is a fraction of the table.
            sqlx::query_as("SELECT instance_id, release_id FROM copies WHERE account_id = $1 ORDER BY release_id")
                .bind(account.0).fetch_all(pool).await
        })?;
        let from_files: Vec<(i64, Option<i64>)> = read!(&self.db, pool => {
            sqlx::query_as("SELECT instance_id, added_at FROM copies WHERE account_id = $1 AND instance_id >= $2")
                .bind(account.0).bind(LOCAL_IDS).fetch_all(pool).await
        })?;
        let recognised: Vec<(i64, i64)> = read!(&self.db, pool => {
            sqlx::query_as("SELECT instance_id, copy_id FROM recognitions WHERE account_id = $1")
                .bind(account.0).fetch_all(pool).await
        })?;
        let absent: Vec<i64> = read!(&self.db, pool => {
            sqlx::query_scalar("SELECT instance_id FROM absences WHERE account_id = $1")
                .bind(account.0).fetch_all(pool).await
        })?;
        let refused: Vec<i64> = read!(&self.db, pool => {
            sqlx::query_scalar("SELECT instance_id FROM refusals WHERE account_id = $1")
                .bind(account.0).fetch_all(pool).await
        })?;
        let listed_as: HashMap<i64, i64> = recognised.iter().map(|(listed, copy)| (*copy, *listed)).collect();
        let dates: HashMap<i64, Option<i64>> = from_files.into_iter().collect();
        let mut known = Known {
            albums: copies.iter().map(|(_, release_id)| ReleaseId(*release_id)).collect(),
            recognised: recognised.iter().map(|(listed, copy)| (InstanceId(*listed), InstanceId(*copy))).collect(),
            refused: refused.into_iter().map(InstanceId).collect(),
            ..Known::default()
        };
        for (instance_id, release_id) in copies {
            match (dates.get(&instance_id), listed_as.get(&instance_id)) {
                (None, _) => drop(known.copies.insert(InstanceId(instance_id))),
                (Some(_), Some(listed)) => drop(known.copies.insert(InstanceId(*listed))),
                // What was made by hand altogether is no matter of a listing.
                (Some(_), None) if release_id >= LOCAL_IDS => {}
                (Some(added_at), None) => {
                    let copy = FileCopy { instance_id: InstanceId(instance_id), added_at: *added_at };
                    known.unlisted.entry(ReleaseId(release_id)).or_default().push(copy);
                }
            }
        }
        known.unlisted.values_mut().for_each(|copies| copies.sort_by_key(|copy| copy.instance_id));
        let listed = |copy: i64| InstanceId(listed_as.get(&copy).copied().unwrap_or(copy));
        known.absent = absent.into_iter().map(listed).collect();
        Ok(known)
    }

    /// Every copy with its release and when it was added, wherever it came from, in no order.
    ///
    /// # Errors
    /// As every read.
    pub async fn list_held(&self, account: AccountId) -> Result<Vec<(InstanceId, ReleaseId, Option<i64>)>> {
        let rows: Vec<(i64, i64, Option<i64>)> = read!(&self.db, pool => {
            // In the order of the table: that of an index would look each row up.
            sqlx::query_as("SELECT instance_id, release_id, added_at FROM copies WHERE account_id = $1")
                .bind(account.0).fetch_all(pool).await
        })?;
        let held = rows.into_iter().map(|(copy, release, added_at)| (InstanceId(copy), ReleaseId(release), added_at));
        Ok(held.collect())
    }
}
