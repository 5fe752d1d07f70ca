//! The engine's door to what a person makes of a receipt: undoing a run, and taking over what it noted. Edits, all of it.

use crate::editing::{AT_ONCE, EditError, Edited, ROUNDS, differing};
use crate::engine::Engine;
use sillon_core::collection::List;
use sillon_core::edit::{Change, Edit, Held, Target};
use sillon_core::id::{JobId, ReleaseId};
use sillon_core::receipt::Entry;
use sillon_core::takeover::{Standing, changes};
use sillon_store::{Act, StoreError};
use std::collections::{BTreeMap, HashMap, HashSet};

/// Entries that are read at a time.
const PAGE_SIZE: u32 = 500;

/// All entries of a kind, in the place of a key.
const KINDS: [&str; 2] = ["drifted", "absent"];

/// What is to be taken over of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakeOver {
    /// The entries, by their keys; `drifted` and `absent` are all of a kind; `None` is all.
    pub entries: Option<Vec<String>>,
    /// Also where a person wrote something else.
    pub overwrite: bool,
}

/// What was taken over.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TakenOver {
    /// The act.
    pub edited: Edited,
    /// How many entries were.
    pub taken: u64,
    /// Those that were not, and why.
    pub left: Vec<(String, Standing)>,
}

impl Engine {
    /// Puts away the albums that a run added and that are still there, as one act. Nothing is removed; the act can be undone
    /// like any other.
    ///
    /// # Errors
    /// [`EditError::NotFound`]; [`EditError::NothingToUndo`].
    pub async fn undo_run(&self, job: &JobId) -> Result<Edited, EditError> {
        let reader = self.store().reader();
        reader.find_sync(self.account(), job).await?.ok_or(EditError::NotFound)?;
        let albums = reader.list_still_there(self.account(), job).await?;
        let archive = |held: &Held| vec![(Target::album(held.release.id), Change::Archived(true))];
        // Of several that ask at once one writes; the others read the albums again, and find them in the archive.
        let edited = self.edit_for(&albums, archive, Some((job, Act::Undo))).await?;
        if edited.batch_id.is_none() { Err(EditError::NothingToUndo) } else { Ok(edited) }
    }

    /// Takes over what a run of the collection noted: values of Discogs become edits, albums that are absent go to the
    /// archive. What a person wrote since is left, unless they say otherwise.
    ///
    /// # Errors
    /// [`EditError::NotFound`] when there is no such run or entry; [`EditError::NothingToTakeOver`].
    pub async fn take_over(&self, job: &JobId, asked: &TakeOver) -> Result<TakenOver, EditError> {
        let detail = self.store().reader().find_sync(self.account(), job).await?.ok_or(EditError::NotFound)?;
        if detail.receipt.list != List::Collection {
            return Err(EditError::NothingToTakeOver);
        }
        let entries = self.chosen_entries(job, asked).await?;
        let (batch_id, now) = (uuid::Uuid::now_v7().to_string(), self.now());
        let mut read_at = HashMap::new();
        let mut judged: BTreeMap<ReleaseId, Judged> = BTreeMap::new();
        let mut unread: Vec<ReleaseId> = entries.keys().copied().collect();
        for _ in 0..ROUNDS {
            for some in unread.chunks(AT_ONCE) {
                // Before the albums are judged: a change in between is found when the edits are written.
                read_at.extend(self.store().reader().revisions_of(self.account(), some).await?);
                judged.extend(self.judge(&entries, some, asked.overwrite, &batch_id, now).await?);
            }
            let edits: Vec<Edit> = judged.values().flat_map(|album| &album.edits).cloned().collect();
            if edits.is_empty() {
                return Err(EditError::NothingToTakeOver);
            }
            let run = Some((job, Act::Take));
            unread = self.store().add_edits_to(self.account(), &edits, &read_at, run).await?;
            if unread.is_empty() {
                return Ok(taken_over(judged, batch_id));
            }
        }
        Err(EditError::Store(StoreError::Busy))
    }

    /// The entries that were asked for by album, each with its place in the receipt.
    async fn chosen_entries(&self, job: &JobId, asked: &TakeOver) -> Result<Entries, EditError> {
        let mut named: Option<HashSet<&str>> =
            asked.entries.as_ref().map(|keys| keys.iter().map(String::as_str).collect());
        let (mut chosen, mut place) = (Entries::new(), 0);
        for page in 1.. {
            let entries = self.store().reader().list_entries(self.account(), job, page, PAGE_SIZE).await?;
            let is_last = u64::from(page) >= entries.pages();
            for entry in entries.items {
                place += 1;
                let Some(key) = entry.key() else { continue };
                let is_chosen =
                    named.as_mut().is_none_or(|named| named.remove(key.as_str()) || named.contains(kind_of(&key)));
                if let Some(album) = entry.release_id().filter(|_| is_chosen) {
                    chosen.entry(album).or_default().push((place, key, entry));
                }
            }
            if is_last {
                break;
            }
        }
        match named.is_some_and(|named| named.into_iter().any(|key| !KINDS.contains(&key))) {
            true => Err(EditError::NotFound),
            false => Ok(chosen),
        }
    }

    /// What becomes of the entries of some albums, as those are now.
    async fn judge(
        &self,
        entries: &Entries,
        albums: &[ReleaseId],
        overwrite: bool,
        batch_id: &str,
        now: i64,
    ) -> Result<Vec<(ReleaseId, Judged)>, EditError> {
        let of = |album| entries.get(album).map(Vec::as_slice).unwrap_or_default();
        let listed: Vec<Entry> = albums.iter().flat_map(of).map(|(_, _, entry)| entry.clone()).collect();
        let (standing, held) = self.store().reader().entries_standing(self.account(), &listed).await?;
        let mut standing = standing.into_iter();
        let judged = albums.iter().map(|album| {
            let (mut judged, mut wanted) = (Judged::default(), Vec::<(Target, Change)>::new());
            for (place, key, entry) in of(album) {
                let Some(standing) = standing.next().flatten() else { continue };
                if !standing.can_be_taken(overwrite) {
                    judged.left.push((*place, key.clone(), standing));
                    continue;
                }
                judged.taken += 1;
                for (target, change) in changes(entry) {
                    // Two copies of a release show the same of it.
                    if !wanted.iter().any(|(known, other)| *known == target && other.field() == change.field()) {
                        wanted.push((target, change));
                    }
                }
            }
            judged.edits = held.get(album).map(|held| differing(held, wanted, batch_id, now)).unwrap_or_default();
            (*album, judged)
        });
        Ok(judged.collect())
    }
}

/// Entries by album, each with its place in the receipt and its key.
type Entries = BTreeMap<ReleaseId, Vec<(usize, String, Entry)>>;

/// What becomes of the entries of one album.
#[derive(Default)]
struct Judged {
    edits: Vec<Edit>,
    taken: u64,
    /// Those that are not taken over, by their place in the receipt.
    left: Vec<(usize, String, Standing)>,
}

fn taken_over(judged: BTreeMap<ReleaseId, Judged>, batch_id: String) -> TakenOver {
    let (mut outcome, mut left) = (TakenOver::default(), Vec::new());
    outcome.edited.batch_id = Some(batch_id);
    for album in judged.into_values() {
        outcome.edited.albums += u64::from(!album.edits.is_empty());
        outcome.taken += album.taken;
        left.extend(album.left);
    }
    left.sort_by_key(|(place, ..)| *place);
    outcome.left = left.into_iter().map(|(_, key, standing)| (key, standing)).collect();
    outcome
}

fn kind_of(key: &str) -> &str {
    key.split_once(':').map_or(key, |(kind, _)| kind)
}
