//! The artists of the albums, on a shelf of their own.

use super::bits::Bits;
use super::postings::Postings;
use super::shelf::Shelf;
use super::values::Values;
use sillon_core::id::ArtistId;
use sillon_core::query::words::Word;

/// Artists by their ids, in the order of their names, found by words of them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Artists {
    pub(crate) values: Values<i64>,
    shelf: Shelf,
}

impl Artists {
    /// Notes that an album credits an artist.
    pub(crate) fn add(&mut self, id: i64, name: &str, ordinal: u32) {
        let known = self.values.len();
        let slot = self.values.add(id, name, ordinal);
        if self.values.len() > known {
            self.shelf.push(slot, name);
        }
    }

    /// Puts those that were added into the order, and makes them found.
    pub(crate) fn settle(&mut self) {
        self.shelf.settle(&self.values);
    }

    /// Artists with an album in the set whose names have all of these words, in the order of their names: id and number of
    /// albums. Stand-ins such as Various are left out.
    pub(crate) fn list(&self, live: &Bits, words: Option<&[Word]>) -> Vec<(i64, u64)> {
        let listed = self.shelf.list(&self.values, live, words).map(|(id, _, albums)| (id, albums));
        listed.filter(|(id, _)| !ArtistId(*id).is_placeholder()).collect()
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
