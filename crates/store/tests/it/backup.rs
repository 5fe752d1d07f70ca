//! Backups: made whole or not at all, and put back to the last value.

use crate::migrate::{sqlite_of, versions};
use crate::support::{Fixture, ME, album, item, job};
use sillon_core::backup::Reason;
use sillon_core::job::{JobKind, JobState, SyncParams};
use sillon_core::query::AlbumQuery;
use sillon_store::{BackupError, DatabaseFile, PageChanges, Reader, Settle, Store, StoreError, read_record};
use sqlx::{Connection, SqliteConnection};
use std::path::{Path, PathBuf};

pub(crate) const NOW: i64 = 1_795_420_512_123;

pub(crate) fn settle() -> Settle {
    Settle { now: NOW, settings: Vec::new() }
}

pub(crate) struct Place {
    pub(crate) db: Fixture,
    pub(crate) folder: tempfile::TempDir,
}

impl Place {
    pub(crate) async fn new() -> Self {
        Self { db: Fixture::sqlite().await, folder: tempfile::tempdir().unwrap() }
    }

    pub(crate) fn backups(&self) -> PathBuf {
        self.folder.path().join("backups")
    }

    pub(crate) fn file(&self) -> DatabaseFile {
        self.db.store.file().unwrap()
    }

    pub(crate) async fn back_up(&self) -> PathBuf {
        let (id, _) = self.file().back_up(&self.backups(), Reason::Manual, NOW).await.unwrap();
        self.backups().join(id.file_name())
    }

    pub(crate) async fn restore(&self, backup: &Path) -> Result<sillon_store::Restored, BackupError> {
        self.db.store.restore(backup, &self.backups(), &settle()).await
    }
}

pub(crate) fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
    let mut names: Vec<String> = entries.map(|name| name.to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

pub(crate) async fn titles(reader: &Reader) -> Vec<String> {
    let items = reader.list_albums(ME, &AlbumQuery::default()).await.unwrap().list.items;
    let mut titles: Vec<_> = items.into_iter().map(|album| album.release.title).collect();
    titles.sort();
    titles
}

#[tokio::test]
async fn a_backup_is_one_file_that_says_what_it_holds() {
    let place = Place::new().await;
    place.db.add(&[item(1, 10), item(2, 10), item(3, 20)]).await;
    let (id, record) = place.file().back_up(&place.backups(), Reason::Daily, NOW).await.unwrap();
    assert_eq!((id.reason, id.made_at, Some(&id.schema)), (Reason::Daily, NOW, versions().last()));
    assert_eq!((record.albums, record.copies, record.checksum.len()), (2, 3, 64));
    let file = place.backups().join(id.file_name());
    assert_eq!(read_record(&file).await.unwrap(), record);
    assert_eq!(names(&place.backups()), [id.file_name()], "one file, and nothing half made");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&file), mode(&place.backups())), (0o600, 0o700));
    }
    let (again, same) = place.file().back_up(&place.backups(), Reason::Daily, NOW).await.unwrap();
    assert_ne!(again, id, "none takes another's place");
    assert_eq!(same.checksum, record.checksum, "the same content has the same checksum");
    place.db.add(&[item(4, 30)]).await;
    let (_, other) = place.file().back_up(&place.backups(), Reason::Daily, NOW).await.unwrap();
    assert_ne!(other.checksum, record.checksum);
}

#[tokio::test]
async fn what_is_put_back_is_what_was_and_what_was_there_is_kept() {
    let place = Place::new().await;
    place.db.add(&[album(1, "A", "First"), album(2, "B", "Second")]).await;
    let reader = place.db.reader();
    let backup = place.back_up().await;
    place.db.add(&[album(3, "C", "Third")]).await;
    assert_eq!(titles(&reader).await, ["First", "Second", "Third"]);

    let restored = place.restore(&backup).await.unwrap();
    assert_eq!(restored.checksum, read_record(&backup).await.unwrap().checksum);
    assert_eq!(titles(&reader).await, ["First", "Second"], "who has it open sees what was put back");
    let mut beside = SqliteConnection::connect(&place.db.url).await.unwrap();
    let refusal = sqlx::query("DELETE FROM copies").execute(&mut beside).await.unwrap_err().to_string();
    assert!(refusal.contains("append-only"), "its triggers too: {refusal}");
    place.db.add(&[album(4, "D", "Fourth")]).await;
    assert_eq!(titles(&reader).await, ["First", "Fourth", "Second"], "and it can be written");

    let before = place.backups().join(restored.before.unwrap().file_name());
    place.restore(&before).await.unwrap();
    assert_eq!(titles(&reader).await, ["First", "Second", "Third"], "nothing was lost by it");
    assert!(names(&place.backups()).iter().all(|name| name.starts_with("sillon-")), "{:?}", names(&place.backups()));
}

#[tokio::test]
async fn other_programs_see_the_whole_of_it() {
    let place = Place::new().await;
    place.db.add(&[album(1, "A", "First")]).await;
    let backup = place.back_up().await;
    place.db.add(&[album(2, "B", "Second")]).await;
    let other = Store::open(&place.db.url).await.unwrap();
    let reader = other.reader();
    assert_eq!(titles(&reader).await.len(), 2);
    let file = DatabaseFile::of(&place.db.url).unwrap();
    file.restore(&backup, &place.backups(), &settle()).await.unwrap();
    assert_eq!(titles(&reader).await, ["First"]);
    other.close().await;
}

#[tokio::test]
async fn a_file_that_is_no_sound_backup_changes_nothing() {
    let place = Place::new().await;
    place.db.add(&[album(1, "A", "A title that is long enough to be found again")]).await;
    let backup = place.back_up().await;
    let at = |name: &str| place.folder.path().join(name);

    std::fs::write(at("diary"), "Dear diary, ".repeat(100)).unwrap();
    assert!(matches!(place.restore(&at("diary")).await, Err(BackupError::Foreign)));
    assert!(matches!(place.restore(&at("nowhere")).await, Err(BackupError::Missing(_))));

    let mut bytes = std::fs::read(&backup).unwrap();
    let place_of = bytes.windows(9).position(|part| part == b"long enou").unwrap();
    bytes[place_of] = b'L';
    std::fs::write(at("one-letter"), &bytes).unwrap();
    let refusal = place.restore(&at("one-letter")).await.unwrap_err();
    assert!(matches!(&refusal, BackupError::Damaged(why) if why.contains("when it was made")), "{refusal}");

    let half = bytes.len() / 2;
    std::fs::write(at("half"), &bytes[..half]).unwrap();
    let refusal = place.restore(&at("half")).await.unwrap_err();
    assert!(matches!(refusal, BackupError::Damaged(_) | BackupError::Store(_)), "{refusal:?}");

    let mut newer = SqliteConnection::connect(&format!("sqlite://{}", backup.display())).await.unwrap();
    let later = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) \
                 VALUES (9000, 'later', TRUE, '', 0)";
    sqlx::query(later).execute(&mut newer).await.unwrap();
    newer.close().await.unwrap();
    let refusal = place.restore(&backup).await.unwrap_err();
    assert!(matches!(refusal, BackupError::Newer { found: 9000, .. }), "{refusal:?}");
    assert!(refusal.to_string().contains("newer version of sillon"), "{refusal}");

    assert_eq!(titles(&place.db.reader()).await.len(), 1);
    assert_eq!(names(&place.backups()).len(), 1, "no backup of what was not changed, and nothing half made");
}

#[tokio::test]
async fn a_job_at_work_is_not_swept_away_and_one_in_the_backup_does_not_wake() {
    let place = Place::new().await;
    place.db.store.enqueue_job(ME, &job(7), SyncParams::default(), 1).await.unwrap();
    place.db.store.claim_job(JobKind::Sync, "me", NOW, NOW + 10_000).await.unwrap().unwrap();
    let backup = place.back_up().await;
    assert!(matches!(place.restore(&backup).await, Err(BackupError::Working(kind)) if kind == "sync"));
    place.db.store.release_job(&job(7), "me").await.unwrap();
    place.restore(&backup).await.unwrap();
    let last = place.db.reader().last_job(ME, JobKind::Sync).await.unwrap().unwrap();
    assert_eq!(last.state, JobState::Cancelled);
    assert!(!last.progress.status.is_active());
    assert_eq!(place.db.store.claim_job(JobKind::Sync, "me", NOW, NOW + 1).await.unwrap(), None);
}

#[tokio::test]
async fn backups_of_every_version_are_put_back() {
    for version in versions() {
        let place = Place::new().await;
        place.db.add(&[album(1, "A", "First")]).await;
        let old = format!("sqlite://{}/old.db", place.folder.path().display());
        sqlite_of(version, &old).await;
        let (id, record) =
            DatabaseFile::of(&old).unwrap().back_up(&place.backups(), Reason::Manual, NOW).await.unwrap();
        assert_eq!((id.schema, record.albums, record.copies), (version, 2, 3));
        let restored = place.restore(&place.backups().join(id.file_name())).await.unwrap();
        assert_eq!(restored.schema, version);
        assert_eq!(titles(&place.db.reader()).await, ["Kind of Blue", "L'été – «bleu»"], "version {version}");
    }
}

#[tokio::test]
async fn a_migration_keeps_what_was_before_its_first_step() {
    let folder = tempfile::tempdir().unwrap();
    let (url, backups) = (format!("sqlite://{}/sillon.db", folder.path().display()), folder.path().join("backups"));
    sqlite_of(8, &url).await;
    // A file stands where the folder should: there is no backup, and so no step.
    std::fs::write(&backups, "").unwrap();
    let refusal = Store::open_keeping(&url, &backups, NOW).await.unwrap_err();
    assert!(matches!(refusal, StoreError::NoBackup(_)), "{refusal}");
    std::fs::remove_file(&backups).unwrap();

    let store = Store::open_keeping(&url, &backups, NOW).await.unwrap();
    let kept = names(&backups);
    assert_eq!(kept, ["sillon-20261123T075512.123Z-migration-v8.db"], "the refused start changed nothing");
    assert_eq!(read_record(&backups.join(&kept[0])).await.unwrap().copies, 3);
    store.close().await;
    Store::open_keeping(&url, &backups, NOW + 1).await.unwrap().close().await;
    assert_eq!(names(&backups), kept, "nothing to migrate, nothing to keep");
}

#[tokio::test]
async fn a_damaged_database_is_set_aside() {
    let place = Place::new().await;
    place.db.add(&[album(1, "A", "First")]).await;
    let backup = place.back_up().await;
    place.db.store.close().await;
    let file = place.file();
    std::fs::write(file.path(), "not a database any more".repeat(500)).unwrap();
    let refused = file.restore_over_damage(&place.folder.path().join("nowhere"), &place.backups(), &settle()).await;
    assert!(matches!(refused, Err(BackupError::Missing(_))), "{refused:?}");
    assert!(std::fs::read(file.path()).unwrap().starts_with(b"not a database"), "left alone for a backup that is none");
    let restored = file.restore_over_damage(&backup, &place.backups(), &settle()).await.unwrap();
    let aside = restored.set_aside.unwrap();
    assert!(std::fs::read(aside).unwrap().starts_with(b"not a database"));
    let store = Store::open(&place.db.url).await.unwrap();
    assert_eq!(titles(&store.reader()).await, ["First"]);
    store.close().await;
}

#[tokio::test]
async fn a_backup_in_a_file_of_ones_own_is_replaced_whole_and_never_is_the_database() {
    let place = Place::new().await;
    let target = place.folder.path().join("mine.db");
    std::fs::write(&target, "what was there").unwrap();
    let changes = PageChanges { new_albums: &[item(1, 10)], ..PageChanges::default() };
    place.db.store.add_page(ME, &job(1), &changes, 1).await.unwrap();
    let record = place.file().back_up_to(&target, Reason::Manual, NOW).await.unwrap();
    assert_eq!((read_record(&target).await.unwrap(), record.copies), (record.clone(), 1));
    let refusal = place.file().back_up_to(place.file().path(), Reason::Manual, NOW).await.unwrap_err();
    assert!(matches!(refusal, BackupError::Unwritable(_)), "{refusal}");
    assert_eq!(place.db.store.counts(ME).await.unwrap().copies, 1);
}
