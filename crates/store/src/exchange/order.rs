//! In what order an export goes: keys only, sorted here, so that no index is kept for it and no database's collation matters.
//! What is put away is left out.

use crate::Reader;
use crate::edits::Overlay;
use crate::error::Result;
use crate::releases;
use sillon_core::credit::{Credit, render_credits};
use sillon_core::exchange::csv::line::sort_key;
use sillon_core::fold;
use sillon_core::id::{AccountId, InstanceId, ReleaseId};
use sillon_core::release::Release;
use std::collections::{HashMap, HashSet};

/// Rows read at a time.
const AT_ONCE: i64 = 2_000;

const ARCHIVED: &str = archived_albums!();

/// What stands on a shelf.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shelf {
    /// Albums by their artists, their years and their titles.
    pub albums: Vec<ReleaseId>,
    /// How many copies of them there are.
    pub copies: u64,
}

impl Reader {
    /// Every copy in the order of a CSV: that of the file, where one file brought them all (its key comes along); else as
    /// discogs.com sorts. Of a selection of albums their copies alone, in the order of the selection.
    ///
    /// # Errors
    /// As every read.
    pub async fn sheet_order(
        &self,
        account: AccountId,
        selected: Option<&[ReleaseId]>,
    ) -> Result<(Vec<InstanceId>, Option<i64>)> {
        let mut copies = self.held(account, selected).await?;
        let lines: Vec<(i64, i64, i64)> = read!(&self.db, pool => {
            sqlx::query_as("SELECT instance_id, file_id, position FROM file_lines WHERE account_id = $1")
                .bind(account.0).fetch_all(pool).await
        })?;
        let lines: HashMap<i64, (i64, i64)> =
            lines.into_iter().map(|(copy, file, position)| (copy, (file, position))).collect();
        let position = |copy: i64| lines.get(&copy).map_or(i64::MAX, |(_, position)| *position);
        let mut files = copies.iter().map(|(copy, _)| lines.get(copy).map(|(file, _)| *file));
        let first = files.next().flatten();
        let file = first.filter(|_| files.all(|other| other == first));
        if let Some(selected) = selected {
            let places: HashMap<i64, usize> = selected.iter().enumerate().map(|(place, id)| (id.0, place)).collect();
            copies.sort_by_key(|(copy, of)| (places.get(of).copied(), position(*copy), *copy));
        } else if file.is_some() {
            copies.sort_by_key(|(copy, _)| position(*copy));
        } else {
            let keys = self.label_keys(account).await?;
            copies.sort_by(|(one, of), (other, of_other)| {
                let order = keys.get(of).cmp(&keys.get(of_other));
                order.then_with(|| (position(*one), one).cmp(&(position(*other), other)))
            });
        }
        Ok((copies.into_iter().map(|(copy, _)| InstanceId(copy)).collect(), file))
    }

    /// Albums, all or a selection of them, as they stand on a shelf.
    ///
    /// # Errors
    /// As every read.
    pub async fn shelf_order(&self, account: AccountId, selected: Option<&[ReleaseId]>) -> Result<Shelf> {
        let held = self.held(account, selected).await?;
        let albums: HashSet<i64> = held.iter().map(|(_, album)| *album).collect();
        let key = |release: &Release| {
            let first = release.credits.first().map(Credit::display_name).unwrap_or_default();
            let artist = format!("{}\u{0}{}", fold::sort_key(first), fold::fold(&render_credits(&release.credits)));
            (artist, release.year.unwrap_or(i32::MAX), fold::sort_key(&release.title))
        };
        let mut keys: Vec<_> = self.keys(account, key).await?;
        keys.retain(|(id, _)| albums.contains(id));
        keys.sort_unstable_by(|(one, key), (other, other_key)| (key, one).cmp(&(other_key, other)));
        let albums = keys.into_iter().map(|(id, _)| ReleaseId(id)).collect();
        Ok(Shelf { albums, copies: held.len() as u64 })
    }

    /// Copies with their albums, by the albums' keys.
    async fn held(&self, account: AccountId, selected: Option<&[ReleaseId]>) -> Result<Vec<(i64, i64)>> {
        let mut copies: Vec<(i64, i64)> = read!(&self.db, pool => {
            sqlx::query_as("SELECT instance_id, release_id FROM copies WHERE account_id = $1 ORDER BY release_id")
                .bind(account.0).fetch_all(pool).await
        })?;
        let archived: Vec<i64> =
            read!(&self.db, pool => sqlx::query_scalar(ARCHIVED).bind(account.0).fetch_all(pool).await)?;
        let archived: HashSet<i64> = archived.into_iter().collect();
        let selected: Option<HashSet<i64>> = selected.map(|albums| albums.iter().map(|id| id.0).collect());
        let is_meant = |id: &i64| selected.as_ref().is_none_or(|albums| albums.contains(id));
        copies.retain(|(_, album)| is_meant(album) && !archived.contains(album));
        Ok(copies)
    }

    async fn label_keys(&self, account: AccountId) -> Result<HashMap<i64, String>> {
        let keys = self.keys(account, |release| sort_key(&release.labels)).await?;
        Ok(keys.into_iter().collect())
    }

    /// What every album is sorted by, as it is shown; of a release that is handed over only what albums are sorted by is known.
    async fn keys<K>(&self, account: AccountId, key: impl Fn(&Release) -> K) -> Result<Vec<(i64, K)>> {
        let mut keys = Vec::new();
        let mut last = i64::MIN;
        type Line = (i64, String, Option<i64>, String, String);
        loop {
            let rows: Vec<Line> = read!(&self.db, pool => {
                sqlx::query_as(
                    "SELECT r.id, r.title, r.year, r.credits, r.labels FROM full_releases AS r \
                     WHERE r.id > $2 AND EXISTS (SELECT 1 FROM copies AS c \
                     WHERE c.account_id = $1 AND c.release_id = r.id) ORDER BY r.id LIMIT $3",
                )
                .bind(account.0).bind(last).bind(AT_ONCE).fetch_all(pool).await
            })?;
            let Some((id, ..)) = rows.last() else { return Ok(keys) };
            last = *id;
            let ids = releases::ids(rows.iter().map(|(id, ..)| ReleaseId(*id)))?;
            let overlay = Overlay::load(&self.db, account, &ids).await?;
            for (id, title, year, credits, labels) in rows {
                let mut release = Release {
                    title,
                    year: year.and_then(|year| i32::try_from(year).ok()),
                    credits: serde_json::from_str(&credits)?,
                    labels: serde_json::from_str(&labels)?,
                    ..Release::blank(ReleaseId(id))
                };
                overlay.lay_over_release(&mut release);
                keys.push((id, key(&release)));
            }
        }
    }
}
