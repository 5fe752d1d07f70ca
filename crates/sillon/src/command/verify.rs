//! `sillon verify`: whether anything is gone, altered or damaged, and whether every imported row is as the last run left it.

use super::print;
use crate::cli::Verify;
use crate::compose::{Pace, Sillon};
use crate::failure::Failure;
use crate::settings::Settings;
use serde::Serialize;
use sillon_core::id::AccountId;
use sillon_core::proof::{Checksum, Verification};
use sillon_store::{Inspection, Repaired, Store};
use std::path::Path;

/// What was found, as JSON.
#[derive(Debug, Serialize)]
struct Found {
    state: &'static str,
    /// Null where the rows could not be read.
    now: Option<Checksum>,
    standing: Option<Checksum>,
    found: Option<Checksum>,
    /// Whether nothing is gone, altered or damaged.
    whole: bool,
    /// What is.
    faults: Vec<String>,
    /// What is there beside sillon's own.
    notes: Vec<String>,
    /// What `--repair` did.
    repaired: Vec<String>,
}

pub(super) async fn run(settings: &Settings, asked: &Verify) -> Result<(), Failure> {
    let sillon = Sillon::open(settings, Pace::default()).await?;
    let looked = look(&sillon.store, asked.repair).await;
    sillon.stop().await;
    let (inspection, repaired, verified) = looked?;
    let changed = verified.as_ref().is_some_and(|verified| verified.holds() == Some(false));
    let mut faults = inspection.sentences();
    if changed {
        faults.push("rows that the last run left were changed or removed since".to_owned());
    }
    if asked.json.json {
        print_json(&inspection, &repaired, verified.as_ref(), &faults)?;
    } else {
        print_text(&inspection, &repaired, verified.as_ref());
    }
    if faults.is_empty() {
        return Ok(());
    }
    let way = match (inspection.is_repairable(), changed) {
        (true, false) => "run `sillon verify --repair`".to_owned(),
        _ => way_out(settings, changed),
    };
    Err(Failure::other(format!("{}: {way}", faults.join("; "))))
}

/// What a person does where only a backup has what is gone.
pub(super) fn way_out(settings: &Settings, changed: bool) -> String {
    let newest = newest_backup(&settings.backups());
    let restore = newest.map_or_else(
        || "restore a backup with `sillon restore FILE`".to_owned(),
        |name| format!("restore a backup; the newest: `sillon restore {name}`"),
    );
    if changed { format!("find out which program wrote into the database, and {restore}") } else { restore }
}

fn newest_backup(folder: &Path) -> Option<String> {
    let names = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let ids =
        names.filter_map(|entry| sillon_core::backup::BackupId::of_file_name(&entry.file_name().to_string_lossy()));
    ids.max().map(|id| id.file_name())
}

async fn look(store: &Store, repair: bool) -> Result<(Inspection, Repaired, Option<Verification>), Failure> {
    let reader = store.reader();
    let (mut inspection, mut repaired) = (reader.inspect(true).await?, Repaired::default());
    if repair && !inspection.is_whole() && inspection.damage.is_none() {
        repaired = store.repair(&inspection).await?;
        inspection = reader.inspect(true).await?;
    }
    let verified = match reader.verify(AccountId::FIRST).await {
        Ok(verified) => Some(verified),
        // What is damaged or gone is told already.
        Err(_) if !inspection.is_whole() => None,
        Err(error) => return Err(error.into()),
    };
    Ok((inspection, repaired, verified))
}

fn print_text(inspection: &Inspection, repaired: &Repaired, verified: Option<&Verification>) {
    for done in repaired.sentences() {
        print(format_args!("repaired: {done}"));
    }
    for note in inspection.notes() {
        print(format_args!("note: {note}"));
    }
    if let Some(verified) = verified {
        let Checksum { rows, sum } = verified.now;
        match verified.holds() {
            Some(true) => print(format_args!(
                "equal: every row that the last run left is there and reads as it did ({rows} rows now, {sum})"
            )),
            Some(false) => {}
            None => print(format_args!("no run to compare with: {rows} rows now, {sum}")),
        }
    }
    if inspection.is_whole() {
        print("whole: tables, triggers, indexes, views and derived rows are as they should be, and no page is damaged");
    }
}

fn print_json(
    inspection: &Inspection,
    repaired: &Repaired,
    verified: Option<&Verification>,
    faults: &[String],
) -> Result<(), Failure> {
    let state = match verified.map(Verification::holds) {
        Some(Some(true)) => "equal",
        Some(Some(false)) => "changed",
        Some(None) => "none",
        None => "unreadable",
    };
    let found = Found {
        state,
        now: verified.map(|verified| verified.now),
        standing: verified.and_then(|verified| verified.standing),
        found: verified.and_then(|verified| verified.found),
        whole: inspection.is_whole(),
        faults: faults.to_vec(),
        notes: inspection.notes(),
        repaired: repaired.sentences(),
    };
    print(serde_json::to_string(&found).map_err(Failure::other)?);
    Ok(())
}
