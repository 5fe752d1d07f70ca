//! A loss of power, as far as a process can play one: the database's files as they would lie on the disk, with the end of the log
//! missing or torn, or with the log carried over by half.

use crate::support::{ME, item, job};
use sillon_store::{PageChanges, Store};
use sqlx::{AssertSqlSafe, Connection, SqliteConnection};
use std::path::Path;

const COMMITS: i64 = 12;
const CUTS: usize = 150;
/// What a disk writes at once.
const SECTOR: usize = 512;

/// Always the same, so that a fault can be had again.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % sides as u64).unwrap()
    }
}

/// A database that was written to, and what it said after each commit.
struct Written {
    /// Before the log was carried over, the log, and after.
    before: Vec<u8>,
    log: Vec<u8>,
    after: Vec<u8>,
    said: Vec<String>,
}

fn url(folder: &Path) -> String {
    format!("sqlite://{}/sillon.db", folder.display())
}

/// Every row of every table, each value as SQLite quotes it; the database is sound, or it is no answer at all.
async fn says(folder: &Path) -> String {
    let mut connection = SqliteConnection::connect(&url(folder)).await.unwrap();
    let sound: String = sqlx::query_scalar("PRAGMA integrity_check").fetch_one(&mut connection).await.unwrap();
    assert_eq!(sound, "ok");
    let orphans = sqlx::query("PRAGMA foreign_key_check").fetch_all(&mut connection).await.unwrap();
    assert!(orphans.is_empty(), "a row names another that is not there");
    let tables = "SELECT t.name, group_concat('quote(\"' || c.name || '\")', ' || '','' || ') FROM sqlite_schema AS t, \
        pragma_table_info(t.name) AS c WHERE t.type = 'table' GROUP BY t.name ORDER BY t.name";
    let tables: Vec<(String, String)> = sqlx::query_as(tables).fetch_all(&mut connection).await.unwrap();
    let mut all = String::new();
    for (table, columns) in tables {
        let rows = AssertSqlSafe(format!("SELECT {columns} AS line FROM \"{table}\" ORDER BY line"));
        let rows: Vec<String> = sqlx::query_scalar(rows).fetch_all(&mut connection).await.unwrap();
        all = all + &table + "\n" + &rows.join("\n") + "\n";
    }
    connection.close().await.unwrap();
    all
}

/// Albums a page a commit, with a setting between: the log is never carried over.
async fn write() -> Written {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| std::fs::read(folder.path().join(name)).unwrap();
    let store = Store::open(&url(folder.path())).await.unwrap();
    // What the migrations wrote is on the disk already.
    let mut beside = SqliteConnection::connect(&url(folder.path())).await.unwrap();
    sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(&mut beside).await.unwrap();
    let mut said = vec![says(folder.path()).await];
    for commit in 0..COMMITS {
        if commit % 3 == 2 {
            store.set_setting(ME, "a", Some(&commit.to_string()), commit).await.unwrap();
        } else {
            let items: Vec<_> =
                (1..=20 + commit).map(|number| item(commit * 100 + number, commit * 50 + number)).collect();
            let changes = PageChanges { new_albums: &items, ..PageChanges::default() };
            store.add_page(ME, &job(1), &changes, 1_000 + commit).await.unwrap();
        }
        said.push(says(folder.path()).await);
    }
    let (before, log) = (file("sillon.db"), file("sillon.db-wal"));
    sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(&mut beside).await.unwrap();
    let after = file("sillon.db");
    assert!(before != after && said.windows(2).all(|pair| pair[0] != pair[1]));
    beside.close().await.unwrap();
    store.close().await;
    Written { before, log, after, said }
}

impl Written {
    /// What a database says that is found so at the next start: which of the commits was its last.
    async fn found(&self, database: &[u8], log: &[u8]) -> usize {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("sillon.db"), database).unwrap();
        std::fs::write(folder.path().join("sillon.db-wal"), log).unwrap();
        Store::open(&url(folder.path())).await.unwrap().close().await;
        let now = says(folder.path()).await;
        self.said
            .iter()
            .position(|said| *said == now)
            .expect("what was said after some commit, whole, and nothing else")
    }
}

#[tokio::test]
async fn a_log_without_its_end_takes_whole_commits_from_the_end_and_nothing_else() {
    let written = write().await;
    let last = written.said.len() - 1;
    assert_eq!(written.found(&written.before, &written.log).await, last, "nothing is lost that is there");
    assert_eq!(written.found(&written.before, &[]).await, 0);
    let mut dice = Dice(1877);
    let mut found: Vec<(usize, usize)> = Vec::new();
    for _ in 0..CUTS {
        let length = dice.roll(written.log.len());
        found.push((length, written.found(&written.before, &written.log[..length]).await));
    }
    found.sort_unstable();
    assert!(found.is_sorted_by_key(|(_, commit)| *commit), "the more of the log, the more commits: {found:?}");
    let mut seen: Vec<usize> = found.iter().map(|(_, commit)| *commit).collect();
    seen.dedup();
    assert!(seen.len() > last / 2, "cuts between most commits: {seen:?}");
}

/// Disks write sectors in the order they like: one in the middle may be missing, or hold anything.
#[tokio::test]
async fn a_log_with_a_torn_sector_ends_there() {
    let written = write().await;
    let mut dice = Dice(1901);
    for round in 0..CUTS / 2 {
        let torn = dice.roll(written.log.len() / SECTOR) * SECTOR;
        let mut log = written.log.clone();
        for byte in &mut log[torn..torn + SECTOR] {
            *byte = if round % 2 == 0 { 0 } else { u8::try_from(dice.roll(256)).unwrap() };
        }
        if log == written.log {
            // Nothing stood there, or the same.
            continue;
        }
        let whole = written.found(&written.before, &written.log[..torn]).await;
        assert_eq!(written.found(&written.before, &log).await, whole, "torn at {torn}");
    }
}

/// The log is on the disk before the first page of it is carried over: whichever pages arrived, all commits are there.
#[tokio::test]
async fn a_log_that_was_carried_over_by_half_is_carried_over_again() {
    let written = write().await;
    let mut dice = Dice(1923);
    for _ in 0..CUTS / 5 {
        let mut database = written.after.clone();
        for start in (0..database.len()).step_by(SECTOR) {
            let kept = start..(start + SECTOR).min(database.len());
            if dice.roll(2) == 0 && kept.end <= written.before.len() {
                database[kept.clone()].copy_from_slice(&written.before[kept]);
            }
        }
        assert_eq!(written.found(&database, &written.log).await, written.said.len() - 1);
    }
}
