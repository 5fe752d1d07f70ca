//! From a question to the albums that it finds.

use super::bits::Bits;
use super::entry::{bit, part};
use super::index::Index;
use super::typo::{LEAST_LETTERS, begins_near, is_near};
use crate::keys::name_key;
use sillon_core::credit::display_name;
use sillon_core::fold;
use sillon_core::query::search::{Asked, Correction, Part, Search, Term};
use sillon_core::query::words::{Word, asked_words};
use sillon_core::query::{Facet, Filter, Named, Value};
use std::collections::{HashMap, HashSet};

/// For terms that are phrases, the albums in whose texts the database was seen to have them.
pub(crate) type Verified = HashMap<usize, HashSet<i64>>;

/// What a question finds, still apart, so that each facet can be counted without its own filters.
#[derive(Clone, Debug)]
pub(crate) struct Selection {
    /// What the search finds, without what is excluded.
    base: Bits,
    groups: Vec<(Facet, Bits)>,
}

impl Selection {
    /// The albums that the whole question finds.
    pub(crate) fn all(&self) -> Bits {
        self.without(None)
    }

    /// The albums that it finds without the filters of one facet.
    pub(crate) fn without(&self, facet: Option<Facet>) -> Bits {
        let mut set = self.base.clone();
        self.groups.iter().filter(|(other, _)| Some(*other) != facet).for_each(|(_, group)| set.and(group));
        set
    }

    /// Whether a facet has filters.
    pub(crate) fn narrows(&self, facet: Facet) -> bool {
        self.groups.iter().any(|(other, _)| *other == facet)
    }
}

/// What a search finds.
#[derive(Clone, Debug)]
pub(crate) struct Searched {
    pub(crate) set: Bits,
    /// Words that were taken for others, because nothing was found with them.
    pub(crate) corrections: Vec<Correction>,
}

impl Index {
    /// What a search finds, narrowed down by filters.
    pub(crate) fn select(&self, searched: &Searched, filters: &[Filter]) -> Selection {
        let mut selection = Selection { base: searched.set.clone(), groups: Vec::new() };
        for Filter { value, exclude } in filters {
            let set = self.having(value);
            let facet = value.facet();
            match selection.groups.iter_mut().find(|(other, _)| *other == facet) {
                _ if *exclude => selection.base.and_not(&set),
                Some((_, group)) => group.or(&set),
                None => selection.groups.push((facet, set)),
            }
        }
        selection
    }

    /// What a search finds; all albums when nothing is asked for.
    pub(crate) fn search(&self, search: &Search, verified: &Verified) -> Searched {
        let mut sets = self.term_sets(search, verified);
        let corrections = self.correct(search, &mut sets);
        let mut set = self.live.clone();
        sets.iter().flatten().for_each(|term| set.and(term));
        if let Some(compact) = &search.compact {
            let whole = Word { text: compact.clone(), beginning: true };
            let mut numbered = self.with_word(&[part::CATNO, part::BARCODE], &whole);
            numbered.and(&self.live);
            set.or(&numbered);
        }
        for term in search.terms.iter().enumerate().filter(|(_, term)| term.exclude) {
            set.and_not(&self.with_term(term, verified));
        }
        Searched { set, corrections }
    }

    /// For each term that must hold what has it; values of one facet are together in the place of the first of them.
    fn term_sets(&self, search: &Search, verified: &Verified) -> Vec<Option<Bits>> {
        let mut sets: Vec<Option<Bits>> = vec![None; search.terms.len()];
        let mut places: HashMap<Facet, usize> = HashMap::new();
        for (number, term) in search.terms.iter().enumerate().filter(|(_, term)| !term.exclude) {
            let set = self.with_term((number, term), verified);
            let is_mere_symbol = matches!(&term.asked, Asked::Words { words, .. }
                if words.iter().all(|word| word.text.starts_with("symbolx")));
            if is_mere_symbol && set.is_empty() && search.terms.len() > 1 {
                // "Miles & Davis": what stands between words is only asked for where it is a name.
                continue;
            }
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

    fn with_term(&self, (number, term): (usize, &Term), verified: &Verified) -> Bits {
        match &term.asked {
            Asked::Words { part, words, compact, phrase, .. } => {
                let parts = parts(*part);
                if *phrase && words.len() > 1 {
                    let mut set = self.with_phrase_here(parts, words);
                    let verified = verified.get(&number).into_iter().flatten();
                    verified.filter_map(|id| self.ordinal(*id)).for_each(|ordinal| set.insert(ordinal));
                    return set;
                }
                let mut set = self.with_all(parts, words);
                if let Some(compact) = compact {
                    set.or(&self.with_word(&[part::CATNO, part::BARCODE], compact));
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
    fn with_all(&self, parts: &[char], words: &[Word]) -> Bits {
        let mut words = words.iter().map(|word| self.with_word(parts, word));
        let Some(mut set) = words.next() else { return Bits::default() };
        words.for_each(|word| set.and(&word));
        set
    }

    pub(crate) fn with_word(&self, parts: &[char], word: &Word) -> Bits {
        let mut set = Bits::empty(self.columns.len());
        for part in parts {
            // Barcodes are kept without zeros before.
            let text = if *part == part::BARCODE { word.text.trim_start_matches('0') } else { &word.text };
            let key = format!("{part}{text}");
            if word.beginning {
                self.words.add_beginning(&key, &mut set);
            } else {
                self.words.add_whole(&key, &mut set);
            }
        }
        set
    }

    /// The albums that have a phrase in what is at hand here: titles, and names of artists and labels.
    fn with_phrase_here(&self, parts: &[char], words: &[Word]) -> Bits {
        let mut set = Bits::empty(self.columns.len());
        if parts.contains(&part::TITLE) {
            let candidates = self.with_all(&[part::TITLE], words);
            candidates.iter().filter(|ordinal| has_phrase(self.columns.title(*ordinal), words)).for_each(|ordinal| {
                set.insert(ordinal);
            });
        }
        for (part, values) in [(part::ARTIST, &self.artists.values), (part::LABEL, &self.labels)] {
            if parts.contains(&part) {
                let first = words.first().map_or("", |word| word.text.as_str());
                let named = values.iter().filter(|(_, name)| {
                    // Cheaper than cutting every name into words.
                    let may = !name.is_ascii() || contains_letters(name, first);
                    may && has_phrase(display_name(name), words)
                });
                named.for_each(|(id, _)| values.add_to(id, &mut set));
            }
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
        let doubtful = phrases.filter_map(|(number, part, words, term)| {
            let mut set = Bits::empty(self.columns.len());
            for part in parts(part).iter().filter(|part| AFAR.contains(part)) {
                set.or(&self.with_all(&[*part], words));
            }
            set.and(&self.live);
            set.and_not(&self.with_phrase_here(parts(part), words));
            if !term.exclude {
                let others = search.terms.iter().enumerate().filter(|(other, term)| {
                    let is_phrase = matches!(&term.asked, Asked::Words { phrase: true, .. });
                    let is_words = matches!(&term.asked, Asked::Words { .. });
                    *other != number && !term.exclude && is_words && !is_phrase
                });
                others.for_each(|other| set.and(&self.with_term(other, &Verified::new())));
            }
            let ids: Vec<i64> = set.iter().map(|ordinal| self.columns.ids[ordinal as usize]).collect();
            (!ids.is_empty()).then_some((number, ids))
        });
        doubtful.collect()
    }

    /// The albums with a value of a facet whose name has all of these words.
    fn named(&self, facet: Facet, words: &[Word]) -> Bits {
        let mut set = Bits::empty(self.columns.len());
        if facet == Facet::Folder {
            let folders = self.directory.folders.iter().filter(|(_, name)| has_words(name, words));
            folders.for_each(|(id, _)| self.folders.add_to(id, &mut set));
        } else if let Some(values) = self.values.get(&facet) {
            let values_named = values.iter().filter(|(_, name)| has_words(name, words));
            values_named.for_each(|(key, _)| values.add_to(key, &mut set));
        }
        set
    }

    /// The albums that have a value.
    pub(crate) fn having(&self, value: &Value) -> Bits {
        let mut set = Bits::empty(self.columns.len());
        let columns = &self.columns;
        let mut of = |facet: Facet, name: &str| {
            if let Some(values) = self.values.get(&facet) {
                values.add_to(&name_key(name).into(), &mut set);
            }
        };
        match value {
            Value::Support(support) => of(Facet::Support, support.name()),
            Value::Format(name) => of(Facet::Format, name),
            Value::Genre(name) => of(Facet::Genre, name),
            Value::Style(name) => of(Facet::Style, name),
            Value::Country(name) => of(Facet::Country, name),
            Value::Field(field, text) => of(Facet::Field(*field), text),
            Value::Artist(Named::Id(id)) => self.artists.values.add_to(&id.0, &mut set),
            Value::Label(Named::Id(id)) => self.labels.add_to(&id.0, &mut set),
            Value::Folder(Named::Id(id)) => self.folders.add_to(&id.0, &mut set),
            Value::Artist(Named::Name(name)) => {
                let same = self.artists.values.iter().filter(|(_, other)| is_same_name(display_name(other), name));
                same.for_each(|(id, _)| self.artists.values.add_to(id, &mut set));
            }
            Value::Label(Named::Name(name)) => {
                let same = self.labels.iter().filter(|(_, other)| is_same_name(display_name(other), name));
                same.for_each(|(id, _)| self.labels.add_to(id, &mut set));
            }
            Value::Folder(Named::Name(name)) => {
                let same = self.directory.folders.iter().filter(|(_, other)| is_same_name(other, name));
                same.for_each(|(id, _)| self.folders.add_to(id, &mut set));
            }
            Value::Decade(first) => {
                return in_column(&columns.years, |year| (*first..first + 10).contains(&i32::from(*year)) && *year > 0);
            }
            Value::Year(years) => return in_column(&columns.years, |year| years.contains((*year).into())),
            Value::OriginalYear(years) => {
                return in_column(&columns.original_years, |year| years.contains((*year).into()));
            }
            Value::Rating(stars) => return in_column(&columns.ratings, |rating| rating == stars),
            Value::Missing(missing) => return in_column(&columns.missing, |lacks| lacks & bit(*missing) != 0),
        }
        set
    }

    /// Where nothing is found, takes a word for one that is a slip away: one that nobody has, else one that none of the
    /// other words' albums have.
    fn correct(&self, search: &Search, sets: &mut [Option<Bits>]) -> Vec<Correction> {
        const MOST: usize = 3;
        let mut corrections = Vec::new();
        let unknown: Vec<(usize, usize)> = self.unknown_words(search).into_iter().take(MOST).collect();
        for (term, word) in &unknown {
            let base = self.met_by_others(sets, *term);
            corrections.extend(self.replace(search, (*term, *word), &base, sets, &corrections));
        }
        let mut met = self.met_by_others(sets, usize::MAX);
        if unknown.is_empty() && met.is_empty() && search.compact.is_none() {
            for (term, asked) in search.terms.iter().enumerate() {
                let Asked::Words { words, .. } = &asked.asked else { continue };
                let base = self.met_by_others(sets, term);
                if base.is_empty() || sets[term].is_none() {
                    continue;
                }
                let found = (0..words.len())
                    .find_map(|word| self.replace(search, (term, word), &base, sets, &corrections));
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
            if *phrase || term.exclude {
                continue;
            }
            let by_number = compact.as_ref().map(|compact| self.with_word(&[part::CATNO, part::BARCODE], compact));
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
    fn met_by_others(&self, sets: &[Option<Bits>], term: usize) -> Bits {
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
        *words.get_mut(place)? = Word { text: taken.clone(), beginning: false };
        sets[term] = Some(self.with_all(parts(*part), &words));
        Some(Correction { term, word: place, taken })
    }

    /// The word a slip away that most albums of a set have; such with the same first letter are preferred, and whole words
    /// to such that only begin so.
    fn nearest(&self, parts: &[char], word: &Word, base: &Bits) -> Option<String> {
        let typed: Vec<char> = word.text.chars().collect();
        if typed.len() < LEAST_LETTERS || word.text.starts_with("symbolx") || typed.iter().all(char::is_ascii_digit) {
            return None;
        }
        let first: String = typed.iter().take(1).collect();
        let near = self.near(parts, &first, &typed, word.beginning, base);
        near.or_else(|| self.near(parts, "", &typed, word.beginning, base))
    }

    fn near(&self, parts: &[char], first: &str, typed: &[char], beginning: bool, base: &Bits) -> Option<String> {
        let mut found: HashMap<&str, (bool, usize)> = HashMap::new();
        let mut letters = Vec::new();
        // Numbers are not spelt.
        for part in parts.iter().filter(|part| ![part::CATNO, part::BARCODE].contains(part)) {
            for (word, postings) in self.words.beginning(&format!("{part}{first}")) {
                let word = &word[part.len_utf8()..];
                // A slip is at most one letter of four bytes more.
                if word.len() + 4 < typed.len() || (!beginning && word.len() > 4 * (typed.len() + 1)) {
                    continue;
                }
                letters.clear();
                letters.extend(word.chars());
                let whole = is_near(typed, &letters);
                if !whole && !(beginning && begins_near(typed, &letters)) {
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

/// The letters of the parts that a term looks in.
pub(crate) fn parts(part: Option<Part>) -> &'static [char] {
    match part {
        None => &part::ALL,
        Some(Part::Artist) => &[part::ARTIST, part::VARIATION],
        Some(Part::Title) => &[part::TITLE],
        Some(Part::Label) => &[part::LABEL],
        Some(Part::Catno) => &[part::CATNO],
        Some(Part::Track) => &[part::TRACK],
        Some(Part::Note) => &[part::NOTE],
        Some(Part::Barcode) => &[part::BARCODE],
    }
}

fn in_column<T>(column: &[T], is_in: impl Fn(&T) -> bool) -> Bits {
    let mut set = Bits::empty(column.len());
    column.iter().zip(0..).filter(|(value, _)| is_in(value)).for_each(|(_, ordinal)| set.insert(ordinal));
    set
}

fn is_same_name(one: &str, other: &str) -> bool {
    name_key(one) == name_key(other)
}

fn contains_letters(text: &str, letters: &str) -> bool {
    letters.is_empty()
        || text.as_bytes().windows(letters.len()).any(|window| window.eq_ignore_ascii_case(letters.as_bytes()))
        // Dots and apostrophes inside a word join it.
        || text.contains(['.', '\'', '`'])
}

/// Whether a name has all of these words.
fn has_words(name: &str, words: &[Word]) -> bool {
    let held = sillon_core::query::words::index_words(name);
    words.iter().all(|word| held.iter().any(|held| is_meant(held, word)))
}

/// Whether these words follow one another in a text.
pub(crate) fn has_phrase(text: &str, words: &[Word]) -> bool {
    let held = asked_words(&fold::fold(text), false);
    held.windows(words.len()).any(|window| window.iter().zip(words).all(|(held, word)| is_meant(&held.text, word)))
}

fn is_meant(held: &str, word: &Word) -> bool {
    if word.beginning { held.starts_with(&word.text) } else { held == word.text }
}
