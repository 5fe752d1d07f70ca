//! Exports tell a collection as it is shown.

use super::{bring, from_file, recognise};
use crate::edits::edit;
use crate::support::{Fixture, ME, album, item};
use sillon_core::album::Source;
use sillon_core::collection::{Field, Folder, Note};
use sillon_core::edit::{Change, Target};
use sillon_core::exchange::keys::{copy_id, field_id, folder_id};
use sillon_core::id::{FieldId, FolderId, InstanceId, LOCAL_IDS, ReleaseId};
use sillon_core::query::{AlbumQuery, Facet, Named, Value};

on_both!(
    edits_stand_over_lines_and_what_is_put_away_is_left_out,
    a_selection_goes_in_its_own_order,
    a_name_that_discogs_numbers_since_is_one_value,
    an_album_says_where_it_came_from,
);

async fn change(db: &Fixture, number: u32, target: Target, change: Change) {
    db.store.add_edits(ME, &[edit(number, number, target, change.clone(), change)]).await.unwrap();
}

async fn edits_stand_over_lines_and_what_is_put_away_is_left_out(db: Fixture) {
    let items = [from_file(10, 1), from_file(11, 1), from_file(12, 1)];
    bring(&db, &items).await;
    let first = Target::album(ReleaseId(10));
    change(&db, 1, first, Change::Artists(vec![crate::support::credit(5, "Zz")])).await;
    change(&db, 2, Target::album(ReleaseId(11)), Change::Archived(true)).await;
    let reader = db.reader();
    let (order, file) = reader.sheet_order(ME, None).await.unwrap();
    assert_eq!((order, file), ([10, 12].map(|id| copy_id(ReleaseId(id), 1)).to_vec(), Some(77)));
    let rows = reader.load_sheet(ME, &[items[0].copy.instance_id, items[2].copy.instance_id]).await.unwrap();
    assert_eq!((rows[0].shown.release.credits[0].name.as_str(), &rows[0].imported), ("Zz", &Some(items[0].clone())));
    assert_eq!((rows[0].odd.len(), &rows[1].imported), (1, &None));
    let shelf = reader.shelf_order(ME, None).await.unwrap();
    assert_eq!((shelf.albums.as_slice(), shelf.copies), (&[ReleaseId(12), ReleaseId(10)][..], 2));
    let copy = Target::copy(ReleaseId(12), items[2].copy.instance_id);
    change(&db, 3, copy, Change::Rating(None)).await;
    let shown = reader.load_shelf(ME, &shelf.albums).await.unwrap();
    assert_eq!((shown[0].1[0].rating, shown[1].0.credits[0].name.as_str()), (None, "Zz"));
    assert_eq!(reader.load_records(ME, &[ReleaseId(10)]).await.unwrap()[0].release, items[0].release);
}

async fn a_selection_goes_in_its_own_order(db: Fixture) {
    bring(&db, &[from_file(10, 1), from_file(11, 1), from_file(10, 2)]).await;
    db.add(&[album(30, "Ab", "One")]).await;
    let chosen = [ReleaseId(11), ReleaseId(10)];
    let copies = [(11, 1), (10, 1), (10, 2)].map(|(id, n)| copy_id(ReleaseId(id), n));
    assert_eq!(db.reader().sheet_order(ME, Some(&chosen)).await.unwrap(), (copies.to_vec(), Some(77)));
    let shelf = db.reader().shelf_order(ME, Some(&chosen)).await.unwrap();
    assert_eq!((shelf.albums, shelf.copies), (vec![ReleaseId(10), ReleaseId(11)], 3));
    let query = AlbumQuery { search: Some("Ab year:soon".into()), ..AlbumQuery::default() };
    let found = db.reader().select_albums(ME, &query).await.unwrap();
    assert_eq!((found.albums, found.mistakes.len()), (vec![ReleaseId(30)], 1));
}

async fn a_name_that_discogs_numbers_since_is_one_value(db: Fixture) {
    let (jazz, cost) = (folder_id("jazz"), field_id("Cost"));
    let mut brought = from_file(10, 1);
    brought.copy.folder_id = Some(jazz);
    brought.copy.notes.push(Note { field_id: cost, value: "12".into() });
    bring(&db, std::slice::from_ref(&brought)).await;
    let ours = ([Folder { id: jazz, name: "jazz".into() }], [Field { id: cost, name: "Cost".into() }]);
    db.store.add_directory(ME, &ours.0, &ours.1, 1).await.unwrap();
    let reader = db.reader();
    let values = |facet: Facet| {
        let reader = reader.clone();
        async move {
            let facets = reader.facets(ME, &AlbumQuery::default()).await.unwrap();
            let found = facets.into_iter().find(|counts| counts.facet == facet);
            found.map(|counts| counts.values.into_iter().map(|value| (value.name, value.albums)).collect::<Vec<_>>())
        }
    };
    assert_eq!(values(Facet::Field(cost)).await, Some(vec![("12".into(), 1)]), "before a sync it is the file's");

    let usual =
        [Field { id: FieldId(1), name: "Media Condition".into() }, Field { id: FieldId(4), name: "Cost".into() }];
    db.store.add_directory(ME, &[Folder { id: FolderId(7), name: "Jazz".into() }], &usual, 2).await.unwrap();
    let mut listed = item(5, 20);
    listed.copy.folder_id = Some(FolderId(7));
    listed.copy.notes = vec![Note { field_id: FieldId(4), value: "12".into() }];
    db.add(&[listed]).await;
    assert_eq!(values(Facet::Folder).await, Some(vec![("Jazz".into(), 2)]));
    assert_eq!(values(Facet::Field(FieldId(4))).await, Some(vec![("12".into(), 2)]));
    assert_eq!(values(Facet::Field(cost)).await, None);
    for value in
        [Value::Folder(Named::Id(jazz)), Value::Field(cost, "12".into()), Value::Folder(Named::Id(FolderId(7)))]
    {
        assert_eq!(reader.list_albums(ME, &AlbumQuery::of(value)).await.unwrap().list.total, 2);
    }
    let (folders, fields) = reader.directory(ME).await.unwrap();
    assert_eq!((folders.len(), fields.iter().map(|field| field.id.0).collect::<Vec<_>>()), (1, vec![1, 4]));
    let held = reader.load_held(ME, &[ReleaseId(10)]).await.unwrap();
    assert_eq!(held[0].copies[0].folder_id, Some(FolderId(7)));

    let copy = Target::copy(ReleaseId(10), brought.copy.instance_id);
    change(&db, 1, copy, Change::Note(cost, Some("13".into()))).await;
    change(&db, 2, copy, Change::Note(FieldId(4), Some("15".into()))).await;
    let detail = reader.find_album(ME, ReleaseId(10)).await.unwrap().unwrap();
    let costs: Vec<_> = detail.copies[0].fields.iter().filter(|(name, _)| name == "Cost").collect();
    assert_eq!((costs.len(), costs[0].1.value.as_str()), (1, "15"));
    assert_eq!(detail.copies[0].folder.as_ref().unwrap().1, "Jazz");
    assert!(detail.edits.iter().all(|edit| edit.change.field() == sillon_core::edit::Field::Note(FieldId(4))));
    let rows = reader.load_sheet(ME, &[brought.copy.instance_id]).await.unwrap();
    assert_eq!(rows[0].shown.copy.folder_id, Some(jazz), "the file keeps its spelling");
    let record = &reader.load_records(ME, &[ReleaseId(10)]).await.unwrap()[0];
    assert_eq!(record.copies[0].copy, brought.copy, "what was imported stays");
}

async fn an_album_says_where_it_came_from(db: Fixture) {
    let by_hand = item(LOCAL_IDS + 8, LOCAL_IDS + 7);
    let brought = [from_file(10, 1), from_file(11, 1)];
    bring(&db, &brought).await;
    db.add(&[item(5, 20), by_hand]).await;
    recognise(&db, 900, &brought[1]).await;
    for (id, source) in
        [(10, Source::File), (11, Source::Discogs), (20, Source::Discogs), (LOCAL_IDS + 7, Source::Manual)]
    {
        let detail = db.reader().find_album(ME, ReleaseId(id)).await.unwrap().unwrap();
        assert_eq!(detail.album.source, source, "{id}");
    }
    assert!(InstanceId(brought[0].copy.instance_id.0).is_local());
}
