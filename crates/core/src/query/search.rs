//! What somebody typed: words, "quoted phrases", `field:value`, each with a `-` before it to leave it out.
//!
//! Nothing typed is an error: an unknown field is just words. Where a known field's value cannot be read (`year:soon`), the
//! term is set aside and named, so that a page can say so beside what the other terms find.

mod read;

use super::words::{Word, asked_words, compact};
use super::{Facet, Missing, Value, Years};
use crate::fold::fold;
use crate::id::FieldId;
use std::fmt;

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
        let mut search = Self::default();
        let typed = read::tokens(text);
        let last = typed.len().saturating_sub(1);
        for (position, token) in typed.iter().enumerate() {
            let unfinished = position == last && !token.closed;
            search.add(token, unfinished, fields);
        }
        search.compact = search.plain().filter(|_| search.terms.len() > 1).and_then(|text| compact(&text));
        search
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
            words = vec![Word { text: digits.clone(), beginning: unfinished }];
        }
        let compact = compact.filter(|_| words.len() > 1).map(|text| Word { text, beginning: unfinished });
        (!words.is_empty()).then_some(Asked::Words { part, phrase: quoted, words, compact, text })
    }
}

/// What can stand before a colon.
enum Known {
    Part(Part),
    Facet(Facet),
}

impl Known {
    fn of(word: &str, fields: &[(FieldId, String)]) -> Option<Self> {
        let letters = |text: &str| fold(text).chars().filter(|letter| letter.is_alphanumeric()).collect::<String>();
        let asked = letters(word);
        let own =
            || fields.iter().find(|(_, name)| letters(name) == asked).map(|(id, _)| Self::Facet(Facet::Field(*id)));
        let part = Part::from_word(word).map(Self::Part);
        part.or_else(|| Facet::from_word(word).map(Self::Facet)).or_else(own)
    }
}

/// The values of a facet whose values are no names; the inner `None` where the text says none.
fn read_values(facet: Facet, text: &str, unfinished: bool) -> Option<Option<Vec<Value>>> {
    let years = || if unfinished { Years::parse_unfinished(text) } else { Years::parse(text) };
    Some(match facet {
        Facet::Year | Facet::Decade if facet == Facet::Year || text.contains('-') => {
            years().map(|years| vec![Value::Year(years)])
        }
        Facet::Decade => years().map(|years| vec![Value::Decade(years.first / 10 * 10)]),
        Facet::OriginalYear => years().map(|years| vec![Value::OriginalYear(years)]),
        Facet::Rating => read_ratings(text),
        Facet::Missing => {
            let whole = Missing::from_word(text);
            let begun = || Missing::ALL.into_iter().find(|missing| missing.as_str().starts_with(&fold(text)));
            whole.or_else(|| begun().filter(|_| unfinished)).map(|missing| vec![Value::Missing(missing)])
        }
        _ => return None,
    })
}

/// `5`, `4-5`, `4+`; 0 is unrated.
fn read_ratings(text: &str) -> Option<Vec<Value>> {
    let stars = |text: &str| text.trim().parse::<u8>().ok().filter(|stars| *stars <= 5);
    let (least, most) = match (text.strip_suffix(['+', '-']), text.split_once('-')) {
        (Some(least), _) => (stars(least)?, 5),
        (None, Some((least, most))) => (stars(least)?, stars(most)?),
        (None, None) => (stars(text)?, stars(text)?),
    };
    (least <= most).then(|| (least..=most).map(Value::Rating).collect())
}

impl fmt::Display for Search {
    /// One text that reads the same: its terms with a space between.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mistakes = self.mistakes.iter().map(|mistake| read::written(mistake.facet.as_str(), &mistake.text, None));
        let last = self.terms.len().saturating_sub(1);
        let terms = self.terms.iter().enumerate().map(|(place, term)| term.written(place == last));
        out.write_str(&mistakes.chain(terms).collect::<Vec<_>>().join(" "))
    }
}

impl Term {
    /// Only a phrase at the end can be left open: it would take in what follows.
    fn written(&self, is_last: bool) -> String {
        let (field, text, phrase) = match &self.asked {
            Asked::Words { part, text, phrase, words, .. } => {
                let unfinished = is_last && words.last().is_some_and(|word| word.beginning);
                (part.map_or("", Part::as_str), text, phrase.then_some(!unfinished))
            }
            Asked::Named { field, text, .. } => (field.as_str(), text, None),
            Asked::Values { values, text } => (values.first().map_or("", |value| value.facet().as_str()), text, None),
        };
        let written = read::written(field, text, phrase);
        if self.exclude { format!("-{written}") } else { written }
    }
}

#[cfg(test)]
mod tests;
