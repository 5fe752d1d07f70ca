//! Limits on what comes in from outside: from Discogs, from files, from the API. One place, so that every way in has the
//! same ones.

/// The longest text of one field, in bytes. Real ones are shorter by far: the longest notes of a release at Discogs have
/// some 20 kB.
pub const MOST_TEXT: usize = 64 * 1024;
