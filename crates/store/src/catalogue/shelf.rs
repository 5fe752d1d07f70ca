//! Names in the order of a shelf, found by their words: put in order when one is added, never when somebody asks.

use super::bits::Bits;
use super::texts::{Texts, merge};
use super::values::Values;
use super::words::Words;
use crate::keys::sort_key;
use sillon_core::credit::display_name;
use sillon_core::query::words::{Word, index_words};

/// The slots of values, each with its name.
#[derive(Clone, Debug, Default)]
pub(crate) struct Shelf {
    keys: Texts,
    order: Vec<u32>,
    words: Words,
    /// Added since the shelf was put in order.
    unsettled: Vec<u32>,
}

impl Shelf {
    /// Adds the next slot, with its name.
    pub(crate) fn push(&mut self, slot: u32, name: &str) {
        self.keys.push(&sort_key(name));
        self.unsettled.push(slot);
    }

    /// Puts those that were added into the order, and makes them found.
    pub(crate) fn settle(&mut self, values: &Values<i64>) {
        let mut new = std::mem::take(&mut self.unsettled);
        let words = new.iter().flat_map(|slot| {
            let words = index_words(display_name(values.name(*slot)));
            words.into_iter().map(|word| (word, *slot)).collect::<Vec<_>>()
        });
        self.words.add(words.collect());
        let keys = &self.keys;
        let compare = |one: u32, other: u32| {
            keys.get(one).cmp(keys.get(other)).then_with(|| values.key(one).cmp(&values.key(other)))
        };
        new.sort_unstable_by(|one, other| compare(*one, *other));
        merge(&mut self.order, &new, compare);
    }

    /// Those with an album in the set whose names have all of these words, in order: id, slot and number of albums.
    pub(crate) fn list<'a>(
        &'a self,
        values: &'a Values<i64>,
        live: &'a Bits,
        words: Option<&[Word]>,
    ) -> impl Iterator<Item = (i64, u32, u64)> + 'a {
        let found = words.map(|words| self.find(words, values.len()));
        let on_shelf = self.order.iter().filter(move |slot| found.as_ref().is_none_or(|found| found.contains(**slot)));
        on_shelf.filter_map(|slot| {
            let albums = values.postings(*slot)?.count_in(live) as u64;
            Some((*values.key(*slot)?, *slot, albums)).filter(|_| albums > 0)
        })
    }

    fn find(&self, words: &[Word], most: usize) -> Bits {
        let mut found: Option<Bits> = None;
        for word in words {
            let mut set = Bits::empty(most);
            for word in std::iter::once(word).chain(&word.also) {
                if word.beginning {
                    self.words.add_beginning(&word.text, &mut set);
                } else {
                    self.words.add_whole(&word.text, &mut set);
                }
            }
            match &mut found {
                Some(found) => found.and(&set),
                none => *none = Some(set),
            }
        }
        found.unwrap_or_default()
    }
}
