//! After a write that failed, the next one works.

use crate::support::{Fixture, ME, item, job};
use sillon_store::{PageChanges, Store, StoreError};

/// A full disk ends SQLite's transaction by itself; a trigger that does the same stands in for it.
#[tokio::test]
async fn a_transaction_that_ended_by_itself_leaves_the_writer_usable() {
    let db = Fixture::sqlite().await;
    let refuse = "CREATE TRIGGER full BEFORE INSERT ON copies BEGIN SELECT RAISE(ROLLBACK, 'full'); END";
    db.connect().await.execute(refuse.to_owned()).await.unwrap();
    let items = [item(1, 10), item(2, 20)];
    let changes = PageChanges { new_albums: &items, ..PageChanges::default() };
    for _ in 0..2 {
        let failed = db.store.add_page(ME, &job(1), &changes, 1_000).await.unwrap_err();
        assert!(failed.to_string().contains("full"), "{failed}");
        assert_eq!(db.store.counts(ME).await.unwrap().albums, 0, "nothing half");
    }
    db.connect().await.execute("DROP TRIGGER full".to_owned()).await.unwrap();
    db.store.add_page(ME, &job(1), &changes, 1_000).await.unwrap();
    assert_eq!(db.store.counts(ME).await.unwrap().albums, 2);
}

/// Locked by another program: told after the busy timeout, and nothing is half written.
#[tokio::test]
async fn a_database_that_another_program_holds_is_busy_and_then_free() {
    let db = Fixture::sqlite().await;
    let mut other = db.connect().await;
    other.execute("BEGIN IMMEDIATE".to_owned()).await.unwrap();
    let items = [item(1, 10)];
    let changes = PageChanges { new_albums: &items, ..PageChanges::default() };
    let refusal = db.store.add_page(ME, &job(1), &changes, 1_000).await.unwrap_err();
    assert!(matches!(refusal, StoreError::Busy), "{refusal:?}");
    assert_eq!(db.store.counts(ME).await.unwrap().copies, 0, "who reads does not wait");
    other.execute("ROLLBACK".to_owned()).await.unwrap();
    db.store.add_page(ME, &job(1), &changes, 1_000).await.unwrap();
    assert_eq!(db.store.counts(ME).await.unwrap().copies, 1);
}

/// The disk was taken away, and comes back.
#[cfg(unix)]
#[tokio::test]
async fn nothing_is_written_into_a_file_that_nobody_would_find_again() {
    let folder = tempfile::tempdir().unwrap();
    let (here, away) = (folder.path().join("data"), folder.path().join("away"));
    let url = format!("sqlite://{}/sillon.db", here.display());
    let store = Store::open(&url).await.unwrap();
    store.set_setting(ME, "a", Some("1"), 1).await.unwrap();
    std::fs::rename(&here, &away).unwrap();
    let refusal = store.set_setting(ME, "a", Some("2"), 2).await.unwrap_err();
    assert!(matches!(&refusal, StoreError::Unwritable(why) if why.contains("is not there")), "{refusal:?}");
    assert!(store.reader().ping().await.is_err());
    assert_eq!(store.setting(ME, "a").await.unwrap().as_deref(), Some("1"), "what is known can still be read");

    Store::open(&url).await.unwrap().close().await;
    let refusal = store.set_setting(ME, "a", Some("2"), 2).await.unwrap_err();
    assert!(matches!(&refusal, StoreError::Unwritable(why) if why.contains("started again")), "{refusal:?}");
    std::fs::remove_dir_all(&here).unwrap();

    std::fs::rename(&away, &here).unwrap();
    store.set_setting(ME, "a", Some("3"), 3).await.unwrap();
    store.reader().ping().await.unwrap();
    store.close().await;
    let again = Store::open(&url).await.unwrap();
    assert_eq!(again.setting(ME, "a").await.unwrap().as_deref(), Some("3"));
    again.close().await;
}
