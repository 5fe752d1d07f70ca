//! What lacks a facet: never asked, left by somebody who went, or due again.

use crate::dialect::Sql;
use crate::error::Result;
use crate::{Store, releases};
use sillon_core::credit::Credit;
use sillon_core::enrich::Facet;
use sillon_core::id::{AccountId, ArtistId, LOCAL_IDS, ReleaseId};
use std::cmp::Reverse;
use std::collections::HashMap;

/// The condition under which a subject's facet (`e`, outer-joined) is to be asked for at `$2`.
macro_rules! wants {
    ($head:expr, $tail:literal) => {
        concat!(
            $head,
            " (e.outcome IS NULL \
             OR (e.outcome = 'pending' AND COALESCE(e.claimed_until, 0) <= $2) \
             OR (e.outcome IN ('failed', 'absent') AND e.retry_at <= $2)) ",
            $tail
        )
    };
}

/// The albums that want a facet.
macro_rules! albums_wanting {
    ($tail:literal) => {
        wants!(
            concat!(
                "SELECT a.release_id, a.added_at FROM album_index AS a LEFT JOIN enrichments AS e \
                 ON e.subject_kind = 'release' AND e.subject_id = a.release_id AND e.facet = $3 \
                 WHERE a.account_id = $1 AND ($3 <> 'details' OR a.release_id < $4) AND a.release_id NOT IN (",
                archived_albums!(),
                ") AND"
            ),
            $tail
        )
    };
}

/// By an index, which ends as soon as there are enough.
const NEWEST_WANTING: &str = albums_wanting!("ORDER BY a.added_at DESC NULLS LAST, a.release_id DESC LIMIT $5");
/// Side by side in the order of both tables' keys: several times faster than to jump about for each album.
const ALL_WANTING: &str = albums_wanting!("ORDER BY a.release_id LIMIT $5");

const CREDITS: Sql = with_ids!("SELECT id, credits FROM full_releases WHERE id", "");

impl Store {
    /// Every album with when it was added, newest first.
    ///
    /// # Errors
    /// As every read.
    pub async fn list_albums_newest_first(&self, account: AccountId) -> Result<Vec<(ReleaseId, Option<i64>)>> {
        let rows: Vec<(i64, Option<i64>)> = read!(&self.db, pool => {
            sqlx::query_as(
                "SELECT release_id, added_at FROM album_index WHERE account_id = $1 \
                 ORDER BY added_at DESC NULLS LAST, release_id DESC",
            )
            .bind(account.0).fetch_all(pool).await
        })?;
        Ok(rows.into_iter().map(|(id, added_at)| (ReleaseId(id), added_at)).collect())
    }

    /// The artists that releases credit.
    ///
    /// # Errors
    /// As every read.
    pub async fn load_credits(&self, ids: &[ReleaseId]) -> Result<HashMap<ReleaseId, Vec<ArtistId>>> {
        let (db, ids) = (&self.db, releases::ids(ids.iter().copied())?);
        let rows: Vec<(i64, String)> =
            read!(db, pool => sqlx::query_as(CREDITS.of(db)).bind(&ids).fetch_all(pool).await)?;
        let credits = rows.into_iter().map(|(id, credits)| {
            let credits: Vec<Credit> = serde_json::from_str(&credits)?;
            Ok((ReleaseId(id), credits.into_iter().map(|credit| credit.artist_id).collect()))
        });
        credits.collect()
    }

    /// Albums that want a facet at `now`, newest first: `limit` of them, or all; with when each was added, which is their order.
    /// Discogs has no page of an album that was added by hand, and what is put away wants nothing.
    ///
    /// # Errors
    /// As every read.
    pub async fn list_wanting(
        &self,
        account: AccountId,
        facet: Facet,
        now: i64,
        limit: Option<u32>,
    ) -> Result<Vec<(ReleaseId, Option<i64>)>> {
        let sql = if limit.is_some() { NEWEST_WANTING } else { ALL_WANTING };
        let most = limit.map_or(i64::MAX, i64::from);
        let mut rows: Vec<(i64, Option<i64>)> = read!(&self.db, pool => {
            sqlx::query_as(sql).bind(account.0).bind(now).bind(facet.as_str()).bind(LOCAL_IDS).bind(most)
            .fetch_all(pool).await
        })?;
        if limit.is_none() {
            rows.sort_unstable_by_key(|(id, added_at)| Reverse((*added_at, *id)));
        }
        Ok(rows.into_iter().map(|(id, added_at)| (ReleaseId(id), added_at)).collect())
    }

    /// Artists of the collection that want a facet at `now`, in the order of their names; stand-ins such as Various never
    /// do. A picture is only wanted where its source was found.
    ///
    /// # Errors
    /// As every read.
    pub async fn list_artists_wanting(&self, account: AccountId, facet: Facet, now: i64) -> Result<Vec<ArtistId>> {
        let sql = match facet {
            Facet::Covers => wants!(
                "SELECT a.artist_id FROM artist_index AS a JOIN enrichments AS i \
                 ON i.subject_kind = 'artist' AND i.subject_id = a.artist_id AND i.facet = 'images' \
                 AND i.outcome = 'found' LEFT JOIN enrichments AS e \
                 ON e.subject_kind = 'artist' AND e.subject_id = a.artist_id AND e.facet = $3 \
                 WHERE a.account_id = $1 AND",
                "ORDER BY a.sort_key, a.artist_id"
            ),
            _ => wants!(
                "SELECT a.artist_id FROM artist_index AS a LEFT JOIN enrichments AS e \
                 ON e.subject_kind = 'artist' AND e.subject_id = a.artist_id AND e.facet = $3 \
                 WHERE a.account_id = $1 AND",
                "ORDER BY a.sort_key, a.artist_id"
            ),
        };
        let ids: Vec<i64> = read!(&self.db, pool => {
            sqlx::query_scalar(sql).bind(account.0).bind(now).bind(facet.as_str()).fetch_all(pool).await
        })?;
        Ok(ids.into_iter().map(ArtistId).filter(|artist| !artist.is_placeholder()).collect())
    }
}
