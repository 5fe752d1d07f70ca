//! Whether a text is about the right artist.

use super::lexicon::{self, Word};
use crate::fold::fold;

/// A shorter surname is too common a word.
const SHORTEST_SURNAME: usize = 4;
/// A longer name is a band's, whose last word is nobody's surname.
const LONGEST_PERSON: usize = 3;

/// Whether one of the names stands in the text: whole, without its article, without its dots, or a person's surname.
/// Where there is no name, there is none to miss.
pub(super) fn is_named(names: &[String], text: &str, words: &[Word<'_>]) -> bool {
    names.is_empty() || names.iter().any(|name| stands(name, text, words))
}

fn stands(name: &str, text: &str, words: &[Word<'_>]) -> bool {
    let parts: Vec<String> = lexicon::words(name).into_iter().map(|word| word.folded).collect();
    let Some(last) = parts.last() else {
        return fold(text).contains(&fold(name));
    };
    let bare = match parts.first().map(String::as_str) {
        Some("the" | "le" | "la" | "les" | "die" | "der" | "das" | "los" | "las" | "el" | "il" | "i")
            if parts.len() > 1 =>
        {
            &parts[1..]
        }
        _ => &parts[..],
    };
    let is_there = |window: &[Word<'_>]| window.iter().zip(bare).all(|(word, part)| is_same(&word.folded, part));
    let is_surname = (2..=LONGEST_PERSON).contains(&parts.len()) && last.chars().count() >= SHORTEST_SURNAME;
    let squeezed = parts.concat();
    words.windows(bare.len()).any(is_there)
        || words.iter().any(|word| word.folded == squeezed || (is_surname && is_same(&word.folded, last)))
}

/// German has no apostrophe in its genitive: `Coltranes Album`.
fn is_same(word: &str, part: &str) -> bool {
    word == part || word.strip_suffix('s') == Some(part)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("Les Oiseaux", "Avec les Oiseaux, tout change.", true)]
    #[case("The Beatles", "Des Beatles en forme.", true)]
    #[case("John Coltrane", "Coltranes Album beginnt leise.", true)]
    #[case("John Coltrane", "John joue.", false)]
    #[case("R.E.M.", "REM signe un disque.", true)]
    #[case("R.E.M.", "Un disque de R.E.M. qui dure.", true)]
    #[case("L'Impératrice", "Un disque de L’Impératrice.", true)]
    #[case("!!!", "!!! joue fort.", true)]
    #[case("!!!", "On joue fort !", false)]
    #[case("Björk", "Bjork chante.", true)]
    #[case("Queens Of The Stone Age", "The age of stone.", false)]
    #[case("Miles Davis", "Un disque de Bill Evans.", false)]
    fn names_are_found(#[case] name: &str, #[case] text: &str, #[case] named: bool) {
        assert_eq!(is_named(&[name.to_owned()], text, &lexicon::words(text)), named);
    }
}
