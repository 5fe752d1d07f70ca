//! What must come of each fault.

use super::kind::Kind;
use super::provider::Provider;
use sillon_core::fault::FaultCode;

/// What becomes of the albums or artists that could not be asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Left {
    /// Failed, each saying why, or still pending: due again after minutes.
    Due,
    /// The provider is at fault, no album is.
    Pending,
    /// "They have nothing": believed for 90 days.
    Absent,
    /// Another provider filled in.
    FilledIn,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Expected {
    pub(super) stopped: Option<FaultCode>,
    pub(super) left: Left,
    /// The most calls that a provider in such trouble gets, those of the links beside the sync included.
    pub(super) calls: usize,
}

pub(super) fn expected(provider: Provider, kind: Kind) -> Expected {
    use {Kind as K, Provider as P};
    let of = |stopped, left, calls| Expected { stopped, left, calls };
    let unavailable = Some(FaultCode::ProviderUnavailable);
    match (provider, kind) {
        (P::DiscogsRelease, K::Status(404)) => of(None, Left::Absent, 12),
        // Discogs has no picture of the artist: Deezer is asked.
        (P::DiscogsArtist, K::Status(404)) => of(None, Left::FilledIn, 6),
        (P::Deezer, K::Status(404)) => of(None, Left::Absent, 6),
        // A host that does not give a picture has none; only what may pass is tried again.
        (P::Images, K::Status(401 | 403 | 404 | 422) | K::WrongType) => of(None, Left::Absent, 16),
        (P::Images, K::Truncated | K::Oversized) => of(None, Left::Absent, 64),
        (P::Images, K::RedirectLoop) => of(None, Left::Absent, 64),
        // What Deezer did not say is each artist's to be asked again: Discogs was asked, and has no picture.
        (P::Deezer, K::TooMany(Some(60..))) => of(Some(FaultCode::ProviderResting), Left::Due, 4),
        (_, K::TooMany(Some(60..))) => of(Some(FaultCode::ProviderResting), Left::Pending, 8),
        // One artist of Deezer's is put off; the others are still asked about at Discogs.
        (P::Deezer, K::TooMany(_)) => of(None, Left::Due, 24),
        (P::Images, K::TooMany(_)) => of(unavailable, Left::Pending, 130),
        (_, K::TooMany(_)) => of(unavailable, Left::Pending, 100),
        // Deezer takes no credential, and too few artists are here to leave anybody alone for one answer each.
        (P::Deezer, K::Status(401 | 403 | 422) | K::WrongType | K::Oversized | K::RedirectLoop) => {
            of(None, Left::Due, 6)
        }
        (_, K::Status(401 | 403)) => of(Some(FaultCode::CredentialRefused), Left::Pending, 16),
        (P::DiscogsArtist, K::Refused) => of(unavailable, Left::Due, 30),
        (P::DiscogsArtist, _) => of(None, Left::Due, 30),
        (P::Images, _) => of(unavailable, Left::Due, 64),
        _ => of(unavailable, Left::Due, 32),
    }
}
