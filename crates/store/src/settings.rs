//! Settings and secrets that were given on a page.

use crate::Store;
use crate::error::Result;
use sillon_core::id::AccountId;

impl Store {
    /// Sets a setting, or takes it away with `None`.
    ///
    /// # Errors
    /// As every write.
    pub async fn set_setting(&self, account: AccountId, key: &str, value: Option<&str>, now: i64) -> Result<()> {
        transact!(&self.db, transaction => match value {
            None => {
                sqlx::query("DELETE FROM settings WHERE account_id = $1 AND key = $2")
                    .bind(account.0).bind(key).execute(&mut *transaction).await?;
            }
            Some(value) => {
                sqlx::query(
                    "INSERT INTO settings (account_id, key, value, updated_at) VALUES ($1, $2, $3, $4) \
                     ON CONFLICT (account_id, key) \
                     DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at",
                )
                .bind(account.0).bind(key).bind(value).bind(now).execute(&mut *transaction).await?;
            }
        });
        Ok(())
    }

    /// A setting, if it was set.
    ///
    /// # Errors
    /// As every read.
    pub async fn setting(&self, account: AccountId, key: &str) -> Result<Option<String>> {
        Ok(read!(&self.db, pool => {
            sqlx::query_scalar("SELECT value FROM settings WHERE account_id = $1 AND key = $2")
                .bind(account.0).bind(key).fetch_optional(pool).await
        })?)
    }

    /// Keeps a secret, or takes it away with `None`. The bytes are sealed already: nothing here could read them.
    ///
    /// # Errors
    /// As every write.
    pub async fn set_secret(&self, account: AccountId, name: &str, sealed: Option<&[u8]>, now: i64) -> Result<()> {
        transact!(&self.db, transaction => match sealed {
            None => {
                sqlx::query("DELETE FROM secrets WHERE account_id = $1 AND name = $2")
                    .bind(account.0).bind(name).execute(&mut *transaction).await?;
            }
            Some(sealed) => {
                sqlx::query(
                    "INSERT INTO secrets (account_id, name, sealed, updated_at) VALUES ($1, $2, $3, $4) \
                     ON CONFLICT (account_id, name) \
                     DO UPDATE SET sealed = excluded.sealed, updated_at = excluded.updated_at",
                )
                .bind(account.0).bind(name).bind(sealed).bind(now).execute(&mut *transaction).await?;
            }
        });
        Ok(())
    }

    /// A secret's sealed bytes, if it was given.
    ///
    /// # Errors
    /// As every read.
    pub async fn secret(&self, account: AccountId, name: &str) -> Result<Option<Vec<u8>>> {
        Ok(read!(&self.db, pool => {
            sqlx::query_scalar("SELECT sealed FROM secrets WHERE account_id = $1 AND name = $2")
                .bind(account.0).bind(name).fetch_optional(pool).await
        })?)
    }
}
