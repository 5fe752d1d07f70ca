//! Killed while the database of an earlier version, with rows in it, is brought up to this one.

use super::child::Program;
use super::{COMING_UP, Dice, services, share};
use crate::rows::{IMPORTED, Rows, rows};
use older_rows::ROWS;
use sillon_store::{Store, read_record};
use sqlx::migrate::Migrator;
use sqlx::{AssertSqlSafe, Connection, SqliteConnection};
use std::path::Path;

#[allow(dead_code, reason = "the store's own tests tell more versions apart")]
#[path = "../../../../store/tests/it/migrate/rows.rs"]
mod older_rows;

static MIGRATIONS: Migrator = sqlx::migrate!("../store/migrations/sqlite");

fn url(data: &Path) -> String {
    format!("sqlite://{}/sillon.db", data.display())
}

/// A database as that version left it.
async fn build(version: i64, data: &Path) {
    let mut connection = SqliteConnection::connect(&format!("{}?mode=rwc", url(data))).await.unwrap();
    let known: Vec<_> = MIGRATIONS.iter().filter(|migration| migration.version <= version).cloned().collect();
    Migrator { migrations: known.into(), ..Migrator::DEFAULT }.run(&mut connection).await.unwrap();
    for rows in ROWS.iter().filter(|rows| (rows.since..rows.before).contains(&version)) {
        sqlx::query(AssertSqlSafe(rows.sql)).execute(&mut connection).await.unwrap();
    }
    connection.close().await.unwrap();
}

/// What becomes of it when nobody is killed.
async fn undisturbed(version: i64) -> Rows {
    let folder = tempfile::tempdir().unwrap();
    build(version, folder.path()).await;
    Store::open(&url(folder.path())).await.unwrap().close().await;
    rows(&folder.path().join("sillon.db"), &IMPORTED).await
}

async fn version_of(data: &Path) -> i64 {
    let mut connection = SqliteConnection::connect(&url(data)).await.unwrap();
    let versions = sqlx::query_scalar("SELECT MAX(version) FROM _sqlx_migrations WHERE success");
    let version = versions.fetch_one(&mut connection).await.unwrap();
    connection.close().await.unwrap();
    version
}

#[tokio::test]
async fn killed_over_a_migration_it_goes_on_with_every_row() {
    let mut dice = Dice::of_now();
    let fakes = services();
    let versions: Vec<i64> = MIGRATIONS.iter().map(|migration| migration.version).collect();
    let (newest, kills) = (versions[versions.len() - 1], share(2));
    let (mut stages, mut killed) = ([0; 3], 0);
    while killed < kills {
        let version = versions[usize::try_from(dice.roll(versions.len() as u64 - 1)).unwrap()];
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path();
        build(version, data).await;
        // As often as it takes until it comes through, or is let through.
        for _ in 0..3 {
            let program = Program::start(data, &fakes);
            dice.wait(COMING_UP).await;
            program.kill().await;
            killed += 1;
            let reached = version_of(data).await;
            stages[usize::from(reached > version) + usize::from(reached == newest)] += 1;
            if reached == newest || killed == kills {
                break;
            }
        }
        let mut program = Program::start(data, &fakes);
        program.comes_up().await;
        assert_eq!(program.json("/api/v1/collection/stats").await["copies"], 3, "of version {version}");
        program.kill().await;
        let now = rows(&data.join("sillon.db"), &IMPORTED).await;
        assert_eq!(now, undisturbed(version).await, "of version {version}");
        let backups = data.join("backups");
        let kept = std::fs::read_dir(&backups).unwrap().map(|entry| entry.unwrap().path());
        let kept: Vec<_> = kept.filter(|path| path.extension().is_some_and(|end| end == "db")).collect();
        let mut earliest = i64::MAX;
        for backup in &kept {
            earliest = earliest.min(read_record(backup).await.unwrap().schema);
        }
        assert_eq!(earliest, version, "what was there before the first step is kept");
    }
    println!(
        "{kills} kills over migrations: {} before the first step, {} between, {} after",
        stages[0], stages[1], stages[2]
    );
}
