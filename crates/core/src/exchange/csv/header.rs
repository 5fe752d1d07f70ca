//! The header of a file: which separator it uses, and which of its columns are those of a collection.

use super::columns::{Column, Columns};
use crate::exchange::kind::FileKind;
use crate::exchange::problem::{ProblemKind, shorten};

/// Without these a line says nothing.
const NEEDED: [Column; 3] = [Column::ReleaseId, Column::Artist, Column::Title];

/// Columns that scripts add to count the lines.
const INDEXES: [&str; 6] = ["index", "level_0", "#", "no", "nr", "row"];

/// How a file separates its cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Dialect {
    pub(super) delimiter: u8,
    /// Whether spaces follow the separators (`Catalog#, Artist`).
    pub(super) skips_spaces: bool,
}

impl Dialect {
    /// From the beginning of the file. A line `sep=;`, which tells Excel the separator, decides; else the sign that the
    /// header has most of, the comma before others.
    pub(super) fn of(start: &[u8]) -> Self {
        let mut lines = start.split(|byte| matches!(byte, b'\r' | b'\n')).filter(|line| !line.trim_ascii().is_empty());
        let mut header = lines.next().unwrap_or_default();
        let told = separator_line(&String::from_utf8_lossy(header));
        if told.is_some() {
            header = lines.next().unwrap_or_default();
        }
        let count = |sign: &u8| header.iter().filter(|byte| *byte == sign).count();
        let found = [b'|', b'\t', b';', b','].into_iter().max_by_key(count).filter(|sign| count(sign) > 0);
        let delimiter = told.filter(|sign| count(sign) > 0).or(found).unwrap_or(b',');
        let skips_spaces = header.windows(2).any(|pair| pair == [delimiter, b' ']);
        Self { delimiter, skips_spaces }
    }
}

/// The separator that a line `sep=;` names, with quotation marks around it or further separators behind it.
pub(super) fn separator_line(line: &str) -> Option<u8> {
    let line = line.trim_start_matches('\u{feff}').trim_matches([' ', '"']);
    let (key, sign) = line.split_at_checked(4).filter(|(key, _)| key.eq_ignore_ascii_case("sep="))?;
    debug_assert!(!key.is_empty());
    let sign = sign.bytes().next().unwrap_or(b'\t');
    (!sign.is_ascii_alphanumeric() && sign.is_ascii()).then_some(sign)
}

/// A header, and where its columns are.
#[derive(Clone, Debug)]
pub(super) struct Header {
    pub(super) columns: Columns,
    /// For each of the columns, its place in the file's lines.
    pub(super) positions: Vec<usize>,
    /// Cells of the header.
    pub(super) width: usize,
    /// The names of columns that discogs.com does not export.
    pub(super) left_out: Vec<String>,
    /// The places of columns without a name.
    pub(super) nameless: Vec<usize>,
}

impl Header {
    /// # Errors
    /// What makes it no header of a collection.
    pub(super) fn parse(cells: &[&str]) -> Result<Self, ProblemKind> {
        let names: Vec<String> = cells.iter().map(|cell| clean(cell)).collect();
        let lower: Vec<String> = names.iter().map(|name| name.to_lowercase()).collect();
        if let Some(kind) = FileKind::of_columns(&lower) {
            return Err(ProblemKind::Kind { kind });
        }
        let mut header = Self {
            columns: Columns(Vec::new()),
            positions: Vec::new(),
            width: names.len(),
            left_out: Vec::new(),
            nameless: Vec::new(),
        };
        for (at, name) in names.iter().enumerate() {
            match Column::parse(name) {
                Some(column) => {
                    // Which of two artists or dates is meant, nobody can say. Fields may share a name.
                    if !matches!(column, Column::Field(_)) && header.columns.0.contains(&column) {
                        return Err(ProblemKind::ColumnTwice { name: shorten(name) });
                    }
                    header.columns.0.push(column);
                    header.positions.push(at);
                }
                None if lower[at].is_empty() || lower[at].starts_with("unnamed:") => header.nameless.push(at),
                None if INDEXES.contains(&lower[at].as_str()) => {}
                None => header.left_out.push(shorten(name)),
            }
        }
        let missing = NEEDED.iter().find(|needed| !header.columns.0.contains(needed));
        match missing {
            None => Ok(header),
            Some(_) if header.columns.0.is_empty() => Err(ProblemKind::Unknown { start: shorten(&cells.join(",")) }),
            Some(missing) => Err(ProblemKind::MissingColumn { name: missing.name() }),
        }
    }

    /// Whether a line with so few cells still says which record it is of.
    pub(super) fn is_enough(&self, cells: usize) -> bool {
        let places = self.columns.0.iter().zip(&self.positions);
        places.filter(|(column, _)| NEEDED.contains(column)).all(|(_, at)| *at < cells)
    }
}

/// A name without what programs leave around it: spaces of any kind, marks that cannot be seen, quotation marks.
fn clean(name: &str) -> String {
    let seen: String =
        name.chars().filter(|sign| !matches!(sign, '\u{feff}' | '\u{200b}'..='\u{200d}' | '\u{2060}')).collect();
    let bare = seen.trim().trim_matches(['"', '\'']);
    bare.split_whitespace().collect::<Vec<_>>().join(" ")
}
