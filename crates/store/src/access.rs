//! Tokens of the API, known by their digests.

use crate::error::{Result, StoreError};
use crate::{Reader, Store};
use sillon_core::access::{ApiToken, Scope};
use sillon_core::id::AccountId;

/// Id, name, scope, made, last used.
type Row = (String, String, String, i64, Option<i64>);

impl Reader {
    /// The tokens of an account, the newest first.
    ///
    /// # Errors
    /// As every read.
    pub async fn list_api_tokens(&self, account: AccountId) -> Result<Vec<ApiToken>> {
        let rows: Vec<Row> = read!(&self.db, pool => {
            sqlx::query_as(
                "SELECT id, name, scope, created_at, last_used_at FROM api_tokens WHERE account_id = $1 \
                 ORDER BY created_at DESC, id DESC",
            )
            .bind(account.0).fetch_all(pool).await
        })?;
        Ok(rows.into_iter().filter_map(token).collect())
    }

    /// The token with this digest.
    ///
    /// # Errors
    /// As every read.
    pub async fn find_api_token(&self, account: AccountId, digest: &[u8]) -> Result<Option<ApiToken>> {
        let row: Option<Row> = read!(&self.db, pool => {
            sqlx::query_as(
                "SELECT id, name, scope, created_at, last_used_at FROM api_tokens \
                 WHERE digest = $1 AND account_id = $2",
            )
            .bind(digest).bind(account.0).fetch_optional(pool).await
        })?;
        Ok(row.and_then(token))
    }
}

impl Store {
    /// Keeps a token by its digest.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] where another has the name.
    pub async fn add_api_token(&self, account: AccountId, token: &ApiToken, digest: &[u8]) -> Result<()> {
        transact!(&self.db, transaction => {
            sqlx::query(
                "INSERT INTO api_tokens (account_id, id, name, scope, digest, created_at) VALUES ($1, $2, $3, $4, $5, $6)",
            )
            .bind(account.0).bind(&token.id).bind(&token.name).bind(token.scope.as_str()).bind(digest)
            .bind(token.created_at).execute(&mut *transaction).await?;
        });
        Ok(())
    }

    /// Notes that a token was seen; an earlier instant than the one that is kept changes nothing.
    ///
    /// # Errors
    /// As every write.
    pub async fn mark_api_token_used(&self, account: AccountId, id: &str, now: i64) -> Result<()> {
        transact!(&self.db, transaction => {
            sqlx::query(
                "UPDATE api_tokens SET last_used_at = $3 \
                 WHERE account_id = $1 AND id = $2 AND (last_used_at IS NULL OR last_used_at < $3)",
            )
            .bind(account.0).bind(id).bind(now).execute(&mut *transaction).await?;
        });
        Ok(())
    }

    /// Forgets a token: it opens nothing from now on.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn remove_api_token(&self, account: AccountId, id: &str) -> Result<()> {
        let removed = transact!(&self.db, transaction => {
            sqlx::query("DELETE FROM api_tokens WHERE account_id = $1 AND id = $2")
                .bind(account.0).bind(id).execute(&mut *transaction).await?.rows_affected()
        });
        if removed == 0 { Err(StoreError::NotFound) } else { Ok(()) }
    }
}

/// A scope that this version does not know opens nothing.
fn token((id, name, scope, created_at, last_used_at): Row) -> Option<ApiToken> {
    Some(ApiToken { id, name, scope: Scope::parse(&scope)?, created_at, last_used_at })
}
