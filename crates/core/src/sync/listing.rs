//! When a listing has been read far enough, and when it moved while it was read.

use super::known::Known;
use crate::collection::Page;
use crate::id::InstanceId;
use std::collections::HashSet;

/// What is to be done after a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Read on.
    More,
    /// Everything in the listing is accounted for: what was known and what was found make up its length.
    AccountedFor,
    /// The last page was read and every item was seen.
    Whole,
    /// The listing changed while it was read: begin again.
    Moved,
}

/// One reading of a listing, from its first page.
#[derive(Clone, Debug)]
pub struct Listing {
    items: u64,
    pages: u32,
    read: u32,
    accounted: u64,
    seen: HashSet<InstanceId>,
    nameless: u64,
}

impl Listing {
    /// Begins with what is known before the first page, and what that page says of the whole.
    pub fn begin(known: &Known, first: &Page) -> Self {
        Self {
            items: first.items,
            pages: first.pages.max(1),
            read: 0,
            accounted: known.accounted(),
            seen: HashSet::new(),
            nameless: 0,
        }
    }

    /// Takes in the next page, in order. `known` is what was known when the listing began plus nothing else: whatever
    /// of this page it does not hold is newly accounted for.
    pub fn take(&mut self, known: &Known, page: &Page) -> Step {
        self.read += 1;
        if page.items != self.items {
            return Step::Moved;
        }
        let named = page.found.iter().map(|item| item.copy.instance_id);
        let unreadable = page.unreadable.iter().filter_map(|line| line.instance_id);
        for instance_id in named.chain(unreadable) {
            // The same copy on two pages: a row was pushed down by one that came in above.
            if !self.seen.insert(instance_id) {
                return Step::Moved;
            }
            let listed_before = known.copies.contains(&instance_id) && !known.absent.contains(&instance_id);
            if !listed_before && !known.refused.contains(&instance_id) {
                self.accounted += 1;
            }
        }
        self.nameless += page.unreadable.iter().filter(|line| line.instance_id.is_none()).count() as u64;
        let at_end = self.read >= self.pages;
        match (at_end, self.seen.len() as u64 + self.nameless == self.items) {
            (true, true) => Step::Whole,
            (true, false) => Step::Moved,
            (false, _) if self.accounted == self.items => Step::AccountedFor,
            (false, _) => Step::More,
        }
    }

    /// How many items the listing has.
    pub fn items(&self) -> u64 {
        self.items
    }

    /// The copies that the listing showed so far.
    pub fn seen(&self) -> &HashSet<InstanceId> {
        &self.seen
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::collection::Unreadable;
    use crate::id::ReleaseId;
    use crate::sync::drift::tests::item;

    fn page(number: u32, pages: u32, items: u64, copies: &[i64]) -> Page {
        let found = copies.iter().map(|copy| item(*copy, *copy)).collect();
        Page { page: number, pages, items, found, unreadable: vec![] }
    }

    fn known(copies: &[i64], absent: &[i64]) -> Known {
        Known {
            copies: copies.iter().map(|id| InstanceId(*id)).collect(),
            albums: copies.iter().map(|id| ReleaseId(*id)).collect(),
            absent: absent.iter().map(|id| InstanceId(*id)).collect(),
            ..Known::default()
        }
    }

    fn steps(known: &Known, pages: &[Page]) -> Vec<Step> {
        let mut listing = Listing::begin(known, &pages[0]);
        pages.iter().map(|page| listing.take(known, page)).collect()
    }

    #[test]
    fn nothing_new_costs_one_page() {
        let known = known(&[1, 2, 3, 4], &[]);
        assert_eq!(steps(&known, &[page(1, 2, 4, &[4, 3])]), [Step::AccountedFor]);
    }

    #[test]
    fn the_first_known_row_is_no_reason_to_stop() {
        let known = known(&[1, 4], &[]);
        assert_eq!(steps(&known, &[page(1, 2, 4, &[4, 3]), page(2, 2, 4, &[2, 1])]), [Step::More, Step::Whole]);
    }

    #[test]
    fn one_gone_and_one_new_reads_to_the_end_and_the_next_time_one_page_is_enough() {
        let before = known(&[1, 2, 3, 4], &[]);
        let pages = [page(1, 2, 4, &[5, 4]), page(2, 2, 4, &[3, 1])];
        assert_eq!(steps(&before, &pages), [Step::More, Step::Whole]);
        let after = known(&[1, 2, 3, 4, 5], &[2]);
        assert_eq!(steps(&after, &pages[..1]), [Step::AccountedFor]);
    }

    #[test]
    fn a_listing_that_grows_or_shrinks_or_shifts_has_moved() {
        let nothing = Known::default();
        assert_eq!(steps(&nothing, &[page(1, 2, 4, &[4, 3]), page(2, 2, 5, &[2, 1])]), [Step::More, Step::Moved]);
        assert_eq!(steps(&nothing, &[page(1, 2, 4, &[4, 3]), page(2, 2, 4, &[3, 2])]), [Step::More, Step::Moved]);
        assert_eq!(steps(&nothing, &[page(1, 2, 4, &[4, 3]), page(2, 2, 4, &[1])]), [Step::More, Step::Moved]);
    }

    #[test]
    fn an_unreadable_item_is_accounted_for() {
        let mut first = page(1, 2, 4, &[4]);
        let line = |id| Unreadable { instance_id: id, shown_as: String::new(), reason: String::new() };
        first.unreadable.push(line(Some(InstanceId(9))));
        let mut second = page(2, 2, 4, &[1]);
        second.unreadable.push(line(None));
        assert_eq!(steps(&Known::default(), &[first.clone(), second]), [Step::More, Step::Whole]);
        let mut later = known(&[4, 1, 2], &[]);
        later.refused.insert(InstanceId(9));
        assert_eq!(steps(&later, &[first]), [Step::AccountedFor]);
    }

    #[test]
    fn an_empty_collection_is_whole_at_once() {
        assert_eq!(steps(&Known::default(), &[page(1, 0, 0, &[])]), [Step::Whole]);
    }
}
