//! After a write that failed, the next one works.

use crate::support::{Fixture, ME, item, job};
use sillon_store::PageChanges;

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
