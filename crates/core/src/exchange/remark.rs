//! What is worth knowing of a file that is imported all the same: said once for the file, never once a line.

use serde::{Deserialize, Serialize};
use std::fmt;

/// One remark.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Remark {
    /// The file is not UTF-8, and was read as this encoding.
    Encoding {
        /// `Windows-1252` or `UTF-16`.
        name: String,
    },
    /// Columns that discogs.com does not export were left out.
    LeftOut {
        /// Their names; `#14` where the 14th column has none.
        columns: Vec<String>,
    },
    /// Cells that nothing depends on could not be read for certain: their value is unknown.
    Unknown {
        /// The name of the column.
        column: String,
        /// How many cells.
        count: u64,
        /// The line of the first.
        line: u64,
        /// The first, shortened.
        value: String,
    },
}

impl Remark {
    /// The stable code, as in the API.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Encoding { .. } => "encoding",
            Self::LeftOut { .. } => "left_out",
            Self::Unknown { .. } => "unknown",
        }
    }
}

impl fmt::Display for Remark {
    /// In English, for the log and the command line.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Encoding { name } => write!(out, "the file is not UTF-8 and was read as {name}: check the accents"),
            Self::LeftOut { columns } => {
                let named: Vec<String> = columns.iter().map(|name| format!("{name:?}")).collect();
                let named = named.join(", ");
                write!(
                    out,
                    "columns that discogs.com does not export are left out: {named} (fields are named \"Collection …\")"
                )
            }
            Self::Unknown { column, count, line, value } => write!(
                out,
                "{count} cells of {column:?} cannot be read for certain and stay unknown, the first in line {line}: {value:?}"
            ),
        }
    }
}
