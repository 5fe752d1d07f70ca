//! How each want stands with the collection as it is shown: what is put away is not held. A wantlist is short beside a
//! collection: it is walked whole, and only its releases and their masters are looked for among the albums.

use crate::Reader;
use crate::error::Result;
use sillon_core::id::{AccountId, ReleaseId};
use sillon_core::want::Standing;
use std::collections::HashSet;

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
    let rows: Vec<(i64, Option<i64>, Option<i64>)> = read!(db, pool => {
        sqlx::query_as(
            "SELECT w.release_id, r.master_id, gone.absent_since FROM wants AS w \
             JOIN full_releases AS r ON r.id = w.release_id \
             LEFT JOIN want_absences AS gone ON gone.account_id = $1 AND gone.release_id = w.release_id \
             WHERE w.account_id = $1 ORDER BY w.added_at DESC NULLS LAST, w.release_id DESC",
        )
        .bind(account.0).fetch_all(pool).await
    })?;
    let catalogue = reader.catalogues.fresh(db, account).await?;
    let lines = catalogue.ask(move |index| {
        let masters: HashSet<i64> = rows.iter().filter_map(|(_, master, _)| *master).collect();
        let pressings = index.newest_pressings(&masters);
        let lines = rows.into_iter().map(|(release_id, master, absent_since)| {
            let pressing = master.and_then(|master| pressings.get(&master).copied().map(ReleaseId));
            let standing = Standing::of(index.ordinal(release_id).is_some(), pressing, absent_since.is_none());
            Line { release_id: ReleaseId(release_id), absent_since, standing }
        });
        lines.collect()
    });
    lines.await
}
