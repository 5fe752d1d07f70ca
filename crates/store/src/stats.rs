//! Figures about a whole collection.

use crate::Reader;
use crate::dialect::ADDED_BY_MONTH;
use crate::error::Result;
use crate::terms::Kind;
use sillon_core::credit::display_name;
use sillon_core::id::AccountId;
use sillon_core::stats::Stats;

/// Longer series would not be read in a plot.
const MOST_BARS: usize = 24;

impl Reader {
    /// Totals and series, counted when asked.
    ///
    /// # Errors
    /// As every read.
    pub async fn stats(&self, account: AccountId) -> Result<Stats> {
        let counts = self.counts(account).await?;
        let (artists, labels): (i64, i64) = read!(&self.db, pool => {
            sqlx::query_as(
                "SELECT (SELECT count(*) FROM artist_index WHERE account_id = $1 \
                 AND artist_id NOT IN (194, 355, 118760)), \
                 (SELECT count(*) FROM label_index WHERE account_id = $1)",
            )
            .bind(account.0).fetch_one(pool).await
        })?;
        let decades: Vec<(i64, i64)> = read!(&self.db, pool => {
            sqlx::query_as(
                "SELECT year / 10 * 10 AS decade, count(*) FROM album_index \
                 WHERE account_id = $1 AND year IS NOT NULL GROUP BY decade ORDER BY decade",
            )
            .bind(account.0).fetch_all(pool).await
        })?;
        let added: Vec<(i64, i64)> = read!(&self.db, pool => {
            sqlx::query_as(ADDED_BY_MONTH.of(&self.db)).bind(account.0).fetch_all(pool).await
        })?;
        let decades = decades.into_iter().filter_map(|(decade, albums)| Some((i32::try_from(decade).ok()?, albums)));
        Ok(Stats {
            albums: counts.albums,
            copies: counts.copies,
            artists: artists.unsigned_abs(),
            labels: labels.unsigned_abs(),
            decades: decades.map(|(decade, albums)| (decade, albums.unsigned_abs())).collect(),
            genres: self.count_terms(account, Kind::Genre, usize::MAX).await?,
            styles: self.count_terms(account, Kind::Style, MOST_BARS).await?,
            supports: self.count_terms(account, Kind::Support, usize::MAX).await?,
            top_labels: self.count_labels(account).await?,
            added: added.into_iter().map(|(month, albums)| (month, albums.unsigned_abs())).collect(),
        })
    }

    async fn count_terms(&self, account: AccountId, kind: Kind, most: usize) -> Result<Vec<(String, u64)>> {
        let rows: Vec<(String, i64)> = read!(&self.db, pool => {
            sqlx::query_as(
                "SELECT max(t.name), count(*) AS albums FROM release_terms AS t \
                 JOIN album_index AS a ON a.account_id = $1 AND a.release_id = t.release_id \
                 WHERE t.kind = $2 GROUP BY t.term ORDER BY albums DESC, t.term LIMIT $3",
            )
            .bind(account.0).bind(kind.as_str()).bind(i64::try_from(most).unwrap_or(i64::MAX)).fetch_all(pool).await
        })?;
        Ok(rows.into_iter().map(|(name, albums)| (name, albums.unsigned_abs())).collect())
    }

    async fn count_labels(&self, account: AccountId) -> Result<Vec<(String, u64)>> {
        let rows: Vec<(String, i64)> = read!(&self.db, pool => {
            sqlx::query_as(
                "SELECT l.name, top.albums FROM ( \
                 SELECT rl.label_id, count(DISTINCT rl.release_id) AS albums FROM release_labels AS rl \
                 JOIN album_index AS a ON a.account_id = $1 AND a.release_id = rl.release_id \
                 GROUP BY rl.label_id ORDER BY albums DESC, rl.label_id LIMIT $2) AS top \
                 JOIN labels AS l ON l.id = top.label_id ORDER BY top.albums DESC, l.id",
            )
            .bind(account.0).bind(MOST_BARS as i64).fetch_all(pool).await
        })?;
        let rows = rows.into_iter().map(|(name, albums)| (display_name(&name).to_owned(), albums.unsigned_abs()));
        Ok(rows.collect())
    }
}
