//! The words a text is found by, and the question that a search asks of them.
//!
//! Both sides are cut here and nowhere else: the search tables only ever see runs of letters and digits, so that no
//! database's own idea of a word, of case or of accents matters.

use crate::db::Db;
use sillon_core::fold;
use sillon_core::release::Release;
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// PostgreSQL refuses longer words than 2 KiB; nobody types one.
const MAX_LETTERS: usize = 64;

/// Everything a release is found by, as one text of words: artists, title, labels, catalogue numbers.
pub(crate) fn release_words(release: &Release) -> String {
    let mut found = BTreeSet::new();
    let mut add = |text: &str| found.extend(index_words(text));
    add(&release.title);
    for credit in &release.credits {
        add(sillon_core::credit::display_name(&credit.name));
        add(&credit.anv);
    }
    for label in &release.labels {
        add(label.display_name());
        add(&label.catno);
        let spaceless: String = label.catno.split_whitespace().collect();
        add(&spaceless);
        if let Some(compact) = compact(&label.catno) {
            add(&compact);
        }
    }
    found.into_iter().collect::<Vec<_>>().join(" ")
}

/// The words of one name, as one text.
pub(crate) fn name_words(name: &str) -> String {
    index_words(name).collect::<Vec<_>>().join(" ")
}

fn index_words(text: &str) -> impl Iterator<Item = String> {
    fold::words(text).into_iter().flat_map(|word| {
        let mut found = Vec::new();
        for run in runs(&word) {
            found.extend(run.words());
            // A single sign is asked for as the start of a pair; the last of a run starts none.
            match &run {
                Run::Signs(signs) if signs.len() > 1 => found.extend(signs.last().map(char::to_string)),
                _ => {}
            }
        }
        found
    })
}

/// What is asked of the search tables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Question {
    /// All of these, each whole or as a beginning…
    terms: Vec<(String, Matching)>,
    /// …or one word that begins so: the whole question without its spaces, as catalogue numbers are written.
    compact: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Matching {
    Whole,
    Beginning,
}

impl Question {
    /// All words of the text, the last as a beginning; `None` when there is no word in it.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let words = fold::words(text);
        let last = words.len().checked_sub(1)?;
        let mut terms = Vec::new();
        for (position, word) in words.iter().enumerate() {
            for run in runs(word) {
                let single_sign = matches!(&run, Run::Signs(signs) if signs.len() == 1);
                let matching = if single_sign { Matching::Beginning } else { Matching::Whole };
                terms.extend(run.words().into_iter().map(|word| (word, matching)));
            }
            if let (Some(term), true) = (terms.last_mut(), position == last) {
                term.1 = Matching::Beginning;
            }
        }
        let compact = compact(text).filter(|_| words.len() > 1);
        (!terms.is_empty()).then_some(Self { terms, compact })
    }

    /// In the words of the database's full-text search.
    pub(crate) fn render(&self, db: &Db) -> String {
        let (quote, and, or, beginning) = match db {
            Db::Sqlite { .. } => ('"', " AND ", " OR ", "*"),
            Db::Postgres(_) => ('\'', " & ", " | ", ":*"),
        };
        let mut question = String::from("(");
        for (position, (word, matching)) in self.terms.iter().enumerate() {
            let and = if position == 0 { "" } else { and };
            let beginning = if *matching == Matching::Beginning { beginning } else { "" };
            // Writing into a String cannot fail. No word holds a quote: they are letters and digits only.
            let _ = write!(question, "{and}{quote}{word}{quote}{beginning}");
        }
        question.push(')');
        if let Some(compact) = &self.compact {
            let _ = write!(question, "{or}{quote}{compact}{quote}{beginning}");
        }
        question
    }

    /// As `LIKE` patterns over a text of words with a space before and after each.
    pub(crate) fn patterns(&self) -> impl Iterator<Item = String> {
        self.terms.iter().map(|(word, matching)| match matching {
            Matching::Whole => format!("% {word} %"),
            Matching::Beginning => format!("% {word}%"),
        })
    }
}

/// Letters and digits of a text with a digit in it, without anything between them.
fn compact(text: &str) -> Option<String> {
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
                let codes = symbols.chars().filter(|symbol| !symbol.is_whitespace());
                vec![
                    codes
                        .take(8)
                        .fold(String::from("symbol"), |word, symbol| format!("{word}x{:x}", u32::from(symbol))),
                ]
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
        assert_eq!(name_words(name), words);
    }

    #[test]
    fn a_catalogue_number_counts_as_one_word_too() {
        let question = Question::parse("SD 19129").unwrap();
        assert_eq!(question.compact.as_deref(), Some("sd19129"));
        assert_eq!(Question::parse("Abbey Road").unwrap().compact, None);
    }

    proptest! {
        #[test]
        fn words_are_letters_and_digits(text in "\\PC{0,40}") {
            let words = name_words(&text);
            prop_assert!(words.split(' ').all(|word| word.chars().all(char::is_alphanumeric)), "{}", words);
        }

        #[test]
        fn a_name_has_every_word_that_is_asked_for_by_it(text in "\\PC{0,40}") {
            let words = format!(" {} ", name_words(&text));
            if let Some(question) = Question::parse(&text) {
                for (word, matching) in question.terms {
                    let asked = if matching == Matching::Whole { format!(" {word} ") } else { format!(" {word}") };
                    prop_assert!(words.contains(&asked), "{words:?} lacks {asked:?}");
                }
            }
        }
    }
}
