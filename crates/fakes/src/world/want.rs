//! What the collector wants: mostly what is not there, some of it there already, or there in another pressing.

use super::album::{Album, album};
use super::{Plan, Source, TOPIC, World, ids};
use crate::dice::Dice;

/// Wanted albums have the numbers after all that a collection could reach while it is served.
pub(crate) const WANTED: usize = 1_000_000;
/// One want in so many is in the collection already…
const HELD: usize = 9;
/// …or is there in another pressing.
const PRESSINGS: usize = 7;
const NOTES: [&str; 4] = ["", "", "Only the first pressing", "Avec l'insert !"];

#[derive(Debug, Clone, Copy)]
pub(crate) struct Want {
    /// Number of the album: below [`WANTED`] one of the collection's.
    pub(crate) index: usize,
    pub(crate) added_at: i64,
    pub(crate) notes: &'static str,
}

impl World {
    pub(super) fn want_some(&mut self, count: usize) {
        for place in 0..count {
            let added_at = 1_700_000_000 - 90_061 * place as i64;
            let index = if place % HELD == 4 { place * 3 % self.plans.len().max(1) } else { self.think_of_another() };
            self.wants.push(Want { index, added_at, notes: NOTES[place % NOTES.len()] });
        }
    }

    fn think_of_another(&mut self) -> usize {
        self.thought_of += 1;
        WANTED + self.thought_of - 1
    }

    /// Puts another release on the wantlist, before all others. Gives its id.
    pub fn add_want(&mut self) -> i64 {
        let (index, added_at) = (self.think_of_another(), self.now());
        self.wants.insert(0, Want { index, added_at, notes: "" });
        self.want_ids()[0]
    }

    /// Takes a release off the wantlist. `false` where it was not on it.
    pub fn remove_want(&mut self, release_id: i64) -> bool {
        let (seed, before) = (self.seed, self.wants.len());
        self.wants.retain(|want| ids::RELEASES.id(seed, want.index) != release_id);
        self.wants.len() < before
    }

    /// Buys a release that is wanted; it stays on the wantlist. Gives the copy's instance id, `None` where it is not wanted.
    pub fn buy_wanted(&mut self, release_id: i64) -> Option<i64> {
        let index =
            self.wants.iter().map(|want| want.index).find(|at| ids::RELEASES.id(self.seed, *at) == release_id)?;
        let (index, now) = (u32::try_from(index).ok()?, self.now());
        Some(self.keep(index, now))
    }

    /// Release ids of what is wanted, newest first.
    #[must_use]
    pub fn want_ids(&self) -> Vec<i64> {
        self.wants.iter().map(|want| ids::RELEASES.id(self.seed, want.index)).collect()
    }

    /// Release ids of what is wanted though a copy of the same release is there.
    #[must_use]
    pub fn wanted_and_held(&self) -> Vec<i64> {
        let is_held = |want: &&Want| {
            let of_it = |source: &Source| matches!(source, Source::Invented(index) if *index as usize == want.index);
            self.copies.iter().any(|copy| of_it(&copy.source))
        };
        self.wants.iter().filter(is_held).map(|want| ids::RELEASES.id(self.seed, want.index)).collect()
    }

    /// An album beyond the collection. Some are another pressing of one that is in it.
    pub(super) fn wanted(&self, index: usize) -> Option<Album> {
        let mut dice = Dice::new(&[self.seed, TOPIC, index as u64]);
        let plan = Plan { artist: dice.below(self.artists) as u32, rank: 1 + 2 * dice.below(5_000) as u32 };
        let alone = (!self.plans.is_empty()).then(|| album(self.seed, self.artists, index, plan))?;
        let place = index - WANTED;
        let first = (place % PRESSINGS == 3).then(|| self.album(place * 5 % self.plans.len())).flatten();
        match first.filter(|first| first.master_id.is_some()) {
            Some(first) => Some(Album {
                index,
                release_id: alone.release_id,
                year: if alone.year > first.original_year { alone.year } else { first.year },
                labels: alone.labels,
                formats: alone.formats,
                cover: alone.cover,
                ..first
            }),
            None => Some(alone),
        }
    }
}
