//! Saved views.

use crate::dialect::Sql;
use crate::error::{Result, StoreError};
use crate::item::Rows;
use crate::{Reader, Store};
use sillon_core::id::AccountId;
use sillon_core::view::SavedView;

const INSERT: Sql = insert_rows!(
    "INSERT INTO views (account_id, id, name, query, created_at) \
     SELECT $2, value ->> 0, value ->> 1, value ->> 2, CAST(value ->> 3 AS BIGINT)"
);

impl Reader {
    /// The views of an account, by name.
    ///
    /// # Errors
    /// As every read.
    pub async fn list_views(&self, account: AccountId) -> Result<Vec<SavedView>> {
        let rows: Vec<(String, String, String, i64)> = read!(&self.db, pool => {
            sqlx::query_as("SELECT id, name, query, created_at FROM views WHERE account_id = $1 ORDER BY name, id")
                .bind(account.0).fetch_all(pool).await
        })?;
        let view = |(id, name, query, created_at)| SavedView { id, name, query, created_at };
        Ok(rows.into_iter().map(view).collect())
    }
}

impl Store {
    /// Keeps a view; one of the same name leads to the new place from now on and keeps its key. Answers with the key.
    ///
    /// # Errors
    /// As every write.
    pub async fn add_view(&self, account: AccountId, view: &SavedView) -> Result<String> {
        let id = transact!(&self.db, transaction => {
            sqlx::query_scalar(
                "INSERT INTO views (account_id, id, name, query, created_at) VALUES ($1, $2, $3, $4, $5) \
                 ON CONFLICT (account_id, name) DO UPDATE SET query = excluded.query RETURNING id",
            )
            .bind(account.0).bind(&view.id).bind(&view.name).bind(&view.query).bind(view.created_at)
            .fetch_one(&mut *transaction).await?
        });
        Ok(id)
    }

    /// Keeps views under names that no view has.
    ///
    /// # Errors
    /// As every write.
    pub async fn add_views(&self, account: AccountId, views: &[SavedView]) -> Result<()> {
        let db = &self.db;
        let rows = Rows::of(views.iter().map(|view| (&view.id, &view.name, &view.query, view.created_at)))?;
        transact!(db, transaction => {
            sqlx::query(INSERT.of(db)).bind(&rows.json).bind(account.0).execute(&mut *transaction).await?;
        });
        Ok(())
    }

    /// Gives a view another name.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] and, where another has the name, [`StoreError::Conflict`].
    pub async fn rename_view(&self, account: AccountId, id: &str, name: &str) -> Result<()> {
        let renamed = transact!(&self.db, transaction => {
            sqlx::query("UPDATE views SET name = $3 WHERE account_id = $1 AND id = $2")
                .bind(account.0).bind(id).bind(name).execute(&mut *transaction).await?.rows_affected()
        });
        if renamed == 0 { Err(StoreError::NotFound) } else { Ok(()) }
    }

    /// Forgets a view.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn remove_view(&self, account: AccountId, id: &str) -> Result<()> {
        let removed = transact!(&self.db, transaction => {
            sqlx::query("DELETE FROM views WHERE account_id = $1 AND id = $2")
                .bind(account.0).bind(id).execute(&mut *transaction).await?.rows_affected()
        });
        if removed == 0 { Err(StoreError::NotFound) } else { Ok(()) }
    }
}
