//! Carrying the write-ahead log over into the database file.
//!
//! SQLite writes each commit to a log (`sillon.db-wal`) and carries it over by itself once it is 16,384 pages long, which an
//! ordinary collection never reaches. Until then a copy of `sillon.db` alone is empty, and a lost log is a lost collection.
//! So the engine asks for it after each quiet second ([`Store::checkpoint`]): a sync of 100,000 copies still carries its
//! pages over once, not once a page of albums.

use crate::Store;
use crate::db::Db;
use crate::error::Result;
pub use crate::place::LogState;

/// How long a checkpoint waits for readers: others wait to write meanwhile.
const PATIENCE_MS: u32 = 100;
/// As the connection is opened.
const BUSY_TIMEOUT_MS: u32 = 5_000;

impl Store {
    /// The write-ahead log as it is on the disk; `None` of PostgreSQL, and where there is none.
    pub fn log_state(&self) -> Option<LogState> {
        match &self.db {
            Db::Sqlite { place, .. } => place.log_state(),
            Db::Postgres(_) => None,
        }
    }

    /// Carries the log over, and empties it if nobody reads from it just now. `true` when the database file is whole on its
    /// own then; nothing to do of PostgreSQL.
    ///
    /// # Errors
    /// When the file cannot be written. A database that another program holds is `false`, not an error.
    pub async fn checkpoint(&self) -> Result<bool> {
        let Db::Sqlite { writer, read_only: None, .. } = &self.db else { return Ok(true) };
        let mut connection = writer.acquire().await?;
        sqlx::query(sqlx::AssertSqlSafe(format!("PRAGMA busy_timeout = {PATIENCE_MS}")))
            .execute(&mut *connection)
            .await?;
        let carried = sqlx::query_as("PRAGMA wal_checkpoint(TRUNCATE)").fetch_one(&mut *connection).await;
        let patience = format!("PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}");
        if sqlx::query(sqlx::AssertSqlSafe(patience)).execute(&mut *connection).await.is_err() {
            connection.close_on_drop();
        }
        let (busy, left, _): (i64, i64, i64) = carried?;
        Ok(busy == 0 && left == 0)
    }
}
