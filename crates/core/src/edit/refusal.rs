//! Why a value is not taken, as a code and figures: the sentence is made where the reader's language is known.

/// A value that was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The field, by the API's word.
    pub field: String,
    /// What is wrong with it.
    pub reason: Reason,
}

impl Refusal {
    pub(crate) fn new(field: &str, reason: Reason) -> Self {
        Self { field: field.to_owned(), reason }
    }
}

/// What is wrong with a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Something has to stand there.
    Missing,
    /// More letters than this.
    TooLong(usize),
    /// More lines or words than this.
    TooMany(usize),
    /// A whole number in this range is expected, both ends included.
    Range(i64, i64),
    /// There is no such folder or field.
    Unknown,
    /// Another has this name.
    Taken,
}

impl Reason {
    /// Its stable code.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Taken => "taken",
            Self::TooLong(_) => "too_long",
            Self::TooMany(_) => "too_many",
            Self::Range(..) => "range",
            Self::Unknown => "unknown",
        }
    }
}
