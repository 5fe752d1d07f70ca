//! Figures about a whole collection.

/// Totals and series.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stats {
    /// Albums.
    pub albums: u64,
    /// Copies.
    pub copies: u64,
    /// Artists with at least one album, stand-ins such as Various left out.
    pub artists: u64,
    /// Labels with at least one album.
    pub labels: u64,
    /// Albums a decade (1970, 1980…), oldest first; albums of unknown year are left out.
    pub decades: Vec<(i32, u64)>,
    /// Albums a genre, most first.
    pub genres: Vec<(String, u64)>,
    /// Albums a style, most first, at most 24.
    pub styles: Vec<(String, u64)>,
    /// Albums a support (the API's words), most first.
    pub supports: Vec<(String, u64)>,
    /// Albums a label, most first, at most 24.
    pub top_labels: Vec<(String, u64)>,
    /// Albums added a month: first instant of the month in milliseconds UTC, oldest first.
    pub added: Vec<(i64, u64)>,
    /// Albums whose work and pressing both have a known year: decade of the work, decade of the pressing, how many; oldest
    /// first.
    pub repressed: Vec<(i32, i32, u64)>,
    /// Of those, albums pressed in the year of the work.
    pub first_pressings: u64,
}
