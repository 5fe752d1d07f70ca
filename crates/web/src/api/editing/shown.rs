//! Edits as the API shows them.

use crate::api::album::{CreditDocument, FormatDocument, LabelDocument};
use crate::api::moment::Moment;
use serde::Serialize;
use serde_json::{Value, json};
use sillon_core::edit::{Batch, Change, Edit};
use sillon_engine::Edited;
use utoipa::ToSchema;

/// One changed field.
#[derive(Debug, Serialize, ToSchema)]
pub struct EditDocument {
    /// Its key.
    id: String,
    /// The act that it is part of, to undo it by.
    batch_id: String,
    /// The album.
    album_id: i64,
    /// The copy; null where the field is the album's.
    instance_id: Option<i64>,
    /// `title`, `artists`, `year`, `original_year`, `country`, `labels`, `formats`, `genres`, `styles`, `archived`, `added`;
    /// of a copy `folder`, `rating`, or `field:` with the key of one of the collection's own fields.
    #[schema(example = "title")]
    field: String,
    /// What it was changed to; null is "nothing stands there".
    value: Value,
    /// What was shown before.
    previous: Value,
    /// When.
    made_at: Moment,
    /// Since when it is undone; null while it is in force.
    undone_at: Option<Moment>,
}

/// One act: the edits that were made together.
#[derive(Debug, Serialize, ToSchema)]
pub struct BatchDocument {
    /// Its key.
    id: String,
    /// When.
    made_at: Moment,
    /// Since when it is undone; null while it is in force.
    undone_at: Option<Moment>,
    /// How many albums it changed.
    albums: u64,
    /// How many edits it has.
    total: u64,
    /// The first of them.
    edits: Vec<EditDocument>,
}

/// What an act did.
#[derive(Debug, Serialize, ToSchema)]
pub struct EditedDocument {
    /// The act, to undo it by; null where all stood so already, and for an undoing.
    batch_id: Option<String>,
    /// How many albums were changed.
    albums: u64,
}

impl From<Edit> for EditDocument {
    fn from(edit: Edit) -> Self {
        Self {
            id: edit.id,
            batch_id: edit.batch_id,
            album_id: edit.target.release_id.0,
            instance_id: edit.target.instance_id.map(|copy| copy.0),
            field: edit.change.field().to_string(),
            value: value(edit.change),
            previous: value(edit.previous),
            made_at: Moment(edit.made_at),
            undone_at: edit.undone_at.map(Moment),
        }
    }
}

impl From<Batch> for BatchDocument {
    fn from(batch: Batch) -> Self {
        Self {
            id: batch.id,
            made_at: Moment(batch.made_at),
            undone_at: batch.undone_at.map(Moment),
            albums: batch.albums,
            total: batch.edits,
            edits: batch.first.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<Edited> for EditedDocument {
    fn from(edited: Edited) -> Self {
        Self { batch_id: edited.batch_id, albums: edited.albums }
    }
}

/// In the shapes of an album's document.
fn value(change: Change) -> Value {
    fn all<D: From<T> + Serialize, T>(lines: Vec<T>) -> Value {
        json!(lines.into_iter().map(D::from).collect::<Vec<_>>())
    }
    match change {
        Change::Title(title) => json!(title),
        Change::Artists(credits) => all::<CreditDocument, _>(credits),
        Change::Cover(url) => json!(url),
        Change::Year(year) | Change::OriginalYear(year) => json!(year),
        Change::Country(country) => json!(country),
        Change::Labels(labels) => all::<LabelDocument, _>(labels),
        Change::Formats(formats) => all::<FormatDocument, _>(formats),
        Change::Genres(words) | Change::Styles(words) => json!(words),
        Change::Archived(said) | Change::Added(said) => json!(said),
        Change::Folder(folder) => json!(folder),
        Change::Rating(rating) => json!(rating),
        Change::Note(_, value) => json!(value),
    }
}
