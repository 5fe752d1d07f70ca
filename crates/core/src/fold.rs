//! Folding: what makes `Björk`, `BJÖRK` and `bjork` the same word, for search, sorting and matching.

use crate::credit::display_name;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Articles that a record shelf ignores at the start of a name.
const ARTICLES: [&str; 16] = [
    "the ", "a ", "an ", "le ", "la ", "les ", "l'", "un ", "une ", "der ", "die ", "das ", "el ", "los ", "las ",
    "il ",
];

/// Lower case, without marks, with ligatures and barred letters spelt out: `Ænima – Sigur Rós` → `aenima – sigur ros`.
/// Everything that is not a letter, a mark or a digit stays.
pub fn fold(text: &str) -> String {
    // Most names are plain: nothing to take apart, and many times as fast.
    if text.is_ascii() {
        return text.to_ascii_lowercase().replace('`', "'");
    }
    let mut folded = String::with_capacity(text.len());
    for letter in text.nfkd().filter(|letter| !is_combining_mark(*letter)).flat_map(char::to_lowercase) {
        match letter {
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'ß' => folded.push_str("ss"),
            'þ' => folded.push_str("th"),
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            'đ' | 'ð' => folded.push('d'),
            'ħ' => folded.push('h'),
            'ı' => folded.push('i'),
            '’' | '‘' | '`' | '´' => folded.push('\''),
            other => folded.push(other),
        }
    }
    folded
}

/// The words of a text, folded: runs of letters and digits. Dots and apostrophes inside a word join it, so that `R.E.M.`
/// is `rem` and `Vex'd` is `vexd`; a text with no letter at all (`!!!`, `( )`) is one word, its signs.
pub fn words(text: &str) -> Vec<String> {
    let folded = fold(text);
    let joined: String = folded.chars().filter(|letter| !matches!(letter, '.' | '\'')).collect();
    let words: Vec<String> = joined
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect();
    if !words.is_empty() {
        return words;
    }
    let signs: String = folded.split_whitespace().collect();
    if signs.is_empty() { Vec::new() } else { vec![signs] }
}

/// What a shelf sorts by: folded, without disambiguation, without a leading article, without punctuation before the
/// first letter. `The Beatles` sorts under b, `"Heroes"` under h.
pub fn sort_key(name: &str) -> String {
    let folded = fold(display_name(name));
    let start = folded.trim_start_matches(|letter: char| !letter.is_alphanumeric());
    let start = if start.is_empty() { folded.trim() } else { start };
    let bare = ARTICLES.iter().find_map(|article| start.strip_prefix(article)).unwrap_or(start).trim();
    if bare.is_empty() { start.trim().to_owned() } else { bare.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case("Sigur Rós", "sigur ros")]
    #[case("Ænima", "aenima")]
    #[case("MØ", "mo")]
    #[case("Straße", "strasse")]
    #[case("İstanbul", "istanbul")]
    #[case("Кино", "кино")]
    #[case("坂本龍一", "坂本龍一")]
    #[case("L’Âme", "l'ame")]
    fn folds_marks_case_and_ligatures(#[case] text: &str, #[case] folded: &str) {
        assert_eq!(fold(text), folded);
    }

    #[rstest]
    #[case("R.E.M.", &["rem"])]
    #[case("AC/DC", &["ac", "dc"])]
    #[case("a-ha", &["a", "ha"])]
    #[case("Vex'd", &["vexd"])]
    #[case("!!!", &["!!!"])]
    #[case("†††", &["†††"])]
    #[case("( )", &["()"])]
    #[case("   ", &[])]
    fn words_of_odd_names(#[case] text: &str, #[case] expected: &[&str]) {
        assert_eq!(words(text), expected);
    }

    #[rstest]
    #[case("The Beatles", "beatles")]
    #[case("The The", "the")]
    #[case("\"Heroes\"", "heroes\"")]
    #[case("L'Impératrice", "imperatrice")]
    #[case("Nirvana (2)", "nirvana")]
    #[case("!!!", "!!!")]
    #[case("A", "a")]
    fn a_shelf_ignores_articles(#[case] name: &str, #[case] key: &str) {
        assert_eq!(sort_key(name), key);
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in "\\PC{0,40}") {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }

        /// Whoever has typed half of a name has typed half of what is looked for.
        #[test]
        fn a_beginning_folds_to_the_beginning(first in "\\PC{0,20}", rest in "\\PC{0,20}") {
            prop_assert_eq!(fold(&format!("{first}{rest}")), fold(&first) + &fold(&rest));
        }

        #[test]
        fn words_are_folded_and_none_is_empty(text in "\\PC{0,40}") {
            for word in words(&text) {
                prop_assert!(!word.trim().is_empty());
                prop_assert_eq!(&fold(&word), &word);
            }
        }

        #[test]
        fn only_what_is_nothing_sorts_as_nothing(text in "\\PC{0,40}") {
            let folded = fold(&text);
            let key = sort_key(&text);
            prop_assert!(folded.contains(&key));
            prop_assert_eq!(key.is_empty(), fold(display_name(&text)).trim().is_empty());
        }
    }
}
