//! Keys for what a file names without a number. The same name always gets the same key, so that a file read twice, or an
//! import that was cut short, meets its own rows again.

use crate::id::{ArtistId, FieldId, FolderId, InstanceId, LOCAL_IDS, LabelId, ReleaseId};

/// More copies of one release than any shelf holds; keys of copies leave room for so many.
pub const MOST_COPIES: u32 = 1 << 12;

/// Discogs' release ids are below; what is above is no release id.
pub const MOST_RELEASE_ID: i64 = 1 << 38;

/// An artist that a file names. The stand-ins (Various…) have numbers that everybody knows.
pub fn artist_id(name: &str) -> ArtistId {
    match name {
        "Various" => ArtistId::VARIOUS,
        "Unknown Artist" => ArtistId::UNKNOWN,
        "No Artist" => ArtistId::NONE,
        _ => ArtistId(named("artist", name)),
    }
}

/// A label that a file names.
pub fn label_id(name: &str) -> LabelId {
    LabelId(named("label", name))
}

/// A folder that a file names. "Uncategorized" is number 1 in every collection.
pub fn folder_id(name: &str) -> FolderId {
    if name == "Uncategorized" { FolderId(1) } else { FolderId(named("folder", name)) }
}

/// A field that a file names.
pub fn field_id(name: &str) -> FieldId {
    FieldId(named("field", name))
}

/// The n-th copy of a release, counted from 1, that a file brings.
pub fn copy_id(release: ReleaseId, occurrence: u32) -> InstanceId {
    InstanceId(LOCAL_IDS + release.0 * i64::from(MOST_COPIES) + i64::from(occurrence % MOST_COPIES))
}

/// Whether a key was given by us and not by Discogs.
pub fn is_local(id: i64) -> bool {
    id >= LOCAL_IDS
}

/// FNV-1a, spread over 52 bits: keys stay below 2⁵³, which every reader of JSON holds exactly.
pub fn named(kind: &str, name: &str) -> i64 {
    const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0100_0000_01b3;
    let bytes = kind.bytes().chain([0]).chain(name.bytes());
    let mut hash = bytes.fold(OFFSET, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(PRIME));
    hash = (hash ^ (hash >> 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    LOCAL_IDS + i64::try_from((hash >> 12) & ((1 << 52) - 1)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_ours_and_stable() {
        assert!(is_local(artist_id("Jack White (2)").0) && is_local(copy_id(ReleaseId(1), 1).0));
        assert_eq!(artist_id("Jack White (2)"), artist_id("Jack White (2)"));
        assert_ne!(artist_id("Jack White (2)"), artist_id("Jack White"));
        assert_ne!(named("artist", "Yes"), named("label", "Yes"));
        assert_eq!((artist_id("Various"), folder_id("Uncategorized")), (ArtistId(194), FolderId(1)));
        assert!(copy_id(ReleaseId(MOST_RELEASE_ID), MOST_COPIES - 1).0 < 1 << 53);
        assert_ne!(copy_id(ReleaseId(7), 1), copy_id(ReleaseId(7), 2));
    }
}
