//! The words that a text is found by, and the words that a search asks for.
//!
//! Both sides are cut here and nowhere else, so that no database's own idea of a word, of case or of accents matters.

use crate::fold;
use std::fmt::Write as _;

/// Nobody types a longer word.
const MAX_LETTERS: usize = 64;

/// A word that is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Word {
    /// Folded.
    pub text: String,
    /// Whether longer words that begin so are meant too.
    pub beginning: bool,
}

/// Every word that a text is found by.
pub fn index_words(text: &str) -> Vec<String> {
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

/// The words that a text asks for; the last as a beginning where it is unfinished.
pub fn asked_words(text: &str, unfinished: bool) -> Vec<Word> {
    let mut asked = Vec::new();
    for run in fold::words(text).iter().flat_map(|word| runs(word)) {
        let beginning = matches!(&run, Run::Signs(signs) if signs.len() == 1);
        asked.extend(run.words().into_iter().map(|text| Word { text, beginning }));
    }
    if let (Some(last), true) = (asked.last_mut(), unfinished) {
        last.beginning = true;
    }
    asked
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
                let mut word = String::from("symbol");
                for symbol in symbols.chars().filter(|symbol| !symbol.is_whitespace()).take(8) {
                    // Writing into a String cannot fail.
                    let _ = write!(word, "x{:x}", u32::from(symbol));
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
    #[case("AC/DC", "ac dc")]
    #[case("R.E.M.", "rem")]
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
                let meets = |word: &String| *word == asked.text || (asked.beginning && word.starts_with(&asked.text));
                prop_assert!(words.iter().any(meets), "{words:?} lacks {asked:?}");
            }
        }
    }
}
