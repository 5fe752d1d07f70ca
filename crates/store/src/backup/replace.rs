//! One database in the place of another, inside its file and in one transaction.

use super::build::{attach, fill};
use super::record::has_table;
use super::{BackupError, Result, Settle, checksum};
use crate::schema::{Schema, quoted};
use sillon_core::id::AccountId;
use sqlx::sqlite::SqliteConnection;
use sqlx::{AssertSqlSafe, Connection};
use std::path::Path;

/// What is to be replaced by what.
pub(super) struct Replacement<'a> {
    /// The file whose rows come.
    pub(super) staged: &'a Path,
    /// The schema of today, as the migrations make it.
    pub(super) schema: &'a Schema,
    /// The checksum of what goes.
    pub(super) kept: Option<&'a str>,
    /// The checksum of what comes.
    pub(super) expected: &'a str,
    pub(super) settle: &'a Settle,
}

/// Tables of what opens or reaches something. Their rows of today stay over a restore: nothing that was revoked since
/// the backup comes back, nothing that was given since is lost.
const ACCESS: [&str; 2] = ["api_tokens", "secrets"];

/// All or nothing. The database's generation (`user_version`) goes up by one, by which every program that has it open learns that
/// what it remembers of it is no longer so.
pub(super) async fn replace(connection: &mut SqliteConnection, replacement: &Replacement<'_>) -> Result<()> {
    attach(connection, replacement.staged).await?;
    // Once, and for this alone, nothing less than the disk itself will do.
    sqlx::query("PRAGMA synchronous = FULL").execute(&mut *connection).await?;
    let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await?;
    refuse_while_working(&mut transaction, replacement.settle.now).await?;
    if let Some(kept) = replacement.kept
        && checksum(&mut transaction).await? != kept
    {
        return Err(BackupError::Changing);
    }
    let generation: i64 = sqlx::query_scalar("PRAGMA main.user_version").fetch_one(&mut *transaction).await?;
    let mut set_aside = Vec::new();
    for table in ACCESS {
        if has_table(&mut transaction, "main", table).await? {
            let aside = format!("CREATE TEMP TABLE today_{table} AS SELECT * FROM main.{table}");
            sqlx::query(AssertSqlSafe(aside)).execute(&mut *transaction).await?;
            set_aside.push(table);
        }
    }
    clear(&mut transaction).await?;
    fill(&mut transaction, replacement.schema).await?;
    if checksum(&mut transaction).await? != replacement.expected {
        return Err(BackupError::Damaged("what was written reads otherwise".to_owned()));
    }
    keep_access(&mut transaction, &set_aside, replacement.kept.is_some()).await?;
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

/// Puts back what was set aside. Where no database was, no token comes out of the backup either: nobody could say whether it was
/// revoked. Secrets do then: they open nothing here, and only with the key that they were sealed with.
async fn keep_access(connection: &mut SqliteConnection, set_aside: &[&str], had_database: bool) -> Result<()> {
    for table in ACCESS {
        if !had_database && table == "secrets" {
            continue;
        }
        let empty = format!("DELETE FROM main.{table}");
        sqlx::query(AssertSqlSafe(empty)).execute(&mut *connection).await?;
        if !set_aside.contains(&table) {
            continue;
        }
        // A table of an earlier schema may lack a column of today.
        let shared = "SELECT now.name FROM pragma_table_info($1, 'main') AS now \
            JOIN pragma_table_info($2, 'temp') AS kept USING (name) ORDER BY now.cid";
        let columns: Vec<String> =
            sqlx::query_scalar(shared).bind(table).bind(format!("today_{table}")).fetch_all(&mut *connection).await?;
        let columns = columns.iter().map(|name| quoted(name)).collect::<Vec<_>>().join(", ");
        let rows = format!("INSERT INTO main.{table} ({columns}) SELECT {columns} FROM temp.today_{table}");
        sqlx::query(AssertSqlSafe(rows)).execute(&mut *connection).await?;
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
