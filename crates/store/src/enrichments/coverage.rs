//! How far the facets are filled in.

use crate::Reader;
use crate::dialect::Sql;
use crate::error::Result;
use sillon_core::enrich::{Coverage, Facet, Outcome, Subject};
use sillon_core::id::{AccountId, ReleaseId};
use std::collections::HashMap;

const OUTCOMES: Sql =
    with_ids!("SELECT subject_id, outcome FROM enrichments WHERE subject_kind = $2 AND facet = $3 AND subject_id", "");

impl Reader {
    /// What came of a facet for these subjects, all of one kind; those that were never asked for are left out.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn outcomes(&self, facet: Facet, subjects: &[Subject]) -> Result<HashMap<Subject, Outcome>> {
        let Some(first) = subjects.first() else { return Ok(HashMap::new()) };
        let ids = serde_json::to_string(&subjects.iter().map(|subject| subject.id()).collect::<Vec<_>>())?;
        let db = &self.db;
        let rows: Vec<(i64, String)> = read!(db, pool => {
            sqlx::query_as(OUTCOMES.of(db)).bind(&ids).bind(first.kind()).bind(facet.as_str()).fetch_all(pool).await
        })?;
        let rows: HashMap<i64, String> = rows.into_iter().collect();
        let outcome = |subject: &Subject| Some((*subject, Outcome::parse(rows.get(&subject.id())?)?));
        Ok(subjects.iter().filter_map(outcome).collect())
    }

    /// How many albums have no answer to their facet yet, asked or not.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn count_unanswered(&self, account: AccountId, facet: Facet) -> Result<u64> {
        let count: i64 = read!(&self.db, pool => {
            sqlx::query_scalar(
                "SELECT count(*) FROM album_index AS a LEFT JOIN enrichments AS e \
                 ON e.subject_kind = 'release' AND e.subject_id = a.release_id AND e.facet = $2 \
                 WHERE a.account_id = $1 AND (e.outcome IS NULL OR e.outcome = 'pending')",
            )
            .bind(account.0).bind(facet.as_str()).fetch_one(pool).await
        })?;
        Ok(count.unsigned_abs())
    }

    /// How far each facet is filled in over the collection; `images` counts artists, the others albums.
    ///
    /// # Errors
    /// As every read.
    pub async fn coverage(&self, account: AccountId) -> Result<Vec<(Facet, Coverage)>> {
        let albums = self.counts(account).await?.albums;
        let (artists,): (i64,) = read!(&self.db, pool => {
            sqlx::query_as("SELECT count(*) FROM artist_index WHERE account_id = $1 AND artist_id NOT IN (194, 355, 118760)")
                .bind(account.0).fetch_one(pool).await
        })?;
        type Row = (String, String, i64, i64);
        let mut rows: Vec<Row> = read!(&self.db, pool => {
            sqlx::query_as(
                "SELECT e.facet, e.outcome, count(*), count(e.candidates) FROM enrichments AS e \
                 JOIN album_index AS a ON a.account_id = $1 AND a.release_id = e.subject_id \
                 WHERE e.subject_kind = 'release' GROUP BY e.facet, e.outcome",
            )
            .bind(account.0).fetch_all(pool).await
        })?;
        let images: Vec<Row> = read!(&self.db, pool => {
            sqlx::query_as(
                "SELECT e.facet, e.outcome, count(*), count(e.candidates) FROM enrichments AS e \
                 JOIN artist_index AS a ON a.account_id = $1 AND a.artist_id = e.subject_id \
                 WHERE e.subject_kind = 'artist' AND e.facet = 'images' GROUP BY e.facet, e.outcome",
            )
            .bind(account.0).fetch_all(pool).await
        })?;
        rows.extend(images);
        let (in_review,): (i64,) = read!(&self.db, pool => {
            sqlx::query_as("SELECT count(*) FROM texts WHERE account_id = $1 AND state = 'review'")
                .bind(account.0).fetch_one(pool).await
        })?;
        let coverage = Facet::ALL.map(|facet| {
            let of = if facet == Facet::Images { artists.unsigned_abs() } else { albums };
            let mut coverage = Coverage { of, ..Coverage::default() };
            for (_, outcome, count, doubtful) in rows.iter().filter(|row| row.0 == facet.as_str()) {
                let count = count.unsigned_abs();
                match Outcome::parse(outcome) {
                    Some(Outcome::Found) => coverage.found += count,
                    Some(Outcome::Absent) => coverage.absent += count,
                    Some(Outcome::Failed) => coverage.failed += count,
                    Some(Outcome::Pending) | None => {}
                }
                coverage.doubtful += doubtful.unsigned_abs();
            }
            if facet == Facet::Descriptions {
                coverage.doubtful += in_review.unsigned_abs();
            }
            (facet, coverage)
        });
        Ok(coverage.into())
    }

    /// Releases whose link is for a person to choose, with what there is to choose from (a JSON array), at most `limit`.
    ///
    /// # Errors
    /// As every read.
    pub async fn list_doubtful_links(&self, account: AccountId, limit: u32) -> Result<Vec<(ReleaseId, String)>> {
        let rows: Vec<(i64, String)> = read!(&self.db, pool => {
            sqlx::query_as(
                "SELECT e.subject_id, e.candidates FROM enrichments AS e \
                 JOIN album_index AS a ON a.account_id = $1 AND a.release_id = e.subject_id \
                 WHERE e.facet = 'links' AND e.subject_kind = 'release' AND e.candidates IS NOT NULL \
                 ORDER BY e.subject_id LIMIT $2",
            )
            .bind(account.0).bind(i64::from(limit)).fetch_all(pool).await
        })?;
        Ok(rows.into_iter().map(|(id, candidates)| (ReleaseId(id), candidates)).collect())
    }

    /// What a person may choose from for one release's link, as a JSON array.
    ///
    /// # Errors
    /// As every read.
    pub async fn link_candidates(&self, release: ReleaseId) -> Result<Option<String>> {
        let subject = Subject::Release(release);
        let found: Option<Option<String>> = read!(&self.db, pool => {
            sqlx::query_scalar(
                "SELECT candidates FROM enrichments WHERE subject_kind = $1 AND subject_id = $2 AND facet = 'links'",
            )
            .bind(subject.kind()).bind(subject.id()).fetch_optional(pool).await
        })?;
        Ok(found.flatten())
    }
}
