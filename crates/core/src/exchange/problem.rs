//! What is wrong with a file, and where: a code and figures, said in words where the reader's language is known.

use super::kind::FileKind;
use serde::{Deserialize, Serialize};
use std::fmt;

/// The longest message of a parser, in characters.
const LONGEST_MESSAGE: usize = 300;

/// One thing that is wrong with a file. A file with any is refused whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// The line it begins on, 1-based; none when it is the file as a whole.
    pub line: Option<u64>,
    /// What is wrong.
    #[serde(flatten)]
    pub kind: ProblemKind,
}

/// What can be wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum ProblemKind {
    /// Nothing in it.
    Empty,
    /// Another kind of file.
    Kind {
        /// Which.
        kind: FileKind,
    },
    /// Text in no encoding that can be told: neither UTF-8, UTF-16 nor Windows-1252.
    NotUtf8,
    /// A text is longer than [`crate::limits::MOST_TEXT`].
    TooLong,
    /// Neither the CSV of a collection nor our JSON.
    Unknown {
        /// How it begins, shortened.
        start: String,
    },
    /// The CSV lacks a column: a wantlist's, an inventory's, or another program's.
    MissingColumn {
        /// Which.
        name: String,
    },
    /// A column stands twice in the header.
    ColumnTwice {
        /// Which.
        name: String,
    },
    /// A quotation mark is opened and never closed.
    OpenQuote,
    /// The line has another number of cells than the header.
    Cells {
        /// So many it has.
        found: u64,
        /// So many the header has.
        expected: u64,
    },
    /// A cell does not read.
    Cell {
        /// Of which column.
        column: String,
        /// What stands there, shortened.
        value: String,
    },
    /// A number is beyond the range of its kind.
    Range {
        /// Of which field.
        field: String,
        /// What is there.
        value: String,
        /// The least that is taken.
        least: i64,
        /// The most that is taken.
        most: i64,
    },
    /// One release stands there more often than anybody owns it.
    TooManyCopies {
        /// Which.
        value: String,
    },
    /// The JSON does not read as an export of ours.
    Json {
        /// What the parser says.
        reason: String,
    },
    /// The JSON was written by a newer sillon.
    Newer {
        /// Its version.
        version: u64,
    },
    /// The file could not be read.
    Unreadable {
        /// What the system says.
        reason: String,
    },
}

impl ProblemKind {
    /// At a line.
    pub fn at(self, line: u64) -> Problem {
        Problem { line: Some(line), kind: self }
    }

    /// Of the file as a whole.
    pub fn whole(self) -> Problem {
        Problem { line: None, kind: self }
    }

    /// The stable code, as in the API.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Kind { kind } => kind.code(),
            Self::NotUtf8 => "not_utf8",
            Self::TooLong => "too_long",
            Self::Unknown { .. } => "unknown",
            Self::MissingColumn { .. } => "missing_column",
            Self::ColumnTwice { .. } => "column_twice",
            Self::OpenQuote => "open_quote",
            Self::Cells { .. } => "cells",
            Self::Cell { .. } => "cell",
            Self::Range { .. } => "range",
            Self::TooManyCopies { .. } => "too_many_copies",
            Self::Json { .. } => "json",
            Self::Newer { .. } => "newer",
            Self::Unreadable { .. } => "unreadable",
        }
    }
}

impl fmt::Display for Problem {
    /// In English, for the log and the command line: what is wrong and what to do.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(line) = self.line {
            write!(out, "line {line}: ")?;
        }
        match &self.kind {
            ProblemKind::Empty => out.write_str("the file is empty: export the collection again at discogs.com"),
            ProblemKind::Kind { kind } => out.write_str(kind.sentence()),
            ProblemKind::NotUtf8 => out.write_str(
                "the encoding of the text cannot be told (it is damaged UTF-8, or none): save it as CSV UTF-8",
            ),
            ProblemKind::TooLong => out.write_str("a text is longer than 64 KB: shorten it"),
            ProblemKind::Unknown { start } => write!(
                out,
                "this is neither the CSV that discogs.com exports of a collection nor an export of sillon: it begins with {start:?}"
            ),
            ProblemKind::MissingColumn { name } => write!(
                out,
                "the column {name:?} is missing: export the collection (not the wantlist or an inventory) at discogs.com"
            ),
            ProblemKind::ColumnTwice { name } => write!(out, "the column {name:?} is there twice: remove one"),
            ProblemKind::OpenQuote => out.write_str("a quotation mark is opened and never closed: close it"),
            ProblemKind::Cells { found, expected } => {
                write!(out, "{found} cells where the header has {expected}: mend the line, or export again")
            }
            ProblemKind::Cell { column, value } => write!(out, "{column:?} cannot be {value:?}: mend the cell"),
            ProblemKind::Range { field, value, least, most } => {
                write!(out, "{field:?} is {value}: it has to be from {least} to {most}")
            }
            ProblemKind::TooManyCopies { value } => {
                write!(out, "the release {value} stands there too often: remove the repeated lines")
            }
            ProblemKind::Json { reason } => write!(out, "this is no export of sillon: {reason}"),
            ProblemKind::Newer { version } => {
                write!(out, "the file was written by a newer sillon (version {version}): update this one")
            }
            ProblemKind::Unreadable { reason } => write!(out, "the file cannot be read: {reason}"),
        }
    }
}

/// A text short enough to be quoted, without control characters.
pub fn shorten(text: &str) -> String {
    text.chars().filter(|sign| !sign.is_control()).take(80).collect()
}

/// What a parser says, short enough to be kept: it may quote what it found.
pub(super) fn clip(message: &str) -> String {
    message.chars().take(LONGEST_MESSAGE).collect()
}
