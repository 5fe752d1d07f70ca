//! Words in their order, each with the albums that have it.

use super::bits::Bits;
use super::postings::Postings;
use super::texts::{Texts, merge};

/// Words with their postings. A word's first letter says which part of an album it stands in.
#[derive(Clone, Debug, Default)]
pub(crate) struct Words {
    texts: Texts,
    postings: Vec<Postings>,
    /// Numbers of the words, in the words' order.
    sorted: Vec<u32>,
}

impl Words {
    /// Adds words with the ordinals that have them; no ordinal is below one that was added before.
    pub(crate) fn add(&mut self, mut found: Vec<(String, u32)>) {
        found.sort_unstable();
        let mut new = Vec::new();
        let mut last: Option<(String, u32)> = None;
        for (word, ordinal) in found {
            let number = match &last {
                Some((text, number)) if *text == word => *number,
                _ => match self.find(&word) {
                    Ok(place) => self.sorted[place],
                    Err(_) => {
                        let number = self.texts.push(&word);
                        self.postings.push(Postings::One(ordinal));
                        new.push(number);
                        number
                    }
                },
            };
            if let Some(postings) = self.postings.get_mut(number as usize) {
                postings.push(ordinal);
            }
            last = Some((word, number));
        }
        let texts = &self.texts;
        merge(&mut self.sorted, &new, |one, other| texts.get(one).cmp(texts.get(other)));
    }

    fn find(&self, word: &str) -> Result<usize, usize> {
        self.sorted.binary_search_by(|number| self.texts.get(*number).cmp(word))
    }

    /// Adds the albums that have this word to a set.
    pub(crate) fn add_whole(&self, word: &str, set: &mut Bits) {
        if let Some(postings) = self.find(word).ok().and_then(|place| self.postings.get(self.sorted[place] as usize)) {
            postings.add_to(set);
        }
    }

    /// Adds the albums that have a word with this beginning to a set.
    pub(crate) fn add_beginning(&self, beginning: &str, set: &mut Bits) {
        let postings = self.numbers(beginning).iter().filter_map(|number| self.postings.get(*number as usize));
        postings.for_each(|postings| postings.add_to(set));
    }

    /// The words with this beginning, in their order.
    pub(crate) fn beginning(&self, beginning: &str) -> impl Iterator<Item = (&str, &Postings)> {
        let words = self.numbers(beginning).iter();
        words.filter_map(|number| Some((self.texts.get(*number), self.postings.get(*number as usize)?)))
    }

    fn numbers(&self, beginning: &str) -> &[u32] {
        let first = self.sorted.partition_point(|number| self.texts.get(*number) < beginning);
        let from = &self.sorted[first..];
        &from[..from.partition_point(|number| self.texts.get(*number).starts_with(beginning))]
    }

    /// The same words under new ordinals; those that no album has any more are gone.
    pub(crate) fn renumbered(&self, new: &[Option<u32>]) -> Self {
        let mut words = Self::default();
        for number in &self.sorted {
            let postings = self.postings.get(*number as usize).and_then(|postings| postings.renumbered(new));
            if let Some(postings) = postings {
                words.sorted.push(words.texts.push(self.texts.get(*number)));
                words.postings.push(postings);
            }
        }
        words
    }
}
