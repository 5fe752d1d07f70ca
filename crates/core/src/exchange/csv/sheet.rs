//! The file as lines: any line ending, with or without a BOM, with commas or as a spreadsheet saves it.

use super::columns::Columns;
use crate::exchange::problem::{Problem, ProblemKind, shorten};
use csv::{ByteRecord, StringRecord};
use serde::{Deserialize, Serialize};
use std::cell::Cell;
use std::io::{self, Chain, Cursor, Read};
use std::rc::Rc;

/// A header is far shorter.
const LONGEST_HEADER: u64 = 64 * 1024;

/// How the lines of a file end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineEnd {
    /// As discogs.com writes them.
    #[default]
    Crlf,
    /// As Unix does.
    Lf,
    /// As old Macintoshes did.
    Cr,
}

impl LineEnd {
    /// The bytes.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Crlf => "\r\n",
            Self::Lf => "\n",
            Self::Cr => "\r",
        }
    }

    fn of(start: &[u8]) -> Self {
        let end = start.iter().position(|byte| matches!(byte, b'\r' | b'\n'));
        match end.map(|at| (start[at], start.get(at + 1))) {
            Some((b'\n', _)) => Self::Lf,
            Some((_, next)) if next != Some(&b'\n') => Self::Cr,
            _ => Self::Crlf,
        }
    }
}

/// A line of the file.
#[derive(Clone, Debug)]
pub struct Line {
    /// On which line of the file it begins, 1-based.
    pub number: u64,
    cells: StringRecord,
}

impl Line {
    /// Its cells, as many as there are columns.
    pub fn cells(&self) -> Vec<&str> {
        self.cells.iter().collect()
    }
}

/// A file whose header was read.
pub struct Sheet<R> {
    columns: Columns,
    line_end: LineEnd,
    reader: csv::Reader<Chain<Cursor<Vec<u8>>, Counting<R>>>,
    quotes: Rc<Cell<u64>>,
    last: u64,
    ahead: Option<ByteRecord>,
}

impl<R: Read> Sheet<R> {
    /// Reads the header.
    ///
    /// # Errors
    /// What makes it no CSV of a collection.
    pub fn open(source: R) -> Result<Self, Problem> {
        let quotes = Rc::new(Cell::new(0));
        let mut source = Counting { inner: source, quotes: quotes.clone() };
        let mut start = Vec::new();
        source.by_ref().take(LONGEST_HEADER).read_to_end(&mut start).map_err(|error| unreadable(&error).whole())?;
        if start.starts_with(b"\xef\xbb\xbf") {
            start.drain(..3);
        } else if start.starts_with(b"\xff\xfe")
            || start.starts_with(b"\xfe\xff")
            || start.iter().take(4).any(|byte| *byte == 0)
        {
            return Err(ProblemKind::Utf16.whole());
        }
        if start.iter().all(u8::is_ascii_whitespace) {
            return Err(ProblemKind::Empty.whole());
        }
        let line_end = LineEnd::of(&start);
        let header = start.split(|byte| matches!(byte, b'\r' | b'\n')).next().unwrap_or_default();
        let delimiter = [b',', b';', b'\t'].into_iter().max_by_key(|sign| {
            // Of equally many the first: a header of one column has none of them.
            (header.iter().filter(|byte| *byte == sign).count(), *sign == b',')
        });
        let shown = shorten(&String::from_utf8_lossy(header));
        if !shown.contains("release_id") && !shown.starts_with("Catalog#") {
            return Err(ProblemKind::Unknown { start: shown }.at(1));
        }
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter.unwrap_or(b','))
            .from_reader(Cursor::new(start).chain(source));
        let mut names = ByteRecord::new();
        reader
            .read_byte_record(&mut names)
            .map_err(|error| ProblemKind::Unreadable { reason: error.to_string() }.at(1))?;
        let names = StringRecord::from_byte_record(names).map_err(|_| ProblemKind::NotUtf8.at(1))?;
        let columns = Columns::parse(names.iter()).map_err(|kind| kind.at(1))?;
        Ok(Self { columns, line_end, reader, quotes, last: 1, ahead: None })
    }

    /// Its columns.
    pub fn columns(&self) -> &Columns {
        &self.columns
    }

    /// How its lines end.
    pub fn line_end(&self) -> LineEnd {
        self.line_end
    }

    /// The next line; `None` at the end.
    pub fn next_line(&mut self) -> Option<Result<Line, Problem>> {
        loop {
            let mut record = ByteRecord::new();
            let read = match self.ahead.take() {
                Some(ahead) => {
                    record = ahead;
                    Ok(true)
                }
                None => self.reader.read_byte_record(&mut record),
            };
            match read {
                Ok(true) => {}
                // Each quotation mark has its fellow, those inside a cell too: they are doubled.
                Ok(false) if self.quotes.get() % 2 == 1 => {
                    self.quotes.set(0);
                    return Some(Err(ProblemKind::OpenQuote.at(self.last)));
                }
                Ok(false) => return None,
                Err(error) => {
                    let line = error.position().map_or(self.last, csv::Position::line);
                    return Some(Err(ProblemKind::Unreadable { reason: error.to_string() }.at(line)));
                }
            }
            let began = record.position().map_or((0, 0), |position| (position.record(), position.line()));
            let number = match self.line_end {
                // The parser counts line feeds, of which this file has none.
                LineEnd::Cr => began.0 + 1,
                LineEnd::Lf => began.1,
                // The parser has not passed the line feed yet that ends the line before.
                LineEnd::Crlf => began.1 + u64::from(began.0 > 0),
            };
            self.last = number;
            if record.iter().all(<[u8]>::is_empty) {
                continue;
            }
            let (found, expected) = (record.len() as u64, self.columns.0.len() as u64);
            if found != expected {
                // A cell that swallowed the rest of the file is no matter of counting.
                let mut ahead = ByteRecord::new();
                match self.reader.read_byte_record(&mut ahead) {
                    Ok(true) => self.ahead = Some(ahead),
                    _ if self.quotes.get() % 2 == 1 => {
                        self.quotes.set(0);
                        return Some(Err(ProblemKind::OpenQuote.at(number)));
                    }
                    _ => {}
                }
                return Some(Err(ProblemKind::Cells { found, expected }.at(number)));
            }
            let line = StringRecord::from_byte_record(record);
            let line = line.map(|cells| Line { number, cells }).map_err(|_| ProblemKind::NotUtf8.at(number));
            return Some(line);
        }
    }
}

fn unreadable(error: &io::Error) -> ProblemKind {
    ProblemKind::Unreadable { reason: error.to_string() }
}

/// Counts the quotation marks that pass.
struct Counting<R> {
    inner: R,
    quotes: Rc<Cell<u64>>,
}

impl<R: Read> Read for Counting<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        let quotes = buffer[..read].iter().filter(|byte| **byte == b'"').count() as u64;
        self.quotes.set(self.quotes.get() + quotes);
        Ok(read)
    }
}

/// Lines as discogs.com quotes them: only where a comma, a quotation mark or a line break stands in a cell.
pub fn encode(lines: impl IntoIterator<Item = Vec<String>>, line_end: LineEnd) -> Vec<u8> {
    let terminator = match line_end {
        LineEnd::Crlf => csv::Terminator::CRLF,
        LineEnd::Lf => csv::Terminator::Any(b'\n'),
        LineEnd::Cr => csv::Terminator::Any(b'\r'),
    };
    let mut writer = csv::WriterBuilder::new().terminator(terminator).flexible(true).from_writer(Vec::new());
    for line in lines {
        // Into memory, and lines of any length: it cannot fail.
        let _ = writer.write_record(line);
    }
    writer.into_inner().unwrap_or_default()
}
