//! Saved views: places in the collection that a person gave a name.

use serde::{Deserialize, Serialize};

/// A filter, an order and a view under a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SavedView {
    /// Its key.
    pub id: String,
    /// What a person calls it; each name stands once.
    pub name: String,
    /// Query string of the collection's page.
    pub query: String,
    /// When it was made, in milliseconds UTC.
    pub created_at: i64,
}
