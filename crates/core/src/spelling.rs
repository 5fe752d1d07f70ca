//! Other spellings of the words of a text, so that `AC/DC`, `ac dc` and `acdc` find the same albums.
//!
//! These are rules and no list of names:
//! 1. parts with signs and no space between them are also one word (`Wu-Tang` is `wutang`), and where dots or apostrophes
//!    join a word, its parts are words too (`R.E.M.` is `r e m`);
//! 2. initials that follow one another are also one word (`R E M` is `rem`);
//! 3. a single letter is also one word with its neighbours (`T. Rex` is `trex`, `Rock 'n' Roll` is `rocknroll`);
//! 4. a sign that is written for a letter is also that letter (`Ke$ha` is `kesha`, `P!nk` is `pink`).
//!
//! `static/shop/fold.js` has the same rules; `shop/vectors.json` holds both to the same words.

use crate::fold::fold;
use std::collections::BTreeSet;
use std::ops::Range;

/// A text cut into its words.
#[derive(Clone, Debug, Default)]
pub struct Cut {
    atoms: Vec<Atom>,
    /// Parts of the text between spaces in which a sign is written for a letter, as they read with it.
    read: Vec<Joined>,
}

/// Some words of a text that follow one another, written as one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Joined {
    /// Where they stand among the words.
    first: usize,
    end: usize,
    /// The one word.
    pub text: String,
}

impl Joined {
    /// Where the words stand among those of the text.
    pub fn words(&self) -> Range<usize> {
        self.first..self.end
    }
}

/// A word as [`crate::fold::words`] cuts it.
#[derive(Clone, Debug, Default)]
struct Atom {
    word: String,
    /// What dots and apostrophes join, where there is more than one part.
    parts: Vec<String>,
    /// Whether only signs stand between it and the word before it.
    glued: bool,
}

/// Which words are joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Neighbours {
    /// Initials with each other.
    Initials,
    /// A single letter with its neighbours too.
    Letters,
    /// Two short words too, as somebody types them.
    Short,
}

/// What a name is found by besides its words.
pub fn of_name(name: &str) -> BTreeSet<String> {
    if has_none(name) { BTreeSet::new() } else { Cut::new(name).found_by(Neighbours::Letters) }
}

/// What a running text is found by besides its words: there a single letter seldom belongs to its neighbour.
pub fn of_prose(text: &str) -> BTreeSet<String> {
    if has_none(text) { BTreeSet::new() } else { Cut::new(text).found_by(Neighbours::Initials) }
}

/// Whether a name or a running text has no other spelling, without cutting it: most consist of words of two or more plain
/// letters with spaces between them.
fn has_none(text: &str) -> bool {
    let is_plain = |chunk: &str| chunk.len() > 1 && chunk.bytes().all(|letter| letter.is_ascii_alphanumeric());
    text.split(' ').all(is_plain)
}

impl Cut {
    /// Cuts a text.
    pub fn new(text: &str) -> Self {
        let mut cut = Self::default();
        let folded = fold(text);
        for chunk in folded.split_whitespace() {
            let first = cut.atoms.len();
            cut.add_chunk(chunk);
            if let Some(text) = signs_read_as_letters(chunk) {
                cut.read.push(Joined { first, end: cut.atoms.len(), text });
            }
        }
        cut.read.retain(|read| !read.words().is_empty());
        cut
    }

    /// The words, as [`crate::fold::words`] gives them for a text with letters.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.atoms.iter().map(|atom| atom.word.as_str())
    }

    /// What the words of a question may be written as too.
    pub fn asked(&self) -> BTreeSet<Joined> {
        self.joined(Neighbours::Short)
    }

    fn found_by(&self, neighbours: Neighbours) -> BTreeSet<String> {
        let parts = self.atoms.iter().flat_map(|atom| atom.parts.iter().cloned());
        parts.chain(self.joined(neighbours).into_iter().map(|joined| joined.text)).collect()
    }

    /// A chunk has no space in it.
    fn add_chunk(&mut self, chunk: &str) {
        let first = self.atoms.len();
        let (mut atom, mut part) = (Atom::default(), String::new());
        for letter in chunk.chars() {
            if letter.is_alphanumeric() {
                atom.word.push(letter);
                part.push(letter);
                continue;
            }
            if !part.is_empty() {
                atom.parts.push(std::mem::take(&mut part));
            }
            if !matches!(letter, '.' | '\'') && !atom.word.is_empty() {
                self.push(std::mem::take(&mut atom), first);
            }
        }
        if !part.is_empty() {
            atom.parts.push(part);
        }
        if !atom.word.is_empty() {
            self.push(atom, first);
        }
    }

    fn push(&mut self, mut atom: Atom, first_of_chunk: usize) {
        atom.glued = self.atoms.len() > first_of_chunk;
        if atom.parts.len() < 2 {
            atom.parts.clear();
        }
        self.atoms.push(atom);
    }

    fn joined(&self, neighbours: Neighbours) -> BTreeSet<Joined> {
        let mut found: BTreeSet<Joined> = self.read.iter().cloned().collect();
        // Most texts have neither signs nor single letters.
        let is_plain = |atom: &Atom| !atom.glued && length(atom) > 2;
        if self.atoms.len() < 2 || self.atoms.iter().all(is_plain) {
            return found;
        }
        let mut add = |words: Range<usize>| {
            let text: String = self.atoms[words.clone()].iter().map(|atom| atom.word.as_str()).collect();
            // Chinese and Japanese are found by pairs of signs: nothing is joined there.
            if words.len() > 1 && !text.contains(|letter| letter >= '\u{3005}') {
                found.insert(Joined { first: words.start, end: words.end, text });
            }
        };
        for group in self.runs(|atom, _| atom.glued) {
            // In a long chain any two that follow one another may be asked for.
            group.clone().skip(1).for_each(|at| add(at - 1..at + 1));
            add(group);
        }
        self.runs(|atom, before| length(atom) == 1 && length(before) == 1).into_iter().for_each(&mut add);
        if neighbours == Neighbours::Initials {
            return found;
        }
        for at in 1..self.atoms.len() {
            match (length(&self.atoms[at - 1]), length(&self.atoms[at])) {
                (1, 1) => {}
                (1, _) | (_, 1) => add(at - 1..at + 1),
                (2, 2) if neighbours == Neighbours::Short => add(at - 1..at + 1),
                _ => {}
            }
            let is_between = at > 1 && length(&self.atoms[at - 1]) == 1;
            if is_between && length(&self.atoms[at - 2]) > 1 && length(&self.atoms[at]) > 1 {
                add(at - 2..at + 1);
            }
        }
        found
    }

    /// The longest runs of two and more words in which each goes with the one before it.
    fn runs(&self, go_together: impl Fn(&Atom, &Atom) -> bool) -> Vec<Range<usize>> {
        let mut runs: Vec<Range<usize>> = Vec::new();
        for at in 1..self.atoms.len() {
            if !go_together(&self.atoms[at], &self.atoms[at - 1]) {
                continue;
            }
            match runs.last_mut() {
                Some(run) if run.end == at => run.end += 1,
                _ => runs.push(at - 1..at + 1),
            }
        }
        runs
    }
}

/// In letters; more than two are all the same here.
fn length(atom: &Atom) -> usize {
    atom.word.chars().take(3).count()
}

/// A part of a text without spaces as it reads where signs are written for letters: `$` for s beside a letter, `!`, `@` and
/// `€` for i, a and e between letters. `None` where none is.
fn signs_read_as_letters(chunk: &str) -> Option<String> {
    if !chunk.contains(['$', '!', '@', '€']) {
        return None;
    }
    let letters: Vec<char> = chunk.chars().filter(|letter| !matches!(letter, '.' | '\'')).collect();
    let is_letter = |at: Option<usize>| {
        at.and_then(|at| letters.get(at)).is_some_and(|letter| letter.is_alphabetic() || *letter == '$')
    };
    let (mut read, mut any) = (String::new(), false);
    for (at, letter) in letters.iter().enumerate() {
        let (before, after) = (is_letter(at.checked_sub(1)), is_letter(Some(at + 1)));
        let meant = match letter {
            '$' if before || after => Some('s'),
            '!' if before && after => Some('i'),
            '@' if before && after => Some('a'),
            '€' if before && after => Some('e'),
            _ => None,
        };
        any |= meant.is_some();
        read.extend(meant.or_else(|| letter.is_alphanumeric().then_some(*letter)));
    }
    any.then_some(read)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fold;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case("AC/DC", "acdc")]
    #[case("R.E.M.", "e m r")]
    #[case("N W A", "nwa")]
    #[case("T. Rex", "trex")]
    #[case("Guns N' Roses", "gunsn gunsnroses nroses")]
    #[case("Rock'n'Roll", "n rock roll")]
    #[case("Wu-Tang Clan", "wutang")]
    #[case("Jay Z", "jayz")]
    #[case("P!nk", "pink pnk")]
    #[case("Ke$ha", "keha kesha")]
    #[case("$uicideboy$", "suicideboys")]
    #[case("Hey! Ho!", "")]
    #[case("10$ Bill", "")]
    #[case("Kind Of Blue", "")]
    #[case("Miles & Davis", "")]
    #[case("YMO/坂本", "")]
    #[case("!!!", "")]
    fn a_name_has_other_spellings(#[case] name: &str, #[case] expected: &str) {
        let found: Vec<String> = of_name(name).into_iter().collect();
        assert_eq!(found.join(" "), expected);
    }

    #[test]
    fn a_running_text_joins_no_article_to_its_noun() {
        assert_eq!(of_prose("I met a girl"), BTreeSet::new());
        assert_eq!(of_prose("live at C.B.G.B.").len(), 3, "c, b and g");
    }

    #[test]
    fn two_short_words_may_be_one_in_a_question() {
        let asked: Vec<Joined> = Cut::new("ac dc live").asked().into_iter().collect();
        assert_eq!(
            asked.iter().map(|joined| (joined.words(), joined.text.as_str())).collect::<Vec<_>>(),
            [(0..2, "acdc")]
        );
    }

    #[test]
    fn most_names_have_no_other_spelling() {
        for (name, expected) in
            [("Kind Of Blue", true), ("Vitamin C", false), ("AC/DC", false), ("Sigur Rós", false), ("", false)]
        {
            assert_eq!(has_none(name), expected, "{name}");
        }
    }

    proptest! {
        #[test]
        fn what_has_no_other_spelling_has_none(text in "[A-Za-z0-9 ./é]{0,20}") {
            if has_none(&text) {
                prop_assert_eq!(Cut::new(&text).found_by(Neighbours::Letters), BTreeSet::new());
            }
        }

        #[test]
        fn the_words_are_those_of_folding(text in "\\PC{0,40}") {
            let folded = fold::words(&text);
            let cut = Cut::new(&text);
            let words: Vec<&str> = cut.words().collect();
            if folded.iter().any(|word| word.chars().all(char::is_alphanumeric)) {
                prop_assert_eq!(words, folded);
            } else {
                prop_assert_eq!(words.len(), 0);
            }
        }

        #[test]
        fn a_joined_word_is_made_of_its_words(text in "[a-c .'/$!-]{0,20}") {
            let cut = Cut::new(&text);
            let words: Vec<&str> = cut.words().collect();
            for joined in cut.asked() {
                prop_assert!(!joined.text.is_empty() && joined.words().end <= words.len());
            }
        }
    }
}
