//! What a backup says of itself, in a table of its own: the name of a file can be lost.

use super::{BackupError, Result};
use crate::schema::BACKUP_RECORDS;
use sillon_core::backup::Reason;
use sqlx::sqlite::SqliteConnection;
use sqlx::{AssertSqlSafe, Row};

/// When and why a backup was made, and what it held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Milliseconds UTC.
    pub made_at: i64,
    /// Why.
    pub reason: Reason,
    /// The schema's version.
    pub schema: i64,
    /// Albums in it, those put away among them.
    pub albums: i64,
    /// Copies in it.
    pub copies: i64,
    /// The SHA-256 of its schema and of all that it holds, table by table and row by row, in hexadecimal digits. In a backup
    /// without a `schema_checksum` it is of the rows alone.
    pub checksum: String,
    /// The SHA-256 of its schema; none in a backup that was made before schema 19.
    pub schema_checksum: Option<String>,
}

impl Record {
    /// Looks what the copy holds and writes it down in it, with the checksums of all and of its schema.
    pub(super) async fn write(
        copy: &mut SqliteConnection,
        (reason, made_at): (Reason, i64),
        (checksum, schema_checksum): (String, String),
    ) -> Result<Self> {
        let record = Self {
            made_at,
            reason,
            schema: schema_version(copy, "main").await?,
            albums: count(copy, "album_index").await?,
            copies: count(copy, "copies").await?,
            checksum,
            schema_checksum: Some(schema_checksum),
        };
        // A backup that somebody put in the database's place by hand carries the record of its own making.
        sqlx::query("DROP TABLE IF EXISTS sillon_backup").execute(&mut *copy).await?;
        sqlx::query(BACKUP_RECORDS[0]).execute(&mut *copy).await?;
        sqlx::query("INSERT INTO sillon_backup VALUES ($1, $2, $3, $4, $5, $6, $7)")
            .bind(record.made_at)
            .bind(reason.as_str())
            .bind(record.schema)
            .bind(record.albums)
            .bind(record.copies)
            .bind(&record.checksum)
            .bind(&record.schema_checksum)
            .execute(copy)
            .await?;
        Ok(record)
    }

    /// None for a database that was not made as a backup: one without the `statement` that makes the table of the record.
    pub(super) async fn read(connection: &mut SqliteConnection, statement: Option<&str>) -> Result<Option<Self>> {
        let Some(statement) = statement else { return Ok(None) };
        let Some(form) = BACKUP_RECORDS.iter().position(|known| *known == statement) else {
            return Err(BackupError::Altered("the table of the backup's own record is not sillon's".to_owned()));
        };
        let row = if form == 0 {
            "SELECT made_at, reason, schema, albums, copies, checksum, schema_checksum FROM sillon_backup LIMIT 2"
        } else {
            "SELECT made_at, reason, schema, albums, copies, checksum, NULL FROM sillon_backup LIMIT 2"
        };
        let rows = sqlx::query(row).fetch_all(connection).await?;
        let [row] = rows.as_slice() else {
            return Err(BackupError::Damaged("it does not say once what it holds".to_owned()));
        };
        let reason: String = row.try_get(1)?;
        Ok(Some(Self {
            made_at: row.try_get(0)?,
            reason: Reason::parse(&reason).ok_or(BackupError::Foreign)?,
            schema: row.try_get(2)?,
            albums: row.try_get(3)?,
            copies: row.try_get(4)?,
            checksum: row.try_get(5)?,
            schema_checksum: row.try_get(6)?,
        }))
    }
}

/// The newest migration that was applied; 0 where none was.
pub(crate) async fn schema_version(connection: &mut SqliteConnection, schema: &'static str) -> sqlx::Result<i64> {
    if !has_table(connection, schema, "_sqlx_migrations").await? {
        return Ok(0);
    }
    let sql = format!("SELECT COALESCE(MAX(version), 0) FROM {schema}._sqlx_migrations WHERE success");
    sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(connection).await
}

/// Whether there is such a table.
pub(super) async fn has_table(
    connection: &mut SqliteConnection,
    schema: &'static str,
    table: &str,
) -> sqlx::Result<bool> {
    let sql = format!("SELECT COUNT(*) > 0 FROM {schema}.sqlite_schema WHERE type = 'table' AND name = $1");
    sqlx::query_scalar(AssertSqlSafe(sql)).bind(table).fetch_one(connection).await
}

async fn count(connection: &mut SqliteConnection, table: &'static str) -> sqlx::Result<i64> {
    if !has_table(connection, "main", table).await? {
        return Ok(0);
    }
    sqlx::query_scalar(AssertSqlSafe(format!("SELECT COUNT(*) FROM {table}"))).fetch_one(connection).await
}
