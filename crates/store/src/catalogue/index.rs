//! The index itself: albums by ordinals in the order in which they were taken in.
//!
//! An album that changed is struck out and taken in anew behind all others; when too many are struck out, the ordinals are
//! given anew.

use super::artists::Artists;
use super::bits::Bits;
use super::columns::{Columns, NO_MASTER, Orders};
use super::entry::{Entry, Source, bit, missing};
use super::postings::Postings;
use super::shelf::Shelf;
use super::values::Values;
use super::words::Words;
use crate::keys::name_key;
use sillon_core::collection::Namesakes;
use sillon_core::id::FieldId;
use sillon_core::query::{Facet, Missing, Order, Sort};
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap, HashSet};

/// An album with what is missing of it.
#[derive(Clone, Debug)]
pub(crate) struct Taken {
    entry: Entry,
    missing: u8,
    fingerprint: u64,
    is_archived: bool,
}

impl From<&Source> for Taken {
    fn from(source: &Source) -> Self {
        let entry = Entry::of(source);
        let is_archived = source.is_archived;
        Self { fingerprint: entry.fingerprint(), entry, missing: missing(source), is_archived }
    }
}

/// What the owner calls folders and fields, and what artists and labels are called.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Directory {
    pub(crate) folders: BTreeMap<i64, String>,
    pub(crate) fields: Vec<(FieldId, String)>,
    /// Other keys that these stand for.
    pub(crate) namesakes: Namesakes,
}

/// Names by the ids of artists or labels.
pub(crate) type NamesById = HashMap<i64, String>;

/// An account's albums.
#[derive(Clone, Debug, Default)]
pub(crate) struct Index {
    pub(crate) columns: Columns,
    pub(crate) orders: Orders,
    pub(crate) live: Bits,
    pub(crate) words: Words,
    pub(crate) values: BTreeMap<Facet, Values<Box<str>>>,
    pub(crate) artists: Artists,
    pub(crate) labels: Values<i64>,
    pub(crate) label_shelf: Shelf,
    pub(crate) folders: Values<i64>,
    pub(crate) masters: Values<i64>,
    pub(crate) directory: Directory,
    ordinals: HashMap<i64, u32>,
}

/// With fewer struck out it is not worth the while; in tests it is to happen.
const WORTH_RENUMBERING: usize = if cfg!(test) { 3 } else { 1_000 };

impl Index {
    /// Takes in albums, each in the place of what was known of it; those that are put away go. `artists` and `labels` tell
    /// the names of those that they credit.
    pub(crate) fn take_in(&mut self, albums: Vec<Taken>, artists: &NamesById, labels: &NamesById) {
        let mut words = Vec::new();
        let mut new = Vec::new();
        for Taken { entry, missing, fingerprint, is_archived } in albums {
            if is_archived {
                if let Some(held) = self.ordinals.remove(&entry.release_id) {
                    self.live.remove(held);
                }
                continue;
            }
            if let Some(held) = self.ordinals.get(&entry.release_id).copied() {
                if self.columns.fingerprints[held as usize] == fingerprint {
                    self.columns.missing[held as usize] = missing;
                    continue;
                }
                self.live.remove(held);
            }
            let ordinal = self.add(&entry, (missing, fingerprint), artists, labels);
            words.extend(entry.words.into_iter().map(|word| (word, ordinal)));
            new.push(ordinal);
        }
        self.words.add(words);
        self.artists.settle();
        self.label_shelf.settle(&self.labels);
        self.orders.add(&self.columns, &new);
        let dead = self.columns.len() - self.ordinals.len();
        if dead > WORTH_RENUMBERING && dead > self.columns.len() / 4 {
            self.renumber();
        }
    }

    fn add(
        &mut self,
        entry: &Entry,
        (missing, fingerprint): (u8, u64),
        artists: &NamesById,
        labels: &NamesById,
    ) -> u32 {
        let ordinal = u32::try_from(self.columns.len()).unwrap_or(u32::MAX);
        let master = entry.master_id.map_or(NO_MASTER, |master| self.masters.add(master, "", ordinal));
        self.columns.push(entry, master, missing, fingerprint);
        for artist in &entry.artists {
            self.artists.add(*artist, artists.get(artist).map_or("", String::as_str), ordinal);
        }
        for label in &entry.labels {
            let (name, known) = (labels.get(label).map_or("", String::as_str), self.labels.len());
            let slot = self.labels.add(*label, name, ordinal);
            if self.labels.len() > known {
                self.label_shelf.push(slot, name);
            }
        }
        for folder in &entry.folders {
            self.folders.add(*folder, "", ordinal);
        }
        for (facet, name) in &entry.values {
            self.values.entry(*facet).or_default().add(name_key(name).into(), name, ordinal);
        }
        self.live.insert(ordinal);
        self.ordinals.insert(entry.release_id, ordinal);
        ordinal
    }

    /// How many albums there are.
    pub(crate) fn len(&self) -> usize {
        self.ordinals.len()
    }

    /// The ordinal of an album.
    pub(crate) fn ordinal(&self, release_id: i64) -> Option<u32> {
        self.ordinals.get(&release_id).copied()
    }

    /// Gives ordinals anew to the albums that are not struck out, in the same order.
    fn renumber(&mut self) {
        let mut next = 0;
        let new: Vec<Option<u32>> = (0..self.columns.len())
            .map(|old| {
                let is_live = self.live.contains(u32::try_from(old).unwrap_or(u32::MAX));
                is_live.then(|| {
                    next += 1;
                    next - 1
                })
            })
            .collect();
        self.columns = self.columns.renumbered(&new);
        self.orders.renumber(&new);
        self.words = self.words.renumbered(&new);
        self.values.values_mut().for_each(|values| values.renumber(&new));
        self.artists.renumber(&new);
        self.labels.renumber(&new);
        self.folders.renumber(&new);
        self.masters.renumber(&new);
        self.live = Bits::default();
        (0..next).for_each(|ordinal| self.live.insert(ordinal));
        self.ordinals = self.columns.ids.iter().copied().zip(0..).collect();
    }

    /// The albums of a set from one place of their order on, at most `most`; their keys.
    pub(crate) fn page(&self, set: &Bits, (sort, order): (Sort, Order), first: usize, most: usize) -> Vec<i64> {
        let walk = self.orders.walk(&self.columns, sort, order).filter(|ordinal| set.contains(*ordinal));
        walk.skip(first).take(most).map(|ordinal| self.columns.ids[ordinal as usize]).collect()
    }

    /// As [`Index::page`], with the pressings of one master release side by side, where the first of them stands.
    pub(crate) fn page_by_master(
        &self,
        set: &Bits,
        (sort, order): (Sort, Order),
        first: usize,
        most: usize,
    ) -> Vec<i64> {
        let mut seen = Bits::empty(self.columns.len());
        let walk = self.orders.walk(&self.columns, sort, order).filter(|ordinal| set.contains(*ordinal));
        let mut page = Vec::with_capacity(most.min(set.len()));
        let mut passed = 0;
        for ordinal in walk {
            if page.len() >= most {
                break;
            }
            if seen.contains(ordinal) {
                continue;
            }
            for member in self.pressings(ordinal, set, (sort, order)) {
                seen.insert(member);
                if passed >= first && page.len() < most {
                    page.push(self.columns.ids[member as usize]);
                }
                passed += 1;
            }
        }
        page
    }

    /// An album with those of a set that are pressings of the same master release, in order.
    pub(crate) fn pressings(&self, ordinal: u32, set: &Bits, (sort, order): (Sort, Order)) -> Vec<u32> {
        let master = self.columns.masters[ordinal as usize];
        let Some(postings) = self.masters.postings(master).filter(|_| master != NO_MASTER) else {
            return vec![ordinal];
        };
        if let Postings::One(only) = postings {
            return vec![*only];
        }
        let mut members: Vec<u32> = postings.ordinals().into_iter().filter(|member| set.contains(*member)).collect();
        Orders::sort(&self.columns, sort, order, &mut members);
        members
    }

    /// The other albums that are pressings of the same works as some, oldest first; their keys.
    pub(crate) fn other_pressings(&self, albums: &[i64]) -> Vec<i64> {
        let by_year = (Sort::Year, Order::Ascending);
        let mut others: Vec<u32> = Vec::new();
        for ordinal in albums.iter().filter_map(|id| self.ordinal(*id)) {
            others.extend(self.pressings(ordinal, &self.live, by_year));
        }
        others.sort_unstable();
        others.dedup();
        others.retain(|other| !albums.contains(&self.columns.ids[*other as usize]));
        Orders::sort(&self.columns, by_year.0, by_year.1, &mut others);
        others.into_iter().map(|other| self.columns.ids[other as usize]).collect()
    }

    /// Of each of these masters that albums are pressings of, the album that came last.
    pub(crate) fn newest_pressings(&self, masters: &HashSet<i64>) -> HashMap<i64, i64> {
        let held = masters.iter().filter_map(|master| {
            let postings = self.masters.slot(master).and_then(|slot| self.masters.postings(slot))?;
            let live = postings.ordinals().into_iter().filter(|ordinal| self.live.contains(*ordinal));
            let dated = live.map(|ordinal| {
                let id = self.columns.ids[ordinal as usize];
                (self.columns.added_at[ordinal as usize], Reverse(id))
            });
            dated.max().map(|(_, Reverse(id))| (*master, id))
        });
        held.collect()
    }

    /// The newest album of some that has a cover.
    pub(crate) fn newest_cover(&self, albums: &Postings) -> Option<i64> {
        let covered = albums.ordinals().into_iter().filter(|ordinal| {
            self.live.contains(*ordinal) && self.columns.missing[*ordinal as usize] & bit(Missing::Cover) == 0
        });
        let dated =
            covered.map(|ordinal| (self.columns.added_at[ordinal as usize], self.columns.ids[ordinal as usize]));
        dated.max().map(|(_, id)| id)
    }
}
