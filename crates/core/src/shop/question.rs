//! What was typed or scanned, and how close a release comes to it.

use super::{Holding, barcode_digits};
use crate::fold::{fold, words};

/// A question: by words, by catalogue number, by barcode; whatever it can be read as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    words: Vec<String>,
    /// Letters and digits of the whole, where it may be a catalogue number.
    catno: Option<String>,
    barcode: Option<String>,
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
        let words = words(text);
        let is_number = |catno: &String| catno.len() > 1 && has_digit(catno);
        let catno = Some(compact(text)).filter(is_number);
        (!words.is_empty()).then(|| Self { words, catno, barcode: barcode_digits(text) })
    }

    /// Whether it can only be a barcode.
    pub fn is_barcode(&self) -> bool {
        self.barcode.is_some()
    }

    /// Its words, folded; each may be the beginning of a longer one.
    pub fn words(&self) -> &[String] {
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
        let work = format!(" {}{title}", words(&holding.artist).join(" "));
        let mut missing: Vec<&String> = self.words.iter().filter(|word| !has(&work, word)).collect();
        let in_work = self.words.len() - missing.len();
        if !missing.is_empty() {
            let edition = edition(holding);
            missing.retain(|word| !has(&edition, word));
        }
        let asked = format!(" {}", self.words.join(" "));
        let names_it = || self.words.iter().any(|word| has(&title, word));
        match missing.as_slice() {
            [] if title == asked => Some(Closeness::Title),
            [] if title.starts_with(&asked) => Some(Closeness::TitleBegins),
            [] => Some(Closeness::Words),
            missing if is_number(missing) && self.ends_with(missing) && names_it() => Some(Closeness::Pressing),
            [_] if in_work > 0 => Some(Closeness::Near),
            _ => None,
        }
    }

    fn ends_with(&self, words: &[&String]) -> bool {
        self.words.iter().rev().zip(words.iter().rev()).all(|(asked, word)| asked == *word)
    }
}

/// Whether words may be another pressing's catalogue number or year: `PC 8163`, `1976`.
fn is_number(words: &[&String]) -> bool {
    words.iter().any(|word| has_digit(word)) && words.iter().all(|word| has_digit(word) || word.chars().count() <= 4)
}

/// What tells a pressing from another: label, formats, year, catalogue numbers in words and in one.
fn edition(holding: &Holding) -> String {
    let mut edition = String::new();
    let catnos = holding.catnos.iter().map(String::as_str);
    for text in [holding.label.as_str(), holding.formats.as_str()].into_iter().chain(catnos.clone()) {
        edition.extend(words(text).iter().flat_map(|word| [" ", word.as_str()]));
    }
    for number in catnos.map(compact).chain(holding.year.map(|year| year.to_string())) {
        edition.extend([" ", number.as_str()]);
    }
    edition
}

fn begins(number: &str, asked: &str) -> Option<Closeness> {
    number.starts_with(asked).then(|| if number == asked { Closeness::Number } else { Closeness::NumberBegins })
}

/// Whether a text of words with a space before each has one that begins so. Chinese and Japanese are written without
/// spaces: there a word may begin anywhere.
fn has(words: &str, word: &str) -> bool {
    let anywhere = word.chars().any(|letter| ('\u{3005}'..='\u{9fff}').contains(&letter));
    if anywhere { words.contains(word) } else { words.contains(&format!(" {word}")) }
}

fn compact(text: &str) -> String {
    fold(text).chars().filter(|letter| letter.is_alphanumeric()).collect()
}

fn has_digit(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit())
}
