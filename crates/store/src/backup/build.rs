//! A database from our own migrations, filled with the rows of another. Nothing but rows is taken from the other: no statement
//! that it holds is ever run.

use super::{BackupError, Result};
use crate::schema::{ObjectKind, Schema, quoted};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection};
use std::fmt::Write;
use std::path::Path;

/// Makes the database `file`, which is there and empty, with this schema and the rows of `source`.
pub(super) async fn build(file: &Path, source: &Path, schema: &Schema) -> Result<()> {
    let options = SqliteConnectOptions::new().filename(file).foreign_keys(false).pragma("journal_mode", "MEMORY");
    let options = options.pragma("temp_store", "MEMORY").pragma("trusted_schema", "OFF");
    let mut connection = options.pragma("cell_size_check", "ON").connect().await?;
    attach(&mut connection, source).await?;
    let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await?;
    fill(&mut transaction, schema).await?;
    transaction.commit().await?;
    connection.close().await?;
    Ok(())
}

/// Attaches a file as `source`, for reading.
pub(super) async fn attach(connection: &mut SqliteConnection, file: &Path) -> Result<()> {
    sqlx::query("ATTACH $1 AS source").bind(address(file)).execute(connection).await?;
    Ok(())
}

/// Into an empty `main`: the tables with the rows of `source`, then views, indexes and triggers. A trigger that was there before would
/// answer to rows that were there all along.
pub(super) async fn fill(connection: &mut SqliteConnection, schema: &Schema) -> Result<()> {
    let data = schema.data_tables();
    for (_, sql) in schema.virtual_tables() {
        sqlx::query(AssertSqlSafe(sql)).execute(&mut *connection).await?;
    }
    for (table, sql) in schema.tables().filter(|(table, _)| data.contains(table)) {
        sqlx::query(AssertSqlSafe(sql)).execute(&mut *connection).await?;
        let columns: Vec<String> = sqlx::query_scalar("SELECT name FROM pragma_table_info($1, 'main') ORDER BY cid")
            .bind(table)
            .fetch_all(&mut *connection)
            .await?;
        let columns = columns.iter().map(|name| quoted(name)).collect::<Vec<_>>().join(", ");
        let table = quoted(table);
        let rows = format!("INSERT INTO main.{table} ({columns}) SELECT {columns} FROM source.{table}");
        sqlx::query(AssertSqlSafe(rows)).execute(&mut *connection).await.map_err(not_ours)?;
    }
    for (_, _, sql) in schema.of_kinds(&[ObjectKind::Index, ObjectKind::View, ObjectKind::Trigger]) {
        sqlx::query(AssertSqlSafe(sql)).execute(&mut *connection).await.map_err(not_ours)?;
    }
    Ok(())
}

/// A row that one of our constraints refuses was not written by this program.
fn not_ours(error: sqlx::Error) -> BackupError {
    let code = error.as_database_error().and_then(|cause| cause.code()?.parse::<i32>().ok());
    match (code.map(|code| code & 0xff), error.as_database_error()) {
        // constraint; mismatch of types
        (Some(19 | 20), Some(cause)) => {
            BackupError::Damaged(format!("a row in it is not one that sillon writes: {}", cause.message()))
        }
        _ => error.into(),
    }
}

/// A path as SQLite's URI for it, so that no path is taken for an address of another kind.
fn address(file: &Path) -> String {
    let path = std::path::absolute(file).unwrap_or_else(|_| file.to_owned());
    let mut address = "file:".to_owned();
    for byte in path.to_string_lossy().bytes() {
        if byte.is_ascii_alphanumeric() || b"/-_.~".contains(&byte) {
            address.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(address, "%{byte:02X}");
        }
    }
    let immutable = if super::has_log(file) { "" } else { "&immutable=1" };
    format!("{address}?mode=ro{immutable}")
}
