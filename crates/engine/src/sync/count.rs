//! The figures of a run, over readings that may begin again and over attempts that a restart cut short.

use super::unreadable::UnreadableRows;
use sillon_core::collection::{Item, Unreadable};
use sillon_core::credit::render_credits;
use sillon_core::id::InstanceId;
use sillon_core::progress::Progress;
use sillon_core::receipt::{Drift, DriftField, ListingNote};
use sillon_core::sync::diff::Changes;
use sillon_store::AddedCopy;
use std::collections::HashSet;

/// What a run has done so far. `current` counts within one reading; the sets hold over all of them.
#[derive(Debug, Default)]
pub(super) struct Count {
    limit: Option<u64>,
    total: u64,
    current: u64,
    /// Of the items passed in this reading, those that this run added as albums.
    current_added: u64,
    current_refused: u64,
    albums: HashSet<InstanceId>,
    copies: HashSet<InstanceId>,
    drifts: HashSet<(InstanceId, DriftField)>,
    compared: HashSet<InstanceId>,
    filled: HashSet<InstanceId>,
    names_wanted: bool,
    unreadable: UnreadableRows,
    listing: Option<ListingNote>,
    album: Option<(String, Option<String>)>,
    eta_seconds: Option<u64>,
}

impl Count {
    pub(super) fn new(limit: Option<u32>) -> Self {
        Self { limit: limit.map(u64::from), ..Self::default() }
    }

    /// Counts what an earlier attempt of the same job added as this run's own.
    pub(super) fn resume(&mut self, copy: &AddedCopy) {
        let set = if copy.opened_album { &mut self.albums } else { &mut self.copies };
        set.insert(copy.instance_id);
    }

    /// Begins a reading of so many items.
    pub(super) fn begin(&mut self, total: u64) {
        self.unreadable.begin();
        (self.total, self.current, self.current_added, self.current_refused) = (total, 0, 0, 0);
    }

    /// How many albums may still be added; `None` is no bound.
    pub(super) fn room(&self) -> Option<u64> {
        self.limit.map(|limit| limit.saturating_sub(self.albums.len() as u64))
    }

    /// Counts a page: what was added, what was there, what could not be read; and how many known copies' rows could not be
    /// read this time.
    pub(super) fn page(&mut self, changes: &Changes, unreadable: &[Unreadable], known_unreadable: usize) {
        for item in &changes.known {
            self.current_added += u64::from(self.albums.contains(&item.copy.instance_id));
        }
        self.albums.extend(changes.new_albums.iter().map(|item| item.copy.instance_id));
        self.copies.extend(changes.new_copies.iter().map(|item| item.copy.instance_id));
        self.names_wanted |= !(changes.new_albums.is_empty() && changes.new_copies.is_empty());
        self.current_added += changes.new_albums.len() as u64;
        self.current_refused += unreadable.len() as u64;
        let read = changes.new_albums.iter().chain(&changes.new_copies).chain(&changes.known);
        let read = read.chain(changes.recognised.iter().map(|(item, _)| item));
        read.for_each(|item| self.unreadable.remove(item.copy.instance_id));
        self.unreadable.add(unreadable);
        let passed = changes.new_albums.len() + changes.new_copies.len() + known_unreadable;
        let passed = passed + changes.known.len() + changes.recognised.len() + unreadable.len();
        self.current += passed as u64;
        if let Some(item) = changes.new_albums.last() {
            self.album = Some((album_line(item), item.release.cover_url.clone()));
        }
    }

    /// Whether this drift was not counted yet.
    pub(super) fn drift(&mut self, drift: &Drift) -> bool {
        self.drifts.insert((drift.instance_id, drift.field))
    }

    /// Counts a known copy whose row was compared, and whether its release or the copy itself got something that it lacked.
    pub(super) fn compare(&mut self, copy: InstanceId, release_is_filled: bool, copy_is_filled: bool) {
        self.compared.insert(copy);
        if release_is_filled || copy_is_filled {
            self.filled.insert(copy);
        }
        self.names_wanted |= copy_is_filled;
    }

    /// Whether copies came, or were filled in, since this was last asked: their folders and fields need names.
    pub(super) fn take_names_wanted(&mut self) -> bool {
        std::mem::take(&mut self.names_wanted)
    }

    /// The run is at its end, with `total` items: what it did not add and could read was there already.
    pub(super) fn settle(&mut self, total: u64) {
        (self.total, self.current) = (total, total);
        self.current_added = self.albums.len() as u64;
        self.current_refused = self.refused();
    }

    /// What there is to say of the listing.
    pub(super) fn note(&mut self, listing: ListingNote) {
        self.listing = Some(listing);
    }

    pub(super) fn estimate(&mut self, eta_seconds: Option<u64>) {
        self.eta_seconds = eta_seconds;
    }

    pub(super) fn drifted(&self) -> u64 {
        self.drifts.len() as u64
    }

    pub(super) fn refused(&self) -> u64 {
        self.unreadable.len() as u64
    }

    pub(super) fn unreadable(&self) -> &UnreadableRows {
        &self.unreadable
    }

    pub(super) fn show(&self, progress: &mut Progress) {
        // More can be listed than is announced; a limit lets a run pass no more than this.
        let listed = self.total.max(self.current);
        progress.total = self.room().map_or(listed, |room| listed.min(self.current.saturating_add(room)));
        progress.current = self.current;
        progress.synced = self.albums.len() as u64;
        progress.errors = self.refused();
        progress.skipped = self.current.saturating_sub(self.current_added + self.current_refused);
        progress.copies_added = self.copies.len() as u64;
        progress.eta_seconds = self.eta_seconds;
        progress.compared = Some(self.compared.len() as u64);
        progress.filled = Some(self.filled.len() as u64);
        progress.listing.clone_from(&self.listing);
        let (album, cover) = self.album.clone().unzip();
        (progress.current_album, progress.current_cover) = (album, cover.flatten());
    }
}

fn album_line(item: &Item) -> String {
    format!("{} – {}", render_credits(&item.release.credits), item.release.title)
}

#[cfg(test)]
mod tests {
    use super::*;
    use sillon_core::collection::Copy;
    use sillon_core::id::ReleaseId;
    use sillon_core::release::Release;

    fn item(instance_id: i64, release_id: i64) -> Item {
        let release = Release {
            id: ReleaseId(release_id),
            master_id: None,
            title: "Title".into(),
            year: None,
            cover_url: None,
            thumb_url: None,
            credits: vec![],
            labels: vec![],
            formats: vec![],
            genres: vec![],
            styles: vec![],
        };
        let (instance_id, release_id) = (InstanceId(instance_id), ReleaseId(release_id));
        let copy = Copy { instance_id, release_id, folder_id: None, rating: None, added_at: None, notes: vec![] };
        Item { release, copy }
    }

    fn shown(count: &Count) -> (u64, u64, u64, u64) {
        let mut progress = Progress::default();
        count.show(&mut progress);
        assert_eq!(progress.current, progress.synced.min(progress.current) + progress.skipped + progress.errors);
        (progress.current, progress.synced, progress.skipped, progress.errors)
    }

    #[test]
    fn a_page_counts_albums_copies_known_and_unreadable() {
        let mut count = Count::new(None);
        count.begin(5);
        let changes = Changes {
            new_albums: vec![item(5, 50), item(4, 40)],
            new_copies: vec![item(3, 50)],
            known: vec![item(1, 10)],
            ..Changes::default()
        };
        let line = Unreadable { instance_id: None, shown_as: "odd".into(), reason: "no release".into() };
        count.page(&changes, &[line], 0);
        assert_eq!(shown(&count), (5, 2, 2, 1));
    }

    #[test]
    fn what_this_run_added_stays_added_when_it_is_read_again() {
        let mut count = Count::new(Some(3));
        count.begin(2);
        count.page(&Changes { new_albums: vec![item(2, 20)], ..Changes::default() }, &[], 0);
        assert_eq!((shown(&count), count.room()), ((1, 1, 0, 0), Some(2)));
        count.begin(3);
        let again =
            Changes { new_albums: vec![item(3, 30)], known: vec![item(2, 20), item(1, 10)], ..Changes::default() };
        count.page(&again, &[], 0);
        assert_eq!((shown(&count), count.room()), ((3, 2, 1, 0), Some(1)));
    }

    #[test]
    fn an_earlier_attempt_counts_as_this_run() {
        let mut count = Count::new(None);
        let (instance_id, release_id) = (InstanceId(9), ReleaseId(90));
        count.resume(&AddedCopy { instance_id, release_id, opened_album: true, is_shown: true });
        count.begin(4);
        count.page(&Changes { known: vec![item(9, 90), item(8, 80)], ..Changes::default() }, &[], 0);
        assert_eq!(shown(&count), (2, 1, 1, 0));
        count.settle(4);
        assert_eq!(shown(&count), (4, 1, 3, 0));
    }
}
