//! Counting releases by their words, from their documents.

use crate::error::Result;
use crate::keys::name_key;
use serde::Deserialize;
use sillon_core::format::{Format, supports};
use std::collections::HashMap;

/// How many releases have each word.
#[derive(Default)]
pub(super) struct Tally {
    pub(super) genres: Words,
    pub(super) styles: Words,
    pub(super) supports: Words,
    pub(super) labels: Labels,
}

impl Tally {
    /// Counts one release, whose lists come as the JSON that is stored.
    pub(super) fn add(&mut self, labels: &str, formats: &str, genres: &str, styles: &str) -> Result<()> {
        self.labels.add(serde_json::from_str(labels)?);
        let formats: Vec<Format> = serde_json::from_str(formats)?;
        self.supports.add(supports(&formats).into_iter().map(|support| support.name().to_owned()).collect());
        self.genres.add(serde_json::from_str(genres)?);
        self.styles.add(serde_json::from_str(styles)?);
        Ok(())
    }
}

/// Words that count as one whatever their case.
#[derive(Default)]
pub(super) struct Words {
    /// Where each spelling counts; folding one once is enough.
    spellings: HashMap<String, usize>,
    counts: Vec<Word>,
}

struct Word {
    key: String,
    name: String,
    releases: u64,
}

impl Words {
    fn add(&mut self, names: Vec<String>) {
        let mut slots: Vec<usize> =
            names.into_iter().filter(|name| !name.is_empty()).map(|name| self.slot(name)).collect();
        slots.sort_unstable();
        slots.dedup();
        for slot in slots {
            self.counts[slot].releases += 1;
        }
    }

    fn slot(&mut self, name: String) -> usize {
        if let Some(slot) = self.spellings.get(&name) {
            return *slot;
        }
        let key = name_key(&name);
        let slot = self.counts.iter().position(|word| word.key == key).unwrap_or_else(|| {
            self.counts.push(Word { key, name: name.clone(), releases: 0 });
            self.counts.len() - 1
        });
        let word = &mut self.counts[slot];
        if word.name < name {
            word.name.clone_from(&name);
        }
        self.spellings.insert(name, slot);
        slot
    }

    /// Most first.
    pub(super) fn ranked(mut self, most: usize) -> Vec<(String, u64)> {
        self.counts.sort_by(|one, other| other.releases.cmp(&one.releases).then_with(|| one.key.cmp(&other.key)));
        self.counts.into_iter().take(most).map(|word| (word.name, word.releases)).collect()
    }
}

/// What counts of a [`sillon_core::label::LabelLine`].
#[derive(Deserialize, PartialEq, Eq, PartialOrd, Ord)]
struct Line {
    label_id: i64,
}

/// Labels count by their keys: two may share a name.
#[derive(Default)]
pub(super) struct Labels {
    counts: HashMap<i64, u64>,
}

impl Labels {
    fn add(&mut self, mut lines: Vec<Line>) {
        lines.sort_unstable();
        lines.dedup();
        for line in lines {
            *self.counts.entry(line.label_id).or_default() += 1;
        }
    }

    /// How many there are.
    pub(super) fn len(&self) -> u64 {
        self.counts.len() as u64
    }

    /// Most first.
    pub(super) fn ranked(self, most: usize) -> Vec<(i64, u64)> {
        let mut counts: Vec<(i64, u64)> = self.counts.into_iter().collect();
        counts.sort_by_key(|(id, releases)| (std::cmp::Reverse(*releases), *id));
        counts.truncate(most);
        counts
    }
}
