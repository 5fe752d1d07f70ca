//! Singles, short plays, albums and compilations.

use super::{AlbumType, Candidate, Reason};
use crate::enrich::details::{Details, Track, TrackKind};
use crate::release::Release;

/// What a release is, as far as its formats tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Single,
    ShortPlay,
    Album,
    Compilation,
    /// A twelve-inch that says no more: a maxi-single, mostly.
    TwelveInch,
    Unknown,
}

/// What has more tracks and is called an album is one: six long pieces, say.
const SINGLE_AT_MOST: u32 = 4;
/// The same for a short play, bonus tracks and all.
const SHORT_PLAY_AT_MOST: u32 = 9;
/// An album with so few is a long one in few pieces, which a service would not call a single.
const ALBUM_AT_LEAST: u32 = 7;

impl Kind {
    pub(super) fn new(release: &Release, calls_itself_ep: bool) -> Self {
        let said: Vec<&str> =
            release.formats.iter().flat_map(|format| &format.descriptions).map(String::as_str).collect();
        let says = |words: &[&str]| said.iter().any(|one| words.contains(one));
        if says(&["Compilation"]) {
            Self::Compilation
        } else if says(&["Single", "Maxi-Single"]) {
            Self::Single
        } else if says(&["EP", "Mini-Album"]) || calls_itself_ep {
            Self::ShortPlay
        } else if says(&["Album", "LP"]) {
            Self::Album
        } else if says(&["7\""]) {
            Self::Single
        } else if says(&["12\"", "10\""]) {
            Self::TwelveInch
        } else {
            Self::Unknown
        }
    }
}

/// Why a candidate is another kind of release, and what that costs.
pub(super) fn discord(ours: Kind, theirs: &Candidate, calls_itself_ep: bool) -> Option<(Reason, f64)> {
    let tracks = theirs.total_tracks;
    let at_most = |most: u32| tracks.is_some_and(|tracks| tracks <= most);
    match (ours, theirs.album_type) {
        (Kind::Single, AlbumType::Album | AlbumType::Compilation) if !at_most(SINGLE_AT_MOST) => {
            Some((Reason::AlbumNotSingle, 0.3))
        }
        (Kind::ShortPlay, AlbumType::Album | AlbumType::Compilation) if !at_most(SHORT_PLAY_AT_MOST) => {
            Some((Reason::AlbumNotEp, 0.3))
        }
        (Kind::ShortPlay, AlbumType::Single) if at_most(2) => Some((Reason::SingleNotEp, 0.3)),
        (Kind::Album | Kind::Compilation, AlbumType::Single) if tracks.is_none_or(|tracks| tracks < ALBUM_AT_LEAST) => {
            Some((Reason::SingleNotAlbum, 0.3))
        }
        (Kind::Album | Kind::Compilation, _) if calls_itself_ep => Some((Reason::EpNotAlbum, 0.3)),
        (Kind::Album, AlbumType::Compilation) => Some((Reason::CompilationNotAlbum, 0.1)),
        (Kind::TwelveInch, AlbumType::Album | AlbumType::Compilation) if !at_most(SINGLE_AT_MOST) => {
            Some((Reason::MaybeAlbum, 0.25))
        }
        (Kind::Unknown, AlbumType::Single) => Some((Reason::MaybeSingle, 0.25)),
        _ => None,
    }
}

/// Why the number of tracks speaks against a candidate, and what that costs. A later edition may add many.
pub(super) fn tracks_discord(ours: Option<u32>, theirs: &Candidate, edition: bool) -> Option<(Reason, f64)> {
    let (ours, theirs) = ours.zip(theirs.total_tracks)?;
    let reason = Reason::Tracks { theirs, ours };
    if theirs < ours / 2 {
        Some((reason, 0.25))
    } else if !edition && theirs > 2 * ours + 4 {
        Some((reason, 0.1))
    } else {
        None
    }
}

/// How many tracks the details list.
pub(super) fn track_count(details: Option<&Details>) -> Option<u32> {
    fn count(tracks: &[Track]) -> u32 {
        let of = |track: &Track| match track.kind {
            TrackKind::Track => 1,
            TrackKind::Heading => 0,
            TrackKind::Index => count(&track.sub_tracks).max(1),
        };
        tracks.iter().map(of).sum()
    }
    details.map(|details| count(&details.tracks)).filter(|tracks| *tracks > 0)
}
