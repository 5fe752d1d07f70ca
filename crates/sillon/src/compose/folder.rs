//! What is in the data folder before a database is opened there.

use crate::failure::Failure;
use crate::settings::Settings;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::Write;
use std::path::{Path, PathBuf};

/// The file of an SQLite address; `None` of PostgreSQL.
fn database_file(url: &str) -> Option<PathBuf> {
    let path = url.strip_prefix("sqlite://").or_else(|| url.strip_prefix("sqlite:"))?;
    let path = path.split('?').next().unwrap_or_default();
    (!path.is_empty() && path != ":memory:").then(|| PathBuf::from(path))
}

/// Refuses to begin an empty database where one is missing: a disk that is not mounted, or a removed file, would look like
/// an empty collection, and the next sync would fill it without the owner's edits.
///
/// # Errors
/// Exit code 1 with what was found and how to go on.
pub(super) fn check_database(settings: &Settings) -> Result<(), Failure> {
    let Some(database) = database_file(&settings.database_url) else { return Ok(()) };
    let size = fs::metadata(&database).map_or(0, |about| about.len());
    let mut log = database.as_os_str().to_owned();
    log.push("-wal");
    // A database that was never carried over is in its log.
    if size > 0 || settings.new_database || fs::metadata(&log).is_ok_and(|about| about.len() > 0 && database.exists()) {
        return Ok(());
    }
    let backups = newest_backup(&settings.backups());
    let pictures = has_entries(&settings.data_dir.join("images"));
    let log_left = fs::metadata(&log).is_ok_and(|about| about.len() > 0);
    let found = match (&backups, pictures, log_left) {
        (Some((1, _)), ..) => "a backup of it".to_owned(),
        (Some((count, _)), ..) => format!("{count} backups of it"),
        (None, _, true) => "its write-ahead log".to_owned(),
        (None, true, false) => "pictures of it".to_owned(),
        (None, false, false) => return Ok(()),
    };
    let state = if database.exists() { "is empty" } else { "is missing" };
    let way_out = match &backups {
        Some((_, newest)) => format!("`sillon restore {newest}` puts the newest backup back"),
        None => "put the file back".to_owned(),
    };
    Err(Failure::other(format!(
        "the database {} {state}, but {} holds {found}: is its disk mounted? {way_out}; `--new` begins an empty one",
        database.display(),
        settings.data_dir.display()
    )))
}

/// How many backups there are, and the file name of the newest.
fn newest_backup(folder: &Path) -> Option<(usize, String)> {
    let names = fs::read_dir(folder).ok()?.flatten().filter_map(|file| file.file_name().into_string().ok());
    let mut names: Vec<String> = names
        .filter(|name| name.starts_with("sillon-") && Path::new(name).extension().is_some_and(|end| end == "db"))
        .collect();
    names.sort_unstable();
    let count = names.len();
    names.pop().map(|newest| (count, newest))
}

/// Whether the folder of pictures holds any: kept pictures are in folders of two letters, and `incoming` is made empty.
fn has_entries(folder: &Path) -> bool {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.filter(|entry| entry.file_name() != "incoming").take(1).count() > 0
}

/// As much as a backup of a small collection: less than this is as good as a full disk.
const ROOM: usize = 1 << 20;

/// Whether something can be written into the data folder and beside the database: what is written is removed again.
///
/// # Errors
/// The folder, and what the system says.
pub fn check_room(settings: &Settings) -> Result<(), (PathBuf, std::io::Error)> {
    let database = database_file(&settings.database_url);
    let beside = database.as_deref().and_then(Path::parent).filter(|folder| *folder != settings.data_dir);
    for folder in [Some(settings.data_dir.as_path()), beside].into_iter().flatten() {
        let probe = folder.join(format!(".sillon-probe-{}", std::process::id()));
        let written = write_probe(&probe);
        let _removed = fs::remove_file(&probe);
        written.map_err(|error| (folder.to_owned(), error))?;
    }
    Ok(())
}

fn write_probe(probe: &Path) -> std::io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(probe)?;
    // Zeros would be no proof where the file system leaves them out.
    file.write_all(&[b's'; ROOM])?;
    file.sync_all()
}

/// Makes the data folder, for its owner alone, where there is none.
pub(super) fn make(data_dir: &Path) -> std::io::Result<()> {
    let mut folder = fs::DirBuilder::new();
    folder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut folder, 0o700);
    folder.create(data_dir)
}

/// A data folder that this server has for itself, as long as this lives.
#[derive(Debug)]
pub struct ServerLock(#[allow(dead_code, reason = "the lock ends with the file")] Option<File>);

impl ServerLock {
    /// Takes the data folder, so that a second server on it is told. Commands beside a server need no lock.
    ///
    /// # Errors
    /// Another server has it.
    pub fn take(data_dir: &Path) -> Result<Self, Failure> {
        // At a first start there is no folder yet, and its lock is needed all the same.
        let _reported_by_the_next_write = make(data_dir);
        let path = data_dir.join("server.lock");
        let mut options = OpenOptions::new();
        options.create(true).write(true).truncate(false);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        // A folder that cannot be written is reported by the code that needs to write it.
        let Ok(file) = options.open(&path) else { return Ok(Self(None)) };
        match file.try_lock() {
            Ok(()) => Ok(Self(Some(file))),
            Err(TryLockError::WouldBlock) => Err(Failure::other(format!(
                "another sillon server uses the data folder {}: stop it, or give this one a folder of its own with --data-dir",
                data_dir.display()
            ))),
            // File systems without locks exist.
            Err(TryLockError::Error(_)) => Ok(Self(None)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_server_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let data_dir = folder.path().join("not/there/yet");
        let first = ServerLock::take(&data_dir).unwrap();
        let refused = ServerLock::take(&data_dir).unwrap_err().to_string();
        assert!(refused.contains("another sillon server"), "{refused}");
        drop(first);
        ServerLock::take(&data_dir).unwrap();
    }

    #[test]
    fn the_file_of_an_address() {
        assert_eq!(database_file("sqlite:///a/b.db"), Some(PathBuf::from("/a/b.db")));
        assert_eq!(database_file("sqlite:///a/b.db?mode=rwc"), Some(PathBuf::from("/a/b.db")));
        assert_eq!(database_file("postgres://localhost/sillon"), None);
    }
}
