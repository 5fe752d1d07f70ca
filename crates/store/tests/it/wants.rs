//! The wantlist: lines of its own over releases that are shared.

use crate::support::{Fixture, ME, item, job};
use sillon_core::collection::{Item, List, Note};
use sillon_core::id::{FieldId, InstanceId, MasterId, ReleaseId};
use sillon_core::job::{JobKind, JobParams, JobState, SyncParams};
use sillon_core::progress::{Progress, Status};
use sillon_core::query::{AlbumQuery, NameQuery, Value};
use sillon_core::receipt::{Entry, Receipt};
use sillon_core::want::{Standing, Want, WantQuery, WantState};
use sillon_store::Counts;

on_both!(
    gives_back_what_was_added_and_adds_nothing_twice,
    a_want_is_no_album,
    a_want_that_is_bought_becomes_an_album_with_all_its_lines,
    each_want_stands_in_one_way,
    a_whole_wantlist_says_what_is_gone_and_refused,
    receipts_of_the_two_lists_stay_apart,
    pages_are_newest_first,
);

const ARTISTS: NameQuery = NameQuery { search: None, page: 1, page_size: 10 };

/// A line of the wantlist; the later the id, the newer.
fn want(id: i64) -> Item {
    let mut want = item(id, id);
    (want.copy.folder_id, want.copy.rating) = (None, None);
    want.copy.notes = vec![Note { field_id: FieldId(3), value: format!("Note {id}") }];
    want
}

/// The same as another pressing of that master.
fn pressing(id: i64, master: i64) -> Item {
    let mut want = want(id);
    want.release.master_id = Some(MasterId(master));
    want
}

async fn add(db: &Fixture, wants: &[Item]) {
    db.store.add_wants(ME, &job(1), wants, &[], 1_000).await.unwrap();
}

const ALL: WantQuery = WantQuery { state: None, page: 1, page_size: 100 };

async fn list(db: &Fixture) -> Vec<Want> {
    db.reader().list_wants(ME, ALL).await.unwrap().0.items
}

fn ids(wants: &[Want]) -> Vec<i64> {
    wants.iter().map(|want| want.release.id.0).collect()
}

async fn gives_back_what_was_added_and_adds_nothing_twice(db: Fixture) {
    let mut bare = want(30);
    (bare.copy.notes, bare.copy.added_at, bare.release.master_id) = (vec![], None, None);
    let wants = [want(10), want(20), bare];
    add(&db, &wants).await;
    let mut renamed = wants.clone();
    renamed[0].release.title = "Renamed".into();
    renamed[0].copy.notes.clear();
    db.store.add_wants(ME, &job(2), &renamed, &[], 9_000).await.unwrap();
    let keys = [10, 20, 30, 40].map(InstanceId);
    assert_eq!(db.store.load_want_items(ME, &keys).await.unwrap(), wants);
    assert_eq!(db.store.count_wants(ME).await.unwrap(), Counts { albums: 3, copies: 3 });
    assert_eq!(db.store.list_added_wants(ME, &job(2)).await.unwrap(), []);
    assert_eq!(db.store.list_added_wants(ME, &job(1)).await.unwrap().len(), 3);
    let known = db.store.known_wants(ME).await.unwrap();
    assert_eq!(known.copies, [10, 20, 30].map(InstanceId).into());
    assert_eq!(known.albums, [10, 20, 30].map(ReleaseId).into());
    let shown = list(&db).await;
    assert_eq!((shown[0].notes.as_str(), shown[0].created_at, shown[0].standing), ("Note 20", 1_000, Standing::Wanted));
}

async fn a_want_is_no_album(db: Fixture) {
    add(&db, &[want(10)]).await;
    let reader = db.reader();
    assert_eq!(reader.counts(ME).await.unwrap(), Counts { albums: 0, copies: 0 });
    let search = AlbumQuery { search: Some("Title".into()), ..AlbumQuery::default() };
    assert_eq!(reader.list_albums(ME, &search).await.unwrap().list.total, 0);
    let artist = AlbumQuery::of(Value::Genre("Rock".into()));
    assert_eq!(reader.list_albums(ME, &artist).await.unwrap().list.total, 0);
    assert_eq!(reader.find_album(ME, ReleaseId(10)).await.unwrap(), None);
    assert_eq!(reader.list_artists(ME, &ARTISTS).await.unwrap().total, 0);
    assert_eq!(reader.find_artist(ME, sillon_core::id::ArtistId(1_010)).await.unwrap(), None);
    assert_eq!(reader.stats(ME).await.unwrap(), Default::default());
    for facet in sillon_core::enrich::Facet::ALL {
        assert_eq!(db.store.list_wanting(ME, facet, 1, Some(10)).await.unwrap(), [], "{facet:?}");
        assert_eq!(db.store.list_artists_wanting(ME, facet, 1).await.unwrap(), [], "{facet:?}");
    }
    let known = db.store.known(ME).await.unwrap();
    assert!(known.copies.is_empty() && known.albums.is_empty());
}

async fn a_want_that_is_bought_becomes_an_album_with_all_its_lines(db: Fixture) {
    add(&db, &[want(10)]).await;
    db.add(&[item(1, 10)]).await;
    let search = AlbumQuery { search: Some("title 10".into()), ..AlbumQuery::default() };
    assert_eq!(db.reader().list_albums(ME, &search).await.unwrap().list.total, 1);
    let label = AlbumQuery::of(Value::Style("New Wave".into()));
    assert_eq!(db.reader().list_albums(ME, &label).await.unwrap().list.total, 1);
    assert_eq!(db.reader().list_artists(ME, &ARTISTS).await.unwrap().items[0].albums, 1);
    assert_eq!(list(&db).await[0].standing, Standing::Held);
    // And the other way round: what is held is wanted later.
    db.add(&[item(2, 20)]).await;
    add(&db, &[want(20)]).await;
    assert_eq!(db.reader().list_albums(ME, &AlbumQuery::default()).await.unwrap().list.total, 2);
    assert_eq!(list(&db).await[0].standing, Standing::Held);
}

async fn each_want_stands_in_one_way(db: Fixture) {
    // Albums 1 and 2 are of the master 500 + id; the later came last.
    db.add(&[item(1, 1), item(2, 2)]).await;
    let mut same = item(3, 3);
    same.release.master_id = Some(MasterId(502));
    db.add(&[same]).await;
    add(&db, &[want(2), pressing(12, 502), want(13), pressing(14, 501), want(15)]).await;
    finish(&db, 1, &[absent(14), absent(15), absent(2)]).await;
    let (page, counts) = db.reader().list_wants(ME, ALL).await.unwrap();
    let standing: Vec<_> = page.items.iter().map(|want| (want.release.id.0, want.standing)).collect();
    let expected = [
        (15, Standing::Gone),
        (14, Standing::Gone),
        (13, Standing::Wanted),
        (12, Standing::Pressing(ReleaseId(3))),
        (2, Standing::Held),
    ];
    assert_eq!(standing, expected);
    assert_eq!(
        page.items.iter().map(|want| want.absent_since.is_some()).collect::<Vec<_>>(),
        [true, true, false, false, true]
    );
    assert_eq!(WantState::ALL.map(|state| counts.count(state)), [1, 1, 1, 2]);
    let gone = WantQuery { state: Some(WantState::Gone), ..ALL };
    let (gone, counts) = db.reader().list_wants(ME, gone).await.unwrap();
    assert_eq!((ids(&gone.items), gone.total, counts.total()), (vec![15, 14], 2, 5));
    let some = db.reader().load_wants(ME, &[2, 99, 12].map(ReleaseId)).await.unwrap();
    assert_eq!(ids(&some), [2, 12]);
}

async fn a_whole_wantlist_says_what_is_gone_and_refused(db: Fixture) {
    db.add(&[item(10, 77)]).await;
    add(&db, &[want(10), want(20)]).await;
    let refused =
        |id| Entry::Refused { instance_id: Some(InstanceId(id)), shown_as: String::new(), reason: String::new() };
    finish(&db, 1, &[absent(10), refused(20), refused(30)]).await;
    let known = db.store.known_wants(ME).await.unwrap();
    assert_eq!((known.absent, known.refused), ([InstanceId(10)].into(), [InstanceId(30)].into()));
    assert!(db.store.known(ME).await.unwrap().absent.is_empty(), "a copy may have a release's number");
    let returned = Entry::Returned { instance_id: InstanceId(10), release_id: ReleaseId(10) };
    finish(&db, 2, &[returned, absent(20)]).await;
    let known = db.store.known_wants(ME).await.unwrap();
    assert_eq!((known.absent, known.refused), ([InstanceId(20)].into(), [].into()));
}

async fn receipts_of_the_two_lists_stay_apart(db: Fixture) {
    add(&db, &[want(10), want(20)]).await;
    let receipt = finish(&db, 1, &[absent(10)]).await;
    let reader = db.reader();
    assert_eq!(reader.list_syncs(ME, 1, 10).await.unwrap().items, []);
    let wantlist = reader.list_syncs_of(ME, List::Wantlist, 1, 10).await.unwrap();
    assert_eq!((wantlist.items, wantlist.total), (vec![receipt], 1));
    let detail = reader.find_sync(ME, &job(1)).await.unwrap().unwrap();
    assert_eq!((detail.added, ids(&detail.wanted), detail.entries), (vec![], vec![20, 10], vec![absent(10)]));
    let job = reader.last_job(ME, JobKind::Wantlist).await.unwrap().unwrap();
    assert_eq!((job.params.kind(), job.state), (JobKind::Wantlist, JobState::Completed));
}

async fn pages_are_newest_first(db: Fixture) {
    let mut undated = want(99);
    undated.copy.added_at = None;
    let wants: Vec<Item> = (1..=5).map(want).chain([undated]).collect();
    add(&db, &wants).await;
    let page =
        async |page| ids(&db.reader().list_wants(ME, WantQuery { page, page_size: 4, ..ALL }).await.unwrap().0.items);
    assert_eq!((page(1).await, page(2).await, page(3).await), (vec![5, 4, 3, 2], vec![1, 99], vec![]));
    assert_eq!(page(u32::MAX).await, [] as [i64; 0]);
}

fn absent(id: i64) -> Entry {
    Entry::Absent { instance_id: InstanceId(id), release_id: ReleaseId(id) }
}

/// Ends a run that saw the wantlist whole.
async fn finish(db: &Fixture, number: u32, entries: &[Entry]) -> Receipt {
    let params = SyncParams::default();
    let receipt = Receipt {
        job_id: job(number),
        list: List::Wantlist,
        origin: sillon_core::receipt::Origin::Discogs,
        params,
        progress: Progress { status: Status::Completed, ..Progress::default() },
        albums_before: 0,
        albums_after: 2,
        copies_before: 0,
        copies_after: 2,
        listing_whole: true,
        absent: 0,
        drifted: 0,
        refused: 0,
        remarks: Vec::new(),
        proof: None,
    };
    db.store.enqueue_job(ME, &receipt.job_id, JobParams::Wantlist(params), 1).await.unwrap();
    db.store.claim_job(JobKind::Wantlist, "me", 1, 2).await.unwrap().unwrap();
    db.store.finish_sync(ME, "me", JobState::Completed, &receipt, entries, 500).await.unwrap();
    receipt
}
