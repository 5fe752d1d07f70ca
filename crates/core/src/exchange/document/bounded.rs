//! A look at the document while it is read: a text that is too long ends the reading before it is in memory, and the line of
//! each record is known, which the parser has left by the time a record is whole.

use crate::limits::MOST_TEXT;
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::io::{self, Read};

/// How deep a record is: in a list, in the document.
const RECORD_DEPTH: usize = 2;

/// What was seen of a document so far.
#[derive(Default)]
pub(super) struct Seen {
    /// The line, from 1, of a text that is too long.
    pub(super) too_long_at: Cell<Option<u64>>,
    records: RefCell<VecDeque<u64>>,
}

impl Seen {
    /// On which line the next record begins, from 1. To be asked once for each record, in their order.
    pub(super) fn next_record(&self) -> Option<u64> {
        self.records.borrow_mut().pop_front()
    }
}

/// Passes a JSON document on and ends with an error at the first text that is longer than [`MOST_TEXT`] once it is read,
/// wherever it is: a value of any part, or the name of a member.
pub(super) struct Bounded<'a, R> {
    source: R,
    place: Place,
    line: u64,
    /// How many lists and objects are open.
    depth: usize,
    /// Bytes that the present text has so far, as it is read: `\u00e9` has two.
    length: usize,
    starts_at: u64,
    seen: &'a Seen,
}

/// Where in the document the next byte is.
#[derive(Clone, Copy)]
enum Place {
    Outside,
    Text,
    /// After a backslash.
    Escape,
    /// After `\u`: how many digits are to come, and the number that they have made so far.
    Digits(u8, u32),
}

impl<'a, R: Read> Bounded<'a, R> {
    /// `seen` takes note of what passes.
    pub(super) fn new(source: R, seen: &'a Seen) -> Self {
        Self { source, place: Place::Outside, line: 1, depth: 0, length: 0, starts_at: 1, seen }
    }

    /// Whether the text is still short enough after this byte.
    fn pass(&mut self, byte: u8) -> bool {
        self.line += u64::from(byte == b'\n');
        match (self.place, byte) {
            (Place::Outside, b'"') => {
                (self.place, self.length, self.starts_at) = (Place::Text, 0, self.line);
            }
            (Place::Outside, b'{' | b'[') => {
                if self.depth == RECORD_DEPTH {
                    self.seen.records.borrow_mut().push_back(self.line);
                }
                self.depth += 1;
            }
            (Place::Outside, b'}' | b']') => self.depth = self.depth.saturating_sub(1),
            (Place::Outside, _) => {}
            (Place::Text, b'"') => self.place = Place::Outside,
            (Place::Text, b'\\') => self.place = Place::Escape,
            (Place::Text, _) => self.length += 1,
            (Place::Escape, b'u') => self.place = Place::Digits(4, 0),
            (Place::Escape, _) => {
                self.length += 1;
                self.place = Place::Text;
            }
            (Place::Digits(left, number), digit) => {
                // What is no digit is refused by who reads the document.
                let number = (number << 4) | char::from(digit).to_digit(16).unwrap_or_default();
                self.place = Place::Digits(left - 1, number);
                if left == 1 {
                    self.length += length_of(number);
                    self.place = Place::Text;
                }
            }
        }
        self.length <= MOST_TEXT
    }
}

/// How many bytes of UTF-8 an escaped character has. Each half of a pair of surrogates counts for half of its four.
fn length_of(number: u32) -> usize {
    match number {
        0..0x80 => 1,
        0x80..0x800 | 0xd800..0xe000 => 2,
        _ => 3,
    }
}

impl<R: Read> Read for Bounded<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.source.read(buffer)?;
        for byte in &buffer[..read] {
            if !self.pass(*byte) {
                self.seen.too_long_at.set(Some(self.starts_at));
                return Err(io::Error::other("a text is too long"));
            }
        }
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn too_long_at(document: &str) -> Option<u64> {
        let seen = Seen::default();
        let read = Bounded::new(document.as_bytes(), &seen).read_to_end(&mut Vec::new());
        assert_eq!(read.is_err(), seen.too_long_at.get().is_some());
        seen.too_long_at.get()
    }

    /// A text of `length` bytes, made of this one, which has `bytes`.
    fn text(piece: &str, bytes: usize, length: usize) -> String {
        format!("\"{}{}\"", piece.repeat(length / bytes), "x".repeat(length % bytes))
    }

    #[rstest]
    #[case("x", 1)]
    #[case("é", 2)]
    #[case("\\n", 1)]
    #[case("\\\"", 1)]
    #[case("\\\\", 1)]
    #[case("\\u0041", 1)]
    #[case("\\u00e9", 2)]
    #[case("\\u20AC", 3)]
    #[case("\\ud83d\\ude00", 4)]
    fn a_text_is_measured_as_it_is_read(#[case] piece: &str, #[case] bytes: usize) {
        let longest = text(piece, bytes, MOST_TEXT);
        assert_eq!(serde_json::from_str::<String>(&longest).unwrap().len(), MOST_TEXT);
        assert_eq!(too_long_at(&longest), None);
        assert_eq!(too_long_at(&format!("[1,\n\n {}]", text(piece, bytes, MOST_TEXT + 1))), Some(3));
    }

    #[test]
    fn the_line_of_each_record_is_known() {
        let document =
            "{\"sillon\": {\"format\": \"[{\"},\n\"a\": [{\"b\": [{}]}, {\"c\": \"{\"},\n{}],\n\"d\": [\n\n{\n}]}";
        let seen = Seen::default();
        Bounded::new(document.as_bytes(), &seen).read_to_end(&mut Vec::new()).unwrap();
        assert_eq!(std::iter::from_fn(|| seen.next_record()).collect::<Vec<_>>(), [2, 2, 3, 6]);
    }

    #[test]
    fn many_texts_may_be_long_together_and_a_name_counts_too() {
        let longest = text("x", 1, MOST_TEXT);
        assert_eq!(too_long_at(&format!("{{{longest}: [{longest}, {longest}, 1, {longest}]}}")), None);
        assert_eq!(too_long_at(&format!("{{\"a\": 1,\n{}: 2}}", text("x", 1, MOST_TEXT + 1))), Some(2));
    }
}
