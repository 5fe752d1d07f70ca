//! What a database says, as one number: its schema, and each table, each row in the order of its key, each value with its type.
//! It is the same for two files that say the same, however their pages lie.

use super::{BackupError, Result};
use crate::schema::{Found, quoted};
use futures::TryStreamExt;
use sha2::{Digest, Sha256};
use sqlx::sqlite::{SqliteConnection, SqliteRow};
use sqlx::{AssertSqlSafe, Decode, Row, Sqlite, TypeInfo, ValueRef};

/// The table that tells of the backup itself is not part of what it holds, nor are SQLite's own. A virtual table has nothing of
/// its own: what it keeps stands in others.
const TABLES: &str = "type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name <> 'sillon_backup' \
    AND sql NOT LIKE 'CREATE VIRTUAL %'";

/// The SHA-256 of the schema and of all rows of `main`, in hexadecimal digits.
pub(super) async fn checksum(connection: &mut SqliteConnection) -> Result<String> {
    let schema = Found::read(connection, "main").await?.schema.checksum();
    let tables = tables(connection).await?;
    let mut sum = Sha256::new();
    sum.update(schema);
    feed_tables(&mut sum, connection, tables.iter().map(String::as_str), false).await?;
    Ok(hexadecimal(&sum.finalize()))
}

/// The SHA-256 of all rows of `main` without the schema: what versions before schema 19 wrote down.
pub(super) async fn rows_checksum(connection: &mut SqliteConnection) -> Result<String> {
    let tables = tables(connection).await?;
    let mut sum = Sha256::new();
    feed_tables(&mut sum, connection, tables.iter().map(String::as_str), false).await?;
    Ok(hexadecimal(&sum.finalize()))
}

/// The SHA-256 of the rows of these tables. With `strict`, a text that is not UTF-8 is damage.
pub(super) async fn tables_checksum(
    connection: &mut SqliteConnection,
    tables: &[&str],
    strict: bool,
) -> Result<String> {
    let mut sum = Sha256::new();
    feed_tables(&mut sum, connection, tables.iter().copied(), strict).await?;
    Ok(hexadecimal(&sum.finalize()))
}

pub(super) fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

async fn feed_tables(
    sum: &mut Sha256,
    connection: &mut SqliteConnection,
    tables: impl Iterator<Item = &str>,
    strict: bool,
) -> Result<()> {
    for table in tables {
        let columns: Vec<(String, i64)> =
            sqlx::query_as("SELECT name, pk FROM pragma_table_info($1, 'main') ORDER BY cid")
                .bind(table)
                .fetch_all(&mut *connection)
                .await?;
        let all = columns.iter().map(|(name, _)| quoted(name)).collect::<Vec<_>>().join(", ");
        let mut key: Vec<&(String, i64)> = columns.iter().filter(|(_, place)| *place > 0).collect();
        key.sort_by_key(|(_, place)| *place);
        let key = key.iter().map(|(name, _)| quoted(name)).collect::<Vec<_>>().join(", ");
        let order = if key.is_empty() { &all } else { &key };
        feed(sum, table.as_bytes());
        feed(sum, all.as_bytes());
        let rows = format!("SELECT {all} FROM main.{} ORDER BY {order}", quoted(table));
        let mut rows = sqlx::query(AssertSqlSafe(rows)).fetch(&mut *connection);
        while let Some(row) = rows.try_next().await? {
            for column in 0..row.len() {
                if !feed_value(sum, &row, column)? && strict {
                    return Err(BackupError::Damaged(format!("a text in {table} is not UTF-8")));
                }
            }
        }
    }
    Ok(())
}

/// Tables that hold something, by name.
async fn tables(connection: &mut SqliteConnection) -> sqlx::Result<Vec<String>> {
    let sql = format!("SELECT name FROM main.sqlite_schema WHERE {TABLES} ORDER BY name");
    sqlx::query_scalar(AssertSqlSafe(sql)).fetch_all(connection).await
}

/// With its length, so that no two rows run together to the same bytes.
fn feed(sum: &mut Sha256, bytes: &[u8]) {
    sum.update((bytes.len() as u64).to_le_bytes());
    sum.update(bytes);
}

/// `false` for a text that is not UTF-8.
fn feed_value(sum: &mut Sha256, row: &SqliteRow, column: usize) -> sqlx::Result<bool> {
    let value = row.try_get_raw(column)?;
    let decoded = sqlx::Error::Decode;
    if value.is_null() {
        sum.update(b"n");
        return Ok(true);
    }
    let kind = value.type_info().name().to_owned();
    match kind.as_str() {
        "INTEGER" | "BOOLEAN" => {
            sum.update(b"i");
            sum.update(<i64 as Decode<Sqlite>>::decode(value).map_err(decoded)?.to_le_bytes());
        }
        "REAL" => {
            sum.update(b"r");
            sum.update(<f64 as Decode<Sqlite>>::decode(value).map_err(decoded)?.to_bits().to_le_bytes());
        }
        kind => {
            let is_blob = kind == "BLOB";
            sum.update(if is_blob { b"b" } else { b"t" });
            let bytes = <&[u8] as Decode<Sqlite>>::decode(value).map_err(decoded)?;
            feed(sum, bytes);
            return Ok(is_blob || std::str::from_utf8(bytes).is_ok());
        }
    }
    Ok(true)
}
