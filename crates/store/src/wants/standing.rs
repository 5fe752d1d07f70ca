//! How each want stands with the collection. A wantlist is short beside a collection: it is walked whole, and only its masters
//! are looked for among the albums.

use crate::Reader;
use crate::error::Result;
use sillon_core::id::{AccountId, ReleaseId};
use sillon_core::want::Standing;
use std::collections::{HashMap, HashSet};

/// A want before any of its text is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) release_id: ReleaseId,
    pub(super) absent_since: Option<i64>,
    pub(super) standing: Standing,
}

/// The whole wantlist, newest first.
pub(super) async fn list(reader: &Reader, account: AccountId) -> Result<Vec<Line>> {
    let db = &reader.db;
    type Row = (i64, Option<i64>, Option<i64>, bool);
    let rows: Vec<Row> = read!(db, pool => {
        sqlx::query_as(
            "SELECT w.release_id, r.master_id, gone.absent_since, a.release_id IS NOT NULL FROM wants AS w \
             JOIN full_releases AS r ON r.id = w.release_id \
             LEFT JOIN want_absences AS gone ON gone.account_id = $1 AND gone.release_id = w.release_id \
             LEFT JOIN album_index AS a ON a.account_id = $1 AND a.release_id = w.release_id \
             WHERE w.account_id = $1 ORDER BY w.added_at DESC NULLS LAST, w.release_id DESC",
        )
        .bind(account.0).fetch_all(pool).await
    })?;
    let open = rows.iter().filter(|(_, _, absent_since, held)| absent_since.is_none() && !held);
    let masters: HashSet<i64> = open.filter_map(|(_, master, ..)| *master).collect();
    let catalogue = reader.catalogues.fresh(db, account).await?;
    let held: HashMap<i64, i64> = catalogue.ask(move |index| index.newest_pressings(&masters)).await?;
    let lines = rows.into_iter().map(|(release_id, master, absent_since, is_held)| {
        let pressing = master.and_then(|master| held.get(&master).copied().map(ReleaseId));
        let standing = Standing::of(is_held, pressing, absent_since.is_none());
        Line { release_id: ReleaseId(release_id), absent_since, standing }
    });
    Ok(lines.collect())
}
