//! Seals: what part of the imported rows was there when, and what they summed up to.

use crate::db::Db;
use crate::error::Result;
use crate::{Reader, Store};
use sillon_core::id::{AccountId, JobId};
use sillon_core::proof::{Checksum, Proof, Sum, Verification};

/// Whoever imports is done before a seal is set, or begins after it: else a row could bear an older seal and come later.
/// In the order in which writers take the tables.
const HOLD_WRITERS: &str = "LOCK TABLE seals IN EXCLUSIVE MODE; LOCK TABLE releases, artists, labels, copies, wants, folders, \
    fields, files, file_lines, recognitions, release_supplements, copy_supplements, valuations IN SHARE MODE";

const BEFORE: &str = "before";
const AFTER: &str = "after";

impl Store {
    /// Seals what is there before a run, and sums it up. A run that is taken up again has its seal already, so that what was
    /// changed while nobody worked is found too.
    ///
    /// # Errors
    /// As every write.
    pub async fn begin_proof(&self, account: AccountId, job: &JobId, now: i64) -> Result<Checksum> {
        let number = match self.find_seal(account, job).await? {
            Some(Seal { checksum: Some(kept), .. }) => return Ok(kept),
            Some(Seal { number, .. }) => number,
            None => self.set_seal(account, job, BEFORE, now).await?,
        };
        let reader = self.reader();
        let last = reader.last_sum(account).await?;
        let (found, checksum) = reader.checksum(account, last.map_or(0, |(seal, _)| seal), number).await?;
        let intact = last.map(|(_, standing)| found == standing);
        self.keep_checksum(number, checksum, intact).await?;
        Ok(checksum)
    }

    /// Sums up the same rows after a run, and all that are there now. `None` where [`Store::begin_proof`] was not reached.
    ///
    /// # Errors
    /// As every write.
    pub async fn end_proof(&self, account: AccountId, job: &JobId, now: i64) -> Result<Option<Proof>> {
        let Some(begun) = self.find_seal(account, job).await? else { return Ok(None) };
        let Some(before) = begun.checksum else { return Ok(None) };
        let seal = self.set_seal(account, job, AFTER, now).await?;
        let (after, standing) = self.reader().checksum(account, begun.number, seal).await?;
        self.keep_checksum(seal, standing, Some(before == after)).await?;
        Ok(Some(Proof { before, after, standing, seal, intact: begun.intact }))
    }

    /// The seal that was set before a run, with its sum once that is known.
    async fn find_seal(&self, account: AccountId, job: &JobId) -> Result<Option<Seal>> {
        type Row = (i64, Option<i64>, Option<String>, Option<i64>);
        let row: Option<Row> = read!(&self.db, pool => {
            sqlx::query_as(
                "SELECT number, rows, checksum, intact FROM seals WHERE account_id = $1 AND job_id = $2 AND moment = $3 \
                 ORDER BY number LIMIT 1",
            )
            .bind(account.0).bind(&job.0).bind(BEFORE).fetch_optional(pool).await
        })?;
        Ok(row.map(|(number, rows, sum, intact)| Seal {
            number,
            checksum: checksum(rows, sum),
            intact: intact.map(|intact| intact != 0),
        }))
    }

    async fn set_seal(&self, account: AccountId, job: &JobId, moment: &str, now: i64) -> Result<i64> {
        let db = &self.db;
        let number = transact!(db, transaction => {
            if let Db::Postgres(_) = db {
                for lock in HOLD_WRITERS.split("; ") {
                    sqlx::query(lock).execute(&mut *transaction).await?;
                }
            }
            sqlx::query_scalar(
                "INSERT INTO seals (number, account_id, job_id, moment, sealed_at) \
                 SELECT COALESCE(max(number), 0) + 1, $1, $2, $3, $4 FROM seals RETURNING number",
            )
            .bind(account.0).bind(&job.0).bind(moment).bind(now).fetch_one(&mut *transaction).await?
        });
        Ok(number)
    }

    async fn keep_checksum(&self, number: i64, checksum: Checksum, intact: Option<bool>) -> Result<()> {
        transact!(&self.db, transaction => {
            sqlx::query("UPDATE seals SET rows = $2, checksum = $3, intact = $4 WHERE number = $1")
                .bind(number).bind(checksum.rows.cast_signed()).bind(checksum.sum.to_string()).bind(intact.map(i64::from))
                .execute(&mut *transaction).await?;
        });
        Ok(())
    }
}

impl Reader {
    /// Sums up what is there now, and compares it with what the last proven run left.
    ///
    /// # Errors
    /// As every read.
    pub async fn verify(&self, account: AccountId) -> Result<Verification> {
        let last = self.last_sum(account).await?;
        let (found, now) = self.checksum(account, last.map_or(0, |(seal, _)| seal), i64::MAX).await?;
        Ok(Verification { now, standing: last.map(|(_, standing)| standing), found: last.map(|_| found) })
    }

    /// The newest seal that was summed up, with its sum.
    async fn last_sum(&self, account: AccountId) -> Result<Option<(i64, Checksum)>> {
        let row: Option<(i64, Option<i64>, Option<String>)> = read!(&self.db, pool => {
            sqlx::query_as(
                "SELECT number, rows, checksum FROM seals WHERE account_id = $1 AND checksum IS NOT NULL \
                 ORDER BY number DESC LIMIT 1",
            )
            .bind(account.0).fetch_optional(pool).await
        })?;
        Ok(row.and_then(|(number, rows, sum)| Some((number, checksum(rows, sum)?))))
    }
}

/// What was set before a run.
struct Seal {
    number: i64,
    checksum: Option<Checksum>,
    intact: Option<bool>,
}

fn checksum(rows: Option<i64>, sum: Option<String>) -> Option<Checksum> {
    Some(Checksum { rows: rows?.cast_unsigned(), sum: Sum::parse(&sum?)? })
}
