//! Saved views: places in the collection that a person gave a name.

/// A filter, an order and a view under a name.
#[derive(Clone, Debug, PartialEq, Eq)]
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
