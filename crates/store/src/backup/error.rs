//! Why a backup was not made or not put back.

use crate::error::StoreError;
use std::path::PathBuf;

/// A backup that was not made or not put back. Nothing was changed then.
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
        // The low byte is the kind: 11 malformed, 26 not a database at all.
        let code = error.as_database_error().and_then(|cause| cause.code()?.parse::<i32>().ok());
        match code.map(|code| code & 0xff) {
            Some(11) => Self::Damaged("the database disk image is malformed".to_owned()),
            Some(26) => Self::Foreign,
            _ => StoreError::from(error).into(),
        }
    }
}

impl From<StoreError> for BackupError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Unwritable(why) => Self::Unwritable(why),
            StoreError::Newer { found, known } => Self::Newer { found, known },
            other => Self::Store(other),
        }
    }
}
