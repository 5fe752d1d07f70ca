//! Putting a backup back. It is read, checked and brought up to date in a file beside the database, and then takes the
//! database's place *inside* of it, in one transaction: whoever has the database open sees what was before or what was put
//! back and never anything between, and a process that is killed half-way has changed nothing.

use super::replace::{Replacement, replace};
use super::{BackupError, DatabaseFile, Record, Result, check, checksum, copy_into, open_to_read, schema_version};
use super::{alone, make_private_folder, remove_unfinished, unfinished};
use crate::open::{known_schema, migrate_file};
use sillon_core::backup::{BackupId, Reason};
use sqlx::{ConnectOptions, Connection};
use std::path::{Path, PathBuf};

/// So often the database may change between the copy of what is there and its replacement.
const TRIES: u32 = 3;

/// What is written with a restore, so that nothing starts by itself because the past came back.
#[derive(Clone, Debug)]
pub struct Settle {
    /// Milliseconds UTC.
    pub now: i64,
    /// Settings of the first account, over those that come back.
    pub settings: Vec<(&'static str, String)>,
}

/// What a restore did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restored {
    /// What the backup says of itself; none for a plain copy of a database.
    pub record: Option<Record>,
    /// The schema that the backup held.
    pub schema: i64,
    /// What was put back, and was read again from the database: its SHA-256, of the schema of today.
    pub checksum: String,
    /// The backup of what was there before; none where nothing was.
    pub before: Option<BackupId>,
    /// Where a damaged database was put, of which no backup could be made.
    pub set_aside: Option<PathBuf>,
}

impl DatabaseFile {
    /// Puts a backup back, and keeps what was there as a backup in `folder`. Refused while a job is at work. What was put back is
    /// read again and must have the checksum of what was to be put back, else nothing is changed. Jobs that were at work when the
    /// backup was made are cancelled in it.
    ///
    /// # Errors
    /// See [`BackupError`]; nothing is changed then.
    pub async fn restore(&self, backup: &Path, folder: &Path, settle: &Settle) -> Result<Restored> {
        make_private_folder(folder)?;
        let staged = unfinished(folder);
        let restored = self.restore_by(&staged, backup, folder, settle).await;
        remove_unfinished(&staged);
        restored
    }

    /// As [`Self::restore`], for a database that may be damaged: one that cannot be read is set aside, under another name beside
    /// itself. For a program that has it to itself.
    ///
    /// # Errors
    /// See [`BackupError`].
    pub async fn restore_over_damage(&self, backup: &Path, folder: &Path, settle: &Settle) -> Result<Restored> {
        if self.0.exists() && self.is_readable().await {
            return self.restore(backup, folder, settle).await;
        }
        // Nothing is set aside for a backup that is no better.
        make_private_folder(folder)?;
        let staged = unfinished(folder);
        let sound = stage(backup, &staged).await;
        remove_unfinished(&staged);
        sound?;
        let set_aside = self.set_aside(settle.now)?;
        crate::open::create_private(&self.0).map_err(|error| BackupError::Unwritable(error.to_string()))?;
        let restored = self.restore(backup, folder, settle).await?;
        Ok(Restored { set_aside, ..restored })
    }

    async fn restore_by(&self, staged: &Path, backup: &Path, folder: &Path, settle: &Settle) -> Result<Restored> {
        let Staged { record, schema, checksum: expected } = stage(backup, staged).await?;
        for _ in 0..TRIES {
            let mut connection = self.connect().await?;
            let (before, kept) = if schema_version(&mut connection, "main").await? > 0 {
                let (id, record) = self.back_up(folder, Reason::Restore, settle.now).await?;
                (Some(id), Some(record.checksum))
            } else {
                (None, None)
            };
            let replacement = Replacement { staged, kept: kept.as_deref(), expected: &expected, settle };
            let outcome = replace(&mut connection, &replacement).await;
            if outcome.is_err()
                && let Some(id) = before
            {
                // It says what the database still says.
                let _removed = std::fs::remove_file(folder.join(id.file_name()));
            }
            match outcome {
                Ok(()) => {
                    connection.close().await?;
                    return Ok(Restored { record, schema, checksum: expected, before, set_aside: None });
                }
                Err(BackupError::Changing) => {}
                Err(error) => return Err(error),
            }
        }
        Err(BackupError::Changing)
    }

    async fn is_readable(&self) -> bool {
        let Ok(mut connection) = self.connect().await else { return false };
        check(&mut connection).await.is_ok()
    }

    fn set_aside(&self, now: i64) -> Result<Option<PathBuf>> {
        let beside = |end: &str, path: &Path| {
            let mut beside = path.as_os_str().to_owned();
            beside.push(end);
            PathBuf::from(beside)
        };
        let aside = beside(&format!(".damaged-{now}"), &self.0);
        let mut moved = None;
        for end in ["", "-wal", "-shm"] {
            match std::fs::rename(beside(end, &self.0), beside(end, &aside)) {
                Ok(()) => moved = moved.or_else(|| Some(aside.clone())),
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
                Err(error) => return Err(BackupError::Unwritable(error.to_string())),
            }
        }
        Ok(moved)
    }
}

struct Staged {
    record: Option<Record>,
    schema: i64,
    checksum: String,
}

/// A copy of the backup that was proved to say what the backup says, brought up to the schema of today.
async fn stage(backup: &Path, staged: &Path) -> Result<Staged> {
    let mut source = open_to_read(backup).await?;
    let schema = schema_version(&mut source, "main").await?;
    if schema == 0 {
        return Err(BackupError::Foreign);
    }
    if schema > known_schema() {
        return Err(BackupError::Newer { found: schema, known: known_schema() });
    }
    check(&mut source).await?;
    let record = Record::read(&mut source).await?;
    let says = checksum(&mut source, "main").await?;
    if record.as_ref().is_some_and(|record| record.checksum != says) {
        return Err(BackupError::Damaged("it does not hold what it held when it was made".to_owned()));
    }
    copy_into(&mut source, staged).await?;
    source.close().await?;

    let mut copy = alone(staged).connect().await?;
    if checksum(&mut copy, "main").await? != says {
        return Err(BackupError::Damaged("its copy reads otherwise".to_owned()));
    }
    copy.close().await?;
    if schema == known_schema() {
        return Ok(Staged { record, schema, checksum: says });
    }
    migrate_file(alone(staged)).await?;
    let mut copy = alone(staged).connect().await?;
    check(&mut copy).await?;
    let checksum = checksum(&mut copy, "main").await?;
    copy.close().await?;
    Ok(Staged { record, schema, checksum })
}
