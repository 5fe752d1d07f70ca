//! Our own JSON: everything that is kept of a collection, one document, written and read a record at a time.
//!
//! docs/EXPORT.md describes it. Keys of copies and of files are kept, so that reading it into an empty database and writing
//! it again gives the same bytes; when a row came in, and by which run, is the database's own affair and not in it.

mod bounded;
mod edits;
mod ranges;
mod read;
#[cfg(test)]
mod tests;
mod write;

pub use edits::EditRecord;
pub use read::{Record, read};
pub use write::{Part, Writer};

use super::csv::columns::Columns;
use super::csv::line::Odd;
use super::csv::sheet::LineEnd;
use super::problem::shorten;
use crate::collection::{Copy, Field, Folder, Item, Note};
use crate::enrich::Facet;
use crate::enrich::text::TextState;
use crate::id::{ArtistId, FieldId, InstanceId};
use crate::release::Release;
use crate::sync::supplement::{CopySupplement, Supplement};
use crate::valuation::Valuation;
use crate::view::SavedView;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The version of the document that this program writes, and the newest that it reads.
pub const VERSION: u64 = 2;

/// What stands before the albums.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Front {
    /// By their keys.
    pub folders: Vec<Folder>,
    /// By their keys.
    pub fields: Vec<Field>,
    /// By their keys.
    pub files: Vec<SourceFile>,
    /// By their names.
    pub views: Vec<SavedView>,
    /// By their days.
    pub valuations: Vec<Valuation>,
}

/// A file that brought copies, and how it was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourceFile {
    /// Its key: made of its content.
    pub id: i64,
    /// What it was called.
    pub name: String,
    /// Its columns, in its order.
    pub columns: Columns,
    /// How its lines ended.
    pub line_end: LineEnd,
}

/// Where a copy stood in a file, and what of it cannot be told from the copy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourceLine {
    /// In which file.
    pub file: i64,
    /// As which of its lines, from 1, without the header.
    pub position: i64,
    /// Cells that would come out otherwise.
    #[serde(default, skip_serializing_if = "Odd::is_empty")]
    pub cells: Odd,
}

/// An album with all that is kept of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AlbumRecord {
    /// The release as it was imported.
    pub release: Release,
    /// What was added to the release since, where it lacked something.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supplement: Option<Supplement>,
    /// Its copies; at least one.
    pub copies: Vec<CopyRecord>,
    /// Its own page at Discogs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub details: Option<DetailsRecord>,
    /// Every description that was written.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub texts: Vec<TextRecord>,
    /// What providers answered: links, and that there is nothing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub enrichments: Vec<EnrichmentRecord>,
}

/// A copy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CopyRecord {
    /// As it was imported.
    pub copy: Copy,
    /// The number that Discogs gives a copy that a file brought.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub listed_as: Option<InstanceId>,
    /// Where it stood in a file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<SourceLine>,
    /// Since when Discogs no longer lists it, in milliseconds UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub absent_since: Option<i64>,
    /// What was added to it since, where it lacked something.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supplement: Option<CopySupplement>,
}

/// A release's own page at Discogs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DetailsRecord {
    /// When it was asked for, in milliseconds UTC.
    pub fetched_at: i64,
    /// Tracks, credits, identifiers, companies, notes.
    pub document: Value,
}

/// A description.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TextRecord {
    /// Its key.
    pub id: String,
    /// `shown`, `review`, `former` or `removed`.
    pub state: String,
    /// `person` or `model`.
    pub author: String,
    /// Plain text.
    pub body: String,
    /// BCP 47.
    pub language: String,
    /// Which model.
    pub model: Option<String>,
    /// With which prompt.
    pub prompt_version: Option<i64>,
    /// Why it is kept aside.
    pub doubts: Option<Value>,
    /// Whether no model may put another in its place.
    pub locked: bool,
    /// In milliseconds UTC.
    pub written_at: i64,
}

/// What a provider answered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EnrichmentRecord {
    /// About what.
    pub facet: Facet,
    /// `found` or `absent`.
    pub outcome: String,
    /// What was found: an address, a picture's addresses.
    pub value: Option<String>,
    /// Who said so.
    pub source: String,
    /// How surely, 0 to 1, to six decimals.
    pub score: Option<f64>,
    /// A short why.
    pub trace: Option<String>,
    /// The version of what made it.
    pub version: i64,
    /// When to ask again, in milliseconds UTC.
    pub retry_at: Option<i64>,
    /// When it was answered, in milliseconds UTC.
    pub updated_at: i64,
    /// What a person may choose from.
    pub candidates: Option<Value>,
}

/// What is known of an artist beyond the credits.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ArtistRecord {
    /// Who.
    pub id: ArtistId,
    /// What providers answered: where a picture is to be had.
    pub enrichments: Vec<EnrichmentRecord>,
}

/// A release on the wantlist.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WantRecord {
    /// As it was imported.
    pub release: Release,
    /// 1 to 5; `None` is unrated.
    pub rating: Option<u8>,
    /// What the owner wrote to it; empty where nothing.
    pub notes: String,
    /// When it came onto the wantlist, in milliseconds UTC.
    pub added_at: Option<i64>,
    /// Since when Discogs no longer lists it, in milliseconds UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub absent_since: Option<i64>,
}

impl WantRecord {
    /// The field of a line's notes, which are one text in a wantlist.
    pub const NOTES: FieldId = FieldId(3);

    /// As a line of the wantlist.
    pub fn item(&self) -> Item {
        let note = Note { field_id: Self::NOTES, value: self.notes.clone() };
        let copy = Copy {
            instance_id: InstanceId(self.release.id.0),
            release_id: self.release.id,
            folder_id: None,
            rating: self.rating,
            added_at: self.added_at,
            notes: Some(note).filter(|note| !note.value.is_empty()).into_iter().collect(),
        };
        Item { release: self.release.clone(), copy }
    }
}

impl AlbumRecord {
    /// What makes it no album: the first reason.
    pub fn fault(&self) -> Option<String> {
        let id = self.release.id;
        if self.copies.is_empty() {
            return Some(format!("the album {id} has no copy"));
        }
        let strange = self.copies.iter().find(|copy| copy.copy.release_id != id);
        let mut supplemented = self.copies.iter().filter_map(|copy| Some((copy, copy.supplement.as_ref()?)));
        let other = self.supplement.as_ref().is_some_and(|supplement| supplement.release_id != id)
            || supplemented.any(|(copy, supplement)| supplement.instance_id != copy.copy.instance_id);
        match strange {
            Some(copy) => Some(format!("the copy {} stands under another album than its own", copy.copy.instance_id)),
            None => other.then(|| format!("the supplement of the album {id} is another's")).or_else(|| self.odd_word()),
        }
    }

    /// A word that is none of those which stand there.
    fn odd_word(&self) -> Option<String> {
        let state = self.texts.iter().find(|text| TextState::parse(&text.state).is_none());
        state.map(|text| format!("a description has no such state: {:?}", shorten(&text.state)))
    }
}

/// A score as the document holds it: six decimals read back as they were written on every machine.
pub fn round_score(score: f64) -> f64 {
    (score * 1e6).round() / 1e6
}
