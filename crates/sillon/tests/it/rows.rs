//! The rows of a database as they lie in the file, to be compared byte for byte.

use sqlx::sqlite::{SqliteConnectOptions, SqlitePool};
use std::collections::BTreeMap;
use std::path::Path;

/// Tables with the rows that are looked at, as a condition.
pub(crate) type Kept = (&'static str, &'static str);

/// What a sync or a file wrote.
pub(crate) const IMPORTED: [Kept; 8] = [
    ("releases", "1"),
    ("artists", "1"),
    ("labels", "1"),
    ("copies", "1"),
    ("folders", "1"),
    ("fields", "1"),
    ("files", "1"),
    ("file_lines", "1"),
];

/// Lines by their tables, sorted.
pub(crate) type Rows = BTreeMap<&'static str, Vec<String>>;

/// Every such row with all its columns, each value as SQLite quotes it: exact to the byte, and text told apart from numbers.
pub(crate) async fn rows(file: &Path, tables: &[Kept]) -> Rows {
    let pool = SqlitePool::connect_with(SqliteConnectOptions::new().filename(file).read_only(true)).await.unwrap();
    let mut all = Rows::new();
    for (table, kept) in tables {
        let columns: String = sqlx::query_scalar(
            "SELECT group_concat('quote(\"' || name || '\")', ' || '','' || ') FROM pragma_table_info($1)",
        )
        .bind(table)
        .fetch_one(&pool)
        .await
        .unwrap();
        let select = format!("SELECT {columns} AS line FROM {table} WHERE {kept} ORDER BY line");
        all.insert(table, sqlx::query_scalar(sqlx::AssertSqlSafe(select)).fetch_all(&pool).await.unwrap());
    }
    pool.close().await;
    all
}

/// The first line that is no longer there as it was, with its table.
pub(crate) fn first_lost<'a>(before: &'a Rows, now: &Rows) -> Option<(&'static str, &'a String)> {
    let lost = |(table, lines): (&&'static str, &'a Vec<String>)| {
        let line = lines.iter().find(|line| now[table].binary_search(line).is_err());
        line.map(|line| (*table, line))
    };
    before.iter().find_map(lost)
}
