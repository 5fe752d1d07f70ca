//! How each want stands with the collection. A wantlist is short beside a collection: it is walked whole, and only its masters
//! are looked for among the albums.

use crate::db::Db;
use crate::dialect::{FACETS, Sql};
use crate::error::Result;
use crate::facets::Facet;
use crate::releases;
use sillon_core::id::{AccountId, MasterId, ReleaseId};
use sillon_core::want::Standing;
use sqlx::AssertSqlSafe;
use std::collections::{HashMap, HashSet};

/// So many masters are looked for at a time.
const MASTERS: usize = 400;

/// A want before any of its text is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) release_id: ReleaseId,
    pub(super) absent_since: Option<i64>,
    pub(super) standing: Standing,
}

const ALBUMS: Sql = with_ids!(
    "SELECT a.release_id, r.master_id FROM album_index AS a JOIN full_releases AS r ON r.id = a.release_id \
     WHERE a.account_id = $2 AND a.release_id",
    "ORDER BY a.added_at DESC NULLS LAST, a.release_id"
);

/// The whole wantlist, newest first.
pub(super) async fn list(db: &Db, account: AccountId) -> Result<Vec<Line>> {
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
    let masters: HashSet<MasterId> = open.filter_map(|(_, master, ..)| master.map(MasterId)).collect();
    let held = held_pressings(db, account, &masters.into_iter().collect::<Vec<_>>()).await?;
    let lines = rows.into_iter().map(|(release_id, master, absent_since, is_held)| {
        let pressing = master.and_then(|master| held.get(&MasterId(master)).copied());
        let standing = Standing::of(is_held, pressing, absent_since.is_none());
        Line { release_id: ReleaseId(release_id), absent_since, standing }
    });
    Ok(lines.collect())
}

/// Of each of these masters the album that came last.
async fn held_pressings(db: &Db, account: AccountId, masters: &[MasterId]) -> Result<HashMap<MasterId, ReleaseId>> {
    let mut held = HashMap::new();
    for some in masters.chunks(MASTERS) {
        let or = match db {
            Db::Sqlite { .. } => " OR ",
            Db::Postgres(_) => " | ",
        };
        let question = some.iter().map(|master| Facet::Master(*master).word()).collect::<Vec<_>>().join(or);
        let found = FACETS.of(db).replace('?', "$1");
        let found: Vec<i64> = read!(db, pool => {
            sqlx::query_scalar(AssertSqlSafe(found)).bind(&question).fetch_all(pool).await
        })?;
        let ids = releases::ids(found.into_iter().map(ReleaseId))?;
        let albums: Vec<(i64, Option<i64>)> =
            read!(db, pool => sqlx::query_as(ALBUMS.of(db)).bind(&ids).bind(account.0).fetch_all(pool).await)?;
        for (album, master) in albums {
            if let Some(master) = master {
                held.entry(MasterId(master)).or_insert(ReleaseId(album));
            }
        }
    }
    Ok(held)
}
