//! The file as lines, as discogs.com writes it or as a spreadsheet or a script leaves it: any encoding that [`Encoding`]
//! knows, any line ending and separator, with or without empty columns and lines.

use super::columns::Columns;
use super::encoding::Encoding;
use super::header::{Dialect, Header, separator_line};
use super::records::{Record, Records};
use crate::exchange::kind::{FileKind, LOOKED_AT};
use crate::exchange::problem::{Problem, ProblemKind};
use crate::exchange::remark::Remark;
use crate::limits::is_too_long;
use encoding_rs_io::DecodeReaderBytes;
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::io::{self, Chain, Cursor, Read, Seek};
use std::sync::Arc;

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
    record: Record,
    positions: Arc<[usize]>,
}

impl Line {
    /// Its cells, as many as there are columns.
    pub fn cells(&self) -> Vec<&str> {
        self.positions.iter().map(|at| self.record.cell(*at)).collect()
    }
}

/// The file as UTF-8, from the beginning that was looked at on.
type Decoded<R> = Chain<Cursor<Vec<u8>>, DecodeReaderBytes<R, Vec<u8>>>;

/// A file whose header was read.
pub struct Sheet<R: Read> {
    header: Header,
    /// Where the cells of its columns are in a record.
    positions: Arc<[usize]>,
    encoding: Encoding,
    line_end: LineEnd,
    records: Records<Decoded<R>>,
    /// Columns without a name that hold more than a count of the lines.
    nameless: BTreeSet<usize>,
}

impl<R: Read + Seek> Sheet<R> {
    /// Reads the header, after one pass over the whole file that finds its encoding.
    ///
    /// # Errors
    /// What makes it no CSV of a collection.
    pub fn open(mut source: R) -> Result<Self, Problem> {
        let mut start = Vec::new();
        source.by_ref().take(LOOKED_AT as u64).read_to_end(&mut start).map_err(unreadable)?;
        if let Some(kind) = FileKind::of_bytes(&start) {
            return Err(ProblemKind::Kind { kind }.whole());
        }
        source.rewind().map_err(unreadable)?;
        let encoding = Encoding::detect(&mut source)?;
        source.rewind().map_err(unreadable)?;
        let mut decoded = encoding.decode(source);
        let mut start = Vec::new();
        decoded.by_ref().take(LONGEST_HEADER).read_to_end(&mut start).map_err(unreadable)?;
        let (dialect, line_end) = (Dialect::of(&start), LineEnd::of(&start));
        let mut records = Records::new(Cursor::new(start).chain(decoded), dialect.delimiter, dialect.skips_spaces);
        let mut first = true;
        loop {
            let Some(record) = records.next_record().map_err(unreadable)? else {
                return Err(ProblemKind::Empty.whole());
            };
            if record.is_blank_from(0) || (first && separator_line(record.cell(0)).is_some()) {
                first = first && record.is_blank_from(0);
                continue;
            }
            let cells: Vec<&str> = (0..record.len()).map(|at| record.cell(at)).collect();
            let header = match record.unclosed {
                Some(line) => Err(ProblemKind::OpenQuote.at(line)),
                None => Header::parse(&cells).map_err(|kind| kind.at(record.number)),
            }?;
            let positions = header.positions.as_slice().into();
            return Ok(Self { header, positions, encoding, line_end, records, nameless: BTreeSet::new() });
        }
    }

    /// Its columns, those that discogs.com exports.
    pub fn columns(&self) -> &Columns {
        &self.header.columns
    }

    /// How its lines end.
    pub fn line_end(&self) -> LineEnd {
        self.line_end
    }

    /// What is worth knowing of the file, as far as it was read.
    pub fn remarks(&self) -> Vec<Remark> {
        let encoding = self.encoding.name().map(|name| Remark::Encoding { name: name.to_owned() });
        let nameless = self.nameless.iter().map(|at| format!("#{}", at + 1));
        let columns: Vec<String> = self.header.left_out.iter().cloned().chain(nameless).collect();
        let left_out = (!columns.is_empty()).then_some(Remark::LeftOut { columns });
        encoding.into_iter().chain(left_out).collect()
    }

    /// The next line that is not blank; `None` at the end.
    pub fn next_line(&mut self) -> Option<Result<Line, Problem>> {
        loop {
            let record = match self.records.next_record() {
                Ok(record) => record?,
                Err(error) => return Some(Err(unreadable(error))),
            };
            if let Some(line) = record.unclosed {
                return Some(Err(ProblemKind::OpenQuote.at(line)));
            }
            if record.too_long {
                return Some(Err(ProblemKind::TooLong.at(record.number)));
            }
            if record.is_blank_from(0) {
                continue;
            }
            if let Err(problem) = self.check_cells(&record) {
                return Some(Err(problem));
            }
            let counts = |at: &usize| record.cell(*at).trim().bytes().all(|byte| byte.is_ascii_digit());
            let nameless = &self.header.nameless;
            self.nameless.extend(nameless.iter().copied().filter(|at| !counts(at)));
            let line = Line { number: record.number, record, positions: self.positions.clone() };
            if line.positions.iter().any(|at| is_too_long(line.record.cell(*at))) {
                return Some(Err(ProblemKind::TooLong.at(line.number)));
            }
            return Some(Ok(line));
        }
    }

    /// Spreadsheets leave empty cells at the end of lines, or leave out those that are. Anything else is another line
    /// than it seems.
    fn check_cells(&self, record: &Record) -> Result<(), Problem> {
        let (found, expected) = (record.len(), self.header.width);
        let sound = match found.cmp(&expected) {
            Ordering::Equal => true,
            Ordering::Greater => record.is_blank_from(expected),
            Ordering::Less => record.ended && record.crossed.is_none() && self.header.is_enough(found),
        };
        match (sound, record.crossed) {
            (true, _) => Ok(()),
            // A cell that swallowed the lines below it is no matter of counting.
            (false, Some(line)) => Err(ProblemKind::OpenQuote.at(line)),
            (false, None) => {
                let (found, expected) = (found as u64, expected as u64);
                Err(ProblemKind::Cells { found, expected }.at(record.number))
            }
        }
    }
}

fn unreadable(error: io::Error) -> Problem {
    ProblemKind::Unreadable { reason: error.to_string() }.whole()
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
