//! Albums and artists with all that is kept of them, for our own JSON.

use super::load_lines;
use crate::Reader;
use crate::collection::{load_copies, load_imported_copies};
use crate::db::Db;
use crate::dialect::Sql;
use crate::edits::Overlay;
use crate::error::{Result, StoreError};
use crate::releases;
use sillon_core::collection::Copy;
use sillon_core::enrich::Facet;
use sillon_core::exchange::document::{
    AlbumRecord, ArtistRecord, CopyRecord, DetailsRecord, EnrichmentRecord, TextRecord, round_score,
};
use sillon_core::id::{AccountId, ArtistId, FolderId, InstanceId, MasterId, ReleaseId};
use sillon_core::release::Release;
use sillon_core::sync::supplement::{CopySupplement, Supplement};
use std::collections::HashMap;

const COPIES: Sql = with_ids!("SELECT instance_id FROM copies WHERE account_id = $2 AND release_id", "");
const LISTED: Sql = with_ids!("SELECT copy_id, instance_id FROM recognitions WHERE account_id = $2 AND copy_id", "");
const ABSENT: Sql =
    with_ids!("SELECT instance_id, absent_since FROM absences WHERE account_id = $2 AND instance_id", "");
const SUPPLEMENTS: Sql = with_ids!(
    "SELECT release_id, year, master_id, cover_url, thumb_url, credits, labels, formats, genres, styles \
     FROM release_supplements AS s WHERE part = ( \
     SELECT max(part) FROM release_supplements WHERE release_id = s.release_id) AND release_id",
    ""
);
const COPY_SUPPLEMENTS: Sql = with_ids!(
    "SELECT instance_id, folder_id, notes FROM copy_supplements AS s WHERE account_id = $2 AND part = ( \
     SELECT max(part) FROM copy_supplements WHERE account_id = $2 AND instance_id = s.instance_id) AND instance_id",
    ""
);
const DETAILS: Sql = with_ids!("SELECT release_id, document, fetched_at FROM release_details WHERE release_id", "");
const TEXTS: Sql = with_ids!(
    "SELECT release_id, id, state, author, body, language, model, prompt_version, doubts, locked, written_at \
     FROM texts WHERE account_id = $2 AND release_id",
    ""
);
/// A kept picture is a file, which no document holds: it comes again with the next enrichment.
const ENRICHMENTS: Sql = with_ids!(
    "SELECT subject_id, facet, outcome, value, source, score, trace, version, retry_at, updated_at, candidates \
     FROM enrichments WHERE outcome IN ('found', 'absent') AND facet <> 'covers' AND subject_kind = $2 AND subject_id",
    ""
);

type Text = Option<String>;
type SupplementRow = (i64, Option<i64>, Option<i64>, Text, Text, Text, Text, Text, Text, Text);
type TextRow = (i64, String, String, String, String, String, Text, Option<i64>, Text, bool, i64);
type EnrichmentRow = (i64, String, String, Text, String, Option<f64>, Text, i64, Option<i64>, i64, Text);

impl Reader {
    /// These albums with all that is kept of them, in the order of these keys.
    ///
    /// # Errors
    /// As every read.
    pub async fn load_records(&self, account: AccountId, albums: &[ReleaseId]) -> Result<Vec<AlbumRecord>> {
        let db = &self.db;
        let ids = releases::ids(albums.iter().copied())?;
        let mut releases = releases::load_imported(db, albums).await?;
        let mut copies = self.copy_records(account, &ids).await?;
        let mut supplements = load_supplements(db, &ids).await?;
        let mut details = load_details(db, &ids).await?;
        let mut texts = load_texts(db, account, &ids).await?;
        let mut enrichments = load_enrichments(db, "release", &ids).await?;
        let records = albums.iter().filter_map(|id| {
            Some(AlbumRecord {
                release: releases.remove(id)?,
                supplement: supplements.remove(&id.0),
                copies: copies.remove(&id.0).unwrap_or_default(),
                details: details.remove(&id.0),
                texts: texts.remove(&id.0).unwrap_or_default(),
                enrichments: enrichments.remove(&id.0).unwrap_or_default(),
            })
        });
        Ok(records.collect())
    }

    /// These albums with their copies, as they are shown, in the order of these keys.
    ///
    /// # Errors
    /// As every read.
    pub async fn load_shelf(&self, account: AccountId, albums: &[ReleaseId]) -> Result<Vec<(Release, Vec<Copy>)>> {
        let db = &self.db;
        let ids = releases::ids(albums.iter().copied())?;
        let copies: Vec<i64> =
            read!(db, pool => sqlx::query_scalar(COPIES.of(db)).bind(&ids).bind(account.0).fetch_all(pool).await)?;
        let copies: Vec<InstanceId> = copies.into_iter().map(InstanceId).collect();
        let mut of: HashMap<ReleaseId, Vec<Copy>> = HashMap::new();
        let overlay = Overlay::load_for_copies(db, account, &ids).await?;
        for mut copy in load_copies(db, account, &copies).await? {
            overlay.lay_over_copy(&mut copy);
            of.entry(copy.release_id).or_default().push(copy);
        }
        let mut releases = releases::load(db, albums).await?;
        releases.values_mut().for_each(|release| overlay.lay_over_release(release));
        let shelf = albums.iter().filter_map(|id| Some((releases.remove(id)?, of.remove(id).unwrap_or_default())));
        Ok(shelf.collect())
    }

    /// Artists of whom something is known, by their keys, after one of them.
    ///
    /// # Errors
    /// As every read.
    pub async fn list_artist_records(&self, after: Option<ArtistId>, limit: u32) -> Result<Vec<ArtistRecord>> {
        let ids: Vec<i64> = read!(&self.db, pool => {
            sqlx::query_scalar(
                "SELECT DISTINCT subject_id FROM enrichments WHERE subject_kind = 'artist' AND subject_id > $1 \
                 AND outcome IN ('found', 'absent') AND facet <> 'covers' ORDER BY subject_id LIMIT $2",
            )
            .bind(after.map_or(i64::MIN, |id| id.0)).bind(i64::from(limit)).fetch_all(pool).await
        })?;
        let mut enrichments = load_enrichments(&self.db, "artist", &serde_json::to_string(&ids)?).await?;
        let artists = ids
            .into_iter()
            .map(|id| ArtistRecord { id: ArtistId(id), enrichments: enrichments.remove(&id).unwrap_or_default() });
        Ok(artists.collect())
    }

    async fn copy_records(&self, account: AccountId, ids: &str) -> Result<HashMap<i64, Vec<CopyRecord>>> {
        let db = &self.db;
        let copies: Vec<i64> =
            read!(db, pool => sqlx::query_scalar(COPIES.of(db)).bind(ids).bind(account.0).fetch_all(pool).await)?;
        let copies: Vec<InstanceId> = copies.into_iter().map(InstanceId).collect();
        let keys = serde_json::to_string(&copies)?;
        let listed: Vec<(i64, i64)> =
            read!(db, pool => sqlx::query_as(LISTED.of(db)).bind(&keys).bind(account.0).fetch_all(pool).await)?;
        let listed: HashMap<i64, i64> = listed.into_iter().collect();
        let absent: Vec<(i64, i64)> =
            read!(db, pool => sqlx::query_as(ABSENT.of(db)).bind(&keys).bind(account.0).fetch_all(pool).await)?;
        let absent: HashMap<i64, i64> = absent.into_iter().collect();
        let mut lines = load_lines(db, account, &copies).await?;
        let mut records: HashMap<i64, Vec<CopyRecord>> = HashMap::new();
        let mut supplements = load_copy_supplements(db, account, &keys).await?;
        for copy in load_imported_copies(db, account, &copies).await? {
            let listed_as = listed.get(&copy.instance_id.0).copied().map(InstanceId);
            let line = lines.remove(&copy.instance_id);
            let absent_since = absent.get(&copy.instance_id.0).copied();
            let supplement = supplements.remove(&copy.instance_id);
            let record = CopyRecord { listed_as, line, absent_since, supplement, copy };
            records.entry(record.copy.release_id.0).or_default().push(record);
        }
        Ok(records)
    }
}

async fn load_supplements(db: &Db, ids: &str) -> Result<HashMap<i64, Supplement>> {
    let rows: Vec<SupplementRow> =
        read!(db, pool => sqlx::query_as(SUPPLEMENTS.of(db)).bind(ids).fetch_all(pool).await)?;
    fn list<T: serde::de::DeserializeOwned>(text: Text) -> Result<Option<T>> {
        Ok(text.map(|text| serde_json::from_str(&text)).transpose()?)
    }
    let supplements = rows.into_iter().map(
        |(id, year, master_id, cover_url, thumb_url, credits, labels, formats, genres, styles)| {
            let supplement = Supplement {
                release_id: ReleaseId(id),
                year: year.and_then(|year| i32::try_from(year).ok()),
                master_id: master_id.map(MasterId),
                cover_url,
                thumb_url,
                credits: list(credits)?,
                labels: list(labels)?,
                formats: list(formats)?,
                genres: list(genres)?,
                styles: list(styles)?,
            };
            Ok((id, supplement))
        },
    );
    supplements.collect()
}

async fn load_copy_supplements(db: &Db, account: AccountId, ids: &str) -> Result<HashMap<InstanceId, CopySupplement>> {
    let rows: Vec<(i64, Option<i64>, Text)> =
        read!(db, pool => sqlx::query_as(COPY_SUPPLEMENTS.of(db)).bind(ids).bind(account.0).fetch_all(pool).await)?;
    let supplements = rows.into_iter().map(|(id, folder_id, notes)| {
        let notes = notes.map(|notes| serde_json::from_str(&notes)).transpose()?;
        let instance_id = InstanceId(id);
        Ok((instance_id, CopySupplement { instance_id, folder_id: folder_id.map(FolderId), notes }))
    });
    supplements.collect()
}

async fn load_details(db: &Db, ids: &str) -> Result<HashMap<i64, DetailsRecord>> {
    let rows: Vec<(i64, String, i64)> =
        read!(db, pool => sqlx::query_as(DETAILS.of(db)).bind(ids).fetch_all(pool).await)?;
    let details = rows.into_iter().map(|(id, document, fetched_at)| {
        Ok((id, DetailsRecord { fetched_at, document: serde_json::from_str(&document)? }))
    });
    details.collect()
}

async fn load_texts(db: &Db, account: AccountId, ids: &str) -> Result<HashMap<i64, Vec<TextRecord>>> {
    let rows: Vec<TextRow> =
        read!(db, pool => sqlx::query_as(TEXTS.of(db)).bind(ids).bind(account.0).fetch_all(pool).await)?;
    let mut texts: HashMap<i64, Vec<TextRecord>> = HashMap::new();
    for (release, id, state, author, body, language, model, prompt_version, doubts, locked, written_at) in rows {
        let doubts = doubts.map(|doubts| serde_json::from_str(&doubts)).transpose()?;
        let text = TextRecord { id, state, author, body, language, model, prompt_version, doubts, locked, written_at };
        texts.entry(release).or_default().push(text);
    }
    texts.values_mut().for_each(|texts| texts.sort_by(|one, other| one.id.cmp(&other.id)));
    Ok(texts)
}

async fn load_enrichments(db: &Db, kind: &str, ids: &str) -> Result<HashMap<i64, Vec<EnrichmentRecord>>> {
    let rows: Vec<EnrichmentRow> =
        read!(db, pool => sqlx::query_as(ENRICHMENTS.of(db)).bind(ids).bind(kind).fetch_all(pool).await)?;
    let mut found: HashMap<i64, Vec<EnrichmentRecord>> = HashMap::new();
    for (id, facet, outcome, value, source, score, trace, version, retry_at, updated_at, candidates) in rows {
        let facet = Facet::parse(&facet).ok_or_else(|| StoreError::unreadable("facet", &facet))?;
        let candidates = candidates.map(|candidates| serde_json::from_str(&candidates)).transpose()?;
        found.entry(id).or_default().push(EnrichmentRecord {
            facet,
            outcome,
            value,
            source,
            score: score.map(round_score),
            trace,
            version,
            retry_at,
            updated_at,
            candidates,
        });
    }
    found.values_mut().for_each(|found| found.sort_by_key(|record| record.facet));
    Ok(found)
}
