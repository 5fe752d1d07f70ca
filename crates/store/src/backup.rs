//! Backups of a SQLite database: one file each, a whole database that was checked before it got its name. Made and put back
//! while other connections, and other programs, are at work.

mod build;
mod check;
mod checksum;
mod error;
mod examine;
mod record;
mod replace;
mod restore;

use crate::db::Db;
use crate::open::ROW_BUFFER;
use crate::schema::{Found, sentence};
use crate::{Reader, Store};
use build::build;
use check::check;
use checksum::{checksum, hexadecimal, rows_checksum, tables_checksum};
pub use error::BackupError;
use examine::{check_lengths, examine};
pub use record::Record;
pub(crate) use record::schema_version;
pub use restore::{Restored, Settle};
use sillon_core::backup::{BackupId, Reason};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{ConnectOptions, Connection};
use std::hash::{BuildHasher, RandomState};
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::time::Duration;

type Result<T> = std::result::Result<T, BackupError>;

/// What a file is called while it is made; such names are no backups, and are removed when they are found later.
const UNFINISHED: &str = ".unfinished-";
/// What SQLite may put beside a file.
const BESIDE: [&str; 4] = ["", "-journal", "-wal", "-shm"];
/// Nobody works on a file for so long.
const FORGOTTEN: Duration = Duration::from_secs(6 * 60 * 60);
/// A restore may hold the database for longer than a page of a sync.
const PATIENCE: Duration = Duration::from_secs(30);

/// A SQLite database as a file, opened by a store or not.
#[derive(Clone, Debug)]
pub struct DatabaseFile(PathBuf);

impl Store {
    /// The database as a file; none where it is a server's.
    pub fn file(&self) -> Option<DatabaseFile> {
        match &self.db {
            Db::Sqlite { writer, .. } => Some(DatabaseFile(writer.connect_options().get_filename().to_owned())),
            Db::Postgres(_) => None,
        }
    }

    /// As [`DatabaseFile::restore`], while no writer of this store is at work: they wait, and go on in what was restored.
    ///
    /// # Errors
    /// See [`BackupError`]; nothing is changed then.
    pub async fn restore(&self, backup: &Path, folder: &Path, settle: &Settle) -> Result<Restored> {
        let Db::Sqlite { writer, .. } = &self.db else { return Err(BackupError::Foreign) };
        let database = DatabaseFile(writer.connect_options().get_filename().to_owned());
        let _nobody_else_writes = writer.acquire().await?;
        database.restore(backup, folder, settle).await
    }
}

impl Reader {
    /// Goes up each time that a backup takes the database's place; a server's stays at 0. Whoever remembers anything of the
    /// database asks whether it is still the same.
    ///
    /// # Errors
    /// As every read.
    pub async fn generation(&self) -> crate::Result<i64> {
        match &self.db {
            Db::Sqlite { readers, .. } => Ok(sqlx::query_scalar("PRAGMA user_version").fetch_one(readers).await?),
            Db::Postgres(_) => Ok(0),
        }
    }
}

impl DatabaseFile {
    /// Of `sqlite://PATH`; none for any other address.
    pub fn of(url: &str) -> Option<Self> {
        let options = url.starts_with("sqlite:").then(|| SqliteConnectOptions::from_str(url).ok())??;
        Some(Self(options.get_filename().to_owned()))
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Makes a backup under its own name in a folder, which is made where missing. `now` in milliseconds UTC.
    ///
    /// # Errors
    /// See [`BackupError`]; no file is left then.
    pub async fn back_up(&self, folder: &Path, reason: Reason, now: i64) -> Result<(BackupId, Record)> {
        let Kept { id, record, .. } = self.back_up_as_read(folder, reason, now).await?;
        Ok((id, record))
    }

    /// As [`Self::back_up`], with the checksum of the database itself.
    async fn back_up_as_read(&self, folder: &Path, reason: Reason, now: i64) -> Result<Kept> {
        // Asked first: no folder is made in the place of one that has vanished.
        if !self.0.exists() {
            return Err(BackupError::Missing(self.0.clone()));
        }
        make_private_folder(folder)?;
        tidy(folder);
        let unfinished = unfinished(folder);
        let made = async {
            let (record, read_as) = self.copy(&unfinished, reason, now).await?;
            let mut id = BackupId { made_at: now, reason, schema: record.schema };
            while folder.join(id.file_name()).exists() {
                id.made_at += 1;
            }
            put_in_place(&unfinished, &folder.join(id.file_name())).await?;
            Ok(Kept { id, record, read_as })
        };
        let made = made.await;
        remove_unfinished(&unfinished);
        made
    }

    /// Makes a backup in a file that the caller names; one that is there is replaced by a whole one or not at all.
    ///
    /// # Errors
    /// See [`BackupError`]; nothing is changed then.
    pub async fn back_up_to(&self, file: &Path, reason: Reason, now: i64) -> Result<Record> {
        let same =
            |one: &Path, other: &Path| matches!((one.canonicalize(), other.canonicalize()), (Ok(a), Ok(b)) if a == b);
        if same(file, &self.0) {
            return Err(BackupError::Unwritable("this file is the database itself".to_owned()));
        }
        let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        tidy(folder);
        let unfinished = unfinished(folder);
        let made = async {
            let (record, _) = self.copy(&unfinished, reason, now).await?;
            put_in_place(&unfinished, file).await?;
            Ok(record)
        };
        let made = made.await;
        remove_unfinished(&unfinished);
        made
    }

    /// A whole copy of the database as it is at one moment, checked, with its record in it, and the checksum of what was
    /// copied. Where triggers, views or indexes are not as our migrations make them, the copy has ours, so that it can be put
    /// back; where a table is gone there is no copy that could, and the backups that are there are worth more.
    async fn copy(&self, target: &Path, reason: Reason, now: i64) -> Result<(Record, String)> {
        let mut source = self.connect().await?;
        if schema_version(&mut source, "main").await? == 0 {
            return Err(BackupError::Foreign);
        }
        copy_into(&mut source, target).await?;
        source.close().await?;
        let mut copy = alone(target).connect().await?;
        check(&mut copy).await?;
        let read_as = checksum(&mut copy).await?;
        let mut sum = read_as.clone();
        match examine(&mut copy).await {
            Ok(examined) if examined.differences.is_empty() => {}
            Ok(examined) if examined.has_all_tables() => {
                copy.close().await?;
                tracing::warn!(
                    differences = sentence(&examined.differences),
                    "the database is not as sillon makes it: the backup is; run `sillon verify --repair`"
                );
                rebuild(target, &examined.schema).await?;
                copy = alone(target).connect().await?;
                check(&mut copy).await?;
                sum = checksum(&mut copy).await?;
            }
            // What is about to be replaced or migrated is kept as it is.
            _ if matches!(reason, Reason::Restore | Reason::Migration) => {}
            Ok(examined) => {
                let said = sentence(&examined.differences);
                return Err(BackupError::Damaged(format!("{said}; run `sillon verify`")));
            }
            Err(error) => return Err(error),
        }
        let schema = Found::read(&mut copy, "main").await?.schema.checksum();
        let record = Record::write(&mut copy, (reason, now), (sum, hexadecimal(&schema))).await?;
        copy.close().await?;
        match record.schema {
            0 => Err(BackupError::Damaged("its copy is empty".to_owned())),
            _ => Ok((record, read_as)),
        }
    }

    /// A connection of its own, without any of the store's habits.
    async fn connect(&self) -> Result<SqliteConnection> {
        if !self.0.exists() {
            return Err(BackupError::Missing(self.0.clone()));
        }
        let options = SqliteConnectOptions::new().filename(&self.0).busy_timeout(PATIENCE).foreign_keys(false);
        Ok(options.pragma("temp_store", "MEMORY").connect().await?)
    }
}

/// A backup that was just made.
struct Kept {
    id: BackupId,
    record: Record,
    /// The checksum of the database that it was made of.
    read_as: String,
}

/// The same rows in a database of our own making, in the place of a copy.
async fn rebuild(copy: &Path, schema: &crate::schema::Schema) -> Result<()> {
    let whole = unfinished(copy.parent().unwrap_or(Path::new(".")));
    let built = async {
        create_private_file(&whole)?;
        build(&whole, copy, schema).await?;
        std::fs::rename(&whole, copy).map_err(|error| BackupError::Unwritable(error.to_string()))
    };
    let built = built.await;
    remove_unfinished(&whole);
    built
}

/// Reads what a backup says of itself.
///
/// # Errors
/// [`BackupError::Foreign`] for a file that is no backup.
pub async fn read_record(file: &Path) -> Result<Record> {
    let mut connection = open_to_read(file).await?;
    let found = Found::read(&mut connection, "main").await?;
    let record = Record::read(&mut connection, found.record.as_deref()).await?;
    connection.close().await?;
    record.ok_or(BackupError::Foreign)
}

/// Removes what processes that were killed left half made.
fn tidy(folder: &Path) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let age = entry.metadata().ok().and_then(|about| about.modified().ok()?.elapsed().ok());
        if is_unfinished(&entry.file_name().to_string_lossy()) && age.is_some_and(|age| age > FORGOTTEN) {
            let _somebody_else_did = std::fs::remove_file(entry.path());
        }
    }
}

/// Everything that this connection sees, into a new file for the owner's eyes only.
async fn copy_into(source: &mut SqliteConnection, target: &Path) -> Result<()> {
    let name = target.to_str().ok_or_else(|| BackupError::Unwritable(format!("{} is no text", target.display())))?;
    create_private_file(target)?;
    sqlx::query("VACUUM INTO $1").bind(name).execute(source).await?;
    Ok(())
}

/// An empty file, which SQLite takes for a new one, keeping its rights.
fn create_private_file(file: &Path) -> Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let made = options.open(file).map(drop);
    made.map_err(|error| BackupError::Unwritable(format!("{}: {error}", file.display())))
}

/// A file that nobody else knows. Its journal is in memory: killed half-way, the file is made anew.
fn alone(file: &Path) -> SqliteConnectOptions {
    let options = SqliteConnectOptions::new().filename(file).pragma("journal_mode", "MEMORY");
    options.row_buffer_size(ROW_BUFFER).pragma("temp_store", "MEMORY")
}

/// A file as it is, leaving nothing beside it. It may be a stranger's: it is opened for reading alone, and nothing in its schema
/// is trusted. (What SQLite calls a defensive connection forbids writes that cannot happen here.)
async fn open_to_read(file: &Path) -> Result<SqliteConnection> {
    if !file.is_file() {
        return Err(BackupError::Missing(file.to_owned()));
    }
    let options = SqliteConnectOptions::new().filename(file).read_only(true).immutable(!has_log(file));
    let options = options.pragma("trusted_schema", "OFF").pragma("cell_size_check", "ON").pragma("mmap_size", "0");
    let options = options.row_buffer_size(ROW_BUFFER).pragma("query_only", "ON");
    Ok(options.busy_timeout(PATIENCE).connect().await?)
}

/// Whether a write-ahead log lies beside a file.
fn has_log(file: &Path) -> bool {
    let mut log = file.as_os_str().to_owned();
    log.push("-wal");
    Path::new(&log).exists()
}

fn unfinished(folder: &Path) -> PathBuf {
    folder.join(format!("{UNFINISHED}{:016x}", RandomState::new().hash_one(folder)))
}

/// Exactly such a name: in a folder of somebody else's, nothing else is touched.
fn is_unfinished(name: &str) -> bool {
    let Some(rest) = name.strip_prefix(UNFINISHED) else { return false };
    let number = rest.split('-').next().unwrap_or_default();
    number.len() == 16 && number.bytes().all(|byte| byte.is_ascii_hexdigit()) && BESIDE.contains(&&rest[number.len()..])
}

fn remove_unfinished(file: &Path) {
    for end in BESIDE {
        let mut beside = file.as_os_str().to_owned();
        beside.push(end);
        let _nothing_to_remove = std::fs::remove_file(beside);
    }
}

/// To the disk, then under its name, then the name to the disk.
async fn put_in_place(file: &Path, place: &Path) -> Result<()> {
    let (file, place) = (file.to_owned(), place.to_owned());
    let moved = tokio::task::spawn_blocking(move || {
        std::fs::File::open(&file)?.sync_all()?;
        std::fs::rename(&file, &place)?;
        let folder = place.parent().filter(|folder| !folder.as_os_str().is_empty());
        std::fs::File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
    });
    let moved = moved.await.unwrap_or_else(|error| Err(std::io::Error::other(error)));
    moved.map_err(|error| BackupError::Unwritable(error.to_string()))
}

fn make_private_folder(folder: &Path) -> Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).map_err(|error| BackupError::Unwritable(format!("{}: {error}", folder.display())))
}
