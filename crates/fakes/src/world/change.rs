//! What happens to a collection while somebody reads it.

use std::sync::Arc;

use jiff::Timestamp;
use serde_json::{Map, Value};

use super::{Copy, Source, World, ids};

pub(super) fn raw(item: Value) -> Copy {
    let added = item.get("date_added").and_then(Value::as_str);
    Copy {
        instance_id: item.get("instance_id").and_then(Value::as_i64).unwrap_or(0),
        added_at: added.and_then(|at| at.parse::<Timestamp>().ok()).map_or(0, Timestamp::as_second),
        source: Source::Raw(Arc::new(item)),
    }
}

impl World {
    /// Buys a new record, which is the newest from now on. Gives the copy's instance id.
    pub fn add_newest(&mut self) -> i64 {
        let (index, now) = (self.plan(), self.now());
        self.keep(index, now)
    }

    /// Buys a release again that is there already. Gives the new copy's instance id, `None` where there is no such release.
    pub fn add_copy(&mut self, release_id: i64) -> Option<i64> {
        let source = self.copies.iter().find(|copy| self.release_id(copy) == Some(release_id))?.source.clone();
        let (instance_id, added_at) = (self.next_instance(), self.now());
        self.copies.push(Copy { instance_id, added_at, source });
        Some(instance_id)
    }

    /// Sells a copy. `false` where there was none.
    pub fn remove_instance(&mut self, instance_id: i64) -> bool {
        let before = self.copies.len();
        self.copies.retain(|copy| copy.instance_id != instance_id);
        self.copies.len() < before
    }

    /// Puts any JSON value into the listing: at `place` counted from the newest, 0 being before all others.
    pub fn insert_raw(&mut self, place: usize, item: Value) {
        let end = self.copies.len().saturating_sub(place);
        self.copies.insert(end, raw(item));
    }

    /// Replaces the whole collection by these items, as [`World::from_items`] does, and keeps all else.
    pub fn replace_items(&mut self, items: Vec<Value>) {
        self.copies = Self::from_items(items).copies;
    }

    /// Edits a release upstream: these keys (`title`, `year`, `formats`…) are served instead of its own, in the listing's
    /// `basic_information` and in the release's own answer.
    pub fn edit_release(&mut self, release_id: i64, keys: Map<String, Value>) {
        self.patches.entry(release_id).or_default().extend(keys);
    }

    /// Uploads another cover, under another URL.
    pub fn change_cover(&mut self, release_id: i64) {
        *self.recovered.entry(release_id).or_default() += 1;
    }

    /// Deletes a release upstream: the listing still has it, its own answer is 404.
    pub fn lose_release(&mut self, release_id: i64) {
        self.gone.insert(release_id);
    }

    /// Shuts the collection to everybody but its owner, or opens it.
    pub fn set_private(&mut self, private: bool) {
        self.private = private;
    }

    /// Instance ids, newest first.
    #[must_use]
    pub fn instance_ids(&self) -> Vec<i64> {
        self.copies.iter().rev().map(|copy| copy.instance_id).collect()
    }

    /// Release ids of all copies, newest first; 0 where a raw item has none.
    #[must_use]
    pub fn release_ids(&self) -> Vec<i64> {
        self.copies.iter().rev().map(|copy| self.release_id(copy).unwrap_or(0)).collect()
    }

    pub(crate) fn release_id(&self, copy: &Copy) -> Option<i64> {
        match &copy.source {
            Source::Invented(index) => Some(ids::RELEASES.id(self.seed, *index as usize)),
            Source::Raw(item) => item.get("id").and_then(Value::as_i64),
        }
    }
}
