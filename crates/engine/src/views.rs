//! The engine's door to saved views.

use crate::editing::EditError;
use crate::engine::Engine;
use sillon_core::edit::{Reason, Refusal};
use sillon_core::limits::{MOST_TEXT, is_too_long};
use sillon_core::view::SavedView;
use sillon_store::StoreError;

/// Longer names would not stand in a line.
const LONGEST_NAME: usize = 80;

impl Engine {
    /// Keeps a place under a name; a view of that name leads there from now on. Answers with its key.
    ///
    /// # Errors
    /// See [`EditError`]; a query that is too long to be kept is refused.
    pub async fn save_view(&self, name: &str, query: String) -> Result<String, EditError> {
        let name = checked(name)?;
        if is_too_long(&query) {
            return Err(refused("query", Reason::TooLong(MOST_TEXT)));
        }
        let view = SavedView { id: uuid::Uuid::now_v7().to_string(), name, query, created_at: self.now() };
        Ok(self.store().add_view(self.account(), &view).await?)
    }

    /// Gives a view another name.
    ///
    /// # Errors
    /// See [`EditError`]; a name that another view has is refused.
    pub async fn rename_view(&self, id: &str, name: &str) -> Result<(), EditError> {
        let name = checked(name)?;
        match self.store().rename_view(self.account(), id, &name).await {
            Err(StoreError::Conflict) => Err(refused("name", Reason::Taken)),
            other => Ok(other?),
        }
    }

    /// Forgets a view; the albums are not touched.
    ///
    /// # Errors
    /// See [`EditError`].
    pub async fn remove_view(&self, id: &str) -> Result<(), EditError> {
        Ok(self.store().remove_view(self.account(), id).await?)
    }
}

fn checked(name: &str) -> Result<String, EditError> {
    match name.trim() {
        "" => Err(refused("name", Reason::Missing)),
        name if name.chars().count() > LONGEST_NAME => Err(refused("name", Reason::TooLong(LONGEST_NAME))),
        name => Ok(name.to_owned()),
    }
}

fn refused(field: &str, reason: Reason) -> EditError {
    EditError::Refused(vec![Refusal { field: field.to_owned(), reason }])
}
