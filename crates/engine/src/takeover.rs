//! The engine's door to what a person makes of a receipt: undoing a run, and taking over what it noted. Edits, all of it.

use crate::editing::{EditError, Edited, differing};
use crate::engine::Engine;
use sillon_core::collection::List;
use sillon_core::edit::{Change, Edit, Target};
use sillon_core::id::{JobId, ReleaseId};
use sillon_core::receipt::Entry;
use sillon_core::takeover::{Standing, changes};
use sillon_store::Act;
use std::collections::{BTreeMap, HashSet};

/// Entries and albums that are read at a time.
const AT_ONCE: u32 = 500;

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
        let wanted = albums.into_iter().map(|id| (id, vec![(Target::album(id), Change::Archived(true))])).collect();
        let edited = self.edit_of_run(job, Act::Undo, wanted).await?;
        if edited.batch_id.is_none() { Err(EditError::NothingToUndo) } else { Ok(edited) }
    }

    /// Takes over what a run of the collection noted: values of Discogs become edits, albums that are absent go to the
    /// archive. What a person wrote since is left, unless they say otherwise.
    ///
    /// # Errors
    /// [`EditError::NotFound`] when there is no such run or entry; [`EditError::NothingToTakeOver`].
    pub async fn take_over(&self, job: &JobId, asked: &TakeOver) -> Result<TakenOver, EditError> {
        let reader = self.store().reader();
        let detail = reader.find_sync(self.account(), job).await?.ok_or(EditError::NotFound)?;
        if detail.receipt.list != List::Collection {
            return Err(EditError::NothingToTakeOver);
        }
        let mut named: Option<HashSet<&str>> =
            asked.entries.as_ref().map(|keys| keys.iter().map(String::as_str).collect());
        let (mut outcome, mut wanted) = (TakenOver::default(), BTreeMap::<ReleaseId, Vec<(Target, Change)>>::new());
        for page in 1.. {
            let entries = reader.list_entries(self.account(), job, page, AT_ONCE).await?;
            let is_last = u64::from(page) >= entries.pages();
            let chosen = entries.items.into_iter().filter(|entry| match (entry.key(), &mut named) {
                (Some(key), Some(named)) => named.remove(key.as_str()) || named.contains(kind_of(&key)),
                (key, _) => key.is_some(),
            });
            let chosen: Vec<Entry> = chosen.collect();
            let (standing, _) = reader.entries_standing(self.account(), &chosen).await?;
            for (entry, standing) in chosen.iter().zip(standing) {
                let (Some(key), Some(standing)) = (entry.key(), standing) else { continue };
                if !standing.can_be_taken(asked.overwrite) {
                    outcome.left.push((key, standing));
                    continue;
                }
                outcome.taken += 1;
                for (target, change) in changes(entry) {
                    let album = wanted.entry(target.release_id).or_default();
                    // Two copies of a release show the same of it.
                    if !album.iter().any(|(known, other)| *known == target && other.field() == change.field()) {
                        album.push((target, change));
                    }
                }
            }
            if is_last {
                break;
            }
        }
        if named.is_some_and(|named| named.into_iter().any(|key| !KINDS.contains(&key))) {
            return Err(EditError::NotFound);
        }
        outcome.edited = self.edit_of_run(job, Act::Take, wanted).await?;
        if outcome.edited.batch_id.is_none() { Err(EditError::NothingToTakeOver) } else { Ok(outcome) }
    }

    async fn edit_of_run(
        &self,
        job: &JobId,
        act: Act,
        wanted: BTreeMap<ReleaseId, Vec<(Target, Change)>>,
    ) -> Result<Edited, EditError> {
        let (batch_id, now) = (uuid::Uuid::now_v7().to_string(), self.now());
        let albums: Vec<ReleaseId> = wanted.keys().copied().collect();
        let (mut edits, mut changed) = (Vec::<Edit>::new(), 0);
        for some in albums.chunks(AT_ONCE as usize) {
            for held in self.store().reader().load_held(self.account(), some).await? {
                let wanted = wanted.get(&held.release.id).cloned().unwrap_or_default();
                let differing = differing(&held, wanted, &batch_id, now);
                changed += u64::from(!differing.is_empty());
                edits.extend(differing);
            }
        }
        if edits.is_empty() {
            return Ok(Edited::default());
        }
        self.store().add_edits_of_run(self.account(), &edits, job, act).await?;
        Ok(Edited { batch_id: Some(batch_id), albums: changed })
    }
}

fn kind_of(key: &str) -> &str {
    key.split_once(':').map_or(key, |(kind, _)| kind)
}
