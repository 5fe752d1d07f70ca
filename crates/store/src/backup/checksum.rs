//! What a database says, as one number: each table, each row in the order of its key, each value with its type. It is the same
//! for two files that say the same, however their pages lie.

use futures::TryStreamExt;
use sha2::{Digest, Sha256};
use sqlx::sqlite::{SqliteConnection, SqliteRow};
use sqlx::{AssertSqlSafe, Decode, Row, Sqlite, TypeInfo, ValueRef};

/// The table that tells of the backup itself is not part of what it holds, nor are SQLite's own. A virtual table has nothing of
/// its own: what it keeps stands in others.
const TABLES: &str = "type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name <> 'sillon_backup' \
    AND sql NOT LIKE 'CREATE VIRTUAL %'";

/// The SHA-256 of all that the schema `main`, or one that is attached, holds; in hexadecimal digits.
pub(super) async fn checksum(connection: &mut SqliteConnection, schema: &'static str) -> sqlx::Result<String> {
    let mut sum = Sha256::new();
    for (table, _) in tables(connection, schema).await? {
        let columns: Vec<(String, i64)> = sqlx::query_as("SELECT name, pk FROM pragma_table_info($1, $2) ORDER BY cid")
            .bind(&table)
            .bind(schema)
            .fetch_all(&mut *connection)
            .await?;
        let all = columns.iter().map(|(name, _)| quoted(name)).collect::<Vec<_>>().join(", ");
        let mut key: Vec<&(String, i64)> = columns.iter().filter(|(_, place)| *place > 0).collect();
        key.sort_by_key(|(_, place)| *place);
        let key = key.iter().map(|(name, _)| quoted(name)).collect::<Vec<_>>().join(", ");
        let order = if key.is_empty() { &all } else { &key };
        feed(&mut sum, table.as_bytes());
        feed(&mut sum, all.as_bytes());
        let rows = format!("SELECT {all} FROM {schema}.{} ORDER BY {order}", quoted(&table));
        let mut rows = sqlx::query(AssertSqlSafe(rows)).fetch(&mut *connection);
        while let Some(row) = rows.try_next().await? {
            for column in 0..row.len() {
                feed_value(&mut sum, &row, column)?;
            }
        }
    }
    Ok(sum.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Tables that hold something, by name, with the statement that makes each.
pub(super) async fn tables(
    connection: &mut SqliteConnection,
    schema: &'static str,
) -> sqlx::Result<Vec<(String, String)>> {
    let sql = format!("SELECT name, sql FROM {schema}.sqlite_schema WHERE {TABLES} ORDER BY name");
    sqlx::query_as(AssertSqlSafe(sql)).fetch_all(connection).await
}

/// A name as SQL writes it.
pub(super) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// With its length, so that no two rows run together to the same bytes.
fn feed(sum: &mut Sha256, bytes: &[u8]) {
    sum.update((bytes.len() as u64).to_le_bytes());
    sum.update(bytes);
}

fn feed_value(sum: &mut Sha256, row: &SqliteRow, column: usize) -> sqlx::Result<()> {
    let value = row.try_get_raw(column)?;
    let decoded = sqlx::Error::Decode;
    if value.is_null() {
        sum.update(b"n");
        return Ok(());
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
            sum.update(if kind == "BLOB" { b"b" } else { b"t" });
            feed(sum, <&[u8] as Decode<Sqlite>>::decode(value).map_err(decoded)?);
        }
    }
    Ok(())
}
