//! Rows of the listing that could not be read. Another page or reading of the same run may show the same row whole, so they
//! are noted in the ledger at its end.

use sillon_core::collection::Unreadable;
use sillon_core::id::InstanceId;
use sillon_core::receipt::Entry;
use std::collections::BTreeMap;

/// Those of a run so far.
#[derive(Debug, Default)]
pub(super) struct UnreadableRows {
    numbered: BTreeMap<InstanceId, Unreadable>,
    /// Of the present reading: nothing tells whether another showed the same ones.
    nameless: Vec<Unreadable>,
}

impl UnreadableRows {
    /// Begins another reading.
    pub(super) fn begin(&mut self) {
        self.nameless.clear();
    }

    pub(super) fn add(&mut self, lines: &[Unreadable]) {
        for line in lines {
            match line.instance_id {
                Some(instance_id) => drop(self.numbered.insert(instance_id, line.clone())),
                None => self.nameless.push(line.clone()),
            }
        }
    }

    /// The row could be read after all.
    pub(super) fn remove(&mut self, instance_id: InstanceId) {
        self.numbered.remove(&instance_id);
    }

    pub(super) fn len(&self) -> usize {
        self.numbered.len() + self.nameless.len()
    }

    pub(super) fn ids(&self) -> impl Iterator<Item = InstanceId> {
        self.numbered.keys().copied()
    }

    pub(super) fn entries(&self) -> impl Iterator<Item = Entry> {
        self.numbered.values().chain(&self.nameless).map(|Unreadable { instance_id, shown_as, reason }| {
            Entry::Refused { instance_id: *instance_id, shown_as: shown_as.clone(), reason: reason.clone() }
        })
    }
}
