//! The artists of the albums, on a shelf of their own.

use super::bits::Bits;
use super::postings::Postings;
use super::texts::{Texts, merge};
use super::values::Values;
use super::words::Words;
use crate::keys::sort_key;
use sillon_core::credit::display_name;
use sillon_core::id::ArtistId;
use sillon_core::query::words::{Word, index_words};

/// Artists by their ids, in the order of their names, found by words of them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Artists {
    pub(crate) values: Values<i64>,
    keys: Texts,
    shelf: Vec<u32>,
    words: Words,
    /// Added since the shelf was put in order.
    unsettled: Vec<u32>,
}

impl Artists {
    /// Notes that an album credits an artist.
    pub(crate) fn add(&mut self, id: i64, name: &str, ordinal: u32) {
        let known = self.values.len();
        let slot = self.values.add(id, name, ordinal);
        if self.values.len() > known {
            self.keys.push(&sort_key(name));
            self.unsettled.push(slot);
        }
    }

    /// Puts those that were added into the order, and makes them found.
    pub(crate) fn settle(&mut self) {
        let mut new = std::mem::take(&mut self.unsettled);
        let words = new.iter().flat_map(|slot| {
            let words = index_words(display_name(self.values.name(*slot)));
            words.into_iter().map(|word| (word, *slot)).collect::<Vec<_>>()
        });
        self.words.add(words.collect());
        let (keys, values) = (&self.keys, &self.values);
        let compare = |one: u32, other: u32| {
            keys.get(one).cmp(keys.get(other)).then_with(|| values.key(one).cmp(&values.key(other)))
        };
        new.sort_unstable_by(|one, other| compare(*one, *other));
        merge(&mut self.shelf, &new, compare);
    }

    /// Artists with an album in the set whose names have all of these words, in the order of their names: id and number of
    /// albums. Stand-ins such as Various are left out.
    pub(crate) fn list(&self, live: &Bits, words: Option<&[Word]>) -> Vec<(i64, u64)> {
        let found = words.map(|words| self.find(words));
        let on_shelf = self.shelf.iter().filter(|slot| found.as_ref().is_none_or(|found| found.contains(**slot)));
        let listed = on_shelf.filter_map(|slot| {
            let id = *self.values.key(*slot)?;
            let albums = self.values.postings(*slot)?.count_in(live) as u64;
            (albums > 0 && !ArtistId(id).is_placeholder()).then_some((id, albums))
        });
        listed.collect()
    }

    fn find(&self, words: &[Word]) -> Bits {
        let mut found: Option<Bits> = None;
        for word in words {
            let mut set = Bits::empty(self.values.len());
            if word.beginning {
                self.words.add_beginning(&word.text, &mut set);
            } else {
                self.words.add_whole(&word.text, &mut set);
            }
            match &mut found {
                Some(found) => found.and(&set),
                none => *none = Some(set),
            }
        }
        found.unwrap_or_default()
    }

    /// The albums that credit an artist.
    pub(crate) fn postings(&self, id: i64) -> Option<&Postings> {
        self.values.slot(&id).and_then(|slot| self.values.postings(slot))
    }

    /// Gives the albums new ordinals.
    pub(crate) fn renumber(&mut self, new: &[Option<u32>]) {
        self.values.renumber(new);
    }
}
