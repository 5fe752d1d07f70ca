//! Keys of the derived tables: folded texts, short enough for an index.

use sillon_core::fold;

/// PostgreSQL's indexes take rows of up to 2,700 bytes; two keys of this many letters fit.
const MAX_LETTERS: usize = 120;

/// What a shelf sorts by.
pub(crate) fn sort_key(name: &str) -> String {
    shorten(fold::sort_key(name))
}

/// What makes two spellings of a name the same.
pub(crate) fn name_key(name: &str) -> String {
    shorten(fold::fold(name.trim()))
}

fn shorten(mut key: String) -> String {
    if let Some((end, _)) = key.char_indices().nth(MAX_LETTERS) {
        key.truncate(end);
    }
    key
}
