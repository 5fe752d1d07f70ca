//! Files that were made to harm: a restore takes rows from a file and nothing else.

use crate::backup::{NOW, Place, names, settle, titles};
use crate::migrate::{sqlite_of, versions};
use crate::support::{ME, album};
use sillon_core::access::{ApiToken, Scope};
use sillon_core::backup::Reason;
use sillon_store::{BackupError, DatabaseFile, read_record};
use sqlx::{AssertSqlSafe, Connection, Executor, SqliteConnection};
use std::path::Path;

/// Another program opens a file.
async fn open(file: &Path) -> SqliteConnection {
    SqliteConnection::connect(&format!("sqlite://{}", file.display())).await.unwrap()
}

async fn meddle(file: &Path, statements: &[String]) {
    let mut connection = open(file).await;
    for statement in statements {
        connection.execute(AssertSqlSafe(statement.clone())).await.unwrap();
    }
    connection.close().await.unwrap();
}

/// Statements that make a file hold the text of a view, trigger or table that no SQLite would write.
fn written_into_the_schema(kind: &str, text: &str) -> Vec<String> {
    let made = match kind {
        "view" => "CREATE VIEW zz AS SELECT 1",
        "trigger" => "CREATE TRIGGER zz AFTER INSERT ON settings BEGIN SELECT 1; END",
        "index" => "CREATE INDEX zz ON settings (value)",
        _ => "CREATE TABLE zz (x)",
    };
    let text = text.replace('\'', "''");
    vec![
        made.to_owned(),
        "PRAGMA writable_schema = 1".to_owned(),
        format!("UPDATE sqlite_schema SET sql = '{text}' WHERE name = 'zz'"),
        "PRAGMA writable_schema = 0".to_owned(),
    ]
}

/// A collection with a backup, an edit of which the backup knows nothing, and another program's database beside it.
async fn victim() -> (Place, std::path::PathBuf, std::path::PathBuf) {
    let place = Place::new().await;
    place.db.add(&[album(1, "A", "First")]).await;
    let backup = place.back_up().await;
    place.db.add(&[album(2, "B", "Second")]).await;
    let other = place.folder.path().join("other.db");
    std::fs::write(&other, "").unwrap();
    let statements = ["CREATE TABLE users (name TEXT)", "INSERT INTO users VALUES ('owner')"];
    meddle(&other, &statements.map(str::to_owned)).await;
    (place, backup, other)
}

/// The file is refused with a sentence, and nothing here is other than before.
async fn refused(place: &Place, file: &Path) -> String {
    let before = names(&place.backups());
    let refusal = place.restore(file).await.unwrap_err();
    assert!(!matches!(refusal, BackupError::Store(_)), "a sentence, not {refusal:?}");
    assert_eq!(titles(&place.db.reader()).await, ["First", "Second"], "{refusal}");
    assert_eq!(names(&place.backups()), before, "no backup of what was not changed, and none gone: {refusal}");
    let inspection = place.db.reader().inspect(true).await.unwrap();
    assert!(inspection.is_whole(), "{:?}", inspection.sentences());
    refusal.to_string()
}

#[tokio::test]
async fn no_text_of_a_file_is_run() {
    for kind in ["view", "trigger", "index", "table"] {
        let (place, backup, other) = victim().await;
        let written = place.folder.path().join("authorized_keys");
        let payloads = [
            format!(
                "ATTACH '{}' AS pwn; INSERT INTO pwn.users VALUES ('attacker'); DELETE FROM pwn.users WHERE name = 'owner'",
                other.display()
            ),
            format!("CREATE TABLE pay AS SELECT 1 AS x; COMMIT; VACUUM INTO '{}'; BEGIN IMMEDIATE", written.display()),
            "CREATE TABLE pay (x); COMMIT; BEGIN IMMEDIATE".to_owned(),
            "DROP TRIGGER releases_refuse_update; UPDATE releases SET title = 'HACKED'".to_owned(),
        ];
        for (number, payload) in payloads.iter().enumerate() {
            let crafted = place.folder.path().join(format!("crafted-{number}.db"));
            std::fs::copy(&backup, &crafted).unwrap();
            let first = match kind {
                "view" => "CREATE VIEW zz AS SELECT 1",
                "trigger" => "CREATE TRIGGER zz AFTER INSERT ON settings BEGIN SELECT 1; END",
                "index" => "CREATE INDEX zz ON settings (value)",
                _ => "CREATE TABLE zz (x)",
            };
            meddle(&crafted, &written_into_the_schema(kind, &format!("{first}; {payload}"))).await;
            refused(&place, &crafted).await;
            assert!(!written.exists(), "{payload}");
            let mut connection = open(&other).await;
            let users: Vec<String> =
                sqlx::query_scalar("SELECT name FROM users").fetch_all(&mut connection).await.unwrap();
            assert_eq!(users, ["owner"]);
        }
    }
}

#[tokio::test]
async fn a_structure_that_is_not_ours_is_refused_with_what_differs() {
    let crafted = [
        ("CREATE VIEW zz AS SELECT 1", "view \"zz\""),
        ("CREATE TABLE zz (x)", "table \"zz\""),
        ("CREATE TRIGGER zz AFTER INSERT ON settings BEGIN DELETE FROM texts; END", "trigger \"zz\""),
        ("CREATE TRIGGER zz AFTER INSERT ON copies BEGIN DELETE FROM texts; END", "trigger \"zz\""),
        ("CREATE INDEX zz ON settings (upper(value))", "index \"zz\""),
        ("CREATE VIRTUAL TABLE zz USING fts5 (x)", "table \"zz"),
        ("DROP TRIGGER copies_refuse_delete", "trigger \"copies_refuse_delete\" on \"copies\" is missing"),
        ("DROP INDEX copies_by_release", "index \"copies_by_release\" on \"copies\" is missing"),
        ("DROP TABLE views", "table \"views\" is missing"),
        ("DROP VIEW full_releases", "view \"full_releases\" is missing"),
        ("DROP VIEW full_releases; CREATE VIEW full_releases AS SELECT * FROM releases", "has another definition"),
        (
            "ALTER TABLE settings ADD COLUMN more TEXT DEFAULT (hex(randomblob(4)))",
            "\"settings\" has another definition",
        ),
        ("ALTER TABLE settings ADD COLUMN more TEXT AS (upper(value))", "\"settings\" has another definition"),
        ("ALTER TABLE settings ADD COLUMN more TEXT CHECK (abs(more) > 0)", "\"settings\" has another definition"),
        ("PRAGMA application_id = 7", "another program"),
        ("UPDATE _sqlx_migrations SET checksum = x'00' WHERE version = 1", "list of migrations"),
        ("DELETE FROM _sqlx_migrations", "no backup"),
        ("DROP TABLE sillon_backup; CREATE TABLE sillon_backup (made_at, reason)", "own record"),
        ("INSERT INTO sillon_backup SELECT * FROM sillon_backup", "once"),
    ];
    let (place, backup, _) = victim().await;
    for (number, (statements, said)) in crafted.iter().enumerate() {
        let file = place.folder.path().join(format!("crafted-{number}.db"));
        std::fs::copy(&backup, &file).unwrap();
        // With the record and, as a plain copy of a database, without.
        meddle(&file, &[(*statements).to_owned()]).await;
        let refusal = refused(&place, &file).await;
        assert!(refusal.contains(said), "{statements}: {refusal}");
        if statements.contains("sillon_backup") {
            continue;
        }
        meddle(&file, &["DROP TABLE sillon_backup".to_owned()]).await;
        let refusal = refused(&place, &file).await;
        assert!(refusal.contains(said), "{statements}: {refusal}");
    }
}

#[tokio::test]
async fn rows_that_no_sillon_writes_are_refused() {
    let (place, backup, _) = victim().await;
    let crafted = [
        // Another type, a duplicate of a key, an unknown word, a release that is not there: past every check of the file's own.
        (
            "PRAGMA writable_schema = 1; UPDATE sqlite_schema SET sql = replace(sql, ' STRICT', '') WHERE name = 'settings'",
            "",
        ),
        (
            "PRAGMA foreign_keys = 0; INSERT INTO wants (account_id, release_id, notes, job_id, imported_at) VALUES (1, 99, '[]', 'j', 1)",
            "not there",
        ),
        (
            "PRAGMA ignore_check_constraints = 1; INSERT INTO api_tokens VALUES (1, 'i', 'n', 'owner', x'00', 1, NULL)",
            "",
        ),
        ("INSERT INTO settings VALUES (1, 'k', CAST(x'ff' AS TEXT), 1)", "UTF-8"),
    ];
    for (number, (statements, said)) in crafted.iter().enumerate() {
        let file = place.folder.path().join(format!("crafted-{number}.db"));
        std::fs::copy(&backup, &file).unwrap();
        meddle(&file, &[(*statements).to_owned(), "DROP TABLE IF EXISTS sillon_backup".to_owned()]).await;
        let refusal = refused(&place, &file).await;
        assert!(refusal.contains(said), "{statements}: {refusal}");
    }
}

#[tokio::test]
async fn another_encoding_is_refused() {
    let (place, _, _) = victim().await;
    let file = place.folder.path().join("utf16.db");
    let mut connection = SqliteConnection::connect(&format!("sqlite://{}?mode=rwc", file.display())).await.unwrap();
    connection.execute("PRAGMA encoding = 'UTF-16le'").await.unwrap();
    connection.execute("CREATE TABLE _sqlx_migrations (version)").await.unwrap();
    connection.close().await.unwrap();
    assert!(refused(&place, &file).await.contains("another program"));
}

#[tokio::test]
async fn a_backup_of_an_earlier_sillon_is_put_back_without_a_checksum_of_its_schema() {
    for version in versions() {
        let place = Place::new().await;
        let old = format!("sqlite://{}/old.db", place.folder.path().display());
        sqlite_of(version, &old).await;
        let (id, record) =
            DatabaseFile::of(&old).unwrap().back_up(&place.backups(), Reason::Manual, NOW).await.unwrap();
        let file = place.backups().join(id.file_name());
        // As earlier versions wrote it: of the rows alone.
        let rows = crate::foreign::rows_checksum(&file).await;
        meddle(
            &file,
            &[
                "DROP TABLE sillon_backup".to_owned(),
                "CREATE TABLE sillon_backup (made_at INTEGER NOT NULL, reason TEXT NOT NULL, schema INTEGER NOT NULL, \
                 albums INTEGER NOT NULL, copies INTEGER NOT NULL, checksum TEXT NOT NULL) STRICT"
                    .to_owned(),
                format!("INSERT INTO sillon_backup VALUES (1, 'manual', {version}, 2, 3, '{rows}')"),
            ],
        )
        .await;
        assert!(record.schema_checksum.is_some() && read_record(&file).await.unwrap().schema_checksum.is_none());
        place.restore(&file).await.unwrap();
        assert_eq!(titles(&place.db.reader()).await.len(), 2, "version {version}");
        meddle(&file, &["UPDATE sillon_backup SET checksum = 'other'".to_owned()]).await;
        assert!(matches!(place.restore(&file).await, Err(BackupError::Damaged(_))));
    }
}

/// The checksum as earlier versions took it, written once more: table by table, row by row.
async fn rows_checksum(file: &Path) -> String {
    use sha2::{Digest, Sha256};
    let mut connection = open(file).await;
    let tables: Vec<String> = sqlx::query_scalar(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' \
         AND name <> 'sillon_backup' AND sql NOT LIKE 'CREATE VIRTUAL %' ORDER BY name",
    )
    .fetch_all(&mut connection)
    .await
    .unwrap();
    let mut sum = Sha256::new();
    let feed = |sum: &mut Sha256, bytes: &[u8]| {
        sum.update((bytes.len() as u64).to_le_bytes());
        sum.update(bytes);
    };
    for table in tables {
        let columns: Vec<(String, i64)> = sqlx::query_as("SELECT name, pk FROM pragma_table_info($1) ORDER BY cid")
            .bind(&table)
            .fetch_all(&mut connection)
            .await
            .unwrap();
        let quoted: Vec<String> = columns.iter().map(|(name, _)| format!("\"{name}\"")).collect();
        let mut key: Vec<&(String, i64)> = columns.iter().filter(|(_, pk)| *pk > 0).collect();
        key.sort_by_key(|(_, pk)| *pk);
        let key: Vec<String> = key.iter().map(|(name, _)| format!("\"{name}\"")).collect();
        let order = if key.is_empty() { &quoted } else { &key };
        feed(&mut sum, table.as_bytes());
        feed(&mut sum, quoted.join(", ").as_bytes());
        // Each value with a letter for its type, as one blob a column.
        let values: Vec<String> =
            quoted.iter().flat_map(|name| [format!("typeof({name})"), format!("CAST({name} AS BLOB)")]).collect();
        let sql = format!("SELECT {} FROM \"{table}\" ORDER BY {}", values.join(", "), order.join(", "));
        for row in sqlx::query(AssertSqlSafe(sql)).fetch_all(&mut connection).await.unwrap() {
            use sqlx::Row;
            for column in 0..columns.len() {
                let kind: String = row.get(2 * column);
                let bytes: Option<Vec<u8>> = row.get(2 * column + 1);
                let text = || String::from_utf8(bytes.clone().unwrap()).unwrap();
                match kind.as_str() {
                    "null" => sum.update(b"n"),
                    "integer" => {
                        sum.update(b"i");
                        sum.update(text().parse::<i64>().unwrap().to_le_bytes());
                    }
                    "real" => {
                        sum.update(b"r");
                        sum.update(text().parse::<f64>().unwrap().to_bits().to_le_bytes());
                    }
                    kind => {
                        sum.update(if kind == "blob" { b"b" } else { b"t" });
                        feed(&mut sum, bytes.as_deref().unwrap());
                    }
                }
            }
        }
    }
    sum.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

fn token(name: &str) -> ApiToken {
    ApiToken { id: name.into(), name: name.into(), scope: Scope::Write, created_at: 1, last_used_at: None }
}

#[tokio::test]
async fn tokens_and_secrets_are_those_of_today() {
    let (place, _, _) = victim().await;
    let store = &place.db.store;
    for name in ["stolen", "kept"] {
        store.add_api_token(ME, &token(name), name.as_bytes()).await.unwrap();
    }
    store.set_secret(ME, "removed", Some(b"then"), 1).await.unwrap();
    store.set_secret(ME, "changed", Some(b"then"), 1).await.unwrap();
    let backup = place.back_up().await;
    store.remove_api_token(ME, "stolen").await.unwrap();
    store.add_api_token(ME, &token("new"), b"new").await.unwrap();
    store.set_secret(ME, "removed", None, 2).await.unwrap();
    store.set_secret(ME, "changed", Some(b"now"), 2).await.unwrap();
    place.restore(&backup).await.unwrap();
    let names: Vec<String> =
        place.db.reader().list_api_tokens(ME).await.unwrap().into_iter().map(|token| token.name).collect();
    assert_eq!(names, ["new", "kept"]);
    assert!(place.db.reader().find_api_token(ME, b"stolen").await.unwrap().is_none());
    assert_eq!(store.secret(ME, "removed").await.unwrap(), None);
    assert_eq!(store.secret(ME, "changed").await.unwrap().unwrap(), b"now");

    // Where no database was, a backup brings no token; what only the key of this place opens comes along.
    let elsewhere = place.folder.path().join("elsewhere.db");
    std::fs::write(&elsewhere, "").unwrap();
    let url = format!("sqlite://{}", elsewhere.display());
    DatabaseFile::of(&url).unwrap().restore(&backup, &place.backups(), &settle()).await.unwrap();
    let store = sillon_store::Store::open(&url).await.unwrap();
    assert!(store.reader().list_api_tokens(ME).await.unwrap().is_empty());
    assert_eq!(store.secret(ME, "removed").await.unwrap().unwrap(), b"then");
    store.close().await;
}

#[tokio::test]
async fn a_backup_of_a_database_without_guards_has_them() {
    let (place, _, _) = victim().await;
    let file = place.file().path().to_owned();
    let statements = [
        "DROP TRIGGER releases_refuse_update",
        "DROP INDEX copies_by_job",
        "DROP VIEW full_releases",
        "CREATE TABLE litestream (x)",
        "CREATE TRIGGER zz AFTER INSERT ON settings BEGIN DELETE FROM texts; END",
    ];
    meddle(&file, &statements.map(str::to_owned)).await;
    let backup = place.back_up().await;
    place.restore(&backup).await.unwrap();
    assert_eq!(titles(&place.db.reader()).await, ["First", "Second"]);
    let inspection = place.db.reader().inspect(true).await.unwrap();
    assert!(inspection.is_whole() && inspection.notes().is_empty(), "{:?}", inspection.sentences());

    // A table that is gone takes its rows along: no backup says that it holds them, and a restore keeps what there is.
    meddle(&file, &["DROP TABLE edits".to_owned()]).await;
    let before = names(&place.backups());
    let refusal = place.file().back_up(&place.backups(), Reason::Daily, NOW).await.unwrap_err();
    assert!(refusal.to_string().contains("\"edits\" is missing"), "{refusal}");
    assert_eq!(names(&place.backups()), before);
    let restored = place.restore(&backup).await.unwrap();
    assert!(place.backups().join(restored.before.unwrap().file_name()).exists());
    assert!(place.db.reader().inspect(true).await.unwrap().is_whole());
}

#[tokio::test]
async fn altered_schemas_are_written_as_before() {
    // What SQLite and sqlx write into the list of the schema is compared letter by letter with what they wrote into backups of
    // earlier versions. If this fails after an update of one of them, both forms have to be taken.
    let (place, backup, _) = victim().await;
    let mut connection = open(&backup).await;
    let migrations: String = sqlx::query_scalar("SELECT sql FROM sqlite_schema WHERE name = '_sqlx_migrations'")
        .fetch_one(&mut connection)
        .await
        .unwrap();
    let words: Vec<&str> = migrations.split_whitespace().collect();
    assert_eq!(
        words.join(" "),
        "CREATE TABLE _sqlx_migrations ( version BIGINT PRIMARY KEY, description TEXT NOT NULL, installed_on TIMESTAMP \
         NOT NULL DEFAULT CURRENT_TIMESTAMP, success BOOLEAN NOT NULL, checksum BLOB NOT NULL, execution_time BIGINT NOT NULL )"
    );
    let renamed: String = sqlx::query_scalar("SELECT sql FROM sqlite_schema WHERE name = 'album_index'")
        .fetch_one(&mut connection)
        .await
        .unwrap();
    assert!(renamed.starts_with("CREATE TABLE \"album_index\" ("), "{renamed}");
    let added: String = sqlx::query_scalar("SELECT sql FROM sqlite_schema WHERE name = 'labels'")
        .fetch_one(&mut connection)
        .await
        .unwrap();
    assert!(added.ends_with("\n    name TEXT NOT NULL\n, seal INTEGER NOT NULL DEFAULT 0) STRICT"), "{added}");
    drop(place);
}
