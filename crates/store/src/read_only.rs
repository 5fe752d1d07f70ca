//! Opening a database that cannot be written: on a read-only or a full disk, people can still read, export and verify.
//!
//! SQLite needs to write even to read a database with a write-ahead log: it makes `-wal` and `-shm` beside it. So four ways
//! are tried in turn: plain reading, which works where both files are there; reading the file as one that nobody changes,
//! which is right where no log is left; a copy of file and log in the system's folder for temporary files; and, where that is
//! full too, one connection that locks everybody else out, since SQLite keeps the index of the log in memory then.

use crate::db::Db;
use crate::error::{Result, StoreError};
use crate::open::known_schema;
use crate::place::Place;
use sqlx::SqlitePool;
use sqlx::sqlite::{SqliteConnectOptions, SqliteLockingMode, SqlitePoolOptions};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Why a database can only be read, and the copy that is read instead of it, where one had to be made.
#[derive(Clone, Debug)]
pub(crate) struct ReadOnly(Arc<(String, Option<Copied>)>);

impl ReadOnly {
    pub(crate) fn reason(&self) -> &str {
        &self.0.0
    }

    /// What a write is answered.
    pub(crate) fn refusal(&self) -> StoreError {
        StoreError::Unwritable(self.reason().to_owned())
    }
}

/// A folder that goes with its last user.
#[derive(Debug)]
struct Copied(PathBuf);

impl Drop for Copied {
    fn drop(&mut self) {
        let _left_to_the_system = std::fs::remove_dir_all(&self.0);
    }
}

/// Opens a file for reading that could not be opened for writing, for the reason given.
///
/// # Errors
/// The reason itself where no way works; [`StoreError::Unwritable`] where the schema is older than this program's, since
/// bringing it up to date means writing.
pub(crate) async fn open(path: &Path, reason: String) -> Result<Db> {
    let plain = || SqliteConnectOptions::new().filename(path).read_only(true).pragma("query_only", "ON");
    let log = beside(path, "-wal");
    let log_is_empty = std::fs::metadata(&log).map_or(true, |about| about.len() == 0);
    let (pool, copied) = match connect(plain()).await {
        Some(pool) => (pool, None),
        None if log_is_empty => match connect(plain().immutable(true)).await {
            Some(pool) => (pool, None),
            None => return Err(StoreError::Unwritable(reason)),
        },
        None => match connect_to_copy(path, &log).await {
            Some((pool, copied)) => (pool, Some(copied)),
            None => match connect_alone(path).await {
                Some(pool) => (pool, None),
                None => return Err(StoreError::Unwritable(reason)),
            },
        },
    };
    let found: i64 = sqlx::query_scalar("SELECT MAX(version) FROM _sqlx_migrations").fetch_one(&pool).await?;
    let known = known_schema();
    if found > known {
        return Err(StoreError::Newer { found, known });
    }
    if found < known {
        return Err(StoreError::Unwritable(format!("{reason}; its schema {found} has to be brought to {known} first")));
    }
    let read_only = Some(ReadOnly(Arc::new((reason, copied))));
    Ok(Db::Sqlite { writer: pool.clone(), readers: pool, place: Place::of(path)?, read_only })
}

/// A pool that has read something.
async fn connect(options: SqliteConnectOptions) -> Option<SqlitePool> {
    connect_by(4, options).await
}

async fn connect_by(connections: u32, options: SqliteConnectOptions) -> Option<SqlitePool> {
    let pool = SqlitePoolOptions::new().max_connections(connections).idle_timeout(None).max_lifetime(None);
    let pool = pool.connect_with(options).await.ok()?;
    match sqlx::query("SELECT COUNT(*) FROM sqlite_schema").execute(&pool).await {
        Ok(_) => Some(pool),
        Err(_) => {
            // What it has locked is free for the next way.
            pool.close().await;
            None
        }
    }
}

async fn connect_to_copy(path: &Path, log: &Path) -> Option<(SqlitePool, Copied)> {
    let (copied, file) = copy(path, log)?;
    let options = SqliteConnectOptions::new().filename(file).pragma("query_only", "ON");
    Some((connect(options).await?, copied))
}

/// The lock has to be asked for before the log is first looked at.
async fn connect_alone(path: &Path) -> Option<SqlitePool> {
    let options = SqliteConnectOptions::new().filename(path).locking_mode(SqliteLockingMode::Exclusive);
    connect_by(1, options.pragma("query_only", "ON")).await
}

fn copy(path: &Path, log: &Path) -> Option<(Copied, PathBuf)> {
    let folder = std::env::temp_dir().join(format!("sillon-read-{}", std::process::id()));
    let mut builder = std::fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(&folder).ok()?;
    let copied = Copied(folder);
    let file = copied.0.join("sillon.db");
    std::fs::copy(path, &file).ok()?;
    std::fs::copy(log, beside(&file, "-wal")).ok()?;
    Some((copied, file))
}

fn beside(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    PathBuf::from(name)
}
