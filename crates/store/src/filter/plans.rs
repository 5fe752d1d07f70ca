//! How SQLite goes about each list that the pages offer: by an index, never through a whole table.

use super::Filter;
use crate::Store;
use crate::artists::CARD;
use crate::db::Db;
use sillon_core::format::Support;
use sillon_core::id::{AccountId, ArtistId, LabelId};
use sillon_core::query::{AlbumQuery, Named, Order, Sort};
use sqlx::AssertSqlSafe;

type Step = (i64, i64, i64, String);

async fn plan(db: &Db, sql: String) -> String {
    let Db::Sqlite { readers, .. } = db else { unreachable!("only SQLite is opened here") };
    let sql = AssertSqlSafe(format!("EXPLAIN QUERY PLAN {sql}"));
    let steps: Vec<Step> = sqlx::query_as(sql).fetch_all(readers).await.unwrap();
    steps.into_iter().map(|(_, _, _, detail)| detail).collect::<Vec<_>>().join("\n")
}

async fn open() -> (tempfile::TempDir, Db) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&format!("sqlite://{}/plans.db", folder.path().display())).await.unwrap();
    (folder, store.db)
}

fn sorts() -> impl Iterator<Item = (Sort, Order)> {
    Sort::ALL.into_iter().flat_map(|sort| [(sort, Order::Ascending), (sort, Order::Descending)])
}

#[tokio::test]
async fn each_sort_reads_its_index() {
    let (_folder, db) = open().await;
    for (sort, order) in sorts() {
        let query = AlbumQuery { sort, order, ..AlbumQuery::default() };
        let plan = plan(&db, Filter::of(&db, AccountId::FIRST, &query).page(&query).0).await;
        let index = format!("SEARCH a USING COVERING INDEX album_index_by_{} (account_id=?)", sort.as_str());
        // What follows looks up the few albums that are put away.
        assert_eq!(plan.lines().next(), Some(index.as_str()), "{sort:?} {order:?}");
        assert!(!plan.contains("TEMP B-TREE"), "{sort:?} {order:?}\n{plan}");
    }
}

#[tokio::test]
async fn no_filter_reads_a_whole_table() {
    let (_folder, db) = open().await;
    let base = AlbumQuery::default;
    let name = || "x".to_owned();
    let filters = [
        AlbumQuery { search: Some(name()), ..base() },
        AlbumQuery { artist: Some(Named::Id(ArtistId(1))), ..base() },
        AlbumQuery { artist: Some(Named::Name(name())), ..base() },
        AlbumQuery { label: Some(Named::Id(LabelId(1))), ..base() },
        AlbumQuery { label: Some(Named::Name(name())), ..base() },
        AlbumQuery { format: Some(name()), ..base() },
        AlbumQuery { genre: Some(name()), ..base() },
        AlbumQuery { style: Some(name()), ..base() },
        AlbumQuery { support: Some(Support::Cd), ..base() },
        AlbumQuery { year: Some(1978), ..base() },
        AlbumQuery { decade: Some(1970), ..base() },
    ];
    for (filter, (sort, order)) in filters.iter().flat_map(|filter| sorts().map(move |sort| (filter, sort))) {
        let query = AlbumQuery { sort, order, ..filter.clone() };
        let filter = Filter::of(&db, AccountId::FIRST, &query);
        for sql in [filter.count(), filter.page(&query).0] {
            let plan = plan(&db, sql).await;
            // The full-text table has no other way of being read; its index narrows the reading.
            let scans =
                plan.lines().filter(|step| step.starts_with("SCAN") && !step.contains("VIRTUAL TABLE INDEX 0:M"));
            assert_eq!(scans.collect::<Vec<_>>(), [] as [&str; 0], "{query:?}\n{plan}");
        }
    }
}

#[tokio::test]
async fn an_artists_albums_are_read_by_their_keys() {
    let (_folder, db) = open().await;
    let plan = plan(&db, CARD.of(&db).to_owned()).await;
    let albums: Vec<&str> = plan.lines().filter(|step| step.contains(" a USING ")).collect();
    assert_eq!(albums, ["SEARCH a USING PRIMARY KEY (account_id=? AND release_id=?)"; 2], "{plan}");
}
