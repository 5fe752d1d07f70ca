//! The CSV that discogs.com exports of a collection.
//!
//! A line is read into an item as far as it is certain, and an item is written as a line. Where that does not give the
//! same cell back, the cell itself is kept beside the copy, so that what was imported comes out the same.

pub mod artist;
pub mod columns;
pub mod date;
pub mod encoding;
pub mod format;
mod header;
pub mod label;
pub mod line;
mod number;
mod records;
pub mod sheet;
#[cfg(test)]
mod tests;
