//! One database in the place of another, inside its file and in one transaction.

use super::checksum::{quoted, tables};
use super::record::has_table;
use super::{BackupError, Result, Settle, checksum};
use sillon_core::id::AccountId;
use sqlx::sqlite::SqliteConnection;
use sqlx::{AssertSqlSafe, Connection};
use std::path::Path;

/// What is to be replaced by what.
pub(super) struct Replacement<'a> {
    /// The file whose content comes.
    pub(super) staged: &'a Path,
    /// The checksum of the backup of what goes.
    pub(super) kept: Option<&'a str>,
    /// The checksum of what comes.
    pub(super) expected: &'a str,
    pub(super) settle: &'a Settle,
}

/// All or nothing. The database's generation (`user_version`) goes up by one, by which every program that has it open learns that
/// what it remembers of it is no longer so.
pub(super) async fn replace(connection: &mut SqliteConnection, replacement: &Replacement<'_>) -> Result<()> {
    let staged = replacement.staged.to_string_lossy();
    sqlx::query("ATTACH $1 AS staged").bind(staged).execute(&mut *connection).await?;
    // Once, and for this alone, nothing less than the disk itself will do.
    sqlx::query("PRAGMA synchronous = FULL").execute(&mut *connection).await?;
    let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await?;
    refuse_while_working(&mut transaction, replacement.settle.now).await?;
    if let Some(kept) = replacement.kept
        && checksum(&mut transaction, "main").await? != kept
    {
        return Err(BackupError::Changing);
    }
    let generation: i64 = sqlx::query_scalar("PRAGMA main.user_version").fetch_one(&mut *transaction).await?;
    clear(&mut transaction).await?;
    fill(&mut transaction).await?;
    if checksum(&mut transaction, "main").await? != replacement.expected {
        return Err(BackupError::Damaged("what was written reads otherwise".to_owned()));
    }
    settle(&mut transaction, replacement.settle).await?;
    let next = format!("PRAGMA main.user_version = {}", (generation + 1).min(i64::from(i32::MAX)));
    sqlx::query(AssertSqlSafe(next)).execute(&mut *transaction).await?;
    transaction.commit().await?;
    // The log is as long as the database now. Whoever still reads leaves it for later, and is not waited for.
    let _later = sqlx::query("PRAGMA wal_checkpoint(PASSIVE)").execute(connection).await;
    Ok(())
}

/// Asked inside the transaction: no job can be claimed between the answer and the end.
async fn refuse_while_working(connection: &mut SqliteConnection, now: i64) -> Result<()> {
    if !has_table(connection, "main", "jobs").await? {
        return Ok(());
    }
    let working: Option<String> =
        sqlx::query_scalar("SELECT kind FROM main.jobs WHERE state = 'running' AND lease_until > $1 LIMIT 1")
            .bind(now)
            .fetch_optional(connection)
            .await?;
    working.map_or(Ok(()), |kind| Err(BackupError::Working(kind)))
}

/// Whatever the schema: it may be one that this program does not know.
async fn clear(connection: &mut SqliteConnection) -> Result<()> {
    // Virtual tables first: they take their own tables along.
    let objects = "SELECT type, name FROM main.sqlite_schema WHERE type IN ('table', 'view', 'trigger') \
        AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' \
        ORDER BY type = 'table', type = 'view', sql NOT LIKE 'CREATE VIRTUAL %'";
    let objects: Vec<(String, String)> = sqlx::query_as(objects).fetch_all(&mut *connection).await?;
    for (kind, name) in objects {
        let drop = format!("DROP {kind} IF EXISTS main.{}", quoted(&name));
        sqlx::query(AssertSqlSafe(drop)).execute(&mut *connection).await?;
    }
    Ok(())
}

/// Tables with their rows, then what stands on them: a trigger would answer to rows that were there all along.
async fn fill(connection: &mut SqliteConnection) -> Result<()> {
    for (table, sql) in tables(connection, "staged").await? {
        sqlx::query(AssertSqlSafe(sql)).execute(&mut *connection).await?;
        let table = quoted(&table);
        let rows = format!("INSERT INTO main.{table} SELECT * FROM staged.{table}");
        sqlx::query(AssertSqlSafe(rows)).execute(&mut *connection).await?;
    }
    let others = "SELECT sql FROM staged.sqlite_schema WHERE type IN ('index', 'view', 'trigger') AND sql IS NOT NULL \
        ORDER BY type = 'trigger', rowid";
    let others: Vec<String> = sqlx::query_scalar(others).fetch_all(&mut *connection).await?;
    for sql in others {
        sqlx::query(AssertSqlSafe(sql)).execute(&mut *connection).await?;
    }
    Ok(())
}

/// Jobs that were at work then are not at work now.
async fn settle(connection: &mut SqliteConnection, settle: &Settle) -> Result<()> {
    sqlx::query(
        "UPDATE jobs SET state = 'cancelled', owner = NULL, lease_until = NULL, finished_at = $1, \
         progress = json_set(progress, '$.status', 'cancelled', '$.phase', 'done', '$.finished_at', $1, '$.waiting', NULL, \
         '$.eta_seconds', NULL, '$.current_album', NULL, '$.current_cover', NULL) WHERE state IN ('queued', 'running')",
    )
    .bind(settle.now)
    .execute(&mut *connection)
    .await?;
    for (key, value) in &settle.settings {
        sqlx::query(
            "INSERT INTO settings (account_id, key, value, updated_at) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (account_id, key) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at",
        )
        .bind(AccountId::FIRST.0)
        .bind(key)
        .bind(value)
        .bind(settle.now)
        .execute(&mut *connection)
        .await?;
    }
    Ok(())
}
