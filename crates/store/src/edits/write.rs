//! Making edits and taking them back.

use super::held::REVISIONS;
use super::written;
use crate::dialect::Sql;
use crate::error::{Result, StoreError};
use crate::item::{self, Rows};
use crate::{Act, Store, batch, releases};
use sillon_core::edit::{Change, Edit};
use sillon_core::id::{AccountId, InstanceId, JobId, ReleaseId};
use sillon_core::release::Release;
use std::collections::{BTreeSet, HashMap};

const INSERT: Sql = insert_rows!(
    "INSERT INTO edits (account_id, batch_id, id, release_id, instance_id, field, value, previous, made_at, undone_at) \
     SELECT $2, value ->> 0, value ->> 1, CAST(value ->> 2 AS BIGINT), CAST(value ->> 3 AS BIGINT), \
     value ->> 4, value ->> 5, value ->> 6, CAST(value ->> 7 AS BIGINT), CAST(value ->> 8 AS BIGINT)"
);

/// Rows a statement.
const AT_ONCE: usize = 500;

impl Store {
    /// Makes edits, all or none; those that are there stay as they are. The artists and labels that they name for the first time are added with them.
    ///
    /// # Errors
    /// As every write.
    pub async fn add_edits(&self, account: AccountId, edits: &[Edit]) -> Result<()> {
        self.write_edits(account, edits, &HashMap::new(), None).await.map(drop)
    }

    /// Makes edits as [`Store::add_edits`], if no album among these changed since it had this revision; else none is made,
    /// and the answer names the albums that did. With a run, the batch is recorded as an act on that run.
    ///
    /// # Errors
    /// [`StoreError::Busy`] and the other errors of a write.
    pub async fn add_edits_to(
        &self,
        account: AccountId,
        edits: &[Edit],
        read_at: &HashMap<ReleaseId, i64>,
        run: Option<(&JobId, Act)>,
    ) -> Result<Vec<ReleaseId>> {
        self.write_edits(account, edits, read_at, run).await
    }

    async fn write_edits(
        &self,
        account: AccountId,
        edits: &[Edit],
        read_at: &HashMap<ReleaseId, i64>,
        of: Option<(&JobId, Act)>,
    ) -> Result<Vec<ReleaseId>> {
        let db = &self.db;
        let mut rows = Vec::new();
        for some in edits.chunks(AT_ONCE) {
            let chunk: Result<Vec<_>> = some.iter().map(row).collect();
            rows.push(Rows::of(chunk?)?);
        }
        let albums: BTreeSet<ReleaseId> = edits.iter().map(|edit| edit.target.release_id).collect();
        let albums = releases::ids(albums.into_iter())?;
        let covers = edits.iter().filter(|edit| matches!(edit.change, Change::Cover(_)));
        let covers: BTreeSet<ReleaseId> = covers.map(|edit| edit.target.release_id).collect();
        let has_covers = !covers.is_empty();
        let covers = releases::ids(covers.into_iter())?;
        let named = Release::blank(ReleaseId(0));
        let mut releases = Vec::new();
        for edit in edits.iter().filter(|edit| matches!(edit.change, Change::Artists(_) | Change::Labels(_))) {
            let mut release = named.clone();
            sillon_core::edit::apply_to_release(&mut release, &edit.change);
            releases.push(release);
        }
        let releases: Vec<_> = releases.iter().collect();
        let (artists, labels) = (item::artists(&releases)?, item::labels(&releases)?);
        let indexed = item::artist_index(&releases)?;
        let changed = transact!(db, transaction => {
            // First, for on PostgreSQL it makes those wait who are about to change an album.
            let revision: i64 =
                sqlx::query_scalar(batch::NEXT_REVISION).bind(account.0).fetch_one(&mut *transaction).await?;
            let now_at: Vec<(i64, i64)> =
                sqlx::query_as(REVISIONS.of(db)).bind(&albums).bind(account.0).fetch_all(&mut *transaction).await?;
            let now_at = now_at.into_iter().map(|(id, revision)| (ReleaseId(id), revision));
            let changed: Vec<ReleaseId> =
                now_at.filter(|(id, now)| read_at.get(id).is_some_and(|read| read != now)).map(|(id, _)| id).collect();
            if !changed.is_empty() {
                return Ok(changed);
            }
            for (sql, rows) in [(batch::ARTISTS, &artists), (batch::LABELS, &labels)] {
                if !rows.is_empty {
                    sqlx::query(sql.of(db)).bind(&rows.json).execute(&mut *transaction).await?;
                }
            }
            if !indexed.is_empty {
                sqlx::query(batch::ARTIST_INDEX.of(db))
                    .bind(&indexed.json).bind(account.0).execute(&mut *transaction).await?;
            }
            for rows in &rows {
                sqlx::query(INSERT.of(db)).bind(&rows.json).bind(account.0).execute(&mut *transaction).await?;
            }
            if let (Some((job, act)), Some(edit)) = (of, edits.first()) {
                sqlx::query("INSERT INTO sync_acts (account_id, job_id, batch_id, act) VALUES ($1, $2, $3, $4)")
                    .bind(account.0).bind(&job.0).bind(&edit.batch_id).bind(act.as_str())
                    .execute(&mut *transaction).await?;
            }
            if has_covers {
                sqlx::query(batch::FORGET_COVERS.of(db)).bind(&covers).execute(&mut *transaction).await?;
            }
            sqlx::query(batch::REVISE_ALBUMS.of(db))
                .bind(&albums).bind(account.0).bind(revision).execute(&mut *transaction).await?;
            Vec::new()
        });
        Ok(changed)
    }

    /// Takes back the edits of a batch: what stood below them is shown again, unless a later edit stands over it. How many
    /// there were.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is no such batch, [`StoreError::Conflict`] when it is undone already.
    pub async fn undo_batch(&self, account: AccountId, batch_id: &str, now: i64) -> Result<u64> {
        let undone = transact!(&self.db, transaction => {
            let known: i64 = sqlx::query_scalar("SELECT count(*) FROM edits WHERE account_id = $1 AND batch_id = $2")
                .bind(account.0).bind(batch_id).fetch_one(&mut *transaction).await?;
            if known == 0 {
                return Err(StoreError::NotFound);
            }
            let undone = sqlx::query(
                "UPDATE edits SET undone_at = $3 WHERE account_id = $1 AND batch_id = $2 AND undone_at IS NULL",
            )
            .bind(account.0).bind(batch_id).bind(now).execute(&mut *transaction).await?.rows_affected();
            let revision: i64 =
                sqlx::query_scalar(batch::NEXT_REVISION).bind(account.0).fetch_one(&mut *transaction).await?;
            sqlx::query(
                "UPDATE album_index SET revision = $3 WHERE account_id = $1 AND release_id IN ( \
                 SELECT release_id FROM edits WHERE account_id = $1 AND batch_id = $2)",
            )
            .bind(account.0).bind(batch_id).bind(revision).execute(&mut *transaction).await?;
            sqlx::query(
                "DELETE FROM enrichments WHERE subject_kind = 'release' AND facet = 'covers' AND subject_id IN ( \
                 SELECT release_id FROM edits WHERE account_id = $1 AND batch_id = $2 AND field = 'cover')",
            )
            .bind(account.0).bind(batch_id).execute(&mut *transaction).await?;
            undone
        });
        if undone == 0 { Err(StoreError::Conflict) } else { Ok(undone) }
    }
}

type Row<'a> = (&'a str, &'a str, ReleaseId, Option<InstanceId>, String, String, String, i64, Option<i64>);

fn row(edit: &Edit) -> Result<Row<'_>> {
    let ((field, value), (_, previous)) = (written(&edit.change)?, written(&edit.previous)?);
    let (album, copy) = (edit.target.release_id, edit.target.instance_id);
    Ok((&edit.batch_id, &edit.id, album, copy, field, value, previous, edit.made_at, edit.undone_at))
}
