//! What can go wrong, named by what the caller will do.

use sqlx::migrate::MigrateError;

/// A failed read or write.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is no such row.
    #[error("not found")]
    NotFound,
    /// Somebody else was first: the job has another owner, the key is taken.
    #[error("conflict")]
    Conflict,
    /// Locked by another program for longer than the busy timeout.
    #[error("the database is busy")]
    Busy,
    /// The database was written by a newer sillon.
    #[error("the database was written by a newer version of sillon (schema {found}, this version knows {known})")]
    Newer {
        /// The schema's version there.
        found: i64,
        /// The newest version that this program knows.
        known: i64,
    },
    /// The disk is full or read-only, or the file cannot be made: what the system says.
    #[error("the database cannot be written: {0}")]
    Unwritable(String),
    /// The database server takes no writes: it is a standby, or was set to read only.
    #[error("the database server is read-only: {0}")]
    ReadOnly(String),
    /// The database server is down, or cannot be reached: what the system says.
    #[error("the database server does not answer: {0}")]
    Unreachable(String),
    /// The backup that goes before a migration could not be made: why. Nothing was migrated.
    #[error("the database was not migrated, because no backup could be made before: {0}")]
    NoBackup(String),
    /// The question would take more processor time than its asker may have, or nobody waits for the answer.
    #[error("the question takes too much work")]
    TooCostly,
    /// The file is no database, or a part of it does not read: what the system says.
    #[error("the database is damaged: {0}")]
    Damaged(String),
    /// Anything else.
    #[error("database: {0}")]
    Db(#[source] sqlx::Error),
}

/// What every call here answers.
pub type Result<T> = std::result::Result<T, StoreError>;

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::RowNotFound => Self::NotFound,
            sqlx::Error::PoolTimedOut => Self::Busy,
            sqlx::Error::Io(cause) if is_unwritable(cause.kind()) => Self::Unwritable(cause.to_string()),
            // SQLite reads and writes files by itself: what is left is a connection to a server.
            sqlx::Error::Io(cause) => Self::Unreachable(cause.to_string()),
            sqlx::Error::Database(cause) => {
                let code = cause.code().unwrap_or_default();
                let is_sqlite = cause.try_downcast_ref::<sqlx::sqlite::SqliteError>().is_some();
                let kind = if is_sqlite { sqlite_kind(&code) } else { postgres_kind(&code) };
                match kind {
                    Some(Kind::Busy) => Self::Busy,
                    Some(Kind::Unwritable) => Self::Unwritable(cause.message().to_owned()),
                    Some(Kind::Conflict) => Self::Conflict,
                    Some(Kind::Damaged) => Self::Damaged(cause.message().to_owned()),
                    Some(Kind::ReadOnly) => Self::ReadOnly(cause.message().to_owned()),
                    Some(Kind::Unreachable) => Self::Unreachable(cause.message().to_owned()),
                    None => Self::Db(error),
                }
            }
            _ => Self::Db(error),
        }
    }
}

impl From<serde_json::Error> for StoreError {
    /// A document in the database that does not read.
    fn from(error: serde_json::Error) -> Self {
        Self::Db(sqlx::Error::Decode(Box::new(error)))
    }
}

impl StoreError {
    pub(crate) fn from_migration(error: MigrateError, known: i64) -> Self {
        match error {
            MigrateError::VersionMissing(found) if found > known => Self::Newer { found, known },
            MigrateError::Execute(cause) | MigrateError::ExecuteMigration(cause, _) => cause.into(),
            other => Self::Db(sqlx::Error::Migrate(Box::new(other))),
        }
    }

    /// A stored word that no version of this program writes.
    pub(crate) fn unreadable(what: &str, word: &str) -> Self {
        Self::Db(sqlx::Error::Decode(format!("unknown {what} {word:?}").into()))
    }
}

enum Kind {
    Busy,
    Unwritable,
    Conflict,
    Damaged,
    ReadOnly,
    Unreachable,
}

fn is_unwritable(kind: std::io::ErrorKind) -> bool {
    use std::io::ErrorKind::{NotADirectory, PermissionDenied, ReadOnlyFilesystem, StorageFull};
    [NotADirectory, PermissionDenied, ReadOnlyFilesystem, StorageFull].contains(&kind)
}

/// The low byte of a SQLite code is its kind, the rest a detail: <https://sqlite.org/rescode.html>.
fn sqlite_kind(code: &str) -> Option<Kind> {
    const UNIQUE: i32 = 2067;
    const PRIMARY_KEY: i32 = 1555;
    let code: i32 = code.parse().ok()?;
    match (code, code & 0xff) {
        (UNIQUE | PRIMARY_KEY, _) => Some(Kind::Conflict),
        // busy, locked
        (_, 5 | 6) => Some(Kind::Busy),
        // permission, read-only, input or output error, full, cannot open
        (_, 3 | 8 | 10 | 13 | 14) => Some(Kind::Unwritable),
        // corrupt, not a database
        (_, 11 | 26) => Some(Kind::Damaged),
        _ => None,
    }
}

/// SQLSTATE: <https://www.postgresql.org/docs/current/errcodes-appendix.html>.
fn postgres_kind(code: &str) -> Option<Kind> {
    match code {
        // unique violation
        "23505" => Some(Kind::Conflict),
        // lock not available, deadlock, serialization failure, too many connections
        "55P03" | "40P01" | "40001" | "53300" => Some(Kind::Busy),
        // disk full
        "53100" => Some(Kind::Unwritable),
        // read-only transaction
        "25006" => Some(Kind::ReadOnly),
        // shut down by its administrator or after a crash, starting or stopping, connection lost
        "57P01" | "57P02" | "57P03" | "08000" | "08001" | "08003" | "08004" | "08006" => Some(Kind::Unreachable),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;
    use std::io::{Error, ErrorKind};

    #[rstest]
    #[case(ErrorKind::ConnectionRefused)]
    #[case(ErrorKind::ConnectionReset)]
    #[case(ErrorKind::BrokenPipe)]
    #[case(ErrorKind::UnexpectedEof)]
    #[case::no_socket(ErrorKind::NotFound)]
    fn a_server_that_is_away_is_no_fault_of_the_disk(#[case] kind: ErrorKind) {
        let error = StoreError::from(sqlx::Error::Io(Error::from(kind)));
        assert!(matches!(error, StoreError::Unreachable(_)), "{error:?}");
    }

    #[test]
    fn a_full_disk_is() {
        let error = StoreError::from(sqlx::Error::Io(Error::from(ErrorKind::StorageFull)));
        assert!(matches!(error, StoreError::Unwritable(_)), "{error:?}");
    }
}
