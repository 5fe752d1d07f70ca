//! Artists as the pages and the API show them.

use crate::id::ArtistId;

/// An artist in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArtistCard {
    /// Its key.
    pub id: ArtistId,
    /// Name without disambiguation.
    pub name: String,
    /// Name at Discogs, with disambiguation.
    pub discogs_name: String,
    /// How many albums of the collection credit this artist.
    pub albums: u64,
    /// A cover to stand for the artist while there is no picture: the newest album's.
    pub cover_url: Option<String>,
    /// A picture of the artist.
    pub image_url: Option<String>,
}
