//! From what somebody typed to the albums that it finds.

use super::bits::Bits;
use super::budget;
use super::entry::{part, spaced};
use super::index::Index;
use sillon_core::credit::display_name;
use sillon_core::query::search::{Asked, Correction, Part, Search, Term};
use sillon_core::query::words::Word;
use sillon_core::query::{Facet, Value};
use std::collections::{HashMap, HashSet};

/// What is known by its number.
pub(crate) const NUMBERS: [char; 2] = [part::NUMBER, part::BARCODE];

/// For terms that are phrases, the albums in whose texts the database was seen to have them.
pub(crate) type Verified = HashMap<usize, HashSet<i64>>;

/// What a search finds.
#[derive(Clone, Debug)]
pub(crate) struct Searched {
    pub(crate) set: Bits,
    /// Words that were taken for others, because nothing was found with them.
    pub(crate) corrections: Vec<Correction>,
}

impl Index {
    /// What a search finds; all albums when nothing is asked for.
    pub(crate) fn search(&self, search: &Search, verified: &Verified) -> Searched {
        let mut sets = self.term_sets(search, verified);
        self.let_signs_go(search, &mut sets);
        let whole = search.compact.clone().map(|text| Word::new(text, true));
        let mut numbered = whole.map_or_else(Bits::default, |whole| self.with_word(&NUMBERS, &whole));
        numbered.and(&self.live);
        let corrections = if numbered.is_empty() { self.correct(search, &mut sets) } else { Vec::new() };
        let mut set = self.live.clone();
        sets.iter().flatten().for_each(|term| set.and(term));
        set.or(&numbered);
        let excluded = search.terms.iter().enumerate().filter(|(_, term)| term.exclude);
        for term in excluded.take_while(|_| !budget::is_over()) {
            set.and_not(&self.with_term(term, verified));
        }
        Searched { set, corrections }
    }

    /// For each term that must hold what has it; values of one facet are together in the place of the first of them.
    fn term_sets(&self, search: &Search, verified: &Verified) -> Vec<Option<Bits>> {
        let mut sets: Vec<Option<Bits>> = vec![None; search.terms.len()];
        let mut places: HashMap<Facet, usize> = HashMap::new();
        for (number, term) in search.terms.iter().enumerate().filter(|(_, term)| !term.exclude) {
            if budget::is_over() {
                break;
            }
            let set = self.with_term((number, term), verified);
            let facet = match &term.asked {
                Asked::Named { facet, .. } => Some(*facet),
                Asked::Values { values, .. } => values.first().map(Value::facet),
                Asked::Words { .. } => None,
            };
            let place = facet.map_or(number, |facet| *places.entry(facet).or_insert(number));
            match &mut sets[place] {
                Some(held) => held.or(&set),
                none => *none = Some(set),
            }
        }
        sets
    }

    /// What is between words, as in "Miles & Davis", is asked for only where it is a name that something has beside them.
    fn let_signs_go(&self, search: &Search, sets: &mut [Option<Bits>]) {
        let is_sign = |term: &usize| search.is_mere_sign(*term);
        let asks_for_more = (0..sets.len()).any(|term| sets[term].is_some() && !is_sign(&term));
        if asks_for_more
            && (0..sets.len()).any(|term| is_sign(&term))
            && self.met_by_others(sets, usize::MAX).is_empty()
        {
            (0..sets.len()).filter(is_sign).for_each(|term| sets[term] = None);
        }
    }

    fn with_term(&self, (number, term): (usize, &Term), verified: &Verified) -> Bits {
        match &term.asked {
            Asked::Words { part, words, compact, phrase, .. } => {
                let parts = parts(*part);
                if *phrase && words.len() > 1 {
                    let mut set = self.with_phrase_here(parts, words);
                    if let Some(whole) = written_as_one(words) {
                        set.or(&self.with_word(parts, whole));
                    }
                    let verified = verified.get(&number).into_iter().flatten();
                    verified.filter_map(|id| self.ordinal(*id)).for_each(|ordinal| set.insert(ordinal));
                    return set;
                }
                let mut set = self.with_all(parts, words);
                if let Some(compact) = compact {
                    set.or(&self.with_word(&NUMBERS, compact));
                }
                set
            }
            Asked::Named { facet, words, .. } => self.named(*facet, words),
            Asked::Values { values, .. } => {
                let mut set = Bits::empty(self.columns.len());
                values.iter().for_each(|value| set.or(&self.having(value)));
                set
            }
        }
    }

    /// The albums with all of these words, each in any of these parts.
    pub(crate) fn with_all(&self, parts: &[char], words: &[Word]) -> Bits {
        let mut words = words.iter().map(|word| self.with_word(parts, word));
        let Some(mut set) = words.next() else { return Bits::default() };
        words.for_each(|word| set.and(&word));
        set
    }

    pub(crate) fn with_word(&self, parts: &[char], word: &Word) -> Bits {
        let mut set = Bits::empty(self.columns.len());
        self.add_word(parts, word, &mut set);
        for other in &word.also {
            for part in parts.iter().filter(|part| part::SPELT.contains(part)) {
                self.add_word(&[*part], other, &mut set);
            }
        }
        set
    }

    fn add_word(&self, parts: &[char], word: &Word, set: &mut Bits) {
        for part in parts {
            // Barcodes are kept without zeros before.
            let text = if *part == part::BARCODE { word.text.trim_start_matches('0') } else { &word.text };
            let key = format!("{part}{text}");
            if word.beginning {
                self.words.add_beginning(&key, set);
            } else {
                self.words.add_whole(&key, set);
            }
        }
    }

    /// The albums that have a phrase in what is at hand here: titles, and names of artists and labels.
    fn with_phrase_here(&self, parts: &[char], words: &[Word]) -> Bits {
        let mut set = Bits::empty(self.columns.len());
        if parts.contains(&part::TITLE) {
            let candidates = self.with_all(&[part::TITLE], words);
            let phrase = phrase(words);
            candidates.iter().filter(|ordinal| self.columns.title(*ordinal).contains(&phrase)).for_each(|ordinal| {
                set.insert(ordinal);
            });
        }
        for (part, values) in [(part::ARTIST, &self.artists.values), (part::LABEL, &self.labels)] {
            if !parts.contains(&part) {
                continue;
            }
            let candidates = self.with_all(&[part], words);
            if candidates.is_empty() {
                continue;
            }
            // Few names are cut into words: those of albums that have all the words in this part.
            let named = values.among(&candidates).filter(|(_, name)| has_phrase(display_name(name), words));
            let mut with_name = Bits::empty(self.columns.len());
            named.for_each(|(id, _)| values.add_to(id, &mut with_name));
            with_name.and(&candidates);
            set.or(&with_name);
        }
        set
    }

    /// Phrases whose words some albums have in texts that are not at hand here, with those albums; other terms are taken
    /// into account, so that few are left to be looked at.
    pub(crate) fn doubtful(&self, search: &Search) -> Vec<(usize, Vec<i64>)> {
        const AFAR: [char; 4] = [part::VARIATION, part::CATNO, part::TRACK, part::NOTE];
        let phrases = search.terms.iter().enumerate().filter_map(|(number, term)| match &term.asked {
            Asked::Words { part, words, phrase: true, .. } if words.len() > 1 => Some((number, *part, words, term)),
            _ => None,
        });
        // The same for every phrase.
        let mut others: Option<Bits> = None;
        let doubtful = phrases.take_while(|_| !budget::is_over()).filter_map(|(number, part, words, term)| {
            let mut set = Bits::empty(self.columns.len());
            for part in parts(part).iter().filter(|part| AFAR.contains(part)) {
                set.or(&self.with_all(&[*part], words));
            }
            set.and(&self.live);
            if set.is_empty() {
                return None;
            }
            set.and_not(&self.with_phrase_here(parts(part), words));
            if !term.exclude {
                set.and(others.get_or_insert_with(|| self.having_words(search)));
            }
            let ids: Vec<i64> = set.iter().map(|ordinal| self.columns.ids[ordinal as usize]).collect();
            (!ids.is_empty()).then_some((number, ids))
        });
        doubtful.collect()
    }
}

impl Index {
    /// What has the words of a search that stand in no phrase.
    fn having_words(&self, search: &Search) -> Bits {
        let is_word = |term: &&Term| !term.exclude && matches!(&term.asked, Asked::Words { phrase: false, .. });
        let mut set = self.live.clone();
        for term in search.terms.iter().filter(is_word).take_while(|_| !budget::is_over()) {
            set.and(&self.with_term((usize::MAX, term), &Verified::new()));
        }
        set
    }
}

/// The letters of the parts that a term looks in.
pub(crate) fn parts(part: Option<Part>) -> &'static [char] {
    match part {
        None => &part::ALL,
        Some(Part::Artist) => &[part::ARTIST, part::VARIATION],
        Some(Part::Title) => &[part::TITLE],
        Some(Part::Label) => &[part::LABEL],
        Some(Part::Catno) => &[part::CATNO, part::NUMBER],
        Some(Part::Track) => &[part::TRACK],
        Some(Part::Note) => &[part::NOTE],
        Some(Part::Barcode) => &[part::BARCODE],
    }
}

/// Words as they follow one another in a spaced text.
fn phrase(words: &[Word]) -> String {
    let mut phrase = String::new();
    for word in words {
        phrase.push(' ');
        phrase.push_str(&word.text);
    }
    if words.last().is_some_and(|last| !last.beginning) {
        phrase.push(' ');
    }
    phrase
}

/// Whether these words follow one another in a text.
pub(crate) fn has_phrase(text: &str, words: &[Word]) -> bool {
    spaced(text).contains(&phrase(words))
}

/// All words of a phrase as one, where they may be written so: `"r e m"`.
fn written_as_one(words: &[Word]) -> Option<&Word> {
    let whole: String = words.iter().map(|word| word.text.as_str()).collect();
    words.first()?.also.iter().find(|other| other.text == whole)
}
