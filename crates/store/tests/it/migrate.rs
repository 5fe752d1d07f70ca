//! A database of an earlier version opens with everything that was in it.

use crate::support::{Fixture, ME};
use sillon_core::id::{ArtistId, MasterId, ReleaseId};
use sillon_core::query::{AlbumQuery, Missing, Sort, Value};
use sillon_store::Store;
use sqlx::migrate::Migrator;
use sqlx::{AssertSqlSafe, Connection, PgConnection, SqliteConnection};

static SQLITE: Migrator = sqlx::migrate!("migrations/sqlite");
static POSTGRES: Migrator = sqlx::migrate!("migrations/postgres");
/// The version that brought the catalogue.
const CATALOGUE: i64 = 6;

/// What the program knew to migrate before that version.
fn before(migrator: &Migrator) -> Migrator {
    let earlier = migrator.iter().filter(|migration| migration.version < CATALOGUE).cloned().collect::<Vec<_>>();
    Migrator { migrations: earlier.into(), ..Migrator::DEFAULT }
}

/// Two pressings of one work, one with details, a link and two copies.
const ROWS: [&str; 7] = [
    "INSERT INTO releases (id, master_id, title, year, credits, labels, formats, genres, styles) VALUES \
     (10, 7, 'Kind of Blue', 1997, '[{\"artist_id\":23,\"name\":\"Miles Davis\",\"anv\":\"\",\"join\":\"\"}]', '[]', '[]', '[\"Jazz\"]', '[]'), \
     (20, 7, 'Kind of Blue', NULL, '[{\"artist_id\":23,\"name\":\"Miles Davis\",\"anv\":\"\",\"join\":\"\"}]', '[]', '[]', '[\"Jazz\"]', '[]')",
    "INSERT INTO artists (id, name) VALUES (23, 'Miles Davis')",
    "INSERT INTO copies (account_id, instance_id, release_id, folder_id, rating, added_at, notes, job_id, opened_album, \
     imported_at) VALUES (1, 1, 10, 1, 5, 100, '[]', 'j', TRUE, 9), (1, 2, 10, 1, NULL, 200, '[]', 'j', FALSE, 9), \
     (1, 3, 20, 1, NULL, NULL, '[]', 'j', TRUE, 9)",
    "INSERT INTO album_index (account_id, release_id, copies, added_at, created_at, rating, year, artist_key, title_key, \
     label_key, catno_key) VALUES (1, 10, 2, 100, 9, 5, 1997, 'miles davis', 'kind of blue', '', ''), \
     (1, 20, 1, NULL, 9, NULL, NULL, 'miles davis', 'kind of blue', '', '')",
    "INSERT INTO artist_index (account_id, artist_id, sort_key, words) VALUES (1, 23, 'miles davis', ' miles davis ')",
    "INSERT INTO enrichments (subject_kind, subject_id, facet, outcome, value, source, version, attempts, updated_at) \
     VALUES ('release', 10, 'links', 'found', 'https://open.spotify.com/album/1', 'spotify', 1, 0, 9)",
    "INSERT INTO release_details (release_id, document, fetched_at) VALUES (10, '{\"original_year\":1959}', 9)",
];

#[tokio::test]
async fn a_sqlite_database_of_before_the_catalogue() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}/sillon.db?mode=rwc", folder.path().display());
    let mut connection = SqliteConnection::connect(&url).await.unwrap();
    before(&SQLITE).run(&mut connection).await.unwrap();
    for row in ROWS {
        sqlx::query(AssertSqlSafe(row)).execute(&mut connection).await.unwrap();
    }
    connection.close().await.unwrap();
    everything_is_there(&Store::open(&url).await.unwrap()).await;
}

#[tokio::test]
#[ignore = "needs PostgreSQL: ./check starts one"]
async fn a_postgres_database_of_before_the_catalogue() {
    let url = Fixture::empty_postgres().await;
    let mut connection = PgConnection::connect(&url).await.unwrap();
    before(&POSTGRES).run(&mut connection).await.unwrap();
    for row in ROWS {
        sqlx::query(AssertSqlSafe(row)).execute(&mut connection).await.unwrap();
    }
    connection.close().await.unwrap();
    everything_is_there(&Store::open(&url).await.unwrap()).await;
}

async fn everything_is_there(store: &Store) {
    let reader = store.reader();
    let newest = reader.list_albums(ME, &AlbumQuery::default()).await.unwrap().list.items;
    let shown: Vec<_> =
        newest.iter().map(|album| (album.release.id.0, album.copies, album.added_at, album.rating)).collect();
    assert_eq!(shown, [(10, 2, Some(100), Some(5)), (20, 1, None, None)]);
    let search = AlbumQuery { search: Some("davis blue".into()), sort: Sort::OriginalYear, ..AlbumQuery::default() };
    assert_eq!(reader.list_albums(ME, &search).await.unwrap().list.total, 2);
    let unlinked = reader.list_albums(ME, &AlbumQuery::of(Value::Missing(Missing::Link))).await.unwrap().list.items;
    assert_eq!(unlinked.iter().map(|album| album.release.id.0).collect::<Vec<_>>(), [20]);
    assert_eq!(reader.find_artist(ME, ArtistId(23)).await.unwrap().unwrap().albums, 2);
    assert_eq!(reader.find_album(ME, ReleaseId(20)).await.unwrap().unwrap().pressings.len(), 1);
    assert_eq!(store.original_year(MasterId(7)).await.unwrap(), Some(1959));
    store.close().await;
}
