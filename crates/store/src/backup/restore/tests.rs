#![allow(clippy::unwrap_used)]
use super::*;
use crate::Store;
use crate::backup::read_record;
use rstest::rstest;
use sillon_core::id::AccountId;
use sqlx::Executor;

/// A database with a setting, and a backup of it as a restore makes one before it begins.
struct Scene {
    folder: tempfile::TempDir,
    store: Store,
    database: DatabaseFile,
    kept: Kept,
}

impl Scene {
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&format!("sqlite://{}/sillon.db", folder.path().display())).await.unwrap();
        store.set_setting(AccountId::FIRST, "colour", Some("blue"), 1).await.unwrap();
        let database = store.file().unwrap();
        let kept = database.back_up_as_read(&folder.path().join("backups"), Reason::Restore, 1_000).await.unwrap();
        Self { folder, store, database, kept }
    }

    fn backup(&self) -> PathBuf {
        self.folder.path().join("backups").join(self.kept.id.file_name())
    }

    async fn after(&self, error: BackupError) -> BackupError {
        self.database.after_failure(error, &self.kept, &self.folder.path().join("backups")).await
    }
}

fn failed() -> BackupError {
    BackupError::Unwritable("disk full".to_owned())
}

#[tokio::test]
async fn a_database_that_says_the_same_needs_no_backup_of_it() {
    let scene = Scene::new().await;
    let error = scene.after(failed()).await;
    assert!(matches!(error, BackupError::Unwritable(_)), "{error:?}");
    assert!(!scene.backup().exists());
}

/// What a rollback that did not hold leaves: a row that was written, a trigger that was dropped.
#[rstest]
#[case::a_row("UPDATE settings SET value = 'red'")]
#[case::a_row_more("INSERT INTO settings (account_id, key, value, updated_at) VALUES (1, 'size', '7', 2)")]
#[case::a_trigger("DROP TRIGGER copies_refuse_delete")]
#[case::a_table("DROP TABLE edits")]
#[tokio::test]
async fn a_database_that_says_something_else_keeps_its_backup_and_its_name_is_told(#[case] left: &'static str) {
    let scene = Scene::new().await;
    let mut other =
        sqlx::SqliteConnection::connect(&format!("sqlite://{}", scene.database.path().display())).await.unwrap();
    other.execute(left).await.unwrap();
    other.close().await.unwrap();
    let error = scene.after(failed()).await;
    let BackupError::Unproven { cause, kept } = &error else { panic!("{error:?}") };
    assert!(matches!(**cause, BackupError::Unwritable(_)) && *kept == scene.backup(), "{error:?}");
    assert!(error.to_string().contains("disk full") && error.to_string().contains(kept.to_str().unwrap()), "{error}");
    let record = read_record(&scene.backup()).await.unwrap();
    assert_eq!(record.checksum, scene.kept.record.checksum, "it is a whole backup");

    // And it brings back what was there.
    let settle = Settle { now: 2_000, settings: Vec::new() };
    let folder = scene.folder.path().join("backups");
    let restored = scene.database.restore_over_damage(&scene.backup(), &folder, &settle).await.unwrap();
    assert_eq!(restored.checksum, scene.kept.record.checksum);
    assert_eq!(scene.store.setting(AccountId::FIRST, "colour").await.unwrap().as_deref(), Some("blue"));
}

#[tokio::test]
async fn a_database_that_cannot_be_read_keeps_its_backup_too() {
    let scene = Scene::new().await;
    scene.store.close().await;
    std::fs::rename(scene.database.path(), scene.folder.path().join("away")).unwrap();
    let error = scene.after(BackupError::Damaged("what was written reads otherwise".to_owned())).await;
    assert!(matches!(&error, BackupError::Unproven { kept, .. } if *kept == scene.backup()), "{error:?}");
    assert!(scene.backup().exists());
}

#[rstest]
#[case(BackupError::Changing)]
#[case(BackupError::Working("sync".to_owned()))]
#[tokio::test]
async fn what_is_found_before_the_first_write_leaves_nothing(#[case] error: BackupError) {
    let scene = Scene::new().await;
    scene.store.set_setting(AccountId::FIRST, "colour", Some("green"), 2).await.unwrap();
    let told = scene.after(error).await;
    assert!(matches!(told, BackupError::Changing | BackupError::Working(_)), "{told:?}");
    assert!(!scene.backup().exists(), "the next try makes one of what is there then");
}
