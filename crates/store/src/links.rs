//! Links of releases to streaming services: whom to ask about, and what was answered.

use crate::error::Result;
use crate::{Store, releases};
use sillon_core::id::{AccountId, ReleaseId};
use sillon_core::release::Release;

/// The version of the matching that a link was found by, kept with it.
const MATCHING_VERSION: i64 = 1;

/// What asking for a release's link came to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum LinkOutcome<'a> {
    /// It is there.
    Found {
        /// The album's page.
        url: &'a str,
        /// How surely it is the one, 0 to 1.
        score: f64,
    },
    /// The service does not have it.
    Absent {
        /// Why nothing that it offered was taken.
        trace: &'a str,
    },
    /// It could not be asked.
    Failed {
        /// What went wrong.
        trace: &'a str,
        /// When to ask again, in milliseconds UTC.
        retry_at: i64,
    },
}

impl Store {
    /// Releases of albums that were never asked about, or whose failed try is due at `now`; newest albums first.
    ///
    /// # Errors
    /// As every read.
    pub async fn list_unlinked(&self, account: AccountId, now: i64, limit: u32) -> Result<Vec<Release>> {
        let ids: Vec<i64> = read!(&self.db, pool => {
            sqlx::query_scalar(
                "SELECT a.release_id FROM album_index AS a LEFT JOIN enrichments AS e \
                 ON e.subject_kind = 'release' AND e.subject_id = a.release_id AND e.facet = 'links' \
                 WHERE a.account_id = $1 AND (e.outcome IS NULL OR (e.outcome = 'failed' AND e.retry_at <= $2)) \
                 ORDER BY a.added_at DESC NULLS LAST, a.release_id DESC LIMIT $3",
            )
            .bind(account.0).bind(now).bind(i64::from(limit)).fetch_all(pool).await
        })?;
        let ids: Vec<ReleaseId> = ids.into_iter().map(ReleaseId).collect();
        let mut found = releases::load(&self.db, &ids).await?;
        Ok(ids.iter().filter_map(|id| found.remove(id)).collect())
    }

    /// Keeps what was answered about a release. A link once found is never written over.
    ///
    /// # Errors
    /// As every write.
    pub async fn mark_link(&self, release: ReleaseId, outcome: &LinkOutcome<'_>, now: i64) -> Result<()> {
        let (word, url, score, trace, retry_at) = match *outcome {
            LinkOutcome::Found { url, score } => ("found", Some(url), Some(score), None, None),
            LinkOutcome::Absent { trace } => ("absent", None, None, Some(trace), None),
            LinkOutcome::Failed { trace, retry_at } => ("failed", None, None, Some(trace), Some(retry_at)),
        };
        transact!(&self.db, transaction => {
            sqlx::query(
                "INSERT INTO enrichments (subject_kind, subject_id, facet, outcome, value, source, score, trace, \
                 version, attempts, retry_at, updated_at) \
                 VALUES ('release', $1, 'links', $2, $3, 'spotify', $4, $5, $6, 1, $7, $8) \
                 ON CONFLICT (subject_kind, subject_id, facet) DO UPDATE SET outcome = excluded.outcome, \
                 value = excluded.value, source = excluded.source, score = excluded.score, trace = excluded.trace, \
                 version = excluded.version, attempts = enrichments.attempts + 1, retry_at = excluded.retry_at, \
                 updated_at = excluded.updated_at WHERE enrichments.outcome <> 'found'",
            )
            .bind(release.0).bind(word).bind(url).bind(score).bind(trace).bind(MATCHING_VERSION).bind(retry_at).bind(now)
            .execute(&mut *transaction).await?;
        });
        Ok(())
    }
}
