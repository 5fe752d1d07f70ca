//! In what order an export goes: keys only, sorted here, so that no index is kept for it and no database's collation matters.

use crate::Reader;
use crate::error::Result;
use sillon_core::credit::Credit;
use sillon_core::exchange::csv::line::sort_key;
use sillon_core::fold;
use sillon_core::id::{AccountId, InstanceId, ReleaseId};
use sillon_core::label::LabelLine;
use std::collections::HashMap;

/// Rows read at a time.
const AT_ONCE: i64 = 2_000;

impl Reader {
    /// Every copy in the order of a CSV: that of the file, where one file brought them all (its key comes along); else as
    /// discogs.com sorts.
    ///
    /// # Errors
    /// As every read.
    pub async fn sheet_order(&self, account: AccountId) -> Result<(Vec<InstanceId>, Option<i64>)> {
        let copies: Vec<(i64, i64)> = read!(&self.db, pool => {
            sqlx::query_as("SELECT instance_id, release_id FROM copies WHERE account_id = $1 ORDER BY release_id")
                .bind(account.0).fetch_all(pool).await
        })?;
        let lines: Vec<(i64, i64, i64)> = read!(&self.db, pool => {
            sqlx::query_as("SELECT instance_id, file_id, position FROM file_lines WHERE account_id = $1")
                .bind(account.0).fetch_all(pool).await
        })?;
        let positions: HashMap<i64, i64> = lines.iter().map(|(copy, _, position)| (*copy, *position)).collect();
        let position = |copy: i64| positions.get(&copy).copied().unwrap_or(i64::MAX);
        let file = lines.first().map(|(_, file, _)| *file);
        let one_file = copies.len() == lines.len() && lines.iter().all(|(_, other, _)| Some(*other) == file);
        let mut copies = copies;
        if one_file {
            copies.sort_by_key(|(copy, _)| position(*copy));
        } else {
            let keys = self.label_keys(account).await?;
            copies.sort_by(|(one, of), (other, of_other)| {
                let order = keys.get(of).cmp(&keys.get(of_other));
                order.then_with(|| (position(*one), one).cmp(&(position(*other), other)))
            });
        }
        Ok((copies.into_iter().map(|(copy, _)| InstanceId(copy)).collect(), file.filter(|_| one_file)))
    }

    /// Every album by its artist, its year and its title, as they stand on a shelf.
    ///
    /// # Errors
    /// As every read.
    pub async fn shelf_order(&self, account: AccountId) -> Result<Vec<ReleaseId>> {
        let mut keys = Vec::new();
        let mut last = i64::MIN;
        loop {
            let rows: Vec<(i64, String, Option<i64>, String)> = read!(&self.db, pool => {
                sqlx::query_as(
                    "SELECT r.id, r.credits, r.year, r.title FROM full_releases AS r \
                     WHERE r.id > $2 AND EXISTS (SELECT 1 FROM copies AS c \
                     WHERE c.account_id = $1 AND c.release_id = r.id) ORDER BY r.id LIMIT $3",
                )
                .bind(account.0).bind(last).bind(AT_ONCE).fetch_all(pool).await
            })?;
            let Some((id, ..)) = rows.last() else { break };
            last = *id;
            for (id, credits, year, title) in rows {
                let credits: Vec<Credit> = serde_json::from_str(&credits)?;
                let first = credits.first().map(Credit::display_name).unwrap_or_default();
                let artist = format!(
                    "{}\u{0}{}",
                    fold::sort_key(first),
                    fold::fold(&sillon_core::credit::render_credits(&credits))
                );
                keys.push((artist, year.unwrap_or(i64::MAX), fold::sort_key(&title), id));
            }
        }
        keys.sort();
        Ok(keys.into_iter().map(|(.., id)| ReleaseId(id)).collect())
    }

    async fn label_keys(&self, account: AccountId) -> Result<HashMap<i64, String>> {
        let mut keys = HashMap::new();
        let mut last = i64::MIN;
        loop {
            let rows: Vec<(i64, String)> = read!(&self.db, pool => {
                sqlx::query_as(
                    "SELECT r.id, r.labels FROM full_releases AS r WHERE r.id > $2 AND EXISTS ( \
                     SELECT 1 FROM copies AS c WHERE c.account_id = $1 AND c.release_id = r.id) \
                     ORDER BY r.id LIMIT $3",
                )
                .bind(account.0).bind(last).bind(AT_ONCE).fetch_all(pool).await
            })?;
            let Some((id, _)) = rows.last() else { return Ok(keys) };
            last = *id;
            for (id, labels) in rows {
                let labels: Vec<LabelLine> = serde_json::from_str(&labels)?;
                keys.insert(id, sort_key(&labels));
            }
        }
    }
}
