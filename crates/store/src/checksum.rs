//! A sum over imported rows as they stand in the database: of every column of each, whatever any trigger or this program
//! believes to have written.

mod tables;

use crate::Reader;
use crate::db::Db;
use crate::error::{Result, StoreError};
use sha2::{Digest, Sha256};
use sillon_core::id::AccountId;
use sillon_core::proof::Checksum;
use sqlx::AssertSqlSafe;
use tables::{TABLES, Table};

/// Rows that are read as one text: one answer of the database instead of so many.
const AT_ONCE: i64 = 2_000;

impl Reader {
    /// The sums over the account's imported rows, and over what releases, artists and labels are, below each of two seals.
    ///
    /// # Errors
    /// As every read.
    pub async fn checksum(&self, account: AccountId, lower: i64, upper: i64) -> Result<(Checksum, Checksum)> {
        // Releases are the half of it, by bytes; the other tables are read beside them.
        let (releases, others) = TABLES.split_at(1);
        let (releases, others) = tokio::try_join!(
            read(&self.db, account, releases, lower, upper),
            read(&self.db, account, others, lower, upper)
        )?;
        Ok((releases.0.and(others.0), releases.1.and(others.1)))
    }
}

async fn read(db: &Db, account: AccountId, tables: &[Table], lower: i64, upper: i64) -> Result<(Checksum, Checksum)> {
    let (mut below_lower, mut below_upper) = (Checksum::default(), Checksum::default());
    for table in tables {
        let sql = table.sql(db);
        let mut last = i64::MIN;
        loop {
            type Batch = (Option<i64>, Option<String>, Option<String>);
            let batch: Batch = read!(db, pool => {
                let query = sqlx::query_as(AssertSqlSafe(sql.clone())).bind(last).bind(AT_ONCE).bind(upper);
                let query = if table.shared { query } else { query.bind(account.0) };
                query.fetch_one(pool).await
            })?;
            let (Some(reached), Some(lengths), Some(rows)) = batch else { break };
            last = reached;
            let mut rows = rows.as_str();
            for length in lengths.split(',') {
                let (row, rest) = length
                    .parse()
                    .ok()
                    .and_then(|length| rows.split_at_checked(length))
                    .ok_or_else(|| StoreError::unreadable("length of a row of", table.name))?;
                rows = rest;
                let hash = hash(table.name, row);
                below_upper.add(hash);
                if seal_of(row).is_some_and(|seal| seal < lower) {
                    below_lower.add(hash);
                }
            }
        }
    }
    Ok((below_lower, below_upper))
}

/// A row's text begins with its seal.
fn seal_of(row: &str) -> Option<i64> {
    row.split_once(';')?.0.parse().ok()
}

fn hash(table: &str, row: &str) -> u128 {
    let digest = Sha256::new().chain_update(table).chain_update([0]).chain_update(row).finalize();
    let mut half = [0; 16];
    half.copy_from_slice(&digest[..16]);
    u128::from_be_bytes(half)
}
