//! Artists as the pages and the API show them.

use crate::enrich::{Image, Picture};
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
    /// A picture of the artist at its source.
    pub picture: Option<Picture>,
    /// Who has that picture: `spotify`, `discogs`, `deezer`.
    pub picture_source: Option<String>,
    /// That picture as it is kept here.
    pub image: Option<Image>,
}
