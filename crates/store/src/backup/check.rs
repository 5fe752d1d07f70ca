//! Whether a file is sound: SQLite's own checks.

use super::{BackupError, Result};
use sqlx::sqlite::SqliteConnection;

/// Its pages, indexes and constraints, and that every row that another names is there.
pub(super) async fn check(connection: &mut SqliteConnection) -> Result<()> {
    let said: String = sqlx::query_scalar("PRAGMA integrity_check(1)").fetch_one(&mut *connection).await?;
    if said != "ok" {
        return Err(BackupError::Damaged(said));
    }
    let orphans = sqlx::query("PRAGMA foreign_key_check").fetch_optional(connection).await?;
    match orphans {
        None => Ok(()),
        Some(_) => Err(BackupError::Damaged("a row names another that is not there".to_owned())),
    }
}
