//! The schema of a SQLite database.

use super::{Object, ObjectKind, Schema};
use crate::error::{Result, StoreError};
use crate::open::migrate_to;
use sha2::{Digest, Sha256};
use sqlx::AssertSqlSafe;
use sqlx::sqlite::{SqliteConnection, SqlitePoolOptions};
use std::collections::BTreeSet;

/// The tables by which a backup tells of itself, newest form first: no part of what it holds.
pub(crate) const BACKUP_RECORDS: [&str; 2] = [
    "CREATE TABLE sillon_backup (made_at INTEGER NOT NULL, reason TEXT NOT NULL, schema INTEGER NOT NULL, \
     albums INTEGER NOT NULL, copies INTEGER NOT NULL, checksum TEXT NOT NULL, schema_checksum TEXT NOT NULL) STRICT",
    "CREATE TABLE sillon_backup (made_at INTEGER NOT NULL, reason TEXT NOT NULL, schema INTEGER NOT NULL, \
     albums INTEGER NOT NULL, copies INTEGER NOT NULL, checksum TEXT NOT NULL) STRICT",
];

const BACKUP_TABLE: &str = "sillon_backup";
/// The migrations that were applied: sqlx's own table.
const MIGRATIONS_TABLE: &str = "_sqlx_migrations";
/// What ANALYZE keeps. It is never copied, and says nothing of the collection.
const STATISTICS: [&str; 4] = ["sqlite_stat1", "sqlite_stat2", "sqlite_stat3", "sqlite_stat4"];

/// What a database holds, as it says itself.
pub(crate) struct Found {
    pub(crate) schema: Schema,
    /// The statement of the table by which a backup tells of itself.
    pub(crate) record: Option<String>,
}

impl Found {
    /// Reads the list of the schema in `database`, as SQLite keeps it; `main`, or a name that was attached.
    ///
    /// # Errors
    /// [`StoreError::Db`] for a list that no SQLite writes.
    pub(crate) async fn read(connection: &mut SqliteConnection, database: &'static str) -> Result<Self> {
        let sql = format!("SELECT type, name, tbl_name, sql FROM {database}.sqlite_schema");
        let rows: Vec<(String, String, String, Option<String>)> =
            sqlx::query_as(AssertSqlSafe(sql)).fetch_all(connection).await?;
        let mut found = Self { schema: Schema::default(), record: None };
        for (kind, name, table, sql) in rows {
            let kind = ObjectKind::parse(&kind).ok_or_else(|| StoreError::unreadable("kind of an object", &kind))?;
            if kind == ObjectKind::Table && STATISTICS.contains(&name.as_str()) {
                continue;
            }
            if kind == ObjectKind::Table && name == BACKUP_TABLE && found.record.is_none() {
                found.record = sql;
                continue;
            }
            let object = Object { table, sql };
            if found.schema.objects.insert((kind, name.clone()), object).is_some() {
                return Err(StoreError::unreadable("second object of the name", &name));
            }
        }
        Ok(found)
    }

    /// Whether the table of the migrations is the one that sqlx makes, so that it can be read as such.
    pub(crate) async fn has_migrations(&self) -> Result<bool> {
        let key = (ObjectKind::Table, MIGRATIONS_TABLE.to_owned());
        let Some(found) = self.schema.objects.get(&key) else { return Ok(false) };
        Ok(reference(&BTreeSet::new()).await?.objects.get(&key) == Some(found))
    }
}

/// The schema that these migrations make in a database that was empty.
///
/// # Errors
/// Those of a migration.
pub(crate) async fn reference(versions: &BTreeSet<i64>) -> Result<Schema> {
    let empty = SqlitePoolOptions::new().max_connections(1).idle_timeout(None).max_lifetime(None);
    let empty = empty.connect_with(sqlx::sqlite::SqliteConnectOptions::new()).await?;
    migrate_to(&empty, versions).await?;
    let mut connection = empty.acquire().await?;
    let found = Found::read(&mut connection, "main").await?;
    drop(connection);
    empty.close().await;
    Ok(found.schema)
}

impl Schema {
    /// Tables whose rows are copied: all but virtual ones and what those keep beside themselves.
    pub(crate) fn data_tables(&self) -> Vec<&str> {
        let virtuals: Vec<&str> = self.tables().filter(|(_, sql)| is_virtual(sql)).map(|(name, _)| name).collect();
        let is_kept_by = |name: &str, owner: &&str| name.strip_prefix(*owner).is_some_and(|rest| rest.starts_with('_'));
        let names = self.tables().filter(|(_, sql)| !is_virtual(sql)).map(|(name, _)| name);
        names.filter(|name| !virtuals.iter().any(|owner| is_kept_by(name, owner))).collect()
    }

    /// The virtual tables, each with its statement.
    pub(crate) fn virtual_tables(&self) -> impl Iterator<Item = (&str, &str)> {
        self.tables().filter(|(_, sql)| is_virtual(sql))
    }

    /// The SHA-256 of every object's kind, name, table and statement.
    pub(crate) fn checksum(&self) -> [u8; 32] {
        let mut sum = Sha256::new();
        for ((kind, name), object) in &self.objects {
            for part in [kind.as_str(), name, &object.table, object.sql.as_deref().unwrap_or_default()] {
                // With its length, so that no two objects run together to the same bytes.
                sum.update((part.len() as u64).to_le_bytes());
                sum.update(part);
            }
        }
        sum.finalize().into()
    }
}

fn is_virtual(sql: &str) -> bool {
    sql.starts_with("CREATE VIRTUAL ")
}

/// A name as SQL writes it.
pub(crate) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}
