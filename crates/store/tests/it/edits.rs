//! The third layer: what a person changed, over what was imported.

use crate::support::{Fixture, ME, album, item, job};
use sillon_core::album::Source;
use sillon_core::edit::{Change, Edit, Target, new_album};
use sillon_core::enrich::Facet;
use sillon_core::id::{ArtistId, FieldId, FolderId, InstanceId, LOCAL_IDS, ReleaseId};
use sillon_core::query::{AlbumQuery, Order, Sort};
use sillon_store::{PageChanges, StoreError};
use std::collections::HashMap;

on_both!(
    an_edit_is_shown_and_the_imported_row_stays,
    the_newest_edit_in_force_is_shown,
    an_edited_rating_is_the_albums,
    what_changed_since_it_was_read_is_not_written_over,
    lists_find_count_and_sort_by_what_is_shown,
    archived_albums_leave_the_list,
    a_list_of_acts_with_the_first_of_each,
    names_are_recognised_and_new_ones_added,
    an_album_by_hand_is_no_copy_of_the_listing,
    edits_are_undone_and_never_changed,
);

pub(crate) fn edit(number: u32, batch: u32, target: Target, change: Change, previous: Change) -> Edit {
    Edit {
        id: format!("0190b000-0000-7000-8000-{number:012}"),
        batch_id: batch_id(batch),
        target,
        change,
        previous,
        made_at: 2_000 + i64::from(number),
        undone_at: None,
    }
}

fn batch_id(number: u32) -> String {
    format!("0190c000-0000-7000-8000-{number:012}")
}

fn title(number: u32, batch: u32, album: i64, title: &str) -> Edit {
    let previous = Change::Title(format!("Title {album}"));
    edit(number, batch, Target::album(ReleaseId(album)), Change::Title(title.into()), previous)
}

fn archived(number: u32, batch: u32, album: i64, archived: bool) -> Edit {
    let target = Target::album(ReleaseId(album));
    edit(number, batch, target, Change::Archived(archived), Change::Archived(!archived))
}

async fn shown(db: &Fixture, album: i64) -> String {
    let detail = db.reader().find_album(ME, ReleaseId(album)).await.unwrap().unwrap();
    let listed = db.reader().albums(ME, &[ReleaseId(album)]).await.unwrap();
    assert_eq!(listed[0].release, detail.album.release);
    detail.album.release.title
}

async fn listed(db: &Fixture) -> Vec<i64> {
    let list = db.reader().list_albums(ME, &AlbumQuery::default()).await.unwrap().list;
    let ids: Vec<i64> = list.items.iter().map(|album| album.release.id.0).collect();
    assert_eq!(list.total, ids.len() as u64);
    ids
}

async fn an_edit_is_shown_and_the_imported_row_stays(db: Fixture) {
    db.add(&[item(1, 10)]).await;
    let copy = Target::copy(ReleaseId(10), InstanceId(1));
    let edits = [
        title(1, 1, 10, "Other"),
        edit(2, 1, Target::album(ReleaseId(10)), Change::Country(Some("France".into())), Change::Country(None)),
        edit(3, 1, copy, Change::Note(FieldId(3), None), Change::Note(FieldId(3), Some("From the flea market".into()))),
        edit(4, 1, copy, Change::Folder(Some(FolderId(7))), Change::Folder(Some(FolderId(1)))),
    ];
    let before = db.store.load_items(ME, &[InstanceId(1)]).await.unwrap();
    db.store.add_edits(ME, &edits).await.unwrap();
    let detail = db.reader().find_album(ME, ReleaseId(10)).await.unwrap().unwrap();
    assert_eq!(detail.album.release.title, "Other");
    assert_eq!(detail.details.unwrap().country.as_deref(), Some("France"));
    assert_eq!(detail.copies[0].fields.len(), 1);
    assert_eq!(detail.edits.len(), 4);
    assert_eq!(detail.edits[3], edits[0]);
    let held = db.reader().load_held(ME, &[ReleaseId(10)]).await.unwrap();
    assert_eq!(held[0].copies[0].folder_id, Some(FolderId(7)));
    assert_eq!(held[0].value(copy, &edits[2].change).as_ref(), Some(&edits[2].change));
    assert_eq!(db.store.load_items(ME, &[InstanceId(1)]).await.unwrap(), before);
}

async fn the_newest_edit_in_force_is_shown(db: Fixture) {
    db.add(&[item(1, 10)]).await;
    db.store.add_edits(ME, &[title(1, 1, 10, "One")]).await.unwrap();
    db.store.add_edits(ME, &[title(2, 2, 10, "Two")]).await.unwrap();
    assert_eq!(shown(&db, 10).await, "Two");
    assert_eq!(db.store.undo_batch(ME, &batch_id(1), 9).await.unwrap(), 1);
    assert_eq!(shown(&db, 10).await, "Two");
    db.store.undo_batch(ME, &batch_id(2), 9).await.unwrap();
    assert_eq!(shown(&db, 10).await, "Title 10");
    assert!(matches!(db.store.undo_batch(ME, &batch_id(2), 9).await, Err(StoreError::Conflict)));
    assert!(matches!(db.store.undo_batch(ME, "none", 9).await, Err(StoreError::NotFound)));
}

async fn what_changed_since_it_was_read_is_not_written_over(db: Fixture) {
    db.add(&[item(1, 10), item(2, 20)]).await;
    let read = db.reader().load_to_edit(ME, &[ReleaseId(20), ReleaseId(5), ReleaseId(10)]).await.unwrap();
    let read_at: HashMap<ReleaseId, i64> = read.iter().map(|(held, at)| (held.release.id, *at)).collect();
    assert_eq!(read_at.len(), 2);
    db.store.add_edits(ME, &[title(1, 1, 10, "Somebody else's")]).await.unwrap();
    let mine = [title(2, 2, 10, "Mine"), title(3, 2, 20, "Mine")];
    assert_eq!(db.store.add_edits_to(ME, &mine, &read_at, None).await.unwrap(), [ReleaseId(10)]);
    assert_eq!(
        (shown(&db, 10).await, shown(&db, 20).await),
        ("Somebody else's".into(), "Title 20".into()),
        "none is made"
    );
    let again = db.reader().load_to_edit(ME, &[ReleaseId(10)]).await.unwrap();
    assert_eq!(again[0].0.release.title, "Somebody else's");
    let read_at = read_at.into_iter().chain([(ReleaseId(10), again[0].1)]).collect();
    assert_eq!(db.store.add_edits_to(ME, &mine, &read_at, None).await.unwrap(), []);
    assert_eq!((shown(&db, 10).await, shown(&db, 20).await), ("Mine".into(), "Mine".into()));
    db.store.undo_batch(ME, &batch_id(2), 9).await.unwrap();
    let stale = db.store.add_edits_to(ME, &[title(4, 3, 20, "Late")], &read_at, None).await.unwrap();
    assert_eq!(stale, [ReleaseId(20)], "what was taken back changed too");
}

async fn an_edited_rating_is_the_albums(db: Fixture) {
    db.add(&[item(1, 10), item(3, 30)]).await;
    let further = PageChanges { new_copies: &[item(2, 10)], ..PageChanges::default() };
    db.store.add_page(ME, &job(1), &further, 1).await.unwrap();
    let rate = |number, copy, rating| {
        edit(number, 1, Target::copy(ReleaseId(10), InstanceId(copy)), Change::Rating(rating), Change::Rating(Some(4)))
    };
    db.store.add_edits(ME, &[rate(1, 1, Some(2)), rate(2, 2, None)]).await.unwrap();
    let albums = db.reader().albums(ME, &[ReleaseId(10), ReleaseId(30)]).await.unwrap();
    assert_eq!(albums.iter().map(|album| album.rating).collect::<Vec<_>>(), [Some(2), Some(4)]);
}

async fn found(db: &Fixture, search: &str) -> Vec<i64> {
    let query =
        AlbumQuery { search: Some(search.into()), sort: Sort::Title, order: Order::Ascending, ..Default::default() };
    let ids = db.reader().list_album_ids(ME, &query).await.unwrap();
    ids.into_iter().map(|id| id.0).collect()
}

async fn lists_find_count_and_sort_by_what_is_shown(db: Fixture) {
    db.add(&[item(1, 10), item(2, 20)]).await;
    assert_eq!(found(&db, "title").await, [10, 20]);
    let copy = Target::copy(ReleaseId(10), InstanceId(1));
    let album = Target::album(ReleaseId(10));
    let edits = [
        title(1, 1, 10, "Zuma"),
        edit(2, 1, album, Change::Country(Some("Iceland".into())), Change::Country(None)),
        edit(3, 1, album, Change::Genres(vec!["Jazz".into()]), Change::Genres(vec!["Rock".into()])),
        edit(4, 1, copy, Change::Note(FieldId(3), Some("beneath the stairs".into())), Change::Note(FieldId(3), None)),
        edit(5, 1, copy, Change::Rating(Some(1)), Change::Rating(Some(4))),
    ];
    db.store.add_edits(ME, &edits).await.unwrap();
    for search in ["zuma", "country:iceland", "genre:jazz", "beneath", "rating:1"] {
        assert_eq!(found(&db, search).await, [10], "{search}");
    }
    for search in ["flea", "rating:4", "genre:rock"] {
        assert_eq!(found(&db, search).await, [20; 1][..], "{search}");
    }
    let stats = db.reader().stats(ME).await.unwrap();
    assert_eq!(stats.genres.len(), 2);
    db.store.undo_batch(ME, &batch_id(1), 9).await.unwrap();
    assert_eq!(found(&db, "zuma").await, [] as [i64; 0]);
    assert_eq!(found(&db, "genre:rock").await, [10, 20]);
    assert_eq!(db.reader().stats(ME).await.unwrap().genres.len(), 1);
}

async fn archived_albums_leave_the_list(db: Fixture) {
    db.add(&[item(1, 10), item(2, 20), item(3, 30)]).await;
    db.store.add_edits(ME, &[archived(1, 1, 10, true), archived(2, 1, 20, true)]).await.unwrap();
    assert_eq!(listed(&db).await, [30]);
    assert_eq!(db.reader().stats(ME).await.unwrap().albums, 1);
    let archive = db.reader().list_archived(ME, 1, 10).await.unwrap();
    assert_eq!(
        archive.items.iter().map(|album| (album.release.id.0, album.archived)).collect::<Vec<_>>(),
        [(20, true), (10, true)]
    );
    db.store.add_edits(ME, &[archived(3, 2, 20, false)]).await.unwrap();
    assert_eq!(listed(&db).await, [30, 20]);
    db.store.undo_batch(ME, &batch_id(2), 9).await.unwrap();
    assert_eq!(listed(&db).await, [30]);
    db.store.undo_batch(ME, &batch_id(1), 9).await.unwrap();
    assert_eq!(listed(&db).await, [30, 20, 10]);
    assert_eq!(db.reader().list_archived(ME, 1, 10).await.unwrap().total, 0);
    db.store.add_edits(ME, &[archived(4, 3, 30, true)]).await.unwrap();
    let wanting = db.store.list_wanting(ME, Facet::Links, 9, None).await.unwrap();
    assert_eq!(wanting.iter().map(|(id, _)| id.0).collect::<Vec<_>>(), [20, 10], "what is put away wants nothing");
    // A sync knows it all the same.
    assert_eq!(db.store.known(ME).await.unwrap().copies.len(), 3);
}

async fn a_list_of_acts_with_the_first_of_each(db: Fixture) {
    let items: Vec<_> = (1..=20).map(|number| item(number, number)).collect();
    db.add(&items).await;
    let many: Vec<Edit> = (1..=20).map(|number| title(number, 1, number.into(), "Other")).collect();
    db.store.add_edits(ME, &many).await.unwrap();
    db.store.add_edits(ME, &[title(21, 2, 1, "Again")]).await.unwrap();
    db.store.undo_batch(ME, &batch_id(1), 77).await.unwrap();
    let list = db.reader().list_edits(ME, 1, 10).await.unwrap();
    assert_eq!(list.total, 2);
    let [newest, oldest] = list.items.as_slice() else { unreachable!("{list:?}") };
    assert_eq!((newest.id.as_str(), newest.edits, newest.undone_at), (batch_id(2).as_str(), 1, None));
    assert_eq!((oldest.edits, oldest.albums, oldest.undone_at, oldest.made_at), (20, 20, Some(77), 2_001));
    assert_eq!(oldest.first.len(), 12);
    assert_eq!(db.reader().find_batch(ME, &batch_id(1)).await.unwrap().as_ref(), Some(oldest));
    assert_eq!(db.reader().list_edits(ME, 2, 1).await.unwrap().items, std::slice::from_ref(oldest));
}

async fn names_are_recognised_and_new_ones_added(db: Fixture) {
    db.add(&[album(10, "Björk", "Debut"), album(20, "Jack White (2)", "Lazaretto")]).await;
    let credit = |name: &str| crate::support::credit(LOCAL_IDS + 5, name);
    let mut changes =
        [Change::Artists(vec![credit("björk"), credit("Jack White"), credit("JACK WHITE (2)")]), Change::Year(None)];
    db.store.recognise(&mut changes).await.unwrap();
    let Change::Artists(credits) = &changes[0] else { unreachable!() };
    let known: Vec<(i64, &str)> = credits.iter().map(|credit| (credit.artist_id.0, credit.name.as_str())).collect();
    assert_eq!(known, [(1_010, "Björk"), (LOCAL_IDS + 5, "Jack White"), (1_020, "Jack White (2)")]);
    let change = Change::Artists(vec![credit("Nobody Yet")]);
    let previous = Change::Artists(vec![]);
    db.store.add_edits(ME, &[edit(1, 1, Target::album(ReleaseId(10)), change, previous)]).await.unwrap();
    let names = db.store.artist_names(&[ArtistId(LOCAL_IDS + 5)]).await.unwrap();
    assert_eq!(names[&ArtistId(LOCAL_IDS + 5)], "Nobody Yet");
}

async fn an_album_by_hand_is_no_copy_of_the_listing(db: Fixture) {
    db.add(&[item(1, 10)]).await;
    let (release, copy) = (ReleaseId(LOCAL_IDS + 7), InstanceId(LOCAL_IDS + 8));
    let made = new_album(release, copy, &[Change::Title("By hand".into())], 5);
    let changes = PageChanges { new_albums: &[made], ..PageChanges::default() };
    db.store.add_page(ME, &job(2), &changes, 5).await.unwrap();
    let detail = db.reader().find_album(ME, release).await.unwrap().unwrap();
    assert_eq!((detail.album.release.title.as_str(), detail.album.source), ("By hand", Source::Manual));
    let known = db.store.known(ME).await.unwrap();
    assert_eq!((known.copies.len(), known.accounted()), (1, 1));
}

async fn edits_are_undone_and_never_changed(db: Fixture) {
    db.add(&[item(1, 10)]).await;
    db.store.add_edits(ME, &[title(1, 1, 10, "Other")]).await.unwrap();
    let mut connection = db.connect().await;
    for attempt in ["UPDATE edits SET value = '1'", "UPDATE edits SET made_at = 1", "DELETE FROM edits"] {
        let refusal = connection.execute(attempt.to_owned()).await.unwrap_err();
        assert!(refusal.contains("an edit is undone, never changed or removed"), "{attempt}: {refusal}");
    }
    assert_eq!(shown(&db, 10).await, "Other");
}
