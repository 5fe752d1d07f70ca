//! What is learnt of an album or an artist beyond the collection's listing, one facet at a time.

pub mod details;
pub mod retry;

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
