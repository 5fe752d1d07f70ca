//! In a shop, a record in hand: do I have this, or another pressing of it?
//!
//! The same questions are answered without a network by `static/shop/shelf.js`; `shop/vectors.json` holds both to the
//! same answers.

mod answer;
mod question;
#[cfg(test)]
mod tests;

pub use answer::{Answer, SHOWN, Scope, Search, Verdict, Wanted};
pub use question::{AskedWord, Closeness, Question};

use crate::id::{MasterId, ReleaseId};

/// A release that the collection holds, or that the wantlist names, with what it is known by in a shop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holding {
    /// Which release.
    pub id: ReleaseId,
    /// What other pressings share.
    pub master_id: Option<MasterId>,
    /// As printed.
    pub title: String,
    /// The whole credit as one line.
    pub artist: String,
    /// Year of this pressing.
    pub year: Option<i32>,
    /// Its formats as one line.
    pub formats: String,
    /// Its first label.
    pub label: String,
    /// Its catalogue numbers as printed, each once.
    pub catnos: Vec<String>,
    /// Its barcodes as [`barcode_digits`] gives them.
    pub barcodes: Vec<String>,
    /// Each copy of it; none of what is wanted.
    pub copies: Vec<CopyInHand>,
}

/// What a copy is worth knowing by when another one is in hand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CopyInHand {
    /// Media condition as the owner graded it; empty when nobody did.
    pub media: String,
    /// Sleeve condition, likewise.
    pub sleeve: String,
    /// Whether Discogs no longer lists it.
    pub is_absent: bool,
}

/// Fewer digits are no barcode: EAN-8 is the shortest, typed without its first zeros and check digit.
const FEWEST_DIGITS: usize = 6;

/// The digits of a barcode without what stands between them and without leading zeros, so that an EAN-13 that begins with
/// 0 is the UPC-A it stands for. `None` when something other than digits, spaces, dots and hyphens is in it, or too few
/// digits.
pub fn barcode_digits(text: &str) -> Option<String> {
    let between = |letter: char| letter.is_whitespace() || matches!(letter, '-' | '.' | '\u{2010}'..='\u{2015}');
    let mut digits = String::new();
    for letter in text.chars() {
        match letter {
            '0'..='9' => digits.push(letter),
            letter if between(letter) => {}
            _ => return None,
        }
    }
    let known = digits.trim_start_matches('0');
    (digits.len() >= FEWEST_DIGITS && !known.is_empty()).then(|| known.to_owned())
}
