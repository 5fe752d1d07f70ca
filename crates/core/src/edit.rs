//! What a person changed. The third layer: it wins over what was imported and what providers told, touches neither, and
//! can be taken back.
//!
//! An [`Edit`] is one field of an album or of a copy; edits made by one act share a batch and are undone together. Of the
//! edits of one field that are in force, the newest is shown.

mod apply;
mod bulk;
mod check;
mod draft;
mod kept;
mod refusal;

pub use apply::{apply_to_copy, apply_to_details, apply_to_release, is_archived};
pub use bulk::{BulkChange, Held, bulk};
pub use draft::{AlbumPatch, ArtistDraft, CopyPatch, FormatDraft, Given, LabelDraft, new_album};
pub use refusal::{Reason, Refusal};

use crate::credit::Credit;
use crate::format::Format;
use crate::id::{FieldId, FolderId, InstanceId, ReleaseId};
use crate::label::LabelLine;
use serde::{Deserialize, Serialize};
use std::fmt;

/// One changed field of an album or a copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// Its key; keys sort by the time they were made.
    pub id: String,
    /// The act that it is part of; likewise.
    pub batch_id: String,
    /// What it is about.
    pub target: Target,
    /// What stands there now.
    pub change: Change,
    /// What stood there before, as it was shown.
    pub previous: Change,
    /// Milliseconds UTC.
    pub made_at: i64,
    /// Since when it is no longer in force, in milliseconds UTC.
    pub undone_at: Option<i64>,
}

/// What an edit is about: an album, or one copy of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Target {
    /// The album.
    pub release_id: ReleaseId,
    /// The copy, when the field is a copy's.
    pub instance_id: Option<InstanceId>,
}

impl Target {
    /// An album.
    pub fn album(release_id: ReleaseId) -> Self {
        Self { release_id, instance_id: None }
    }

    /// A copy of an album.
    pub fn copy(release_id: ReleaseId, instance_id: InstanceId) -> Self {
        Self { release_id, instance_id: Some(instance_id) }
    }
}

/// A field with the value that it takes; `None` is "known to be empty", which hides what was imported.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "field", content = "value", rename_all = "snake_case")]
pub enum Change {
    /// The album's title.
    Title(String),
    /// Its artists, in the order of the sleeve.
    Artists(Vec<Credit>),
    /// The address of its cover.
    Cover(Option<String>),
    /// Year of the pressing.
    Year(Option<i32>),
    /// Year of the work.
    OriginalYear(Option<i32>),
    /// Where it was made or sold.
    Country(Option<String>),
    /// Labels with their catalogue numbers.
    Labels(Vec<LabelLine>),
    /// Formats.
    Formats(Vec<Format>),
    /// Genres.
    Genres(Vec<String>),
    /// Styles.
    Styles(Vec<String>),
    /// Whether the album is put away: out of lists and figures, in the archive.
    Archived(bool),
    /// That the album was added by hand. Taken back, the album goes to the archive.
    Added(bool),
    /// Where a copy is filed.
    Folder(Option<FolderId>),
    /// A copy's rating, 1 to 5.
    Rating(Option<u8>),
    /// One of the collection's own fields of a copy: conditions, notes, what its owner invented.
    Note(FieldId, Option<String>),
}

impl Change {
    /// Which field it is about.
    pub fn field(&self) -> Field {
        match self {
            Self::Title(_) => Field::Title,
            Self::Artists(_) => Field::Artists,
            Self::Cover(_) => Field::Cover,
            Self::Year(_) => Field::Year,
            Self::OriginalYear(_) => Field::OriginalYear,
            Self::Country(_) => Field::Country,
            Self::Labels(_) => Field::Labels,
            Self::Formats(_) => Field::Formats,
            Self::Genres(_) => Field::Genres,
            Self::Styles(_) => Field::Styles,
            Self::Archived(_) => Field::Archived,
            Self::Added(_) => Field::Added,
            Self::Folder(_) => Field::Folder,
            Self::Rating(_) => Field::Rating,
            Self::Note(id, _) => Field::Note(*id),
        }
    }
}

/// What can be edited.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    /// See [`Change::Title`].
    Title,
    /// See [`Change::Artists`].
    Artists,
    /// See [`Change::Cover`].
    Cover,
    /// See [`Change::Year`].
    Year,
    /// See [`Change::OriginalYear`].
    OriginalYear,
    /// See [`Change::Country`].
    Country,
    /// See [`Change::Labels`].
    Labels,
    /// See [`Change::Formats`].
    Formats,
    /// See [`Change::Genres`].
    Genres,
    /// See [`Change::Styles`].
    Styles,
    /// See [`Change::Archived`].
    Archived,
    /// See [`Change::Added`].
    Added,
    /// See [`Change::Folder`].
    Folder,
    /// See [`Change::Rating`].
    Rating,
    /// See [`Change::Note`].
    Note(FieldId),
}

impl Field {
    /// The word of a field that has no number.
    pub fn word(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Artists => "artists",
            Self::Cover => "cover",
            Self::Year => "year",
            Self::OriginalYear => "original_year",
            Self::Country => "country",
            Self::Labels => "labels",
            Self::Formats => "formats",
            Self::Genres => "genres",
            Self::Styles => "styles",
            Self::Archived => "archived",
            Self::Added => "added",
            Self::Folder => "folder",
            Self::Rating => "rating",
            Self::Note(_) => "field",
        }
    }
}

impl fmt::Display for Field {
    /// As stored and as in the API: `title`, `field:3`.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Note(id) => write!(out, "field:{id}"),
            other => out.write_str(other.word()),
        }
    }
}

/// The edits of one act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    /// Its key; keys sort by the time they were made.
    pub id: String,
    /// Milliseconds UTC.
    pub made_at: i64,
    /// Since when it is undone, in milliseconds UTC.
    pub undone_at: Option<i64>,
    /// How many edits it has.
    pub edits: u64,
    /// How many albums they are about.
    pub albums: u64,
    /// The first of its edits.
    pub first: Vec<Edit>,
}

#[cfg(test)]
mod tests;
