//! The file that a store has open: whether it is still the one that its path names. A file that was removed, or whose disk
//! was taken away, can be written as long as it is open, and nobody would ever find again what was.

use crate::error::{Result, StoreError};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// Where a database was opened, and which file it was.
#[derive(Clone, Debug)]
pub(crate) struct Place(Arc<Opened>);

#[derive(Debug)]
struct Opened {
    path: PathBuf,
    identity: Identity,
    /// The write-ahead log beside it, and which file it was, from the first time it was seen: SQLite makes it with the first
    /// write, and keeps it as long as the database is open.
    log: PathBuf,
    log_identity: Mutex<Option<Identity>>,
}

#[cfg(unix)]
type Identity = (u64, u64);
#[cfg(not(unix))]
type Identity = ();

impl Place {
    pub(crate) fn of(path: &Path) -> Result<Self> {
        let identity = identity(path).map_err(|error| StoreError::Unwritable(error.to_string()))?;
        let mut log = path.as_os_str().to_owned();
        log.push("-wal");
        let (path, log) = (path.to_owned(), PathBuf::from(log));
        Ok(Self(Arc::new(Opened { path, identity, log, log_identity: Mutex::default() })))
    }

    /// Asked before each write: two questions to the system, a few microseconds.
    ///
    /// # Errors
    /// [`StoreError::Unwritable`] when the database file or its log is gone, or another is in its place.
    pub(crate) fn check(&self) -> Result<()> {
        let Opened { path, identity: opened, log, log_identity } = &*self.0;
        match identity(path) {
            Ok(found) if found == *opened => {}
            Ok(_) => return Err(replaced(path)),
            Err(error) => {
                return Err(StoreError::Unwritable(format!("{} is not there: {error}", path.display())));
            }
        }
        let mut known = log_identity.lock().unwrap_or_else(PoisonError::into_inner);
        match (*known, identity(log).ok()) {
            (None, found) => *known = found,
            (Some(known), Some(found)) if known == found => {}
            (Some(_), Some(_)) => return Err(replaced(log)),
            (Some(_), None) => {
                return Err(StoreError::Unwritable(format!(
                    "{} was removed: sillon must be started again",
                    log.display()
                )));
            }
        }
        Ok(())
    }

    /// How large the write-ahead log is, and when it was last written; `None` where there is none.
    pub(crate) fn log_state(&self) -> Option<LogState> {
        let about = std::fs::metadata(&self.0.log).ok()?;
        Some(LogState { bytes: about.len(), written: about.modified().ok()? })
    }
}

/// The write-ahead log as it is on the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LogState {
    /// Its length; 0 where the database file is whole on its own.
    pub bytes: u64,
    /// When it was last written.
    pub written: std::time::SystemTime,
}

fn replaced(path: &Path) -> StoreError {
    StoreError::Unwritable(format!("another file is in the place of {}: sillon must be started again", path.display()))
}

#[cfg(unix)]
fn identity(path: &Path) -> std::io::Result<Identity> {
    use std::os::unix::fs::MetadataExt;
    let about = std::fs::metadata(path)?;
    Ok((about.dev(), about.ino()))
}

#[cfg(not(unix))]
fn identity(path: &Path) -> std::io::Result<Identity> {
    std::fs::metadata(path).map(drop)
}
