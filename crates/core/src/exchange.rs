//! Taking a collection in and out: the CSV of discogs.com, our own JSON, Markdown for reading.
//!
//! Everything here turns values into values and bytes into records; who opens the file and who writes the rows is elsewhere.

pub mod csv;
pub mod document;
pub mod intake;
pub mod keys;
pub mod kind;
pub mod markdown;
pub mod plan;
pub mod problem;
pub mod remark;

pub use kind::FileKind;
pub use problem::{Problem, ProblemKind};
pub use remark::Remark;
