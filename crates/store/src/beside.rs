//! The rows that stand beside imported ones when a file brought them.

use crate::batch;
use crate::collection::Beside;
use crate::dialect::Sql;
use crate::error::Result;
use crate::item::{self, Document, Rows};
use crate::releases;
use sillon_core::release::Release;
use sillon_core::sync::supplement::Supplement;

/// Each table's rows of a page.
pub(crate) struct BesideRows {
    pub(crate) recognised: Rows,
    pub(crate) supplements: Rows,
    pub(crate) absent: Rows,
    /// The releases that are supplemented, as `with_ids!` statements take them.
    pub(crate) supplemented: String,
    /// Statements that take the account.
    pub(crate) account: [(Sql, Rows); 2],
    /// Artists and labels whose numbers a listing told.
    pub(crate) names: [(Sql, Rows); 2],
}

impl BesideRows {
    pub(crate) fn of(beside: &Beside<'_>) -> Result<Self> {
        let named: Vec<Release> = beside.supplements.iter().map(named).collect();
        let named: Vec<&Release> = named.iter().collect();
        Ok(Self {
            recognised: Rows::of(beside.recognised.iter().map(|found| (found.instance_id, found.copy_id)))?,
            supplements: supplements(beside.supplements)?,
            absent: Rows::of(beside.absent)?,
            supplemented: releases::ids(beside.supplements.iter().map(|found| found.release_id))?,
            account: [(batch::FILE_LINES, lines(beside)?), (batch::ARTIST_INDEX, item::artist_index(&named)?)],
            names: [(batch::ARTISTS, item::artists(&named)?), (batch::LABELS, item::labels(&named)?)],
        })
    }
}

fn lines(beside: &Beside<'_>) -> Result<Rows> {
    Rows::of(beside.lines.iter().map(|(copy, line)| {
        let cells = (!line.cells.is_empty()).then_some(Document(&line.cells));
        (copy, line.file, line.position, cells)
    }))
}

fn supplements(supplements: &[Supplement]) -> Result<Rows> {
    Rows::of(supplements.iter().map(|found| {
        let Supplement { release_id, master_id, cover_url, thumb_url, .. } = found;
        let Supplement { credits, labels, formats, genres, styles, .. } = found;
        let (credits, labels) = (credits.as_ref().map(Document), labels.as_ref().map(Document));
        let (formats, genres, styles) =
            (formats.as_ref().map(Document), genres.as_ref().map(Document), styles.as_ref().map(Document));
        (release_id, master_id, cover_url, thumb_url, credits, labels, formats, genres, styles)
    }))
}

/// Only the names that a supplement tells.
fn named(supplement: &Supplement) -> Release {
    supplement.fill(&Release::blank(supplement.release_id))
}
