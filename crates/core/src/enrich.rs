//! What is learnt of an album or an artist beyond the collection's listing, one facet at a time.

pub mod details;
pub mod draft;
pub mod facts;
pub mod grounding;
pub mod language;
pub mod matching;
pub mod pace;
pub mod portraits;
pub mod prompt;
pub mod retry;
pub mod text;

use crate::id::{ArtistId, ReleaseId};
use serde::{Deserialize, Serialize};

/// One kind of knowledge, filled in by one kind of provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Facet {
    /// A release's album page at Spotify.
    Links,
    /// An artist's picture: where it is to be had.
    Images,
    /// The bytes of a release's cover or an artist's picture, kept here.
    Covers,
    /// Tracks, credits, identifiers, companies, notes, the original year.
    Details,
    /// A few sentences about a release.
    Descriptions,
}

impl Facet {
    /// Every facet, in the order in which people read them.
    pub const ALL: [Self; 5] = [Self::Links, Self::Images, Self::Covers, Self::Details, Self::Descriptions];

    /// As stored, and as in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Links => "links",
            Self::Images => "images",
            Self::Covers => "covers",
            Self::Details => "details",
            Self::Descriptions => "descriptions",
        }
    }

    /// From what is stored or asked for.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|facet| facet.as_str() == text)
    }
}

/// Who a facet is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Subject {
    /// An album.
    Release(ReleaseId),
    /// An artist.
    Artist(ArtistId),
}

impl Subject {
    /// As stored.
    pub fn kind(self) -> &'static str {
        match self {
            Self::Release(_) => "release",
            Self::Artist(_) => "artist",
        }
    }

    /// Its key among its kind.
    pub fn id(self) -> i64 {
        match self {
            Self::Release(id) => id.0,
            Self::Artist(id) => id.0,
        }
    }
}

/// Where a facet of a subject stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Somebody works on it.
    Pending,
    /// It is there.
    Found,
    /// Asked, and there is nothing: asked again after [`retry::ABSENT_FOR`].
    Absent,
    /// It could not be asked.
    Failed,
}

impl Outcome {
    /// As stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Found => "found",
            Self::Absent => "absent",
            Self::Failed => "failed",
        }
    }

    /// From what is stored.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Pending, Self::Found, Self::Absent, Self::Failed].into_iter().find(|outcome| outcome.as_str() == text)
    }
}

/// A picture at its source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    /// Its address.
    pub url: String,
    /// In pixels, where the source says so.
    pub width: Option<u32>,
    /// In pixels, where the source says so.
    pub height: Option<u32>,
    /// The page that it stands on, to link to.
    pub link: Option<String>,
}

/// A picture that is kept here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Image {
    /// SHA-256 of its bytes, 64 hex digits: its key and its file's name.
    pub hash: String,
    /// The original's format: `jpg`, `png`, `webp`, `gif`.
    pub format: String,
    /// Of the original, in pixels.
    pub width: u32,
    /// Of the original, in pixels.
    pub height: u32,
    /// Length of the original.
    pub bytes: u64,
    /// Its dominant colour: `#rrggbb`.
    pub colour: String,
    /// A tiny picture to show until the other is there: a `data:` address.
    pub placeholder: String,
}

/// How a facet of a subject came to be what it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Origin {
    /// Which facet.
    pub facet: Facet,
    /// Where it stands.
    pub outcome: Outcome,
    /// Who said so: `spotify`, `discogs`, `deezer`, a model, `person`.
    pub source: String,
    /// How surely, 0 to 1.
    pub score: Option<f64>,
    /// A short why.
    pub trace: Option<String>,
    /// Since when, in milliseconds UTC.
    pub updated_at: i64,
    /// When it is asked again.
    pub retry_at: Option<i64>,
}

/// How far a facet is filled in, over a whole collection.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Subjects that the facet is about: albums, or artists.
    pub of: u64,
    /// Found.
    pub found: u64,
    /// Asked, and there is nothing.
    pub absent: u64,
    /// Failed, to be tried again or given up.
    pub failed: u64,
    /// For a person to look at.
    pub doubtful: u64,
}

impl Coverage {
    /// What was never asked, or is being asked.
    pub fn missing(&self) -> u64 {
        self.of.saturating_sub(self.found + self.absent + self.failed)
    }
}
