//! What may answer a question in a shop. The answer itself is `core::shop`'s: here albums are only told apart from those that
//! cannot be meant, so that few are read.

use super::bits::Bits;
use super::budget;
use super::entry::{part, spaced};
use super::index::Index;
use super::terms::NUMBERS;
use sillon_core::id::{MasterId, ReleaseId};
use sillon_core::query::words::{Word, asked_words};
use sillon_core::query::{Facet, Order, Sort};
use sillon_core::shop::{AskedWord, Question, Scope};

const OF_WORK: [char; 3] = [part::ARTIST, part::VARIATION, part::TITLE];
const OF_EDITION: [char; 3] = [part::LABEL, part::CATNO, part::NUMBER];
/// With more words nobody looks for what is near.
const MOST_WORDS: usize = 12;

impl Index {
    /// The albums that may answer a question, `most` of them, those that answer it whole first; and how much there is beyond.
    pub(crate) fn may_answer(&self, question: &Question, most: usize) -> (Vec<ReleaseId>, Scope) {
        let numbered = self.numbered(question);
        let words: Vec<Bits> = match question.numbers() {
            (_, Some(_)) => Vec::new(),
            _ => {
                let words = question.words().iter().take_while(|_| !budget::is_over());
                words.map(|word| self.with_word_of_shop(word)).collect()
            }
        };
        let beginnings = intersections(&words);
        let with_all = beginnings.last().filter(|_| !words.is_empty()).cloned().unwrap_or_default();
        let mut answering = numbered.clone();
        answering.or(&with_all);
        let answering = answering.len();
        let mut sets = vec![numbered];
        if answering > most {
            sets.extend(self.titled(&with_all, question));
        }
        sets.push(with_all);
        if words.len() <= MOST_WORDS {
            sets.extend(all_but_one(&words, &beginnings));
            // A title with another pressing's number behind it: the more of it is a title the better.
            sets.extend(beginnings.into_iter().skip(1).rev());
        }
        let with_barcode = match question.numbers() {
            (_, Some(_)) => self.with_word(&[part::BARCODE], &beginning("")).count_in(&self.live),
            _ => 0,
        };
        let answering = if answering > most { answering } else { 0 };
        (self.first_of(&sets, most), Scope { albums: self.len(), with_barcode, answering })
    }

    /// The albums of some works, in the order of their keys.
    pub(crate) fn of_works(&self, works: &[MasterId]) -> Vec<ReleaseId> {
        let slots = works.iter().filter_map(|work| self.masters.slot(&work.0));
        let ordinals = slots.filter_map(|slot| self.masters.postings(slot)).flat_map(|postings| postings.ordinals());
        let live = ordinals.filter(|ordinal| self.live.contains(*ordinal));
        let mut ids: Vec<ReleaseId> = live.map(|ordinal| ReleaseId(self.columns.ids[ordinal as usize])).collect();
        ids.sort_unstable();
        ids
    }

    fn numbered(&self, question: &Question) -> Bits {
        let (catno, barcode) = question.numbers();
        let mut set = Bits::empty(self.columns.len());
        for (part, number) in [(part::NUMBER, catno), (part::BARCODE, barcode)] {
            if let Some(number) = number {
                set.or(&self.with_word(&[part], &beginning(number)));
            }
        }
        set.and(&self.live);
        set
    }

    /// A word may stand in the work or in what tells its editions apart.
    fn with_word_of_shop(&self, word: &AskedWord) -> Bits {
        let also = || word.also.iter().map(|other| Word::new(other, true));
        let word = word.text.as_str();
        let mut asked = asked_words(word, true);
        if let [only] = asked.as_mut_slice() {
            only.also.extend(also());
        }
        let mut set = self.with_all(&OF_WORK, &asked);
        set.or(&self.with_all(&OF_EDITION, &asked));
        set.or(&self.with_word(&NUMBERS[..1], &beginning(word)));
        set.or(&self.named(Facet::Format, &asked));
        if word.bytes().all(|letter| letter.is_ascii_digit()) && word.len() <= 4 {
            let years = self.columns.years.iter().zip(0..).filter(|(year, _)| **year > 0);
            years.filter(|(year, _)| year.to_string().starts_with(word)).for_each(|(_, ordinal)| set.insert(ordinal));
        }
        set.and(&self.live);
        set
    }

    /// Of a set those whose title is what was asked, and those whose title begins so.
    fn titled(&self, set: &Bits, question: &Question) -> [Bits; 2] {
        let words: Vec<&str> = question.words().iter().map(|word| word.text.as_str()).collect();
        let asked = spaced(&words.join(" "));
        let mut titled = [(); 2].map(|()| Bits::empty(self.columns.len()));
        for ordinal in set.iter() {
            let title = self.columns.title(ordinal);
            if title.starts_with(asked.trim_end()) {
                titled[usize::from(title != asked)].insert(ordinal);
            }
        }
        titled
    }

    /// The first albums of some sets, one set after the other, each by artist.
    fn first_of(&self, sets: &[Bits], most: usize) -> Vec<ReleaseId> {
        let mut taken = Bits::empty(self.columns.len());
        let mut first = Vec::new();
        for set in sets {
            let mut rest = set.clone();
            rest.and_not(&taken);
            let mut left = rest.len().min(most.saturating_sub(first.len()));
            for ordinal in self.orders.walk(&self.columns, Sort::Artist, Order::Ascending) {
                if left == 0 {
                    break;
                }
                if rest.contains(ordinal) {
                    taken.insert(ordinal);
                    first.push(ReleaseId(self.columns.ids[ordinal as usize]));
                    left -= 1;
                }
            }
        }
        first
    }
}

fn beginning(text: &str) -> Word {
    Word::new(text, true)
}

/// The albums with the first word, with the first two, …, with all; and none before them, with no word at all.
fn intersections(words: &[Bits]) -> Vec<Bits> {
    let mut sets = vec![Bits::default()];
    for word in words {
        let mut set = word.clone();
        if let [_, .., before] = sets.as_slice() {
            set.and(before);
        }
        sets.push(set);
    }
    sets
}

/// The albums with all words but one, for each.
fn all_but_one(words: &[Bits], beginnings: &[Bits]) -> Vec<Bits> {
    let mut end: Option<Bits> = None;
    let mut sets = Vec::new();
    for (place, word) in words.iter().enumerate().rev() {
        let mut set = beginnings.get(place).filter(|_| place > 0).cloned();
        match (&mut set, &end) {
            (Some(set), Some(end)) => set.and(end),
            (None, Some(end)) => set = Some(end.clone()),
            (_, None) => {}
        }
        sets.extend(set);
        match &mut end {
            Some(end) => end.and(word),
            none => *none = Some(word.clone()),
        }
    }
    sets
}
