//! The file that a store has open: whether it is still the one that its path names. A file that was removed, or whose disk
//! was taken away, can be written as long as it is open, and nobody would ever find again what was.

use crate::error::{Result, StoreError};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Where a database was opened, and which file it was.
#[derive(Clone, Debug)]
pub(crate) struct Place(Arc<(PathBuf, Identity)>);

#[cfg(unix)]
type Identity = (u64, u64);
#[cfg(not(unix))]
type Identity = ();

impl Place {
    pub(crate) fn of(path: &Path) -> Result<Self> {
        let identity = identity(path).map_err(|error| StoreError::Unwritable(error.to_string()))?;
        Ok(Self(Arc::new((path.to_owned(), identity))))
    }

    /// Asked before each write: one question to the system, a few microseconds.
    pub(crate) fn check(&self) -> Result<()> {
        let (path, opened) = &*self.0;
        match identity(path) {
            Ok(found) if found == *opened => Ok(()),
            Ok(_) => Err(StoreError::Unwritable(format!(
                "another file stands in the place of {}: sillon must be started again",
                path.display()
            ))),
            Err(error) => Err(StoreError::Unwritable(format!("{} is not there: {error}", path.display()))),
        }
    }
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
