//! Descriptions. One at most is shown; whatever else was written is kept.

use crate::db::Db;
use crate::dialect::Sql;
use crate::error::{Result, StoreError};
use crate::{Reader, Store};
use sillon_core::enrich::text::{Author, Text, TextState};
use sillon_core::enrich::{Facet, Subject};
use sillon_core::id::{AccountId, ReleaseId};
use std::collections::HashMap;

pub(crate) const SHOWN: Sql =
    with_ids!("SELECT release_id, body FROM texts WHERE account_id = $2 AND state = 'shown' AND release_id", "");

type Row = (String, i64, String, String, String, Option<String>, Option<i64>, String, Option<String>, bool, i64);

fn text(row: Row) -> Result<Text> {
    let (id, release_id, body, language, author, model, prompt_version, state, doubts, locked, written_at) = row;
    let author = match (author.as_str(), model) {
        ("model", name) => {
            Author::Model { name: name.unwrap_or_default(), prompt_version: prompt_version.unwrap_or_default() }
        }
        _ => Author::Person,
    };
    let state = TextState::parse(&state).ok_or_else(|| StoreError::unreadable("state of a text", &state))?;
    Ok(Text { id, release_id: ReleaseId(release_id), body, language, author, state, doubts, locked, written_at })
}

/// The descriptions that are shown, by their releases.
pub(crate) async fn shown_texts(db: &Db, account: AccountId, ids: &str) -> Result<HashMap<i64, String>> {
    let rows: Vec<(i64, String)> =
        read!(db, pool => sqlx::query_as(SHOWN.of(db)).bind(ids).bind(account.0).fetch_all(pool).await)?;
    Ok(rows.into_iter().collect())
}

const COLUMNS: &str = "SELECT id, release_id, body, language, author, model, prompt_version, state, doubts, locked, \
    written_at FROM texts WHERE account_id = $1 AND ";

impl Reader {
    /// Every text of a release, newest first.
    ///
    /// # Errors
    /// As every read.
    pub async fn texts(&self, account: AccountId, release: ReleaseId) -> Result<Vec<Text>> {
        let sql = sqlx::AssertSqlSafe(format!("{COLUMNS}release_id = $2 ORDER BY written_at DESC, id DESC"));
        let rows: Vec<Row> = read!(&self.db, pool => {
            sqlx::query_as(sql).bind(account.0).bind(release.0).fetch_all(pool).await
        })?;
        rows.into_iter().map(text).collect()
    }

    /// Texts that a check refused, oldest first.
    ///
    /// # Errors
    /// As every read.
    pub async fn texts_in_review(&self, account: AccountId, limit: u32) -> Result<Vec<Text>> {
        let sql = sqlx::AssertSqlSafe(format!("{COLUMNS}state = 'review' ORDER BY written_at LIMIT $2"));
        let rows: Vec<Row> = read!(&self.db, pool => {
            sqlx::query_as(sql).bind(account.0).bind(i64::from(limit)).fetch_all(pool).await
        })?;
        rows.into_iter().map(text).collect()
    }
}

impl Store {
    /// Adds a text. A shown one takes the place of the one that was shown, which becomes a former one; a locked one gives
    /// way only to a person's. `false` when it did not give way: nothing is written then.
    ///
    /// # Errors
    /// As every write.
    pub async fn add_text(&self, account: AccountId, text: &Text) -> Result<bool> {
        let (author, model, prompt_version) = match &text.author {
            Author::Model { name, prompt_version } => ("model", Some(name.as_str()), Some(*prompt_version)),
            Author::Person => ("person", None, None),
        };
        Ok(transact!(&self.db, transaction => {
            let held: Option<(bool,)> = sqlx::query_as(
                "SELECT locked FROM texts WHERE account_id = $1 AND release_id = $2 AND state = 'shown'",
            )
            .bind(account.0).bind(text.release_id.0).fetch_optional(&mut *transaction).await?;
            let gives_way = held.is_none_or(|(locked,)| !locked || author == "person");
            if gives_way || text.state != TextState::Shown {
                if text.state == TextState::Shown {
                    sqlx::query(
                        "UPDATE texts SET state = 'former' WHERE account_id = $1 AND release_id = $2 \
                         AND state IN ('shown', 'review')",
                    )
                    .bind(account.0).bind(text.release_id.0).execute(&mut *transaction).await?;
                }
                sqlx::query(
                    "INSERT INTO texts (account_id, release_id, id, state, author, body, language, model, \
                     prompt_version, doubts, locked, written_at) \
                     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
                )
                .bind(account.0).bind(text.release_id.0).bind(&text.id).bind(text.state.as_str()).bind(author)
                .bind(&text.body).bind(&text.language).bind(model).bind(prompt_version).bind(&text.doubts)
                .bind(text.locked).bind(text.written_at)
                .execute(&mut *transaction).await?;
                true
            } else {
                false
            }
        }))
    }

    /// Shows a text that was kept aside, or a former one, again; the shown one becomes a former one. A person's act.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is no such text.
    pub async fn show_text(&self, account: AccountId, release: ReleaseId, id: &str, now: i64) -> Result<()> {
        transact!(&self.db, transaction => {
            sqlx::query("UPDATE texts SET state = 'former' WHERE account_id = $1 AND release_id = $2 AND state = 'shown'")
                .bind(account.0).bind(release.0).execute(&mut *transaction).await?;
            let shown = sqlx::query(
                "UPDATE texts SET state = 'shown' WHERE account_id = $1 AND release_id = $2 AND id = $3",
            )
            .bind(account.0).bind(release.0).bind(id).execute(&mut *transaction).await?.rows_affected();
            if shown == 0 {
                return Err(StoreError::NotFound);
            }
        });
        self.choose(Facet::Descriptions, Subject::Release(release), Some(id), now).await
    }

    /// Takes a text away; it is kept. No model writes another by itself.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is no such text.
    pub async fn remove_text(&self, account: AccountId, release: ReleaseId, id: &str, now: i64) -> Result<()> {
        transact!(&self.db, transaction => {
            let removed = sqlx::query(
                "UPDATE texts SET state = 'removed' WHERE account_id = $1 AND release_id = $2 AND id = $3",
            )
            .bind(account.0).bind(release.0).bind(id).execute(&mut *transaction).await?.rows_affected();
            if removed == 0 {
                return Err(StoreError::NotFound);
            }
        });
        self.choose(Facet::Descriptions, Subject::Release(release), None, now).await
    }

    /// Locks the shown text against every model, or unlocks it.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when none is shown.
    pub async fn lock_text(&self, account: AccountId, release: ReleaseId, locked: bool) -> Result<()> {
        let changed = transact!(&self.db, transaction => {
            sqlx::query("UPDATE texts SET locked = $3 WHERE account_id = $1 AND release_id = $2 AND state = 'shown'")
                .bind(account.0).bind(release.0).bind(locked).execute(&mut *transaction).await?.rows_affected()
        });
        if changed == 1 { Ok(()) } else { Err(StoreError::NotFound) }
    }
}
