//! How SQLite goes about everything that lists, searches, counts and figures ask of it: by an index, never through a whole
//! table, and never by sorting. What is left of it is the reading of what is new, and of the albums that a page shows.

use super::load;
use crate::Store;
use crate::db::Db;
use crate::{albums, artists, collection, enrichments, exchange, releases};
use sqlx::AssertSqlSafe;

type Step = (i64, i64, i64, String);

async fn plan(db: &Db, sql: &str) -> Vec<String> {
    let Db::Sqlite { readers, .. } = db else { unreachable!("only SQLite is opened here") };
    let sql = AssertSqlSafe(format!("EXPLAIN QUERY PLAN {sql}"));
    let steps: Vec<Step> = sqlx::query_as(sql).fetch_all(readers).await.unwrap();
    steps.into_iter().map(|(_, _, _, detail)| detail).collect()
}

async fn open() -> (tempfile::TempDir, Db) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&format!("sqlite://{}/plans.db", folder.path().display())).await.unwrap();
    (folder, store.db)
}

#[tokio::test]
async fn no_statement_of_the_pages_reads_or_sorts_a_whole_table() {
    let (_folder, db) = open().await;
    let statements = [
        load::NEWEST.of(&db),
        load::CHANGED,
        load::LINES.of(&db),
        load::COPIES.of(&db),
        load::FOUND.of(&db),
        load::DESCRIBED.of(&db),
        load::DETAILS.of(&db),
        load::ARTISTS.of(&db),
        load::LABELS.of(&db),
        exchange::FOLDERS,
        exchange::FIELDS,
        releases::RELEASES.of(&db),
        albums::LINES.of(&db),
        albums::LINKS.of(&db),
        albums::LISTED.of(&db),
        artists::NAMES.of(&db),
        artists::COVERS.of(&db),
        collection::LOAD_COPIES.of(&db),
        enrichments::SHOWN.of(&db),
        enrichments::IMAGES.of(&db),
        enrichments::PICTURES.of(&db),
    ];
    for sql in statements {
        let steps = plan(&db, sql).await;
        // The list of keys that a statement is handed is no table.
        let whole = steps.iter().filter(|step| {
            step.starts_with("SCAN") && !step.contains("VIRTUAL TABLE") || step.contains("TEMP B-TREE FOR ORDER BY")
        });
        assert_eq!(whole.collect::<Vec<_>>(), [] as [&String; 0], "{sql}\n{steps:#?}");
    }
}

#[tokio::test]
async fn what_is_new_is_read_by_its_revision() {
    let (_folder, db) = open().await;
    let steps = plan(&db, load::CHANGED).await;
    assert_eq!(
        steps,
        ["SEARCH album_index USING INDEX album_index_by_revision (account_id=? AND (revision,release_id)>(?,?))"]
    );
}
