//! How the program ends when it cannot go on: one line that says what happened and what to do, and an exit code.

use crate::settings::SettingsError;
use sillon_store::{BackupError, StoreError};
use std::fmt::Display;
use std::process::ExitCode;

/// The end of the program.
#[derive(Debug, PartialEq, Eq)]
pub struct Failure {
    sentence: String,
    code: u8,
}

impl Failure {
    /// A wrong usage or setting: code 2.
    pub fn usage(sentence: impl Display) -> Self {
        Self { sentence: sentence.to_string(), code: 2 }
    }

    /// Anything else: code 1.
    pub fn other(sentence: impl Display) -> Self {
        Self { sentence: sentence.to_string(), code: 1 }
    }

    /// Writes the line and gives the exit code.
    #[allow(clippy::print_stderr, reason = "the one line a failed command leaves")]
    pub fn report(&self) -> ExitCode {
        eprintln!("sillon: {}", self.sentence.replace('\n', " "));
        ExitCode::from(self.code)
    }
}

impl From<SettingsError> for Failure {
    fn from(error: SettingsError) -> Self {
        Self::usage(error)
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        let way_out = match &error {
            StoreError::Newer { .. } => "; install that version, or restore a backup made by this one",
            StoreError::Unwritable(_) | StoreError::NoBackup(_) => {
                "; free some space or mend the folder's permissions, then start again"
            }
            StoreError::ReadOnly(_) => "; use the primary server, or turn default_transaction_read_only off",
            StoreError::Unreachable(_) => "; start the database server, or check SILLON_DATABASE_URL",
            StoreError::Busy => "; stop the program that holds it, then start again",
            StoreError::Damaged(_) => "; `sillon restore` puts a backup in its place and keeps the damaged file",
            StoreError::NotFound | StoreError::Conflict | StoreError::TooCostly | StoreError::Db(_) => "",
        };
        Self::other(format!("{error}{way_out}"))
    }
}

impl From<BackupError> for Failure {
    fn from(error: BackupError) -> Self {
        let way_out = match &error {
            BackupError::Store(_) => return Self::other(error),
            BackupError::Missing(_) => return Self::usage(format!("{error}; give the path of a backup")),
            BackupError::Foreign | BackupError::Damaged(_) => "; nothing was changed: choose another backup",
            BackupError::Altered(_) => "; nothing was changed, and nothing of it was run: choose another backup",
            BackupError::Unproven { .. } => "; mend the cause, then restore that file",
            BackupError::Newer { .. } => "; nothing was changed: install that version",
            BackupError::Working(_) => "; wait for its end or cancel it, then try again",
            BackupError::Changing => "; nothing was changed: try again when less is going on",
            BackupError::Unwritable(_) => "; free some space or mend the folder's permissions, then try again",
        };
        Self::other(format!("{error}{way_out}"))
    }
}

impl Display for Failure {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(&self.sentence)
    }
}
