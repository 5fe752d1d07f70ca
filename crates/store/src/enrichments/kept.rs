//! What is kept of releases and artists, for the pages and for the workers.

use crate::db::Db;
use crate::dialect::Sql;
use crate::edits::Overlay;
use crate::error::Result;
use crate::{Reader, Store, albums, releases};
use sillon_core::album::Album;
use sillon_core::enrich::details::Details;
use sillon_core::enrich::{self, Image, Origin, Outcome, Picture, Subject};
use sillon_core::id::{AccountId, ArtistId, MasterId, ReleaseId};
use sillon_core::release::Release;
use std::collections::HashMap;

pub(crate) const IMAGES: Sql = with_ids!(
    "SELECT e.subject_id, i.hash, i.format, i.width, i.height, i.bytes, i.colour, i.placeholder \
     FROM enrichments AS e JOIN images AS i ON i.hash = e.value \
     WHERE e.subject_kind = $2 AND e.facet = 'covers' AND e.outcome = 'found' AND e.subject_id",
    ""
);
const DETAILS: Sql = with_ids!("SELECT release_id, document FROM release_details WHERE release_id", "");
pub(crate) const PICTURES: Sql = with_ids!(
    "SELECT subject_id, value, source FROM enrichments \
     WHERE subject_kind = 'artist' AND facet = 'images' AND outcome = 'found' AND subject_id",
    ""
);
const PRESSINGS: &str = "SELECT document FROM release_details WHERE master_id = $1 ORDER BY release_id";
const NAMES: Sql = with_ids!("SELECT id, name FROM artists WHERE id", "");

type ImageRow = (i64, String, String, i64, i64, i64, String, String);

/// The kept pictures of releases (`"release"`) or artists (`"artist"`), by their ids.
pub(crate) async fn images_of(db: &Db, kind: &str, ids: &[i64]) -> Result<HashMap<i64, Image>> {
    let ids = serde_json::to_string(ids)?;
    let rows: Vec<ImageRow> =
        read!(db, pool => sqlx::query_as(IMAGES.of(db)).bind(&ids).bind(kind).fetch_all(pool).await)?;
    let images = rows.into_iter().map(|(id, hash, format, width, height, bytes, colour, placeholder)| {
        let pixels = |pixels: i64| u32::try_from(pixels).unwrap_or_default();
        let (width, height) = (pixels(width), pixels(height));
        (id, Image { hash, format, width, height, bytes: bytes.unsigned_abs(), colour, placeholder })
    });
    Ok(images.collect())
}

/// How every facet of a subject came to be what it is.
pub(crate) async fn origins_of(db: &Db, subject: Subject) -> Result<Vec<Origin>> {
    type Row = (String, String, String, Option<f64>, Option<String>, i64, Option<i64>);
    let rows: Vec<Row> = read!(db, pool => {
        sqlx::query_as(
            "SELECT facet, outcome, source, score, trace, updated_at, retry_at FROM enrichments \
             WHERE subject_kind = $1 AND subject_id = $2 ORDER BY facet",
        )
        .bind(subject.kind()).bind(subject.id()).fetch_all(pool).await
    })?;
    let origins = rows.into_iter().filter_map(|(facet, outcome, source, score, trace, updated_at, retry_at)| {
        let (facet, outcome) = (enrich::Facet::parse(&facet)?, Outcome::parse(&outcome)?);
        Some(Origin { facet, outcome, source, score, trace, updated_at, retry_at })
    });
    Ok(origins.collect())
}

pub(crate) async fn details_of(db: &Db, ids: &[ReleaseId]) -> Result<HashMap<ReleaseId, Details>> {
    let ids = releases::ids(ids.iter().copied())?;
    let rows: Vec<(i64, String)> = read!(db, pool => sqlx::query_as(DETAILS.of(db)).bind(&ids).fetch_all(pool).await)?;
    rows.into_iter().map(|(id, document)| Ok((ReleaseId(id), serde_json::from_str(&document)?))).collect()
}

impl Reader {
    /// What is known of a release beyond the listing.
    ///
    /// # Errors
    /// As every read.
    pub async fn details(&self, release: ReleaseId) -> Result<Option<Details>> {
        Ok(details_of(&self.db, &[release]).await?.remove(&release))
    }

    /// How every facet of a subject came to be what it is.
    ///
    /// # Errors
    /// As every read.
    pub async fn origins(&self, subject: Subject) -> Result<Vec<Origin>> {
        origins_of(&self.db, subject).await
    }

    /// Albums by their keys, in that order; those that the collection does not hold are left out.
    ///
    /// # Errors
    /// As every read.
    pub async fn albums(&self, account: AccountId, ids: &[ReleaseId]) -> Result<Vec<Album>> {
        albums::load(&self.db, account, ids).await
    }
}

/// Where artists' pictures are to be had, and who said so.
pub(crate) async fn pictures_of(db: &Db, artists: &[ArtistId]) -> Result<HashMap<ArtistId, (Picture, String)>> {
    let ids = serde_json::to_string(artists)?;
    let rows: Vec<(i64, Option<String>, String)> =
        read!(db, pool => sqlx::query_as(PICTURES.of(db)).bind(&ids).fetch_all(pool).await)?;
    let found = rows.into_iter().filter_map(|(id, value, source)| Some((id, value?, source)));
    found.map(|(id, value, source)| Ok((ArtistId(id), (serde_json::from_str(&value)?, source)))).collect()
}

impl Store {
    /// Releases by their keys as the account shows them, with their details where there are any.
    ///
    /// # Errors
    /// As every read.
    pub async fn load_releases(
        &self,
        account: AccountId,
        ids: &[ReleaseId],
    ) -> Result<Vec<(Release, Option<Details>)>> {
        let overlay = Overlay::load(&self.db, account, &releases::ids(ids.iter().copied())?).await?;
        let mut found = releases::load(&self.db, ids).await?;
        let mut details = details_of(&self.db, ids).await?;
        let shown = ids.iter().filter_map(|id| {
            let mut release = found.remove(id)?;
            overlay.lay_over_release(&mut release);
            Some((release, overlay.lay_over_details(*id, details.remove(id))))
        });
        Ok(shown.collect())
    }

    /// The year of a work, if the details of one of its pressings tell it.
    ///
    /// # Errors
    /// As every read.
    pub async fn original_year(&self, master: MasterId) -> Result<Option<i32>> {
        let documents: Vec<String> =
            read!(&self.db, pool => sqlx::query_scalar(PRESSINGS).bind(master.0).fetch_all(pool).await)?;
        let mut years = documents.iter().filter_map(|document| {
            serde_json::from_str::<Details>(document).ok().and_then(|details| details.original_year)
        });
        Ok(years.next())
    }

    /// Artists' names at Discogs, with their disambiguation.
    ///
    /// # Errors
    /// As every read.
    pub async fn artist_names(&self, artists: &[ArtistId]) -> Result<HashMap<ArtistId, String>> {
        let ids = serde_json::to_string(artists)?;
        let db = &self.db;
        let rows: Vec<(i64, String)> =
            read!(db, pool => sqlx::query_as(NAMES.of(db)).bind(&ids).fetch_all(pool).await)?;
        Ok(rows.into_iter().map(|(id, name)| (ArtistId(id), name)).collect())
    }

    /// Where artists' pictures are to be had, and who said so.
    ///
    /// # Errors
    /// As every read.
    pub async fn artist_pictures(&self, artists: &[ArtistId]) -> Result<HashMap<ArtistId, (Picture, String)>> {
        pictures_of(&self.db, artists).await
    }
}
