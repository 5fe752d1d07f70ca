//! What somebody typed: words, "quoted phrases", `field:value`, each with a `-` before it to leave it out.
//!
//! Nothing typed is an error: an unknown field is just words. Where a known field's value cannot be read (`year:soon`), the
//! term is set aside and named, so that a page can say so beside what the other terms find.

mod known;
mod read;
mod written;

use super::words::{Word, asked_words, compact, sign_word};
use super::{Facet, Value};
use crate::fold::fold;
use crate::id::FieldId;
use known::{Known, read_values};

/// A part of an album that words are looked for in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Part {
    /// Credited artists, as Discogs calls them and as the sleeve does.
    Artist,
    /// Title.
    Title,
    /// Labels.
    Label,
    /// Catalogue numbers.
    Catno,
    /// Titles of tracks.
    Track,
    /// What the owner wrote in the copies' fields; conditions are not part of it.
    Note,
    /// Digits of the barcodes.
    Barcode,
}

/// What somebody asks for. All terms must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Search {
    /// In the order in which they were typed. Those of one facet (`genre:rock genre:jazz`) are joined by "or".
    pub terms: Vec<Term>,
    /// The whole text as catalogue numbers are written, `SD 19129` as `sd19129`, where it may be one: albums with a catalogue
    /// number or barcode that begins so are found too.
    pub compact: Option<String>,
    /// Terms whose value could not be read.
    pub mistakes: Vec<Mistake>,
}

/// One thing that somebody asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// Whether albums that have it are left out.
    pub exclude: bool,
    /// What.
    pub asked: Asked,
}

/// What a term asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asked {
    /// Words that all must occur.
    Words {
        /// Where; anywhere if nothing is said.
        part: Option<Part>,
        /// Which.
        words: Vec<Word>,
        /// The same as catalogue numbers are written, where it may be one: as good as the words.
        compact: Option<Word>,
        /// Whether it was quoted: the words must follow one another.
        phrase: bool,
        /// As it was typed.
        text: String,
    },
    /// A facet's value whose name has all of these words.
    Named {
        /// Which facet.
        facet: Facet,
        /// The word before the colon: one of the owner's own fields has none but the one that was typed.
        field: String,
        /// The words.
        words: Vec<Word>,
        /// As it was typed.
        text: String,
    },
    /// One of these values.
    Values {
        /// Which.
        values: Vec<Value>,
        /// As it was typed.
        text: String,
    },
}

/// A term whose value could not be read: `year:soon`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// The facet that was asked about.
    pub facet: Facet,
    /// What was typed for its value.
    pub text: String,
}

/// A word that was taken for another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// Which term.
    pub term: usize,
    /// Which of its words.
    pub word: usize,
    /// The word that was searched for instead.
    pub taken: String,
}

impl Asked {
    /// As it was typed.
    fn text(&self) -> Option<&str> {
        match self {
            Self::Words { text, .. } => Some(text),
            Self::Named { .. } | Self::Values { .. } => None,
        }
    }

    fn words_mut(&mut self) -> Option<&mut Vec<Word>> {
        match self {
            Self::Words { words, .. } => Some(words),
            Self::Named { .. } | Self::Values { .. } => None,
        }
    }
}

impl Part {
    /// From what a person types before a colon.
    fn from_word(word: &str) -> Option<Self> {
        Some(match fold(word).as_str() {
            "artist" | "artiste" | "by" | "par" => Self::Artist,
            "title" | "titre" | "album" => Self::Title,
            "label" | "etiquette" => Self::Label,
            "catno" | "cat" | "reference" => Self::Catno,
            "track" | "tracks" | "piste" | "pistes" => Self::Track,
            "note" | "notes" => Self::Note,
            "barcode" | "ean" | "upc" | "codebarres" | "code-barres" => Self::Barcode,
            _ => return None,
        })
    }

    /// The word before the colon.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Artist => "artist",
            Self::Title => "title",
            Self::Label => "label",
            Self::Catno => "catno",
            Self::Track => "track",
            Self::Note => "notes",
            Self::Barcode => "barcode",
        }
    }
}

impl Search {
    /// Reads what somebody typed. The last word is taken as unfinished. `fields` are the owner's own fields, whose names
    /// can stand before a colon too.
    pub fn parse(text: &str, fields: &[(FieldId, String)]) -> Self {
        let (mut search, typed) = Self::terms_of(text, fields);
        let mistakes = std::mem::take(&mut search.mistakes);
        // Terms have other neighbours once those that ask nothing, or the same again, are gone: signs that follow one another are
        // one term, and words beside each other may be one. So the new text is read until it stays as it is.
        for _ in 0..typed.len() {
            let written = search.to_string();
            let (again, _) = Self::terms_of(&written, fields);
            if again.to_string() == written {
                break;
            }
            search.terms = again.terms;
        }
        search.mistakes = mistakes;
        search.compact = search.plain().filter(|_| search.terms.len() > 1).and_then(|text| compact(&text));
        let begins_field =
            |token: &read::Token| token.field.as_deref().is_some_and(|word| Known::of(word, fields).is_some());
        if search.terms.is_empty() && search.mistakes.is_empty() && !typed.iter().any(begins_field) {
            search.terms.extend(Self::signs(text));
        }
        search
    }

    /// What was typed where no word and no sign of it can be looked for, `""`: it finds what has that title, if anything.
    fn signs(text: &str) -> Option<Term> {
        let signs: String = text.split_whitespace().collect();
        let words = vec![sign_word(&signs, true)?];
        Some(Term {
            exclude: false,
            asked: Asked::Words { part: None, words, compact: None, phrase: false, text: signs },
        })
    }

    /// The terms of a text, and what they were read from.
    fn terms_of(text: &str, fields: &[(FieldId, String)]) -> (Self, Vec<read::Token>) {
        let mut search = Self::default();
        let typed = read::tokens(text);
        let last = typed.len().saturating_sub(1);
        for (position, token) in typed.iter().enumerate() {
            let unfinished = position == last && !token.closed;
            search.add(token, unfinished, fields);
        }
        search.spell_together();
        search.drop_repeated();
        (search, typed)
    }

    /// What is said twice is looked for once, but for words that may be one with their neighbours, as those of `m g m t`.
    fn drop_repeated(&mut self) {
        let mut once: Vec<Term> = Vec::with_capacity(self.terms.len());
        for term in std::mem::take(&mut self.terms) {
            let may_be_joined = matches!(&term.asked, Asked::Words { phrase: false, words, .. }
                if words.iter().any(|word| !word.also.is_empty()));
            if may_be_joined || !once.contains(&term) {
                once.push(term);
            }
        }
        self.terms = once;
    }

    /// Whether a term asks for signs alone, as the `&` of `miles & davis` does.
    pub fn is_mere_sign(&self, term: usize) -> bool {
        self.terms.get(term).is_some_and(|term| match &term.asked {
            Asked::Words { words, .. } => words.iter().all(|word| word.is_sign()),
            _ => false,
        })
    }

    /// Words that stand in terms beside each other may be one (`ac dc`), as they may within one term.
    fn spell_together(&mut self) {
        let is_plain = |term: &Term| {
            !term.exclude
                && matches!(&term.asked, Asked::Words { part: None, phrase: false, words, .. }
            if !words.iter().any(Word::is_sign))
        };
        for run in self.terms.chunk_by_mut(|one, other| is_plain(one) && is_plain(other)).filter(|run| run.len() > 1) {
            let texts: Vec<String> = run.iter().filter_map(|term| term.asked.text().map(str::to_owned)).collect();
            let last = run.last_mut().and_then(|term| term.asked.words_mut()?.last());
            let unfinished = last.is_some_and(|word| word.beginning);
            let mut together = asked_words(&texts.join(" "), unfinished).into_iter();
            for word in run.iter_mut().filter_map(|term| term.asked.words_mut()).flatten() {
                // Cut alike: only what each is together with others differs.
                match together.next() {
                    Some(other) if other.text == word.text => {
                        word.also = other.also;
                    }
                    _ => break,
                }
            }
        }
    }

    /// Whether nothing is asked for.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// The text with other words in the place of some.
    pub fn corrected(&self, corrections: &[Correction]) -> String {
        let mut other = self.clone();
        for Correction { term, word, taken } in corrections {
            let Some(Asked::Words { words, text, .. }) = other.terms.get_mut(*term).map(|term| &mut term.asked) else {
                continue;
            };
            if let Some(word) = words.get_mut(*word) {
                word.text.clone_from(taken);
            }
            *text = words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ");
        }
        let last = other.terms.len().saturating_sub(1);
        let terms = other.terms.iter().enumerate().map(|(place, term)| match &term.asked {
            Asked::Words { part: None, phrase: false, text, .. } if !term.exclude => text.clone(),
            _ => term.written(place == last),
        });
        terms.collect::<Vec<_>>().join(" ")
    }

    /// The text, where it is words and nothing else.
    fn plain(&self) -> Option<String> {
        let texts = self.terms.iter().map(|term| match &term.asked {
            Asked::Words { part: None, phrase: false, text, .. } if !term.exclude => Some(text.as_str()),
            _ => None,
        });
        texts.collect::<Option<Vec<_>>>().filter(|_| self.mistakes.is_empty()).map(|texts| texts.join(" "))
    }

    fn add(&mut self, token: &read::Token, unfinished: bool, fields: &[(FieldId, String)]) {
        let text = token.text.clone();
        let known = token.field.as_deref().and_then(|word| Known::of(word, fields));
        let asked = match known {
            Some(_) if text.is_empty() => return,
            Some(Known::Part(part)) => Self::words(Some(part), text, token.quoted, unfinished),
            Some(Known::Facet(facet)) => match read_values(facet, &text, unfinished) {
                Some(Some(values)) => Some(Asked::Values { values, text }),
                Some(None) => return self.mistakes.push(Mistake { facet, text }),
                None => {
                    let words = asked_words(&text, unfinished);
                    let typed = token.field.clone().filter(|_| facet.as_str() == "field");
                    let field = typed.unwrap_or_else(|| facet.as_str().to_owned());
                    (!words.is_empty()).then_some(Asked::Named { facet, field, words, text })
                }
            },
            None => Self::words(None, token.whole(), token.quoted, unfinished),
        };
        self.terms.extend(asked.map(|asked| Term { exclude: token.exclude, asked }));
    }

    fn words(part: Option<Part>, text: String, quoted: bool, unfinished: bool) -> Option<Asked> {
        let mut words = asked_words(&text, unfinished);
        let numbered = matches!(part, None | Some(Part::Catno | Part::Barcode));
        let compact = compact(&text).filter(|_| numbered && !quoted);
        if let (Some(Part::Barcode), Some(digits)) = (part, &compact) {
            words = vec![Word::new(digits.clone(), unfinished)];
        }
        let compact = compact.filter(|_| words.len() > 1).map(|text| Word::new(text, unfinished));
        (!words.is_empty()).then_some(Asked::Words { part, phrase: quoted, words, compact, text })
    }
}

#[cfg(test)]
mod tests;
