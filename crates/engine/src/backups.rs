//! The engine's door to backups: one folder, one at a time, and no more of them than are wanted.

use crate::engine::Engine;
use crate::schedule::today_as_served;
use futures::future::BoxFuture;
use sillon_core::backup::{BackupId, Reason, surplus};
use sillon_store::{BackupError, Record, Restored, Settle, Store, read_record};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

/// A backup that failed is not tried again by itself for so long, in milliseconds.
const PAUSE: i64 = 3_600_000;

/// A backup in the folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backup {
    /// Its key: when, why, and which schema.
    pub id: BackupId,
    /// Its size.
    pub bytes: u64,
    /// What it says of itself, since it was checked; none for a file that does not read.
    pub record: Option<Record>,
}

/// A backup that was not made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failed {
    /// When, in milliseconds UTC.
    pub at: i64,
    /// Why.
    pub why: String,
}

/// The folder, and whose turn it is. Cheap to clone; all clones are one.
#[derive(Clone, Debug)]
pub(crate) struct Backups(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    store: Store,
    folder: PathBuf,
    kept: usize,
    turn: tokio::sync::Mutex<()>,
    /// The last that was wanted, if it failed.
    failed: Mutex<Option<Failed>>,
}

impl Backups {
    pub(crate) fn new(store: Store, (folder, kept): (PathBuf, usize)) -> Self {
        Self(Arc::new(Inner { store, folder, kept, turn: tokio::sync::Mutex::default(), failed: Mutex::default() }))
    }

    /// Whether the database is a file of ours to copy; a server's has its own ways.
    pub(crate) fn are_possible(&self) -> bool {
        self.0.store.file().is_some()
    }

    /// Makes one, then removes those that it replaces.
    pub(crate) async fn make(&self, reason: Reason, now: i64) -> Result<Backup, BackupError> {
        let _turn = self.0.turn.lock().await;
        let file = self.0.store.file().ok_or(BackupError::Foreign)?;
        let made = file.back_up(&self.0.folder, reason, now).await;
        *self.failed() = made.as_ref().err().map(|error| Failed { at: now, why: error.to_string() });
        match made {
            Ok((id, record)) => {
                tracing::info!(backup = %id, albums = record.albums, "Sauvegarde faite et vérifiée");
                self.remove_surplus();
                let bytes = std::fs::metadata(self.path(id)).map_or(0, |about| about.len());
                Ok(Backup { id, bytes, record: Some(record) })
            }
            Err(error) => {
                tracing::warn!(
                    error = &error as &dyn std::error::Error,
                    reason = reason.as_str(),
                    "no backup was made"
                );
                Err(error)
            }
        }
    }

    pub(crate) fn failed_lately(&self, now: i64) -> bool {
        self.failed().as_ref().is_some_and(|failed| (0..PAUSE).contains(&(now - failed.at)))
    }

    fn failed(&self) -> std::sync::MutexGuard<'_, Option<Failed>> {
        self.0.failed.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn path(&self, id: BackupId) -> PathBuf {
        self.0.folder.join(id.file_name())
    }

    /// Newest first.
    fn ids(&self) -> Vec<BackupId> {
        let names = std::fs::read_dir(&self.0.folder).into_iter().flatten().flatten();
        let mut ids: Vec<_> =
            names.filter_map(|entry| BackupId::of_file_name(&entry.file_name().to_string_lossy())).collect();
        ids.sort_unstable_by(|one, other| other.cmp(one));
        ids
    }

    fn remove_surplus(&self) {
        for id in surplus(&self.ids(), self.0.kept) {
            match std::fs::remove_file(self.path(id)) {
                Ok(()) => tracing::debug!(backup = %id, "a newer one has replaced it"),
                Err(error) => tracing::warn!(%error, backup = %id, "an old backup could not be removed"),
            }
        }
    }
}

impl Engine {
    /// Whether backups are made here: of a SQLite file. A PostgreSQL server has its own ways.
    pub fn can_back_up(&self) -> bool {
        self.backups().are_possible()
    }

    /// How many of each kind that is renewed are kept.
    pub fn backups_kept(&self) -> usize {
        self.backups().0.kept
    }

    /// Why the last backup that was wanted was not made; none when it was.
    pub fn backup_failed(&self) -> Option<Failed> {
        self.backups().failed().clone()
    }

    /// Every backup in the folder, newest first.
    pub async fn list_backups(&self) -> Vec<Backup> {
        let backups = self.backups().clone();
        let mut listed = Vec::new();
        for id in backups.ids() {
            let path = backups.path(id);
            let bytes = std::fs::metadata(&path).map_or(0, |about| about.len());
            listed.push(Backup { id, bytes, record: read_record(&path).await.ok() });
        }
        listed
    }

    /// The file of a backup and its size; none when there is no such one.
    ///
    /// # Errors
    /// When it is there and cannot be opened.
    pub async fn open_backup(&self, id: BackupId) -> std::io::Result<Option<(tokio::fs::File, u64)>> {
        match tokio::fs::File::open(self.backups().path(id)).await {
            Ok(file) => {
                let bytes = file.metadata().await?.len();
                Ok(Some((file, bytes)))
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Makes a backup. It goes on when whoever asked has left, and ends with the process.
    ///
    /// # Errors
    /// See [`BackupError`]; no file is left then.
    pub async fn back_up(&self, reason: Reason) -> Result<Backup, BackupError> {
        let (backups, now) = (self.backups().clone(), self.now());
        self.see_through(Box::pin(async move { backups.make(reason, now).await })).await
    }

    /// Puts a backup back; what was there is kept as one. Nothing that was due starts by itself today.
    ///
    /// # Errors
    /// See [`BackupError`]; nothing is changed then.
    pub async fn restore_backup(&self, id: BackupId) -> Result<Restored, BackupError> {
        let (engine, backups) = (self.clone(), self.backups().clone());
        self.see_through(Box::pin(async move {
            let _turn = backups.0.turn.lock().await;
            let settle = Settle { now: engine.now(), settings: today_as_served(engine.remotes().clock()) };
            let restored = engine.store().restore(&backups.path(id), &backups.0.folder, &settle).await?;
            tracing::info!(backup = %id, before = restored.before.map(|id| id.to_string()), "Sauvegarde restaurée");
            backups.remove_surplus();
            engine.follow_anew().await?;
            Ok(restored)
        }))
        .await
    }

    async fn see_through<T: Send + 'static>(
        &self,
        work: BoxFuture<'static, Result<T, BackupError>>,
    ) -> Result<T, BackupError> {
        let shutdown = self.shutdown().clone();
        let stopped = || BackupError::Unwritable("the program stops".to_owned());
        let task = self.tasks().spawn(async move {
            tokio::select! {
                outcome = work => Some(outcome),
                () = shutdown.cancelled() => None,
            }
        });
        task.await.ok().flatten().unwrap_or_else(|| Err(stopped()))
    }
}
