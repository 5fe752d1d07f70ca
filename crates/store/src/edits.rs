//! What a person changed, beside what was imported and over it.

mod held;
mod list;
mod names;
mod overlay;
mod write;

pub(crate) use list::edits_of;
pub(crate) use overlay::Overlay;

use crate::error::Result;
use sillon_core::edit::Change;

/// A change as it is stored: its field's word, and its value as JSON.
fn written(change: &Change) -> Result<(String, String)> {
    Ok((change.field().to_string(), change.value()?.to_string()))
}

fn read(field: &str, value: &str) -> Result<Change> {
    Ok(Change::of(field, serde_json::from_str(value)?)?)
}
