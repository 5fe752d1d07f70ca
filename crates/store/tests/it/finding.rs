//! What the pages find by: labels, names that are numbers, works against pressings, and views under a name.

use crate::support::{Fixture, ME, album, credit};
use sillon_core::edit::{Change, Edit, Target};
use sillon_core::id::{ArtistId, ReleaseId};
use sillon_core::query::{AlbumQuery, Facet, NameQuery, Value};
use sillon_core::view::SavedView;
use sillon_store::StoreError;

on_both!(
    labels_stand_in_order_and_are_found_by_words,
    an_artist_may_be_called_by_a_number,
    works_are_counted_against_their_pressings,
    views_are_kept_under_one_name_each,
);

async fn labels_stand_in_order_and_are_found_by_words(db: Fixture) {
    let mut items = [album(1, "A", "a"), album(2, "B", "b"), album(3, "C", "c")];
    items[0].release.labels[0].name = "The Wergo (2)".into();
    items[1].release.labels[0].name = "ECM Records".into();
    items[2].release.labels = items[1].release.labels.clone();
    db.add(&items).await;
    let query = |search: Option<&str>| NameQuery { search: search.map(str::to_owned), page: 1, page_size: 10 };
    let list = db.reader().list_labels(ME, &query(None)).await.unwrap();
    let named: Vec<(&str, u64)> = list.items.iter().map(|label| (label.name.as_str(), label.albums)).collect();
    assert_eq!((named, list.total), (vec![("ECM Records", 2), ("The Wergo", 1)], 2));
    let found = db.reader().list_labels(ME, &query(Some("wer"))).await.unwrap();
    assert_eq!(found.items[0].id, items[0].release.labels[0].label_id);
    assert_eq!((found.total, db.reader().list_labels(ME, &query(Some("x"))).await.unwrap().total), (1, 0));
}

async fn found(db: &Fixture, artist: &str) -> Vec<i64> {
    let query = AlbumQuery::of(Value::parse(Facet::Artist, artist).unwrap());
    let list = db.reader().list_albums(ME, &query).await.unwrap().list;
    list.items.iter().map(|album| album.release.id.0).collect()
}

async fn an_artist_may_be_called_by_a_number(db: Fixture) {
    let mut items = [album(1, "808", "a"), album(2, "1001", "b")];
    items[0].release.credits = vec![credit(1_001, "808")];
    db.add(&items).await;
    assert_eq!(found(&db, "808").await, [1], "nobody has that key: it is a name");
    assert_eq!(found(&db, "1001").await, [1], "a key goes before a name");
    assert_eq!(found(&db, "\"1001\"").await, [2], "in quotes it is a name");
    let query = AlbumQuery::of(Value::parse(Facet::Artist, "808").unwrap());
    let facets = db.reader().facets(ME, &query).await.unwrap();
    let artists = facets.iter().find(|counts| counts.facet == Facet::Artist).unwrap();
    let chosen: Vec<&str> = artists.values.iter().filter(|value| value.chosen).map(|value| &*value.name).collect();
    assert_eq!(chosen, ["808"]);
    assert!(db.reader().find_artist(ME, ArtistId(808)).await.unwrap().is_none());
}

async fn works_are_counted_against_their_pressings(db: Fixture) {
    db.add(&[album(1, "A", "a"), album(2, "B", "b"), album(3, "C", "c")]).await;
    let edit = |number: i64, year: i32| Edit {
        id: format!("0190b000-0000-7000-8000-{number:012}"),
        batch_id: "0190c000-0000-7000-8000-000000000001".into(),
        target: Target::album(ReleaseId(number)),
        change: Change::OriginalYear(Some(year)),
        previous: Change::OriginalYear(None),
        made_at: 2_000,
        undone_at: None,
    };
    db.store.add_edits(ME, &[edit(1, 1959), edit(2, 1978)]).await.unwrap();
    let stats = db.reader().stats(ME).await.unwrap();
    assert_eq!((stats.repressed, stats.first_pressings), (vec![(1950, 1970, 1), (1970, 1970, 1)], 1));
}

async fn views_are_kept_under_one_name_each(db: Fixture) {
    let view = |id: &str, name: &str, query: &str| SavedView {
        id: id.into(),
        name: name.into(),
        query: query.into(),
        created_at: 5,
    };
    assert_eq!(db.store.add_view(ME, &view("a", "Jazz", "genre=Jazz")).await.unwrap(), "a");
    assert_eq!(db.store.add_view(ME, &view("b", "Best", "rating=5")).await.unwrap(), "b");
    assert_eq!(db.store.add_view(ME, &view("c", "Jazz", "genre=Jazz&sort=year")).await.unwrap(), "a");
    let kept = [view("b", "Best", "rating=5"), view("a", "Jazz", "genre=Jazz&sort=year")];
    assert_eq!(db.reader().list_views(ME).await.unwrap(), kept);
    assert!(matches!(db.store.rename_view(ME, "a", "Best").await, Err(StoreError::Conflict)));
    db.store.rename_view(ME, "a", "Modal").await.unwrap();
    db.store.remove_view(ME, "b").await.unwrap();
    assert!(matches!(db.store.remove_view(ME, "b").await, Err(StoreError::NotFound)));
    assert!(matches!(db.store.rename_view(ME, "b", "x").await, Err(StoreError::NotFound)));
    assert_eq!(db.reader().list_views(ME).await.unwrap(), [view("a", "Modal", "genre=Jazz&sort=year")]);
}
