//! What each album is sorted and counted by, a column each, and the orders that follow from them.

use super::entry::Entry;
use super::texts::{Texts, merge};
use sillon_core::query::{Order, Sort};
use std::cmp::Ordering;
use std::collections::HashMap;

/// Albums by their ordinals.
#[derive(Clone, Debug, Default)]
pub(crate) struct Columns {
    pub(crate) ids: Vec<i64>,
    pub(crate) fingerprints: Vec<u64>,
    pub(crate) added_at: Vec<i64>,
    pub(crate) copies: Vec<u32>,
    /// Slots of the master releases; [`NO_MASTER`] of none.
    pub(crate) masters: Vec<u32>,
    pub(crate) years: Vec<i16>,
    pub(crate) original_years: Vec<i16>,
    pub(crate) ratings: Vec<u8>,
    pub(crate) missing: Vec<u8>,
    /// The titles' words, spaced; where the key is no part of it, with the key after it.
    titles: Texts,
    /// Where in the title its key stands.
    title_keys: Vec<(u16, u16)>,
    catno_keys: Texts,
    artist_keys: Vec<u32>,
    label_keys: Vec<u32>,
    names: Names,
}

pub(crate) const NO_MASTER: u32 = u32::MAX;
/// Between a title and a key that is no part of it.
const BEYOND: char = '\n';

/// Keys of artists and labels, each once.
#[derive(Clone, Debug, Default)]
struct Names {
    numbers: HashMap<Box<str>, u32>,
    texts: Texts,
}

impl Names {
    fn number(&mut self, name: &str) -> u32 {
        if let Some(number) = self.numbers.get(name) {
            return *number;
        }
        let number = self.texts.push(name);
        self.numbers.insert(name.into(), number);
        number
    }
}

impl Columns {
    pub(crate) fn len(&self) -> usize {
        self.ids.len()
    }

    /// Adds an album, with the next ordinal.
    pub(crate) fn push(&mut self, entry: &Entry, master: u32, missing: u8, fingerprint: u64) {
        self.ids.push(entry.release_id);
        self.fingerprints.push(fingerprint);
        self.added_at.push(entry.added_at);
        self.copies.push(entry.copies);
        self.masters.push(master);
        self.years.push(entry.year);
        self.original_years.push(entry.original_year);
        self.ratings.push(entry.rating);
        self.missing.push(missing);
        let mut title = entry.title.clone();
        let start = title.find(&entry.title_key).unwrap_or_else(|| {
            title.push(BEYOND);
            title.push_str(&entry.title_key);
            title.len() - entry.title_key.len()
        });
        let place = |place: usize| u16::try_from(place).unwrap_or(u16::MAX);
        self.title_keys.push((place(start), place(start + entry.title_key.len())));
        self.titles.push(&title);
        self.catno_keys.push(&entry.catno_key);
        let (artist, label) = (self.names.number(&entry.artist_key), self.names.number(&entry.label_key));
        self.artist_keys.push(artist);
        self.label_keys.push(label);
    }

    /// The words of the title, with a space before and after each.
    pub(crate) fn title(&self, ordinal: u32) -> &str {
        let title = self.titles.get(ordinal);
        title.split_once(BEYOND).map_or(title, |(title, _)| title)
    }

    fn title_key(&self, ordinal: u32) -> &str {
        let (start, end) = self.title_keys.get(ordinal as usize).copied().unwrap_or_default();
        self.titles.get(ordinal).get(start.into()..end.into()).unwrap_or_default()
    }

    fn artist_key(&self, ordinal: u32) -> &str {
        self.names.texts.get(self.artist_keys[ordinal as usize])
    }

    fn label_key(&self, ordinal: u32) -> &str {
        self.names.texts.get(self.label_keys[ordinal as usize])
    }

    /// The ascending order; what is unknown stands first. The key ends it, so that no two albums tie. Equal years and
    /// ratings stand by the date added.
    fn compare(&self, sort: Sort, one: u32, other: u32) -> Ordering {
        let (a, b) = (one as usize, other as usize);
        let dates = || self.added_at[a].cmp(&self.added_at[b]);
        let first = match sort {
            Sort::Added => dates(),
            Sort::Artist => self
                .artist_key(one)
                .cmp(self.artist_key(other))
                .then_with(|| self.years[a].cmp(&self.years[b]))
                .then_with(|| self.title_key(one).cmp(self.title_key(other))),
            Sort::Title => self.title_key(one).cmp(self.title_key(other)),
            Sort::Year => self.years[a].cmp(&self.years[b]).then_with(dates),
            Sort::OriginalYear => self.original_years[a].cmp(&self.original_years[b]).then_with(dates),
            Sort::Label => self
                .label_key(one)
                .cmp(self.label_key(other))
                .then_with(|| self.catno_keys.get(one).cmp(self.catno_keys.get(other))),
            Sort::Rating => self.ratings[a].cmp(&self.ratings[b]).then_with(dates),
        };
        first.then_with(|| self.ids[a].cmp(&self.ids[b]))
    }

    /// Whether an album stands among the unknown of a sort, which come last whichever end is first. An unknown date is
    /// taken for the oldest, as it always was.
    fn is_unknown(&self, sort: Sort, ordinal: u32) -> bool {
        let ordinal = ordinal as usize;
        match sort {
            Sort::Year => self.years[ordinal] == 0,
            Sort::OriginalYear => self.original_years[ordinal] == 0,
            Sort::Rating => self.ratings[ordinal] == 0,
            Sort::Added | Sort::Artist | Sort::Title | Sort::Label => false,
        }
    }

    /// The same albums under new ordinals.
    pub(crate) fn renumbered(&self, new: &[Option<u32>]) -> Self {
        let mut columns = Self { names: self.names.clone(), ..Self::default() };
        for old in (0..self.len()).filter(|old| new.get(*old).is_some_and(Option::is_some)) {
            columns.ids.push(self.ids[old]);
            columns.fingerprints.push(self.fingerprints[old]);
            columns.added_at.push(self.added_at[old]);
            columns.copies.push(self.copies[old]);
            columns.masters.push(self.masters[old]);
            columns.years.push(self.years[old]);
            columns.original_years.push(self.original_years[old]);
            columns.ratings.push(self.ratings[old]);
            columns.missing.push(self.missing[old]);
            columns.title_keys.push(self.title_keys[old]);
            columns.artist_keys.push(self.artist_keys[old]);
            columns.label_keys.push(self.label_keys[old]);
            let number = u32::try_from(old).unwrap_or(u32::MAX);
            columns.titles.push(self.titles.get(number));
            columns.catno_keys.push(self.catno_keys.get(number));
        }
        columns
    }
}

/// For each sort all ordinals in its ascending order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Orders([Vec<u32>; Sort::ALL.len()]);

impl Orders {
    /// Puts new albums where they belong.
    pub(crate) fn add(&mut self, columns: &Columns, new: &[u32]) {
        for (sort, order) in Sort::ALL.into_iter().zip(&mut self.0) {
            let mut new = new.to_vec();
            new.sort_unstable_by(|one, other| columns.compare(sort, *one, *other));
            merge(order, &new, |one, other| columns.compare(sort, one, other));
        }
    }

    /// All albums, the asked end first and the unknown last.
    pub(crate) fn walk(&self, columns: &Columns, sort: Sort, order: Order) -> impl Iterator<Item = u32> {
        let place = Sort::ALL.iter().position(|other| *other == sort).unwrap_or_default();
        let all = &self.0[place];
        let (unknown, known) = all.split_at(all.partition_point(|ordinal| columns.is_unknown(sort, *ordinal)));
        let (forth, back) = match order {
            Order::Ascending => (Some(known.iter().chain(unknown)), None),
            Order::Descending => (None, Some(all.iter().rev())),
        };
        forth.into_iter().flatten().chain(back.into_iter().flatten()).copied()
    }

    /// Puts some albums into the order.
    pub(crate) fn sort(columns: &Columns, sort: Sort, order: Order, ordinals: &mut [u32]) {
        ordinals.sort_unstable_by(|one, other| match order {
            Order::Descending => columns.compare(sort, *other, *one),
            Order::Ascending => {
                let unknown = columns.is_unknown(sort, *one).cmp(&columns.is_unknown(sort, *other));
                unknown.then_with(|| columns.compare(sort, *one, *other))
            }
        });
    }

    /// The same orders under new ordinals.
    pub(crate) fn renumber(&mut self, new: &[Option<u32>]) {
        for order in &mut self.0 {
            *order = order.iter().filter_map(|old| new.get(*old as usize).copied().flatten()).collect();
        }
    }
}
