//! Adding pages, and reading back what was added.

use crate::support::{Fixture, ME, item, job};
use sillon_core::collection::{Copy, Item, Note};
use sillon_core::credit::Credit;
use sillon_core::format::Format;
use sillon_core::id::{ArtistId, FieldId, FolderId, InstanceId, LabelId, ReleaseId};
use sillon_core::label::LabelLine;
use sillon_core::release::Release;
use sillon_store::{AddedCopy, Counts, PageChanges};

on_both!(
    gives_back_what_was_added,
    adding_a_page_twice_changes_nothing,
    a_second_copy_is_no_second_album,
    a_release_that_is_there_stays_as_it_was,
    an_artist_renamed_at_discogs_keeps_both_names,
    a_text_with_a_nul_is_kept_without_it,
);

fn bare(instance_id: i64, release_id: i64) -> Item {
    let release = Release {
        id: ReleaseId(release_id),
        master_id: None,
        title: String::new(),
        year: None,
        cover_url: None,
        thumb_url: None,
        credits: vec![],
        labels: vec![],
        formats: vec![],
        genres: vec![],
        styles: vec![],
    };
    let (instance_id, release_id) = (InstanceId(instance_id), ReleaseId(release_id));
    Item {
        release,
        copy: Copy { instance_id, release_id, folder_id: None, rating: None, added_at: None, notes: vec![] },
    }
}

fn rich(instance_id: i64, release_id: i64) -> Item {
    let mut item = item(instance_id, release_id);
    let line = |name: &str, anv: &str, join: &str| Credit {
        artist_id: ArtistId(132_066),
        name: name.into(),
        anv: anv.into(),
        join: join.into(),
    };
    item.release.title = "In Color = イン・カラー \"½\" \\ 🎸\n".into();
    item.release.credits = vec![line("Cheap Trick", "", "="), line("Cheap Trick", "チープ・トリック", ",")];
    let label = |catno: &str| LabelLine { label_id: LabelId(7), name: "Épic (2)".into(), catno: catno.into() };
    item.release.labels = vec![label("25AP 616"), label("25AP 616"), label("")];
    item.release.formats = vec![
        Format { name: "All Media".into(), qty: 1, descriptions: vec!["Ltd".into()], text: String::new() },
        Format { name: "Vinyl".into(), qty: 28, descriptions: vec![], text: "180g, 'Gatefold'".into() },
    ];
    item.release.genres = vec!["Rock".into(), "rock".into(), "Funk / Soul".into()];
    item.copy.notes.push(Note { field_id: FieldId(2), value: "  ".into() });
    item.copy.folder_id = Some(FolderId(6_663_049));
    item
}

async fn gives_back_what_was_added(db: Fixture) {
    let items = [bare(1, 10), rich(2, 20), item(1_462_585_219, 25_050_472)];
    db.add(&items).await;
    let copies: Vec<InstanceId> = items.iter().map(|item| item.copy.instance_id).chain([InstanceId(9)]).collect();
    assert_eq!(db.store.load_items(ME, &copies).await.unwrap(), items);
    assert_eq!(db.store.load_items(ME, &[]).await.unwrap(), []);
}

async fn adding_a_page_twice_changes_nothing(db: Fixture) {
    let items = [bare(1, 10), rich(2, 20)];
    db.add(&items).await;
    let before = db.reader().list_albums(ME, &Default::default()).await.unwrap();
    let changes = PageChanges { new_albums: &items, ..PageChanges::default() };
    db.store.add_page(ME, &job(2), &changes, 9_000).await.unwrap();
    assert_eq!(db.reader().list_albums(ME, &Default::default()).await.unwrap(), before);
    assert_eq!(db.store.list_added(ME, &job(2)).await.unwrap(), []);
    assert_eq!(db.store.load_items(ME, &[InstanceId(1), InstanceId(2)]).await.unwrap(), items);
}

async fn a_second_copy_is_no_second_album(db: Fixture) {
    db.add(&[item(5, 10)]).await;
    let mut second = item(3, 10);
    second.copy.rating = Some(5);
    let mut third = item(7, 10);
    third.copy.added_at = None;
    third.copy.rating = None;
    let copies = [second, third];
    let changes = PageChanges { new_albums: &[item(8, 20)], new_copies: &copies, ..PageChanges::default() };
    db.store.add_page(ME, &job(2), &changes, 2_000).await.unwrap();
    assert_eq!(db.store.counts(ME).await.unwrap(), Counts { albums: 2, copies: 4 });
    let added = |instance_id, release_id, opened_album| AddedCopy {
        instance_id: InstanceId(instance_id),
        release_id: ReleaseId(release_id),
        opened_album,
        is_shown: true,
    };
    let expected = [added(8, 20, true), added(7, 10, false), added(3, 10, false)];
    assert_eq!(db.store.list_added(ME, &job(2)).await.unwrap(), expected);
    let counts = db.store.counts(ME).await.unwrap();
    assert_eq!(counts.before(&expected), Counts { albums: 1, copies: 1 });
    let away = expected.map(|copy| AddedCopy { is_shown: copy.release_id != ReleaseId(10), ..copy });
    assert_eq!(counts.before(&away), Counts { albums: 1, copies: 3 });
    let detail = db.reader().find_album(ME, ReleaseId(10)).await.unwrap().unwrap();
    assert_eq!((detail.album.copies, detail.album.rating, detail.album.created_at), (3, Some(5), 1_000));
    assert_eq!(detail.album.added_at, item(3, 10).copy.added_at);
    assert_eq!(detail.added_by, job(1));
}

async fn a_release_that_is_there_stays_as_it_was(db: Fixture) {
    let first = item(1, 10);
    db.add(std::slice::from_ref(&first)).await;
    let mut second = rich(2, 10);
    second.release.title = "Renamed".into();
    let changes = PageChanges { new_copies: std::slice::from_ref(&second), ..PageChanges::default() };
    db.store.add_page(ME, &job(2), &changes, 2_000).await.unwrap();
    let kept = db.store.load_items(ME, &[InstanceId(2)]).await.unwrap();
    assert_eq!(kept, [Item { release: first.release, copy: second.copy }]);
}

async fn an_artist_renamed_at_discogs_keeps_both_names(db: Fixture) {
    let (mut before, mut after) = (item(1, 10), item(2, 20));
    before.release.credits[0].name = "Prince".into();
    after.release.credits[0] = Credit { name: "Prince (2)".into(), ..before.release.credits[0].clone() };
    db.add(&[before.clone()]).await;
    db.add(&[after.clone()]).await;
    assert_eq!(db.store.load_items(ME, &[InstanceId(1), InstanceId(2)]).await.unwrap(), [before, after]);
}

async fn a_text_with_a_nul_is_kept_without_it(db: Fixture) {
    let mut odd = item(1, 10);
    odd.release.title = "Nul\0 \\u0000".into();
    db.add(&[odd]).await;
    assert_eq!(db.store.load_items(ME, &[InstanceId(1)]).await.unwrap()[0].release.title, "Nul \\u0000");
}
