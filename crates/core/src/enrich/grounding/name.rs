//! Names that the facts do not hold.
//!
//! Capitals alone make no name: they begin sentences, and all of German's nouns. In German a name is two or more capitals
//! in a row that no name or title of the facts explains; elsewhere one is enough, unless it begins a sentence.

use super::custom;
use super::lexicon::{Lexicon, Word};
use crate::enrich::language::Language;
use std::ops::Range;

/// Between the capitals of one name; German writes its nouns so too, `Stimme von Björk`.
const PARTICLES: [&str; 20] = [
    "de", "du", "des", "d", "da", "do", "dos", "di", "del", "della", "der", "den", "van", "von", "zu", "bin", "al",
    "el", "la", "ten",
];
/// Titles that a dot follows without ending a sentence.
const TITLES: [&str; 8] = ["dr", "mr", "ms", "mrs", "st", "sgt", "jr", "prof"];
/// Capitalised beside names, and no part of them.
const ARTICLES: [&str; 22] = [
    "the", "a", "an", "le", "la", "les", "l", "un", "une", "der", "die", "das", "il", "lo", "gli", "i", "el", "los",
    "las", "o", "os", "het",
];
/// Before a German noun.
const DETERMINERS: [&str; 30] = [
    "der", "die", "das", "den", "dem", "des", "ein", "eine", "einen", "einem", "einer", "eines", "dieses", "diese",
    "diesem", "dieser", "sein", "seine", "seinem", "seiner", "ihr", "ihre", "ihrem", "ihrer", "im", "am", "zum", "zur",
    "vom", "und",
];
/// How a word of a row of capitals is explained.
#[derive(Clone, Copy, PartialEq)]
enum Piece {
    /// It is several words of one name or title, or no name at all: whatever stands beside it stands alone.
    Settled,
    /// A single word of a name: beside it, another capital makes another name.
    Known,
    /// Not by anything, where any word is capitalised.
    Opening,
    /// Not by anything.
    Unknown,
}

/// Names as they are written, each once.
pub(super) fn unknown<'a>(
    text: &'a str,
    words: &[Word<'a>],
    quotes: &[Range<usize>],
    lexicon: &Lexicon,
    language: &str,
) -> Vec<&'a str> {
    let is_german = Language::find(language).is_some_and(|language| language.code == "de");
    let reader = Reader { text, words, quotes, lexicon, is_german };
    let mut found = Vec::new();
    let mut place = 0;
    while place < words.len() {
        if !reader.is_capital(place) {
            place += 1;
            continue;
        }
        let end = reader.row_end(place);
        let name = reader.doubtful(place..end);
        found.extend(name.filter(|name| !found.contains(name)));
        place = end;
    }
    found
}

struct Reader<'a, 'b> {
    text: &'a str,
    words: &'b [Word<'a>],
    quotes: &'b [Range<usize>],
    lexicon: &'b Lexicon,
    is_german: bool,
}

impl<'a> Reader<'a, '_> {
    /// What is quoted is a title, and looked up as one.
    fn is_capital(&self, place: usize) -> bool {
        self.words.get(place).is_some_and(|word| {
            word.raw.starts_with(char::is_uppercase) && !self.quotes.iter().any(|quote| quote.contains(&word.at.start))
        })
    }

    fn gap(&self, place: usize) -> &'a str {
        let start = place.checked_sub(1).map_or(0, |before| self.words[before].at.end);
        &self.text[start..self.words[place].at.start]
    }

    /// Whether this word and the one before it may be of one name.
    fn joins(&self, place: usize) -> bool {
        let gap = self.gap(place);
        let before = &self.words[place - 1];
        let is_initial = before.raw.chars().count() == 1 && before.raw.starts_with(char::is_uppercase);
        match gap.trim_matches([' ', '\u{a0}', '\u{202f}']) {
            "" | "-" | "‐" | "'" | "’" => true,
            "." => is_initial || TITLES.contains(&before.folded.as_str()),
            _ => false,
        }
    }

    fn row_end(&self, start: usize) -> usize {
        let mut end = start + 1;
        loop {
            let is_next = |place: usize| place < self.words.len() && self.joins(place);
            if is_next(end) && self.is_capital(end) {
                end += 1;
            } else if !self.is_german
                && is_next(end)
                && self.is_particle(end)
                && is_next(end + 1)
                && self.is_capital(end + 1)
            {
                end += 2;
            } else {
                return end;
            }
        }
    }

    fn is_particle(&self, place: usize) -> bool {
        PARTICLES.contains(&self.words[place].raw)
    }

    fn opens_sentence(&self, place: usize) -> bool {
        place == 0 || self.gap(place).contains(['.', '!', '?', '…', ':', ';', '—', '–', '(', '«', '“', '"'])
    }

    /// The row from the first two words that make a name together which the facts do not hold.
    fn doubtful(&self, row: Range<usize>) -> Option<&'a str> {
        let pieces = self.pieces(&row);
        let alone = pieces.iter().find(|(_, piece)| *piece == Piece::Unknown && !self.is_german);
        let is_doubtful = |pair: &[(usize, Piece)]| match (pair[0].1, pair[1].1) {
            (Piece::Unknown | Piece::Opening, Piece::Unknown) => true,
            (Piece::Unknown, Piece::Known) | (Piece::Known, Piece::Unknown | Piece::Known) => !self.is_german,
            _ => false,
        };
        let pair = pieces.windows(2).find(|pair| is_doubtful(pair)).map(|pair| pair[0].0);
        let first = pair.or(alone.map(|(place, _)| *place))?;
        Some(&self.text[self.words[first].at.start..self.words[row.end - 1].at.end])
    }

    /// The words that may be part of a name, each with its place; those that never are, are left out.
    fn pieces(&self, row: &Range<usize>) -> Vec<(usize, Piece)> {
        let mut pieces = Vec::new();
        let mut place = row.start;
        while place < row.end {
            let length = self.explained(place, row.end);
            let folded = self.words[place].folded.as_str();
            let is_opening = place == row.start && self.opens_sentence(place);
            let is_noun = self.is_german && place > 0 && DETERMINERS.contains(&self.words[place - 1].folded.as_str());
            let is_small = self.is_particle(place) || ARTICLES.contains(&folded);
            let stands_alone = place + 1 == row.end || self.is_particle(place + 1);
            let is_letter = folded.chars().count() == 1 && stands_alone;
            let is_custom = custom::is_customary(folded);
            let piece = if length > 1 || self.lexicon.is_term(folded) || is_custom {
                Some(Piece::Settled)
            } else if is_small || is_letter || is_noun || (is_opening && Language::any_has(folded)) {
                None
            } else if length == 1 {
                Some(Piece::Known)
            } else {
                Some(if is_opening { Piece::Opening } else { Piece::Unknown })
            };
            pieces.extend(piece.map(|piece| (place, piece)));
            place += length.max(1);
        }
        pieces
    }

    /// How many words from here on stand so in one name or title of the facts. A genitive's `s` may follow.
    fn explained(&self, start: usize, end: usize) -> usize {
        let folded: Vec<&str> = self.words[start..end].iter().map(|word| word.folded.as_str()).collect();
        let is_held = |run: &[&str]| {
            let bare = run.split_last().and_then(|(last, before)| Some((last.strip_suffix('s')?, before)));
            let nominative = bare.map(|(last, before)| [before, &[last]].concat());
            self.lexicon.has_run(run) || nominative.is_some_and(|run| self.lexicon.has_run(&run))
        };
        (1..=folded.len()).rev().find(|length| is_held(&folded[..*length])).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::super::lexicon;
    use super::*;
    use crate::enrich::facts::{Facts, Person, Song};
    use rstest::rstest;

    fn facts() -> Facts {
        let person = |name: &str| Person { name: name.into(), roles: vec!["Double Bass".into()] };
        Facts {
            artist: "John Coltrane".into(),
            artist_names: vec!["John Coltrane".into()],
            title: "Blue Train".into(),
            original_year: Some(1957),
            labels: vec!["Blue Note".into(), "Verve".into()],
            genres: vec!["Jazz".into()],
            styles: vec!["Hard Bop".into()],
            tracks: vec![Song { title: "Moment's Notice".into(), artist: String::new() }],
            people: vec![person("Paul Chambers"), person("Lee Morgan"), person("Björk"), person("J.J. Johnson")],
        }
    }

    #[rstest]
    #[case("fr", "Avec Paul Chambers et Lee Morgan, John Coltrane signe Blue Train pour Blue Note.", &[])]
    #[case("fr", "Enregistré par Rudy Van Gelder à Hackensack.", &["Rudy Van Gelder", "Hackensack"])]
    #[case("fr", "Le trompettiste Freddie Hubbard joue.", &["Freddie Hubbard"])]
    #[case("fr", "Rudy Gelder enregistre.", &["Rudy Gelder"])]
    #[case("fr", "Chanteuse Björk, saxophoniste Coltrane.", &[])]
    #[case("fr", "Sa sœur Alice Coltrane joue.", &["Alice Coltrane"])]
    #[case("fr", "Ici Paul Morgan joue.", &["Paul Morgan"])]
    #[case("fr", "J.J. Johnson et J. J. Johnson jouent.", &[])]
    #[case("fr", "Musique de Coltrane, label Blue Note Records, label Verve Records.", &[])]
    #[case("fr", "Du Jazz Hard Bop. Le Hard Bop. Un LP Verve.", &[])]
    #[case("fr", "Il joue Vincent d’Indy.", &["Vincent d’Indy"])]
    #[case("en", "The John Coltrane Quartet plays. With Paul Chambers’s bass.", &[])]
    #[case("en", "Recorded at Van Gelder Studio by Alfred Lion.", &["Van Gelder Studio", "Alfred Lion"])]
    #[case("de", "Das Album Blue Train von John Coltrane ist ein Glas Wein im Herbst.", &[])]
    #[case("de", "Der Saxofonist John Coltrane und die Stimme von Björk, Björks Stimme, Coltranes Ton.", &[])]
    #[case("de", "Der Trompeter Freddie Hubbard spielt.", &["Freddie Hubbard"])]
    #[case("es", "Con Paul Chambers y la voz de Björk.", &[])]
    #[case("fr", "Le trompettiste Hubbard joue, la face B de Coltrane aussi.", &["Hubbard"])]
    #[case("fr", "Le jazz de Blue Train, puis Blue Train Hubbard.", &["Hubbard"])]
    #[case("en", "An American record of Hard Bop, on Side A an LP from May, by Coltrane for Verve.", &[])]
    #[case("en", "With Morgan, Hubbard plays.", &["Hubbard"])]
    #[case("fr", "Les Suisses, deux Américains et une Japonaise.", &[])]
    #[case("es", "La trompeta de Hubbard suena. Hubbard otra vez.", &["Hubbard"])]
    #[case("pt", "Lançado por Norman Granz no selo Verve.", &["Norman Granz"])]
    fn names_are_held_against_the_facts(#[case] language: &str, #[case] text: &str, #[case] expected: &[&str]) {
        let (words, quotes) = (lexicon::words(text), lexicon::quotes(text));
        assert_eq!(unknown(text, &words, &quotes, &Lexicon::new(&facts()), language), expected);
    }
}
