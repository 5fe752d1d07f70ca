//! What an album's own page at its source tells: tracks, parts, identifiers, companies, videos.

use super::CreditDocument;
use super::lines::filled;
use serde::Serialize;
use sillon_core::enrich::details::{Company, Details, Identifier, Part, Track, TrackKind, Video};
use utoipa::ToSchema;

/// An album's details; empty and null as long as they are not known.
#[derive(Debug, Serialize, ToSchema)]
pub struct DetailsDocument {
    /// Its tracks and headings, in order.
    tracks: Vec<TrackDocument>,
    /// Who did what, besides the artists.
    extra_artists: Vec<PartDocument>,
    /// Barcodes, matrices, rights societies…
    identifiers: Vec<IdentifierDocument>,
    /// Who pressed, mastered, distributed it…
    companies: Vec<CompanyDocument>,
    /// Where it was made or sold.
    #[schema(example = "UK & Europe")]
    country: Option<String>,
    /// Date of this pressing, as far as it is known: `1999`, `1999-03-00`, `1999-03-15`.
    released: Option<String>,
    /// Year of the work: the master release's.
    original_year: Option<i32>,
    /// The contributors' notes, plain text.
    notes: Option<String>,
    /// Videos of it, elsewhere.
    videos: Vec<VideoDocument>,
}

/// One line of the track list.
#[derive(Debug, Serialize, ToSchema)]
pub struct TrackDocument {
    /// As printed: `A1`, `1-03`; null for a heading.
    position: Option<String>,
    /// `track`, `heading` (a title above those that follow) or `index` (a piece in several parts).
    #[schema(example = "track")]
    kind: &'static str,
    /// Its title.
    title: String,
    /// As printed: `3:45`; null when unknown.
    duration: Option<String>,
    /// Its own artists, where they differ from the album's.
    artists: Vec<CreditDocument>,
    /// Who did what on it.
    extra_artists: Vec<PartDocument>,
    /// The parts of an index.
    #[schema(no_recursion)]
    sub_tracks: Vec<TrackDocument>,
}

/// Somebody's part in an album or a track.
#[derive(Debug, Serialize, ToSchema)]
pub struct PartDocument {
    /// The artist's key at Discogs; null for a name that has none.
    artist_id: Option<i64>,
    /// The name to show.
    name: String,
    /// What it was.
    #[schema(example = "Written-By")]
    role: String,
    /// The tracks it is about, as printed; null for all.
    #[schema(example = "A1 to A3")]
    tracks: Option<String>,
}

/// Something by which a pressing is known.
#[derive(Debug, Serialize, ToSchema)]
pub struct IdentifierDocument {
    /// `Barcode`, `Matrix / Runout`, `Label Code`…
    kind: String,
    /// As printed.
    value: String,
    /// Where it stands.
    description: Option<String>,
}

/// A company's part in an album.
#[derive(Debug, Serialize, ToSchema)]
pub struct CompanyDocument {
    /// Its key at Discogs.
    id: i64,
    /// Its name.
    name: String,
    /// `Pressed By`, `Recorded At`…
    role: String,
    /// A number of theirs.
    catno: Option<String>,
}

/// A video, elsewhere.
#[derive(Debug, Serialize, ToSchema)]
pub struct VideoDocument {
    /// Its page.
    url: String,
    /// Its title.
    title: String,
    /// In seconds.
    duration: Option<u32>,
}

impl From<Details> for DetailsDocument {
    fn from(details: Details) -> Self {
        let Details { country, released, original_year, notes, tracks, credits, identifiers, companies, videos } =
            details;
        Self {
            tracks: all(tracks),
            extra_artists: all(credits),
            identifiers: all(identifiers),
            companies: all(companies),
            country,
            released,
            original_year,
            notes,
            videos: all(videos),
        }
    }
}

fn all<T: Into<D>, D>(lines: Vec<T>) -> Vec<D> {
    lines.into_iter().map(Into::into).collect()
}

impl From<Track> for TrackDocument {
    fn from(track: Track) -> Self {
        Self {
            position: filled(track.position),
            kind: match track.kind {
                TrackKind::Track => "track",
                TrackKind::Heading => "heading",
                TrackKind::Index => "index",
            },
            title: track.title,
            duration: filled(track.duration),
            artists: all(track.artists),
            extra_artists: all(track.credits),
            sub_tracks: all(track.sub_tracks),
        }
    }
}

impl From<Part> for PartDocument {
    fn from(Part { artist_id, name, role, tracks }: Part) -> Self {
        Self { artist_id: (artist_id > 0).then_some(artist_id), name, role, tracks: filled(tracks) }
    }
}

impl From<Identifier> for IdentifierDocument {
    fn from(Identifier { kind, value, description }: Identifier) -> Self {
        Self { kind, value, description: filled(description) }
    }
}

impl From<Company> for CompanyDocument {
    fn from(Company { id, name, role, catno }: Company) -> Self {
        Self { id, name, role, catno: filled(catno) }
    }
}

impl From<Video> for VideoDocument {
    fn from(Video { url, title, duration }: Video) -> Self {
        Self { url, title, duration }
    }
}
