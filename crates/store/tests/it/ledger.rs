//! Receipts, what stands behind them, and what the next run must know.

use crate::support::{Fixture, ME, item, job};
use sillon_core::collection::List;
use sillon_core::id::{InstanceId, ReleaseId};
use sillon_core::job::{JobKind, JobState, SyncParams};
use sillon_core::progress::{Progress, Status};
use sillon_core::receipt::{Drift, DriftField, Entry, Receipt};
use sillon_store::PageChanges;
use std::collections::HashSet;

on_both!(
    a_receipt_shows_what_the_run_did,
    a_whole_listing_says_what_is_absent_and_refused,
    a_listing_cut_short_or_a_dry_run_says_nothing,
    receipts_come_newest_first,
);

fn receipt(number: u32, listing_whole: bool) -> Receipt {
    Receipt {
        job_id: job(number),
        list: List::Collection,
        origin: sillon_core::receipt::Origin::Discogs,
        params: SyncParams { limit: Some(number), ..SyncParams::default() },
        progress: Progress { status: Status::Completed, synced: 3, ..Progress::default() },
        albums_before: 1,
        albums_after: 4,
        copies_before: 2,
        copies_after: 6,
        listing_whole,
        absent: 1,
        drifted: 1,
        refused: 2,
        remarks: Vec::new(),
        proof: None,
    }
}

fn absent(copy: i64) -> Entry {
    Entry::Absent { instance_id: InstanceId(copy), release_id: ReleaseId(copy) }
}

fn returned(copy: i64) -> Entry {
    Entry::Returned { instance_id: InstanceId(copy), release_id: ReleaseId(copy) }
}

fn refused(copy: Option<i64>) -> Entry {
    let (shown_as, reason) = ("Half a title".to_owned(), "no release".to_owned());
    Entry::Refused { instance_id: copy.map(InstanceId), shown_as, reason }
}

async fn note(db: &Fixture, number: u32, entries: &[Entry]) {
    let changes = PageChanges { entries, ..PageChanges::default() };
    db.store.add_page(ME, &job(number), &changes, 1).await.unwrap();
}

async fn run(db: &Fixture, receipt: &Receipt, entries: &[Entry], now: i64) {
    db.store.enqueue_job(ME, &receipt.job_id, receipt.params, now).await.unwrap();
    db.store.claim_job(JobKind::Sync, "me", now, now + 10).await.unwrap().unwrap();
    db.store.finish_sync(ME, "me", JobState::Completed, receipt, entries, now).await.unwrap();
}

fn copies(ids: &[i64]) -> HashSet<InstanceId> {
    ids.iter().copied().map(InstanceId).collect()
}

async fn a_receipt_shows_what_the_run_did(db: Fixture) {
    db.add(&[item(1, 10), item(2, 20)]).await;
    let drifted = Entry::Drifted(Drift {
        instance_id: InstanceId(5),
        release_id: ReleaseId(50),
        field: DriftField::AddedAt,
        kept: "1978".into(),
        listed: String::new(),
        changes: Vec::new(),
    });
    let noted = [refused(None), drifted.clone(), refused(Some(9))];
    note(&db, 1, &noted).await;
    note(&db, 1, &noted).await;
    let receipt = receipt(1, false);
    run(&db, &receipt, &[absent(7), returned(8)], 500).await;
    let detail = db.reader().find_sync(ME, &job(1)).await.unwrap().unwrap();
    assert_eq!(detail.receipt, receipt);
    assert_eq!(detail.added.iter().map(|album| album.release.id.0).collect::<Vec<_>>(), [20, 10]);
    assert_eq!(detail.entries, [absent(7), drifted, refused(Some(9)), refused(None), returned(8)]);
    assert_eq!(db.reader().find_sync(ME, &job(2)).await.unwrap(), None);
}

async fn a_whole_listing_says_what_is_absent_and_refused(db: Fixture) {
    db.add(&[item(1, 10), item(2, 20), item(3, 30)]).await;
    note(&db, 1, &[refused(Some(8)), refused(Some(9)), refused(None), refused(Some(3))]).await;
    run(&db, &receipt(1, true), &[absent(1), absent(2)], 500).await;
    let known = db.store.known(ME).await.unwrap();
    assert_eq!((known.copies, known.absent), (copies(&[1, 2, 3]), copies(&[1, 2])));
    assert_eq!(known.albums, [10, 20, 30].map(ReleaseId).into());
    assert_eq!(known.refused, copies(&[8, 9]), "a copy that could be read at last is not refused");

    note(&db, 2, &[refused(Some(9))]).await;
    run(&db, &receipt(2, true), &[returned(1), absent(2), absent(3)], 900).await;
    let known = db.store.known(ME).await.unwrap();
    assert_eq!((known.absent, known.refused), (copies(&[2, 3]), copies(&[9])));
    let since = async |id| db.reader().find_album(ME, ReleaseId(id)).await.unwrap().unwrap().copies[0].absent_since;
    assert_eq!((since(10).await, since(20).await, since(30).await), (None, Some(500), Some(900)));
}

async fn a_listing_cut_short_or_a_dry_run_says_nothing(db: Fixture) {
    db.add(&[item(1, 10)]).await;
    run(&db, &receipt(1, false), &[absent(1)], 500).await;
    let mut dry = receipt(2, true);
    dry.params.dry_run = true;
    run(&db, &dry, &[absent(1), refused(Some(9))], 600).await;
    let known = db.store.known(ME).await.unwrap();
    assert_eq!((known.absent, known.refused), (copies(&[]), copies(&[])));
}

async fn receipts_come_newest_first(db: Fixture) {
    for number in 1..=3 {
        run(&db, &receipt(number, false), &[], i64::from(number) * 100).await;
    }
    let page = db.reader().list_syncs(ME, 1, 2).await.unwrap();
    assert_eq!((page.items, page.total), (vec![receipt(3, false), receipt(2, false)], 3));
    assert_eq!(db.reader().list_syncs(ME, 2, 2).await.unwrap().items, [receipt(1, false)]);
    assert_eq!(db.reader().list_syncs(ME, 3, 2).await.unwrap().items, []);
}
