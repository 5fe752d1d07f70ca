//! What a person changed, beside what was imported and over it.

mod held;
mod list;
mod names;
mod overlay;
mod write;

pub(crate) use list::edits_of;
pub(crate) use overlay::Overlay;

use crate::error::{Result, StoreError};
use sillon_core::edit::{Change, Field};
use sillon_core::id::FieldId;

/// A change as it is stored: its field's word, and its value as JSON.
fn written(change: &Change) -> Result<(String, String)> {
    Ok((change.field().to_string(), change.value()?.to_string()))
}

/// A field by its stored word.
pub(crate) fn field(word: &str) -> Result<Field> {
    const FIELDS: [Field; 14] = [
        Field::Title,
        Field::Artists,
        Field::Cover,
        Field::Year,
        Field::OriginalYear,
        Field::Country,
        Field::Labels,
        Field::Formats,
        Field::Genres,
        Field::Styles,
        Field::Archived,
        Field::Added,
        Field::Folder,
        Field::Rating,
    ];
    let note = || {
        let id = word.strip_prefix(Field::Note(FieldId(0)).word())?.strip_prefix(':')?;
        Some(Field::Note(FieldId(id.parse().ok()?)))
    };
    let known = FIELDS.into_iter().find(|field| field.word() == word);
    known.or_else(note).ok_or_else(|| StoreError::unreadable("field of an edit", word))
}

fn read(field: &str, value: &str) -> Result<Change> {
    Ok(Change::of(field, serde_json::from_str(value)?)?)
}
