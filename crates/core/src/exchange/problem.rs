//! What is wrong with a file, and where: a code and figures, said in words where the reader's language is known.

use serde::{Deserialize, Serialize};
use std::fmt;

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
    /// Saved as UTF-16, as some spreadsheets do.
    Utf16,
    /// Bytes that are no UTF-8.
    NotUtf8,
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
    /// A column that discogs.com does not export.
    UnknownColumn {
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
            Self::Utf16 => "utf16",
            Self::NotUtf8 => "not_utf8",
            Self::Unknown { .. } => "unknown",
            Self::MissingColumn { .. } => "missing_column",
            Self::UnknownColumn { .. } => "unknown_column",
            Self::ColumnTwice { .. } => "column_twice",
            Self::OpenQuote => "open_quote",
            Self::Cells { .. } => "cells",
            Self::Cell { .. } => "cell",
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
            ProblemKind::Utf16 => out.write_str("the file is UTF-16: save it as CSV UTF-8"),
            ProblemKind::NotUtf8 => out.write_str("the text is not UTF-8: save it as CSV UTF-8"),
            ProblemKind::Unknown { start } => write!(
                out,
                "this is neither the CSV that discogs.com exports of a collection nor an export of sillon: it begins with {start:?}"
            ),
            ProblemKind::MissingColumn { name } => write!(
                out,
                "the column {name:?} is missing: export the collection (not the wantlist or an inventory) at discogs.com"
            ),
            ProblemKind::UnknownColumn { name } => {
                write!(out, "discogs.com exports no column {name:?}: remove it, or name it \"Collection {name}\"")
            }
            ProblemKind::ColumnTwice { name } => write!(out, "the column {name:?} stands there twice: remove one"),
            ProblemKind::OpenQuote => out.write_str("a quotation mark is opened and never closed: close it"),
            ProblemKind::Cells { found, expected } => {
                write!(out, "{found} cells where the header has {expected}: mend the line, or export again")
            }
            ProblemKind::Cell { column, value } => write!(out, "{column:?} cannot be {value:?}: mend the cell"),
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

/// A text short enough to be quoted.
pub fn shorten(text: &str) -> String {
    text.chars().take(80).collect()
}
