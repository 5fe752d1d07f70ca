//! The file as records: where each begins, and its cells.
//!
//! The csv parser splits a record into cells, and this splits the file into records, by the same rules of quoting (a
//! quotation mark opens a quoted cell only at the cell's beginning: `7" Mix` is a plain one). The parser alone does not say
//! on which line a record begins when lines are blank or end with CR, where a quotation mark was opened that nothing closes,
//! or that a record has grown too large to hold.

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};
use memchr::{memchr, memchr3};
use std::io::{self, BufRead, BufReader, Read};

/// The largest record, in bytes. A line of discogs.com has a few hundred.
const MOST_RECORD: usize = 1024 * 1024;

/// One record, not blank.
#[derive(Clone, Debug, Default)]
pub(super) struct Record {
    /// The line of the file that it begins on, 1-based.
    pub(super) number: u64,
    /// The line on which a quotation mark was opened that the file never closes.
    pub(super) unclosed: Option<u64>,
    /// The line on which the first quoted cell was opened that goes on over a line's end.
    pub(super) crossed: Option<u64>,
    /// Whether a line's end follows it. A file that was cut off ends without one.
    pub(super) ended: bool,
    /// Larger than is held; its cells are not there.
    pub(super) too_long: bool,
    /// The cells, one after the other, without NUL characters: databases refuse them, and no text means one.
    text: String,
    /// Where each cell ends in the text.
    ends: Vec<usize>,
}

impl Record {
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// A cell; empty where the record has no such cell.
    pub(super) fn cell(&self, at: usize) -> &str {
        let begin = if at == 0 { 0 } else { self.ends.get(at - 1).copied().unwrap_or_default() };
        let end = self.ends.get(at).copied().unwrap_or(begin);
        self.text.get(begin..end).unwrap_or_default()
    }

    /// Whether nothing but white space is in its cells from `from` on.
    pub(super) fn is_blank_from(&self, from: usize) -> bool {
        (from..self.len()).all(|at| self.cell(at).trim().is_empty())
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    CellBegins,
    Plain,
    Quoted,
    /// After a quotation mark within a quoted cell: the end of it, or the first of two that stand for one.
    QuoteInQuoted,
}

/// The records of a file.
pub(super) struct Records<R> {
    source: BufReader<R>,
    delimiter: u8,
    /// Whether spaces before a quotation mark are skipped, as some programs write `a, "b, c"`.
    skips_spaces: bool,
    parser: Reader,
    line: u64,
    after_cr: bool,
    raw: Vec<u8>,
}

impl<R: Read> Records<R> {
    /// Reads on from `line`, 1-based.
    pub(super) fn new(source: R, delimiter: u8, skips_spaces: bool) -> Self {
        let parser = ReaderBuilder::new().delimiter(delimiter).build();
        let source = BufReader::with_capacity(64 * 1024, source);
        Self { source, delimiter, skips_spaces, parser, line: 1, after_cr: false, raw: Vec::new() }
    }

    /// The next record that is not an empty line; `None` at the end.
    ///
    /// # Errors
    /// What the source says.
    pub(super) fn next_record(&mut self) -> io::Result<Option<Record>> {
        loop {
            let mut record = Record { number: self.line, ..Record::default() };
            record.ended = self.read_raw(&mut record)?;
            if !self.raw.is_empty() || record.too_long {
                self.split(&mut record);
                return Ok(Some(record));
            }
            if !record.ended {
                return Ok(None);
            }
        }
    }

    /// Reads the bytes of one record, without what ends it; `false` at the end of the file.
    fn read_raw(&mut self, record: &mut Record) -> io::Result<bool> {
        self.raw.clear();
        let mut state = State::CellBegins;
        let mut opened = 0;
        loop {
            let buffer = self.source.fill_buf()?;
            if buffer.is_empty() {
                record.unclosed = (state == State::Quoted).then_some(opened);
                return Ok(false);
            }
            let available = buffer.len();
            let mut used = 0;
            let mut ended = false;
            while used < available {
                let text = &buffer[used..available];
                let text = &text[..text_length(text, state, self.delimiter)];
                if !text.is_empty() {
                    self.after_cr = false;
                    push(&mut self.raw, text, record);
                    used += text.len();
                    continue;
                }
                let byte = buffer[used];
                used += 1;
                if std::mem::take(&mut self.after_cr) && byte == b'\n' {
                    // The second half of a line end. Within a cell it belongs to the text.
                    if state == State::Quoted {
                        push(&mut self.raw, &[byte], record);
                    }
                    continue;
                }
                if matches!(byte, b'\r' | b'\n') {
                    self.after_cr = byte == b'\r';
                    self.line += 1;
                    if state != State::Quoted {
                        ended = true;
                        break;
                    }
                    record.crossed.get_or_insert(opened);
                }
                state = match (state, byte) {
                    (State::CellBegins, b'"') => {
                        opened = self.line;
                        if self.skips_spaces {
                            drop_spaces(&mut self.raw, self.delimiter);
                        }
                        State::Quoted
                    }
                    (State::CellBegins, b' ') if self.skips_spaces => State::CellBegins,
                    (State::Quoted, b'"') => State::QuoteInQuoted,
                    (State::Quoted, _) | (State::QuoteInQuoted, b'"') => State::Quoted,
                    (_, byte) if byte == self.delimiter => State::CellBegins,
                    _ => State::Plain,
                };
                push(&mut self.raw, &[byte], record);
            }
            self.source.consume(used);
            if ended {
                return Ok(true);
            }
        }
    }

    fn split(&mut self, record: &mut Record) {
        if record.too_long {
            return;
        }
        self.parser.reset();
        let mut cells = vec![0; self.raw.len()];
        // Every cell but the last ends with a delimiter.
        let most = 1 + self.raw.iter().filter(|byte| **byte == self.delimiter).count();
        record.ends.resize(most, 0);
        let (mut read, mut text, mut ends) = (0, 0, 0);
        loop {
            let (result, taken, written, ended) =
                self.parser.read_record(&self.raw[read..], &mut cells[text..], &mut record.ends[ends..]);
            read += taken;
            text += written;
            ends += ended;
            match result {
                // With nothing left to read, the next call hears that the input has ended.
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull => cells.resize(cells.len() * 2 + 64, 0),
                ReadRecordResult::OutputEndsFull => record.ends.resize(record.ends.len() * 2 + 8, 0),
                ReadRecordResult::Record | ReadRecordResult::End => break,
            }
        }
        record.ends.truncate(ends);
        cells.truncate(text);
        if memchr(0, &cells).is_some() {
            drop_nul(&mut cells, &mut record.ends);
        }
        // The decoder gives UTF-8, and cells are cut at ASCII.
        record.text = String::from_utf8(cells).unwrap_or_default();
    }
}

fn drop_nul(cells: &mut Vec<u8>, ends: &mut [usize]) {
    let mut dropped = 0;
    let mut begin = 0;
    for end in ends {
        dropped += cells[begin..*end].iter().filter(|byte| **byte == 0).count();
        begin = *end;
        *end -= dropped;
    }
    cells.retain(|byte| *byte != 0);
}

/// How many bytes from here on neither change the state nor end a line.
fn text_length(bytes: &[u8], state: State, delimiter: u8) -> usize {
    let end = match state {
        State::Plain => memchr3(delimiter, b'\r', b'\n', bytes),
        State::Quoted => memchr3(b'"', b'\r', b'\n', bytes),
        State::CellBegins | State::QuoteInQuoted => Some(0),
    };
    end.unwrap_or(bytes.len())
}

fn push(raw: &mut Vec<u8>, bytes: &[u8], record: &mut Record) {
    if record.too_long {
        return;
    }
    if raw.len() + bytes.len() > MOST_RECORD {
        record.too_long = true;
        *raw = Vec::new();
        return;
    }
    raw.extend_from_slice(bytes);
}

fn drop_spaces(raw: &mut Vec<u8>, delimiter: u8) {
    let end = raw.iter().rposition(|byte| *byte != b' ').map_or(0, |at| at + 1);
    if end == 0 || raw[end - 1] == delimiter {
        raw.truncate(end);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(u64, Vec<String>)> {
        let mut records = Records::new(text.as_bytes(), b',', false);
        let mut found = Vec::new();
        while let Some(record) = records.next_record().unwrap() {
            found.push((record.number, (0..record.len()).map(|at| record.cell(at).to_owned()).collect()));
        }
        found
    }

    fn cells(cells: &[&str]) -> Vec<String> {
        cells.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn records_begin_where_they_begin() {
        for end in ["\r\n", "\n", "\r"] {
            let text = ["a,b", "", "\"x", "y\",2", "", "", "c,\"d\"\"e\""].join(end);
            let inner = format!("x{end}y");
            assert_eq!(
                read(&text),
                [(1, cells(&["a", "b"])), (3, cells(&[&inner, "2"])), (7, cells(&["c", "d\"e"]))],
                "{end:?}"
            );
        }
    }

    #[test]
    fn a_bare_quotation_mark_is_text() {
        assert_eq!(read("7\" Mix,a\n12\" Mix,b"), [(1, cells(&["7\" Mix", "a"])), (2, cells(&["12\" Mix", "b"]))]);
    }

    #[test]
    fn an_unclosed_quotation_mark_is_named_where_it_opens() {
        let mut records = Records::new(&b"a,b\nc,\"d\ne,f\n"[..], b',', false);
        records.next_record().unwrap();
        let record = records.next_record().unwrap().unwrap();
        assert_eq!((record.number, record.unclosed), (2, Some(2)));
    }

    #[test]
    fn spaces_before_a_quoted_cell_are_skipped_where_the_file_writes_them() {
        let mut records = Records::new(&b"a, \"b, c\",  d"[..], b',', true);
        let record = records.next_record().unwrap().unwrap();
        assert_eq!((0..record.len()).map(|at| record.cell(at)).collect::<Vec<_>>(), ["a", "b, c", "  d"]);
    }

    #[test]
    fn no_cell_has_a_nul_character() {
        assert_eq!(read("a\0b,\0\0,\"c\0\",d\0\n"), [(1, cells(&["ab", "", "c", "d"]))]);
    }

    #[test]
    fn a_record_beyond_the_limit_is_not_held() {
        let text = format!("a,{}\nb,c\n", "x".repeat(3 * MOST_RECORD));
        let mut records = Records::new(text.as_bytes(), b',', false);
        let long = records.next_record().unwrap().unwrap();
        assert!(long.too_long && records.raw.capacity() < MOST_RECORD, "{}", records.raw.capacity());
        assert_eq!(records.next_record().unwrap().unwrap().cell(1), "c");
    }
}
