//! Opening a database, and bringing its schema up to date.

use crate::backup::{DatabaseFile, schema_version};
use crate::db::Db;
use crate::error::{Result, StoreError};
use crate::place::Place;
use crate::{Reader, Store};
use sillon_core::backup::Reason;
use sqlx::migrate::Migrator;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use std::collections::BTreeSet;
use std::path::Path;
use std::str::FromStr;
use std::time::Duration;

static SQLITE: Migrator = sqlx::migrate!("migrations/sqlite");
static POSTGRES: Migrator = sqlx::migrate!("migrations/postgres");

const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
const READERS: u32 = 4;
const POSTGRES_CONNECTIONS: u32 = 8;
/// Rows go in a tenth faster than with SQLite's own 4 KiB. A database keeps the size that it was made with.
const PAGE_BYTES: u32 = 8192;
/// The writer's cache, and each reader's; negative is SQLite's way to say KiB.
const WRITER_CACHE: &str = "-32768";
const READER_CACHE: &str = "-4096";
/// A sync writes the same index pages again and again: a longer log carries each over once, not once a page of albums.
const CHECKPOINT_PAGES: &str = "16384";
/// Rows that SQLite's thread hands over before it waits for who reads them. At sqlx's 50 the two wake each other all the time.
pub(crate) const ROW_BUFFER: usize = 500;

impl Store {
    /// Opens `sqlite://PATH` (its file and folder are made where missing, for the owner's eyes only) or `postgres://…`,
    /// and brings the schema up to date.
    ///
    /// # Errors
    /// [`StoreError::Newer`], [`StoreError::Unwritable`] and [`StoreError::Busy`] as they say; [`StoreError::Db`] for an
    /// address that does not read or a server that does not answer.
    pub async fn open(url: &str) -> Result<Self> {
        Self::open_by(url, None).await
    }

    /// As [`Store::open`]. Before the first step of a migration, what is there is kept as a backup in this folder; without
    /// that backup there is no step. `now` in milliseconds UTC.
    ///
    /// # Errors
    /// As [`Store::open`]; [`StoreError::NoBackup`] when the backup cannot be made.
    pub async fn open_keeping(url: &str, backups: &Path, now: i64) -> Result<Self> {
        Self::open_by(url, Some((backups, now))).await
    }

    async fn open_by(url: &str, keeping: Option<(&Path, i64)>) -> Result<Self> {
        let db = if url.starts_with("postgres:") || url.starts_with("postgresql:") {
            open_postgres(url).await?
        } else {
            match open_sqlite(url, keeping).await {
                Err(StoreError::Unwritable(reason)) => open_for_reading(url, reason).await?,
                opened => opened?,
            }
        };
        Ok(Self { db, catalogues: crate::catalogue::Catalogues::default() })
    }

    /// Why nothing can be written, where the disk is read-only or full; `None` where all is well.
    pub fn read_only(&self) -> Option<&str> {
        self.db.read_only()
    }

    /// The same database, for reading only.
    pub fn reader(&self) -> Reader {
        Reader { db: self.db.clone(), catalogues: self.catalogues.clone() }
    }

    /// Waits for what is under way and closes; every clone and reader is closed too.
    pub async fn close(&self) {
        match &self.db {
            Db::Sqlite { writer, readers, .. } => {
                readers.close().await;
                writer.close().await;
            }
            Db::Postgres(pool) => pool.close().await,
        }
    }
}

impl Reader {
    /// As [`Store::read_only`].
    pub fn read_only(&self) -> Option<&str> {
        self.db.read_only()
    }

    /// Asks the database for an answer, and whether it takes writes.
    ///
    /// # Errors
    /// As every read: what keeps the database from answering; [`StoreError::Unwritable`] and [`StoreError::ReadOnly`]
    /// where nothing can be written.
    pub async fn ping(&self) -> Result<()> {
        if let Db::Sqlite { place, read_only, .. } = &self.db {
            if let Some(read_only) = read_only {
                return Err(read_only.refusal());
            }
            place.check()?;
        }
        match &self.db {
            Db::Sqlite { readers, .. } => sqlx::query("SELECT 1").execute(readers).await.map(drop)?,
            Db::Postgres(pool) => {
                let setting: String =
                    sqlx::query_scalar("SELECT current_setting('transaction_read_only')").fetch_one(pool).await?;
                if setting == "on" {
                    return Err(StoreError::ReadOnly("transaction_read_only is on".to_owned()));
                }
            }
        }
        Ok(())
    }
}

async fn open_sqlite(url: &str, keeping: Option<(&Path, i64)>) -> Result<Db> {
    let options = SqliteConnectOptions::from_str(url)?
        .page_size(PAGE_BYTES)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Normal)
        .busy_timeout(BUSY_TIMEOUT)
        .foreign_keys(true)
        .row_buffer_size(ROW_BUFFER)
        // Without it INSERT OR REPLACE would remove a row behind the triggers' back.
        .pragma("recursive_triggers", "ON")
        // Else each long INSERT keeps its way back in a file: two fifths of the system's share of a sync, as measured.
        .pragma("temp_store", "MEMORY");
    create_private(options.get_filename()).map_err(|cause| StoreError::Unwritable(cause.to_string()))?;
    let place = Place::of(options.get_filename())?;
    let pool = |size| SqlitePoolOptions::new().max_connections(size).idle_timeout(None).max_lifetime(None);
    let writing = options.clone().pragma("cache_size", WRITER_CACHE).pragma("wal_autocheckpoint", CHECKPOINT_PAGES);
    // Who waits behind others that wait for another program's lock is told so too, before whoever asked has left.
    let writer = pool(1).acquire_timeout(2 * BUSY_TIMEOUT).connect_with(writing).await?;
    if let Some((folder, now)) = keeping {
        keep(url, &writer, folder, now).await?;
    }
    migrate(&SQLITE, &writer).await?;
    let readers =
        pool(READERS).connect_with(options.pragma("query_only", "ON").pragma("cache_size", READER_CACHE)).await?;
    // From now on a log that vanishes is noticed, also one that nothing was written to yet.
    place.check()?;
    Ok(Db::Sqlite { writer, readers, place, read_only: None })
}

/// A file that is there, and cannot be written.
async fn open_for_reading(url: &str, reason: String) -> Result<Db> {
    let options = SqliteConnectOptions::from_str(url)?;
    let path = options.get_filename();
    if std::fs::metadata(path).map_or(0, |about| about.len()) == 0 {
        return Err(StoreError::Unwritable(reason));
    }
    crate::read_only::open(path, reason).await
}

async fn open_postgres(url: &str) -> Result<Db> {
    let options = PgConnectOptions::from_str(url)?;
    let pool = PgPoolOptions::new().max_connections(POSTGRES_CONNECTIONS).acquire_timeout(2 * BUSY_TIMEOUT);
    let pool = pool.connect_with(options).await?;
    migrate(&POSTGRES, &pool).await?;
    Ok(Db::Postgres(pool))
}

/// What is there goes into a backup, if a migration is about to change it.
async fn keep(url: &str, writer: &sqlx::SqlitePool, folder: &Path, now: i64) -> Result<()> {
    let mut connection = writer.acquire().await?;
    let found = schema_version(&mut connection, "main").await?;
    drop(connection);
    if found == 0 || found >= known_schema() {
        return Ok(());
    }
    let Some(file) = DatabaseFile::of(url) else { return Ok(()) };
    let kept = file.back_up(folder, Reason::Migration, now).await;
    let (id, _) = kept.map_err(|error| StoreError::NoBackup(error.to_string()))?;
    tracing::info!(backup = %id, "the database is brought from schema {found} to {}", known_schema());
    Ok(())
}

/// The newest schema that this program knows.
pub(crate) fn known_schema() -> i64 {
    SQLITE.iter().map(|migration| migration.version).max().unwrap_or_default()
}

/// The versions of all migrations that this program knows.
pub(crate) fn known_versions() -> BTreeSet<i64> {
    SQLITE.iter().map(|migration| migration.version).collect()
}

/// The checksum that sqlx keeps of a SQLite migration that was applied.
pub(crate) fn migration_checksum(version: i64) -> Option<&'static [u8]> {
    SQLITE.iter().find(|migration| migration.version == version).map(|migration| migration.checksum.as_ref())
}

/// The text of each migration of PostgreSQL, in their order.
pub(crate) fn postgres_migrations() -> impl Iterator<Item = sqlx::SqlStr> {
    POSTGRES.iter().map(|migration| migration.sql.clone())
}

/// Applies these migrations to an empty SQLite database, and no other.
pub(crate) async fn migrate_to(pool: &sqlx::SqlitePool, versions: &BTreeSet<i64>) -> Result<()> {
    let chosen: Vec<_> = SQLITE.iter().filter(|migration| versions.contains(&migration.version)).cloned().collect();
    migrate(&Migrator { migrations: chosen.into(), ..Migrator::DEFAULT }, pool).await
}

/// Brings a file that nobody else knows up to date.
pub(crate) async fn migrate_file(options: SqliteConnectOptions) -> Result<()> {
    // A pool of one: the compiler cannot follow what the migrator borrows of a connection across a spawn.
    let alone = SqlitePoolOptions::new().max_connections(1).connect_with(options).await?;
    let migrated = migrate(&SQLITE, &alone).await;
    alone.close().await;
    migrated
}

async fn migrate<'a, A>(migrator: &Migrator, pool: A) -> Result<()>
where
    A: sqlx::Acquire<'a>,
    <A::Connection as std::ops::Deref>::Target: sqlx::migrate::Migrate,
{
    let known = migrator.iter().map(|migration| migration.version).max().unwrap_or_default();
    migrator.run(pool).await.map_err(|error| StoreError::from_migration(error, known))
}

/// SQLite gives its side files the rights of the database file.
pub(crate) fn create_private(path: &Path) -> std::io::Result<()> {
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty() && !folder.exists()) {
        let mut builder = std::fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(folder)?;
    }
    let mut file = std::fs::OpenOptions::new();
    file.create(true).append(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut file, 0o600);
    file.open(path).map(drop)
}
