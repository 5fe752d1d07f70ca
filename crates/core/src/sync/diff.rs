//! What is new on a page.

use super::known::Known;
use crate::collection::Item;
use std::collections::HashSet;

/// A page, sorted by what is to be done with its items.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// First copies of releases that are not there yet: to be added, with all that is known of them.
    pub new_albums: Vec<Item>,
    /// Further copies of releases that are there, or that this page adds.
    pub new_copies: Vec<Item>,
    /// Copies that are there already. Never written; looked at only to see what drifted.
    pub known: Vec<Item>,
    /// Items put off because the run's limit of new albums was reached.
    pub put_off: u64,
}

/// Sorts a page's items. `room` bounds how many new albums may be added (`None` is no bound). An item that stands twice
/// on the page counts once.
pub fn diff(known: &Known, items: Vec<Item>, room: Option<u64>) -> Changes {
    let mut changes = Changes::default();
    let mut seen = HashSet::new();
    let mut added = HashSet::new();
    for item in items {
        if !seen.insert(item.copy.instance_id) {
            continue;
        }
        let release_id = item.release.id;
        if known.copies.contains(&item.copy.instance_id) {
            changes.known.push(item);
        } else if known.albums.contains(&release_id) || added.contains(&release_id) {
            changes.new_copies.push(item);
        } else if room.is_none_or(|room| (changes.new_albums.len() as u64) < room) {
            added.insert(release_id);
            changes.new_albums.push(item);
        } else {
            changes.put_off += 1;
        }
    }
    changes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::{InstanceId, ReleaseId};
    use crate::sync::drift::tests::item;
    use proptest::prelude::*;

    fn known(copies: &[(i64, i64)]) -> Known {
        Known {
            copies: copies.iter().map(|(copy, _)| InstanceId(*copy)).collect(),
            albums: copies.iter().map(|(_, release)| ReleaseId(*release)).collect(),
            ..Known::default()
        }
    }

    fn ids(items: &[Item]) -> Vec<i64> {
        items.iter().map(|item| item.copy.instance_id.0).collect()
    }

    #[test]
    fn a_second_copy_is_a_copy_and_no_album() {
        let page = vec![item(3, 30), item(2, 10), item(4, 30), item(1, 10)];
        let changes = diff(&known(&[(1, 10)]), page, None);
        assert_eq!(ids(&changes.new_albums), [3]);
        assert_eq!(ids(&changes.new_copies), [2, 4]);
        assert_eq!(ids(&changes.known), [1]);
    }

    #[test]
    fn the_limit_bounds_albums_and_not_copies() {
        let page = vec![item(5, 50), item(4, 40), item(3, 50), item(2, 10)];
        let changes = diff(&known(&[(1, 10)]), page, Some(1));
        assert_eq!(ids(&changes.new_albums), [5]);
        assert_eq!(ids(&changes.new_copies), [3, 2]);
        assert_eq!(changes.put_off, 1);
    }

    proptest! {
        #[test]
        fn each_item_lands_in_one_place(pairs in prop::collection::vec((0i64..40, 0i64..15), 0..60),
                                        had in prop::collection::vec((0i64..40, 0i64..15), 0..30),
                                        room in prop::option::of(0u64..10)) {
            let known = known(&had);
            let distinct: HashSet<i64> = pairs.iter().map(|(copy, _)| *copy).collect();
            let changes = diff(&known, pairs.iter().map(|(copy, release)| item(*copy, *release)).collect(), room);
            let landed = changes.new_albums.len() + changes.new_copies.len() + changes.known.len();
            prop_assert_eq!(landed as u64 + changes.put_off, distinct.len() as u64);
            prop_assert!(changes.known.iter().all(|item| known.copies.contains(&item.copy.instance_id)));
            prop_assert!(changes.new_albums.iter().all(|item| !known.albums.contains(&item.release.id)));
            prop_assert!(room.is_none_or(|room| changes.new_albums.len() as u64 <= room));
        }
    }
}
