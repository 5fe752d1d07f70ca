//! Pictures of artists that a search for an album brings along.

use super::Picture;
use super::matching::{Match, name_key};
use crate::credit::{Credit, display_name};
use crate::id::ArtistId;
use serde::{Deserialize, Serialize};

/// An artist that a service found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundArtist {
    /// The service's key.
    pub id: String,
    /// The name there.
    pub name: String,
    /// A picture, where there is one.
    pub picture: Option<Picture>,
}

/// The pictures that are surely of a release's artists: the album that was taken names that very artist, and the artist
/// is called as one of the credit. At most one an artist; none for stand-ins, nor where two artists of the credit or two
/// of the service bear one name.
pub fn portraits(credits: &[Credit], taken: &Match, found: &[FoundArtist]) -> Vec<(ArtistId, Picture)> {
    let named: Vec<&FoundArtist> = found
        .iter()
        .filter(|artist| !artist.id.is_empty() && taken.candidate.artists.iter().any(|one| one.id == artist.id))
        .collect();
    let mut pictures: Vec<(ArtistId, Picture)> = Vec::new();
    for credit in credits.iter().filter(|credit| !credit.artist_id.is_placeholder()) {
        if pictures.iter().any(|(id, _)| *id == credit.artist_id) {
            continue;
        }
        let mut alike = named.iter().filter(|artist| is_called(credit, &artist.name));
        let Some(artist) = alike.next() else { continue };
        let is_shared = alike.any(|other| other.id != artist.id)
            || credits.iter().any(|other| other.artist_id != credit.artist_id && is_called(other, &artist.name));
        if let Some(picture) = artist.picture.clone().filter(|_| !is_shared) {
            pictures.push((credit.artist_id, picture));
        }
    }
    pictures
}

fn is_called(credit: &Credit, name: &str) -> bool {
    let key = name_key(name);
    let own = [credit.name.as_str(), credit.anv.as_str()].map(|own| name_key(display_name(own).trim_end_matches('*')));
    !key.is_empty() && own.contains(&key)
}

#[cfg(test)]
mod tests;
