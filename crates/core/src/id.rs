//! Keys. An id below [`LOCAL_IDS`] is Discogs' own; ids from there up are given by us, to what Discogs does not number.

use serde::{Deserialize, Serialize};
use std::fmt;

/// The first id that is ours. Discogs' ids are far below (instances are near 2·10⁹), so the two never meet, and a row
/// imported from Discogs needs no look-up to learn its key.
pub const LOCAL_IDS: i64 = 1 << 40;

/// Ours for a name: the same name has the same id wherever it is written (FNV-1a, spread over 52 bits, so that every
/// program reads it exactly).
pub fn local_id(kind: &str, name: &str) -> i64 {
    let bytes = kind.bytes().chain([0]).chain(name.bytes());
    let hash =
        bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    local_id_of((hash ^ (hash >> 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 12)
}

/// Ours for a number that nobody else was given: its lower 52 bits.
pub fn local_id_of(number: u64) -> i64 {
    LOCAL_IDS + (number & ((1 << 52) - 1)).cast_signed()
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl $name {
            /// Whether we gave it: Discogs knows no such number.
            pub fn is_local(self) -> bool {
                self.0 >= LOCAL_IDS
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(out)
            }
        }
    };
}

id!(/// Whose collection. There is one account until there are many.
    AccountId);
id!(/// One edition; also the key of an album.
    ReleaseId);
id!(/// What several editions of one work share.
    MasterId);
id!(/// A person or group.
    ArtistId);
id!(/// A label.
    LabelId);
id!(/// One copy in a collection: Discogs' `instance_id`.
    InstanceId);
id!(/// A folder of a collection; 1 is "Uncategorized".
    FolderId);
id!(/// A custom field of a collection; by default 1 is the media condition, 2 the sleeve condition, 3 the notes.
    FieldId);

impl AccountId {
    /// The one account of a single-user installation.
    pub const FIRST: Self = Self(1);
}

impl ReleaseId {
    /// Discogs' own id, or none for a release made by hand.
    pub fn discogs(self) -> Option<i64> {
        (!self.is_local()).then_some(self.0)
    }
}

impl ArtistId {
    /// "Various": a compilation's credit, no artist.
    pub const VARIOUS: Self = Self(194);
    /// "Unknown Artist".
    pub const UNKNOWN: Self = Self(355);
    /// "No Artist".
    pub const NONE: Self = Self(118_760);

    /// Who is meant by a name that nobody gave a number: a stand-in, or somebody with an id of ours.
    pub fn named(name: &str) -> Self {
        match name {
            "Various" => Self::VARIOUS,
            "Unknown Artist" => Self::UNKNOWN,
            "No Artist" => Self::NONE,
            _ => Self(local_id("artist", name)),
        }
    }

    /// Whether this is one of Discogs' stand-ins for a missing artist.
    pub fn is_placeholder(self) -> bool {
        [Self::VARIOUS, Self::UNKNOWN, Self::NONE].contains(&self)
    }
}

/// A job's key: a UUID of version 7 as text, so that keys sort by the time they were made.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct JobId(pub String);

impl fmt::Display for JobId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}
