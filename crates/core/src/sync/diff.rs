//! What is new on a page.

use super::known::{Known, Recognition};
use crate::collection::{Item, told_apart};
use crate::id::InstanceId;
use std::collections::{HashMap, HashSet};

/// A page, sorted by what is to be done with its items.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// First copies of releases that are not there yet: to be added, with all that is known of them.
    pub new_albums: Vec<Item>,
    /// Further copies of releases that are there, or that this page adds.
    pub new_copies: Vec<Item>,
    /// Copies that are there already. Never written; looked at only to see what drifted.
    pub known: Vec<Item>,
    /// Copies that a file brought and this page shows for the first time: never written, only told apart from now on.
    pub recognised: Vec<(Item, Recognition)>,
    /// Items put off because the run's limit of new albums was reached.
    pub put_off: u64,
}

/// Sorts a page's items. `room` bounds how many new albums may be added (`None` is no bound). An item that stands twice
/// on the page counts once.
pub fn diff(known: &Known, items: Vec<Item>, room: Option<u64>) -> Changes {
    let mut changes = Changes::default();
    let mut seen = HashSet::new();
    let mut added = HashSet::new();
    let mut recognised = recognise(known, &items);
    for item in items {
        let instance_id = item.copy.instance_id;
        if !seen.insert(instance_id) {
            continue;
        }
        let release_id = item.release.id;
        if known.copies.contains(&instance_id) {
            changes.known.push(item);
        } else if let Some(copy_id) = recognised.remove(&instance_id) {
            changes.recognised.push((item, Recognition { instance_id, copy_id }));
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

/// Which items of the page are copies that a file brought: those with the same date first, then those with a near one, then,
/// as a file may not say when a copy was added, the others in order. A copy with quite another date is another copy.
fn recognise(known: &Known, items: &[Item]) -> HashMap<InstanceId, InstanceId> {
    let mut recognised: HashMap<InstanceId, InstanceId> = HashMap::new();
    let mut taken: HashSet<InstanceId> = HashSet::new();
    if known.unlisted.is_empty() {
        return recognised;
    }
    let near = |one: Option<i64>, other: Option<i64>| one.is_some() && other.is_some() && !told_apart(one, other);
    let passes: [&dyn Fn(Option<i64>, Option<i64>) -> bool; 3] =
        [&same_second, &near, &|one, other| !told_apart(one, other)];
    for same in passes {
        for Item { release, copy } in items {
            if known.copies.contains(&copy.instance_id) || recognised.contains_key(&copy.instance_id) {
                continue;
            }
            let Some(waiting) = known.unlisted.get(&release.id) else { continue };
            let mut free = waiting.iter().filter(|waiting| !taken.contains(&waiting.instance_id));
            if let Some(found) = free.find(|waiting| same(waiting.added_at, copy.added_at)) {
                taken.insert(found.instance_id);
                recognised.insert(copy.instance_id, found.instance_id);
            }
        }
    }
    recognised
}

/// A file knows seconds.
pub(super) fn same_second(one: Option<i64>, other: Option<i64>) -> bool {
    matches!((one, other), (Some(one), Some(other)) if one.div_euclid(1_000) == other.div_euclid(1_000))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::keys::copy_id;
    use crate::id::ReleaseId;
    use crate::sync::drift::tests::item;
    use crate::sync::known::FileCopy;
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

    /// So many copies of each release that a file brought.
    fn from_file(copies: &[(i64, u32)]) -> Known {
        let mut known = Known::default();
        for (release, count) in copies {
            let release = ReleaseId(*release);
            known.albums.insert(release);
            let copies =
                (1..=*count).map(|n| FileCopy { instance_id: copy_id(release, n), added_at: Some(i64::from(n)) });
            known.unlisted.insert(release, copies.collect());
        }
        known
    }

    #[test]
    fn copies_of_a_file_are_recognised_by_release_and_date() {
        let known = from_file(&[(10, 2)]);
        let mut late = item(7, 10);
        late.copy.added_at = Some(2_000);
        let mut known_late = known.clone();
        known_late.unlisted.get_mut(&ReleaseId(10)).unwrap()[1].added_at = Some(2_500);
        let changes = diff(&known_late, vec![late, item(5, 10), item(3, 10)], None);
        let pairs: Vec<(i64, InstanceId)> =
            changes.recognised.iter().map(|(item, found)| (item.copy.instance_id.0, found.copy_id)).collect();
        assert_eq!(pairs, [(7, copy_id(ReleaseId(10), 2)), (5, copy_id(ReleaseId(10), 1))]);
        assert_eq!(ids(&changes.new_copies), [3]);
    }

    #[test]
    fn a_copy_bought_later_is_not_the_one_of_the_file() {
        const YEAR: i64 = 365 * 24 * 60 * 60 * 1_000;
        let mut known = from_file(&[(10, 1)]);
        known.unlisted.get_mut(&ReleaseId(10)).unwrap()[0].added_at = Some(30 * YEAR);
        let dated = |instance: i64, at: Option<i64>| {
            let mut item = item(instance, 10);
            item.copy.added_at = at;
            item
        };
        let later = diff(&known, vec![dated(7, Some(33 * YEAR))], None);
        assert_eq!((ids(&later.new_copies), later.recognised.len()), (vec![7], 0));
        // A zone that differs, or a date without its time, is the same copy; so is one of which no date is known.
        for at in [Some(30 * YEAR + 9 * 60 * 60 * 1_000), None] {
            assert_eq!(diff(&known, vec![dated(7, at)], None).recognised.len(), 1);
        }
        let both = diff(&known, vec![dated(8, Some(33 * YEAR)), dated(7, Some(30 * YEAR + 1_000))], None);
        assert_eq!((ids(&both.new_copies), both.recognised[0].0.copy.instance_id), (vec![8], InstanceId(7)));
    }

    proptest! {
        /// Whatever a file brought and however a listing is cut into pages: as many copies are there afterwards as either
        /// has, nothing is added twice, and a second reading adds nothing.
        #[test]
        fn a_listing_adds_only_what_a_file_lacks(had in prop::collection::vec((0i64..8, 1u32..4), 0..8),
                                                 listed in prop::collection::vec(0i64..10, 0..30),
                                                 size in 1usize..7) {
            let had: std::collections::BTreeMap<i64, u32> = had.into_iter().collect();
            let mut known = from_file(&had.iter().map(|(release, count)| (*release, *count)).collect::<Vec<_>>());
            let items: Vec<Item> = listed.iter().enumerate().map(|(n, release)| item(n as i64 + 1, *release)).collect();
            let mut bound = HashSet::new();
            let mut added = 0;
            for page in items.chunks(size) {
                let changes = diff(&known, page.to_vec(), None);
                for (item, recognition) in &changes.recognised {
                    prop_assert!(bound.insert(recognition.copy_id));
                    known.recognise(item.release.id, *recognition);
                }
                for item in changes.new_albums.iter().chain(&changes.new_copies) {
                    known.copies.insert(item.copy.instance_id);
                    known.albums.insert(item.release.id);
                    added += 1;
                }
            }
            let surplus: usize = (0..10).map(|release| {
                let listed = listed.iter().filter(|id| **id == release).count();
                listed.saturating_sub(had.get(&release).map_or(0, |count| *count as usize))
            }).sum();
            prop_assert_eq!(added, surplus);
            let again = diff(&known, items, None);
            prop_assert!(again.new_albums.is_empty() && again.new_copies.is_empty() && again.recognised.is_empty());
        }

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
