//! What is weighed of a candidate, in a few words that can be read again.

use super::Mark;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Something weighed of a candidate. Written, it is a few English words: `title ok`, `year 1975 ≠ 1994`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum Reason {
    /// The artists are the same.
    Artist,
    /// The candidate's first artist, another one.
    OtherArtist(String),
    /// The titles are the same.
    Title,
    /// The candidate's title, another one.
    OtherTitle(String),
    /// The year fits.
    Year(i32),
    /// The years differ.
    OtherYear {
        /// The candidate's.
        theirs: i32,
        /// The release's, or its work's.
        ours: i32,
    },
    /// The year fits, but it is a reissue's, and the title tells too little.
    ReissueYear(i32),
    /// One of the years is not known.
    UnknownYear,
    /// Only one of the two is such a recording.
    InOneOnly(Mark),
    /// The numbers of tracks differ.
    Tracks {
        /// The candidate's.
        theirs: u32,
        /// The release's.
        ours: u32,
    },
    /// A title that others are likely to have used.
    CommonTitle,
    /// A release of many artists, far from the candidate's year.
    NoArtist,
    /// An unofficial release of a concert: there are many of one title.
    UnofficialConcert,
    /// An album where a single is looked for.
    AlbumNotSingle,
    /// An album where a short play is looked for.
    AlbumNotEp,
    /// A single where a short play is looked for.
    SingleNotEp,
    /// A single where an album is looked for.
    SingleNotAlbum,
    /// A short play where an album is looked for.
    EpNotAlbum,
    /// A compilation where an album is looked for.
    CompilationNotAlbum,
    /// An album, and what is looked for does not say that it is one.
    MaybeAlbum,
    /// A single, and what is looked for does not say that it is one.
    MaybeSingle,
    /// The service was asked by the barcode.
    Barcode,
    /// The words of a version that had others.
    Other(String),
}

/// Those that always say the same: their code and their words.
const FIXED: [(Reason, &str, &str); 15] = [
    (Reason::Artist, "artist", "artist ok"),
    (Reason::Title, "title", "title ok"),
    (Reason::UnknownYear, "year_unknown", "year unknown"),
    (Reason::CommonTitle, "common_title", "a title that many share"),
    (Reason::NoArtist, "no_artist", "no artist to tell by"),
    (Reason::UnofficialConcert, "unofficial_concert", "an unofficial concert"),
    (Reason::AlbumNotSingle, "album_not_single", "album, not single"),
    (Reason::AlbumNotEp, "album_not_ep", "album, not EP"),
    (Reason::SingleNotEp, "single_not_ep", "single, not EP"),
    (Reason::SingleNotAlbum, "single_not_album", "single, not album"),
    (Reason::EpNotAlbum, "ep_not_album", "EP, not album"),
    (Reason::CompilationNotAlbum, "compilation_not_album", "compilation, not album"),
    (Reason::MaybeAlbum, "maybe_album", "maybe an album"),
    (Reason::MaybeSingle, "maybe_single", "maybe a single"),
    (Reason::Barcode, "barcode", "by its barcode"),
];

impl Reason {
    /// A stable code; `other` for the words of another version.
    pub fn code(&self) -> &'static str {
        match self {
            Self::OtherArtist(_) => "other_artist",
            Self::OtherTitle(_) => "other_title",
            Self::Year(_) => "year",
            Self::OtherYear { .. } => "other_year",
            Self::ReissueYear(_) => "reissue_year",
            Self::InOneOnly(mark) => mark.code(),
            Self::Tracks { .. } => "tracks",
            fixed => FIXED.iter().find(|(reason, ..)| reason == fixed).map_or("other", |(_, code, _)| code),
        }
    }

    /// One of each kind, so that nothing that speaks of them forgets one.
    pub fn samples() -> Vec<Self> {
        let name = || "“A Name”".to_owned();
        let mut samples: Vec<Self> = FIXED.iter().map(|(reason, ..)| reason.clone()).collect();
        samples.extend(Mark::ALL.map(Self::InOneOnly));
        samples.extend([Self::OtherArtist(name()), Self::OtherTitle(name()), Self::Tracks { theirs: 9, ours: 4 }]);
        samples.extend([Self::Year(1975), Self::OtherYear { theirs: 1994, ours: 1975 }, Self::ReissueYear(1994)]);
        samples
    }

    fn parse(words: &str) -> Option<Self> {
        if let Some((reason, ..)) = FIXED.iter().find(|(_, _, fixed)| *fixed == words) {
            return Some(reason.clone());
        }
        if let Some(mark) = words.strip_suffix(" in one only") {
            return Mark::ALL.into_iter().find(|known| known.as_str() == mark).map(Self::InOneOnly);
        }
        if let Some((theirs, ours)) = words.split_once(" tracks, not ") {
            return Some(Self::Tracks { theirs: theirs.parse().ok()?, ours: ours.parse().ok()? });
        }
        match words.split_once(' ')? {
            ("artist", name) => Some(Self::OtherArtist(name.to_owned())),
            ("title", title) => Some(Self::OtherTitle(title.to_owned())),
            ("year", year) => match (year.split_once(" ≠ "), year.strip_suffix(" of a reissue")) {
                (Some((theirs, ours)), _) => {
                    Some(Self::OtherYear { theirs: theirs.parse().ok()?, ours: ours.parse().ok()? })
                }
                (None, Some(year)) => year.parse().ok().map(Self::ReissueYear),
                (None, None) => year.parse().ok().map(Self::Year),
            },
            _ => None,
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OtherArtist(name) => write!(out, "artist {name}"),
            Self::OtherTitle(title) => write!(out, "title {title}"),
            Self::Year(year) => write!(out, "year {year}"),
            Self::OtherYear { theirs, ours } => write!(out, "year {theirs} ≠ {ours}"),
            Self::ReissueYear(year) => write!(out, "year {year} of a reissue"),
            Self::InOneOnly(mark) => write!(out, "{} in one only", mark.as_str()),
            Self::Tracks { theirs, ours } => write!(out, "{theirs} tracks, not {ours}"),
            Self::Other(words) => out.write_str(words),
            fixed => out.write_str(FIXED.iter().find(|(reason, ..)| reason == fixed).map_or("", |(.., words)| words)),
        }
    }
}

impl From<String> for Reason {
    fn from(words: String) -> Self {
        Self::parse(&words).unwrap_or(Self::Other(words))
    }
}

impl From<Reason> for String {
    fn from(reason: Reason) -> Self {
        reason.to_string()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn what_is_written_is_read_again() {
        let samples = Reason::samples();
        let stored = serde_json::to_string(&samples).unwrap();
        assert_eq!(serde_json::from_str::<Vec<Reason>>(&stored).unwrap(), samples);
        let codes: BTreeSet<&str> = samples.iter().map(Reason::code).collect();
        assert_eq!(codes.len(), samples.len());
        assert!(!codes.contains("other"));
    }

    #[test]
    fn the_words_of_another_version_stand_as_they_are() {
        for words in ["a sleeve alike", "year of the cat", "11 tracks, not many", "polka in one only", ""] {
            assert_eq!(Reason::from(words.to_owned()), Reason::Other(words.to_owned()));
        }
    }
}
