//! Texts and facts as words, so that the one can be looked up in the other.

use crate::enrich::facts::Facts;
use crate::fold::fold;
use std::collections::HashSet;
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;

/// A run of letters and digits in a text.
pub(super) struct Word<'a> {
    /// As written.
    pub(super) raw: &'a str,
    /// As compared.
    pub(super) folded: String,
    /// Where it stands, in bytes.
    pub(super) at: Range<usize>,
}

/// The words of a text; an apostrophe, a hyphen or a dot parts them.
pub(super) fn words(text: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, letter) in text.char_indices().chain([(text.len(), ' ')]) {
        match (letter.is_alphanumeric(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                let raw = &text[from..at];
                words.push(Word { raw, folded: fold(raw), at: from..at });
                start = None;
            }
            _ => {}
        }
    }
    words
}

/// The pieces of a text that stand in quotation marks, without these.
pub(super) fn quotes(text: &str) -> Vec<Range<usize>> {
    // An odd number of them means inches, or a mark that was forgotten.
    let is_plain_paired = text.matches('"').count().is_multiple_of(2);
    let mut found = Vec::new();
    let mut open: Option<(usize, char)> = None;
    for (at, mark) in text.char_indices() {
        match open {
            Some((from, opened)) if closes(opened, mark) => {
                found.push(from..at);
                open = None;
            }
            Some(_) => {}
            None if matches!(mark, '«' | '“' | '„' | '»') || (mark == '"' && is_plain_paired) => {
                open = Some((at + mark.len_utf8(), mark));
            }
            None => {}
        }
    }
    found
}

/// German closes with what English opens with, and some turn the guillemets round.
fn closes(opened: char, mark: char) -> bool {
    match opened {
        '«' => mark == '»',
        '»' => mark == '«',
        '“' => mark == '”',
        '„' => matches!(mark, '“' | '”'),
        _ => mark == '"',
    }
}

/// The words of the facts.
pub(super) struct Lexicon {
    phrases: Vec<Vec<String>>,
    terms: HashSet<String>,
    album: HashSet<String>,
    words: HashSet<String>,
    whole: String,
}

impl Lexicon {
    pub(super) fn new(facts: &Facts) -> Self {
        let whole = facts.phrases().collect::<Vec<_>>().join("\n").nfc().collect::<String>();
        let fold = |text: &str| words(text).into_iter().map(|word| word.folded).collect::<Vec<_>>();
        let phrases: Vec<Vec<String>> = whole.lines().map(fold).filter(|phrase| !phrase.is_empty()).collect();
        let words = phrases.iter().flatten().cloned().collect();
        let terms = facts.terms().chain(facts.labels.iter().map(String::as_str)).flat_map(fold).collect();
        let album = facts.artist_names.iter().chain([&facts.artist, &facts.title]);
        let album = album.flat_map(|name| fold(name)).collect();
        Self { phrases, terms, album, words, whole }
    }

    /// Whether the facts hold this word anywhere.
    pub(super) fn has(&self, folded: &str) -> bool {
        self.words.contains(folded)
    }

    /// Whether it is a word of the artist's name or of the album's title.
    pub(super) fn names_album(&self, folded: &str) -> bool {
        self.album.contains(folded)
    }

    /// Whether it is a word for a kind of music or of work, or of a label's name.
    pub(super) fn is_term(&self, folded: &str) -> bool {
        self.terms.contains(folded)
    }

    /// Whether one name or title of the facts holds these words in this order, with nothing between them.
    pub(super) fn has_run(&self, run: &[&str]) -> bool {
        self.phrases.iter().any(|phrase| phrase.windows(run.len().max(1)).any(|window| window == run))
    }

    /// Whether the facts hold it letter by letter.
    pub(super) fn has_written(&self, text: &str) -> bool {
        !text.is_empty() && self.whole.contains(text)
    }
}
