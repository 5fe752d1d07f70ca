//! Whether the collection holds something, or another pressing of it.

use super::bits::Bits;
use super::entry::{barcode, part};
use super::index::Index;
use super::terms::Verified;
use sillon_core::album::MatchedBy;
use sillon_core::query::search::Search;
use sillon_core::query::words::{Word, asked_words, compact};
use sillon_core::query::{Order, Sort};

/// More would not be read in a shop.
const MOST: usize = 50;

/// What the collection holds of something.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Held {
    pub(crate) matched_by: Option<MatchedBy>,
    pub(crate) exact: Vec<i64>,
    pub(crate) pressings: Vec<i64>,
    pub(crate) corrected: Option<String>,
}

impl Index {
    /// Looks for a barcode, else for a catalogue number, else for words of artist and title.
    pub(crate) fn owned(&self, text: &str) -> Held {
        let (matched_by, set, corrected) = self.holding(text);
        let order = (Sort::Artist, Order::Ascending);
        let exact = self.page(&set, order, 0, MOST);
        let mut pressings = self.other_pressings(&exact);
        pressings.truncate(MOST);
        Held { matched_by: matched_by.filter(|_| !exact.is_empty()), exact, pressings, corrected }
    }

    fn holding(&self, text: &str) -> (Option<MatchedBy>, Bits, Option<String>) {
        let digits = text.chars().all(|letter| letter.is_ascii_digit() || letter.is_whitespace() || letter == '-');
        let number = |part: char, text: Option<String>| {
            let mut set = text.map_or_else(Bits::default, |text| self.with_word(&[part], &Word::new(text, false)));
            set.and(&self.live);
            set
        };
        let by_barcode = number(part::BARCODE, barcode(text).filter(|_| digits));
        if !by_barcode.is_empty() {
            return (Some(MatchedBy::Barcode), by_barcode, None);
        }
        let by_catno = number(part::NUMBER, compact(text));
        if !by_catno.is_empty() {
            return (Some(MatchedBy::Catno), by_catno, None);
        }
        let words = asked_words(text, true);
        if words.is_empty() {
            return Default::default();
        }
        let mut by_title = self.with_all(&[part::ARTIST, part::VARIATION, part::TITLE], &words);
        by_title.and(&self.live);
        if !by_title.is_empty() {
            return (Some(MatchedBy::Title), by_title, None);
        }
        let search = Search::parse(text, &[]);
        let found = self.search(&search, &Verified::new());
        let corrected = (!found.corrections.is_empty()).then(|| search.corrected(&found.corrections));
        (Some(MatchedBy::Title), found.set, corrected)
    }
}
