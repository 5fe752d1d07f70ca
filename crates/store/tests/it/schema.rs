//! What the schema promises: imported rows stay, and both databases hold the same tables.

use crate::support::{Connected, Fixture, ME, item};
use sillon_core::collection::{Field, Folder, List, Note};
use sillon_core::exchange::csv::artist::parse_artists;
use sillon_core::exchange::csv::columns::Columns;
use sillon_core::exchange::csv::line::Odd;
use sillon_core::exchange::csv::sheet::LineEnd;
use sillon_core::exchange::document::{SourceFile, SourceLine};
use sillon_core::id::{FieldId, FolderId, InstanceId};
use sillon_core::job::{JobKind, JobState, SyncParams};
use sillon_core::progress::Progress;
use sillon_core::receipt::{Entry, Receipt};
use sillon_core::sync::known::Recognition;
use sillon_core::sync::supplement::{CopySupplement, Supplement};
use sillon_core::valuation::{Valuation, Worth};
use sillon_store::{Beside, PageChanges};
use sqlx::{AssertSqlSafe, Connection, Executor, Row, SqliteConnection};
use std::collections::BTreeSet;

on_both!(imported_rows_are_never_changed_or_removed);

/// Every imported table with one of its columns.
const IMPORTED: [(&str, &str); 15] = [
    ("releases", "title"),
    ("artists", "name"),
    ("labels", "name"),
    ("copies", "rating"),
    ("folders", "name"),
    ("fields", "name"),
    ("syncs", "receipt"),
    ("sync_entries", "entry"),
    ("wants", "notes"),
    ("valuations", "median"),
    ("files", "name"),
    ("file_lines", "position"),
    ("recognitions", "copy_id"),
    ("release_supplements", "styles"),
    ("copy_supplements", "notes"),
];

fn supplement() -> Supplement {
    let mut kept = item(1, 10).release;
    kept.credits = parse_artists("Somebody");
    kept.genres = Vec::new();
    sillon_core::sync::supplement::supplement(&kept, &item(1, 10).release).unwrap()
}

fn copy_supplement() -> CopySupplement {
    let note = Note { field_id: FieldId(3), value: "signed".into() };
    CopySupplement { instance_id: InstanceId(1), folder_id: Some(FolderId(2)), notes: Some(vec![note]) }
}

/// One row at least in every imported table.
pub(crate) async fn fill(db: &Fixture) {
    db.add(&[item(1, 10)]).await;
    let columns = Columns::standard(&[]);
    let file = SourceFile { id: 9, name: "a.csv".into(), columns, line_end: LineEnd::Crlf };
    db.store.add_source_files(ME, &[file], 1).await.unwrap();
    let line = SourceLine { file: 9, position: 1, cells: Odd::new() };
    let beside = Beside {
        lines: &[(InstanceId(1), line)],
        recognised: &[Recognition { instance_id: InstanceId(2), copy_id: InstanceId(1) }],
        supplements: &[supplement()],
        copy_supplements: &[copy_supplement()],
        absent: &[],
    };
    let changes = PageChanges { beside, ..PageChanges::default() };
    db.store.add_page(ME, &crate::support::job(1), &changes, 1).await.unwrap();
    let (folder, field) = (Folder { id: FolderId(1), name: "F".into() }, Field { id: FieldId(1), name: "F".into() });
    db.store.add_directory(ME, &[folder], &[field], 1).await.unwrap();
    let job_id = crate::support::job(1);
    db.store.add_wants(ME, &job_id, &[item(10, 10)], &[], 1).await.unwrap();
    let worth = Worth { minimum: 1, median: 2, maximum: 3, currency: "EUR".into() };
    db.store.add_valuation(ME, &Valuation { day: 0, worth }).await.unwrap();
    let params = SyncParams::default();
    db.store.enqueue_job(ME, &job_id, params, 1).await.unwrap();
    db.store.claim_job(JobKind::Sync, "me", 1, 2).await.unwrap().unwrap();
    let receipt = Receipt {
        job_id,
        list: List::Collection,
        origin: sillon_core::receipt::Origin::Discogs,
        params,
        progress: Progress::default(),
        albums_before: 0,
        albums_after: 1,
        copies_before: 0,
        copies_after: 1,
        listing_whole: false,
        absent: 0,
        drifted: 0,
        refused: 1,
        remarks: Vec::new(),
        proof: None,
    };
    let refused = Entry::Refused { instance_id: None, shown_as: String::new(), reason: String::new() };
    db.store.finish_sync(ME, "me", JobState::Completed, &receipt, &[refused], 1).await.unwrap();
}

async fn imported_rows_are_never_changed_or_removed(db: Fixture) {
    fill(&db).await;
    let mut connection = db.connect().await;
    for (table, column) in IMPORTED {
        let mut attempts = vec![format!("UPDATE {table} SET {column} = {column}"), format!("DELETE FROM {table}")];
        if let Connected::Postgres(_) = connection {
            attempts.push(format!("TRUNCATE {table} CASCADE"));
        }
        for attempt in attempts {
            let refusal = connection.execute(attempt.clone()).await.unwrap_err();
            assert!(
                refusal.contains("append-only: imported rows are never changed or removed"),
                "{attempt}: {refusal}"
            );
        }
    }
    assert_eq!(db.reader().counts(ME).await.unwrap().copies, 1);
}

/// What the command line tool of SQLite does by default: delete triggers do not fire.
#[tokio::test]
async fn another_program_replaces_no_imported_row() {
    let db = Fixture::sqlite().await;
    fill(&db).await;
    let mut other = SqliteConnection::connect(&db.url).await.unwrap();
    for recursive in ["OFF", "ON"] {
        other.execute(AssertSqlSafe(format!("PRAGMA recursive_triggers = {recursive}"))).await.unwrap();
        for (table, _) in IMPORTED {
            let rows: i64 = sqlx::query_scalar(AssertSqlSafe(format!("SELECT count(*) FROM {table}")))
                .fetch_one(&mut other)
                .await
                .unwrap();
            let replace = format!("INSERT OR REPLACE INTO {table} SELECT * FROM {table}");
            let replaced = other.execute(AssertSqlSafe(replace)).await.unwrap().rows_affected();
            assert_eq!((replaced, rows > 0), (0, true), "{table}");
        }
    }
}

#[tokio::test]
async fn sqlite_is_free_of_the_wal_bug() {
    let mut connection = SqliteConnection::connect("sqlite::memory:").await.unwrap();
    let version: String = sqlx::query_scalar("SELECT sqlite_version()").fetch_one(&mut connection).await.unwrap();
    let parts: Vec<u32> = version.split('.').map(|part| part.parse().unwrap()).collect();
    assert!(parts >= vec![3, 51, 3], "SQLite {version} can corrupt a WAL; did another crate pull an older one in?");
}

#[tokio::test]
#[ignore = "needs PostgreSQL: ./check starts one"]
async fn both_databases_hold_the_same_tables() {
    let (sqlite, postgres) = (Fixture::sqlite().await, Fixture::postgres().await);
    let (sqlite, postgres) = (sqlite_schema(&sqlite).await, postgres_schema(&postgres).await);
    let only_sqlite: Vec<_> = sqlite.difference(&postgres).collect();
    let only_postgres: Vec<_> = postgres.difference(&sqlite).collect();
    assert!(sqlite.len() > 100, "{sqlite:?}");
    assert_eq!(only_sqlite, [] as [&String; 0]);
    assert_eq!(only_postgres, [] as [&String; 0]);
}

/// Tables with columns, types, nullability and keys, and indexes.
async fn sqlite_schema(db: &Fixture) -> BTreeSet<String> {
    let Connected::Sqlite(mut connection) = db.connect().await else { unreachable!() };
    let columns = sqlx::query(
        "SELECT t.name, c.name, replace(c.type, 'INTEGER', 'INT'), c.\"notnull\", c.pk FROM sqlite_schema AS t, pragma_table_info(t.name) AS c \
         WHERE t.type = 'table' AND t.name NOT LIKE '\\_sqlx%' ESCAPE '\\'",
    );
    let mut found = BTreeSet::new();
    for row in columns.fetch_all(&mut connection).await.unwrap() {
        let (table, column, kind): (String, String, String) = (row.get(0), row.get(1), row.get(2));
        found.insert(format!(
            "{table}.{column} {kind} required {} key {}",
            row.get::<bool, _>(3),
            row.get::<i64, _>(4)
        ));
    }
    let indexes = sqlx::query(
        "SELECT i.name, i.tbl_name, i.sql LIKE 'CREATE UNIQUE%', i.sql LIKE '% WHERE %', \
         (SELECT group_concat(name, ',') FROM (SELECT name FROM pragma_index_info(i.name) ORDER BY seqno)) \
         FROM sqlite_schema AS i WHERE i.type = 'index' AND i.sql IS NOT NULL",
    );
    for row in indexes.fetch_all(&mut connection).await.unwrap() {
        found.insert(index(row.get(0), row.get(1), row.get(2), row.get(3), row.get(4)));
    }
    found
}

async fn postgres_schema(db: &Fixture) -> BTreeSet<String> {
    let Connected::Postgres(mut connection) = db.connect().await else { unreachable!() };
    let columns = sqlx::query(
        "SELECT c.table_name::text, c.column_name::text, c.data_type::text, c.is_nullable = 'NO', \
         COALESCE((SELECT k.ordinal_position::bigint FROM information_schema.key_column_usage AS k \
         JOIN information_schema.table_constraints AS p USING (constraint_schema, constraint_name) \
         WHERE p.constraint_type = 'PRIMARY KEY' AND k.table_schema = c.table_schema \
         AND k.table_name = c.table_name AND k.column_name = c.column_name), 0) \
         FROM information_schema.columns AS c WHERE c.table_schema = current_schema() \
         AND c.table_name NOT IN ('full_releases', 'full_copies') AND c.table_name NOT LIKE '\\_sqlx%'",
    );
    let mut found = BTreeSet::new();
    for row in columns.fetch_all(&mut connection).await.unwrap() {
        let (table, column, kind): (String, String, String) = (row.get(0), row.get(1), row.get(2));
        let kind = match kind.as_str() {
            "bigint" | "boolean" => "INT",
            "text" => "TEXT",
            "bytea" => "BLOB",
            "double precision" => "REAL",
            other => other,
        };
        found.insert(format!(
            "{table}.{column} {kind} required {} key {}",
            row.get::<bool, _>(3),
            row.get::<i64, _>(4)
        ));
    }
    let indexes = sqlx::query(
        "SELECT i.relname::text, t.relname::text, x.indisunique, x.indpred IS NOT NULL, \
         (SELECT string_agg(a.attname, ',' ORDER BY k.n) FROM unnest(x.indkey) WITH ORDINALITY AS k (attnum, n) \
         JOIN pg_attribute AS a ON a.attrelid = t.oid AND a.attnum = k.attnum) \
         FROM pg_index AS x JOIN pg_class AS i ON i.oid = x.indexrelid JOIN pg_class AS t ON t.oid = x.indrelid \
         WHERE NOT x.indisprimary AND t.relnamespace = current_schema()::regnamespace",
    );
    for row in indexes.fetch_all(&mut connection).await.unwrap() {
        found.insert(index(row.get(0), row.get(1), row.get(2), row.get(3), row.get(4)));
    }
    found
}

fn index(name: String, table: String, unique: bool, partial: bool, columns: String) -> String {
    let (unique, partial) = (if unique { "unique " } else { "" }, if partial { " partial" } else { "" });
    format!("{unique}index {name} on {table} ({columns}){partial}")
}
