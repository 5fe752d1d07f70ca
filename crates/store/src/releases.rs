//! Releases with all their lines: as they were imported, and filled in where a file said less than a later listing.

use crate::db::Db;
use crate::dialect::Sql;
use crate::error::Result;
use sillon_core::id::{MasterId, ReleaseId};
use sillon_core::release::Release;
use std::collections::HashMap;

pub(crate) const RELEASES: Sql = with_ids!(
    "SELECT id, master_id, title, year, cover_url, thumb_url, credits, labels, formats, genres, styles \
     FROM full_releases WHERE id",
    ""
);

const IMPORTED: Sql = with_ids!(
    "SELECT id, master_id, title, year, cover_url, thumb_url, credits, labels, formats, genres, styles FROM releases \
     WHERE id",
    ""
);

/// Which of these keys are there.
pub(crate) const KNOWN: Sql = with_ids!("SELECT id FROM releases WHERE id", "");

/// The releases of these keys: one statement, however many.
pub(crate) async fn load(db: &Db, releases: &[ReleaseId]) -> Result<HashMap<ReleaseId, Release>> {
    read_rows(db, RELEASES, releases).await
}

/// The same as they were imported, with nothing filled in.
pub(crate) async fn load_imported(db: &Db, releases: &[ReleaseId]) -> Result<HashMap<ReleaseId, Release>> {
    read_rows(db, IMPORTED, releases).await
}

async fn read_rows(db: &Db, sql: Sql, releases: &[ReleaseId]) -> Result<HashMap<ReleaseId, Release>> {
    let ids = ids(releases.iter().copied())?;
    type Text = Option<String>;
    type Row = (i64, Option<i64>, String, Option<i64>, Text, Text, String, String, String, String, String);
    let rows: Vec<Row> = read!(db, pool => sqlx::query_as(sql.of(db)).bind(&ids).fetch_all(pool).await)?;
    let releases = rows.into_iter().map(
        |(id, master_id, title, year, cover_url, thumb_url, credits, labels, formats, genres, styles)| {
            let release = Release {
                id: ReleaseId(id),
                master_id: master_id.map(MasterId),
                title,
                year: year.and_then(|year| i32::try_from(year).ok()),
                cover_url,
                thumb_url,
                credits: serde_json::from_str(&credits)?,
                labels: serde_json::from_str(&labels)?,
                formats: serde_json::from_str(&formats)?,
                genres: serde_json::from_str(&genres)?,
                styles: serde_json::from_str(&styles)?,
            };
            Ok((release.id, release))
        },
    );
    releases.collect()
}

/// Keys as the JSON array that `with_ids!` statements take.
pub(crate) fn ids(releases: impl Iterator<Item = ReleaseId>) -> Result<String> {
    Ok(serde_json::to_string(&releases.collect::<Vec<_>>())?)
}
