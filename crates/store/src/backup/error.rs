//! Why a backup was not made or not put back.

use crate::error::StoreError;
use std::path::PathBuf;

/// A backup that was not made or not put back. Nothing was changed then, unless it is [`BackupError::Unproven`].
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// There is no such file.
    #[error("there is no file {0}")]
    Missing(PathBuf),
    /// It is a file of something else.
    #[error("this file is no backup of sillon")]
    Foreign,
    /// The file does not read as it was written: what is wrong.
    #[error("the file is damaged: {0}")]
    Damaged(String),
    /// Its tables, triggers, views or indexes are not those that sillon makes: which.
    #[error("the file's structure is not the one that sillon makes: {0}")]
    Altered(String),
    /// The restore failed, and the database does not read as it did before: its backup was kept.
    #[error("{cause}; the database does not read as it did before: what was there is kept in {kept}")]
    Unproven {
        /// Why the restore failed.
        cause: Box<BackupError>,
        /// The backup of what was there.
        kept: PathBuf,
    },
    /// It was made by a newer sillon.
    #[error("the backup was made by a newer version of sillon (schema {found}, this version knows {known})")]
    Newer {
        /// The schema's version there.
        found: i64,
        /// The newest version that this program knows.
        known: i64,
    },
    /// A job is at work, and would go on in what is put back.
    #[error("a job is at work: {0}")]
    Working(String),
    /// Others wrote so much that no moment was to be had.
    #[error("the database kept changing")]
    Changing,
    /// The disk is full or read-only: what the system says.
    #[error("it cannot be written: {0}")]
    Unwritable(String),
    /// The database.
    #[error(transparent)]
    Store(StoreError),
}

impl From<sqlx::Error> for BackupError {
    fn from(error: sqlx::Error) -> Self {
        damage(&error).unwrap_or_else(|| match StoreError::from(error) {
            StoreError::Unwritable(why) => Self::Unwritable(why),
            other => Self::Store(other),
        })
    }
}

impl From<StoreError> for BackupError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Unwritable(why) => Self::Unwritable(why),
            StoreError::Newer { found, known } => Self::Newer { found, known },
            StoreError::Db(cause) => damage(&cause).unwrap_or(Self::Store(StoreError::Db(cause))),
            other => Self::Store(other),
        }
    }
}

/// What SQLite says of a file that it cannot read.
fn damage(error: &sqlx::Error) -> Option<BackupError> {
    // The low byte is the kind: 11 malformed, 26 not a database at all.
    let cause = error.as_database_error()?;
    let code: i32 = cause.code()?.parse().ok()?;
    cause.try_downcast_ref::<sqlx::sqlite::SqliteError>()?;
    match code & 0xff {
        11 => Some(BackupError::Damaged(cause.message().to_owned())),
        26 => Some(BackupError::Foreign),
        _ => None,
    }
}
