//! `sillon verify`: sums up every imported row, and compares with what the last run left.

use super::print;
use crate::cli::Json;
use crate::compose::{Pace, Sillon};
use crate::failure::Failure;
use crate::settings::Settings;
use serde::Serialize;
use sillon_core::id::AccountId;
use sillon_core::proof::Checksum;

/// What was found, as JSON.
#[derive(Debug, Serialize)]
struct Found {
    state: &'static str,
    now: Checksum,
    standing: Option<Checksum>,
    found: Option<Checksum>,
}

pub(super) async fn run(settings: &Settings, format: Json) -> Result<(), Failure> {
    let sillon = Sillon::open(settings, Pace::default()).await?;
    let verified = sillon.store.reader().verify(AccountId::FIRST).await;
    sillon.stop().await;
    let verified = verified?;
    let state = match verified.holds() {
        Some(true) => "equal",
        Some(false) => "changed",
        None => "none",
    };
    let Checksum { rows, sum } = verified.now;
    if format.json {
        let found = Found { state, now: verified.now, standing: verified.standing, found: verified.found };
        print(serde_json::to_string(&found).map_err(Failure::other)?);
    } else if verified.holds() == Some(true) {
        print(format_args!(
            "equal: every row that the last run left is there and reads as it did ({rows} rows now, {sum})"
        ));
    } else if verified.holds().is_none() {
        print(format_args!("no run to compare with: {rows} rows now, {sum}"));
    }
    match verified.holds() {
        Some(false) => Err(Failure::other(
            "rows that the last run left were changed or removed since: find out which program wrote into the database, and bring the last backup back",
        )),
        _ => Ok(()),
    }
}
