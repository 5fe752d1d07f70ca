//! Whether a description may be shown: a model writes what sounds right, so nothing of it is taken on trust.

mod artist;
mod custom;
mod lexicon;
mod name;
mod refusal;
mod residue;
mod sentence;
mod strip;
mod title;
mod tongue;
mod year;

pub use strip::without_thinking;

use super::facts::Facts;
use lexicon::{Lexicon, Word};
use serde::{Deserialize, Serialize};

/// Characters of the longest description; four long sentences are about 700.
const LONGEST: usize = 900;
/// Sentences of the longest description: two to four were asked for, and dots are not only at their ends.
const MOST_SENTENCES: usize = 6;
/// The longest piece of a text that a doubt keeps, in characters.
const LONGEST_PIECE: usize = 120;

/// Why a text is not to be shown, with the piece of it that gives rise to the doubt. Stored with the text, and told to
/// the model when it is asked once more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "code", content = "said", rename_all = "snake_case")]
pub enum Doubt {
    /// Nothing was written.
    Empty,
    /// It breaks off: its end.
    Unfinished(String),
    /// Another language than asked for: its code, `und` where it is none that is known.
    WrongLanguage(String),
    /// It excuses itself, reports an error or talks to the reader: the phrase.
    Refusal(String),
    /// Markup that could not be taken off: the word with it.
    Markdown(String),
    /// A year or a decade that the facts do not hold: as written.
    UnknownYear(String),
    /// A name that the facts do not hold: as written.
    UnknownName(String),
    /// Something quoted as a title that the facts do not hold: as written.
    UnknownTitle(String),
    /// The artist is not named: who it should be.
    ArtistMissing(String),
    /// It says no more than artist and title: the whole.
    TooShort(String),
    /// Too many characters or sentences: its beginning.
    TooLong(String),
}

impl Doubt {
    /// The stable code, as stored and as in the API.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Unfinished(_) => "unfinished",
            Self::WrongLanguage(_) => "wrong_language",
            Self::Refusal(_) => "refusal",
            Self::Markdown(_) => "markdown",
            Self::UnknownYear(_) => "unknown_year",
            Self::UnknownName(_) => "unknown_name",
            Self::UnknownTitle(_) => "unknown_title",
            Self::ArtistMissing(_) => "artist_missing",
            Self::TooShort(_) => "too_short",
            Self::TooLong(_) => "too_long",
        }
    }

    /// What gave rise to it; empty for [`Doubt::Empty`].
    pub fn said(&self) -> &str {
        match self {
            Self::Empty => "",
            Self::Unfinished(said)
            | Self::WrongLanguage(said)
            | Self::Refusal(said)
            | Self::Markdown(said)
            | Self::UnknownYear(said)
            | Self::UnknownName(said)
            | Self::UnknownTitle(said)
            | Self::ArtistMissing(said)
            | Self::TooShort(said)
            | Self::TooLong(said) => said,
        }
    }
}

/// The text to store, or every doubt about it. First thinking, Markdown, introductions and quotation marks around the
/// whole are taken off; what is left is held against the facts. `language` is a BCP 47 tag; `finished` is what the model
/// says of its end.
///
/// # Errors
/// All doubts, in the order of [`Doubt`]'s variants; at least one.
pub fn check(text: &str, facts: &Facts, language: &str, finished: bool) -> Result<String, Vec<Doubt>> {
    let text = strip::plain(text);
    if text.is_empty() {
        return Err(vec![Doubt::Empty]);
    }
    let doubts = doubts(&text, facts, language, finished);
    if doubts.is_empty() { Ok(text) } else { Err(doubts) }
}

fn doubts(text: &str, facts: &Facts, language: &str, finished: bool) -> Vec<Doubt> {
    let lexicon = Lexicon::new(facts);
    let words = lexicon::words(text);
    let quotes = lexicon::quotes(text);
    let mut doubts = Vec::new();
    if !finished || !sentence::is_whole(text) {
        doubts.push(Doubt::Unfinished(end(text)));
    }
    doubts.extend(tongue::doubt(text, &lexicon, &quotes, language));
    doubts.extend(refusal::find(&words, &lexicon).map(|said| Doubt::Refusal(clip(&said))));
    doubts.extend(strip::leftover(text, &lexicon).map(|word| Doubt::Markdown(clip(word))));
    doubts.extend(year::unknown(text, &words, facts, &lexicon).into_iter().map(|year| Doubt::UnknownYear(clip(year))));
    let names = name::unknown(text, &words, &quotes, &lexicon, language);
    doubts.extend(names.into_iter().map(|name| Doubt::UnknownName(clip(name))));
    let titles = title::unknown(text, &quotes, &lexicon, language);
    doubts.extend(titles.into_iter().map(|title| Doubt::UnknownTitle(clip(title))));
    if !artist::is_named(&facts.artist_names, text, &words) {
        doubts.push(Doubt::ArtistMissing(clip(&facts.artist)));
    }
    if says_nothing(&words, &lexicon) {
        doubts.push(Doubt::TooShort(clip(text)));
    }
    if text.chars().count() > LONGEST || sentence::split(text).len() > MOST_SENTENCES {
        doubts.push(Doubt::TooLong(clip(text)));
    }
    doubts
}

/// `Album X par Y` is no description, and neither is `X est un album de Y.`
fn says_nothing(words: &[Word<'_>], lexicon: &Lexicon) -> bool {
    let own =
        |word: &&Word<'_>| !lexicon.names_album(&word.folded) && !super::language::Language::any_has(&word.folded);
    words.iter().filter(own).count() < 3
}

fn clip(piece: &str) -> String {
    piece.chars().take(LONGEST_PIECE).collect()
}

fn end(text: &str) -> String {
    let skipped = text.chars().count().saturating_sub(40);
    text.chars().skip(skipped).collect()
}

#[cfg(test)]
mod tests;
