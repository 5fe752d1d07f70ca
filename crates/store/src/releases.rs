//! Releases as they were imported, read back with all their lines.

use crate::db::Db;
use crate::dialect::Sql;
use crate::error::Result;
use sillon_core::credit::Credit;
use sillon_core::format::Format;
use sillon_core::id::{ArtistId, LabelId, MasterId, ReleaseId};
use sillon_core::label::LabelLine;
use sillon_core::release::Release;
use std::collections::HashMap;

const RELEASES: Sql =
    with_ids!("SELECT id, master_id, title, year, cover_url, thumb_url, genres, styles FROM releases WHERE id", "");
const CREDITS: Sql = with_ids!(
    "SELECT release_id, artist_id, name, anv, join_phrase FROM release_artists WHERE release_id",
    "ORDER BY release_id, position"
);
const LABELS: Sql = with_ids!(
    "SELECT release_id, label_id, name, catno FROM release_labels WHERE release_id",
    "ORDER BY release_id, position"
);
const FORMATS: Sql = with_ids!(
    "SELECT release_id, name, qty, descriptions, text FROM release_formats WHERE release_id",
    "ORDER BY release_id, position"
);

/// The releases of these keys: four statements, however many.
pub(crate) async fn load(db: &Db, releases: &[ReleaseId]) -> Result<HashMap<ReleaseId, Release>> {
    let ids = ids(releases.iter().copied())?;
    type Row = (i64, Option<i64>, String, Option<i64>, Option<String>, Option<String>, String, String);
    let rows: Vec<Row> = read!(db, pool => sqlx::query_as(RELEASES.of(db)).bind(&ids).fetch_all(pool).await)?;
    let mut found = HashMap::with_capacity(rows.len());
    for (id, master_id, title, year, cover_url, thumb_url, genres, styles) in rows {
        let release = Release {
            id: ReleaseId(id),
            master_id: master_id.map(MasterId),
            title,
            year: year.and_then(|year| i32::try_from(year).ok()),
            cover_url,
            thumb_url,
            credits: Vec::new(),
            labels: Vec::new(),
            formats: Vec::new(),
            genres: serde_json::from_str(&genres)?,
            styles: serde_json::from_str(&styles)?,
        };
        found.insert(release.id, release);
    }
    add_credits(db, &ids, &mut found).await?;
    add_labels(db, &ids, &mut found).await?;
    add_formats(db, &ids, &mut found).await?;
    Ok(found)
}

/// Keys as the JSON array that `with_ids!` statements take.
pub(crate) fn ids(releases: impl Iterator<Item = ReleaseId>) -> Result<String> {
    Ok(serde_json::to_string(&releases.collect::<Vec<_>>())?)
}

async fn add_credits(db: &Db, ids: &str, found: &mut HashMap<ReleaseId, Release>) -> Result<()> {
    let rows: Vec<(i64, i64, String, String, String)> =
        read!(db, pool => sqlx::query_as(CREDITS.of(db)).bind(ids).fetch_all(pool).await)?;
    for (release_id, artist_id, name, anv, join) in rows {
        if let Some(release) = found.get_mut(&ReleaseId(release_id)) {
            release.credits.push(Credit { artist_id: ArtistId(artist_id), name, anv, join });
        }
    }
    Ok(())
}

async fn add_labels(db: &Db, ids: &str, found: &mut HashMap<ReleaseId, Release>) -> Result<()> {
    let rows: Vec<(i64, i64, String, String)> =
        read!(db, pool => sqlx::query_as(LABELS.of(db)).bind(ids).fetch_all(pool).await)?;
    for (release_id, label_id, name, catno) in rows {
        if let Some(release) = found.get_mut(&ReleaseId(release_id)) {
            release.labels.push(LabelLine { label_id: LabelId(label_id), name, catno });
        }
    }
    Ok(())
}

async fn add_formats(db: &Db, ids: &str, found: &mut HashMap<ReleaseId, Release>) -> Result<()> {
    let rows: Vec<(i64, String, i64, String, String)> =
        read!(db, pool => sqlx::query_as(FORMATS.of(db)).bind(ids).fetch_all(pool).await)?;
    for (release_id, name, qty, descriptions, text) in rows {
        if let Some(release) = found.get_mut(&ReleaseId(release_id)) {
            let descriptions = serde_json::from_str(&descriptions)?;
            release.formats.push(Format { name, qty: u32::try_from(qty).unwrap_or(1), descriptions, text });
        }
    }
    Ok(())
}
