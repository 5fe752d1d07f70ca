//! Putting a backup back. It is read, checked and brought up to date in a file beside the database, and then takes the
//! database's place *inside* of it, in one transaction: whoever has the database open sees what was before or what was put
//! back and never anything between, and a process that is killed half-way has changed nothing.

use super::replace::{Replacement, replace};
use super::{
    BackupError, DatabaseFile, Kept, Record, Result, build, check, check_lengths, checksum, examine, open_to_read,
};
use super::{alone, create_private_file, make_private_folder, remove_unfinished, schema_version, unfinished};
use super::{hexadecimal, rows_checksum, tables_checksum};
use crate::open::{known_schema, known_versions, migrate_file};
use crate::schema::{Schema, sqlite_reference};
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
    /// What was put back, and was read again from the database before the tokens of today were put into it: its SHA-256, of
    /// the schema of today.
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
        let Staged { record, schema, checksum: expected, today } = stage(backup, staged).await?;
        for _ in 0..TRIES {
            let mut connection = self.connect().await?;
            let kept = if schema_version(&mut connection, "main").await? > 0 {
                Some(self.back_up_as_read(folder, Reason::Restore, settle.now).await?)
            } else {
                None
            };
            let was = kept.as_ref().map(|kept| kept.read_as.as_str());
            let replacement = Replacement { staged, schema: &today, kept: was, expected: &expected, settle };
            let outcome = replace(&mut connection, &replacement).await;
            connection.close().await?;
            let before = kept.as_ref().map(|kept| kept.id);
            match (outcome, &kept) {
                (Ok(()), _) => return Ok(Restored { record, schema, checksum: expected, before, set_aside: None }),
                (Err(error), None) if !matches!(error, BackupError::Changing) => return Err(error),
                (Err(error), Some(kept)) => {
                    match self.after_failure(error, kept, folder).await {
                        // Before the first write: another try.
                        BackupError::Changing => {}
                        error => return Err(error),
                    }
                }
                (Err(_), None) => {}
            }
        }
        Err(BackupError::Changing)
    }

    /// What to say of a restore that failed after a backup of the database was made. The backup goes where the database still
    /// says the same, and stays where it does not, or cannot be read.
    async fn after_failure(&self, error: BackupError, kept: &Kept, folder: &Path) -> BackupError {
        let file = folder.join(kept.id.file_name());
        // Both are found before the first write.
        let is_early = matches!(error, BackupError::Changing | BackupError::Working(_));
        if !is_early && !self.reads_as(&kept.read_as).await {
            return BackupError::Unproven { cause: Box::new(error), kept: file };
        }
        let _removed = std::fs::remove_file(file);
        error
    }

    /// Whether the database has this checksum now, read over a new connection.
    async fn reads_as(&self, expected: &str) -> bool {
        let Ok(mut connection) = self.connect().await else { return false };
        checksum(&mut connection).await.is_ok_and(|found| found == expected)
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
    /// The version of the backup's schema.
    schema: i64,
    checksum: String,
    /// The schema of today.
    today: Schema,
}

/// A database of our own making with the rows of the backup, brought up to the schema of today. The backup is data: its
/// structure must be the one that our migrations make, and only rows are taken from it.
async fn stage(backup: &Path, staged: &Path) -> Result<Staged> {
    let mut source = open_to_read(backup).await?;
    let examined = examine(&mut source).await?;
    examined.require_ours()?;
    let tables = examined.schema.data_tables();
    check(&mut source).await?;
    check_lengths(&mut source, &tables).await?;
    let record = Record::read(&mut source, examined.record.as_deref()).await?;
    if let Some(record) = &record {
        let (says, schema) = match &record.schema_checksum {
            Some(_) => (checksum(&mut source).await?, Some(hexadecimal(&examined.schema.checksum()))),
            None => (rows_checksum(&mut source).await?, None),
        };
        if record.checksum != says || record.schema_checksum != schema {
            return Err(BackupError::Damaged("it does not hold what it held when it was made".to_owned()));
        }
    }
    let rows = tables_checksum(&mut source, &tables, true).await?;
    source.close().await?;

    create_private_file(staged)?;
    build(staged, backup, &examined.schema).await?;
    let mut copy = alone(staged).connect().await?;
    if tables_checksum(&mut copy, &tables, true).await? != rows {
        return Err(BackupError::Damaged("its copy reads otherwise".to_owned()));
    }
    copy.close().await?;
    let schema = examined.version;
    if schema < known_schema() {
        migrate_file(alone(staged)).await?;
    }
    let mut copy = alone(staged).connect().await?;
    check(&mut copy).await?;
    let checksum = checksum(&mut copy).await?;
    copy.close().await?;
    Ok(Staged { record, schema, checksum, today: sqlite_reference(&known_versions()).await? })
}

#[cfg(test)]
mod tests;
