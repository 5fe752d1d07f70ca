//! The key file: seals the secrets in the database, and stands beside it for its owner alone.

use crate::failure::Failure;
use sillon_engine::Key;
use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Read, Write};
use std::path::Path;

/// Reads `<data folder>/key`, or makes it.
///
/// # Errors
/// A folder that cannot be written, or a file that is no key.
pub(super) fn load_or_create(data_dir: &Path) -> Result<Key, Failure> {
    super::folder::make(data_dir).map_err(|error| unusable(data_dir, &error))?;

    let path = data_dir.join("key");
    // Read first: the folder may be on a disk that can only be read.
    if path.exists() {
        return load(&path);
    }
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(&path) {
        Ok(mut file) => {
            let bytes = Key::generate();
            file.write_all(&bytes).and_then(|()| file.sync_all()).map_err(|error| unusable(data_dir, &error))?;
            Ok(Key::new(bytes))
        }
        Err(error) if error.kind() == ErrorKind::AlreadyExists => load(&path),
        Err(error) => Err(unusable(data_dir, &error)),
    }
}

fn load(path: &Path) -> Result<Key, Failure> {
    let mut bytes = Vec::new();
    let read = fs::File::open(path).and_then(|file| file.take(33).read_to_end(&mut bytes));
    read.map_err(|error| Failure::other(format!("the key file {} cannot be read: {error}", path.display())))?;
    let bytes: [u8; 32] = bytes.try_into().map_err(|_| {
        Failure::other(format!(
            "the key file {} is damaged: it must have 32 bytes; restore it, or remove it and give the tokens again",
            path.display()
        ))
    })?;
    Ok(Key::new(bytes))
}

fn unusable(data_dir: &Path, error: &std::io::Error) -> Failure {
    Failure::other(format!(
        "the data folder {} cannot be used: {error}; mend its permissions or set SILLON_DATA_DIR",
        data_dir.display()
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_made_once_for_its_owner_alone() {
        let folder = tempfile::tempdir().unwrap();
        let data_dir = folder.path().join("a/b");
        load_or_create(&data_dir).unwrap();
        let first = fs::read(data_dir.join("key")).unwrap();
        load_or_create(&data_dir).unwrap();
        assert_eq!((fs::read(data_dir.join("key")).unwrap(), first.len()), (first, 32));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(fs::metadata(data_dir.join("key")).unwrap().permissions().mode() & 0o777, 0o600);
            assert_eq!(fs::metadata(&data_dir).unwrap().permissions().mode() & 0o777, 0o700);
        }
    }

    #[test]
    fn a_damaged_key_is_told_and_kept() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("key"), b"short").unwrap();
        assert!(load_or_create(folder.path()).is_err());
        assert_eq!(fs::read(folder.path().join("key")).unwrap(), b"short");
    }
}
