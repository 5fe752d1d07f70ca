//! Who can fail, and what else must be as usual then.

use super::kind::Kind;
use sillon_core::enrich::Facet;
use sillon_core::progress::Service;
use sillon_fakes::{Fakes, On};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Provider {
    SpotifyToken,
    SpotifySearch,
    DiscogsRelease,
    DiscogsArtist,
    Deezer,
    Images,
    Ai,
}

impl Provider {
    /// The calls that fail.
    pub(super) fn calls(self) -> On {
        On::path(self.door(), self.path())
    }

    pub(super) fn path(self) -> &'static str {
        match self {
            Self::DiscogsRelease => "/releases/",
            Self::DiscogsArtist => "/artists/",
            Self::Ai => "/chat",
            _ => "/",
        }
    }

    /// The stand-in that is asked.
    pub(super) fn door(self) -> &'static str {
        match self {
            Self::SpotifyToken => "accounts",
            Self::SpotifySearch => "spotify",
            Self::DiscogsRelease | Self::DiscogsArtist => "discogs",
            Self::Deezer => "deezer",
            Self::Images => "images",
            Self::Ai => "ai",
        }
    }

    /// As it is told to people.
    pub(super) fn service(self) -> Service {
        match self {
            Self::SpotifyToken | Self::SpotifySearch => Service::Spotify,
            Self::DiscogsRelease | Self::DiscogsArtist => Service::Discogs,
            Self::Deezer => Service::Deezer,
            Self::Images => Service::Images,
            Self::Ai => Service::Ai,
        }
    }

    /// What it fills in.
    pub(super) fn facet(self) -> Facet {
        match self {
            Self::SpotifyToken | Self::SpotifySearch => Facet::Links,
            Self::DiscogsRelease => Facet::Details,
            Self::DiscogsArtist | Self::Deezer => Facet::Images,
            Self::Images => Facet::Covers,
            Self::Ai => Facet::Descriptions,
        }
    }

    /// What can go wrong there. A picture is bytes: it cannot be wrong UTF-8.
    pub(super) fn kinds(self) -> impl Iterator<Item = Kind> {
        Kind::ALL.into_iter().filter(move |kind| self != Self::Images || *kind != Kind::InvalidUtf8)
    }

    /// How often it was asked.
    pub(super) fn asked(self, fakes: &Fakes) -> usize {
        fakes.journal().calls_to(self.door(), self.path())
    }
}
