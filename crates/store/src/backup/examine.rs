//! What a file is, before a row of it is used: its structure against the one that our migrations make.

use super::{BackupError, Result};
use crate::error::StoreError;
use crate::open::{known_schema, migration_checksum};
use crate::schema::{Deviation, Found, ObjectKind, Schema, SchemaDifference, sentence, sqlite_reference};
use sqlx::AssertSqlSafe;
use sqlx::sqlite::SqliteConnection;
use std::collections::BTreeSet;

/// No value of any version is as long, in bytes: the longest answer that is taken of a service has 16 MiB.
const LONGEST: i64 = 64 * 1024 * 1024;

/// What was found.
pub(super) struct Examined {
    /// The newest migration that was applied.
    pub(super) version: i64,
    /// The schema that the migrations which were applied make.
    pub(super) schema: Schema,
    /// How the file's own differs.
    pub(super) differences: Vec<SchemaDifference>,
    /// The statement of the table by which a backup tells of itself.
    pub(super) record: Option<String>,
}

impl Examined {
    /// Whether each of our tables is there as it should be, so that no row is missed when a database is built from them.
    pub(super) fn has_all_tables(&self) -> bool {
        !self
            .differences
            .iter()
            .any(|difference| difference.kind == ObjectKind::Table && difference.deviation != Deviation::Foreign)
    }

    /// Refuses a structure that is not ours to the letter.
    pub(super) fn require_ours(&self) -> Result<()> {
        if self.differences.is_empty() { Ok(()) } else { Err(BackupError::Altered(sentence(&self.differences))) }
    }
}

/// Reads the structure of `main`, and runs nothing of it.
pub(super) async fn examine(connection: &mut SqliteConnection) -> Result<Examined> {
    let application: i64 = sqlx::query_scalar("PRAGMA main.application_id").fetch_one(&mut *connection).await?;
    let encoding: String = sqlx::query_scalar("PRAGMA main.encoding").fetch_one(&mut *connection).await?;
    if application != 0 || encoding != "UTF-8" {
        return Err(BackupError::Altered("it is marked as a file of another program".to_owned()));
    }
    let found = Found::read(connection, "main").await.map_err(|error| odd("its list of tables", error.into()))?;
    if !found.has_migrations().await? {
        return Err(BackupError::Foreign);
    }
    let applied: Vec<(i64, bool, Vec<u8>)> =
        sqlx::query_as("SELECT version, success, checksum FROM main._sqlx_migrations ORDER BY version")
            .fetch_all(connection)
            .await
            .map_err(|error| odd("its list of migrations", error.into()))?;
    let Some(version) = applied.last().map(|(version, ..)| *version) else { return Err(BackupError::Foreign) };
    if version > known_schema() {
        return Err(BackupError::Newer { found: version, known: known_schema() });
    }
    let is_ours = |(version, success, checksum): &(i64, bool, Vec<u8>)| {
        *success && migration_checksum(*version) == Some(checksum)
    };
    if !applied.iter().all(is_ours) {
        return Err(BackupError::Altered("its list of migrations is not sillon's".to_owned()));
    }
    let versions: BTreeSet<i64> = applied.iter().map(|(version, ..)| *version).collect();
    let schema = sqlite_reference(&versions).await?;
    let differences = schema.differences(&found.schema);
    Ok(Examined { version, schema, differences, record: found.record })
}

/// Refuses a value that is longer than any that sillon writes. SQLite tells a length without reading the value.
pub(super) async fn check_lengths(connection: &mut SqliteConnection, tables: &[&str]) -> Result<()> {
    for table in tables {
        let columns: Vec<String> = sqlx::query_scalar("SELECT name FROM pragma_table_info($1, 'main')")
            .bind(*table)
            .fetch_all(&mut *connection)
            .await?;
        let quoted = crate::schema::quoted;
        let is_long: Vec<_> = columns.iter().map(|name| format!("octet_length({}) > $1", quoted(name))).collect();
        let sql = format!("SELECT count(*) FROM main.{} WHERE {}", quoted(table), is_long.join(" OR "));
        let long: i64 = sqlx::query_scalar(AssertSqlSafe(sql)).bind(LONGEST).fetch_one(&mut *connection).await?;
        if long > 0 {
            return Err(BackupError::Damaged(format!("a value in {table} is longer than any that sillon writes")));
        }
    }
    Ok(())
}

/// A value of another type than the column's is no fault of the database.
fn odd(what: &str, error: BackupError) -> BackupError {
    match error {
        BackupError::Store(StoreError::Db(
            sqlx::Error::Decode(_) | sqlx::Error::ColumnDecode { .. } | sqlx::Error::ColumnNotFound(_),
        )) => BackupError::Altered(format!("{what} does not read")),
        other => other,
    }
}
