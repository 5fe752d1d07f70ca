//! What was typed or scanned, and how close a release comes to it.

use super::{Holding, barcode_digits};
use crate::fold::{fold, words};
use crate::spelling::{self, Cut};

/// A question: by words, by catalogue number, by barcode; whatever it can be read as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    words: Vec<AskedWord>,
    /// Letters and digits of the whole, where it may be a catalogue number.
    catno: Option<String>,
    barcode: Option<String>,
}

/// A word of a question, folded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedWord {
    /// As it was typed.
    pub text: String,
    /// What it is together with its neighbours: as good as the word.
    pub also: Vec<String>,
}

impl AskedWord {
    /// The word and its other spellings.
    pub fn spellings(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.text).chain(&self.also).map(String::as_str)
    }
}

/// How close a release comes to a question; the closest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Closeness {
    /// Its whole number.
    Number,
    /// Its number begins so.
    NumberBegins,
    /// Its title, word for word.
    Title,
    /// Its title begins so.
    TitleBegins,
    /// Every word is its own.
    Words,
    /// Its artist or title, but another number, year or format than asked for.
    Pressing,
    /// All words but one.
    Near,
}

impl Question {
    /// `None` when there is nothing in it to look for.
    pub fn parse(text: &str) -> Option<Self> {
        let words = asked(text);
        let is_number = |catno: &String| catno.len() > 1 && has_digit(catno);
        let catno = Some(compact(text)).filter(is_number);
        (!words.is_empty()).then(|| Self { words, catno, barcode: barcode_digits(text) })
    }

    /// Whether it can only be a barcode.
    pub fn is_barcode(&self) -> bool {
        self.barcode.is_some()
    }

    /// Its words, folded; each may be the beginning of a longer one.
    pub fn words(&self) -> &[AskedWord] {
        &self.words
    }

    /// What a number of a release begins with, where it may be one: letters and digits of a catalogue number, digits of a
    /// barcode without leading zeros.
    pub fn numbers(&self) -> (Option<&str>, Option<&str>) {
        (self.catno.as_deref(), self.barcode.as_deref())
    }

    /// How close a release comes, if at all.
    pub fn judge(&self, holding: &Holding) -> Option<Closeness> {
        self.judge_numbers(holding).or_else(|| if self.is_barcode() { None } else { self.judge_words(holding) })
    }

    fn judge_numbers(&self, holding: &Holding) -> Option<Closeness> {
        let catnos = holding.catnos.iter().map(|catno| compact(catno));
        let by_catno =
            self.catno.iter().flat_map(|asked| catnos.clone().filter_map(move |catno| begins(&catno, asked)));
        let barcodes = holding.barcodes.iter();
        let by_barcode =
            self.barcode.iter().flat_map(|asked| barcodes.clone().filter_map(move |barcode| begins(barcode, asked)));
        by_catno.chain(by_barcode).min()
    }

    fn judge_words(&self, holding: &Holding) -> Option<Closeness> {
        let title = format!(" {}", words(&holding.title).join(" "));
        let work =
            format!(" {}{title}{}{}", words(&holding.artist).join(" "), other(&holding.artist), other(&holding.title));
        let mut missing: Vec<&AskedWord> = self.words.iter().filter(|word| !has(&work, word)).collect();
        let in_work = self.words.len() - missing.len();
        if !missing.is_empty() {
            let edition = edition(holding);
            missing.retain(|word| !has(&edition, word));
        }
        let asked: String = self.words.iter().flat_map(|word| [" ", &word.text]).collect();
        let names_it = || {
            let title = format!("{title}{}", other(&holding.title));
            self.words.iter().any(|word| has(&title, word))
        };
        match missing.as_slice() {
            [] if title == asked => Some(Closeness::Title),
            [] if title.starts_with(&asked) => Some(Closeness::TitleBegins),
            [] => Some(Closeness::Words),
            missing if is_number(missing) && self.ends_with(missing) && names_it() => Some(Closeness::Pressing),
            [_] if in_work > 0 => Some(Closeness::Near),
            _ => None,
        }
    }

    fn ends_with(&self, words: &[&AskedWord]) -> bool {
        self.words.iter().rev().zip(words.iter().rev()).all(|(asked, word)| asked == *word)
    }
}

/// The words that a text asks for, with their other spellings.
fn asked(text: &str) -> Vec<AskedWord> {
    let words = words(text).into_iter().map(|text| AskedWord { text, also: Vec::new() });
    let mut words: Vec<AskedWord> = words.collect();
    for joined in Cut::new(text).asked() {
        for word in words.get_mut(joined.words()).unwrap_or_default() {
            if !word.also.contains(&joined.text) {
                word.also.push(joined.text.clone());
            }
        }
    }
    words
}

/// What a name is found by besides its words, a space before each.
fn other(name: &str) -> String {
    spelling::of_name(name).iter().flat_map(|word| [" ", word]).collect()
}

/// Whether words may be another pressing's catalogue number or year: `PC 8163`, `1976`.
fn is_number(words: &[&AskedWord]) -> bool {
    let may_be = |word: &&AskedWord| has_digit(&word.text) || word.text.chars().count() <= 4;
    words.iter().any(|word| has_digit(&word.text)) && words.iter().all(may_be)
}

/// What tells a pressing from another: label, formats, year, catalogue numbers in words and in one.
fn edition(holding: &Holding) -> String {
    let mut edition = String::new();
    let catnos = holding.catnos.iter().map(String::as_str);
    for text in [holding.label.as_str(), holding.formats.as_str()].into_iter().chain(catnos.clone()) {
        edition.extend(words(text).iter().flat_map(|word| [" ", word.as_str()]));
    }
    edition.push_str(&other(&holding.label));
    for number in catnos.map(compact).chain(holding.year.map(|year| year.to_string())) {
        edition.extend([" ", number.as_str()]);
    }
    edition
}

fn begins(number: &str, asked: &str) -> Option<Closeness> {
    number.starts_with(asked).then(|| if number == asked { Closeness::Number } else { Closeness::NumberBegins })
}

/// Whether a text of words with a space before each has one that begins so, in any spelling. Chinese and Japanese are
/// written without spaces: there a word may begin anywhere.
fn has(words: &str, word: &AskedWord) -> bool {
    let is_there = |word: &str| {
        let anywhere = word.chars().any(|letter| ('\u{3005}'..='\u{9fff}').contains(&letter));
        if anywhere { words.contains(word) } else { words.contains(&format!(" {word}")) }
    };
    word.spellings().any(is_there)
}

fn compact(text: &str) -> String {
    fold(text).chars().filter(|letter| letter.is_alphanumeric()).collect()
}

fn has_digit(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit())
}
