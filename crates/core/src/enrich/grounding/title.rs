//! Titles that the facts do not hold.

use super::lexicon::{self, Lexicon};
use crate::enrich::language::Language;
use std::ops::Range;

/// What is quoted like a title and is none of the facts': as written.
pub(super) fn unknown<'a>(text: &'a str, quotes: &[Range<usize>], lexicon: &Lexicon, language: &str) -> Vec<&'a str> {
    let is_german = Language::find(language).is_some_and(|language| language.code == "de");
    let quoted = quotes.iter().map(|quote| text[quote.clone()].trim());
    let is_unknown = |quoted: &&str| {
        let words = lexicon::words(quoted);
        let run: Vec<&str> = words.iter().map(|word| word.folded.as_str()).collect();
        let is_title = words.first().is_some_and(|word| !word.raw.starts_with(char::is_lowercase));
        // Any German noun may be quoted with its capital.
        let is_noun = is_german && words.len() == 1;
        is_title && !is_noun && !lexicon.has_run(&run) && !words.iter().all(|word| lexicon.has(&word.folded))
    };
    quoted.filter(is_unknown).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::enrich::facts::{Facts, Song};
    use rstest::rstest;

    #[rstest]
    #[case("fr", "« Blue Train » et « Moment’s Notice » durent.", &[])]
    #[case("fr", "« Giant Steps » manque, dit-on « à tort ».", &["Giant Steps"])]
    #[case("en", "“Blue Train,” and \"Naima\" are here.", &["Naima"])]
    #[case("de", "„Blue Train“ ist „Kunst“, „Giant Steps“ nicht.", &["Giant Steps"])]
    #[case("fr", "Un 12\" de John Coltrane, \"Blue Train\".", &[])]
    fn titles_are_held_against_the_facts(#[case] language: &str, #[case] text: &str, #[case] expected: &[&str]) {
        let song = Song { title: "Moment's Notice".into(), artist: String::new() };
        let facts = Facts { title: "Blue Train".into(), tracks: vec![song], ..Facts::default() };
        assert_eq!(unknown(text, &lexicon::quotes(text), &Lexicon::new(&facts), language), expected);
    }
}
