//! What people changed, as a list.

use super::read;
use crate::db::Db;
use crate::dialect::Sql;
use crate::error::Result;
use crate::exchange::namesakes;
use crate::{Reader, albums};
use sillon_core::album::{Album, ListPage};
use sillon_core::collection::Namesakes;
use sillon_core::edit::{Batch, Edit, Target};
use sillon_core::id::{AccountId, InstanceId, ReleaseId};
use sqlx::AssertSqlSafe;
use std::collections::HashMap;

const IS_ARCHIVED: &str = archived_albums!();

/// So many edits of a batch come with the list; a change to a whole collection has one for each album.
const FIRST: i64 = 12;

/// So many edits of an album are its history.
const HISTORY: i64 = 200;

const FIRST_OF_EACH: Sql = Sql {
    sqlite: "SELECT batch_id, id, release_id, instance_id, field, value, previous, made_at, undone_at FROM ( \
        SELECT *, row_number() OVER (PARTITION BY batch_id ORDER BY id) AS place FROM edits \
        WHERE account_id = $1 AND batch_id IN (SELECT value FROM json_each($2))) AS numbered \
        WHERE place <= $3 ORDER BY batch_id, id",
    postgres: "SELECT batch_id, id, release_id, instance_id, field, value, previous, made_at, undone_at FROM ( \
        SELECT *, row_number() OVER (PARTITION BY batch_id ORDER BY id) AS place FROM edits \
        WHERE account_id = $1 AND batch_id IN (SELECT jsonb_array_elements_text(CAST($2 AS JSONB)))) AS numbered \
        WHERE place <= $3 ORDER BY batch_id, id",
};

type Row = (String, String, i64, Option<i64>, String, String, String, i64, Option<i64>);

fn edit(row: Row) -> Result<Edit> {
    let (batch_id, id, release_id, instance_id, field, value, previous, made_at, undone_at) = row;
    let target = Target { release_id: ReleaseId(release_id), instance_id: instance_id.map(InstanceId) };
    let (change, previous) = (read(&field, &value)?, read(&field, &previous)?);
    Ok(Edit { id, batch_id, target, change, previous, made_at, undone_at })
}

/// What was changed of an album, newest first.
pub(crate) async fn edits_of(db: &Db, account: AccountId, album: ReleaseId) -> Result<Vec<Edit>> {
    let rows: Vec<Row> = read!(db, pool => {
        sqlx::query_as(
            "SELECT batch_id, id, release_id, instance_id, field, value, previous, made_at, undone_at FROM edits \
             WHERE account_id = $1 AND release_id = $2 ORDER BY id DESC LIMIT $3",
        )
        .bind(account.0).bind(album.0).bind(HISTORY).fetch_all(pool).await
    })?;
    let namesakes = namesakes(db, account).await?;
    rows.into_iter().map(|row| shown(row, &namesakes)).collect()
}

/// An edit that names folders and fields by the keys that stand for them.
fn shown(row: Row, namesakes: &Namesakes) -> Result<Edit> {
    let mut edit = edit(row)?;
    [&mut edit.change, &mut edit.previous].into_iter().for_each(|change| namesakes.settle_change(change));
    Ok(edit)
}

impl Reader {
    /// Every edit as it was made, those that were taken back too, by their batches and keys after one of them; none is the
    /// end.
    ///
    /// # Errors
    /// As every read.
    pub async fn list_edits_after(&self, account: AccountId, after: Option<&Edit>, limit: u32) -> Result<Vec<Edit>> {
        let (batch, id) = after.map_or(("", ""), |edit| (&edit.batch_id, &edit.id));
        let rows: Vec<Row> = read!(&self.db, pool => {
            sqlx::query_as(
                "SELECT batch_id, id, release_id, instance_id, field, value, previous, made_at, undone_at FROM edits \
                 WHERE account_id = $1 AND (batch_id, id) > ($2, $3) ORDER BY batch_id, id LIMIT $4",
            )
            .bind(account.0).bind(batch).bind(id).bind(i64::from(limit)).fetch_all(pool).await
        })?;
        rows.into_iter().map(edit).collect()
    }

    /// The keys of all edits.
    ///
    /// # Errors
    /// As every read.
    pub async fn list_edit_ids(&self, account: AccountId) -> Result<Vec<String>> {
        Ok(read!(&self.db, pool => {
            sqlx::query_scalar("SELECT id FROM edits WHERE account_id = $1").bind(account.0).fetch_all(pool).await
        })?)
    }

    /// Every act that changed something, newest first, each with the first of its edits.
    ///
    /// # Errors
    /// As every read.
    pub async fn list_edits(&self, account: AccountId, page: u32, page_size: u32) -> Result<ListPage<Batch>> {
        let total: i64 = read!(&self.db, pool => {
            sqlx::query_scalar("SELECT count(DISTINCT batch_id) FROM edits WHERE account_id = $1")
                .bind(account.0).fetch_one(pool).await
        })?;
        let offset = i64::from(page.saturating_sub(1)) * i64::from(page_size);
        let rows: Vec<BatchRow> = read!(&self.db, pool => {
            sqlx::query_as(
                "SELECT batch_id, min(made_at), max(undone_at), count(*), count(DISTINCT release_id) FROM edits \
                 WHERE account_id = $1 GROUP BY batch_id ORDER BY batch_id DESC LIMIT $2 OFFSET $3",
            )
            .bind(account.0).bind(i64::from(page_size)).bind(offset).fetch_all(pool).await
        })?;
        let items = batches(&self.db, account, rows).await?;
        Ok(ListPage { items, total: total.unsigned_abs(), page, page_size })
    }

    /// One act, with the first of its edits.
    ///
    /// # Errors
    /// As every read.
    pub async fn find_batch(&self, account: AccountId, batch_id: &str) -> Result<Option<Batch>> {
        let rows: Vec<BatchRow> = read!(&self.db, pool => {
            sqlx::query_as(
                "SELECT batch_id, min(made_at), max(undone_at), count(*), count(DISTINCT release_id) FROM edits \
                 WHERE account_id = $1 AND batch_id = $2 GROUP BY batch_id",
            )
            .bind(account.0).bind(batch_id).fetch_all(pool).await
        })?;
        Ok(batches(&self.db, account, rows).await?.pop())
    }

    /// Albums that are put away, the last one first.
    ///
    /// # Errors
    /// As every read.
    pub async fn list_archived(&self, account: AccountId, page: u32, page_size: u32) -> Result<ListPage<Album>> {
        let count = format!("SELECT count(*) FROM ({IS_ARCHIVED}) AS archived");
        let total: i64 =
            read!(&self.db, pool => sqlx::query_scalar(AssertSqlSafe(count)).bind(account.0).fetch_one(pool).await)?;
        let sql = format!("{IS_ARCHIVED} ORDER BY e.id DESC LIMIT $2 OFFSET $3");
        let offset = i64::from(page.saturating_sub(1)) * i64::from(page_size);
        let ids: Vec<i64> = read!(&self.db, pool => {
            sqlx::query_scalar(AssertSqlSafe(sql))
                .bind(account.0).bind(i64::from(page_size)).bind(offset).fetch_all(pool).await
        })?;
        let ids: Vec<ReleaseId> = ids.into_iter().map(ReleaseId).collect();
        let items = albums::load(&self.db, account, &ids).await?;
        Ok(ListPage { items, total: total.unsigned_abs(), page, page_size })
    }
}

type BatchRow = (String, i64, Option<i64>, i64, i64);

async fn batches(db: &Db, account: AccountId, rows: Vec<BatchRow>) -> Result<Vec<Batch>> {
    let ids: Vec<&str> = rows.iter().map(|(id, ..)| id.as_str()).collect();
    let ids = serde_json::to_string(&ids)?;
    let firsts: Vec<Row> = read!(db, pool => {
        sqlx::query_as(FIRST_OF_EACH.of(db)).bind(account.0).bind(&ids).bind(FIRST).fetch_all(pool).await
    })?;
    let mut by_batch: HashMap<String, Vec<Edit>> = HashMap::new();
    let namesakes = namesakes(db, account).await?;
    for row in firsts {
        by_batch.entry(row.0.clone()).or_default().push(shown(row, &namesakes)?);
    }
    let batches = rows.into_iter().map(|(id, made_at, undone_at, edits, albums)| Batch {
        first: by_batch.remove(&id).unwrap_or_default(),
        id,
        made_at,
        undone_at,
        edits: edits.unsigned_abs(),
        albums: albums.unsigned_abs(),
    });
    Ok(batches.collect())
}
