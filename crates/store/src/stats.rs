//! Figures about a whole collection.

mod tally;

use crate::Reader;
use crate::dialect::{ADDED_BY_MONTH, Sql};
use crate::error::Result;
use sillon_core::credit::display_name;
use sillon_core::id::AccountId;
use sillon_core::stats::Stats;
use std::collections::HashMap;
use tally::Tally;

const LABELS: Sql = with_ids!("SELECT id, name FROM labels WHERE id", "");

/// Longer series would not be read in a plot.
const MOST_BARS: usize = 24;

impl Reader {
    /// Totals and series, counted when asked.
    ///
    /// # Errors
    /// As every read.
    pub async fn stats(&self, account: AccountId) -> Result<Stats> {
        let counts = self.counts(account).await?;
        let tally = self.tally(account).await?;
        let artists: i64 = read!(&self.db, pool => {
            sqlx::query_scalar(
                "SELECT count(*) FROM artist_index WHERE account_id = $1 AND artist_id NOT IN (194, 355, 118760)",
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
            labels: tally.labels.len(),
            decades: decades.map(|(decade, albums)| (decade, albums.unsigned_abs())).collect(),
            genres: tally.genres.ranked(usize::MAX),
            styles: tally.styles.ranked(MOST_BARS),
            supports: tally.supports.ranked(usize::MAX),
            top_labels: self.name_labels(tally.labels.ranked(MOST_BARS)).await?,
            added: added.into_iter().map(|(month, albums)| (month, albums.unsigned_abs())).collect(),
        })
    }

    /// One pass over what the releases are: counting is cheaper than keeping an index of it at every insert.
    async fn tally(&self, account: AccountId) -> Result<Tally> {
        let mut tally = Tally::default();
        let mut last = i64::MIN;
        loop {
            let rows: Vec<(i64, String, String, String, String)> = read!(&self.db, pool => {
                sqlx::query_as(
                    "SELECT r.id, r.labels, r.formats, r.genres, r.styles FROM album_index AS a \
                     JOIN full_releases AS r ON r.id = a.release_id \
                     WHERE a.account_id = $1 AND a.release_id > $2 ORDER BY a.release_id LIMIT 5000",
                )
                .bind(account.0).bind(last).fetch_all(pool).await
            })?;
            for (_, labels, formats, genres, styles) in &rows {
                tally.add(labels, formats, genres, styles)?;
            }
            match rows.last() {
                Some((id, ..)) => last = *id,
                None => return Ok(tally),
            }
        }
    }

    async fn name_labels(&self, counts: Vec<(i64, u64)>) -> Result<Vec<(String, u64)>> {
        let ids: Vec<i64> = counts.iter().map(|(id, _)| *id).collect();
        let ids = serde_json::to_string(&ids)?;
        let names: Vec<(i64, String)> =
            read!(&self.db, pool => sqlx::query_as(LABELS.of(&self.db)).bind(&ids).fetch_all(pool).await)?;
        let mut names: HashMap<i64, String> = names.into_iter().collect();
        let named = counts.into_iter().filter_map(|(id, albums)| {
            let name = names.remove(&id)?;
            Some((display_name(&name).to_owned(), albums))
        });
        Ok(named.collect())
    }
}
