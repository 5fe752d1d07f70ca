//! What the database knows, held as sets while a run goes on.

use super::diff::Changes;
use crate::collection::Unreadable;
use crate::id::{InstanceId, ReleaseId};
use std::collections::{HashMap, HashSet};

/// What is known, asked of the database once a run. Copies go by the numbers that Discogs gives them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// Every copy that a listing ever showed.
    pub copies: HashSet<InstanceId>,
    /// Every album: the releases of all copies, those of files too.
    pub albums: HashSet<ReleaseId>,
    /// Those of the copies that a file brought before a listing showed them, with our own keys.
    pub recognised: HashMap<InstanceId, InstanceId>,
    /// Copies that a file brought and no listing has shown so far, by their releases, in the order of the file.
    pub unlisted: HashMap<ReleaseId, Vec<FileCopy>>,
    /// Those of the copies that the last whole listing did not show.
    pub absent: HashSet<InstanceId>,
    /// Items that could not be read, by the copy they name.
    pub refused: HashSet<InstanceId>,
}

/// A copy that a file brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileCopy {
    /// Our key.
    pub instance_id: InstanceId,
    /// When it came into the collection, as the file says.
    pub added_at: Option<i64>,
}

/// That a copy of a listing is one that a file brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recognition {
    /// The number that Discogs gives it.
    pub instance_id: InstanceId,
    /// Our key.
    pub copy_id: InstanceId,
}

impl Known {
    /// The key under which a copy of a listing is kept here.
    pub fn copy_id(&self, instance_id: InstanceId) -> InstanceId {
        self.recognised.get(&instance_id).copied().unwrap_or(instance_id)
    }

    /// Takes note of a recognition: the copy is a listed one from now on.
    pub fn recognise(&mut self, release_id: ReleaseId, recognition: Recognition) {
        self.recognised.insert(recognition.instance_id, recognition.copy_id);
        self.copies.insert(recognition.instance_id);
        if let Some(copies) = self.unlisted.get_mut(&release_id) {
            copies.retain(|copy| copy.instance_id != recognition.copy_id);
        }
    }

    /// How many items of a listing are accounted for before it is read: the copies that are not absent, and the items that
    /// cannot be read.
    pub fn accounted(&self) -> u64 {
        (self.copies.len() - self.absent.len() + self.unreadable().count()) as u64
    }

    /// The items that cannot be read, without those that are copies by now.
    pub fn unreadable(&self) -> impl Iterator<Item = InstanceId> {
        self.refused.iter().copied().filter(|id| !self.copies.contains(id))
    }

    /// Whether [`Known::accounted`] counts this item.
    pub fn is_accounted(&self, id: InstanceId) -> bool {
        if self.copies.contains(&id) { !self.absent.contains(&id) } else { self.refused.contains(&id) }
    }

    /// Takes note of what a page brought, once it is saved.
    pub fn note(&mut self, changes: &Changes, unreadable: &[Unreadable]) {
        for item in changes.new_albums.iter().chain(&changes.new_copies).chain(&changes.known) {
            let instance_id = item.copy.instance_id;
            self.copies.insert(instance_id);
            self.albums.insert(item.release.id);
            self.absent.remove(&instance_id);
            self.refused.remove(&instance_id);
        }
        for (item, recognition) in &changes.recognised {
            self.recognise(item.release.id, *recognition);
            self.refused.remove(&recognition.instance_id);
        }
        for instance_id in unreadable.iter().filter_map(|line| line.instance_id) {
            // A known copy whose row cannot be read this time is listed all the same.
            self.absent.remove(&instance_id);
            if !self.copies.contains(&instance_id) {
                self.refused.insert(instance_id);
            }
        }
    }
}
