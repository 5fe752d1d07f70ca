//! Which language a text is in, by its little words. Names and titles do not count: they are in every language.

use super::Doubt;
use super::lexicon::{self, Lexicon, Word};
use super::sentence;
use crate::enrich::language::{LANGUAGES, Language};
use std::ops::Range;

/// Every so many words at least one little word is found in running text; in ours it is every third.
const SPARSEST: usize = 7;
/// A sentence shorter than this is too short to tell.
const TELLING: usize = 8;

pub(super) fn doubt(text: &str, lexicon: &Lexicon, quotes: &[Range<usize>], language: &str) -> Option<Doubt> {
    let words: Vec<Word<'_>> = own_words(lexicon::words(text), lexicon, quotes);
    let found = match Language::find(language) {
        Some(wanted) => other(&words, wanted).or_else(|| other_sentence(text, &words, wanted)),
        // Of this language nothing is known; the one that models fall back to is.
        None => LANGUAGES
            .iter()
            .find(|tongue| tongue.code == "en" && count(&words, tongue) * 5 > words.len())
            .map(|tongue| tongue.code),
    };
    found.map(|code| Doubt::WrongLanguage(code.to_owned()))
}

/// What the text is in, if not in `wanted`.
fn other(words: &[Word<'_>], wanted: &Language) -> Option<&'static str> {
    let own = count(words, wanted);
    let best = best(words);
    if best.1 > own {
        return Some(best.0);
    }
    (own * SPARSEST < words.len()).then_some("und")
}

/// A single sentence that is clearly in another language.
fn other_sentence(text: &str, words: &[Word<'_>], wanted: &Language) -> Option<&'static str> {
    sentence::split(text).into_iter().find_map(|sentence| {
        let start = sentence.as_ptr() as usize - text.as_ptr() as usize;
        let inside = words.partition_point(|word| word.at.start < start)
            ..words.partition_point(|word| word.at.start < start + sentence.len());
        let words = &words[inside];
        let best = best(words);
        (words.len() >= TELLING && best.1 >= count(words, wanted) + 3).then_some(best.0)
    })
}

fn best(words: &[Word<'_>]) -> (&'static str, usize) {
    let counted = LANGUAGES.iter().map(|language| (language.code, count(words, language)));
    counted.max_by_key(|(_, count)| *count).unwrap_or(("und", 0))
}

fn count(words: &[Word<'_>], language: &Language) -> usize {
    words.iter().filter(|word| language.has(&word.folded)).count()
}

/// Without what is quoted, and without what stands so in the facts.
fn own_words<'a>(words: Vec<Word<'a>>, lexicon: &Lexicon, quotes: &[Range<usize>]) -> Vec<Word<'a>> {
    let mut taken = vec![false; words.len()];
    for (place, pair) in words.windows(2).enumerate() {
        let is_name = pair.iter().any(|word| word.raw.starts_with(char::is_uppercase));
        if is_name && lexicon.has_run(&[&pair[0].folded, &pair[1].folded]) {
            taken[place] = true;
            taken[place + 1] = true;
        }
    }
    let is_quoted = |word: &Word<'_>| quotes.iter().any(|quote| quote.contains(&word.at.start));
    words.into_iter().zip(taken).filter(|(word, taken)| !taken && !is_quoted(word)).map(|(word, _)| word).collect()
}
