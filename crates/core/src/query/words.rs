//! The words that a text is found by, and the words that a search asks for.
//!
//! Both sides are cut here and nowhere else, so that no database's own idea of a word, of case or of accents matters.

use crate::fold;
use crate::spelling::{self, Cut};
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// What the word for signs begins with.
const SIGN: &str = "symbolx";

/// Nobody types a longer word.
const MAX_LETTERS: usize = 64;

/// A word that is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Word {
    /// Folded.
    pub text: String,
    /// Whether longer words that begin so are meant too.
    pub beginning: bool,
    /// Other spellings, each as good as the word: what it is together with its neighbours (`acdc` of `ac dc`). They have none
    /// themselves.
    pub also: Vec<Word>,
}

impl Word {
    /// A word in one spelling.
    pub fn new(text: impl Into<String>, beginning: bool) -> Self {
        Self { text: text.into(), beginning, also: Vec::new() }
    }

    /// Whether it consists of signs alone, such as `!!!`.
    pub fn is_sign(&self) -> bool {
        self.text.starts_with(SIGN)
    }

    /// Whether a word that is held is meant, in one of its spellings.
    pub fn is_met_by(&self, held: &str) -> bool {
        let is_met = if self.beginning { held.starts_with(&self.text) } else { held == self.text };
        is_met || self.also.iter().any(|other| other.is_met_by(held))
    }
}

/// Every word that a name or title is found by.
pub fn index_words(text: &str) -> Vec<String> {
    with_spellings(text, &spelling::of_name(text))
}

/// Every word that a running text is found by.
pub fn index_prose(text: &str) -> Vec<String> {
    with_spellings(text, &spelling::of_prose(text))
}

fn with_spellings(text: &str, others: &BTreeSet<String>) -> Vec<String> {
    plain_words(text).into_iter().chain(others.iter().map(|word| shorten(word).to_owned())).collect()
}

/// The words of a text in the one spelling that it has.
pub fn plain_words(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for run in fold::words(text).iter().flat_map(|word| runs(word)) {
        found.extend(run.words());
        // A single sign is asked for as the start of a pair; the last of a run starts none.
        match &run {
            Run::Signs(signs) if signs.len() > 1 => found.extend(signs.last().map(char::to_string)),
            _ => {}
        }
    }
    found
}

/// The words of a text as those of a phrase follow one another.
pub fn phrase_words(text: &str) -> Vec<String> {
    fold::words(text).iter().flat_map(|word| runs(word)).flat_map(|run| run.words()).collect()
}

/// The words that a text asks for, with their other spellings; the last as a beginning where it is unfinished.
pub fn asked_words(text: &str, unfinished: bool) -> Vec<Word> {
    let mut asked: Vec<Word> = Vec::new();
    // Where the words of each word of the text begin: one of Chinese or Japanese signs has several.
    let mut places = Vec::new();
    for word in fold::words(text) {
        places.push(asked.len());
        for run in runs(&word) {
            let beginning = matches!(&run, Run::Signs(signs) if signs.len() == 1);
            asked.extend(run.words().into_iter().map(|text| Word::new(text, beginning)));
        }
    }
    let last = asked.len().checked_sub(1);
    if let (Some(last), true) = (last, unfinished) {
        asked[last].beginning = true;
    }
    for joined in Cut::new(text).asked() {
        // What is joined has no such signs, so that each of its words is one.
        let places = places.get(joined.words()).unwrap_or_default();
        let other = Word::new(shorten(&joined.text), unfinished && places.last().copied() == last);
        for place in places {
            if let Some(word) = asked.get_mut(*place).filter(|word| !word.also.contains(&other)) {
                word.also.push(other.clone());
            }
        }
    }
    asked
}

/// A text without letters as one word: the signs of a title like `( )`. `None` where there is nothing but space.
pub fn sign_word(text: &str, unfinished: bool) -> Option<Word> {
    let signs: String = text.split_whitespace().collect();
    (!signs.is_empty()).then(|| Run::Symbols(signs).words().swap_remove(0)).map(|text| Word::new(text, unfinished))
}

/// Letters and digits of a text with a digit in it, without anything between them: `SD 19129` and `SD-19129` are both
/// `sd19129`. `None` where there is no digit.
pub fn compact(text: &str) -> Option<String> {
    let compact: String = fold::fold(text).chars().filter(|letter| letter.is_alphanumeric()).collect();
    compact.contains(|letter: char| letter.is_ascii_digit()).then(|| shorten(&compact).to_owned())
}

/// Part of a word that is written in one manner.
enum Run {
    /// Letters and digits: a word.
    Letters(String),
    /// Chinese or Japanese signs, which no space parts: found by their pairs.
    Signs(Vec<char>),
    /// Neither: a name like `!!!` or `†††`.
    Symbols(String),
}

impl Run {
    fn words(&self) -> Vec<String> {
        match self {
            Self::Letters(word) => vec![shorten(word).to_owned()],
            Self::Signs(signs) if signs.len() == 1 => signs.iter().map(char::to_string).collect(),
            Self::Signs(signs) => signs.windows(2).map(|pair| pair.iter().collect()).collect(),
            Self::Symbols(symbols) => {
                let mut word = String::new();
                for symbol in symbols.chars().filter(|symbol| !symbol.is_whitespace()).take(8) {
                    let prefix = if word.is_empty() { SIGN } else { "x" };
                    // Writing into a String cannot fail.
                    let _ = write!(word, "{prefix}{:x}", u32::from(symbol));
                }
                vec![word]
            }
        }
    }
}

fn runs(word: &str) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for letter in word.chars() {
        match (runs.last_mut(), letter) {
            (Some(Run::Signs(signs)), _) if is_sign(letter) => signs.push(letter),
            (_, _) if is_sign(letter) => runs.push(Run::Signs(vec![letter])),
            (Some(Run::Letters(letters)), _) if letter.is_alphanumeric() => letters.push(letter),
            (_, _) if letter.is_alphanumeric() => runs.push(Run::Letters(letter.to_string())),
            (Some(Run::Symbols(symbols)), _) => symbols.push(letter),
            (_, _) => runs.push(Run::Symbols(letter.to_string())),
        }
    }
    runs
}

/// Han, Hiragana, Katakana. Hangul is written with spaces.
fn is_sign(letter: char) -> bool {
    let signs = ['\u{3005}'..='\u{3007}', '\u{3041}'..='\u{30ff}', '\u{31f0}'..='\u{31ff}', '\u{3400}'..='\u{4dbf}'];
    letter >= '\u{3005}'
        && (signs.iter().any(|range| range.contains(&letter))
            || ('\u{4e00}'..='\u{9fff}').contains(&letter)
            || ('\u{f900}'..='\u{faff}').contains(&letter)
            || ('\u{20000}'..='\u{3ffff}').contains(&letter))
}

fn shorten(word: &str) -> &str {
    word.char_indices().nth(MAX_LETTERS).map_or(word, |(end, _)| &word[..end])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case("AC/DC", "ac dc acdc")]
    #[case("R.E.M.", "rem e m r")]
    #[case("( )", "symbolx28x29")]
    #[case("!!!", "symbolx21x21x21")]
    #[case("坂本龍一", "坂本 本龍 龍一 一")]
    #[case("YMO坂", "ymo 坂")]
    #[case("Кино", "кино")]
    #[case("", "")]
    fn names_are_cut_into_words(#[case] name: &str, #[case] words: &str) {
        assert_eq!(index_words(name).join(" "), words);
    }

    #[test]
    fn a_catalogue_number_counts_as_one_word_too() {
        assert_eq!(compact("SD 19129").as_deref(), Some("sd19129"));
        assert_eq!(compact("Abbey Road"), None);
    }

    proptest! {
        #[test]
        fn words_are_letters_and_digits(text in "\\PC{0,40}") {
            let words = index_words(&text);
            prop_assert!(words.iter().all(|word| word.chars().all(char::is_alphanumeric)), "{words:?}");
        }

        #[test]
        fn a_name_has_every_word_that_is_asked_for_by_it(text in "\\PC{0,40}") {
            let words = index_words(&text);
            for asked in asked_words(&text, true) {
                prop_assert!(words.iter().any(|word| asked.is_met_by(word)), "{words:?} lacks {asked:?}");
            }
        }

        /// A name typed with signs, without them or in one word.
        #[test]
        fn a_name_is_found_however_its_signs_are_typed(
            parts in proptest::collection::vec("[a-z]{1,3}", 2..4),
            sign in "[/&+-]",
        ) {
            let name = parts.join(&sign);
            let words = index_words(&name);
            for typed in [name.clone(), parts.concat(), parts.join(" ")] {
                for asked in asked_words(&typed, false) {
                    prop_assert!(words.iter().any(|word| asked.is_met_by(word)), "{words:?} lacks {asked:?}");
                }
            }
        }
    }
}
