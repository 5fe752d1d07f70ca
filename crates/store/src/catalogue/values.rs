//! The values of a facet, each with the albums that have it.

use super::bits::Bits;
use super::postings::Postings;
use std::collections::HashMap;
use std::hash::Hash;

/// Values by their keys. A value keeps its slot for good, whether an album has it or not.
#[derive(Clone, Debug)]
pub(crate) struct Values<K> {
    slots: HashMap<K, u32>,
    values: Vec<Held<K>>,
}

#[derive(Clone, Debug)]
struct Held<K> {
    key: K,
    name: Box<str>,
    postings: Option<Postings>,
}

impl<K> Default for Values<K> {
    fn default() -> Self {
        Self { slots: HashMap::new(), values: Vec::new() }
    }
}

impl<K: Clone + Eq + Hash> Values<K> {
    /// Notes that an album has a value; of two spellings the one that sorts later is shown, whichever came first.
    pub(crate) fn add(&mut self, key: K, name: &str, ordinal: u32) -> u32 {
        let slot = self.slots.get(&key).copied().unwrap_or_else(|| {
            let slot = u32::try_from(self.values.len()).unwrap_or(u32::MAX);
            self.slots.insert(key.clone(), slot);
            self.values.push(Held { key, name: name.into(), postings: None });
            slot
        });
        if let Some(held) = self.values.get_mut(slot as usize) {
            if *held.name < *name {
                held.name = name.into();
            }
            match &mut held.postings {
                Some(postings) => postings.push(ordinal),
                none => *none = Some(Postings::One(ordinal)),
            }
        }
        slot
    }

    pub(crate) fn len(&self) -> usize {
        self.values.len()
    }

    pub(crate) fn slot(&self, key: &K) -> Option<u32> {
        self.slots.get(key).copied()
    }

    pub(crate) fn key(&self, slot: u32) -> Option<&K> {
        self.values.get(slot as usize).map(|held| &held.key)
    }

    pub(crate) fn name(&self, slot: u32) -> &str {
        self.values.get(slot as usize).map_or("", |held| &held.name)
    }

    pub(crate) fn postings(&self, slot: u32) -> Option<&Postings> {
        self.values.get(slot as usize).and_then(|held| held.postings.as_ref())
    }

    /// Key and name of each.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&K, &str)> {
        self.values.iter().map(|held| (&held.key, &*held.name))
    }

    /// Key and name of those that an album of a set has.
    pub(crate) fn among<'a>(&'a self, set: &'a Bits) -> impl Iterator<Item = (&'a K, &'a str)> {
        let had = self.values.iter().filter(|held| held.postings.as_ref().is_some_and(|postings| postings.meet(set)));
        had.map(|held| (&held.key, &*held.name))
    }

    /// Adds the albums that have a value to a set.
    pub(crate) fn add_to(&self, key: &K, set: &mut Bits) {
        if let Some(postings) = self.slot(key).and_then(|slot| self.postings(slot)) {
            postings.add_to(set);
        }
    }

    /// How many albums of a set have each value, in the order of the slots; values that none has are left out.
    pub(crate) fn counts<'a>(&'a self, set: &'a Bits) -> impl Iterator<Item = (u32, u64)> + 'a {
        let counts = self
            .values
            .iter()
            .zip(0..)
            .map(|(held, slot)| (slot, held.postings.as_ref().map_or(0, |postings| postings.count_in(set)) as u64));
        counts.filter(|(_, albums)| *albums > 0)
    }

    /// Gives the albums new ordinals.
    pub(crate) fn renumber(&mut self, new: &[Option<u32>]) {
        for held in &mut self.values {
            held.postings = held.postings.take().and_then(|postings| postings.renumbered(new));
        }
    }
}
