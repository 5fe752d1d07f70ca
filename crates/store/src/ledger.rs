//! The ledger: receipts of runs, the rows behind them, and what the last whole listing left open.

mod acts;

pub use acts::{Act, RunUndone};

use crate::dialect::Sql;
use crate::error::{Result, StoreError};
use crate::item::Rows;
use crate::{Reader, Store, albums, wants};
use sillon_core::album::{Album, ListPage};
use sillon_core::collection::List;
use sillon_core::id::{AccountId, JobId, ReleaseId};
use sillon_core::job::JobState;
use sillon_core::receipt::{Entry, Receipt};
use sillon_core::want::Want;

const MOST_ADDED: i64 = 500;
const MOST_ENTRIES: i64 = 1_000;

pub(crate) const INSERT_ENTRIES: Sql = insert_rows!(
    "INSERT INTO sync_entries (account_id, job_id, kind, subject, instance_id, entry) \
     SELECT $2, $3, value ->> 0, value ->> 1, CAST(value ->> 2 AS BIGINT), value ->> 3"
);

/// A run with what it did, row by row.
#[derive(Clone, Debug, PartialEq)]
pub struct SyncDetail {
    /// Its receipt.
    pub receipt: Receipt,
    /// Albums it added, newest first; at most 500.
    pub added: Vec<Album>,
    /// Releases it added to the wantlist, newest first; at most 500.
    pub wanted: Vec<Want>,
    /// Absent, drifted, refused, returned; at most 1,000.
    pub entries: Vec<Entry>,
}

/// `sync_entries`: a subject is noted once a run and kind, so that a resumed run can write again.
pub(crate) fn entry_rows(entries: &[Entry]) -> Result<Rows> {
    let mut rows = Vec::with_capacity(entries.len());
    for entry in entries {
        let (kind, instance_id, subject) = match entry {
            Entry::Absent { instance_id, .. } => ("absent", Some(*instance_id), instance_id.to_string()),
            Entry::Returned { instance_id, .. } => ("returned", Some(*instance_id), instance_id.to_string()),
            Entry::Drifted(drift) => {
                ("drifted", Some(drift.instance_id), format!("{} {}", drift.instance_id, drift.field.as_str()))
            }
            Entry::Refused { instance_id: Some(id), .. } => ("refused", Some(*id), id.to_string()),
            Entry::Refused { shown_as, reason, .. } => {
                let subject: String = format!("{shown_as} {reason}").chars().take(200).collect();
                ("refused", None, subject)
            }
        };
        rows.push((kind, subject, instance_id, serde_json::to_string(entry)?));
    }
    Rows::of(rows)
}

/// The tables of what is absent and refused, the one they speak of, and its key. An entry's `instance_id` is that key.
macro_rules! judge {
    ($absences:literal, $refusals:literal, $lines:literal, $key:literal, $nor:literal) => {
        Judge {
            forget_returned: concat!(
                "DELETE FROM ", $absences, " WHERE account_id = $1 AND ", $key, " IN ( \
                SELECT instance_id FROM sync_entries WHERE account_id = $1 AND job_id = $2 AND kind = 'returned')"
            ),
            mark_absent: concat!(
                "INSERT INTO ", $absences, " (account_id, ", $key, ", job_id, absent_since) \
                SELECT account_id, instance_id, job_id, $3 FROM sync_entries \
                WHERE account_id = $1 AND job_id = $2 AND kind = 'absent' ON CONFLICT DO NOTHING"
            ),
            forget_refused: concat!("DELETE FROM ", $refusals, " WHERE account_id = $1"),
            mark_refused: concat!(
                "INSERT INTO ", $refusals, " (account_id, ", $key, ") \
                SELECT account_id, instance_id FROM sync_entries AS entry \
                WHERE account_id = $1 AND job_id = $2 AND kind = 'refused' AND instance_id IS NOT NULL AND NOT EXISTS ( \
                SELECT 1 FROM ", $lines, " AS line WHERE line.account_id = $1 AND line.", $key, " = entry.instance_id)", $nor,
                " ON CONFLICT DO NOTHING"
            ),
        }
    };
}

impl Store {
    /// Ends a run, in one transaction: its state, last progress, receipt and ledger entries. Unless it was a dry run, copies (or
    /// wants) in [`Entry::Returned`] are absent no longer, and those in [`Entry::Refused`] could not be read. Where the receipt
    /// says that the listing was seen whole, those in [`Entry::Absent`] are absent too, and what could not be read before this
    /// run is forgotten.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when the job is not this owner's: nothing is written then.
    pub async fn finish_sync(
        &self,
        account: AccountId,
        owner: &str,
        state: JobState,
        receipt: &Receipt,
        entries: &[Entry],
        now: i64,
    ) -> Result<()> {
        let db = &self.db;
        let job = &receipt.job_id.0;
        let (progress, document) = (serde_json::to_string(&receipt.progress)?, serde_json::to_string(receipt)?);
        let rows = entry_rows(entries)?;
        let has_written = !receipt.params.dry_run;
        let was_whole = receipt.listing_whole && has_written;
        let judge = Judge::of(receipt.list);
        transact!(db, transaction => {
            let ended = sqlx::query(
                "UPDATE jobs SET state = $4, progress = $5, finished_at = $6, owner = NULL, lease_until = NULL \
                 WHERE id = $1 AND account_id = $2 AND owner = $3 AND state = 'running'",
            )
            .bind(job).bind(account.0).bind(owner).bind(state.as_str()).bind(&progress).bind(now)
            .execute(&mut *transaction).await?.rows_affected();
            if ended == 0 {
                return Err(StoreError::Conflict);
            }
            sqlx::query("INSERT INTO syncs (account_id, job_id, finished_at, receipt, list) VALUES ($1, $2, $3, $4, $5)")
                .bind(account.0).bind(job).bind(now).bind(&document).bind(receipt.list.as_str())
                .execute(&mut *transaction).await?;
            if !rows.is_empty {
                sqlx::query(INSERT_ENTRIES.of(db)).bind(&rows.json).bind(account.0).bind(job)
                    .execute(&mut *transaction).await?;
            }
            if has_written {
                sqlx::query(judge.forget_returned).bind(account.0).bind(job).execute(&mut *transaction).await?;
            }
            if was_whole {
                sqlx::query(judge.mark_absent).bind(account.0).bind(job).bind(now).execute(&mut *transaction).await?;
                sqlx::query(judge.forget_refused).bind(account.0).execute(&mut *transaction).await?;
            }
            if has_written {
                sqlx::query(judge.mark_refused).bind(account.0).bind(job).execute(&mut *transaction).await?;
            }
        });
        Ok(())
    }
}

/// What follows from a whole listing, of either list.
struct Judge {
    forget_returned: &'static str,
    mark_absent: &'static str,
    forget_refused: &'static str,
    mark_refused: &'static str,
}

impl Judge {
    fn of(list: List) -> Self {
        match list {
            List::Collection => judge!(
                "absences",
                "refusals",
                "copies",
                "instance_id",
                " AND NOT EXISTS (SELECT 1 FROM recognitions AS r WHERE r.account_id = $1 AND r.instance_id = entry.instance_id)"
            ),
            List::Wantlist => judge!("want_absences", "want_refusals", "wants", "release_id", ""),
        }
    }
}

impl Reader {
    /// Receipts of the collection's syncs, newest first. `page` is 1-based.
    ///
    /// # Errors
    /// As every read.
    pub async fn list_syncs(&self, account: AccountId, page: u32, page_size: u32) -> Result<ListPage<Receipt>> {
        self.list_syncs_of(account, List::Collection, page, page_size).await
    }

    /// Receipts of one list's syncs, newest first. `page` is 1-based.
    ///
    /// # Errors
    /// As every read.
    pub async fn list_syncs_of(
        &self,
        account: AccountId,
        list: List,
        page: u32,
        page_size: u32,
    ) -> Result<ListPage<Receipt>> {
        let offset = i64::from(page.saturating_sub(1)) * i64::from(page_size);
        let total: i64 = read!(&self.db, pool => {
            sqlx::query_scalar("SELECT count(*) FROM syncs WHERE account_id = $1 AND list = $2")
                .bind(account.0).bind(list.as_str()).fetch_one(pool).await
        })?;
        let receipts: Vec<String> = read!(&self.db, pool => {
            sqlx::query_scalar(
                "SELECT receipt FROM syncs WHERE account_id = $1 AND list = $4 ORDER BY finished_at DESC, job_id DESC \
                 LIMIT $2 OFFSET $3",
            )
            .bind(account.0).bind(i64::from(page_size)).bind(offset).bind(list.as_str()).fetch_all(pool).await
        })?;
        let items: std::result::Result<Vec<Receipt>, _> =
            receipts.iter().map(|receipt| serde_json::from_str(receipt)).collect();
        Ok(ListPage { items: items?, total: total.unsigned_abs(), page, page_size })
    }

    /// Receipts of every kind of run, newest first. `page` is 1-based.
    ///
    /// # Errors
    /// As every read.
    pub async fn list_runs(&self, account: AccountId, page: u32, page_size: u32) -> Result<ListPage<Receipt>> {
        let offset = i64::from(page.saturating_sub(1)) * i64::from(page_size);
        let total: i64 = read!(&self.db, pool => {
            sqlx::query_scalar("SELECT count(*) FROM syncs WHERE account_id = $1").bind(account.0).fetch_one(pool).await
        })?;
        let receipts: Vec<String> = read!(&self.db, pool => {
            sqlx::query_scalar(
                "SELECT receipt FROM syncs WHERE account_id = $1 ORDER BY finished_at DESC, job_id DESC LIMIT $2 OFFSET $3",
            )
            .bind(account.0).bind(i64::from(page_size)).bind(offset).fetch_all(pool).await
        })?;
        let items: std::result::Result<Vec<Receipt>, _> =
            receipts.iter().map(|receipt| serde_json::from_str(receipt)).collect();
        Ok(ListPage { items: items?, total: total.unsigned_abs(), page, page_size })
    }

    /// One run's receipt; `None` until the run is over.
    ///
    /// # Errors
    /// As every read.
    pub async fn find_receipt(&self, account: AccountId, id: &JobId) -> Result<Option<Receipt>> {
        let receipt: Option<String> = read!(&self.db, pool => {
            sqlx::query_scalar("SELECT receipt FROM syncs WHERE account_id = $1 AND job_id = $2")
                .bind(account.0).bind(&id.0).fetch_optional(pool).await
        })?;
        Ok(receipt.map(|receipt| serde_json::from_str(&receipt)).transpose()?)
    }

    /// One run's receipt with what it did, row by row; `None` until the run is over.
    ///
    /// # Errors
    /// As every read.
    pub async fn find_sync(&self, account: AccountId, id: &JobId) -> Result<Option<SyncDetail>> {
        let Some(receipt) = self.find_receipt(account, id).await? else { return Ok(None) };
        let added: Vec<i64> = read!(&self.db, pool => {
            sqlx::query_scalar(
                "SELECT release_id FROM copies WHERE account_id = $1 AND job_id = $2 AND opened_album \
                 ORDER BY instance_id DESC LIMIT $3",
            )
            .bind(account.0).bind(&id.0).bind(MOST_ADDED).fetch_all(pool).await
        })?;
        let entries: Vec<String> = read!(&self.db, pool => {
            sqlx::query_scalar(
                "SELECT entry FROM sync_entries WHERE account_id = $1 AND job_id = $2 ORDER BY kind, subject LIMIT $3",
            )
            .bind(account.0).bind(&id.0).bind(MOST_ENTRIES).fetch_all(pool).await
        })?;
        let entries: std::result::Result<Vec<Entry>, _> =
            entries.iter().map(|entry| serde_json::from_str(entry)).collect();
        let added: Vec<ReleaseId> = added.into_iter().map(ReleaseId).collect();
        let wanted = wants::list_added(&self.db, account, id, MOST_ADDED).await?;
        Ok(Some(SyncDetail {
            receipt,
            added: albums::load(&self.db, account, &added).await?,
            wanted: self.load_wants(account, &wanted).await?,
            entries: entries?,
        }))
    }
}
