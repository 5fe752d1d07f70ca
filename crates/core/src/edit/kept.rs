//! A change as it is kept and handed on: the word of its field, and its value as JSON.

use super::{Change, Field};
use crate::id::FieldId;
use serde::de::Error as _;
use serde_json::{Error, Value, json};

impl Change {
    /// Its value, as JSON.
    ///
    /// # Errors
    /// A value that is no JSON: none is.
    pub fn value(&self) -> Result<Value, Error> {
        match self {
            Self::Note(_, value) => Ok(json!(value)),
            change => Ok(serde_json::to_value(change)?["value"].take()),
        }
    }

    /// From the word of its field, as [`Field`] is shown, and its value.
    ///
    /// # Errors
    /// No such field, or a value that does not fit it.
    pub fn of(field: &str, value: Value) -> Result<Self, Error> {
        let word = Field::Note(FieldId(0)).word();
        if let Some(id) = field.strip_prefix(word).and_then(|rest| rest.strip_prefix(':')) {
            let id = id.parse().map_err(|_| Error::custom(format!("no field has the number {id:?}")))?;
            return Ok(Self::Note(FieldId(id), serde_json::from_value(value)?));
        }
        serde_json::from_value(json!({ "field": field, "value": value }))
    }
}
