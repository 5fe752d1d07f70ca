//! What a person did and wants, through a document into another database.

use super::{bring, from_file};
use crate::edits::edit;
use crate::support::{Fixture, ME, item, job};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use sillon_core::collection::Item;
use sillon_core::edit::{Change, Edit, Target};
use sillon_core::exchange::document::{EditRecord, Front, Part, Record, WantRecord, Writer, read};
use sillon_core::id::{FieldId, InstanceId, ReleaseId};
use sillon_core::release::Release;
use sillon_core::view::SavedView;
use sillon_store::{Beside, PageChanges};

on_both!(
    edits_come_back_with_their_acts_and_times,
    wants_come_back_and_those_that_are_there_stay,
    views_come_under_names_that_are_free,
    whatever_is_edited_and_wanted_comes_back,
);

async fn all_edits(db: &Fixture) -> Vec<Edit> {
    let mut edits: Vec<Edit> = Vec::new();
    loop {
        let some = db.reader().list_edits_after(ME, edits.last(), 2).await.unwrap();
        if some.is_empty() {
            return edits;
        }
        edits.extend(some);
    }
}

async fn another(db: &Fixture) -> Fixture {
    if db.url.starts_with("sqlite:") { Fixture::sqlite().await } else { Fixture::postgres().await }
}

async fn edits_come_back_with_their_acts_and_times(db: Fixture) {
    bring(&db, &[from_file(10, 1)]).await;
    let (album, copy) = (Target::album(ReleaseId(10)), Target::copy(ReleaseId(10), from_file(10, 1).copy.instance_id));
    let note = |value: &str| Change::Note(FieldId(3), Some(value.into()));
    let edits = [
        edit(1, 1, album, Change::Title("One".into()), Change::Title("Title 10".into())),
        edit(2, 1, copy, note("Two"), note("From the flea market")),
        edit(3, 2, album, Change::Archived(true), Change::Archived(false)),
    ];
    db.store.add_edits(ME, &edits).await.unwrap();
    db.store.undo_batch(ME, &edits[2].batch_id, 5_000).await.unwrap();
    let told = all_edits(&db).await;
    assert_eq!(told.iter().map(|edit| edit.undone_at).collect::<Vec<_>>(), [None, None, Some(5_000)]);

    let other = another(&db).await;
    bring(&other, &[from_file(10, 1)]).await;
    other.reader().list_albums(ME, &Default::default()).await.unwrap();
    for _ in 0..2 {
        other.store.add_edits(ME, &told).await.unwrap();
    }
    assert_eq!(all_edits(&other).await, told);
    let found = other.reader().list_albums(ME, &Default::default()).await.unwrap().list;
    assert_eq!((found.total, found.items[0].release.title.as_str()), (1, "One"), "and lists show them");
    assert_eq!(other.reader().list_edit_ids(ME).await.unwrap().len(), 3);
}

fn want(id: i64, absent_since: Option<i64>) -> WantRecord {
    let release = crate::support::release(id);
    WantRecord { release, rating: Some(3), notes: "one\ntwo".into(), added_at: Some(id * 10), absent_since }
}

async fn wants_come_back_and_those_that_are_there_stay(db: Fixture) {
    let wants = [want(10, None), want(20, Some(7_000))];
    db.store.add_want_records(ME, &job(1), &wants, 1).await.unwrap();
    let mut later = want(10, None);
    later.notes = "otherwise".into();
    db.store.add_want_records(ME, &job(2), &[later], 2).await.unwrap();
    let reader = db.reader();
    let keys = reader.list_wanted_releases(ME).await.unwrap();
    assert_eq!(reader.load_want_records(ME, &keys).await.unwrap(), wants);
    assert_eq!(db.store.known_wants(ME).await.unwrap().absent, [InstanceId(20)].into());
    let absent = [(InstanceId(5), 8_000)];
    let (new_albums, beside) = ([item(5, 30)], Beside { absent: &absent, ..Beside::default() });
    let changes = PageChanges { new_albums: &new_albums, beside, ..PageChanges::default() };
    db.store.add_page(ME, &job(3), &changes, 3).await.unwrap();
    assert_eq!(reader.load_records(ME, &[ReleaseId(30)]).await.unwrap()[0].copies[0].absent_since, Some(8_000));
}

async fn views_come_under_names_that_are_free(db: Fixture) {
    let view = |id: &str, name: &str, query: &str| {
        let (id, name, query) = (id.to_owned(), name.to_owned(), query.to_owned());
        SavedView { id, name, query, created_at: 1 }
    };
    db.store.add_view(ME, &view("a", "Jazz", "genre=Jazz")).await.unwrap();
    db.store.add_views(ME, &[view("b", "Jazz", "genre=Rock"), view("c", "Rock", "genre=Rock")]).await.unwrap();
    let views = db.reader().list_views(ME).await.unwrap();
    assert_eq!(views, [view("a", "Jazz", "genre=Jazz"), view("c", "Rock", "genre=Rock")]);
}

/// Writes all of a database's edits and wants.
async fn document(db: &Fixture) -> Vec<u8> {
    let reader = db.reader();
    let mut writer = Writer::default();
    writer.begin(&Front::default()).unwrap();
    writer.part(Part::Edits);
    for edit in all_edits(db).await {
        writer.edit(&EditRecord(edit)).unwrap();
    }
    writer.part(Part::Wants);
    let keys = reader.list_wanted_releases(ME).await.unwrap();
    for want in reader.load_want_records(ME, &keys).await.unwrap() {
        writer.want(&want).unwrap();
    }
    writer.end();
    writer.take()
}

/// Number, change and undoing of each edit.
type Made = Vec<(u32, Change, Option<i64>)>;

fn anything() -> impl Strategy<Value = (Made, Vec<WantRecord>)> {
    let change = prop_oneof![
        "[^\\x00]{0,8}".prop_map(Change::Title),
        prop::option::of(1900..2000).prop_map(Change::Year),
        prop::collection::vec("\\PC{1,4}", 0..3).prop_map(Change::Styles),
        any::<bool>().prop_map(Change::Archived),
        (1i64..5, prop::option::of("\\PC{1,8}")).prop_map(|(id, value)| Change::Note(FieldId(id), value)),
    ];
    let want = ("\\PC{0,8}", "[^\\x00]{0,8}", 1i64..40, prop::option::of(1u8..=5), prop::option::of(0i64..99))
        .prop_map(|(title, notes, id, rating, absent_since)| WantRecord {
            release: Release { title, ..Release::blank(ReleaseId(id)) },
            rating,
            notes,
            added_at: absent_since,
            absent_since,
        });
    (prop::collection::vec((0u32..30, change, prop::option::of(0i64..99)), 0..12), prop::collection::vec(want, 0..6))
}

async fn whatever_is_edited_and_wanted_comes_back(db: Fixture) {
    let mut runner = TestRunner::deterministic();
    let mut previous = db;
    for _ in 0..8 {
        let (made, wanted) = anything().new_tree(&mut runner).unwrap().current();
        let there: [Item; 1] = [item(1, 50)];
        previous.add(&there).await;
        let edits: Vec<Edit> = made
            .into_iter()
            .map(|(number, change, undone_at)| {
                let target = match &change {
                    Change::Note(..) => Target::copy(ReleaseId(50), InstanceId(1)),
                    _ => Target::album(ReleaseId(50)),
                };
                Edit { undone_at, ..edit(number, number % 4, target, change.clone(), change) }
            })
            .collect();
        previous.store.add_edits(ME, &edits).await.unwrap();
        previous.store.add_want_records(ME, &job(1), &wanted, 1).await.unwrap();
        let written = document(&previous).await;

        let other = another(&previous).await;
        let (mut edits, mut wanted) = (Vec::new(), Vec::new());
        read(written.as_slice(), |record| {
            match record {
                Record::Edit(edit) => edits.push(edit),
                Record::Want(want) => wanted.push(want),
                _ => {}
            }
            Ok(())
        })
        .unwrap();
        other.store.add_want_records(ME, &job(1), &wanted, 9).await.unwrap();
        other.store.add_edits(ME, &edits).await.unwrap();
        assert_eq!(String::from_utf8(document(&other).await).unwrap(), String::from_utf8(written).unwrap());
        previous = other;
    }
}
