//! Artists and figures.

use crate::support::{Fixture, ME, album, credit, format};
use sillon_core::id::ArtistId;
use sillon_core::query::NameQuery;
use sillon_core::stats::Stats;
use sillon_store::PageChanges;

on_both!(artists_stand_on_the_shelf_in_order, figures_count_what_is_there);

async fn names(db: &Fixture, search: Option<&str>) -> Vec<String> {
    let query = NameQuery { search: search.map(str::to_owned), page: 1, page_size: 10 };
    let page = db.reader().list_artists(ME, &query).await.unwrap();
    assert_eq!(page.total, page.items.len() as u64);
    page.items.into_iter().map(|artist| artist.name).collect()
}

async fn artists_stand_on_the_shelf_in_order(db: Fixture) {
    let mut both = album(3, "The Beatles", "Anthology");
    both.release.credits = vec![credit(1_001, "The Beatles"), credit(1_001, "The Beatles"), credit(194, "Various")];
    let mut second = album(2, "Jack White (2)", "Blunderbuss");
    second.release.cover_url = None;
    db.add(&[album(1, "The Beatles", "Help!"), second, both, album(4, "坂本龍一", "B-2"), album(5, "!!!", "Louden")])
        .await;
    assert_eq!(names(&db, None).await, ["!!!", "The Beatles", "Jack White", "坂本龍一"]);
    assert_eq!(names(&db, Some("beat")).await, ["The Beatles"]);
    assert_eq!(names(&db, Some("white")).await, ["Jack White"]);
    assert_eq!(names(&db, Some("本龍")).await, ["坂本龍一"]);
    assert_eq!(names(&db, Some("!!!")).await, ["!!!"]);
    assert!(names(&db, Some("%")).await.is_empty());
    let card = db.reader().find_artist(ME, ArtistId(1_001)).await.unwrap().unwrap();
    assert_eq!((card.albums, card.cover_url.as_deref()), (2, Some("https://i.example/3.jpeg")));
    let card = db.reader().find_artist(ME, ArtistId(1_002)).await.unwrap().unwrap();
    assert_eq!(
        (card.discogs_name.as_str(), card.cover_url.as_deref()),
        ("Jack White (2)", Some("https://i.example/2-150.jpeg"))
    );
    assert_eq!(db.reader().find_artist(ME, ArtistId(194)).await.unwrap().unwrap().albums, 1);
    assert_eq!(db.reader().find_artist(ME, ArtistId(7)).await.unwrap(), None);
    let query = NameQuery { search: None, page: 2, page_size: 3 };
    let page = db.reader().list_artists(ME, &query).await.unwrap();
    assert_eq!((page.total, page.items.len()), (4, 1));
}

async fn figures_count_what_is_there(db: Fixture) {
    assert_eq!(db.reader().stats(ME).await.unwrap(), Stats::default());
    let mut items = [album(1, "A", "a"), album(2, "B", "b"), album(3, "Various", "c")];
    items[1].release.year = Some(1990);
    items[1].release.genres = vec!["Jazz".into(), "Rock".into()];
    items[1].release.formats = vec![format("CD", &[]), format("CD", &[])];
    items[2].release.year = None;
    items[2].release.credits = vec![credit(194, "Various")];
    items[2].release.labels = items[1].release.labels.clone();
    let day = 86_400_000;
    (items[0].copy.added_at, items[1].copy.added_at, items[2].copy.added_at) =
        (Some(58 * day + day - 1), Some(31 * day), Some(59 * day));
    db.add(&items).await;
    let again = album(9, "A", "a");
    let copy = sillon_core::collection::Item { release: items[0].release.clone(), copy: again.copy };
    let changes = PageChanges { new_copies: &[copy], ..PageChanges::default() };
    db.store.add_page(ME, &crate::support::job(2), &changes, 1).await.unwrap();
    let named =
        |pairs: &[(&str, u64)]| pairs.iter().map(|(name, count)| ((*name).to_owned(), *count)).collect::<Vec<_>>();
    let stats = db.reader().stats(ME).await.unwrap();
    assert_eq!((stats.albums, stats.copies, stats.artists, stats.labels), (3, 4, 2, 2));
    assert_eq!(stats.decades, [(1970, 1), (1990, 1)]);
    assert_eq!(stats.genres, named(&[("Rock", 3), ("Jazz", 1)]));
    assert_eq!(stats.styles, named(&[("New Wave", 3), ("Post-Punk", 3)]));
    assert_eq!(stats.supports, named(&[("Vinyle", 2), ("CD", 1)]));
    assert_eq!(stats.top_labels, named(&[("Label 2", 2), ("Label 1", 1)]));
    assert_eq!(stats.added, [(31 * day, 2), (59 * day, 1)]);
}
