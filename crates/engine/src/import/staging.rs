//! Where files wait: in a folder of their own, each under a key, until they were brought in or a day has passed.

use futures::{Stream, StreamExt};
use sillon_core::exchange::plan::Plan;
use sillon_store::StoreError;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tokio::fs;
use tokio::io::AsyncWriteExt;

/// After this, nobody comes back for a file.
const FORGOTTEN: Duration = Duration::from_secs(24 * 60 * 60);

/// Why a file was not taken.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// It is larger than is taken.
    #[error("the file is larger than {0} bytes")]
    TooLarge(u64),
    /// What sends it broke off.
    #[error("the file broke off: {0}")]
    BrokeOff(String),
    /// It cannot be kept.
    #[error("the file cannot be kept: {0}")]
    Unwritable(io::Error),
    /// There is no such file, or it is gone.
    #[error("no such file waits")]
    Gone,
    /// The database could not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A file that waits, and what it would do.
#[derive(Clone, Debug)]
pub struct Staged {
    /// Its key; none when it was refused, and is gone already.
    pub key: Option<String>,
    /// What bringing it in would do.
    pub plan: Plan,
}

/// The folder.
#[derive(Clone, Debug)]
pub(crate) struct Staging(PathBuf);

impl Staging {
    pub(crate) fn new(folder: PathBuf) -> Self {
        Self(folder)
    }

    /// The file of a key; none for what is no key.
    pub(crate) fn path(&self, key: &str) -> Option<PathBuf> {
        uuid::Uuid::parse_str(key).ok().map(|key| self.0.join(key.to_string()))
    }

    /// Writes what comes; no more than `most` bytes.
    pub(crate) async fn keep<B, E>(
        &self,
        mut content: impl Stream<Item = Result<B, E>> + Unpin,
        most: u64,
    ) -> Result<String, ImportError>
    where
        B: AsRef<[u8]>,
        E: std::fmt::Display,
    {
        self.tidy().await;
        let key = uuid::Uuid::now_v7().to_string();
        let path = self.0.join(&key);
        let mut unfinished = Unfinished(Some(path.clone()));
        let written = async {
            create_folder(&self.0).await?;
            let mut options = fs::OpenOptions::new();
            options.create_new(true).write(true);
            #[cfg(unix)]
            options.mode(0o600);
            let mut file = options.open(&path).await.map_err(ImportError::Unwritable)?;
            let mut written = 0;
            while let Some(chunk) = content.next().await {
                let chunk = chunk.map_err(|error| ImportError::BrokeOff(error.to_string()))?;
                written += chunk.as_ref().len() as u64;
                if written > most {
                    return Err(ImportError::TooLarge(most));
                }
                file.write_all(chunk.as_ref()).await.map_err(ImportError::Unwritable)?;
            }
            file.flush().await.map_err(ImportError::Unwritable)
        };
        written.await?;
        unfinished.0 = None;
        Ok(key)
    }

    pub(crate) async fn drop_file(&self, key: &str) {
        if let Some(path) = self.path(key) {
            remove(&path).await;
        }
    }

    /// Removes what nobody came back for.
    async fn tidy(&self) {
        let Ok(mut files) = fs::read_dir(&self.0).await else { return };
        while let Ok(Some(file)) = files.next_entry().await {
            let age = file.metadata().await.ok().and_then(|about| about.modified().ok()?.elapsed().ok());
            if age.is_some_and(|age| age > FORGOTTEN) {
                remove(&file.path()).await;
            }
        }
    }
}

/// A file that is not whole yet. Nobody may be there to hear how its writing ended: the server stops, or gave up waiting.
struct Unfinished(Option<PathBuf>);

impl Drop for Unfinished {
    fn drop(&mut self) {
        if let Some(path) = self.0.take() {
            let _never_made = std::fs::remove_file(path);
        }
    }
}

async fn create_folder(folder: &Path) -> Result<(), ImportError> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    builder.mode(0o700);
    builder.create(folder).await.map_err(ImportError::Unwritable)
}

async fn remove(path: &Path) {
    if let Err(error) = fs::remove_file(path).await
        && error.kind() != io::ErrorKind::NotFound
    {
        tracing::warn!(%error, "a file that waited could not be removed");
    }
}
