//! `sillon backup` and `sillon restore`: they go to the database's file themselves, whether a server has it open or not.

mod postgres;

use super::print;
use crate::cli::{Backup, Restore};
use crate::failure::Failure;
use crate::settings::Settings;
use serde::Serialize;
use sillon_core::backup::{BackupId, Reason};
use sillon_engine::{Clock, today_as_served};
use sillon_store::{DatabaseFile, Record, Settle};
use std::path::{Path, PathBuf};

/// What `--json` prints of a backup.
#[derive(Serialize)]
struct Made<'a> {
    file: &'a Path,
    bytes: u64,
    made_at: i64,
    schema: i64,
    albums: i64,
    copies: i64,
    checksum: &'a str,
}

/// What `--json` prints of a restore.
#[derive(Serialize)]
struct PutBack<'a> {
    file: &'a Path,
    schema: i64,
    checksum: &'a str,
    /// The backup of what was there.
    before: Option<PathBuf>,
    /// Where a damaged database was put.
    set_aside: Option<&'a Path>,
}

pub(super) async fn run(settings: &Settings, asked: &Backup) -> Result<(), Failure> {
    let Some(database) = DatabaseFile::of(&settings.database_url) else {
        return Err(Failure::usage(postgres::how_to_dump(&settings.database_url, asked.file.as_deref())));
    };
    let now = Clock::system().now();
    let (file, record) = match &asked.file {
        Some(file) => (file.clone(), database.back_up_to(file, Reason::Manual, now).await?),
        None => {
            let (id, record) = database.back_up(&settings.backups(), Reason::Manual, now).await?;
            (settings.backups().join(id.file_name()), record)
        }
    };
    let bytes = std::fs::metadata(&file).map_or(0, |about| about.len());
    let Record { made_at, schema, albums, copies, checksum, .. } = &record;
    if asked.json.json {
        let made =
            Made { file: &file, bytes, made_at: *made_at, schema: *schema, albums: *albums, copies: *copies, checksum };
        return print_json(&made);
    }
    print(format_args!("{}: {albums} albums, {copies} copies, {bytes} bytes, checked", file.display()));
    Ok(())
}

pub(super) async fn restore(settings: &Settings, asked: &Restore) -> Result<(), Failure> {
    let Some(database) = DatabaseFile::of(&settings.database_url) else {
        return Err(Failure::usage(postgres::how_to_restore(&settings.database_url, &asked.file)));
    };
    let backups = settings.backups();
    let file = find(&asked.file, &backups);
    let clock = Clock::system();
    let settle = Settle { now: clock.now(), settings: today_as_served(&clock) };
    let restored = database.restore_over_damage(&file, &backups, &settle).await?;
    let before = restored.before.map(|id| backups.join(id.file_name()));
    let set_aside = restored.set_aside.as_deref();
    if asked.json.json {
        let checksum = &restored.checksum;
        return print_json(&PutBack { file: &file, schema: restored.schema, checksum, before, set_aside });
    }
    let held = restored.record.map_or_else(String::new, |record| format!(" ({} albums)", record.albums));
    let was = match (&before, set_aside) {
        (Some(before), _) => format!("; what was there is kept in {}", before.display()),
        (None, Some(aside)) => format!("; the damaged database is in {}", aside.display()),
        (None, None) => String::new(),
    };
    print(format_args!("{} is put back{held} and reads as it should{was}", file.display()));
    Ok(())
}

/// A path, or in the folder of backups a file's name or a key as the API gives it.
fn find(asked: &Path, backups: &Path) -> PathBuf {
    let by_key = asked.to_str().and_then(BackupId::parse).map(|id| backups.join(id.file_name()));
    let named = [Some(backups.join(asked)), by_key].into_iter().flatten().find(|file| file.is_file());
    if asked.exists() { asked.to_owned() } else { named.unwrap_or_else(|| asked.to_owned()) }
}

fn print_json(document: &impl Serialize) -> Result<(), Failure> {
    print(serde_json::to_string(document).map_err(Failure::other)?);
    Ok(())
}
