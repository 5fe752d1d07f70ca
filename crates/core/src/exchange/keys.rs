//! Keys for what a file names without a number. The same name always gets the same key, so that a file read twice, or an
//! import that was cut short, meets its own rows again.

pub use crate::limits::MOST_ID;

use crate::id::{ArtistId, FieldId, FolderId, InstanceId, LOCAL_IDS, LabelId, ReleaseId, local_id};

/// More copies of one release than any shelf holds; keys of copies leave room for so many.
pub const MOST_COPIES: u32 = 1 << 12;

/// Discogs' release ids are below; what is above is no release id.
pub const MOST_RELEASE_ID: i64 = 1 << 38;

/// An artist that a file names. The stand-ins (Various…) have numbers that everybody knows.
pub fn artist_id(name: &str) -> ArtistId {
    ArtistId::named(name)
}

/// A label that a file names.
pub fn label_id(name: &str) -> LabelId {
    LabelId(local_id("label", name))
}

/// A folder that a file names. "Uncategorized" is number 1 in every collection.
pub fn folder_id(name: &str) -> FolderId {
    if name == "Uncategorized" { FolderId(1) } else { FolderId(local_id("folder", name)) }
}

/// A field that a file names.
pub fn field_id(name: &str) -> FieldId {
    FieldId(local_id("field", name))
}

/// The key of the n-th field of a name, counted from 0: an owner may give two fields the same name.
pub fn nth_field_id(name: &str, nth: usize) -> FieldId {
    // No name has a control character.
    if nth == 0 { field_id(name) } else { FieldId(local_id("field", &format!("{name}\u{1f}{nth}"))) }
}

/// The n-th copy of a release, counted from 1, that a file brings.
pub fn copy_id(release: ReleaseId, occurrence: u32) -> InstanceId {
    if release.is_local() {
        return InstanceId(local_id("copy", &format!("{release} {occurrence}")));
    }
    InstanceId(LOCAL_IDS + release.0 * i64::from(MOST_COPIES) + i64::from(occurrence % MOST_COPIES))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_ours_and_stable() {
        assert!(artist_id("Jack White (2)").is_local() && copy_id(ReleaseId(1), 1).is_local());
        assert_eq!(artist_id("Jack White (2)"), artist_id("Jack White (2)"));
        assert_ne!(artist_id("Jack White (2)"), artist_id("Jack White"));
        assert_ne!(local_id("artist", "Yes"), local_id("label", "Yes"));
        assert_eq!((artist_id("Various"), folder_id("Uncategorized")), (ArtistId(194), FolderId(1)));
        assert!(copy_id(ReleaseId(MOST_RELEASE_ID), MOST_COPIES - 1).0 < 1 << 53);
        assert_ne!(copy_id(ReleaseId(7), 1), copy_id(ReleaseId(7), 2));
        let by_hand = ReleaseId(LOCAL_IDS + (1 << 51));
        assert!(copy_id(by_hand, 1).is_local() && copy_id(by_hand, 1).0 < 1 << 53);
        assert_ne!(copy_id(by_hand, 1), copy_id(by_hand, 2));
    }
}
