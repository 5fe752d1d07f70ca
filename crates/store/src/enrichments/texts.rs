//! Descriptions. One at most is shown; whatever else was written is kept.

use super::marks::{set_absent, set_chosen, set_found};
use super::{Absence, Finding};
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

const SHOWN_ID: &str = "SELECT id FROM texts WHERE account_id = $1 AND release_id = $2 AND state = 'shown'";
const HELD: &str = "SELECT id FROM texts WHERE account_id = $1 AND release_id = $2 AND state = 'shown' AND locked";
const GIVE_WAY: &str = "UPDATE texts SET state = 'former' WHERE account_id = $1 AND release_id = $2 AND id <> $3 \
    AND state IN ('shown', $4)";
const SET_STATE: &str = "UPDATE texts SET state = $4 WHERE account_id = $1 AND release_id = $2 AND id = $3";
const ADD: &str = "INSERT INTO texts (account_id, release_id, id, state, author, body, language, model, prompt_version, \
    doubts, locked, written_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";

/// Inside a transaction: adds a text; a shown one takes the place of what was shown or kept aside.
macro_rules! put_text {
    ($transaction:ident, $account:expr, $text:expr) => {{
        let text: &Text = $text;
        let (author, model, prompt_version) = match &text.author {
            Author::Model { name, prompt_version } => ("model", Some(name.as_str()), Some(*prompt_version)),
            Author::Person => ("person", None, None),
        };
        if text.state == TextState::Shown {
            let review = TextState::Review.as_str();
            sqlx::query(GIVE_WAY)
                .bind($account.0)
                .bind(text.release_id.0)
                .bind(&text.id)
                .bind(review)
                .execute(&mut *$transaction)
                .await?;
        }
        sqlx::query(ADD)
            .bind($account.0)
            .bind(text.release_id.0)
            .bind(&text.id)
            .bind(text.state.as_str())
            .bind(author)
            .bind(&text.body)
            .bind(&text.language)
            .bind(model)
            .bind(prompt_version)
            .bind(&text.doubts)
            .bind(text.locked)
            .bind(text.written_at)
            .execute(&mut *$transaction)
            .await?;
    }};
}

/// Inside a transaction: the key of the shown text where it is locked.
macro_rules! locked_text {
    ($transaction:ident, $account:expr, $release:expr) => {{
        let held: Option<(String,)> =
            sqlx::query_as(HELD).bind($account.0).bind($release.0).fetch_optional(&mut *$transaction).await?;
        held.map(|(id,)| id)
    }};
}

impl Store {
    /// Adds a text. A shown one takes the place of the one that was shown, which becomes a former one; a locked one gives
    /// way only to a person's, which is their word on the facet, too. `false` when it did not give way: nothing is written
    /// then.
    ///
    /// # Errors
    /// As every write.
    pub async fn add_text(&self, account: AccountId, text: &Text) -> Result<bool> {
        let (is_shown, by_person) = (text.state == TextState::Shown, text.author == Author::Person);
        Ok(transact!(&self.db, transaction => {
            let in_the_way = is_shown && !by_person && locked_text!(transaction, account, text.release_id).is_some();
            if !in_the_way {
                put_text!(transaction, account, text);
                if is_shown && by_person {
                    let subject = Subject::Release(text.release_id);
                    set_chosen!(transaction, Facet::Descriptions, subject, Some(&text.id), text.written_at);
                }
            }
            !in_the_way
        }))
    }

    /// Keeps what a model wrote of a release whose descriptions `owner` has claimed: found when it is shown, absent when it
    /// is kept aside. Where a locked text is shown that one counts, and nothing is added. `false` when the row is no longer
    /// `owner`'s: nothing is written then.
    ///
    /// # Errors
    /// As every write.
    pub async fn keep_text(&self, account: AccountId, owner: &str, text: &Text, now: i64) -> Result<bool> {
        let (source, version) = match &text.author {
            Author::Model { name, prompt_version } => (name.as_str(), *prompt_version),
            Author::Person => ("person", 0),
        };
        let subject = Subject::Release(text.release_id);
        let absence = Absence { source, trace: "kept for review", candidates: None, version };
        let written = Finding { value: &text.id, source, score: None, trace: None, version };
        Ok(transact!(&self.db, transaction => {
            let locked = locked_text!(transaction, account, text.release_id);
            let (kept, is_new) = match (&locked, text.state) {
                (Some(id), _) => {
                    let finding = Finding { value: id, source: "person", version: 0, ..written };
                    (set_found!(transaction, Facet::Descriptions, subject, owner, finding, now), false)
                }
                (None, TextState::Shown) => {
                    (set_found!(transaction, Facet::Descriptions, subject, owner, written, now), true)
                }
                (None, _) => (set_absent!(transaction, Facet::Descriptions, subject, owner, absence, now), true),
            };
            if kept && is_new {
                put_text!(transaction, account, text);
            }
            kept
        }))
    }

    /// Shows a text that was kept aside, or a former one, again; the shown one becomes a former one. A person's act.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is no such text: nothing is written then.
    pub async fn show_text(&self, account: AccountId, release: ReleaseId, id: &str, now: i64) -> Result<()> {
        self.judge_text(account, release, id, TextState::Shown, now).await
    }

    /// Takes a text away; it is kept. No model writes another by itself.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is no such text: nothing is written then.
    pub async fn remove_text(&self, account: AccountId, release: ReleaseId, id: &str, now: i64) -> Result<()> {
        self.judge_text(account, release, id, TextState::Removed, now).await
    }

    async fn judge_text(
        &self,
        account: AccountId,
        release: ReleaseId,
        id: &str,
        state: TextState,
        now: i64,
    ) -> Result<()> {
        let is_shown = state == TextState::Shown;
        transact!(&self.db, transaction => {
            if is_shown {
                sqlx::query(GIVE_WAY)
                    .bind(account.0).bind(release.0).bind(id).bind(state.as_str()).execute(&mut *transaction).await?;
            }
            let found = sqlx::query(SET_STATE)
                .bind(account.0).bind(release.0).bind(id).bind(state.as_str()).execute(&mut *transaction).await?;
            if found.rows_affected() == 0 {
                return Err(StoreError::NotFound);
            }
            // Taking away what was kept aside leaves the one that is shown.
            let left: Option<(String,)> = sqlx::query_as(SHOWN_ID)
                .bind(account.0).bind(release.0).fetch_optional(&mut *transaction).await?;
            let left = left.as_ref().map(|(id,)| id.as_str());
            set_chosen!(transaction, Facet::Descriptions, Subject::Release(release), left, now);
        });
        Ok(())
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
