//! A database of every earlier version opens with everything that was in it.

pub(crate) mod rows;

use crate::support::{Connected, Fixture, ME};
use rows::{EDITS, ENRICHMENT, ROWS, VIEWS, WANTLIST};
use sillon_core::id::{ArtistId, JobId, MasterId, ReleaseId};
use sillon_core::query::{AlbumQuery, Missing, NameQuery, Sort, Value};
use sillon_core::want::WantQuery;
use sillon_store::Store;
use sqlx::migrate::Migrator;
use sqlx::{AssertSqlSafe, Connection, PgConnection, SqliteConnection};
use std::collections::BTreeMap;

static SQLITE: Migrator = sqlx::migrate!("migrations/sqlite");
static POSTGRES: Migrator = sqlx::migrate!("migrations/postgres");

/// What is made from the rest, and made anew at will.
const DERIVED: [&str; 4] = ["album_index", "artist_index", "revisions", "_sqlx_migrations"];

/// What the program knew to migrate at a version.
fn up_to(migrator: &Migrator, version: i64) -> Migrator {
    let earlier = migrator.iter().filter(|migration| migration.version <= version).cloned().collect::<Vec<_>>();
    Migrator { migrations: earlier.into(), ..Migrator::DEFAULT }
}

pub(crate) fn versions() -> Vec<i64> {
    SQLITE.iter().map(|migration| migration.version).collect()
}

fn rows_of(version: i64) -> impl Iterator<Item = &'static str> {
    ROWS.iter().filter(move |rows| (rows.since..rows.before).contains(&version)).map(|rows| rows.sql)
}

/// A SQLite database as that version left it.
pub(crate) async fn sqlite_of(version: i64, url: &str) {
    let mut connection = SqliteConnection::connect(&format!("{url}?mode=rwc")).await.unwrap();
    up_to(&SQLITE, version).run(&mut connection).await.unwrap();
    for sql in rows_of(version) {
        sqlx::query(AssertSqlSafe(sql)).execute(&mut connection).await.unwrap();
    }
    connection.close().await.unwrap();
}

#[tokio::test]
async fn sqlite_databases_of_every_version() {
    for version in versions() {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}/sillon.db", folder.path().display());
        sqlite_of(version, &url).await;
        let mut before = Connected::Sqlite(SqliteConnection::connect(&url).await.unwrap());
        let (columns, held) = held(&mut before, None).await;
        let empty = held.iter().filter(|(_, rows)| rows.is_empty()).map(|(table, _)| table);
        assert_eq!(empty.collect::<Vec<_>>(), [] as [&String; 0], "no table of version {version} goes untried");
        let store = Store::open(&url).await.unwrap();
        assert_eq!(self::held(&mut before, Some(columns)).await.1, held, "a database of version {version}");
        everything_shows(&store, version).await;
    }
}

#[tokio::test]
#[ignore = "needs PostgreSQL: ./check starts one"]
async fn postgres_databases_of_every_version() {
    for version in POSTGRES.iter().map(|migration| migration.version) {
        let url = Fixture::empty_postgres().await;
        let mut connection = PgConnection::connect(&url).await.unwrap();
        up_to(&POSTGRES, version).run(&mut connection).await.unwrap();
        for sql in rows_of(version) {
            let sql = sql.replace("AS BLOB", "AS BYTEA");
            sqlx::query(AssertSqlSafe(sql)).execute(&mut connection).await.unwrap();
        }
        let mut before = Connected::Postgres(connection);
        let (columns, held) = held(&mut before, None).await;
        let store = Store::open(&url).await.unwrap();
        assert_eq!(self::held(&mut before, Some(columns)).await.1, held, "a database of version {version}");
        everything_shows(&store, version).await;
    }
}

type Columns = BTreeMap<String, Vec<String>>;

/// The rows of every table that is not derived, each as a text; in the columns that it has, or had.
async fn held(connection: &mut Connected, columns: Option<Columns>) -> (Columns, BTreeMap<String, Vec<String>>) {
    let columns = match columns {
        Some(columns) => columns,
        None => tables(connection).await,
    };
    let mut held = BTreeMap::new();
    for (table, names) in &columns {
        let texts = names.iter().map(|name| format!("COALESCE(CAST({name} AS TEXT), '∅')")).collect::<Vec<_>>();
        let sql = AssertSqlSafe(format!("SELECT {} FROM {table} ORDER BY 1", texts.join(" || '|' || ")));
        let rows = match connection {
            Connected::Sqlite(connection) => sqlx::query_scalar(sql).fetch_all(connection).await.unwrap(),
            Connected::Postgres(connection) => sqlx::query_scalar(sql).fetch_all(connection).await.unwrap(),
        };
        held.insert(table.clone(), rows);
    }
    (columns, held)
}

async fn tables(connection: &mut Connected) -> Columns {
    let found: Vec<(String, String)> = match connection {
        Connected::Sqlite(connection) => sqlx::query_as(
            "SELECT t.name, c.name FROM sqlite_schema AS t, pragma_table_info(t.name) AS c WHERE t.type = 'table' \
             AND t.name NOT LIKE 'release\\_search%' ESCAPE '\\' AND t.name NOT LIKE 'release\\_facets%' ESCAPE '\\'",
        )
        .fetch_all(connection)
        .await
        .unwrap(),
        Connected::Postgres(connection) => sqlx::query_as(
            "SELECT c.table_name::text, c.column_name::text FROM information_schema.columns AS c \
             JOIN information_schema.tables AS t USING (table_schema, table_name) \
             WHERE c.table_schema = current_schema() AND t.table_type = 'BASE TABLE' \
             AND c.table_name NOT IN ('release_search', 'release_facets')",
        )
        .fetch_all(connection)
        .await
        .unwrap(),
    };
    let mut columns = Columns::new();
    for (table, column) in found {
        if !DERIVED.contains(&table.as_str()) {
            columns.entry(table).or_default().push(column);
        }
    }
    columns
}

/// What was kept at that version is what the program of today shows.
async fn everything_shows(store: &Store, version: i64) {
    let reader = store.reader();
    let newest = reader.list_albums(ME, &AlbumQuery::default()).await.unwrap().list.items;
    let shown: Vec<_> =
        newest.iter().map(|album| (album.release.id.0, album.copies, album.added_at, album.rating)).collect();
    assert_eq!(shown, [(10, 2, Some(100), Some(5)), (20, 1, None, None)], "version {version}");
    let search = AlbumQuery { search: Some("davis".into()), sort: Sort::OriginalYear, ..AlbumQuery::default() };
    assert_eq!(reader.list_albums(ME, &search).await.unwrap().list.total, 2);
    let unlinked = reader.list_albums(ME, &AlbumQuery::of(Value::Missing(Missing::Link))).await.unwrap().list.items;
    assert_eq!(unlinked.iter().map(|album| album.release.id.0).collect::<Vec<_>>(), [20]);
    assert_eq!(reader.list_artists(ME, &NameQuery { search: None, page: 1, page_size: 30 }).await.unwrap().total, 1);
    assert_eq!(reader.find_artist(ME, ArtistId(23)).await.unwrap().unwrap().albums, 2);
    let album = reader.find_album(ME, ReleaseId(20)).await.unwrap().unwrap();
    assert_eq!((album.pressings.len(), album.album.release.title.as_str()), (1, "L'été – «bleu»"));
    assert_eq!(album.album.release.year, (version >= EDITS).then_some(1961));
    assert_eq!(store.original_year(MasterId(7)).await.unwrap(), (version >= ENRICHMENT).then_some(1959));
    let receipt = reader.find_sync(ME, &JobId("j".into())).await.unwrap().unwrap();
    assert_eq!((receipt.receipt.albums_after, receipt.entries.len()), (2, 1));
    assert_eq!(store.setting(ME, "a.key").await.unwrap().as_deref(), Some("a value"));
    let wants = reader.list_wants(ME, WantQuery { state: None, page: 1, page_size: 30 }).await.unwrap().0;
    assert_eq!(wants.total, u64::from(version >= WANTLIST));
    assert_eq!(reader.list_views(ME).await.unwrap().len(), usize::from(version >= VIEWS));
    store.close().await;
}
