//! The copies of an album.

use crate::api::moment::Moment;
use serde::Serialize;
use sillon_core::album::CopyDetail;
use sillon_core::collection::Note;
use utoipa::ToSchema;

/// One copy.
#[derive(Debug, Serialize, ToSchema)]
pub struct CopyDocument {
    /// Its key at Discogs.
    instance_id: i64,
    /// Where it is filed.
    folder: Option<FolderDocument>,
    /// 1 to 5; null when unrated.
    rating: Option<u8>,
    /// When it came into the collection.
    added_at: Option<Moment>,
    /// What its owner wrote, in the order of the collection's fields.
    fields: Vec<FieldDocument>,
    /// Since which sync Discogs no longer lists it; it stays here.
    absent_since: Option<Moment>,
}

/// A folder.
#[derive(Debug, Serialize, ToSchema)]
pub struct FolderDocument {
    /// Its key at Discogs.
    id: i64,
    /// Its name.
    name: String,
}

/// One filled-in field of a copy.
#[derive(Debug, Serialize, ToSchema)]
pub struct FieldDocument {
    /// Its key at Discogs.
    id: i64,
    /// Its name.
    #[schema(example = "Media Condition")]
    name: String,
    /// What stands there.
    value: String,
}

impl From<CopyDetail> for CopyDocument {
    fn from(copy: CopyDetail) -> Self {
        let field = |(name, note): (String, Note)| FieldDocument { id: note.field_id.0, name, value: note.value };
        Self {
            instance_id: copy.instance_id.0,
            folder: copy.folder.map(|(id, name)| FolderDocument { id: id.0, name }),
            rating: copy.rating,
            added_at: copy.added_at.map(Moment),
            fields: copy.fields.into_iter().map(field).collect(),
            absent_since: copy.absent_since.map(Moment),
        }
    }
}
