//! Opening what cannot be opened, and closing.

use crate::support::{Fixture, ME, item};
use sillon_store::{Store, StoreError};

on_both!(a_database_opens_again_as_it_was, a_newer_database_is_left_alone,);

async fn a_database_opens_again_as_it_was(db: Fixture) {
    db.add(&[item(1, 10)]).await;
    db.store.close().await;
    assert!(db.reader().ping().await.is_err());
    let again = Store::open(&db.url).await.unwrap();
    again.reader().ping().await.unwrap();
    assert_eq!(again.counts(ME).await.unwrap().albums, 1);
}

async fn a_newer_database_is_left_alone(db: Fixture) {
    let newer = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) \
                 VALUES (9000, 'later', TRUE, '', 0)";
    db.connect().await.execute(newer.to_owned()).await.unwrap();
    let refusal = Store::open(&db.url).await.unwrap_err();
    assert!(matches!(refusal, StoreError::Newer { found: 9000, known: 1..9000 }), "{refusal:?}");
    assert!(!refusal.to_string().contains('\n'));
}

fn in_folder(folder: &std::path::Path, path: &str) -> String {
    format!("sqlite://{}/{path}", folder.display())
}

#[tokio::test]
async fn a_folder_that_cannot_be_made_is_named() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("file"), "").unwrap();
    let refusal = Store::open(&in_folder(folder.path(), "file/sillon.db")).await.unwrap_err();
    assert!(matches!(refusal, StoreError::Unwritable(_)), "{refusal:?}");
    // Nobody may write there, not even root.
    let refusal = Store::open("sqlite:///proc/sillon/sillon.db").await.unwrap_err();
    assert!(matches!(refusal, StoreError::Unwritable(_)), "{refusal:?}");
}

#[tokio::test]
async fn a_file_that_is_no_database_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("sillon.db"), "Dear diary, ".repeat(100)).unwrap();
    let refusal = Store::open(&in_folder(folder.path(), "sillon.db")).await.unwrap_err();
    assert!(matches!(refusal, StoreError::Damaged(_)), "{refusal:?}");
}

#[cfg(unix)]
#[tokio::test]
async fn the_file_and_its_folder_are_the_owners_alone() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&in_folder(folder.path(), "deep/down/sillon.db")).await.unwrap();
    let mode = |path: &str| std::fs::metadata(folder.path().join(path)).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode("deep"), mode("deep/down")), (0o700, 0o700));
    assert_eq!((mode("deep/down/sillon.db"), mode("deep/down/sillon.db-wal")), (0o600, 0o600));
    store.close().await;
}
