//! Releases with what they are known by in a shop: a few statements, however many releases.

use crate::db::Db;
use crate::dialect::Sql;
use crate::edits::Overlay;
use crate::error::Result;
use crate::releases;
use sillon_core::collection::Copy;
use sillon_core::credit::render_credits;
use sillon_core::enrich::details::Identifier;
use sillon_core::format::render_formats;
use sillon_core::id::{AccountId, InstanceId, ReleaseId};
use sillon_core::release::Release;
use sillon_core::shop::{CopyInHand, Holding, barcode_digits};
use std::collections::HashMap;

pub(super) const COPIES: Sql = with_ids!(
    "SELECT c.release_id, c.instance_id, c.notes, absences.absent_since FROM full_copies AS c LEFT JOIN absences \
     ON absences.account_id = c.account_id AND absences.instance_id = c.instance_id \
     WHERE c.account_id = $2 AND c.release_id",
    "ORDER BY c.release_id, c.added_at, c.instance_id"
);
/// Only the identifiers leave the database: a whole document is many times as long.
pub(super) const IDENTIFIERS: Sql = Sql {
    sqlite: with_ids!("SELECT release_id, document ->> 'identifiers' FROM release_details WHERE release_id", "").sqlite,
    postgres: with_ids!(
        "SELECT release_id, CAST(document AS JSONB) ->> 'identifiers' FROM release_details WHERE release_id",
        ""
    )
    .postgres,
};

/// Discogs' own fields for the conditions of a copy.
const MEDIA_CONDITION: i64 = 1;
const SLEEVE_CONDITION: i64 = 2;

type Copies = HashMap<ReleaseId, Vec<CopyInHand>>;

/// Of these releases those that the collection holds, in the order of their keys.
pub(super) async fn holdings(db: &Db, account: AccountId, ids: &[ReleaseId]) -> Result<Vec<Holding>> {
    let overlay = Overlay::load(db, account, &releases::ids(ids.iter().copied())?).await?;
    let mut copies = copies(db, account, &overlay, ids).await?;
    let held: Vec<ReleaseId> = ids.iter().copied().filter(|id| copies.contains_key(id)).collect();
    let mut holdings = load(db, &overlay, &held).await?;
    for holding in &mut holdings {
        holding.copies = copies.remove(&holding.id).unwrap_or_default();
    }
    Ok(holdings)
}

/// These releases without copies, in the order of their keys.
pub(super) async fn wanted(db: &Db, account: AccountId, ids: &[ReleaseId]) -> Result<Vec<Holding>> {
    let overlay = Overlay::load(db, account, &releases::ids(ids.iter().copied())?).await?;
    load(db, &overlay, ids).await
}

async fn load(db: &Db, overlay: &Overlay, ids: &[ReleaseId]) -> Result<Vec<Holding>> {
    let mut barcodes = barcodes(db, &releases::ids(ids.iter().copied())?).await?;
    let releases = releases::load(db, ids).await?.into_values();
    let holdings = releases.map(|mut release| {
        overlay.lay_over_release(&mut release);
        let barcodes = barcodes.remove(&release.id.0).unwrap_or_default();
        holding(release, barcodes)
    });
    let mut holdings: Vec<Holding> = holdings.collect();
    holdings.sort_unstable_by_key(|holding| holding.id);
    Ok(holdings)
}

fn holding(release: Release, barcodes: Vec<String>) -> Holding {
    let label = release.labels.first().map(|label| label.display_name().to_owned()).unwrap_or_default();
    let catnos = release.labels.into_iter().map(|label| label.catno).filter(|catno| !catno.is_empty());
    Holding {
        id: release.id,
        master_id: release.master_id,
        artist: render_credits(&release.credits),
        title: release.title,
        year: release.year,
        formats: render_formats(&release.formats),
        label,
        catnos: each_once(catnos),
        barcodes,
        copies: Vec::new(),
    }
}

async fn copies(db: &Db, account: AccountId, overlay: &Overlay, ids: &[ReleaseId]) -> Result<Copies> {
    let ids = releases::ids(ids.iter().copied())?;
    let rows: Vec<(i64, i64, String, Option<i64>)> =
        read!(db, pool => sqlx::query_as(COPIES.of(db)).bind(&ids).bind(account.0).fetch_all(pool).await)?;
    let mut copies = Copies::new();
    for (release, instance, notes, absent_since) in rows {
        let mut copy = Copy {
            instance_id: InstanceId(instance),
            release_id: ReleaseId(release),
            folder_id: None,
            rating: None,
            added_at: None,
            notes: serde_json::from_str(&notes)?,
        };
        overlay.lay_over_copy(&mut copy);
        let mut in_hand = CopyInHand { is_absent: absent_since.is_some(), ..CopyInHand::default() };
        for note in copy.notes {
            match note.field_id.0 {
                MEDIA_CONDITION => in_hand.media = note.value,
                SLEEVE_CONDITION => in_hand.sleeve = note.value,
                _ => {}
            }
        }
        copies.entry(ReleaseId(release)).or_default().push(in_hand);
    }
    Ok(copies)
}

async fn barcodes(db: &Db, ids: &str) -> Result<HashMap<i64, Vec<String>>> {
    let rows: Vec<(i64, Option<String>)> =
        read!(db, pool => sqlx::query_as(IDENTIFIERS.of(db)).bind(ids).fetch_all(pool).await)?;
    let known = rows.into_iter().filter_map(|(id, identifiers)| Some((id, identifiers?)));
    known
        .map(|(id, identifiers)| {
            let identifiers: Vec<Identifier> = serde_json::from_str(&identifiers)?;
            let barcodes = identifiers.iter().filter(|identifier| identifier.kind.eq_ignore_ascii_case("barcode"));
            Ok((id, each_once(barcodes.filter_map(|barcode| barcode_digits(&barcode.value)))))
        })
        .collect()
}

fn each_once(texts: impl Iterator<Item = String>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for text in texts {
        if !kept.contains(&text) {
            kept.push(text);
        }
    }
    kept
}
