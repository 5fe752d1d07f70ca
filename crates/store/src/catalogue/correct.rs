//! Taking a mistyped word for the one that was meant.

use super::bits::Bits;
use super::budget;
use super::entry::part;
use super::index::Index;
use super::terms::{NUMBERS, parts};
use super::typo::{LEAST_LETTERS, begins_near, is_near};
use sillon_core::query::search::{Asked, Correction, Search};
use sillon_core::query::words::Word;
use std::collections::HashMap;

/// Words that are looked at between two looks at the budget.
const STEP: usize = 4_096;

impl Index {
    /// Where nothing is found, takes a word for one that is a slip away: one that nobody has, else one that none of the
    /// other words' albums have.
    pub(super) fn correct(&self, search: &Search, sets: &mut [Option<Bits>]) -> Vec<Correction> {
        const MOST: usize = 3;
        let mut corrections = Vec::new();
        let unknown: Vec<(usize, usize)> = self.unknown_words(search).into_iter().take(MOST).collect();
        for (term, word) in &unknown {
            // Other unknown words are not to keep this one from being found.
            let known: Vec<Option<Bits>> = sets.iter().map(|set| set.clone().filter(|set| !set.is_empty())).collect();
            let base = self.met_by_others(&known, *term);
            corrections.extend(self.replace(search, (*term, *word), &base, sets, &corrections));
        }
        let mut met = self.met_by_others(sets, usize::MAX);
        if unknown.is_empty() && met.is_empty() {
            for (term, asked) in search.terms.iter().enumerate() {
                let Asked::Words { words, .. } = &asked.asked else { continue };
                let base = self.met_by_others(sets, term);
                if budget::is_over() {
                    break;
                }
                if base.is_empty() || sets[term].is_none() {
                    continue;
                }
                let found =
                    (0..words.len()).find_map(|word| self.replace(search, (term, word), &base, sets, &corrections));
                if let Some(found) = found {
                    corrections.push(found);
                    met = self.met_by_others(sets, usize::MAX);
                    if !met.is_empty() {
                        break;
                    }
                }
            }
        }
        corrections
    }

    /// Words that may be mistyped and that no album has: by term and place.
    fn unknown_words(&self, search: &Search) -> Vec<(usize, usize)> {
        let mut unknown = Vec::new();
        for (number, term) in search.terms.iter().enumerate() {
            let Asked::Words { part, words, compact, phrase, .. } = &term.asked else { continue };
            if budget::is_over() {
                break;
            }
            if *phrase || term.exclude {
                continue;
            }
            let by_number = compact.as_ref().map(|compact| self.with_word(&NUMBERS, compact));
            if by_number.is_some_and(|set| !set.is_empty()) {
                continue;
            }
            let nobody_has = |word: &Word| {
                let mut set = self.with_word(parts(*part), word);
                set.and(&self.live);
                set.is_empty()
            };
            let words = words.iter().enumerate().filter(|(_, word)| nobody_has(word));
            unknown.extend(words.map(|(place, _)| (number, place)));
        }
        unknown
    }

    /// What all terms but one have.
    pub(super) fn met_by_others(&self, sets: &[Option<Bits>], term: usize) -> Bits {
        let mut base = self.live.clone();
        let others = sets.iter().enumerate().filter(|(other, _)| *other != term);
        others.filter_map(|(_, set)| set.as_ref()).for_each(|set| base.and(set));
        base
    }

    /// Puts another word into the place of one, where that finds something among `base`.
    fn replace(
        &self,
        search: &Search,
        (term, place): (usize, usize),
        base: &Bits,
        sets: &mut [Option<Bits>],
        earlier: &[Correction],
    ) -> Option<Correction> {
        let Asked::Words { part, words, phrase: false, .. } = &search.terms.get(term)?.asked else { return None };
        let mut words = words.clone();
        for correction in earlier.iter().filter(|correction| correction.term == term) {
            words.get_mut(correction.word)?.text.clone_from(&correction.taken);
        }
        let mut base = base.clone();
        for (_, word) in words.iter().enumerate().filter(|(other, _)| *other != place) {
            let set = self.with_word(parts(*part), word);
            // Another unknown word of the same term is not to keep this one from being found.
            if !set.is_empty() {
                base.and(&set);
            }
        }
        let taken = self.nearest(parts(*part), words.get(place)?, &base)?;
        *words.get_mut(place)? = Word::new(taken.clone(), false);
        sets[term] = Some(self.with_all(parts(*part), &words));
        Some(Correction { term, word: place, taken })
    }

    /// The word a slip away that most albums of a set have; such with the same first letter are preferred, and whole words
    /// to such that only begin so.
    fn nearest(&self, parts: &[char], word: &Word, base: &Bits) -> Option<String> {
        let typed: Vec<char> = word.text.chars().collect();
        if typed.len() < LEAST_LETTERS || word.is_sign() || typed.iter().all(char::is_ascii_digit) {
            return None;
        }
        let first: String = typed.iter().take(1).collect();
        let near = self.near(parts, &first, &typed, word.beginning, base);
        near.or_else(|| self.near(parts, "", &typed, word.beginning, base))
    }

    fn near(&self, parts: &[char], first: &str, typed: &[char], beginning: bool, base: &Bits) -> Option<String> {
        let mut found: HashMap<&str, (bool, usize)> = HashMap::new();
        let mut letters = Vec::new();
        for part in parts.iter().filter(|part| part::SPELT.contains(part)) {
            for (place, (word, postings)) in self.words.beginning(&format!("{part}{first}")).enumerate() {
                if place % STEP == 0 && budget::is_over() {
                    return None;
                }
                let word = &word[part.len_utf8()..];
                // A slip is at most one letter of four bytes more.
                if word.len() + 4 < typed.len() || (!beginning && word.len() > 4 * (typed.len() + 1)) {
                    continue;
                }
                letters.clear();
                letters.extend(word.chars());
                let whole = is_near(typed, &letters);
                let begins = beginning && begins_near(typed, &letters);
                if !(whole || begins) {
                    continue;
                }
                let albums = postings.count_in(base);
                if albums > 0 {
                    found.entry(word).or_insert((whole, 0)).1 += albums;
                }
            }
        }
        let best = found.into_iter().max_by_key(|(word, rank)| (*rank, std::cmp::Reverse(*word)));
        best.map(|(word, _)| word.to_owned())
    }
}
