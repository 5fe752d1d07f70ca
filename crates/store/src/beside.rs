//! The rows beside imported ones: where a file had them, what a listing recognises, and what was added to them since.

use crate::batch;
use crate::collection::Beside;
use crate::dialect::Sql;
use crate::error::Result;
use crate::item::{self, Document, Rows};
use crate::releases;
use sillon_core::release::Release;
use sillon_core::sync::supplement::{CopySupplement, Supplement};

/// Each table's rows of a page.
pub(crate) struct BesideRows {
    pub(crate) recognised: Rows,
    pub(crate) absent: Rows,
    pub(crate) supplements: SupplementRows,
    pub(crate) lines: Rows,
}

/// What is added to releases and copies that are there.
pub(crate) struct SupplementRows {
    pub(crate) releases: Rows,
    pub(crate) copies: Rows,
    /// The keys of the releases, of the copies, and of the releases that get a cover, as `with_ids!` statements take them.
    pub(crate) release_ids: String,
    pub(crate) copy_ids: String,
    pub(crate) covered: String,
    /// Artists and labels whose numbers were told.
    pub(crate) names: [(Sql, Rows); 2],
    pub(crate) artists: Rows,
}

impl BesideRows {
    pub(crate) fn of(beside: &Beside<'_>) -> Result<Self> {
        Ok(Self {
            recognised: Rows::of(beside.recognised.iter().map(|found| (found.instance_id, found.copy_id)))?,
            absent: Rows::of(beside.absent)?,
            supplements: SupplementRows::new(beside.supplements, beside.copy_supplements)?,
            lines: lines(beside)?,
        })
    }
}

fn lines(beside: &Beside<'_>) -> Result<Rows> {
    Rows::of(beside.lines.iter().map(|(copy, line)| {
        let cells = (!line.cells.is_empty()).then_some(Document(&line.cells));
        (copy, line.file, line.position, cells)
    }))
}

impl SupplementRows {
    pub(crate) fn new(releases: &[Supplement], copies: &[CopySupplement]) -> Result<Self> {
        let named: Vec<Release> = releases.iter().map(named).collect();
        let named: Vec<&Release> = named.iter().collect();
        let covered = releases.iter().filter(|found| found.cover_url.is_some() || found.thumb_url.is_some());
        Ok(Self {
            releases: release_rows(releases)?,
            copies: Rows::of(copies.iter().map(|CopySupplement { instance_id, folder_id, notes }| {
                (instance_id, folder_id, notes.as_ref().map(Document))
            }))?,
            release_ids: releases::ids(releases.iter().map(|found| found.release_id))?,
            copy_ids: serde_json::to_string(&copies.iter().map(|found| found.instance_id).collect::<Vec<_>>())?,
            covered: releases::ids(covered.map(|found| found.release_id))?,
            names: [(batch::ARTISTS, item::artists(&named)?), (batch::LABELS, item::labels(&named)?)],
            artists: item::artist_index(&named)?,
        })
    }
}

/// Adds [`SupplementRows`] within a transaction, and gives the albums that they change this revision. A macro, as
/// `transact!` is: the two databases' transactions are two types.
macro_rules! add_supplements {
    ($db:expr, $transaction:ident, $rows:expr, $account:expr, $revision:expr, $now:expr) => {{
        let rows: &$crate::beside::SupplementRows = $rows;
        if !rows.releases.is_empty {
            sqlx::query($crate::batch::SUPPLEMENTS.of($db))
                .bind(&rows.releases.json)
                .bind($now)
                .execute(&mut *$transaction)
                .await?;
            for (sql, names) in rows.names.iter().filter(|(_, names)| !names.is_empty) {
                sqlx::query(sql.of($db)).bind(&names.json).execute(&mut *$transaction).await?;
            }
            sqlx::query($crate::batch::ARTIST_INDEX.of($db))
                .bind(&rows.artists.json)
                .bind($account.0)
                .execute(&mut *$transaction)
                .await?;
            sqlx::query($crate::batch::FORGET_MISSING_COVERS.of($db))
                .bind(&rows.covered)
                .execute(&mut *$transaction)
                .await?;
            sqlx::query($crate::batch::REVISE_ALBUMS.of($db))
                .bind(&rows.release_ids)
                .bind($account.0)
                .bind($revision)
                .execute(&mut *$transaction)
                .await?;
        }
        if !rows.copies.is_empty {
            sqlx::query($crate::batch::COPY_SUPPLEMENTS.of($db))
                .bind(&rows.copies.json)
                .bind($now)
                .bind($account.0)
                .execute(&mut *$transaction)
                .await?;
            sqlx::query($crate::batch::REVISE_ALBUMS_OF_COPIES.of($db))
                .bind(&rows.copy_ids)
                .bind($account.0)
                .bind($revision)
                .execute(&mut *$transaction)
                .await?;
        }
    }};
}
pub(crate) use add_supplements;

fn release_rows(supplements: &[Supplement]) -> Result<Rows> {
    Rows::of(supplements.iter().map(|found| {
        let Supplement { release_id, year, master_id, cover_url, thumb_url, .. } = found;
        let Supplement { credits, labels, formats, genres, styles, .. } = found;
        let (credits, labels) = (credits.as_ref().map(Document), labels.as_ref().map(Document));
        let (formats, genres, styles) =
            (formats.as_ref().map(Document), genres.as_ref().map(Document), styles.as_ref().map(Document));
        (release_id, year, master_id, cover_url, thumb_url, credits, labels, formats, genres, styles)
    }))
}

/// Only the names that a supplement tells.
fn named(supplement: &Supplement) -> Release {
    supplement.fill(&Release::blank(supplement.release_id))
}
